"""(I/O) Finished files on their way to the output folder, on the disk: memory need not hold a whole site."""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """Where the bytes of a file lie in a spool."""

    start: int
    size: int


class Spool:
    """Bytes of files by path, in one file that has no name and is gone with the process."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` stands on the disk that is to hold the bytes; else it is where the system keeps such files."""
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # open as long as the build needs it
        self._end = 0
        self.places: dict[str, Place] = {}

    def add(self, path: str, content: bytes) -> None:
        self._file.seek(self._end)
        self._file.write(content)
        self.places[path] = Place(self._end, len(content))
        self._end += len(content)

    def content(self, path: str) -> bytes:
        self._file.flush()
        place = self.places[path]
        return os.pread(self._file.fileno(), place.size, place.start)

    def __contains__(self, path: str) -> bool:
        return path in self.places
