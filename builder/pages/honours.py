"""What practices and communities have won: short words for cards, a notice for pages, and the way to the edition."""

from collections.abc import Iterable

from builder.model.fields import Text
from builder.model.showcase import Edition, Honour
from builder.pages import views
from builder.pages.context import Context

SECTION = "competitions"


def edition_segments(edition: Edition) -> tuple[str, str, str]:
    """The address of an edition: of its award, and the year."""
    return SECTION, edition.record.award, str(edition.record.year)


def edition_link(context: Context, id_: str) -> views.Link:
    """An edition by its name: its own, or that of the award and the year."""
    return context.once(_edition_link, id_)


def _edition_link(context: Context, id_: str) -> views.Link:
    edition = context.showcase.editions[id_]
    name = edition_name(context, edition)
    address = context.href(*edition_segments(edition))
    return views.Link(text=name, url=address, lang=context.lang(_named(context, edition)))


def edition_name(context: Context, edition: Edition) -> str:
    name = context.text(_named(context, edition))
    if edition.record.name is not None:
        return name
    return context.words("edition-name", award=name, year=edition.record.year)


def _named(context: Context, edition: Edition) -> Text:
    return edition.record.name or context.showcase.awards[edition.record.award].record.name


def outcome_in_words(context: Context, honour: Honour) -> str:
    return context.words(f"outcome-{honour.outcome.value}")


def in_short(context: Context, honours: Iterable[Honour]) -> tuple[str, ...]:
    """What was won, for a card: «Переможець 2024»."""
    won = (honour for honour in honours if honour.is_award)
    return tuple(dict.fromkeys(f"{outcome_in_words(context, honour)} {honour.year}" for honour in won))


def honour_view(context: Context, honour: Honour, practice: views.Link | None = None) -> views.Honour:
    edition = context.showcase.editions[honour.edition]
    nomination = edition.entries[honour.number].record.nomination
    names = {own.id: context.text(own.name) for own in edition.record.nominations}
    return views.Honour(
        outcome=outcome_in_words(context, honour),
        edition=edition_link(context, honour.edition),
        won=honour.is_award,
        nomination=names.get(nomination or "", ""),
        practice=practice,
    )


def honours_of(context: Context, slug: str) -> tuple[views.Honour, ...]:
    """Everything a practice has entered and won, the newest first."""
    return tuple(honour_view(context, honour) for honour in context.showcase.honours(slug))
