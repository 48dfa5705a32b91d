"""The page of a practice."""

import re
from collections.abc import Iterator, Sequence
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
from builder.pages.lazy import LazyView, part
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
    return Page(
        kind="practice",
        language=context.language,
        url=url(context.language, SECTION, practice.slug),
        template="pages/practice.html",
        view=PracticeView(context, practice),
        source=practice.texts[context.language].path,
        lastmod=practice.changed.isoformat(),
    )


class PracticeView(LazyView):
    """What the page of a practice may print. Its text is always read: whatever becomes of it, its faults are told."""

    def __init__(self, context: Context, practice: Practice) -> None:
        self._context = context
        self._practice = practice
        self._text = practice.texts[context.language]
        self._body = context.body(SECTION, practice.slug).html
        self.slug = practice.slug
        self.title = context.words.typeset(self._text.title)
        self.lead = context.words.typeset(self._text.summary)
        self.contact = practice.record.contact or ""

    @part
    def head(self) -> views.Head:
        context, practice = self._context, self._practice
        return head(
            context,
            title=self.title,
            description=self.lead,
            segments=(SECTION, practice.slug),
            section=SECTION,
            languages=practice.texts,
            fallback=(SECTION,),
            crumbs=_crumbs(context, practice, self.title),
            things=lambda: [article(context, practice)],
            kind="article",
            image=share_image(context, practice),
        )

    @part
    def theme(self) -> views.Link:
        return term_link(self._context, self._context.term("themes", self._practice.categories[0].id))

    @part
    def cover(self) -> views.Cover:
        return cover(self._context, self._practice)

    @part
    def honours(self) -> tuple[views.Honour, ...]:
        return honours_of(self._context, self.slug)

    @part
    def notes(self) -> tuple[views.Note, ...]:
        return _notes(self._context, self._practice)

    @part
    def figures(self) -> tuple[views.Figure, ...]:
        return tuple(figure(self._context, result) for result in self._practice.record.results)

    @part
    def story(self) -> tuple[views.StoryPart, ...]:
        return _story(self._context, self._body, quote_views(self._context, self._practice.record.quotes))

    @part
    def facts(self) -> tuple[views.Fact, ...]:
        return passport(self._context, self._practice)

    @part
    def chain(self) -> tuple[views.ChainLink, ...]:
        return chain_links(self._context, self._practice.chain)

    @part
    def support(self) -> str:
        """«За підтримки програми …», where a programme stands in for who paid."""
        return _support(self._context, self._practice)

    @part
    def chain_sentence(self) -> str:
        """The chain told in a sentence; empty where it is a single organisation."""
        return chain_sentence(self._context, self._practice.chain)

    @part
    def locator(self) -> views.Locator:
        return locator(self._context, self._practice.oblasts)

    @part
    def sources(self) -> tuple[views.SourceItem, ...]:
        return source_items(self._context, self._practice.record.sources)

    @part
    def links(self) -> tuple[views.Link, ...]:
        context = self._context
        return tuple(
            views.Link(text=context.text(link.label), url=link.url, lang=context.lang(link.label))
            for link in self._practice.record.links
        )

    @part
    def citation(self) -> str:
        return _citation(self._context, self._practice, self.title)

    @part
    def citations(self) -> tuple[views.Citation, ...]:
        return citations(self._context, self._practice)

    @part
    def corrections(self) -> tuple[tuple[views.Day, str], ...]:
        context = self._context
        return tuple((_day(context, item.on), context.text(item.note)) for item in self._practice.record.correction)

    @part
    def acknowledgements(self) -> tuple[str, ...]:
        return _acknowledgements(self._context, self._practice)

    @part
    def emblems(self) -> tuple[views.Picture, ...]:
        """Of those who paid, where a grant agreement demands it."""
        return _emblems(self._context, self._practice)

    @part
    def related(self) -> tuple[views.ListedPractice, ...]:
        return related(self._context, self._practice)

    @part
    def published(self) -> views.Day:
        return _day(self._context, self._practice.record.date)

    @part
    def updated(self) -> views.Day | None:
        day = self._practice.record.updated
        return _day(self._context, day) if day else None

    @part
    def edit(self) -> views.Link | None:
        return _edit(self._context, self._text.path)

    @part
    def report(self) -> views.Link | None:
        return _report(self._context, self._practice)


def _story(context: Context, body: str, quotes: Sequence[views.Quote]) -> tuple[views.StoryPart, ...]:
    """The story with its quotations: one before the results and before each section after them, the rest at the end."""
    sections = _sections_from_results(context, body) if quotes else []
    cuts = [0, *sections[: len(quotes)], len(body)]
    parts = [body[start:end] for start, end in pairwise(cuts)]
    single = [(quote,) for quote in quotes[: len(parts) - 1]]
    return tuple(
        views.StoryPart(html=html, quotes=after)
        for html, after in zip(parts, [*single, tuple(quotes[len(single) :])], strict=True)
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
