"""Competitions: awards (a series), editions (one year of it) and calls for entries."""

from enum import StrEnum
from typing import Annotated

from builder.model.entry import Applicant
from builder.model.fields import (
    Day,
    DayOrHour,
    Line,
    Mailbox,
    Moment,
    Need,
    Number,
    Record,
    Slug,
    Text,
    Url,
    Whole,
    Zone,
    declare,
    one_of,
)
from builder.model.language import Language
from builder.model.practice import Result, Source
from builder.model.registered import Organiser, RegistryRecord


class AwardKind(StrEnum):
    COMPETITION = "competition"
    AWARD = "award"
    STATUS = "status"
    RANKING = "ranking"
    COLLECTION = "collection"


class Level(StrEnum):
    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class EntryOutcome(StrEnum):
    """What an entry came to, the highest first."""

    GRAND_PRIX = "grand-prix"
    WINNER = "winner"
    CO_WINNER = "co-winner"
    PLACE_1 = "place-1"
    PLACE_2 = "place-2"
    PLACE_3 = "place-3"
    AUDIENCE_CHOICE = "audience-choice"
    SPECIAL_MENTION = "special-mention"
    STATUS = "status"
    FINALIST = "finalist"
    ADMITTED = "admitted"
    SUBMITTED = "submitted"


HONOURED = frozenset(EntryOutcome) - {
    EntryOutcome.FINALIST,
    EntryOutcome.ADMITTED,
    EntryOutcome.SUBMITTED,
}
"""Outcomes that are an award; the others tell how far an entry came."""


class Channel(StrEnum):
    """Who votes or judges."""

    EXPERT_JURY = "expert-jury"
    TECHNICAL_PANEL = "technical-panel"
    PEER_COMMUNITIES = "peer-communities"
    PUBLIC_ONLINE = "public-online"
    AUDIENCE = "audience"
    UNCLEAR = "unclear"


class OfWhat(StrEnum):
    """What the total counts that votes are given out of."""

    VOTES = "votes"
    VOTERS = "voters"
    ENTRIES = "entries"
    POINTS = "points"
    UNCLEAR = "unclear"


class AwardRecord(RegistryRecord):
    abbreviation: Text | None = declare("скорочення", "abbreviation")
    kind: Annotated[AwardKind, one_of(AwardKind)] = declare(
        "що це: конкурс, премія, статус, рейтинг чи збірка",
        "what it is: competition, award, status, ranking or collection",
        default=AwardKind.COMPETITION,
    )
    level: Annotated[Level, one_of(Level)] | None = declare(
        "рівень: місцевий, обласний, національний, міжнародний", "level: local, regional, national, international"
    )
    organisers: list[Organiser] = declare("хто проводить, за ролями", "who runs it, by role", default=[])
    programme: list[Slug] = declare("програми", "programmes", default=[])
    since: Whole | None = declare("рік, від якого проводять", "year since which it has been held")
    site: Url | None = declare("сайт", "site")
    sources: list[Source] = declare("джерела", "sources", default=[])
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])


class Nomination(Record):
    id: Slug = declare("код номінації", "id of the nomination", need=Need.REQUIRED)
    name: Text = declare("назва номінації", "name of the nomination", need=Need.REQUIRED)
    text: Text | None = declare("за що нагороджують", "what it is given for")


class Method(Record):
    """How an edition was decided."""

    channels: list[Annotated[Channel, one_of(Channel)]] = declare("хто визначав переможців", "who decided", default=[])
    text: Text | None = declare("як визначали, своїми словами", "how it was decided, in words")


class Votes(Record):
    """Votes or points for an entry. `of` is the total they are given out of, `of_what` what that total counts."""

    value: Number = declare("скільки голосів або балів", "how many votes or points", need=Need.REQUIRED)
    channel: Annotated[Channel, one_of(Channel)] = declare("хто голосував", "who voted", default=Channel.UNCLEAR)
    of: Number | None = declare("зі скількох", "out of how many")
    of_what: Annotated[OfWhat, one_of(OfWhat)] = declare(
        "що рахує загальне число: голоси, виборці, заявки, бали чи неясно",
        "what the total counts: votes, voters, entries, points or unclear",
        default=OfWhat.UNCLEAR,
    )


class EntryRecord(Record):
    """An entry and what it came to. It names a practice of the showcase, or a title, or at least a community."""

    practice: Slug | None = declare("практика на цьому сайті", "practice of this showcase")
    title: Text | None = declare("назва, якщо практики тут немає", "title, if the practice is not here")
    community: list[Line] = declare(
        "громади, якщо практики тут немає", "communities, if the practice is not here", default=[]
    )
    outcome: Annotated[EntryOutcome, one_of(EntryOutcome)] = declare("підсумок", "outcome", need=Need.REQUIRED)
    nomination: Slug | None = declare("номінація", "nomination")
    votes: list[Votes] = declare("голоси або бали", "votes or points", default=[])
    note: Text | None = declare("примітка", "note")
    source: Whole | None = declare("номер джерела у списку sources", "number of the source in the list sources")


