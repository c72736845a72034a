"""What services say of a paper: arXiv, Hugging Face, Crossref; and what its own abstract says.

Each function raises NetworkError when a service cannot be used, and gives nothing where it knows nothing.
"""

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from digestry.errors import ContentError
from digestry.intake.enrich.agreement import words
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers import withdrawals
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.reading import reading
from digestry.intake.importers.records import Record
from digestry.intake.network.client import Answer, Client, NetworkError
from digestry.paper import publications
from digestry.paper.model import Paper
from digestry.settings import Options

ARXIV_FACTS = ("title", "abstract", "authors", "doi", "venue", "published", "status", "categories")
HUGGINGFACE_FACTS = ("code", "project", "upvotes")
CROSSREF_FACTS = (
    *("title", "abstract", "authors", "venue", "published", "status", "pdf"),
    *("kind", "volume", "number", "pages", "publisher"),
)
BATCH = 50  # ids in one question to arXiv, whose addresses have to stay short
_CANDIDATES = 5
_NOTHING = {400, 404, 410}  # the question makes no sense to the service, or it knows nothing
_REPOSITORY = re.compile(
    r"(?<![\w./-])(?:https?://)?(?:www\.)?(git(?:hub|lab)\.com)/([\w-]+)/([\w.-]*\w)", re.ASCII
)


def arxiv(ids: Sequence[str], client: Client, settings: Options) -> tuple[Paper, ...]:
    """The papers of arXiv ids, at most BATCH of them; what arXiv does not know is missing from them.

    It refuses all for one id that cannot be; then the halves are asked for. It also has days on which its
    answers are empty, which say nothing about the papers.
    """
    query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)})
    address = f"{settings.arxiv_api}?{query}"
    answer = _answer(address, client)
    if answer is None or b"/api/errors" in answer.data:
        if len(ids) == 1:
            return ()
        middle = len(ids) // 2
        return arxiv(ids[:middle], client, settings) + arxiv(ids[middle:], client, settings)
    papers = _papers(answer, "feed")
    if not papers and len(ids) > 1:
        raise NetworkError(settings.arxiv_api, f"an empty answer about {len(ids)} papers")
    return papers


def arxiv_by_title(title: str, client: Client, settings: Options) -> tuple[Paper, ...]:
    """The papers that arXiv has with all words of a title in this order, the best first."""
    query = {"search_query": f'ti:"{words(title)}"', "start": 0, "max_results": _CANDIDATES}
    answer = _answer(f"{settings.arxiv_api}?{urlencode(query)}", client)
    return () if answer is None or b"/api/errors" in answer.data else _papers(answer, "feed")


def huggingface(arxiv_id: str, client: Client, settings: Options) -> Paper | None:
    """The paper's page at Hugging Face."""
    address = f"{settings.huggingface_api.rstrip('/')}/papers/{quote(arxiv_id, safe='')}"
    answer = _answer(address, client)
    return next(iter(_papers(answer, "json")), None) if answer else None


def crossref(doi: str, client: Client, settings: Options) -> Paper | None:
    """What the publisher told Crossref (https://api.crossref.org, `/works/<doi>`), without its abstract."""
    address = f"{settings.crossref_api.rstrip('/')}/works/{quote(doi, safe='')}"
    answer = _answer(address, client)
    if answer is None:
        return None
    try:
        work = json.loads(answer.data)["message"]
        record = Record(_of_crossref(work), 1)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NetworkError(address, "the answer is not what Crossref sends") from None
    return next(iter(reading([record], address).papers), None)


def crossref_works(dois: Sequence[str], client: Client, settings: Options) -> tuple[Paper, ...]:
    """The papers of DOIs, at most BATCH of them, in one question; what Crossref does not know is missing.

    A DOI that holds what parts the filters of a question is asked for alone.
    """
    plain = [doi for doi in dois if not re.search(r"[,:\s]", doi)]
    alone = (crossref(doi, client, settings) for doi in dois if doi not in plain)
    found = tuple(paper for paper in alone if paper)
    if len(plain) < 2:
        return found + tuple(paper for doi in plain if (paper := crossref(doi, client, settings)))
    query = urlencode({"filter": ",".join(f"doi:{doi}" for doi in plain), "rows": len(plain)}, safe=":,/")
    answer = _answer(f"{settings.crossref_api.rstrip('/')}/works?{query}", client)
    return found + (_papers(answer, "json") if answer else ())


def repository(abstract: str) -> str:
    """The code repository that an abstract names; nothing where it names none, or more than one."""
    named = _REPOSITORY.findall(abstract)
    found = {f"https://{host}/{owner}/{name.removesuffix('.git')}" for host, owner, name in named}
    return found.pop() if len(found) == 1 else ""


def _answer(address: str, client: Client) -> Answer | None:
    """The answer to a question; None where the service says that it knows nothing."""
    try:
        return client.get(address)
    except NetworkError as error:
        if error.status in _NOTHING:
            return None
        raise


def _papers(answer: Answer, format: str) -> tuple[Paper, ...]:
    try:
        return formats.read(Raw(answer.data, answer.address), format).papers
    except ContentError as error:
        raise NetworkError(answer.address, f"the answer cannot be read: {error.problems[0].what}") from None


def _of_crossref(work: dict[str, Any]) -> dict[str, Any]:
    """The fields of https://api.crossref.org/swagger-ui/ that say something about a paper."""
    date = next(iter((work.get("published") or {}).get("date-parts") or ()), None) or ()
    pdfs = [
        link.get("URL") for link in work.get("link") or () if link.get("content-type") == "application/pdf"
    ]
    return {
        "title": next(iter(work.get("title") or ()), None),
        "authors": [_name(author) for author in work.get("author") or ()],
        "venue": next(iter(work.get("container-title") or ()), None) or (work.get("event") or {}).get("name"),
        "published": "-".join(f"{part:02}" for part in date if part),
        "doi": work.get("DOI"),
        "status": withdrawals.of_crossref(work),
        "kind": publications.read(work.get("type"), "csl"),
        "volume": work.get("volume"),
        "number": work.get("issue"),
        "pages": work.get("page"),
        "publisher": work.get("publisher"),
        "pdf": next(iter(pdfs), None),
    }


def _name(author: dict[str, Any]) -> str:
    return author.get("name") or " ".join(filter(None, (author.get("given"), author.get("family"))))
