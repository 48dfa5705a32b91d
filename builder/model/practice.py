"""A practice: the fields of a case study, each declared once."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from builder.model.entry import CallEntry
from builder.model.fields import (
    Day,
    Line,
    Mailbox,
    Moment,
    Need,
    Number,
    Period,
    Reader,
    Record,
    Slug,
    Switch,
    Text,
    Url,
    Whole,
    declare,
    fail,
    one_of,
    text_of,
)
from builder.model.language import Language

HEADINGS: Mapping[Language, tuple[str, ...]] = {
    Language.UK: ("Виклик", "Що зробили", "Що вийшло", "Що було важко", "Як повторити", "Що знадобиться"),
    Language.EN: ("Challenge", "What was done", "Results", "What was hard", "How to repeat it", "What you need"),
}
"""The sections of a practice's text, in their order."""


class DonorRole(StrEnum):
    COMMISSIONER = "commissioner"
    FUNDER = "funder"
    CO_FUNDER = "co-funder"
    SUPPORTER = "supporter"


class PartnerRole(StrEnum):
    MANAGER = "manager"
    IMPLEMENTER = "implementer"
    PARTNER = "partner"
    ORGANISER = "organiser"
    OWNER = "owner"
    HOST = "host"


class Status(StrEnum):
    PLANNED = "planned"
    PILOT = "pilot"
    RUNNING = "running"
    RELOCATED = "relocated"
    PAUSED = "paused"
    ENDED = "ended"
    DESTROYED = "destroyed"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    ABOUT = "about"
    UP_TO = "up-to"


class QuoteKind(StrEnum):
    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"


class Donor(Record):
    shorthand = ("organisation",)

    organisation: Slug = declare("код організації", "id of the organisation", need=Need.REQUIRED)
    role: Annotated[DonorRole, one_of(DonorRole)] | None = declare(
        "роль: замовник, фінансує, співфінансує, підтримує", "role: commissioner, funder, co-funder, supporter"
    )


class Partner(Record):
    organisation: Slug = declare("код організації", "id of the organisation", need=Need.REQUIRED)
    role: Annotated[PartnerRole, one_of(PartnerRole)] = declare(
        "роль: керує, виконує, партнер, організатор, власник, приймає",
        "role: manager, implementer, partner, organiser, owner, host",
        need=Need.REQUIRED,
    )


class Result(Record):
    value: Number = declare("число", "number", need=Need.REQUIRED)
    to: Number | None = declare("верхня межа, якщо джерело дає проміжок", "upper end, where the source gives a range")
    qualifier: Annotated[Qualifier, one_of(Qualifier)] = declare(
        "наскільки точне число", "how exact the number is", default=Qualifier.EXACT
    )
    unit: Text | None = declare("одиниця виміру", "unit of measure")
    label: Text = declare("що саме пораховано", "what is counted", need=Need.REQUIRED)
    as_of: Moment | None = declare("станом на", "as of")
    source: Whole | None = declare("номер джерела у списку sources", "number of the source in the list sources")


class Source(Record):
    title: Line = declare("назва", "title", need=Need.REQUIRED)
    publisher: Line = declare("хто оприлюднив", "who published it", need=Need.REQUIRED)
    lang: Annotated[str, text_of(12)] = declare(
        "мова джерела, як-от uk", "language of the source, such as en", need=Need.REQUIRED
    )
    date: Moment | None = declare("дата оприлюднення", "date of publication")
    url: Url | None = declare("адреса", "address")


class Quote(Record):
    text: Text = declare("слова", "words", need=Need.REQUIRED)
    kind: Annotated[QuoteKind, one_of(QuoteKind)] = declare(
        "дослівно чи переказ", "verbatim or paraphrase", need=Need.REQUIRED
    )
    lang: Annotated[Language, one_of(Language)] | None = declare("мова оригіналу", "language of the original")
    person: Text = declare("хто сказав", "who said it", need=Need.REQUIRED)
    post: Text | None = declare("посада на той час", "post at that time")
    community: Line | None = declare("громада промовця", "community of the speaker")


class Link(Record):
    label: Text = declare("підпис посилання", "label of the link", need=Need.REQUIRED)
    url: Url = declare("адреса", "address", need=Need.REQUIRED)


_FOCUS = re.compile(r"(100|[1-9]?[0-9])(?:\.[0-9]+)?% +(100|[1-9]?[0-9])(?:\.[0-9]+)?%")


def _focus(value: object) -> str:
    """A point of a picture: from its left edge, then from its top."""
    text = str(value).strip()
    if not _FOCUS.fullmatch(text):
        raise fail("V123", value=text, allowed="50% 30%")
    return " ".join(text.split())


class Image(Record):
    shorthand = ("file",)

    file: Line = declare("файл поруч із текстом", "file beside the text", need=Need.REQUIRED)
    credit: Text | None = declare("автор світлини", "author of the picture")
    licence: Line | None = declare("ліцензія", "licence")
    consent: Switch | None = declare("чи є згода людей на світлині", "whether the people shown have agreed")
    focus: Annotated[str, Reader(_focus)] | None = declare("головна точка: 40% 30%", "focal point: 40% 30%")


class Correction(Record):
    on: Day = declare("день", "day", need=Need.REQUIRED)
    note: Text = declare("що виправлено", "what was corrected", need=Need.REQUIRED)


