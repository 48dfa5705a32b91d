"""What machines read: feeds, sitemap, robots.txt, open data."""

import csv
import io
import json
from typing import Any

import pytest

from builder.model.showcase import Showcase
from builder.model.site import SiteRecord
from builder.pages import exports, views
from builder.pages.exports import DataRow, data_row, feed_pages, practices_csv, practices_json, sitemap_pages
from builder.pages.page import Place
from builder.pages.plan import places
from builder.pages.taxonomies import taxonomies
from builder.pages.urls import base_of
from tests.values import EN, UK, Language, both, context, practice, records, showcase, site

BASE = base_of("https://hromady.example/pre/fix/")


def shown(*practices: Any) -> Showcase:
    organisations = {"eu": {"name": {"uk": "ЄС", "en": "EU"}}}
    return showcase(records(practices, organisations=organisations), site(base_url="https://hromady.example/pre/fix/"))


def feed(made: Showcase, address: str, language: Language = UK) -> views.FeedView:
    view = next(page.view for page in feed_pages(context(made, language)) if page.url == address)
    assert isinstance(view, views.FeedView)
    return view


# Feeds


def test_a_feed_names_everything_by_permalinks() -> None:
    made = feed(shown(practice("a", date="2026-01-02", updated="2026-03-04")), "/en/feed.xml", EN)
    assert made.self_url == "https://hromady.example/pre/fix/en/feed.xml"
    assert made.page_url == "https://hromady.example/pre/fix/en/"
    [entry] = made.entries
    assert entry.id == entry.permalink == "https://hromady.example/pre/fix/en/practices/a/"
    assert (entry.published, entry.updated, made.updated) == (
        "2026-01-02T00:00:00Z",
        "2026-03-04T00:00:00Z",
        "2026-03-04T00:00:00Z",
    )


def test_an_english_feed_has_no_practices_without_an_english_text() -> None:
    made = shown(practice("a", languages=[UK]), practice("b"))
    assert [entry.title for entry in feed(made, "/en/feed.xml", EN).entries] == ["B (en)"]
    assert len(feed(made, "/feed.xml").entries) == 2


def test_a_feed_keeps_the_newest_fifty() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    made = feed(shown(*(practice(f"p-{day}", date=day) for day in days)), "/feed.xml")
    assert len(made.entries) == 50
    assert [entry.published[:10] for entry in made.entries] == sorted(days, reverse=True)[:50]


def test_regions_and_themes_have_feeds_even_when_empty() -> None:
    made = shown(practice("a"))
    addresses = [page.url for page in feed_pages(context(made))]
    assert len(addresses) == 1 + 27 + 1
    assert feed(made, "/regions/donetska/feed.xml").entries
    assert feed(made, "/regions/krym/feed.xml").entries == ()


def test_a_feed_does_not_change_until_a_practice_does() -> None:
    assert feed(shown(), "/feed.xml").updated == "1970-01-01T00:00:00Z"


# Sitemap


def addresses(made: Showcase, language: Language = UK) -> list[Place]:
    """Those of the practices' own pages."""
    planned = places(made, taxonomies(made)).value
    return [place for place in planned if place.key[0] == "practice" and place.language is language]


def pages_for(count: int) -> list[Place]:
    return addresses(shown(*(practice(f"p{number}", languages=[UK]) for number in range(count))))


def test_the_sitemap_tells_the_day_and_the_other_language() -> None:
    made = shown(practice("a", date="2026-01-02"))
    sitemap, robots = sitemap_pages(BASE, addresses(made, EN))
    assert isinstance(sitemap.view, views.SitemapView)
    ukrainian, english = (f"https://hromady.example/pre/fix{prefix}/practices/a/" for prefix in ("", "/en"))
    [row] = sitemap.view.urls
    assert row == (english, "2026-01-02", (("uk", ukrainian), ("en", english), ("x-default", ukrainian)))
    assert isinstance(robots.view, views.RobotsView)
    assert robots.view.sitemap == "https://hromady.example/pre/fix/sitemap.xml"


