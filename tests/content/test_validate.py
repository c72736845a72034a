"""Bad content is told in full: where, what, and what to do about it."""

import datetime as dt

import pytest
from digestry.catalogue.catalogue import catalogue
from digestry.content.load import RawContent
from digestry.content.nodes import parse
from digestry.content.validate import Content, validate
from digestry.paper.dates import PartialDate
from digestry.paper.model import Document, Paper

MOVE = ", or give the digest a folder of the site: `path: digest/` among the plugin's options"

TAGS = "agents:\n  name: Agents\n  description: Models that act.\n  aliases: [agent]\n"


def read(feed: str, tags: str = TAGS) -> tuple[Content, list[str]]:
    source, wrong = parse(feed, "feed/a.yml")
    assert not wrong
    content = RawContent("content", (source,), parse(tags, "tags.yml")[0])
    digest, problems = validate(content)
    return digest, [str(problem) for problem in problems]


def feed(entry: str) -> str:
    lines = entry.strip().split("\n")
    return "date: 2025-04-24\npapers:\n  - " + "\n    ".join(lines) + "\n"


def paper(entry: str) -> Paper:
    digest, problems = read(feed(entry))
    assert problems == []
    return digest.issues[0].papers[0]


def test_a_whole_entry_is_read() -> None:
    """Every field of the content format reaches the paper."""
    entry = """id: a-paper
title: "A: paper"
abstract: |
  One
  line.

  Two.
summary: Short.
note: Some *words*.
authors: [A B, C D, A B]
arxiv: "2401.14427v2"
doi: https://doi.org/10.1145/3637528.3671617
url: https://example.org/a
pdf: https://example.org/a.pdf
code: http://example.org/code
project: https://example.org
venue: KDD 2024
published: 2024-01
categories: [cs.SE, stat.ML]
tags: [agent]
upvotes: 12
draft: true"""
    assert paper(entry) == Paper(
        id="a-paper",
        title="A: paper",
        abstract="One line.\n\nTwo.",
        summary="Short.",
        note="Some *words*.",
        authors=("A B", "C D", "A B"),
        arxiv="2401.14427",
        doi="10.1145/3637528.3671617",
        url="https://example.org/a",
        pdf="https://example.org/a.pdf",
        code="http://example.org/code",
        project="https://example.org",
        venue="KDD 2024",
        published=PartialDate(2024, 1),
        categories=("cs.SE", "stat.ML"),
        tags=("agents",),
        upvotes=12,
        draft=True,
    )


