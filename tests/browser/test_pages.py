"""What a reader does with the pages, in a real browser."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import BILINGUAL_KINDS, LANGUAGES, example

TAB_STOPS = 40

# How the focused element looks, beside how it looks once the focus has left it.
FOCUS_IS_VISIBLE = """() => {
  const element = document.activeElement;
  const look = () => {
    const style = getComputedStyle(element);
    return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join();
  };
  const focused = look();
  element.blur();
  const calm = look();
  element.focus({focusVisible: true});
  return focused !== calm;
}"""


# What works by scripts alone may be missing without them, and a closed group is one press away.
ALL_OPEN = """() => {
  for (const group of document.querySelectorAll('details')) group.open = true;
  for (const control of document.querySelectorAll('.js-only, [data-do], .order')) control.remove();
}"""


def words_to_read(page: Page) -> set[str]:
    """The words a reader can reach in the main part by looking and by opening what is closed."""
    page.evaluate(ALL_OPEN)
    return set(page.locator("main").inner_text().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BILINGUAL_KINDS)
def test_page_fits_320_pixels(kind: str, language: str, site: BuiltSite, served: str, narrow_tab: Page) -> None:
    address = example(site, kind, language)
    narrow_tab.goto(served + address)

    wide = narrow_tab.evaluate("() => document.documentElement.scrollWidth")

    assert wide <= 320, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_tab_stop_skips_to_the_content(language: str, site: BuiltSite, served: str, page: Page) -> None:
    page.goto(served + example(site, "practice", language))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("() => document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("kind", ["home", "practices", "practice", "region"])
def test_every_tab_stop_shows_the_focus(kind: str, site: BuiltSite, served: str, page: Page) -> None:
    page.goto(served + example(site, kind, "uk"))

    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        if focused.startswith("<body"):  # past the last stop
            break
        assert page.evaluate(FOCUS_IS_VISIBLE), focused
        assert page.locator(":focus").bounding_box(), focused


@pytest.mark.parametrize("kind", BILINGUAL_KINDS)
def test_language_switch_leads_to_the_same_page_and_back(kind: str, site: BuiltSite, served: str, tab: Page) -> None:
    start = served + example(site, kind, "uk")
    tab.goto(start)

    tab.click("header a[hreflang=en]")
    expect(tab).to_have_url(served + site.prefix + "en/" + start.removeprefix(served + site.prefix))
    expect(tab.locator("html")).to_have_attribute("lang", "en")

    tab.click("header a[hreflang=uk]")
    expect(tab).to_have_url(start)
    expect(tab.locator("html")).to_have_attribute("lang", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BILINGUAL_KINDS)
def test_page_is_whole_without_scripts(
    kind: str, language: str, site: BuiltSite, served: str, tab: Page, tab_without_scripts: Page
) -> None:
    address = served + example(site, kind, language)
    tab.goto(address)
    tab_without_scripts.goto(address)

    assert words_to_read(tab) - words_to_read(tab_without_scripts) == set()
    assert tab_without_scripts.locator("header nav a").first.is_visible()


@pytest.mark.parametrize("unknown", ["nema", "practices/nema/", "en/practices/nema/nema/", "en/nema.html"])
def test_unknown_address_gets_the_styled_not_found_page(unknown: str, site: BuiltSite, served: str, page: Page) -> None:
    failed: list[str] = []
    page.on("response", lambda response: response.ok or failed.append(response.url))
    address = served + site.prefix + unknown

    response = page.goto(address)

    assert response is not None
    assert response.status == HTTPStatus.NOT_FOUND
    assert failed == [address]
    assert page.locator("h1").is_visible()
    assert page.evaluate("() => document.styleSheets.length") > 0
    assert page.locator("main [lang=en]").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_practice_leaves_out_the_navigation(language: str, site: BuiltSite, served: str, page: Page) -> None:
    page.goto(served + example(site, "practice", language))

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").first.is_visible()


def test_colours_follow_the_reader_s_system(site: BuiltSite, served: str, page: Page) -> None:
    page.goto(served + example(site, "home", "uk"))

    def lightness() -> int:
        colour = page.evaluate(
            "() => [getComputedStyle(document.body), getComputedStyle(document.documentElement)]"
            ".map(style => style.backgroundColor).find(colour => colour !== 'rgba(0, 0, 0, 0)') || 'rgb(255, 255, 255)'"
        )
        return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])

    page.emulate_media(color_scheme="light")
    light = lightness()
    page.emulate_media(color_scheme="dark")

    assert lightness() < light
