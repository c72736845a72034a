"""What stands in a feed: papers and whole issues, as items that do not depend on the feed's format.

Formulas are in letters: many readers drop the tags of MathML and keep the text within, which makes another
number of 10², and few people read TeX. An item says nothing of what
may change later (neighbours, an author's other papers): the archive of a closed month is never written anew.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digestry import urls
from digestry.paper import names, prose
from digestry.paper.model import Issue, Paper, Tag
from digestry.paper.text import beginning, escape, readable
from digestry.paper.wording import sentence
from digestry.settings import Settings
from digestry.words import Words, worded

_SUMMARY = 200  # characters of the titles in an issue


@dataclass(frozen=True, eq=False)
class Item:
    """One item. Texts are plain but `html`, which holds absolute links only.

    id: its id and guid, which stays when everything else is edited, and when the site moves.
    url: the address of its page.
    date: the moment of its issue, which dates it for good: content tells of no later change, and the day of a
    build would tell every reader that everything is new. Its own day, in its own zone, is the issue's.
    summary: what somebody wrote as such; the beginning of the HTML is none, readers show that themselves.
    html: the whole text; nothing in an archive, which leaves it to the page.
    external: where it is published itself.
    """

    id: str
    url: str
    title: str
    date: dt.datetime
    summary: str
    html: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    external: str = ""


def paper_reference(paper: Paper, date: dt.datetime, tags: Mapping[str, Tag], settings: Settings) -> Item:
    """A paper without its text, which archives leave to its page."""
    return Item(
        id=urls.absolute(urls.paper(paper.id), settings.feed_id),
        url=urls.absolute(urls.paper(paper.id), settings.site_url),
        title=readable(paper.title),
        date=date,
        summary=readable(paper.summary),
        authors=names.named(paper.authors),
        tags=tuple(tags[slug].name for slug in paper.tags),
    )


def paper_item(reference: Item, paper: Paper, words: Words) -> Item:
    """A paper with everything its page shows, out of its reference. The item itself links to the page."""
    links = urls.links(paper)
    parts = [
        _status(paper),
        f"<p><strong>{escape(reference.summary)}</strong></p>" if paper.summary else "",
        _note(paper, reference.url),
        _abstract(paper),
        _facts(paper, words),
        _links(links or [(worded("In the digest"), reference.url)], words),
        _tags(reference.tags, words),
    ]
    return replace(reference, html=_joined(parts), external=links[0][1] if links else "")


def issue_item(issue: Issue, settings: Settings) -> Item:
    """An issue as a whole, to be read at one go or sent as an e-mail.

    Papers come with their summaries, or else their abstracts: e-mail programs cut long letters.
    """
    words = settings.words
    papers = [_joined(_in_issue(paper, settings.site_url, words)) for paper in issue.papers]
    count = words.many("%(number)s paper", "%(number)s papers", len(issue.papers))
    note = prose.html(issue.note, urls.absolute(urls.issue(issue.date), settings.site_url))
    html = _joined([note, f"<p>{count}</p>", *papers])
    return replace(issue_reference(issue, settings), html=html)


def issue_reference(issue: Issue, settings: Settings) -> Item:
    """An issue that has left the feed: archives leave its text to its page."""
    words = settings.words
    day = words.day(issue.date)
    count = words.many("%(number)s paper", "%(number)s papers", len(issue.papers))
    titles = beginning("; ".join(readable(paper.title) for paper in issue.papers), _SUMMARY)
    return Item(
        id=urls.absolute(urls.issue(issue.date), settings.feed_id),
        url=urls.absolute(urls.issue(issue.date), settings.site_url),
        title=f"{readable(issue.title)}: {day}" if issue.title else words.say("Issue of %(date)s", date=day),
        date=issue.moment,
        summary=f"{count}: {titles}",
    )


def _in_issue(paper: Paper, site_url: str, words: Words) -> Sequence[str]:
    url = urls.absolute(urls.paper(paper.id), site_url)
    return [
        f'<h2><a href="{escape(url)}">{escape(readable(paper.title))}</a></h2>',
        _status(paper),
        _facts(paper, words),
        f"<p>{escape(readable(paper.summary))}</p>" if paper.summary else _abstract(paper),
        _note(paper, url),
        _links(urls.links(paper), words),
    ]


def _status(paper: Paper) -> str:
    """What became of it, first of all; id and date stay, so that it does not come back as new."""
    return f"<p><strong>{escape(sentence(paper.status))}.</strong></p>" if paper.status else ""


def _note(paper: Paper, page: str) -> str:
    return f"<blockquote>{prose.html(paper.note, page)}</blockquote>" if paper.note else ""


def _abstract(paper: Paper) -> str:
    return "\n".join(f"<p>{escape(readable(part))}</p>" for part in paper.abstract.split("\n\n") if part)


def _tags(tags: Sequence[str], words: Words) -> str:
    return f"<p>{escape(words.say('Tags: %(names)s', names=', '.join(tags)))}</p>" if tags else ""


def _facts(paper: Paper, words: Words) -> str:
    authors = words.people(names.named(paper.authors), others=names.OTHERS in paper.authors)
    facts = [authors, paper.venue, words.day(paper.published) if paper.published else ""]
    shown = " · ".join(escape(fact) for fact in facts if fact)
    return f"<p>{shown}</p>" if shown else ""


def _links(links: Sequence[tuple[str, str]], words: Words) -> str:
    shown = " · ".join(
        f'<a href="{escape(address)}">{escape(words.say(label))}</a>' for label, address in links
    )
    return f"<p>{shown}</p>" if shown else ""


def _joined(parts: Sequence[str]) -> str:
    """The parts that are there. `]]>` would end the CDATA section that RSS holds the HTML in."""
    return "\n".join(part for part in parts if part).replace("]]>", "]]&gt;")
