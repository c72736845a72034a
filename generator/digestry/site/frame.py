"""What the theme's templates know beyond MkDocs' own values; they call it `digest`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.pages import Page

from digestry import urls
from digestry.paper import prose
from digestry.settings import Settings
from digestry.site import colours
from digestry.site import palette as schemes
from digestry.site.palette import Option
from digestry.site.policy import Policy, policy
from digestry.site.project import PLUGIN
from digestry.words import worded

SECTION = "digest/"  # before the names of our templates, where the digest is one section of another site
PAGES = (
    (worded("Latest"), urls.HOME),
    (worded("Issues"), urls.ISSUES),
    (worded("Tags"), urls.TAGS),
    (worded("Authors"), urls.AUTHORS),
    (worded("Saved"), urls.SAVED),
    (worded("Subscribe"), urls.SUBSCRIBE),
)  # the digest's own menu, as (title, target)
EDIT = "content.action.edit"  # the one of Material's features that the theme knows
_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
}


@dataclass(frozen=True)
class Social:
    """A link in the footer, with one of Material's icons."""

    link: str
    icon: str
    name: str


@dataclass(frozen=True)
class Frame:
    """The digest as its pages show it.

    address: of the digest's root, absolute.
    path: from the site's root to the digest's; empty unless it is a section of a site.
    index: the name of the file that a link to a folder ends in; empty where a server finds it.
    templates: what the names of our templates begin with.
    options: the colour schemes that a reader may choose of.
    fixed: the one that pages have before any script runs; none where the style sheet goes by the system.
    palette: the options as a script reads them; empty where it knows them.
    material_styles: Material's style sheets, for the curator's own pages.
    colours: rules for the colours that the palette chooses.
    copyright: the curator's notice, as safe HTML.
    social: links for the footer.
    edit: whether own pages link to their source.
    policy: what browsers let a page do.
    suggest: where readers suggest a paper; empty where nobody has said.
    """

    address: str
    path: str
    index: str
    templates: str
    options: tuple[Option, ...]
    fixed: Option | None
    palette: str
    material_styles: tuple[str, ...]
    colours: str
    copyright: str
    social: tuple[Social, ...]
    edit: bool
    policy: Policy
    suggest: str
    settings: Settings
    pages: tuple[tuple[str, str], ...] = PAGES

    def link(self, target: str) -> str:
        """A target of the digest from the site's root, for MkDocs' filter `url`."""
        path, mark, query = target.partition("?")
        index = self.index if path == urls.HOME or path.endswith("/") else ""
        return (self.path + path + index or ".") + mark + query

    def report(self, page: Page | None) -> str:
        """Where readers report a mistake on a page; empty where nobody has said."""
        return urls.report(self.settings, (page and page.canonical_url) or self.address)

    def is_at(self, page: Page | None, target: str) -> bool:
        """Whether this is the page at a target of the digest."""
        return page is not None and page.file.src_uri == self.path + urls.source(target)

    def is_own(self, page: Page) -> bool:
        """Whether the curator has written this page."""
        return page.file.generated_by != PLUGIN

    def title(self, item: StructureItem) -> str:
        """The title of a page, a section or a link of the menu, as text.

        One that MkDocs took out of a heading is HTML without tags; all others are text as it was written.
        """
        title = item.title if item.title is not None else getattr(item, "url", "")
        heading = getattr(item, "_title_from_render", None)  # which MkDocs tells in no other way
        return unescape(title) if title == heading else str(title)

    def media_type(self, file: object) -> str:
        """What a picture's name says about its format; empty if nothing."""
        return _TYPES.get(urlsplit(str(file)).path.rpartition(".")[2].lower(), "")


def frame(config: MkDocsConfig, settings: Settings, edit: bool, preview: bool) -> Frame:
    """The frame of a digest; `edit` says whether `mkdocs.yml` tells where the sources of pages are."""
    palette = config.theme.get("palette")
    options = schemes.options(palette)
    return Frame(
        address=settings.site_url,
        path=settings.options.path,
        index="" if config.use_directory_urls else "index.html",
        templates=SECTION if settings.options.path else "",
        options=options,
        fixed=schemes.fixed(options, bool(config.extra_css)),
        palette=schemes.for_script(options),
        material_styles=tuple(_material_styles(config)),
        colours=colours.stylesheet(schemes.entries(palette)),
        copyright=prose.notice(config.copyright or ""),
        social=tuple(social(config)),
        policy=policy(config, settings.options.origins, settings.options.signup_url, preview),
        suggest=urls.suggestion(settings),
        settings=settings,
        edit=edit or EDIT in (config.theme.get("features") or []),
    )


def _material_styles(config: MkDocsConfig) -> Iterator[str]:
    """Material's style sheets, whose names change with its versions."""
    for name in ("main", "palette"):
        for place in config.theme.dirs:
            found = sorted(Path(place, "assets/stylesheets").glob(f"{name}.*.min.css"))
            if found:
                yield f"assets/stylesheets/{found[0].name}"
                break


def social(config: MkDocsConfig) -> Iterator[Social]:
    """The links of `extra.social` that a page may have."""
    listed = config.extra.get("social")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping) and follows(link := str(entry.get("link", ""))):
            name = entry.get("name") or urlsplit(link).netloc or link.partition(":")[2]
            yield Social(link, str(entry.get("icon", "")), str(name))


def follows(link: str) -> bool:
    """Whether a link leads to a site or to a mailbox; any other scheme may be a script."""
    try:
        urlsplit(link)
    except ValueError:  # an IPv6 address that is none
        return False
    return link.startswith(("https://", "http://", "mailto:"))


def has_icon(config: MkDocsConfig, name: object) -> bool:
    """Whether there is an icon of this name, of Material's or of the curator's own."""
    return any(Path(folder, ".icons", f"{name}.svg").is_file() for folder in config.theme.dirs)
