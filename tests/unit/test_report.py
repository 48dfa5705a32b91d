"""Findings as text, in every form."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder import diagnostics, report
from builder.diagnostics import Diagnostic, Location, Term, finding
from builder.report import Format, Language, failure_page, render, summary, words

TEMPLATES = Path(__file__).parents[2] / "templates"
CATALOGUE = {
    "codes": {
        "V102": {
            "severity": "error",
            "title": {"uk": "невідоме поле", "en": "unknown field"},
            "message": {"uk": "Невідоме поле «{field}».", "en": "Unknown field “{field}”."},
            "reason": {"uk": "У практики немає такого поля.", "en": "A practice has no such field."},
            "fix": {"uk": "Перейменуйте поле.", "en": "Rename the field."},
        },
        "V103": {
            "severity": "error",
            "title": {"uk": "не той вид, 100%", "en": "wrong kind: 100%, or so"},
            "message": {"uk": "Тут має бути {kind}.", "en": "There must be {kind} here."},
        },
        "V201": {
            "severity": "warning",
            "title": {"uk": "немає перекладу", "en": "no translation"},
            "message": {"uk": "Немає англійського тексту.", "en": "There is no English text."},
        },
    },
    "terms": {"text": {"uk": "текст", "en": "text"}},
}
UK = "content/practices/shkola/index.uk.md"
SOURCE = ["---", "title: Сонячна школа", "comunity: hostomelska", "---"]


@pytest.fixture(autouse=True)
def sample_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "catalogue", lambda: CATALOGUE)
    monkeypatch.setattr(report, "catalogue", lambda: CATALOGUE)


def unknown_field(
    field: str = "comunity", line: int = 3, suggestions: Sequence[str] = (), related: Sequence[Location] = ()
) -> Diagnostic:
    place = Location(path=UK, line=line, column=1, end_column=9)
    return finding("V102", place, field=field, suggestions=suggestions, related=related)


def warning(line: int = 1) -> Diagnostic:
    return finding("V201", Location(path=UK, line=line))


def told(
    *findings: Diagnostic,
    format: Format = "human",
    language: Language = "uk",
    source: Sequence[str] = SOURCE,
    colour: bool = False,
    limit: int | None = None,
) -> str:
    return render(findings, format=format, language=language, read_lines={UK: source}.get, colour=colour, limit=limit)


def marked_lines(line: str, column: int, end_column: int | None = None) -> tuple[str, str]:
    """The excerpt's line and the line of marks below it, without the gutter."""
    item = finding("V102", Location(path=UK, line=1, column=column, end_column=end_column), field="x")
    excerpt = [text.partition(" | ")[2] for text in told(item, source=[line]).splitlines() if " | " in text]
    return excerpt[0], excerpt[1]


def test_a_person_reads_what_where_why_and_how_to_fix() -> None:
    item = unknown_field(suggestions=["community"], related=[Location(path=UK, line=2, column=8, end_column=15)])
    assert told(item) == (
        "помилка V102  Невідоме поле «comunity».\n"
        "  content/practices/shkola/index.uk.md:3:1\n"
        "    2 | title: Сонячна школа\n"
        "    3 | comunity: hostomelska\n"
        "      | ^^^^^^^^\n"
        "  У практики немає такого поля.\n"
        "  Можливо, ви мали на увазі «community»?\n"
        "  Як виправити: Перейменуйте поле.\n"
        "  Див. також: content/practices/shkola/index.uk.md:2:8\n"
        "    2 | title: Сонячна школа\n"
        "      |        ~~~~~~~\n"
        "\n"
        "1 помилка\n"
    )


def test_the_same_in_english() -> None:
    text = told(unknown_field(suggestions=["community", "category", "programme"]), language="en")
    assert text.startswith("error V102  Unknown field “comunity”.\n")
    assert "Did you mean “community”, “category” or “programme”?" in text
    assert "How to fix: Rename the field." in text
    assert text.endswith("\n1 error\n")


@pytest.mark.parametrize(
    ("errors", "warnings", "uk", "en"),
    [
        (1, 0, "1 помилка", "1 error"),
        (2, 1, "2 помилки, 1 попередження", "2 errors, 1 warning"),
        (5, 2, "5 помилок, 2 попередження", "5 errors, 2 warnings"),
        (21, 11, "21 помилка, 11 попереджень", "21 errors, 11 warnings"),
        (0, 0, "", ""),
    ],
)
def test_counts_have_the_plural_of_their_language(errors: int, warnings: int, uk: str, en: str) -> None:
    findings = [unknown_field(line=n) for n in range(errors)] + [warning(line=n) for n in range(warnings)]
    assert (summary(findings, "uk"), summary(findings, "en")) == (uk, en)


