"""`digest email`, as a shell runs it: a letter in three files, and what reaches a real mail server."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from digestry.mailboxes import mailbox

from tests.delivery.mail_server import PASSWORD, USER, Post, certificates, running

SETTINGS = """\
site_name: Reading Group
site_url: https://reading.example.org/
theme: {name: material}
plugins:
  - digestry:
      email_from: Reading Group <papers@example.org>
      email_unsubscribe: https://lists.example.org/leave
"""
FEED = """\
date: 2025-04-24
title: Big models
note: Read *these*.
papers:
  - {id: one, title: Of $n$ things, authors: [Ann Lee], abstract: Yes., tags: [t]}
  - {id: two, title: Of others, authors: [Bo Chen]}
  - {id: draft, title: A draft, draft: true}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A digest of three issues, the newest still to come in 2099."""
    project = tmp_path / "digest"
    (project / "content/feed").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (project / "content/tags.yml").write_text("t: {name: Topic, description: Of t.}\n", "utf-8")
    (project / "content/feed/a.yml").write_text(FEED, "utf-8")
    for day, id in (("2025-05-01", "later"), ("2099-01-01", "latest")):
        feed = f"date: {day}\npapers: [{{id: {id}, title: The {id} one}}]\n"
        (project / f"content/feed/{day}.yml").write_text(feed, "utf-8")
    return project


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A mail server with TLS, user and password, whose authority is known to those who are told."""
    tls, _ = certificates(tmp_path)
    with running(Post(), tls) as found:
        yield found


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "digestry", "email", *arguments]


def environment(here: Path, post: Post | None = None) -> dict[str, str]:
    found = {"PATH": "", "PYTHONUTF8": "1", "DIGEST_SMTP_USER": USER, "DIGEST_SMTP_PASSWORD": PASSWORD}
    found["SSL_CERT_FILE"] = str(here.parent / "authority.pem")
    return found | ({"DIGEST_SMTP_SERVER": f"smtp://localhost:{post.port}"} if post else {})


def email(
    here: Path, *arguments: str, post: Post | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    found = subprocess.run(
        command(*arguments),
        cwd=here,
        env=environment(here, post),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in found.stderr
    return found


def test_a_letter_is_three_files(here: Path) -> None:
    """The message holds the two others; made again, they have the same bytes."""
    run = email(here, "2025-04-24")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Big models · 24 April 2025\n2 papers, ")
    folder = here / "build/email"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(files) == ["2025-04-24.eml", "2025-04-24.html", "2025-04-24.txt"]
    message = message_from_bytes(files["2025-04-24.eml"], policy=SMTP)
    text, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert text == files["2025-04-24.txt"].decode()
    assert html.rstrip("\n") == files["2025-04-24.html"].decode().rstrip("\n")
    assert message["Date"] == "Thu, 24 Apr 2025 12:00:00 +0000"
    assert "https://reading.example.org/issues/2025-04-24/email/" in text
    assert "A draft" not in text
    assert email(here, "2025-04-24").returncode == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


@pytest.mark.parametrize(
    ("arguments", "name", "ids"),
    [
        ([], "2099-01-01", ["latest"]),
        (["--on", "2025-06-01"], "2025-05-01", ["later"]),
        (["--week", "2025-W17"], "2025-W17", ["one", "two"]),
        (["--month", "2025-05"], "2025-05", ["later"]),
        (["--since", "2025-05-01"], "since-2025-05-01", ["latest", "later"]),
        (["--tag", "t"], "all-t", ["one"]),
        (["--month", "2025-04", "--tag", "t"], "2025-04-t", ["one"]),
    ],
)
def test_papers_are_chosen(here: Path, arguments: list[str], name: str, ids: list[str]) -> None:
    assert email(here, *arguments, "--out", "out").returncode == 0
    text = (here / f"out/{name}.txt").read_text("utf-8")
    assert [id for id in ("latest", "later", "one", "two") if f"/papers/{id}/" in text] == ids


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2025-04-25"], "There is no issue of 2025-04-25. Did you mean 2025-04-24"),
        (["--tag", "s"], "There is no tag 's'"),
        (["--week", "2025-17"], "--week is '2025-17'; write it as 2025-W17."),
        (["--month", "2025-13"], "--month is '2025-13'; write it as 2025-04."),
        (["2025-04-24", "--month", "2025-04"], "one of them"),
        (["--query", "year:x"], "The query cannot be used"),
        (["--send"], "--send wants a --server"),
        (["--send", "--server", "smtp://a:b@c.example"], "leave user and password out"),
        (["--send", "--server", "smtps://c.example"], "--send wants recipients"),
        (["--send", "--server", "smtps://c.example", "--to", "ann"], "'ann', which is no address"),
    ],
)
def test_what_cannot_be_is_told(here: Path, arguments: list[str], said: str) -> None:
    run = email(here, *arguments)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.split())
    assert not (here / "build/email").exists()


