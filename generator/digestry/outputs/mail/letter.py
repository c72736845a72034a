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
from digestry.outputs.template_words import template_functions
from digestry.paper.model import Tag
from digestry.paper.text import beginning, readable
from digestry.settings import Settings
from digestry.words import Words

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
        html = _html(
            of_issue(issue, settings.words), [section(issue, tags, settings)], 0, settings, is_web=True
        )
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
    words = settings.words
    web = urls.absolute(edition.web, settings.site_url)
    heads = [settings.site_name, _heading(edition), _in_browser(edition, web, words)]
    more = [f"{_left(left, words)} {page}"] if left else []
    return Letter(
        _subject(edition, settings.words),
        _preheader(edition, settings.words),
        css_inline.inline(
            _html(edition, sections, left, settings),
            keep_at_rules=True,
            minify_css=True,
            load_remote_stylesheets=False,
        ),
        text_part.text(heads, sections, more, [_reason(settings), _leave(settings)], words),
        left,
    )


def _html(
    edition: Edition, sections: Sequence[Section], left: int, settings: Settings, is_web: bool = False
) -> str:
    entries = sum(len(each.entries) for each in sections)
    light, dark = settings.accents
    style = _environment(settings.words).get_template("letter.css").render(light=light, dark=dark)
    words = settings.words
    return (
        _environment(words)
        .get_template("letter.html.j2")
        .render(
            heading=_heading(edition),
            count=_papers(edition, words),
            subject=_subject(edition, settings.words),
            preheader=_preheader(edition, settings.words),
            sections=sections,
            has_contents=entries > _CONTENTS,
            left=_left(left, words) if left else "",
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


def _subject(edition: Edition, words: Words) -> str:
    """The title of an issue, or its first paper: a row of dates in an inbox says nothing."""
    papers = edition.papers
    if edition.is_issue and edition.issues[0].title:
        return beginning(_heading(edition), _SUBJECT)
    first = beginning(readable(papers[0].title), _SUBJECT - len(edition.heading))
    named = f"{edition.heading}: {first}"
    if len(papers) == 1:
        return named
    return words.many(
        "%(papers)s and %(number)s more", "%(papers)s and %(number)s more", len(papers) - 1, papers=named
    )


def _papers(edition: Edition, words: Words) -> str:
    return words.many("%(number)s paper", "%(number)s papers", len(edition.papers))


def _in_browser(edition: Edition, address: str, words: Words) -> str:
    return words.say(
        "%(papers)s, in the browser: %(address)s", papers=_papers(edition, words), address=address
    )


def _preheader(edition: Edition, words: Words) -> str:
    titles = "; ".join(readable(paper.title) for paper in edition.papers[1:6])
    return beginning(f"{_papers(edition, words)}: {titles}", _PREHEADER) if titles else ""


def _left(left: int, words: Words) -> str:
    """What is said where a letter ends before its papers do."""
    return words.many("%(number)s more paper is on the web:", "%(number)s more papers are on the web:", left)


def _reason(settings: Settings) -> str:
    return settings.words.say(
        "You get this letter because this address is subscribed to %(site)s.", site=settings.site_name
    )


def _leave(settings: Settings) -> str:
    address = settings.options.email_unsubscribe
    if address:
        return settings.words.say("To leave: %(address)s", address=address)
    return settings.words.say("To leave, answer this letter and say so.")


def _hash(style: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@cache
def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader("digestry.outputs.mail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"beginning": beginning, "safe_html": Markup}
    environment.globals |= template_functions(words)
    return environment
