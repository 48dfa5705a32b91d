"""What a build reads, each with the digest of its content.

A file whose stamp (size, times, inode) is as recorded keeps its recorded digest; every other is read. So the
content decides, and the stamp only says where to look. A file changed so shortly before it was recorded that a
second change could bear the same stamp is never recorded.
"""

import os
import stat
import struct
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from builder.graph.values import DIGEST_BYTES, digest, new_digest

NOTHING = b"\0" * DIGEST_BYTES
"""Digest of an input that is not there."""

LARGE = 1 << 20
"""Bytes from which on a file, such as a picture, is read piece by piece."""
TEXTS = (".md", ".yaml")
HELD = 1 << 24
"""Bytes of files that are kept once they were read for their digest: who made a change is about to read them."""

COARSEST_CLOCK = 50_000_000
"""Nanoseconds within which a file system may give two changes one time."""
WHOLE_SECONDS = 2_100_000_000
"""The same for a system that keeps whole seconds only."""


Stamp = bytes
"""Size, times of modification and change in nanoseconds, inode: what tells that a file is the one that was read.

Packed: a large site has fifty thousand of them.
"""
_STAMP = struct.Struct("<4Q")
_LARGEST = (1 << 64) - 1


def stamp_of(status: os.stat_result) -> Stamp:
    try:
        return _STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except struct.error:  # a time before 1970, or absurdly late
        numbers = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return _STAMP.pack(*(number & _LARGEST for number in numbers))


