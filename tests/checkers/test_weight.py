"""What a page costs the reader's connection: the budgets of the site's promises, after gzip."""

import gzip
from pathlib import Path

import pytest

from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import LANGUAGES, pages_of

KB = 1024
STYLE_SHEET = 7.5 * KB
PRACTICE, PRACTICE_WORDS = 13 * KB, 600
FIRST_VISIT = 120 * KB
SCRIPTS = 12 * KB
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif"}


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def test_style_sheets_of_every_page_together_are_light(site: BuiltSite) -> None:
    """Of every set of sheets that some page asks for."""
    asked = {tuple(sorted(_sheets(site, address))): address for address in site.addresses()}

    heavy = {address: total for sheets, address in asked.items() if (total := sum(map(_weigh, sheets))) > STYLE_SHEET}

    assert heavy == {}


def _sheets(site: BuiltSite, address: str) -> set[Path]:
    targets = (resource.target for resource in site.resources(address))
    return {file for target in targets if (file := site.file(target)) is not None and file.suffix == ".css"}


def _weigh(file: Path) -> int:
    return weight(file.read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_practice_of_600_words_is_light_and_a_longer_one_in_proportion(language: str, site: BuiltSite) -> None:
    for address in pages_of(site, "practice", language):
        words = len(site.page(address).find(".//main").text_content().split())
        file = site.file(address)
        assert file is not None
        assert weight(file.read_bytes()) <= PRACTICE * max(1, words / PRACTICE_WORDS), f"{address}, {words} words"


@pytest.mark.parametrize("kind", ["home", "practice"])
def test_first_visit_without_pictures_is_light(kind: str, site: BuiltSite) -> None:
    """Even if the browser fetched every font of the site at once."""
    [address, *_] = pages_of(site, kind, "uk")
    page = site.file(address)
    assert page is not None
    shown = {site.file(resource.target) for resource in site.resources(address)} - {None}
    fetched = {page, *(file for file in shown if file), *site.root.rglob("*.woff2")}

    total = sum(
        file.stat().st_size if file.suffix == ".woff2" else weight(file.read_bytes())
        for file in fetched
        if file.suffix not in PICTURES
    )

    assert total <= FIRST_VISIT


def test_scripts_together_are_light(site: BuiltSite) -> None:
    """All modules and the worker, though no page asks for all of them."""
    scripts = [*site.root.glob("assets/js.*/**/*.js"), site.root / "sw.js"]
    assert sum(map(_weigh, scripts)) <= SCRIPTS
