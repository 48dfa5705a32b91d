"""A reader finds a practice by the map: with a pointer, by keyboard alone, by what a screen reader hears."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.tools.built_site import BuiltSite

REGIONS = 27
MANY_STOPS = 120
NAME = re.compile(r"(.+): (\d+)\s+практик[аи]?")


@pytest.fixture(params=["", "regions/"], ids=["home", "regions"])
def map_(request: pytest.FixtureRequest, site: BuiltSite, served: str, page: Page) -> Locator:
    """The map, wherever it stands."""
    page.goto(f"{served}{site.prefix}{request.param}")
    return page.get_by_role("group", name="Мапа")


def test_a_pointer_leads_from_the_map_to_a_practice_its_translation_and_paper(
    site: BuiltSite, served: str, page: Page
) -> None:
    page.goto(served + site.prefix)
    page.get_by_role("group", name="Мапа").get_by_role("link", name="Донецька область").locator("use").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Донецька область")
    title = page.locator(".items h3 a").first.inner_text()
    page.locator(".items h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    uk = page.url
    page.locator(".tools").get_by_role("link", name="English").click()
    assert page.url == uk.replace("/practices/", "/en/practices/")
    page.emulate_media(media="print")
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()


def test_keyboard_alone_leads_from_the_map_to_a_practice(map_: Locator, page: Page) -> None:
    link = map_.get_by_role("link", name="Донецька область")
    tab_to(page, link)
    expect(link.locator(".name")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Донецька область")
    tab_to(page, page.locator(".items h3 a").first)
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_be_visible()


def test_the_map_says_what_its_list_says(map_: Locator, page: Page) -> None:
    names = [str(link.get_attribute("aria-label")) for link in map_.get_by_role("link").all()]
    said = {match[1]: match[2] for name in names if (match := NAME.fullmatch(name))}
    assert len(said) == len(names) > 0

    rows = page.locator("main li", has=page.locator("a[href*='/regions/']")).all()
    listed = dict(row.inner_text().rsplit(maxsplit=1) for row in rows)
    assert {name: number for name, number in listed.items() if number != "0"} == said


def test_all_regions_stand_in_the_index_also_those_without_a_practice(site: BuiltSite, served: str, page: Page) -> None:
    page.goto(f"{served}{site.prefix}regions/")
    links = page.locator("main li a[href*='/regions/']")
    expect(links).to_have_count(REGIONS)
    assert {"Автономна Республіка Крим", "Севастополь", "Київ"} <= set(links.all_inner_texts())


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(MANY_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("link => link === document.activeElement"):
            return
    raise AssertionError(f"no way by keyboard to {target}")
