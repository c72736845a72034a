"""What a work of OpenAlex says of a paper: https://docs.openalex.org/api-entities/works/work-object."""

from typing import Any

from digestry.intake.importers.json_values import Object, as_list, get, text
from digestry.intake.importers.records import LONGEST_TEXT
from digestry.paper import publications


def fields(value: Object) -> dict[str, Any]:
    inverted = value.get("abstract_inverted_index")
    place = value.get("primary_location")
    keywords = (get(each, "display_name") for each in as_list(value.get("keywords")))
    return {
        "title": text(value.get("display_name") or value.get("title")),
        "authors": [
            name
            for each in as_list(value.get("authorships"))
            if (name := get(each, "raw_author_name") or get(each, "author", "display_name"))
        ],
        "abstract": _straight(inverted) if isinstance(inverted, dict) else text(value.get("abstract")),
        "published": value.get("publication_date") or value.get("publication_year"),
        "doi": value.get("doi"),
        "url": get(place, "landing_page_url"),
        "pdf": get(place, "pdf_url") or get(value, "open_access", "oa_url"),
        "venue": get(place, "source", "display_name"),
        "kind": _kind(value, place),
        "volume": get(value, "biblio", "volume"),
        "number": get(value, "biblio", "issue"),
        "pages": "-".join(
            dict.fromkeys(
                str(page) for part in ("first_page", "last_page") if (page := get(value, "biblio", part))
            )
        ),
        "publisher": get(place, "source", "host_organization_name"),
        "tags": [each for each in keywords if each],
    }


def _kind(value: Object, place: object) -> str:
    """Its `article` may be in a journal or in proceedings: Crossref's word, or the source, tells which."""
    if told := publications.read(value.get("type_crossref"), "zotero"):
        return told
    if value.get("type") == "article":
        source = get(place, "source", "type")
        return {"journal": "journal", "conference": "conference"}.get(str(source), "")
    return publications.read(value.get("type"), "zotero")


def _straight(inverted: Object) -> str:
    """A text out of its words, each with the places where it stands."""
    words = {
        place: word
        for word, places in inverted.items()
        for place in as_list(places)
        if isinstance(place, int) and 0 <= place < LONGEST_TEXT
    }
    return " ".join(words[place] for place in sorted(words))
