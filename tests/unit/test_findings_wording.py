"""The catalogue of findings: complete in both languages, true to the code that makes the findings, cleanly written."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.diagnostics import Severity, catalogue
from builder.located_yaml import parse
from builder.sources.schema import _TYPE_ERRORS

PACKAGE = Path(__file__).parent.parent.parent / "builder"
CODE = re.compile(r"V\d{3}")
PARTS = ("title", "message", "reason", "fix")
LANGUAGES = ("uk", "en")

MAKERS = ("finding", "_report", "report", "fail", "_oblast_finding", "Diagnostic")
"""Functions that are given a code and, by keyword, the values of its sentences."""
NOT_VALUES = frozenset({"suggestions", "related", "code", "location", "values"})

NOTHING_TO_MEND = frozenset({"V369"})
"""Codes that say what is well."""

PASSED_ON: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("V118", "V119", "V120", "V303", "V304", "V305", "V310", "V311", "V318", "V340", "V341", "V342", "V351"),
        frozenset({"value"}),
    ),
    **dict.fromkeys(("V140", "V141", "V112"), frozenset()),
    **dict.fromkeys(("V515", "V516", "V517", "V910"), frozenset({"file"})),
    **dict.fromkeys(("V601", "V602"), frozenset({"problem", "url"})),
    **dict.fromkeys(("V411", "V414", "V415", "V418"), frozenset({"pixels", "megabytes"})),
}
"""Values of codes that reach their maker through a variable."""


def trees() -> Iterator[ast.AST]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


@cache
def codes_of_package() -> frozenset[str]:
    constants = (node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str) and CODE.fullmatch(value))


@cache
def values_given() -> Mapping[str, frozenset[str]]:
    """Code → the values that every place which makes it gives."""
    given: dict[str, frozenset[str]] = {}
    for tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            maker = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if maker not in MAKERS or not call.args:
                continue
            names = {keyword.arg for keyword in call.keywords if keyword.arg} - NOT_VALUES
            names |= {"field"} if maker == "fail" else set()
            for code in (node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)):
                if isinstance(code, str) and CODE.fullmatch(code):
                    given[code] = given.get(code, frozenset(names)) & names
    return {**given, **PASSED_ON}


def wordings() -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(catalogue()["codes"].items())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts(language: str) -> Iterator[str]:
    for _, wording in wordings():
        yield from (wording[part][language] for part in PARTS if part in wording)
    yield from (sides[language] for sides in catalogue()["terms"].values())


def test_every_code_of_the_package_is_worded_and_every_worded_code_is_used() -> None:
    assert set(catalogue()["codes"]) == codes_of_package()


@pytest.mark.parametrize(("code", "wording"), wordings())
def test_code_has_a_severity_and_its_sentences_in_both_languages(code: str, wording: Mapping[str, Any]) -> None:
    assert wording["severity"] in set(Severity)
    needed = {"title", "message"} if code in NOTHING_TO_MEND else {"title", "message", "fix"}
    assert needed <= set(wording) <= {"severity", *PARTS}
    for part in set(PARTS) & set(wording):
        assert set(wording[part]) == set(LANGUAGES), f"{code} {part}"
        assert all(text.strip() for text in wording[part].values())


@pytest.mark.parametrize(("code", "wording"), wordings())
def test_sentences_of_both_languages_use_the_same_values_and_only_values_that_are_given(
    code: str, wording: Mapping[str, Any]
) -> None:
    for part in set(PARTS) & set(wording):
        names = {language: placeholders(wording[part][language]) for language in LANGUAGES}
        assert names["uk"] == names["en"], f"{code} {part}"
        assert names["uk"] <= values_given()[code], f"{code} {part}"


@pytest.mark.parametrize(("code", "wording"), wordings())
def test_title_is_a_short_phrase_and_the_others_are_sentences(code: str, wording: Mapping[str, Any]) -> None:
    for language in LANGUAGES:
        title = wording["title"][language]
        assert len(title) <= 50
        assert title[-1] not in ".!?"
        assert title[:1].islower() or title.split()[0].isupper() or title.split()[0] in PROPER_NAMES
        for part in {"message", "reason", "fix"} & set(wording):
            text = wording[part][language].strip()
            assert text[-1] in ".-", f"{code} {part}"
            assert text[:1].isupper() or not text[:1].isalpha(), f"{code} {part}"


PROPER_NAMES = frozenset({"UTF-8", "English", "Ukrainian", "Windows"})


def test_kinds_of_values_that_the_schema_names_are_terms() -> None:
    assert {f"type-{kind}" for kind in (*_TYPE_ERRORS.values(), "text")} <= set(catalogue()["terms"])


def test_terms_have_both_languages() -> None:
    assert all(set(sides) == set(LANGUAGES) for sides in catalogue()["terms"].values())


FOREIGN_TO_UKRAINIAN = re.compile(r"[ыэъё“”„]|\w['ʼ`]\w| [-–] ", re.IGNORECASE)
FOREIGN_TO_ENGLISH = re.compile(r"[\u0400-\u04ff«»]|\w'\w")
NOTE_OF_ENGLISH_LISTS = "“in Ukrainian”"


def test_ukrainian_has_its_own_letters_apostrophe_dash_and_quotation_marks() -> None:
    own = [text.replace(NOTE_OF_ENGLISH_LISTS, "") for text in texts("uk")]
    assert [text for text in own if FOREIGN_TO_UKRAINIAN.search(text) or text.count("«") != text.count("»")] == []


def test_english_has_its_own_letters_apostrophe_and_quotation_marks() -> None:
    assert [t for t in texts("en") if FOREIGN_TO_ENGLISH.search(t) or t.count("“") != t.count("”")] == []


def test_no_code_and_no_term_is_worded_twice() -> None:
    families = sorted((PACKAGE / "wording" / "findings").glob("*.yaml"))
    assert len(families) > 1
    found = [item for path in families for item in parse(path.read_text(encoding="utf-8"), path=path.name).diagnostics]
    assert [item for item in found if item.code == "V105"] == []
    keys: list[str] = []
    for path in families:
        tree = parse(path.read_text(encoding="utf-8"), path=path.name).value
        keys += [key for part in ("codes", "terms") if (node := tree.get(part)) for key in node.items()]
    assert len(keys) == len(set(keys))
