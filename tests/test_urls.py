"""Addresses are permanent, safe and work under any base path."""

from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from digestry import urls
from digestry.paper import slugs
from digestry.paper.model import Place
from digestry.settings import Options, Settings
from hypothesis import given
from hypothesis import strategies as st

TARGETS = st.sampled_from(["", "tags/", "papers/a-b/", "authors/张伟/", "feed.xml", "issues/2025-04/page/2/"])
PAGES = st.sampled_from(["", "tags/", "papers/a-b/", "authors/x/page/3/"])


@given(TARGETS, PAGES)
def test_relative_links_lead_to_their_target_under_any_base_path(target: str, start: str) -> None:
    """As a browser resolves them."""
    for base in ("https://a.org/", "https://a.github.io/repo/"):
        assert unquote(urljoin(base + start, urls.relative(target, start))) == base + target


@given(st.text())
def test_slugs_are_slugs(text: str) -> None:
    """Whatever goes in; nothing is left of text without Latin letters."""
    slug = slugs.slug(text)
    assert slug == "" or slugs.SLUG.fullmatch(slug)
    assert len(slug) <= slugs.SLUG_LENGTH


@given(st.text())
def test_author_slugs_are_safe_file_names(name: str) -> None:
    """No separators, no dots, short enough for any file system, stable."""
    slug = slugs.author_slug(name)
    assert not set(slug) & set("/\\. ?#%")
    assert len(slug.encode()) <= 255
    assert slugs.author_slug(slug) == slug or not slug.isascii()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Beimingwu: A Learnware Dock System", "beimingwu-a-learnware-dock-system"),
        ("L'été, en Ångström", "lete-en-angstrom"),
        ("word " * 40, "-".join(["word"] * 20)),
        ("x" * 300, "x" * 100),
        ("x" * 100, "x" * 100),
        (f"{'x' * 60} {'y' * 39}", f"{'x' * 60}-{'y' * 39}"),
        (f"{'x' * 60} {'y' * 39} z", f"{'x' * 60}-{'y' * 39}"),
        (f"{'x' * 60} {'y' * 40}", "x" * 60),
        (f"{'x' * 60} {'y' * 38} z z", f"{'x' * 60}-{'y' * 38}"),
        ("中文", ""),
    ],
)
def test_titles_become_readable_ids(title: str, slug: str) -> None:
    """Cut between words, accents dropped."""
    assert slugs.slug(title) == slug


def test_queries_are_encoded() -> None:
    """A search link keeps quotes and spaces."""
    assert urls.search('author:"A B"') == "search/?q=author%3A%22A%20B%22"


def test_an_authors_slug_is_cut_at_80_letters() -> None:
    """Which are at most 240 bytes, in any script; no hyphen is left at its end."""
    assert [len(slugs.author_slug("x" * size)) for size in (79, 80, 81)] == [79, 80, 80]
    assert slugs.author_slug(f"{'x' * 79} y") == "x" * 79
    assert len(slugs.author_slug("張" * 300).encode()) == 240


def digest(repository: str, **options: Any) -> Settings:
    return Settings("D", "https://a.org/d/", "", "", "en", Options(**options), repository=repository)


PAGE, PLACE = "https://a.org/d/papers/x/?a&b", Place("content/feed/a b.yml", 7)


@pytest.mark.parametrize(
    ("repository", "entry", "has_forms"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/blob/HEAD/content/feed/a%20b.yml#L7",
            True,
        ),
        (
            "https://gitlab.example.org/o/r",
            "https://gitlab.example.org/o/r/-/blob/HEAD/content/feed/a%20b.yml#L7",
            False,
        ),
        ("https://codeberg.org/o/github", "", False),
        ("", "", False),
    ],
)
def test_readers_are_led_to_the_repository(repository: str, entry: str, has_forms: bool) -> None:
    """As far as its forge has the pages for it; the page that a mistake is on is a part of the address."""
    settings = digest(repository)
    assert urls.entry(settings, PLACE) == entry
    assert urls.suggestion(settings) == (f"{repository}/issues/new?template=suggest.yml" if has_forms else "")
    page = "https%3A%2F%2Fa.org%2Fd%2Fpapers%2Fx%2F%3Fa%26b"
    report = f"{repository}/issues/new?template=mistake.yml&page={page}"
    assert urls.report(settings, PAGE) == (report if has_forms else "")


def test_owners_say_where_readers_go() -> None:
    """Or that there is no place."""
    options = {
        "suggest_url": "mailto:me@a.example",
        "report_url": "https://f.example/?{page}",
        "entry_url": "none",
    }
    settings = digest("https://github.com/o/r", **options)
    assert urls.suggestion(settings) == "mailto:me@a.example"
    assert urls.report(settings, "https://a.org/") == "https://f.example/?https%3A%2F%2Fa.org%2F"
    assert urls.entry(settings, PLACE) == ""
    own = digest("", entry_url="https://c.example/src/{file}#L{line}")
    assert urls.entry(own, PLACE) == "https://c.example/src/content/feed/a%20b.yml#L7"
    assert urls.entry(own, Place("/elsewhere/a.yml", 7)) == ""
