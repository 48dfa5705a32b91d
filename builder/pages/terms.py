"""Pages of single terms: a region, a community, a theme, a programme, a donor, a year."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from builder.frozen import Frozen, replace
from builder.model.place import Community, Oblast, oblast
from builder.model.registry import Sum
from builder.model.showcase import Award, Category, Marks, Organisation, Place, Practice, Programme
from builder.pages import views
from builder.pages.calls import call_day
from builder.pages.cards import card, cards, years_in_words
from builder.pages.competitions import edition_row, editions_of
from builder.pages.context import (
    Context,
    chain_links,
    chain_sentence,
    crumb,
    head,
    ids_in_order,
    link_to,
    locator,
    practices_in_words,
    source_items,
    term_count,
    term_link,
)
from builder.pages.events import event_row
from builder.pages.facts import fact, plain, site, terms, unknown, written
from builder.pages.honours import honour_view
from builder.pages.indexes import swatches
from builder.pages.lazy import LazyView, part
from builder.pages.page import Page, batch_of, page_count, pagination
from builder.pages.statements import money
from builder.pages.taxonomies import FEEDS, Term, oblast_name
from builder.pages.urls import paginated, url


class TermDetail(Frozen):
    """What the page of one kind of term adds to name and practices."""

    notes: tuple[views.Note, ...] = ()
    facts: tuple[views.Fact, ...] = ()
    chain: tuple[views.ChainLink, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    """(number, what is counted) pairs of a region: practices, communities."""
    locator: views.Locator | None = None
    band: views.Cover | None = None
    """The strip of cloth of a theme."""
    at_work: tuple[views.ListedPractice, ...] = ()
    """Practices of others at work in this region (`works_in`); on the first page of a list."""
    groups: tuple[views.Group, ...] = ()
    """Side lists: communities, neighbours, who supports, where, all themes."""
    swatches: tuple[views.Swatch, ...] = ()
    honours: tuple[views.Honour, ...] = ()
    """What a community has won."""
    milestones: tuple[views.Milestones, ...] = ()
    """Editions of a competition; editions and events of a programme, a donor, a theme; on the first page of a list."""
    chain_sentence: str = ""
    sources: tuple[views.SourceItem, ...] = ()


class TermView(LazyView):
    """One term and its practices, of a list of several pages the one of this number."""

    def __init__(self, context: Context, section: str, id_: str, number: int) -> None:
        taxonomy, term = context.taxonomies[section], context.term(section, id_)
        words, size = context.words, context.showcase.site.page_size
        name, segments = context.text(term.name), (section, id_)
        summary = _summary(context, term)
        lead = summary or words(f"term-lead-{taxonomy.kind}", name=name)
        title = _capital(words(f"term-title-{taxonomy.kind}", name=name))
        self._context, self._term, self._number = context, term, number
        self._pages = page_count(len(term.practices), size)
        self.kind = taxonomy.kind
        """region, community, theme, programme, donor, year, award"""
        self.eyebrow = crumb(context, section)
        self.heading = _capital(name)
        self.lang = context.lang(term.name)
        """Language of the heading, where it is not the page's."""
        self.count = len(term.practices)
        self.words = practices_in_words(context, self.count)
        """«4 практики» or, at none, «поки без практик»."""
        self.lead = lead if summary or self.count else ""
        self.body_html = context.body(section, id_).html if number == 1 else ""
        self.cards = cards(batch_of(term.practices, number, size))
        self.empty = words(f"term-empty-{taxonomy.kind}")
        """A sentence for a term without practices."""
        self.pagination = pagination(context, segments, number, self._pages)
        self.head = head(
            context,
            title=title if number == 1 else words("page-number", title=title, n=number),
            description=f"{lead} {_capital(self.words)}.",
            segments=segments,
            section=section,
            crumbs=(self.eyebrow, views.Link(text=name, url="", lang=self.lang)),
            feeds=_feeds(context, term, name),
            page=number,
        )

    @part
    def detail(self) -> TermDetail:
        """What this kind of term adds."""
        context, section, id_ = self._context, self._term.section, self._term.id
        # What several pages share is made once; most terms have one page.
        detail = context.once(_detail, section, id_) if self._pages > 1 else _detail(context, section, id_)
        return detail if self._number == 1 else replace(detail, at_work=(), milestones=())


