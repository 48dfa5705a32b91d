"""A seeded corpus of bilingual practices of any size, for the benchmark and the long proofs.

`practices(n)` are values, `write_site` writes them as our content; `layouts.py` writes them for all contenders.
The same seed gives the same bytes. A practice depends on its number alone, never on how many there are: a larger
corpus holds the smaller one, and to add a practice is to write the next number.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from builder.model import place
from builder.model.romanise import slugify
from tests.bench.prose import body, chance_of, sentences, title, words

CATEGORIES = Path(__file__).parent.parent.parent / "content" / "categories"
"""The showcase's real themes."""

SEED = 7
LANGUAGES = ("uk", "en")
BASE_URL = "https://practices.example/"
PAGE_SIZE = 24
SECTIONS = ("regions", "communities", "themes", "programmes", "donors", "years")
FIRST_DAY = date(2018, 1, 1)
DAYS = 2900
NOTED_COMMUNITIES = 10

Sides = Mapping[str, str]
"""One text in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A practice in one language."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A case study: the fields that both languages share, and its texts by language."""

    slug: str
    joined: date
    communities: tuple[place.Community, ...]
    fields: Mapping[str, Any]
    texts: Mapping[str, Text]

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """Ids of its groups by section, as Vzirets derives them."""
        donors = [entry["organisation"] for entry in self.fields.get("donor", ())]
        funders = [funder_of(programme) for programme in self.fields.get("programme", ())]
        return {
            "regions": tuple(dict.fromkeys(community.oblast for community in self.communities)),
            "communities": tuple(community.slug for community in self.communities),
            "themes": tuple(self.fields["category"]),
            "programmes": tuple(self.fields.get("programme", ())),
            "donors": tuple(dict.fromkeys([*donors, *funders])),
            "years": tuple(str(year) for year in _years_of(self.fields.get("period"))),
        }


def practices(n: int, seed: int = SEED) -> Iterator[Practice]:
    """The first `n` practices, one at a time."""
    return (practice(number, seed) for number in range(n))


def practice(number: int, seed: int = SEED) -> Practice:
    chance = chance_of(seed, number)
    communities = _communities(chance)
    joined = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    fields = {
        "community": [community.code for community in communities],
        **_chain(chance),
        "category": chance.sample(list(theme_names()), chance.choice((1, 1, 2, 3))),
        "date": joined,
        **_period(chance),
        "status": chance.choice(("running", "running", "ended", "unknown")),
        "results": _results(chance),
        "works_in": [chance.choice(_offered()).code] if chance.random() < 0.05 else [],
        "sources": _sources(chance, number),
        "quotes": [_quote(chance)] if chance.random() < 0.2 else [],
    }
    return Practice(
        slug=slug_of(number, seed),
        joined=joined,
        communities=communities,
        fields={name: value for name, value in fields.items() if value != []},
        texts={language: _text(language, number, seed, communities[0]) for language in LANGUAGES},
    )


def slug_of(number: int, seed: int = SEED) -> str:
    return f"{slugify(_service(number, seed)['en'])}-{number + 1:06}"


def _service(number: int, seed: int) -> Sides:
    service: Sides = chance_of(seed, number, "service").choice(words("slots", "svc"))
    return service


def _text(language: str, number: int, seed: int, community: place.Community) -> Text:
    chance = chance_of(seed, number, "text")
    neighbour = slug_of(chance.randrange(number) if number else 0, seed)
    return Text(
        title=title(_service(number, seed)[language], community.name[language]),
        summary=" ".join(sentences(chance, language, 2)),
        body=body(chance, language, neighbour),
    )


# Fields of a practice


@cache
def _offered() -> tuple[place.Community, ...]:
    return place.communities()


@cache
def _neighbours() -> dict[str, list[place.Community]]:
    groups: dict[str, list[place.Community]] = {}
    for community in _offered():
        groups.setdefault(community.oblast, []).append(community)
    return groups


def _communities(chance: random.Random) -> tuple[place.Community, ...]:
    """One community; now and then two or three of an oblast."""
    first = chance.choice(_offered())
    others = [community for community in _neighbours()[first.oblast] if community != first]
    return (first, *chance.sample(others, min(len(others), chance.choice((0, 0, 0, 0, 0, 1, 2)))))


