"""What a browser narrows the list of practices by: the facets beside it, and the index."""

import json
from typing import Any

import pytest

from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.pages import finding
from builder.pages.finding import facets, finding_index
from builder.pages.practice_lists import practices_list_page
from tests.values import EN, UK, both, context, practice, records, showcase, site

RESULT = {"value": "30", "label": both("менше тепла")}


def shown() -> Showcase:
    practices = [
        practice("a", title="Яблуко", date="2026-03-03", status="running", period={"from": "2020", "to": "2021"}),
        practice("b", title="Ґанок", date="2026-03-02", community=["kanivska"], category=["culture"]),
        practice("c", title="Гора", date="2026-03-01", community=["kanivska"], results=[RESULT], languages=[UK]),
    ]
    culture = {"culture": {"name": both("Культура"), "motif": "star"}}
    return showcase(records(practices, categories=culture))


def index(language: Language = UK) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(finding_index(context(shown(), language)))
    return loaded


def offered(language: Language = UK) -> dict[str, list[tuple[str, str, str, int]]]:
    """Facet → id, words, address and count of its values."""
    return {
        group.key: [(id_, count.text.replace("\u00a0", " "), count.url, count.count) for id_, count in group.values]
        for group in facets(context(shown(), language))
    }


def test_the_index_holds_the_places_of_the_practices_of_every_value() -> None:
    assert index()["slugs"] == ["a", "b", "c"]
    assert index()["facets"] == {
        "region": {"donetska": [0], "cherkaska": [1, 2]},
        "theme": {"energy": [0, 2], "culture": [1]},
        "programme": {"none": [0, 1, 2]},
        "donor": {"none": [0, 1, 2]},
        "year": {"2020": [0], "2021": [0], "none": [1, 2]},
        "award": {"none": [0, 1, 2]},
        "status": {"running": [0], "none": [1, 2]},
        "results": {"yes": [2]},
    }


def test_titles_run_by_the_ukrainian_alphabet() -> None:
    """Г before Ґ before Я."""
    assert index()["orders"]["title"] == [2, 1, 0]


def test_titles_in_another_language_than_the_page_s_come_last() -> None:
    assert index(EN)["orders"]["title"] == [1, 0, 2]


def test_regions_run_by_their_names_in_the_language_of_the_page() -> None:
    assert index()["orders"]["region"] == [0, 1, 2]
    assert index(EN)["orders"]["region"] == [1, 2, 0]


def test_a_value_that_is_a_term_is_a_link_to_its_page_and_any_other_has_none() -> None:
    assert offered()["region"] == [
        ("donetska", "Донецька", "/regions/donetska/", 1),
        ("cherkaska", "Черкаська", "/regions/cherkaska/", 2),
    ]
    assert offered()["status"] == [("running", "триває", "", 1), ("none", "не вказано", "", 2)]
    assert offered()["results"] == [("yes", "є виміряні", "", 1)]


def test_the_lack_of_a_value_is_offered_beside_others_only() -> None:
    assert "programme" not in offered()
    assert [id_ for id_, *_ in offered()["year"]] == ["2021", "2020", "none"]


def test_every_value_offered_is_in_the_index_with_as_many_places_as_it_counts() -> None:
    held = index()["facets"]
    for facet, values in offered().items():
        assert {id_: count for id_, _, _, count in values} == {id_: len(held[facet][id_]) for id_, *_ in values}


def test_a_page_of_the_list_tells_a_script_where_the_index_is_and_where_cards_stand() -> None:
    page = practices_list_page(context(shown(), EN), 1)
    assert page.view.finding.index == "/en/practices/index.json"  # type: ignore[union-attr]  # a list
    assert (page.view.finding.list, page.view.finding.size) == ("/en/practices/", 24)  # type: ignore[union-attr]


def test_a_list_too_long_for_that_says_so_and_keeps_the_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "LIMIT", 2)

    view: Any = practices_list_page(context(shown()), 1).view

    assert view.finding is None
    assert "понад 2," in view.too_many
    assert [group.key for group in view.facets] == ["region", "theme", "year"]
    assert all(count.url for group in view.facets for _, count in group.values)


def test_an_empty_list_is_not_narrowed() -> None:
    view: Any = practices_list_page(context(showcase(records([]), site())), 1).view
    assert (view.finding, view.too_many, view.facets) == (None, "", ())
