"""Pages of single terms: what each kind adds to its practices."""

from collections.abc import Iterable
from typing import Any

from builder.pages.terms import TermView, term_pages
from tests.values import EN, UK, both, context, practice, records, showcase, site

STATE = {"uk": "Тимчасово окупована.", "en": "Temporarily occupied."}


def view_at(address: str, practices: Iterable[Any] = (), *, page_size: int = 24, **registries: Any) -> TermView:
    made = showcase(records(practices, **registries), site(page_size=page_size))
    language = EN if address.startswith("/en/") else UK
    view = next(page.view for page in term_pages(context(made, language)) if page.url == address)
    assert isinstance(view, TermView)
    return view


def side_lists(view: TermView) -> dict[str, list[tuple[str, int]]]:
    return {group.heading: [(item.url, item.count) for item in group.terms] for group in view.detail.groups}


def facts(view: TermView) -> dict[str, list[str]]:
    return {item.label: [link.text for link in item.values] or [item.unknown] for item in view.detail.facts}


def test_an_empty_region_says_so_calmly_and_asks_for_practices() -> None:
    view = view_at("/en/regions/krym/")
    assert (view.words, view.cards, view.count) == ("no practices yet", (), 0)
    assert view.empty.startswith("There are no practices from this region yet.")


def test_a_region_tells_apart_its_own_practices_and_those_at_work_there() -> None:
    own = practice("own", community=["kanivska"])
    moved = practice("moved", community=["bakhmutska"], works_in=["kanivska"])
    view = view_at("/regions/cherkaska/", [own, moved])
    assert [card.slug for card in view.cards] == ["own"]
    assert [card.slug for card in view.detail.at_work] == ["moved"]
    assert view.count == 1


def test_a_region_lists_only_its_own_communities() -> None:
    joint = practice("joint", community=["kanivska", "bakhmutska"])
    view = view_at("/regions/cherkaska/", [joint])
    assert side_lists(view)["Громади"] == [("/communities/kanivska/", 1)]


def test_a_region_warns_of_communities_of_one_name_elsewhere() -> None:
    practices = [
        practice("a", community=["pokrovska-donetska"]),
        practice("b", community=["pokrovska-dnipropetrovska-synelnykivskyi"]),
    ]
    view = view_at("/regions/dnipropetrovska/", practices)
    [group] = [group for group in view.detail.groups if group.heading.replace("\u00a0", " ") == "Не плутайте"]
    assert [count.text for count in group.terms] == ["Покровська міська громада, Донецька область"]


def test_a_community_tells_where_it_is_and_how_it_stands() -> None:
    record = {"bakhmutska": {"state_note": STATE, "former_names": [{"uk": "Артемівська", "en": "Artemivsk"}]}}
    view = view_at("/en/communities/bakhmutska/", [practice("a")], communities=record)
    assert [(note.kind, note.text) for note in view.detail.notes] == [("state", "Temporarily occupied.")]
    assert facts(view) == {
        "Region": ["Donetsk Oblast"],
        "Raion": ["Bakhmutskyi raion"],
        "Centre": ["Bakhmut"],
        "KATOTTG code": ["UA14020010000088496"],
        "Formerly": ["Artemivsk"],
    }


def test_a_community_with_a_record_has_a_page_before_its_first_practice() -> None:
    view = view_at("/communities/kanivska/", communities={"kanivska": {"summary": both("Місто над Дніпром.")}})
    assert (view.count, view.lead) == (0, "Місто над Дніпром.")


def test_a_programme_names_what_it_is_part_of_and_its_parts() -> None:
    programmes = {"whole": {"name": both("Ціле")}, "part": {"name": both("Частина"), "part_of": "whole"}}
    practices = [practice("a", programme=["part"])]
    assert facts(view_at("/programmes/part/", practices, programmes=programmes)) == {"Належить до програми": ["Ціле"]}
    whole = view_at("/programmes/whole/", practices, programmes=programmes)
    assert side_lists(whole)["Складники програми"] == [("/programmes/part/", 1)]
    assert whole.count == 1


def test_a_programme_says_what_no_source_gives() -> None:
    programmes = {"grants": {"name": both("Гранти"), "not_stated": ["period", "chain"]}}
    view = view_at("/en/programmes/grants/", programmes=programmes)
    assert facts(view) == {"Years": ["not stated in the source"], "Who did what": ["not stated in the source"]}


def test_a_donor_tells_its_roles_in_these_practices() -> None:
    organisations = {"eu": {"name": both("ЄС"), "type": "multilateral", "site": "https://www.eu.example/"}}
    practices = [
        practice("a", donor=[{"organisation": "eu", "role": "funder"}]),
        practice("b", donor=[{"organisation": "eu"}]),
    ]
    view = view_at("/en/donors/eu/", practices, organisations=organisations)
    assert facts(view) == {
        "Kind of organisation": ["international organisation"],
        "Role in the practices": ["funder", "donor"],
        "Website": ["eu.example"],
    }


def test_a_year_leads_to_the_other_years() -> None:
    view = view_at("/years/2022/", [practice("a", period={"from": "2022", "to": "2023"})])
    assert side_lists(view) == {"Інші роки": [("/years/2023/", 1)]}


def test_side_lists_count_only_the_practices_of_this_page() -> None:
    practices = [practice("a", community=["kanivska"]), practice("b", community=["bakhmutska"])]
    assert side_lists(view_at("/regions/cherkaska/", practices))["Теми"] == [("/themes/energy/", 1)]


def test_a_theme_marks_itself_among_all_themes() -> None:
    view = view_at("/themes/energy/", categories={"health": {"name": both("Здоров’я"), "motif": "cross"}})
    assert [(swatch.id, swatch.current) for swatch in view.detail.swatches] == [("energy", True), ("health", False)]


def test_regions_and_themes_have_a_feed_and_communities_none() -> None:
    practices = [practice("a")]
    heads = {path: view_at(path, practices).head for path in ("/themes/energy/", "/communities/bakhmutska/")}
    assert heads["/themes/energy/"].feeds[-1] == ("Енергія", "/themes/energy/feed.xml")
    assert [address for _, address in heads["/communities/bakhmutska/"].feeds] == ["/feed.xml"]


def test_the_second_page_of_a_term_goes_on_without_repeating_its_story() -> None:
    practices = [practice(f"p{number}") for number in range(3)]
    view = view_at("/en/themes/energy/page/2/", practices, page_size=2)
    assert len(view.cards) == 1
    assert view.head.title == "Енергія: community practices, page 2 — Взірець"
    assert view.head.canonical == "https://hromady.example/en/themes/energy/page/2/"
    assert view.pagination is not None
    assert view.pagination.current == 2