def size_of(stamp: Stamp) -> int:
    return int(_STAMP.unpack(stamp)[0])


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a later change is sure to have another stamp. `now` was read before the file was."""
    _, modified, changed, _ = _STAMP.unpack(stamp)
    latest: int = max(modified, changed)
    return latest < now - (COARSEST_CLOCK if latest % 1_000_000_000 else WHOLE_SECONDS)


Recorded = Mapping[str, bytes]
"""Name of an input → its stamp and, after it, its digest when it was last read."""


class Inputs:
    """All inputs of a build by name; a name that ends in a slash is the list of what stands in a folder."""

    def __init__(self, recorded: Recorded, on_demand: Callable[[str], str | None] = lambda _: None) -> None:
        """`on_demand` gives the text of an input that stands in no file and that few builds read."""
        self._on_demand = on_demand
        self._asked: set[str] = set()
        self.digests: dict[str, bytes] = {}
        self.places: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.folders: dict[str, tuple[str, ...]] = {}
        self.links: list[str] = []
        self.stamps: dict[str, bytes] = {}
        self.moved: set[str] = set()
        """Files that were changed while the build read them: then nothing of it may be remembered."""
        self.recorded = recorded
        self._held: dict[str, bytes] = {}
        self._room = HELD

    def digest_of(self, name: str) -> bytes:
        """The digest of an input; that of nothing where it is not there."""
        if name not in self.digests and (text := self._on_demand(name)) is not None:
            self.add_value(name, text)
            self._asked.add(name)
        return self.digests.get(name, NOTHING)

    def changed(self, known: Mapping[str, bytes]) -> list[str]:
        """Names of those whose digest is not the known one, in no order."""
        return [name for name, was in known.items() - self.digests.items() if self.digest_of(name) != was]

    def add_value(self, name: str, value: str) -> None:
        """An input that stands in no file: an option, the day."""
        self.values[name] = value
        self.digests[name] = digest(value.encode())

    def add_file(self, name: str, path: str) -> None:
        try:
            status = os.stat(path)  # noqa: PTH116  # as in `bytes_of`
        except OSError:
            return
        if stat.S_ISREG(status.st_mode):
            self._add(name, path, status)

    def add_content(self, root: Path, folder: str) -> None:
        """Plain files below a folder; hidden ones are nobody's business, links are told and not followed."""
        pending = [folder]
        while pending:
            pending.extend(self._add_folder(root, pending.pop()))

    def _add_folder(self, root: Path, folder: str) -> Iterator[str]:
        """The plain files of a folder; its folders are handed on."""
        names = []
        for entry in _entries(f"{root}/{folder}"):
            if entry.name.startswith("."):
                continue
            name = f"{folder}/{entry.name}"
            if entry.is_symlink():
                self.links.append(f"{folder}/{unicodedata.normalize('NFC', entry.name)}")
            elif entry.is_dir(follow_symlinks=False):
                names.append(f"{entry.name}/")
                yield name
            else:
                names.append(entry.name)
                self._add(name, entry.path, entry.stat(follow_symlinks=False))
        names.sort()
        self.folders[f"{folder}/"] = tuple(names)
        self.add_value(f"{folder}/", "\0".join(names))

    def add_theme(self, prefix: str, folders: Sequence[Path]) -> None:
        """Files that a theme may consist of, by name; the first folder that has a file gives it."""
        for folder in reversed(folders):
            for below, path in files_below(str(folder)):
                self.add_file(f"{prefix}/{below}", path)
        names = sorted(name for name in self.digests if name.startswith(f"{prefix}/"))
        self.add_value(f"{prefix}/", "\0".join(f"{name}\0{self.digests[name].hex()}" for name in names))

    def again(self, root: Path, touched: Collection[str]) -> "Inputs | None":
        """The same inputs once more, looked at only where files or folders of content/ were touched.

        `touched` are their names. Nothing where only a look at everything can tell what is there now.
        """
        folders = {self._known_folder(name) for name in touched}
        if self.links or not all(folder and os.path.isdir(f"{root}/{folder}") for folder in folders):  # noqa: PTH112
            return None
        later = Inputs(self.stamps, self._on_demand)
        for own, before in zip(later._tables(), self._tables(), strict=True):
            own.update(before)
        for name in self._asked:
            del later.digests[name]
        for folder in sorted(filter(None, folders)):
            later._look_again(root, folder)
        for name in touched:
            if later._remove(name):
                later.add_content(root, name)
        return None if later.links else later

    def _tables(self) -> tuple[dict[str, Any], ...]:
        return self.digests, self.places, self.values, self.folders, self.stamps

    def _known_folder(self, name: str) -> str | None:
        """The nearest folder around a file or folder that was there at the last look."""
        folder = name.rpartition("/")[0]
        while folder and f"{folder}/" not in self.folders:
            folder = folder.rpartition("/")[0]
        return folder or None

    def _look_again(self, root: Path, folder: str) -> None:
        """What stands in a folder now; the folders in it that were there before are as they were."""
        before = self.folders.pop(f"{folder}/", ())
        for name in before:
            if not name.endswith("/"):
                self._drop(f"{folder}/{name}")
        now = [*self._add_folder(root, folder)]
        known = {f"{folder}/{name.removesuffix('/')}" for name in before if name.endswith("/")}
        for gone in known.difference(now):
            self._remove(gone)
        for new in set(now) - known:
            self.add_content(root, new)

    def _remove(self, folder: str) -> bool:
        """Forget a folder with all that stands in it; whether it was known."""
        names = self.folders.pop(f"{folder}/", None)
        for name in names or ():
            if name.endswith("/"):
                self._remove(f"{folder}/{name.removesuffix('/')}")
            else:
                self._drop(f"{folder}/{name}")
        self._drop(f"{folder}/")
        return names is not None

    def _drop(self, name: str) -> None:
        for table in (self.digests, self.places, self.values, self.stamps, self._held):
            table.pop(name, None)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        held = self._held.pop(name, None)
        if held is not None:
            return held
        data = bytes_of(self.places[name])
        if digest(data) != self.digests[name]:
            self.moved.add(name)
        return data

    def let_go(self) -> None:
        """Hold no files any longer: what was to be read has been."""
        self._held.clear()

    def _add(self, name: str, path: str, status: os.stat_result) -> None:
        stamp = stamp_of(status)
        self.places[name] = path
        self._held.pop(name, None)  # of a theme, the last file of a name counts
        known = self.recorded.get(name)
        if known is not None and known.startswith(stamp):
            self.digests[name] = known[_STAMP.size :]
            self.stamps[name] = known
            return
        now = time.time_ns()
        self.digests[name] = self._digest_of_file(name, path, status.st_size)
        if is_settled(stamp, now):
            self.stamps[name] = stamp + self.digests[name]
        else:
            self.stamps.pop(name, None)

    def _digest_of_file(self, name: str, path: str, size: int) -> bytes:
        if size >= LARGE:
            with open(path, "rb") as file:  # noqa: PTH123  # as below
                return file_digest(file, new_digest).digest()
        data = bytes_of(path)
        if name.endswith(TEXTS) and len(data) < self._room:
            self._held[name] = data
            self._room -= len(data)
        return digest(data)


def bytes_of(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # many files: no objects for their paths
        return file.read()


def _entries(folder: str) -> Iterable["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return ()


def files_below(folder: str) -> Iterator[tuple[str, str]]:
    """(path from the folder, with forward slashes; path) of every file in it and below."""
    pending = [""]
    while pending:
        inside = pending.pop()
        for entry in _entries(f"{folder}/{inside}"):
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{inside}{entry.name}/")
            elif entry.is_file():
                yield f"{inside}{entry.name}", entry.path
