"""The passport of a practice: the facts beside its story."""

from collections.abc import Iterable
from datetime import date

from builder.model.practice import Review, Status
from builder.model.showcase import Place, Practice
from builder.pages import views
from builder.pages.cards import card
from builder.pages.context import Context, link_to, term_link
from builder.pages.events import event_link
from builder.pages.taxonomies import place_name


def passport(context: Context, practice: Practice) -> tuple[views.Fact, ...]:
    """The facts beside the story. What no source gives is said, not hidden."""
    record, has_page = practice.record, context.showcase.has_page
    facts = [
        _fact(context, "fact-communities", _community_links(context, practice)),
        _fact(context, "fact-regions", [link_to(context, "regions", o.slug) for o in practice.oblasts]),
        _fact(context, "fact-works-in", [_place_link(context, place) for place in practice.works_in]),
        _fact(context, "fact-residents", [_place_link(context, place) for place in practice.for_residents_of]),
        _fact(context, "fact-themes", [link_to(context, "themes", c.id) for c in practice.categories]),
        _fact(context, "fact-groups", [views.Link(text=group_name(context, name), url="") for name in record.groups]),
        _fact(context, "fact-period", _year_links(context, practice), unknown="period" in record.not_stated),
        _fact(context, "fact-status", _status(context, record.status), unknown="status" in record.not_stated),
        _fact(context, "fact-review", _review(context, record.review)),
        _fact(context, "fact-review-by", _day(context, record.review_by)),
        _fact(context, "fact-adapted-from", _practice_links(context, filter(has_page, record.adapted_from))),
        _fact(context, "fact-adapted-by", _practice_links(context, context.showcase.adapted_by(practice.slug))),
        _fact(
            context, "fact-programmes", _programme_links(context, practice), unknown="programme" in record.not_stated
        ),
        _fact(context, "fact-events", _event_links(context, practice)),
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


def group_name(context: Context, name: str) -> str:
    key = f"group-{name}"
    return context.words(key) if key in context.words else name


def _year_links(context: Context, practice: Practice) -> list[views.Link]:
    return [link_to(context, "years", str(year)) for year in practice.years]


def _status(context: Context, status: Status) -> list[views.Link]:
    return [] if status is Status.UNKNOWN else [views.Link(text=context.words(f"status-{status.value}"), url="")]


def _review(context: Context, review: Review | None) -> list[views.Link]:
    if review is None:
        return []
    day, by = context.words.day(review.on), review.by
    text = context.words("reviewed", day=day, by=by)
    return [views.Link(text=f"{text} ({review.level})" if review.level else text, url="")]


def _day(context: Context, day: date | None) -> list[views.Link]:
    return [] if day is None else [views.Link(text=context.words("until", day=context.words.day(day)), url="")]


def _practice_links(context: Context, slugs: Iterable[str]) -> list[views.Link]:
    shown = [card(context, context.showcase.practice(slug)) for slug in slugs]
    return [views.Link(text=row.title, url=row.url, lang=row.lang, hreflang=row.lang) for row in shown]


def _event_links(context: Context, practice: Practice) -> list[views.Link]:
    named = context.showcase.named_by("practices", practice.slug)
    return [event_link(context, id_) for registry, id_ in named if registry == "events"]


def _programme_links(context: Context, practice: Practice) -> list[views.Link]:
    return [link_to(context, "programmes", programme.id) for programme in practice.programmes]
