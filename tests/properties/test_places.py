import re
from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.data.make.places import Listed, slugs
from builder.model.alphabet import uk_sort_key
from builder.model.place import (
    TABLES,
    Community,
    CommunityType,
    communities,
    find_communities,
    near_communities,
    oblast,
    read_table,
)
from builder.model.romanise import romanise, slugify

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ROWS = tuple(read_table(TABLES / "communities.tsv"))
FROZEN = {row["code"]: row["slug"] for row in ROWS}

a_community = st.sampled_from(communities())
some_text = st.text(max_size=40) | st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ- №12AZ", max_size=40)


def as_listed(row: Mapping[str, str]) -> Listed:
    return Listed(
        code=row["code"],
        base=row["base_uk"],
        oblast=row["oblast"],
        raion=row["raion_uk"],
        centre=row["centre_uk"],
        type=CommunityType(row["type"]),
    )


LISTED = tuple(as_listed(row) for row in ROWS)


def test_codes_and_slugs_are_unique() -> None:
    assert len(ROWS) == 1469 + 303 + 2
    assert len(FROZEN) == len(set(FROZEN.values())) == len(ROWS)


def test_slugs_are_slugs() -> None:
    assert [slug for slug in FROZEN.values() if not SLUG.fullmatch(slug)] == []


def test_every_row_is_whole_and_clean() -> None:
    ragged = [
        row for row in ROWS if any(cell != cell.strip() or not cell for k, cell in row.items() if k != "raion_uk")
    ]
    assert ragged == []
    assert {row["base_uk"] for row in ROWS if not row["raion_uk"]} == {"Київ", "Севастополь"}
    assert all(oblast(row["oblast"]) for row in ROWS)


def test_centres_are_romanised() -> None:
    assert [row for row in ROWS if row["centre_en"] != romanise(row["centre_uk"])] == []


def test_making_the_table_again_changes_no_slug() -> None:
    assert slugs(LISTED, FROZEN) == FROZEN


@settings(max_examples=15)  # each makes all slugs anew
@given(st.sets(st.sampled_from(sorted(FROZEN)), max_size=50))
def test_new_communities_change_no_older_slug(new: set[str]) -> None:
    frozen = {code: slug for code, slug in FROZEN.items() if code not in new}
    made = slugs(LISTED, frozen)
    assert {code: made[code] for code in frozen} == frozen
    assert len(set(made.values())) == len(made)


@given(a_community)
def test_a_community_is_found_by_its_own_code_and_slug(community: Community) -> None:
    assert find_communities(community.code) == find_communities(community.slug) == (community,)


@given(a_community, st.sampled_from("'’ʼ"), st.sampled_from([str, str.upper, str.lower]))
def test_a_community_is_among_those_of_its_own_name(
    community: Community, apostrophe: str, cased: Callable[[str], str]
) -> None:
    for name in (community.base_uk, community.name["uk"], community.full_name("uk")):
        assert community in find_communities(cased(name.replace("’", apostrophe)))


@given(some_text)
def test_any_text_may_be_asked_for(text: str) -> None:
    assert not any(community.withheld for community in (*find_communities(text), *near_communities(text)))


@given(some_text)
def test_a_slug_is_a_slug_and_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or SLUG.fullmatch(slug)
    assert slugify(slug) == slug


@given(st.lists(some_text, unique=True))
def test_the_alphabetical_order_is_total(texts: list[str]) -> None:
    assert len({uk_sort_key(text) for text in texts}) == len(texts)
