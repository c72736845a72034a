"""The live preview: drafts show, changes appear, and a mistake is told without losing the page."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
PATIENCE = 60  # seconds until a hanging preview counts as broken; not a measure of speed
GOOD = "date: 2025-04-24\npapers:\n  - {id: a, title: First wording, draft: true}\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def preview(project: Path, program: str, log: Path) -> Iterator[str]:
    """A running preview that writes to `log`: its address, below the site's own path."""
    port = free_port()
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [BIN / program, "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            env={**os.environ, "SITE_URL": "https://digest.example/some/where/"},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield f"http://127.0.0.1:{port}/some/where/"
        finally:
            process.terminate()


def page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as response:  # noqa: S310
            return str(response.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def until(address: str, good: Callable[[str], bool]) -> str:
    """The page at `address` once it is as wanted; fails after a while with what it was."""
    end = time.monotonic() + PATIENCE
    while not good(text := page(address)):
        assert time.monotonic() < end, text
        time.sleep(0.2)
    return text


@pytest.mark.parametrize("program", ["digest", "mkdocs"])
def test_a_preview_shows_drafts_and_follows_changes_and_mistakes(
    project: Path, program: str, tmp_path: Path
) -> None:
    """Both commands alike."""
    feed = project / "content/feed/a.yml"
    feed.parent.mkdir()
    feed.write_text(GOOD, "utf-8")
    with preview(project, program, tmp_path / "log") as url:
        paper = url + "papers/a/"
        shown = until(paper, lambda text: "First wording" in text)
        badge = '<p class="pd-draft">Draft: not published yet</p>'
        assert badge in shown
        assert not (project / "build/docs").exists()  # a build may run meanwhile, and must not see drafts
        for listed in ("", "issues/2025-04-24/"):
            assert badge in page(url + listed)
        assert "livereload" in shown

        feed.write_text(GOOD.replace("First", "Second"), "utf-8")
        until(paper, lambda text: "Second wording" in text)

        feed.write_text(GOOD.replace("title", "<b>title"), "utf-8")
        shown = until(paper, lambda text: "The content has mistakes" in text)
        assert "Second wording" in shown
        assert "content/feed/a.yml:3: `title` is missing" in shown
        assert "&lt;b&gt;title" in shown
        assert "<b>title" not in shown

        feed.write_text(GOOD.replace("First", "Third"), "utf-8")
        shown = until(paper, lambda text: "Third wording" in text)
        assert "The content has mistakes" not in shown
    output = (tmp_path / "log").read_text("utf-8")
    assert "content/feed/a.yml:3: `title` is missing" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("program", ["digest", "mkdocs"])
def test_a_preview_shows_issues_to_come(project: Path, program: str, tmp_path: Path) -> None:
    """With a mark, wherever their papers are listed; what is published has none. A day that is named counts."""
    feeds = project / "content/feed"
    feeds.mkdir()
    for day in ("2025-04-24", "2099-06-01"):
        (feeds / f"{day}.yml").write_text(
            f"date: {day}\npapers:\n  - {{id: p{day}, title: A paper}}\n", "utf-8"
        )
    badge = '<p class="pd-draft">Scheduled for 1 June 2099: not published yet</p>'
    with preview(project, program, tmp_path / "log") as url:
        until(url + "papers/p2099-06-01/", lambda text: badge in text)
        for listed in ("", "issues/2099-06-01/", "issues/2099-06/"):
            assert badge in page(url + listed)
        assert page(url + "issues/").count("1 paper · scheduled") == 1
        for early in ("papers/p2025-04-24/", "issues/2025-04-24/"):
            assert "pd-draft" not in page(url + early)
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for day, marked in (("2099-06-01", set()), ("2024-01-01", {"2025-04-24", "2099-06-01"})):
        settings.write_text(text.replace("- digestry:\n", f"- digestry:\n      build_on: {day}\n"), "utf-8")
        with preview(project, program, tmp_path / "log") as url:
            until(url, lambda text: "A paper" in text)
            assert {
                each for each in ("2025-04-24", "2099-06-01") if "pd-draft" in page(f"{url}papers/p{each}/")
            } == marked


def test_a_preview_needs_no_folder_of_own_pages(tmp_path: Path) -> None:
    """And follows changes all the same."""
    project = tmp_path / "project"
    feed = project / "content/feed/a.yml"
    feed.parent.mkdir(parents=True)
    feed.write_text(GOOD, "utf-8")
    settings = "site_name: Small\nsite_url: !ENV SITE_URL\ntheme: material\nplugins: [digestry]\n"
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    with preview(project, "digest", tmp_path / "log") as url:
        until(url + "papers/a/", lambda text: "First wording" in text)
        feed.write_text(GOOD.replace("First", "Second"), "utf-8")
        until(url + "papers/a/", lambda text: "Second wording" in text)


@pytest.mark.parametrize("program", ["digest", "mkdocs"])
def test_a_preview_of_bad_content_does_not_start(project: Path, program: str) -> None:
    """The mistakes are listed, and the exit code is 1."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text("date: never\n", "utf-8")
    result = subprocess.run(
        [BIN / program, "serve", "--dev-addr", f"127.0.0.1:{free_port()}"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert result.returncode == 1
    assert "content/feed/a.yml:1: `date` is 'never'" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def until_built(log: Path, before: int) -> int:
    """Waits for a build of a running preview, after so many of them; how many there are then."""
    end = time.monotonic() + PATIENCE
    while (now := log.read_text("utf-8").count("Reloading browsers")) <= before:
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.1)
    return now


@pytest.mark.parametrize(
    ("program", "moved"),
    [
        *(("digest", each) for each in ("content", "content/feed", "content/pages", "mkdocs.yml", ".")),
        *(("mkdocs", each) for each in ("content", "mkdocs.yml")),
    ],
)
def test_a_preview_follows_what_was_away_for_a_while(
    project: Path, program: str, moved: str, tmp_path: Path
) -> None:
    """As with `git checkout` of another branch: a line says it, what was shown stays, and later edits are seen."""
    feed = project / "content/feed/a.yml"
    feed.parent.mkdir()
    feed.write_text(GOOD, "utf-8")
    log, away, builds = tmp_path / "log", tmp_path / "away", 0
    with preview(project, program, log) as url:
        paper = url + "papers/a/"
        until(paper, lambda text: "First wording" in text)
        for wording in ("Second", "Third"):  # the second time is like the first
            (project / moved).rename(away)
            builds = until_built(log, builds)
            if moved == "content/feed":  # a digest may be empty
                until(paper, lambda text: not text)
            else:
                assert "wording" in page(paper)
            away.rename(project / moved)
            builds = until_built(log, builds)
            until(paper, lambda text: "wording" in text)
            feed.write_text(GOOD.replace("First", wording), "utf-8")
            builds = until_built(log, builds)
            assert f"{wording} wording" in page(paper)
    said = log.read_text("utf-8")
    assert "Traceback" not in said
    told = [line for line in said.splitlines() if "is not there" in line]
    assert len(told) == (0 if moved == "content/feed" else 2), said


@pytest.mark.parametrize("program", ["digest", "mkdocs"])
def test_a_mistake_in_the_settings_does_not_end_a_preview(
    project: Path, program: str, tmp_path: Path
) -> None:
    """What was shown stays; and once it is mended, by an editor that replaces the file, all goes on."""
    settings, log = project / "mkdocs.yml", tmp_path / "log"
    good = settings.read_text("utf-8")
    with preview(project, program, log) as url:
        until(url, lambda text: "</html>" in text)
        for bad in ("site_name: [", good.replace("name: material", "name: no-such-theme")):
            builds = log.read_text("utf-8").count("Reloading browsers")
            settings.write_text(bad, "utf-8")
            builds = until_built(log, builds)
            assert "</html>" in page(url)
            new = project / "mkdocs.yml~"
            new.write_text(good, "utf-8")
            new.replace(settings)
            until_built(log, builds)
            assert "</html>" in page(url)
    said = log.read_text("utf-8")
    assert "Traceback" not in said
    assert said.count("The preview stays as it was until this is mended.") == 2
    assert "no-such-theme" in said
