"""That a paper was withdrawn, retracted or replaced is read out of records as they are really worded."""

from typing import Any

import pytest
from digestry.intake.importers.withdrawals import of_arxiv, of_crossref
from digestry.site.project import Project

from tests import services
from tests.conftest import DIGEST

WITHDRAWN = {
    "This paper has been withdrawn by the author due to a crucial sign error in equation 1": "by its authors",
    "This paper has been withdrawn by the authors": "by its authors",
    "This paper has been withdrawn by the author(s), due to an error in the proof of Lemma 2": "by its authors",
    "The paper has been withdrawn by the corresponding author.": "by its authors",
    "This paper has been withdrawn": "",
    "The article is withdrawn due to an error in the experiments": "",
    "This submission has been withdrawn by arXiv administrators due to inappropriate text reuse": "by arXiv",
    "This version withdrawn by arXiv administrators because the author had no right to our license": "by arXiv",
    "arXiv admin note: This submission has been withdrawn by arXiv administrators as it is incorrect": "by arXiv",
    "arXiv admin note: withdrawn by arXiv administrators due to disputed authorship": "by arXiv",
    "This submission has been removed by arXiv administrators because it violates copyright": "by arXiv",
    "The authors have withdrawn this paper because the data was not ours to use": "by its authors",
    "We are withdrawing this paper due to a bug in the evaluation": "by its authors",
    "Withdrawn by the author": "by its authors",
    "Withdrawn": "",
}
OF_COMMENTS = {
    # As they stood in arXiv's records in 2025 and 2026.
    "Withdrawn to reorganize and extend the current findings in a future version": "withdrawn",
    "Withdrawn after identifying that results in Section 5 require additional re-analysis": "withdrawn",
    "Withdrawn by the authors due to incomplete bitrate accounting. More": "withdrawn by its authors",
    "The paper has been withdrawn because it will undergo a major revision. More": "withdrawn",
    "Withdrawn by arXiv administrators due to concerns about the validity of the data": "withdrawn by arXiv",
    # In the same ways.
    "This paper has been withdrawn by Ann Lee": "withdrawn",
    "Author has withdrawn this paper": "withdrawn by its authors",
    "Temporarily withdrawn": "withdrawn",
    "Removed by arXiv admin because of plagiarism": "withdrawn by arXiv",
    "This paper has been merged into arXiv:1706.00001": "replaced by arXiv:1706.00001",
    "Withdrawn due to an error in Theorem 3": "withdrawn",
    "Paper withdrawn: the main theorem is false": "withdrawn",
    "8 pages, 3 figures. This paper has been withdrawn by the author": "withdrawn by its authors",
    "Superseded by arXiv:2401.12345": "replaced by arXiv:2401.12345",
    "12 pages; replaced by our new paper arXiv:math/0309136v2": "replaced by arXiv:math/0309136",
    "This paper has been withdrawn and replaced by arXiv:1506.02640": "withdrawn; replaced by arXiv:1506.02640",
}
ORDINARY = (
    "Withdrawn from ICLR 2024",
    "Withdrawn submission to a workshop",
    "We merged our results with arXiv:1706.00001",
    "We withdraw the assumption that noise is Gaussian",
    "Retracted landmarks are found by a spectral method",
    "Retracted and ordinary papers differ in their images",
    "Retracted: how the literature forgets its own errors",
    "Withdrawal symptoms are predicted from wearable sensors",
    "Withdrawn because of cardiac risks, rofecoxib is the drug that we study",
    "We detect retracted papers by their citations",
    "This paper studies papers that have been withdrawn by their authors",
    "This work was withdrawn from the conference after acceptance",
    "A previous version of this paper was withdrawn due to an error, which is corrected here",
    "This article supersedes arXiv:1506.02640",
    "This paper replaces arXiv:1506.02640, and extends it",
    "arXiv admin note: text overlap with arXiv:1506.02640",
    "arXiv admin note: substantial text overlap with arXiv:1506.02640 by other authors",
    "Attention is replaced by convolution",
    "The classifier is superseded by a larger one",
    "Version 2: the withdrawn lemma is proved",
    "12 pages, 4 figures, accepted at KDD 2026",
)


