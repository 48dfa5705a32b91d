"""Badges to show elsewhere: a browser draws them, and no line leaves the picture."""

import pytest
from lxml import etree
from playwright.sync_api import Browser

from tests.tools.built_site import BuiltSite

OUTSIDE = """
() => [...document.querySelectorAll('text')].filter(line => {
  const box = line.getBBox(), whole = document.documentElement.viewBox.baseVal;
  return box.x < 0 || box.y < 0 || box.x + box.width > whole.width || box.y + box.height > whole.height;
}).map(line => line.textContent)
"""


@pytest.fixture(scope="module")
def badges(site: BuiltSite) -> list[str]:
    found = [file.relative_to(site.root).as_posix() for file in (site.root / "competitions").rglob("*.svg")]
    assert found
    return sorted(found)


def test_every_badge_is_drawn_whole(badges: list[str], served: str, browser: Browser) -> None:
    page = browser.new_page()
    try:
        for badge in badges:
            page.goto(f"{served}/{badge}")
            assert page.evaluate("() => document.querySelectorAll('text').length") >= 4, badge
            assert page.evaluate(OUTSIDE) == [], badge
    finally:
        page.close()


def test_a_badge_needs_nothing_from_elsewhere_and_speaks_both_languages(badges: list[str], site: BuiltSite) -> None:
    for badge in badges:
        drawn = etree.fromstring((site.root / badge).read_bytes())
        names = {etree.QName(element).localname for element in drawn.iter()}
        assert names <= {"svg", "title", "rect", "path", "g", "text"}, badge
        spoken = {element.get("{http://www.w3.org/XML/1998/namespace}lang") for element in drawn.iter("{*}text")}
        assert spoken == {"uk", "en"}, badge
