"""The other searches that `make bench-search` measures beside the digest's: Pagefind and Material's own."""

import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from digestry.paper.model import Paper

from tests.benchmarks.build import plain_page

PAGEFIND_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="pagefind/pagefind-ui.css">
<script src="pagefind/pagefind-ui.js"></script><div id="search"></div>
<script>new PagefindUI({element: "#search", pageSize: 10, debounceTimeoutMs: 0, showImages: false});</script></html>
"""

# On a page of the digest's own, as somebody would put it there; it lies beside the folder with its files.
PAGEFIND_IN_SITE = """---
title: Pagefind
description: The same papers, by Pagefind.
---

<div id="search"></div>
<link rel="stylesheet" href="../pagefind/pagefind-ui.css">
<script src="../pagefind/pagefind-ui.js"></script>
<script>new PagefindUI({element: "#search", pageSize: 10, debounceTimeoutMs: 0, showImages: false});</script>
"""


def pagefind_site(folder: Path, papers: Sequence[Paper]) -> list[str]:
    """Pages for Pagefind, with its own interface on the home page; gives the command that indexes them."""
    for paper in papers:
        page = folder / f"papers/{paper.id}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(paper.title)}</title>'
            f"<main data-pagefind-body><h1>{escape(paper.title)}</h1><p>{escape(', '.join(paper.authors))}</p>"
            f"<p>{escape(paper.abstract)}</p></main></html>",
            "utf-8",
        )
    (folder / "index.html").write_text(PAGEFIND_PAGE, "utf-8")
    return [sys.executable, "-m", "pagefind", "--site", str(folder), "--silent"]


def material_site(folder: Path, papers: Sequence[Paper]) -> Path:
    """Plain MkDocs Material with its own search over a page a paper; gives the site's folder.

    The papers are left out of the navigation, which would otherwise repeat them all on every page.
    """
    (folder / "docs/papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Plain\nsite_url: http://127.0.0.1/\ntheme: {name: material, font: false}\nnav: [index.md]\n"
        "validation: {nav: {omitted_files: ignore}}\n",
        "utf-8",
    )
    (folder / "docs/index.md").write_text("# Plain\n", "utf-8")
    for paper in papers:
        (folder / f"docs/papers/{paper.id}.md").write_text(plain_page(paper), "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    return folder / "site"