def test_a_site_too_large_for_one_sitemap_has_an_index_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SITEMAP_LIMIT", 2)
    made = {page.url: page.view for page in sitemap_pages(BASE, pages_for(3))}
    assert list(made) == ["/sitemap.xml", "/sitemaps/1.xml", "/sitemaps/2.xml", "/robots.txt"]
    index, first, second = (made[address] for address in ("/sitemap.xml", "/sitemaps/1.xml", "/sitemaps/2.xml"))
    assert isinstance(index, views.SitemapIndexView)
    assert index.sitemaps == tuple(f"https://hromady.example/pre/fix/sitemaps/{number}.xml" for number in (1, 2))
    assert isinstance(first, views.SitemapView)
    assert isinstance(second, views.SitemapView)
    assert (len(first.urls), len(second.urls)) == (2, 1)


def test_a_site_without_pages_has_a_sitemap_all_the_same() -> None:
    sitemap, _ = sitemap_pages(BASE, [])
    assert sitemap.view == views.SitemapView(urls=())


# Open data


def rows(made: Showcase) -> tuple[SiteRecord, list[DataRow]]:
    return made.site, [data_row(item, BASE) for item in made.practices]


def row_of(**fields: Any) -> dict[str, Any]:
    made = json.loads(practices_json(*rows(shown(practice("a", **fields)))))
    row: dict[str, Any] = made["practices"][0]
    return row


def test_json_holds_both_languages_and_permalinks() -> None:
    row = row_of(title="Світло")
    assert row["title"] == {"uk": "Світло", "en": "Світло (en)"}
    assert row["url"]["en"] == "https://hromady.example/pre/fix/en/practices/a/"
    assert row["communities"][0]["katottg"] == "UA14020010000088496"
    assert row["regions"][0]["iso"] == "UA-14"


def test_json_keeps_numbers_as_numbers_and_dates_as_exact_as_they_are_known() -> None:
    result = {"value": "1.50", "to": "3", "label": both("кВт"), "as_of": "2024-05"}
    row = row_of(results=[result], period={"from": "2022", "to": "2023-02"})
    assert (row["results"][0]["value"], row["results"][0]["to"], row["results"][0]["as_of"]) == (1.5, 3, "2024-05")
    assert row["period"] == {"from": "2022", "to": "2023-02"}


def test_json_has_every_role_of_the_chain() -> None:
    row = row_of(donor=[{"organisation": "eu"}])
    assert row["organisations"] == [{"id": "eu", "name": {"uk": "ЄС", "en": "EU"}, "role": "donor"}]


def table_of(*practices: Any) -> list[dict[str, str]]:
    text = practices_csv(rows(shown(*practices))[1]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_practice_in_the_order_of_lists() -> None:
    rows = table_of(practice("old", date="2025-01-01"), practice("new", title="Кома, лапки «» й\u00a0крапка"))
    assert [row["slug"] for row in rows] == ["new", "old"]
    assert rows[0]["title_uk"] == "Кома, лапки «» й\u00a0крапка"
    assert set(rows[0]) == set(exports.CSV_COLUMNS)


def test_csv_leaves_a_missing_english_side_empty() -> None:
    [row] = table_of(practice("a", languages=[UK]))
    assert (row["title_en"], row["url_en"], row["communities_en"]) == ("", "", "Bakhmut city community")


def test_csv_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert practices_csv([]).startswith(b"\xef\xbb\xbfslug,title_uk")


@pytest.mark.parametrize("title", ["=1+1", "+380", "-5", "@SUM(A1)"])
def test_csv_has_no_cell_that_a_spreadsheet_would_run(title: str) -> None:
    [row] = table_of(practice("a", title=title))
    assert row["title_uk"] == f"'{title}"
