"""The kinds of pages, each by the function that makes one. It is imported with the first page of its kind."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from builder.model.language import Language
from builder.pages.context import Context
from builder.pages.page import Page, Place


def page_at(contexts: Mapping[Language, Context], place: Place) -> Page:
    """The page of an address."""
    kind, *names = place.key
    if kind in _IN_ALL_LANGUAGES:
        return _function(_IN_ALL_LANGUAGES[kind])(list(contexts.values()))
    context = contexts[place.language]
    return _function(_PAGES[kind])(context, *_ARGUMENTS.get(kind, _as_they_are)(context, *names))


_PAGES = {
    "practice": "practices.practice_page",
    "withdrawn": "texts.withdrawn_page",
    "term": "terms.term_page",
    "index": "indexes.index_page",
    "insight": "insight.insight_page",
    "data": "data_page.data_page",
    "calls": "calls.calls_page",
    "call": "calls.call_page",
    "call-calendar": "calls.call_calendar_page",
    "call-feed": "calls.call_feed_page",
    "competitions": "competitions.competitions_page",
    "edition": "competitions.edition_page",
    "badge": "badges.badge_page",
    "events": "events.events_page",
    "event": "events.event_page",
    "event-calendar": "events.event_calendar_page",
    "practices": "practice_lists.practices_list_page",
    "text": "texts.text_page",
    "moved": "texts.moved_page",
    "feed": "exports.feed_page",
    "home": "texts.home_page",
    "search": "search.search_page",
}
"""Kind → module of this folder and function, which takes the context of a language and the names of the page."""

_IN_ALL_LANGUAGES = {"not-found": "texts.not_found_page", "offline": "offline.offline_page"}
"""These take the contexts of all languages."""

_ARGUMENTS: Mapping[str, Callable[..., tuple[Any, ...]]] = {
    "practice": lambda context, slug: (context.showcase.whole(slug),),
    "withdrawn": lambda context, slug: (context.showcase.practice(slug),),
    "text": lambda context, slug: (context.showcase.pages[slug],),
    "term": lambda context, section, id_, number: (section, id_, int(number)),
    "practices": lambda context, number: (int(number),),
}
"""What a function takes in the place of names."""


def _as_they_are(_: Context, *names: str) -> tuple[str, ...]:
    return names


def _function(path: str) -> Callable[..., Page]:
    module, _, name = path.partition(".")
    function: Callable[..., Page] = getattr(import_module(f"builder.pages.{module}"), name)
    return function
