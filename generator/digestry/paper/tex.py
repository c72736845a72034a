r"""What of TeX may be written as TeX: commands that only set symbols, by name.

Whoever cites a paper compiles its title. TeX reads and writes files, and with `-shell-escape` runs programs.
So a formula is written as TeX where each of its tokens is listed here; all else is text. Nothing of the list
defines, reads, writes or expands anything: tests/paper/test_tex.py asks TeX itself, command by command.
"""

import re
from functools import lru_cache

# By their groups in https://www.ctan.org/pkg/amsmath, https://www.ctan.org/pkg/amsfonts and
# https://www.latex-project.org/help/documentation/.
_GREEK = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta Lambda Xi
Pi Sigma Upsilon Phi Psi Omega varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon
varPhi varPsi varOmega
"""
_LETTERS = (
    "ell hbar hslash imath jmath wp Re Im aleph beth gimel daleth partial nabla eth complement mho Finv Game"
)
_OPERATORS = """
sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigoplus bigotimes
biguplus pm mp times div cdot ast star dagger ddagger amalg cap cup uplus sqcap sqcup vee wedge oplus
ominus otimes oslash odot circ bullet diamond lhd rhd unlhd unrhd bigcirc bigtriangleup bigtriangledown
triangleleft triangleright setminus smallsetminus wr boxplus boxminus boxtimes boxdot circledast
circledcirc circleddash ltimes rtimes leftthreetimes rightthreetimes curlywedge curlyvee veebar barwedge
doublebarwedge intercal dotplus divideontimes Cap Cup centerdot land lor lnot neg surd
"""
_RELATIONS = """
le leq ge geq leqslant geqslant ll gg lll ggg ne neq equiv sim simeq approx approxeq cong propto
varpropto asymp doteq Doteq doteqdot risingdotseq fallingdotseq triangleq coloneqq eqqcolon circeq bumpeq
Bumpeq eqcirc prec succ preceq succeq preccurlyeq succcurlyeq precsim succsim precapprox succapprox
lesssim gtrsim lessapprox gtrapprox lessgtr gtrless lesseqgtr gtreqless lesseqqgtr gtreqqless leqq geqq
eqslantless eqslantgtr lessdot gtrdot nleq ngeq nless ngtr nleqslant ngeqslant nprec nsucc lneq gneq
lneqq gneqq lnsim gnsim subset supset subseteq supseteq subseteqq supseteqq nsubseteq nsupseteq subsetneq
supsetneq sqsubset sqsupset sqsubseteq sqsupseteq Subset Supset in notin ni owns vdash dashv models vDash
Vdash Vvdash nvdash nvDash nVdash perp mid nmid parallel nparallel shortmid shortparallel bowtie Join
smile frown backsim backsimeq thicksim thickapprox nsim ncong between pitchfork vartriangle
vartriangleleft vartriangleright trianglelefteq trianglerighteq therefore because not
"""
_ARROWS = """
to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow
longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow uparrow downarrow
updownarrow Uparrow Downarrow Updownarrow mapsto longmapsto hookleftarrow hookrightarrow leftharpoonup
leftharpoondown rightharpoonup rightharpoondown rightleftharpoons leftrightharpoons nearrow searrow
swarrow nwarrow leadsto iff implies impliedby leftleftarrows rightrightarrows leftrightarrows
rightleftarrows upuparrows downdownarrows twoheadleftarrow twoheadrightarrow leftarrowtail rightarrowtail
looparrowleft looparrowright curvearrowleft curvearrowright circlearrowleft circlearrowright
dashleftarrow dashrightarrow rightsquigarrow leftrightsquigarrow multimap nleftarrow nrightarrow
nLeftarrow nRightarrow nleftrightarrow nLeftrightarrow Lleftarrow Rrightarrow restriction upharpoonleft
upharpoonright downharpoonleft downharpoonright xleftarrow xrightarrow
"""
_SIGNS = """
infty emptyset varnothing forall exists nexists top bot angle measuredangle sphericalangle triangle prime
backprime flat natural sharp clubsuit diamondsuit heartsuit spadesuit square Box blacksquare Diamond
lozenge blacklozenge bigstar blacktriangle blacktriangledown triangledown checkmark maltese dag ddag S P
copyright pounds ldots cdots vdots ddots dots dotsb dotsc dotsi dotsm dotso colon vert Vert lvert rvert
lVert rVert backslash langle rangle lbrace rbrace lbrack rbrack lfloor rfloor lceil rceil ulcorner
urcorner llcorner lrcorner lgroup rgroup lmoustache rmoustache
"""
_FUNCTIONS = """
arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim liminf
limsup ln log max min Pr projlim sec sin sinh sup tan tanh bmod pmod mod pod
"""
_STRUCTURES = """
frac dfrac tfrac cfrac binom dbinom tbinom sqrt overline underline overbrace underbrace overset underset
stackrel substack over atop choose limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle
boxed phantom hphantom vphantom smash left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr
biggr Biggr bigm Bigm biggm Biggm overleftarrow overrightarrow overleftrightarrow operatorname
"""
_ACCENTS = """
hat widehat tilde widetilde bar vec dot ddot dddot acute grave check breve mathring
"""
_FONTS = """
mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt mathnormal boldsymbol bm pmb text
textbf textit textrm textsf texttt textsc textup textsl textmd textnormal emph mbox rm bf it sf tt cal
mathord mathbin mathrel mathop mathopen mathclose mathpunct mathinner
"""
_SPACES = "quad qquad thinspace medspace thickspace negthinspace enspace"

COMMANDS = frozenset(
    f"{_GREEK} {_LETTERS} {_OPERATORS} {_RELATIONS} {_ARROWS} {_SIGNS} {_FUNCTIONS} {_STRUCTURES} {_ACCENTS} "
    f"{_FONTS} {_SPACES}".split()
)
# Commands of one sign: spaces, escaped signs, lines of a table, a double bar.
_ESCAPES = frozenset(r",:;!>/-\{}|%#&$_" + " ")
ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array aligned gathered".split()
)
# TeX reads these as the one sign whose code they give; `^^5c` is a backslash.
HIDDEN = "^^"
_DEEPEST = 20  # groups within each other; TeX stops for good at 255

_TOKEN = re.compile(r"\\(?:begin|end)\s*\{([A-Za-z]*)\}|\\([A-Za-z]+)|\\(.)|([\\{}$])", re.DOTALL)


@lru_cache(maxsize=4096)
def is_harmless(latex: str) -> bool:
    """Whether a formula, given without its dollar signs, may stand in a document that TeX compiles."""
    return foreign(latex) is None


def foreign(latex: str) -> str | None:
    r"""The first piece of a formula that is not listed: `\input`, `^^`; None where all is.

    Depth counts as well: its piece is the brace, the `\left` or the `\begin` that goes too deep.
    """
    if HIDDEN in latex:
        return HIDDEN
    depth = 0
    for match in _TOKEN.finditer(latex):
        environment, command, escaped, other = match.groups()
        if environment is not None:
            is_listed = environment in ENVIRONMENTS
        elif command is not None:
            is_listed = command in COMMANDS
        else:
            is_listed = other in {"{", "}"} if escaped is None else escaped in _ESCAPES
        depth += _opens(match[0])
        if not is_listed or depth > _DEEPEST:
            return match[0]
    return None


def _opens(token: str) -> int:
    """By how many groups a token goes deeper."""
    if token in {"{", r"\left"} or token.startswith(r"\begin"):
        return 1
    return -1 if token in {"}", r"\right"} or token.startswith(r"\end") else 0
