"""The message: what mail programs and servers read of it."""

import datetime as dt
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from digestry.mailboxes import mailbox
from digestry.outputs.mail.letter import Letter
from digestry.outputs.mail.message import message, message_id
from digestry.paper.text import clean
from digestry.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.mail.samples import SETTINGS, settings

NOW = dt.datetime(2025, 4, 24, 12, tzinfo=dt.UTC)
LETTER = Letter("Subject", "Before", "<!doctype html><p>Größe · x", "Größe\n.\nend\n")
OWNER = settings(
    email_from="Große Gruppe <papers@lists.example.org>",
    email_list_id="papers.example.org",
    email_unsubscribe="https://lists.example.org/leave/" + "0123456789" * 30 + "?list=papers&token={}",
)


def read(
    letter: Letter = LETTER, of: Settings = OWNER, to: str = "Ann Lee <ann@example.org>"
) -> EmailMessage:
    data = message(letter, "2025-04-24", of, NOW, mailbox(to)).as_bytes()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert data.isascii()
    return message_from_bytes(data, policy=SMTP)


def test_both_parts_arrive_as_they_were() -> None:
    """Text first, so that programs choose the HTML if they can."""
    found = read()
    assert found.get_content_type() == "multipart/alternative"
    text, html = found.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") == LETTER.html


def test_headers_say_whose_list_it_is_and_how_to_leave() -> None:
    """An address of 340 characters stays in one piece, on the line as it is sent."""
    found = read()
    assert found["From"].addresses[0].display_name == "Große Gruppe"
    assert found["To"].addresses[0].addr_spec == "ann@example.org"
    assert found["List-Id"] == "<papers.example.org>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    data = message(LETTER, "e", OWNER, NOW).as_bytes()
    line = f"List-Unsubscribe: <{OWNER.options.email_unsubscribe}>\r\n"
    assert line.encode() in data


def test_one_click_is_for_web_addresses() -> None:
    found = read(of=settings(email_from="a@b.example", email_unsubscribe="mailto:leave@b.example"))
    assert found["List-Unsubscribe"] == "<mailto:leave@b.example>"
    assert "List-Unsubscribe-Post" not in found
    assert "List-Unsubscribe" not in read(of=settings(email_from="a@b.example"))


def test_an_edition_has_one_id_for_each_recipient() -> None:
    """However it is written, and whenever it is made."""
    ann, bob = mailbox("Ann <ann@example.org>"), mailbox("bob@example.org")
    ids = {message_id("2025-04-24", OWNER, to) for to in (ann, bob, mailbox("ANN@example.org"), None)}
    assert len(ids) == 3
    assert message_id("2025-04-25", OWNER, ann) not in ids
    assert all(each.endswith("@lists.example.org>") for each in ids)
    assert message_id("2025-04-24", SETTINGS).endswith("@reading.example.org>")


def test_the_same_letter_has_the_same_bytes() -> None:
    once, twice = (message(LETTER, "e", OWNER, NOW).as_bytes() for _ in range(2))
    assert once == twice


@given(st.text(max_size=1200), st.text(max_size=300), st.text(max_size=300))
def test_no_text_becomes_a_header(subject: str, text: str, html: str) -> None:
    """Whatever strangers put into titles: subject and parts are read as they were written, and nothing else is."""
    subject = clean(subject)
    found = read(Letter(subject, "", html.replace("\r", ""), text.replace("\r", "")))
    assert "".join(found["Subject"].split()) == "".join(subject.split())
    assert set(found.keys()) == set(read().keys())
