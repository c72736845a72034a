"""The words of an entry of a list: names, a venue, a date, a label, and what stands for itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from digestry.catalogue.references import kind
from digestry.intake.importers import paper_links
from digestry.intake.importers.blocks import Span, Spans
from digestry.intake.importers.identifiers import named_in
from digestry.intake.importers.source_dates import told
from digestry.paper import author_lists, names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper

LONGEST_TITLE = 300  # characters; longer ones are texts
FEW = 3  # words; fewer are remnants, such as "(oral)", or short names
# The columns of tables and the labels of entries, by what people call them.
COLUMNS = {
    name: field
    for field, called in {
        "title": "title|paper title|paper|papers|paper name|name|article|work|publication title",
        "authors": "author|authors|author(s)|authors' names|author list|by",
        "venue": "venue|venues|conf|conference|journal|publication|publication venue|published in|source|"
        "booktitle|pub|pub.|journal/conference|conference/journal|venue/year|proceedings|published at",
        "published": "date|publish date|published|year|publication date|time|release date|submitted|month|"
        "pub date|published date|date published|submission date|released",
        "abstract": "abstract",
        "summary": "summary|tl;dr|tldr|tl; dr|description|highlights|highlight|contribution|contributions|"
        "main idea|key idea|one-liner|short summary|takeaway|takeaways|key points|intro|introduction",
        "note": "note|notes|comment|comments|remark|remarks|my notes|thoughts|my comment|my comments|review",
        "tags": "keywords|keyword|tags|tag|topic|topics|category|categories|task|tasks|area|areas|subjects|"
        "subject|field|type|modality",
        "links": "pdf|link|links|url|urls|paper link|paper links|pdf link|arxiv|arxiv link|arxiv id|"
        "arxiv url|doi|paper url|paperurl|resources|resource|paper/code|read|id|#|no.|no|nr|index|"
        "arxiv abs|abs|html",
        "code": "code|codes|github|repo|repository|implementation|code link|official code|source code|"
        "code url|git",
        "project": "project|website|page|homepage|project page|demo|web|project website|project link",
    }.items()
    for name in called.split("|")
}
_LABEL = re.compile(r"[^\w\n(]{0,9}([A-Za-z][A-Za-z;./()' -]{0,20}?)\s{0,3}[:：]\s*(.*)", re.DOTALL)
# What stands before a title: a number, a bullet, an emoji, an arXiv id as browsers' tabs have it.
LEADING = re.compile(
    r"\s*(?:\d{1,4}\s?[.):](?=\s)|\[\d{1,4}\]\s|\[?(?:arXiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]?(?:\s?[-–—:|]\s|(?<=\])\s)"
    r"|[^\w\s(\[{“\"'‘«$\\/]+\s*|\\\s+)",
)
_HOLLOW = re.compile(
    r"[\[({]\s*(?:[|,/·•&+;:-]\s*)*[\])}]|(?<=\s)[|/·](?=\s*(?:[|/·]\s|$))|(?<=\s)(?:and|,)(?=\s*[.,;]*$)"
)
_EDGE = " \t\n-–—:|,;·•*_>~\\#"
_SITE = re.compile(
    r"\s+[|–—-]\s+(?:arXiv(?:\.org)?|arxiv.*|OpenReview|Papers With Code|Hugging Face|PDF|DeepAI)$",
    re.IGNORECASE,
)
YEAR = r"(?:19|20)\d\d"
PREPRINT = re.compile(
    rf"(?:in\s)?(?:arxiv|biorxiv|medrxiv|preprint|tech(?:nical)? report|under review)(?:\s?preprint)?"
    rf"[\s.,:'’-]*({YEAR}(?:[-/.]\d{{1,2}})?)?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "van von vom zu de del della der den di da dos du la le ten ter bin ibn al el y e".split()
)
_VENUE = re.compile(
    rf"[A-Z][\w&/+-]*[A-Z][\w&/+-]*(?:[\s,'’@:-]+\w[\w.-]*){{0,3}}?[\s,'’-]*(?:{YEAR}|['’]\d\d)\b"
    r"(?:\s(?:\w+\s)?[Ww]orkshops?|\s[Ff]indings|\s[Vv]ol[.\s\d]+(?:[Nn]o[.\s\d]+)?)?"
)
_FOOTNOTES = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=[\s,;]|$)")
_INITIALED = re.compile(
    r"(?:[A-Z]\.[\s-]?){1,3}(?:(?:van|von|de|der|den|la|le|di|da)\s)*[A-ZÀ-Þ][\w'’-]+(?:\sJr\.?)?"
)
# Words that stand in topics and names of groups, hardly in those of people.
_NO_NAMES = frozenset(
    """learning vision language languages model models network networks data survey graph image images
    video speech audio text robot robotics robots reasoning transformer transformers attention agent
    agents diffusion generation detection segmentation recognition reinforcement deep neural machine
    computer natural processing university research lab labs google meta microsoft openai deepmind
    nvidia institute ai llm llms benchmark dataset datasets introduction overview analysis the of
    for with in on to is are this that we our its new using based multi self via under""".split()
)


def is_paper(spans: Iterable[Span]) -> bool:
    """Whether there is a link to a paper, or an id in the text."""
    return any(
        paper_links.is_paper(span.href) if span.href else next(named_in(span.text), None) for span in spans
    )


def links_to_paper(spans: Iterable[Span]) -> bool:
    """Whether there is one at least by its name: a PDF, or a link that is called "paper"."""
    return any(span.href and paper_links.is_called_paper(span.href, span.text) for span in spans)


def has_title(spans: Sequence[Span]) -> bool:
    """Whether there is a link to a paper that is called by a title, and so stands for itself."""
    return any(
        paper_links.is_paper(span.href)
        and not paper_links.is_generic(span.text)
        and not is_venue_name(without_edges(span.text))
        for span in joined(spans)
    )


def stands_alone(spans: Sequence[Span]) -> bool:
    """Whether a nested entry is a paper of its own: it says more than `Paper: …` or `[PDF]`."""
    if not is_paper(spans) or label(spans):
        return False
    own = "".join(span.text for span in spans if not span.href or not paper_links.is_generic(span.text))
    return has_title(spans) or len(re.findall(r"\w{2,}", own)) > 1


def begins_as_entry(line: Sequence[Span]) -> bool:
    """Whether a line begins with a title: a link to a paper that says more than "PDF", or bold text."""
    first = next((span for span in joined(line) if re.search(r"\w", span.text)), None)
    return bool(
        first
        and (first.strong or paper_links.is_paper(first.href))
        and not paper_links.is_generic(first.text)
    )


def parted(spans: Sequence[Span]) -> list[Spans]:
    """The lines of a text, by its breaks."""
    parts = groupby(spans, key=lambda span: span.text == "\n")
    return [tuple(part) for is_break, part in parts if not is_break]


def joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those of one link as one: it may be bold in part."""
    found: list[Span] = []
    for span in spans:
        if (found and span.href and found[-1].href == span.href) or (
            found and not span.href and not found[-1].href and span.strong and found[-1].strong
        ):
            found[-1] = replace(found[-1], text=found[-1].text + span.text)
        else:
            found.append(span)
    return found


