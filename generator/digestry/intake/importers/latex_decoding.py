r"""LaTeX as it stands in BibTeX fields, to Unicode; mathematics stays LaTeX.

What LaTeX does not tell apart is lost: `--` and a pair of ``` `` ``` and `''` become the dash and the
quotation marks that they stand for, and a `''` that closes nothing becomes `"`, which LaTeX has no other
sign for. Single quotation marks stay as they are written, since an apostrophe is written like one of them.
"""

import logging
import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

# In LaTeX every bare dollar sign is mathematics, so the rule of `digestry.paper.text` for money does not
# apply.
_MATH = re.compile(r"(?<!\\)(\$\$?)(?:\\.|[^\\$])+\1|\\\((?:(?!\\[()]).)+\\\)", re.DOTALL)
_QUOTE = re.compile("``|''")
_WORDS = re.compile(r"\s+|\S+")
_MARKUP = re.compile(r"[\\{}~]|--")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPEN_COMMAND = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z])\Z", re.DOTALL)  # its argument may be the next word
_ADDRESS = re.compile(r"\\(?:url|nolinkurl|path)\{([^{}]*)\}")
_SYMBOL = re.compile(r"\\ensuremath\{([^{}]*)\}")  # as in `\ensuremath{<}`, which old DOIs hold
# Characters that mean something in LaTeX, but only themselves in a BibTeX field outside of mathematics.
_LITERAL = re.compile(r"\\.|([%$&#])", re.DOTALL)
_LONGEST_GROUP = 2000  # characters; the decoder takes 15 µs for each
_DEEPEST = 20  # braces within braces; the decoder is recursive

logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # commands without arguments are no news
_characters = get_default_latex_context_db()
_characters.add_context_category(
    "exact",  # the library shows look-alikes
    macros=[MacroTextSpec("textasciicircum", "^"), MacroTextSpec("textperiodcentered", "·")],
    prepend=True,
)
_decoder = LatexNodes2Text(
    latex_context=_characters, math_mode="verbatim", strict_latex_spaces=True, keep_comments=True
)


def unicode(latex: str) -> str:
    """The text that some LaTeX shows; formulas are as they were."""
    for _ in range(_DEEPEST):  # `{{A Title}}` is common
        latex = latex[1:-1] if is_group(latex) else latex
    opened = False

    def quote(match: re.Match[str]) -> str:
        nonlocal opened
        mark = "“" if match[0] == "``" else "”" if opened else '"'
        opened = mark == "“"
        return mark

    done: list[str] = []
    end = 0
    for formula in _MATH.finditer(latex):
        done += _prose(_QUOTE.sub(quote, latex[end : formula.start()])), formula[0]
        end = formula.end()
    return "".join(done) + _prose(_QUOTE.sub(quote, latex[end:]))


def address(latex: str) -> str:
    """A web address or an identifier without the LaTeX around and in it."""
    bare = _SYMBOL.sub(r"\1", _ADDRESS.sub(r"\1", latex))
    tilde = re.sub(r"\\textasciitilde(?:\{\}|\s)?|\\~\{\}|\$\\sim\$", "~", bare)
    return re.sub(r"\\([%_&#~$^{}])|[{}]", r"\1", tilde).strip()


def _prose(latex: str) -> str:
    """Decodes only the words with markup in them, as most have none and the decoder is slow."""
    if not _MARKUP.search(latex):
        return latex
    done: list[str] = []
    group: list[str] = []
    depth = 0
    for word in _WORDS.findall(latex):
        if not group and not _MARKUP.search(word):
            done.append(word)
            continue
        group.append(word)
        depth += sum((brace == "{") - (brace == "}") for brace in _BRACE.findall(word))
        if depth <= 0 and not _OPEN_COMMAND.search(word):
            done.append(_shown("".join(group)))
            group, depth = [], 0
    if group:
        done.append(_shown("".join(group)))
    return "".join(done)


@lru_cache(maxsize=1024)
def _shown(latex: str) -> str:
    """What a few words of LaTeX show."""
    plain = re.sub(r"(?<!\\)[{}]", "", latex)
    if not _MARKUP.search(plain) or len(latex) > _LONGEST_GROUP or _depth(latex) > _DEEPEST:
        return plain
    parts = _ADDRESS.split(latex)  # every second one is an address
    return "".join(part if index % 2 else _decoded(part) for index, part in enumerate(parts))


def _decoded(latex: str) -> str:
    literal = _LITERAL.sub(lambda match: "\\" + match[1] if match[1] else match[0], latex)
    try:
        shown: str = _decoder.latex_to_text(literal)
    except Exception:
        # The decoder lets out whatever it stumbles over, IndexError among it: this is no LaTeX.
        return latex
    return shown.replace("\u00a0", " ")


def is_group(latex: str) -> bool:
    """Whether a pair of braces encloses all of it."""
    if not (latex.startswith("{") and latex.endswith("}")):
        return False
    depth = 0
    for brace in _BRACE.finditer(latex):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if not depth:
            return brace.end() == len(latex)
    return False


def _depth(latex: str) -> int:
    depth = deepest = 0
    for brace in _BRACE.findall(latex):
        depth += (brace == "{") - (brace == "}")
        deepest = max(deepest, depth)
    return deepest
