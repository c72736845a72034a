"""One table of queries, `queries.yml`, asked of Python and of the engine in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.query.grammar import LONGEST, answer, parse
from playwright.sync_api import Browser, Page

from tests.outputs.search.host import digest, host_folder, opened

TABLE = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text("utf-8"))
TAGS = tuple(
    Tag(slug, tag["name"], "d", aliases=tuple(tag.get("aliases", ()))) for slug, tag in TABLE["tags"].items()
)


def paper(id: str, fields: dict[str, Any]) -> Paper:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    if "published" in given:
        given["published"] = PartialDate.parse(str(given["published"]))
    return Paper(id=id, **given)


PAPERS = tuple(paper(id, fields) for id, fields in TABLE["papers"].items())
ROWS = [pytest.param(row, id=row["query"] or "nothing") for row in TABLE["queries"]]


def found(query: str) -> list[str]:
    return [paper.id for paper in answer([parse(query, TAGS)], PAPERS, TAGS)[0]]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with an engine for the table's papers."""
    catalogue = digest(PAPERS, {tag.slug: tag for tag in TAGS})
    with opened(browser, host_folder(tmp_path_factory.mktemp("queries") / "host", catalogue)) as page:
        yield page


def listed(page: Page, query: str) -> tuple[list[str], int]:
    """The papers that the browser lists, and how many of them, the first ones, have all that was asked for."""
    ids, complete = page.evaluate(
        """async (query) => {
          const { hits, complete } = await engine.search(query, { limit: 100 });
          return [(await Promise.all(hits)).map(({ id }) => id), complete];
        }""",
        query,
    )
    return ids, complete


@pytest.mark.parametrize("row", ROWS)
def test_a_saved_query_finds(row: dict[str, Any]) -> None:
    """What has all that is asked for, in the digest's order; slips are named."""
    if "mistake" in row:
        with pytest.raises(ValueError) as caught:
            parse(row["query"], TAGS)
        assert row["mistake"] in str(caught.value)
    else:
        assert found(row["query"]) == row["finds"]


@pytest.mark.parametrize("row", ROWS)
def test_the_browser_finds(page: Page, row: dict[str, Any]) -> None:
    """The same papers first, or what the table says."""
    ids, complete = listed(page, row["query"])
    if "browser" in row:
        assert sorted(ids) == sorted(row["browser"])
        assert row.get("finds", []) == [] or set(row["finds"]) <= set(ids)
    else:
        assert sorted(ids[:complete]) == sorted(row["finds"])


def test_every_difference_is_one() -> None:
    """A mistake says what the browser makes of it, and no row states twice what both find."""
    for row in TABLE["queries"]:
        assert ("finds" in row) != ("mistake" in row), row
        assert "browser" in row if "mistake" in row else row.get("browser") != row["finds"], row


def test_both_read_equally_far(page: Page) -> None:
    """A saved query may be as long as what the browser reads; the rest it leaves out, where Python complains."""
    longest = "survey".ljust(LONGEST - 6) + "-model"
    assert found(longest) == ["bare"]
    assert listed(page, longest)[0] == ["bare"]
    longer = longest.replace(" -model", "  -model")
    assert sorted(listed(page, longer)[0]) == ["agents", "bare"]
    with pytest.raises(ValueError, match=f"longer than {LONGEST} characters"):
        parse(longer, TAGS)
