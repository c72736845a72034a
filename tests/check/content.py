"""Content to check, from texts as a curator writes them."""

from collections.abc import Mapping

from digestry.check import check
from digestry.check.findings import Finding
from digestry.content.figures import Figure
from digestry.content.load import RawContent
from digestry.content.nodes import Source, parse
from digestry.content.validate import validate
from digestry.paper.model import Document

TAGS = "theory: {name: Theory, description: Proofs., match: [theorem]}\n"
WHOLE = "id: a\ntitle: A paper\nabstract: It says something.\ntags: [theory]"


def feed(*entries: str, date: str = "2025-04-24") -> str:
    """A feed file; each entry is given as its fields, a line each."""
    return f"date: {date}\npapers:\n" + "".join(
        "  - " + entry.strip().replace("\n", "\n    ") + "\n" for entry in entries
    )


def findings(
    *feeds: str,
    tags: str = TAGS,
    facts: str = "",
    pages: Mapping[str, str] | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> list[Finding]:
    """What `digest check` says of feed files a.yml, b.yml, … and the others."""

    def source(text: str, file: str) -> Source:
        parsed, wrong = parse(text, file)
        assert not wrong
        return parsed

    content = RawContent(
        "content",
        tuple(source(text, f"{chr(97 + number)}.yml") for number, text in enumerate(feeds)),
        tags=source(tags, "tags.yml"),
        facts=source(facts, "facts.yml") if facts else None,
        pages=tuple(Document(path, text, f"content/pages/{path}") for path, text in (pages or {}).items()),
        figures=figures or {},
    )
    digest, problems = validate(content)
    return check(digest, problems)


def said(found: list[Finding], *rules: str) -> list[str]:
    """The findings by these rules, as `file:line: what`."""
    return [
        f"{each.problem.file}:{each.problem.line}: {each.problem.what}"
        for each in found
        if each.rule in rules
    ]
