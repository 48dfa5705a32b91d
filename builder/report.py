"""Findings as text: for the terminal, for editors and programs, for forges, for the preview page.

Everything here is a function of the findings and of the source lines it is given.
Wording comes from the catalogue of findings and from `wording/cli.yaml`. Values and
source lines are other people's text: what could steer a terminal or turn the
reading direction is shown as an escape, never passed on.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from builder.diagnostics import Diagnostic, Location, Severity, Term, Value, catalogue, sort_findings
from builder.frozen import Frozen
from builder.packaged import packaged

Format = Literal["human", "plain", "json", "github", "gitlab"]
Language = str
ReadLines = Callable[[str], Sequence[str] | None]
"""The lines of a source file named as findings name it; None when there is no such text."""

EXCERPT_WIDTH = 100
MARK_INDENT = 30  # where the mark of a long line stands, so that some text is seen before it
VALUE_LENGTH = 160
ANNOTATIONS = 10  # a forge shows no more of each kind for one step
PAGE_PROBLEMS = 50

STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTICE: "1;36"}
GITLAB_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}


def render(
    findings: Iterable[Diagnostic],
    *,
    format: Format,
    language: Language,
    read_lines: ReadLines,
    colour: bool = False,
    limit: int | None = None,
) -> str:
    """A whole report in report order, ending in a line break; empty when a form for people has nothing to say.

    `colour` and `limit`, the number of findings told in full, concern the form `human` alone.
    """
    ordered = sort_findings(findings)
    if format == "json":
        return _json([_as_object(item) for item in ordered])
    if format == "gitlab":
        return _json(_gitlab(ordered, language))
    if not ordered:
        return ""
    if format == "plain":
        return "".join(f"{_plain(item, language)}\n" for item in ordered)
    if format == "github":
        return _github(ordered, language)
    return _human(ordered, language, read_lines, _painter(colour), limit)


def summary(findings: Iterable[Diagnostic], language: Language) -> str:
    """How many findings of each weight: «2 помилки, 1 попередження»; empty for none."""
    counts = Counter(item.severity for item in findings)
    return ", ".join(_count(severity.value, counts[severity], language) for severity in Severity if counts[severity])


def words() -> Mapping[str, Any]:
    """The wording of terminal and preview, read when first needed."""
    loaded: Mapping[str, Any] = packaged("wording/cli.yaml")
    return loaded


def _count(key: str, number: int, language: Language, **values: object) -> str:
    """A counted sentence of `report.count` in the plural form that its language wants."""
    from babel import Locale

    forms = words()["report"]["count"][key][language]
    sentence: str = forms[Locale(language).plural_form(number)]
    return sentence.format(n=number, **values)


def _word(key: str, language: Language, **values: str) -> str:
    sentence: str = words()["report"][key][language]
    return sentence.format(**values)


# --- Sentences -----------------------------------------------------------------------------------


def harmless(text: str) -> str:
    """Text in which control and direction characters are visible escapes: nothing in it steers a terminal."""
    return STEERING.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def sentence(item: Diagnostic, part: Literal["title", "message", "reason", "fix"], language: Language) -> str:
    """A sentence of a finding's code with its values filled in; empty when the code has no such part."""
    wording = catalogue()["codes"][item.code].get(part)
    if not wording:
        return ""
    text: str = wording[language]
    return text.strip().format(**{name: _told(value, language) for name, value in item.values.items()})


def _told(value: Value, language: Language) -> str | int:
    if isinstance(value, Term):
        word: str = catalogue()["terms"][value.key][language]
        return word
    if isinstance(value, int):
        return value
    return harmless(value if len(value) <= VALUE_LENGTH else f"{value[: VALUE_LENGTH - 1]}…")


def _suggestions(item: Diagnostic, language: Language) -> str:
    """The near matches as a question: «Можливо, ви мали на увазі «a», «b» або «c»?»"""
    if not item.suggestions:
        return ""
    quoted = [_word("quoted", language, text=harmless(text)) for text in item.suggestions]
    last = [_word("or", language).join([", ".join(quoted[:-1]), quoted[-1]])] if len(quoted) > 1 else quoted
    return _word("suggestions", language, suggestions=last[0])


def _fix(item: Diagnostic, language: Language) -> str:
    fix = sentence(item, "fix", language)
    return _word("fix", language, fix=fix) if fix else ""


def _explanations(item: Diagnostic, language: Language) -> list[str]:
    """What follows the first sentence, in the order in which a reader needs it."""
    told = (sentence(item, "reason", language), _suggestions(item, language), _fix(item, language))
    return [text for text in told if text]


def _place(location: Location) -> str:
    return f"{harmless(location.path)}:{location.line}:{location.column}"


# --- For people ----------------------------------------------------------------------------------

Paint = Callable[[str, str], str]


def _painter(colour: bool) -> Paint:
    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if colour else text

    return paint


