"""The building blocks of the schema: kinds of values, and how a field is declared.

A field is declared once, with its meaning in both languages and its need. Values
arrive as text (see `located_yaml`), so every kind here reads text and answers a bad
one with the code of its finding: the error type of a pydantic error *is* that code.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

# Looking for plugins takes as long as making the schema, and none may change what records mean.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from builder.model.language import Language


class Need(StrEnum):
    """Whether a field must stand in a record; a `warned` one may be named in `not_stated` instead."""

    REQUIRED = "required"
    WARNED = "warned"
    OPTIONAL = "optional"


def declare(uk: str, en: str, *, need: Need = Need.OPTIONAL, default: object = None, key: str | None = None) -> Any:  # noqa: ANN401  # as pydantic's own Field
    """A field with its meaning in both languages; `key` is its name in the file where Python's cannot be the same."""
    extra: dict[str, Any] = {"meaning": {"uk": uk, "en": en}, "need": need.value}
    if default == []:  # a factory is cheaper than a copy of it for each record
        default = _no_items
    if callable(default):
        return Field(default_factory=default, alias=key, json_schema_extra=extra)
    return Field(... if need is Need.REQUIRED else default, alias=key, json_schema_extra=extra)


def _no_items() -> list[Any]:
    """As `list`, into whose arguments pydantic would look at length."""
    return []


_NONE: set[str] = set()


class Record(BaseModel):
    """A checked record: closed, frozen, read from text.

    `shorthand` names the fields that one bare value stands for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # few builds check all kinds of records

    shorthand: ClassVar[tuple[str, ...]] = ()

    def model_post_init(self, context: Any) -> None:  # noqa: ANN401  # as pydantic declares it
        """Which fields were given is never asked; a set of them for each record would be a third of the memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NONE)

    def __reduce__(self) -> tuple[object, ...]:
        """Equal records give equal bytes, which pydantic's own way does not promise: it holds a set."""
        return _restored, (type(self), self.__dict__)


