"""A practice as it stands in lists: its card, and the cards of those related to it."""

from collections.abc import Container, Iterable, Iterator

from builder.model.fields import Period
from builder.model.showcase import Marks, Practice
from builder.pages import views
from builder.pages.context import Context, pictures_of
from builder.pages.honours import in_short
from builder.pages.pictures import by_file, described
from builder.pages.share import card_image, thread_of
from builder.pages.taxonomies import Term, oblast_name, place_name
from builder.pages.urls import url

SECTION = "practices"
NAMED_COMMUNITIES = 3
RELATED = 3


def card(context: Context, practice: Practice) -> views.Card:
    """The practice as it stands in lists of this language."""
    return context.once(_card, practice.slug)


def _card(context: Context, slug: str) -> views.Card:
    practice = context.showcase.whole(slug)
    spoken = practice.spoken(context.language)
    text = practice.text(context.language)
    foreign = spoken is not context.language
    words = context.words
    communities, oblasts = place_names(context, practice)
    return views.Card(
        slug=practice.slug,
        title=words.typeset_as(text.title, spoken),
        summary=words.typeset_as(text.summary, spoken),
        url=context.base.href(url(spoken, SECTION, practice.slug)),
        cover=cover(context, practice),
        communities=communities,
        oblasts=oblasts,
        years=years_in_words(context, practice.record.period),
        lang=spoken.value if foreign else "",
        note=words(f"in-language-{spoken.value}") if foreign else "",
        honours=in_short(context, context.showcase.honours(slug)),
    )


def cards(practices: Iterable[Practice]) -> tuple[views.ListedPractice, ...]:
    return tuple(views.ListedPractice(slug=practice.slug) for practice in practices)


def motif_of(practice: Practice) -> str:
    """The motif of its cloth, that of its main theme."""
    return practice.categories[0].record.motif.value


def cover(context: Context, practice: Practice) -> views.Cover:
    motif = motif_of(practice)
    file = practice.record.cover
    picture = pictures_of(context, practice, file) if file is not None else None
    if picture is not None:
        image = by_file(practice.record.images).get(file or "")
        picture = described(picture, image, context.words, alt=practice.text(context.language).cover_alt)
    return views.Cover(slug=practice.slug, motif=motif, image=picture, award=bool(practice.awards))


def share_card(context: Context, slug: str) -> views.ShareCard:
    """The card of the practice where its page in this language is shared."""
    return context.once(_share_card, slug)


def _share_card(context: Context, slug: str) -> views.ShareCard:
    practice, site = context.showcase.whole(slug), context.showcase.site
    return views.ShareCard(
        title=context.words.typeset(practice.texts[context.language].title),
        places=tuple(", ".join(names) for names in place_names(context, practice) if names),
        site=context.text(site.title),
        slug=slug,
        motif=motif_of(practice),
        thread=thread_of(site),
    )


def share_image(context: Context, practice: Practice) -> views.ShareImage | None:
    """The picture that goes with the practice's page where it is shared: its card, else its cover."""
    if context.showcase.site.features.cards:
        return card_image(context.base, context.language, practice.slug, share_card(context, practice.slug))
    picture = cover(context, practice).image
    if picture is None:
        return None
    address = context.base.origin + picture.url
    return views.ShareImage(url=address, width=picture.width, height=picture.height, alt=picture.alt)


def place_names(context: Context, practice: Practice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the communities, where there are many or not all are named how many, and of the regions.

    A city that is a community and a region at once is named once.
    """
    communities = _community_names(context, practice)
    regions = (context.text(oblast_name(oblast)) for oblast in practice.oblasts)
    return communities, tuple(name for name in regions if name not in communities)


def _community_names(context: Context, practice: Practice) -> tuple[str, ...]:
    total = practice.record.communities_total or len(practice.communities)
    if total > NAMED_COMMUNITIES or total > len(practice.communities):
        return (context.words.count("communities", total),)
    return tuple(context.text(place_name(place)) for place in practice.communities)


def years_in_words(context: Context, period: Period | None) -> str:
    """«2019–2021», «2019», or «з 2019» while it goes on."""
    if period is None:
        return ""
    if period.end is None:
        return context.words("since-year", year=period.start.year)
    first, last = period.start.year, period.end.year
    return str(first) if first == last else f"{first}–{last}"


# Related practices


def related(context: Context, practice: Practice) -> tuple[views.ListedPractice, ...]:
    """Up to three others with the reason named: the next in the list of the same community,
    programme, theme or region, so that a new practice changes the pages of few others."""
    chosen = context.once_for_all(_related, practice.slug)
    return tuple(views.ListedPractice(slug=slug, reason=context.words(reason)) for slug, reason in chosen)


def _related(context: Context, slug: str) -> tuple[tuple[str, str], ...]:
    """(slug, key of the reason) pairs."""
    chosen: dict[str, str] = {}
    for reason, term in _common_terms(context, context.showcase.practice(slug).marks):
        other = _next_in(term, slug, chosen)
        if other is not None:
            chosen[other] = reason
        if len(chosen) == RELATED:
            break
    return tuple(chosen.items())


def _common_terms(context: Context, marks: Marks) -> Iterator[tuple[str, Term]]:
    yield from (("same-community", context.term("communities", slug)) for slug in marks.communities)
    yield from (("same-programme", context.term("programmes", id_)) for id_ in marks.own_programmes)
    yield from (("same-theme", context.term("themes", id_)) for id_ in marks.themes)
    yield from (("same-region", context.term("regions", slug)) for slug in marks.regions)
    yield from (("same-theme", context.term("themes", id_)) for id_ in marks.themes)


def _next_in(term: Term, slug: str, chosen: Container[str]) -> str | None:
    """The practice after this one in the term's list, round from the end to the beginning."""
    listed = term.practices
    start = term.positions[slug]
    for step in range(1, min(len(listed), RELATED + 2)):
        other = listed[(start + step) % len(listed)].slug
        if other != slug and other not in chosen:
            return other
    return None
