"""The page of a practice."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from builder.frozen import replace
from builder.model.fields import PartialDate, Text
from builder.model.language import Language
from builder.model.registry import OrganisationRecord, ProgrammeRecord
from builder.model.showcase import Place, Practice, Programme
from builder.model.showcase import Text as PageText
from builder.pages import views
from builder.pages.article import article
from builder.pages.cards import SECTION, cover, place_names, related, share_image
from builder.pages.citations import citations
from builder.pages.context import (
    Context,
    chain_links,
    chain_sentence,
    crumb,
    head,
    link_to,
    locator,
    source_items,
    term_link,
)
from builder.pages.honours import honours_of
from builder.pages.page import Page
from builder.pages.passport import passport
from builder.pages.statements import figure, quote_views
from builder.pages.taxonomies import place_name
from builder.pages.urls import url
from builder.text.markdown import heading_id

HEADING = re.compile("<h2 ")
CONTAINERS = ("blockquote", "ol", "ul", "div", "details")


def practice_page(context: Context, practice: Practice) -> Page:
    """Its page in this language; ask only for a language in which it has a text."""
    text = practice.texts[context.language]
    title = context.words.typeset(text.title)
    lead = context.words.typeset(text.summary)
    record = practice.record
    theme = context.taxonomies["themes"].terms[practice.categories[0].id]
    view = views.PracticeView(
        head=head(
            context,
            title=title,
            description=lead,
            segments=(SECTION, practice.slug),
            section=SECTION,
            languages=practice.texts,
            fallback=(SECTION,),
            crumbs=_crumbs(context, practice, title),
            things=[article(context, practice)],
            kind="article",
            image=share_image(context, practice),
        ),
        slug=practice.slug,
        title=title,
        lead=lead,
        theme=term_link(context, theme),
        cover=cover(context, practice),
        honours=honours_of(context, practice.slug),
        notes=_notes(context, practice),
        figures=tuple(figure(context, result) for result in record.results),
        story=_story(context, practice),
        facts=passport(context, practice),
        chain=chain_links(context, practice.chain),
        support=_support(context, practice),
        chain_sentence=chain_sentence(context, practice.chain),
        locator=locator(context, practice.oblasts),
        sources=source_items(context, record.sources),
        links=tuple(
            views.Link(text=context.text(link.label), url=link.url, lang=context.lang(link.label))
            for link in record.links
        ),
        citation=_citation(context, practice, title),
        citations=citations(context, practice),
        corrections=tuple((_day(context, item.on), context.text(item.note)) for item in record.correction),
        acknowledgements=_acknowledgements(context, practice),
        emblems=_emblems(context, practice),
        related=related(context, practice),
        published=_day(context, record.date),
        updated=_day(context, record.updated) if record.updated else None,
        contact=record.contact or "",
        edit=_edit(context, text.path),
        report=_report(context, practice),
    )
    return Page(
        kind="practice",
        language=context.language,
        url=url(context.language, SECTION, practice.slug),
        template="pages/practice.html",
        view=view,
        source=text.path,
        lastmod=practice.changed.isoformat(),
    )


def _story(context: Context, practice: Practice) -> tuple[views.StoryPart, ...]:
    """The story with its quotations: one before the results and before each section after them, the rest at the end."""
    body, quotes = context.body(SECTION, practice.slug).html, quote_views(context, practice.record.quotes)
    sections = _sections_from_results(context, body) if quotes else []
    cuts = [0, *sections[: len(quotes)], len(body)]
    parts = [body[start:end] for start, end in pairwise(cuts)]
    single = [(quote,) for quote in quotes[: len(parts) - 1]]
    return tuple(
        views.StoryPart(html=html, quotes=after)
        for html, after in zip(parts, [*single, quotes[len(single) :]], strict=True)
    )


def _sections_from_results(context: Context, body: str) -> list[int]:
    """Where the section of the results begins in the body, and where each after it.

    A heading inside a list or a quotation begins no section."""
    results = body.find(f'<h2 id="{heading_id(context.words("results-section"))}">')
    starts = [match.start() for match in HEADING.finditer(body, results)] if results >= 0 else []
    return [
        start
        for start in starts
        if all(body.count(f"<{tag}", 0, start) == body.count(f"</{tag}>", 0, start) for tag in CONTAINERS)
    ]


def _day(context: Context, day: date) -> views.Day:
    return context.day(PartialDate(day.year, day.month, day.day))


def _crumbs(context: Context, practice: Practice, title: str) -> tuple[views.Link, ...]:
    single = [link_to(context, "regions", practice.oblasts[0].slug)] if len(practice.oblasts) == 1 else []
    return (crumb(context, SECTION), *single, views.Link(text=title, url=""))


def _notes(context: Context, practice: Practice) -> tuple[views.Note, ...]:
    text = practice.texts[context.language]
    notes = list(stale_note(context, text, practice.record.original, SECTION, practice.slug))
    if practice.record.draft:
        notes.append(views.Note(kind="draft", title=context.words("draft-note")))
    for place in practice.communities:
        if place.record is not None and place.record.state_note is not None:
            notes.append(_state_note(context, place, place.record.state_note))
    return tuple(notes)


def stale_note(context: Context, text: PageText, original: Language, *segments: str) -> Iterator[views.Note]:
    """The notice over a translation whose original has changed since, with the way there."""
    if text.stale:
        words = context.words
        way = Markup('<a href="{}" hreflang="{}">{}</a>').format(
            context.base.href(url(original, *segments)), original.value, words(f"original-in-{original.value}")
        )
        yield views.Note(kind="stale", title=words("stale-note"), html=way)


def _state_note(context: Context, place: Place, words: Text) -> views.Note:
    return views.Note(kind="state", title=context.text(place_name(place)), text=context.text(words))


def _support(context: Context, practice: Practice) -> str:
    """Where a programme stands in for who paid, that is all that is said of money."""
    standing_in = [programme for programme in practice.programmes if not programme.record.chain_inherited]
    if not standing_in or practice.donors:
        return ""
    return context.words("with-support-of", programme=context.words.listed([_name(context, p) for p in standing_in]))


def _name(context: Context, programme: Programme) -> str:
    return context.text(programme.record.name)


def _citation(context: Context, practice: Practice, title: str) -> str:
    """How to cite: no day of access, the page prints the same on every day."""
    communities, oblasts = place_names(context, practice)
    return context.words(
        "citation",
        title=title,
        site=context.text(context.showcase.site.title),
        year=practice.record.date.year,
        places=", ".join((*communities, *oblasts)),
        address=context.base.permalink(url(context.language, SECTION, practice.slug)),
    )


def _acknowledgements(context: Context, practice: Practice) -> tuple[str, ...]:
    """What grant agreements demand to be printed, of those who paid and of the programmes."""
    texts: list[Text | None] = []
    for _, record in _paid(practice):
        texts.extend((record.acknowledgement, record.disclaimer))
    return tuple(dict.fromkeys(context.text(text) for text in texts if text is not None))


def _emblems(context: Context, practice: Practice) -> tuple[views.Picture, ...]:
    """Emblems for the same reason, called by the names of their owners."""
    shown = (
        (context.pictures.get(f"content/{folder}/{record.emblem}"), record.name)
        for folder, record in _paid(practice)
        if record.emblem is not None
    )
    return tuple(replace(picture, alt=context.text(name)) for picture, name in shown if picture is not None)


def _paid(practice: Practice) -> Iterator[tuple[str, OrganisationRecord | ProgrammeRecord]]:
    """Who paid and the programmes, each with the folder of its record."""
    yield from (("organisations", organisation.record) for organisation in practice.donors)
    yield from (("programmes", programme.record) for programme in practice.programmes)


def _edit(context: Context, path: str) -> views.Link | None:
    repository = context.showcase.site.repository
    if repository is None:
        return None
    return views.Link(text=context.words("edit-page"), url=f"{repository.rstrip('/')}/edit/main/{path}")


def _report(context: Context, practice: Practice) -> views.Link | None:
    repository = context.showcase.site.repository
    if repository is None:
        return None
    return views.Link(
        text=context.words("report-error"), url=f"{repository.rstrip('/')}/issues/new?title={practice.slug}"
    )
