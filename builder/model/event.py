"""Events: forums, workshops, webinars, ceremonies."""

from enum import StrEnum
from typing import Annotated

from builder.model.fields import Line, Moment, Need, Record, Slug, Switch, Text, TimeOfDay, Url, Whole, declare, one_of
from builder.model.practice import Link, Quote, Result, Source
from builder.model.registered import Organiser, RegistryRecord


class EventKind(StrEnum):
    FORUM = "forum"
    CONFERENCE = "conference"
    WORKSHOP = "workshop"
    WEBINAR = "webinar"
    CEREMONY = "ceremony"
    BRIEFING = "briefing"
    VISIT = "visit"
    OTHER = "other"


class Speaker(Record):
    person: Text = declare("хто", "who", need=Need.REQUIRED)
    post: Text | None = declare("посада на той час", "post at that time")
    community: Line | None = declare("громада", "community")


class EventRecord(RegistryRecord):
    kind: Annotated[EventKind, one_of(EventKind)] = declare("вид події", "kind of event", need=Need.REQUIRED)
    date: Moment | None = declare(
        "день або місяць; якщо невідомо — not_stated: [date]",
        "day or month; if unknown, not_stated: [date]",
        need=Need.WARNED,
    )
    until: Moment | None = declare("останній день, якщо їх кілька", "last day, if there are several")
    time: TimeOfDay | None = declare("о котрій починається", "hour at which it begins")
    date_note: Text | None = declare("що відомо про час", "what is known of the time")
    place: Text | None = declare("місце", "place")
    online: Switch = declare("чи відбувається онлайн", "whether it is held online", default=False)
    series: Slug | None = declare("код серії, спільний для її подій", "id of the series, shared by its events")
    number: Whole | None = declare("котра в серії", "which in the series")
    organisers: list[Organiser] = declare("хто провів, за ролями", "who held it, by role", default=[])
    programme: list[Slug] = declare("програми", "programmes", default=[])
    themes: list[Slug] = declare("теми", "themes", default=[])
    practices: list[Slug] = declare("практики, про які йшлося", "practices it was about", default=[])
    claims: list[Result] = declare(
        "виміряне: учасники, запитання", "what was counted: participants, questions", default=[]
    )
    speakers: list[Speaker] = declare("хто виступав", "speakers", default=[])
    quotes: list[Quote] = declare("слова учасників", "words of those taking part", default=[])
    materials: list[Link] = declare("матеріали", "materials", default=[])
    site: Url | None = declare("сторінка події", "page of the event")
    sources: list[Source] = declare("джерела", "sources", default=[])
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])
