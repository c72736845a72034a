"""What another program left: markup, HTML entities, letters of a wrong encoding, lists in one name."""

import html
import re
from collections.abc import Iterator

from digestry.check.findings import Finding, about
from digestry.paper import names
from digestry.paper.model import Paper

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});")
_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|p|br|span|div|font|tt|sc|scp|(?:jats|mml):[\w-]{1,30})(?:\s[^<>]{0,200})?/?>"
    r"|\*\*\S[^*]{0,200}\*\*|\[[^][]{1,200}\]\(https?://",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r";|\s(?:and|&)\s|,[^,]*,|\bet\.? al\b", re.IGNORECASE)
# What groups are called; of 52,859 names of people in 10,000 papers, none has such a word.
_GROUP = re.compile(
    r"(?<![\w-])(?:team|collaborations?|consortium|group|laborator(?:y|ies)|labs?|project|initiative|foundation"
    r"|universit\w+|institut\w*|corporation|committee|community|company|inc|ltd|gmbh|deepmind|openai|google|microsoft"
    r"|nvidia|anthropic|organi[sz]ation|association|society|council|network)(?![\w-])",
    re.IGNORECASE,
)
_FIELDS = ("title", "abstract", "summary", "venue")


def remnants(paper: Paper) -> Iterator[Finding]:
    """The first of each kind in each field; notes are Markdown, and may hold what is markup elsewhere."""
    for field in _FIELDS:
        yield from _in_text(paper, field, getattr(paper, field))
    for name in names.named(paper.authors):
        yield from _in_text(paper, "authors", name)
    yield from _lists(paper)
    if paper.lacks("title"):
        what = f"the title is only the paper's identifier, {paper.title}"
        yield about("no-title", paper, "title", what, "write its title, or let `digest enrich` look it up")


def _in_text(paper: Paper, field: str, text: str) -> Iterator[Finding]:
    if match := _MARKUP.search(text):
        what = f"`{field}` holds markup that readers would see: “{match[0][:60]}”"
        yield about("markup", paper, field, what, "leave the text alone")
    if (match := _ENTITY.search(text)) and html.unescape(match[0]) != match[0]:
        what = f"`{field}` holds the HTML entity “{match[0]}”"
        yield about("entity", paper, field, what, f"write “{html.unescape(match[0])}”")
    if "\ufffd" in text:
        what = f"`{field}` holds “\ufffd”, which stands for a letter that was lost"
        yield about("encoding", paper, field, what, "write the letter")
    elif found := _garbled(text):
        what = f"`{field}` has letters of a wrong encoding: “{found[0]}”"
        yield about("encoding", paper, field, what, f"write “{found[1]}”")


def _garbled(text: str) -> tuple[str, str] | None:
    """A word that is UTF-8 read as Windows-1252, and what it was."""
    if text.isascii():
        return None
    for word in text.split():
        if word.isascii():
            continue
        try:
            was = b"".join(map(_byte, word)).decode()
        except UnicodeError:
            continue
        if was != word:
            return word, was
    return None


def _byte(letter: str) -> bytes:
    """The byte that was shown as this letter; Windows-1252 leaves five to Latin-1."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _lists(paper: Paper) -> Iterator[Finding]:
    for author in names.named(paper.authors):
        name = names.name(author)
        if not name.is_organisation and _SEVERAL.search(name):
            what = f"one name in `authors` seems to hold several people: “{str(name)[:80]}”"
            fix = "write a list of names, or {organisation: …} if it is one group"
            yield about("author-list", paper, "authors", what, fix)
            return
        if not name.is_organisation and name.given and _GROUP.search(name):
            what = f"“{str(name)[:80]}” reads like a group, and would be cited as “{name.inverted[:80]}”"
            fix = f"write it as {{organisation: {str(name)[:80]}}}"
            yield about("group-name", paper, "authors", what, fix)
