"""(I/O) What is remembered from build to build: one SQLite file.

It is never needed for a right result. A store that is damaged, of another version or foreign is thrown away; one
that another build holds is left alone. All that a build has to remember is one transaction, so a killed build
leaves what was there before it. Every part is checked by its sum when it is read.
"""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

FILE = "store.db"
CHANGES = "\0changes"
"""After the name of a mapping: what is another since it was written as a whole."""
MOST_CHANGES = 2_000
"""Of a mapping; where there are more, it is written as a whole again."""
PATIENCE = 1.0
"""Seconds to wait for another build."""


class StoreError(Exception):
    """What was remembered cannot be read."""


class Store:
    """An open store of one version; `None` is what `opened` gives where there can be none."""

    def __init__(self, connection: sqlite3.Connection, path: Path, version: str, *, writes: bool = True) -> None:
        self._connection = connection
        self._path = path
        self._version = version
        self.writes = writes
        self.closed = False
        self._left: tuple[int, int] = (0, 0)

    @classmethod
    def opened(cls, folder: Path, version: str, *, writes: bool = True) -> "Store | None":
        """The store in `folder`; one that `writes` replaces what is no store of this version there by an empty one."""
        path = folder / FILE
        if not writes:
            return cls._for_reading(path, version)
        for _ in range(2):
            try:
                return cls(_connected(path, version), path, version)
            except sqlite3.OperationalError as error:
                if "lock" in str(error) or "busy" in str(error):
                    return None
                discard(folder)
            except (sqlite3.Error, OSError):
                discard(folder)
        return None

    @classmethod
    def _for_reading(cls, path: Path, version: str) -> "Store | None":
        try:
            return cls(_connected(path, version), path, version, writes=False) if path.is_file() else None
        except (sqlite3.Error, OSError):
            return None

    def part(self, name: str) -> bytes | None:
        """A large part, by name."""
        try:
            found = self._connection.execute("SELECT rowid, seal FROM parts WHERE name = ?", (name,)).fetchone()
            if found is None:
                return None
            place, seal = found
            with self._connection.blobopen("parts", "value", place, readonly=True) as blob:  # copied once, not twice
                return _opened(blob.read(), seal, name)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(name) from error

    def mapping(self, name: str) -> dict[str, Any]:
        """A large part that is a dict of plain values, of which most builds change few."""
        parts = self.part(name), self.part(name + CHANGES)
        if None in parts:
            if any(part is not None for part in parts):
                raise StoreError(name)
            return {}
        whole, changes = map(_loaded, parts)
        whole.update(changes)
        for key in [key for key, value in changes.items() if value is None]:
            del whole[key]
        return whole

    def patched(self, name: str, changes: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        """The parts to save so that a `mapping` has these values too; those whose value is `None` go."""
        if not changes:
            return
        before = self.part(name + CHANGES)
        later = {**_loaded(before), **changes}
        if before is None or len(later) > MOST_CHANGES:
            whole = {**self.mapping(name), **later}
            yield name, marshal.dumps({key: value for key, value in whole.items() if value is not None})
            later = {}
        yield name + CHANGES, marshal.dumps(later)

    def value(self, number: int) -> bytes:
        try:
            found = self._connection.execute("SELECT value, seal FROM node WHERE number = ?", (number,)).fetchone()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(str(number)) from error
        value, seal = found or (None, None)
        return _opened(value, seal, number)

    def save(
        self, parts: Iterable[tuple[str, bytes]], gone: Iterable[int] = (), values: Iterable[tuple[int, bytes]] = ()
    ) -> bool:
        """Remember `parts` and the `values` of nodes, forget those that are `gone`; whether it is remembered now."""
        if not self.writes:
            return False
        try:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
                if not self.is_as_left():
                    raise sqlite3.DatabaseError("written by another")
            self._connection.executemany("DELETE FROM node WHERE number = ?", ((number,) for number in gone))
            for table, rows in (("node", values), ("parts", parts)):
                sealed = ((name, value, _seal(value, name)) for name, value in rows)
                self._connection.executemany(f"REPLACE INTO {table} VALUES (?, ?, ?)", sealed)  # noqa: S608  # ours
            self._connection.commit()
        except (sqlite3.Error, OSError):  # another build is writing, or the disk is full
            self.writes = False
            with suppress(sqlite3.Error):
                self._connection.rollback()
            return False
        self._connection.execute("BEGIN")
        return True

    def leave(self) -> None:
        """Let others write between two builds of one process."""
        try:
            self._connection.commit()
        except sqlite3.Error:  # another reads; what is not written yet will be
            self._connection.rollback()
        self._left = self._state()

    def is_as_left(self) -> bool:
        """Whether nobody else has written or thrown the store away since."""
        return self._left == self._state() != (0, 0)

    def _state(self) -> tuple[int, int]:
        """Changes when another process writes, or puts another file in the place of this one."""
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            return version, self._path.stat().st_ino
        except (sqlite3.Error, OSError):
            return 0, 0

    def reopened(self) -> "Store | None":
        """The same store for reading, in a process that was born with this one: a connection serves one process."""
        return Store._for_reading(self._path, self._version)

    def close(self) -> None:
        self.closed = True
        with suppress(sqlite3.Error):
            self._connection.rollback()
            self._connection.close()


def discard(folder: Path) -> None:
    """Throw the store away."""
    for path in (folder / FILE, folder / f"{FILE}-journal"):
        with suppress(OSError):
            path.unlink()


def _connected(path: Path, version: str) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The preview builds in threads, one after the other.
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("BEGIN")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "version" in tables:
            if connection.execute("SELECT value FROM version").fetchone() != (version,):
                raise sqlite3.DatabaseError("another version")
            return connection
        if tables:
            raise sqlite3.DatabaseError("not ours")
        connection.execute("CREATE TABLE version (value TEXT)")
        connection.execute("CREATE TABLE parts (name TEXT PRIMARY KEY, value BLOB, seal INTEGER)")
        connection.execute("CREATE TABLE node (number INTEGER PRIMARY KEY, value BLOB, seal INTEGER)")
        connection.execute("INSERT INTO version VALUES (?)", (version,))
    except BaseException:
        connection.close()
        raise
    return connection


def _seal(value: bytes, name: str | int) -> int:
    """Tells damage: a cryptographic digest of the large parts would take longer than all else that opens a store."""
    return crc32(value, name if isinstance(name, int) else crc32(name.encode()))


def _opened(value: object, seal: object, name: str | int) -> bytes:
    if not isinstance(value, bytes) or _seal(value, name) != seal:
        raise StoreError(str(name))
    return value


def _loaded(part: bytes | None) -> dict[str, Any]:
    return marshal.loads(part) if part else {}  # noqa: S302  # its seal is whole, and it makes plain values only
