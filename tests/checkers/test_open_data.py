"""The published data: as Frictionless and GeoJSON readers see it, and linked from the pages beside it."""

import json

import pytest
from frictionless import Package, system

from builder.pages.tables import FILES, PACKAGE, TABLES
from builder.pages.taxonomies import KINDS
from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import LANGUAGES


def test_the_published_package_is_valid(site: BuiltSite) -> None:
    with system.use_context(trusted=True):
        report = Package(str(site.root / PACKAGE)).validate()
    assert report.flatten(["type", "message"]) == []
    assert {task.name for task in report.tasks} >= TABLES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", KINDS)
def test_every_index_leads_to_its_table(section: str, language: str, site: BuiltSite) -> None:
    start = site.prefix + ("" if language == "uk" else "en/")
    targets = {site.file(link.target) for link in site.links(f"{start}{section}/") if site.is_ours(link.target)}
    assert site.root / f"data/{section}.csv" in targets


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_data_leads_to_every_file_and_tells_machines_of_them(language: str, site: BuiltSite) -> None:
    address = site.prefix + ("data/" if language == "uk" else "en/data/")
    targets = {site.file(link.target) for link in site.links(address) if site.is_ours(link.target)}
    assert {site.root / path for path in FILES} <= targets
    [block] = site.page(address).xpath('//script[@type="application/ld+json"]/text()')
    [dataset] = [thing for thing in json.loads(block)["@graph"] if thing["@type"] == "Dataset"]
    told = {site.file(download["contentUrl"]) for download in dataset["distribution"]}
    assert told == {site.root / path for path in FILES if path != PACKAGE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_names_files_of_the_site(language: str, site: BuiltSite) -> None:
    home = site.prefix + ("" if language == "uk" else "en/")
    [named] = site.page(home).xpath('//link[@rel="manifest"]/@href')
    file = site.file(named)
    assert file is not None
    manifest = json.loads(file.read_text(encoding="utf-8"))
    assert manifest["start_url"] == home
    assert manifest["lang"] == language
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert all(site.file(icon["src"]) for icon in manifest["icons"])
