"""Whether a record says that its paper was withdrawn, retracted, corrected or replaced, in a few plain words.

arXiv has no field for it: authors and administrators write it into the comment, or in place of the abstract
(https://info.arxiv.org/help/withdraw.html). So a sentence has to begin with it and to be about the paper
itself: abstracts also tell of withdrawals, of papers that they supersede, and administrators of text overlap.
Crossref has `updated-by` on the paper and `update-to` on the notice
(https://www.crossref.org/documentation/crossmark/), and publishers mark titles.
"""

import re
from collections.abc import Iterator
from typing import Any

_LONGEST = 20_000  # characters that are looked at
_ID = (
    r"(?:arxiv\s*:?\s*|https?://arxiv\.org/abs/)?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
)
_PAPER = r"(?:paper|article|submission|manuscript|preprint|e-?print|work|version|report|letter|draft|note)"
_SUBJECT = rf"(?:this|the|our)(?: present| current)?(?: arxiv)? {_PAPER}(?: entitled [^.]{{1,200}})?"
_IS = (
    r"(?:has(?: now)? been|have been|had been|is(?: now)?(?: being)?|was)"
    r"(?: temporarily| hereby| voluntarily)?"
)
# What may follow: a reason, somebody, or nothing. "Withdrawn from the conference" is another matter.
_THEN = (
    r"(?=$|\s*[,:;.()\[\]]| [-–]| (?:by|due|because|as|since|for|pending|owing|until|in order|temporarily"
    r"|and (?:replaced|superseded|merged)|from (?:the )?(?:arxiv|archive)"
    r"|to|after|while|following|in favou?r of|at the request|upon|on|so|when|without)\b)"
)
_WITHDRAWN = re.compile(
    rf"(?:(?P<subject>{_SUBJECT} )|{_PAPER} )?(?:{_IS} |temporarily )?(?P<how>withdrawn|retracted)"
    rf"(?P<rest>{_THEN}.*)"
    r"|(?P<who>(?:the )?authors?|we|i|(?:the )?arxiv admin(?:istrator)?s?)"
    r"(?: have| has| had| am| are| hereby)* "
    rf"(?P<done>withdrawn?|withdrew|withdrawing|retract(?:ed|ing)?) {_SUBJECT}{_THEN}"
    rf"|(?:{_SUBJECT} {_IS} )?(?P<removed>removed) by (?:the )?arxiv\b",
    re.IGNORECASE | re.DOTALL,
)
_BY_ARXIV = re.compile(r"[\s,(:]*(?:\w+ly )?by (?:the )?arxiv\b", re.IGNORECASE)
_BY_AUTHORS = re.compile(
    r"[\s,(:]*by (?:(?:the|its|all|both|first|corresponding|submitting) )*authors?\b", re.IGNORECASE
)
_REPLACED = re.compile(
    rf"(?:{_SUBJECT} )?(?:{_IS} )?(?:withdrawn(?:,| and|, and|;| as it is| as it has been)? )?"
    r"(?:(?:superseded|replaced|subsumed) by|merged (?:with|into)) "
    rf"(?:(?:the|our|a|an|new|newer|later|paper|article|preprint|version) ){{0,4}}{_ID}",
    re.IGNORECASE,
)
_ADMIN = re.compile(
    r"(?:arxiv )?admin(?:istrator)?s?(?:'s)? note:?\s*|(?:important )?note:\s*|update:\s*", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:previous|earlier|older|first|v\d+)\b.{0,20}\bversion|\bno longer\b", re.IGNORECASE
)

_TITLE = re.compile(
    r"\s*(?:\[(retracted|withdrawn|removed)\]|(retracted|withdrawn|removed)"
    r"(?: (?:article|paper|chapter|manuscript))?\s*:)\s*\S",
    re.IGNORECASE,
)
# What Crossref calls it, the gravest first; https://www.crossref.org/documentation/register-maintain-records/
_UPDATES = {
    "retraction": "retracted",
    "partial_retraction": "retracted in part",
    "withdrawal": "withdrawn",
    "removal": "removed by its publisher",
    "expression_of_concern": "its publisher has expressed concern",
    "correction": "corrected",
    "corrigendum": "corrected",
    "erratum": "corrected",
}
_NOTICES = {"retraction": "a notice of retraction", "withdrawal": "a notice of withdrawal"}


def of_arxiv(comment: str, abstract: str) -> str:
    """What arXiv's record says became of the paper; nothing of an ordinary one."""
    own = [_withdrawn(each, in_abstract=True) for each in _own_words(abstract)]
    withdrawn = next(filter(None, [*map(_withdrawn, _sentences(comment)), *own]), "")
    found = (_REPLACED.match(each) for each in (*_sentences(comment), *_own_words(abstract)))
    replaced = next((f"replaced by arXiv:{each['id']}" for each in found if each), "")
    return "; ".join(filter(None, (withdrawn, replaced)))


def of_crossref(work: dict[str, Any]) -> str:
    """What Crossref's record says became of the paper, or that it is a notice about another one."""
    updates = _kinds(work.get("updated-by"))
    notices = _kinds(work.get("update-to"))
    titles = work.get("title")
    title = str(titles[0]) if isinstance(titles, list) and titles else ""
    marked = _TITLE.match(title)
    told = [said for kind, said in _UPDATES.items() if kind in updates]
    if marked and "retracted" not in told:
        return {"removed": "removed by its publisher"}.get(word := (marked[1] or marked[2]).lower(), word)
    return next(iter(told), "") or next((said for kind, said in _NOTICES.items() if kind in notices), "")


def _kinds(updates: Any) -> set[str]:
    """The kinds of updates; Crossref writes them with underscores, and some publishers with spaces."""
    listed = updates if isinstance(updates, list) else []
    return {
        re.sub(r"[ -]", "_", str(each.get("type", "")).lower()) for each in listed if isinstance(each, dict)
    }


def _sentences(text: str) -> Iterator[str]:
    for each in re.split(r"[.;!]\s+|\n\s*\n", " ".join(text[:_LONGEST].split())):
        yield _ADMIN.sub("", each.lstrip("*([-– "), count=1)


def _own_words(abstract: str) -> Iterator[str]:
    """The sentences of an abstract that can be about itself: all that begin with "this", and the first."""
    for number, sentence in enumerate(_sentences(abstract)):
        if not number or re.match(r"this |(?:the authors?|we|i) .{0,30}this ", sentence, re.IGNORECASE):
            yield sentence


def _withdrawn(sentence: str, in_abstract: bool = False) -> str:
    found = _WITHDRAWN.match(sentence)
    if not found or _EARLIER.search(sentence):
        return ""
    if found["removed"]:
        return "withdrawn by arXiv"
    if found["who"]:
        how = "retracted" if found["done"].lower().startswith("retract") else "withdrawn"
        return f"{how} by {'arXiv' if 'arxiv' in found['who'].lower() else 'its authors'}"
    how, rest = found["how"].lower(), found["rest"]
    if _BY_ARXIV.match(rest):
        return f"{how} by arXiv"
    if _BY_AUTHORS.match(rest):
        return f"{how} by its authors"
    # An abstract may begin with drugs that were "withdrawn because of …"; a comment is about its paper.
    return "" if in_abstract and rest and not found["subject"] else how
