"""Nodes: values made by registered functions, each with the list of what it read.

A function may read only what it asks its graph for, so no dependency can be unknown. On the next build a node is
as it was if everything in its list is; else it is made anew, and where its value comes out the same, those that
read it stay as they were. What a function reports belongs to its node and is told as long as the node is in use.
"""

import heapq
import marshal
import math
import re
import time
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from builder.diagnostics import Diagnostic
from builder.frozen import Frozen
from builder.graph.inputs import NOTHING, Inputs
from builder.graph.names import PARTS as NAME_PARTS
from builder.graph.names import Names
from builder.graph.rows import BASE_PARTS, Base, Numbers, Rows, numbers_of
from builder.graph.spool import Place, Spool
from builder.graph.store import Store, StoreError
from builder.graph.values import DIGEST_BYTES, digest, dumps, loads
from builder.graph.workers import can_fork, in_processes

SEPARATOR = "\0"
INPUT = "<" + SEPARATOR
Key = tuple[str, ...]
"""What names a node: its kind, and the texts that its function takes."""
_MISSING = object()
UNREADABLE = b""
"""The answer of a process that could not read the store."""
_ALL = 1 << 32
"""A level above all."""

WORTH_SPREADING = 100
"""Nodes for which new processes pay."""
ROUND = 1_000
"""About so many groups of nodes one process is given: what it makes of them must fit in memory."""
FEW_ROUNDS = 3
"""After more rounds, a process that takes part in all of them would have gathered too much."""
AHEAD = 8
"""So many groups, from all over the list, are made before processes part: what they load and share serves them all."""

KNOWN, UNCHECKED, DEAD, FRESH, CHANGED = range(5)
"""Of a node: as it was when this build began, as far as anyone has looked; to be looked at; to be made anew; looked
at, or made, and as it was; another than it was."""
SETTLED = (FRESH, CHANGED)
DOUBTFUL = re.compile(b"[%c%c]" % (UNCHECKED, DEAD))

TOGETHER = 8_192
"""Values of one kind that are remembered together are those of so many nodes in a row."""

ALL_PARTS = (*NAME_PARTS, *BASE_PARTS, "later", "digests", "levels", "found")
"""Of the store: all that is remembered of nodes but their values."""

LEAST_FOR_ANEW = 2_000
PART_FOR_ANEW = 8
"""The base is written anew when this many nodes, and one in so many, were made since."""


class Keep(Enum):
    """What becomes of a node's value."""

    STORED = "stored"
    """Remembered on its own."""
    TOGETHER = "together"
    """Remembered with all of its kind: small values, of which many are read at once."""
    FORGOTTEN = "forgotten"
    """Only its digest is remembered; whoever needs the value has it made anew."""
    PASSED = "passed"
    """Forgotten, and its digest is that of what it read: for large values that change whenever that does."""


class Kind(Frozen, gc=True):
    """A kind of node. Its function takes the texts that name the node."""

    name: str
    make: Callable[..., Any]
    keep: Keep = Keep.STORED
    held: bool = True
    """Whether its value stays in memory for the rest of the build."""
    most: int = 0
    """How many of its values are held, where they are too large for all of them to be: the oldest are let go."""
    shipped: bool = False
    """Whether a value that is let go, or made in another process, is written down: reading it is quicker."""
    eager: bool = True
    """Whether it may be made anew before anyone asks: cheap, and right whatever became of what it names."""
    essence: Callable[[Any], object] | None = None
    """What of a forgotten value all the rest follows from: its digest is the value's."""


class _Frame:
    """One making of a node: what it read, in order, and what it reported."""

    __slots__ = ("found", "reads")

    def __init__(self) -> None:
        self.reads: dict[int, None] = {}
        self.found: list[Diagnostic] = []


