"""A letter of an edition: its subject, its HTML and its text.

Mail programs know little of CSS and less of HTML: tables hold what must not fall apart, css-inline puts the
styles at the elements, and the rules for dark screens stay in the head. Nothing is loaded from anywhere.
"""

import hashlib
from base64 import b64encode
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.files import Artefact
from digestry.outputs.mail import text_part
from digestry.outputs.mail.editions import Edition, of_issue
from digestry.outputs.mail.sections import Section, section
from digestry.paper.model import Tag
from digestry.paper.text import beginning, readable
from digestry.paper.wording import counted
from digestry.settings import Settings

# Bytes of HTML; Gmail cuts what is longer: https://github.com/hteumeuleu/email-bugs/issues/41
LARGEST = 102_000
_MOST = 300  # papers that are tried: even those with nothing but a title take more than 340 bytes each
_CONTENTS = 10  # papers from which on a letter begins with a list of them
_SUBJECT, _PREHEADER = 120, 180  # characters


@dataclass(frozen=True)
class Letter:
    """What is sent. `left` counts the papers that did not fit, for which there is a link.

    preheader: what many mail programs show beside the subject.
    """

    subject: str
    preheader: str
    html: str
    text: str
    left: int = 0


def letter(edition: Edition, tags: Mapping[str, Tag], settings: Settings) -> Letter:
    """The letter; one that would be too long ends after some papers, with a link to all of them."""
    sections = [section(issue, tags, settings) for issue in edition.issues]
    total = len(edition.papers)

    def first(count: int) -> Letter:
        return _letter(edition, _first(sections, count), total - count, settings)

    # The most papers that are short enough, all if they are.
    fits = bisect(range(1, min(total, _MOST) + 1), LARGEST, key=lambda count: len(first(count).html.encode()))
    return first(fits)


def artefacts(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """Each issue as its letter, for the browser: with all papers, and named canonical of the issue."""
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    for issue in catalogue.issues:
        html = _html(of_issue(issue), [section(issue, tags, settings)], 0, settings, is_web=True)
        yield Artefact(f"{urls.letter(issue.date)}index.html", html.encode())


def _first(sections: Sequence[Section], count: int) -> list[Section]:
    """The first papers; a section that would have none is left out."""
    kept = []
    for each in sections:
        if count > 0:
            kept.append(replace(each, entries=each.entries[:count]))
        count -= len(each.entries)
    return kept


def _letter(edition: Edition, sections: Sequence[Section], left: int, settings: Settings) -> Letter:
    page = urls.absolute(edition.page, settings.site_url)
    count = counted(len(edition.papers), "paper")
    web = urls.absolute(edition.web, settings.site_url)
    heads = [settings.site_name, _heading(edition), f"{count}, in the browser: {web}"]
    more = [f"{_left(left)} {page}"] if left else []
    return Letter(
        _subject(edition),
        _preheader(edition),
        css_inline.inline(
            _html(edition, sections, left, settings),
            keep_at_rules=True,
            minify_css=True,
            load_remote_stylesheets=False,
        ),
        text_part.text(heads, sections, more, [_reason(settings), _leave(settings)]),
        left,
    )


def _html(
    edition: Edition, sections: Sequence[Section], left: int, settings: Settings, is_web: bool = False
) -> str:
    entries = sum(len(each.entries) for each in sections)
    light, dark = settings.accents
    style = _environment().get_template("letter.css").render(light=light, dark=dark)
    return (
        _environment()
        .get_template("letter.html.j2")
        .render(
            heading=_heading(edition),
            count=counted(len(edition.papers), "paper"),
            subject=_subject(edition),
            preheader=_preheader(edition),
            sections=sections,
            has_contents=entries > _CONTENTS,
            left=_left(left) if left else "",
            page=urls.absolute(edition.page, settings.site_url),
            web=urls.absolute(edition.web, settings.site_url),
            home=settings.site_url,
            subscribe=urls.absolute(urls.SUBSCRIBE, settings.site_url),
            reason=_reason(settings),
            leave=_leave(settings),
            settings=settings,
            style=style,
            style_hash=_hash(style),
            is_web=is_web,
        )
    )


def _heading(edition: Edition) -> str:
    """What stands on top: the title of an issue, else what the edition is."""
    title = beginning(readable(edition.issues[0].title), _SUBJECT) if edition.is_issue else ""
    return f"{title} · {edition.heading}" if title else edition.heading


def _subject(edition: Edition) -> str:
    """The title of an issue, or its first paper: a row of dates in an inbox says nothing."""
    papers = edition.papers
    if edition.is_issue and edition.issues[0].title:
        return beginning(_heading(edition), _SUBJECT)
    first = beginning(readable(papers[0].title), _SUBJECT - len(edition.heading))
    more = f" and {len(papers) - 1:,} more" if len(papers) > 1 else ""
    return f"{edition.heading}: {first}{more}"


def _preheader(edition: Edition) -> str:
    titles = "; ".join(readable(paper.title) for paper in edition.papers[1:6])
    return beginning(f"{counted(len(edition.papers), 'paper')}: {titles}", _PREHEADER) if titles else ""


def _left(left: int) -> str:
    """What is said where a letter ends before its papers do."""
    are = "is" if left == 1 else "are"
    return f"{counted(left, 'more paper')} {are} on the web:"


def _reason(settings: Settings) -> str:
    return f"You get this letter because this address is subscribed to {settings.site_name}."


def _leave(settings: Settings) -> str:
    address = settings.options.email_unsubscribe
    return f"To leave: {address}" if address else "To leave, answer this letter and say so."


def _hash(style: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("digestry.outputs.mail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"beginning": beginning, "safe_html": Markup}
    return environment
