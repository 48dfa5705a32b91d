"""The house around the code: what README promises is what the Makefile and CI do."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import MADE_ONCE
from tests.tools.proofs import Measured, rows_of, with_rows

REPOSITORY = Path(__file__).parent.parent


def text_of(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


def test_files_of_tests_that_share_something_costly_exist() -> None:
    assert [name for name in MADE_ONCE if not (REPOSITORY / name).is_file()] == []


def test_ci_runs_the_test_command_of_the_readme_and_nothing_more() -> None:
    commands = [line for line in text_of(".ci/run").splitlines() if line and not line.startswith(("#", "set ", "cd "))]

    assert commands == ["make test"]
    assert "make test" in text_of("README.md")


def test_every_make_command_of_the_readme_exists_and_is_explained() -> None:
    explained = set(re.findall(r"^([a-z]+):.*## .+ · .+$", text_of("Makefile"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", text_of("README.md"))) <= explained


@pytest.mark.parametrize("folder", ["tests/tools", "tests/tools/lighthouse"])
def test_lock_of_the_npm_parts_names_versions_and_digests_but_no_address(folder: str) -> None:
    lock = json.loads(text_of(f"{folder}/package-lock.json"))
    parts = {name: part for name, part in lock["packages"].items() if name}
    apart_from_thanks = [{key: value for key, value in part.items() if key != "funding"} for part in parts.values()]

    assert "://" not in json.dumps(apart_from_thanks)
    assert parts
    assert all(part["version"] and part["integrity"] and "resolved" not in part for part in parts.values())


def test_table_of_proofs_keeps_other_rows_and_the_words_around_it() -> None:
    page = text_of("docs/proofs.md")
    first, second = (Measured(name, "1 s", "2 s", "2026-11-22") for name in ("перший", "другий"))

    once = with_rows(page, [first])
    twice = with_rows(once, [second, first._replace(measured="3 s")])

    assert {row.proof: row.measured for row in rows_of(twice)}["перший"] == "3 s"
    assert second in rows_of(twice)
    assert set(rows_of(page)) <= set(rows_of(twice)) or rows_of(page) == []
    assert with_rows(twice, rows_of(twice)) == twice
    assert twice.splitlines()[:4] == page.splitlines()[:4]