def term_pages(context: Context) -> Iterator[Page]:
    """All pages of all terms; long lists go on over several."""
    for taxonomy in context.taxonomies.values():
        for term in taxonomy.terms.values():
            for number in range(1, page_count(len(term.practices), context.showcase.site.page_size) + 1):
                yield term_page(context, taxonomy.section, term.id, number)


def term_page(context: Context, section: str, id_: str, number: int) -> Page:
    """One page of the list of a term, numbered from 1."""
    kind = context.taxonomies[section].kind
    return Page(
        kind=kind,
        language=context.language,
        url=paginated(url(context.language, section, id_), number),
        template="pages/term.html",
        view=TermView(context, section, id_, number),
    )


def _detail(context: Context, section: str, id_: str) -> TermDetail:
    return _DETAILS[context.taxonomies[section].kind](context, context.term(section, id_))


def _summary(context: Context, term: Term) -> str:
    """What its record says of a term in a sentence; empty where there is none."""
    match term.subject:
        case Category(record=record) | Programme(record=record) | Organisation(record=record) | Award(record=record):
            return context.text(record.summary)
        case Place(record=record) if record is not None and record.summary is not None:
            return context.text(record.summary)
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _feeds(context: Context, term: Term, name: str) -> tuple[tuple[str, str], ...]:
    if term.section not in FEEDS:
        return ()
    return ((name, context.base.href(f"{url(context.language, term.section, term.id)}feed.xml")),)


# What each kind adds


def _region(context: Context, term: Term) -> TermDetail:
    region = term.subject
    assert isinstance(region, Oblast)  # noqa: S101  # see `taxonomies`
    communities = _shared(context, "communities", term.practices, lambda marks: marks.communities)
    homes = [slug for slug, _ in communities if _oblast_of(context, slug) == region.slug]
    own = [count for slug, count in communities if slug in homes]
    alike = [count for slug in homes for count in _namesakes(context, _community_of(context, slug))]
    guests = [slug for slug in context.once_for_all(_at_work).get(region.slug, ()) if slug not in term.positions]
    return TermDetail(
        totals=_totals(context, len(term.practices), len(own)) if term.practices else (),
        locator=locator(context, [region]),
        at_work=cards(map(context.showcase.practice, guests)),
        groups=_groups(
            context,
            ("group-communities", own),
            ("group-namesakes", alike),
            ("group-themes", _themes(context, term)),
            ("group-neighbours", _neighbours(context, region)),
        ),
    )


def _at_work(context: Context) -> dict[str, tuple[str, ...]]:
    """Region → practices at work in it, in the order of lists."""
    found: dict[str, list[str]] = {}
    for practice in context.showcase.practices:
        for region in practice.marks.at_work_in:
            found.setdefault(region, []).append(practice.slug)
    return {region: tuple(slugs) for region, slugs in found.items()}


def _neighbours(context: Context, region: Oblast) -> list[views.Count]:
    near = (id_ for id_ in ids_in_order(context, "regions") if id_ in region.neighbours)
    return [term_count(context, context.term("regions", id_)) for id_ in near]


def _totals(context: Context, practices: int, communities: int) -> tuple[tuple[str, str], ...]:
    words = context.words
    pairs = (("total-practices", practices), ("total-communities", communities))
    return tuple((words.number(count), words.count(key, count)) for key, count in pairs if count)


def _oblast_of(context: Context, slug: str) -> str:
    return _community_of(context, slug).oblast


