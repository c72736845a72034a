"""JavaScript modules as they are sent: each file with all that it imports, so that a page asks for few.

Our sources keep to a small part of the language, and nothing else is taken: imports of names from
files beside them, at the beginning of a line, and exports of constants, functions and a default. Each module
becomes a function that is run once and gives its exports. What is imported by `import()` stays a file of its
own.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'^import (\{[^}]*\}|\* as \w+|\w+) from "(\.{1,2}/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:(default) |((?:async )?function\*? |const |class )(?=(\w+)))", re.MULTILINE)
_ALIAS = re.compile(r"(\w+) as (\w+)")
_LATER = re.compile(r'\bimport\("([^"]+)"\)')
_LEFT = re.compile(r"^\s*(?:import\b(?!\s*\()|export\b).*", re.MULTILINE)


class NotJoinedError(ValueError):
    """A module that imports or exports in another way."""


def joined(file: Path) -> str:
    """The text of a module and of all that it imports.

    Raises NotJoinedError for any other import or export, and for modules that import each other in a ring;
    OSError where a file is not there.
    """
    order = list(_in_order(file.resolve(), (), set()))
    names = {module: f"$module{number}" for number, module in enumerate(order)}
    if len(order) == 1:
        _parts(file.resolve())
        return file.read_text("utf-8")
    parts = []
    for module in order:
        imports, exports, body = _parts(module)
        heads = "".join(f"const {what} = {names[source]};\n" for what, source in imports)
        if module == order[-1]:
            parts.append(heads + _IMPORT.sub("", module.read_text("utf-8")))
        else:
            given = ", ".join(exports)
            body = _moved(body, module, order[-1].parent)
            parts.append(f"const {names[module]} = (() => {{\n{heads}{body}\nreturn {{ {given} }};\n}})();\n")
    return "".join(parts)


def _moved(body: str, module: Path, folder: Path) -> str:
    """A module's text in a file of another folder: what it says of places is still of its own."""
    own = os.path.relpath(module, folder)
    body = body.replace("import.meta.url", f'new URL("{own}", import.meta.url).href')
    return _LATER.sub(lambda found: f'import("./{os.path.relpath(module.parent / found[1], folder)}")', body)


def _in_order(module: Path, within: tuple[Path, ...], seen: set[Path]) -> Iterator[Path]:
    """Each module after all that it imports."""
    if module in within:
        raise NotJoinedError(f"{module.name} imports itself")
    if module in seen:
        return
    seen.add(module)
    for _, source in _parts(module)[0]:
        yield from _in_order(source, (*within, module), seen)
    yield module


def _parts(module: Path) -> tuple[list[tuple[str, Path]], list[str], str]:
    """What a module imports, as a pattern and from where; what it exports; and its text without either."""
    text = module.read_text("utf-8")
    imports = [(_pattern(what), (module.parent / source).resolve()) for what, source in _IMPORT.findall(text)]
    exports = ["default: $default" if default else name for default, _, name in _EXPORT.findall(text)]
    body = _EXPORT.sub(lambda found: "const $default = " if found[1] else found[2], _IMPORT.sub("", text))
    if left := _LEFT.search(body):
        raise NotJoinedError(f"{module.name}: {left[0].strip()}")
    return imports, exports, body


def _pattern(what: str) -> str:
    """What stands for an import where the other module is an object."""
    if what.startswith("{"):
        return _ALIAS.sub(r"\1: \2", what)
    return what.removeprefix("* as ") if what.startswith("*") else f"{{ default: {what} }}"
