"""What every view of one language is made from, and the small pieces that all views share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from builder.model.alphabet import uk_sort_key
from builder.model.fields import PartialDate, Text
from builder.model.language import Language
from builder.model.place import Oblast
from builder.model.practice import Source
from builder.model.registry import Role
from builder.model.showcase import ChainMember, Practice, Showcase
from builder.pages import views
from builder.pages.json_ld import Node, block, breadcrumbs
from builder.pages.share import LOCALES, SITE, card_image, site_card
from builder.pages.taxonomies import Taxonomy, Term, oblast_name, short_name
from builder.pages.urls import Base, alternates, paginated, url
from builder.text.markdown import Body
from builder.text.wording import Words

T = TypeVar("T")

NO_BODY = Body()

TitleKey = tuple[bool, str]

BodyKey = tuple[str, str, Language]
"""(section, id, language) of a converted text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One language's view of a showcase. `bodies` holds the converted texts."""

    language: Language
    words: Words
    base: Base
    showcase: Showcase
    taxonomies: Mapping[str, Taxonomy]
    bodies: Mapping[BodyKey, Body]
    pictures: Mapping[str, views.Picture]
    """By path of the source file: address and size; captions are added where they are known."""
    build_day: Callable[[], date]
    """The day the site is built for. Whoever asks is made anew every day: calls, events, home, the owner's page."""
    made: dict[object, Any] = field(default_factory=dict)
    """What was made once for all pages of this language; see `once`."""

    def once(self, make: Callable[..., T], *names: str) -> T:
        """The value of `make(context, *names)`, made at the first call: cards, term names, the map stand on many pages.

        `make` is a function of a module, and the names say all that it depends on beside the context.
        """
        key = (make, *names)
        if key not in self.made:
            self.made[key] = make(self, *names)
        value: T = self.made[key]
        return value

    def once_for_all(self, make: Callable[..., T], *names: str) -> T:
        """The same where the value is one in all languages."""
        return self.once(make, *names)

    def title_key(self, slug: str) -> TitleKey:
        """By this key practices are sorted by their titles; those in another language than the page's come last."""
        practice = self.showcase.practice(slug)
        spoken = practice.spoken(self.language)
        title = self.words.typeset_as(practice.text(self.language).title, spoken)
        return spoken is not self.language, uk_sort_key(title)

    def term(self, section: str, id_: str) -> Term:
        return self.taxonomies[section].terms[id_]

    def href(self, *segments: str) -> str:
        return self.base.href(url(self.language, *segments))

    def text(self, text: Text | None) -> str:
        """The best side of a text, typeset in the language it is in."""
        if text is None:
            return ""
        return self.words.typeset_as(text.best(self.language), text.spoken(self.language))

    def lang(self, text: Text | None) -> str:
        """The language of `text(…)` where it is not the page's."""
        if text is None or text.spoken(self.language) is self.language:
            return ""
        return text.spoken(self.language).value

    def day(self, moment: PartialDate) -> views.Day:
        return views.Day(iso=str(moment), text=self.words.moment(moment))

    def body(self, section: str, id_: str) -> Body:
        return self.bodies.get((section, id_, self.language), NO_BODY)


