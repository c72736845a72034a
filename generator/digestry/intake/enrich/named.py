"""Papers that a source only names: their arXiv id or DOI is all that is known, until somebody is asked."""

from dataclasses import replace

from digestry.catalogue.dedupe import filled
from digestry.intake.enrich import services
from digestry.intake.importers.records import Candidate, Dropped, Reading
from digestry.intake.network.client import Client
from digestry.paper.model import Paper
from digestry.settings import Options


def complete(reading: Reading, client: Client, settings: Options) -> Reading:
    """A reading with the papers that it named before, in their order; arXiv and Crossref are asked for them.

    Whom they do not know is dropped. Raises NetworkError when they cannot be asked.
    """
    found: dict[str, Paper] = {}
    wanted = [each.paper for each in reading.candidates if each.is_named]
    ids = list(dict.fromkeys(paper.arxiv for paper in wanted if paper.arxiv))
    for start in range(0, len(ids), services.BATCH):
        batch = ids[start : start + services.BATCH]
        found |= {paper.arxiv.lower(): paper for paper in services.arxiv(batch, client, settings)}
    for doi in dict.fromkeys(paper.doi for paper in wanted if not paper.arxiv):
        if paper := services.crossref(doi, client, settings):
            found[doi.lower()] = replace(paper, doi=paper.doi or doi)
    candidates, dropped = list[Candidate](), list(reading.dropped)
    for each in reading.candidates:
        name = each.paper.arxiv or each.paper.doi
        if not each.is_named:
            candidates.append(each)
        elif known := found.get(name.lower()):
            candidates.append(replace(each, paper=_joined(known, each.paper)))
        else:
            whom = "arXiv" if each.paper.arxiv else "Crossref"
            dropped.append(Dropped(each.paper.place, name, f"{whom} does not know it"))
    return replace(reading, candidates=tuple(candidates), dropped=tuple(dropped))


def _joined(known: Paper, named: Paper) -> Paper:
    """What a service knows, and what the source says besides."""
    return replace(filled(known, named), place=named.place)
