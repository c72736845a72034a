"""Formulas in letters: how TeX's mathematics reads where there is none, as in the title of a tab.

pylatexenc knows the symbols; fractions, roots, indices and exponents are put together here, so that nothing
changes its meaning: `T^{2/3}` is no `T^2/3`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexNode,
    LatexWalker,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import MacroSpec

_LONGEST = 1000  # characters, as for MathML
_DEEPEST = 20  # groups in one another; the reader is recursive
_commands = get_default_latex_context_db()
_commands.add_context_category(
    "ours",
    prepend=True,
    macros=[*(MacroSpec(each, "{{") for each in ("dfrac", "tfrac", "cfrac")), MacroSpec("smash", "[{")],
)
_symbols = LatexNodes2Text(math_mode="text", keep_comments=False)

_UP = "0123456789+-−=()niabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ"
_DOWN = "0123456789+-−=()aehijklmnoprstuvxβγρφχ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
_SCRIPTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "^": {
            **dict(zip(_UP, _RAISED, strict=True)),
            **{each: each for each in "*†′″°∗"},
            "⊤": "ᵀ",
            "∘": "°",
        },
        "_": dict(zip(_DOWN, _LOWERED, strict=True)),
    }
)
# Letters in other types are the letters; boards are well known, and in most fonts.
_TYPES = frozenset(
    "mathcal mathbf mathrm mathit mathsf mathtt mathfrak mathscr mathnormal boldsymbol bm pmb text textbf "
    "textit textrm textsf texttt textsc textnormal mbox operatorname emph".split()
)
_BOARDS = MappingProxyType(dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)))
_OPERATORS = frozenset(
    "log lg ln exp sin cos tan max min sup inf lim arg argmax argmin det dim ker gcd Pr deg "
    "mod operatorname".split()
)
_NOTHING = frozenset(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits nolimits bf it rm sf tt "
    "sc cal em small large normalfont".split()
)
_SPACES = MappingProxyType(
    {",": " ", ";": " ", ":": " ", "!": "", "quad": " ", "qquad": " ", " ": " ", "\\": " "}
)
_OWN: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split(":", 1)
        for pair in (
            "epsilon:ϵ ast:∗ star:⋆ prime:′ circ:∘ top:⊤ intercal:⊤ |:‖ lVert:‖ rVert:‖ gets:← perp:⊥ colon::"
        ).split()
    )
)
_ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        name: accent
        for names, accent in (
            ("tilde widetilde", "\u0303"),
            ("hat widehat", "\u0302"),
            ("bar overline", "\u0304"),
            ("dot", "\u0307"),
            ("ddot", "\u0308"),
            ("check", "\u030c"),
            ("breve", "\u0306"),
            ("vec", "\u20d7"),
        )
        for name in names.split()
    }
)
# A number or a letter with what is above and below it, or the root of one.
_SINGLE = re.compile(r"√?(?:[\d.]+|[^\W\d_][\u0300-\u036f]*)[²³¹⁰-₟ⁱⁿᵀ′*]*")
_OPERATOR = "\x00"  # around the name of a function, which stands apart from letters


@lru_cache(maxsize=4096)
def in_letters(latex: str) -> str:
    """A formula of TeX as text, such as `ℓ₁` or `O(n log n)`; nothing where it cannot be read."""
    if len(latex) > _LONGEST or latex.count("{") > 200:
        return ""
    try:
        nodes, _, _ = LatexWalker(latex, _commands, tolerant_parsing=False).get_latex_nodes()
        written = _row(nodes, 0)
    except Exception:  # whatever the parser stumbles over means the same: this is not to be read
        return ""
    text = " ".join(_apart(written).split())
    return "" if "\\" in text else text


def _row(nodes: Sequence[LatexNode | None], depth: int) -> str:
    """What stands in a row: letters, and what is above or below them."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    parts: list[str] = []
    script = ""
    for atom in _atoms(nodes, depth):
        if script:
            if atom.isspace():
                continue
            parts.append(_script(script, atom))
            script = ""
        elif atom in _SCRIPTS:
            script = atom
            while parts and parts[-1].isspace():
                parts.pop()
        else:
            parts.append(atom)
    return "".join(parts)


