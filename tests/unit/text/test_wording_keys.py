"""The wording of pages: every key that views and templates ask for exists, and none is left over."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.model.call_state import CallState
from builder.model.competition import AttachmentKind, AwardKind, Channel, EntryOutcome, Level, OfWhat
from builder.model.entry import Applicant
from builder.model.event import EventKind
from builder.model.language import Language
from builder.model.practice import Qualifier, Status
from builder.model.registry import OrganisationType, Role
from builder.model.site import Section
from builder.pages.tables import TABLES
from builder.text.wording import check_catalogue, words_for

ROOT = Path(__file__).parent.parent.parent.parent
WORDING = ROOT / "builder" / "wording"
KEY = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
KINDS = ("region", "community", "theme", "programme", "donor", "year", "award")
KEYS_BY_VARIABLE = frozenset(
    {
        *("_fact", "fact", "site", "_groups", "_regions", "_totals", "_common_terms"),
        *("events_page", "_facts", "_award", "_programme", "_stitched", "_stitches"),
    }
)
"""Functions that hand their keys on in a variable; `fact` is given them by its callers."""


def values(words: type[StrEnum], *unsaid: StrEnum) -> list[str]:
    return [word.value for word in words if word not in unsaid]


FAMILIES: Mapping[str, list[str]] = {
    "section-": [*values(Section), "insight", "results"],
    "lead-": values(Section, Section.PRACTICES),
    "switch-to-": values(Language),
    "original-in-": values(Language),
    "in-language-": ["uk", "en", "de", "fr", "pl"],
    "role-": values(Role),
    "chain-": values(Role),
    "chains-": values(Role),
    "translated-from-": values(Language),
    "dataset-": [*TABLES, "practices-json", "regions-geojson", "results-json"],
    "column-": sorted({column.key for columns in TABLES.values() for column in columns}),
    "column-in-": values(Language),
    "acts-": values(Role),
    "status-": values(Status, Status.UNKNOWN),
    "qualifier-": values(Qualifier, Qualifier.EXACT),
    "organisation-": values(OrganisationType),
    "award-": values(AwardKind),
    "level-": values(Level),
    "outcome-": values(EntryOutcome),
    "channel-": values(Channel),
    "of-": values(OfWhat),
    "event-": values(EventKind),
    "facet-": [*(kind for kind in KINDS if kind != "community"), "status", "results"],
    "results-": ["yes"],
    "table-": ["regions-themes", "communities-programmes"],
    "call-state-": values(CallState),
    "applicant-": values(Applicant),
    "attachment-": values(AttachmentKind),
    "kind-": [*(kind for kind in KINDS if kind != "year"), "edition", "event"],
    "without-": ["programme", "donor", "year", "award", "status"],
    "term-title-": list(KINDS),
    "term-lead-": list(KINDS),
    "term-empty-": list(KINDS),
}
"""Keys put together of a beginning and a value, with all the values that can come."""


@cache
def catalogue(name: str) -> Mapping[str, Mapping[str, Any]]:
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load((WORDING / name).read_text(encoding="utf-8"))
    return loaded


@cache
def known() -> frozenset[str]:
    return frozenset(catalogue("site.yaml")) | frozenset(catalogue("views.yaml")) | frozenset(catalogue("calls.yaml"))


def views_code() -> Iterator[ast.AST]:
    for path in sorted((ROOT / "builder" / "pages").glob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def name_of(node: ast.AST) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def asks_for_words(call: ast.Call) -> bool:
    """`words(…)`, `context.words(…)`, `words.count(…)` and `words.forms(…)`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("count", "forms"):
        return name_of(call.func.value) == "words"
    return name_of(call.func) == "words"


@cache
def keys_of_views() -> frozenset[str]:
    """Keys written out where words are asked for, or in the functions that hand them on."""
    keys: set[str] = set()
    for tree in views_code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and asks_for_words(node):
                keys |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
            elif isinstance(node, ast.Call) and name_of(node.func) in ("_fact", "fact", "site", "_groups"):
                keys |= {value for value in constants(node) if value.startswith(("fact-", "group-"))}
            elif isinstance(node, ast.Assign) and name_of(node.targets[0]).endswith("LABELS"):
                keys |= {value for value in constants(node) if value.startswith("fact-")}
            elif isinstance(node, ast.FunctionDef) and node.name in KEYS_BY_VARIABLE:
                keys |= {
                    value
                    for value in constants(node)
                    if value.startswith(
                        ("regions-", "total-", "same-", "events-", "editions-", "fact-", "stitch-", "points", "votes")
                    )
                }
    return frozenset(keys)


def constants(tree: ast.AST) -> set[str]:
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {value for value in found if KEY.fullmatch(value)}


@cache
def beginnings_of_views() -> frozenset[str]:
    """How keys begin that are put together: `f"role-{…}"`."""
    found: set[str] = set()
    for tree in views_code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and asks_for_words(node) and node.args:
                found |= {str(part.values[0].value) for part in joined(node.args[0])}
    return frozenset(found)


