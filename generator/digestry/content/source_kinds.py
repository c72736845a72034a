"""The kinds of places where `digest fetch` looks: what an entry of sources.yml of each kind may say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from digestry.paper.model import PaperSource
from digestry.registry import registry
from digestry.settings import Options

PAGE = 100  # papers of one answer: the most that Hugging Face gives, and polite to arXiv


@dataclass(frozen=True)
class SourceKind:
    """One kind of place.

    about: what it is, for the handbook.
    format: the importer that reads its answers, by name.
    address: where to ask, for an entry and the digest's options, from a paper on (0, 100, 200, …).
    needs: the fields that an entry must have, and takes: those that make sense for this kind only and are a
        mistake elsewhere: `query`, `min_upvotes`, `replacements`.
    paged: whether older papers may be asked for, where an entry wants them by `max_age`.
    voted: whether its papers have votes, by which the best come first.
    """

    about: str
    format: str
    address: Callable[[PaperSource, Options, int], str]
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    paged: bool = False
    voted: bool = False


@registry("digestry.sources", SourceKind)
def kinds() -> Mapping[str, SourceKind]:
    """Each kind by its name, as `kind:` has it."""
    return {
        "huggingface": SourceKind(
            "the daily papers of Hugging Face",
            "json",
            _huggingface,
            takes=frozenset({"min_upvotes"}),
            voted=True,
        ),
        "arxiv": SourceKind(
            "the newest papers of a search of the arXiv API",
            "feed",
            _arxiv,
            needs=frozenset({"query"}),
            takes=frozenset({"query"}),
            paged=True,
        ),
        "feed": SourceKind(
            "any RSS or Atom feed whose entries link to arXiv or carry a DOI",
            "feed",
            lambda source, options, start: source.url,  # noqa: ARG005
            needs=frozenset({"url"}),
            takes=frozenset({"replacements"}),
        ),
    }


def _huggingface(source: PaperSource, options: Options, start: int) -> str:  # noqa: ARG001
    return source.url or f"{options.huggingface_api.rstrip('/')}/daily_papers?limit={PAGE}"


def _arxiv(source: PaperSource, options: Options, start: int) -> str:
    query = {
        "search_query": source.query,
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": start,
        "max_results": PAGE,
    }
    return f"{source.url or options.arxiv_api}?{urlencode(query)}"
