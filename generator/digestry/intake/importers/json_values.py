"""Values in objects of JSON, whatever stands where something else was expected."""

import re
from collections.abc import Mapping
from typing import Any

from digestry.intake.importers.records import LONGEST_TEXT
from digestry.paper import names, prose

Object = Mapping[str, Any]

# The tags and entities that publishers leave in texts; `a < b` is none.
_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|p|br|span|div|sc|scp|tt|inf|italic|bold|(?:jats|mml):[\w-]+)(?:\s[^<>]{0,300})?/?>"
    r"|&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[\dA-Fa-f]{1,6});",
    re.IGNORECASE,
)


def text(given: object) -> str:
    """A text of a publisher without its markup: JATS, HTML, entities."""
    if isinstance(given, list):
        given = next((each for each in given if isinstance(each, str)), "")
    if not isinstance(given, str):
        return ""
    return prose.plain(given) if _MARKUP.search(given) and len(given) < LONGEST_TEXT else given


def get(value: object, *path: str | int) -> Any:
    """What lies at a path of keys and positions; nothing where something else does."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def named(value: Object) -> object:
    """An author of whom family and given name are told, or that is a group."""
    for key in ("literal", "name"):
        if isinstance(whole := value.get(key), str) and whole and not value.get("family"):
            return names.OTHERS if whole == names.OTHERS else names.organisation(whole)
    parts = [value.get(key) for key in ("family", "given", "suffix")]
    family, given, suffix = (part if isinstance(part, str) else "" for part in parts)
    particles = (value.get(key) for key in ("non-dropping-particle", "dropping-particle"))
    family = " ".join([*(each for each in particles if isinstance(each, str) and each), family])
    return names.Name(family, given, suffix) if family else given


def people(value: object) -> list[object]:
    return [
        each if isinstance(each, str) else named(each)
        for each in as_list(value)
        if isinstance(each, str | dict)
    ]


def date_parts(value: object) -> str:
    if isinstance(value, list):  # as YAML for pandoc has it
        value = {"date-parts": [[get(value, 0, part) for part in ("year", "month", "day")]]}
    if isinstance(value, str | int):
        return str(value)
    parts = get(value, "date-parts", 0)
    told = "-".join(f"{int(part):02}" for part in as_list(parts)[:3] if re.fullmatch(r"\d+", str(part)))
    return told or next((str(each) for key in ("raw", "literal") if (each := get(value, key))), "")


def words(value: object) -> list[str]:
    """Keywords, in a list or in one text."""
    if isinstance(value, str):
        return [word.strip() for word in re.split(r"[,;|]", value) if word.strip()]
    return [
        each if isinstance(each, str) else str(get(each, "name") or get(each, "tag") or "")
        for each in as_list(value)
    ]
