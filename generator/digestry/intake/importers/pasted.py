"""The text of a Hugging Face papers page, as a browser copies it.

Three pages look alike. The plain one alternates titles and abstracts; the daily and the trending one put
votes and the submitter around them and end each paper with a line of authors or an organisation, a middle
dot and a date. Line breaks are the browser's: titles and abstracts can be wrapped, blank lines can stand
anywhere or nowhere.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice, pairwise

from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Record

# What the page prints around the papers, in lower case and without spaces: browsers glue words.
_CHROME = frozenset(
    "new gettrendingpapersinyouremailinbox! gettrendingpapersinyouremailinboxonceaday! "
    "gettrendingpapersinyouremailinbox onceaday! subscribe dailypapers trendingpapers papers "
    "byakandtheresearchcommunity daily weekly monthly huggingface models datasets spaces buckets docs "
    "enterprise pricing login signup community previous next today newest trending "
    "tos privacy about careers systemtheme company website".split()
)
# What only that page prints.
_SIGNS = frozenset(
    "gettrendingpapersinyouremailinbox! gettrendingpapersinyouremailinboxonceaday! "
    "gettrendingpapersinyouremailinbox dailypapers trendingpapers byakandtheresearchcommunity".split()
)
# Words of abstracts: whoever says three of them in a paragraph says what a paper is about.
_ABSTRACT_WORDS = re.compile(
    r"\b(?:we|our|this paper|this work|propos\w+|method\w*|models?|results?|experiment\w*|approach\w*|stud\w+"
    r"|"
    r"learning|data\w*|algorithms?|show\w*|state-of-the-art|performance|train\w*|framework|analy\w+|tasks?)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.6  # of the texts; some titles are questions, some abstracts short
_SAID = 3  # of these words, each counted once
_HEAD = 30  # lines in which the page's own words stand
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MOST_LINES = 20_000  # a page of a hundred papers, broken at 80 characters, has about 3,000
_LONGEST_BY = 80  # characters of an organisation's name
# The number of comments can stand right behind the date.
_DATE = (
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?P<day>[12]\d|3[01]|0?[1-9])"
    r"(?:, ?(?P<year>\d{4}))?"
)
_PAGE_DATE = re.compile(rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?{_DATE}", re.IGNORECASE)
_FOOT = re.compile(
    rf"(?P<by>.{{0,{_LONGEST_BY}}}?) ?[·•] ?(?P<published>published on )?{_DATE}[ ·]*\d*(?: comments?)?",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"\d[\d,]* authors?", re.IGNORECASE)
_VOTES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+|-|[\d.]+k", re.IGNORECASE)
_SUBMITTED = re.compile(r"submitted by ?(?P<user>.*)", re.IGNORECASE)
_UPVOTE = re.compile(rf"upvote ?(?P<votes>{_VOTES.pattern})?", re.IGNORECASE)
_LINK = re.compile(r"github ?[\d.,]+k?|arxiv page", re.IGNORECASE)
_SENTENCE_END = re.compile(r"""[.!?…。！？]["'”’)\]]*$""")

_WRAPPED = range(50, 201)  # characters of the longest line; outside, a line is a text
_LONGEST_TITLE = 250  # characters, of what is taken for a title without a sign that it is one
_SHORTEST_ABSTRACT = 300  # characters from which a text with full stops is no title


@dataclass(frozen=True)
class _Line:
    number: int
    text: str  # without space around it; empty for a blank line


@dataclass(frozen=True)
class _Text:
    """A title, or a paragraph of an abstract, from one line or wrapped over several."""

    lines: tuple[_Line, ...]

    def __str__(self) -> str:
        # What was parted at a hyphen goes together again: wrapping breaks words there, and adds none.
        return re.sub(r"(?<=\w-)\n(?=\w)", "", "\n".join(line.text for line in self.lines)).replace("\n", " ")

    @cached_property
    def is_abstract(self) -> bool:
        """Whether it cannot be a title."""
        text = str(self)
        return len(text) >= _SHORTEST_ABSTRACT and bool(_SENTENCE_END.search(text))

    @cached_property
    def is_title(self) -> bool:
        """Whether it looks like a title; a short abstract that lacks a full stop does too."""
        text = str(self)
        return len(text) <= _LONGEST_TITLE and not _SENTENCE_END.search(text)


@dataclass(frozen=True)
class _Paper:
    title: _Text
    abstract: Sequence[_Text]
    published: dt.date | None = None
    votes: str | None = None


def is_page(raw: Raw) -> bool:
    """Whether a text shows a sign of such a page: its own words, its feet, or long abstracts in turn."""
    lines = []
    for number, text in raw.lines():
        if number > _MOST_LINES:
            return False
        lines.append(_Line(number, " ".join(text.split())))
    filled = [line.text for line in lines if line.text]
    if any("".join(text.lower().split()) in _SIGNS for text in filled[:_HEAD]):
        return True
    return any(_is_foot(text, before) for before, text in pairwise(["", *filled])) or _takes_turns(lines)


