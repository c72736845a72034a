"""The taxonomy, out of tags.yml."""

from digestry.content.nodes import Mapping, Source
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper.model import Place, Tag
from digestry.words import LOCALES


def taxonomy(source: Source, problems: list[Problem]) -> tuple[Tag, ...]:
    """The tags, in the order of the file."""
    fields = root(source, problems)
    if not fields:
        return ()
    tags = [tag for slug in fields.mapping.items if (tag := _tag(slug, fields))]
    first: dict[str, Tag] = {}
    for tag in tags:
        for name in (tag.slug, *tag.aliases):
            if name in first:
                taken = f"already means the tag {first[name].slug}"
                problems.append(
                    Problem(source.file, tag.place.line, f"{name!r} {taken}", "use each name once")
                )
            first.setdefault(name, tag)
    parents = {tag.slug: tag.parent for tag in tags}
    for tag in tags:
        if tag.parent and parents.get(tag.parent) != "":
            fix = "name a tag that exists and has no parent itself"
            problems.append(
                Problem(source.file, tag.place.line, f"the parent {tag.parent!r} cannot be one", fix)
            )
    return tuple(tags)


def _tag(slug: str, fields: Reader) -> Tag | None:
    own = fields.below(slug, "tag", "a-tag", "`name:` and `description:`")
    if not own:
        return None
    tag = Tag(
        slug=slug,
        name=own.one_line("name", required=True),
        description=own.one_line("description", required=True),
        aliases=tuple(dict.fromkeys(text for text, _ in own.texts("aliases"))),
        parent=own.one_line("parent"),
        names=_by_language(own, "names"),
        descriptions=_by_language(own, "descriptions"),
        match=tuple(dict.fromkeys(text for text, _ in own.texts("match"))),
        place=Place(fields.file, fields.line(slug)),
    )
    own.finish()
    return tag


def _by_language(own: Reader, field: str) -> tuple[tuple[str, str], ...]:
    """Languages, each with the text that takes the place of the tag's own in it."""
    node = own.node(field)
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        own.wrong(own.line(field), f"`{field}` does not name languages", f"write `{field}: {{de: Wissen}}`")
        return ()
    texts = Reader(node, own.file, own.problems)
    for language in node.items:
        if language not in LOCALES:
            fix = f"there are {', '.join(LOCALES)}"
            texts.wrong(
                texts.line(language), f"`{field}` is in {language[:120]!r}, no language of pages", fix
            )
    return tuple((each, texts.one_line(each, required=True)) for each in node.items if each in LOCALES)
