"""Answers in the shape of the real services, made from papers: arXiv's Atom and RSS, Hugging Face, Crossref."""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper

from tests.conftest import DIGEST
from tests.server import Asked, Handler, Reply, Server

_NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom"'
)


def atom(papers: Iterable[Paper], total: int | None = None) -> Reply:
    """The arXiv API's answer; `arxiv` may carry a version, and `extra` a `comment`."""
    entries = [_entry(paper) for paper in papers]
    count = len(entries) if total is None else total
    body = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {_NAMESPACES}>
  <id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0&amp;max_results=10</title>
  <updated>2026-11-24T00:00:00Z</updated>
  <link href="https://arxiv.org/api/query?search_query=" type="application/atom+xml"/>
  <opensearch:itemsPerPage>10</opensearch:itemsPerPage>
  <opensearch:totalResults>{count}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{"".join(entries)}</feed>
"""
    return Reply(body, headers={"Content-Type": "application/atom+xml; charset=utf-8"})


def _entry(paper: Paper) -> str:
    id = paper.arxiv if "v" in paper.arxiv.rpartition("/")[2] else f"{paper.arxiv}v1"
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    categories = "".join(
        f'<category term="{name}" scheme="http://arxiv.org/schemas/atom"/>' for name in paper.categories
    )
    comment = str(dict(paper.extra).get("comment", "12 pages"))
    doi = f"<arxiv:doi>{escape(paper.doi)}</arxiv:doi>" if paper.doi else ""
    venue = f"<arxiv:journal_ref>{escape(paper.venue)}</arxiv:journal_ref>" if paper.venue else ""
    primary = f'<arxiv:primary_category term="{paper.categories[0]}"/>' if paper.categories else ""
    return f"""  <entry>
    <id>http://arxiv.org/abs/{id}</id>
    <title>{escape(paper.title)}</title>
    <updated>2026-11-24T01:02:03Z</updated>
    <link href="https://arxiv.org/abs/{id}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/{id}" rel="related" type="application/pdf" title="pdf"/>
    <summary>{escape(paper.abstract)}</summary>
    {categories}<published>{paper.published or "2026-11-20"}T17:59:59Z</published>
    <arxiv:comment>{escape(comment)}</arxiv:comment>{primary}{doi}{venue}{authors}
  </entry>
"""


def atom_error(reason: str) -> Reply:
    """How the arXiv API refuses a question: a feed of one entry, with status 200."""
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed {_NAMESPACES}>
  <title>ArXiv Query: </title>
  <id>http://arxiv.org/api/kvuntZ8c9a4Eq5CF7KY03nMug+Q</id>
  <opensearch:totalResults>1</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/api/errors#{escape(reason.replace(" ", "_"))}</id>
    <title>Error</title>
    <summary>{escape(reason)}</summary>
    <updated>2026-11-24T00:00:00Z</updated>
    <link href="http://arxiv.org/api/errors" rel="alternate" type="text/html"/>
    <author><name>arXiv api core</name></author>
  </entry>
</feed>
"""
    return Reply(body, headers={"Content-Type": "application/atom+xml; charset=utf-8"})


def arxiv_api(papers: Iterable[Paper]) -> Callable[[Handler, Asked], None]:
    """The arXiv API over these papers: by ids, by the words of a title, by date, in pages."""
    known = list(papers)

    def answer(handler: Handler, asked: Asked) -> None:
        start, size = int(asked.query.get("start", 0)), int(asked.query.get("max_results", 10))
        ids = asked.query.get("id_list", "")
        query = asked.query.get("search_query", "")
        if "99999" in ids:
            atom_error(f"incorrect id format for {ids}")(handler, asked)
            return
        if ids:
            found = [paper for paper in known if paper.arxiv in ids.split(",")]
        elif query.startswith("ti:"):
            words = query.removeprefix("ti:").strip('"').split()
            found = [paper for paper in known if all(word in paper.title.lower() for word in words[:2])]
        else:
            found = sorted(known, key=lambda paper: paper.published or PartialDate(1), reverse=True)
        atom(found[start : start + size], len(found))(handler, asked)

    return answer


def rss(papers: Iterable[Paper], kinds: Iterable[str]) -> Reply:
    """arXiv's RSS of a day, each paper with its kind of announcement: new, cross, replace, replace-cross."""
    items = "".join(
        f"""<item><title>{escape(paper.title)}</title><link>https://arxiv.org/abs/{paper.arxiv}</link>
<description>arXiv:{paper.arxiv}v1 Announce Type: {kind}
Abstract: {escape(paper.abstract)}</description>
<guid isPermaLink="false">oai:arXiv.org:{paper.arxiv}v1</guid><category>cs.LG</category>
<pubDate>Tue, 24 Nov 2026 00:00:00 -0500</pubDate><arxiv:announce_type>{kind}</arxiv:announce_type>
<dc:creator>{escape(", ".join(paper.authors))}</dc:creator></item>"""
        for paper, kind in zip(papers, kinds, strict=True)
    )
    body = f"""<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel><title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<description>cs.LG updates on the arXiv.org e-print archive.</description>{items}</channel></rss>"""
    return Reply(body, headers={"Content-Type": "application/rss+xml; charset=utf-8"})