def _chain(chance: random.Random) -> dict[str, Any]:
    programmes = chance.sample(list(programme_names()), chance.choice((0, 1, 1, 1, 2)))
    donors = chance.sample(list(donor_names()), chance.choice((0, 1) if programmes else (1, 1, 2, 3)))
    return {
        "programme": programmes,
        "donor": [{"organisation": donor, "role": chance.choice(("funder", "co-funder"))} for donor in donors],
        "partners": [{"organisation": chance.choice(list(partner_names())), "role": "implementer"}],
    }


def _period(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.1:
        return {"not_stated": ["period"]}
    first = chance.randrange(2014, 2025)
    return {"period": {"from": first, "to": first + chance.choice((0, 0, 1, 2))}}


def _years_of(period: Mapping[str, int] | None) -> Iterable[int]:
    return range(period["from"], period["to"] + 1) if period else ()


def _results(chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "value": chance.randrange(5, 20_000, 5),
            "qualifier": chance.choice(("exact", "about", "more-than")),
            **kind,
            "as_of": chance.randrange(2018, 2026),
            "source": 1,
        }
        for kind in chance.sample(words("results"), chance.choice((1, 2, 3)))
    ]


def _sources(chance: random.Random, number: int) -> list[dict[str, Any]]:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    chosen = chance.sample(words("sources"), chance.choice((1, 2, 3)))
    return [{**source, "date": day, "url": f"https://sources.example/{number}/{n}"} for n, source in enumerate(chosen)]


def _quote(chance: random.Random) -> dict[str, Any]:
    key = chance.random()
    sides = {language: sentences(chance_of(key), language, 1)[0] for language in LANGUAGES}
    return {"text": sides, "kind": "paraphrase", "person": chance.choice(words("speakers"))}


# Registries


@cache
def theme_names() -> dict[str, Sides]:
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["name"] for path in _theme_files()}


def _theme_files() -> list[Path]:
    return sorted(CATEGORIES.glob("*.yaml"))


@cache
def donor_names() -> dict[str, Sides]:
    return _composed("donors")


@cache
def partner_names() -> dict[str, Sides]:
    return _composed("partners")


@cache
def programme_names() -> dict[str, Sides]:
    form = words("programmes", "name")
    return {
        id_: {language: form[language].format(name=sides[language]) for language in LANGUAGES}
        for id_, sides in _composed("programmes").items()
    }


def _composed(kind: str) -> dict[str, Sides]:
    """Every beginning with every end, by the slug of the English side."""
    pairs = [(beginning, end) for beginning in words(kind, "beginnings") for end in words(kind, "ends")]
    named = [{side: f"{beginning[side]} {end[side]}" for side in LANGUAGES} for beginning, end in pairs]
    return {slugify(sides["en"]): sides for sides in named}


def funder_of(programme: str) -> str:
    """The donor that pays for a programme, and so for its practices."""
    return chance_of("funder", programme).choice(list(donor_names()))


def _programme(id_: str, name: Sides) -> dict[str, Any]:
    chance = chance_of("programme", id_)
    manager = chance.choice(list(partner_names()))
    return {
        "name": name,
        "summary": words("programmes", "summary"),
        "text": {side: "\n\n".join(sentences(chance_of("text", id_), side, 4)) for side in LANGUAGES},
        "chain": [{"organisation": funder_of(id_), "role": "funder"}, {"organisation": manager, "role": "manager"}],
        "period": {"from": 2014, "to": 2026},
        "acknowledgement": {
            language: words("programmes", "acknowledgement")[language].format(name=name[language])
            for language in LANGUAGES
        },
        "sources": _sources(chance, 0),
    }


Member = tuple[str, Mapping[str, tuple[str, ...]]]
"""Slug and terms of a practice: all that decides which pages there are."""


def members(n: int, seed: int = SEED) -> list[Member]:
    return [(one.slug, one.terms) for one in practices(n, seed)]


