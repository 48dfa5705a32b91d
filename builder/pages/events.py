"""Events: the list of them, the page of each, and its calendar file."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from builder.model.fields import PartialDate
from builder.model.showcase import Event, Practice
from builder.pages import views
from builder.pages.calendar import Appointment, calendar
from builder.pages.cards import cards
from builder.pages.context import Context, chain_links, crumb, head, source_items, term_link
from builder.pages.facts import fact, plain, site, terms, unknown
from builder.pages.honours import edition_link
from builder.pages.page import Page
from builder.pages.statements import figure, quote_views
from builder.pages.taxonomies import place_name
from builder.pages.urls import url

SECTION = "events"
CALENDAR = "event.ics"


def events_page(context: Context) -> Page:
    """Events to come, the nearest first; past ones, the newest first; then those without a day."""
    words = context.words
    heading, lead = words(f"section-{SECTION}"), words(f"lead-{SECTION}")
    coming, past, undated = _by_day(context)
    groups = (("events-coming", coming), ("events-past", past), ("events-undated", undated))
    view = views.EventsView(
        head=head(context, title=heading, description=lead, segments=(SECTION,), section=SECTION),
        heading=heading,
        lead=lead,
        groups=tuple(
            views.Milestones(heading=words(key), items=tuple(event_row(context, event.id) for event in group))
            for key, group in groups
            if group
        ),
        empty="" if coming or past or undated else words("no-events-yet"),
    )
    return Page(
        kind="index",
        language=context.language,
        url=url(context.language, SECTION),
        template="pages/events.html",
        view=view,
    )


def _by_day(context: Context) -> tuple[list[Event], list[Event], list[Event]]:
    """Events to come, past ones, those without a day, each in the order in which they are listed."""
    events, today = list(context.showcase.events.values()), context.build_day()
    dated = sorted(
        (event for event in events if event.record.date is not None), key=lambda event: (_day_of(event), event.id)
    )
    coming = [event for event in dated if last_day(event) >= today]
    past = [event for event in reversed(dated) if last_day(event) < today]
    return coming, past, [event for event in events if event.record.date is None]


def events_at_hand(context: Context) -> tuple[str, ...]:
    """The events to come, the nearest first; where there are none, the last one."""
    coming, past, undated = _by_day(context)
    return tuple(event.id for event in coming or past[:1] or undated[:1])


def event_link(context: Context, id_: str) -> views.Link:
    return event_row(context, id_).link


def event_row(context: Context, id_: str) -> views.Milestone:
    """An event in a list: its name, when and where it was."""
    return context.once(_event_row, id_)


def _event_row(context: Context, id_: str) -> views.Milestone:
    event = context.showcase.events[id_]
    record = event.record
    link = views.Link(text=context.text(record.name), url=context.href(SECTION, id_), lang=context.lang(record.name))
    kind = context.words(f"event-{record.kind.value}")
    return views.Milestone(
        link=link,
        when=when(context, event) or context.words("not-stated"),
        iso=str(record.date or ""),
        text=context.text(record.summary),
        marks=(kind, *([where] if (where := where_held(context, event)) else [])),
    )


def when(context: Context, event: Event) -> str:
    """«16 серпня 2024», or both ends where it went on for days; nothing where no source gives a day."""
    record = event.record
    if record.date is None:
        return ""
    first = context.words.moment(record.date)
    if record.until is not None:
        return context.words("from-to", first=first, last=context.words.moment(record.until))
    return f"{first}, {record.time:%H:%M}" if record.time else first


def where_held(context: Context, event: Event) -> str:
    place, online = context.text(event.record.place), context.words("online") if event.record.online else ""
    return ", ".join(filter(None, (place, online)))


def last_day(event: Event) -> date:
    """The last day on which it may have been: of a month or a year, where that is all that is known."""
    moment = event.record.until or event.record.date
    assert moment is not None  # noqa: S101  # asked of events with a date
    if moment.day:
        return date(moment.year, moment.month, moment.day)
    following = (moment.year + 1, 1) if moment.month in (0, 12) else (moment.year, moment.month + 1)
    return date(*following, 1) - timedelta(days=1)


def _day_of(event: Event) -> PartialDate:
    assert event.record.date is not None  # noqa: S101  # asked of events with a date
    return event.record.date


# The page of an event


def event_page(context: Context, id_: str) -> Page:
    event = context.showcase.events[id_]
    record, words = event.record, context.words
    name, lead = context.text(record.name), context.text(record.summary)
    named, kind = context.showcase.named_by("events", id_), words(f"event-{record.kind.value}")
    view = views.EventView(
        head=head(
            context,
            title=name,
            description=lead or words("event-description", name=name),
            segments=(SECTION, id_),
            section=SECTION,
            crumbs=(crumb(context, SECTION), views.Link(text=name, url="", lang=context.lang(record.name))),
        ),
        kind=kind[:1].upper() + kind[1:],
        heading=name,
        lead=lead,
        figures=tuple(figure(context, claim) for claim in record.claims),
        body_html=context.body(SECTION, id_).html,
        speakers=tuple(_speakers(context, event)),
        quotes=quote_views(context, record.quotes),
        materials=tuple(
            views.Link(text=context.text(link.label), url=link.url, lang=context.lang(link.label))
            for link in record.materials
        ),
        facts=tuple(_facts(context, event)),
        chain=chain_links(context, event.organisers),
        calendar=_calendar_link(context, event),
        practices=cards(_practices(context, event)),
        editions=tuple(edition_link(context, other) for registry, other in named if registry == "editions"),
        series=tuple(event_row(context, other) for other in _series(context, event)),
        sources=source_items(context, record.sources),
        lang=context.lang(record.name),
    )
    return Page(
        kind="event",
        language=context.language,
        url=url(context.language, SECTION, id_),
        template="pages/event.html",
        view=view,
    )


def _speakers(context: Context, event: Event) -> Iterator[views.Speaker]:
    communities = context.taxonomies["communities"].terms
    for speaker, place in zip(event.record.speakers, event.communities, strict=True):
        community = None
        if place is not None:
            term = communities.get(place.slug)
            community = term_link(context, term) if term else views.Link(text=context.text(place_name(place)), url="")
        yield views.Speaker(person=context.text(speaker.person), post=context.text(speaker.post), community=community)


def _practices(context: Context, event: Event) -> list[Practice]:
    showcase = context.showcase
    known = (showcase.practice(slug) for slug in event.record.practices if showcase.has_page(slug))
    return [practice for practice in known if not practice.marks.withdrawn]


def _series(context: Context, event: Event) -> tuple[str, ...]:
    """The other events of its series, the newest first."""
    if event.record.series is None:
        return ()
    return tuple(id_ for id_ in context.once_for_all(_of_series, event.record.series) if id_ != event.id)


def _of_series(context: Context, series: str) -> tuple[str, ...]:
    events = [event for event in context.showcase.events.values() if event.record.series == series]
    return tuple(event.id for event in sorted(events, key=lambda event: str(event.record.date or ""), reverse=True))


def _facts(context: Context, event: Event) -> Iterator[views.Fact]:
    record, words = event.record, context.words
    day, note = when(context, event), context.text(record.date_note)
    yield fact(context, "fact-date", [plain(text) for text in (day or words("not-stated"), note) if text])
    if place := where_held(context, event):
        yield fact(context, "fact-place", [plain(place)])
    if record.number is not None:
        yield fact(context, "fact-number", [plain(words("number-in-series", n=record.number))])
    yield from terms(context, "programmes", record.programme)
    yield from terms(context, "themes", record.themes)
    yield from site(context, record.site)
    yield from unknown(context, record.not_stated, LABELS)


LABELS = {
    "place": "fact-place",
    "organisers": "fact-organisers",
    "programme": "fact-programmes-one",
    "claims": "fact-claims",
    "speakers": "fact-speakers",
}
"""Field of a record → the label under which the page says that no source gives it."""


# The calendar


def has_calendar(event: Event) -> bool:
    """Whether its day is known, so that it can stand in a calendar."""
    return event.record.date is not None and event.record.date.day > 0


def _calendar_link(context: Context, event: Event) -> views.Link | None:
    """The way to its file, until it is over."""
    if not has_calendar(event) or context.once_for_all(_is_over, event.id):
        return None
    return views.Link(text=context.words("to-calendar"), url=f"{context.href(SECTION, event.id)}{CALENDAR}")


def _is_over(context: Context, id_: str) -> bool:
    return last_day(context.showcase.events[id_]) < context.build_day()


def event_calendar_page(context: Context, id_: str) -> Page:
    event = context.showcase.events[id_]
    settings = context.showcase.site
    address = url(context.language, SECTION, id_)
    starts, ends = _span(event, ZoneInfo(settings.time_zone))
    appointment = Appointment(
        uid=f"{id_}@{context.base.origin.partition('://')[2]}",
        title=event.record.name.best(context.language),
        text=event.record.summary.best(context.language) if event.record.summary else "",
        url=context.base.permalink(address),
        starts=starts,
        ends=ends,
        place=where_held(context, event),
    )
    view = views.CalendarView(text=calendar(appointment, producer=settings.title.best(context.language)))
    return Page(
        kind="calendar",
        language=context.language,
        url=address + CALENDAR,
        template="feeds/calendar.ics",
        view=view,
        listed=False,
    )


def _span(event: Event, zone: ZoneInfo) -> tuple[date | datetime, date | datetime]:
    """Its days; or, where its hour is known, that hour and the next."""
    first = _day_of(event)
    day = date(first.year, first.month, first.day)
    if event.record.time is not None and event.record.until is None:
        begins = datetime.combine(day, event.record.time, zone)
        return begins, begins + timedelta(hours=1)
    return day, max(day, last_day(event))
