"""Papers that a source only names: their arXiv id or DOI is all that is known, until somebody is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from digestry.catalogue.dedupe import filled
from digestry.intake.enrich import services
from digestry.intake.importers.records import Candidate, Dropped, Reading
from digestry.intake.network.client import Client, NetworkError
from digestry.paper.model import Paper
from digestry.settings import Options


def complete(reading: Reading, client: Client, settings: Options) -> Reading:
    """A reading with what arXiv and Crossref know of the papers that it only names.

    Who cannot be asked says nothing: those papers stay as the source tells them, as drafts, and a remark
    says so. What a service does not know stays a draft too, if the source has a title for it; an id alone
    that nobody knows is dropped.
    """
    wanted = [each.paper for each in reading.candidates if each.is_named]
    found: dict[str, Paper] = {}
    failed: dict[str, NetworkError] = {}
    for service, asked in (("arXiv", _arxiv), ("Crossref", _crossref)):
        try:
            for answer in asked(wanted, client, settings):
                found |= answer
        except NetworkError as error:
            failed[service] = error
    candidates, dropped = list[Candidate](), list(reading.dropped)
    left: Counter[str] = Counter()
    for each in reading.candidates:
        service = "arXiv" if each.paper.arxiv else "Crossref"
        known = found.get((each.paper.arxiv or each.paper.doi).lower())
        if not each.is_named:
            candidates.append(each)
        elif known:
            paper = replace(filled(known, each.paper), place=each.paper.place)
            candidates.append(replace(each, paper=paper, is_named=False))
        elif service in failed:
            left[service] += 1
            candidates.append(each)
        elif each.paper.lacks("title"):
            name = each.paper.arxiv or each.paper.doi
            dropped.append(Dropped(each.paper.place, name, f"{service} does not know it"))
        else:
            doubt = f"{service} does not know {each.paper.identifier}"
            candidates.append(replace(each, doubts=(*each.doubts, doubt)))
    remarks = tuple(_unasked(service, failed[service], count) for service, count in left.items())
    return replace(
        reading,
        candidates=tuple(candidates),
        dropped=tuple(dropped),
        remarks=(*reading.remarks, *remarks),
    )


def _arxiv(wanted: Iterable[Paper], client: Client, settings: Options) -> Iterator[dict[str, Paper]]:
    ids = list(dict.fromkeys(paper.arxiv for paper in wanted if paper.arxiv))
    for start in range(0, len(ids), services.BATCH):
        batch = ids[start : start + services.BATCH]
        yield {paper.arxiv.lower(): paper for paper in services.arxiv(batch, client, settings)}


def _crossref(wanted: Iterable[Paper], client: Client, settings: Options) -> Iterator[dict[str, Paper]]:
    dois = list(dict.fromkeys(paper.doi for paper in wanted if paper.doi and not paper.arxiv))
    for start in range(0, len(dois), services.BATCH):
        batch = dois[start : start + services.BATCH]
        yield {paper.doi.lower(): paper for paper in services.crossref_works(batch, client, settings)}


def _unasked(service: str, error: NetworkError, count: int) -> str:
    told = f"{service} could not be asked ({error.what})"
    if count == 1:
        draft = "1 paper comes as a draft with what the source says; `digest enrich` completes it later"
    else:
        draft = f"{count:,} papers are drafts with what the source says; `digest enrich` completes them later"
    return f"{told}: {draft}"
