"""What a bibliography says of a paper: names in parts, the kind of publication, a key to cite it by."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digestry import urls
from digestry.paper import names, publications, slugs
from digestry.paper.model import Paper
from digestry.paper.names import Name
from digestry.paper.publications import Publication

_ARXIVS_DOI = "10.48550/"
_KEY_WORDS = 3  # of the paper's id, as arXiv's own keys have them
_STOP_WORDS = frozenset("a an and are as at by for from in into is of on or the to via with".split())

# Only what is known for certain is told; a venue in neither list is named, but not called one or the other.
_CONFERENCES = frozenset(
    """aaai acl aistats asplos bmvc ccs chi cikm cogsci coling colm colt conll corl crypto cscw cvpr eacl
    ecai eccv ecir ecml eurocrypt eurosys emnlp facct fg focs fse hpca hri icaps icassp iccad iccv
    icde icdm icip iclr icml icpr icra icse icwsm ijcai ijcnn ijcnlp infocom interspeech iros isca
    iswc itcs jcdl kdd lrec miccai micro mlsys mobicom mobisys naacl ndss neurips nips nsdi osdi
    pldi pods popl ppopp recsys sdm sigcomm sigdial siggraph sigir sigkdd sigmetrics sigmod soda
    sosp stoc uai uist usenix wacv wmt wsdm www""".split()
)
_JOURNALS = frozenset(
    """cacm cell eswa ijcv ijrr jacm jair jasa jcgs jmlr jmva jmlr nature pami plos pnas pvldb ral
    science tac tacl taslp tcad tcsvt tcyb tip tist tit tkdd tkde tmi tmlr tmm tnnls tods tog toit tois tops
    tpami tpds tro tse tsp tvcg""".split()
)
_CONFERENCE_WORDS = re.compile(r"\b(?:proceedings|conference|symposium|workshops?)\b", re.IGNORECASE)
_JOURNAL_WORDS = re.compile(r"\b(?:journal|transactions|letters|annals|magazine)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A paper as it is cited."""

    paper: Paper
    key: str  # ASCII letters, digits and hyphens
    authors: tuple[Name, ...]
    others: bool  # whether there are more
    kind: str  # one of `publications.PUBLICATIONS`
    url: str  # where the paper itself is; nothing where only a DOI is known

    @property
    def publication(self) -> Publication:
        """What each format calls its kind."""
        return publications.PUBLICATIONS[self.kind]

    @property
    def server(self) -> str:
        """Where a preprint is, as far as it is said."""
        return self.paper.venue or self.paper.publisher or ("arXiv" if self.paper.arxiv else "")


def references(papers: Iterable[Paper], date_of: Mapping[str, dt.date]) -> dict[str, Reference]:
    """Each paper as it is cited, by id, in the order given; `date_of` has the day of its issue, by id."""
    papers = tuple(papers)
    key_of = keys(papers, date_of)
    return {
        paper.id: Reference(
            paper,
            key_of[paper.id],
            tuple(map(names.name, names.named(paper.authors))),
            names.OTHERS in paper.authors,
            kind(paper),
            urls.arxiv(paper.arxiv) if paper.arxiv else paper.url or paper.pdf,
        )
        for paper in papers
    }


def keys(papers: Iterable[Paper], date_of: Mapping[str, dt.date]) -> Mapping[str, str]:
    """A key each paper, by id: first author, year and the first words of the id, as `tan2024beimingwu…`.

    The id is permanent, so that no key changes with a title. Papers with the same three are told apart by
    their whole ids; the one that was in the digest first, by the day of its issue (`date_of`), needs none of
    it: whatever later issues bring, keys stay.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        groups[_start(paper)].append(paper.id)
    return {
        id: start if place == 0 else f"{start}-{id}"
        for start, ids in groups.items()
        for place, id in enumerate(sorted(ids, key=lambda id: (date_of[id], id)))
    }


def _start(paper: Paper) -> str:
    words = paper.id.split("-")
    told = [word for word in words if word not in _STOP_WORDS][:_KEY_WORDS] or words[:_KEY_WORDS]
    named = names.named(paper.authors)
    author = slugs.slug(names.name(named[0]).family).replace("-", "") if named else ""
    return f"{author}{paper.published.year if paper.published else ''}{''.join(told)}"


def kind(paper: Paper) -> str:
    """What a paper is: as it is said, else as its venue's own name tells, or that it is on arXiv only."""
    if paper.kind:
        return paper.kind
    if not paper.venue:
        return "preprint" if paper.arxiv and _is_all(paper.doi) else publications.OTHER
    words = re.findall(r"[a-z]+", paper.venue.lower())
    if _CONFERENCE_WORDS.search(paper.venue) and not paper.venue.lower().startswith(
        "proceedings of the national"
    ):
        return "conference"
    if _JOURNAL_WORDS.search(paper.venue):
        return "journal"
    acronym = next(
        (word for word in words if word not in {"findings", "of", "the", "acm", "ieee", "sig"}), ""
    )
    if acronym in _CONFERENCES:
        return "conference"
    return "journal" if acronym in _JOURNALS else publications.OTHER


def _is_all(doi: str) -> bool:
    """Whether arXiv is all there is: a DOI of somebody else's says that it is published, if not as what."""
    return not doi or doi.lower().startswith(_ARXIVS_DOI)
