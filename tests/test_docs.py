"""The documents say what the code does: files, commands, families of findings, allowed HTML."""

import re
from itertools import product
from pathlib import Path

import click
import pytest

from builder.cli import commands
from builder.diagnostics import catalogue
from builder.model.language import Language
from builder.text.markdown import convert
from builder.text.markdown.allowed import AUTHOR, EVERYWHERE

REPOSITORY = Path(__file__).parent.parent
PAGES = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")])
named = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def marked(page: str, name: str) -> str:
    """What stands between two marks of a document."""
    found = re.search(
        rf"<!-- {name}: begin -->\n(.*)<!-- {name}: end -->", text_of(REPOSITORY / "docs" / page), re.DOTALL
    )
    assert found
    return found[1]


@named
def test_links_between_documents_lead_to_files(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#:]+)\)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@named
def test_files_and_folders_that_a_document_names_exist(page: Path) -> None:
    paths = re.findall(r"`((?:builder|templates|assets|tests|docs|content)/[^\s`<>*…]*)`", text_of(page))
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


@named
def test_commands_that_a_document_names_exist(page: Path) -> None:
    known = set(commands(Language.UK).commands)
    new = commands(Language.UK).commands["new"]
    assert isinstance(new, click.Group)
    known |= {f"new {name}" for name in new.commands}
    used = re.findall(r"(?:^|`)vzirets ((?:new )?[a-z][a-z-]*)", text_of(page), re.MULTILINE)
    assert set(used) <= known


def test_the_list_of_checks_names_every_family_and_only_those() -> None:
    families = re.findall(r"^\| (V\d)xx \|", text_of(REPOSITORY / "docs" / "checks.md"), re.MULTILINE)
    assert families == sorted({code[:2] for code in catalogue()["codes"]})


def test_the_codes_that_the_list_of_checks_explains_exist() -> None:
    codes = re.findall(r"^\| (V\d{3}) \|", text_of(REPOSITORY / "docs" / "checks.md"), re.MULTILINE)
    assert codes
    assert set(codes) <= catalogue()["codes"].keys()


def test_the_guide_to_markup_lists_the_allowed_html() -> None:
    assert re.findall(r"`(\w+)`", marked("markdown.md", "allowed")) == sorted(AUTHOR)
    rows = re.findall(r"^\| (?:`(\w+)`|будь-який) \| (.+) \|$", marked("markdown.md", "attributes"), re.MULTILINE)
    listed = {(tag, name) for tag, names in rows for name in re.findall(r"`(\w+)`", names)}
    assert listed == {(tag, name) for tag, names in AUTHOR.items() for name in names} | set(product([""], EVERYWHERE))


def test_the_samples_in_the_guide_to_markup_are_without_mistake() -> None:
    samples = re.findall(r"```markdown\n(.*?)```", text_of(REPOSITORY / "docs" / "markdown.md"), re.DOTALL)
    assert len(samples) > 3
    assert [convert(sample, language="uk", path="sample.md").diagnostics for sample in samples] == [()] * len(samples)
