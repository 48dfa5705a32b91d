"""Home, pages of text, pages of withdrawn practices, former addresses, and the page for what is not found."""

from collections.abc import Iterator, Sequence

from builder.frozen import replace
from builder.model.showcase import Practice, TextPage
from builder.pages import views
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.cards import cards
from builder.pages.competitions import latest_winners
from builder.pages.context import Context, head, in_order, region_map, term_count, term_link
from builder.pages.dates import dates_band
from builder.pages.indexes import swatches
from builder.pages.page import Page
from builder.pages.practices import stale_note
from builder.pages.search_form import search_form
from builder.pages.urls import url

HOME = "home"
NEW_BESIDE_LEAD = 4
SECTION_LEVEL = 2
"""Level of the headings that a list of contents names."""


def home_page(context: Context) -> Page:
    """The opening statement with the map, the newest practices, the latest winners, all themes, calls and events."""
    words, showcase = context.words, context.showcase
    page = showcase.pages.get(HOME)
    text = page.texts.get(context.language) if page else None
    title = context.text(showcase.site.title)
    tagline = context.text(showcase.site.tagline)
    featured = [showcase.practice(slug) for slug in context.once_for_all(_featured)]
    regions = in_order(context, "regions")
    view = views.HomeView(
        head=head(context, title=title, description=tagline, segments=()),
        statement=words.typeset(text.title) if text else tagline,
        lead=words.typeset(text.summary) if text else "",
        body_html=context.body("pages", HOME).html,
        map=region_map(context),
        active_regions=tuple(term_count(context, term) for term in regions if term.practices),
        empty_regions=tuple(term_count(context, term, short=True) for term in regions if not term.practices),
        lead_card=cards(featured[:1])[0] if featured else None,
        cards=cards(featured[1:]),
        all_practices=views.Link(
            text=words.count("all-practices", len(showcase.practices)), url=context.href(PRACTICES)
        ),
        themes=swatches(context),
        totals=_totals(context),
        search=search_form(context, words("search-question")),
        winners=latest_winners(context),
        dates=dates_band(context),
    )
    full_title = f"{title}: {tagline[:1].lower()}{tagline[1:]}".rstrip(".")
    return Page(
        kind="home",
        language=context.language,
        url=url(context.language),
        template="pages/home.html",
        view=replace(view, head=replace(view.head, title=full_title)),
        source=text.path if text else "",
    )


def _featured(context: Context) -> tuple[str, ...]:
    """Slugs of the practices on the home page: the newest, featured ones first."""
    practices = sorted(context.showcase.practices, key=lambda practice: not practice.marks.featured)
    return tuple(practice.slug for practice in practices[: NEW_BESIDE_LEAD + 1])


def _totals(context: Context) -> tuple[tuple[str, str], ...]:
    taxonomies = context.taxonomies
    numbers = (
        ("total-practices", len(context.showcase.practices)),
        ("total-communities", sum(1 for term in taxonomies["communities"].terms.values() if term.practices)),
        ("total-regions", sum(1 for term in taxonomies["regions"].terms.values() if term.practices)),
    )
    return tuple((context.words.number(n), context.words.count(key, n)) for key, n in numbers)


def text_page(context: Context, page: TextPage) -> Page:
    """A page such as «Про Взірець»; ask only for a language in which it has a text."""
    text, body = page.texts[context.language], context.body("pages", page.slug)
    title, lead = context.words.typeset(text.title), context.words.typeset(text.summary)
    view = views.TextView(
        head=head(
            context,
            title=title,
            description=lead,
            segments=(page.slug,),
            section=page.slug,
            languages=page.texts,
            crumbs=(),
        ),
        title=title,
        lead=lead,
        body_html=body.html,
        notes=tuple(stale_note(context, text, page.record.original, page.slug)),
        headings=tuple(views.Link(text=h.text, url=f"#{h.id}") for h in body.headings if h.level == SECTION_LEVEL),
    )
    return Page(
        kind="page",
        language=context.language,
        url=url(context.language, page.slug),
        template="pages/text.html",
        view=view,
        source=text.path,
        lastmod=page.record.updated.isoformat() if page.record.updated else "",
    )


def withdrawn_page(context: Context, practice: Practice) -> Page:
    """What is left of a withdrawn practice: that it was here, and why it is not."""
    withdrawal = practice.record.withdrawn
    assert withdrawal is not None  # noqa: S101  # the caller's promise
    text = practice.texts[context.language]
    title = context.words.typeset(text.title)
    words = context.words("withdrawn-note", day=context.words.day(withdrawal.on), why=context.text(withdrawal.why))
    view = views.TextView(
        head=head(
            context,
            title=title,
            description=words,
            segments=(PRACTICES, practice.slug),
            section=PRACTICES,
            languages=practice.texts,
            fallback=(PRACTICES,),
            noindex=True,
        ),
        title=title,
        lead="",
        body_html="",
        notes=(views.Note(kind="withdrawn", title=words),),
        onward=tuple(_instead(context, practice)),
    )
    return Page(
        kind="withdrawn",
        language=context.language,
        url=url(context.language, PRACTICES, practice.slug),
        template="pages/text.html",
        view=view,
        source=text.path,
        listed=False,
    )


def _instead(context: Context, practice: Practice) -> Iterator[views.Link]:
    """Where a reader of a withdrawn practice may find others: its themes and regions that have some, and the list."""
    marks = practice.marks
    terms = [(section, id_) for section, ids in (("themes", marks.themes), ("regions", marks.regions)) for id_ in ids]
    yield from (term_link(context, context.term(*term)) for term in terms if context.term(*term).practices)
    count = len(context.showcase.practices)
    if count:
        yield views.Link(text=context.words.count("all-practices", count), url=context.href(PRACTICES))


def not_found_page(contexts: Sequence[Context]) -> Page:
    """The one page in all languages, for the server to show at an address that is none."""
    first = contexts[0]
    parts = []
    for context in contexts:
        words = context.words
        links = [views.Link(text=words("to-home"), url=context.href())]
        links += [views.Link(text=words(f"section-{s}"), url=context.href(s)) for s in (PRACTICES, "regions", "themes")]
        parts.append((context.language.value, words("not-found"), words("not-found-lead"), tuple(links)))
    view = views.NotFoundView(
        head=head(
            first,
            title=" · ".join(part[1] for part in parts),
            description=parts[0][2],
            segments=(),
            languages=(first.language,),
            noindex=True,
        ),
        parts=tuple(parts),
        search=tuple(search_form(context, context.words("search-question")) for context in contexts),
    )
    return Page(
        kind="not-found",
        language=first.language,
        url="/404.html",
        template="pages/not-found.html",
        view=view,
        listed=False,
    )


def moved_page(context: Context, former: str, present: str, source: str) -> Page:
    """A page at a former address, which leads to the present one; both are segments parted by slashes."""
    segments = tuple(present.split("/"))
    target = context.href(*segments)
    heading = context.words("moved")
    view = views.MovedView(
        head=head(
            context,
            title=heading,
            description=heading,
            segments=segments,
            languages=(context.language,),
            noindex=True,
        ),
        heading=heading,
        target=views.Link(text=context.base.permalink(url(context.language, *segments)), url=target),
    )
    return Page(
        kind="moved",
        language=context.language,
        url=url(context.language, *former.split("/")),
        template="pages/moved.html",
        view=view,
        source=source,
        listed=False,
    )