def _is_foot(text: str, before: str) -> bool:
    """Whether a line ends a paper: `12 authors · Apr 24`, `· Published on Oct 4, 2026`."""
    foot = _FOOT.fullmatch(text)
    return bool(foot and (foot["published"] or _AUTHORS.fullmatch(foot["by"].strip() or before)))


def _takes_turns(lines: Sequence[_Line]) -> bool:
    """Whether most of the text is titles and long abstracts in turn, two at the least."""
    texts = _texts(lines, max((len(line.text) for line in lines), default=0))
    abstracts = [text for text in texts if text.is_abstract and _is_research(str(text))]
    turns = sum(one.is_title and other in abstracts for one, other in pairwise(texts))
    return turns > 1 and turns * 2 >= _MOSTLY * len(texts)


def _is_research(text: str) -> bool:
    return len({word.lower() for word in _ABSTRACT_WORDS.findall(text)}) >= _SAID


def page(raw: Raw) -> Iterator[Record]:
    """A record a paper, in the page's order; a paper that is printed twice comes twice.

    Dates without a year are of the year of `raw.day`. The bare date of a daily page runs into the number of
    comments ("Apr 12" can be the first of April and two comments), so only what is said to be the date of
    publication is taken for it. Raises ContentError for more lines than _MOST_LINES.
    """
    lines = []
    for number, text in raw.lines():
        if number > _MOST_LINES:
            raise raw.unreadable(number, f"more than {_MOST_LINES:,} lines", "this is no page of papers")
        lines.append(_Line(number, " ".join(text.split())))
    lines, day = _without_chrome(_dots_joined(lines), raw.day)
    for paper in _papers(lines, raw):
        fields = {
            "title": str(paper.title),
            "abstract": "\n\n".join(map(str, paper.abstract)),
            "published": paper.published and paper.published.isoformat(),
            "upvotes": paper.votes,
        }
        yield Record(fields, paper.title.lines[0].number, day)


def _papers(lines: Sequence[_Line], raw: Raw) -> Iterator[_Paper]:
    feet = [(index, foot) for index, line in enumerate(lines) if (foot := _FOOT.fullmatch(line.text))]
    width = max((len(line.text) for line in lines), default=0)
    if not feet:
        yield from _plain(_texts(lines, width))
    ends = [index for index, _ in feet[1:]] + [len(lines)]
    start = 0
    for (index, foot), end in zip(feet, ends, strict=False):  # one end too many where there are no feet
        yield from _voted(lines[start:index], foot, lines[index + 1 : end], width, raw)
        start = index + 1


def _dots_joined(lines: Sequence[_Line]) -> list[_Line]:
    """A dot that stands alone goes to the date after it; any other is dropped."""
    joined: list[_Line] = []
    dot: _Line | None = None
    for line in lines:
        if line.text in {"·", "•"}:
            dot = line
        elif dot and line.text:
            foot = f"· {line.text}"
            joined.append(_Line(dot.number, foot) if _FOOT.fullmatch(foot) else line)
            dot = None
        elif not dot:
            joined.append(line)
    return joined


def _without_chrome(lines: list[_Line], day: dt.date | None) -> tuple[list[_Line], dt.date | None]:
    """The lines between the page's header and footer, and the day that the header names."""
    page_day = None

    def is_chrome(line: _Line) -> bool:
        nonlocal page_day
        if match := _PAGE_DATE.fullmatch(line.text):
            page_day = _date(match, day) or page_day
            return True
        return not line.text or "".join(line.text.lower().split()) in _CHROME

    start = next((index for index, line in enumerate(lines) if not is_chrome(line)), len(lines))
    end = next((index for index in range(len(lines), start, -1) if not is_chrome(lines[index - 1])), start)
    return lines[start:end], page_day


def _date(match: re.Match[str], day: dt.date | None) -> dt.date | None:
    """The date that was matched; nothing where there is no such day, or no year to go by."""
    year = int(match["year"]) if match["year"] else day and day.year
    try:
        return dt.date(year, _MONTHS.index(match["month"].lower()) + 1, int(match["day"])) if year else None
    except ValueError:
        return None


def _voted(
    before: Sequence[_Line], foot: re.Match[str], after: Sequence[_Line], width: int, raw: Raw
) -> Iterator[_Paper]:
    """The paper that ends in a foot line: what stands before it, and the votes around it."""
    body, votes = _head(before)
    if body and not foot["by"] and (_AUTHORS.fullmatch(body[-1].text) or _is_name(body)):
        body = body[:-1]
    texts = _texts(body, width)
    if not texts:
        return
    published = _date(foot, raw.day) if foot["published"] else None
    if published and not foot["year"] and raw.day and published > raw.day:
        published = None  # the page is of another year than the issue, and does not say which
    yield _Paper(texts[0], texts[1:], published, _votes_after(after) or votes)


