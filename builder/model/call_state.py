"""The state of a call at a moment: what its days mean in its own time zone."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from builder.model.competition import HONOURED, CallRecord
from builder.model.fields import HourOfDay, PartialDate
from builder.model.showcase import Edition

SOON = 7
"""Days before the last one, from which on a call is closing soon."""


class CallState(StrEnum):
    """In the order in which a call goes through them."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    RESULTS = "results"

    @property
    def is_over(self) -> bool:
        return self in (CallState.CLOSED, CallState.RESULTS)


def opening(call: CallRecord) -> datetime | None:
    """The first moment at which entries are taken; a call that does not say is open since it was announced."""
    begins = call.opens or (HourOfDay(call.announced) if call.announced else None)
    return None if begins is None else begins.begins(call.time_zone).astimezone(UTC)


def closing(call: CallRecord) -> datetime:
    """The first moment at which entries are no longer taken: the hour that is named, else the end of the day."""
    zone, closes = ZoneInfo(call.time_zone), call.closes
    if closes.hour is not None:
        ends = datetime.combine(closes.day, closes.hour, zone)
    else:
        ends = datetime.combine(closes.day + timedelta(days=1), time(), zone)
    return ends.astimezone(UTC)


def days_left(call: CallRecord, moment: datetime) -> int:
    """Midnights between a moment and the closing day, as they are counted where the call is held."""
    return (call.closes.day - moment.astimezone(ZoneInfo(call.time_zone)).date()).days


def state_at(call: CallRecord, moment: datetime, *, decided: bool = False) -> CallState:
    """`decided` tells whether the results of what it called for are known."""
    opens = opening(call)
    if moment >= closing(call):
        return CallState.RESULTS if decided else CallState.CLOSED
    if opens is not None and moment < opens:
        return CallState.ANNOUNCED
    return CallState.CLOSING if days_left(call, moment) <= SOON else CallState.OPEN


def beginning_of(day: date, zone: str) -> datetime:
    """The moment for which a build of this day tells the state: where the site lives, the day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def is_decided(edition: Edition | None, day: date) -> bool:
    """Whether an edition has results: it names who was honoured, or the day of its results has come."""
    if edition is None:
        return False
    decided = edition.record.decided
    if decided is not None and _begins(decided) <= day:
        return True
    return any(entry.record.outcome in HONOURED for entry in edition.entries)


def _begins(moment: PartialDate) -> date:
    return date(moment.year, moment.month or 1, moment.day or 1)
