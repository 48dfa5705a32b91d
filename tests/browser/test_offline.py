"""Reading in a blackout: what a reader has opened stays readable, what is online is never stale."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.makers import SITE, UK, vzirets, write_site
from tests.tools.built_site import read_built_site
from tests.tools.static_server import serving

STORES = "async () => (await caches.keys()).sort()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


def wait_until(page: Page, holds: str, given: str = "") -> None:
    """Until an asynchronous function of the page answers yes."""
    page.evaluate(
        f"async given => {{ while (!(await ({holds})(given))) await new Promise(go => setTimeout(go, 50)); }}", given
    )


@dataclass(frozen=True, slots=True)
class Showcase:
    """A small site that is built and served, and may be built again."""

    root: Path
    origin: str

    def build(self, *, offline: bool = True) -> None:
        switched = f"{SITE['site.yaml']}features: {{offline: {str(offline).lower()}}}\n"
        (self.root / "site.yaml").write_text(switched, encoding="utf-8")
        done = vzirets("build", "-C", self.root, "-o", self.root / "public", "--today", "2026-11-22")
        assert done.code == 0, done.err

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def showcase(tmp_path: Path) -> Iterator[Showcase]:
    made = Showcase(write_site(tmp_path / "site"), "")
    made.build()
    with serving(read_built_site(made.root / "public")) as origin:
        yield Showcase(made.root, origin)


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    yield context
    context.close()


def visited(reader: BrowserContext, showcase: Showcase, *addresses: str) -> Page:
    """A tab in which these pages have been read and kept."""
    page = reader.new_page()
    for address in addresses:
        page.goto(showcase.origin + address)
        wait_until(page, "() => navigator.serviceWorker.controller")
        wait_until(page, "address => caches.match(address)", showcase.origin + address)
    return page


def test_what_was_read_stays_readable_and_looks_as_it_did(showcase: Showcase, reader: BrowserContext) -> None:
    page = visited(reader, showcase, "/practices/warm-school/", "/en/")
    reader.set_offline(True)

    page.goto(f"{showcase.origin}/practices/warm-school/")

    expect(page.locator("h1")).to_have_text("Тепла школа")
    assert page.evaluate("() => [...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert page.evaluate("() => document.styleSheets.length") > 1


def test_what_was_not_read_is_told_in_both_languages_with_a_way_to_what_was(
    showcase: Showcase, reader: BrowserContext
) -> None:
    page = visited(reader, showcase, "/practices/warm-school/")
    reader.set_offline(True)

    page.goto(f"{showcase.origin}/regions/donetska/?from=elsewhere")

    assert page.url.endswith("/regions/donetska/?from=elsewhere")
    expect(page.locator("h1")).to_have_text("Немає зв’язку")
    expect(page.locator("[lang=en] h2").first).to_have_text("You are offline")
    page.get_by_role("link", name="Тепла школа").click()
    expect(page.locator("h1")).to_have_text("Тепла школа")


def test_a_page_that_changed_is_seen_at_once_when_the_network_is_there(
    showcase: Showcase, reader: BrowserContext
) -> None:
    page = visited(reader, showcase, "/practices/warm-school/")
    showcase.edit(UK, "Тепла школа", "Тепліша школа")
    showcase.build()

    page.goto(f"{showcase.origin}/practices/warm-school/")
    expect(page.locator("h1")).to_have_text("Тепліша школа")

    reader.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("Тепліша школа")


def test_a_page_that_is_gone_is_kept_no_longer(showcase: Showcase, reader: BrowserContext) -> None:
    page = visited(reader, showcase, "/en/practices/warm-school/", "/practices/warm-school/")
    (showcase.root / UK.replace(".uk.", ".en.")).unlink()
    showcase.build()
    page.goto(f"{showcase.origin}/en/practices/warm-school/")

    reader.set_offline(True)
    page.goto(f"{showcase.origin}/en/practices/warm-school/")

    expect(page.locator("h1")).to_have_text("Немає зв’язку")


def test_stores_of_an_earlier_version_go_and_kept_pages_keep_a_style(
    showcase: Showcase, reader: BrowserContext
) -> None:
    page = visited(reader, showcase, "/practices/warm-school/")
    before = page.evaluate(STORES)
    write_site(showcase.root, {"assets/css/pages/practice.css": "main { color: rgb(1, 2, 3); }"})
    showcase.build()

    page.goto(f"{showcase.origin}/about/")
    wait_until(page, f"async old => !(await ({STORES})()).includes(old)", before[0])

    assert len(page.evaluate(STORES)) == len(before)
    reader.set_offline(True)
    page.goto(f"{showcase.origin}/practices/warm-school/")
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).color") == "rgb(1, 2, 3)"


def test_switched_off_the_worker_takes_everything_away(showcase: Showcase, reader: BrowserContext) -> None:
    page = visited(reader, showcase, "/practices/warm-school/")
    showcase.build(offline=False)

    page.goto(f"{showcase.origin}/about/")
    wait_until(page, f"async () => (await ({WORKERS})()) === 0")

    assert page.evaluate(STORES) == []
    page.goto(f"{showcase.origin}/")
    assert page.evaluate(WORKERS) == 0


def test_an_edit_of_a_text_leaves_the_worker_as_it_is(showcase: Showcase) -> None:
    worker = showcase.root / "public" / "sw.js"
    before = worker.read_bytes()
    showcase.edit(UK, "Стіни утеплили.", "Стіни утеплили й пофарбували.")
    showcase.build()
    assert worker.read_bytes() == before
