"""(I/O) What was made once: a folder for each key, which is the digest of all that decides what is in it.

It is never needed for a right result. A folder comes into being by one rename, so it is whole or not there; a file
is checked by its digest when it is read. What nobody asked for in a season is thrown away.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from weakref import finalize

from builder.frozen import Frozen, field

INDEX = "made.json"
DAY = 86_400
SEASON = 90 * DAY
ATTEMPTS = 5
"""How often others may be quicker to put something into the place of a damaged entry."""


class MadeFile(NamedTuple):
    """A file by its name within its entry."""

    name: str
    sha256: str
    size: int


class Made(Frozen):
    """What a worker made: plain facts about it, and files."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[tuple[str, bytes], ...] = ()


class Entry(Frozen):
    """The same as it is remembered: files by their digests."""

    key: str
    facts: Mapping[str, Any]
    files: tuple[MadeFile, ...]


class Memory:
    """Entries in `folder`; where nothing may be kept there, in a folder that goes when this object does."""

    def __init__(self, folder: Path | None, *, writes: bool = True) -> None:
        self._kept = folder
        self._writes = writes and folder is not None
        self._own: Path | None = None
        self._damaged: set[str] = set()
        """Keys of entries that are damaged where nothing may be thrown away."""

    def entry(self, key: str) -> Entry | None:
        return next((found for folder in self._folders(key) if (found := _entry(folder / key)) is not None), None)

    def content(self, key: str, file: MadeFile) -> bytes | None:
        """The bytes of a file of an entry; an entry that is damaged is thrown away, or passed over from now on."""
        for folder in self._folders(key):
            with suppress(OSError):
                content = (folder / key / file.name).read_bytes()
                if sha256(content).hexdigest() == file.sha256:
                    return content
                if self._writes or folder != self._kept:
                    shutil.rmtree(folder / key, ignore_errors=True)
                else:
                    self._damaged.add(key)
        return None

    def place(self) -> Path:
        """The folder in which entries may be put."""
        if self._writes and self._kept is not None:
            with suppress(OSError):
                self._kept.mkdir(parents=True, exist_ok=True)
                return self._kept
            self._writes = False
        if self._own is None:
            self._own = Path(tempfile.mkdtemp(prefix="vzirets-"))
            finalize(self, shutil.rmtree, self._own, ignore_errors=True)
        return self._own

    def forget_old(self) -> None:
        """Throw away what was not asked for in a season."""
        if not self._writes or self._kept is None:
            return
        with suppress(OSError):
            for folder in self._kept.iterdir():
                if folder.stat().st_mtime < time.time() - SEASON:
                    shutil.rmtree(folder, ignore_errors=True)

    def _folders(self, key: str) -> Iterator[Path]:
        if self._kept is not None and key not in self._damaged:
            yield self._kept
        if self._own is not None:
            yield self._own


def put(made: Made, place: Path) -> None:
    """Remember what was made, in the folder of a memory."""
    draft = Path(tempfile.mkdtemp(prefix=".", dir=place))
    try:
        entry = draft / made.key
        entry.mkdir()
        for name, content in made.files:
            (entry / name).write_bytes(content)
        files = [(name, sha256(content).hexdigest(), len(content)) for name, content in made.files]
        index = {"facts": made.facts, "files": files}
        (entry / INDEX).write_text(json.dumps(index, sort_keys=True), encoding="utf-8")
        _take_place(entry, place / made.key)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _take_place(entry: Path, target: Path) -> None:
    """Rename an entry to its place, unless another process has put it there; a damaged one gives way.

    What is in the way goes by a rename too: others that put the same never see half an entry, though for a moment
    none.
    """
    for attempt in range(ATTEMPTS):
        try:
            entry.rename(target)
            return
        except OSError:
            if _entry(target) is not None:
                return
            if attempt == ATTEMPTS - 1:
                raise
        with suppress(OSError):  # another took it away
            target.rename(f"{entry}-damaged-{attempt}")


def _entry(folder: Path) -> Entry | None:
    """The entry that a folder holds, if it is whole."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        files = tuple(MadeFile(*file) for file in index["files"])
        if any((folder / file.name).stat().st_size != file.size for file in files):
            return None
        _mark_used(folder)
        return Entry(key=folder.name, facts=index["facts"], files=files)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mark_used(folder: Path) -> None:
    if folder.stat().st_mtime < time.time() - DAY:
        with suppress(OSError):  # it may be for reading only
            folder.touch()
