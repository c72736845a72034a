"""The digest's settings: the site's facts in `mkdocs.yml`, and the plugin's options there."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from digestry.errors import ContentError, Problem
from digestry.mailboxes import mailbox
from digestry.words import LOCALES, SOURCE, Words

_FOLDERS = re.compile(r"/?([a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*/?", re.IGNORECASE)
NONE = "none"  # where there is to be no link
ACCENTS = ("#a83a17", "#f3a27c")  # the theme's colour of links, in light and in dark
_LINKS = ("suggest_url", "report_url", "entry_url")
_LINK = re.compile(r"https?://\S+|mailto:\S+", re.IGNORECASE)
# RFC 4151: whose domain it was, on which day, and what they call it.
_TAG = re.compile(
    r"tag:(?:[\w.+-]+@)?[a-z0-9][a-z0-9.-]*,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w/;?:@&=+$.~!*'(),%-]*",
    re.IGNORECASE | re.ASCII,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FEED_ID = re.compile(rf"{_TAG.pattern}|https?://[^\s?#]+", re.IGNORECASE | re.ASCII)
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?", re.IGNORECASE)
# How texts have to be written, and what to do where they are not.
_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(_LINKS, (_LINK, f"write it as https://… or mailto:…, or `{NONE}` for no link")),
    "feed_id": (
        _FEED_ID,
        "write the digest's first address, as https://…, or a tag like tag:example.org,2026-11-26:papers/",
    ),
    "path": (_FOLDERS, "write a folder's name, like `digest/`: letters, digits and hyphens"),
    "email_list_id": (
        re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE),
        "write it like the name of a host, as papers.example.org",
    ),
    "email_unsubscribe": (
        re.compile(r"https://[\x21-\x7e]+|mailto:[\x21-\x7e]+", re.IGNORECASE),
        "write it as https://… or mailto:…, with %-signs for letters beyond ASCII",
    ),
    "signup_url": (re.compile(r"https://[\x21-\x7e]+", re.IGNORECASE), "write it as https://…"),
    "signup_field": (re.compile(r"[\w.\[\]-]+", re.ASCII), "write the name of a form's field, as email"),
    "signup_hidden": (
        re.compile(r"[\w.\[\]-]+=\S*(?:\s+[\w.\[\]-]+=\S*)*", re.ASCII),
        "write it as name=value",
    ),
}


def _option(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Options:
    """The plugin's options in `mkdocs.yml`; each has a default, and says what it means."""

    content: str = _option("content", "the folder of feed/, tags.yml, queries.yml and pages/")
    scratch: str = _option(
        "build", "the folder of what can be made again, such as the pages that MkDocs reads"
    )
    page_size: int = _option(100, "papers on one page of a long list")
    topics_from: int = _option(25, "papers from which on the page of an issue has headings by their tags")
    related: int = _option(5, "papers that each paper's page names as related, at most")
    home_papers: int = _option(12, "papers of the latest issue on the home page")
    feed_items: int = _option(100, "papers in the digest's own feed; those before them are in its archives")
    list_feed_items: int = _option(
        30, "papers in the feed of a tag, a saved query or an author, at most `feed_items`"
    )
    feed_issues: int = _option(5, "issues in the feed of whole issues")
    feed_id: str = _option(
        "",
        "what ids in feeds begin with: a `tag:`, as `digest init` writes one, or the first address that the "
        "digest had; `site_url` if not given. A change makes every item new to every reader",
    )
    build_on: str = _option(
        "",
        "the day of a build, as `2026-11-27`: issues of later days wait; without it all are published. "
        "the option `--on` of `digest build` says the same, and counts more",
    )
    author_feeds: int = _option(
        300, "authors with feeds of their own: the first who had two papers, so that a feed stays"
    )
    path: str = _option(
        "", "the folder of the site that the digest fills, where it is a section of a site with other pages"
    )
    picture_font: str = _option(
        "",
        "the file of a font (TrueType or OpenType) for the pictures of links, where titles are not in Latin, "
        "Greek or Cyrillic letters",
    )
    origins: str = _option(
        "",
        "other sites whose pictures, scripts and frames the pages may show, as `https://img.example`, with "
        "spaces between them; no other is asked for anything",
    )
    suggest_url: str = _option(
        "",
        "where readers suggest a paper: a form or a `mailto:`; the form of `digest init` where `repo_url` is "
        "on GitHub; `none` for no link",
    )
    report_url: str = _option(
        "", "the same for mistakes; `{page}` in it stands for the address of the page that the reader is on"
    )
    entry_url: str = _option(
        "",
        "where a paper's entry can be seen and edited; `{file}` and `{line}` in it stand for its place; the "
        "file on GitHub or GitLab where `repo_url` is there; `none` for no link",
    )
    email_from: str = _option("", "who the e-mail edition is from, as `Reading Group <papers@example.org>`")
    email_list_id: str = _option(
        "",
        "what mail programs know your list by (RFC 2919), as `papers.example.org`; if not given, the domain "
        "of `email_from`",
    )
    email_unsubscribe: str = _option(
        "",
        "where a reader leaves your list, `https://…` or `mailto:…`; with https, mail programs do it with "
        "one click (RFC 8058), so it has to take a POST",
    )
    signup_url: str = _option(
        "", "where the form on /subscribe/ sends an address: that of your mailing list's provider"
    )
    signup_field: str = _option("email", "what that form calls the address: Mailchimp wants `EMAIL`")
    signup_hidden: str = _option(
        "",
        "what that form sends besides, as `name=value`, with spaces between them: listmonk wants `l=` and "
        "its list",
    )
    contact: str = _option(
        "", "your e-mail address, for those whose servers `digest` asks; Crossref then answers faster"
    )
    arxiv_api: str = _option("https://export.arxiv.org/api/query", "where arXiv answers, or a mirror of it")
    huggingface_api: str = _option("https://huggingface.co/api", "the same for Hugging Face")
    crossref_api: str = _option("https://api.crossref.org", "the same for Crossref")

    @property
    def services(self) -> tuple[str, ...]:
        """Where those are who are asked about papers."""
        return self.arxiv_api, self.huggingface_api, self.crossref_api