def test_findings_come_in_the_order_of_their_places() -> None:
    text = told(unknown_field(line=3), warning(line=1), format="plain")
    assert [line.split(":")[1] for line in text.splitlines()] == ["1", "3"]


def test_a_limited_report_says_how_much_it_leaves_out() -> None:
    text = told(*(unknown_field(line=n) for n in range(1, 10)), limit=3)
    assert text.count("V102") == 3
    assert "І ще 6." in text
    assert text.endswith("9 помилок\n")


def test_nothing_found_is_nothing_said() -> None:
    assert told() == told(format="plain") == told(format="github") == ""
    assert told(format="json") == told(format="gitlab") == "[]\n"


def test_a_term_is_told_in_the_language_of_the_report() -> None:
    item = finding("V103", Location(path=UK), kind=Term("text"))
    assert "Тут має бути текст." in told(item)
    assert "There must be text here." in told(item, language="en")


@pytest.mark.parametrize(
    ("line", "column", "end", "excerpt", "marks"),
    [
        ("abc def", 5, 8, "abc def", "    ^^^"),
        ("abc", 2, None, "abc", " ^"),
        ("", 1, None, "", "^"),
        ("abc", 9, 12, "abc", "   ^"),
        ("\tab", 2, 4, "    ab", "    ^^"),
        ("日本 ab", 4, 6, "日本 ab", "     ^^"),
        ("日本", 2, 3, "日本", "  ^^"),
        ("и\u0306 ab", 4, 6, "и\u0306 ab", "  ^^"),
        ("a\x1bb", 3, 4, "a\\u001bb", "       ^"),
    ],
)
def test_marks_stand_under_their_range(line: str, column: int, end: int | None, excerpt: str, marks: str) -> None:
    assert marked_lines(line, column, end) == (excerpt, marks)


@pytest.mark.parametrize("column", [1, 40, 500, 1993])
def test_a_long_line_is_shown_around_its_mark(column: int) -> None:
    line = "".join(f"{n:05}" for n in range(400))
    excerpt, marks = marked_lines(line, column, column + 5)
    start = marks.index("^")
    assert len(excerpt) <= 100
    assert excerpt[start : start + 5] == line[column - 1 : column + 4]


def test_a_finding_beyond_its_file_or_in_no_file_has_no_excerpt() -> None:
    assert " | " not in told(unknown_field(line=99))
    assert " | " not in told(finding("V102", Location(path="site.yaml"), field="x"))


STEERING = "\x1b]0;owned\x07\x9b31m\r\n::error::x\u202eabc\ud800"


@pytest.mark.parametrize("format", ["human", "plain", "json", "github", "gitlab"])
def test_no_text_of_others_steers_a_terminal(format: Format) -> None:
    item = finding("V102", Location(path=UK, line=1), field=STEERING, suggestions=[STEERING])
    text = told(item, format=format, source=[STEERING])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", text)
    assert not any(line.startswith("::") for line in text.splitlines()[1:])


def test_a_value_without_end_is_cut() -> None:
    assert len(told(unknown_field(field="x" * 10_000), format="plain")) < 300


def test_colour_is_only_added() -> None:
    item = unknown_field(suggestions=["community"], related=[Location(path=UK, line=2)])
    coloured = told(item, colour=True)
    assert "\x1b[1;31mпомилка V102\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == told(item)


def test_plain_is_one_line_a_finding() -> None:
    assert told(unknown_field(), warning(), format="plain") == (
        f"{UK}:1:1: WARNING V201 Немає англійського тексту.\n{UK}:3:1: ERROR V102 Невідоме поле «comunity».\n"
    )


def test_json_holds_everything_in_both_languages() -> None:
    item = unknown_field(suggestions=["community"], related=[Location(path=UK, line=2)])
    (entry,) = json.loads(told(item, format="json"))
    assert entry["message"] == {"uk": "Невідоме поле «comunity».", "en": "Unknown field “comunity”."}
    assert (entry["code"], entry["severity"], entry["path"]) == ("V102", "error", UK)
    assert [entry[key] for key in ("line", "column", "endLine", "endColumn")] == [3, 1, 3, 9]
    assert entry["values"] == {"field": "comunity"}
    assert entry["suggestions"] == ["community"]
    assert entry["related"][0]["line"] == 2


