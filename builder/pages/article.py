"""What a practice's page tells machines: an article, where and when it happened, who paid, what it rests on."""

from collections.abc import Iterable, Iterator

from builder.model.fields import Period
from builder.model.language import Language
from builder.model.place import Oblast, oblast
from builder.model.practice import Source
from builder.model.registry import Role
from builder.model.showcase import Place, Practice
from builder.pages.cards import SECTION, share_image
from builder.pages.context import Context
from builder.pages.json_ld import Node, node
from builder.pages.licences import licence_link
from builder.pages.passport import group_name
from builder.pages.taxonomies import Term, oblast_name, place_name
from builder.pages.urls import url

FUNDERS = frozenset({Role.FUNDER, Role.CO_FUNDER})
SPONSORS = frozenset({Role.DONOR, Role.SUPPORTER})
"""Who supports without a source that says they paid: never `funder`."""


def article(context: Context, practice: Practice) -> Node:
    """The article on its page in this language; ask only for a language in which it has a text."""
    record, text, language = practice.record, practice.texts[context.language], context.language
    terms, image = context.taxonomies, share_image(context, practice)
    return node(
        "Article",
        **{"@id": _id(context, practice.slug, language)},
        url=_permalink(context, practice.slug, language),
        mainEntityOfPage=_permalink(context, practice.slug, language),
        headline=text.title,
        description=text.summary,
        inLanguage=language.value,
        datePublished=record.date.isoformat(),
        dateModified=practice.changed.isoformat(),
        author=_publisher(context),
        publisher=_publisher(context),
        image=image.url if image else None,
        license=licence_link(context.showcase.site.content_licence).url,
        about=[_topic(context, terms["themes"].terms[category.id]) for category in practice.categories],
        keywords=[group_name(context, group) for group in record.groups],
        spatialCoverage=list(_places(context, practice)),
        temporalCoverage=_interval(record.period),
        funding=_funding(context, practice),
        mentions=[_programme(context, terms["programmes"].terms[item.id]) for item in practice.programmes],
        citation=[_source(source) for source in record.sources],
        isBasedOn=[
            _permalink(context, slug, Language.UK) for slug in record.adapted_from if context.showcase.has_page(slug)
        ],
        **_translations(context, practice),
    )


def _permalink(context: Context, slug: str, language: Language) -> str:
    return context.base.permalink(url(language, SECTION, slug))


def _id(context: Context, slug: str, language: Language) -> str:
    return _permalink(context, slug, language) + "#article"


def _translations(context: Context, practice: Practice) -> dict[str, object]:
    """The original names its translations, a translation its original."""
    original = practice.record.original if practice.record.original in practice.texts else Language.UK
    others = [original] if context.language is not original else [o for o in practice.texts if o is not original]
    nodes = [
        node(
            "Article",
            **{"@id": _id(context, practice.slug, other)},
            inLanguage=other.value,
            headline=practice.texts[other].title,
            url=_permalink(context, practice.slug, other),
        )
        for other in others
    ]
    return {"workTranslation": nodes} if context.language is original else {"translationOfWork": nodes[0]}


def _publisher(context: Context) -> Node:
    site = context.showcase.site
    return node(
        "Organization",
        name=site.publisher.best(context.language),
        url=context.base.permalink(url(context.language)),
    )


def _topic(context: Context, term: Term) -> Node:
    return node("DefinedTerm", name=term.name.best(context.language), url=_term_permalink(context, term))


def _programme(context: Context, term: Term) -> Node:
    return node("Project", name=term.name.best(context.language), url=_term_permalink(context, term))


def _term_permalink(context: Context, term: Term) -> str:
    return context.base.permalink(url(context.language, term.section, term.id))


# Where and when


def _places(context: Context, practice: Practice) -> Iterator[Node]:
    """Communities in their regions, and the regions of which none is named. No place is more exact than that."""
    named = (*practice.communities, *(place for place in practice.works_in if place not in practice.communities))
    within = {place.community.oblast for place in practice.communities}
    yield from (_community(context, place) for place in named)
    yield from (_region(context, region) for region in practice.oblasts if region.slug not in within)


def _community(context: Context, place: Place) -> Node:
    return node(
        "AdministrativeArea",
        name=place_name(place).best(context.language),
        identifier=_identifier("KATOTTG", place.community.code),
        containedInPlace=_region(context, oblast(place.community.oblast)),
    )


def _region(context: Context, region: Oblast) -> Node:
    return node(
        "AdministrativeArea",
        name=oblast_name(region).best(context.language),
        identifier=_identifier("ISO 3166-2", region.iso),
        url=context.base.permalink(url(context.language, "regions", region.slug)),
        containedInPlace=node("Country", name=context.words("country"), identifier=_identifier("ISO 3166-1", "UA")),
    )


def _identifier(scheme: str, value: str) -> Node:
    return node("PropertyValue", propertyID=scheme, value=value)


def _interval(period: Period | None) -> str:
    """ISO 8601, as exact as it is known; an open end is two dots."""
    return f"{period.start}/{period.end or '..'}" if period else ""


# Who paid, and what it rests on


def _funding(context: Context, practice: Practice) -> Node | None:
    funders = list(_organisations(context, practice, FUNDERS))
    sponsors = list(_organisations(context, practice, SPONSORS))
    return node("Grant", funder=funders, sponsor=sponsors) if funders or sponsors else None


def _organisations(context: Context, practice: Practice, roles: Iterable[Role]) -> Iterator[Node]:
    for member in practice.chain:
        if member.role in roles:
            organisation = member.organisation
            yield node(
                "Organization",
                name=organisation.record.name.best(context.language),
                url=context.base.permalink(url(context.language, "donors", organisation.id)),
                sameAs=organisation.record.site,
            )


def _source(source: Source) -> Node:
    return node(
        "CreativeWork",
        name=source.title,
        publisher=node("Organization", name=source.publisher),
        inLanguage=source.lang,
        datePublished=str(source.date) if source.date else None,
        url=source.url,
    )
