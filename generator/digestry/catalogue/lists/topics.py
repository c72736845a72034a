"""A long list of papers, under headings of what they are about."""

from collections import Counter
from collections.abc import Sequence

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import Section
from digestry.paper.model import Paper
from digestry.words import Words

_FEWEST = 3  # papers that a heading is worth
_REST = "other"


def by_topic(papers: Sequence[Paper], catalogue: Catalogue, words: Words) -> list[Section]:
    """The papers by the first of their tags that others here have first, too; what has none comes last.

    Headings stand in the order in which the curator's list comes to them, and so do the papers below each.
    """
    first = Counter(paper.tags[0] for paper in papers if paper.tags)
    headings = {tag for tag, count in first.items() if count >= _FEWEST}
    groups: dict[str, list[Paper]] = {}
    for paper in papers:
        topic = next((tag for tag in paper.tags if tag in headings), _REST)
        groups.setdefault(topic, []).append(paper)
    rest = groups.pop(_REST, [])
    sections = [
        Section(tuple(group), catalogue.tags[tag].tag.name, urls.tag(tag), f"tag-{tag}")
        for tag, group in groups.items()
    ]
    if not sections:
        return [Section(tuple(papers))]
    return [*sections, *([Section(tuple(rest), words.say("Other papers"), anchor=_REST)] if rest else [])]
