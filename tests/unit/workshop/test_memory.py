"""The memory of what was made: whole or not there, and never to be trusted blindly."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builder.workshop.memory import SEASON, Made, Memory, put

MADE = Made(key="k", facts={"size": [2, 1]}, files=(("2.jpg", b"pixels"), ("2.avif", b"fewer")))


def remembered(folder: Path) -> Memory:
    memory = Memory(folder)
    put(MADE, memory.place())
    return memory


def test_what_was_put_is_there() -> None:
    memory = Memory(None)
    assert memory.entry("k") is None
    put(MADE, memory.place())
    entry = memory.entry("k")
    assert entry is not None
    assert entry.facts == {"size": [2, 1]}
    assert [memory.content("k", file) for file in entry.files] == [b"pixels", b"fewer"]


def test_without_a_folder_nothing_outlives_the_memory() -> None:
    memory = Memory(None)
    place = memory.place()
    assert place.is_dir()
    del memory
    assert not place.exists()


def test_what_may_only_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    remembered(tmp_path / "made")
    reader = Memory(tmp_path / "made", writes=False)
    assert reader.entry("k") is not None
    assert reader.place() != tmp_path / "made"


def test_to_put_the_same_again_changes_nothing(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    put(MADE, memory.place())
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


@pytest.mark.parametrize("damage", ["{", "[]", '{"facts": {}}', '{"facts": {}, "files": [["gone.jpg", "", 1]]}'])
def test_a_damaged_entry_is_as_none_and_gives_way_to_a_new_one(tmp_path: Path, damage: str) -> None:
    memory = remembered(tmp_path)
    (tmp_path / "k" / "made.json").write_text(damage)
    assert memory.entry("k") is None
    put(MADE, memory.place())
    assert memory.entry("k") is not None


def test_a_damaged_entry_gives_way_when_many_put_a_new_one_at_once(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    for _ in range(20):
        (tmp_path / "k" / "made.json").write_text("{")
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(put, [MADE] * 8, [memory.place()] * 8)) == [None] * 8
        assert memory.entry("k") is not None
        assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_a_file_that_is_not_what_it_was_is_not_given_out(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    entry = memory.entry("k")
    assert entry is not None
    (tmp_path / "k" / "2.jpg").write_bytes(b"PIXELS")
    assert memory.content("k", entry.files[0]) is None
    assert memory.entry("k") is None


def test_what_is_damaged_where_nothing_may_be_thrown_away_gives_way_beside(tmp_path: Path) -> None:
    remembered(tmp_path)
    reader = Memory(tmp_path, writes=False)
    entry = reader.entry("k")
    assert entry is not None
    (tmp_path / "k" / "2.jpg").write_bytes(b"PIXELS")
    assert reader.content("k", entry.files[0]) is None
    assert reader.entry("k") is None
    put(MADE, reader.place())
    assert reader.content("k", entry.files[0]) == b"pixels"
    assert (tmp_path / "k" / "2.jpg").read_bytes() == b"PIXELS"


def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "made")
    put(MADE, memory.place())
    assert memory.entry("k") is not None


def test_what_nobody_asked_for_in_a_season_is_forgotten(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    put(Made(key="old"), memory.place())
    os.utime(tmp_path / "old", (1, 1))
    os.utime(tmp_path / "k", (tmp_path.stat().st_mtime - SEASON + 60,) * 2)
    assert memory.entry("k") is not None
    memory.forget_old()
    assert [path.name for path in tmp_path.iterdir()] == ["k"]
