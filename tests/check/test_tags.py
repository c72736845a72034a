"""Idle tags are found, and tags that fit are suggested with the reason."""

from digestry.check.tags import Suggestion, suggestions
from digestry.paper.model import Paper, Tag

from tests.check.content import WHOLE, feed, findings, said

TAGS = """\
theory: {name: Theory, description: Proofs.}
idle: {name: Idle, description: Nothing.}
above: {name: Above, description: More.}
below: {name: Below, description: Less., parent: above}
"""
SECOND = WHOLE.replace("id: a", "id: b").replace("A paper", "Something else")


def test_tags_of_no_paper_or_one_are_named() -> None:
    """At their lines; a tag above others is used where they are."""
    found = findings(feed(WHOLE, SECOND.replace("theory", "theory, below")), tags=TAGS)
    assert said(found, "unused-tag", "rare-tag") == [
        "tags.yml:2: no paper has the tag idle",
        "tags.yml:3: only one paper has the tag above",
        "tags.yml:4: only one paper has the tag below",
    ]


def test_a_digest_without_papers_has_no_idle_tags() -> None:
    """A new one starts with a taxonomy."""
    assert findings(tags=TAGS) == []


AGENTS = Tag("agents", "Agents", "", aliases=("assistant",), match=("tool use", "multi-agent system"))
FAIRNESS = Tag("fairness", "Fairness and bias", "", match=("gender bias",))
VISION = Tag("vision", "Vision", "")


def suggested(title: str, abstract: str = "") -> tuple[Suggestion, ...]:
    ((_, found),) = suggestions([Paper("a", title, abstract=abstract)], [VISION, FAIRNESS, AGENTS])
    return found


def test_tags_are_suggested_by_phrases_names_and_aliases() -> None:
    """As whole words, singular or plural, hyphen or none; the title counts three times."""
    assert suggested("An agent for gender bias", "Tool-use by agents; vision, visionary reagents.") == (
        Suggestion("agents", 5, (("tool use", 1), ("agents", 2))),
        Suggestion("fairness", 3, (("gender bias", 1),)),
    )
    assert suggested("Assistants") == (Suggestion("agents", 3, (("assistant", 1),)),)
    assert suggested("Nothing of all that") == ()


def test_a_word_in_passing_suggests_nothing() -> None:
    """Where another tag fits far better."""
    assert [each.slug for each in suggested("Agents", "Agents see agents. Vision.")] == ["agents"]
    assert [each.slug for each in suggested("Something", "Vision.")] == ["vision"]
