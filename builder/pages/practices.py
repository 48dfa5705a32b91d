"""Practices: their cards, their own pages, and the list of them all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from builder.model.fields import PartialDate, Period, Text
from builder.model.language import Language
from builder.model.practice import Qualifier, QuoteKind, Result, Status
from builder.model.showcase import Organisation, Place, Practice, Programme, is_stale
from builder.model.showcase import Text as PageText
from builder.pages import views
from builder.pages.context import (
    Context,
    chain_links,
    crumb,
    head,
    locator,
    pictures_of,
    practices_in_words,
    source_items,
    term_count,
    term_link,
)
from builder.pages.page import Page, batches, page_count, pagination
from builder.pages.taxonomies import Term, oblast_name, place_name
from builder.pages.urls import paginated, url
from builder.text.markdown import heading_id

SECTION = "practices"
NAMED_COMMUNITIES = 3
RELATED = 3
HEADING = re.compile("<h2 ")
CONTAINERS = ("blockquote", "ol", "ul", "div", "details")


# Cards


def card(context: Context, practice: Practice) -> views.Card:
    """The practice as it stands in lists of this language."""
    return context.once(("card", practice.slug), lambda: _card(context, practice))


def _card(context: Context, practice: Practice) -> views.Card:
    spoken = practice.spoken(context.language)
    text = practice.text(context.language)
    foreign = spoken is not context.language
    words = context.words
    return views.Card(
        slug=practice.slug,
        title=words.typeset_as(text.title, spoken),
        summary=words.typeset_as(text.summary, spoken),
        url=context.base.href(url(spoken, SECTION, practice.slug)),
        cover=cover(context, practice),
        communities=community_names(context, practice),
        oblasts=_oblast_names(context, practice),
        years=years_in_words(context, practice.record.period),
        lang=spoken.value if foreign else "",
        note=words(f"in-language-{spoken.value}") if foreign else "",
    )


def cards(context: Context, practices: Iterable[Practice]) -> tuple[views.Card, ...]:
    return tuple(card(context, practice) for practice in practices)


def cover(context: Context, practice: Practice) -> views.Cover:
    motif = practice.categories[0].record.motif.value
    picture = None
    if practice.record.cover is not None:
        picture = pictures_of(context, practice, practice.record.cover)
        if picture is not None:
            picture = replace(picture, alt=practice.text(context.language).cover_alt, credit=_credit(context, practice))
    return views.Cover(slug=practice.slug, motif=motif, image=picture)


def _credit(context: Context, practice: Practice) -> str:
    credits = {image.file: image.credit for image in practice.record.images}
    return context.text(credits.get(practice.record.cover or ""))


def community_names(context: Context, practice: Practice) -> tuple[str, ...]:
    """Their names; where there are many or not all are named, how many."""
    total = practice.record.communities_total or len(practice.communities)
    if total > NAMED_COMMUNITIES or total > len(practice.communities):
        return (context.words.count("communities", total),)
    return tuple(context.text(place_name(place)) for place in practice.communities)


def _oblast_names(context: Context, practice: Practice) -> tuple[str, ...]:
    """Without a city that is a community and a region at once and named already."""
    named = community_names(context, practice)
    names = (context.text(oblast_name(oblast)) for oblast in practice.oblasts)
    return tuple(name for name in names if name not in named)


def years_in_words(context: Context, period: Period | None) -> str:
    """«2019–2021», «2019», or «з 2019» while it goes on."""
    if period is None:
        return ""
    if period.end is None:
        return context.words("since-year", year=period.start.year)
    first, last = period.start.year, period.end.year
    return str(first) if first == last else f"{first}–{last}"


# The practice's own page


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
        ),
        slug=practice.slug,
        title=title,
        lead=lead,
        theme=term_link(context, theme),
        cover=cover(context, practice),
        notes=_notes(context, practice),
        figures=tuple(figure(context, result) for result in record.results),
        story=_story(context, practice),
        facts=passport(context, practice),
        chain=chain_links(context, practice.chain),
        support=_support(context, practice),
        locator=locator(context, practice.oblasts),
        sources=source_items(context, record.sources),
        links=tuple(
            views.Link(text=context.text(link.label), url=link.url, lang=context.lang(link.label))
            for link in record.links
        ),
        citation=_citation(context, practice, title),
        corrections=tuple((_day(context, item.on), context.text(item.note)) for item in record.correction),
        acknowledgements=_acknowledgements(context, practice),
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
    body, quotes = context.body(SECTION, practice.slug).html, _quotes(context, practice)
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
    regions = context.taxonomies["regions"].terms
    single = [term_link(context, regions[practice.oblasts[0].slug])] if len(practice.oblasts) == 1 else []
    return (crumb(context, SECTION), *single, views.Link(text=title, url=""))


def _notes(context: Context, practice: Practice) -> tuple[views.Note, ...]:
    notes = list(stale_note(context, practice.texts, practice.record.original, SECTION, practice.slug))
    if practice.record.draft:
        notes.append(views.Note(kind="draft", title=context.words("draft-note")))
    for place in practice.communities:
        if place.record is not None and place.record.state_note is not None:
            notes.append(_state_note(context, place, place.record.state_note))
    return tuple(notes)


def stale_note(
    context: Context, texts: Mapping[Language, PageText], original: Language, *segments: str
) -> Iterator[views.Note]:
    """The notice over a translation whose original has changed since, with the way there."""
    if is_stale(texts, original, context.language):
        words = context.words
        way = Markup('<a href="{}" hreflang="{}">{}</a>').format(
            context.base.href(url(original, *segments)), original.value, words(f"original-in-{original.value}")
        )
        yield views.Note(kind="stale", title=words("stale-note"), html=way)


def _state_note(context: Context, place: Place, words: Text) -> views.Note:
    return views.Note(kind="state", title=context.text(place_name(place)), text=context.text(words))


def figure(context: Context, result: Result) -> views.Figure:
    """A result as readers see it: «понад» 410, its unit, what is counted, as of when."""
    words = context.words
    number = words.number(_trimmed(result.value))
    if result.to is not None:
        number = f"{number}–{words.number(_trimmed(result.to))}"
    note, source = "", None
    if result.as_of is not None:
        day = words.moment(result.as_of)
        note = words("as-of", date=day) if result.as_of.month else words("as-of-year", date=day)
    if result.source is not None:
        source = views.Link(text=words("source-number", n=result.source), url=f"#v-source-{result.source}")
    return views.Figure(
        number=number,
        label=context.text(result.label),
        note=note,
        source=source,
        before="" if result.qualifier is Qualifier.EXACT else words(f"qualifier-{result.qualifier.value}"),
        unit=context.text(result.unit),
    )


def _trimmed(value: Decimal) -> Decimal:
    """Without needless zeros, and never in exponent form."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _quotes(context: Context, practice: Practice) -> tuple[views.Quote, ...]:
    quotes = []
    for quote in practice.record.quotes:
        verbatim = quote.kind is QuoteKind.VERBATIM
        quotes.append(
            views.Quote(
                text=context.text(quote.text),
                verbatim=verbatim,
                person=context.text(quote.person),
                post=context.text(quote.post),
                mark="" if verbatim else context.words("paraphrase"),
                lang=context.lang(quote.text),
            )
        )
    return tuple(quotes)


