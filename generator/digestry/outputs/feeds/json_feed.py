"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterable

from digestry.outputs.feeds.items import Item
from digestry.outputs.feeds.xml import Channel
from digestry.outputs.json_text import compact

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(channel: Channel, items: Iterable[bytes]) -> bytes:
    """The feed out of items by `json_item`, in the order given."""
    head = {
        "version": _VERSION,
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "description": channel.description,
        "icon": channel.icon,
        "authors": [{"name": channel.site, "url": channel.home}],
        "language": channel.language,
    }
    return compact(head)[:-1].encode() + b',"items":[\n' + b",\n".join(items) + b"\n]}\n"


def json_item(item: Item) -> bytes:
    """An item for `json_feed`."""
    whole = {
        "id": item.id,
        "url": item.url,
        "external_url": item.external,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.date.isoformat().replace("+00:00", "Z"),
        "authors": [{"name": name} for name in item.authors],
        "tags": item.tags,
    }
    return compact({name: value for name, value in whole.items() if value}).encode()
