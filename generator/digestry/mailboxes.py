"""Addresses of e-mail, as far as mail servers without extensions take them: RFC 5321, ASCII before the @."""

import re
from dataclasses import dataclass
from email.headerregistry import Address

_LONGEST, _LONGEST_LOCAL = 254, 64  # characters; RFC 5321, section 4.5.3.1, with RFC 3696's erratum 1690
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")


@dataclass(frozen=True)
class Mailbox:
    """An address, with its owner's name where one is known."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def header(self) -> Address:
        """For a header of a message."""
        return Address(self.name, addr_spec=self.address)


def mailbox(text: str) -> Mailbox:
    """`ann@example.org`, `Ann Lee <ann@example.org>`; a domain of other letters as the net writes it.

    Raises ValueError for what is none, or could be no line of a header.
    """
    named = _NAMED.fullmatch(text)
    name = (named["name"] if named else "").strip('" ')
    local, at, domain = (named["address"] if named else text).strip().rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode()
    address = f"{local}@{domain}"
    if not (
        at
        and name.isprintable()
        and _LOCAL.fullmatch(local)
        and _DOMAIN.fullmatch(domain)
        and len(local) <= _LONGEST_LOCAL
        and len(address) <= _LONGEST
    ):
        raise ValueError(f"{text!r} is no address")
    return Mailbox(address, name)