# Passport


def passport(context: Context, practice: Practice) -> tuple[views.Fact, ...]:
    """The facts beside the story. What no source gives is said, not hidden."""
    record, terms = practice.record, context.taxonomies
    facts = [
        _fact(context, "fact-communities", _community_links(context, practice)),
        _fact(context, "fact-regions", [term_link(context, terms["regions"].terms[o.slug]) for o in practice.oblasts]),
        _fact(context, "fact-works-in", [_place_link(context, place) for place in practice.works_in]),
        _fact(context, "fact-residents", [_place_link(context, place) for place in practice.for_residents_of]),
        _fact(context, "fact-themes", [term_link(context, terms["themes"].terms[c.id]) for c in practice.categories]),
        _fact(context, "fact-groups", [views.Link(text=_group(context, name), url="") for name in record.groups]),
        _fact(context, "fact-period", _year_links(context, practice), unknown="period" in record.not_stated),
        _fact(context, "fact-status", _status(context, record.status), unknown="status" in record.not_stated),
        _fact(
            context, "fact-programmes", _programme_links(context, practice), unknown="programme" in record.not_stated
        ),
        _fact(context, "fact-donors", [], unknown="donor" in record.not_stated),
        _fact(context, "fact-results", [], unknown="results" in record.not_stated),
    ]
    return tuple(fact for fact in facts if fact is not None)


def _fact(context: Context, key: str, values: Iterable[views.Link], *, unknown: bool = False) -> views.Fact | None:
    links = tuple(values)
    if not links and not unknown:
        return None
    label = context.words(key) if f"{key}-one" not in context.words or len(links) > 1 else context.words(f"{key}-one")
    words = "" if links else context.words("not-stated")
    return views.Fact(label=label, values=links, unknown=words, short=key == "fact-period")


def _community_links(context: Context, practice: Practice) -> list[views.Link]:
    links = [_place_link(context, place) for place in practice.communities]
    total = practice.record.communities_total
    if total is not None and total > len(links):
        links.append(
            views.Link(text=context.words("of-communities", n=context.words.count("communities-of", total)), url="")
        )
    return links


def _place_link(context: Context, place: Place) -> views.Link:
    """A community links to its page where it has one; host places may not."""
    term = context.taxonomies["communities"].terms.get(place.slug)
    return term_link(context, term) if term else views.Link(text=context.text(place_name(place)), url="")


def _group(context: Context, name: str) -> str:
    key = f"group-{name}"
    return context.words(key) if key in context.words else name


def _year_links(context: Context, practice: Practice) -> list[views.Link]:
    years = context.taxonomies["years"].terms
    return [term_link(context, years[str(year)]) for year in practice.years]


