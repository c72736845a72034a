"""What a link in a list leads to: the paper, its code, its website, or something else."""

import re
from urllib.parse import urlsplit

from digestry.intake.importers.identifiers import Named, named_in

# Where papers are published: proceedings, publishers, archives.
_PAPER_HOSTS = re.compile(
    r"(?:^|\.)(?:openreview\.net|aclanthology\.org|aclweb\.org|proceedings\.mlr\.press|papers\.nips\.cc|neurips\.cc|"
    r"openaccess\.thecvf\.com|ieeexplore\.ieee\.org|dl\.acm\.org|nature\.com|sciencedirect\.com|link\.springer\.com|"
    r"jmlr\.org|ecva\.net|isca-archive\.org|isca-speech\.org|biorxiv\.org|medrxiv\.org|semanticscholar\.org|hal\.science|"
    r"usenix\.org|aaai\.org|ijcai\.org|roboticsproceedings\.org|science\.org|pnas\.org|cell\.com|onlinelibrary\.wiley\.com|"
    r"tandfonline\.com|mdpi\.com|frontiersin\.org|plos\.org|iopscience\.iop\.org|journals\.aps\.org|academic\.oup\.com|"
    r"royalsocietypublishing\.org|vldb\.org|eprint\.iacr\.org|ssrn\.com|arxiv\.org|dblp\.org|bmvc2\d+\.org|bmva-archive\.org\.uk|"
    r"inspirehep\.net|cds\.cern\.ch|cdsweb\.cern\.ch|zenodo\.org|cv-foundation\.org|thecvf\.com|hal\.archives-ouvertes\.fr|hal\.inria\.fr|osf\.io|direct\.mit\.edu|distill\.pub|researchgate\.net|europepmc\.org|ncbi\.nlm\.nih\.gov)$"
)
_NO_PAPER = re.compile(
    r"^/?$|/(?:list|group|venue|search|user|author|profile|pers|a|corr|events|about|help)(?:[/?]|$)"
)
_LONGEST_LABEL = 200  # characters of what a link says that are looked at
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"})
_CODE = re.compile(
    r"\bcodes?\b|\bgit ?hub\b|\brepo|implementation|pytorch|tensorflow|\bjax\b|source", re.IGNORECASE
)
_PROJECT = re.compile(
    r"\bproject|\bweb ?(?:site|page)\b|\bhome ?page|^page$|\bsite\b|\bdemo\b", re.IGNORECASE
)
_PDF = re.compile(r"\.pdf(?:[?#]|$)", re.IGNORECASE)
# What is no paper even where it is a PDF, or is kept where code is.
_BESIDE = re.compile(
    r"\bslides?\b|\bposters?\b|\bbib(?:tex)?\b|\bcit(?:e|ation)s?\b|\bsupp|\bappendix\b|\bcv\b|\bvideos?\b|\btalk\b|\bblog\b|"
    r"\bdatas?(?:ets?)?\b|\bdemo\b|\btweet|\bthread\b|\bbook\b|\bcourse\b|\blicen[cs]e\b|\bq ?& ?a\b|^qa$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:(?:the |full |conference |journal )?(?:papers?|pdf|arxiv|preprint|doi|publication|article)|"
    r"tech(?:nical)? report)"
    r"(?: link| pdf| \d)?",
    re.IGNORECASE,
)
_OTHERS = (
    ("link to a tweet", re.compile(r"(?:^|\.)(?:twitter|x|bsky|threads)\.(?:com|app|net)$")),
    ("link to a video", re.compile(r"(?:^|\.)(?:youtube\.com|youtu\.be|bilibili\.com|vimeo\.com)$")),
    ("link to a model or a dataset", re.compile(r"(?:^|\.)(?:huggingface\.co|kaggle\.com|modelscope\.cn)$")),
)
# What links are called that name nothing but the kind of their target.
_GENERIC = re.compile(
    r"(?:the |official |full |arxiv |code |project |paper |pdf |home ?|git|web ?|view |read )*"
    r"(?:papers?|pdf|arxiv|abs|abstract|html|doi|link|links|url|codes?|github|hub|repo(?:sitory)?|project|website|web|page|"
    r"home|homepage|site|demo|video|videos|slides?|poster|data|datasets?|blog|post|tweet|twitter|thread|x|bib|bibtex|cite|"
    r"here|openreview|acl|acm|ieee|springer|nature|supp(?:lementary)?|supplement|appendix|models?|weights|colab|qa|talk|"
    r"preprint|publication|pytorch|tensorflow|tf|jax|unofficial|official|source|hf|hugging ?face|pwc|s2|"
    r"semantic scholar|scholar|proceedings|publisher|journal|report|news|more|read more|details|torch|tldr"
    r"|stars?"
    r"|\d+)"
    r"(?: ?(?:link|page|code|version|\d+))?",
    re.IGNORECASE,
)


def paper_named(href: str) -> Named | None:
    """The arXiv id or the DOI that an address names."""
    return next(named_in(href), None)


def host_of(href: str) -> str:
    """The host of an address, without `www.`; nothing where it is none."""
    try:
        return (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_paper(href: str) -> bool:
    """Whether an address is that of a paper: it names an id, or is a page where papers are published."""
    if not href.startswith(("http://", "https://")):
        return False
    if paper_named(href):
        return True
    return bool(_PAPER_HOSTS.search(host_of(href))) and not _NO_PAPER.search(urlsplit(href).path)


def is_pdf(href: str) -> bool:
    """Whether an address is that of a PDF, by its end."""
    return bool(_PDF.search(href))


def is_called_paper(href: str, label: str) -> bool:
    """Whether a link among papers leads to one by its name, or is a PDF that is called nothing else."""
    host = host_of(href)
    if not host or _BESIDE.search(label) or any(hosts.search(host) for _, hosts in _OTHERS):
        return False
    is_called = bool(_CALLED.fullmatch(label.strip(" []()*:")))
    return is_called and is_pdf(href) if host in _CODE_HOSTS else is_called or is_pdf(href)


def role(href: str, label: str) -> str:
    """What a link is, of a paper: `url`, `pdf`, `code`, `project`, or by a name for the report."""
    host = host_of(href)
    if is_paper(href):
        return "pdf" if _PDF.search(href) and not paper_named(href) else "url"
    if _BESIDE.search(label) and not _PROJECT.search(label):
        return next((name for name, hosts in _OTHERS if hosts.search(host)), "other link")
    if is_pdf(href) and is_called_paper(href, label):
        return "pdf"
    if host in _CODE_HOSTS or (_CODE.search(label) and host and len(label.split()) <= 3):
        return "code"
    if host.endswith((".github.io", ".gitlab.io")) or _PROJECT.search(label):
        return "project"
    if is_called_paper(href, label):
        return "url"
    return next((name for name, hosts in _OTHERS if hosts.search(host)), "other link")


def is_generic(label: str) -> bool:
    """Whether a text says only what kind of thing it is, such as "PDF" or "Code"; so it is no title."""
    bare = " ".join(
        re.sub(r"[^\w\s]|_", " ", re.sub(r"\s\([^()]*\)\W*$", "", label[:_LONGEST_LABEL])).split()
    )
    return (
        not re.search(r"[^\W\d_]", bare)
        or bool(_GENERIC.fullmatch(bare))
        or bool(re.fullmatch(r"\S*://\S*|www\.\S*", label.strip()))
    )