def label(spans: Sequence[Span]) -> tuple[str, str] | None:
    """The field that a line says by its name, and the text behind it: `**Authors:** Ann Lee`."""
    shown = [span for span in spans if span.text.strip()]
    if not shown or shown[0].href:
        return None
    text = "".join(span.text for span in spans)
    match = _LABEL.fullmatch(text[:200])
    if match and (name := COLUMNS.get(match[1].strip().lower())):
        return name, text[match.start(2) :].strip()
    first = shown[0].text.strip(" :*") if shown[0].strong else ""
    name = COLUMNS.get(first.lower(), "")
    return (name, "".join(span.text for span in shown[1:]).strip(" :")) if name else None


def column_of(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s#.;:/()'’&-]", " ", name).split()).strip(":")


def could_be_title(span: Span) -> bool:
    text = span.text.strip()
    is_name = paper_links.is_generic(text) or is_venue_name(without_edges(text)) or len(text) > LONGEST_TITLE
    return not (is_name or next(named_in(text), None))


def kept_text(span: Span) -> str:
    """What a span says in running text: a link that is only called "PDF" says nothing."""
    if span.href and (paper_links.is_generic(span.text) or paper_links.is_paper(span.href)):
        return ""
    return span.text


def is_short_or_names(text: str) -> bool:
    return len(text.split()) < FEW or are_names(text)


def people_in(text: str) -> str:
    bare = text.strip(" ,;:*_()[]")
    return bare if re.search(r"(?:\b[A-Z]|\bJr|\bal)\.$", bare) else bare.rstrip(".")


def are_names(text: str, sure: bool = False) -> bool:
    """Whether a text lists people: several of a few capitalised words, or one with "et al.".

    `sure` says that its place tells so too, as italics below a title do.
    """
    bare = _FOOTNOTES.sub("", text).strip(" ,.:;*_()")
    if len(bare) < FEW or re.search(r"[\d!?“”\"=]", bare):
        return False
    if _INITIALED.fullmatch(bare):
        return True
    authors = author_lists.split(bare).authors
    people = names.named(authors)
    words = [word for person in people for word in person.split()]
    if not words or len(words) > 5 * len(people) or _NO_NAMES & {word.lower().strip(".,") for word in words}:
        return False
    capitals = sum(word[:1].isupper() or not word.isascii() or word in _PARTICLES for word in words)
    several = len(people) > 1 or names.OTHERS in authors
    two = re.fullmatch(r"\S+ (?:and|&) \S+", bare)
    whole = sure or two or names.OTHERS in authors or all(" " in person for person in people)
    return bool(several and whole and capitals >= 0.8 * len(words))


def is_venue_name(text: str) -> bool:
    """Whether a text is a conference or a journal that is known, or looks like one with its year."""
    words = text.split()
    if not 0 < len(words) <= 7 or len(text) > 60 or PREPRINT.fullmatch(text):
        return False
    if _VENUE.fullmatch(text) and not next(named_in(text), None):
        return True
    known = kind(Paper("", "", venue=text)) in {"conference", "journal"}
    capital = all(
        word[:1].isupper() or word[:1].isdigit() or word in {"of", "on", "and", "the", "for", "in"}
        for word in words
    )
    return (
        known
        and capital
        and (
            len(words) < 3
            or bool(re.search(YEAR, text))
            or words[0] in {"Proceedings", "Journal", "IEEE", "ACM", "Transactions"}
        )
    )


def venue_in(text: str) -> str:
    return re.sub(rf",\s+(?={YEAR})", " ", text.removeprefix("In ").removeprefix("in ").strip(" ,.:"))


def date_in(written: str) -> PartialDate | str:
    try:
        return told(written)
    except ValueError:
        return ""


def without_edges(text: str) -> str:
    """A text on one line, without the brackets that nothing stands in, and the marks around it."""
    text = _HOLLOW.sub(" ", _HOLLOW.sub(" ", text))
    return " ".join(text.split()).strip(_EDGE)


def tidied(text: str) -> str:
    """A title without the number, the marks, the quotes and the brackets around it."""
    bare = _SITE.sub("", without_edges(text))
    while (match := LEADING.match(bare)) and match.end() < len(bare):
        bare = bare[match.end() :]
    bare = re.sub(r"(?<=[^\W\d_]{2})\.$", "", bare.strip(_EDGE))
    for opened, closed in ("“”", '""', "[]", "()", "«»", "‘’", "''"):
        inner = bare[1:-1]
        if len(bare) > 2 and bare[0] == opened and bare[-1] == closed and not {opened, closed} & set(inner):
            bare = inner.strip(_EDGE)
        elif bare.endswith(opened) or (bare.endswith(closed) and opened != closed and opened not in bare):
            bare = bare[:-1].strip(_EDGE)
    return bare
