"""Files of content/ to texts: what an editor's program did to them is told and undone."""

import unicodedata
from collections.abc import Callable, Iterable
from os.path import splitext

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen

BOM = "\ufeff"
MAX_BYTES = 1_000_000
PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class SourceFile(Frozen):
    """A text file of content/: its path from the site folder, and its text without BOM and with `\\n` line ends."""

    path: str
    text: str


class SourceTree(Frozen):
    """All of content/: texts by path, and the paths of the pictures beside them.

    `unreadable` are files that are there, but are no text: nobody should be told that they are missing.
    """

    texts: dict[str, SourceFile]
    pictures: frozenset[str]
    unreadable: frozenset[str] = frozenset()


def read_tree(paths: Iterable[str], read: Callable[[str], bytes]) -> Outcome[SourceTree]:
    """Files by their paths from the site folder, read as texts and pictures."""
    texts: dict[str, SourceFile] = {}
    pictures: set[str] = set()
    unreadable: set[str] = set()
    found: list[Diagnostic] = []
    for path in sorted(paths):
        suffix = splitext(path)[1].lower()  # noqa: PTH122  # many files: no objects for their paths
        if suffix in PICTURE_SUFFIXES:
            pictures.add(path)
        elif suffix in (".md", ".yaml"):
            outcome = text_of(read(path), path)
            found.extend(outcome.diagnostics)
            if outcome.value is None:
                unreadable.add(path)
            else:
                texts[path] = outcome.value
        else:
            found.append(finding("V129", Location(path=path)))
    tree = SourceTree(texts=texts, pictures=frozenset(pictures), unreadable=frozenset(unreadable))
    return Outcome(tree, tuple(found))


def refused_link(path: str) -> Diagnostic:
    """A symbolic link in content/: it could lead anywhere."""
    return finding("V144", Location(path=path))


def text_of(data: bytes, path: str) -> Outcome[SourceFile | None]:
    if len(data) > MAX_BYTES:
        return Outcome(None, (finding("V137", Location(path=path), limit=MAX_BYTES),))
    outcome = decode(data, path)
    text = outcome.value
    return Outcome(None if text is None else SourceFile(path=path, text=text), outcome.diagnostics)


def decode(data: bytes, path: str) -> Outcome[str | None]:
    """Bytes to text as every later step expects it: UTF-8, without BOM, `\\n` line ends."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Location(path=path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        return Outcome(None, (finding("V113", place),))
    found: list[Diagnostic] = []
    if text.startswith(BOM):
        found.append(finding("V114", Location(path=path)))
        text = text.removeprefix(BOM)
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        found.append(finding("V115", Location(path=path, line=line)))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        found.append(finding("V116", _first_decomposed(text, path)))
        text = "\n".join(unicodedata.normalize("NFC", line) for line in text.split("\n"))
    return Outcome(text, tuple(found))


def _first_decomposed(text: str, path: str) -> Location:
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            column = next(n for n in range(1, len(line) + 1) if not unicodedata.is_normalized("NFC", line[:n]))
            return Location(path=path, line=number, column=max(column - 1, 1), end_column=column + 1)
    return Location(path=path)
