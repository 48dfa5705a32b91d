"""How to cite a practice, read as reference managers read it."""

import json
from typing import Any

import bibtexparser
import pytest

from builder.pages.citations import bibtex, citations, csl_json
from tests.values import EN, UK, Language, context, practice, records, showcase


def made(language: Language = UK, **fields: Any) -> tuple[Any, Any]:
    shown = showcase(records([practice("svitlo", **fields)]))
    return context(shown, language), shown.practices[0]


def entry(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    [item] = library.entries
    return {"key": item.key, "type": item.entry_type, **{field.key: field.value for field in item.fields}}


@pytest.mark.parametrize(
    ("language", "key", "langid", "title"),
    [
        (UK, "svitlo-2026-uk", "ukrainian", "{Світло}"),
        (EN, "svitlo-2026-en", "english", "{Світло (en)}"),
    ],
)
def test_bibtex_names_title_day_language_and_address(language: Language, key: str, langid: str, title: str) -> None:
    fields = entry(bibtex(*made(language, title="Світло", date="2026-03-04")))
    assert (fields["key"], fields["type"], fields["langid"], fields["title"]) == (key, "misc", langid, title)
    assert (fields["date"], fields["year"]) == ("2026-03-04", "2026")
    assert fields["url"] == f"https://hromady.example{language.prefix}/practices/svitlo/"


def test_marks_of_tex_in_a_title_are_letters() -> None:
    fields = entry(bibtex(*made(title=r"50 % & {вода} $5 a_b #1 ~ ^ \x")))
    assert fields["title"] == (
        r"{50 \% \& \{вода\} \$5 a\_b \#1 \textasciitilde{} \textasciicircum{} \textbackslash{}x}"
    )


def test_csl_json_is_one_item_of_the_web() -> None:
    [item] = json.loads(csl_json(*made(EN, title="Світло «А»", date="2026-03-04")))
    assert item == {
        "id": "svitlo-2026-en",
        "type": "webpage",
        "title": "Світло «А» (en)",
        "author": [{"literal": "Видавець"}],
        "container-title": "Взірець",
        "issued": {"date-parts": [[2026, 3, 4]]},
        "language": "en",
        "URL": "https://hromady.example/en/practices/svitlo/",
    }


def test_each_entry_has_a_file_name_of_its_own() -> None:
    files = [item.file for language in (UK, EN) for item in citations(*made(language))]
    assert files == ["svitlo.uk.bib", "svitlo.uk.json", "svitlo.en.bib", "svitlo.en.json"]