class Review(Record):
    by: Line = declare("хто перевірив", "who reviewed it", need=Need.REQUIRED)
    on: Day = declare("день", "day", need=Need.REQUIRED)
    level: Line | None = declare("рівень перевірки", "level of the review")


class Withdrawal(Record):
    on: Day = declare("день", "day", need=Need.REQUIRED)
    why: Text = declare("чому", "why", need=Need.REQUIRED)


class TranslationRecord(Record):
    """What stands in the file of each language: the only fields that are translated by file."""

    title: Annotated[str, text_of(110)] = declare("назва практики", "title of the practice", need=Need.REQUIRED)
    summary: Annotated[str, text_of(300)] = declare(
        "суть одним-двома реченнями", "the gist in a sentence or two", need=Need.REQUIRED
    )
    cover_alt: Line | None = declare(
        "опис обкладинки для тих, хто її не бачить", "what the cover shows, for those who cannot see it"
    )
    source_rev: Line | None = declare(
        "відбиток тексту, з якого перекладено; пише команда", "hash of the text it was made from; written by a command"
    )


class PracticeRecord(TranslationRecord):
    """What stands in the home file: the translated fields, and all that both languages share."""

    community: list[Line] = declare("громади", "communities", need=Need.REQUIRED)
    oblast: list[Line] = declare(
        "області; зазвичай випливають із громад", "oblasts; they follow from the communities", default=[]
    )
    communities_total: Whole | None = declare(
        "скільки громад охоплено, якщо названо не всі", "how many communities took part, if not all are named"
    )
    programme: list[Slug] = declare("програми", "programmes", default=[])
    donor: list[Donor] = declare("хто дав кошти чи підтримку", "who gave money or support", default=[])
    partners: list[Partner] = declare("хто робив і допомагав", "who did the work and helped", default=[])
    category: list[Slug] = declare(
        "теми, від однієї до трьох; перша головна",
        "themes, one to three; the first is the main one",
        need=Need.REQUIRED,
    )
    date: Day = declare(
        "день, коли практика з’явилася на сайті", "day the practice joined the showcase", need=Need.REQUIRED
    )
    updated: Day | None = declare("день останньої змістовної зміни", "day of the last change of substance")
    correction: list[Correction] = declare("виправлення", "corrections", default=[])
    period: Period | None = declare("коли тривала", "when it went on", need=Need.WARNED)
    status: Annotated[Status, one_of(Status)] = declare(
        "що з практикою тепер", "how the practice stands now", default=Status.UNKNOWN
    )
    results: list[Result] = declare("виміряні результати", "measured results", need=Need.WARNED, default=[])
    works_in: list[Line] = declare(
        "громади, де працює, якщо не вдома", "communities where it works, if not at home", default=[]
    )
    for_residents_of: list[Line] = declare(
        "для мешканців яких громад", "for residents of which communities", default=[]
    )
    groups: list[Line] = declare("для кого", "for whom", default=[])
    cover: Line | None = declare("файл обкладинки поруч із текстом", "cover picture beside the text")
    images: list[Image] = declare("відомості про світлини", "what is known of the pictures", default=[])
    sources: list[Source] = declare("джерела", "sources", need=Need.REQUIRED)
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])
    quotes: list[Quote] = declare("слова учасників", "words of those involved", default=[])
    links: list[Link] = declare("посилання", "links", default=[])
    contact: Mailbox | None = declare("скринька установи", "mailbox of an office")
    adapted_from: list[Line] = declare("за зразком якої практики", "which practice it follows", default=[])
    entry: CallEntry | None = declare("заявка на конкурс", "entry for a call")
    review: Review | None = declare("перевірка", "review")
    review_by: Day | None = declare("до якого дня переглянути", "day by which to review it")
    original: Annotated[Language, one_of(Language)] = declare(
        "мовою першого тексту", "language first written in", default=Language.UK
    )
    draft: Switch = declare("чернетка", "draft", default=False)
    publish_from: Day | None = declare("оприлюднити з дня", "publish from this day")
    expires: Day | None = declare("зняти після дня", "take down after this day")
    withdrawn: Withdrawal | None = declare("відкликання", "withdrawal")
    aliases: list[Slug] = declare("колишні адреси", "former addresses", default=[])
    featured: Switch = declare("виділити на головній", "show first on the home page", default=False)


class PageTextRecord(Record):
    """What stands in either file of a page such as «Про Взірець»."""

    title: Annotated[str, text_of(110)] = declare("назва сторінки", "title of the page", need=Need.REQUIRED)
    summary: Annotated[str, text_of(300)] = declare(
        "суть одним-двома реченнями", "the gist in a sentence or two", need=Need.REQUIRED
    )
    source_rev: Line | None = declare(
        "відбиток тексту, з якого перекладено; пише команда", "hash of the text it was made from; written by a command"
    )


class PageRecord(PageTextRecord):
    """The home file of a page."""

    original: Annotated[Language, one_of(Language)] = declare(
        "мовою першого тексту", "language first written in", default=Language.UK
    )
    aliases: list[Slug] = declare("колишні адреси", "former addresses", default=[])
    updated: Day | None = declare("день останньої змістовної зміни", "day of the last change of substance")
    draft: Switch = declare("чернетка", "draft", default=False)
