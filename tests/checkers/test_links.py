"""Every link of the built site leads somewhere, and nothing is fetched from elsewhere."""

import re

from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import stands_in

# What a style sheet makes the browser fetch.
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def test_every_internal_link_resolves(site: BuiltSite) -> None:
    broken = [
        str(link)
        for address in site.addresses()
        for link in site.links(address)
        if site.is_ours(link.target) and site.file(link.target) is None
    ]
    assert broken == []


def test_every_fragment_is_an_id_of_its_page(site: BuiltSite) -> None:
    broken = [
        str(link)
        for address in site.addresses()
        for link in site.links(address)
        if site.is_ours(link.target) and not site.has_fragment(link.target)
    ]
    assert broken == []


def test_every_resource_is_a_file_of_the_site(site: BuiltSite) -> None:
    strange = [
        str(resource)
        for address in site.addresses()
        for resource in site.resources(address)
        if not site.is_ours(resource.target) or site.file(resource.target) is None
    ]
    assert strange == []


def test_every_fragment_of_a_drawing_used_in_a_page_exists(site: BuiltSite) -> None:
    missing = [
        str(resource)
        for address in site.addresses()
        for resource in site.resources(address)
        if resource.element == "use" and not site.has_fragment(resource.target)
    ]
    assert missing == []


def test_style_sheets_fetch_only_files_of_the_site(site: BuiltSite) -> None:
    for sheet in site.root.rglob("*.css"):
        for match in CSS_ADDRESS.finditer(sheet.read_text(encoding="utf-8")):
            target = match[1] or match[2]
            assert "//" not in target, f"{sheet.name}: {target}"
            if not target.startswith(("data:", "#")):
                inside = target.split("?")[0].split("#")[0]
                assert (sheet.parent / inside).is_file() or site.file(inside), f"{sheet.name}: {target}"


def test_links_of_other_pages_lead_to_every_page(site: BuiltSite) -> None:
    """A reader who starts on the home page can reach every page by links alone."""
    waiting, reached = [site.prefix], {site.prefix}
    while waiting:
        for link in site.links(waiting.pop()):
            file = site.file(link.target) if site.is_ours(link.target) else None
            if file is not None and file.suffix == ".html" and (address := site.address(file)) not in reached:
                reached.add(address)
                waiting.append(address)
    assert set(site.addresses()) - reached == {address for address in site.addresses() if stands_in(address)}


def test_alternates_are_symmetric(site: BuiltSite) -> None:
    alternates = {
        site.base + address.removeprefix(site.prefix): {
            link.get("hreflang"): link.get("href")
            for link in site.page(address).xpath('//head/link[@rel="alternate"][@hreflang]')
        }
        for address in site.addresses()
        if not stands_in(address)
    }
    for permalink, named in alternates.items():
        if not named:
            continue
        assert permalink in named.values(), f"{permalink} does not name itself"
        assert named.get("x-default") == named["uk"], permalink
        for other in set(named.values()):
            assert alternates.get(other) == named, f"{permalink} and {other} do not name each other alike"