def joined(argument: ast.AST) -> Iterator[Any]:
    for node in ast.walk(argument):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield node


@cache
def templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.*")))


@cache
def keys_of_templates() -> frozenset[str]:
    return frozenset(re.findall(r"""\bt\(\s*["']([^"']+)["']""", templates()))


def test_every_key_that_views_and_templates_ask_for_exists() -> None:
    assert len(keys_of_views()) > 40
    assert len(keys_of_templates()) > 20
    assert sorted((keys_of_views() | keys_of_templates()) - known()) == []


def test_every_family_of_keys_is_told_here() -> None:
    assert beginnings_of_views() == frozenset(FAMILIES)


@pytest.mark.parametrize("beginning", sorted(FAMILIES))
def test_every_value_of_a_family_has_words(beginning: str) -> None:
    assert [value for value in FAMILIES[beginning] if beginning + value not in known()] == []


def test_no_key_of_the_views_is_left_over() -> None:
    families = {beginning + value for beginning, values in FAMILIES.items() for value in values}
    used = keys_of_views() | keys_of_templates() | families
    own = {**catalogue("views.yaml"), **catalogue("calls.yaml")}
    left = {key for key in own if key.removesuffix("-one") not in used and key not in used}
    assert sorted(key for key in left if not key.startswith("group-")) == []


def test_target_groups_of_the_content_have_words() -> None:
    named: set[str] = set()
    for path in (ROOT / "content" / "practices").glob("*/index.uk.md"):
        fields = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        named |= {f"group-{name}" for name in fields.get("groups", ())}
    assert named
    assert sorted(named - known()) == []


def test_no_key_stands_in_two_files() -> None:
    assert len(known()) == len([*entries()])


def test_catalogue_has_every_language_and_every_plural_form() -> None:
    assert check_catalogue().diagnostics == ()


def sides(entry: object) -> list[str]:
    return [str(text) for text in entry.values()] if isinstance(entry, Mapping) else [str(entry)]


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def entries() -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from catalogue("site.yaml").items()
    yield from catalogue("views.yaml").items()
    yield from catalogue("calls.yaml").items()


def test_both_languages_of_a_key_have_the_same_shape_and_values() -> None:
    for key, entry in entries():
        assert isinstance(entry["uk"], Mapping) == isinstance(entry["en"], Mapping), key
        assert len({placeholders(text) for side in entry.values() for text in sides(side)}) == 1, key


def given_by_views() -> Iterator[tuple[str, frozenset[str]]]:
    """Keys, or beginnings of keys, with the values that each asking gives them."""
    for tree in views_code():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not asks_for_words(node) or not node.args:
                continue
            names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            names |= {"n"} if name_of(node.func) in ("count", "forms") else set()
            whole = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
            for asked in (*whole, *(part.values[0].value for part in joined(node.args[0]))):
                yield str(asked), names


def given_by_templates() -> Iterator[tuple[str, frozenset[str]]]:
    for key, rest in re.findall(r"""\bt\(\s*["']([^"']+)["']([^)]*)\)""", templates()):
        yield key, frozenset(re.findall(r"(\w+)\s*=", rest))


def test_every_asking_gives_the_values_that_the_words_want() -> None:
    wanted = {key: placeholders(text) for key, entry in entries() for text in sides(entry["uk"])[:1]}
    for asked, names in (*given_by_views(), *given_by_templates()):
        keys = [asked] if asked in wanted else [asked + value for value in FAMILIES.get(asked, [])]
        assert [key for key in keys if not wanted[key] <= names] == []


def test_each_language_is_written_with_its_own_letters_and_marks() -> None:
    for key, entry in entries():
        assert not re.search(r"[ыэъё“”]|\w['ʼ`]\w", " ".join(sides(entry["uk"])), re.IGNORECASE), key
        foreign = r"[«»]|\w'\w" if key == "switch-to-uk" else r"[\u0400-\u04ff«»]|\w'\w"
        assert not re.search(foreign, " ".join(sides(entry["en"]))), key


@pytest.mark.parametrize(
    ("language", "key", "number", "said"),
    [
        ("uk", "practices", 1, "1 практика"),
        ("uk", "practices", 22, "22 практики"),
        ("uk", "practices", 11, "11 практик"),
        ("uk", "all-practices", 21, "Усі практики: 21"),
        ("uk", "all-practices", 16, "Усі 16 практик"),
        ("uk", "communities-of", 21, "21 громади-учасниці"),
        ("uk", "communities-of", 10, "10 громад-учасниць"),
        ("uk", "total-regions", 4, "регіони"),
        ("en", "communities", 1, "1 community"),
        ("en", "all-practices", 16, "All 16 practices"),
    ],
)
def test_counts_take_the_form_of_their_number(language: str, key: str, number: int, said: str) -> None:
    assert words_for(Language(language)).count(key, number).replace("\u00a0", " ") == said
