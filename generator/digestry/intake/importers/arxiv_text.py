"""What arXiv sends and shows, as text: mailings, and listings and abstract pages as a browser copies them.

The mailing's form: https://info.arxiv.org/help/subscribe.html. A Hugging Face page of one paper is read too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digestry.intake.importers import headings
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import Place

_ID = r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_BAR = "\\\\"
_MAILED = re.compile(rf"arXiv:{_ID}(?P<rest>\s.*)?")
_FIELD = re.compile(
    r"(Title|Authors?|Categories|Comments|Journal-ref|DOI|Report-no|MSC-class|ACM-class|Date|Subjects)"
    r"\s?:\s*(.*)"
)
_LISTED = re.compile(
    rf"(?:\[\d+\]\s*)?arXiv:{_ID}(?:\s*\((?:cross|replaced)[^)]*\))?\s*"
    r"\[(?=[^\]]*(?:pdf|ps|html|other|view))[^\]]{2,80}\].*"
)
_SECTION = re.compile(r"(new|cross|replacement)[ -]?(?:submissions|lists)\b.*", re.IGNORECASE)
_FOOT = re.compile(
    r"Total of \d+ entries|Showing up to \d+.*|About|Help|Contact|Links to: .*|△.*", re.IGNORECASE
)
_SHOWN = re.compile(r"Showing new listings for (.*)", re.IGNORECASE)
_SUBMITTED = re.compile(r"\[Submitted on (\d{1,2} \w{3} \d{4})[^\]]*\]")
_CATEGORY = re.compile(r"\(([a-z-]{2,10}(?:\.[A-Za-z-]{2,17})?)\)")
_ABSTRACT_PAGE = re.compile(rf"arXiv:{_ID}\s*\([a-z.-]+\)")
_HF_ID = re.compile(rf"arxiv:{_ID}", re.IGNORECASE)
_PUBLISHED = re.compile(r"Published on (\w{3,9} \d{1,2}(?:, \d{4})?).*")
_AFTER_AUTHORS = re.compile(
    r"View PDF.*|HTML \(experimental\)|TeX Source|Other Formats|Abstract:?", re.IGNORECASE
)
_HEAD = 64 * 2**10  # bytes in which a format shows itself
_LONGEST = 400  # lines of one paper


@dataclass
class _Found:
    """A paper as it is being put together: its id, its line, and its fields by arXiv's names."""

    id: str
    line: int
    is_replaced: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""

    def take(self, text: str) -> None:
        """A line: a field with its name, or more of the last one."""
        if match := _FIELD.fullmatch(text):
            self.last = match[1]
            self.fields.setdefault(self.last, []).append(match[2])
        elif self.last:
            self.fields[self.last].append(text)

    def get(self, name: str) -> str:
        return " ".join(" ".join(self.fields.get(name, ())).split())

    def record(self, raw: Raw, **more: object) -> Record | Dropped:
        if self.is_replaced and not raw.replacements:
            why = "it is a new version of an older paper"
            return Dropped(Place(raw.name, self.line), self.get("Title")[:80] or self.id, why)
        categories = self.get("Categories").split() or _CATEGORY.findall(self.get("Subjects"))
        unread = tuple(name for name in ("Comments", "Report-no", "MSC-class", "ACM-class") if self.get(name))
        return Record(
            {
                "arxiv": self.id,
                "title": self.get("Title"),
                "authors": re.sub(r"\s*\([^()]*\)", "", self.get("Authors") or self.get("Author")),
                "abstract": self.get("Abstract"),
                "categories": categories,
                "venue": self.get("Journal-ref"),
                "doi": self.get("DOI").split(" ")[0],
                **{name: value for name, value in more.items() if name != "day"},
            },
            self.line,
            more.get("day"),  # type: ignore[arg-type]
            unread,
        )