def _human(
    findings: Sequence[Diagnostic], language: Language, read_lines: ReadLines, paint: Paint, limit: int | None
) -> str:
    told = findings if limit is None else findings[:limit]
    blocks = ["\n".join(_human_lines(item, language, read_lines, paint)) for item in told]
    if len(told) < len(findings):
        blocks.append(_count("rest", len(findings) - len(told), language))
    blocks.append(paint(summary(findings, language), "1"))
    return "\n\n".join(blocks) + "\n"


def _human_lines(item: Diagnostic, language: Language, read_lines: ReadLines, paint: Paint) -> Iterator[str]:
    style = COLOURS[item.severity]
    head = f"{words()['report']['severity'][item.severity.value][language]} {item.code}"
    yield f"{paint(head, style)}  {sentence(item, 'message', language)}"
    yield f"  {_place(item.location)}"
    yield from _excerpt(item.location, read_lines, "^", lambda text: paint(text, style), before=1)
    yield from (f"  {text}" for text in _explanations(item, language))
    for place in item.related:
        yield f"  {_word('related', language, place=_place(place))}"
        yield from _excerpt(place, read_lines, "~", lambda text: paint(text, style), before=0)


def _excerpt(
    place: Location, read_lines: ReadLines, mark: str, paint: Callable[[str], str], *, before: int
) -> Iterator[str]:
    """The marked line after `before` others, each with its number, and the mark below."""
    lines = read_lines(place.path) or ()
    if not 1 <= place.line <= len(lines):
        return
    gutter = max(len(str(place.line)), 3) + 2
    for number in range(max(1, place.line - before), place.line):
        text = "".join(_window(_cells(lines[number - 1]), 0)[0])
        yield f"{number:>{gutter}} | {text}".rstrip()
    text, marker = _marked(lines[place.line - 1], place, mark)
    yield f"{place.line:>{gutter}} | {text}"
    yield f"{'':>{gutter}} | {marker[: -len(marker.lstrip())]}{paint(marker.lstrip())}"


def _marked(line: str, place: Location, mark: str) -> tuple[str, str]:
    """A line as a terminal can show it, and marks that stand under the range of its place."""
    cells = _cells(line)
    start = min(place.column - 1, len(cells))
    end = max(min((place.end_column or 0) - 1, len(cells)), start)
    shown, skipped = _window(cells, start)
    indent = _width(shown[: start - skipped])
    length = max(_width(shown[start - skipped : end - skipped]), 1)
    return "".join(shown).rstrip(), " " * indent + mark * length


def _cells(line: str) -> list[str]:
    """The characters of a line as they are shown: tabs as spaces, steering characters as escapes."""
    return ["    " if character == "\t" else harmless(character) for character in line.rstrip("\r\n")]


def _window(cells: list[str], start: int) -> tuple[list[str], int]:
    """The part of a long line around a position, and how many cells stand before that part.

    Where text is left out on the left, the first cell is replaced by «…», so positions stay true.
    """
    skipped = 0
    if _width(cells) > EXCERPT_WIDTH and _width(cells[:start]) > MARK_INDENT:
        skipped = start
        while skipped and _width(cells[skipped:start]) < MARK_INDENT:
            skipped -= 1
    shown = ["…", *cells[skipped + 1 :]] if skipped else cells
    if _width(shown) <= EXCERPT_WIDTH:
        return shown, skipped
    length = EXCERPT_WIDTH // 2
    while _width(shown[: length + 1]) < EXCERPT_WIDTH:
        length += 1
    return [*shown[:length], "…"], skipped


def _width(cells: Iterable[str]) -> int:
    """How many columns of a terminal the cells take."""
    return sum(_character_width(character) for cell in cells for character in cell)


def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# --- For programs --------------------------------------------------------------------------------


def _plain(item: Diagnostic, language: Language) -> str:
    return f"{_place(item.location)}: {item.severity.value.upper()} {item.code} {sentence(item, 'message', language)}"


def _json(data: Sequence[Mapping[str, Any]]) -> str:
    return harmless_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def harmless_json(text: str) -> str:
    """JSON in which steering characters, which JSON itself would allow in strings, are escaped."""
    return STEERING.sub(lambda match: match[0] if match[0] == "\n" else _escape(match[0]), text)


def _as_object(item: Diagnostic) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": item.severity.value,
        "title": _both(item, "title"),
        "message": _both(item, "message"),
        "reason": _both(item, "reason"),
        "fix": _both(item, "fix"),
        **_span(item.location),
        "values": {name: value.key if isinstance(value, Term) else value for name, value in item.values.items()},
        "suggestions": list(item.suggestions),
        "related": [_span(place) for place in item.related],
    }


def _both(item: Diagnostic, part: Literal["title", "message", "reason", "fix"]) -> dict[str, str] | None:
    texts = {"uk": sentence(item, part, "uk"), "en": sentence(item, part, "en")}
    return texts if any(texts.values()) else None


