"""Bands of the home page: who won lately, and which calls and events are at hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from builder.model.language import Language
from builder.pages import views
from builder.pages.texts import home_page
from tests.values import EN, TODAY, UK, both, context, practice, records, showcase

FUND = {"fund": {"name": both("Фонд")}}
WON = {"practice": "school", "outcome": "winner"}


def home(language: Language = UK, today: date = TODAY, **registries: Any) -> views.HomeView:
    made = replace(showcase(records([practice("school")], organisations=FUND, **registries)), today=today)
    view = home_page(replace(context(made, language), build_day=lambda: today)).view
    assert isinstance(view, views.HomeView)
    return view


def editions(**years: Any) -> dict[str, Any]:
    return {f"{award}-{year}": {"award": award, "year": year, **fields} for award, (year, fields) in years.items()}


def awards(**kinds: str) -> dict[str, Any]:
    return {id_: {"name": both(f"Конкурс {id_}"), "kind": kind} for id_, kind in kinds.items()}


def calls(**closing: str) -> dict[str, Any]:
    organisers = [{"organisation": "fund"}]
    return {id_: {"name": both(id_), "organisers": organisers, "closes": day} for id_, day in closing.items()}


def events(**days: str) -> dict[str, Any]:
    return {id_: {"name": both(id_), "kind": "forum", "date": day} for id_, day in days.items()}


def dates(today: date, **registries: Any) -> tuple[list[str], list[str]]:
    """Names of the calls and of the events that home shows on a day."""
    band = home(today=today, **registries).dates
    assert band is not None
    return [row.link.text for row in band.calls], [row.link.text for row in band.events]


def test_without_competitions_calls_and_events_home_has_no_band_for_them() -> None:
    view = home()
    assert (view.winners, view.dates) == (None, None)


def test_home_shows_the_winners_of_the_competition_that_was_decided_last() -> None:
    votes = [{"value": "38"}]
    given = editions(old=(2021, {"results": [WON]}), new=(2024, {"results": [{**WON, "votes": votes}]}))
    band = home(EN, awards=awards(old="award", new="competition"), editions=given).winners
    assert band is not None
    assert (band.heading, band.text) == ("Winner: Конкурс new 2024", "One stitch is one vote.")
    assert [(item.url, item.votes[0].number) for item in band.items] == [("/en/practices/school/", "38")]
    assert band.more.url == "/en/competitions/new/2024/"


def test_a_ranking_a_shortlist_and_an_edition_without_results_have_no_winners_to_show() -> None:
    given = editions(
        rank=(2024, {"results": [WON]}),
        cup=(2025, {"results": [{**WON, "outcome": "finalist"}]}),
        prize=(2026, {"not_stated": ["results"]}),
    )
    kinds = awards(rank="ranking", cup="competition", prize="award")
    assert home(awards=kinds, editions=given).winners is None


def test_home_shows_a_few_of_many_winners_and_leads_to_all() -> None:
    many = [{"title": both(f"Заявка {n}"), "outcome": "co-winner"} for n in range(9)]
    band = home(awards=awards(cup="competition"), editions=editions(cup=(2024, {"results": many}))).winners
    assert band is not None
    assert band.heading == "Переможці: Конкурс cup 2024"
    assert len(band.items) == 3


def test_calls_that_one_can_still_enter_come_first_and_the_last_one_when_all_are_closed() -> None:
    given = calls(first="2024-03-01", second="2024-03-10", third="2024-04-01")
    assert dates(date(2024, 2, 28), calls=given)[0] == ["first", "second"]
    assert dates(date(2024, 3, 5), calls=given)[0] == ["second", "third"]
    assert dates(date(2024, 5, 1), calls=given)[0] == ["third"]


def test_events_to_come_come_first_and_the_last_one_when_all_are_past() -> None:
    given = events(first="2024-03-01", second="2024-03-10", third="2024-04-01")
    assert dates(date(2024, 2, 28), events=given)[1] == ["first", "second"]
    assert dates(date(2024, 5, 1), events=given)[1] == ["third"]


def test_the_heading_names_what_is_there() -> None:
    heading = {
        "Конкурси й\u00a0події": {"calls": calls(a="2024-03-01"), "events": events(b="2024-03-01")},
        "Прийом заявок": {"calls": calls(a="2024-03-01")},
        "Події": {"events": events(b="2024-03-01")},
    }
    for words, registries in heading.items():
        band = home(**registries).dates
        assert band is not None
        assert band.heading == words
        assert len(band.more) == len(registries)
