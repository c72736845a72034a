"""Ranges of pages, however people write them: `100-112`, `100--112`, `100 – 112`."""

import re

_BETWEEN = re.compile(r"(?<=\w)\s*[-\u2010-\u2015]{1,3}\s*(?=\w)")


def joined(pages: str, dash: str) -> str:
    """Pages with `dash` between the first and the last of each range."""
    return _BETWEEN.sub(dash, pages)


def ends(pages: str) -> tuple[str, str]:
    """The first page, and what comes after it, if anything does: `100` and `112`, `1` and `5, 9`."""
    first, *rest = _BETWEEN.split(pages, maxsplit=1)
    return first, "".join(rest)