def _atoms(nodes: Sequence[LatexNode | None], depth: int) -> Iterator[str]:
    """Letters one by one; what is grouped, and what a command makes, as one."""
    for node in nodes:
        if isinstance(node, LatexCharsNode):
            yield from node.chars.replace("'", "′").replace("~", " ")
        elif isinstance(node, LatexGroupNode):
            yield _row(node.nodelist, depth + 1) or " "
        elif isinstance(node, LatexMacroNode):
            if text := _macro(node, depth):
                yield text
            if node.macro_post_space and node.macroname not in _NOTHING and not _arguments(node):
                yield " "
        elif node is not None and not isinstance(node, LatexCommentNode):
            yield _symbols.node_to_text(node)


def _macro(node: LatexMacroNode, depth: int) -> str:
    """What a command makes; of an unknown one the command itself, which is no text."""
    name = node.macroname
    arguments = _arguments(node)
    if name in _NOTHING:
        return ""
    if name in _SPACES:
        return _SPACES[name]
    if name in _OWN:
        return _OWN[name]
    own: Callable[[], str] | None = {
        "frac": lambda: _fraction(arguments, depth),
        "dfrac": lambda: _fraction(arguments, depth),
        "tfrac": lambda: _fraction(arguments, depth),
        "cfrac": lambda: _fraction(arguments, depth),
        "smash": lambda: _row(arguments[-1:], depth + 1),
        "sqrt": lambda: _root(arguments, depth),
        "mathbb": lambda: "".join(_BOARDS.get(letter, letter) for letter in _row(arguments, depth + 1)),
    }.get(name)
    if own:
        return own()
    if name in _TYPES:
        text = _row(arguments, depth + 1)
        return f"{_OPERATOR}{text}{_OPERATOR}" if name in _OPERATORS else text
    if name in _OPERATORS:
        return f"{_OPERATOR}{name}{_OPERATOR}"
    if name in _ACCENTS:
        text = _row(arguments, depth + 1)
        return unicodedata.normalize("NFC", text + _ACCENTS[name]) if len(text) == 1 else text
    text = str(_symbols.node_to_text(node))
    if not text.strip() and not arguments:
        raise ValueError(f"not known: {name}")
    return text.strip()


def _arguments(node: LatexMacroNode) -> list[LatexNode]:
    found = node.nodeargd.argnlist if node.nodeargd else None
    return [each for each in found or [] if each is not None]


def _fraction(arguments: Sequence[LatexNode], depth: int) -> str:
    above, below = (_row([each], depth + 1).strip() for each in arguments)
    return f"{_one(above)}/{below if _SINGLE.fullmatch(below) else f'({below})'}"


def _root(arguments: Sequence[LatexNode], depth: int) -> str:
    *order, under = (_row([each], depth + 1) for each in arguments)
    raised = _script("^", order[0]) if order else ""
    return f"{raised}√{_one(under)}"


def _one(text: str) -> str:
    """A text as one thing: in parentheses unless it is a number, a root, or letters side by side."""
    bare = text.strip()
    return bare if _SINGLE.fullmatch(bare) or bare.isalpha() else f"({bare})"


def _script(mark: str, text: str) -> str:
    """A text above or below; in small letters if there are all of them."""
    bare = text.strip().replace(_OPERATOR, "")
    small = _SCRIPTS[mark]
    if all(letter in small for letter in bare):
        return "".join(small[letter] for letter in bare)
    is_word = bare.isascii() and bare.isalpha() and len(bare) > 2  # an index or a name, no product
    return f"{mark}{bare}" if len(bare) == 1 or is_word or bare.isdecimal() else f"{mark}({bare})"


def _apart(written: str) -> str:
    """Names of functions apart from letters around them: `n log n`, but `log(n)` and `2 log₂ n`.

    Symbols have spaces on both sides or on none.
    """
    text = ""
    for piece in written.split(_OPERATOR):
        is_script = unicodedata.normalize("NFKD", piece[:1]) != piece[:1]
        text += " " * (text[-1:].isalnum() and piece[:1].isalnum() and not is_script) + piece
    symbols = {letter for letter in text if unicodedata.category(letter) == "Sm"}
    if not symbols:
        return text
    between = "[" + re.escape("".join(sorted(symbols))) + "]"
    return re.sub(rf"(?<!\s)({between}) +|(?<=\S) +({between})(?!\s)", r"\1\2", text)
