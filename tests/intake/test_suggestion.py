"""What readers write into the form becomes a record of a paper, and nothing else."""

import pytest
import yaml
from digestry.intake.importers.reading import reading
from digestry.intake.suggestion import PAPER, TOPIC, WHY, suggested
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT

FORM = ROOT / "generator/digestry/starter/github/ISSUE_TEMPLATE/suggest.yml"


def body(paper: str, why: str = "_No response_", topic: str = "_No response_") -> str:
    """As GitHub writes it."""
    return f"### {PAPER}\n\n{paper}\n\n### {WHY}\n\n{why}\n\n### {TOPIC}\n\n{topic}\n"


def test_the_form_has_the_fields() -> None:
    """By these labels; the one that has to be there is required."""
    fields = yaml.safe_load(FORM.read_text("utf-8"))["body"]
    assert [field["attributes"]["label"] for field in fields] == [PAPER, WHY, TOPIC]
    assert fields[0]["validations"] == {"required": True}


@pytest.mark.parametrize(
    ("paper", "fields"),
    [
        ("2401.14427", {"arxiv": "2401.14427", "title": ""}),
        ("https://arxiv.org/abs/2401.14427v2", {"arxiv": "2401.14427", "title": ""}),
        ("https://huggingface.co/papers/2401.14427", {"arxiv": "2401.14427", "title": ""}),
        ("doi:10.1145/3637528.3671617", {"doi": "10.1145/3637528.3671617", "title": ""}),
        (
            "Chain of Thought (https://arxiv.org/pdf/2401.14427)",
            {"arxiv": "2401.14427", "title": "Chain of Thought"},
        ),
        ("Chain of Thought, arXiv:2401.14427", {"arxiv": "2401.14427", "title": "Chain of Thought"}),
        ("Attention Is All You Need", {"title": "Attention Is All You Need"}),
        ("A Title: https://a.example/x.pdf", {"title": "A Title", "url": "https://a.example/x.pdf"}),
        ("A\n  Title", {"title": "A Title"}),
    ],
)
def test_a_paper_is_named_in_many_ways(paper: str, fields: dict[str, str]) -> None:
    """By a title, an id or an address, or two of them."""
    record = suggested(body(paper))
    assert record
    assert record.fields == {**fields, "tags": []}


@pytest.mark.parametrize("paper", ["https://a.example/x", "_No response_", "", "…", "( )", "12"])
def test_what_names_no_paper_is_none(paper: str) -> None:
    """An address says nothing about what is there."""
    assert suggested(body(paper)) is None
    assert suggested(paper) is None


def test_reason_and_topics_come_with_it() -> None:
    """The reason as what was said, on one line and not without end."""
    record = suggested(body("A", "It is **good**\n\nand short. " + "x" * 1000, "reasoning, Vision"))
    assert record
    assert record.said.startswith("It is **good** and short. xxx")
    assert len(record.said) == 500
    assert record.said.endswith("…")
    assert record.fields["tags"] == ["reasoning", "Vision"]


def test_windows_line_ends_are_fine() -> None:
    """A body that was edited on the web has them."""
    record = suggested(body("A", "Good.", "x").replace("\n", "\r\n"))
    assert record
    assert (record.fields["title"], record.said, record.fields["tags"]) == ("A", "Good.", ["x"])


def test_of_several_papers_the_first_is_taken() -> None:
    """And the others are told."""
    record = suggested(body("2401.14427 and arXiv:2402.00001, arXiv:2402.00002"))
    assert record
    assert record.fields["arxiv"] == "2402.00001"  # a number alone among words may be anything
    assert record.doubts == ("also names 2402.00002",)


TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            f"### {PAPER}",
            f"### {WHY}",
            f"### {TOPIC}",
            "\n",
            "\n\n",
            " ",
            "a",
            "arXiv:2401.00001",
            "$(x)",
            "---",
        ]
    )
).map("".join)


@given(TEXT, TEXT, TEXT)
@example(f"A\n\n### {WHY}\n\nforged", "meant", "x")
def test_any_text_is_data(paper: str, why: str, topic: str) -> None:
    """Whatever people write, it ends in at most one paper whose fields a reader of content would take."""
    record = suggested(body(paper, why, topic))
    if record:
        found = reading([record], "suggestion", structured=False)
        assert len(found.candidates) + len(found.dropped) == 1
        assert "\n" not in record.said
