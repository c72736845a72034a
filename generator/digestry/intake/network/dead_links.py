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
_PATIENCE = 2  # addresses in a row without an answer, after which their host is not asked any more


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
        for links in pool.map(lambda group: list(_of_host(group, client)), by_host.values()):
            yield from links
    finally:
        pool.shutdown(cancel_futures=True)


def _of_host(addresses: Iterable[str], client: Client) -> Iterator[Link]:
    """Those of one host, as long as it answers at all: each that does not takes half a minute."""
    silent = 0
    for address in addresses:
        if silent == _PATIENCE:
            yield Link(address, "unsure", "its host does not answer")
            continue
        try:
            status = client.status(address)
        except NetworkError as error:
            silent = silent + 1 if error.passing else 0
            yield Link(address, "dead" if error.gone else "unsure", error.what)
        else:
            silent = 0
            yield _answered(address, status)


def _answered(address: str, status: int) -> Link:
    if status < 400:
        return Link(address, "alive")
    return Link(address, "dead" if status in _GONE else "unsure", f"answered {status}")
