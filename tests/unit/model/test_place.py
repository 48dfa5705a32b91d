import pytest

from builder.data.make.places import CodifierError, CodifierRow, Listed, communities_in, slugs, table
from builder.model.place import (
    Community,
    CommunityType,
    communities,
    find_communities,
    find_oblast,
    near_communities,
    near_oblasts,
    oblast,
    oblasts,
)

BAKHMUT = "UA14020010000088496"
IN_CRIMEA = "UA01020010000048857"


def found(text: str) -> list[str]:
    return [community.slug for community in find_communities(text)]


def only(text: str) -> Community:
    (community,) = find_communities(text)
    return community


# Oblasts


def test_oblasts_run_in_ukrainian_order() -> None:
    names = [oblast.short_name["uk"] for oblast in oblasts()]
    assert len(names) == 27
    assert names[:3] == ["АР Крим", "Вінницька", "Волинська"]
    assert names.index("Житомирська") < names.index("Івано-Франківська") < names.index("Київ")
    assert names[-2:] == ["Чернівецька", "Чернігівська"]


@pytest.mark.parametrize(
    "text",
    ["donetska", "UA-14", "ua-14", "UA14000000000091971", "Донецька область", "ДОНЕЦЬКА", " донецька  область "],
)
def test_an_oblast_is_found_by_whatever_names_it(text: str) -> None:
    assert find_oblast(text) == oblast("donetska")


@pytest.mark.parametrize(
    ("slug", "iso", "code", "uk", "en"),
    [
        ("luhanska", "UA-09", "UA44000000000018893", "Луганська область", "Luhansk Oblast"),
        ("chernivetska", "UA-77", "UA73000000000044923", "Чернівецька область", "Chernivtsi Oblast"),
        ("odeska", "UA-51", "UA51000000000030770", "Одеська область", "Odesa Oblast"),
        ("kyivska", "UA-32", "UA32000000000030281", "Київська область", "Kyiv Oblast"),
        ("kyiv", "UA-30", "UA80000000000093317", "Київ", "Kyiv"),
        ("krym", "UA-43", "UA01000000000013043", "Автономна Республіка Крим", "Autonomous Republic of Crimea"),
    ],
)
def test_an_oblast_has_its_codes_and_names(slug: str, iso: str, code: str, uk: str, en: str) -> None:
    found = oblast(slug)
    assert (found.iso, found.code, found.name["uk"], found.name["en"]) == (iso, code, uk, en)
    assert found.number == iso[-2:]


def test_the_city_of_kyiv_is_not_its_oblast() -> None:
    assert [getattr(find_oblast(text), "slug", None) for text in ("Київ", "м. Київ", "Київська")] == [
        "kyiv",
        "kyiv",
        "kyivska",
    ]


def test_a_misspelt_oblast_has_near_ones() -> None:
    assert find_oblast("Донецка") is None
    assert near_oblasts("Донецка")[0].slug == "donetska"
    assert near_oblasts("zakarpattia")[0].slug == "zakarpatska"


# Communities


def test_the_list_holds_every_hromada_and_two_cities() -> None:
    assert len(communities()) == 1469 + 2


@pytest.mark.parametrize(
    "text",
    [
        BAKHMUT,
        BAKHMUT.lower(),
        "bakhmutska",
        "Бахмутська",
        "БАХМУТСЬКА",
        "Бахмутська громада",
        "Бахмутська територіальна громада",
        "Бахмутська міська",
        "Бахмутська міська громада",
        " Бахмутська  міська територіальна громада ",
    ],
)
def test_a_community_is_found_by_whatever_names_it(text: str) -> None:
    assert only(text).code == BAKHMUT


def test_a_community_knows_its_names_and_place() -> None:
    bakhmut = only(BAKHMUT)
    assert bakhmut.name == {"uk": "Бахмутська міська громада", "en": "Bakhmut city community"}
    assert bakhmut.full_name("uk") == "Бахмутська міська територіальна громада"
    assert bakhmut.full_name("en") == "Bakhmut city territorial community"
    assert bakhmut.centre == {"uk": "Бахмут", "en": "Bakhmut"}
    assert bakhmut.raion == {"uk": "Бахмутський район", "en": "Bakhmutskyi raion"}
    assert (bakhmut.oblast, bakhmut.type) == ("donetska", CommunityType.CITY)


@pytest.mark.parametrize("text", ["kyiv", "Київ", "місто Київ", "м. Київ", "UA80000000000093317"])
def test_kyiv_is_a_community_too(text: str) -> None:
    kyiv = only(text)
    assert kyiv.name == {"uk": "Київ", "en": "Kyiv"}
    assert kyiv.raion is None


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_any_apostrophe_finds_a_name(apostrophe: str) -> None:
    assert found(f"Куп{apostrophe}янська міська громада") == ["kupianska"]


def test_the_type_in_a_name_chooses_among_namesakes() -> None:
    assert found("Знам’янська") == ["znamianska-kirovohradska", "znamianska-odeska"]
    assert found("Знам’янська міська") == ["znamianska-kirovohradska"]
    assert found("Знам’янська селищна") == []


def test_namesakes_are_told_by_oblast_then_raion_then_type() -> None:
    assert found("Покровська") == found("pokrovska") == [
        "pokrovska-dnipropetrovska-nikopolskyi-city",
        "pokrovska-dnipropetrovska-nikopolskyi-village",
        "pokrovska-dnipropetrovska-synelnykivskyi",
        "pokrovska-donetska",
    ]  # fmt: skip


def test_the_council_of_a_settlement_may_call_itself_that_of_a_village() -> None:
    assert found("Нагірянська селищна громада") == found("Нагірянська сільська громада") == ["nahirianska"]
    assert found("Покровська сільська") == ["pokrovska-dnipropetrovska-nikopolskyi-village"]


