"""What lies packed or as changes in the store is found again as it would be in a plain list or dict."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.graph import store
from builder.graph.names import Names
from builder.graph.store import Store, StoreError

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
