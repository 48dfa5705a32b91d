"""Competitions: the list of them, and the page of each edition with its entries, votes and method."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from builder.model.competition import HONOURED, AwardKind, OfWhat, Votes
from builder.model.place import oblast
from builder.model.showcase import Award, Edition, Entry, Place
from builder.pages import views
from builder.pages.badges import badge
from builder.pages.calls import SECTION as CALLS
from builder.pages.calls import call_link
from builder.pages.cards import card
from builder.pages.context import Context, chain_links, crumb, head, source_items, term_link
from builder.pages.events import event_link
from builder.pages.facts import fact, plain, terms, unknown, written
from builder.pages.honours import SECTION, edition_link, edition_name, edition_segments
from builder.pages.page import Page
from builder.pages.statements import figure
from builder.pages.tables import RESULTS_CSV, RESULTS_JSON, table_path
from builder.pages.taxonomies import oblast_name, place_name
from builder.pages.urls import url

CONTESTS = frozenset({AwardKind.COMPETITION, AwardKind.AWARD})
"""Kinds whose best entries are winners."""

STITCH = 10
STITCH_LENGTH = 7
STITCHES_IN_A_GROUP = 10
GAP = 6
STITCHES_DRAWN = 400
"""More votes than this are told in numbers alone: the stitches could no longer be counted."""


def competitions_page(context: Context) -> Page:
    """All competitions in alphabetical order, with their editions."""
    words = context.words
    heading, lead = words(f"section-{SECTION}"), words(f"lead-{SECTION}")
    awards = context.taxonomies[SECTION].terms
    view = views.CompetitionsView(
        head=head(context, title=heading, description=lead, segments=(SECTION,), section=SECTION),
        heading=heading,
        lead=lead,
        calls=crumb(context, CALLS) if context.showcase.calls else None,
        awards=tuple(_award_row(context, id_) for id_ in awards),
        tables=(
            views.Link(text=words("as-table"), url=context.base.href(f"/{table_path(SECTION)}")),
            views.Link(text=words("results-as-table"), url=context.base.href(f"/{RESULTS_CSV}")),
        ),
        empty="" if awards else words("no-competitions-yet"),
    )
    return Page(
        kind="index",
        language=context.language,
        url=url(context.language, SECTION),
        template="pages/competitions.html",
        view=view,
    )


def _award_row(context: Context, id_: str) -> tuple[views.Milestone, tuple[views.Link, ...]]:
    award = context.showcase.awards[id_]
    years = [
        views.Link(text=str(edition.record.year), url=context.href(*edition_segments(edition)))
        for edition in editions_of(context, id_)
    ]
    row = views.Milestone(
        link=term_link(context, context.term(SECTION, id_)),
        when=context.words(f"award-{award.record.kind.value}"),
        text=context.text(award.record.summary),
    )
    return row, tuple(years)


def editions_of(context: Context, award: str) -> list[Edition]:
    """The editions of an award, the newest first."""
    named = context.showcase.named_by("awards", award)
    editions = [context.showcase.editions[id_] for registry, id_ in named if registry == "editions"]
    return sorted(editions, key=lambda edition: (-edition.record.year, edition.id))


def edition_row(context: Context, edition: Edition) -> views.Milestone:
    """An edition in a list: its name, when it was decided, who won."""
    return context.once(_edition_row, edition.id)


def _edition_row(context: Context, id_: str) -> views.Milestone:
    edition = context.showcase.editions[id_]
    won = [entry for entry in edition.entries if entry.record.outcome in HONOURED]
    decided = edition.record.decided
    return views.Milestone(
        link=edition_link(context, id_),
        when=context.words.moment(decided) if decided else str(edition.record.year),
        iso=str(decided or edition.record.year),
        text=context.words.listed(list(dict.fromkeys(_who(context, entry) for entry in won))[:NAMED_WINNERS]),
    )


NAMED_WINNERS = 6


def _who(context: Context, entry: Entry) -> str:
    """The communities of an entry, else its title."""
    places = _places(context, entry)
    return ", ".join(context.text(place_name(place)) for place in places) or context.text(entry.record.title)


def _places(context: Context, entry: Entry) -> tuple[Place, ...]:
    slug = entry.record.practice
    if slug is None or not context.showcase.has_page(slug):
        return entry.communities
    return context.showcase.practice(slug).communities


SHOWN_WINNERS = 3


def latest_winners(context: Context) -> views.WinnersBand | None:
    """The winners of the competition that was decided last; nothing before the first."""
    id_ = context.once_for_all(_decided_last)
    return context.once(_winners_band, id_) if id_ else None


def _decided_last(context: Context) -> str:
    won = [
        edition
        for edition in context.showcase.editions.values()
        if context.showcase.awards[edition.record.award].record.kind in CONTESTS and _winners(edition)
    ]
    return (
        max(won, key=lambda edition: (edition.record.year, str(edition.record.decided or ""), edition.id)).id
        if won
        else ""
    )


def _winners(edition: Edition) -> list[Entry]:
    return [entry for entry in edition.entries if entry.record.outcome in HONOURED]


def _winners_band(context: Context, id_: str) -> views.WinnersBand:
    edition, words = context.showcase.editions[id_], context.words
    won, scale = _winners(edition), _scale(edition)
    winners = words.count("winners-heading", len(won))
    method = context.text(edition.record.method.text) if edition.record.method else ""
    return views.WinnersBand(
        heading=words("home-winners", winners=winners, edition=edition_name(context, edition)),
        text=" ".join(filter(None, (_stitched(context, edition) if scale else "", method))),
        items=tuple(_contender(context, edition, entry, scale) for entry in won[:SHOWN_WINNERS]),
        more=views.Link(text=words("home-winners-more"), url=context.href(*edition_segments(edition))),
    )


# The page of an edition


def edition_page(context: Context, id_: str) -> Page:
    edition = context.showcase.editions[id_]
    award, record = context.showcase.awards[edition.record.award], edition.record
    words, name = context.words, edition_name(context, edition)
    lead = context.text(record.summary) or context.text(award.record.summary)
    segments = edition_segments(edition)
    scale = _scale(edition)
    contenders = [_contender(context, edition, entry, scale) for entry in edition.entries]
    winners = tuple(contender for contender in contenders if contender.won)
    crumbs = (crumb(context, SECTION), _award_link(context, award), views.Link(text=str(record.year), url=""))
    kind = words(f"award-{award.record.kind.value}")
    view = views.EditionView(
        head=head(context, title=name, description=lead, segments=segments, section=SECTION, crumbs=crumbs),
        eyebrow=kind[:1].upper() + kind[1:],
        heading=name,
        lead=lead,
        winners=winners,
        winners_heading=words.count("winners-heading", len(winners))
        if award.record.kind in CONTESTS
        else words("honoured-heading"),
        others=tuple(contender for contender in contenders if not contender.won),
        stitched=_stitched(context, edition) if scale else "",
        voted=any(entry.record.votes for entry in edition.entries),
        notes=tuple(_notes(context, edition)),
        figures=tuple(figure(context, total) for total in record.totals),
        method=tuple(words(f"channel-{channel.value}") for channel in record.method.channels) if record.method else (),
        method_text=context.text(record.method.text) if record.method else "",
        body_html=context.body("editions", id_).html,
        nominations=tuple((context.text(own.name), context.text(own.text)) for own in record.nominations),
        facts=tuple(_facts(context, edition)),
        chain=chain_links(context, edition.organisers),
        badges=tuple(_badges(context, edition)),
        sources=source_items(context, record.sources or award.record.sources),
    )
    return Page(
        kind="edition",
        language=context.language,
        url=url(context.language, *segments),
        template="pages/edition.html",
        view=view,
    )


def _award_link(context: Context, award: Award) -> views.Link:
    return term_link(context, context.term(SECTION, award.id))


def _contender(context: Context, edition: Edition, entry: Entry, scale: int) -> views.Contender:
    record = entry.record
    title, address, lang = _titled(context, entry)
    names = {own.id: context.text(own.name) for own in edition.record.nominations}
    places = _places(context, entry)
    oblasts = dict.fromkeys(context.text(oblast_name(oblast(place.community.oblast))) for place in places)
    return views.Contender(
        title=title,
        url=address,
        outcome=context.words(f"outcome-{record.outcome.value}"),
        won=record.outcome in HONOURED,
        communities=tuple(place_link(context, place) for place in places) if _has_title(context, entry) else (),
        oblasts=tuple(name for name in oblasts if name not in {context.text(place_name(p)) for p in places}),
        nomination=names.get(record.nomination or "", ""),
        note=_entry_note(context, entry),
        lang=lang,
        votes=tuple(_stitches(context, votes, scale) for votes in record.votes),
    )


def _has_title(context: Context, entry: Entry) -> bool:
    """Whether it is called by more than its communities."""
    slug = entry.record.practice
    return entry.record.title is not None or (slug is not None and context.showcase.has_page(slug))


def _titled(context: Context, entry: Entry) -> tuple[str, str, str]:
    """Title, address and language of an entry: the practice's, its own, or the names of its communities."""
    record, showcase = entry.record, context.showcase
    if record.practice is not None and showcase.has_page(record.practice):
        shown = card(context, showcase.practice(record.practice))
        return shown.title, shown.url, shown.lang
    if record.title is not None:
        return context.text(record.title), "", context.lang(record.title)
    links = [place_link(context, place) for place in entry.communities]
    return context.words.listed([link.text for link in links]), links[0].url if len(links) == 1 else "", ""


