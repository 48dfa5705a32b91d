"""The form for an entry: asked from the schema, whole in every format, the same bytes twice."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from docx import Document

from builder.build import Options, build
from builder.pages.entry_forms import EntryForm, entry_form
from builder.render.entry_documents import entry_document, entry_markdown, issue_form
from builder.text.wording import words_for
from tests.makers import SITE, contents, write_site
from tests.values import UK, both, records, showcase

CALL = {
    "name": both("Історії"),
    "organisers": [{"organisation": "auc"}],
    "announced": "2024-01-01",
    "closes": "2024-03-01",
    "directions": [{"id": "youth", "name": both("Молодь")}],
    "eligibility": {"applicant": ["local-government"]},
    "attachments": [{"any_of": ["photo"]}],
}


def form(**fields: Any) -> EntryForm:
    call = {**CALL, **fields}
    shown = showcase(records(organisations={"auc": {"name": both("Асоціація")}}, calls={"stories": call}))
    return entry_form(words_for(UK), shown.calls["stories"])


def test_a_word_processor_reads_the_document() -> None:
    document = Document(io.BytesIO(entry_document(form())))
    headings = [p.text for p in document.paragraphs if p.style.name in ("Heading 1", "Title")]
    assert headings[:4] == ["Заявка: Історії", "Правила", "Хто подає заявку", "Напрям"]
    assert "☐ Молодь" in [p.text for p in document.paragraphs]
    assert len(document.tables[0].rows) == len(form().questions)


def test_the_document_is_the_same_twice() -> None:
    assert entry_document(form()) == entry_document(form())


def test_markdown_names_its_call_and_holds_the_questions() -> None:
    front, body = entry_markdown(form()).decode().split("---\n")[1:]
    fields = yaml.safe_load(front)
    assert fields["entry"] == {"call": "stories", "applicant": "local-government", "direction": "youth"}
    assert {"title", "summary", "community"} <= set(fields)
    assert "## Що зробили" in body


def test_the_issue_form_has_the_shape_that_forges_read() -> None:
    made = yaml.safe_load(issue_form(form()))
    assert {"name", "description", "body"} <= set(made)
    kinds = [item["type"] for item in made["body"]]
    assert set(kinds) <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
    names = [item["id"] for item in made["body"] if "id" in item]
    assert len(names) == len(set(names))
    assert {"applicant", "direction", "title", "met"} <= set(names)


def test_the_time_is_asked_for_where_the_rules_limit_it() -> None:
    def required(form: EntryForm) -> set[str]:
        return {question.name for question in form.questions if question.required}

    limited = form(eligibility={"carried_out_after": "2022-02-24"})
    assert required(limited) - required(form()) == {"period"}


def test_forms_are_there_while_entries_are_taken_and_gone_after(tmp_path: Path) -> None:
    call = "name: {uk: Відбір, en: Call}\norganisers: [warm-fund]\nannounced: 2024-01-01\ncloses: 2024-03-01\n"
    root = write_site(tmp_path / "site", {**SITE, "content/calls/stories.yaml": call})
    for day, there in ((date(2024, 3, 1), True), (date(2024, 3, 2), False)):
        build(Options(root=root, output=tmp_path / "out", today=day))
        for name in ("calls/stories/entry.md", "en/calls/stories/entry.docx"):
            assert (name in contents(tmp_path / "out")) is there