@pytest.mark.parametrize(
    ("slug", "centre"),
    [
        ("siverskodonetska", "Сіверськодонецьк"),
        ("sheptytska", "Шептицький"),
        ("zlatopilska", "Златопіль"),
        ("zviahelska", "Звягель"),
    ],
)
def test_a_renamed_place_has_its_present_name(slug: str, centre: str) -> None:
    assert only(slug).centre_uk == centre


@pytest.mark.parametrize(
    ("name", "centre", "english"),
    [
        ("Карапчівська", "Карапчів", "Karapchiv village community"),
        ("Пристолична", "Щасливе", "Prystolychna village community"),
        ("Новодунаєвецька", "Дунаївці", "Novodunaievetska settlement community"),
        ("Буцька", "Буки", "Buky settlement community"),
    ],
)
def test_a_community_not_named_after_its_first_settlement_is_set_right(name: str, centre: str, english: str) -> None:
    community = only(name)
    assert (community.centre_uk, community.name["en"]) == (centre, english)


def test_communities_of_crimea_are_kept_but_never_offered() -> None:
    assert found(IN_CRIMEA) == found("andriivska-krym") == found("Ароматненська") == []
    (withheld,) = find_communities(IN_CRIMEA, include_withheld=True)
    assert withheld.withheld and withheld.slug == "andriivska-krym"
    assert not any(community.withheld for community in communities())
    assert not any(community.withheld for community in near_communities("andriivska-krym"))


@pytest.mark.parametrize("text", ["Бахмут", "bahmutska", "Бахмуська міська громада", "Бахмутскька"])
def test_a_misspelt_community_has_near_ones(text: str) -> None:
    assert found(text) == []
    assert "bakhmutska" in [community.slug for community in near_communities(text)]


def test_nothing_is_near_to_nonsense() -> None:
    assert near_communities("зовсім не те") == near_communities("") == ()


def test_no_more_near_ones_are_given_than_asked_for() -> None:
    assert len(near_communities("Миколаївка", limit=2)) == 2


# The maker

OBLASTS = {"UA05": "vinnytska", "UA14": "donetska"}


def hromada(
    number: int, name: str, *, oblast: str = "UA14", raion: str = "R1", centre: str = "", kind: str = "C"
) -> list[CodifierRow]:
    """Rows of the codifier: a raion, a hromada in it, and two settlements."""
    code = f"{oblast}H{number}"
    return [
        (oblast, raion, None, None, None, "P", f"{raion}ський "),
        (oblast, raion, code, None, None, "H", f"{name} "),
        (oblast, raion, code, f"{code}1", None, kind, centre or name),
        (oblast, raion, code, f"{code}2", None, "C", "Інше"),
    ]


def listed(*groups: list[CodifierRow]) -> list[Listed]:
    return list(communities_in([row for group in groups for row in group], OBLASTS))


def test_centre_and_type_are_those_of_the_first_settlement() -> None:
    (item,) = listed(hromada(1, "Лиманська", centre="Лиман", kind="M"))
    assert (item.base, item.centre, item.type, item.raion) == ("Лиманська", "Лиман", CommunityType.CITY, "R1ський")


def test_namesakes_get_longer_slugs_and_others_stay_short() -> None:
    group = listed(
        hromada(1, "Лиманська"),
        hromada(2, "Лиманська", oblast="UA05"),
        hromada(3, "Покровська"),
        hromada(4, "Покровська", raion="R2"),
        hromada(5, "Барська"),
    )
    assert list(slugs(group, {}).values()) == [
        "lymanska-donetska",
        "lymanska-vinnytska",
        "pokrovska-donetska-r1skyi",
        "pokrovska-donetska-r2skyi",
        "barska",
    ]


def test_a_frozen_slug_outlives_a_new_name_and_a_new_namesake() -> None:
    group = listed(hromada(1, "Златопільська"), hromada(2, "Барська"), hromada(3, "Барська", oblast="UA05"))
    assert slugs(group, {"UA14H1": "pervomaiska", "UA14H2": "barska"}) == {
        "UA14H1": "pervomaiska",
        "UA14H2": "barska",
        "UA05H3": "barska-vinnytska",
    }


def test_a_code_that_left_the_codifier_stops_the_maker() -> None:
    with pytest.raises(CodifierError, match="UA14H9"):
        table(listed(hromada(1, "Барська", centre="Бар")), {"UA14H9": "lost"}, {})


def test_a_hromada_unlike_its_first_settlement_must_be_explained() -> None:
    group = listed(hromada(1, "Столична", centre="Щасливе"))
    with pytest.raises(CodifierError, match=r"centres\.tsv"):
        table(group, {}, {})
    explained = {"hromada": "Столична", "first": "Щасливе", "centre": "Інше", "english": "Stolychna"}
    assert "\tІнше\tInshe\n" in table(group, {}, {"UA14H1": explained})


def test_an_explanation_out_of_date_stops_the_maker() -> None:
    explained = {"hromada": "Столична", "first": "Інше", "centre": "Щасливе", "english": "Stolychna"}
    with pytest.raises(CodifierError, match="first settlement Щасливе"):
        table(listed(hromada(1, "Столична", centre="Щасливе")), {}, {"UA14H1": explained})


def test_neighbours_are_mutual() -> None:
    assert all(region.slug in oblast(slug).neighbours for region in oblasts() for slug in region.neighbours)


def test_every_region_has_a_neighbour_and_none_is_its_own() -> None:
    assert all(region.neighbours and region.slug not in region.neighbours for region in oblasts())
