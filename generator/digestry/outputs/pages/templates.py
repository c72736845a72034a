"""The page templates, and what they may use: the home of Jinja2."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from digestry import urls
from digestry.files import Artefact
from digestry.outputs.template_words import template_functions
from digestry.paper import names, prose, text, wording
from digestry.words import Words


def page(template: str, target: str, meta: Mapping[str, str], words: Words, **values: object) -> Artefact:
    """The Markdown file of the page at `target`, out of a template, its values, and its language's words.

    `meta` becomes the front matter: `title` is needed, `description` and `date` (ISO 8601) are for the
    page's head and the sitemap. In the template, `link` makes addresses relative to this page.
    """
    body = (
        _environment(words)
        .get_template(template)
        .render(values, meta=meta, link=lambda to: urls.relative(to, target))
    )
    # No head of a page shows mathematics.
    meta = {**meta, **{key: text.readable(meta[key]) for key in ("title", "description") if key in meta}}
    # JSON strings are YAML strings, as long as no character needs a surrogate pair.
    front = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items() if value
    )
    return Artefact(urls.source(target), f"---\n{front}---\n\n{body.strip()}\n".encode())


class FlushLeft(Extension):
    """Templates are indented for those who edit them; pages, of which there are many, go without."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """A template's source without the white space that its lines begin with."""
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def add_theme(environment: Environment, beside: Mapping[str, Path], words: Words) -> None:
    """Makes MkDocs' environment ready for the theme's templates.

    Where the theme is not among the site's, `beside` has its folder, by what its templates' names begin with.
    Otherwise pages go without the indents and blank lines of templates: a tenth of their weight.
    """
    environment.globals |= template_functions(words)
    if beside:
        more = {name.rstrip("/"): FileSystemLoader(folder) for name, folder in beside.items()}
        environment.loader = ChoiceLoader([*filter(None, [environment.loader]), PrefixLoader(more)])
    else:
        environment.add_extension(FlushLeft)
        environment.trim_blocks = True


@cache
def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader("digestry.outputs.pages"),
        autoescape=True,  # for every template: by suffix, .md files would not be escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": words.day,
        "month": words.month,
        "rich": lambda value: Markup(text.html(value)),
        "markdown": lambda value: Markup(text.markdown(value)),
        "paragraphs": lambda value: [Markup(paragraph) for paragraph in text.paragraphs(value)],
        "readable": text.readable,
        "prose": lambda value: Markup(prose.html(value)),
        "beginning": text.beginning,
        "figure": words.figure,
        "links": urls.links,
        "named": names.named,
        "sentence": wording.sentence,
    }
    environment.globals |= {"urls": urls, "words": words, **template_functions(words)}
    return environment
