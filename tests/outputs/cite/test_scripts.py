"""Scripts that plain LaTeX lacks, in BibTeX, by the programs that set them."""

import datetime as dt
from pathlib import Path

from digestry.catalogue.references import references
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.latex_encoding import latex
from digestry.paper.model import Paper

from tests.tex import run

DOCUMENT = r"""\documentclass{article}
\usepackage[backend=biber,style=authoryear]{biblatex}
\addbibresource{refs.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


def test_scripts_that_plain_latex_lacks_stay() -> None:
    """Words in Cyrillic and Greek; a Greek letter alone is mathematics."""
    assert latex("Обучение и Ёлкина") == "Обучение и Ёлкина"
    assert latex("Λόγος") == "Λόγος"
    assert latex("an α-helix") == r"an {\ensuremath{\alpha}}-helix"


def _entry() -> str:
    paper = Paper("a", "Обучение с подкреплением", authors=("Иван Петров",), venue="Λόγος και λόγος")
    return bibtex(references([paper], {"a": dt.date(2025, 4, 24)})["a"], {})


def test_biber_reads_them() -> None:
    """Letters stay letters: no command that LuaLaTeX would not know."""
    written = _entry()
    assert "Обучение с подкреплением" in written
    assert "Иван Петров" in written
    assert "Λόγος και λόγος" in written


def test_lualatex_sets_them_without_an_error(tmp_path: Path) -> None:
    """With biber, as whoever cites in Russian does."""
    (tmp_path / "refs.bib").write_text(_entry(), "utf-8")
    (tmp_path / "refs.tex").write_text(DOCUMENT)
    flags = ("lualatex", "-interaction=nonstopmode", "refs")
    run(tmp_path, *flags)
    assert "ERROR" not in run(tmp_path, "biber", "refs")
    printed = run(tmp_path, *flags)
    assert "\n! " not in printed
    assert (tmp_path / "refs.pdf").exists()
