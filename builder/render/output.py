"""What rendering makes: a file of the site, still in memory."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file to publish. `path` is relative to the output folder, with forward slashes and no leading one."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file to publish whose content is known by digest and size; `make` gives its bytes where they are needed."""

    path: str
    sha256: str
    size: int
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        return self.make()


AnyFile = OutputFile | KnownFile
