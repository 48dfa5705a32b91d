"""Names of nodes and their numbers. Those of earlier builds lie packed: an edit asks for few of very many."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from zlib import crc32

from builder.graph.rows import numbers_of

PARTS = ("keys", "key ends", "key sums", "key order")
"""Of packed names: the names end to end; where each stops; their check sums in rising order, and whose each is."""


class Names:
    """Names by numbers from 0, in the order in which they were added, and the way back."""

    def __init__(self, packed: Iterable[bytes | None] = (), later: Iterable[str] = ()) -> None:
        """`packed` are the parts of an earlier build; the names `later` came after them.

        Raises ValueError where the parts do not fit each other.
        """
        text, ends, sums, order = tuple(packed) or (b"",) * len(PARTS)
        self._text = text or b""
        self._ends, self._sums, self._order = map(numbers_of, (ends, sums, order))
        if len(self._text) != (self._ends[-1] if self._ends else 0) or len(self._sums) != len(self._order):
            raise ValueError("names")
        self._dropped: set[int] = set()
        """Of the packed ones."""
        self._later: list[str] = []
        self._numbers: dict[str, int] = {}
        """Of those that were added later, and of the packed ones that were asked for."""
        for name in later:
            self.add(name)

    def __len__(self) -> int:
        return len(self._ends) + len(self._later)

    def __getitem__(self, number: int) -> str:
        """The name of a node; empty where it was dropped."""
        if number >= len(self._ends):
            return self._later[number - len(self._ends)]
        return "" if number in self._dropped else self._packed(number).decode()

    def number(self, name: str) -> int | None:
        number = self._numbers.get(name)
        return self._searched(name) if number is None and self._ends else number

    def add(self, name: str) -> int:
        number = len(self)
        if name:
            self._numbers[name] = number
        self._later.append(name)
        return number

    def drop(self, number: int) -> None:
        """Forget a name; its number is not given again."""
        name = self[number]
        if self._numbers.get(name) == number:  # it may have been added again since
            del self._numbers[name]
        if number < len(self._ends):
            self._dropped.add(number)
        else:
            self._later[number - len(self._ends)] = ""

    def since(self, number: int) -> list[str]:
        """Names from this number on, of which none is packed."""
        return self._later[number - len(self._ends) :]

    def numbers(self) -> Iterator[int]:
        """Those of all names that were not dropped."""
        packed = (number for number in self._order if number not in self._dropped)
        return chain(packed, (number for number, name in enumerate(self._later, len(self._ends)) if name))

    def parts(self) -> Iterator[bytes]:
        """All names packed, in the order of `PARTS`."""
        packed = (b"" if number in self._dropped else self._packed(number) for number in range(len(self._ends)))
        names = [*packed, *map(str.encode, self._later)]
        yield b"".join(names)
        yield array("I", accumulate(map(len, names))).tobytes()
        sorted_sums = sorted(crc32(name) << 32 | number for number, name in enumerate(names) if name)
        yield array("I", [both >> 32 for both in sorted_sums]).tobytes()
        yield array("I", [both & 0xFFFFFFFF for both in sorted_sums]).tobytes()

    def _packed(self, number: int) -> bytes:
        return self._text[self._ends[number - 1] if number else 0 : self._ends[number]]

    def _searched(self, name: str) -> int | None:
        encoded = name.encode()
        own = crc32(encoded)
        place = bisect_left(self._sums, own)
        while place < len(self._sums) and self._sums[place] == own:
            number = self._order[place]
            if number not in self._dropped and self._packed(number) == encoded:
                self._numbers[name] = number
                return number
            place += 1
        return None
