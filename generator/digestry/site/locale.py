"""The words of the scripts in another language, as the file `assets/locale.js`."""

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.extract import extract

from digestry.words import LOCALES, SOURCE, Words

KEYWORDS = {"say": None, "many": (1, 2)}  # the functions of assets/wording.js, as Babel takes them


def for_scripts(words: Words) -> str:
    """The file; nothing for English, which the theme's own is in."""
    if words.language == SOURCE:
        return ""
    texts: dict[str, str | list[str]] = {}
    forms = words.plural_forms()
    for one, more in sorted(_texts()):
        if more:
            texts[one] = [words.texts.ngettext(one, more, number) for number in forms.values()]
        else:
            texts[one] = words.say(one)
    locale = {
        "language": words.language,
        # Figures as Babel writes them: some browsers write Arabic ones in other digits.
        "locale": f"{LOCALES[words.language].replace('_', '-')}-u-nu-latn",
        "forms": {category: place for place, category in enumerate(forms)},
        "texts": texts,
    }
    return f"export default {json.dumps(locale, ensure_ascii=False, separators=(',', ':'))};\n"


def _texts() -> Iterator[tuple[str, str]]:
    """What the theme's scripts say: a text and nothing, or a text for one and a text for more."""
    for script in _scripts(files("digestry.theme").joinpath("assets")):
        for _, found, *_ in extract("javascript", BytesIO(script), KEYWORDS):
            yield (found, "") if isinstance(found, str) else (found[0], found[1])


def _scripts(folder: Traversable) -> Iterator[bytes]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _scripts(entry)
        elif entry.name.endswith(".js"):
            yield entry.read_bytes()
