"""An entry against the rules of its call: which it meets, and which not, each at its line."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Location, Term, finding, near
from builder.frozen import Frozen
from builder.model.call_state import beginning_of, closing
from builder.model.competition import Attachment, AttachmentKind, CallRecord
from builder.model.entry import Applicant
from builder.model.fields import PartialDate
from builder.model.language import Language
from builder.model.practice import PartnerRole, PracticeRecord
from builder.model.registry import OrganisationType
from builder.model.showcase import Call, Practice
from builder.sources.read import Document

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
PAPERS = frozenset({".pdf", ".docx", ".doc", ".odt"})
SUFFIXES = {
    AttachmentKind.PHOTO: PICTURES,
    AttachmentKind.PRESENTATION: frozenset({".pptx", ".ppt", ".odp", ".pdf"}),
    AttachmentKind.VIDEO: frozenset({".mp4", ".webm", ".mov"}),
    AttachmentKind.DOCUMENT: PAPERS,
    AttachmentKind.LETTER: PAPERS,
    AttachmentKind.BUDGET: PAPERS | {".xlsx", ".xls", ".ods"},
}
"""What an attachment can be told by: the ends of names of files and links."""

APPLICANTS = {
    OrganisationType.LOCAL_GOVERNMENT: Applicant.LOCAL_GOVERNMENT,
    OrganisationType.NGO: Applicant.NGO,
    OrganisationType.COMPANY: Applicant.BUSINESS,
}
DOERS = frozenset({PartnerRole.OWNER, PartnerRole.IMPLEMENTER, PartnerRole.ORGANISER})
"""Partners that may be the applicant, where the entry does not name it."""

CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[a-zA-Z]")


class Entry(Frozen):
    """A practice that applies, with the names of the files in its folder."""

    document: Document[PracticeRecord]
    practice: Practice
    files: tuple[str, ...]

    @property
    def record(self) -> PracticeRecord:
        return self.practice.record

    def place(self, *path: str | int) -> Location:
        """Where a field stands, else its nearest parent."""
        return self.document.home.fields.place_of(path)


def judge(entry: Entry, call: Call, today: date) -> tuple[Diagnostic, ...]:
    """Every rule of the call once: a note that it is met, or what stands against it."""
    return tuple(_judged(entry, call, today))


def _judged(entry: Entry, call: Call, today: date) -> Iterator[Diagnostic]:
    record, rule = call.record, call.record.eligibility
    if rule.applicant:
        yield _applicant(entry, rule.applicant)
    if rule.carried_out_after is not None:
        yield _after(entry, rule.carried_out_after)
    if rule.carried_out_before is not None:
        yield _before(entry, rule.carried_out_before)
    if call.oblasts:
        yield _oblast(entry, call)
    if record.language:
        yield _language(entry, record.language)
    for attachment in record.attachments:
        yield _attached(entry, attachment)
    if record.directions:
        yield _direction(entry, call)
    yield _in_time(entry, record, today)


def _met(rule: str, place: Location) -> Diagnostic:
    return finding("V369", place, rule=Term(f"rule-{rule}"))


def _applicant(entry: Entry, allowed: Iterable[Applicant]) -> Diagnostic:
    own = entry.record.entry
    if own is not None and own.applicant is not None:
        place, known = entry.place("entry", "applicant"), [own.applicant]
    else:
        place, known = entry.place("partners"), _doers(entry)
    if not known:
        return finding("V361", entry.place())
    if set(known) & set(allowed):
        return _met("applicant", place)
    return finding("V360", place, who=Term(f"applicant-{known[0].value}"))


def _doers(entry: Entry) -> list[Applicant]:
    """What the organisations are that did the work, as the registry tells."""
    names = {partner.organisation for partner in entry.record.partners if partner.role in DOERS}
    kinds = [m.organisation.record.type for m in entry.practice.chain if m.organisation.id in names]
    return [APPLICANTS[kind] for kind in kinds if kind in APPLICANTS]


# When it was carried out


def _first(moment: PartialDate) -> date:
    return date(moment.year, moment.month or 1, moment.day or 1)


def _last(moment: PartialDate) -> date:
    """The last day it may mean: of a month or a year, where no more is said."""
    if moment.day:
        return _first(moment)
    following = (moment.year + 1, 1) if moment.month in (0, 12) else (moment.year, moment.month + 1)
    return date(*following, 1) - timedelta(days=1)


def _after(entry: Entry, day: date) -> Diagnostic:
    period = entry.record.period
    if period is None:
        return finding("V363", entry.place(), day=day.isoformat())
    place = entry.place("period")
    if _first(period.start) > day:
        return _met("after", place)
    if _last(period.start) <= day:
        return finding("V362", place, told=str(period.start), day=day.isoformat())
    return finding("V363", place, day=day.isoformat())


def _before(entry: Entry, day: date) -> Diagnostic:
    period = entry.record.period
    if period is None:
        return finding("V363", entry.place(), day=day.isoformat())
    place, end = entry.place("period"), period.end or period.start
    if _last(end) < day:
        return _met("before", place)
    if _first(end) >= day:
        return finding("V362", place, told=str(end), day=day.isoformat())
    return finding("V363", place, day=day.isoformat())


# What, where, in which language, with what


def _oblast(entry: Entry, call: Call) -> Diagnostic:
    place = entry.place("community")
    if {own.slug for own in entry.practice.oblasts} & {own.slug for own in call.oblasts}:
        return _met("oblast", place)
    return finding("V364", place, allowed=", ".join(own.slug for own in call.oblasts))


def _language(entry: Entry, allowed: Iterable[Language]) -> Diagnostic:
    for language in allowed:
        text = entry.document.texts.get(language)
        if text is None:
            continue
        if _is_written_in(f"{text.title} {text.summary} {entry.document.bodies[language].text}", language):
            return _met("language", Location(path=text.path))
    return finding("V365", entry.place("title"), allowed=", ".join(own.value for own in allowed))


def _is_written_in(text: str, language: Language) -> bool:
    """By its letters: a text under a Ukrainian name may still be in English."""
    return (len(CYRILLIC.findall(text)) > len(LATIN.findall(text))) == (language is Language.UK)


def _attached(entry: Entry, attachment: Attachment) -> Diagnostic:
    """Files beside the text, or links to such files."""
    names = [*entry.files, *(link.url.partition("?")[0] for link in entry.record.links)]
    ends = {PurePosixPath(name).suffix.lower() for name in names}
    if any(ends & SUFFIXES[kind] for kind in attachment.any_of):
        return _met("attachment", entry.place())
    return finding("V366", entry.place(), what=", ".join(kind.value for kind in attachment.any_of))


def _direction(entry: Entry, call: Call) -> Diagnostic:
    known = [direction.id for direction in call.record.directions]
    own = entry.record.entry.direction if entry.record.entry else None
    if own in known:
        return _met("direction", entry.place("entry", "direction"))
    if own is None:
        return finding("V368", entry.place("entry"), known=", ".join(known))
    place = entry.place("entry", "direction")
    return finding("V367", place, suggestions=near(own, known), value=own, known=", ".join(known))


def _in_time(entry: Entry, call: CallRecord, today: date) -> Diagnostic:
    """By the day on which it was sent; one that was not is sent today."""
    own = entry.record.entry.sent if entry.record.entry else None
    day, place = own or today, entry.place("entry", "sent") if own else entry.place()
    if beginning_of(day, call.time_zone) < closing(call):
        return _met("deadline", place)
    return finding("V370", place, day=day.isoformat(), closes=str(call.closes))
