"""Calls for entries: the list of them, the page of each, the feed, and the deadline as a calendar file."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from builder.model.call_state import (
    SOON,
    CallState,
    beginning_of,
    closing,
    days_left,
    is_decided,
    opening,
    state_at,
)
from builder.model.competition import CallRecord, Direction
from builder.model.fields import HourOfDay
from builder.model.registered import Role
from builder.model.showcase import Call
from builder.pages import views
from builder.pages.calendar import Appointment, calendar
from builder.pages.call_rules import rules
from builder.pages.context import Context, chain_links, crumb, head, source_items, term_link
from builder.pages.facts import fact, plain, site, terms, unknown, written
from builder.pages.honours import edition_link
from builder.pages.page import Page
from builder.pages.taxonomies import short_name
from builder.pages.urls import url
from builder.text.wording import Words

SECTION = "calls"
CALENDAR = "call.ics"
FEED = "feed.xml"
MARKDOWN, DOCUMENT = "entry.md", "entry.docx"
FORMS = (MARKDOWN, DOCUMENT)
"""Files of the form for an entry, while entries are taken."""
NEWEST = 50
KYIV = ("Europe/Kyiv", "Europe/Kiev")
MIDNIGHT = "T00:00:00Z"
BEFORE_CLOSING = (CallState.ANNOUNCED, CallState.OPEN, CallState.CLOSING, CallState.CLOSED)
"""States that follow one another by the clock alone."""


# The state


def call_state(context: Context, call: Call) -> CallState:
    """The state in which the day of the build finds the call."""
    return state_at(call.record, _moment(context), decided=_decided(context, call))


def _moment(context: Context) -> datetime:
    return beginning_of(context.showcase.today, context.showcase.site.time_zone)


def _decided(context: Context, call: Call) -> bool:
    edition = call.record.edition
    return is_decided(context.showcase.editions.get(edition) if edition else None, context.showcase.today)


def _clock(context: Context, call: Call, state: CallState) -> views.CallClock | None:
    """What a browser needs to go on from the day of the build; nothing where no change is to come."""
    if state.is_over:
        return None
    record, opens = call.record, opening(call.record)
    return views.CallClock(
        built=state.value,
        opens=_instant(opens) if opens else "",
        closes=_instant(closing(record)),
        zone=record.time_zone,
        last=record.closes.day.isoformat(),
        soon=SOON,
        forms=context.words.patterns("call-days-left"),
        last_day=context.words("call-last-day"),
    )


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%MZ}"


def _stages(context: Context, call: Call, state: CallState) -> tuple[views.CallStage, ...]:
    """What is said now, and, hidden until then, what will be said later."""
    if state is CallState.RESULTS:
        return (_stage(context, call, state, state),)
    later = BEFORE_CLOSING[BEFORE_CLOSING.index(state) :]
    return tuple(_stage(context, call, stage, state) for stage in later)


def _stage(context: Context, call: Call, stage: CallState, built: CallState) -> views.CallStage:
    words, record = context.words, call.record
    opens = record.opens.day if record.opens else record.announced
    title = words(
        f"call-state-{stage.value}", opens=words.day(opens) if opens else "", closes=words.day(record.closes.day)
    )
    before, _, after = _sentence(words, stage, "\0").partition("\0")
    return views.CallStage(
        state=stage.value,
        title=title,
        left=_left(context, call) if stage in (CallState.OPEN, CallState.CLOSING) else "",
        before=before,
        deadline=views.Day(iso=str(record.closes), text=deadline(words, record)),
        after=after,
        shown=stage is built,
    )


def _sentence(words: Words, stage: CallState, deadline: str) -> str:
    if stage is CallState.ANNOUNCED:
        return words("call-will-accept", deadline=deadline)
    if stage.is_over:
        return words("call-accepted", deadline=deadline)
    return words("call-accepts", deadline=deadline)


def _left(context: Context, call: Call) -> str:
    days = days_left(call.record, _moment(context))
    return context.words.count("call-days-left", days) if days > 0 else context.words("call-last-day")


def deadline(words: Words, record: CallRecord) -> str:
    """Day, time and zone: «кінця дня 2 жовтня 2022 року за київським часом (UTC+3)»."""
    return _in_zone(words, record.closes, record.time_zone)


def _in_zone(words: Words, moment: HourOfDay, zone: str) -> str:
    day, place = words.day(moment.day), _zone(words, zone, moment.ends(zone))
    if moment.hour is None:
        return words("moment-end-of-day", day=day, zone=place)
    return words("moment-hour", day=day, hour=f"{moment.hour:%H:%M}", zone=place)


def _zone(words: Words, zone: str, moment: datetime) -> str:
    """A zone in words, with its difference from UTC at that moment."""
    offset = _offset(moment)
    if zone in KYIV:
        return words("zone-kyiv", offset=offset)
    return words("zone-other", offset=offset, city=words.city(zone))


def _offset(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"


# The list


def calls_page(context: Context) -> Page:
    """Open calls, the nearest deadline first; announced ones; closed ones, the newest first."""
    words = context.words
    heading, lead = words("section-calls"), words("lead-calls")
    now, coming, over = _by_state(context)
    groups = ((words("calls-open"), now), (words("calls-announced"), coming), (words("calls-over"), over))
    view = views.CallsView(
        head=head(
            context,
            title=heading,
            description=lead,
            segments=(SECTION,),
            section=SECTION,
            feeds=[(words("call-feed"), _feed(context))],
        ),
        heading=heading,
        lead=lead,
        groups=tuple((name, tuple(call_row(context, call.id) for call in group)) for name, group in groups if group),
        feed=views.Link(text=words("call-feed"), url=_feed(context)),
        empty="" if now or coming or over else words("no-calls-yet"),
    )
    return Page(
        kind="index",
        language=context.language,
        url=url(context.language, SECTION),
        template="pages/calls.html",
        view=view,
    )


def _by_state(context: Context) -> tuple[list[Call], list[Call], list[Call]]:
    """Open calls, announced ones, closed ones, each in the order in which they are listed."""
    states = {call.id: call_state(context, call) for call in context.showcase.calls.values()}
    calls = sorted(context.showcase.calls.values(), key=lambda call: (closing(call.record), call.id))
    now = [call for call in calls if states[call.id] in (CallState.OPEN, CallState.CLOSING)]
    coming = [call for call in calls if states[call.id] is CallState.ANNOUNCED]
    over = [call for call in reversed(calls) if states[call.id].is_over]
    return now, coming, over


def calls_at_hand(context: Context) -> tuple[str, ...]:
    """The calls that a reader may still enter, the nearest deadline first; where there are none, the last one."""
    now, coming, over = _by_state(context)
    return tuple(call.id for call in [*now, *coming] or over[:1])


def _feed(context: Context) -> str:
    return f"{context.href(SECTION)}{FEED}"


def call_row(context: Context, id_: str) -> views.CallRow:
    """A call in a list: its name, who holds it, its state."""
    return context.once(_call_row, id_)


def _call_row(context: Context, id_: str) -> views.CallRow:
    call = context.showcase.calls[id_]
    record, state = call.record, call_state(context, call)
    return views.CallRow(
        link=call_link(context, id_),
        summary=context.text(record.summary),
        summary_lang=context.lang(record.summary),
        organisers=_organisers(context, call, short=True),
        clock=_clock(context, call, state),
        stages=_stages(context, call, state),
    )


def call_link(context: Context, id_: str) -> views.Link:
    return call_day(context, id_).link


def call_day(context: Context, id_: str) -> views.Milestone:
    """A call by its last day, whatever its state: where it is named by what it is for."""
    return context.once(_call_day, id_)


def _call_day(context: Context, id_: str) -> views.Milestone:
    record = context.showcase.calls[id_].record
    last = record.closes.day
    return views.Milestone(
        link=views.Link(text=context.text(record.name), url=context.href(SECTION, id_), lang=context.lang(record.name)),
        when=context.words("until", day=context.words.day(last)),
        iso=last.isoformat(),
        text=context.text(record.summary),
    )


def _organisers(context: Context, call: Call, *, short: bool = False) -> str:
    own = [member.organisation for member in call.organisers if member.role is Role.ORGANISER]
    names = [short_name(organisation) if short else organisation.record.name for organisation in own]
    return context.words.listed([context.text(name) for name in names])


# The page of a call


def call_page(context: Context, id_: str) -> Page:
    call = context.showcase.calls[id_]
    record, words, state = call.record, context.words, call_state(context, call)
    name, lead = context.text(record.name), context.text(record.summary)
    view = views.CallView(
        head=head(
            context,
            title=name,
            description=lead or words("call-description", name=name),
            segments=(SECTION, id_),
            section=SECTION,
            crumbs=(crumb(context, SECTION), views.Link(text=name, url="", lang=context.lang(record.name))),
            feeds=[(words("call-feed"), _feed(context))],
        ),
        organisers=_organisers(context, call),
        heading=name,
        lead=lead,
        clock=_clock(context, call, state),
        stages=_stages(context, call, state),
        apply=None if state.is_over or not record.apply else views.Link(text=words("call-apply"), url=record.apply),
        applies_now=state is not CallState.ANNOUNCED,
        results=_edition(context, call) if state is CallState.RESULTS else None,
        calendar=None if state.is_over else _calendar_link(context, id_),
        forms=() if state.is_over else _form_links(context, id_),
        directions=tuple(_directions(context, record.directions)),
        rules=rules(words, call),
        body_html=context.body(SECTION, id_).html,
        facts=tuple(_facts(context, call)),
        chain=chain_links(context, call.organisers),
        contact="" if state.is_over else record.contact or "",
        is_over=state.is_over,
        sources=source_items(context, record.sources),
        lang=context.lang(record.name),
    )
    return Page(
        kind="call",
        language=context.language,
        url=url(context.language, SECTION, id_),
        template="pages/call.html",
        view=view,
        source=f"content/calls/{id_}.yaml",
    )


def _edition(context: Context, call: Call) -> views.Link | None:
    """The edition that the call was for, or its competition."""
    edition, awards = call.record.edition, context.taxonomies["competitions"].terms
    if edition is not None and edition in context.showcase.editions:
        return edition_link(context, edition)
    return term_link(context, awards[call.award]) if call.award is not None and call.award in awards else None


def _directions(context: Context, directions: Iterable[Direction]) -> Iterator[views.Direction]:
    drawn: set[str] = set()
    for direction in directions:
        known = [theme for theme in direction.themes if theme in context.showcase.categories]
        cover, again = None, False
        if known:
            motif = context.showcase.categories[known[0]].record.motif.value
            cover, again = views.Cover(slug=f"theme-{known[0]}", motif=motif), known[0] in drawn
            drawn.add(known[0])
        yield views.Direction(
            name=context.text(direction.name),
            lang=context.lang(direction.name),
            text=context.text(direction.text),
            text_lang=context.lang(direction.text),
            cover=cover,
            again=again,
            themes=tuple(term_link(context, context.term("themes", theme)) for theme in known),
        )


def _facts(context: Context, call: Call) -> Iterator[views.Fact]:
    record, words = call.record, context.words
    if record.announced is not None:
        yield fact(context, "fact-announced", [plain(words.day(record.announced))])
    if record.opens is not None:
        yield fact(context, "fact-opens", [plain(_start(words, record.opens))])
    yield fact(context, "fact-closes", [plain(deadline(words, record))])
    competition = _edition(context, call)
    if competition is not None:
        yield fact(context, "fact-award", [competition])
    yield from terms(context, "programmes", record.programme)
    if record.prize is not None:
        yield fact(context, "fact-prize", [written(context, record.prize)])
    if record.legal_basis is not None:
        yield fact(context, "fact-legal-basis", [written(context, record.legal_basis)])
    yield from site(context, record.rules, "fact-rules")
    yield from unknown(context, record.not_stated, LABELS)


LABELS = {
    "announced": "fact-announced",
    "opens": "fact-opens",
    "award": "fact-award",
    "edition": "fact-award",
    "programme": "fact-programmes-one",
    "prize": "fact-prize",
    "legal_basis": "fact-legal-basis",
    "rules": "fact-rules",
}
"""Field of a record → the label under which the page says that no source gives it."""


def _start(words: Words, opens: HourOfDay) -> str:
    return words.day(opens.day) + (f", {opens.hour:%H:%M}" if opens.hour else "")


# Calendar and feed


def _calendar_link(context: Context, id_: str) -> views.Link:
    return views.Link(text=context.words("call-to-calendar"), url=f"{context.href(SECTION, id_)}{CALENDAR}")


def _form_links(context: Context, id_: str) -> tuple[views.Link, ...]:
    address, words = context.href(SECTION, id_), context.words
    return (
        views.Link(text=words("entry-document"), url=address + DOCUMENT),
        views.Link(text=words("entry-markdown"), url=address + MARKDOWN),
    )


def call_calendar_page(context: Context, id_: str) -> Page:
    """The deadline of a call: its last day, or the hour before it."""
    call = context.showcase.calls[id_]
    record, words = call.record, context.words
    address = url(context.language, SECTION, id_)
    last = closing(record).astimezone(ZoneInfo(record.time_zone))
    whole_day = record.closes.hour is None
    appointment = Appointment(
        uid=f"{id_}@{context.base.origin.partition('://')[2]}",
        title=words("call-calendar-title", name=context.text(record.name)),
        text=words("call-accepts", deadline=deadline(words, record)),
        url=context.base.permalink(address),
        starts=record.closes.day if whole_day else last - timedelta(hours=1),
        ends=record.closes.day if whole_day else last,
    )
    view = views.CalendarView(text=calendar(appointment, producer=context.text(context.showcase.site.title)))
    return Page(
        kind="calendar",
        language=context.language,
        url=address + CALENDAR,
        template="feeds/calendar.ics",
        view=view,
        listed=False,
    )


def call_feed_page(context: Context) -> Page:
    """The newest calls. What it says of them does not change with the day."""
    settings, words = context.showcase.site, context.words
    calls = sorted(context.showcase.calls.values(), key=lambda call: (_told_on(call), call.id), reverse=True)
    page_url = url(context.language, SECTION)
    address = context.base.permalink(page_url + FEED)
    entries = tuple(_entry(context, call) for call in calls[:NEWEST])
    view = views.FeedView(
        language=context.language.value,
        title=f"{context.text(settings.title)}: {words('section-calls')}",
        subtitle=words("lead-calls"),
        id=address,
        self_url=address,
        page_url=context.base.permalink(page_url),
        updated=max((entry.updated for entry in entries), default="1970-01-01" + MIDNIGHT),
        author=context.text(settings.publisher),
        rights=settings.content_licence,
        entries=entries,
    )
    return Page(
        kind="feed",
        language=context.language,
        url=page_url + FEED,
        template="feeds/atom.xml",
        view=view,
        listed=False,
    )


def _told_on(call: Call) -> str:
    record = call.record
    return (record.announced or (record.opens or record.closes).day).isoformat()


def _entry(context: Context, call: Call) -> views.Entry:
    record, words = call.record, context.words
    permalink = context.base.permalink(url(context.language, SECTION, call.id))
    until = words("call-accepts", deadline=deadline(words, record))
    return views.Entry(
        title=context.text(record.name),
        summary=" ".join(filter(None, (context.text(record.summary), until))),
        permalink=permalink,
        id=permalink,
        updated=_told_on(call) + MIDNIGHT,
        published=_told_on(call) + MIDNIGHT,
        categories=tuple((own.id, context.text(own.name)) for own in record.directions),
    )
