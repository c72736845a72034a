"""Words that ran together, and abstracts that stop too soon."""

import re
import unicodedata
from collections.abc import Iterator

from digestry.check.findings import Finding, about
from digestry.check.signs import Sign
from digestry.paper.model import Paper

# How a sentence starts. A name behind a dot (`torch.Tensor`, `Node.js`) is none of these.
_STARTS = (
    "The This These That Then Thus There They Their To We With While When What Which Where In It Its If Is "
    "Our On However Here Hence For From First Finally Further Furthermore Moreover An And As At Although "
    "Additionally Also All By Based Both But Can Code Despite Due During Each Empirical Existing Experiments "
    "Experimental Extensive Given How Instead Many Most Motivated Not Notably One Recent Recently Results "
    "Second Several Since So Some Specifically Such Through Under Unlike Using Via Whether Without Yet"
).replace(" ", "|")
# Two words of grammar that no dictionary has as one.
_FIRST = (
    "and of in on to for with by from that at as is are between using under over through into where when "
    "than or but while"
).replace(" ", "|")
_SECOND = "the|these|this|their|our|which"
_VERBS = "has|have|is|are|was|can|and|that|which|to|for|in|of|with"

_GLUED = Sign(
    "|".join(
        [
            rf"(?<![\w./@:-])[a-z]{{2,}}[.:;](?:{_STARTS})\b(?![./(_])",  # paradigm.The
            r"(?<![\w./@:-])[a-z]{2,}[?!][A-Z][a-z]*\b",  # datasets?We
            r"(?<=[\d%)])[.](?:The|This|These|We|In|Our|However|To|It|For)\b",  # 73%.The
            r"\b[a-z]{4,}\.\d\.$",  # models.2. A
            rf"(?i:\b(?:{_FIRST})(?:{_SECOND})\b)",  # andthe
            r"(?<![A-Za-z*])[a-z]{5,}\([A-Z]{2,}s?\)",  # scheme(CKKS)
            rf"\([A-Z]{{2,}}s?\)(?:{_VERBS})\b",  # (FSM)that
        ]
    )
)

_END = frozenset({"Po", "Pe", "Pf"})  # Unicode's categories of full stops, brackets and quotes that close
_ADDRESS = re.compile(  # the last word may be one, or the name of a site
    r"https?://|^URL\W*$|^(?:[\w-]+\.)+(?:com|org|net|io|ai|edu|dev|cn)(?:/|\W*$)", re.IGNORECASE
)
_CUT = re.compile(
    r"(?:\.\.|…|[,:;–—-]|^(?:a|an|the|of|in|on|to|for|with|by|from|and|or|that|which|as|at|is|are|our|its))$",
    re.IGNORECASE,
)


def glued(paper: Paper, field: str, text: str) -> Iterator[Finding]:
    """Words without the space between them; one finding. `text` is as `words.plain` gives it."""
    if found := _GLUED.first(text.split()):
        what = f"`{field}` has words that ran together: “{found}”"
        yield about("glued-words", paper, field, what, "part them by a space, if the source has one there")


def truncated(paper: Paper) -> Iterator[Finding]:
    """An abstract that was cut off, or may have been: it does not end as a sentence does."""
    words = paper.abstract[-100:].split()
    if not words or _ADDRESS.search(words[-1]):
        return
    shown = " ".join(words[-4:])
    if _CUT.search(words[-1]):
        what = f"`abstract` is cut off: “{shown}”"
    elif unicodedata.category(paper.abstract[-1]) in _END or paper.abstract[-1] in "\"'”$`":
        return
    else:
        what = f"`abstract` ends without a full stop: “{shown}”"
    yield about("truncated", paper, "abstract", what, "complete it from the source, if more stands there")
