"""Addresses that scripts make are those that the generator has published, whatever the ids, slugs and queries."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

from digestry import urls
from digestry.outputs.cite.citation_formats import formats
from digestry.paper import slugs
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

SUFFIXES = tuple(format.suffix for format in formats().values())
# Names in other scripts too: an id that gets a page of its own today may get more letters tomorrow.
SLUGS = (st.text(max_size=30).map(slugs.author_slug) | st.text(max_size=30).map(slugs.slug)).filter(bool)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SLUGS, st.dates()), min_size=1, max_size=20))
@example([("a-b", dt.date(2025, 4, 4)), ("张伟", dt.date(1, 1, 1)), ("é-ß-عمر-𐐀", dt.date(9999, 12, 31))])
def test_scripts_make_the_addresses_of_the_site(page: Page, given: list[tuple[str, dt.date]]) -> None:
    """Relative to the site's root, and in full below any base path."""
    theirs = page.evaluate(
        """([given, suffixes]) => given.map(([slug, date]) => {
          const made = [urls.paper(slug), urls.tag(slug), urls.issue(date)];
          const files = ["", ...made].flatMap((target) => suffixes.map((suffix) => urls.citations(target, suffix)));
          return [...made, ...files].map((target) => [target, urls.absolute(target)]);
        })""",
        [[[slug, date.isoformat()] for slug, date in given], SUFFIXES],
    )
    for (slug, date), found in zip(given, theirs, strict=True):
        made = [urls.paper(slug), urls.tag(slug), urls.issue(date)]
        files = [urls.citations(target, suffix) for target in [urls.HOME, *made] for suffix in SUFFIXES]
        assert found == [[target, urls.absolute(target, page.url)] for target in [*made, *files]]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=1, max_size=20))
@example(["", 'author:"Bo Chen" -c++', "a&b=c#d?e%20+f", "张伟"])
def test_scripts_lead_to_the_search_as_pages_do(page: Page, queries: list[str]) -> None:
    """By the same address, but that scripts write a space as a plus."""
    theirs = page.evaluate(
        "(queries) => queries.map((query) => urls.SEARCH + address.write({ ...address.read(''), query }))",
        queries,
    )
    for query, found in zip(queries, theirs, strict=True):
        mine, other = urlsplit(urls.search(query)), urlsplit(found)
        assert (mine.path, parse_qsl(mine.query)) == (other.path, parse_qsl(other.query))


def test_scripts_know_no_address_that_the_generator_does_not(page: Page) -> None:
    """Each has the name that it has there, so that whoever changes one finds the other."""
    names = page.evaluate("() => Object.keys(urls)")
    assert set(names) - {"root"} <= set(vars(urls))
    assert page.evaluate("() => urls.root.href") == page.url