def mailing(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a mailing: between two double bars the fields, behind them the abstract."""
    found: _Found | None = None
    bars = 0
    for number, line in raw.lines():
        text = line.strip()
        if text.startswith(_BAR):
            bars += 1
            if bars == 3 and found:
                yield found.record(
                    raw, published="" if found.is_replaced else found.get("Date").partition("(")[0]
                )
                found, bars = None, 1
            elif bars == 2 and found:
                found.fields["Abstract"], found.last = [], "Abstract"
        elif match := _MAILED.fullmatch(text) if found is None or bars < 2 else None:
            found, bars = _Found(match["id"], number), 1
        elif found and "replaced with" in text and bars == 1:
            found.is_replaced = True
        elif found and (text or bars == 2):
            found.take(text) if bars == 1 else found.fields["Abstract"].append(text)
    if found and bars == 2:
        yield found.record(raw)


def is_mailing(raw: Raw) -> bool:
    """Whether double bars enclose arXiv ids."""
    return bool(re.search(rb"^\\\\\s*\r?\n\s*arXiv:\S+", raw.utf8[:_HEAD], re.MULTILINE))


def listing(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a listing, or of search results: `[1] arXiv:2401.14427 [pdf, html]` and what follows."""
    found: _Found | None = None
    day, replaced = None, False
    for number, line in raw.lines():
        text = " ".join(line.split())
        if shown := _SHOWN.fullmatch(text):
            day = headings.day(shown[1])
        match = _LISTED.fullmatch(text)
        section = _SECTION.match(text)
        if found and (match or section or _FOOT.fullmatch(text)):
            yield _listed(found, raw, day)
            found = None
        if section:
            replaced = section[1].lower().startswith("replacement")
        if match:
            found = _Found(match["id"], number, replaced)
        elif found and text and number - found.line < _LONGEST:
            found.fields.setdefault("lines", []).append(text)
    if found:
        yield _listed(found, raw, day)


def is_listing(raw: Raw) -> bool:
    """Whether a line begins a paper as arXiv's listings do."""
    head = raw.utf8[: 4 * _HEAD].decode(errors="replace")
    return any(_LISTED.fullmatch(" ".join(line.split())) for line in head.splitlines() if "arXiv:" in line)


def _listed(found: _Found, raw: Raw, day: object) -> Record | Dropped:
    """A paper out of its lines: named fields, the authors below the title, and the abstract at the end."""
    rest: list[str] = []
    for text in found.fields.pop("lines", []):
        if _FIELD.fullmatch(text):
            found.take(text)
        else:
            rest.append(text)
    if "Authors" not in found.fields and rest:
        found.fields["Authors"] = [rest.pop(0)]
    found.fields["Abstract"] = [re.sub(r"^Abstract\s?:\s*", "", text) for text in rest]
    return found.record(raw, day=day)


def page(raw: Raw) -> Iterator[Record | Dropped]:
    """The one paper of an abstract page at arXiv, or of a page of Hugging Face."""
    lines = [(number, " ".join(line.split())) for number, line in raw.lines()]
    texts = [(number, text) for number, text in lines if text]
    at = next((at for at, (_, text) in enumerate(texts) if _ABSTRACT_PAGE.fullmatch(text)), None)
    if at is not None:
        yield _of_arxiv(texts, at, raw)
    elif any(_HF_ID.fullmatch(text) for _, text in texts):
        yield _of_huggingface(texts, raw)
    else:
        raise raw.unreadable(1, "there is no arXiv id in a line of its own", "copy the whole page")


def is_page(raw: Raw) -> bool:
    """Whether a text is one of these pages: an id in a line of its own, and the words around it."""
    head = [" ".join(line.split()) for line in raw.utf8[:_HEAD].decode(errors="replace").splitlines()]
    of_arxiv = any(map(_ABSTRACT_PAGE.fullmatch, head)) and any(map(_SUBMITTED.match, head))
    of_huggingface = (
        any(map(_HF_ID.fullmatch, head)) and any(map(_PUBLISHED.fullmatch, head)) and "Abstract" in head
    )
    return of_arxiv or of_huggingface


def _of_arxiv(texts: Sequence[tuple[int, str]], at: int, raw: Raw) -> Record | Dropped:
    line, text = texts[at]
    match = _ABSTRACT_PAGE.fullmatch(text)
    found = _Found(match["id"] if match else "", line)
    submitted = next((match[1] for _, text in texts if (match := _SUBMITTED.match(text))), "")
    start = next((place for place, (_, text) in enumerate(texts) if _SUBMITTED.match(text)), at)
    following = [text for _, text in texts[start + 1 :]]
    title, authors, *rest = [
        re.sub(r"^(?:Title|Authors):\s*", "", text) for text in following[:2]
    ] + following[2:] or [""]
    abstract = _until(
        rest, re.compile(r"(?:Comments|Subjects|Cite as|Journal reference|Submission history).*")
    )
    found.fields |= {"Title": [title], "Authors": [authors]}
    found.fields["Abstract"] = [
        re.sub(r"^Abstract:\s*", "", text) for text in abstract if not _AFTER_AUTHORS.fullmatch(text)
    ]
    for text in rest[len(abstract) :]:
        if (
            named := re.fullmatch(r"(Subjects|Comments|Journal reference|Related DOI):\s*(.*)", text)
        ) is not None:
            name = {"Journal reference": "Journal-ref", "Related DOI": "DOI"}.get(named[1], named[1])
            found.fields.setdefault(name, [named[2]])
    return found.record(raw, published=submitted)


def _of_huggingface(texts: Sequence[tuple[int, str]], raw: Raw) -> Record | Dropped:
    words = [text for _, text in texts]
    at = next(place for place, text in enumerate(words) if _HF_ID.fullmatch(text))
    match = _HF_ID.fullmatch(words[at])
    found = _Found(match["id"] if match else "", texts[at][0])
    published = next((match[1] for text in words if (match := _PUBLISHED.fullmatch(text))), "")
    rest = words[at + 1 :]
    found.fields["Title"] = _until(rest, _PUBLISHED)
    people = rest[rest.index("Authors:") + 1 :] if "Authors:" in rest else []
    names = [text.strip(" ,") for text in _until(people, re.compile("Abstract")) if text.strip(" ,")]
    about = rest[rest.index("Abstract") + 1 :] if "Abstract" in rest else []
    found.fields["Abstract"] = _until(
        about, re.compile(r"View arXiv page|View PDF|Project page|GitHub|Add to collection|Community")
    )
    votes = rest[rest.index("Upvote") + 1] if "Upvote" in rest[:-1] else ""
    return found.record(raw, authors=names, published=published, upvotes=votes if votes.isdecimal() else "")


def _until(texts: Iterable[str], end: re.Pattern[str]) -> list[str]:
    """The texts before the first that is `end`."""
    found: list[str] = []
    for text in texts:
        if end.fullmatch(text):
            break
        found.append(text)
    return found
