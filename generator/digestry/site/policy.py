"""What browsers let a page do: https://www.w3.org/TR/CSP3/, as an element of its head.

Strangers' texts are escaped; were one not, no script of theirs would run all the same, and no other site be
asked for anything. The curator's own pages may hold what they like: their inline scripts and styles are let
in by their hashes, other sites by the setting `origins`.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

_SELF = "'self'"
# Material's style sheets have their icons as data.
_DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF, "data:"),
    "font-src": (_SELF,),
    "media-src": (_SELF,),
    "connect-src": (_SELF,),
    "form-action": (_SELF,),
    "base-uri": ("'none'",),
}
_OF_ORIGINS = ("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src")
# Elements that load something, by the attribute that says what.
_LOADED = {"src": {"img", "script", "iframe", "audio", "video", "source", "embed"}, "data": {"object"}}
_PREVIEW = "'unsafe-inline'"  # the preview of MkDocs puts a script into each page


@dataclass(frozen=True)
class Policy:
    """The sources that each directive lets in."""

    sources: Mapping[str, tuple[str, ...]]

    @property
    def html(self) -> str:
        """The elements that come first in a head.

        Other sites learn which site a reader comes from, and not what they read there or searched for.
        """
        text = "; ".join(" ".join((name, *found)) for name, found in self.sources.items())
        return (
            f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=False)}">\n'
            '<meta name="referrer" content="strict-origin-when-cross-origin">'
        )

    def with_sources(self, added: Mapping[str, Iterable[str]]) -> "Policy":
        """With more sources, each once."""
        names = dict.fromkeys([*self.sources, *(name for name, sources in added.items() if sources)])
        return Policy(
            {
                name: tuple(dict.fromkeys([*self.sources.get(name, ()), *added.get(name, ())]))
                for name in names
            }
        )


def policy(config: MkDocsConfig, origins: str, form: str, preview: bool) -> Policy:
    """That of all pages: the site itself, the `origins`, and the scripts and styles of `mkdocs.yml`.

    `form` is the address that the form on /subscribe/ sends to, if there is one.
    """
    named = {
        "script-src": [*_origins(map(str, config.extra_javascript)), *([_PREVIEW] if preview else [])],
        "style-src": [*_origins(map(str, config.extra_css))],
        "form-action": [*_origins([form])],
    }
    everywhere = {name: origins.split() for name in _OF_ORIGINS}
    return Policy(_DIRECTIVES).with_sources(everywhere).with_sources(named)


def with_inline(html: str, pages: Policy) -> tuple[str, Policy]:
    """A page that nobody but the owner has written, with a policy that lets in what stands in it.

    Never for pages with strangers' texts: what one of them had brought would be let in as well.
    """
    allowed = pages.with_sources(_read(html).hashes)
    return html.replace(pages.html, allowed.html, 1), allowed


def kept_out(html: str, pages: Policy) -> tuple[str, ...]:
    """The addresses of other sites that a page shows something of, and that its policy does not let in."""
    known = {source for sources in pages.sources.values() for source in sources}
    return tuple(address for address in _read(html).addresses if not known.issuperset(_origins([address])))


def _read(html: str) -> "_Inline":
    found = _Inline()
    found.feed(html)
    return found


class _Inline(HTMLParser):
    """Collects the hashes of what stands in a page, and what it loads from other sites."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes: dict[str, list[str]] = {"script-src": [], "style-src": []}
        self.addresses: list[str] = []
        self._directive = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        self._directive = ""
        if tag == "style" or (tag == "script" and "src" not in values and _is_code(values.get("type", ""))):
            self._directive, self._text = f"{tag}-src", ""
        for name, value in values.items():
            if name == "style" or name.startswith("on"):
                directive = "style-src" if name == "style" else "script-src"
                self.hashes[directive] += ["'unsafe-hashes'", _hash(value)]
            elif tag in _LOADED.get(name, ()):
                self.addresses += [value] if list(_origins([value])) else []

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._directive == f"{tag}-src":
            self.hashes[self._directive].append(_hash(self._text))
        self._directive = ""


def _is_code(type: str) -> bool:
    return type.lower() in {"", "module", "text/javascript", "application/javascript"}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _origins(addresses: Iterable[str]) -> Iterator[str]:
    """The other sites among addresses, as a policy names them."""
    for address in addresses:
        try:
            parts = urlsplit(address.strip())
        except ValueError:  # an IPv6 address that is none
            continue
        if parts.netloc:
            yield f"{parts.scheme or 'https'}://{parts.netloc}".lower()
