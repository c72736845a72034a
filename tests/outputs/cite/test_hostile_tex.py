r"""Whoever cites a paper compiles what strangers wrote: with pdflatex, bibtex and biber, `-shell-escape` on."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from digestry.catalogue.references import references
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.latex_encoding import address, latex, title
from digestry.paper import names
from digestry.paper.model import Paper, Tag
from digestry.paper.tex import COMMANDS
from hypothesis import example, given
from hypothesis import strategies as st

from tests import tex

DEED = [
    r"\input{secret}",
    r"\input secret ",
    r"\include{secret}",
    r"\openin5=secret \read5 to\x \x",
    r"\immediate\openout15=main.tex \immediate\write15{GONE}",
    r"\immediate\write18{touch PWNED}",
    r"\csname input\endcsname{secret}",
    r"\catcode`|=0 |input{secret}",
    r"\def\a{\input}\a{secret}",
    r"\expandafter\input\string secret ",
    r"^^5cinput{secret}",
    r"^^5c^^69nput{secret}",
    r"\InputIfFileExists{secret}{}{}",
    r"\directlua{os.execute('touch PWNED')}",
    r"\begin{filecontents}{PWNED}x\end{filecontents}",
    r"\newwrite\w\immediate\openout\w=PWNED",
    r"\special{psfile=secret}",
    r"\pdfximage{secret}",
    r"\loop\iftrue\repeat",
]
AROUND = [
    "%s",
    "$%s$",
    r"\(%s\)",
    r"$\mbox{%s}$",
    r"$\text{%s}$",
    r"$\textrm{%s}$",
    r"$\hbox{%s}$",
    r"$\tag{%s}$",
    r"$\href{%s}{x}$",
    r"$\left%s x\right)$",
    r"$\big%s$",
    r"$\operatorname{%s}$",
    r"$\hspace{%s}$",
    r"$\rule{%s}{1em}$",
    r"$\color{%s}x$",
    r"$\begin{array}{%s}x\end{array}$",
    r"$\sqrt[%s]{x}$",
    r"$\unicode{%s}$",
    r"$\{%s\}$",
    r"{\a }}%s{{",
    r"$x\\$%s$y$",
    r"\$%s$ x$",
    "%% %s",
    r'"%s"',
    r"\\%s",
]
TEXTS = [around.replace("%s", deed).replace("%%", "%") for around in AROUND for deed in DEED]
ADDRESSES = [re.sub(r"\s", "", deed) for deed in DEED]
TAGS = {"a": Tag("a", r"\input{secret} $\mbox{\input{secret}}$", "")}


def papers() -> Iterable[Paper]:
    """Each deed in each field that is written."""
    for number, text in enumerate(TEXTS):
        yield Paper(
            f"a-{number}",
            f"One {text} Two",
            authors=(f"Ann {text} Lee", names.organisation(f"Team {text}"), text),
            venue=f"Journal of {text}" if number % 2 else text,
            abstract=text,
            summary=text,
            note=text,
            tags=("a",),
            doi=f"10.1234/x{ADDRESSES[number % len(DEED)]}" if number % 3 else "",
            url=f"https://a.example/{ADDRESSES[number % len(DEED)]}",
        )


def bibliography() -> str:
    cited = references(list(papers()), {paper.id: dt.date(2025, 4, 24) for paper in papers()})
    return "\n".join(bibtex(reference, TAGS) for reference in cited.values())


def prepared(folder: Path, document: str) -> Path:
    """A folder with a document, what it cites, and what nobody may read or replace."""
    folder.mkdir()
    (folder / "main.tex").write_text(document)
    (folder / "secret.tex").write_text("CANARY")
    (folder / "secret").write_text("CANARY")
    (folder / "papers.bib").write_text(bibliography())
    return folder


def misdeeds(folder: Path, document: str, runs: Iterable[tex.Compiled]) -> list[str]:
    """What was done that must not be."""
    found = [str(path.name) for path in folder.iterdir() if "PWNED" in path.name]
    found += ["main.tex replaced"] if (folder / "main.tex").read_text() != document else []
    for each in runs:
        found += [path for path in each.read if "secret" in path]
        found += [path for path in each.written if re.search(r"PWNED|secret|main\.tex", path)]
    return found


NATBIB = r"""\documentclass{article}\usepackage[utf8]{inputenc}\usepackage{amsmath,amssymb,natbib,url}
\def\doi{\begingroup\urlstyle{rm}\Url}
\begin{document}\nocite{*}\bibliographystyle{plainnat}\bibliography{papers}\end{document}
"""
BIBLATEX = r"""\documentclass{article}\usepackage[utf8]{inputenc}\usepackage{amsmath,amssymb}
\usepackage[backend=biber]{biblatex}\addbibresource{papers.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


@pytest.mark.parametrize(
    ("document", "processor"), [(NATBIB, "bibtex"), (BIBLATEX, "biber")], ids=["bibtex", "biber"]
)
def test_a_bibliography_of_strangers_does_nothing_but_print(
    tmp_path: Path, document: str, processor: str
) -> None:
    folder = prepared(tmp_path / "cited", document)
    first = tex.compiled(folder, "main")
    processed = tex.run(folder, processor, "main")
    assert (folder / "main.bbl").stat().st_size > 100_000, processed[-2000:]  # all of them are cited
    last = tex.compiled(folder, "main")
    assert misdeeds(folder, document, [first, last]) == []
    assert "\n!" not in last.printed  # nor is a mistake in it, over which all that follows could be skipped


def test_every_value_does_nothing_but_print(tmp_path: Path) -> None:
    """Those too that these styles leave out: each, set for itself."""
    values = re.findall(r"(?m)^  \w+ = \{(.*)\},$", bibliography())
    assert len(values) > 5 * len(TEXTS)
    body = "\n\n".join(dict.fromkeys(values))
    document = f"\\documentclass{{article}}\\usepackage[utf8]{{inputenc}}\\usepackage{{amsmath,amssymb}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    folder = prepared(tmp_path / "set", document)
    done = tex.compiled(folder, "main")
    assert misdeeds(folder, document, [done]) == []
    assert "\n!" not in done.printed


@pytest.mark.parametrize(
    "deed", [r"\input{secret}", r"\immediate\openout15=main.tex ", r"\immediate\write18{touch PWNED}"]
)
def test_what_must_not_happen_would_be_seen(tmp_path: Path, deed: str) -> None:
    """The deeds themselves are done where TeX is given them: else the tests above would show nothing."""
    document = f"\\documentclass{{article}}\\begin{{document}}{deed}\\end{{document}}\n"
    folder = prepared(tmp_path / "done", document)
    assert misdeeds(folder, document, [tex.compiled(folder, "main")]) != []


def commands(written: str) -> frozenset[str]:
    return frozenset(re.findall(r"\\([A-Za-z]+)", written))


WRITERS = {"latex": latex, "title": title, "address": address}
CHARACTERS = map(chr, [*range(0x20, 0x3000), *range(0x1D400, 0x1D800)])
ESCAPES = frozenset[str]().union(*(commands(latex(character)) for character in CHARACTERS))


@given(
    st.sampled_from(sorted(WRITERS)), st.sampled_from(TEXTS) | st.text("\\^{}$abinput5c%#&_ ", max_size=40)
)
@example("address", "a^^5cinput")
def test_each_command_is_one_of_a_list(name: str, text: str) -> None:
    """Of mathematics, or one that stands for a sign."""
    written = WRITERS[name](text)
    assert "^^" not in written
    assert commands(written) <= COMMANDS | ESCAPES | {"begin", "end"}


def test_signs_are_written_by_commands_that_only_print(tmp_path: Path) -> None:
    """Of each command that a sign becomes, TeX says that it is no primitive."""
    assert "input" not in ESCAPES
    meanings = tex.meanings(tmp_path, ESCAPES, "amsmath,amssymb")
    printing = re.compile(r'\\(?:math)?char"|(?:\\protected|\\long)* ?macro:|\\relax')
    assert [name for name, meaning in meanings.items() if not printing.match(meaning)] == []