def _status(context: Context, status: Status) -> list[views.Link]:
    return [] if status is Status.UNKNOWN else [views.Link(text=context.words(f"status-{status.value}"), url="")]


def _programme_links(context: Context, practice: Practice) -> list[views.Link]:
    terms = context.taxonomies["programmes"].terms
    return [term_link(context, terms[programme.id]) for programme in practice.programmes]


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
    places = [*community_names(context, practice), *_oblast_names(context, practice)]
    return context.words(
        "citation",
        title=title,
        site=context.text(context.showcase.site.title),
        year=practice.record.date.year,
        places=", ".join(places),
        address=context.base.permalink(url(context.language, SECTION, practice.slug)),
    )


def _acknowledgements(context: Context, practice: Practice) -> tuple[str, ...]:
    """What grant agreements demand to be printed, of those who paid and of the programmes."""
    subjects: list[Organisation | Programme] = [*practice.donors, *practice.programmes]
    texts: list[Text | None] = []
    for subject in subjects:
        texts.extend((subject.record.acknowledgement, subject.record.disclaimer))
    return tuple(dict.fromkeys(context.text(text) for text in texts if text is not None))


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


# Related practices


def related(context: Context, practice: Practice) -> tuple[views.Card, ...]:
    """Up to three others with the reason named: the next in the list of the same community,
    programme, theme or region, so that a new practice changes the pages of few others."""
    chosen: dict[str, views.Card] = {}
    for reason, term in _common_terms(context, practice):
        other = _next_in(term, practice, chosen)
        if other is not None:
            chosen[other.slug] = replace(card(context, other), reason=context.words(reason))
        if len(chosen) == RELATED:
            break
    return tuple(chosen.values())


def _common_terms(context: Context, practice: Practice) -> Iterator[tuple[str, Term]]:
    terms = context.taxonomies
    yield from (("same-community", terms["communities"].terms[place.slug]) for place in practice.communities)
    yield from (("same-programme", terms["programmes"].terms[p.id]) for p in practice.programmes)
    yield from (("same-theme", terms["themes"].terms[c.id]) for c in practice.categories)
    yield from (("same-region", terms["regions"].terms[oblast.slug]) for oblast in practice.oblasts)
    yield from (("same-theme", terms["themes"].terms[c.id]) for c in practice.categories)


def _next_in(term: Term, practice: Practice, chosen: dict[str, views.Card]) -> Practice | None:
    """The practice after this one in the term's list, round from the end to the beginning."""
    listed = term.practices
    start = term.positions[practice.slug]
    for step in range(1, min(len(listed), RELATED + 2)):
        other = listed[(start + step) % len(listed)]
        if other.slug != practice.slug and other.slug not in chosen:
            return other
    return None


# The list of all


def practices_pages(context: Context) -> Iterator[Page]:
    practices = context.showcase.practices
    size = context.showcase.site.page_size
    words = context.words
    total = page_count(len(practices), size)
    heading = words("section-practices")
    groups = facets(context)
    for number, batch in batches(practices, size):
        title = heading if number == 1 else words("page-number", title=heading, n=number)
        view = views.PracticesView(
            head=head(
                context,
                title=title,
                description=words("practices-description"),
                segments=(SECTION,),
                section=SECTION,
                page=number,
            ),
            heading=heading,
            count=len(practices),
            words=practices_in_words(context, len(practices)),
            cards=cards(context, batch) if total > 1 else tuple(_faceted(context, practice) for practice in batch),
            facets=groups,
            pagination=pagination(context, (SECTION,), number, total),
            # A page of many would tell half the truth: only a whole list is filtered in the browser.
            plural_forms="" if total > 1 else words.forms("practices"),
        )
        yield Page(
            kind="practices",
            language=context.language,
            url=paginated(url(context.language, SECTION), number),
            template="pages/practices.html",
            view=view,
        )


def _faceted(context: Context, practice: Practice) -> views.Card:
    """A card that the browser can filter: the ids of its terms beside it."""
    ids = {
        "region": [oblast.slug for oblast in practice.oblasts],
        "theme": [category.id for category in practice.categories],
        "programme": [id_ for p in practice.programmes for id_ in (p.id, *p.parents)],
        "donor": [donor.id for donor in practice.donors],
        "year": [str(year) for year in practice.years],
    }
    marks = tuple((facet, " ".join(dict.fromkeys(values))) for facet, values in ids.items() if values)
    return replace(card(context, practice), facets=marks)


def facets(context: Context) -> tuple[views.Facet, ...]:
    """Every value of every facet as a plain link to its page."""
    groups = []
    for section, taxonomy in context.taxonomies.items():
        if section == "communities":
            continue
        values = tuple(
            (term.id, term_count(context, term, short=section == "regions"))
            for term in taxonomy.terms.values()
            if term.practices
        )
        if values:
            groups.append(views.Facet(key=taxonomy.kind, title=context.words(f"facet-{taxonomy.kind}"), values=values))
    return tuple(groups)
