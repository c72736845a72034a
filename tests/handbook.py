"""`make handbook` writes the tables in docs/ anew, out of what the code says."""

from pathlib import Path

from digestry.cli.reference import filled

PAGES = sorted((Path(__file__).parent.parent / "docs").glob("*.md"))

if __name__ == "__main__":
    for page in PAGES:
        page.write_text(filled(page.read_text("utf-8")), "utf-8")
