"""The plan as a whole: what it holds, and which addresses it refuses."""

from typing import Any

import pytest

from builder.model.showcase import Showcase
from builder.pages.urls import RESERVED_PAGES
from tests.values import EN, UK, both, planned, practice, records, showcase, site, text_page

CALL = {"name": both("Відбір"), "organisers": [{"organisation": "eu"}], "closes": "2026-12-01"}


def findings(*practices: Any, pages: Any = (), **registries: Any) -> list[tuple[str, str, object]]:
    outcome = planned(showcase(records(practices, pages, **registries)))
    return [
        (item.code, item.location.path, item.values.get("url") or item.values["value"]) for item in outcome.diagnostics
    ]


def test_a_site_without_a_single_practice_is_whole() -> None:
    outcome = planned(showcase(records()))
    kinds = {page.kind for page in outcome.value.pages}
    assert outcome.diagnostics == ()
    assert kinds == {"region", "theme", "index", "data", "practices", "feed", "insight", "home", "not-found", "machine"}


def test_a_site_in_ukrainian_alone_has_no_english_page() -> None:
    made = showcase(records([practice("a", languages=[UK])]), site(languages=["uk"]))
    urls = [page.url for page in planned(made).value.pages]
    assert "/practices/a/" in urls
    assert [address for address in urls if address.startswith("/en/")] == []


@pytest.mark.parametrize("slug", sorted(RESERVED_PAGES))
def test_a_page_may_not_take_a_reserved_word(slug: str) -> None:
    assert ("V502", f"content/pages/{slug}/index.uk.md", slug) in findings(pages=[text_page(slug)])


def test_a_practice_may_not_take_the_word_under_which_lists_go_on() -> None:
    assert findings(practice("page")) == [("V502", "content/practices/page/index.uk.md", "page")]


def test_a_former_address_of_a_page_may_not_be_a_section() -> None:
    told = findings(pages=[text_page("about", aliases=["regions"])])
    assert [(code, address) for code, _, address in told] == [("V501", "/regions/"), ("V501", "/en/regions/")]


def test_a_clash_names_the_content_it_comes_from() -> None:
    outcome = planned(showcase(records(pages=[text_page("about", aliases=["regions"], languages=[UK])])))
    [clash] = outcome.diagnostics
    assert clash.location.path == "content/pages/about/index.uk.md"


def test_every_former_address_leads_to_the_present_one() -> None:
    made = showcase(
        records(
            [practice("a", aliases=["old-a"], donor=[{"organisation": "eu"}])],
            [text_page("about", aliases=["pro-nas"])],
            organisations={"eu": {"name": both("ЄС"), "aliases": ["evropa"]}},
            communities={"bakhmutska": {"aliases": ["artemivska"]}},
            programmes={"dobre": {"name": both("ДОБРЕ"), "aliases": ["good"]}},
            categories={"energy": {"name": both("Енергія"), "motif": "spark", "aliases": ["heat"]}},
            awards={"prize": {"name": both("Премія"), "aliases": ["cup"]}},
            calls={"stories": {**CALL, "aliases": ["tales"]}},
            events={"forum": {"name": both("Форум"), "kind": "forum", "aliases": ["meeting"]}},
        )
    )
    assert moved(made) == {
        "/en/practices/old-a/": "/en/practices/a/",
        "/en/pro-nas/": "/en/about/",
        "/en/donors/evropa/": "/en/donors/eu/",
        "/en/communities/artemivska/": "/en/communities/bakhmutska/",
        "/en/programmes/good/": "/en/programmes/dobre/",
        "/en/themes/heat/": "/en/themes/energy/",
        "/en/competitions/cup/": "/en/competitions/prize/",
        "/en/calls/tales/": "/en/calls/stories/",
        "/en/events/meeting/": "/en/events/forum/",
    }


def moved(made: Showcase) -> dict[str, str]:
    """Former address → present one, on the English side."""
    pages = planned(made).value.pages
    return {page.url: page.view.target.url for page in pages if page.kind == "moved" and page.language is EN}  # type: ignore[union-attr]


def test_an_edition_is_found_under_its_former_years_and_the_former_names_of_its_award() -> None:
    awards = {"prize": {"name": both("Премія"), "aliases": ["cup"]}, "other": {"name": both("Інша")}}
    editions = {
        "prize-2024": {"award": "prize", "year": 2024, "aliases": ["2023-2024"]},
        "other-2024": {"award": "other", "year": 2024, "aliases": ["2023-2024"]},
    }
    assert moved(showcase(records(awards=awards, editions=editions))) == {
        "/en/competitions/cup/": "/en/competitions/prize/",
        "/en/competitions/prize/2023-2024/": "/en/competitions/prize/2024/",
        "/en/competitions/cup/2024/": "/en/competitions/prize/2024/",
        "/en/competitions/cup/2023-2024/": "/en/competitions/prize/2024/",
        "/en/competitions/other/2023-2024/": "/en/competitions/other/2024/",
    }
