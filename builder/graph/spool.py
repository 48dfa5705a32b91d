"""(I/O) Bytes on their way from where they are made to where they are kept, on the disk: memory need not hold them.

A spool may have several files, one for each process that writes: what a child wrote, its parent reads.
"""

import os
import tempfile
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

BUFFER = 1 << 18
"""Bytes that wait in memory before they are written: many values are small."""

Place = int
"""Start, number of the file, and size, as one number: a large site has a million of them."""


class Spool(Generic[K]):
    """Bytes by key, in files that have no name and are gone with the process."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` stands on the disk that is to hold the bytes; else it is where the system keeps such files."""
        self._folder = folder if folder is not None and folder.is_dir() else None
        self._files: list[int] = []
        self._own = 0
        self._end = 0
        self._waiting: list[bytes] = []
        self._written = 0
        """Where what waits begins."""
        self._taken: set[K] = set()
        self.places: dict[K, Place] = {}

    def add(self, key: K, content: bytes) -> None:
        if not self._files:
            self.make_room(0)
        self.places[key] = self._end << 48 | self._own << 32 | len(content)
        if self._own:
            self._taken.add(key)
        self._end += len(content)
        self._waiting.append(content)
        if self._end - self._written > BUFFER:
            self.write()

    def write(self) -> None:
        """Hand what waits in memory to the system: whoever shares the files can read it then."""
        rest = memoryview(b"".join(self._waiting))
        while rest:
            rest = rest[os.pwrite(self._files[self._own], rest, self._end - len(rest)) :]
        self._waiting.clear()
        self._written = self._end

    def content(self, key: K) -> bytes:
        place = self.places[key]
        start, number, size = place >> 48, place >> 32 & 0xFFFF, place & 0xFFFFFFFF
        if number == self._own and start + size > self._written:
            self.write()
        return os.pread(self._files[number], size, start)

    def __contains__(self, key: object) -> bool:
        return key in self.places

    def __iter__(self) -> Iterator[K]:
        return iter(self.places)

    def make_room(self, processes: int) -> None:
        """Have a file for this process and one for each of so many that are about to be born."""
        self.write()
        while len(self._files) <= processes:
            with tempfile.TemporaryFile(dir=self._folder) as file:
                self._files.append(os.dup(file.fileno()))

    def take(self, number: int) -> None:
        """Write to the file of this process, numbered from 0, from now on: called in the new process."""
        self._own = number + 1
        self._end = self._written = os.fstat(self._files[self._own]).st_size
        self._taken.clear()

    def taken(self) -> dict[K, Place]:
        """What was added since `take`, for others to read."""
        self.write()
        return {key: self.places[key] for key in self._taken}

    def close(self) -> None:
        for descriptor in self._files:
            os.close(descriptor)
        self._files.clear()
        self.places.clear()
