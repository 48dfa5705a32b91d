"""Groups hold exactly the practices that belong to them."""

from collections.abc import Callable, Iterable

from hypothesis import given, settings

from builder.model.place import oblasts
from builder.model.registry import PAYING_ROLES, Role
from builder.model.showcase import Practice, Showcase
from builder.pages.taxonomies import taxonomies
from tests.strategies import LETTERS, showcases

few_showcases = settings(max_examples=30)


def donors_by_hand(practice: Practice, showcase: Showcase) -> set[str]:
    """Its own donors, and those of its programmes for organisations that it does not name itself."""
    own = {donor.organisation for donor in practice.record.donor}
    named = own | {partner.organisation for partner in practice.record.partners}
    inherited: set[str] = set()
    for programme in practice.programmes:
        if programme.record.chain_inherited:
            inherited |= programme_donors(programme.id, showcase, named)
    return own | inherited


def programme_donors(id_: str, showcase: Showcase, named: set[str]) -> set[str]:
    record = showcase.programmes[id_].record
    paying = {entry.organisation for entry in record.chain if entry.role in PAYING_ROLES}
    known = named | {entry.organisation for entry in record.chain}
    above = programme_donors(record.part_of, showcase, known) if record.part_of else set()
    return (paying - named) | above


MEMBERSHIP: dict[str, Callable[[Practice, Showcase], Iterable[str]]] = {
    "regions": lambda practice, _: (oblast.slug for oblast in practice.oblasts),
    "communities": lambda practice, _: practice.record.community,
    "themes": lambda practice, _: practice.record.category,
    "programmes": lambda practice, _: [
        *practice.record.programme,
        *(["whole"] * ("part" in practice.record.programme)),
    ],
    "years": lambda practice, _: map(str, practice.record.period.years() if practice.record.period else ()),
}


@few_showcases
@given(showcases())
def test_a_term_holds_the_practices_that_name_it_in_the_order_of_lists(showcase: Showcase) -> None:
    groups = taxonomies(showcase)
    for section, ids_of in MEMBERSHIP.items():
        for id_, term in groups[section].terms.items():
            expected = [practice for practice in showcase.practices if id_ in ids_of(practice, showcase)]
            assert list(term.practices) == expected
            assert term.positions == {practice.slug: n for n, practice in enumerate(expected)}


@few_showcases
@given(showcases())
def test_everything_that_a_practice_names_is_a_term(showcase: Showcase) -> None:
    groups = taxonomies(showcase)
    for practice in showcase.practices:
        for section, ids_of in MEMBERSHIP.items():
            assert set(ids_of(practice, showcase)) <= groups[section].terms.keys()


@few_showcases
@given(showcases())
def test_regions_are_always_all_27_and_years_and_donors_only_those_with_practices(showcase: Showcase) -> None:
    groups = taxonomies(showcase)
    assert list(groups["regions"].terms) == [oblast.slug for oblast in oblasts()]
    assert len(groups["regions"].terms) == 27
    for section in ("years", "donors"):
        assert all(term.practices for term in groups[section].terms.values())


@few_showcases
@given(showcases())
def test_communities_are_those_with_a_practice_or_a_record(showcase: Showcase) -> None:
    terms = taxonomies(showcase)["communities"].terms
    assert all(term.practices or showcase.places[id_].record for id_, term in terms.items())


@few_showcases
@given(showcases())
def test_donors_are_the_paying_part_of_the_chain(showcase: Showcase) -> None:
    terms = taxonomies(showcase)["donors"].terms
    expected: dict[str, set[str]] = {}
    for practice in showcase.practices:
        for id_ in donors_by_hand(practice, showcase):
            expected.setdefault(id_, set()).add(practice.slug)
    assert {id_: {practice.slug for practice in term.practices} for id_, term in terms.items()} == expected


@few_showcases
@given(showcases())
def test_a_chain_is_told_in_the_order_of_roles(showcase: Showcase) -> None:
    order = list(Role)
    for practice in showcase.practices:
        places = [order.index(member.role) for member in practice.chain]
        assert places == sorted(places)


@few_showcases
@given(showcases())
def test_names_stand_in_the_order_of_the_ukrainian_alphabet_and_years_newest_first(showcase: Showcase) -> None:
    groups = taxonomies(showcase)
    for section in ("themes", "programmes", "donors"):
        names = [[LETTERS.index(letter) for letter in term.name.uk or ""] for term in groups[section].terms.values()]
        assert names == sorted(names)
    assert list(groups["years"].terms) == sorted(groups["years"].terms, reverse=True)
