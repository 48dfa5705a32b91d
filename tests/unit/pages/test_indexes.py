"""Index pages: what is grouped, and in which order."""

from collections.abc import Iterable
from typing import Any

from builder.pages import views
from builder.pages.context import region_map
from builder.pages.indexes import index_pages
from tests.values import EN, UK, Language, both, context, practice, records, showcase


def index(section: str, practices: Iterable[Any] = (), language: Language = UK, **registries: Any) -> views.IndexView:
    made = context(showcase(records(practices, **registries)), language)
    view = next(page.view for page in index_pages(made) if page.url.endswith(f"/{section}/"))
    assert isinstance(view, views.IndexView)
    return view


def test_regions_with_practices_come_first_and_the_others_are_not_hidden() -> None:
    groups = index("regions", [practice("a")], EN).groups
    assert [(group.heading, len(group.terms)) for group in groups] == [("With practices", 1), ("No practices yet", 26)]


def test_communities_stand_under_their_oblasts_in_the_order_of_oblasts() -> None:
    practices = [practice("a", community=["kanivska", "bakhmutska", "kyiv"])]
    headings = {
        language: [group.heading for group in index("communities", practices, language).groups] for language in (UK, EN)
    }
    assert headings == {
        UK: ["Донецька область", "Київ", "Черкаська область"],
        EN: ["Cherkasy Oblast", "Donetsk Oblast", "Kyiv"],
    }


def test_themes_are_swatches_in_the_alphabetical_order_of_the_language() -> None:
    names = {"ik": ("Ікло", "Tusk"), "yizh": ("Їжак", "Hedgehog"), "gan": ("Ґанок", "Porch")}
    categories = {id_: {"name": {"uk": uk, "en": en}, "motif": "leaf"} for id_, (uk, en) in names.items()}
    categories["energy"] = {"name": {"uk": "Енергія", "en": "Energy"}, "motif": "spark"}
    orders = {
        language: [swatch.id for swatch in index("themes", (), language, categories=categories).swatches]
        for language in (UK, EN)
    }
    assert orders == {UK: ["gan", "energy", "ik", "yizh"], EN: ["energy", "yizh", "gan", "ik"]}


def test_programmes_without_practices_are_listed_and_donors_are_not() -> None:
    assert len(index("programmes", programmes={"grants": {"name": both("Гранти")}}).groups[0].terms) == 1
    donors = index("donors", (), EN, organisations={"eu": {"name": both("ЄС")}})
    assert (donors.groups, donors.empty) == ((), "There are no practices here yet.")


def test_years_run_backwards_and_end_with_the_practices_without_one() -> None:
    practices = [
        practice("dated", period={"from": "2021", "to": "2022"}),
        practice("undated", title="Колись", languages=[UK]),
    ]
    years, undated = index("years", practices, EN).groups
    assert [(item.text, item.count) for item in years.terms] == [("2022", 1), ("2021", 1)]
    assert undated.heading == "Year not stated"
    assert [(item.text, item.url, item.lang) for item in undated.terms] == [("Колись", "/practices/undated/", "uk")]


def test_the_map_grows_its_steps_with_the_largest_count() -> None:
    def legend(number: int) -> tuple[tuple[int, str], ...]:
        made = showcase(records([practice(f"p{n}") for n in range(number)]))
        return region_map(context(made, EN)).legend

    assert legend(0) == legend(12) == ((0, "0"), (1, "1"), (2, "2–3"), (3, "4 or more"))
    assert legend(13) == ((0, "0"), (1, "1–3"), (2, "4–9"), (3, "10 or more"))
    assert legend(140) == ((0, "0"), (1, "1–9"), (2, "10–39"), (3, "40 or more"))


def test_the_thread_of_a_region_is_as_thick_as_it_has_practices() -> None:
    practices = [practice("a", community=["kanivska"]), *(practice(f"b{n}") for n in range(4))]
    levels = {item.name: item.level for item in region_map(context(showcase(records(practices)), EN)).regions}
    assert (levels["Odesa Oblast"], levels["Cherkasy Oblast"], levels["Donetsk Oblast"]) == (0, 1, 3)
