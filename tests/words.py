"""The texts of pages, scripts, feeds and letters, collected for translation.

`make words` (`python -m tests.words`) updates `overrides/locales/*.po`: new texts come in empty, those that nobody
says any more go, and what changed a little is marked as fuzzy, to be looked at.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from digestry.site import locale
from digestry.words import LOCALES, SOURCE, catalogue

from tests.conftest import ROOT

# What only the curator sees, as commands do, is in English.
_PLACES = {
    "generator/digestry": [("cli/**", "ignore"), ("**.py", "python"), ("**.j2", "jinja2")],
    "overrides": [("**.html", "jinja2"), ("**.js", "javascript")],
}
_KEYWORDS: dict[str, Any] = {"_": None, "worded": None, **locale.KEYWORDS}
# As pages are read, or a text across two lines would be another one.
_OPTIONS = {"**.j2": {"trimmed": "true"}, "**.html": {"trimmed": "true"}}

# Dates and people that Babel puts in, of which git knows better.
_MADE_UP = (b'"Project-Id', b'"Report-', b'"POT-', b'"PO-', b'"Last-', b'"Language-Team', b'"Generated-')


def texts() -> Catalog:
    """All that is said, in the order in which files are read."""
    found = Catalog(project="Digestry", charset="utf-8", creation_date=None, fuzzy=False)
    for text, place in sorted(_texts(), key=lambda each: each[1]):
        found.add(text, locations=[(place, 0)])
    return found


def _texts() -> Iterator[tuple[str | tuple[str, ...], str]]:
    for folder, methods in _PLACES.items():
        found = extract_from_dir(ROOT / folder, methods, _OPTIONS, _KEYWORDS)
        for name, _, text, *_ in found:
            yield text, f"{folder}/{Path(name).as_posix()}"


def path(language: str) -> Path:
    """The file of a language."""
    return ROOT / f"overrides/locales/{language}.po"


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each plural form."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (str(message.string or ""),)


def save(language: str, found: Catalog) -> None:
    """Writes the file of a language, without the fields of its head that a program would have made up."""
    found.fuzzy = False
    text = BytesIO()
    write_po(text, found, width=110, include_lineno=False, ignore_obsolete=True)
    kept = [line for line in text.getvalue().splitlines(True) if not line.startswith(_MADE_UP)]
    path(language).parent.mkdir(exist_ok=True)
    path(language).write_bytes(b"".join(kept))


def main() -> None:
    """Updates each language's file."""
    template = texts()
    for language in LOCALES:
        if language == SOURCE:
            continue
        found = catalogue(language) if path(language).is_file() else Catalog(locale=LOCALES[language])
        found.header_comment = f"# {LOCALES[language]}: the words of a digest. New ones come by `make words`."
        found.update(template, no_fuzzy_matching=True)
        found.obsolete.clear()
        save(language, found)
        empty = [message for message in found if message.id and not all(forms(message))]
        print(f"{path(language).name}: {len(found)} texts, {len(empty)} to translate")


if __name__ == "__main__":
    main()
