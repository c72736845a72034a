"""The pictures of links: looked at by people, held here to what machines ask of them."""

import io
from pathlib import Path

import pytest
from digestry.outputs.pictures import picture
from PIL import Image, ImageChops


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image.convert("RGB")


def written(data: bytes) -> tuple[int, int, int, int] | None:
    """The box (left, top, right, bottom) around all that is written on the drawing, in pixels."""
    return ImageChops.difference(opened(data), opened(picture("", "", ""))).getbbox()


@pytest.mark.parametrize(
    "text", ["Big models", "A very long title " * 30, "W" * 300, "AT&T <script> ]]>", "Ж α é …"]
)
def test_any_words_fit(text: str) -> None:
    """1200 by 630 pixels, small enough to load at once; nothing is written over the edge or the drawing."""
    data = picture(text, text, text)
    assert opened(data).size == (1200, 630)
    assert len(data) < 60_000
    left, top, right, bottom = written(data) or (0, 0, 0, 0)
    assert 80 <= left < right <= 800
    assert 80 <= top < bottom <= 560


def test_what_the_font_does_not_have_is_left_out() -> None:
    """No boxes instead of letters, no half titles: the date stands where the title would."""
    assert picture("D", "中文 and more", "24 April 2025") == picture("D", "24 April 2025", "")
    assert written(picture("中", "文", "שלום")) is None


def test_the_same_words_give_the_same_bytes() -> None:
    """And other words others."""
    assert picture("D", "A", "B") == picture("D", "A", "B")
    assert len({picture("D", heading, "B") for heading in ("A", "C", "A C")}) == 3


def test_the_digest_and_each_issue_have_one(built: Path) -> None:
    """Every page names a picture that is there."""
    names = {path.name for path in (built / "assets/pictures").iterdir()}
    issues = {path.name for path in (built / "issues").glob("????-??-??")}
    assert len(issues) == 6
    assert names == {"digest.png", *(f"{issue}.png" for issue in issues)}
    for page, name in (
        ("index", "digest"),
        ("issues/2025-04-24/index", "2025-04-24"),
        ("tags/index", "digest"),
    ):
        html = (built / f"{page}.html").read_text("utf-8")
        assert (
            f'<meta property="og:image" content="https://digest.example/some/where/assets/pictures/{name}.png">'
            in html
        )
