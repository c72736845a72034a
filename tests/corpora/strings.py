"""The strings of corpora that are lists of nasty strings."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path

from tests.corpora.files import names, read

_PAYLOAD = re.compile(r'"payload"\s*:\s*("(?:[^"\\]|\\.)*")')


def strings(corpus: Path) -> list[str]:
    """All strings, each once: of `blns.json`, of DOMPurify's fixtures, of lists for Burp's Intruder."""
    found: list[str] = []
    for name in names(corpus):
        if name == "blns.json":
            found += json.loads(read(corpus, name))
        elif fnmatch(name, "test/fixtures/expect.*"):
            found += map(json.loads, _PAYLOAD.findall(read(corpus, name).decode()))
        elif fnmatch(name, "Intruder/*.txt"):
            found += read(corpus, name).decode(errors="replace").split("\n")
    return list(dict.fromkeys(found))
