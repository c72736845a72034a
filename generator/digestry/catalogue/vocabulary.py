"""What two papers are both about, in words that people read: the papers' own, not the stems of searches."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from digestry.paper.model import Paper
from digestry.paper.text import Formula, segments
from digestry.query.terms import fold, term, tokens

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&#?\w{1,10};|https?://\S+|\\[A-Za-z]+|[{}$\\^]")
_SIGNS = ("<", "&", "://", "\\", "{", "}", "$", "^")  # one is in all markup
# A word, as it is written with hyphens; or what stands between two that are no phrase.
_PIECE = re.compile(r"[^\W_]+(?:[-‐‑'’.][^\W_]+)*\+{0,2}|[^\w\s]")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-‐‑][^\W_]+)*(?:\+\+)?")
_HYPHEN = re.compile("[-‐‑]")
_LINK = re.compile(r"https?://\S+")
_BEGIN = frozenset(".!?:")  # what a capital letter comes after
_LONGEST, _LOOKED_AT = 3, 3  # words of a phrase; places of a word where one is looked for
_WEAK = re.compile(r"..(?:ed|ly)$")  # so end words that say how; they tell where they stand in the title
_REMEMBERED = 1 << 18  # words of which it is kept what they stand for
# Words of every abstract, which say of no paper what it is about; beside those that searches pass over.
_PLAIN = frozenset(
    term(word)
    for word in """
    ability able about above abstract account accurate achieve across action actual adapt additional address
    adopt advance advantage after again against aim algorithm allow almost along already alternative always
    among amount analyse analysis analyze and any appear application apply approach appropriate area arise
    around art article aspect assess assume assumption attempt author available average aware base baseline
    basic because become before begin behavior behaviour being below benchmark benefit best better between
    beyond both bound bring broad build but call can capability capable capture careful case cause central
    certain challenge change characteristic choice choose claim class clear code collect combine come common
    comparable compare comparison competitive complete complex complexity component comprehensive
    computation computational compute concept conclude condition conduct confirm consider consist consistent
    constant construct contain context contrast contribute contribution control conventional correct
    correspond cost could create critical crucial current data dataset day deal decade degree demonstrate
    depend depth derive describe design desire despite detail determine develop development differ different
    difficult difficulty direct discover discuss diverse do domain drawback drive due during each easy
    effect effective effectiveness efficiency efficient effort either else emerge empirical employ enable
    encounter end enhance enough ensure entire especially essential establish estimate et evaluate
    evaluation even every evidence examine example exceed excellent exhibit exist expect expensive
    experiment experimental explain explicit exploit explore express extend extensive extra extract face
    facilitate fact factor fail fast favorable feature few field final find finding first five fix flexible
    focus follow form formal formulate formulation found four framework from full function fundamental
    further future gain gap general generalize generate get give given global goal good great group grow
    growth guarantee guide had hand hard heavy help hence here high highly hinder hitherto hold hope however
    human idea identify illustrate impact implement implementation imply importance important impose improve
    improvement include incorporate increase indicate individual inform information inherent initial input
    insight inspire instance instead integrate intend interest into introduce introduction intuition
    investigate investigation involve issue iteration its itself job just keep key kind know knowledge known
    lack large last latter lead learn learning leave length less level leverage lie light like likely limit
    limitation line literature little local long lot low machine made main mainly maintain major make manner
    many match mean measure mechanism meet method methodology metric minimal mitigate model modern modify
    more moreover most motivate much multiple must name natural nature near necessary need negative neither
    new next nor normal not notable note novel now number numerous object objective observation observe
    obtain off offer often on once one only onto open operate opportunity optimal order original other our
    out outperform output over overall overcome overview own paper parameter part particular past per
    perform performance perspective pipeline play point poor popular popularity pose positive possible
    potential power powerful practical practice precise predict present prevent previous primary principle
    prior problem procedure process produce progress project promise promising proper property proposal
    propose prove provide publicly publish purpose put quality quantity question quite raise range rapid
    rate rather reach real realistic realize reason recent recently recognize reduce reduction refer regard
    relate relation relative release relevant reliable rely remain remarkable report represent require
    requirement research researcher resource respect respective result return reveal review rich rigorous
    rise robust role root run same sample satisfy scale scenario scheme scope second section see seek seem
    select sense separate serve set setting several share short show side significant similar simple simply
    simulate since single situation size small so solution solve some sophisticated source special specific
    specify stage standard start state step still straightforward strategy strength strong structure study
    subject substantial succeed success successful such suffer sufficient suggest suitable summarize
    superior support sure surpass survey system systematic tackle take target task technique technology tend
    term test than that the their them then theoretical theory there thereby these they thing third thorough
    those though three through throughout thus time together too tool top topic total toward towards
    traditional train training treat trend true try turn two type typical ubiquitous ultimate under underlie
    understand understanding undesirable unified unify unique unlike until up upon use useful user usual
    utilize valid validate valuable value various vary vast verify version versus very via view vital was
    way weak well were what when where whereas whether which while who whole whom whose why wide widespread
    will with within without work world would year yet yield zero
    """.split()
)


# Of these, words that are no part of a phrase either; `learning` and `model` are.
_NEVER = frozenset(
    term(word)
    for word in """
    achieve aim allow approach article better consider demonstrate develop enable existing experiment
    extensive help improve introduce investigate leverage method methodology new novel outperform paper
    present propose provide recent result show significant study suggest use various
    """.split()
)


@dataclass(frozen=True)
class Words:
    """The words of a paper, in order: those of the title, then those of summary and abstract.

    written: as they stand there, and the punctuation between them.
    keys: what each stands for, whatever its ending; nothing for what searches pass over.
    telling: the keys of those that could say alone what the paper is about; nothing for the others.
    terms: those of all words, as searches look them up; each as often as it stands there.
    in_title: how many words are the title's.
    """

    written: tuple[str, ...]
    keys: tuple[str, ...]
    telling: tuple[str, ...]
    terms: tuple[str, ...]
    in_title: int

    @cached_property
    def line(self) -> str:
        """The keys in one text, to look for phrases in; words without a key part them."""
        return _line([key or "|" for key in self.keys])

    @cached_property
    def title(self) -> int:
        """How far the title goes in it."""
        return len(_line([key or "|" for key in self.keys[: self.in_title]]))

    @cached_property
    def about(self) -> frozenset[str]:
        """The keys of what tells, and stands in the title or more than once."""
        counts = Counter(self.telling)
        counts.update(self.telling[: self.in_title])
        return frozenset([key for key, number in counts.items() if number > 1 and key])

    def is_about(self, phrase: Sequence[str]) -> bool:
        """Whether a phrase, given by its keys, stands in the title or more than once."""
        line = _line(phrase)
        first = self.line.find(line)
        return 0 <= first < self.title or (first >= 0 and self.line.find(line, first + 1) >= 0)


def words(paper: Paper) -> Words:
    """The words of a paper, without formulas and markup; what its addresses hold are terms only."""
    title = _pieces(paper.title)
    pieces = [*title, ".", *_pieces(paper.summary), ".", *_pieces(paper.abstract)]
    terms, keys, telling, in_title = zip(*map(_looked_up, pieces), strict=True)
    # Whose code is in the same place often goes on with the same.
    links = _LINK.findall(paper.abstract) if "://" in paper.abstract else ()
    linked = (_looked_up(piece).terms for link in links for piece in _PIECE.findall(link))
    return Words(
        tuple(pieces),
        keys,
        in_title[: len(title)] + telling[len(title) :],
        tuple(chain.from_iterable((*terms, *linked))),
        len(title),
    )


def _line(keys: Iterable[str]) -> str:
    return f" {'  '.join(keys)} "


def _pieces(text: str) -> list[str]:
    if not text:
        return []
    prose = "".join([" , " if isinstance(each, Formula) else each for each in segments(text)])
    if any(sign in prose for sign in _SIGNS):  # in most there are none, and looking for markup takes longer
        prose = _MARKUP.sub(" , ", prose)
    return _PIECE.findall(prose)


class _Word(NamedTuple):
    """A word: its terms, its key, and this once more if it tells: anywhere, or in a title."""

    terms: tuple[str, ...]
    key: str
    telling: str
    in_title: str


@lru_cache(_REMEMBERED)
def _looked_up(piece: str) -> _Word:
    """What is known of a word. What is written with a hyphen, or as one, has one key: `pretrain`."""
    terms = tuple(filter(None, map(term, tokens(fold(piece)))))
    key = terms[-1] if len(terms) > 1 and _HYPHEN.search(piece) else "-".join(terms)
    tells = len(piece) > 2 and _WORD.fullmatch(piece) and key not in _PLAIN
    in_title = key if tells else ""
    return _Word(terms, key, "" if _WEAK.search(piece) else in_title, in_title)


Weights = Mapping[str, int]  # how much each term of a paper says


def shared(
    one: Words, mine: Weights, other: Words, theirs: Weights, most: int
) -> tuple[tuple[str, ...], bool]:
    """The words and phrases, at most `most`, that say best what two papers share, as the first writes them;
    and whether both are about these: else one of them, or both, only mention them.
    """
    both = one.about & other.about
    keys = both or {key for key in one.about | other.about if key in mine and key in theirs}
    if not keys:
        keys = {key for key in one.telling if key in mine and key in theirs}
    chosen: list[tuple[str, ...]] = []
    for key in sorted(keys, key=lambda key: (-mine.get(key, 0) - theirs.get(key, 0), key)):
        taken = {each for phrase in chosen for each in phrase}
        if key not in taken:
            phrase = _phrase(one, other, theirs, key)
            if taken & set(phrase) or (both and not (one.is_about(phrase) and other.is_about(phrase))):
                phrase = (key,)
            chosen.append(phrase)
            if len(chosen) == most:
                break
    return tuple(_as_written(phrase, one, other) for phrase in chosen), bool(both)


def _phrase(one: Words, other: Words, theirs: Weights, key: str) -> tuple[str, ...]:
    """The longest phrase around a word that is in both papers."""
    longest: tuple[str, ...] = (key,)
    for place in islice(_places((key,), one.keys), _LOOKED_AT):
        start, end = place, place + 1
        for _ in range(_LONGEST - 1):
            if end < len(one.keys) and one.keys[end] in theirs and _is_in(other, one, start, end + 1):
                end += 1
            elif start and one.keys[start - 1] in theirs and _is_in(other, one, start - 1, end):
                start -= 1
            else:
                break
        longest = max(longest, one.keys[start:end], key=len)
    return longest


def _is_in(other: Words, one: Words, start: int, end: int) -> bool:
    """Whether a phrase of one paper, of words only, is in the other."""
    keys = one.keys[start:end]
    if _line(keys) not in other.line:
        return False
    return _NEVER.isdisjoint(keys) and all(map(_WORD.fullmatch, one.written[start:end]))


def _as_written(phrase: Sequence[str], *papers: Words) -> str:
    """A phrase as it stands within a sentence of the first of these papers that has it there; else in small
    letters, if a capital is there for the title or the sentence alone.
    """
    spare = ""
    for own in papers:
        for start in _places(phrase, own.keys):
            written = own.written[start : start + len(phrase)]
            if start > own.in_title and own.written[start - 1] not in _BEGIN:
                return " ".join(written)
            spare = spare or " ".join(map(_small, written))
    return spare


def _small(word: str) -> str:
    return word.lower() if all(part[1:].islower() for part in _HYPHEN.split(word)) else word


def _places(phrase: Sequence[str], keys: Sequence[str]) -> Iterator[int]:
    start = -1
    with suppress(ValueError):
        while True:
            start = keys.index(phrase[0], start + 1)
            if tuple(keys[start : start + len(phrase)]) == tuple(phrase):
                yield start
