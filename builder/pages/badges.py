"""A picture of an award in both languages, to show on other sites, and the lines to paste there.

It stands by itself: no style sheet, no font and no script from elsewhere. So the lengths of its lines are reckoned
from the number of letters, with room to spare.
"""

from collections.abc import Iterator
from textwrap import wrap

from markupsafe import Markup

from builder.model.competition import HONOURED
from builder.model.language import Language
from builder.model.showcase import Edition, Entry
from builder.pages import views
from builder.pages.context import Context
from builder.pages.honours import edition_name, edition_segments
from builder.pages.page import Page
from builder.pages.taxonomies import place_name
from builder.pages.urls import url
from builder.text.wording import words_for

WIDTH = 420
MARGIN = 20
TEXT_LEFT = 92
STYLES = {"outcome": (22, 24), "name": (15, 20), "who": (13, 18)}
"""Style of a line → size of its letters and height of the line, in pixels."""
LETTER = 0.6
"""Width of a letter, in its size: more than that of any common font of the system."""


def badge_page(context: Context, id_: str, number: str, at: str) -> Page:
    """The picture below an address of its edition; at a former one too, where other sites still ask for it."""
    edition = context.showcase.editions[id_]
    lines = list(_lines(context, edition, edition.entries[int(number)]))
    view = views.BadgeView(
        width=WIDTH,
        height=_height(lines),
        title=_title(context, edition, int(number)),
        lines=tuple(_placed(lines)),
    )
    return Page(
        kind="badge",
        language=context.language,
        url=f"{url(Language.UK, *at.split('/'))}{badge_file(edition, int(number))}",
        template="feeds/badge.xml",
        view=view,
        listed=False,
    )


def badge_url(edition: Edition, number: int) -> str:
    return f"{url(Language.UK, *edition_segments(edition))}{badge_file(edition, number)}"


def badge_file(edition: Edition, number: int) -> str:
    """Named by its practice, its community or its number; by the nomination too, where one has won several."""
    names = [_base_name(entry, at) for at, entry in enumerate(edition.entries)]
    if names.count(names[number]) == 1:
        return f"{names[number]}.svg"
    nomination = edition.entries[number].record.nomination
    return f"{names[number]}-{nomination or number + 1}.svg"


def _base_name(entry: Entry, number: int) -> str:
    communities = [place.slug for place in entry.communities]
    return entry.record.practice or (communities[0] if communities else str(number + 1))


def awarded(edition: Edition) -> Iterator[int]:
    """The numbers of the entries that have a badge."""
    return (number for number, entry in enumerate(edition.entries) if entry.record.outcome in HONOURED)


def badge(context: Context, edition: Edition, number: int, who: str) -> views.Badge:
    """The badge as the page of its edition offers it; `who` has won."""
    outcome = context.words(f"outcome-{edition.entries[number].record.outcome.value}")
    alt = f"{outcome}. {edition_name(context, edition)}. {who}"
    address = badge_url(edition, number)
    picture = context.base.permalink(address)
    page = context.base.permalink(url(context.language, *edition_segments(edition)))
    height = _height(list(_lines(context, edition, edition.entries[number])))
    html = Markup('<a href="{}"><img src="{}" width="{}" height="{}" alt="{}"></a>')
    return views.Badge(
        url=context.base.href(address),
        width=WIDTH,
        height=height,
        alt=alt,
        html=str(html.format(page, picture, WIDTH, height, alt)),
        markdown=f"[![{alt}]({picture})]({page})",
    )


# What it says

Line = tuple[str, str, Language]
"""Style, words, language."""


def _lines(context: Context, edition: Edition, entry: Entry) -> Iterator[Line]:
    for language in (Language.UK, Language.EN):
        words = words_for(language)
        yield "outcome", words(f"outcome-{entry.record.outcome.value}"), language
        name = edition.record.name or context.showcase.awards[edition.record.award].record.name
        spoken = name.spoken(language)
        text = name.best(language)
        if edition.record.name is None:
            text = words("edition-name", award=text, year=edition.record.year)
        yield from (("name", line, spoken) for line in _wrapped(text, "name"))
        yield from (("who", line, language) for line in _wrapped(_who(context, entry, language), "who"))


def _who(context: Context, entry: Entry, language: Language) -> str:
    slug = entry.record.practice
    communities = entry.communities
    if slug is not None and context.showcase.has_page(slug):
        communities = context.showcase.practice(slug).communities
    names = [place_name(place).best(language) for place in communities]
    return ", ".join(names) or (entry.record.title.best(language) if entry.record.title else "")


def _wrapped(text: str, style: str) -> list[str]:
    size, _ = STYLES[style]
    return wrap(text, int((WIDTH - TEXT_LEFT - MARGIN) / (size * LETTER)))


def _height(lines: list[Line]) -> int:
    return 2 * MARGIN + sum(STYLES[style][1] for style, _, _ in lines) + MARGIN // 2


def _placed(lines: list[Line]) -> Iterator[views.BadgeLine]:
    """Each line with the height at which it stands; the second language a little apart."""
    y = MARGIN
    for number, (style, text, language) in enumerate(lines):
        if style == "outcome" and number:
            y += MARGIN // 2
        y += STYLES[style][1]
        lang = language.value
        yield views.BadgeLine(style=style, text=text, lang=lang, x=TEXT_LEFT, y=y - 5, size=STYLES[style][0])


def _title(context: Context, edition: Edition, number: int) -> str:
    outcome = edition.entries[number].record.outcome.value
    both = (words_for(language)(f"outcome-{outcome}") for language in (Language.UK, Language.EN))
    return f"{' / '.join(both)}. {edition_name(context, edition)}"
