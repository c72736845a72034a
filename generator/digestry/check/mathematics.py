"""Formulas that lost something on their way here: the dollars around them, or their backslashes.

Pages where people copy from strip LaTeX: `$1920\\times1080$` arrives as `1920times1080`. A word of English
is no sign of that, so each pattern wants a neighbour that words do not have, or a name that is no word.
"""

from collections.abc import Iterator

from digestry.check.findings import Finding, about
from digestry.check.signs import Sign
from digestry.paper.model import Paper
from digestry.paper.tex import foreign
from digestry.paper.text import Formula, segments


def _any(names: str) -> str:
    return "(?:" + "|".join(names.split()) + ")"


# LaTeX's names for symbols and fonts that are in no dictionary, wherever they stand in a word: `nvarepsilon`
# was n\varepsilon. The shorter ones count only alone, since `ell` is in `well`.
_LONG = _any(
    "varepsilon varphi vartheta mathbb mathcal mathbf mathrm mathsf mathfrak operatorname widetilde widehat "
    "nabla rightarrow leftarrow"
)
_SHORT = _any("infty leq geq neq cdot cdots ldots langle rangle lfloor rfloor lceil rceil ell lVert rVert")
_GREEK = _any(
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
)
_OPERATOR = _any("times cdot sim approx leq geq le ge ll gg circ")

_DAMAGED = Sign(
    "|".join(
        [
            rf"(?<![A-Z\\_]){_LONG}(?![A-Za-z_]{{3}})",  # nvarepsilon, mathbbR; not nablaDFT, a name
            rf"(?<![A-Za-z\\_.-]){_SHORT}(?![A-Za-z_.-])",
            rf"(?<![A-Za-z\\]){_GREEK}(?:\^|_\{{)",  # lambda^Q
            rf"(?<![\w.\\])\d[\d.,]{{0,30}}{_OPERATOR}(?![A-Za-z])",  # 1920times1080, 10times
            rf"(?<![\w\\./-]){_OPERATOR}\d+(?![\w-])",  # times100, le13; not sim2real
            r"(?<![\w\\])\d[\d.,]{0,30}pm\d",  # 95.2pm0.3; not 5pm
            r"(?<=[A-Za-z}])big[lr]?[(\[|]",  # Obig(
            r"(?<![A-Za-z\\])(?:sqrt|frac)\{",
            r"[\^_]\{",  # 10^{-3
        ]
    )
)
# Not where it is money: $5, US$.
_DOLLAR = Sign(r"(?<![A-Z\\])\$(?!\d)")
_COMMAND = Sign(r"\\(?:[A-Za-z]+|[%&#_\"'`^~=.])")


def mathematics(paper: Paper, field: str, text: str) -> Iterator[Finding]:
    """Formulas and commands that readers would see as LaTeX; one finding a field.

    `text` is the field's text as `words.plain` gives it.
    """
    words = text.split()
    if "$" in text and (found := _DOLLAR.first(words)):
        what = f"`{field}` has a dollar sign that opens or ends no formula: “{found}”"
        fix = "write formulas as $x$: no space inside the dollars, no digit right behind them"
        yield about("dollar-sign", paper, field, what, fix)
    elif found := _DAMAGED.first(words):
        what = f"`{field}` has damaged mathematics: “{found}”"
        fix = r"write it as a formula, as $10^{-3}$ or $2\times3$, if the source has one there"
        yield about("mathematics", paper, field, what, fix)
    elif "\\" in text and (found := _COMMAND.first(words)):
        what = f"`{field}` has LaTeX that readers see as it is: “{found}”"
        yield about("latex", paper, field, what, "write it as plain text, or as a formula between dollars")


def tex(paper: Paper, field: str) -> Iterator[Finding]:
    """Formulas with a command that could do more than set symbols, which citations write as text."""
    for segment in segments(getattr(paper, field)):
        if isinstance(segment, Formula) and (found := foreign(segment.latex)):
            what = f"`{field}` has a formula with “{found}”, which is no command of mathematics that we know"
            yield about("tex", paper, field, what, "write it without; in citations the formula is text")
            return