def _community_of(context: Context, slug: str) -> Community:
    place = context.taxonomies["communities"].terms[slug].subject
    assert isinstance(place, Place)  # noqa: S101  # see `taxonomies`
    return place.community


def _community(context: Context, term: Term) -> TermDetail:
    place = term.subject
    assert isinstance(place, Place)  # noqa: S101  # see `taxonomies`
    community, record = place.community, place.record
    region = oblast(community.oblast)
    region_term = context.taxonomies["regions"].terms[region.slug]
    facts = [fact(context, "fact-regions-one", [term_link(context, region_term)])]
    if community.raion is not None:
        facts.append(fact(context, "fact-raion", [plain(community.raion[context.language.value])]))
    facts.append(fact(context, "fact-centre", [plain(community.centre[context.language.value])]))
    facts.append(fact(context, "fact-code", [plain(community.code)]))
    notes: tuple[views.Note, ...] = ()
    if record is not None:
        facts.extend(site(context, record.site))
        if record.former_names:
            facts.append(fact(context, "fact-former-names", [written(context, name) for name in record.former_names]))
        if record.state_note is not None:
            notes = (views.Note(kind="state", text=context.text(record.state_note)),)
    return TermDetail(
        honours=tuple(_trophies(context, term)),
        milestones=_named_by(context, "communities", term.id),
        notes=notes,
        facts=tuple(facts),
        locator=locator(context, [region]),
        groups=_groups(
            context, ("group-namesakes", _namesakes(context, community)), ("group-themes", _themes(context, term))
        ),
    )


def _trophies(context: Context, term: Term) -> Iterator[views.Honour]:
    """What the community has won, with its practices and without them."""
    for honour in context.showcase.trophies(term.id):
        slug = context.showcase.editions[honour.edition].entries[honour.number].record.practice
        practice = None
        if slug is not None and context.showcase.has_page(slug):
            shown = card(context, context.showcase.practice(slug))
            practice = views.Link(text=shown.title, url=shown.url, lang=shown.lang, hreflang=shown.lang)
        yield honour_view(context, honour, practice)


def _namesakes(context: Context, community: Community) -> list[views.Count]:
    """Communities that are easily taken for this one: of the same name, each with its oblast."""
    counts = []
    for slug in context.once_for_all(_of_one_name).get(community.base_uk, ()):
        if slug != community.slug:
            where = context.text(oblast_name(oblast(_oblast_of(context, slug))))
            count = term_count(context, context.term("communities", slug))
            counts.append(replace(count, text=f"{count.text}, {where}"))
    return counts


def _of_one_name(context: Context) -> dict[str, tuple[str, ...]]:
    """Names that more than one community bears, with their slugs."""
    slugs: dict[str, tuple[str, ...]] = {}
    for term in context.taxonomies["communities"].terms.values():
        assert isinstance(term.subject, Place)  # noqa: S101  # see `taxonomies`
        name = term.subject.community.base_uk
        slugs[name] = (*slugs.get(name, ()), term.id)
    return {name: alike for name, alike in slugs.items() if len(alike) > 1}


def _theme(context: Context, term: Term) -> TermDetail:
    category = term.subject
    assert isinstance(category, Category)  # noqa: S101  # see `taxonomies`
    return TermDetail(
        band=views.Cover(slug=f"theme-{term.id}", motif=category.record.motif.value),
        milestones=_named_by(context, "categories", term.id),
        groups=_groups(context, ("group-donors", _donors(context, term)), ("group-regions", _regions(context, term))),
        swatches=swatches(context, term.id),
    )


PROGRAMME_LABELS = {
    "budget": "fact-budget",
    "area": "fact-area",
    "oblast": "fact-area",
    "funder": "fact-funder",
    "implementer": "fact-implementer",
}


