"""What a practice's page tells machines, read as they read it: triples of schema.org."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from rdflib import SDO, Graph, URIRef

from builder.model.showcase import Showcase
from builder.pages.json_ld import block, node
from builder.pages.practices import PracticeView, practice_page
from tests.values import EN, UK, Language, context, practice, records, showcase, site

ORGANISATIONS = {
    id_: {"name": {"uk": f"{id_} укр", "en": id_}} for id_ in ("eu", "kfw", "sida", "giz", "council", "undp")
}
PROGRAMMES: Mapping[str, dict[str, Any]] = {"grants": {"name": {"uk": "Гранти", "en": "Grants"}}}
FUNDING = URIRef(f"{SDO}funding")
"""Of a version of schema.org later than the one that rdflib knows."""
HERE = "https://hromady.example"


def shown(*practices: Any, **settings: Any) -> Showcase:
    return showcase(records(practices, organisations=ORGANISATIONS, programmes=PROGRAMMES), site(**settings))


def text_of(made: Showcase, slug: str, language: Language = UK) -> str:
    view = practice_page(context(made, language), made.practice(slug)).view
    assert isinstance(view, PracticeView)
    return view.head.json_ld


def graph_of(made: Showcase, slug: str, language: Language = UK) -> Graph:
    """The triples, with the vocabulary named here instead of fetched."""
    data = json.loads(text_of(made, slug, language))
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**data, "@context": {"@vocab": str(SDO)}}), format="json-ld")


def said(graph: Graph, query: str) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in graph.query(f"PREFIX s: <{SDO}> SELECT {query}")}  # type: ignore[union-attr]


def graph(language: Language = UK, **fields: Any) -> Graph:
    return graph_of(shown(practice("svitlo", title="Світло", **fields)), "svitlo", language)


@pytest.mark.parametrize(
    ("language", "permalink", "title"),
    [(UK, f"{HERE}/practices/svitlo/", "Світло"), (EN, f"{HERE}/en/practices/svitlo/", "Світло (en)")],
)
def test_a_practice_is_an_article_in_its_language(language: Language, permalink: str, title: str) -> None:
    article = URIRef(f"{permalink}#article")
    made = graph(language, date="2026-01-02", updated="2026-03-04")
    assert (article, None, SDO.Article) in made
    told = {name: str(made.value(article, SDO[name])) for name in ("url", "headline", "inLanguage")}
    assert told == {"url": permalink, "headline": title, "inLanguage": language.value}
    assert str(made.value(article, SDO.datePublished)) == "2026-01-02"
    assert str(made.value(article, SDO.dateModified)) == "2026-03-04"
    assert str(made.value(article, SDO.license)) == "https://creativecommons.org/licenses/by/4.0/"


def test_the_original_names_its_translation_and_the_translation_its_original() -> None:
    uk, en = URIRef(f"{HERE}/practices/svitlo/#article"), URIRef(f"{HERE}/en/practices/svitlo/#article")
    assert (uk, SDO.workTranslation, en) in graph(UK)
    assert (en, SDO.translationOfWork, uk) in graph(EN)
    assert (uk, SDO.translationOfWork, en) in graph(UK, original="en")
    assert (en, SDO.workTranslation, uk) in graph(EN, original="en")


def test_a_text_in_one_language_has_no_translation() -> None:
    assert not {SDO.workTranslation, SDO.translationOfWork} & set(graph(languages=[UK]).predicates())


def test_it_lies_in_its_community_its_region_and_ukraine() -> None:
    places = "?code ?region ?country { ?a s:spatialCoverage ?c. ?c s:identifier/s:value ?code; s:containedInPlace ?r. "
    query = places + "?r s:identifier/s:value ?region; s:containedInPlace/s:identifier/s:value ?country }"
    assert said(graph(), query) == {("UA14020010000088496", "UA-14", "UA")}


def test_a_region_of_which_no_community_is_named_is_a_place_of_its_own() -> None:
    made = graph(oblast=["donetska", "luhanska"], communities_total="12")
    places = "?code { ?a s:spatialCoverage/s:identifier/s:value ?code }"
    assert said(made, places) == {("UA14020010000088496",), ("UA-09",)}


def test_no_place_is_given_by_coordinates() -> None:
    exact = {SDO.geo, SDO.latitude, SDO.longitude, SDO.address, SDO.streetAddress}
    assert not exact & set(graph(works_in=["kyiv"], for_residents_of=["kanivska"]).predicates())


@pytest.mark.parametrize(
    ("period", "interval"),
    [
        ({"from": "2019", "to": "2021"}, "2019/2021"),
        ({"from": "2022-03"}, "2022-03/.."),
        (None, ""),
    ],
)
def test_its_time_is_as_exact_as_it_is_known(period: Any, interval: str) -> None:
    made = graph(period=period)
    assert "".join(map(str, made.objects(None, SDO.temporalCoverage))) == interval


def test_only_who_paid_is_a_funder() -> None:
    donor = [
        {"organisation": "eu", "role": "funder"},
        {"organisation": "sida", "role": "co-funder"},
        {"organisation": "undp", "role": "supporter"},
        {"organisation": "kfw"},
        {"organisation": "giz", "role": "commissioner"},
    ]
    made = graph(EN, donor=donor, partners=[{"organisation": "council", "role": "implementer"}])
    assert said(made, "?name { ?a s:funding/s:funder/s:name ?name }") == {("eu",), ("sida",)}
    assert said(made, "?name { ?a s:funding/s:sponsor/s:name ?name }") == {("kfw",), ("undp",)}
    assert said(made, "?url { ?a s:funding/s:funder/s:url ?url }") == {
        (f"{HERE}/en/donors/eu/",),
        (f"{HERE}/en/donors/sida/",),
    }


def test_without_a_word_of_money_there_is_no_funding() -> None:
    assert FUNDING not in set(graph(programme=["grants"]).predicates())


def test_it_cites_its_sources_and_is_about_its_themes() -> None:
    sources = [{"title": "Report", "publisher": "EU", "lang": "en", "date": "2024-05", "url": "https://eu.example/r"}]
    made = graph(sources=sources, programme=["grants"])
    columns = "s:name ?name; s:inLanguage ?lang; s:datePublished ?day; s:url ?url; s:publisher/s:name ?by"
    query = f"?name ?lang ?day ?url ?by {{ ?a s:citation ?c. ?c {columns} }}"
    assert said(made, query) == {("Report", "en", "2024-05", "https://eu.example/r", "EU")}
    assert said(made, "?name { ?a s:about/s:name ?name }") == {("Енергія",)}
    assert said(made, "?name { ?a s:mentions/s:name ?name }") == {("Гранти",)}


def test_it_names_what_it_was_adapted_from() -> None:
    made = shown(
        practice("vzirets"), practice("svitlo", adapted_from=["vzirets", "draft"]), practice("draft", draft=True)
    )
    based = set(graph_of(made, "svitlo").objects(None, SDO.isBasedOn))
    assert {str(item) for item in based} == {f"{HERE}/practices/vzirets/"}


def test_the_way_to_it_ends_with_itself() -> None:
    steps = "?position ?name ?item { ?l a s:BreadcrumbList; s:itemListElement ?i. "
    query = steps + "?i s:position ?position; s:name ?name; s:item ?item }"
    assert said(graph(EN), query) == {
        ("1", "Practices", f"{HERE}/en/practices/"),
        ("2", "Donetsk Oblast", f"{HERE}/en/regions/donetska/"),
        ("3", "Світло (en)", f"{HERE}/en/practices/svitlo/"),
    }


def test_every_term_is_one_of_schema_org() -> None:
    made = graph(
        period={"from": "2020"},
        donor=[{"organisation": "eu"}],
        programme=["grants"],
        groups=["children"],
        works_in=["kyiv"],
    )
    assert [term for term in terms(made) if term not in SDO and term != str(FUNDING)] == []


def terms(made: Graph) -> Iterator[str]:
    for _, predicate, thing in made:
        yield from (str(term) for term in (predicate, thing) if isinstance(term, URIRef) and term.startswith(str(SDO)))


def test_its_picture_is_the_card_where_cards_are_drawn() -> None:
    drawn = shown(practice("svitlo"), features={"cards": True})
    [picture] = graph_of(drawn, "svitlo").objects(None, SDO.image)
    assert str(picture).startswith(f"{HERE}/practices/svitlo/card-")
    assert SDO.image not in set(graph().predicates())


def test_nothing_in_a_text_can_end_the_script_element() -> None:
    made = shown(practice("svitlo", title="</script><script>alert(1)</script> & <!--"))
    text = text_of(made, "svitlo")
    assert not set(text) & set("<>&")
    assert json.loads(text)["@graph"][0]["headline"] == "</script><script>alert(1)</script> & <!--"


def test_a_page_with_nothing_to_tell_has_no_block() -> None:
    assert block([]) == ""


def test_what_is_not_known_is_not_told() -> None:
    assert node("Thing", name="", url=None, about=[], position=0) == {"@type": "Thing", "position": 0}


def test_the_same_practice_tells_the_same_under_a_path() -> None:
    made = shown(practice("svitlo"), base_url="https://git.example/showcase/")
    articles = {str(item) for item in graph_of(made, "svitlo").subjects(None, SDO.Article)}
    assert "https://git.example/showcase/practices/svitlo/#article" in articles
