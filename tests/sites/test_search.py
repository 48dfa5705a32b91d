"""The index of search: made after the site, the same bytes whenever it is made, never in the way."""

from datetime import date
from pathlib import Path

import pytest

from builder.build import STORE, Options, Result, build, index, make
from builder.pages.urls import SEARCH_INDEX
from builder.search import engine, parts
from builder.search.engine import EngineError, StoppedError
from tests.makers import EN, SITE, UK, contents, vzirets, write_site

WITH_SEARCH = {**SITE, "site.yaml": SITE["site.yaml"] + "features: {search: true}\n"}
TODAY = date(2026, 11, 22)
LIST = f"{SEARCH_INDEX}/index.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", WITH_SEARCH)


def options(root: Path, **given: object) -> Options:
    return Options(**{"root": root, "output": root / "public", "today": TODAY, **given})  # type: ignore[arg-type]


def built(root: Path, **given: object) -> dict[str, bytes]:
    result = build(options(root, **given))
    assert result.ok
    assert result.findings == ()
    return contents(root / "public")


def index_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.startswith(f"{SEARCH_INDEX}/")}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tags of the parts that the engine was told to make, one for each."""
    told: list[str] = []
    real = engine.index

    def watched(records: object, tag: str, stopped: object) -> object:
        told.append(tag)
        return real(records, tag, stopped)  # type: ignore[arg-type]

    monkeypatch.setattr("builder.search.index.index", watched)
    return told


def test_two_sites_of_the_same_content_have_the_same_index(root: Path, tmp_path: Path) -> None:
    other = write_site(tmp_path / "another", WITH_SEARCH)

    assert index_of(built(root))
    assert built(root) == built(other, store=False)


def test_each_language_has_an_index_of_its_own_pages(root: Path) -> None:
    (root / EN).unlink()
    assert build(options(root)).ok

    files = index_of(contents(root / "public"))
    folders = {"/".join(path.split("/")[2:4]) for path in files if path.count("/") > 3}

    assert folders == {"uk/practices-0", "uk/pages-0", "en/pages-0"}


def test_nothing_is_indexed_where_no_text_changed(root: Path, indexed: list[str]) -> None:
    built(root)
    assert sorted(indexed) == ["en", "en-pages", "uk", "uk-pages"]
    edit(root / UK, "date: 2024-03-15", "date: 2024-03-16")

    built(root)

    assert len(indexed) == 4


def test_an_edit_of_a_practice_indexes_its_part_alone(root: Path, indexed: list[str]) -> None:
    before = built(root)
    indexed.clear()
    edit(root / EN, "The walls were insulated.", "The roof was insulated.")

    after = built(root)

    assert indexed == ["en"]
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path for path in changed if path.startswith(SEARCH_INDEX) and "/en/practices-0/" not in path} <= {
        LIST,
        f"{SEARCH_INDEX}/.vzirets-manifest.json",
    }
    assert after == built(root, store=False, output=root / "public")


def test_an_index_that_was_damaged_is_mended(root: Path) -> None:
    whole = built(root)
    fragment = next(path for path in index_of(whole) if path.endswith(".pf_fragment"))
    (root / "public" / fragment).unlink()

    assert built(root) == whole


def test_what_is_kept_of_an_index_and_was_damaged_is_not_used(root: Path) -> None:
    whole = built(root)
    for kept in (root / STORE / "search").rglob("*.pf_fragment"):
        kept.write_bytes(b"?")
    for path in index_of(whole):
        (root / "public" / path).unlink()

    assert built(root) == whole


def test_search_switched_off_leaves_nothing_behind(root: Path) -> None:
    built(root)
    edit(root / "site.yaml", "search: true", "search: false")

    without = built(root)

    assert not [path for path in without if path.startswith("search/")]
    assert not (root / "public" / "search").exists()
    assert not (root / STORE / "search").exists()
    assert "/search/" not in (root / "public/index.html").read_text(encoding="utf-8")


def test_cleaning_removes_the_index_and_leaves_foreign_files(root: Path) -> None:
    built(root)
    foreign = root / "public" / SEARCH_INDEX / "own.txt"
    foreign.write_text("mine", encoding="utf-8")

    assert vzirets("clean", "-C", root).code == 0

    assert set(contents(root / "public")) == {f"{SEARCH_INDEX}/own.txt"}


def test_a_build_that_fails_leaves_the_last_index(root: Path) -> None:
    whole = built(root)
    edit(root / UK, "title: Тепла школа\n", "")

    assert not build(options(root)).ok
    assert contents(root / "public") == whole


def test_without_the_engine_the_site_is_built_and_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    edit(root / UK, "Стіни утеплили.", "Стіни й дах утеплили.")

    def missing() -> Path:
        raise EngineError("pagefind-bin")

    monkeypatch.setattr("builder.search.engine.executable", missing)
    result = build(options(root))

    assert result.ok
    assert [(item.code, item.severity) for item in result.findings] == [("V940", "notice")]
    assert index_of(contents(root / "public")) == {}
    assert (root / "public/search/index.html").is_file()


def test_a_large_site_is_told_what_search_costs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.nodes.rare.MANY", 2)

    assert [item.code for item in make(options(root)).findings] == ["V941"]


def test_an_index_that_is_not_wanted_any_more_is_given_up_whole(root: Path) -> None:
    result = build(options(root, index=False))

    with pytest.raises(StoppedError):
        index(options(root), result, stopped=lambda: True)

    assert index_of(contents(root / "public")) == {}
    assert index(options(root), result).ok
    assert contents(root / "public") == built(root, store=False)


def test_verifying_compares_the_index_too(root: Path) -> None:
    result: Result = build(options(root, verify=True))

    assert result.ok
    assert result.index


@pytest.mark.parametrize(("pages", "folders"), [(0, 0), (1, 1), (5_000, 1), (5_001, 2), (20_000, 4)])
def test_pages_are_split_into_parts_of_about_five_thousand(pages: int, folders: int) -> None:
    keys = [("practice", f"practice-{number}") for number in range(pages)]

    groups = parts.groups("uk", "", keys)

    assert len(groups) == folders
    assert sorted(key for group in groups for key in group.keys) == sorted(keys)
    assert all(abs(len(group.keys) - pages / folders) < 500 for group in groups)


def test_a_new_page_leaves_the_others_in_their_parts() -> None:
    keys = [("practice", f"practice-{number}") for number in range(12_000)]

    def place(keys: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        return {key: group.number for group in parts.groups("uk", "", keys) for key in group.keys}

    assert place([("practice", "new"), *keys]).items() >= place(keys).items()