def _programme(context: Context, term: Term) -> TermDetail:
    programme = term.subject
    assert isinstance(programme, Programme)  # noqa: S101  # see `taxonomies`
    record = programme.record
    silent = record.not_stated
    facts = []
    if record.period is not None:
        facts.append(fact(context, "fact-period", [plain(years_in_words(context, record.period))]))
    facts.extend(unknown(context, silent, {"period": "fact-period", "chain": "fact-chain"}))
    if programme.parents:
        parent = context.taxonomies["programmes"].terms[programme.parents[0]]
        facts.append(fact(context, "fact-part-of", [term_link(context, parent)]))
    parts = [t for t in context.taxonomies["programmes"].terms.values() if _is_part(t, term.id)]
    if record.budget:
        facts.append(fact(context, "fact-budget", [_sum(context, item) for item in record.budget]))
    area = [term_link(context, context.term("regions", oblast.slug)) for oblast in programme.oblasts]
    if record.area is not None:
        area.append(written(context, record.area))
    if area:
        facts.append(fact(context, "fact-area", area))
    facts.extend(unknown(context, silent, PROGRAMME_LABELS))
    facts.extend(site(context, record.site))
    return TermDetail(
        facts=tuple(facts),
        chain=chain_links(context, programme.chain),
        chain_sentence=chain_sentence(context, programme.chain),
        milestones=_named_by(context, "programmes", term.id),
        groups=_groups(
            context,
            ("group-parts", [term_count(context, part) for part in parts]),
            ("group-regions", _regions(context, term)),
            ("group-themes", _themes(context, term)),
        ),
        sources=source_items(context, record.sources),
    )


def _sum(context: Context, item: Sum) -> views.Link:
    """An amount as a source states it, with what it is for."""
    amount = money(context, item.value, item.currency, item.qualifier)
    label = context.text(item.label)
    return plain(f"{amount}, {label}" if label else amount)


def _is_part(term: Term, whole: str) -> bool:
    return isinstance(term.subject, Programme) and term.subject.parents[:1] == (whole,)


def _donor(context: Context, term: Term) -> TermDetail:
    organisation = term.subject
    assert isinstance(organisation, Organisation)  # noqa: S101  # see `taxonomies`
    record = organisation.record
    roles = dict.fromkeys(role for p in term.practices for id_, role in p.marks.chain if id_ == organisation.id)
    facts = [
        fact(context, "fact-type", [plain(context.words(f"organisation-{record.type.value}"))]),
        fact(context, "fact-roles", [plain(context.words(f"acts-{role.value}")) for role in roles]),
        *site(context, record.site),
    ]
    return TermDetail(
        facts=tuple(facts),
        groups=_groups(
            context,
            ("group-programmes", _programmes(context, term)),
            ("group-further-programmes", _further_programmes(context, term)),
            ("group-themes", _themes(context, term)),
            ("group-regions", _regions(context, term)),
        ),
        milestones=_named_by(context, "organisations", term.id),
        sources=source_items(context, record.sources),
    )


def _further_programmes(context: Context, term: Term) -> list[views.Count]:
    """Programmes whose chain names it, without a practice of its own."""
    shown = {id_ for practice in term.practices for id_ in practice.marks.own_programmes}
    counts = []
    for other in context.taxonomies["programmes"].terms.values():
        assert isinstance(other.subject, Programme)  # noqa: S101  # the taxonomy of programmes
        if other.id not in shown and term.id in {member.organisation.id for member in other.subject.chain}:
            counts.append(term_count(context, other))
    return counts


def _year(context: Context, term: Term) -> TermDetail:
    others = [term_count(context, other) for other in context.taxonomies["years"].terms.values() if other is not term]
    return TermDetail(groups=_groups(context, ("group-years", others)))


AWARD_LABELS = {"since": "fact-since", "organisers": "fact-organisers", "programme": "fact-programmes-one"}


