"""Papers that a source only names: their arXiv id or DOI is all that is known, until somebody is asked."""

from dataclasses import replace

from digestry.intake.enrich import services
from digestry.intake.importers.identifiers import arxiv_id
from digestry.intake.importers.records import Dropped, Reading
from digestry.intake.network.client import Client
from digestry.paper.model import Paper
from digestry.settings import Options


def complete(reading: Reading, client: Client, settings: Options) -> Reading:
    """A reading with the papers that it named before, in their order; arXiv and Crossref are asked for them.

    Whom they do not know is dropped. Raises NetworkError when they cannot be asked.
    """
    found: dict[str, Paper] = {}
    names = list(dict.fromkeys(name for name, _ in reading.wanted))
    ids = [name for name in names if arxiv_id(name)]
    for start in range(0, len(ids), services.BATCH):
        batch = ids[start : start + services.BATCH]
        found |= {paper.arxiv.lower(): paper for paper in services.arxiv(batch, client, settings)}
    for name in names:
        if not arxiv_id(name) and (paper := services.crossref(name, client, settings)):
            found[name.lower()] = replace(paper, doi=paper.doi or name)
    papers, dropped = list(reading.papers), list(reading.dropped)
    for name, place in reading.wanted:
        if paper := found.get(name.lower()):
            papers.append(replace(paper, place=place))
        else:
            whom = "arXiv" if arxiv_id(name) else "Crossref"
            dropped.append(Dropped(place, name, f"{whom} does not know it"))
    return replace(reading, papers=tuple(papers), dropped=tuple(dropped), wanted=())
