"""The pictures of links: looked at by people, held here to what machines ask of them."""

import io
import itertools
from pathlib import Path

import pytest
from digestry.outputs.pictures import Face, picture, undrawn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st
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


def lines(data: bytes) -> list[tuple[int, int]]:
    """The top and the bottom of each line of what is written, in letters that reach neither up nor down."""
    ink = ImageChops.difference(opened(data), opened(picture("", "", ""))).convert("L").crop((0, 0, 800, 630))
    rows = [row for row in range(630) if ink.crop((0, row, 800, row + 1)).getbbox()]
    tops = [row for row in rows if row - 1 not in rows]
    return list(zip(tops, [row for row in rows if row + 1 not in rows], strict=True))


def test_long_texts_are_cut_before_they_touch() -> None:
    """One line above, up to four of the heading, two below, each apart from the next; short ones are not cut."""
    long = " ".join(["ocean"] * 60)
    assert [len(lines(picture(*texts))) for texts in ((long, "", ""), ("", long, ""), ("", "a", long))] == [
        1,
        4,
        3,
    ]
    assert [len(lines(picture("", " ".join(["ocean"] * words), ""))) for words in (1, 2, 3, 6, 9)] == [
        1,
        1,
        2,
        2,
        3,
    ]
    tops, bottoms = zip(*lines(picture(long, long, long)), strict=True)
    assert len(tops) == 7
    assert all(top - bottom > 12 for top, bottom in zip(tops[1:], bottoms, strict=False))


@given(st.text("ilmW ", max_size=60), st.integers(1, 4))
def test_lines_are_as_full_as_they_can_be(text: str, most: int) -> None:
    """And never wider than the column; an ellipsis stands where something is missing, and only there."""
    face = Face(text, "", "Bold")
    font = face.font(54)
    found = face.wrapped(54, 300, most)
    assert len(found) <= most
    assert all(font.getlength(line) <= 300 for line in found)
    if not any("…" in line for line in found):
        assert " ".join(found) == " ".join(text.split())
        for line, following in itertools.pairwise(found):
            assert font.getlength(f"{line} {following.split()[0]}") > 300
    elif max(map(font.getlength, text.split())) <= 300:
        assert len(found) == most
        assert font.getlength(" ".join(text.split())) > 300


def test_what_the_font_does_not_have_is_left_out() -> None:
    """No boxes instead of letters, and no half titles."""
    assert written(picture("中", "文", "שלום")) is None
    assert undrawn("中文 and more") == "中文"
    assert undrawn("שלום, नमस्ते")
    assert not undrawn("Ångström, Ελλάδα, Привет, Việt Nam: “quoted” – ½")


@pytest.mark.parametrize(("text", "plain"), [("x₁", "x1"), ("ℝᵈ", "Rd"), ("𝒪(n)", "O(n)")])
def test_small_letters_may_be_plain_ones(text: str, plain: str) -> None:
    """Where the font has no others, as of formulas."""
    assert not undrawn(text)
    assert picture("", text, "") == picture("", plain, "")


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A font of two letters, which are boxes of two sizes."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", "middle", "script"])
    builder.setupCharacterMap({ord(" "): "space", ord("中"): "middle", ord("文"): "script"})
    glyphs = {}
    for name, size in ((".notdef", 0), ("space", 0), ("middle", 800), ("script", 600)):
        pen = TTGlyphPen(None)
        if size:
            pen.moveTo((0, 0))
            for point in ((0, size), (size, size), (size, 0)):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Two", "styleName": "Regular"})
    builder.setupPost()
    file = tmp_path_factory.mktemp("font") / "two.ttf"
    builder.save(file)
    return str(file)


def test_a_font_of_ones_own_has_the_other_letters(font: str) -> None:
    """A title without spaces goes over several lines, and is whole."""
    assert undrawn("中文中文", font) == ""
    assert undrawn("中文 and", font) == "and"
    assert written(picture("", "中文", "", font))
    _, found = Face("中文" * 10, font, "Bold").fitted()
    assert "".join(found) == "中文" * 10
    assert 1 < len(found) < 5
    assert picture("", "A", "", font) == picture("", "A", "")


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