def _is_name(body: Sequence[_Line]) -> bool:
    """Whether the last line can only be an organisation: a short one, behind a title at the least."""
    last = body[-1].text
    return (
        any(line.text for line in body[:-1]) and len(last) <= _LONGEST_BY and not _SENTENCE_END.search(last)
    )


def _head(lines: Sequence[_Line]) -> tuple[Sequence[_Line], str | None]:
    """Title and abstract out of what stands before a foot line, and the votes above them.

    First come the last paper's comments, votes and links, then this paper's submitter and votes, each in any
    order; so the last number is this paper's.
    """
    votes = None
    filled = [index for index, line in enumerate(lines) if line.text]
    position = 0
    while position < len(filled):
        text = lines[filled[position]].text
        number = position + 1 < len(filled) and _VOTES.fullmatch(lines[filled[position + 1]].text)
        if _UPVOTE.fullmatch(text) or text.lower() == "github":
            position += 1 if number else 0
        elif _SUBMITTED.fullmatch(text):
            position += 1 if text.lower() == "submitted by" else 0
        elif _VOTES.fullmatch(text):
            votes = _count(text)
        elif not _LINK.fullmatch(text):
            break
        position += 1
    start = filled[position] if position < len(filled) else len(lines)
    return _trimmed(lines[start:]), votes


def _trimmed(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines without blank ones at the end."""
    end = next((index for index in range(len(lines), 0, -1) if lines[index - 1].text), 0)
    return lines[:end]


def _votes_after(lines: Sequence[_Line]) -> str | None:
    """The number behind the word Upvote that follows a foot line directly."""
    texts = [line.text for line in islice((line for line in lines if line.text), 2)]
    match = _UPVOTE.fullmatch(" ".join(texts)) or (_UPVOTE.fullmatch(texts[0]) if texts else None)
    return _count(match["votes"] or "") if match else None


def _count(text: str) -> str | None:
    """A number of votes; nothing for a dash, and for a rounded number such as 3.2k."""
    number = text.replace(",", "")
    return number if number.isdecimal() else None


def _plain(texts: Sequence[_Text]) -> Iterator[_Paper]:
    """Titles and abstracts in turn, where neither a missing abstract nor a second paragraph breaks step."""
    index = 0
    while index < len(texts):
        title, end = texts[index], index + 1
        if (
            title.is_abstract and len(title.lines) > 1
        ):  # its title ended in so full a line that it seemed to go on
            yield _Paper(_Text(title.lines[:1]), [_Text(title.lines[1:])])
        else:
            if end < len(texts) and not (
                texts[end].is_title and end + 1 < len(texts) and texts[end + 1].is_abstract
            ):
                end += 1
                while end < len(texts) and texts[end].is_abstract:
                    end += 1
            yield _Paper(title, texts[index + 1 : end])
        index = end


def _texts(lines: Sequence[_Line], width: int) -> list[_Text]:
    """The texts that the lines hold, unwrapped; `width` is the length of the page's longest line."""
    blocks = [tuple(block) for filled, block in groupby(lines, key=lambda line: bool(line.text)) if filled]
    if width not in _WRAPPED:
        return [_Text((line,)) for block in blocks for line in block]
    whole = [_Text(block) for block in blocks]
    if 3 * sum(text.is_title for text in whole) >= len(whole) > 1:  # blank lines part titles from abstracts
        return whole
    return [text for block in blocks for part in _unwrapped(block, width) for text in _parted(part)]


def _unwrapped(lines: Sequence[_Line], width: int) -> Iterator[_Text]:
    """Parts a block of wrapped lines where a line ended although the next word had room on it."""
    part: list[_Line] = []
    for line in lines:
        word = re.match(r"[^\s-]*-?", line.text)
        if part and word and len(part[-1].text) + 1 + len(word[0]) <= width:
            yield _Text(tuple(part))
            part = []
        part.append(line)
    yield _Text(tuple(part))


def _parted(text: _Text) -> Iterator[_Text]:
    """An abstract and the next title, where the abstract ended in so full a line that it seemed to go on."""
    ends = [i for i, line in enumerate(text.lines, 1) if _SENTENCE_END.search(line.text)]
    if ends and ends[-1] < len(text.lines) and _Text(text.lines[: ends[-1]]).is_abstract:
        yield _Text(text.lines[: ends[-1]])
        yield _Text(text.lines[ends[-1] :])
    else:
        yield text
