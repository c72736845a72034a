"""Which papers are related, and what they have in common."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.nearest import nearest, with_everybody
from digestry.catalogue.vocabulary import Weights, Words, shared, words
from digestry.paper import names, slugs
from digestry.paper.model import Paper

REASONS = 3  # tags, words and phrases that are named
_HOSTS = 12  # near ones, of which one gives a place to a paper that nobody names
_WRITERS = 15  # authors who count: a paper by 450 is hardly anybody's


@dataclass(frozen=True)
class Related:
    """A paper that is related to another one, and why.

    words: names of tags, words and phrases that both share.
    about: whether both are about these; else one of them, or both, only mention them.
    authors: who wrote both.
    """

    paper: Paper
    words: tuple[str, ...]
    about: bool
    authors: tuple[str, ...]


@dataclass(frozen=True)
class _Text:
    """A paper, and what it is compared by."""

    paper: Paper
    words: Words
    writers: Mapping[str, str]  # names by slugs

    @property
    def beside(self) -> Iterator[str]:
        """What counts beside its words. A colon is in no term."""
        yield from (f"tag:{slug}" for slug in self.paper.tags)
        yield from (f"by:{slug}" for slug in self.writers)


def related(catalogue: Catalogue, most: int, text_alone: bool = False) -> Mapping[str, Sequence[Related]]:
    """The papers, at most `most`, that are related to each, by its id, the nearest first.

    Words, tags and authors count, each by how rare it is; with `text_alone` words only, for benchmarks.
    What appears later changes an earlier paper's list only where it comes into it, or in the last place,
    which may go to somebody else whom nobody names.
    """
    if not most:
        return {}
    issues = [
        [_text(paper) for paper in sorted(issue.papers, key=lambda paper: paper.id)]
        for issue in reversed(catalogue.issues)
    ]
    compared = (
        [(*each.words.terms, *(() if text_alone else each.beside)) for each in issue] for issue in issues
    )
    near = nearest(compared, max(most, _HOSTS))
    texts = [text for issue in issues for text in issue]
    tags = {slug: tagged.tag.name for slug, tagged in catalogue.tags.items()}
    found = {}
    for one, mine, others in zip(texts, near.weights, with_everybody(near.found, most), strict=True):
        why = (_why(one, mine, texts[other], near.weights[other], tags) for other in others)
        found[one.paper.id] = tuple(each for each in why if each.words or each.authors)
    return found


def _text(paper: Paper) -> _Text:
    authors = names.named(paper.authors)[:_WRITERS]
    return _Text(paper, words(paper), {slug: name for name in authors if (slug := slugs.author_slug(name))})


def _why(one: _Text, mine: Weights, other: _Text, theirs: Weights, tags: Mapping[str, str]) -> Related:
    """The other paper, with what it shares with the first one."""
    slugs = [slug for slug in one.paper.tags if slug in other.paper.tags]
    slugs.sort(key=lambda slug: -mine.get(f"tag:{slug}", 0))
    told, about = [tags[slug] for slug in slugs[:REASONS]], True
    if len(told) < REASONS:
        said, about = shared(one.words, mine, other.words, theirs, REASONS)
        if about or not told:
            named = " ".join(told).casefold()
            told += [each for each in said if each.casefold() not in named]
    writers = tuple(name for slug, name in one.writers.items() if slug in other.writers)
    return Related(other.paper, tuple(told[:REASONS]), about or bool(slugs), writers)
