"""Charts as SVG, drawn for pages that allow no style in themselves: classes only, coloured by `trends.css`.

Lengths along a chart are per cent, or stretched: it has any width, and its letters keep their size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digestry.paper.text import escape

_HEIGHT = 180  # px, of the columns
_ABOVE = 22  # px, for the number on the highest
_BELOW = 26  # px, for the names of months
_LINES = 4  # across a chart, at most
_FEW = 12  # columns, which would be walls on a wide screen
_WIDTH = 0.72  # of a column, in its slot
_FINE = 1000  # steps of a height


@dataclass(frozen=True)
class Column:
    """One value of a chart.

    name: what it is of, as its tip says.
    tick: what stands below it; `wide` if only wide screens have room for that.
    said: what stands on it; on narrow screens only on the highest.
    target: the page that it leads to; nothing where there is none.
    """

    value: int
    name: str
    tick: str = ""
    wide: bool = False
    said: str = ""
    target: str = ""


def chart(columns: Sequence[Column], lines: Sequence[tuple[int, str]], alternative: str) -> str:
    """Columns in the order of time, before lines at heights with names; links where there are pages.

    Links are for the mouse: whoever reads with ears or by keyboard has `alternative`, and a table. The last
    of the lines is as high as the chart.
    """
    top = lines[-1][0]
    highest = max(column.value for column in columns)
    height = _ABOVE + _HEIGHT + _BELOW
    kind = "pd-plot pd-plot--few" if len(columns) <= _FEW else "pd-plot"
    parts = [
        f'<div class="{kind}" dir="ltr"><svg role="img" aria-label="{escape(alternative)}" height="{height}">'
    ]
    for value, name in lines:
        y = _y(value, top)
        parts.append(f'<line x2="100%" y1="{y}" y2="{y}"/><text y="{y - 5}">{escape(name)}</text>')
    parts.append(
        f'<svg y="{_ABOVE}" width="100%" height="{_HEIGHT}" viewBox="0 0 {len(columns)} {_FINE}"'
        f' preserveAspectRatio="none">{_path([column.value for column in columns], top)}</svg>'
    )
    floor = _y(0, top)
    parts.append(f'<line class="pd-plot__floor" x2="100%" y1="{floor}" y2="{floor}"/>')
    for number, column in enumerate(columns):
        x = f"{_short(100 * (number + 0.5) / len(columns))}%"
        if column.said:
            y = _y(column.value, top) - 6
            kind = "pd-plot__said" if column.value == highest else "pd-plot__said pd-plot__wide"
            parts.append(f'<text class="{kind}" x="{x}" y="{y}">{escape(column.said)}</text>')
        if column.tick:
            kind = "pd-plot__tick pd-plot__wide" if column.wide else "pd-plot__tick"
            parts.append(f'<text class="{kind}" x="{x}" y="{floor + 19}">{escape(column.tick)}</text>')
    parts.append(
        f'</svg><svg class="pd-plot__links" aria-hidden="true" viewBox="0 0 {len(columns)} 1"'
        ' preserveAspectRatio="none">'
    )
    parts += (
        f'<a href="{escape(column.target)}" tabindex="-1"><title>{escape(column.name)}</title>'
        f'<rect x="{number}" width="1" height="1"/></a>'
        for number, column in enumerate(columns)
        if column.target
    )
    return "".join([*parts, "</svg></div>"])


def small_chart(shares: Sequence[float], top: float, alternative: str, slots: int = 0) -> str:
    """Columns alone, of shares of which `top` is as high as the chart; in `slots`, if those are more."""
    width = max(slots, len(shares))
    return (
        f'<svg class="pd-small" role="img" aria-label="{escape(alternative)}"'
        f' viewBox="0 0 {width} {_FINE}" preserveAspectRatio="none">{_path(shares, top)}</svg>'
    )


def bar(value: float, top: float, mark: float | None = None) -> str:
    """A bar beside its number in words; `top` fills the width, and a mark across it is at another number."""
    tick = "" if mark is None else f'<path class="pd-bar__mark" d="M{_short(_FINE * mark / top)} 0v1"/>'
    return (
        f'<svg class="pd-bar" aria-hidden="true" viewBox="0 0 {_FINE} 1" preserveAspectRatio="none">'
        f'<path d="M0 0h{_short(_FINE * value / top)}v1H0z"/>{tick}</svg>'
    )


def heights(most: int) -> list[int]:
    """Round heights for lines across a chart, four at most; the last is at least `most`, which is not 0."""
    step = next(step for step in _round_numbers() if step * _LINES >= most)
    return list(range(step, most + step, step))


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20 and so on."""
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _path(values: Sequence[float], top: float) -> str:
    """All columns as one path, a slot of 1 wide each."""
    columns = (
        f"M{_short(number + (1 - _WIDTH) / 2)} {_FINE}"
        f"v-{max(1, round(_FINE * value / top))}h{_WIDTH}V{_FINE}z"
        for number, value in enumerate(values)
        if value
    )
    return f'<path d="{"".join(columns)}"/>'


def _y(value: int, top: int) -> int:
    return _ABOVE + _HEIGHT - round(_HEIGHT * value / top)


def _short(number: float) -> str:
    """With two digits behind the point, or as many as it needs."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