@pytest.mark.parametrize(("text", "by"), WITHDRAWN.items())
def test_a_withdrawal_is_read_in_a_comment_and_in_place_of_an_abstract(text: str, by: str) -> None:
    """With who withdrew it, as far as it is told."""
    assert of_arxiv(text, "We study graphs.") == f"withdrawn {by}".strip()
    assert of_arxiv("", text) == f"withdrawn {by}".strip()


@pytest.mark.parametrize(("text", "status"), OF_COMMENTS.items())
def test_a_comment_tells_of_its_paper_in_short(text: str, status: str) -> None:
    """What replaces a paper is named by its id."""
    assert of_arxiv(text, "We study graphs.") == status


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_paper_is_not_taken_for_withdrawn(text: str) -> None:
    """Nor one about withdrawals, one that replaces another, or one with a note of an administrator."""
    assert of_arxiv("", text) == ""
    assert of_arxiv("", f"We study graphs. {text}.") == ""
    if not text.startswith(("Retracted:", "Withdrawn because")):  # as a comment, it is about its paper
        assert of_arxiv(text, "") == ""


def test_none_of_the_digests_own_papers_is_withdrawn() -> None:
    """Real abstracts, also behind a comment, and each beside each ordinary sentence: more than 200."""
    issues = Project.open(str(DIGEST / "mkdocs.yml")).content().issues
    texts = [paper.abstract for issue in issues for paper in issue.papers if paper.abstract]
    texts += [services.paper(number).abstract for number in range(200)]
    texts += [f"{text} {said}." for text in texts[:20] for said in ORDINARY]
    assert len(texts) > 200
    assert [text for text in texts if of_arxiv("12 pages", text)] == []


def work(**more: Any) -> dict[str, Any]:
    return {"DOI": "10.1000/1", "title": ["On graphs"], **more}


def update(kind: str) -> dict[str, Any]:
    """An update as Crossref gives it."""
    return {
        "DOI": "10.1000/2",
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": "retraction-watch",
        "updated": {"date-parts": [[2010, 2, 6]], "date-time": "2010-02-06T00:00:00Z", "timestamp": 1265414400000},
        "record-id": "4036",
    }  # fmt: skip


def test_crossrefs_updates_are_told_the_gravest_first() -> None:
    """A paper can be corrected before it is retracted; a title can say it as well."""
    assert of_crossref(work(**{"updated-by": [update("correction"), update("retraction")]})) == "retracted"
    assert of_crossref(work(**{"updated-by": [update("correction")]})) == "corrected"
    concern = of_crossref(work(**{"updated-by": [update("expression_of_concern")]}))
    assert concern == "its publisher has expressed concern"
    assert of_crossref(work(title=["RETRACTED: On graphs"])) == "retracted"
    assert of_crossref(work(title=["WITHDRAWN: On graphs"])) == "withdrawn"
    assert of_crossref(work(title=["[Retracted] On graphs"])) == "retracted"
    assert of_crossref(work(title=["RETRACTED ARTICLE: On graphs"])) == "retracted"


def test_a_notice_is_not_the_paper_that_it_retracts() -> None:
    """`update-to` stands on the notice."""
    notice = work(title=["Retraction Note: On graphs"], **{"update-to": [update("retraction")]})
    assert of_crossref(notice) == "a notice of retraction"


@pytest.mark.parametrize(
    "record",
    [
        work(),
        work(title=["Retracted landmarks in graphs"]),
        work(title=["Withdrawal and reward"]),
        work(**{"update-to": [update("new_version")]}),
        work(**{"updated-by": None}),
        work(**{"updated-by": ["x", {"type": None}]}),
        work(title=[]),
    ],
)
def test_an_ordinary_record_says_nothing(record: dict[str, Any]) -> None:
    """Nor does one that is not as Crossref writes it."""
    assert of_crossref(record) == ""
