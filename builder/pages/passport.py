"""The passport of a practice: the facts beside its story."""

from collections.abc import Iterable

from builder.model.practice import Status
from builder.model.showcase import Place, Practice
from builder.pages import views
from builder.pages.context import Context, term_link
from builder.pages.taxonomies import place_name


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
