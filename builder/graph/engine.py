"""Nodes: values made by registered functions, each with the list of what it read.

A function may read only what it asks its graph for, so no dependency can be unknown. On the next build a node is
as it was if everything in its list is; else it is made anew, and where its value comes out the same, those that
read it stay as they were. What a function reports belongs to its node and is told as long as the node is in use.
"""

import marshal
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from builder.diagnostics import Diagnostic
from builder.graph.inputs import NOTHING, Inputs
from builder.graph.store import Store, StoreError
from builder.graph.values import DIGEST_BYTES, digest, dumps, loads

SEPARATOR = "\0"
INPUT = "<" + SEPARATOR
_MISSING = object()


class Keep(Enum):
    """What becomes of a node's value."""

    STORED = "stored"
    """Remembered on its own."""
    TOGETHER = "together"
    """Remembered with all of its kind: small values, of which many are read at once."""
    FORGOTTEN = "forgotten"
    """Only its digest is remembered; whoever needs the value has it made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of node. Its function takes the texts that name the node."""

    name: str
    make: Callable[..., Any]
    keep: Keep = Keep.STORED
    held: bool = True
    """Whether its value stays in memory for the rest of the build."""
    eager: bool = True
    """Whether it may be made anew before anyone asks: cheap, and right whatever became of what it names."""


@dataclass(slots=True)
class _Frame:
    """One making of a node: what it read, in order, and what it reported."""

    reads: dict[int, None] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    spent: float = 0.0


