"""What is kept from build to build: used where it fits, never needed, and found out where it lies."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from builder.build import STORE, Options, build, version
from builder.graph.store import FILE, Store
from builder.graph.values import dumps, loads
from tests.makers import EN, UK, contents, vzirets, write_site

HEAVY = ("pydantic", "jinja2", "babel", "lxml", "markdown", "nh3", "PIL")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site")
    assert vzirets("build", "-C", site, "--today", "2026-11-22").code == 0
    return site


def rebuilt(root: Path) -> set[str]:
    result = build(Options(root=root, output=root / "public", today=date(2026, 11, 22)))
    assert result.ok
    assert result.published is not None
    return set(result.published.written)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_where_nothing_changed_nothing_that_makes_pages_is_imported(root: Path) -> None:
    told = f"import sys; from builder.cli import run; run(['build', '-C', {str(root)!r}, '--today', '2026-11-22']); "
    told += f"print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_edited_body_changes_its_page_alone(root: Path) -> None:
    edit(root / EN, "The walls were insulated.", "The walls and the roof were insulated.")
    assert rebuilt(root) == {"en/practices/warm-school/index.html"}


def test_an_english_name_of_a_programme_changes_english_pages_alone(root: Path) -> None:
    edit(root / "content/programmes/warm-homes.yaml", "Warm Homes", "Warmer Homes")
    written = rebuilt(root)
    data = {"data/practices.json", "data/programmes.csv", "data/datapackage.json"}
    assert {path for path in written if not path.startswith("en/")} == data
    assert "en/programmes/warm-homes/index.html" in written


def test_a_title_changes_its_lists_and_feeds(root: Path) -> None:
    edit(root / UK, "Тепла школа", "Тепліша школа")
    written = rebuilt(root)
    assert {"practices/index.html", "feed.xml", "regions/donetska/index.html", "data/practices.csv"} <= written
    assert "about/index.html" not in written


def test_a_store_that_was_cut_off_is_thrown_away(root: Path) -> None:
    before = contents(root / "public")
    store = root / STORE / FILE
    store.write_bytes(store.read_bytes()[:3000])
    assert rebuilt(root) == set()
    assert contents(root / "public") == before


def test_a_store_held_by_another_build_is_left_alone(root: Path) -> None:
    edit(root / UK, "Тепла школа", "Тепліша школа")
    other = Store.opened(root / STORE, version())
    assert other is not None
    other.save((), values=[(10**9, b"")])
    other.save([], [])
    assert "practices/warm-school/index.html" in rebuilt(root)
    other.close()


def test_6_when_a_clean_build_gives_other_bytes(root: Path) -> None:
    assert vzirets("build", "-C", root, "--today", "2026-11-22", "--verify").code == 0
    store = Store.opened(root / STORE, version())
    assert store is not None
    rows = loads(store.part("rows") or b"")
    (path, _, size), node = rows[0]
    store.save([("rows", dumps((((path, "0" * 64, size), node), *rows[1:])))], [])
    store.close()
    done = vzirets("build", "-C", root, "--today", "2026-11-22", "--verify", "--format", "plain")
    assert done.code == 6
    assert "V920 " in done.out
    assert path in done.out
    assert vzirets("build", "-C", root, "--today", "2026-11-22", "--verify").code == 0
