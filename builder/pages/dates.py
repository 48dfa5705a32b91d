"""The band of the home page that tells which calls and events are at hand."""

from builder.pages import views
from builder.pages.calls import SECTION as CALLS
from builder.pages.calls import call_row, calls_at_hand
from builder.pages.context import Context
from builder.pages.events import SECTION as EVENTS
from builder.pages.events import event_row, events_at_hand

MOST = 2
"""Calls, and events, that stand side by side."""


def dates_band(context: Context) -> views.DatesBand | None:
    calls, events = context.once(calls_at_hand)[:MOST], context.once(events_at_hand)[:MOST]
    sections = [section for section, ids in ((CALLS, calls), (EVENTS, events)) if ids]
    if not sections:
        return None
    words = context.words
    return views.DatesBand(
        heading=words("home-dates") if len(sections) > 1 else words(f"section-{sections[0]}"),
        calls=tuple(call_row(context, id_) for id_ in calls),
        events=tuple(event_row(context, id_) for id_ in events),
        more=tuple(views.Link(text=words(f"section-{section}"), url=context.href(section)) for section in sections),
    )
