"""Which links are dead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from digestry.intake.network.client import Client, NetworkError

_GONE = {404, 410}
_AT_ONCE = 8  # hosts


@dataclass(frozen=True)
class Link:
    """What became of an address.

    `dead` is sure: nothing is there, or the host does not exist. `unsure` is whatever else kept the address
    from opening; many servers turn programs away (401, 403, 429) or are down for an hour.
    """

    address: str
    state: Literal["alive", "dead", "unsure"]
    why: str = ""


def dead_links(addresses: Iterable[str], client: Client) -> Iterator[Link]:
    """Each address once, with what became of it, as far as hosts answer.

    Several hosts are asked at a time, each of them one address after the other.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[urlsplit(address).hostname or ""].append(address)
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        for links in pool.map(lambda group: [_asked(address, client) for address in group], by_host.values()):
            yield from links
    finally:
        pool.shutdown(cancel_futures=True)


def _asked(address: str, client: Client) -> Link:
    try:
        status = client.status(address)
    except NetworkError as error:
        return Link(address, "dead" if error.gone else "unsure", error.what)
    if status < 400:
        return Link(address, "alive")
    return Link(address, "dead" if status in _GONE else "unsure", f"answered {status}")
