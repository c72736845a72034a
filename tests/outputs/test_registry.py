"""What of a digest is published: here the pictures, whose words only a person could read back."""

import datetime as dt

from digestry.catalogue.catalogue import Catalogue
from digestry.outputs.pictures import picture
from digestry.outputs.registry import data
from digestry.paper.model import Issue, Paper
from digestry.settings import Options, Settings


def test_a_picture_tells_what_it_is_of() -> None:
    """The digest's: its address, name and description. An issue's: its title, or else its date; how many papers."""
    issues = (
        Issue(dt.date(2025, 4, 24), (Paper("a", "A"),), "Models that see"),
        Issue(dt.date(2025, 4, 17), (Paper("b", "B"), Paper("c", "C"))),
        Issue(dt.date(2025, 4, 10), tuple(Paper(f"p{number}", "P") for number in range(1000)), "Many"),
    )
    settings = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())
    made = {artefact.path: artefact.data for artefact in data(Catalogue(issues, (), ()), settings)}
    folder = "assets/pictures/"
    assert {path.removeprefix(folder): image for path, image in made.items() if path.startswith(folder)} == {
        "digest.png": picture("a.org/d", "Digest", "About papers."),
        "2025-04-24.png": picture("Digest", "Models that see", "24 April 2025 · 1 paper"),
        "2025-04-17.png": picture("Digest", "17 April 2025", "2 papers"),
        "2025-04-10.png": picture("Digest", "Many", "10 April 2025 · 1,000 papers"),
    }
