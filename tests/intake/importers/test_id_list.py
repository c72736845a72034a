"""A list of identifiers names papers that are to be looked up."""

from digestry.paper.model import Place

from tests.intake.importers.sources import read, reasons


def test_every_form_of_an_identifier_is_understood() -> None:
    """The version is left away; other DOIs are looked up too."""
    lines = [
        "# for the next issue",
        "2602.08025",
        "2602.08026v1  # with a comment",
        "arXiv:2602.08027",
        "",
        "hep-ex/0307015",
        "https://arxiv.org/abs/2602.08028v2",
        "https://arxiv.org/pdf/2602.08029.pdf",
        "https://huggingface.co/papers/2602.08030#community",
        "10.48550/arXiv.2602.08031",
        "https://doi.org/10.1145/3637528.3671617",
        "10.1000/a#b",
    ]
    reading = read("\n".join(lines))
    assert [paper.arxiv or paper.doi for paper in reading.papers] == [
        "2602.08025",
        "2602.08026",
        "2602.08027",
        "hep-ex/0307015",
        "2602.08028",
        "2602.08029",
        "2602.08030",
        "2602.08031",
        "10.1145/3637528.3671617",
        "10.1000/a#b",
    ]
    assert reading.papers[3].place == Place("source", 6)
    assert reading.papers[3].title == "arXiv:hep-ex/0307015"
    assert all(each.is_named for each in reading.candidates)
    assert not reading.dropped


def test_other_lines_are_told_with_their_place() -> None:
    """One typing error costs no other line."""
    reading = read("2602.08025\n2602.08\n2602.08026\narXiv:2602.08025v2\n")
    assert [paper.arxiv for paper in reading.papers] == ["2602.08025", "2602.08026"]
    assert reasons(reading) == [(2, "2602.08", "it is neither an arXiv id nor a DOI")]
