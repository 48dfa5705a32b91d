"""Readings of many nodes as plain arrays of numbers: objects for each would be most of the memory of a large site."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple, TypeAlias

Numbers: TypeAlias = "array[int] | memoryview[int]"
"""Numbers side by side; those of an earlier build are looked at where the store has put them."""


class Base(NamedTuple):
    """Readings and readers of all nodes, end to end; `ends` tells where those of each stop."""

    reads: Numbers = array("I")
    ends: Numbers = array("I")
    readers: Numbers = array("I")
    reader_ends: Numbers = array("I")

    @classmethod
    def of(cls, count: int, trace: "Callable[[int], Numbers]") -> "Base":
        """Of so many nodes by what each read."""
        reads, ends = array("I"), array("I")
        for number in range(count):
            reads.extend(trace(number))
            ends.append(len(reads))
        reader_ends = array("I", bytes(4 * count))
        for read in reads:
            reader_ends[read] += 1
        reader_ends = array("I", accumulate(reader_ends))
        readers, free = array("I", bytes(4 * len(reads))), array("I", [0, *reader_ends])
        start = 0
        for number, end in enumerate(ends):
            for read in reads[start:end]:
                readers[free[read]] = number
                free[read] += 1
            start = end
        return cls(reads, ends, readers, reader_ends)

    def reads_of(self, number: int) -> Numbers:
        return _slice(self.reads, self.ends, number)

    def readers_of(self, number: int) -> Numbers:
        return _slice(self.readers, self.reader_ends, number)


BASE_PARTS = Base._fields


class Rows:
    """Rows of numbers end to end, one for each of some nodes."""

    def __init__(self) -> None:
        self._values = array("I", [0])
        """Begins with a number of no row, so that no row begins at 0."""
        self._places = array("Q")
        """Where the row of each node begins and stops, as one number; 0 where it has none."""
        self._nodes = array("I")
        """Those that have a row, each once."""

    def add(self, node: int, row: Iterable[int]) -> None:
        """Give a node its row, in the place of the one it had."""
        missing = node + 1 - len(self._places)
        if missing > 0:
            self._places.frombytes(bytes(missing * self._places.itemsize))
        if not self._places[node]:
            self._nodes.append(node)
        start = len(self._values)
        self._values.extend(row)
        self._places[node] = start << 32 | len(self._values)

    def row(self, node: int) -> "array[int] | None":
        place = self._places[node] if node < len(self._places) else 0
        return self._values[place >> 32 : place & 0xFFFFFFFF] if place else None

    def __iter__(self) -> Iterator[int]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


def _slice(values: Numbers, ends: Numbers, number: int) -> Numbers:
    if number >= len(ends):
        return values[:0]
    return values[ends[number - 1] if number else 0 : ends[number]]


def numbers_of(data: bytes | None) -> "memoryview[int]":
    """The numbers that a part of the store, or a row, holds. Raises TypeError where they are no numbers."""
    return memoryview(data or b"").cast("I")
