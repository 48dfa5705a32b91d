"""Editions, calls and events: what leads to what, and what pages own up to not knowing."""

from typing import Any

from builder.frozen import replace
from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.pages import views
from builder.pages.competitions import edition_page
from builder.pages.events import event_page
from builder.pages.terms import TermView, term_page
from tests.values import EN, UK, both, context, records, showcase

FUND = {"fund": {"name": both("Фонд")}}
CALL = {"name": both("Відбір"), "organisers": [{"organisation": "fund"}], "closes": "2024-03-01"}


def told(edition: dict[str, Any], award: dict[str, Any] | None = None, **registries: Any) -> Showcase:
    awards = {"prize": {"name": both("Премія"), **(award or {})}}
    editions = {"prize-2024": {"award": "prize", "year": 2024, **edition}}
    return showcase(records(organisations=FUND, awards=awards, editions=editions, **registries))


def facts(made: Showcase, language: Language = UK) -> dict[str, list[str] | str]:
    view = edition_page(context(made, language), "prize-2024").view
    assert isinstance(view, views.EditionView)
    return by_label(view.facts)


def by_label(shown: tuple[views.Fact, ...]) -> dict[str, list[str] | str]:
    spoken = (replace(fact, unknown=fact.unknown.replace("\u00a0", " ")) for fact in shown)
    return {fact.label: fact.unknown or [value.url or value.text for value in fact.values] for fact in spoken}


def test_an_edition_leads_to_its_call() -> None:
    made = told({}, calls={"stories": {**CALL, "edition": "prize-2024"}})
    assert facts(made, EN)["Call for entries"] == ["/en/calls/stories/"]


def test_a_call_of_another_year_is_not_that_of_this_edition() -> None:
    assert "Прийом заявок" not in facts(told({}, calls={"stories": {**CALL, "award": "prize"}}))


def test_a_competition_and_a_programme_list_their_calls_by_the_last_day() -> None:
    programmes = {"homes": {"name": both("Домівки")}}
    calls = {"stories": {**CALL, "edition": "prize-2024", "programme": ["homes"]}}
    made = told({}, programmes=programmes, calls=calls)
    for section, id_ in (("competitions", "prize"), ("programmes", "homes")):
        view = term_page(context(made), section, id_, 1).view
        assert isinstance(view, TermView)
        [group] = [group for group in view.detail.milestones if group.heading == "Прийом заявок"]
        assert [(row.link.url, row.when) for row in group.items] == [("/calls/stories/", "до 1\u00a0березня 2024")]


def test_an_edition_says_what_no_source_gives() -> None:
    silent = ["method", "totals", "results", "prize", "decided"]
    unknown = {label for label, value in facts(told({"not_stated": silent})).items() if value == "у джерелі не вказано"}
    assert unknown == {"Як визначали", "Скільки було учасників", "Переможці", "Винагорода", "Коли підбито підсумки"}


def test_an_edition_owns_up_to_unknown_organisers_with_its_award() -> None:
    assert facts(told({}, {"not_stated": ["organisers"]}))["Хто проводив"] == "у джерелі не вказано"
    own = {"organisers": [{"organisation": "fund"}]}
    assert "Хто проводив" not in facts(told(own, {"not_stated": ["organisers"]}))


def test_an_event_says_that_no_source_gives_its_place_and_organisers() -> None:
    forum = {"name": both("Форум"), "kind": "forum", "not_stated": ["date", "place", "organisers"]}
    view = event_page(context(showcase(records(events={"forum": forum})), EN), "forum").view
    assert isinstance(view, views.EventView)
    unknown = by_label(view.facts)
    assert unknown["Place"] == unknown["Who ran it"] == "not stated in the source"