# What each option means, for the handbook.
ABOUT: Mapping[str, str] = MappingProxyType({each.name: each.metadata["about"] for each in fields(Options)})


@dataclass(frozen=True)
class Settings:
    """What the stages need to know of `mkdocs.yml`.

    `site_url` is the address of the digest, `path` included, and ends in a slash. `options.path` is empty or
    ends in one. `directory_urls` is MkDocs' `use_directory_urls`, `repository` its `repo_url`. `accents`
    are the colours of links in light and in dark.
    """

    site_name: str
    site_url: str
    site_description: str
    copyright: str
    language: str
    options: Options
    directory_urls: bool = True
    repository: str = ""
    accents: tuple[str, str] = ACCENTS

    @property
    def on(self) -> dt.date | None:
        """The day of the build, where somebody has named one: nothing here asks the clock."""
        return dt.date.fromisoformat(self.options.build_on) if self.options.build_on else None

    @property
    def words(self) -> Words:
        """The words of the pages' language."""
        return Words(self.language)

    @property
    def signup_values(self) -> tuple[tuple[str, str], ...]:
        """What the form on /subscribe/ sends besides the address: names with values."""
        pairs = (each.partition("=") for each in self.options.signup_hidden.split())
        return tuple((name, value) for name, _, value in pairs)

    @property
    def signup_host(self) -> str:
        """Whom that form sends the address to."""
        return urlsplit(self.options.signup_url).hostname or ""

    @property
    def feed_id(self) -> str:
        """What the ids of feeds and items begin with, in place of the address, which may move."""
        return self.options.feed_id or self.site_url


def read(
    config: Mapping[str, Any], options: Mapping[str, Any], file: str, line_of: Callable[[str], int]
) -> Settings:
    """Settings out of a loaded MkDocs configuration and the plugin's options.

    `file` is the configuration's name and `line_of` gives the line of a setting, both for messages. Raises
    ContentError with every setting that is unknown, of the wrong type or out of range.
    """
    problems: list[Problem] = []
    if type(day := options.get("build_on")) is dt.date:  # as YAML reads a day, from the environment too
        options = {**options, "build_on": day.isoformat()}

    def wrong(key: str, what: str, fix: str) -> None:
        problems.append(Problem(file, line_of(key), what, fix))

    site_url = config.get("site_url") or ""
    for key, what, fix in _wrong_site(site_url, str(config["site_name"])):
        wrong(key, what, fix)
    for key, value in options.items():
        for what, fix in _wrong_option(key, value):
            wrong(key, what, fix)
    if problems:
        raise ContentError(problems)
    checked = Options(**options)
    path = f"{below}/" if (below := checked.path.strip("/")) else ""
    language = config["theme"].get("language")
    return Settings(
        site_name=str(config["site_name"]),
        site_url=f"{site_url.rstrip('/')}/{path}",
        site_description=str(config.get("site_description") or ""),
        copyright=str(config.get("copyright") or ""),
        language=language if language in LOCALES else SOURCE,
        options=replace(checked, path=path),
        directory_urls=bool(config.get("use_directory_urls", True)),
        repository=str(config.get("repo_url") or "").rstrip("/"),
    )


def _wrong_option(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with one of our options, if anything is: what, what to do."""
    known = {field.name: field for field in fields(Options)}
    if key not in known:
        yield f"unknown setting {key}", f"use one of: {', '.join(known)}"
    elif key == "build_on" and not _is_day(value):
        yield f"build_on is {value!r}", "write a day, as 2026-11-27, or leave it empty"
    elif type(value) is not type(known[key].default):
        kind = "a whole number" if isinstance(known[key].default, int) else "text"
        yield f"{key} is {value!r}", f"write {kind}"
    elif isinstance(value, int) and value < 1:
        yield f"{key} is {value}", "write 1 or more"
    elif value and not isinstance(value, int):
        yield from _wrong_text(key, str(value))


def _wrong_text(key: str, value: str) -> Iterator[tuple[str, str]]:
    """What is wrong with an option that is a text, and not empty."""
    if key in _FORMS and not (key in _LINKS and value == NONE):
        pattern, fix = _FORMS[key]
        if not pattern.fullmatch(value):
            yield f"{key} is {value!r}", fix
    elif key == "origins":
        for each in value.split():
            if not _ORIGIN.fullmatch(each):
                fix = "write only how the site's addresses begin, as https://img.example"
                yield f"{each!r} in origins is no web site", fix
    elif key == "email_from":
        try:
            mailbox(value)
        except ValueError:
            yield f"email_from is {value!r}", "write it as Reading Group <papers@example.org>"


def _is_day(value: Any) -> bool:
    """Whether a value is a day as `Settings.on` reads it, or none."""
    try:
        return value == "" or bool(_DAY.fullmatch(value) and dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _wrong_site(url: str, name: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with MkDocs' settings of the site, which are stricter here: the key, what, what to do."""
    if not url:
        yield "site_url", "site_url is missing", "add the address the site will have: feeds link to it"
    elif urlsplit(url).query or urlsplit(url).fragment:
        yield "site_url", f"site_url is {url!r}", "write it without what begins with ? or #"
    if not name.strip():
        yield "site_name", "site_name is empty", "say what the site is called"
