"""No command removes or overwrites what Digestry did not make, whatever folder or file it is given."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from digestry.cli.main import COMMANDS, digest
from digestry.files import MARKER, replace, write_out
from digestry.site import build as site
from digestry.site.project import Project

FEED = "date: 2025-04-24\npapers:\n  - {id: a, title: A paper, authors: [B C]}\n"
MINE = {
    "index.md": "# My ten years of notes\n",
    "img/a.png": "png",
    ".hidden/secret.md": "secret",
    "CNAME": "me.example",
}

# What each command needs besides the option that is tried.
ARGUMENTS = {
    "init": ["mine"],
    "build": [],
    "serve": [],
    "check": [],
    "import": ["{bib}", "--date", "2025-05-01"],
    "fetch": [],
    "suggest": [],
    "enrich": [],
    "export": ["--format", "bibtex"],
    "email": [],
    "new": ["--date", "2025-05-02"],
    "tag": [],
    "handbook": [],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A digest in the current folder, beside a folder and a file that are somebody's own."""
    config = "site_name: A\nsite_url: https://a.example/\ndocs_dir: content/pages\ntheme: {name: material}\nplugins: [digestry]\n"
    files = {
        "mkdocs.yml": config,
        "content/feed/a.yml": FEED,
        "content/pages/about.md": "# About\n",
        "refs.bib": "@misc{x, title = {X}}\n",
    }
    files |= {f"mine/{name}": text for name, text in MINE.items()} | {"mine.txt": "mine"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUGGESTION", "### Title or address\n\nA suggested title\n")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(digest, list(arguments))
    assert result.exception is None or isinstance(
        result.exception, SystemExit | click.ClickException | Exception
    )
    return result


def everything(folder: Path) -> dict[str, bytes]:
    """All files, but for those in the folders that are ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in {"build", "site"}
    }


def path_options() -> Iterator[tuple[str, str]]:
    """Each command with each of its arguments and options that name a file or a folder."""
    context = digest.make_context("digest", [], resilient_parsing=True)
    for name in COMMANDS:
        command = digest.get_command(context, name)
        assert command
        for parameter in command.params:
            if isinstance(parameter.type, click.Path):
                yield name, parameter.opts[-1] if isinstance(parameter, click.Option) else ""


def test_every_command_is_tried() -> None:
    """A new one has to be added above."""
    assert ARGUMENTS.keys() == COMMANDS.keys()


@pytest.mark.parametrize(("command", "option"), list(path_options()))
@pytest.mark.parametrize("target", ["mine", "mine.txt", "content", "."])
def test_no_option_overwrites_what_is_there(here: Path, command: str, option: str, target: str) -> None:
    """A folder with files, a file, the content, the project itself: each stays, byte for byte."""
    if (command, option) == ("export", "--out") and target == "mine.txt":
        return  # `export --out` is asked to replace a file
    if command == "serve":
        return  # it only reads its one file
    before = everything(here)
    arguments = [each.format(bib="refs.bib") for each in ARGUMENTS[command]]
    given = [option, target] if option else [target]
    result = run(command, *([] if command == "init" else arguments), *given)
    after = everything(here)
    assert before.items() <= after.items(), result.output
    if (command, option) == ("email", "--out"):  # files with names of their own, beside what is there
        assert {Path(name).stem for name in after.keys() - before.keys()} <= {"2025-04-24"}
        return
    if (here / target).is_dir() and (here / target) != here:
        assert everything(here / target) == {
            name.removeprefix(f"{target}/"): data
            for name, data in before.items()
            if name.startswith(f"{target}/")
        }


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        (
            "site_dir",
            "mine",
            "mkdocs.yml:6: site_dir names `mine`, which holds files that Digestry did not make",
        ),
        ("site_dir", "content", "The 'docs_dir' should not be within the 'site_dir'"),  # MkDocs' own words
        ("site_dir", "link", "which holds files that Digestry did not make; name an empty or a new folder"),
        ("scratch", "mine", ""),
        ("docs_dir", "mine", ""),
    ],
)
@pytest.mark.parametrize("command", ["digest", "mkdocs"])
def test_no_setting_lets_a_build_overwrite_what_is_there(
    here: Path,
    caplog: pytest.LogCaptureFixture,
    setting: str,
    value: str,
    told: str,
    command: str,
) -> None:
    """`digest build` and `mkdocs build` alike; a refusal names the folder and the setting to change."""
    (here / "link").symlink_to("mine")
    if setting == "scratch":
        (here / "mine/docs").mkdir()
        (here / "mine/docs/mine.md").write_text("mine")
        told = "mkdocs.yml:5: scratch names `mine/docs`, which holds files that Digestry did not make"
    text = (here / "mkdocs.yml").read_text("utf-8")
    if setting == "scratch":
        text = text.replace("plugins: [digestry]", "plugins: [digestry: {scratch: mine}]")
    elif setting == "docs_dir":
        text = text.replace("docs_dir: content/pages", "docs_dir: mine")
    else:
        text += f"{setting}: {value}\n"
    (here / "mkdocs.yml").write_text(text, "utf-8")
    before = everything(here)
    said = _built(command) + caplog.text
    assert told in said
    assert everything(here) == before


def _built(command: str) -> str:
    if command == "digest":
        result = run("build")
        return result.output + str(result.exception or "")
    # In a process of its own: MkDocs' command sets up logging for good.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_derived_folders_can_be_deleted(here: Path) -> None:
    """No command needs them, and a build makes them again."""
    run("build")
    for name in ("build", "site"):
        for command, arguments in ARGUMENTS.items():
            if command in {"serve", "init"}:
                continue
            if (here / name).exists():
                (here / name).rename(here.parent / f"{name}-{command}")
            result = run(command, *(each.format(bib="refs.bib") for each in arguments))
            assert result.exit_code in {0, 1}, (command, result.output)
            assert "exist" not in result.output, (command, result.output)


def test_a_folder_of_ours_is_used_again(here: Path) -> None:
    """By its marker; what somebody puts there is gone with the next build, as the marker says."""
    assert run("build", "-d", "public").exit_code == 0
    (here / "public/stray.txt").write_text("stray")
    assert run("build", "-d", "public").exit_code == 0
    assert not (here / "public/stray.txt").exists()
    assert "deleted by the next build" in (here / "public" / MARKER).read_text("utf-8")


def test_a_site_folder_may_be_a_link(here: Path) -> None:
    """It stays one, and the site is where it leads."""
    (here / "elsewhere").mkdir()
    (here / "site").symlink_to("elsewhere")
    site.build(Project.open(str(here / "mkdocs.yml")))
    assert (here / "site").is_symlink()
    assert (here / "elsewhere/index.html").exists()


def test_out_follows_links_and_writes_into_pipes_and_devices(here: Path) -> None:
    """None of them is replaced by a file."""
    (here / "real.bib").write_text("old")
    (here / "link.bib").symlink_to("real.bib")
    assert run("export", "--format", "bibtex", "--out", "link.bib").exit_code == 0
    assert (here / "link.bib").is_symlink()
    assert "A paper" in (here / "real.bib").read_text("utf-8")

    os.mkfifo(here / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((here / "pipe").read_text("utf-8")))
    reader.start()
    assert run("export", "--format", "bibtex", "--out", "pipe").exit_code == 0
    reader.join()
    assert stat.S_ISFIFO((here / "pipe").stat().st_mode)
    assert "A paper" in read[0]

    write_out(Path(os.devnull), "nothing", here / "build")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("name", ["facts.yml", "fetched.yml"])
def test_machine_files_may_be_links(here: Path, name: str) -> None:
    """Such as into a synced folder: what they lead to is replaced, they stay."""
    (here / "real.yml").write_text("old")
    (here / "content" / name).symlink_to(here / "real.yml")
    replace(here / "content" / name, "new\n", here / "build")
    assert (here / "content" / name).is_symlink()
    assert (here / "real.yml").read_text("utf-8") == "new\n"
