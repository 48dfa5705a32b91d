"""Whole showcases as Hypothesis makes them: few names, so that they meet; short lists, so that they run over."""

from itertools import product
from typing import Any

from hypothesis import strategies as st

from builder.model.practice import DonorRole, PartnerRole
from builder.model.registry import Motif, Role
from builder.model.showcase import Showcase
from builder.model.site import SiteRecord
from builder.sources.read import Records
from tests.values import EN, UK, both, practice, records, showcase, site, text_page

COMMUNITIES = {
    "bakhmutska": "donetska",
    "kramatorska": "donetska",
    "pokrovska-donetska": "donetska",
    "kyiv": "kyiv",
    "sheptytska": "lvivska",
    "kanivska": "cherkaska",
}
"""Community → its oblast."""

FURTHER_OBLASTS = ("lvivska", "odeska")
ORGANISATIONS = tuple(f"organisation-{n}" for n in range(1, 4))
PROGRAMMES = ("whole", "part", "alone")
CATEGORIES = ("energy", "children", "culture", "digital")
BASES = ("https://hromady.example/", "https://hromady.example/pre/fix/", "https://hromady.example:8443")
LETTERS = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"

some = st.sampled_from


def several(values: tuple[str, ...], least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(some(values), min_size=least, max_size=most, unique=True)


titles = st.text(LETTERS, min_size=1, max_size=3)
days = some([f"2026-{month:02}-{day:02}" for month, day in product((1, 11), (1, 2, 20))])
years = st.integers(2021, 2024)
periods = st.none() | st.tuples(years, st.none() | st.integers(0, 2)).map(
    lambda drawn: {"from": str(drawn[0])} if drawn[1] is None else {"from": str(drawn[0]), "to": str(sum(drawn))}
)
languages = some([(UK, EN), (UK, EN), (UK,)])


def entries(roles: tuple[str | None, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Organisations with a role each, as fields; no role is no field."""
    pairs = st.lists(st.tuples(some(ORGANISATIONS), some(roles)), max_size=3)
    return pairs.map(lambda drawn: [{"organisation": id_} | ({"role": role} if role else {}) for id_, role in drawn])


practice_fields = st.fixed_dictionaries(
    {
        "title": titles,
        "date": days,
        "community": several(tuple(COMMUNITIES), least=1),
        "category": several(CATEGORIES, least=1),
        "programme": several(PROGRAMMES, most=2),
        "donor": entries((None, *DonorRole)),
        "partners": entries(tuple(PartnerRole)),
        "period": periods,
        "works_in": several(tuple(COMMUNITIES), most=2),
        "languages": languages,
        "featured": st.booleans(),
        "withdrawn": some([None, None, None, {"on": "2026-11-01", "why": both("Застаріло")}]),
        "updated": some([None, "2026-11-20"]),
    }
)


@st.composite
def _practices(draw: st.DrawFn, *, clashing: bool) -> list[Any]:
    """Practices with former addresses; where these may clash, they are those of other practices."""
    made = []
    for number, fields in enumerate(draw(st.lists(practice_fields, max_size=12)), 1):
        if further := draw(several(FURTHER_OBLASTS, most=1)):
            derived = [COMMUNITIES[slug] for slug in fields["community"]]
            fields |= {"oblast": list(dict.fromkeys([*derived, *further])), "communities_total": "7"}
        names = ("practice-1", "practice-2", "former") if clashing else (f"former-{number}",)
        made.append(practice(f"practice-{number}", aliases=draw(several(names, most=2)), **fields))
    return made


@st.composite
def registries(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Every record that practices may name; a community needs none."""
    chains = entries(tuple(Role))
    return {
        "organisations": {
            id_: {"name": both(f"{draw(titles)} {id_}"), "aliases": [f"former-{id_}"]} for id_ in ORGANISATIONS
        },
        "categories": {
            id_: {"name": both(draw(titles)), "motif": motif} for id_, motif in zip(CATEGORIES, Motif, strict=False)
        },
        "programmes": {
            id_: {
                "name": both(draw(titles)),
                "chain": draw(chains),
                "chain_inherited": draw(st.booleans()),
                **({"part_of": "whole"} if id_ == "part" else {}),
            }
            for id_ in PROGRAMMES
        },
        "communities": {
            slug: {"aliases": [f"former-{slug}"]} | draw(some([{}, {"state_note": both("Окупована")}]))
            for slug in draw(several(tuple(COMMUNITIES)))
        },
    }


@st.composite
def contents(draw: st.DrawFn, *, clashing: bool = False) -> tuple[Records, SiteRecord]:
    """Records and settings of a site with two or three practices on a page of a list.
    Its former addresses clash only where they are told to."""
    practices = draw(_practices(clashing=clashing))
    pages = [text_page(slug, languages=draw(languages)) for slug in draw(several(("home", "about", "rules")))]
    settings = site(page_size=draw(some([2, 3])), base_url=draw(some(BASES)))
    return records(practices, pages, **draw(registries())), settings


def showcases() -> st.SearchStrategy[Showcase]:
    """Showcases linked from such content."""
    return contents().map(lambda drawn: showcase(*drawn))