def test_json_gives_values_back_unharmed() -> None:
    (entry,) = json.loads(told(unknown_field(field=STEERING), format="json"))
    assert entry["values"] == {"field": STEERING}


def test_github_annotates_the_line() -> None:
    assert told(unknown_field(), format="github", language="en") == (
        f"::error file={UK},line=3,col=1,endColumn=9,title=V102 unknown field::"
        "Unknown field “comunity”.%0AA practice has no such field.%0AHow to fix: Rename the field.\n"
        "1 error\n"
    )


def test_github_escapes_what_would_end_a_property_or_a_message() -> None:
    item = finding("V103", Location(path="content/a,b:c%.md"), kind="50%: a, b")
    first = told(item, format="github", language="en").splitlines()[0]
    assert "file=content/a%2Cb%3Ac%25.md," in first
    assert "title=V103 wrong kind%3A 100%25%2C or so::There must be 50%25: a, b here." in first


def test_github_marks_ten_of_each_kind_and_tells_of_the_rest() -> None:
    findings = [unknown_field(line=n, field="##[error]x") for n in range(1, 14)] + [warning(n) for n in range(1, 12)]
    lines = told(*findings, format="github").splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert "Ще 4 зауваження не позначено" in lines[20]
    assert [UK in line and "##[" not in line for line in lines[21:25]] == [True] * 4
    assert lines[-1] == "13 помилок, 11 попереджень"


def test_gitlab_fingerprints_outlive_a_shift_of_lines_and_differ_from_each_other() -> None:
    def prints(*findings: Diagnostic) -> list[str]:
        return [entry["fingerprint"] for entry in json.loads(told(*findings, format="gitlab"))]

    before = prints(unknown_field(line=3), unknown_field(line=7), unknown_field("donr", line=9), warning(10))
    after = prints(unknown_field(line=13), unknown_field(line=17), unknown_field("donr", line=19), warning(20))
    assert before == after
    assert len(set(before)) == 4


def test_gitlab_reads_severity_and_place() -> None:
    (entry,) = json.loads(told(warning(4), format="gitlab"))
    assert entry["severity"] == "minor"
    assert entry["location"] == {"path": UK, "lines": {"begin": 4}}


def page(*findings: Diagnostic, language: Language = "uk", source: Sequence[str] = SOURCE) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("preview/build-errors.html")
    return failure_page(
        findings,
        language=language,
        read_lines={UK: source}.get,
        stylesheet="/assets/main.css",
        template=template.render,
    )


def test_the_failure_page_shows_errors_and_then_warnings() -> None:
    html = page(unknown_field(suggestions=["community"]), unknown_field("donr", line=2), warning())
    assert "<h1>Сайт не зібрано: 2 помилки</h1>" in html
    assert '<span class="hit"><i>3</i>comunity: hostomelska</span>' in html
    assert "Можливо, ви мали на увазі «community»?" in html
    assert html.index("Невідоме поле «comunity»") < html.index("1 попередження") < html.index("Немає англійського")


def test_the_failure_page_speaks_english_too() -> None:
    html = page(unknown_field(), language="en")
    assert '<html lang="en">' in html
    assert "<h1>The site was not built: 1 error</h1>" in html
    assert not re.search("[а-яіїєґ]", html.replace("Сонячна школа", ""))


def test_the_failure_page_escapes_the_text_of_others() -> None:
    html = page(unknown_field("<script>alert(1)</script>"), source=["", "", "<img src=x onerror=alert(1)>"])
    assert "<script" not in html
    assert "<img" not in html


def test_the_failure_page_has_a_head_for_the_reload_script_and_runs_nothing_itself() -> None:
    html = page(unknown_field())
    assert "</head>" in html
    assert "script-src 'self'" in html
    assert "style=" not in html


@pytest.mark.parametrize("key", ["error", "warning", "notice", "rest", "unmarked"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_count_has_every_plural_form_of_its_language(key: str, language: str) -> None:
    assert words()["report"]["count"][key][language].keys() == Locale(language).plural_form.tags | {"other"}
