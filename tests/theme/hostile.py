"""Sites on which everything that anybody writes tries to be markup, and what would show that it became some."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
from digestry.site import build as site
from digestry.site.project import Project
from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemBytecodeCache
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

# Ends an attribute in either quotes, a title and a script, then opens an element. The reference has to be shown as it
# is written. No white space, so that it can stand in addresses; the question mark keeps those from being encoded.
MARKUP = "?\"'></title></script><x-hostile/onclick='evil()'>&lt;"


NAMES: list[str] = []  # of all that is said so, and has to be seen


def hostile(name: str) -> str:
    """A text that says where it comes from."""
    NAMES.append(name)
    return f"{name}{MARKUP}"


_NOTE = "Markdown <x-hostile onclick='evil()'>"  # whose HTML is left out

_FEED = {
    "date": "2025-04-24",
    "title": hostile("issue"),
    "note": _NOTE,
    "papers": [
        {
            "id": id,
            "title": hostile("title") + id,
            "authors": [hostile("author"), hostile(f"other-{id}")],
            "doi": f"10.1234/{MARKUP}{id}",
            "venue": hostile("venue"),
            "published": "2024-01",
            "categories": ["cs.LG"],
            "tags": ["tag"],
            "summary": hostile("summary"),
            "note": _NOTE,
            "abstract": hostile("abstract") + " $x<y$",
        }
        for id in ("a", "b")
    ],
}
_CONTENT = {
    "feed/a.yml": _FEED,
    "tags.yml": {
        "tag": {"name": hostile("tag"), "description": hostile("tag-text"), "aliases": [MARKUP]},
        "below": {"name": hostile("below"), "description": hostile("below-text"), "parent": "tag"},
    },
    "queries.yml": {
        "query": {
            "name": hostile("query"),
            "description": hostile("query-text"),
            "query": '"' + MARKUP[2:] + '"',
        }
    },
}
# A page of the curator's own may hold HTML; what its head says is text all the same.
_OWN = {
    **{
        name: hostile(name)
        for name in "title description author picture twin feeds feeds_name scripts styles".split()
    },
    "tags": [hostile("own-tag")],
}
_PAGES = {
    "own": f"---\n{json.dumps(_OWN)}\n---\n\n# Own\n",
    "bare": f"---\n{json.dumps({'title': hostile('bare')})}\n---\n\nWords.\n",  # the theme adds a heading
    "heading": f"# {escape(hostile('heading'))}\n",
}
# The owner's notice may be HTML; this is what stays of it, and its text.
COPYRIGHT = (
    "&copy; <em onclick='evil()'>Owner</em> &lt;kept&gt;<script>evil()</script><img src=x onerror='evil()'>"
    "<a href='javascript:evil()'>one</a> <a href='https://else.example/' style='evil'>two</a></p><iframe srcdoc='evil'>"
)
CLEANED = (
    '© <em>Owner</em> &lt;kept&gt;<a rel="noopener noreferrer">one</a>'
    ' <a href="https://else.example/" rel="noopener noreferrer">two</a>'
)
CLEANED_TEXT = "© Owner <kept>one two"
# Pages have the first entry until a script runs. MkDocs checks that addresses are some.
_PALETTE = [
    {
        **{name: hostile(name) for name in ("scheme", "primary", "accent")},
        "toggle": {"icon": MARKUP, "name": hostile("toggle")},
    },
    dict.fromkeys(("media", "scheme", "primary", "accent"), MARKUP),
    {
        "scheme": "slate",
        "primary": "custom",
        "accent": MARKUP,
        "toggle": {"icon": "material/owl", "name": hostile("other-toggle")},
    },
]
_SOCIAL = [
    {"icon": MARKUP, "link": "https://social.example/" + MARKUP, "name": hostile("social")},
    {"icon": "material/owl", "link": "mailto:" + MARKUP},
    {"icon": "material/owl", "link": "javascript:evil()"},
    {"icon": "material/owl", "link": "https://[" + MARKUP},
]
_LINKS = dict.fromkeys(("suggest_url", "report_url", "entry_url"), "https://forms.example/" + MARKUP)
_SETTINGS: dict[str, Any] = {
    "site_name": hostile("site"),
    "site_description": hostile("site-text"),
    "site_author": hostile("site-author"),
    "site_url": "https://digest.example/some/where/",
    "copyright": COPYRIGHT,
    "repo_url": "https://repo.example/" + MARKUP,
    "edit_uri": f"edit/{MARKUP}/",
    "docs_dir": "content/pages",
    "theme": {
        "name": "material",
        "favicon": hostile("favicon"),
        "logo": hostile("logo"),
        "palette": _PALETTE,
    },
    "plugins": ["tags", {"digestry": _LINKS}],
    "nav": [
        {hostile("home"): "index.md"},
        {hostile("own"): "own.md"},
        {hostile("elsewhere"): "https://else.example/" + MARKUP},
        {
            hostile("section"): [
                "heading.md",
                "bare.md",
                {hostile("group"): [{hostile("deep"): "tags/index.md"}]},
            ]
        },
        "https://untitled.example/" + MARKUP,
    ],
    "extra": {
        "homepage": "https://home.example/" + MARKUP,
        "tags": {hostile("own-tag"): hostile("tag-icon")},
        "social": _SOCIAL,
    },
    "extra_css": [hostile("style")],
    "extra_javascript": [hostile("script")],
}
# Where the digest is a section, Material's own templates make the rest of the site: they want icons that are there.
_AROUND = {
    **_SETTINGS,
    "theme": {**_SETTINGS["theme"], "palette": [{"scheme": "default"}, *_PALETTE[1:]]},
    "extra_css": [],  # which Material writes as they are
    "extra": {**_SETTINGS["extra"], "social": _SOCIAL[1:]},
    "plugins": [{"digestry": {"path": "digest/", **_LINKS}}],
    "nav": ["own.md", {hostile("section"): ["digest/index.md"]}],
}
_PROBLEM = hostile("problem")


class _Unread(Config):  # type: ignore[no-untyped-call]
    """No options."""


class _Keep(BasePlugin[_Unread]):  # type: ignore[no-untyped-call]
    """Keeps what MkDocs renders templates with."""

    def __init__(self) -> None:
        self.environment = Environment()  # noqa: S701, MkDocs' own takes its place
        self.contexts: dict[str, tuple[str, Mapping[str, Any]]] = {}

    def on_config(self, config: Any) -> Any:
        """As a preview does when the content has mistakes."""
        config.extra["problems"] = [_PROBLEM]
        return config

    def on_env(self, env: Environment, **_: object) -> Environment:
        self.environment = env
        return env

    def on_page_context(self, context: Any, *, page: Any, **_: object) -> Any:
        self.contexts[page.file.dest_uri] = (page.meta.get("template", "main.html"), context)
        return context

    def on_template_context(self, context: Any, *, template_name: str, **_: object) -> Any:
        self.contexts[template_name] = (template_name, context)
        return context


@dataclass(frozen=True)
class Built:
    """The site's folder, and how its pages were rendered."""

    folder: Path
    environment: Environment
    contexts: Mapping[str, tuple[str, Mapping[str, Any]]]

    def rendered(self, changed: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
        """All pages, by path, with some of the theme's templates in another text."""
        assert isinstance(self.environment.loader, BaseLoader)
        loader = ChoiceLoader([DictLoader(dict(changed or {})), self.environment.loader])
        compiled = FileSystemBytecodeCache(str(self.folder.parent))
        environment = self.environment.overlay(loader=loader, bytecode_cache=compiled)
        for path, (template, context) in self.contexts.items():
            with _active(context["page"]):
                text = environment.get_template(template).render(context)
            yield path, text


@contextmanager
def _active(page: Any) -> Iterator[None]:
    """As MkDocs marks the page that it renders; templates of no page have none."""
    if page is None:
        yield
    else:
        page.active = True
        yield
        page.active = False


def build(project: Path, section: bool = False) -> Built:
    """The site, built as all are; or one of which the digest is a section."""
    settings = _AROUND if section else _SETTINGS
    for name, value in {"mkdocs.yml": settings, **{f"content/{n}": v for n, v in _CONTENT.items()}}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(json.dumps(value), "utf-8")
    (project / "content/pages").mkdir()
    for name, text in _PAGES.items():
        (project / f"content/pages/{name}.md").write_text(text, "utf-8")
    opened = Project.open(str(project / "mkdocs.yml"))
    keep = _Keep()
    opened.config.plugins["keep"] = keep
    return Built(site.build(opened), keep.environment, keep.contexts)


def faults(path: str, text: str) -> list[str]:
    """What in a page, a feed or a sitemap came of a hostile text: elements, attributes, texts that lost a part.

    Raises ParseError for XML that is none.
    """
    if path.endswith(".html"):
        return _in_page(text)
    found = []
    for parent in ElementTree.fromstring(text).iter():
        for element in parent:
            name = str(element.tag).rpartition("}")[2]
            # The description of an item of RSS is HTML, that of a feed is plain text.
            if name in {"content", "encoded"} or (name == "description" and parent.tag == "item"):
                found += _in_page(element.text or "")
            else:
                found += _in_element(name, element)
    return found


def _in_page(html: str) -> list[str]:
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return [fault for element in page.iter() for fault in _in_element(str(element.tag), element)]


def _in_element(name: str, element: ElementTree.Element) -> Iterator[str]:
    if "hostile" in name:
        yield f"an element {name}"
    for attribute in element.attrib:
        if attribute.startswith("on") or "hostile" in attribute:
            yield f"{name} has an attribute {attribute}"
    for attribute in _CODED & element.attrib.keys():
        if element.attrib[attribute].strip().lower().startswith("javascript:"):
            yield f"{name} runs {element.attrib[attribute]}"
    shown = [value for attribute, value in element.attrib.items() if attribute not in _CODED]
    if name not in _CODED:
        shown += [element.text or "", *(child.tail or "" for child in element)]
    for value in shown:
        words = re.sub(r"https:\S+", "", value)  # an address is coded wherever it stands
        if "hostile" in words and MARKUP[1:] not in words:
            yield f"{name} says {value}"


# Attributes and elements in which text is written otherwise: addresses, BibTeX, JSON.
_CODED = {
    "href",
    "src",
    "action",
    "data-pd-copy",
    "data-palette",
    "id",
    "pre",
    "script",
    "link",
    "guid",
    "url",
}
