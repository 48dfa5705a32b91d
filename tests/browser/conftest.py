"""A real Chromium looking at the built site on a loopback server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.tools.built_site import BuiltSite
from tests.tools.chromium import FLAGS, chromium
from tests.tools.npm_parts import AXE, present
from tests.tools.static_server import serving
from tests.tools.window import Window

HEIGHT = 800


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


def _context(browser: Browser, *, width: int, scripts: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="light",
        java_script_enabled=scripts,
        reduced_motion="reduce",
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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab at a common width, all to this test."""
    context = _context(browser, width=1280)
    yield context.new_page()
    context.close()


@pytest.fixture
def narrow_page(browser: Browser) -> Iterator[Page]:
    """A tab of 320 px: a phone, or 400 % zoom on a small laptop."""
    context = _context(browser, width=320)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = _context(browser, width=1280, scripts=False)
    yield context.new_page()
    context.close()