class Graph:
    """The nodes of one build. Without a store it makes everything."""

    def __init__(self, kinds: Iterable[Kind], inputs: Inputs, store: Store | None = None) -> None:
        self.inputs = inputs
        self.times: dict[str, float] = {}
        self.made: dict[str, int] = {}
        self._kinds = {kind.name: kind for kind in kinds}
        self._store = store
        self._stack: list[_Frame] = []
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = []
        self._digests: list[bytes] = []
        self._traces: list[Sequence[int]] = []
        self._found: dict[int, tuple[Diagnostic, ...]] = {}
        self._order: Sequence[int] = ()
        self._places: dict[int, int] = {}
        self._values: dict[int, Any] = {}
        self._together: dict[str, dict[int, bytes]] = {}
        self._written_kinds: set[str] = set()
        self._unchecked: set[int] = set()
        self._changed: set[int] = set()
        self._dead: set[int] = set()
        self._fresh: set[int] = set()
        self._swept = 0
        self._reshaped = store is None
        self._roots: dict[int, None] = {}
        self._kept: dict[str, bytes] = {}
        self._latest: tuple[int, Any] = (-1, None)
        """The last value that was not held: who caused it to be made asks for it next."""
        if store is not None:
            self._load(store)

    # What functions use

    def ask(self, kind: str, *names: str) -> Any:  # noqa: ANN401  # the value of any kind
        """The value of a node; whoever is being made now has read it."""
        key = SEPARATOR.join((kind, *names))
        number = self._numbers.get(key)
        if number is None:
            number = self._new(key)
        self._note(number)
        self._bring_up(number)
        value = self._values.get(number, _MISSING)
        return self._value(number) if value is _MISSING else value

    def need(self, kind: str, *names: str) -> None:
        """Bring a node up to date for what it reports; its value is not made for that where it is as it was."""
        key = SEPARATOR.join((kind, *names))
        number = self._numbers.get(key)
        if number is None:
            number = self._new(key)
        self._note(number)
        self._bring_up(number)

    def _bring_up(self, number: int) -> None:
        if number in self._dead:
            self._make(number)
        elif number in self._unchecked or self._places.get(number, -1) >= self._swept:
            self._check(number)

    def _note(self, number: int) -> None:
        if self._stack:
            self._stack[-1].reads[number] = None
        else:
            self._roots[number] = None

    def depend(self, name: str) -> bytes:
        """Note that an input is read; its digest."""
        key = INPUT + name
        number = self._numbers.get(key)
        if number is None:
            number = self._add(key)
            self._digests[number] = self.inputs.digest_of(name)
        self._note(number)
        return self._digests[number]

    def exists(self, name: str) -> bool:
        return self.depend(name) != NOTHING

    def read(self, name: str) -> bytes:
        """The bytes of an input file."""
        self.depend(name)
        return self.inputs.read(name)

    def folder(self, name: str) -> tuple[str, ...]:
        """Names of what stands in a folder of content/, folders with a slash at the end."""
        self.depend(name)
        return self.inputs.folders.get(name, ())

    def report(self, found: Iterable[Diagnostic]) -> None:
        """Findings of the node that is being made."""
        self._stack[-1].found.extend(found)

    # What a build uses

    def refresh(self, kind: str, *names: str) -> Any:  # noqa: ANN401
        """Make a node's value once more for what its function does besides, as handing out the bytes of a page."""
        return self._run(self._numbers[SEPARATOR.join((kind, *names))])[0]

    def found(self) -> list[Diagnostic]:
        """What the nodes in use report, first what was read first."""
        if not self._found:
            return []
        in_use = self.in_use()
        early = dict.fromkeys(read for root in self._roots for read in self._traces[root])
        ordered = dict.fromkeys((*early, *sorted(self._found)))
        return [item for number in ordered if number in in_use for item in self._found.get(number, ())]

    def in_use(self) -> set[int]:
        """The nodes that what was asked for consists of."""
        if not self._reshaped:
            return set(self._numbers.values()) - self._dead
        seen = set(self._roots)
        wave = seen
        while wave:
            wave = set().union(*map(self._traces.__getitem__, wave)) - seen
            seen |= wave
        return seen

    def save(self, extra: Iterable[tuple[str, bytes]] = ()) -> None:
        """Remember all of it, and `extra` parts, for the next build."""
        if self._store is None or self.inputs.moved:
            return
        gone: list[int] = []
        if self._reshaped:
            in_use = self.in_use()
            gone = [number for number in self._numbers.values() if number not in in_use]
            self._drop(gone)
            self._order = self._sorted()
        self._store.save((*self._parts(), *extra), gone)

    # Making

    def _new(self, key: str) -> int:
        number = self._add(key)
        self._dead.add(number)
        self._reshaped = True
        return number

    def _add(self, key: str) -> int:
        number = self._numbers[key] = len(self._keys)
        self._keys.append(key)
        self._digests.append(NOTHING)
        self._traces.append(())
        return number

    def _check(self, number: int) -> None:
        """Make a node anew unless all that it read is as it was; that is brought up to date first."""
        if number in self._fresh:
            return
        for read in self._traces[number]:
            if read in self._changed or (not self._keys[read].startswith(INPUT) and self._differs(read)):
                self._make(number)
                return
        self._settle(number)

    def _differs(self, number: int) -> bool:
        if number in self._unchecked or self._places.get(number, -1) >= self._swept:
            self._check(number)
        return number in self._changed or number in self._dead

    def _settle(self, number: int) -> None:
        self._unchecked.discard(number)
        self._fresh.add(number)
        self._places[number] = -1

    def _make(self, number: int) -> Any:  # noqa: ANN401
        self._dead.add(number)
        value, frame = self._run(number)
        reads = tuple(frame.reads)
        kind = self._kind(number)
        data = dumps(value)
        own = digest(data)
        self._dead.discard(number)
        self._settle(number)
        if reads != tuple(self._traces[number]):
            self._traces[number] = reads
            self._reshaped = True
        self._found.pop(number, None)
        if frame.found:
            self._found[number] = tuple(frame.found)
        if own != self._digests[number]:
            self._digests[number] = own
            self._changed.add(number)
            self._remember(number, kind, data)
        if kind.held:
            self._values[number] = value
        else:
            self._latest = (number, value)
        return value

    def _remember(self, number: int, kind: Kind, data: bytes) -> None:
        if self._store is None:
            return
        if kind.keep is Keep.STORED:
            self._store.keep(number, data)
        elif kind.keep is Keep.TOGETHER:
            self._of_kind(kind)[number] = data
            self._written_kinds.add(kind.name)

    def _run(self, number: int) -> tuple[Any, _Frame]:
        kind, names = self._kind(number), self._keys[number].split(SEPARATOR)[1:]
        frame = _Frame()
        self._stack.append(frame)
        began = time.perf_counter()
        try:
            value = kind.make(*names)
        finally:
            self._stack.pop()
            took = time.perf_counter() - began
            self.times[kind.name] = self.times.get(kind.name, 0.0) + took - frame.spent
            self.made[kind.name] = self.made.get(kind.name, 0) + 1
            if self._stack:
                self._stack[-1].spent += took
        return value, frame

    def _value(self, number: int) -> Any:  # noqa: ANN401
        """The value of a node that is as it was."""
        kind = self._kind(number)
        if self._latest[0] == number:
            return self._latest[1]
        if kind.keep is Keep.FORGOTTEN or self._store is None:
            value = self._run(number)[0]
        else:
            value = loads(self._stored(number, kind))
        if kind.held:
            self._values[number] = value
        return value

    def _stored(self, number: int, kind: Kind) -> bytes:
        assert self._store is not None  # noqa: S101  # the caller's promise
        together = kind.keep is Keep.TOGETHER
        data = self._of_kind(kind).get(number, b"") if together else self._store.value(number)
        if digest(data) != self._digests[number]:
            raise StoreError(self._keys[number])
        return data

    def _of_kind(self, kind: Kind) -> dict[int, bytes]:
        values = self._together.get(kind.name)
        if values is None:
            part = self._store.part(f"kind {kind.name}") if self._store is not None else None
            values = self._together[kind.name] = marshal.loads(part) if part else {}  # noqa: S302  # checked, and ours
        return values

    def _kind(self, number: int) -> Kind:
        return self._kinds[self._keys[number].partition(SEPARATOR)[0]]

    # From build to build

    def _load(self, store: Store) -> None:
        index = store.part("keys")
        if index is None:
            self._reshaped = True
            return
        try:
            self._keys = index.decode().split("\n")
            packed = store.part("digests") or b""
            self._digests = [packed[n : n + DIGEST_BYTES] for n in range(0, len(packed), DIGEST_BYTES)]
            reads, ends, order = (_numbers(store.part(name)) for name in ("reads", "ends", "order"))
            self._traces = [reads[start:end] for start, end in zip([0, *ends], ends, strict=False)]
            self._order = order
            self._found = loads(store.part("found") or b"")
        except (ValueError, EOFError, UnicodeDecodeError) as error:
            raise StoreError("index") from error
        if not len(self._keys) == len(self._digests) == len(self._traces):
            raise StoreError("index")
        self._numbers = {key: number for number, key in enumerate(self._keys) if key}

    def kept(self, name: str) -> bytes | None:
        """What `keep` was given in this or an earlier build: by-products that no value depends on."""
        if name in self._kept:
            return self._kept[name]
        return self._store.part(f"kept {name}") if self._store is not None else None

    def keep(self, name: str, data: bytes) -> None:
        self._kept[name] = data

    def sweep(self) -> None:
        """Go through all nodes, first those that others read: settle the cheap ones, mark the others for a look.

        No node may be asked for before this.
        """
        changed = self._changed
        for number, key in enumerate(self._keys):
            if key.startswith(INPUT):
                now = self.inputs.digest_of(key.removeprefix(INPUT))
                if now != self._digests[number]:
                    self._digests[number] = now
                    changed.add(number)
        if not changed:
            return
        self._places = {number: place for place, number in enumerate(self._order)}
        bad = set(changed)
        traces = self._traces
        for place, number in enumerate(self._order):
            self._swept = place
            if number in self._fresh:
                if number in changed:
                    bad.add(number)
            elif not bad.isdisjoint(traces[number]) and not self._settles(number):
                bad.add(number)
        self._swept = len(self._order)
        self._places = {}

    def _settles(self, number: int) -> bool:
        """Whether a node of which something changed is known to be as it was."""
        kind = self._kind(number)
        if not kind.eager:
            self._unchecked.add(number)
            return False
        try:
            self._make(number)
        except (LookupError, AttributeError):
            # What it names may be gone. Whoever still asks for it hears of the fault.
            self._dead.add(number)
            self._fresh.discard(number)
            self._reshaped = True
            return False
        return number not in self._changed

    def _drop(self, gone: Iterable[int]) -> None:
        for number in gone:
            del self._numbers[self._keys[number]]
            self._keys[number] = ""
            self._traces[number] = ()
            self._digests[number] = NOTHING
            self._found.pop(number, None)
            for values in self._together.values():
                values.pop(number, None)

    def _sorted(self) -> "array[int]":
        """All nodes, each after what it read."""
        done: set[int] = set()
        order = array("I")
        for root in self._roots:
            pending = [root]
            while pending:
                number = pending[-1]
                if number in done:
                    pending.pop()
                    continue
                waiting = [read for read in self._traces[number] if read not in done]
                if waiting:
                    pending.extend(waiting)
                else:
                    done.add(pending.pop())
                    if self._traces[number] or not self._keys[number].startswith(INPUT):
                        order.append(number)
        return order

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        used = {key.removeprefix(INPUT): self._digests[n] for key, n in self._numbers.items() if key.startswith(INPUT)}
        yield "used", marshal.dumps(used)
        for name, data in self._kept.items():
            yield f"kept {name}", data
        yield "digests", b"".join(self._digests)
        yield "found", dumps({number: found for number, found in self._found.items() if found})
        for name in self._written_kinds:
            yield f"kind {name}", marshal.dumps(self._together[name])
        if not self._reshaped:
            return
        yield "keys", "\n".join(self._keys).encode()
        reads, ends = array("I"), array("I")
        for trace in self._traces:
            reads.extend(trace)
            ends.append(len(reads))
        yield "reads", reads.tobytes()
        yield "ends", ends.tobytes()
        yield "order", array("I", self._order).tobytes()


def _numbers(data: bytes | None) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data or b"")
    return numbers
