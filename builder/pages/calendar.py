"""Calendar files (RFC 5545): an event or a deadline that readers can put into their own calendar."""

from datetime import UTC, date, datetime, timedelta

from builder.frozen import Frozen

LINE_LIMIT = 75
"""Octets in a line; longer ones go on in the next, behind a space."""


class Appointment(Frozen):
    """What stands in a calendar. `starts` and `ends` are days, the last one included, or moments with a time zone."""

    uid: str
    title: str
    text: str
    url: str
    starts: date | datetime
    ends: date | datetime
    place: str = ""


def calendar(appointment: Appointment, *, producer: str) -> str:
    """A calendar that holds this one. Its stamp is its own beginning, so that it is the same in every build."""
    a = appointment
    starts, ends = _begins(a.starts), _ends(a.ends)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(producer)}//Vzirets//UK",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{a.uid}",
        f"DTSTAMP:{_stamp(a.starts)}",
        f"DTSTART{starts}",
        f"DTEND{ends}",
        f"SUMMARY:{_escaped(a.title)}",
        *([f"DESCRIPTION:{_escaped(a.text)}"] if a.text else []),
        *([f"LOCATION:{_escaped(a.place)}"] if a.place else []),
        f"URL:{a.url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _begins(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f":{_utc(moment)}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _ends(moment: date | datetime) -> str:
    """The end of a day is the beginning of the next."""
    return _begins(moment if isinstance(moment, datetime) else moment + timedelta(days=1))


def _stamp(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return _utc(moment)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, part, length = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > LINE_LIMIT:
            parts.append(part)
            part, length = " ", 1
        part, length = part + letter, length + octets
    return "\r\n".join([*parts, part])