class Graph:
    """The nodes of one build. Without a store it makes everything.

    Nodes are numbered in the order in which they were first asked for. Of an earlier build come the *base*: arrays
    with the readings and the readers of every node, written anew only when much has changed; what changed since
    stands in dictionaries over them. So an edit costs what it touches, however many nodes there are.
    """

    def __init__(
        self,
        kinds: Iterable[Kind],
        inputs: Inputs,
        store: Store | None = None,
        folder: Path | None = None,
        by_products: Sequence[Spool[Any]] = (),
    ) -> None:
        """`folder` takes what need not stay in memory; `by_products` are filled by functions beside their values."""
        self._folder = folder
        self._spool: Spool[int] = Spool(folder)
        self._store = store
        self._keys = Names()
        self._used: dict[str, bytes | None] = {}
        """Digests of inputs that nodes read, by name, where they are not as remembered; of those of which none reads
        any more, nothing."""
        self._digests = bytearray()
        self._levels = array("I")
        """Of every node one more than the highest of what it reads: in this order nodes are settled."""
        self._base = Base()
        self._renewed = False
        """Whether the base is another since all was remembered."""
        self._traces = Rows()
        """What nodes read that were made since the base was written."""
        self._added: dict[int, list[int]] = {}
        """Who reads a node since then."""
        self._altered: set[int] = set()
        """Nodes that got another digest since then."""
        self._raised = False
        """Whether a level is another since all was remembered."""
        self._remembered = 0
        """How many nodes there were then."""
        self._found: dict[int, tuple[Diagnostic, ...]] = {}
        self._values: dict[int, Any] = {}
        self._large: dict[str, deque[int]] = defaultdict(deque)
        """Large values among them by kind, first those held longest."""
        self._ready: dict[Key, tuple[int, Any]] = {}
        """Held values that were asked for: they stay as they are for the rest of the build."""
        self._together: dict[str, dict[int, bytes]] = {}
        """Values that are remembered together, by the part of the store that holds them."""
        self._written_parts: set[str] = set()
        self._gone: set[int] = set()
        """Nodes that were dropped since all was remembered."""
        self._kept: dict[str, bytes] = {}
        if store is not None:
            self._load(store)
        self._begin(kinds, inputs, by_products)

    def _begin(self, kinds: Iterable[Kind], inputs: Inputs, by_products: Sequence[Spool[Any]]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self.inputs = inputs
        self._by_products = by_products
        self.times: dict[str, float] = {}
        self._inside = 0.0
        self._states = bytearray(len(self._keys))
        self._settled = array("I")
        """Nodes in the order in which they were found to be as they are."""
        self._pending: list[tuple[int, int]] = []
        self._queued: set[int] = set()
        self._swept = _ALL
        """The level that is being settled: what stands on it and above may yet turn out changed."""
        self._roots = self._frame = _Frame()
        """What was asked for from outside; and what is being made now."""
        self._latest: tuple[int, Any] = (-1, None)
        """The last value that was not held: who caused it to be made asks for it next."""

    # What functions use

    def ask(self, *key: str) -> Any:  # noqa: ANN401  # the value of any kind
        """The value of the node of this kind and names; whoever is being made now has read it."""
        ready = self._ready.get(key)
        if ready is not None:
            self._frame.reads[ready[0]] = None
            return ready[1]
        number = self._number(key)
        self._note(number)
        self._bring_up(number)
        value = self._values.get(number, _MISSING)
        if value is _MISSING:
            value = self._value(number)
        if number in self._values:
            self._ready[key] = (number, value)
        return value

    def need(self, *key: str) -> None:
        """Bring a node up to date for what it reports; its value is not made for that where it is as it was."""
        number = self._number(key)
        self._note(number)
        self._bring_up(number)

    def depend(self, name: str) -> bytes:
        """Note that an input is read; its digest."""
        key = INPUT + name
        number = self._keys.number(key)
        if number is None:
            number = self._add(key)
            self._set_input(number, name)
        self._note(number)
        return self._digest(number)

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
        self._frame.found.extend(found)

    # What a build uses

    def refresh(self, *key: str) -> Any:  # noqa: ANN401
        """Make a node's value once more for what its function does besides, as handing out the bytes of a page."""
        return self._run(self._kinds[key[0]], key[1:])[0]

    def found(self) -> list[Diagnostic]:
        """What the nodes in use report, in no order."""
        in_use = self._in_use()
        return [item for number, found in self._found.items() if in_use(number) for item in found]

    def save(self, extra: Iterable[tuple[str, bytes]] = ()) -> None:
        """Remember all of it, and `extra` parts, for the next build."""
        if self._store is None or self.inputs.moved:
            return
        anew = len(self._traces) > max(LEAST_FOR_ANEW, len(self._keys) // PART_FOR_ANEW) or not self._base.ends
        self._tidy(anew)
        kept = (n for n in self._spool if self._keys[n] and self._kind(n).keep is Keep.STORED)
        values = ((number, self._spool.content(number)) for number in kept)
        if self._store.save((*self._parts(self._store), *extra), self._gone, values):
            self._gone.clear()
            self._used.clear()
            self._renewed = self._raised = False
            self._remembered = len(self._levels)
            self._kept.clear()
            self._written_parts.clear()
            self._spool.close()
            self._spool = Spool(self._folder)

    def again(self, kinds: Iterable[Kind], inputs: Inputs, by_products: Sequence[Spool[Any]]) -> None:
        """Begin the next build with all that this one knows, and `sweep` what has changed between them."""
        self._tidy(not self._base.ends)
        changed = self.changed(inputs)
        self._ready.clear()
        self._begin(kinds, inputs, by_products)
        self.sweep(changed)

    def close(self) -> None:
        """Let go of what waits to be remembered."""
        self._spool.close()

    def changed(self, inputs: Inputs) -> list[str]:
        """Names of the inputs that are not as nodes have read them, those too that were not there, in no order."""
        different = {name for name, _ in self.inputs.digests.items() ^ inputs.digests.items()}
        read = [name for name in different if self._keys.number(INPUT + name) is not None]
        return [*self.inputs.moved, *(name for name in read if inputs.digest_of(name) != self.inputs.digests.get(name))]

    # Making

    def _number(self, key: Key) -> int:
        name = SEPARATOR.join(key)
        number = self._keys.number(name)
        return self._add_dead(name) if number is None else number

    def _add(self, key: str) -> int:
        number = self._keys.add(key)
        self._digests += NOTHING
        self._levels.append(0)
        self._states.append(KNOWN)
        return number

    def _note(self, number: int) -> None:
        self._frame.reads[number] = None

    def _bring_up(self, number: int) -> None:
        if self._states[number] == DEAD:
            self._make(number)
        elif self._is_doubtful(number):
            self._check(number)

    def _is_doubtful(self, number: int) -> bool:
        state = self._states[number]
        return state == UNCHECKED or (state == KNOWN and self._levels[number] >= self._swept)

    def _check(self, number: int) -> None:
        """Make a node anew unless all that it read is as it was; that is brought up to date first."""
        for read in self._trace(number):
            if self._differs(read):
                self._make(number)
                return
        self._settle(number, FRESH)

    def _differs(self, number: int) -> bool:
        if self._is_doubtful(number):
            self._check(number)
        return self._states[number] in (CHANGED, DEAD)

    def _settle(self, number: int, state: int) -> None:
        self._states[number] = state
        self._settled.append(number)

    def _make(self, number: int) -> Any:  # noqa: ANN401
        self._states[number] = DEAD
        kind, names = self._named(number)
        if kind.shipped:
            self._spool.places.pop(number, None)  # what is written down of it is of the build before
        value, frame = self._run(kind, names)
        reads = tuple(frame.reads)
        data, own = self._digested(kind, value, reads)
        changed = own != self._digest(number)
        self._settle(number, CHANGED if changed else FRESH)
        self._set_trace(number, reads)
        self._report_of(number, tuple(frame.found))
        if changed:
            self._set_digest(number, own)
            self._wake(number)
            self._remember(number, kind, data)
        self._hold(number, kind, value)
        return value

    def _hold(self, number: int, kind: Kind, value: object) -> None:
        """Keep a value for who asks next; of large ones only so many."""
        self._latest = (number, value)
        if not kind.held:
            return
        self._values[number] = value
        if kind.most:
            held = self._large[kind.name]
            held.append(number)
            if len(held) > kind.most:
                self._let_go(held.popleft())

    def _forget(self, number: int) -> Any:  # noqa: ANN401
        """Hold a value no longer; it, where it was held."""
        value = self._values.pop(number, _MISSING)
        if value is not _MISSING:
            self._ready.pop(tuple(self._keys[number].split(SEPARATOR)), None)
        return value

    def _let_go(self, number: int) -> None:
        value = self._forget(number)
        if value is not _MISSING and self._kind(number).shipped and number not in self._spool:
            self._spool.add(number, dumps(value))

    def _digested(self, kind: Kind, value: object, reads: Sequence[int]) -> tuple[bytes, bytes]:
        if kind.keep is Keep.PASSED:
            return b"", digest(b"".join(map(self._digest, reads)))
        if kind.essence is not None:
            return b"", digest(dumps(kind.essence(value)))
        data = dumps(value)
        return data, digest(data)

    def _remember(self, number: int, kind: Kind, data: bytes) -> None:
        if kind.keep is Keep.STORED:
            self._spool.add(number, data)
        elif kind.keep is Keep.TOGETHER:
            self._keep_together(number, kind, data)

    def _keep_together(self, number: int, kind: Kind, data: bytes) -> None:
        part = _part_of(kind, number)
        self._values_in(part)[number] = data
        self._written_parts.add(part)

    def _report_of(self, number: int, found: tuple[Diagnostic, ...]) -> None:
        self._found.pop(number, None)
        if found:
            self._found[number] = found

    def _run(self, kind: Kind, names: Iterable[str]) -> tuple[Any, _Frame]:
        around = self._frame
        self._frame = frame = _Frame()
        outside, self._inside = self._inside, 0.0
        began = time.process_time()
        try:
            value = kind.make(*names)
        finally:
            self._frame = around
            self._add_time(kind.name, began, outside)
        return value, frame

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the seconds until the end of the block, without those that are timed inside it, under a name."""
        outside, self._inside = self._inside, 0.0
        began = time.process_time()
        try:
            yield
        finally:
            self._add_time(name, began, outside)

    def _add_time(self, name: str, began: float, outside: float) -> None:
        took = time.process_time() - began
        self.times[name] = self.times.get(name, 0.0) + took - self._inside
        self._inside = outside + took

    def _value(self, number: int) -> Any:  # noqa: ANN401
        """The value of a node that is as it was."""
        if self._latest[0] == number:
            return self._latest[1]
        kind, names = self._named(number)
        if kind.keep in (Keep.FORGOTTEN, Keep.PASSED) and number not in self._spool:
            value = self._run(kind, names)[0]
        else:
            value = loads(self._stored(number, kind))
        self._hold(number, kind, value)
        return value

    def _stored(self, number: int, kind: Kind) -> bytes:
        if kind.keep is Keep.TOGETHER:
            data = self._values_in(_part_of(kind, number)).get(number, b"")
        elif number in self._spool:
            data = self._spool.content(number)
        else:
            if self._store is None:  # somebody threw it away meanwhile
                raise StoreError(self._keys[number])
            data = self._store.value(number)
        if kind.keep is not Keep.PASSED and digest(data) != self._digest(number):
            raise StoreError(self._keys[number])
        return data

    def _values_in(self, name: str) -> dict[int, bytes]:
        values = self._together.get(name)
        if values is None:
            part = self._store.part(name) if self._store is not None else None
            values = self._together[name] = marshal.loads(part) if part else {}  # noqa: S302  # checked, and ours
        return values

    def _kind(self, number: int) -> Kind:
        return self._kinds[self._keys[number].partition(SEPARATOR)[0]]

    def _named(self, number: int) -> tuple[Kind, list[str]]:
        """The kind of a node, and the texts that its function takes."""
        kind, *names = self._keys[number].split(SEPARATOR)
        return self._kinds[kind], names

    # Work in several processes

    def has_much_to_make(self, *lists: Key) -> bool:
        """Whether it may be worth to `spread` work: many nodes wait for a look, or one of these lists has changed."""
        numbers = (self._keys.number(SEPARATOR.join(key)) for key in lists)
        changed = any(number is not None and self._states[number] == CHANGED for number in numbers)
        waiting = self._states.count(UNCHECKED) + self._states.count(DEAD)
        return changed or not self._base.ends or waiting >= WORTH_SPREADING

    def spread(self, groups: Iterable[Sequence[Key]], jobs: int) -> None:
        """Bring nodes up to date in `jobs` processes where they are many. Raises WorkerError where one dies.

        Nodes of one group, which read much the same, are made one after the other in one process. This one is among
        them as long as what it makes fits in memory.
        """
        waiting = [own for group in groups if (own := [key for key in group if self._is_waiting(key)])]
        if sum(map(len, waiting)) < WORTH_SPREADING:
            return
        if jobs < 2 or not can_fork():
            self._bring_all_up(chain.from_iterable(waiting))
            return
        self._bring_all_up(chain.from_iterable(waiting[:: len(waiting) // AHEAD + 1]))
        rounds = max(round(len(waiting) / (ROUND * jobs)), 1)
        size = math.ceil(len(waiting) / rounds)
        for start in range(0, len(waiting), size):
            share = waiting[start : start + size]
            shares = [[*chain.from_iterable(share[number::jobs])] for number in range(jobs)]
            if rounds <= FEW_ROUNDS:
                self._spread_round(shares[0], shares[1:])
            else:
                self._spread_round((), shares)

    def _bring_all_up(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._bring_up(self._number(key))

    def _spread_round(self, own: Sequence[Key], others: Sequence[Sequence[Key]]) -> None:
        """What is made here need not be handed over, and serves the processes of the next round."""
        for spool in (self._spool, *self._by_products):
            spool.make_room(len(others))
        known = len(self._keys)
        tasks = [partial(self._share, share, number) for number, share in enumerate(others)]
        for answer in in_processes(tasks, partial(self._bring_all_up, own)):
            if answer == UNREADABLE:
                raise StoreError("another process")
            self._absorb(answer, known)

    def _is_waiting(self, key: Key) -> bool:
        number = self._keys.number(SEPARATOR.join(key))
        return number is None or self._states[number] in (DEAD, UNCHECKED)

    def _share(self, keys: Iterable[Key], place: int) -> bytes:
        """In a new process: bring nodes up to date and tell what was made for that."""
        store, known, before = self._store, len(self._keys), set(self._kept)
        self._store = store.reopened() if store is not None else None
        spools = (self._spool, *self._by_products)
        for spool in spools:
            spool.take(place)
        self._settled = array("I")
        self.times = {}
        try:
            for key in keys:
                self.need(*key)
        except StoreError:  # all is to be made without it, in the parent too
            return UNREADABLE
        made = sorted(self._settled)
        rows = []
        for number in made:
            kind = self._kind(number)
            together = None
            if kind.keep is Keep.TOGETHER:
                together = self._together.get(_part_of(kind, number), {}).get(number)
            trace = self._trace(number).tobytes()
            rows.append((number, self._digest(number), self._levels[number], trace, self._states[number], together))
            if kind.shipped and number in self._values:
                self._let_go(number)
        kept = {name: data for name, data in self._kept.items() if name not in before}
        places = [spool.taken() for spool in spools]
        found = dumps({number: self._found[number] for number in made if number in self._found})
        moved = tuple(self.inputs.moved)
        return marshal.dumps((self._keys.since(known), rows, kept, places, found, moved, self.times))

    def _absorb(self, answer: bytes, known: int) -> None:
        """Take over what another process made; nodes that it met first bear other numbers here."""
        keys, rows, kept, places, found, moved, times = marshal.loads(answer)  # noqa: S302  # our own child's
        self.inputs.moved.update(moved)
        own = [number if (number := self._keys.number(key)) is not None else self._add_dead(key) for key in keys]

        def here(number: int) -> int:
            return number if number < known else own[number - known]

        for number, key in zip(own, keys, strict=True):
            if key.startswith(INPUT) and self._states[number] == DEAD:
                self._states[number] = KNOWN
                self._set_input(number, key.removeprefix(INPUT))
        stored: dict[int, Place]
        stored, *others = places
        told = loads(found)
        for foreign, own_digest, level, trace, state, together in rows:
            number = here(foreign)
            if self._states[number] not in SETTLED:
                self._take_over(number, own_digest, level, tuple(map(here, numbers_of(trace))), state)
                self._report_of(number, told.get(foreign, ()))
                if together is not None:
                    self._keep_together(number, self._kind(number), together)
                if foreign in stored:
                    self._spool.places[number] = stored[foreign]
        for spool, taken in zip(self._by_products, others, strict=True):
            spool.places.update(taken)
        self._kept.update(kept)
        for name, seconds in times.items():
            self.times[name] = self.times.get(name, 0.0) + seconds

    def _take_over(self, number: int, own: bytes, level: int, trace: tuple[int, ...], state: int) -> None:
        self._forget(number)  # what is held of it is of the build before
        self._raise(number, level)
        self._set_trace(number, trace)
        self._set_digest(number, own)
        self._settle(number, state)

    def _add_dead(self, key: str) -> int:
        number = self._add(key)
        self._states[number] = DEAD
        return number

    # Readings and readers

    def _digest(self, number: int) -> bytes:
        return bytes(self._digests[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES])

    def _set_digest(self, number: int, own: bytes) -> None:
        if self._base.ends:
            self._altered.add(number)
        self._digests[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES] = own

    def _set_input(self, number: int, name: str) -> None:
        own = self._used[name] = self.inputs.digest_of(name)
        self._set_digest(number, own)

    def _trace(self, number: int) -> Numbers:
        """What a node read."""
        row = self._traces.row(number)
        return self._base.reads_of(number) if row is None else row

    def _set_trace(self, number: int, reads: tuple[int, ...]) -> None:
        level = 1 + max(map(self._levels.__getitem__, reads), default=0)
        if level > self._levels[number]:
            self._raise(number, level)
        if not self._base.ends:
            self._traces.add(number, reads)
        elif tuple(before := self._trace(number)) != reads:
            self._traces.add(number, reads)
            for read in set(reads).difference(before):
                self._added.setdefault(read, []).append(number)

    def _raise(self, number: int, level: int) -> None:
        """A node now reads one as high as itself: it goes up, and those that read it too where they must."""
        raised = [(number, level)]
        while raised:
            number, level = raised.pop()
            if self._levels[number] < level:
                self._levels[number] = level
                self._raised = True
                if self._base.ends:
                    raised.extend((reader, level + 1) for reader in self._readers(number))

    def _readers(self, number: int) -> Iterator[int]:
        """Who reads a node, and perhaps some who did."""
        return chain(self._base.readers_of(number), self._added.get(number, ()))

    def _in_use(self) -> Callable[[int], bool]:
        """Tells of a node whether what was asked for consists of it: whether a way leads up to a root."""
        known = dict.fromkeys(self._roots.reads, True)

        def in_use(number: int) -> bool:
            if not self._base.ends:
                return True  # all was made because it was asked for
            if number not in known:
                known[number] = self._states[number] != DEAD and any(
                    number in self._trace(reader) and in_use(reader) for reader in self._readers(number)
                )
            return known[number]

        return in_use

    def _reached(self) -> set[int]:
        """All nodes that what was asked for consists of."""
        seen = set(self._roots.reads)
        wave = seen
        while wave:
            wave = set().union(*map(self._trace, wave)) - seen
            seen |= wave
        return seen

    # From build to build

    def sweep(self, changed: Iterable[str]) -> None:
        """Settle what reads changed inputs, level by level: the cheap is made anew, the other marked for a look.

        No node may be asked for before this.
        """
        for name in changed:
            number = self._keys.number(INPUT + name)
            if number is not None:
                self._set_input(number, name)
                self._states[number] = CHANGED
                self._wake(number)
        while self._pending:
            self._swept, number = heapq.heappop(self._pending)
            if self._levels[number] > self._swept:
                heapq.heappush(self._pending, (self._levels[number], number))
            elif self._states[number] not in SETTLED and self._reads_doubtful(number) and not self._settles(number):
                self._wake(number)
        self._swept = _ALL

    def _wake(self, number: int) -> None:
        """Have those looked at that read a node."""
        if self._base.ends:
            for reader in self._readers(number):
                if reader not in self._queued:
                    self._queued.add(reader)
                    heapq.heappush(self._pending, (self._levels[reader], reader))

    def _reads_doubtful(self, number: int) -> bool:
        return any(self._states[read] in (CHANGED, UNCHECKED, DEAD) for read in self._trace(number))

    def _settles(self, number: int) -> bool:
        """Whether a node of which something changed is known to be as it was, or those that read it know better."""
        if self._states[number] == DEAD:
            return False
        kind = self._kind(number)
        if not kind.eager:
            self._states[number] = UNCHECKED
            return False
        try:
            self._make(number)
        except (LookupError, AttributeError):
            # What it names may be gone. Whoever still asks for it hears of the fault.
            self._states[number] = DEAD
            return False
        return True

    def _load(self, store: Store) -> None:
        parts = {name: store.part(name) for name in ALL_PARTS}
        if parts[NAME_PARTS[0]] is None:
            return
        try:
            self._base = Base(*(numbers_of(parts[name]) for name in BASE_PARTS))
            later, digests, traces, self._added = marshal.loads(parts["later"] or b"")  # noqa: S302  # checked, ours
            self._keys = Names((parts[name] for name in NAME_PARTS), later)
            for number, trace in traces.items():
                self._traces.add(number, trace)
            self._digests = bytearray(parts["digests"] or b"")
            self._digests += NOTHING * len(later)
            for number, own in digests.items():
                self._set_digest(number, own)
                if own == NOTHING and not self._keys[number].startswith(INPUT):
                    self._keys.drop(number)  # since the base was written; an input may be known to be missing
            self._levels = array("I", numbers_of(parts["levels"]))
            self._found = loads(parts["found"] or b"")
        except (ValueError, EOFError, TypeError, UnicodeDecodeError) as error:
            raise StoreError("index") from error
        counts = {len(self._keys), len(self._digests) // DIGEST_BYTES, len(self._levels)}
        of_base = {len(self._keys) - len(later), len(self._base.ends), len(self._base.reader_ends)}
        if None in parts.values() or len(counts) > 1 or len(of_base) > 1:
            raise StoreError("index")
        self._remembered = len(self._levels)

    def kept(self, name: str) -> bytes | None:
        """What `keep` was given in this or an earlier build: by-products that no value depends on."""
        if name in self._kept:
            return self._kept[name]
        return self._store.part(f"kept {name}") if self._store is not None else None

    def keep(self, name: str, data: bytes) -> None:
        self._kept[name] = data

    def _tidy(self, anew: bool) -> None:
        """Drop what nobody looked at, which may be outdated; write the base `anew` without what nobody needs."""
        gone = {match.start() for match in DOUBTFUL.finditer(self._states)}
        if anew and self._base.ends:  # what a first build made was asked for
            reached = self._reached()
            gone.update(number for number in self._keys.numbers() if number not in reached)
        self._drop(gone)
        if anew:
            self._base = Base.of(len(self._keys), self._trace)
            self._traces = Rows()
            self._added.clear()
            self._altered.clear()
            self._renewed = True

    def _drop(self, gone: Collection[int]) -> None:
        for number in gone:
            self._forget(number)
            self._gone.add(number)
            name = self._keys[number]
            if name.startswith(INPUT):
                self._used[name.removeprefix(INPUT)] = None
            elif name:
                self._together.get(_part_of(self._kind(number), number), {}).pop(number, None)
            self._keys.drop(number)
            self._traces.add(number, ())
            self._set_digest(number, NOTHING)
            self._found.pop(number, None)
            self._spool.places.pop(number, None)

    def _parts(self, store: Store) -> Iterator[tuple[str, bytes]]:
        yield from store.patched("used", self._used)
        for name, data in self._kept.items():
            yield f"kept {name}", data
        for name in self._written_parts:
            yield name, marshal.dumps(self._together[name])
        if self._raised or len(self._levels) != self._remembered:
            yield "levels", self._levels.tobytes()
        yield "found", dumps({number: found for number, found in self._found.items() if found})
        if self._renewed:
            yield "digests", bytes(self._digests)
            yield from zip(NAME_PARTS, self._keys.parts(), strict=True)
            for name, values in zip(BASE_PARTS, self._base, strict=True):
                yield name, values.tobytes()
        traces = {number: tuple(self._trace(number)) for number in self._traces}
        digests = {number: self._digest(number) for number in self._altered}
        yield "later", marshal.dumps((self._keys.since(len(self._base.ends)), digests, traces, self._added))


def _part_of(kind: Kind, number: int) -> str:
    """The part of the store that holds a value which is remembered together with those of its kind."""
    return f"kind {kind.name} {number // TOGETHER}"