def term_names(used: Iterable[Member]) -> dict[str, dict[str, Sides]]:
    """Names of all groups that these practices are in, by section and id."""
    ids: dict[str, set[str]] = {section: set() for section in SECTIONS}
    for _, terms in used:
        for section, own in terms.items():
            ids[section].update(own)
    return {section: {id_: _name_of(section, id_) for id_ in sorted(own)} for section, own in ids.items()}


def _name_of(section: str, id_: str) -> Sides:
    match section:
        case "regions":
            return dict(place.oblast(id_).name)
        case "communities":
            return dict(place.find_communities(id_)[0].name)
        case "years":
            return dict.fromkeys(LANGUAGES, id_)
    return {"themes": theme_names, "programmes": programme_names, "donors": donor_names}[section]()[id_]


def common_pages(used: Iterable[Member]) -> set[str]:
    """Paths of the HTML files that every generator has to make of these practices, in both languages."""
    counts: dict[str, int] = {"practices": 0}
    folders = {"", *(f"{section}/" for section in SECTIONS)}
    for slug, terms in used:
        folders.add(f"practices/{slug}/")
        counts["practices"] += 1
        for folder in (f"{section}/{id_}" for section, ids in terms.items() for id_ in ids):
            counts[folder] = counts.get(folder, 0) + 1
    for folder, count in counts.items():
        folders.add(f"{folder}/")
        folders.update(f"{folder}/page/{number}/" for number in range(2, -(-count // PAGE_SIZE) + 1))
    return {f"{prefix}{folder}index.html" for prefix in ("", "en/") for folder in folders}


# Our content


def write_site(root: Path, n: int, seed: int = SEED) -> None:
    """A whole site of `n` practices: site.yaml and content/."""
    write(root / "site.yaml", _yaml(_site()))
    for path, record in _records(n, seed):
        write(root / "content" / path, _yaml(record))
    write_programmes(root, programme_names())
    for theme in _theme_files():
        write(root / "content" / "categories" / theme.name, theme.read_text(encoding="utf-8"))
    for path, text in _pages(slug_of(0, seed)):
        write(root / "content" / "pages" / path, text)
    for one in practices(n, seed):
        write_practice(root, one)


def write_practice(root: Path, one: Practice) -> None:
    for language, text in one.texts.items():
        head = {"title": text.title, "summary": text.summary, **(one.fields if language == "uk" else {})}
        path = root / "content" / "practices" / one.slug / f"index.{language}.md"
        write(path, document(head, text.body))


def write_programmes(root: Path, names: Mapping[str, Sides]) -> None:
    for id_, name in names.items():
        write(root / "content" / "programmes" / f"{id_}.yaml", _yaml(_programme(id_, name)))


def write(path: Path, text: str) -> None:
    """Write a file, unless it says so already."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def document(head: Mapping[str, Any], text: str) -> str:
    """A text below its front matter."""
    return f"---\n{_yaml(dict(head))}---\n{text}"


def _site() -> dict[str, Any]:
    return {
        **words("site"),
        "base_url": BASE_URL,
        "languages": list(LANGUAGES),
        "repository": "https://forge.example/practices",
        "navigation": ["practices", "regions", "themes", "programmes", "donors", "about"],
        "page_size": PAGE_SIZE,
    }


def _records(n: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Organisations, and notes on the communities of the first practices."""
    for id_, name in donor_names().items():
        yield f"organisations/{id_}.yaml", {"name": name, "type": "foundation"}
    for id_, name in partner_names().items():
        yield f"organisations/{id_}.yaml", {"name": name, "type": "ngo", "site": f"https://{id_}.example/"}
    for community in sorted({one.communities[0].slug for one in practices(min(n, NOTED_COMMUNITIES), seed)}):
        yield f"communities/{community}.yaml", {"state_note": words("phrases", "former")}


def _pages(neighbour: str) -> Iterator[tuple[str, str]]:
    for slug, parts in words("pages").items():
        for language in LANGUAGES:
            head = {name: sides[language] for name, sides in parts.items()}
            text = "" if slug == "home" else body(chance_of("page", slug), language, f"../practices/{neighbour}")
            yield f"{slug}/index.{language}.md", document(head, text)


class _Dumper(yaml.CSafeDumper):
    """Writes a value that stands in two places twice: our content knows no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(value: object) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))