class EditionRecord(RegistryRecord):
    """One year of an award; without a name of its own it is called by the award and the year."""

    name: Text | None = declare("власна назва, якщо є", "a name of its own, if any")  # type: ignore[assignment]  # the award names it
    award: Slug = declare("нагорода або конкурс", "award or competition", need=Need.REQUIRED)
    year: Whole = declare("рік", "year", need=Need.REQUIRED)
    number: Whole | None = declare("котрий за ліком", "which in number")
    decided: Moment | None = declare("коли оголосили підсумки", "when the results were announced")
    event: Slug | None = declare("подія, де нагороджували", "event at which it was awarded")
    organisers: list[Organiser] = declare(
        "хто проводив, якщо не ті самі, що завжди", "who ran it, if not those of the award", default=[]
    )
    programme: list[Slug] = declare("програми", "programmes", default=[])
    nominations: list[Nomination] = declare("номінації", "nominations", default=[])
    method: Method | None = declare("як визначали переможців", "how it was decided")
    totals: list[Result] = declare(
        "скільки було заявок, учасників, фіналістів", "how many entries, participants, finalists", default=[]
    )
    prize: Text | None = declare("винагорода", "prize")
    results: list[EntryRecord] = declare(
        "заявки та їхні підсумки", "entries and outcomes", need=Need.WARNED, default=[]
    )
    sources: list[Source] = declare("джерела", "sources", default=[])
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])


# Calls


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    PRESENTATION = "presentation"
    VIDEO = "video"
    DOCUMENT = "document"
    LETTER = "letter"
    BUDGET = "budget"


class Direction(Record):
    id: Slug = declare("код напряму", "id of the direction", need=Need.REQUIRED)
    name: Text = declare("назва напряму", "name of the direction", need=Need.REQUIRED)
    text: Text | None = declare("про що він", "what it is about")
    themes: list[Slug] = declare("теми", "themes", default=[])


class Eligibility(Record):
    """The rules that an entry can be checked against; what only people can judge is said in `other`."""

    applicant: list[Annotated[Applicant, one_of(Applicant)]] = declare(
        "хто може подати заявку", "who may apply", default=[]
    )
    carried_out_after: Day | None = declare(
        "практику втілено після цього дня", "the practice was carried out after this day"
    )
    carried_out_before: Day | None = declare(
        "практику втілено до цього дня", "the practice was carried out before this day"
    )
    oblast: list[Line] = declare("лише з цих областей", "from these oblasts only", default=[])
    other: list[Text] = declare("інші правила, словами", "other rules, in words", default=[])


class Attachment(Record):
    """What must be attached: any one of these."""

    shorthand = ("any_of",)

    any_of: list[Annotated[AttachmentKind, one_of(AttachmentKind)]] = declare(
        "одне з: фото, презентація, відео, документ, лист, кошторис",
        "any one of photo, presentation, video, document, letter, budget",
        need=Need.REQUIRED,
    )
    note: Text | None = declare("уточнення", "note")


class CallRecord(RegistryRecord):
    """An invitation to apply. Its state follows from its days in `time_zone`."""

    award: Slug | None = declare("нагорода або конкурс", "award or competition")
    edition: Slug | None = declare("випуск, якого стосується", "edition it is for")
    organisers: list[Organiser] = declare("хто оголосив, за ролями", "who called, by role", need=Need.REQUIRED)
    programme: list[Slug] = declare("програми", "programmes", default=[])
    announced: Day | None = declare("коли оголошено", "when it was announced", need=Need.WARNED)
    opens: DayOrHour | None = declare("від коли приймають заявки", "when entries open")
    closes: DayOrHour = declare("до коли приймають заявки", "when entries close", need=Need.REQUIRED)
    time_zone: Zone = declare("часовий пояс", "time zone", default="Europe/Kyiv")
    directions: list[Direction] = declare("напрями", "directions", default=[])
    eligibility: Eligibility = declare("правила участі", "rules of eligibility", default=Eligibility)
    language: list[Annotated[Language, one_of(Language)]] = declare("мова заявки", "language of the entry", default=[])
    attachments: list[Attachment] = declare("що додати до заявки", "what to attach", default=[])
    apply: Url | None = declare("де подати заявку", "where to apply")
    rules: Url | None = declare("повні правила", "full rules")
    contact: Mailbox | None = declare("скринька установи, доки приймають заявки", "mailbox of an office, while open")
    legal_basis: Text | None = declare("на підставі чого оголошено", "legal basis")
    prize: Text | None = declare("винагорода", "prize")
    sources: list[Source] = declare("джерела", "sources", default=[])
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])