def _span(place: Location) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "endLine": place.line,
        "endColumn": place.end_column,
    }


def _gitlab(findings: Iterable[Diagnostic], language: Language) -> list[dict[str, Any]]:
    """A code quality report; a fingerprint outlives a shift of lines and is told apart by order among its equals."""
    seen: Counter[str] = Counter()
    report = []
    for item in findings:
        identity = json.dumps([item.code, item.location.path, sorted((k, str(v)) for k, v in item.values.items())])
        seen[identity] += 1
        report.append(
            {
                "description": f"{item.code} {sentence(item, 'message', language)}",
                "check_name": item.code,
                "fingerprint": hashlib.sha256(f"{identity}#{seen[identity]}".encode()).hexdigest(),
                "severity": GITLAB_SEVERITY[item.severity],
                "location": {"path": item.location.path, "lines": {"begin": item.location.line}},
            }
        )
    return report


def _github(findings: Sequence[Diagnostic], language: Language) -> str:
    """Workflow commands that annotate lines, as many as the forge shows, then the rest as plain lines, and the sum."""
    lines, unmarked = [], []
    used: Counter[Severity] = Counter()
    for item in findings:
        used[item.severity] += 1
        if used[item.severity] <= ANNOTATIONS:
            lines.append(_annotation(item, language))
        else:
            unmarked.append(_inert(_plain(item, language)))
    if unmarked:
        lines += [_count("unmarked", len(unmarked), language, limit=ANNOTATIONS), *unmarked]
    return "\n".join([*lines, summary(findings, language)]) + "\n"


def _annotation(item: Diagnostic, language: Language) -> str:
    place = item.location
    properties = {
        "file": harmless(place.path),
        "line": place.line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": f"{item.code} {sentence(item, 'title', language)}".strip(),
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    message = "\n".join([sentence(item, "message", language), *_explanations(item, language)])
    return f"::{item.severity.value} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def _inert(line: str) -> str:
    """A line of a log that its forge does not take for a command: neither `::…` nor the older `##[…]`."""
    return f"- {line.replace('##[', '## [')}"


# --- For the preview -----------------------------------------------------------------------------


class ExcerptLine(Frozen):
    """A source line on the failure page; `hit` is the one that the finding speaks of."""

    number: int
    text: str
    hit: bool


class Problem(Frozen):
    """What the failure page shows of one finding."""

    code: str
    place: str
    message: str
    lines: tuple[ExcerptLine, ...]
    reason: str
    suggestions: str
    fix: str
    related: tuple[str, ...]


def failure_page(
    findings: Iterable[Diagnostic],
    *,
    language: Language,
    read_lines: ReadLines,
    stylesheet: str,
    template: Callable[..., str],
) -> str:
    """The page shown in place of a site that could not be built.

    `template` renders `preview/build-errors.html` from keyword values, escaping them.
    """
    ordered = sort_findings(findings)
    errors = [item for item in ordered if item.severity is Severity.ERROR]
    others = [item for item in ordered if item.severity is not Severity.ERROR]
    wording = {key: texts[language] for key, texts in words()["preview"].items()}
    return template(
        language=language,
        stylesheet=stylesheet,
        words=wording,
        title=wording["title"].format(count=summary(errors or others, language)),
        errors=_problems(errors, language, read_lines),
        errors_rest=_rest(errors, language),
        others=_problems(others, language, read_lines),
        others_title=summary(others, language),
        others_rest=_rest(others, language),
    )


def _rest(findings: Sequence[Diagnostic], language: Language) -> str:
    return _count("rest", len(findings) - PAGE_PROBLEMS, language) if len(findings) > PAGE_PROBLEMS else ""


def _problems(findings: Sequence[Diagnostic], language: Language, read_lines: ReadLines) -> tuple[Problem, ...]:
    return tuple(_problem(item, language, read_lines) for item in findings[:PAGE_PROBLEMS])


def _problem(item: Diagnostic, language: Language, read_lines: ReadLines) -> Problem:
    return Problem(
        code=item.code,
        place=f"{harmless(item.location.path)}:{item.location.line}",
        message=sentence(item, "message", language),
        lines=_excerpt_lines(item.location, read_lines),
        reason=sentence(item, "reason", language),
        suggestions=_suggestions(item, language),
        fix=sentence(item, "fix", language),
        related=tuple(_place(place) for place in item.related),
    )


def _excerpt_lines(place: Location, read_lines: ReadLines) -> tuple[ExcerptLine, ...]:
    """The line of a place with two before it and one after."""
    lines = read_lines(place.path) or ()
    if not 1 <= place.line <= len(lines):
        return ()
    numbers = range(max(1, place.line - 2), min(len(lines), place.line + 1) + 1)
    return tuple(
        ExcerptLine(
            number=number,
            text="".join(_window(_cells(lines[number - 1]), place.column - 1 if number == place.line else 0)[0]),
            hit=number == place.line,
        )
        for number in numbers
    )
