"""The deploy manifest: which files of the output folder are ours, and what was in them.

It lies inside the output folder (`MANIFEST_NAME`), so that ownership travels with
the folder: the store may be deleted, the folder may be copied, cached by CI or
checked out again, and the next build still knows its files from other people's.
It names nothing that is not published beside it.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from builder.render.output import OutputFile

MANIFEST_NAME = ".vzirets-manifest.json"
STAGING_NAME = ".vzirets-new"
VERSION = 1
ESCAPED = re.compile(r'["\\\x00-\x1f]')
"""What JSON does not write as it is."""
PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]*(?:/[a-z0-9_-][a-z0-9._-]*)*")
"""Paths that every disk can hold: most paths, and quickly told."""
UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:\ud800-\udfff]")


class Entry(NamedTuple):
    """What a published file holds."""

    sha256: str
    size: int


Manifest = Mapping[str, Entry]


class Difference(NamedTuple):
    """What turns one published site into another: paths to write, paths to remove, each in order."""

    write: tuple[str, ...]
    remove: tuple[str, ...]


class Site(NamedTuple):
    """All files of a site: what each holds, ordered by path, and its bytes for the asking."""

    manifest: Manifest
    content: Callable[[str], bytes]


def site_of(files: Iterable[OutputFile]) -> Site:
    """A site whose files are in memory."""
    contents = {file.path: file.content for file in sorted(files, key=lambda file: file.path)}
    return Site({path: entry_of(content) for path, content in contents.items()}, contents.__getitem__)


def entry_of(content: bytes) -> Entry:
    return Entry(hashlib.sha256(content).hexdigest(), len(content))


def difference(old: Manifest, new: Manifest) -> Difference:
    """The paths whose content is new or another, and the paths that are gone."""
    return Difference(
        write=tuple(sorted(path for path, entry in new.items() if old.get(path) != entry)),
        remove=tuple(sorted(old.keys() - new.keys())),
    )


def dump_manifest(manifest: Manifest) -> str:
    """JSON with one file a line, ordered by path: equal sites give equal bytes."""
    paths = sorted(manifest)
    are_plain = ESCAPED.search("".join(paths)) is None
    names = map('"{}"'.format, paths) if are_plain else (json.dumps(path, ensure_ascii=False) for path in paths)
    entries = map(manifest.__getitem__, paths)
    lines = (f'{name}:["{sha256}",{size}]' for name, (sha256, size) in zip(names, entries, strict=True))
    return "".join((f'{{"version":{VERSION},"files":{{\n', ",\n".join(lines), "\n}}\n"))


def load_manifest(text: str) -> dict[str, Entry]:
    """The manifest in a text of `dump_manifest`; empty when the text is damaged or of another version.

    An empty manifest is the careful reading: whoever owns nothing overwrites and removes nothing.
    """
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            return {}
        entries = {path: Entry(str(sha256), int(size)) for path, (sha256, size) in data["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {path: entry for path, entry in entries.items() if PLAIN.fullmatch(path) or is_inside(path)}


def is_inside(path: str) -> bool:
    """Whether a path names a file inside the output folder that publishing may touch.

    Refused are absolute paths, steps upwards, empty segments, what another system
    reads as a separator or a drive, what no text can hold, and the names that publishing keeps for itself.
    """
    segments = path.split("/")
    return (
        not UNSAFE.search(path)
        and not any(segment in ("", ".", "..") for segment in segments)
        and segments[0] not in (MANIFEST_NAME, STAGING_NAME)
    )


def parents(path: str) -> list[str]:
    """The folders a path lies in, nearest first: `a/b/c.html` gives `a/b`, `a`."""
    segments = path.split("/")[:-1]
    return ["/".join(segments[:depth]) for depth in range(len(segments), 0, -1)]


def fold(path: str) -> str:
    """The form in which two paths are one file on a disk that ignores letter case and normalises Unicode."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def unpublishable(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths that no disk, or not every disk, can hold beside the others."""
    nearest = {path.rpartition("/")[0] for path in paths}
    folders = {fold(folder) for path in nearest for folder in (path, *parents(path))}
    holders = Counter(map(fold, paths))
    return tuple(
        path
        for path in paths
        if not (PLAIN.fullmatch(path) or is_inside(path)) or holders[fold(path)] > 1 or fold(path) in folders
    )