def test_settings_that_are_missing_are_told_with_their_line(here: Path, post: Post) -> None:
    """Links in letters want an address, and letters a sender."""
    (here / "mkdocs.yml").write_text(SETTINGS.replace("site_url: https://reading.example.org/\n", ""))
    run = email(here)
    assert (run.returncode, "mkdocs.yml:1: site_url is missing" in run.stderr) == (1, True)
    (here / "mkdocs.yml").write_text(SETTINGS.replace("email_from: Reading Group <papers@example.org>", ""))
    run = email(here, "--send", "--to", "list@example.org", post=post)
    assert run.returncode == 1
    assert "mkdocs.yml:4: email_from is missing; add who the letter is from" in run.stderr
    assert not post.letters


def test_without_papers_there_is_no_letter(here: Path) -> None:
    assert email(here, "--month", "2024-01").stdout == "No papers, no letter.\n"
    run = email(here, "--on", "2025-06-01", "--not-before", "2025-05-02")
    assert run.stdout == "The newest issue is of 2025-05-01, before 2025-05-02: nothing to do.\n"
    assert not (here / "build/email").exists()


def test_it_is_sent_once_to_the_list(here: Path, post: Post) -> None:
    """With how to leave; a second run sends nothing."""
    run = email(here, "2025-04-24", "--send", "--to", "Readers <list@example.org>", post=post)
    assert run.returncode == 0, run.stderr
    assert "Sent to 1 recipient." in run.stdout
    (message,) = post.messages("list@example.org")
    assert message["Subject"] == "Big models · 24 April 2025"
    assert message["To"] == "Readers <list@example.org>"
    assert message["List-Unsubscribe"] == "<https://lists.example.org/leave>"
    text, html = message.iter_parts()
    written = here / "build/email/2025-04-24"
    assert text.get_content().replace("\r\n", "\n") == written.with_suffix(".txt").read_text("utf-8")
    assert (
        html.get_content().replace("\r\n", "\n").rstrip() == written.with_suffix(".html").read_text().rstrip()
    )
    again = email(here, "2025-04-24", "--send", "--to", "list@example.org", post=post)
    assert "Sent to 0 recipients, after 1 before." in again.stdout
    assert len(post.letters) == 1
    kept = "".join(path.read_text() for path in (here / "sent").glob("*.jsonl"))
    assert kept
    assert "example.org" not in kept


def test_recipients_come_from_a_file_or_from_standard_input(here: Path, post: Post) -> None:
    """Each once, however often they are written."""
    people = "# readers\nAnn <ann@example.org>\n\nbob@example.org,\nANN@example.org\n"
    (here.parent / "people.txt").write_text(people)
    assert email(here, "--send", "--recipients", "../people.txt", post=post).returncode == 0
    assert post.counts() == {"ann@example.org": 1, "bob@example.org": 1}
    more = people + "cy@bücher.example\n"
    assert email(here, "--send", "--recipients", "-", post=post, stdin=more).returncode == 0
    assert post.counts() == {"ann@example.org": 1, "bob@example.org": 1, "cy@xn--bcher-kva.example": 1}