def head(
    context: Context,
    *,
    title: str,
    description: str,
    segments: tuple[str, ...],
    section: str = "",
    crumbs: Iterable[views.Link] = (),
    languages: Iterable[Language] | None = None,
    fallback: tuple[str, ...] = (),
    feeds: Iterable[tuple[str, str]] = (),
    page: int = 1,
    noindex: bool = False,
    things: Callable[[], Iterable[Node]] = lambda: (),
    kind: str = "website",
    image: views.ShareImage | None = None,
) -> views.Head:
    """The head of a page. `languages` are those it exists in (all, unless said); `fallback`
    leads the language switch where the other language has no such page; `things` gives what the
    page tells machines beside the way to it; `kind` and `image` are for networks where it is shared."""
    words, site = context.words, context.showcase.site
    exists_in = [language for language in site.languages if languages is None or language in languages]
    own = paginated(url(context.language, *segments), page)
    others = [language for language in site.languages if language is not context.language]
    switch = None
    for other in others:
        target = paginated(url(other, *segments), page) if other in exists_in else url(other, *fallback)
        label = words(f"switch-to-{other.value}")
        switch = views.Link(text=label, url=context.base.href(target), lang=other.value, hreflang=other.value)
    name = context.text(site.title)
    if image is None and site.features.cards:
        image = card_image(context.base, context.language, SITE, site_card(site, words))
    canonical, way = context.base.permalink(own), tuple(crumbs)
    return views.Head(
        language=context.language.value,
        name=title,
        title=f"{title} — {name}" if title != name else name,
        description=description,
        url=context.base.href(own),
        canonical=canonical,
        section=section,
        is_section=segments == (section,) and page == 1,
        other=switch,
        alternates=alternates(context.base, [(o, paginated(url(o, *segments), page)) for o in exists_in]),
        feeds=((name, context.base.href(f"{context.language.prefix}/feed.xml")), *feeds),
        crumbs=way,
        noindex=noindex,
        kind=kind,
        image=image,
        locale=LOCALES[context.language],
        other_locales=tuple(LOCALES[other] for other in others if other in exists_in),
        machine=lambda: block([*things(), *([breadcrumbs(context.base, way, canonical)] if way else [])]),
    )


def crumb(context: Context, section: str) -> views.Link:
    return views.Link(text=context.words(f"section-{section}"), url=context.href(section))


# Terms


def in_order(context: Context, section: str) -> Sequence[Term]:
    """The terms of a section as a reader of this language looks them up: by their names, years newest first."""
    return tuple(map(context.taxonomies[section].terms.__getitem__, ids_in_order(context, section)))


def ids_in_order(context: Context, section: str) -> Sequence[str]:
    """The same by their ids, for who needs few of many."""
    if context.language is Language.UK:
        return tuple(context.taxonomies[section].terms)
    return context.once(_ids_in_order, section)


def _ids_in_order(context: Context, section: str) -> tuple[str, ...]:
    terms = context.taxonomies[section].terms
    if section == "years":
        return tuple(terms)
    return tuple(sorted(terms, key=lambda id_: (uk_sort_key(context.text(terms[id_].name)), id_)))


def term_link(context: Context, term: Term) -> views.Link:
    return link_to(context, term.section, term.id)


def link_to(context: Context, section: str, id_: str) -> views.Link:
    """The link to a term that is not needed otherwise."""
    return context.once(made_link, section, id_)


def made_link(context: Context, section: str, id_: str) -> views.Link:
    """What `link_to` makes once."""
    term = context.term(section, id_)
    name = term.name
    return views.Link(text=context.text(name), url=context.href(term.section, term.id), lang=context.lang(name))


def term_count(context: Context, term: Term, *, short: bool = False) -> views.Count:
    return context.once(_term_count, term.section, term.id, "short" if short else "")


def _term_count(context: Context, section: str, id_: str, short: str) -> views.Count:
    term = context.term(section, id_)
    name = term.short if short else term.name
    count = len(term.practices)
    return views.Count(
        text=context.text(name),
        url=context.href(term.section, term.id),
        count=count,
        number=context.words.number(count),
        words=practices_in_words(context, count),
        lang=context.lang(name),
    )


def practices_in_words(context: Context, count: int) -> str:
    """«4 практики», or the calm words for none."""
    return context.words.count("practices", count) if count else context.words("no-practices-yet")


# Chains, sources, maps


def chain_links(context: Context, chain: Iterable[ChainMember]) -> tuple[views.ChainLink, ...]:
    donors = context.taxonomies["donors"].terms
    links = []
    for member in chain:
        organisation = member.organisation
        address = context.href("donors", organisation.id) if organisation.id in donors else ""
        links.append(
            views.ChainLink(
                role=context.words(f"role-{member.role.value}"),
                name=context.text(organisation.record.name),
                url=address,
                lang=context.lang(organisation.record.name),
            )
        )
    return tuple(links)


