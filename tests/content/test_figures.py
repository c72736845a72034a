"""A paper's figure is a picture in the content folder, and nothing else."""

import os
from pathlib import Path
from typing import Any

import pytest
from digestry.content.figures import LARGEST
from digestry.content.load import load
from digestry.content.validate import Content, validate
from digestry.errors import Problem
from digestry.paper.values import picture_file
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}


def content(folder: Path, image: str, *more: str) -> tuple[Content, list[Problem]]:
    """The content in a folder, with a paper that names a figure on its fourth line."""
    (folder / "feed").mkdir(parents=True, exist_ok=True)
    entry = ["date: 2025-04-24", "papers:", "  - id: a", f"    image: {image}", "    title: A", *more]
    (folder / "feed/a.yml").write_text("\n".join(entry) + "\n", "utf-8")
    loaded, unreadable = load(folder, "content", {}, folder.parent)
    found, wrong = validate(loaded)
    return found, [*unreadable, *wrong]


def drawn(file: Path, width: int = 64, height: int = 48, **more: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, height)).save(file, FORMATS[file.suffix[1:].lower()], **more)
    return file


def said(problems: list[Problem]) -> list[str]:
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in problems]


@pytest.mark.parametrize(
    "name", [*(f"figures/x.{suffix}" for suffix in FORMATS), "X.PNG", "feed/größe 1.png"]
)
def test_a_picture_in_the_content_is_found_with_its_size(tmp_path: Path, name: str) -> None:
    """Wherever it is there; width and height are its own, so that nothing moves when it comes."""
    file = drawn(tmp_path / "content" / name)
    found, problems = content(tmp_path / "content", name)
    assert problems == []
    figure = found.figures[name]
    assert (figure.width, figure.height, figure.size) == (64, 48, file.stat().st_size)


def test_a_photograph_on_its_side_is_as_browsers_show_it(tmp_path: Path) -> None:
    """Cameras write the orientation beside the picture."""
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn(tmp_path / "content/a.jpg", exif=exif)
    found, problems = content(tmp_path / "content", "a.jpg")
    assert problems == []
    assert (found.figures["a.jpg"].width, found.figures["a.jpg"].height) == (48, 64)


@pytest.mark.parametrize(
    "image",
    [
        "https://example.org/a.png",
        "//example.org/a.png",
        "/etc/a.png",
        "../a.png",
        "figures/../../a.png",
        "figures//a.png",
        "./a.png",
        ".git/a.png",
        "figures/.a.png",
        "figures\\a.png",
        "C:/a.png",
        "data:image/png;base64,AAAA.png",
        "figures/a.svg",
        "figures/a.html",
        "figures/png",
        "figures/a.png/",
        ".png",
    ],
)
def test_what_is_no_file_of_the_content_is_a_mistake(tmp_path: Path, image: str) -> None:
    """Addresses too: nothing is ever downloaded. SVG is none, since it can hold scripts."""
    drawn(tmp_path / "a.png")
    found, problems = content(tmp_path / "content", f"'{image}'")
    assert said(problems) == [
        f"content/feed/a.yml:4: `image` is {image!r}, not a picture in the content folder"
    ]
    assert found.issues[0].papers[0].image == ""


def test_a_missing_file_is_a_mistake_at_its_line(tmp_path: Path) -> None:
    """With a guess, where there is one of nearly that name."""
    drawn(tmp_path / "content/figures/overview.png")
    guess = "did you mean figures/overview.png?"
    for name, fix in (("figures/overveiw.png", guess), ("z.gif", "put the file")):
        found, [problem] = content(tmp_path / "content", name)
        assert said([problem]) == [f"content/feed/a.yml:4: `image` is {name}, which is not in content/"]
        assert problem.fix.startswith(fix)
        assert found.figures == {}


