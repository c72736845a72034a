"""What installed packages add to the digest: importers, citation formats, lint rules, outputs and more.

A package adds something by an entry point (https://packaging.python.org/specifications/entry-points/) of one
of the groups below. Its name is the name of the thing, its object is of the class that the group wants:

    [project.entry-points."digestry.citations"]
    endnote = "my_package:ENDNOTE"
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TypeVar

from digestry.errors import BuildError

# Each group: what is in it, and the class of its entries.
GROUPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "digestry.importers": (
            "formats that `digest import` reads",
            "digestry.intake.importers.source_formats.Format",
        ),
        "digestry.sources": (
            "kinds of places where `digest fetch` looks",
            "digestry.content.source_kinds.SourceKind",
        ),
        "digestry.lists": ("kinds of lists that have pages and feeds", "digestry.catalogue.lists.ListKind"),
        "digestry.rules": ("rules of `digest check`", "digestry.check.rules.Rule"),
        "digestry.citations": ("citation formats", "digestry.outputs.cite.citation_formats.CitationFormat"),
        "digestry.outputs": ("what else a digest is published as", "digestry.outputs.registry.Output"),
    }
)

_T = TypeVar("_T")
_Entries = Callable[[], Mapping[str, _T]]


def registry(group: str, kind: type[_T], ours_last: bool = False) -> Callable[[_Entries[_T]], _Entries[_T]]:
    """Makes a function that gives our own entries of a group, by name, give those of installed packages too.

    They come after ours, or before them, in order of their names. The function then raises BuildError where
    one cannot be loaded, is not of the right kind, or takes a name that is taken.
    """

    def extended(own: _Entries[_T]) -> _Entries[_T]:
        @cache
        def every() -> Mapping[str, _T]:
            ours, found = own(), dict[str, _T]()
            for point in sorted(entry_points(group=group), key=lambda point: point.name):
                package = point.dist.name if point.dist else point.value
                if point.name in ours or point.name in found:
                    raise BuildError(f"the package {package} adds {point.name!r} to {group}, which is taken")
                try:
                    added = point.load()
                except Exception as error:  # whatever a stranger's module raises
                    what = f"the package {package} cannot be used: {type(error).__name__}: {error}"
                    raise BuildError(what) from error
                if not isinstance(added, kind):
                    what = f"the package {package}: {point.value} is no {kind.__name__}, which {group} wants"
                    raise BuildError(what)
                found[point.name] = added
            return MappingProxyType({**found, **ours} if ours_last else {**ours, **found})

        return every

    return extended
