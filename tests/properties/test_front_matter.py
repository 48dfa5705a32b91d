"""No front matter, however odd, ends in a traceback: it is read, or there is a finding that says why not."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.build import Options, Result, make
from builder.model.practice import PageRecord, PracticeRecord
from builder.model.registry import REGISTRIES
from builder.model.site import SiteRecord
from builder.report import Format, render
from builder.sources.schema import field_types
from tests.makers import EN, SITE, UK, write_site

PLACES: dict[str, Any] = {
    UK: PracticeRecord,
    EN: PracticeRecord,
    "content/pages/about/index.uk.md": PageRecord,
    "content/organisations/warm-fund.yaml": REGISTRIES["organisations"],
    "content/programmes/warm-homes.yaml": REGISTRIES["programmes"],
    "content/categories/energy.yaml": REGISTRIES["categories"],
    "content/communities/bakhmutska.yaml": REGISTRIES["communities"],
    "site.yaml": SiteRecord,
}
"""File → the schema of its fields."""

BODY = "\n## Виклик\n\nТекст.\n"
MARKS = "-:?,[]{}#&*!|>'\"%@`~=\\ \t\n"

odd_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
yaml_text = st.text(st.sampled_from(f"{MARKS}абabNO019"), max_size=80)
likely_values = st.sampled_from(
    [
        *("2024", "2024-13-01", "12:30", "007", "NO", "true", "0.5", "9" * 400, "", "а" * 400),
        *("uk", "bakhmutska", "warm-fund", "energy", "funder", "info@x.example"),
        *("https://x.example/", "https://[", "../..", "<b>", "{0}", "%s"),
    ]
)
values = st.recursive(
    odd_text | likely_values | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["uk", "en", "from", "to", "organisation", "role", "on"]) | odd_text, inner, max_size=3
        )
    ),
    max_leaves=6,
)


def _line(name: str, value: object) -> str:
    """A field whose value is any YAML that JSON can write."""
    return f"{name}: {json.dumps(value, ensure_ascii=False)}\n"


def _fields(text: str, path: str) -> tuple[str, str, str]:
    """What stands before the fields of a file, the fields, and what stands after them."""
    if path.endswith(".yaml"):
        return "", text, ""
    _, fields, body = text.split("---\n", 2)
    return "---\n", fields, f"---\n{body}"


def _with_fields(path: str, changes: dict[str, object]) -> str:
    """The file with fields replaced or added; the other fields stay as they are in the valid site."""
    before, fields, after = _fields(SITE.get(path, ""), path)
    kept = "".join(_kept(fields, changes))
    return before + kept + "".join(_line(name, value) for name, value in changes.items()) + after


def _kept(fields: str, changes: dict[str, object]) -> Iterator[str]:
    """The lines of all fields but the changed ones, with what is indented below them."""
    keep = True
    for line in fields.splitlines(keepends=True):
        if not line.startswith(" "):
            keep = line.partition(":")[0] not in changes
        if keep:
            yield line


@st.composite
def odd_fields(draw: st.DrawFn) -> tuple[str, str]:
    path = draw(st.sampled_from(list(PLACES)))
    names = st.sampled_from(list(field_types(PLACES[path])))
    return path, _with_fields(path, draw(st.dictionaries(names, values, min_size=1, max_size=4)))


def quick(examples: int) -> settings:
    return settings(max_examples=examples)


def made(files: dict[str, str | bytes]) -> Result:
    """The small site with other files, made and told in every form."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_site(Path(folder), {**SITE, **files})
        result = make(Options(root=root, output=root / "public"))
    for form in Format.__args__:
        render(result.findings, format=form, language="uk", read_lines=lambda _: None)
    return result


def told(result: Result) -> bool:
    """Whether the site was made or there is a finding, and no template was surprised by what content gave it."""
    return (result.ok or bool(result.findings)) and not any(item.code.startswith("V6") for item in result.findings)


@quick(150)
@given(odd_fields())
def test_values_of_any_type_in_any_field(file: tuple[str, str]) -> None:
    assert told(made(dict([file])))


@quick(60)
@given(st.sampled_from([UK, EN]), odd_text | yaml_text)
def test_any_text_between_the_boundaries(path: str, text: str) -> None:
    assert told(made({path: f"---\n{text}\n---\n{BODY}"}))


@quick(60)
@given(st.sampled_from(list(PLACES)), yaml_text | odd_text)
def test_any_text_as_a_whole_file(path: str, text: str) -> None:
    assert told(made({path: text}))


@quick(60)
@given(st.sampled_from(list(PLACES)), st.binary(max_size=60))
def test_any_bytes_as_a_whole_file(path: str, data: bytes) -> None:
    assert told(made({path: b"---\n" + data}))