def _restored(kind: type[Record], fields: dict[str, Any]) -> Record:
    """A record as it was: its fields were checked when it was made."""
    record = kind.__new__(kind)
    record.__setstate__(
        {
            "__dict__": fields,
            "__pydantic_fields_set__": _NONE,
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return record


def fail(code: str, **values: str | int) -> PydanticCustomError:
    """The error that becomes the finding `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


class Reader:
    """Says of a field that a function reads it. Pydantic's own such word looks into the type beside it for nothing."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)


# Text


def _text(limit: int, value: object) -> str:
    if not isinstance(value, str):
        raise fail("V122", expected="text")
    text = value.strip()
    if not text:
        raise fail("V126")
    if len(text) > limit:
        raise fail("V121", limit=limit, length=len(text))
    return text


def text_of(limit: int) -> Reader:
    return Reader(lambda value: _text(limit, value))


Line = Annotated[str, text_of(300)]
LongText = Annotated[str, text_of(20_000)]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 80


def is_slug(text: str) -> bool:
    return len(text) <= SLUG_LIMIT and _SLUG.fullmatch(text) is not None


def _slug(value: object) -> str:
    text = _text(200, value)
    if not is_slug(text):
        raise fail("V124", value=text)
    return text


Slug = Annotated[str, Reader(_slug)]

_URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[\w-]+\.)+[\w-]+\.?(?::[0-9]+)?(?:[/?#]|$)", re.IGNORECASE)


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None and _HOST.match(text) is not None


def _url(value: object) -> str:
    text = _text(2_000, value)
    if not is_url(text):
        raise fail("V128", value=text)
    return text


Url = Annotated[str, Reader(_url)]

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _mailbox(value: object) -> str:
    text = _text(200, value)
    if not _MAILBOX.fullmatch(text):
        raise fail("V128", value=text)
    return text


Mailbox = Annotated[str, Reader(_mailbox)]


# Numbers and switches

_WHOLE = re.compile(r"[0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise fail("V125", value=str(value))
    return int(value)


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise fail("V125", value=str(value))
    return Decimal(value)


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise fail("V123", value=str(value), allowed="true, false")
    return value == "true"


Whole = Annotated[int, Reader(_whole)]
Number = Annotated[Decimal, Reader(_decimal)]
Switch = Annotated[bool, Reader(_switch)]


# Days, months, years

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NATIONAL = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date as exact as its source: a year, a month or a day. Parts not known are 0."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])


def _rewritten(text: str) -> str:
    """The date in our form, if it can be told what was meant."""
    if match := _NATIONAL.fullmatch(text):
        day, month, year = match.groups()
    elif match := _LOOSE.fullmatch(text):
        year, month, day = match.groups()
    else:
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not (match := _DAY.fullmatch(value)):
        raise fail("V110", value=str(value), accepted="2024-03-15", meant=_rewritten(str(value)))
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise fail("V111", value=value) from None


def _partial(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str) or not (match := _PARTIAL.fullmatch(value)):
        raise fail("V110", value=str(value), accepted="2024, 2024-03, 2024-03-15", meant=_rewritten(str(value)))
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise fail("V111", value=value) from None
    if match.group(2) == "00" or match.group(3) == "00":
        raise fail("V111", value=value)
    return PartialDate(year, month, day)


Day = Annotated[date, Reader(_day)]
Moment = Annotated[PartialDate, Reader(_partial)]


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DAY_AND_HOUR = re.compile(r"([0-9-]+)[T ]+([0-9]{1,2}:[0-9]{2})(?::00)?")


@dataclass(frozen=True, slots=True)
class HourOfDay:
    """A day, with an hour where the source gives one; the time zone is that of its record."""

    day: date
    hour: time | None = None

    def __str__(self) -> str:
        return self.day.isoformat() + (f"T{self.hour:%H:%M}" if self.hour else "")

    def begins(self, zone: str) -> datetime:
        """The moment at which it begins: without an hour, the beginning of the day."""
        return datetime.combine(self.day, self.hour or time(), ZoneInfo(zone))

    def ends(self, zone: str) -> datetime:
        """The last moment of it: without an hour, the last second of the day."""
        return datetime.combine(self.day, self.hour or time(23, 59, 59), ZoneInfo(zone))


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not (match := _CLOCK.fullmatch(value)):
        raise fail("V110", value=str(value), accepted='"10:30"', meant="")
    return time(int(match.group(1)), int(match.group(2)))


def _day_or_hour(value: object) -> HourOfDay:
    if isinstance(value, HourOfDay):
        return value
    if isinstance(value, str) and (match := _DAY_AND_HOUR.fullmatch(value)):
        return HourOfDay(_day(match.group(1)), _time_of_day(match.group(2)))
    return HourOfDay(_day(value))


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ValueError, OSError, KeyError):
        raise fail("V123", value=str(value), allowed="Europe/Kyiv") from None


TimeOfDay = Annotated[time, Reader(_time_of_day)]
DayOrHour = Annotated[HourOfDay, Reader(_day_or_hour)]
Zone = Annotated[str, Reader(_zone)]


class Period(Record):
    """From when to when; an open end has no `to`."""

    shorthand = ("from", "to")

    start: Moment = declare(
        "початок: рік, місяць або день", "beginning: a year, month or day", need=Need.REQUIRED, key="from"
    )
    end: Moment | None = declare("кінець; якщо триває, не пишіть", "end; leave out while it goes on", key="to")

    def years(self) -> tuple[int, ...]:
        """The years it touches; an open end counts the first year only."""
        last = self.end.year if self.end else self.start.year
        return tuple(range(self.start.year, last + 1))


# Words of a closed list


def _word(words: type[StrEnum], value: object) -> StrEnum:
    if isinstance(value, str) and value in words.__members__.values():
        return words(value)
    raise fail("V123", value=str(value), allowed=", ".join(words))


@cache
def one_of(words: type[StrEnum]) -> Reader:
    return Reader(lambda value: _word(words, value))


# Texts with a side in each language


class Text(Record):
    """`{uk, en}`, or one plain text if both are alike. The Ukrainian side is demanded, the English one warned of."""

    uk: LongText | None = None
    en: LongText | None = None

    def best(self, language: Language) -> str:
        """This language's side, else the other."""
        own, other = (self.uk, self.en) if language is Language.UK else (self.en, self.uk)
        return own or other or ""

    def spoken(self, language: Language) -> Language:
        """The language in which `best` answers."""
        if language is Language.UK:
            return Language.UK if self.uk or not self.en else Language.EN
        return Language.EN if self.en or not self.uk else Language.UK