def place_link(context: Context, place: Place) -> views.Link:
    """A community by its name, with its page where it has one."""
    term = context.taxonomies["communities"].terms.get(place.slug)
    return term_link(context, term) if term else views.Link(text=context.text(place_name(place)), url="")


def _entry_note(context: Context, entry: Entry) -> str:
    slug = entry.record.practice
    withdrawn = slug is not None and context.showcase.has_page(slug) and context.showcase.practice(slug).marks.withdrawn
    note = context.text(entry.record.note)
    return " ".join(filter(None, (note, context.words("entry-withdrawn") if withdrawn else "")))


# Votes


def _scale(edition: Edition) -> int:
    """The most votes that an entry has, to which all rows are drawn; nought where stitches would mislead."""
    votes = [own for entry in edition.entries for own in entry.record.votes]
    whole = all(own.value == own.value.to_integral() for own in votes)
    most = max((int(own.value) for own in votes), default=0)
    return most if whole and most <= STITCHES_DRAWN else 0


def _stitches(context: Context, votes: Votes, scale: int) -> views.Stitches:
    words = context.words
    points = votes.of_what is OfWhat.POINTS
    count = words.count("points" if points else "votes", votes.value)
    return views.Stitches(
        path=stitches(int(votes.value)) if scale else "",
        width=STITCH * scale + GAP * ((scale - 1) // STITCHES_IN_A_GROUP) - (STITCH - STITCH_LENGTH) if scale else 0,
        number=words.number(votes.value),
        unit=count.removeprefix(words.number(votes.value)).strip(),
        channel=words(f"channel-{votes.channel.value}"),
        total=words("not-stated") if votes.of is None else words(f"of-{votes.of_what.value}", n=words.number(votes.of)),
    )


def stitches(count: int) -> str:
    """That many stitches in a row, parted after every tenth, as path data."""
    places = (STITCH * n + GAP * (n // STITCHES_IN_A_GROUP) for n in range(count))
    return "".join(f"M{place} 4h{STITCH_LENGTH}" for place in places)


def _stitched(context: Context, edition: Edition) -> str:
    points = any(own.of_what is OfWhat.POINTS for entry in edition.entries for own in entry.record.votes)
    return context.words("stitch-is-a-point" if points else "stitch-is-a-vote")


def _notes(context: Context, edition: Edition) -> Iterator[str]:
    """What a reader must know of the numbers: entries that are level, and totals that no source explains."""
    words = context.words
    for level in _ties(edition):
        yield words("tie", names=words.listed([_who(context, entry) for entry in level]))
    all_votes = [own for entry in edition.entries for own in entry.record.votes]
    for total in dict.fromkeys(own.of for own in all_votes if own.of_what is OfWhat.UNCLEAR and own.of is not None):
        yield words("total-unclear", n=words.number(total))
    if any(own.of is None for own in all_votes):
        yield words("total-not-stated")


def _ties(edition: Edition) -> list[Sequence[Entry]]:
    """Entries that have as many votes of one channel in one nomination."""
    level: dict[tuple[str, str, Decimal], list[Entry]] = {}
    for entry in edition.entries:
        for own in entry.record.votes:
            level.setdefault((entry.record.nomination or "", own.channel.value, own.value), []).append(entry)
    return [entries for entries in level.values() if len(entries) > 1]


# Beside the entries


def _facts(context: Context, edition: Edition) -> Iterator[views.Fact]:
    record, words = edition.record, context.words
    if record.decided is not None:
        yield fact(context, "fact-decided", [plain(words.moment(record.decided))])
    if record.event is not None and record.event in context.showcase.events:
        yield fact(context, "fact-event", [event_link(context, record.event)])
    named = context.showcase.named_by("editions", edition.id)
    calls = [call_link(context, id_) for registry, id_ in named if registry == "calls"]
    if calls:
        yield fact(context, "fact-calls" if len(calls) > 1 else "fact-calls-one", calls)
    yield from terms(context, "programmes", record.programme)
    if record.number is not None:
        yield fact(context, "fact-number", [plain(words("number-in-series", n=record.number))])
    if record.prize is not None:
        yield fact(context, "fact-prize", [written(context, record.prize)])
    yield from unknown(context, _not_stated(context, edition), LABELS)
    files = (("CSV", RESULTS_CSV), ("JSON", RESULTS_JSON))
    yield fact(context, "fact-data", [views.Link(text=name, url=context.base.href(f"/{path}")) for name, path in files])


LABELS = {
    "organisers": "fact-organisers",
    "decided": "fact-decided",
    "event": "fact-event",
    "programme": "fact-programmes-one",
    "nominations": "fact-nominations",
    "results": "fact-edition-results",
    "method": "fact-edition-method",
    "totals": "fact-edition-totals",
    "prize": "fact-prize",
}
"""Field of a record → the label under which the page says that no source gives it."""


def _not_stated(context: Context, edition: Edition) -> Sequence[str]:
    """What its own record owns up to; of the organisers, which it may have from its award, what that one does."""
    own = edition.record.not_stated
    award = context.showcase.awards[edition.record.award].record
    return own if edition.organisers or "organisers" not in award.not_stated else (*own, "organisers")


def _badges(context: Context, edition: Edition) -> Iterator[views.Badge]:
    for number, entry in enumerate(edition.entries):
        if entry.record.outcome in HONOURED:
            yield badge(context, edition, number, _who(context, entry))
