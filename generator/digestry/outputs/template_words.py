"""What templates say words with: `_`, `many`, and the forms of dates and figures."""

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from digestry.words import Words


def template_functions(words: Words) -> Mapping[str, Callable[..., object]]:
    """`_` and `many`, as `Words.say` and `Words.many`; what they give is HTML, and their values are escaped.

    So a value may be HTML too, such as a link within a sentence.
    """

    def say(text: str, **values: object) -> Markup:
        told = escape(words.say(text))
        return told % values if values else told

    def many(one: str, more: str, number: int, **values: object) -> Markup:
        text = escape(words.texts.ngettext(one, more, number))
        return text % {"number": words.figure(number), **values}

    return {"_": say, "many": many}