def _award(context: Context, term: Term) -> TermDetail:
    award = term.subject
    assert isinstance(award, Award)  # noqa: S101  # see `taxonomies`
    record, words = award.record, context.words
    facts = [fact(context, "fact-award-kind", [plain(words(f"award-{record.kind.value}"))])]
    if record.level is not None:
        facts.append(fact(context, "fact-level", [plain(words(f"level-{record.level.value}"))]))
    if record.since is not None:
        facts.append(fact(context, "fact-since", [plain(str(record.since))]))
    facts.extend(terms(context, "programmes", record.programme))
    facts.extend(site(context, record.site))
    facts.extend(unknown(context, record.not_stated, AWARD_LABELS))
    editions = [edition_row(context, edition) for edition in editions_of(context, term.id)]
    return TermDetail(
        facts=tuple(facts),
        chain=chain_links(context, award.organisers),
        milestones=_milestones(
            context, ("editions-heading", editions), ("section-calls", _calls_for(context, "awards", term.id))
        ),
        sources=source_items(context, record.sources),
    )


def _named_by(context: Context, registry: str, id_: str) -> tuple[views.Milestones, ...]:
    """The competitions, calls and events that name a record, the newest first."""
    named = context.showcase.named_by(registry, id_)
    editions = [edition_row(context, context.showcase.editions[own]) for kind, own in named if kind == "editions"]
    events = [event_row(context, own) for kind, own in named if kind == "events"]
    groups = (
        ("section-competitions", editions),
        ("section-calls", _calls_for(context, registry, id_)),
        ("section-events", events),
    )
    return _milestones(context, *((key, sorted(rows, key=lambda row: row.iso, reverse=True)) for key, rows in groups))


def _calls_for(context: Context, registry: str, id_: str) -> list[views.Milestone]:
    return [call_day(context, own) for kind, own in context.showcase.named_by(registry, id_) if kind == "calls"]


def _milestones(context: Context, *groups: tuple[str, Iterable[views.Milestone]]) -> tuple[views.Milestones, ...]:
    """Groups that are not empty, under their headings."""
    return tuple(views.Milestones(heading=context.words(key), items=tuple(rows)) for key, rows in groups if rows)


_DETAILS: Mapping[str, Callable[[Context, Term], TermDetail]] = {
    "region": _region,
    "community": _community,
    "theme": _theme,
    "programme": _programme,
    "donor": _donor,
    "year": _year,
    "award": _award,
}


# Small pieces


def _groups(context: Context, *pairs: tuple[str, list[views.Count]]) -> tuple[views.Group, ...]:
    """Side lists that are not empty."""
    return tuple(views.Group(heading=context.words(key), terms=tuple(counts)) for key, counts in pairs if counts)


def _shared(
    context: Context, section: str, practices: Iterable[Practice], ids: Callable[[Marks], Iterable[str]]
) -> list[tuple[str, views.Count]]:
    """The terms of another section that these practices have, with how many of these have each."""
    tally: dict[str, int] = {}
    for practice in practices:
        for id_ in ids(practice.marks):
            tally[id_] = tally.get(id_, 0) + 1
    counts = []
    for id_ in ids_in_order(context, section):
        if id_ in tally:
            link = link_to(context, section, id_)
            number = tally[id_]
            counts.append(
                (
                    id_,
                    views.Count(
                        text=link.text,
                        url=link.url,
                        lang=link.lang,
                        count=number,
                        number=context.words.number(number),
                        words=practices_in_words(context, number),
                    ),
                )
            )
    return counts


def _themes(context: Context, term: Term) -> list[views.Count]:
    return [c for _, c in _shared(context, "themes", term.practices, lambda marks: marks.themes)]


def _regions(context: Context, term: Term) -> list[views.Count]:
    return [c for _, c in _shared(context, "regions", term.practices, lambda marks: marks.regions)]


def _donors(context: Context, term: Term) -> list[views.Count]:
    return [c for _, c in _shared(context, "donors", term.practices, lambda marks: marks.donors)]


def _programmes(context: Context, term: Term) -> list[views.Count]:
    return [c for _, c in _shared(context, "programmes", term.practices, lambda marks: marks.own_programmes)]
