"""Every address of the site, in one place: they are permanent once published.

A *target* is a path below the site's root: `papers/<id>/`, `feed.xml`, the home page is the empty string.
Pages are Markdown files that MkDocs publishes as folders, so `source` maps a page's target to its file.
"""

import datetime as dt
import re
from urllib.parse import quote, urlencode, urlsplit

from digestry.paper.model import Paper, Place
from digestry.settings import NONE, Settings
from digestry.words import worded

HOME = ""
TAGS = "tags/"
ISSUES = "issues/"
AUTHORS = "authors/"
SEARCH = "search/"
SUBSCRIBE = "subscribe/"
QUERIES = "queries/"
SAVED = "saved/"  # what a reader keeps in the browser
TRENDS = "trends/"
TOP = ("top/", "top/month/", "top/year/")  # the papers with the most votes of a week, a month, a year
OPML = "feeds.opml"
# The folders that the generator fills; the curator's own pages stand anywhere else.
FOLDERS = frozenset(
    "api archive assets authors issues papers queries saved search subscribe tags top trends".split()
)
FEED_STYLE = "assets/feed.css"
LOCALE = "assets/locale.js"  # the words of the scripts
COLOURS = "assets/colours.css"  # those that the palette in mkdocs.yml names
ICON = "assets/icon.png"  # square, for feed readers, which show no SVG

# The names of a list's three feeds, below the folder of its page. Those of the digest stand at the root.
RSS = "feed.xml"
ATOM = "atom.xml"
JSON_FEED = "feed.json"

API = "api/"
API_PAPERS = "api/papers.json"
API_TAGS = "api/tags.json"
API_ISSUES = "api/issues.json"
API_SCHEMA = "api/schema.json"
ROBOTS = "robots.txt"
LLMS = "llms.txt"
PICTURE = "assets/pictures/digest.png"


def paper(id: str) -> str:
    """The page of a paper."""
    return f"papers/{id}/"


def tag(slug: str) -> str:
    """The page of a tag."""
    return f"tags/{slug}/"


def author(slug: str) -> str:
    """The page of an author with several papers."""
    return f"authors/{slug}/"


def authors(letter: str) -> str:
    """The page of the authors whose surnames begin with a letter, in a long index."""
    return f"{AUTHORS}letter/{letter}/"


def issue(date: dt.date) -> str:
    """The page of an issue."""
    return f"issues/{date.isoformat()}/"


def letter(date: dt.date) -> str:
    """An issue as the letter that is mailed."""
    return f"issues/{date.isoformat()}/email/"


def month(year: int, month: int) -> str:
    """The page of a month."""
    return f"issues/{year:04}-{month:02}/"


def query(slug: str) -> str:
    """The page of a saved query."""
    return f"queries/{slug}/"


def archive(folder: str, year: int, month: int) -> str:
    """A month of the feeds in `folder`: what has left them, for good."""
    return f"{folder}archive/{year:04}-{month:02}.xml"


def citation(id: str, suffix: str) -> str:
    """A paper in a citation format, by the suffix of its files: `bib`."""
    return f"papers/{id}.{suffix}"


def twin(id: str) -> str:
    """A paper's page as plain Markdown, for machines and for people who read text."""
    return f"papers/{id}.md"


def is_page(path: str) -> bool:
    """Whether a file below `build/docs` becomes a page; all others, twins too, are published as they are."""
    return path.endswith(".md") and not re.fullmatch(twin("[^/]+"), path)


def citations(target: str, suffix: str) -> str:
    """The citations of all papers in the list at `target`, which is that of a tag, an issue or an author.

    The home page's are those of the whole digest.
    """
    return f"{target}papers.{suffix}"


def api_papers(number: int) -> str:
    """Page `number` (from 1, the oldest papers) of the API's list of papers, but for the newest page."""
    return f"api/papers/{number}.json"


def picture(date: dt.date) -> str:
    """What links to an issue are shown with: 1200 by 630 pixels."""
    return f"assets/pictures/{date.isoformat()}.png"


def figure(paper: Paper) -> str:
    """The figure of a paper that has one."""
    suffix = paper.image.rpartition(".")[2].lower()
    return f"assets/figures/{paper.id}.{'jpg' if suffix == 'jpeg' else suffix}"


def search(query: str = "") -> str:
    """The search page, with results for `query`."""
    return SEARCH + ("?" + urlencode({"q": query}, quote_via=quote) if query else "")