def test_words_that_yaml_would_change_stay_words() -> None:
    """A paper may be called No, or 2024."""
    assert paper("id: a\ntitle: no\nsummary: 2024").title == "no"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("id: a", "feed/a.yml:3: `title` is missing; add `title:` with a text"),
        ("id: a\ntitle:", "feed/a.yml:4: `title` is missing; add `title:` with a text"),
        ("title: A Paper", "feed/a.yml:3: `id` is missing; add `id: a-paper`; it becomes the page's address"),
        (
            "id: A Paper\ntitle: x",
            "feed/a.yml:3: `id` is 'A Paper', not a slug of at most 100 characters; use",
        ),
        ("id: ../x\ntitle: x", "feed/a.yml:3: `id` is '../x', not a slug"),
        ("id: a\ntitle: x\ntags: [agnets]", "feed/a.yml:5: unknown tag 'agnets'; did you mean `agents`?"),
        ("id: a\ntitle: x\ntags: agents", "feed/a.yml:5: `tags` is not a list; write `tags: [one, another]`"),
        (
            "id: a\ntitle: x\nauthors: [others, Ann Lee]",
            "feed/a.yml:5: somebody follows `others` in `authors`; move `others` to the end",
        ),
        (
            "id: a\ntitle: x\nauthors: [{a: b}]",
            "feed/a.yml:5: an entry of `authors` is neither a text nor an organisation; write it as {organisation: Qwen",
        ),
        ("id: a\ntitle: [x]", "feed/a.yml:4: `title` is not text; write one text; quote it if it holds"),
        ("id: a\ntitle: x\narxiv: 2501.10", "feed/a.yml:5: `arxiv` is 2501.10 without quotes; write `arxiv:"),
        ('id: a\ntitle: x\narxiv: "12"', "feed/a.yml:5: `arxiv` is '12', not an arXiv id; write it as"),
        (
            "id: a\ntitle: x\npublished: 2024-02-30",
            "feed/a.yml:5: `published` is '2024-02-30', not a date; wr",
        ),
        (
            "id: a\ntitle: x\nurl: javascript:alert(1)",
            "feed/a.yml:5: `url` is 'javascript:alert(1)', not a web",
        ),
        ('id: a\ntitle: x\nurl: "https://a/ b"', "feed/a.yml:5: `url` is 'https://a/ b', not a web address"),
        ("id: a\ntitle: x\ncode: //a.org", "feed/a.yml:5: `code` is '//a.org', not a web address"),
        ("id: a\ntitle: x\ndoi: nope", "feed/a.yml:5: `doi` is 'nope', not a DOI"),
        ("id: a\ntitle: x\nupvotes: many", "feed/a.yml:5: `upvotes` is 'many', not a count"),
        ("id: a\ntitle: x\ndraft: yes", "feed/a.yml:5: `draft` is 'yes', neither true nor false"),
        ("id: a\ntitle: x\nabstrct: y", "feed/a.yml:5: unknown field `abstrct`; did you mean `abstract`?"),
        ("id: a\ntitle: x\ncategories: [Computing!]", "feed/a.yml:5: 'Computing!' is not an arXiv category"),
        ("id: a\ntitle: 'x\x1b[31m'\nurl: x", "feed/a.yml:5: `url` is 'x', not a web address"),
    ],
)
def test_a_bad_field_is_named_with_line_and_cure(entry: str, expected: str) -> None:
    """The message starts with the place and goes on with what to do."""
    text = feed(entry).replace("\x1b", "\\x1b").replace("'x\\x1b[31m'", '"x\\e[31m"')
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", "feed/a.yml:1: the file is not a mapping; start with `name: value`"),
        ("date: 2025-04-24\n", "feed/a.yml:1: `papers` is missing"),
        ("date: 2025-04-24\npapers: {a: b}\n", "feed/a.yml:2: `papers` is not a list; start each paper"),
        ("date: 2025-04-24\npapers: [x]\n", "feed/a.yml:2: this entry is not a paper; start it with `- id:`"),
        ("papers: [{id: a, title: x}]\n", "feed/a.yml:1: `date` is missing; add the issue's date"),
        (
            "date: Apr 24\npapers: [{id: a, title: x}]\n",
            "feed/a.yml:1: `date` is 'Apr 24', not a date; write",
        ),
        ("date: 2025-4-24\npapers: [{id: a, title: x}]\n", "feed/a.yml:1: `date` is '2025-4-24', not a date"),
        (
            "papers: [{id: a, title: x}]\ndate: 2025-04-24 10:00\n",
            "feed/a.yml:2: `date` is '2025-04-24 10:00', a time without its zone; add Z for UTC or the hours",
        ),
        (
            "date: 2025-02-29T10:00Z\npapers: [{id: a, title: x}]\n",
            "feed/a.yml:1: `date` is '2025-02-29T10:00Z', not a date; write it as 2025-04-24, or with time and",
        ),
        (
            "date: 2106-01-01T10:00Z\npapers: []\n",
            "feed/a.yml:1: `date` is in the year 2106; check its digits",
        ),
    ],
)
def test_a_bad_file_is_named_with_line_and_cure(text: str, expected: str) -> None:
    """An empty file, an empty feed and wrong shapes are mistakes, not an empty issue."""
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_an_id_can_be_used_once() -> None:
    """Across all files; the message names the first use."""
    first, _ = parse(feed("id: a\ntitle: x"), "feed/a.yml")
    second, _ = parse(feed("id: a\ntitle: y"), "feed/b.yml")
    _, problems = validate(RawContent("content", (first, second)))
    expected = "feed/b.yml:3: the id 'a' is taken; give one of them another id; the first is in feed/a.yml:3"
    assert list(map(str, problems)) == [expected]


def test_a_page_of_the_curators_needs_a_place_of_its_own() -> None:
    """Not one that the generator fills, nor one that another page has."""
    paths = (
        "about.md",
        "about/index.md",
        "about/us.md",
        "README.md",
        "papers/a.md",
        "search.md",
        "tagsoup.md",
    )
    content = RawContent(
        "content", (), pages=tuple(Document(path, "# A", f"content/pages/{path}") for path in paths)
    )
    digest, problems = validate(content)
    assert [page.path for page in digest.pages] == ["about.md", "about/us.md", "tagsoup.md"]
    assert [str(problem).removeprefix("content/pages/") for problem in problems] == [
        "about/index.md:1: this page would stand in the place of content/pages/about.md; give the file another name",
        "README.md:1: this page would stand in the place of the home page; give the file another name" + MOVE,
        "papers/a.md:1: this page would stand in the place of what the generator puts into papers/; give the file another name"
        + MOVE,
        "search.md:1: this page would stand in the place of what the generator puts into search/; give the file another name"
        + MOVE,
    ]


def test_a_day_has_one_title() -> None:
    """Files of one date become one issue, so their titles must agree."""
    sources = [
        parse(f"date: 2025-01-01\ntitle: {t}\npapers: [{{id: {t}, title: x}}]", f"{t}.yml")[0] for t in "ab"
    ]
    _, problems = validate(RawContent("content", tuple(sources)))
    assert [str(problem)[:45] for problem in problems] == ["b.yml:2: 2025-01-01 is already titled 'a'; ke"]


