"""The index of authors: everybody by surname, on one page, or on a page a letter once there are many."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from digestry import urls
from digestry.catalogue.catalogue import Author
from digestry.catalogue.order import by_surname

ON_ONE_PAGE = 600
OTHER = "other"  # the page of those whose surnames begin with no Latin letter


@dataclass(frozen=True)
class AuthorIndex:
    """Authors by what their surnames begin with.

    letters: each letter with its authors, in order. A letter of another script stands for itself.
    """

    letters: Mapping[str, tuple[Author, ...]]

    @cached_property
    def total(self) -> int:
        """How many authors there are."""
        return sum(map(len, self.letters.values()))

    @cached_property
    def is_whole(self) -> bool:
        """Whether all of it is on one page."""
        return self.total <= ON_ONE_PAGE

    def pages(self) -> Iterator[tuple[str, Mapping[str, tuple[Author, ...]]]]:
        """The pages of letters: their targets, and the letters on each; none where it is whole."""
        if not self.is_whole:
            for key, letters in itertools.groupby(self.letters, key=_page):
                yield urls.authors(key), {letter: self.letters[letter] for letter in letters}

    def target(self, letter: str) -> str:
        """Where a letter begins."""
        page = urls.AUTHORS if self.is_whole else urls.authors(_page(letter))
        return f"{page}#letter-{letter}"

    def place(self, author: Author) -> str:
        """Where somebody stands who has no page of their own."""
        return self.target(_letter(author))


def author_index(authors: Sequence[Author]) -> AuthorIndex:
    """The index of these authors, Latin letters first."""
    sorted_authors = sorted(authors, key=lambda author: (_page(_letter(author)) == OTHER, by_surname(author)))
    return AuthorIndex(
        {letter: tuple(group) for letter, group in itertools.groupby(sorted_authors, key=_letter)}
    )


def _letter(author: Author) -> str:
    return by_surname(author)[0][:1]


def _page(letter: str) -> str:
    return letter if letter.isascii() and letter.isalpha() else OTHER
