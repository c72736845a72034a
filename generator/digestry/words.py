"""The words of a digest in its readers' language: texts, plurals, dates, figures, lists of names.

Texts are written in English where they are used, and found in `locales/<language>.po` of the theme, in the
format of gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html). `make words` collects
them. Dates and figures are the locale's (CLDR), by Babel. What only the curator sees stays in English.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

SOURCE = "en"  # the language that texts are written in
# Each language that pages can be in, with the locale of its dates and figures.
LOCALES: Mapping[str, str] = {
    "en": "en_GB",  # 24 April 2025: no comma, and no doubt about the day
    "de": "de",
    "fr": "fr",
    "es": "es",
    "pt": "pt",
    "zh": "zh_Hans",
    "ja": "ja",
    "ar": "ar",
}
_CATEGORIES = 200  # numbers that are tried to find one of each plural category: Arabic has six within 100


class Date(Protocol):
    """A date whose day, or month too, may be 0 for unknown."""

    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int: ...
    @property
    def day(self) -> int: ...


@dataclass(frozen=True)
class Words:
    """The words of one language.

    language: as `theme.language` and HTML's `lang` call it.
    """

    language: str = SOURCE

    @property
    def locale(self) -> Locale:
        """Where Babel has its dates, figures and plurals."""
        return _locale(self.language)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    @property
    def texts(self) -> NullTranslations:
        """The catalogue, as gettext's interface has it."""
        return _texts(self.language)

    def say(self, text: str, **values: object) -> str:
        """A text, with values in the places of its `%(name)s`."""
        told = self.texts.gettext(text)
        return told % values if values else told

    def many(self, one: str, more: str, number: int, **values: object) -> str:
        """A text about a number of things, which it calls `%(number)s`."""
        return self.texts.ngettext(one, more, number) % {"number": self.figure(number), **values}

    def figure(self, number: int) -> str:
        """`7`, `1,234`: digits in the groups of the language."""
        return _figure(self.language, number)

    def day(self, date: Date) -> str:
        """A date as far as it is known: 24 April 2025, April 2025, 2025."""
        return _date(self.language, date.year, date.month, date.day)

    def month(self, date: Date) -> str:
        """The month of a date: April 2025."""
        return _date(self.language, date.year, date.month, 0)

    def short_month(self, date: Date) -> str:
        """The month of a date without its year, short: Apr."""
        return str(format_date(dt.date(date.year, date.month, 1), "LLL", locale=self.locale))

    def quarter(self, date: Date) -> str:
        """The quarter of a date: Q2 2025."""
        return str(format_skeleton("yQQQ", dt.date(date.year, date.month, 1), locale=self.locale))

    def share(self, part: float) -> str:
        """A part of a whole, which is 1: 25%."""
        return str(format_percent(part, "#,##0%", locale=self.locale))

    def decimal(self, number: float) -> str:
        """A number with one digit behind its point: 3.1."""
        return str(format_decimal(round(number, 1), "#,##0.0", locale=self.locale))

    def people(self, names: Sequence[str], more: int = 0, others: bool = False) -> str:
        """Names in a line. `more` are not named; `others` says that nobody has counted them."""
        line = self.say(", ").join(names)
        if others:
            return self.say("%(names)s and others", names=line)
        if more:
            return self.many(
                "%(names)s and %(number)s other", "%(names)s and %(number)s others", more, names=line
            )
        return line

    def plural_forms(self) -> Mapping[str, int]:
        """Each of CLDR's categories (`one`, `few`, `other`), as browsers name them, with a number of it."""
        found: dict[str, int] = {}
        for number in range(_CATEGORIES):
            found.setdefault(self.locale.plural_form(number), number)
        return found


ENGLISH = Words()


def worded(english: str) -> str:
    """Marks a text that is translated where it is shown."""
    return english


def catalogue(language: str) -> Catalog:
    """The texts of a language as its file has them. Raises OSError where there is none."""
    with files("digestry.theme").joinpath(f"locales/{language}.po").open("rb") as file:
        return read_po(file, locale=_locale(language))


@cache
def _texts(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


@lru_cache(maxsize=4096)
def _figure(language: str, number: int) -> str:
    return format_decimal(number, locale=_locale(language))


@lru_cache(maxsize=8192)
def _date(language: str, year: int, month: int, day: int) -> str:
    locale = _locale(language)
    if day:
        return format_date(dt.date(year, month, day), "long", locale=locale)
    if month:
        return format_skeleton("yMMMM", dt.date(year, month, 1), locale=locale)
    return str(year)
