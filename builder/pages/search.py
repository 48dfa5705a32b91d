"""Search: its page, and what of the site can be found, as records for the engine that indexes them."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from builder.frozen import Frozen
from builder.model.fields import Text
from builder.model.place import oblast
from builder.model.showcase import Edition, Event, Organisation, Place, Practice, Programme, TextPage
from builder.pages import views
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.cards import card
from builder.pages.competitions import edition_row
from builder.pages.context import Context, head
from builder.pages.events import event_row, where_held
from builder.pages.honours import edition_name, edition_segments
from builder.pages.page import Page
from builder.pages.search_form import SEARCH, search_form
from builder.pages.taxonomies import Term, oblast_name, place_name
from builder.pages.texts import HOME
from builder.pages.urls import SEARCH_INDEX, url

SECTIONS = ("regions", "communities", "themes", "programmes", "donors", "competitions")
"""Sections whose terms can be found, and that the page offers as other ways."""
BLOCK = re.compile(r"<(?=/?(?:p|h\d|[dou]l|li|d[td]|div|t[dhr]|blockquote|br|fig\w+|details|summary)\b)")
"""Where a tag parts words; others may stand inside one."""
HEADING_END = re.compile(r"([^.:?!])</h(?=\d)")
"""A heading leads over to its text where both stand in one line."""
UNSEEN = "␟"
"""Parts what a reader may see of a record from words that only find it."""


class Record(Frozen):
    """A page as the engine gets it. Its `url` has no prefix of the site; `meta` is shown with the result.

    `content` is plain text; after `UNSEEN` stand words that lead to the page and are not shown.
    """

    url: str
    content: str
    meta: tuple[tuple[str, str], ...]


def search_page(context: Context) -> Page:
    """The page that the form leads to: with scripts it finds, without them it says how to go on."""
    words = context.words
    title, form = words("section-search"), search_form(context, words("search-label"))
    assert form is not None  # noqa: S101  # the page is planned only where there is search
    ways = [views.Link(text=words(f"section-{name}"), url=context.href(name)) for name in (PRACTICES, *SECTIONS)]
    view = views.SearchView(
        head=head(context, title=title, description=words("search-description"), segments=(SEARCH,), section=SEARCH),
        heading=title,
        form=form,
        ways=tuple(ways),
        index=context.base.href(f"/{SEARCH_INDEX}/"),
        root=context.base.href("/"),
        found=words.forms("search-found"),
    )
    return Page(
        kind=SEARCH,
        language=context.language,
        url=url(context.language, SEARCH),
        template="pages/search.html",
        view=view,
    )


# What can be found


def practice_keys(context: Context) -> Iterator[tuple[str, ...]]:
    """The names of the practices that have a page in this language, in the order of lists."""
    practices = context.showcase.practices
    return (("practice", p.slug) for p in practices if context.language in p.marks.languages)


def page_keys(context: Context) -> Iterator[tuple[str, ...]]:
    """The names of all other pages that can be found: terms and pages of text."""
    for section in SECTIONS:
        yield from (("term", section, id_) for id_ in context.taxonomies[section].terms)
    yield from (("edition", id_) for id_ in context.showcase.editions)
    yield from (("event", id_) for id_ in context.showcase.events)
    for slug, page in context.showcase.pages.items():
        if slug != HOME and context.language in page.texts:
            yield ("text", slug)


def record(context: Context, kind: str, *names: str) -> Record:
    """What the engine gets of one page."""
    if kind == "practice":
        return _practice(context, context.showcase.practice(*names))
    if kind == "term":
        return _term(context, context.term(*names))
    if kind == "edition":
        return _edition(context, context.showcase.editions[names[0]])
    if kind == "event":
        return _event(context, context.showcase.events[names[0]])
    return _text(context, context.showcase.pages[names[0]])


def _practice(context: Context, practice: Practice) -> Record:
    text, shown = practice.texts[context.language], card(context, practice)
    record, body = practice.record, context.body(PRACTICES, practice.slug)
    told = (*(result.label for result in record.results), *(quote.text for quote in record.quotes))
    return _record(
        url(context.language, PRACTICES, practice.slug),
        [context.words.typeset(text.summary), _plain(body.html), *map(context.text, told)],
        [*map(context.text, _names(practice))],
        title=shown.title,
        place=", ".join(shown.communities),
        region=", ".join(shown.oblasts),
        theme=context.text(practice.categories[0].record.name),
        years=shown.years,
    )


def _names(practice: Practice) -> Iterator[Text | None]:
    """Communities, regions, themes, programmes and organisations by all names that a reader may know them by."""
    yield from map(place_name, practice.communities)
    yield from map(oblast_name, practice.oblasts)
    yield from (category.record.name for category in practice.categories)
    subjects: list[Programme | Organisation] = [*practice.programmes, *(link.organisation for link in practice.chain)]
    for subject in subjects:
        yield from (subject.record.name, subject.record.abbreviation)


def _term(context: Context, term: Term) -> Record:
    name, kind = context.text(term.name), context.taxonomies[term.section].kind
    summary = getattr(getattr(term.subject, "record", None), "summary", None)
    told = "" if context.lang(summary) else context.text(summary)
    # The engine passes over a page without a text, so each says something.
    lead = context.words(f"term-lead-{kind}", name=name) if term.practices else context.words(f"term-empty-{kind}")
    seen = [told or lead, _plain(context.body(term.section, term.id).html)]
    unseen = [] if term.short == term.name else [context.text(term.short)]
    place = term.subject.community.oblast if isinstance(term.subject, Place) else ""
    return _record(
        url(context.language, term.section, term.id),
        seen,
        unseen,
        title=name,
        region=context.text(oblast_name(oblast(place))) if place else "",
        kind=context.words(f"kind-{kind}"),
    )


def _edition(context: Context, edition: Edition) -> Record:
    record = edition.record
    told = [record.summary, *(nomination.name for nomination in record.nominations)]
    return _record(
        url(context.language, *edition_segments(edition)),
        [
            *map(context.text, told),
            edition_row(context, edition).text,
            _plain(context.body("editions", edition.id).html),
        ],
        [*(context.text(member.organisation.record.name) for member in edition.organisers)],
        title=edition_name(context, edition),
        kind=context.words("kind-edition"),
    )


def _event(context: Context, event: Event) -> Record:
    record, row = event.record, event_row(context, event.id)
    told = (record.summary, *(quote.text for quote in record.quotes), *(name.person for name in record.speakers))
    return _record(
        url(context.language, "events", event.id),
        [*map(context.text, told), _plain(context.body("events", event.id).html)],
        [*(context.text(member.organisation.record.name) for member in event.organisers)],
        title=context.text(record.name),
        place=where_held(context, event),
        years=row.when if record.date else "",
        kind=context.words("kind-event"),
    )


def _text(context: Context, page: TextPage) -> Record:
    text = page.texts[context.language]
    words = [context.words.typeset(text.summary), _plain(context.body("pages", page.slug).html)]
    return _record(url(context.language, page.slug), words, [], title=context.words.typeset(text.title))


def _plain(html: str) -> str:
    html = HEADING_END.sub(r"\1:</h", html)
    return Markup(BLOCK.sub(" <", html)).striptags()  # noqa: S704  # the text of it, as text


def _record(address: str, seen: list[str], unseen: list[str], **meta: str) -> Record:
    visible = " ".join(" ".join(seen).split())
    words = " ".join((visible, *meta.values(), *unseen)).split()
    hidden = dict.fromkeys((*" ".join(unseen).split(), *(_with_common_g(word) for word in words if _has_rare_g(word))))
    content = f"{visible} {UNSEEN} {' '.join(hidden)}" if hidden else visible
    return Record(url=address, content=content, meta=tuple((key, text) for key, text in meta.items() if text))


def _has_rare_g(word: str) -> bool:
    return "ґ" in word or "Ґ" in word


def _with_common_g(word: str) -> str:
    """A word with ґ as many write it; queries are asked with г alone."""
    return word.replace("ґ", "г").replace("Ґ", "Г")