def test_a_day_has_one_time() -> None:
    """The same moment in two zones is one; a file without a time has that of the others."""
    times = ("", "T10:00Z", "T12:00+02:00", "T10:00-05:00", "")
    sources = [
        parse(f"date: 2025-01-01{time}\npapers: [{{id: p{n}, title: x}}]", f"{n}.yml")[0]
        for n, time in enumerate(times)
    ]
    digest, problems = validate(RawContent("content", tuple(sources)))
    assert [str(problem) for problem in problems] == [
        "3.yml:1: 2025-01-01 is dated 2025-01-01T10:00Z already; "
        "keep one time for the day; files of one date become one issue"
    ]
    (issue,) = catalogue(digest, drafts=False).issues
    assert issue.moment == dt.datetime(2025, 1, 1, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("A b: {name: x, description: y}", "tags.yml:1: the tag 'A b' is not a slug; use lower-case words"),
        ("a: {name: x}", "tags.yml:1: `description` is missing"),
        ("a: x", "tags.yml:1: the tag a has no fields; add `name:` and `description:` below it"),
        ("a: {name: x, description: y, parent: b}", "tags.yml:1: the parent 'b' cannot be one; name a tag"),
        (
            "a: {name: x, description: y, aliases: [b]}\nb: {name: x, description: y}",
            "tags.yml:2: 'b' already means the tag a; use each name once",
        ),
        (
            "a:\n  name: x\n  description: y\n  names:\n    nl: z",
            "tags.yml:5: `names` is in 'nl', no language of pages; there are en, de, fr",
        ),
        ("a: {name: x, description: y, names: z}", "tags.yml:1: `names` does not name languages; write"),
        ("a:\n  name: x\n  description: y\n  descriptions: {de: }", "tags.yml:4: `de` is missing; add `de:`"),
    ],
)
def test_a_bad_taxonomy_is_named_with_line_and_cure(tags: str, expected: str) -> None:
    """Tags are checked like papers."""
    _, problems = read(feed("id: a\ntitle: x"), tags)
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_a_tag_is_called_as_the_language_has_it() -> None:
    """What has no name in it keeps its first; by that one it is found and imported in any language."""
    tags = "agents: {name: Agents, description: They act., aliases: [bots], names: {de: Agenten, ar: وكلاء}}"
    digest, problems = read(feed("id: a\ntitle: x"), tags)
    assert problems == []
    (tag,) = digest.tags
    german = tag.told_in("de")
    assert (german.name, german.description, german.aliases) == ("Agenten", "They act.", ("bots", "Agents"))
    assert tag.told_in("fr") == tag == tag.told_in("en")


def test_all_problems_of_a_feed_are_reported() -> None:
    """One mistake does not hide the next."""
    text = "date: soon\npapers:\n  - id: a\n  - title: x\n    arxiv: 2501.1\n    tags: [x]\n"
    _, problems = read(text)
    assert len(problems) == 5


def test_the_date_of_an_issue_is_read() -> None:
    """As a day."""
    digest, _ = read(feed("id: a\ntitle: x"))
    assert digest.issues[0].date == dt.date(2025, 4, 24)
    assert digest.issues[0].time is None
    digest, problems = read("date: 2025-04-24T22:00-08:00\npapers: [{id: a, title: x}]\n")
    assert problems == []
    assert digest.issues[0].date == dt.date(2025, 4, 24)
    assert digest.issues[0].moment == dt.datetime(2025, 4, 25, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize("papers", ["", " []", " ~", "\n  # soon"])
def test_an_issue_may_have_no_papers_yet(papers: str) -> None:
    """The key has to be there, so that a file that lost it is not taken for one."""
    digest, problems = read(f"date: 2025-04-24\npapers:{papers}\n")
    assert problems == []
    assert digest.issues[0].papers == ()


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        (
            "A b: {name: x, description: y, query: z}",
            "queries.yml:1: the saved query 'A b' is not a slug; use",
        ),
        ("a: x", "queries.yml:1: the saved query a has no fields; add `name:`, `description:` and `query:`"),
        ("a: {name: x, description: y}", "queries.yml:1: `query` is missing"),
        (
            "a:\n  name: x\n  description: y\n  query: tag:teory",
            "queries.yml:4: the query 'tag:teory' cannot be used: there is no tag 'teory'; did you mean tag:theory;",
        ),
        ("a: {name: x, description: y, query: z, tags: [b]}", "queries.yml:1: unknown field `tags`"),
        ("[a]", "queries.yml:1: the file is not a mapping"),
    ],
)
def test_a_bad_saved_query_is_named_with_line_and_cure(queries: str, expected: str) -> None:
    """Saved queries are checked like all else, against the tags that there are."""
    tags = parse("theory: {name: x, description: y}", "tags.yml")[0]
    content = RawContent("content", tags=tags, queries=parse(queries, "queries.yml")[0])
    _, problems = validate(content)
    assert len(problems) == 1
    assert str(problems[0]).startswith(expected)


def test_saved_queries_are_read_in_the_order_of_the_file() -> None:
    """With everything their pages show."""
    text = "b: {name: B, description: y, query: words}\na: {name: A, description: y, query: year:2024}"
    digest, problems = validate(RawContent("content", queries=parse(text, "queries.yml")[0]))
    assert problems == []
    assert [(saved.slug, saved.name, saved.query) for saved in digest.queries] == [
        ("b", "B", "words"),
        ("a", "A", "year:2024"),
    ]
