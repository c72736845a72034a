"""What became of a paper is a warning until its curator has taken note of it."""

from tests.check.content import WHOLE, feed, findings, said

FACTS = "a:\n  status: {value: withdrawn by its authors, source: https://arxiv.org/abs/2611.1, date: 2026-11-24}\n"


def test_a_withdrawn_paper_is_named_with_its_source_and_day() -> None:
    """And with what the curator can write."""
    (told,) = said(findings(feed(WHOLE), facts=FACTS), "status")
    assert "the paper is 'withdrawn by its authors', says https://arxiv.org/abs/2611.1 (2026-11-24)" in told
    (found,) = (each for each in findings(feed(WHOLE), facts=FACTS) if each.rule == "status")
    assert "`status: withdrawn by its authors`" in found.problem.fix


def test_who_has_taken_note_is_not_warned() -> None:
    """Unless their own word is another one, which contradicts the fact."""
    noted = f"{WHOLE}\nstatus: withdrawn by its authors"
    assert said(findings(feed(noted), facts=FACTS), "status", "contradiction") == []
    other = f"{WHOLE}\nstatus: corrected"
    (told,) = said(findings(feed(other), facts=FACTS), "status", "contradiction")
    assert "`status` is 'corrected'" in told