def test_an_address_that_is_none_is_told_by_its_line_before_anything_is_sent(here: Path, post: Post) -> None:
    people = "ann@example.org\nbob\ncy@example.org\ndan@exa mple.org\n<a@b.example\x1b[31m>\n"
    run = email(here, "--send", "--recipients", "-", post=post, stdin=people)
    assert run.returncode == 1
    assert "<stdin>:2: 'bob' is no address of e-mail; write it as ann@example.org, one a line\n" in run.stderr
    assert all(f"<stdin>:{line}: " in run.stderr for line in (4, 5))
    assert "\x1b" not in run.stderr
    assert not post.letters


def test_addresses_in_the_repository_are_refused(here: Path, post: Post) -> None:
    """In the digest's folder, or elsewhere in the same repository."""
    (here.parent / ".git").mkdir()
    for place in (here / "people.txt", here.parent / "people.txt"):
        place.write_text("ann@example.org\n")
        run = email(here, "--send", "--recipients", str(place), post=post)
        assert run.returncode == 2
        assert "in the digest's repository" in " ".join(run.stderr.split())
    assert not post.letters


def test_who_is_refused_is_named_and_the_rest_get_it(here: Path, post: Post) -> None:
    """And the command says so by its exit code, that time."""
    post.rcpt["bob@example.org"] = ["550 no such user"]
    people = "ann@example.org\nbob@example.org\ncy@example.org\n"
    run = email(here, "--send", "--recipients", "-", post=post, stdin=people)
    assert run.returncode == 1
    assert "refused  bob@example.org: 550 no such user\nSent to 2 recipients.\n" in run.stdout
    assert email(here, "--send", "--recipients", "-", post=post, stdin=people).returncode == 0
    assert post.counts() == {"ann@example.org": 1, "cy@example.org": 1}


def test_a_server_that_does_not_take_us_is_told_on_a_line(here: Path, post: Post) -> None:
    run = subprocess.run(
        command("--send", "--to", "list@example.org"),
        cwd=here,
        env=environment(here, post) | {"DIGEST_SMTP_PASSWORD": "wrong"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "localhost does not take user and password: 535" in run.stderr
    assert "wrong" not in run.stderr
    assert not post.letters


PEOPLE = [f"r{number}@example.org" for number in range(100)]


@pytest.mark.parametrize("moment", ["rcpt", "data"])
@pytest.mark.parametrize("number", [0, 57, 99])
def test_killed_on_the_way_nobody_gets_it_twice_and_nobody_is_left_out(
    here: Path, post: Post, moment: str, number: int
) -> None:
    """Of a hundred. Killed before a letter is at its end, it is sent in the next run; killed while the server
    answers, its recipient is named, and gets it again only if somebody asks for that."""
    victim = PEOPLE[number]
    killed = threading.Event()
    running: list[subprocess.Popen[str]] = []

    def kill(_: str) -> str:
        if not killed.is_set():
            killed.set()
            os.kill(running[0].pid, signal.SIGKILL)
            running[0].wait(10)
        return "250 OK"

    if moment == "rcpt":
        post.at_rcpt[victim] = kill
    else:
        post.data[victim] = [kill, "250 OK"]
    people = "\n".join(PEOPLE)
    process = subprocess.Popen(
        command("--send", "--recipients", "-"),
        cwd=here,
        env=environment(here, post),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    running.append(process)
    process.communicate(people)
    assert process.returncode == -signal.SIGKILL
    run = email(here, "--send", "--recipients", "-", post=post, stdin=people)
    assert run.returncode == 0, run.stdout + run.stderr
    assert post.counts() == dict.fromkeys(PEOPLE, 1)
    assert (f"{victim}: may have arrived" in run.stdout) == (moment == "data")
    again = email(here, "--send", "--recipients", "-", "--again", post=post, stdin=people)
    assert f"Sent to {1 if moment == 'data' else 0} recipient" in again.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "a b@example.org",
        "ann@example.org\nBcc: b@c.example",
        "ann@exa_mple.org",
        "a" * 65 + "@example.org",
        "Ann\x00 <ann@example.org>",
        "ann@example..org",
        ".ann@example.org",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        mailbox(text)
