"""The state of a call at its boundary instants, in its own time zone, also where clocks change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builder.model.call_state import CallState, beginning_of, closing, days_left, opening, state_at
from builder.model.competition import CallRecord
from tests.values import both

KYIV = "Europe/Kyiv"


def call(**fields: Any) -> CallRecord:
    return CallRecord.model_validate({"name": both("Набір"), "organisers": [], **fields})


def at(text: str, zone: str = KYIV) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


STORIES = {"announced": "2022-09-01", "opens": "2022-09-05", "closes": "2022-10-02"}


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2022-08-31T12:00", CallState.ANNOUNCED),
        ("2022-09-04T23:59:59", CallState.ANNOUNCED),
        ("2022-09-05T00:00", CallState.OPEN),
        ("2022-09-24T23:59:59", CallState.OPEN),
        ("2022-09-25T00:00", CallState.CLOSING),
        ("2022-10-02T00:00", CallState.CLOSING),
        ("2022-10-02T23:59:59.999", CallState.CLOSING),
        ("2022-10-03T00:00", CallState.CLOSED),
        ("2030-01-01T00:00", CallState.CLOSED),
    ],
)
def test_a_call_goes_through_its_states_at_midnight(moment: str, state: CallState) -> None:
    assert state_at(call(**STORIES), at(moment)) is state


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2024-03-01T09:59:59", CallState.ANNOUNCED),
        ("2024-03-01T10:00", CallState.OPEN),
        ("2024-04-15T16:59:59", CallState.CLOSING),
        ("2024-04-15T17:00", CallState.CLOSED),
    ],
)
def test_a_call_with_hours_goes_through_them_to_the_second(moment: str, state: CallState) -> None:
    own = call(opens="2024-03-01 10:00", closes="2024-04-15 17:00")
    assert state_at(own, at(moment)) is state


def test_results_come_after_the_end_and_never_before() -> None:
    own = call(**STORIES)
    assert state_at(own, at("2022-10-02T23:00"), decided=True) is CallState.CLOSING
    assert state_at(own, at("2022-10-03T00:00"), decided=True) is CallState.RESULTS


def test_a_call_without_an_opening_is_open_since_it_was_announced() -> None:
    own = call(announced="2022-09-01", closes="2022-10-02")
    assert state_at(own, at("2022-08-31T23:59")) is CallState.ANNOUNCED
    assert state_at(own, at("2022-09-01T00:00")) is CallState.OPEN
    assert opening(call(closes="2022-10-02")) is None
    assert state_at(call(closes="2022-10-02"), at("2000-01-01T00:00")) is CallState.OPEN


@pytest.mark.parametrize(
    ("zone", "closes", "ends"),
    [
        (KYIV, "2022-10-02", datetime(2022, 10, 2, 21, tzinfo=UTC)),
        (KYIV, "2022-12-02", datetime(2022, 12, 2, 22, tzinfo=UTC)),
        (KYIV, "2024-03-30", datetime(2024, 3, 30, 22, tzinfo=UTC)),  # clocks go forward in the night after
        (KYIV, "2024-03-31", datetime(2024, 3, 31, 21, tzinfo=UTC)),  # a day of 23 hours
        (KYIV, "2024-10-27", datetime(2024, 10, 27, 22, tzinfo=UTC)),  # a day of 25 hours
        (KYIV, "2024-10-27 03:30", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),  # the first of two such hours
        ("Europe/Brussels", "2024-05-01", datetime(2024, 5, 1, 22, tzinfo=UTC)),
        ("America/New_York", "2024-05-01 17:00", datetime(2024, 5, 1, 21, tzinfo=UTC)),
        ("Asia/Kathmandu", "2024-05-01 17:00", datetime(2024, 5, 1, 11, 15, tzinfo=UTC)),
    ],
)
def test_the_end_is_told_in_the_time_zone_of_the_call(zone: str, closes: str, ends: datetime) -> None:
    own = call(closes=closes, time_zone=zone)
    assert closing(own) == ends
    assert state_at(own, ends - timedelta(microseconds=1)) is CallState.CLOSING
    assert state_at(own, ends) is CallState.CLOSED


@pytest.mark.parametrize(
    ("moment", "days"),
    [("2024-03-28T12:00", 4), ("2024-03-31T00:30", 1), ("2024-03-31T23:59", 1), ("2024-04-01T00:00", 0)],
)
def test_days_left_are_midnights_also_when_the_clocks_change(moment: str, days: int) -> None:
    assert days_left(call(closes="2024-04-01"), at(moment)) == days


def test_days_left_are_counted_where_the_call_is_held() -> None:
    own = call(closes="2024-05-02", time_zone="America/New_York")
    assert days_left(own, at("2024-05-02T06:59")) == 1
    assert days_left(own, at("2024-05-02T07:00")) == 0


def test_the_day_of_a_build_begins_where_the_site_lives() -> None:
    own = call(closes="2024-05-01", time_zone="Europe/Brussels")
    assert state_at(own, beginning_of(date(2024, 5, 2), KYIV)) is CallState.CLOSING
    assert state_at(own, beginning_of(date(2024, 5, 2), "Europe/Brussels")) is CallState.CLOSED
