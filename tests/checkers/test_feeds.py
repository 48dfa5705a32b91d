"""The Atom feeds, as feedparser reads them."""

from pathlib import Path

import feedparser
import pytest

from tests.tools.built_site import BuiltSite


@pytest.fixture(scope="session")
def feeds(site: BuiltSite) -> list[Path]:
    return sorted(site.root.rglob("feed.xml"))


def test_feeds_of_practices_and_calls_and_of_every_region_and_theme_stand_in_both_languages(
    site: BuiltSite, feeds: list[Path]
) -> None:
    regions_and_themes = [
        page.with_name("feed.xml")
        for pattern in ("regions/*/index.html", "themes/*/index.html")
        for start in (site.root, site.root / "en")
        for page in start.glob(pattern)
    ]
    whole = [start / own for start in (site.root, site.root / "en") for own in ("feed.xml", "calls/feed.xml")]
    assert set(feeds) == {*whole, *regions_and_themes}


def test_feeds_are_sound_atom(feeds: list[Path]) -> None:
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, f"{file}: {feed.get('bozo_exception')}"
        assert feed.version == "atom10"
        assert feed.feed.title
        assert feed.feed.id
        assert feed.feed.updated_parsed
        assert len(feed.entries) <= 50


def test_entries_lead_to_pages_of_the_feed_s_language(site: BuiltSite, feeds: list[Path]) -> None:
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        language = "en" if file.is_relative_to(site.root / "en") else "uk"
        assert feed.feed.language == language
        for entry in feed.entries:
            assert site.is_ours(entry.link), entry.link
            target = site.file(entry.link)
            assert target is not None, entry.link
            assert target.is_relative_to(site.root / "en") == (language == "en"), entry.link


def test_entries_have_ids_of_their_own_a_title_and_a_day_newest_first(feeds: list[Path]) -> None:
    for file in feeds:
        entries = feedparser.parse(file.read_bytes()).entries
        assert len({entry.id for entry in entries}) == len(entries), file
        assert all(entry.title and entry.updated_parsed for entry in entries), file
        published = [entry.get("published_parsed", entry.updated_parsed) for entry in entries]
        assert published == sorted(published, reverse=True), file


def test_feeds_name_themselves_and_are_named_by_their_pages(site: BuiltSite, feeds: list[Path]) -> None:
    for file in feeds:
        address = site.prefix + file.relative_to(site.root).as_posix()
        links = feedparser.parse(file.read_bytes()).feed.links
        assert [link.href for link in links if link.rel == "self"] == [site.base + address.removeprefix(site.prefix)]
        page = site.address(file.with_name("index.html"))
        named = site.page(page).xpath('//link[@type="application/atom+xml"]/@href')
        assert any(site.file(reference) == file for reference in named) or any(
            site.file(link.target) == file for link in site.links(page)
        ), f"{page} does not name its feed"
