"""A site below the root of its host: every address of every page carries the path."""

from pathlib import Path

import pytest
from lxml import html

from builder.build import Options, Result, make

REPOSITORY = Path(__file__).parents[2]
HOST, PREFIX = "https://x.example", "/pre/fix/"
ADDRESSES = "//@href | //@src | //@action | //@poster"


@pytest.fixture(scope="module")
def made() -> Result:
    """The real site made for such an address, in memory."""
    result = make(Options(root=REPOSITORY, output=Path(), base_url=f"{HOST}{PREFIX}"))
    assert result.ok, result.findings
    return result


def test_every_address_of_every_page_begins_with_the_prefix(made: Result) -> None:
    outside: dict[str, str] = {}
    for path in made.files.manifest:
        if path.endswith(".html"):
            for address in map(str, html.document_fromstring(made.files.content(path)).xpath(ADDRESSES)):
                own = address.removeprefix(HOST) if address.startswith(f"{HOST}/") else address
                elsewhere = "://" in own or own.startswith(("#", "mailto:"))
                if not elsewhere and not own.startswith(PREFIX):
                    outside[address] = path
    assert outside == {}


def test_the_prefix_is_no_folder_of_the_output(made: Result) -> None:
    assert [path for path in made.files.manifest if path.startswith("pre/")] == []


@pytest.mark.parametrize("path", ["sitemap.xml", "robots.txt", "feed.xml", "en/feed.xml", "data/practices.json"])
def test_what_machines_read_names_permalinks_with_the_prefix(made: Result, path: str) -> None:
    text = made.files.content(path).decode()
    assert f"{HOST}{PREFIX}" in text
    assert f"{HOST}/en/" not in text
    assert f"{HOST}/practices/" not in text
