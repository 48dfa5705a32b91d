"""The sitemap, against the official schema and against the pages there are."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from tests.tools.built_site import BuiltSite
from tests.tools.npm_parts import SITEMAP_XSD, present

SCHEMA = Path(__file__).parent.parent / "tools" / "sitemap-alternates.xsd"
NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """The official schema, together with ours for the alternates."""
    present(SITEMAP_XSD)
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.fixture(scope="session")
def sitemap(site: BuiltSite) -> etree._ElementTree:
    return etree.parse(site.root / "sitemap.xml")


def test_sitemap_is_valid(schema: etree.XMLSchema, sitemap: etree._ElementTree) -> None:
    schema.assertValid(sitemap)


def test_schema_refuses_a_sitemap_with_a_day_that_is_not_one(
    schema: etree.XMLSchema, sitemap: etree._ElementTree
) -> None:
    wrong = etree.fromstring(etree.tostring(sitemap))
    [location, *_] = wrong.iterfind(".//s:loc", NAMESPACES)
    day = etree.Element(f"{{{NAMESPACES['s']}}}lastmod")
    day.text = "2024-13-01"
    location.addnext(day)

    assert not schema.validate(wrong)


def test_sitemap_lists_every_page_once(site: BuiltSite, sitemap: etree._ElementTree) -> None:
    listed = [location.text or "" for location in sitemap.iterfind(".//s:loc", NAMESPACES)]
    pages = {
        site.base + address.removeprefix(site.prefix)
        for address in site.addresses()
        if not address.endswith("404.html") and not site.page(address).xpath('//meta[@name="robots"]')
    }
    assert sorted(listed) == sorted(pages)


def alternates_of(links: Iterable[etree._Element]) -> set[tuple[str, str]]:
    """Language and permalink of each; a sitemap may leave out x-default, which names one of the others again."""
    return {(link.get("hreflang"), link.get("href")) for link in links if link.get("hreflang") != "x-default"}


def test_sitemap_names_the_alternates_that_the_pages_name(site: BuiltSite, sitemap: etree._ElementTree) -> None:
    for url in sitemap.iterfind(".//s:url", NAMESPACES):
        location = url.findtext("s:loc", namespaces=NAMESPACES)
        named = alternates_of(site.page(location or "").xpath('//head/link[@rel="alternate"][@hreflang]'))
        assert alternates_of(url.iterfind("x:link", NAMESPACES)) in (set(), named), location


def test_robots_txt_names_the_sitemap(site: BuiltSite) -> None:
    lines = (site.root / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {site.base}sitemap.xml" in lines
