"""Skeletons for `vzirets new`: the files of a practice with the fields it needs, ready to be filled in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.model.fields import Need, Record, is_slug
from builder.model.language import Language
from builder.model.place import find_communities, near_communities, oblast
from builder.model.practice import HEADINGS, PracticeRecord, TranslationRecord
from builder.model.romanise import slugify
from builder.sources.schema import item_of

SLUG_WORDS = 6


def proposed_slug(title: str) -> str:
    """An address from a title: its first words, romanised by the official table."""
    return "-".join(slugify(title).split("-")[:SLUG_WORDS])


def practice_files(
    slug: str,
    answers: Mapping[str, str | None],
    languages: Iterable[Language],
    *,
    today: date,
    helped_in: Language = Language.UK,
) -> Outcome[dict[str, str]]:
    """Path → text of each file; comments say what each field means. An unknown community is a finding."""
    path = f"content/practices/{slug}/index.uk.md"
    if not is_slug(slug):
        return Outcome({}, (finding("V124", Location(path="content/practices"), field="slug", value=slug),))
    code = ""
    if name := answers.get("community"):
        candidates = find_communities(name)
        if len(candidates) != 1:
            return Outcome({}, (_unclear(name, path),))
        code = candidates[0].code
    values = {
        "title": _quoted(answers.get("title")),
        "community": f"[{code}]",
        "category": f"[{answers.get('category') or ''}]",
        "date": today.isoformat(),
    }
    files = {path: _document(_fields(PracticeRecord, values, helped_in), Language.UK)}
    for language in languages:
        if language is not Language.UK:
            text = _document(_fields(TranslationRecord, {}, helped_in), language)
            files[f"content/practices/{slug}/index.{language.value}.md"] = text
    return Outcome(files)


def _unclear(name: str, path: str) -> Diagnostic:
    candidates = find_communities(name)
    place = Location(path=path)
    if candidates:
        named = [f"{c.code} ({c.full_name('uk')}, {oblast(c.oblast).name['uk']})" for c in candidates]
        return finding("V302", place, suggestions=named, value=name)
    return finding("V301", place, suggestions=[c.slug for c in near_communities(name)], value=name)


def _quoted(text: str | None) -> str:
    return json.dumps(text or "", ensure_ascii=False)  # every text of JSON is one of YAML


def _fields(schema: type[Record], values: Mapping[str, str], language: Language) -> Iterator[str]:
    """A line for each field that must be there, or should; each says what it means."""
    for name, field in schema.model_fields.items():
        extra = field.json_schema_extra
        if not isinstance(extra, dict) or not (extra["need"] != Need.OPTIONAL.value or name == "not_stated"):
            continue
        yield f"# {_meaning(extra, language)}"
        item = item_of(field.annotation)
        if name in values:
            yield f"{name}: {values[name]}"
        elif item is not None and extra["need"] == Need.REQUIRED.value:
            yield f"{name}:"
            yield from _item(item, language)
        else:
            yield f"{name}:"


def _item(schema: type[Record], language: Language) -> Iterator[str]:
    """The first item of a list of records: its fields with their meanings."""
    mark = "-"
    for name, field in schema.model_fields.items():
        if isinstance(field.json_schema_extra, dict):
            yield f"  {mark} {name}:  # {_meaning(field.json_schema_extra, language)}"
            mark = " "


def _meaning(extra: Mapping[str, Any], language: Language) -> str:
    return str(extra["meaning"][language.value])


def _document(fields: Iterable[str], language: Language) -> str:
    sections = "\n\n".join(f"## {heading}\n" for heading in HEADINGS[language])
    return "\n".join(["---", *fields, "---", "", sections]) + "\n"
