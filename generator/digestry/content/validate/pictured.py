"""Whether the figures that papers name are there, and are what their names say."""

import difflib
from collections.abc import Iterable, Iterator, Mapping

from digestry.content.figures import LARGEST, Figure
from digestry.errors import Problem
from digestry.paper.model import Paper
from digestry.paper.values import PICTURES


def pictured(
    papers: Iterable[Paper], figures: Mapping[str, Figure | Problem], folder: str, problems: list[Problem]
) -> dict[str, Figure]:
    """The figures that papers name, by their paths below `folder`; those that cannot be used are named."""
    used = {}
    for paper in papers:
        if not paper.image:
            continue
        found = figures.get(paper.image)
        wrong = [found] if isinstance(found, Problem) else list(_wrong(paper, found, figures, folder))
        problems.extend(wrong)
        if isinstance(found, Figure) and not wrong:
            used[paper.image] = found
    return used


def _wrong(paper: Paper, figure: Figure | None, figures: Iterable[str], folder: str) -> Iterator[Problem]:
    file, line = paper.place.file, paper.place.of("image")
    if figure is None:
        close = difflib.get_close_matches(paper.image, figures, 1)
        fix = f"did you mean {close[0]}?" if close else "put the file there, or delete the line"
        yield Problem(file, line, f"`image` is {paper.image}, which is not in {folder}/", fix)
    elif figure.size > LARGEST:
        what = f"{paper.image} is larger than {LARGEST // 2**20} MiB"
        yield Problem(file, line, what, "make it smaller; 1,200 pixels are wide enough")
    elif not figure.format:
        what = f"{paper.image} is no picture, whatever its name says"
        yield Problem(file, line, what, "save it as PNG, JPEG, WebP, AVIF or GIF")
    elif PICTURES[figure.format] != PICTURES[paper.image.rpartition(".")[2].lower()]:
        what = f"{paper.image} is a picture of another kind, {PICTURES[figure.format]}"
        yield Problem(file, line, what, f"let its name end in .{figure.format}")
