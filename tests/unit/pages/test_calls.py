"""Calls for entries: what their pages, feed and calendar say on a given day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.pages import views
from builder.pages.calls import call_calendar_page, call_feed_page, call_page, calls_page
from tests.values import EN, UK, both, context, records, showcase

ORGANISATIONS = {"auc": {"name": both("Асоціація")}}


def calls(today: date, **given: Any) -> Showcase:
    made = {
        id_: {"name": both(id_.capitalize()), "organisers": [{"organisation": "auc"}], **fields}
        for id_, fields in given.items()
    }
    return replace(showcase(records(organisations=ORGANISATIONS, calls=made)), today=today)


STORIES = {
    "announced": "2022-09-01",
    "opens": "2022-09-05",
    "closes": "2022-10-02",
    "apply": "https://auc.example/apply",
    "contact": "konkurs@auc.example",
}


def page(today: date, spoken: Language = UK, **fields: Any) -> views.CallView:
    view = call_page(context(calls(today, stories={**STORIES, **fields}), spoken), "stories").view
    assert isinstance(view, views.CallView)
    return view


def said(view: views.CallView) -> str:
    [stage] = [stage for stage in view.stages if stage.shown]
    title = f"{stage.title}, {stage.left}" if stage.left else stage.title
    return title.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("today", "uk", "en"),
    [
        (date(2022, 9, 4), "Заявки прийматимуть з 5 вересня 2022", "Opens on 5 September 2022"),
        (date(2022, 9, 11), "Заявки до 2 жовтня 2022, лишився 21 день", "Apply by 2 October 2022, 21 days left"),
        (date(2022, 9, 20), "Заявки до 2 жовтня 2022, лишилося 12 днів", "Apply by 2 October 2022, 12 days left"),
        (
            date(2022, 9, 27),
            "Скоро завершення: заявки до 2 жовтня 2022, лишилося 5 днів",
            "Closing soon: apply by 2 October 2022, 5 days left",
        ),
        (
            date(2022, 9, 30),
            "Скоро завершення: заявки до 2 жовтня 2022, лишилося 2 дні",
            "Closing soon: apply by 2 October 2022, 2 days left",
        ),
        (
            date(2022, 10, 1),
            "Скоро завершення: заявки до 2 жовтня 2022, лишився 1 день",
            "Closing soon: apply by 2 October 2022, 1 day left",
        ),
        (
            date(2022, 10, 2),
            "Скоро завершення: заявки до 2 жовтня 2022, сьогодні останній день",
            "Closing soon: apply by 2 October 2022, today is the last day",
        ),
        (date(2022, 10, 3), "Прийом заявок завершено", "Applications are closed"),
    ],
)
def test_the_page_tells_the_state_of_the_day(today: date, uk: str, en: str) -> None:
    assert said(page(today)) == uk
    assert said(page(today, EN)) == en


def test_the_deadline_is_told_with_day_hour_and_time_zone() -> None:
    told = page(date(2022, 10, 3), closes="2022-10-02 17:00").stages[0].deadline.text.replace("\u00a0", " ")
    assert told == "17:00 2 жовтня 2022 року за київським часом (UTC+3)"
    told = page(date(2022, 10, 3), EN, time_zone="Europe/Brussels").stages[0].deadline.text.replace("\u00a0", " ")
    assert told == "the end of 2 October 2022, Brussels time (UTC+2)"


def test_the_way_to_apply_and_the_contact_are_there_while_entries_are_taken_and_gone_after() -> None:
    before, during, after = (page(date(2022, month, day)) for month, day in ((9, 4), (9, 5), (10, 3)))
    assert (before.apply is not None, before.applies_now, before.contact) == (True, False, "konkurs@auc.example")
    assert (during.apply is not None, during.applies_now, during.contact) == (True, True, "konkurs@auc.example")
    assert (after.apply, after.contact, after.calendar, after.clock) == (None, "", None, None)


def test_what_a_browser_may_come_to_say_is_on_the_page_and_hidden() -> None:
    stages = page(date(2022, 9, 5)).stages
    assert [(stage.state, stage.shown) for stage in stages] == [("open", True), ("closing", False), ("closed", False)]


def test_rules_are_told_in_plain_words() -> None:
    rules = page(
        date(2022, 9, 5),
        eligibility={"applicant": ["local-government"], "carried_out_after": "2022-02-24"},
        language=["uk"],
        attachments=[{"any_of": ["photo", "presentation"]}],
    ).rules
    assert [rule.text.replace("\u00a0", " ") for rule in rules] == [
        "Заявник — орган місцевого самоврядування.",
        "Практику втілено після 24 лютого 2022 року.",
        "Заявка — українською мовою.",
        "До заявки додають фото або презентацію.",
    ]


def test_open_calls_come_first_by_deadline_then_announced_then_closed() -> None:
    shown = calls(
        date(2024, 5, 10),
        late={"closes": "2024-06-30"},
        soon={"closes": "2024-05-12"},
        coming={"opens": "2024-06-01", "closes": "2024-07-01"},
        older={"closes": "2022-05-01"},
        newer={"closes": "2024-05-09"},
    )
    view = calls_page(context(shown)).view
    assert isinstance(view, views.CallsView)
    assert [(heading, [row.link.text for row in rows]) for heading, rows in view.groups] == [
        ("Приймають заявки", ["Soon", "Late"]),
        ("Незабаром", ["Coming"]),
        ("Завершені", ["Newer", "Older"]),
    ]


def test_the_feed_says_the_same_on_every_day() -> None:
    feeds = [call_feed_page(context(calls(date(2022, month, 1), stories=STORIES))).view for month in (9, 12)]
    assert feeds[0] == feeds[1]
    assert isinstance(feeds[0], views.FeedView)
    assert feeds[0].updated == "2022-09-01T00:00:00Z"


@pytest.mark.parametrize(
    ("closes", "starts", "ends"),
    [
        ("2022-10-02", date(2022, 10, 2), date(2022, 10, 3)),
        (
            "2022-10-02 17:00",
            datetime(2022, 10, 2, 16, tzinfo=ZoneInfo("Europe/Kyiv")),
            datetime(2022, 10, 2, 17, tzinfo=ZoneInfo("Europe/Kyiv")),
        ),
    ],
)
def test_a_calendar_reads_the_deadline(closes: str, starts: date, ends: date) -> None:
    shown = calls(date(2022, 9, 5), stories={**STORIES, "closes": closes})
    view = call_calendar_page(context(shown), "stories").view
    assert isinstance(view, views.CalendarView)
    [event] = Calendar.from_ical(view.text).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (starts, ends)
    assert str(event["SUMMARY"]) == "Кінцевий строк заявок: Stories"


def test_once_the_results_are_out_the_page_leads_to_the_edition() -> None:
    award = {"stories": {"name": both("Історії")}}
    won = {"title": both("Школа"), "community": ["bakhmutska"], "outcome": "winner"}
    edition = {"stories-2022": {"award": "stories", "year": "2022", "results": [won]}}
    call = {**STORIES, "name": both("Набір"), "organisers": [{"organisation": "auc"}], "edition": "stories-2022"}
    content = records(organisations=ORGANISATIONS, awards=award, editions=edition, calls={"stories": call})
    views_of = [
        call_page(context(replace(showcase(content), today=day)), "stories").view
        for day in (date(2022, 10, 2), date(2022, 10, 3))
    ]
    before, after = (view for view in views_of if isinstance(view, views.CallView))
    assert (before.results, said(after), after.contact) == (None, "Підсумки підбито", "")
    assert after.results is not None
    assert after.results.url == "/competitions/stories/2022/"
