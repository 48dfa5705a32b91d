"""How the index of a language is split, so that an edit does not index the whole site: pure functions over names."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from zlib import crc32

from builder.frozen import Frozen

FORMAT = 1
"""Raised when the same records are to be indexed in another way."""
LARGEST = 5_000
"""Pages in a part, about. A reader's query loads a little of every part, an edit indexes one of them anew."""
MANY = 20_000
"""Pages of a site above which its owner should know what search costs."""

Key = tuple[str, ...]


class Group(NamedTuple):
    """The names of the pages of one part, in order. `kind` is empty for practices; other pages have one of their own,
    so that a result tells what it is before it is loaded."""

    language: str
    kind: str
    number: int
    keys: tuple[Key, ...]

    @property
    def path(self) -> str:
        return f"{self.language}/{self.kind or 'practices'}-{self.number}"

    @property
    def tag(self) -> str:
        """A tag of BCP 47: its first part chooses the engine's stemmer."""
        return f"{self.language}-{self.kind}" if self.kind else self.language


class Part(NamedTuple):
    """A part of the index: its folder below the index, its tag, and a digest of all that it is made from."""

    path: str
    tag: str
    digest: str


class KnownPart(Frozen, kw_only=False, gc=True):
    """A part whose records are known by their digest; `make` gives them where they are needed."""

    part: Part
    make: Callable[[], Iterable[Any]]


def groups(language: str, kind: str, keys: Sequence[Key]) -> list[Group]:
    """Names of pages in the parts they belong to; a page stays in its part as long as there are as many."""
    count = -(-len(keys) // LARGEST)
    parts: list[list[Key]] = [[] for _ in range(count)]
    for key in keys:
        parts[crc32("\0".join(key).encode()) % count].append(key)
    return [Group(language, kind, number, tuple(own)) for number, own in enumerate(parts)]


def part(group: Group, digests: Iterable[str]) -> Part:
    """The part that a group makes; `digests` are those of its records."""
    own = sha256(f"{FORMAT} {group.tag}\0".encode())
    for digest in digests:
        own.update(digest.encode())
    return Part(group.path, group.tag, own.hexdigest()[:20])
