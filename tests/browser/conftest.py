"""A real Chromium looking at the built site on a loopback server."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.tools.built_site import BuiltSite
from tests.tools.chromium import FLAGS, chromium
from tests.tools.npm_parts import AXE, present
from tests.tools.static_server import serving
from tests.tools.window import Window

HEIGHT = 800

expect.set_options(timeout=30_000)  # as long as playwright waits for all else: a slow machine must not fail a merge


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path is not None, "no Chromium on this machine: run `make tools`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(site: BuiltSite) -> Iterator[str]:
    """The origin under which the built site is served."""
    with serving(site) as origin:
        yield origin


WIDE, NARROW = 1280, 320
"""A common width; a phone, or 400 % zoom on a small laptop."""


def _context(browser: Browser, *, width: int, **given: Any) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce", **given
    )


@pytest.fixture(scope="session", params=[360, 1280], ids=lambda width: f"{width}px")
def window(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Window]:
    """A tab for each width readers have, with axe-core in every page."""
    width = request.param
    context = _context(browser, width=width)
    context.add_init_script(path=present(AXE))
    window = Window(page=context.new_page(), origin=served, width=width)
    window.watch()
    yield window
    context.close()


# A context costs several times what a page does: tests that only look share one. The service worker, which
# test_offline.py and every window prove, would stand there between them.


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """What tests share: a reader at a desk, one with a phone, and one whose browser runs no scripts."""
    made = {
        "wide": _context(browser, width=WIDE, service_workers="block"),
        "narrow": _context(browser, width=NARROW, service_workers="block"),
        "without scripts": _context(browser, width=WIDE, java_script_enabled=False),
    }
    yield made
    for context in made.values():
        context.close()


def _tab_in(name: str, scope: Literal["function", "session"]) -> Any:
    """A fixture: a tab of a shared context."""

    @pytest.fixture(scope=scope)
    def tab(contexts: dict[str, BrowserContext]) -> Iterator[Page]:
        page = contexts[name].new_page()
        yield page
        page.close()

    return tab


page = _tab_in("wide", "function")
narrow_page = _tab_in("narrow", "function")
page_without_scripts = _tab_in("without scripts", "function")

# Tabs that stay open, for tests that open one page after another and change nothing but where they are.
tab = _tab_in("wide", "session")
narrow_tab = _tab_in("narrow", "session")
tab_without_scripts = _tab_in("without scripts", "session")


@pytest.fixture
def own_page(browser: Browser) -> Iterator[Page]:
    """A tab whose context is all to this test, which may change it."""
    context = _context(browser, width=WIDE)
    yield context.new_page()
    context.close()
