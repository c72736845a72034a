"""Which feeds there are, and their documents: the newest items in three formats, and archives by month.

An archive (RFC 5005) holds a whole month of its feed and is Atom whatever the feed is, which readers of RSS
understand as well. Once the feed has a later one, it is closed: it is marked `fh:archive` and never changes,
so it links only to what is settled by then: the months on both sides of it and the feed itself. The newest
archive has neither the mark nor a link to a following one.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, groupby

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists.issues import WHOLE_ISSUES
from digestry.catalogue.lists.kinds import kinds
from digestry.files import Artefact
from digestry.outputs.feeds import xml
from digestry.outputs.feeds.items import Item, issue_item, issue_reference, paper_item, paper_reference
from digestry.outputs.feeds.json_feed import json_feed, json_item
from digestry.outputs.feeds.opml import Outline, opml
from digestry.outputs.feeds.xml import Channel
from digestry.paper.model import Paper
from digestry.paper.text import visible
from digestry.settings import Settings


@dataclass(frozen=True)
class Feed:
    """The feed of one list, newest first.

    folder: where its files stand, which is the target of the page it belongs to.
    items: what is in it now, in full.
    archived: what its archives hold, as references.
    """

    folder: str
    title: str
    description: str
    items: Sequence[Item]
    archived: Sequence[Item]


def feeds(catalogue: Catalogue, settings: Settings) -> Mapping[str, Sequence[Feed]]:
    """All feeds by group: those of the whole digest, then of lists by the heading of their kind."""
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    references = {
        paper.id: paper_reference(paper, catalogue.moment_of[paper.id], tags, settings)
        for paper in catalogue.papers
    }
    site, options = settings.site_name, settings.options

    few = min(options.feed_items, options.list_feed_items)

    @cache
    def item(paper: Paper) -> Item:
        return paper_item(references[paper.id], paper, settings.words)

    def listed(target: str, name: str, description: str, papers: Sequence[Paper], most: int = few) -> Feed:
        title = f"{site}: {name}" if name else site
        found = [references[paper.id] for paper in papers]
        return Feed(target, title, description, list(map(item, papers[:most])), _archived(found, most))

    whole = listed("", "", settings.site_description or site, catalogue.papers, options.feed_items)
    editions = catalogue.issues[: options.feed_issues]
    issues = Feed(
        urls.ISSUES,
        f"{site}: {settings.words.say(WHOLE_ISSUES[1])}",
        settings.words.say("Each issue as one item, to read at one go."),
        [issue_item(issue, settings) for issue in editions],
        _archived([issue_reference(issue, settings) for issue in catalogue.issues], options.feed_issues),
    )
    groups: dict[str, list[Feed]] = {"": [whole, issues]}
    for kind in kinds().values():
        for found in kind.lists(catalogue, settings):
            if found.feed:
                feed = listed(found.target, found.title, found.description or found.title, found.papers)
                groups.setdefault(settings.words.say(kind.heading), []).append(feed)
    return groups


def _archived(items: Sequence[Item], most: int) -> Sequence[Item]:
    """The items of the months that have left a feed of the `most` newest ones, in part or as a whole.

    Later months are in the feed, all of them.
    """
    if len(items) <= most:
        return ()
    last = items[most - 1].date
    return [item for item in items if (item.date.year, item.date.month) <= (last.year, last.month)]


def artefacts(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """The files of all feeds, and the list of them."""
    groups = feeds(catalogue, settings)
    # Each item is written once a format, however many feeds it stands in.
    rss = cache(partial(xml.rss_item, scheme=urls.absolute(urls.TAGS, settings.site_url)))
    entry, json = cache(xml.atom_entry), cache(json_item)
    for feed in chain.from_iterable(groups.values()):
        months = _months(feed)
        channel = _channel(feed, settings)
        if months:
            channel = replace(channel, previous=urls.absolute(months[0][0], settings.site_url))
        for name, document, item in (
            (urls.RSS, xml.rss, rss),
            (urls.ATOM, xml.atom, entry),
            (urls.JSON_FEED, json_feed, json),
        ):
            address = urls.absolute(feed.folder + name, settings.site_url)
            data = document(replace(channel, address=address), map(item, feed.items))
            yield Artefact(feed.folder + name, data)
        for archive, target, month in _archives(feed, months, settings):
            yield Artefact(target, xml.atom(archive, map(entry, month)))
    yield Artefact(urls.OPML, listed(groups, settings))


def _channel(feed: Feed, settings: Settings) -> Channel:
    """The feed's own facts, with the address of its Atom form, of which its id is made."""
    atom = feed.folder + urls.ATOM
    return Channel(
        title=visible(feed.title),
        description=visible(feed.description),
        id=urls.absolute(atom, settings.feed_id),
        address=urls.absolute(atom, settings.site_url),
        page=urls.absolute(feed.folder, settings.site_url),
        home=settings.site_url,
        icon=urls.absolute(urls.ICON, settings.site_url),
        style=urls.absolute(urls.FEED_STYLE, settings.site_url),
        site=visible(settings.site_name),
        language=settings.language,
        copyright=visible(settings.copyright),
        date=_newest(feed.items),
    )


def _newest(items: Sequence[Item]) -> dt.datetime | None:
    """The date of the newest item: of days in zones far apart, the later one may be over first."""
    return max((item.date for item in items), default=None)


def _months(feed: Feed) -> list[tuple[str, list[Item]]]:
    """The targets and items of the archives, newest first."""
    by_month = groupby(feed.archived, key=lambda item: (item.date.year, item.date.month))
    return [(urls.archive(feed.folder, *month), list(items)) for month, items in by_month]


def _archives(
    feed: Feed, months: Sequence[tuple[str, list[Item]]], settings: Settings
) -> Iterator[tuple[Channel, str, list[Item]]]:
    """Each archive's channel, target and items."""
    channel = _channel(feed, settings)
    addresses = ["", *(urls.absolute(target, settings.site_url) for target, _ in months), ""]
    for (target, items), later, own, earlier in zip(
        months, addresses, addresses[1:], addresses[2:], strict=False
    ):
        yield (
            replace(
                channel,
                address=own,
                date=_newest(items),
                current=channel.address,
                previous=earlier,
                following=later,
                archive=bool(later),
            ),
            target,
            items,
        )


def listed(groups: Mapping[str, Sequence[Feed]], settings: Settings) -> bytes:
    """All feeds as OPML, for a reader to take in at once."""

    def outline(feed: Feed) -> Outline:
        address = urls.absolute(feed.folder + urls.RSS, settings.site_url)
        return Outline(visible(feed.title), address, urls.absolute(feed.folder, settings.site_url))

    title = visible(settings.site_name)
    return opml(title, {name: [outline(feed) for feed in group] for name, group in groups.items()})