def numbered(target: str, number: int) -> str:
    """Page `number` (from 1) of the long list at `target`."""
    return target if number == 1 else f"{target}page/{number}/"


def arxiv(id: str) -> str:
    """A paper's own page on arXiv."""
    return f"https://arxiv.org/abs/{id}"


def arxiv_pdf(id: str) -> str:
    """A paper's PDF on arXiv."""
    return f"https://arxiv.org/pdf/{id}"


def doi(id: str) -> str:
    """What a DOI resolves to."""
    return "https://doi.org/" + quote(id, safe="/:;()._-")


def links(paper: Paper, page: str = "") -> tuple[tuple[str, str], ...]:
    """What a reader of a paper can open, as (label, address): only what exists. Labels are in English,
    translated where they are shown.

    `page`, where given, is the absolute address of the paper's own page in the digest.
    """
    candidates = (
        (worded("In the digest"), page),
        ("arXiv", paper.arxiv and arxiv(paper.arxiv)),
        ("PDF", paper.pdf or (paper.arxiv and arxiv_pdf(paper.arxiv))),
        (worded("Code"), paper.code),
        (worded("Project"), paper.project),
        ("DOI", paper.doi and doi(paper.doi)),
        (worded("Source"), paper.url),
    )
    return tuple((label, address) for label, address in candidates if address)


def suggestion(settings: Settings) -> str:
    """Where a reader suggests a paper; empty where nobody has said where."""
    form = f"{settings.repository}/issues/new?template=suggest.yml" if _is_on(settings, "github") else ""
    return _chosen(settings.options.suggest_url, form)


def report(settings: Settings, page: str) -> str:
    """Where a reader reports a mistake on the page at an absolute address; empty where nobody has said."""
    form = f"{settings.repository}/issues/new?template=mistake.yml&page={{page}}"
    chosen = _chosen(settings.options.report_url, form if _is_on(settings, "github") else "")
    return chosen.replace("{page}", quote(page, safe=""))


def entry(settings: Settings, place: Place) -> str:
    """Where a paper's entry can be seen and edited; empty where nobody has said, or where it is elsewhere."""
    files = ""
    if _is_on(settings, "github"):
        files = f"{settings.repository}/blob/HEAD/{{file}}#L{{line}}"
    elif _is_on(settings, "gitlab"):
        files = f"{settings.repository}/-/blob/HEAD/{{file}}#L{{line}}"
    chosen = _chosen(settings.options.entry_url, files)
    if place.file.startswith(("/", "..")):
        return ""
    return chosen.replace("{file}", quote(place.file)).replace("{line}", str(place.line))


def _chosen(own: str, usual: str) -> str:
    return "" if own == NONE else own or usual


def _is_on(settings: Settings, forge: str) -> bool:
    """Whether the repository is there, by its host's name: github.com, gitlab.example.org."""
    return forge in (urlsplit(settings.repository).hostname or "").split(".")


def source(target: str) -> str:
    """The Markdown file, below `build/docs`, that MkDocs publishes at a page's target."""
    return f"{target}index.md"


def target(source: str, directory_urls: bool = True) -> str:
    """Where MkDocs publishes a Markdown file: a README is the page of its folder, as an index is.

    `directory_urls` is MkDocs' `use_directory_urls`: whether every page has a folder of its own.
    """
    folder, slash, name = source.removesuffix(".md").rpartition("/")
    page = "" if name in ("index", "README") else f"{name}/" if directory_urls else f"{name}.html"
    return folder + slash + page


def relative(target: str, start: str) -> str:
    """The link from the page at `start` to `target`, so that the site works under any base path.

    Letters beyond ASCII are percent-encoded; a query string or a fragment is kept as it is.
    """
    path, rest = _parted(target)
    up = "../" * start.count("/")
    return (up + quote(path) or "./") + rest


def to_files(html: str, index: str) -> str:
    """HTML of ours, each of its links to a folder with the name of the file there: a disk does not add it."""
    return re.sub(r'(?<= href=")[^":?#]*/(?=["?#])', lambda link: link[0] + index, html)


def absolute(target: str, site_url: str) -> str:
    """The full address of `target` on the published site."""
    path, rest = _parted(target)
    return site_url.rstrip("/") + "/" + quote(path) + rest


def _parted(target: str) -> tuple[str, str]:
    """The path, and what comes after it: a query string or a fragment."""
    path = re.split("[?#]", target, maxsplit=1)[0]
    return path, target[len(path) :]