def test_a_file_that_is_no_picture_is_a_mistake(tmp_path: Path) -> None:
    """A page that calls itself a picture, an empty file, and one that only begins like a picture."""
    (tmp_path / "content").mkdir()
    png = b"\x89PNG\r\n\x1a\n"
    for data in (b"<html><script>alert(1)</script>", b"", png, png + b"<script>", b"GIF89a"):
        (tmp_path / "content/a.png").write_bytes(data)
        found, problems = content(tmp_path / "content", "a.png")
        assert said(problems) == ["content/feed/a.yml:4: a.png is no picture, whatever its name says"]
        assert found.figures == {}


def test_a_picture_of_another_kind_is_a_mistake(tmp_path: Path) -> None:
    """Servers go by the name, and browsers by what servers say."""
    drawn(tmp_path / "content/a.jpg").rename(tmp_path / "content/a.png")
    _, [problem] = content(tmp_path / "content", "a.png")
    assert problem.what == "a.png is a picture of another kind, JPEG"
    assert problem.fix == "let its name end in .jpg"


def test_a_huge_file_is_a_mistake(tmp_path: Path) -> None:
    """Ten megabytes are more than any figure needs."""
    file = drawn(tmp_path / "content/a.png")
    file.write_bytes(file.read_bytes() + b"\0" * LARGEST)
    assert said(content(tmp_path / "content", "a.png")[1]) == [
        "content/feed/a.yml:4: a.png is larger than 10 MiB"
    ]


@given(st.binary(max_size=400))
def test_whatever_follows_a_pictures_first_bytes_is_survived(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """A picture, or a mistake in words; never anything else."""
    folder = tmp_path_factory.mktemp("figures") / "content"
    folder.mkdir()
    begins = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe1",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"GIF89a",
        b"\0\0\0 ftypavif",
    )
    for begin in begins:
        (folder / "a.png").write_bytes(begin + data)
        found, problems = content(folder, "a.png")
        assert bool(found.figures) != bool(problems)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_that_leads_out_is_refused_where_it_is_named(tmp_path: Path) -> None:
    """Its picture would be published; a link within the content is as good as a file."""
    drawn(tmp_path / "secret/a.png")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.png").symlink_to(tmp_path / "secret/a.png")
    (tmp_path / "content/other.png").symlink_to(tmp_path / "secret/a.png")  # which nothing names
    (tmp_path / "content/more").symlink_to(tmp_path / "secret")
    found, problems = content(tmp_path / "content", "a.png")
    out = "this link leads out of your content, and would publish what is there"
    assert (said(problems), found.figures) == ([f"content/a.png:1: {out}"], {})
    assert said(content(tmp_path / "content", "more/a.png")[1]) == [
        "content/feed/a.yml:4: `image` is more/a.png, which is not in content/"
    ]
    drawn(tmp_path / "content/b.png")
    (tmp_path / "content/a.png").unlink()
    (tmp_path / "content/a.png").symlink_to("b.png")
    assert content(tmp_path / "content", "a.png")[1] == []


def test_a_broken_link_and_a_folder_are_named(tmp_path: Path) -> None:
    """As for all other files of the content."""
    (tmp_path / "content/b.png").mkdir(parents=True)
    (tmp_path / "content/a.png").symlink_to("nothing.png")
    assert said(content(tmp_path / "content", "a.png")[1]) == ["content/a.png:1: this link leads nowhere"]
    assert said(content(tmp_path / "content", "b.png")[1]) == [
        "content/feed/a.yml:4: `image` is b.png, which is not in content/"
    ]


@given(st.text(max_size=30))
def test_a_path_stays_below_the_content(text: str) -> None:
    """Whatever is accepted: no step up, no root, no drive, no address."""
    for tried in (text, f"{text}.png", f"a/{text}/b.png"):
        try:
            path = picture_file(tried)
        except ValueError:
            continue
        assert os.path.normpath(path) == path and not path.startswith(("/", "..")) and ":" not in path
