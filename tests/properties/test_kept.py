"""What lies packed, as changes in the store or in a spool is found again as it would be in a plain list or dict."""

import os
from errno import ENOSPC
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.graph import spool, store
from builder.graph.names import Names
from builder.graph.spool import Spool
from builder.graph.store import Store, StoreError
from builder.graph.values import dumps, loads
from builder.graph.workers import in_processes

TEXTS = st.text(max_size=3)
SAME_SUM = ("plumless", "buckeroo")
"""Different names of one check sum."""
NAMES = st.lists((st.sampled_from(SAME_SUM) | TEXTS).filter(bool), unique=True, max_size=8)
MAPPINGS = st.dictionaries(TEXTS, st.integers() | st.tuples(TEXTS, st.binary(max_size=3)), max_size=6)


@given(earlier=NAMES, later=NAMES, dropped=st.sets(st.integers(0, 15)), absent=TEXTS)
def test_names_are_found_by_numbers_and_numbers_by_names(
    earlier: list[str], later: list[str], dropped: set[int], absent: str
) -> None:
    names = Names(Names(later=earlier).parts(), [name for name in later if name not in earlier])
    plain = [*earlier, *(name for name in later if name not in earlier)]
    for number in dropped & {*range(len(plain))}:
        names.drop(number)
        plain[number] = ""
    for known in (names, Names(names.parts())):
        assert [known[number] for number in range(len(known))] == plain
        assert sorted(known.numbers()) == [number for number, name in enumerate(plain) if name]
        for name in {*earlier, *later, absent} - {""}:
            assert known.number(name) == (plain.index(name) if name in plain else None)
        assert known.add("новий") == len(plain)
        assert (known.number("новий"), known.since(len(plain))) == (len(plain), ["новий"])


def test_a_name_that_was_dropped_and_added_again_keeps_its_new_number() -> None:
    names = Names(Names(later=["перший", "другий"]).parts(), ["третій", "перший"])
    names.drop(0)
    assert (names.number("перший"), names[0], names[3]) == (3, "", "перший")


def test_names_of_one_check_sum_are_told_apart() -> None:
    names = Names(Names(later=SAME_SUM).parts())
    assert [names.number(name) for name in SAME_SUM] == [0, 1]


def test_parts_that_do_not_fit_each_other_are_refused() -> None:
    text, *rest = Names(later=SAME_SUM).parts()
    with pytest.raises(ValueError, match="names"):
        Names([text[1:], *rest])


@given(states=st.lists(MAPPINGS, min_size=1, max_size=5))
@pytest.mark.parametrize("most", [0, 3, 100])
def test_a_mapping_is_as_it_was_last_patched(
    states: list[dict[str, object]], most: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, was = tmp_path_factory.mktemp("store"), dict[str, object]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "MOST_CHANGES", most)
        for state in states:
            opened = Store.opened(folder, "1")
            assert opened is not None
            assert opened.mapping("seen") == was
            changed = {key: value for key, value in state.items() if was.get(key) != value}
            opened.save(opened.patched("seen", {**changed, **dict.fromkeys(was.keys() - state.keys())}))
            opened.close()
            was = state
        opened = Store.opened(folder, "1")
        assert opened is not None
        assert opened.mapping("seen") == was
        opened.close()


def test_a_part_that_was_damaged_is_found_out(tmp_path: Path) -> None:
    opened = Store.opened(tmp_path, "1")
    assert opened is not None
    opened.save([("keys", b"a" * 100)], values=[(1, b"b" * 100)])
    opened.close()
    path = tmp_path / store.FILE
    path.write_bytes(path.read_bytes().replace(b"a" * 100, b"a" * 99 + b"c").replace(b"b" * 100, b"b" * 99 + b"c"))
    damaged = Store.opened(tmp_path, "1")
    assert damaged is not None
    for read in (lambda: damaged.part("keys"), lambda: damaged.value(1), lambda: damaged.value(2)):
        with pytest.raises(StoreError):
            read()
    assert damaged.part("nothing") is None
    damaged.close()


@pytest.mark.parametrize("lost", ["", store.CHANGES], ids=["the whole", "its changes"])
def test_a_mapping_of_which_a_part_is_lost_is_found_out(lost: str, tmp_path: Path) -> None:
    opened = Store.opened(tmp_path, "1")
    assert opened is not None
    opened.save(opened.patched("used", {"а": 1}))
    opened._connection.execute("DELETE FROM parts WHERE name = ?", ("used" + lost,))
    with pytest.raises(StoreError):
        opened.mapping("used")
    opened.close()


Pieces = list[tuple[int, bytes]]
PIECES = st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=9)), max_size=12)


def holding(room: int, monkeypatch: pytest.MonkeyPatch) -> Spool[int]:
    monkeypatch.setattr(spool, "ROOM", room)
    monkeypatch.setattr(spool, "BUFFER", room // 2)
    return Spool()


@settings(max_examples=20)
@given(before=PIECES, after=PIECES, born=PIECES)
@pytest.mark.parametrize("room", [0, 10, 1000])
def test_what_waits_comes_back_in_this_process_and_in_those_it_begets(
    room: int, before: Pieces, after: Pieces, born: Pieces
) -> None:
    def add(pieces: Pieces) -> None:
        for key, content in pieces:
            own.add(key, content)

    def contents() -> dict[int, bytes]:
        return {key: own.content(key) for key in own}

    def child() -> bytes:
        own.take(0)
        add(born)
        return dumps((contents(), own.taken()))

    with pytest.MonkeyPatch.context() as patched:
        own = holding(room, patched)
        add(before)
        own.make_room(1)
        [answer] = in_processes([child], lambda: add(after))
        seen_there, places = loads(answer)
        assert seen_there == {**dict(before), **dict(born)}
        own.places.update(places)
        assert contents() == {**dict(before), **dict(after), **dict(born)}
        own.close()


def test_a_full_disk_leaves_what_waits_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    own, pwrite, calls = holding(5, monkeypatch), os.pwrite, count()

    def full(descriptor: int, content: bytes, place: int) -> int:
        if next(calls) == 1:
            raise OSError(ENOSPC, "full")
        return pwrite(descriptor, content[:2], place)

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(OSError, match="full"):
        own.add(1, b"abcdef")
    own.add(2, b"ghi")
    own.add(3, b"jklmno")
    assert [own.content(key) for key in (1, 2, 3)] == [b"abcdef", b"ghi", b"jklmno"]
    own.close()
