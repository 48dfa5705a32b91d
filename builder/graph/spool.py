"""(I/O) Bytes on their way from where they are made to where they are kept: memory need not hold them.

Those of a small site wait in memory; what outgrows it goes through files. A spool has one for each process that
writes: what a child wrote, its parent reads.
"""

import os
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

ROOM = 1 << 25
"""Bytes that may wait in memory as long as they are all that there are."""
BUFFER = 1 << 18
"""Bytes that wait before they are written, once there were more: many values are small."""
AT_ONCE = 64
"""Pieces that are joined to be written by one call."""

Place = int
"""Start, number of the file, and size, as one number: a large site has a million of them."""


class Spool(Generic[K]):
    """Bytes by key, in memory and in files that have no name and are gone with the process."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` stands on the disk that is to hold the bytes; else it is where the system keeps such files."""
        self._folder = folder if folder is not None and folder.is_dir() else None
        self._files: list[int] = []
        self._own = 0
        self._end = 0
        self._room = ROOM
        self._waiting: dict[Place, bytes] = {}
        self._written = 0
        """Where what waits begins."""
        self._inherited: dict[Place, bytes] = {}
        """What waited in the parent when this process was born."""
        self._taken: set[K] = set()
        self.places: dict[K, Place] = {}

    def add(self, key: K, content: bytes) -> None:
        place = self.places[key] = self._end << 48 | self._own << 32 | len(content)
        if self._own:
            self._taken.add(key)
        self._end += len(content)
        self._waiting[place] = content
        if self._end - self._written > self._room:
            self._room = BUFFER
            self._write()

    def _write(self) -> None:
        """Hand what waits in memory to the system: whoever shares the files can read it then."""
        self.make_room(0)
        pieces, end = [*self._waiting.values()], self._written
        for start in range(0, len(pieces), AT_ONCE):
            rest = memoryview(b"".join(pieces[start : start + AT_ONCE]))
            while rest:
                written = os.pwrite(self._files[self._own], rest, end)
                end, rest = end + written, rest[written:]
        self._waiting.clear()  # a disk that is full leaves all of it waiting
        self._written = end

    def content(self, key: K) -> bytes:
        place = self.places[key]
        for held in (self._waiting, self._inherited):
            if place in held:
                return held[place]
        start, number, size = place >> 48, place >> 32 & 0xFFFF, place & 0xFFFFFFFF
        return os.pread(self._files[number], size, start)

    def __contains__(self, key: object) -> bool:
        return key in self.places

    def __iter__(self) -> Iterator[K]:
        return iter(self.places)

    def make_room(self, processes: int) -> None:
        """Have a file for this process and one for each of so many that are about to be born."""
        import tempfile  # small builds have no use for it

        while len(self._files) <= processes:
            with tempfile.TemporaryFile(dir=self._folder) as file:
                self._files.append(os.dup(file.fileno()))

    def take(self, number: int) -> None:
        """Write to the file of this process, numbered from 0, from now on: called in the new process."""
        self._own = number + 1
        self._end = self._written = os.fstat(self._files[self._own]).st_size
        self._room = BUFFER
        self._inherited, self._waiting = self._waiting, {}
        self._taken.clear()

    def taken(self) -> dict[K, Place]:
        """What was added since `take`, for others to read."""
        self._write()
        return {key: self.places[key] for key in self._taken}

    def close(self) -> None:
        for descriptor in self._files:
            os.close(descriptor)
        self._files.clear()
        self._waiting.clear()
        self._inherited.clear()
        self.places.clear()
        self._end = self._written = 0