def chain_sentence(context: Context, chain: Sequence[ChainMember]) -> str:
    """«Замовник — А; фінансують Б і В; виконує Г.», by short names in the nominative; nothing for a chain of one."""
    if len(chain) < 2:
        return ""
    by_role: dict[Role, list[str]] = {}
    for member in chain:
        name = context.text(short_name(member.organisation))
        if member.organisation.record.definite:
            name = context.words("definite", name=name)
        by_role.setdefault(member.role, []).append(name)
    parts = [_role_sentence(context, role, names) for role, names in by_role.items()]
    whole = "; ".join(parts)
    return f"{whole[0].upper()}{whole[1:]}."


def _role_sentence(context: Context, role: Role, names: list[str]) -> str:
    listed = context.words.listed(names)
    return context.words(f"chain-{role.value}" if len(names) == 1 else f"chains-{role.value}", names=listed)


def source_items(context: Context, sources: Iterable[Source]) -> tuple[views.SourceItem, ...]:
    items = []
    for source in sources:
        foreign = source.lang != context.language.value
        known = source.lang in ("uk", "en")
        text_language = Language(source.lang) if known else context.language
        items.append(
            views.SourceItem(
                title=context.words.typeset_as(source.title, text_language),
                publisher=context.words.typeset_as(source.publisher, text_language),
                url=source.url or "",
                date=context.day(source.date) if source.date else None,
                lang=source.lang if foreign else "",
                language_name=_in_language(context, source.lang) if foreign else "",
            )
        )
    return tuple(items)


def _in_language(context: Context, code: str) -> str:
    """«англійською», or the name of a language for which there are no such words."""
    key = f"in-language-{code}"
    return context.words(key) if key in context.words else context.words.language_name(code)


def locator(context: Context, oblasts: Iterable[Oblast]) -> views.Locator:
    marked = tuple(oblasts)
    names = context.words.listed([context.text(oblast_name(oblast)) for oblast in marked])
    return views.Locator(
        numbers=tuple(oblast.number for oblast in marked), label=context.words("locator", regions=names)
    )


LEVELS_FEW = ((1, 1), (2, 2), (3, 4))
LEVELS_MANY = ((1, 1), (2, 4), (3, 10))
FEW, MANY = 12, 60


def _steps(largest: int) -> tuple[tuple[int, int], ...]:
    """(level, least count) pairs; of a large showcase, thirds of what the fullest region holds, rounded."""
    if largest <= FEW:
        return LEVELS_FEW
    return LEVELS_MANY if largest <= MANY else ((1, 1), (2, _round(largest // 9)), (3, _round(largest // 3)))


def _round(number: int) -> int:
    """Down to one digit and noughts."""
    digits = str(number)
    return int(digits[0] + "0" * (len(digits) - 1))


def region_map(context: Context) -> views.Map:
    """The map of all regions; the steps of its legend grow with the largest count."""
    return context.once(_region_map)


def _region_map(context: Context) -> views.Map:
    terms = tuple(context.taxonomies["regions"].terms.values())
    largest = max((len(term.practices) for term in terms), default=0)
    steps = _steps(largest)
    return views.Map(
        regions=tuple(_region(context, term, steps) for term in terms),
        legend=((0, "0"), *((level, _step_words(context, steps, n)) for n, (level, _) in enumerate(steps))),
    )


def _region(context: Context, term: Term, steps: tuple[tuple[int, int], ...]) -> views.Region:
    assert isinstance(term.subject, Oblast)  # noqa: S101  # the taxonomy of regions
    count = len(term.practices)
    return views.Region(
        number=term.subject.number,
        name=context.text(term.name),
        short=context.text(term.short),
        url=context.href("regions", term.id),
        count=count,
        words=practices_in_words(context, count),
        level=max((level for level, least in steps if count >= least), default=0),
    )


def _step_words(context: Context, steps: tuple[tuple[int, int], ...], number: int) -> str:
    least = steps[number][1]
    if number + 1 == len(steps):
        return context.words("and-more", n=least)
    most = steps[number + 1][1] - 1
    return str(least) if least == most else f"{least}–{most}"


def pictures_of(context: Context, practice: Practice, file: str) -> views.Picture | None:
    folder = practice.texts[Language.UK].path.rpartition("/")[0]
    return context.pictures.get(f"{folder}/{file}")
