"""Mails: whatever part people read, its papers come in; a mail without any is refused."""

import datetime as dt
from email.message import EmailMessage

import pytest
from digestry.errors import ContentError
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

ALERT = """<html><body><h3><span>[PDF]</span> <a href="https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2401.14427&amp;hl=en"
class="gse_alrt_title">Beimingwu: A <b>Learnware</b> Dock System</a></h3><div>ZH Tan, JD Liu… - arXiv preprint arXiv:2401.14427, 2024</div>
<div class="gse_alrt_sni">The learnware paradigm …</div><h3><a href="https://scholar.google.com/scholar_url?url=https://www.nature.com/articles/x&amp;hl=en">
Proteins</a></h3><div>J Jumper, R Evans - Nature, 2021</div><div>A piece.</div><p>This message was sent by Google Scholar.</p></body></html>"""


def mail(subject: str, text: str, html: str = "", charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@example.org>", "bo@example.org", subject
    message["Date"] = "Mon, 23 Nov 2026 08:00:00 +0000"
    message.set_content(text, charset=charset)
    if html:
        message.add_alternative(html, subtype="html")
    return bytes(message)


def test_an_alert_of_scholar_is_read() -> None:
    """Its snippet is no abstract; cut lists of authors say that there are more."""
    for data in (mail("new results", "See HTML.", ALERT), ALERT.encode()):
        reading = read(data)
        first, second = reading.papers
        assert (first.title, first.arxiv) == ("Beimingwu: A Learnware Dock System", "2401.14427")
        assert first.authors == ("ZH Tan", "JD Liu", "others")
        assert (second.title, second.venue, second.url) == (
            "Proteins",
            "Nature",
            "https://www.nature.com/articles/x",
        )
        assert str(second.published) == "2021"
        assert not first.abstract
        assert reading.unread["snippet"] == 2


def test_a_mail_among_people_names_papers() -> None:
    """The line is kept, not as a title; quoted-printable and other encodings are decoded."""
    data = mail(
        "Read", "Schön: have you seen https://arxiv.org/abs/2401.14427 ?\n" + "x" * 100, charset="latin-1"
    )
    (found,) = read(data).candidates
    assert (found.paper.arxiv, found.paper.title) == ("2401.14427", "arXiv:2401.14427")
    assert found.said.startswith("Schön: have you seen")
    assert found.day == dt.date(2026, 11, 23)


def test_a_newsletter_is_a_list() -> None:
    html = "<ul><li><a href='https://arxiv.org/abs/2401.14427'>A First Good Paper</a>: it is good to read.</li></ul>"
    (found,) = read(mail("Weekly", "Plain.", html)).candidates
    assert (found.paper.title, found.paper.summary) == ("A First Good Paper", "it is good to read.")


def test_a_mailbox_has_several() -> None:
    box = b"".join(
        b"From ann@example.org Mon Nov 23 08:00:00 2026\n" + mail("A", f"arXiv:2401.1442{n}\n")
        for n in (7, 8)
    )
    assert [paper.arxiv for paper in read(box).papers] == ["2401.14427", "2401.14428"]


def test_a_mail_without_papers_is_refused() -> None:
    with pytest.raises(ContentError) as error:
        read(mail("Lunch", "At noon?"))
    assert "a mail that names no paper" in str(error.value)


@given(st.binary(max_size=300))
def test_any_bytes_give_papers_or_one_line(data: bytes) -> None:
    try:
        read(b"From: a\nTo: b\nSubject: c\n" + data, "mail")
    except ContentError as error:
        assert len(error.problems) == 1
