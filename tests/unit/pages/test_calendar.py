"""Calendar files: whatever the words, calendars read them as they were written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.calendar import Appointment, calendar

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120)


def appointment(title: str = "Форум", text: str = "", **fields: object) -> Appointment:
    days = {"starts": date(2024, 8, 16), "ends": date(2024, 8, 16), **fields}
    return Appointment(uid="forum@hromady.example", title=title, text=text, url="https://hromady.example/", **days)  # type: ignore[arg-type]  # days or moments


def read(written: str) -> icalendar.Event:
    [event] = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


@given(title=WORDS, text=WORDS)
def test_words_come_back_as_they_were(title: str, text: str) -> None:
    event = read(calendar(appointment(title, text), producer="Взірець"))
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (title, text)


@given(title=WORDS)
def test_no_line_is_longer_than_calendars_allow(title: str) -> None:
    lines = calendar(appointment(title * 3), producer="Взірець").encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_a_day_ends_where_the_next_begins() -> None:
    event = read(calendar(appointment(ends=date(2024, 8, 17)), producer="Взірець"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 8, 16), date(2024, 8, 18))


def test_an_hour_of_the_clock_here_is_an_hour_of_the_world() -> None:
    begins = datetime(2024, 8, 16, 10, 30, tzinfo=ZoneInfo("Europe/Kyiv"))
    event = read(calendar(appointment(starts=begins, ends=begins + timedelta(hours=1)), producer="Взірець"))
    assert event["DTSTART"].dt == datetime(2024, 8, 16, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["перший\nдругий", "а; б, в \\ г", "кома, крапка; риска\\"])
def test_marks_that_mean_something_in_calendars_are_plain_words(text: str) -> None:
    assert str(read(calendar(appointment(text=text), producer="Взірець"))["DESCRIPTION"]) == text