def daily_papers(papers: Iterable[Paper], day: str = "2026-11-24") -> Reply:
    """Hugging Face's list of the day."""
    listed = [
        {
            "paper": {**_of_huggingface(paper), "submittedOnDailyAt": f"{day}T01:00:00.000Z"},
            "publishedAt": f"{day}T08:00:00.000Z",
            "title": paper.title,
            "summary": paper.abstract,
            "thumbnail": "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/x.png",
            "numComments": 2,
            "submittedBy": {"name": "someone", "fullname": "Some One"},
        }
        for paper in papers
    ]
    return json_reply(listed)


def huggingface_paper(paper: Paper) -> Reply:
    """Hugging Face's page of one paper."""
    return json_reply(_of_huggingface(paper))


def _of_huggingface(paper: Paper) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": paper.arxiv,
        "authors": [{"_id": "1", "name": name, "hidden": False} for name in paper.authors],
        "publishedAt": f"{paper.published or '2026-11-20'}T17:59:59.000Z",
        "title": paper.title,
        "summary": paper.abstract,
        "upvotes": paper.upvotes or 0,
        "ai_keywords": ["large language model"],
    }
    if paper.code:
        found |= {"githubRepo": paper.code, "githubStars": 12}
    if paper.project:
        found["projectPage"] = paper.project
    return found


def crossref_work(paper: Paper) -> Reply:
    """Crossref's record of a DOI; `extra` may have the kind of an update as `updated-by`."""
    names = [name.rpartition(" ") for name in paper.authors]
    kind = dict(paper.extra).get("updated-by")
    update = {
        "DOI": "10.1145/9.9",
        "type": kind,
        "label": str(kind).capitalize(),
        "source": "retraction-watch",
        "updated": {"date-parts": [[2026, 11, 24]], "date-time": "2026-11-24T00:00:00Z"},
        "record-id": "4036",
    }
    work = {
        **({"updated-by": [update]} if kind else {}),
        "DOI": paper.doi,
        "title": [paper.title],
        "author": [
            {"given": given, "family": family, "sequence": "additional"} for given, _, family in names
        ],
        "container-title": [paper.venue] if paper.venue else [],
        "published": {"date-parts": [[int(part) for part in str(paper.published).split("-")]]},
        "abstract": f"<jats:p>{escape(paper.abstract)}</jats:p>",
        "URL": f"https://doi.org/{paper.doi}",
        "link": [
            {"URL": "https://publisher.example/a.xml", "content-type": "text/xml"},
            {
                "URL": paper.pdf,
                "content-type": "application/pdf",
                "intended-application": "similarity-checking",
            },
        ],
    }
    return json_reply({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work})


def json_reply(value: object, status: int = 200) -> Reply:
    """Any JSON."""
    return Reply(json.dumps(value), status, {"Content-Type": "application/json; charset=utf-8"})


def settings(server: Server) -> dict[str, str]:
    """The settings that make a digest ask this server instead of the real ones."""
    return {
        "arxiv_api": f"{server.address}/arxiv",
        "huggingface_api": f"{server.address}/hf",
        "crossref_api": f"{server.address}/crossref",
    }


def project(folder: Path, server: Server) -> Path:
    """A digest with no papers that asks this server instead of the real ones; it needs no look."""
    (folder / "content").mkdir(parents=True)
    shutil.copy(DIGEST / "content/tags.yml", folder / "content")
    lines = "".join(f"      {name}: {value}\n" for name, value in settings(server).items())
    (folder / "mkdocs.yml").write_text(
        f"site_name: A\nsite_url: https://digest.example/\ndocs_dir: content\ntheme: material\nplugins:\n  - digestry:\n{lines}",
        "utf-8",
    )
    return folder


def paper(number: int, **fields: Any) -> Paper:
    """A paper that is unlike those of other numbers."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    abstract = " ".join(
        f"We look at {subject} from side {number * 7 + side} and find that {word} matters."
        for side, word in enumerate(("scale", "care", "data", "time", "order", "noise"))
    )
    made = Paper(
        id="",
        title=f"On {subject}, study {number}",
        abstract=abstract,
        authors=(f"Ann Lee{number}", "Bo Chen"),
        arxiv=f"2611.{number:05}",
        published=PartialDate(2026, 11, 20),
        categories=("cs.LG", "cs.CL"),
    )
    return replace(made, **fields)


SUBJECTS = (
    "large language models", "graph networks", "protein folding", "bandits", "robot hands", "speech codecs",
    "image tokens", "proof search", "weather maps", "tiny optimizers", "market games", "sparse attention",
)  # fmt: skip
