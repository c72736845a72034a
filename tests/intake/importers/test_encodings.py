"""Texts in other encodings than UTF-8 are read where it is sure which they are in."""

import pytest
from digestry.intake.importers.raw import Raw

from tests.intake.importers.sources import read

GERMAN = "@article{a, title={Über schöne Bäume}, author={Müller, Jürgen}}\n"
FEW = (
    "@article{a, title={A Study of Things in the Wood}, author={Lefèvre, René}}\n"
    + "@misc{b, title={Other}}\n" * 40
)
RUSSIAN = (
    "@article{a, title={О красоте деревьев}, abstract={В этой работе мы предлагаем метод оценки моделей.}}"
)
JAPANESE = "@article{a, title={日本語の論文の題名}, abstract={この論文では、大規模言語モデルの評価方法について提案する。}}"
CHINESE = (
    "@article{a, title={关于大型语言模型的评估}, abstract={在本文中，我们提出了一种评估大型语言模型的方法。}}"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "latin-1"),
        (GERMAN, "cp1252"),
        (FEW, "latin-1"),
        (FEW, "utf-16"),
        (FEW, "utf-32"),
        (FEW, "utf-8-sig"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gbk"),
    ],
)
def test_the_letters_are_right(text: str, encoding: str) -> None:
    """And the report names the encoding, unless it is UTF-8."""
    assert Raw(text.encode(encoding), "x").text == text
    remarks = read(text.encode(encoding)).remarks
    assert bool(remarks) == (encoding != "utf-8-sig")


def test_bytes_that_are_no_text_stay_so() -> None:
    """They are not guessed into letters."""
    assert Raw(bytes(range(256)) * 50, "x").encoding == "utf-8"
