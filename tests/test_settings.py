"""Settings are what was written, or what is said to be the default; all that is wrong is told at once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from digestry.errors import ContentError
from digestry.settings import Options, Settings, read

CONFIG = {"site_name": "D", "site_url": "https://a.org/d", "theme": {"language": "en"}}
NUMBERS = [field.name for field in fields(Options) if isinstance(field.default, int)]


def settings(options: Mapping[str, Any], **config: Any) -> Settings:
    return read({**CONFIG, **config}, options, "mkdocs.yml", lambda key: len(key))


def wrong(options: Mapping[str, Any], **config: Any) -> list[str]:
    with pytest.raises(ContentError) as caught:
        settings(options, **config)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_not_written_has_its_default() -> None:
    """And the site's own facts come from MkDocs; the address ends in one slash."""
    assert settings({}) == Settings("D", "https://a.org/d/", "", "", "en", Options())
    told = settings({}, site_url="https://a.org/d//", site_description="About", copyright="CC", theme={})
    assert told == Settings("D", "https://a.org/d/", "About", "CC", "en", Options())


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_1_or_more(name: str) -> None:
    """Of none of them is there none."""
    assert len(NUMBERS) == 8
    assert getattr(settings({name: 1}).options, name) == 1
    for number in (0, -1):
        assert wrong({name: number}) == [f"mkdocs.yml:{len(name)}: {name} is {number}; write 1 or more"]


@pytest.mark.parametrize("value", ["7", 7.0, True, None, [7]])
def test_a_number_is_a_number(value: object) -> None:
    """No text, no fraction, no yes."""
    assert wrong({"page_size": value}) == [f"mkdocs.yml:9: page_size is {value!r}; write a whole number"]


@pytest.mark.parametrize("value", [7, True, None, ["me"]])
def test_a_text_is_a_text(value: object) -> None:
    """So that no address becomes a number."""
    assert wrong({"contact": value}) == [f"mkdocs.yml:7: contact is {value!r}; write text"]


@pytest.mark.parametrize("site_url", ["", None])
def test_feeds_need_the_sites_address(site_url: str | None) -> None:
    """It is told with all else that is wrong."""
    told = wrong({"page_sise": 7, "feed_items": 0}, site_url=site_url)
    assert [line.partition(";")[0] for line in told] == [
        "mkdocs.yml:8: site_url is missing",
        "mkdocs.yml:9: unknown setting page_sise",
        "mkdocs.yml:10: feed_items is 0",
    ]
    assert told[1].endswith(f"use one of: {', '.join(field.name for field in fields(Options))}")


@pytest.mark.parametrize("name", ["suggest_url", "report_url", "entry_url"])
@pytest.mark.parametrize("value", ["javascript:alert(1)", "form", "https://a.example/ x", "//a.example"])
def test_a_link_for_readers_is_a_link(name: str, value: str) -> None:
    """Or `none`, or a mailbox."""
    for right in ("none", "https://a.example/?{page}", "mailto:a@b.example"):
        assert getattr(settings({name: right}).options, name) == right
    told = wrong({name: value})
    assert told == [
        f"mkdocs.yml:{len(name)}: {name} is {value!r}; write it as https://… or mailto:…, or `none` for no link"
    ]


@pytest.mark.parametrize(
    "value",
    [
        "papers",
        "tag:a.example:x/",
        "tag:a.example,26:x",
        "urn:uuid:1",
        "https://a.example/?x",
        "tag:a,2026:ü",
    ],
)
def test_ids_begin_with_a_tag_or_an_address(value: str) -> None:
    """Which W3C's validator takes; without, they begin with the site's address."""
    for right in ("tag:a.example,2026-11-26:x/", "tag:ann@a.example,2026:", "https://a.example/d/"):
        assert settings({"feed_id": right}).feed_id == right
    assert settings({}).feed_id == "https://a.org/d/"
    assert settings({"path": "papers"}).feed_id == "https://a.org/d/papers/"
    (told,) = wrong({"feed_id": value})
    assert told.startswith(
        f"mkdocs.yml:7: feed_id is {value!r}; write the digest's first address, as https://"
    )


def test_the_day_of_a_build_is_a_day_or_none() -> None:
    """YAML reads a day as a date where nobody has put it into quotes, as in the environment."""
    assert settings({}).on is None
    assert settings({"build_on": ""}).on is None
    for written in ("2024-02-29", dt.date(2024, 2, 29)):
        assert settings({"build_on": written}).on == dt.date(2024, 2, 29)
    for value in (
        "2023-02-29",
        "20240229",
        "2024-W09-4",
        2024,
        None,
        dt.datetime(2024, 2, 29),
        ["2024-02-29"],
    ):
        fix = "write a day, as 2026-11-27, or leave it empty"
        assert wrong({"build_on": value}) == [f"mkdocs.yml:8: build_on is {value!r}; {fix}"]
