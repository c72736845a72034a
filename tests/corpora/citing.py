"""A corpus as one bibliography, set by TeX: `python -m tests.corpora.citing papers.jsonl.gz`.

pdfLaTeX with BibTeX, and LuaLaTeX with biber where it is installed; both cite every paper. What they complain of is
counted, and how many papers they set. Characters that the document's fonts lack are the document's business, and named.
"""

import argparse
import datetime as dt
import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from digestry.catalogue.references import references
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.outputs.cite.bibliographies import entries

from tests import tex

_WAYS = {
    (
        "pdflatex",
        "bibtex",
    ): r"""\documentclass{article}\usepackage[T1]{fontenc}\usepackage{amsmath,amssymb,url}
\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{papers}\end{document}
""",
    ("lualatex", "biber"): r"""\documentclass{article}\usepackage{amsmath,amssymb,fontspec}
\usepackage[backend=biber]{biblatex}\addbibresource{papers.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
""",
}
_COMPLAINT = re.compile(
    r"(?m)^(?:! .*|I was expecting.*|I'm skipping.*|ERROR - .*|WARN - .*(?:syntax|encod).*)"
)

_LACKING = re.compile(r"Missing character: There is no (\S)")


def main() -> int:
    """Sets all papers both ways and prints what is complained of; exit code 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    reading = formats.read(Raw(corpus.read_bytes(), corpus.name), "jsonl")
    papers = [replace(paper, id=f"p{number}") for number, paper in enumerate(reading.papers)]
    written = entries(references(papers, dict.fromkeys((paper.id for paper in papers), dt.date(2025, 4, 24))))
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text("\n".join(written.values()), "utf-8")
        for programs, document in _WAYS.items():
            if not all(map(shutil.which, programs)):
                print(f"{' and '.join(programs)}: not here")
                continue
            (place / "main.tex").write_text(document, "utf-8")
            for left in place.glob("main.[!t]*"):
                left.unlink()
            said = _set(place, *programs)
            found += said.total()
            there = len(re.findall(r"(?m)^\s*\\(?:bibitem|entry)\b", (place / "main.bbl").read_text("utf-8")))
            found += len(papers) - there
            print(
                f"{there:,} of {len(papers):,} papers by {' and '.join(programs)}: {said.total()} complaints"
            )
            lost = Counter(_LACKING.findall((place / "main.log").read_text("utf-8", "replace")))
            print(f"  fonts lack {len(lost)} characters: {''.join(lost)[:80]}")
            for complaint, times in said.most_common(10):
                print(f"  {times}: {complaint[:160]}")
    return 1 if found else 0


def _set(folder: Path, latex: str, bibliography: str) -> Counter[str]:
    """What is complained of while a document is set with all its citations."""
    compile_ = (latex, "-interaction=nonstopmode", "main")
    printed = [tex.run(folder, *each) for each in (compile_, (bibliography, "main"), compile_, compile_)]
    return Counter(_COMPLAINT.findall("\n".join([*printed[1:2], printed[-1]])))


if __name__ == "__main__":
    sys.exit(main())
