"""Skeletons for `vzirets new`: the files of a practice with the fields it needs, ready to be filled in."""

from collections.abc import Iterable, Mapping
from datetime import date

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.model.fields import is_slug
from builder.model.language import Language
from builder.model.place import find_communities, near_communities, oblast
from builder.model.romanise import slugify

HEADINGS: Mapping[Language, tuple[str, ...]] = {
    Language.UK: ("Виклик", "Що зробили", "Що вийшло", "Що було важко", "Як повторити", "Що знадобиться"),
    Language.EN: ("Challenge", "What was done", "Results", "What was hard", "How to repeat it", "What you need"),
}
SLUG_WORDS = 6


def proposed_slug(title: str) -> str:
    """An address from a title: its first words, romanised by the official table."""
    return "-".join(slugify(title).split("-")[:SLUG_WORDS])


def practice_files(
    slug: str, answers: Mapping[str, str | None], languages: Iterable[Language], *, today: date
) -> Outcome[dict[str, str]]:
    """Path → text of each file. A community that is not in the official list is a finding."""
    path = f"content/practices/{slug}/index.uk.md"
    if not is_slug(slug):
        return Outcome({}, (finding("V124", Location(path="content/practices"), field="slug", value=slug),))
    name = answers.get("community")
    code = ""
    if name:
        candidates = find_communities(name)
        if len(candidates) != 1:
            return Outcome({}, (_unclear(name, path),))
        code = candidates[0].code
    files = {path: _home(answers.get("title"), code, answers.get("category"), today)}
    for language in languages:
        if language is not Language.UK:
            files[f"content/practices/{slug}/index.{language.value}.md"] = _translation(language)
    return Outcome(files)


def _unclear(name: str, path: str) -> Diagnostic:
    candidates = find_communities(name)
    place = Location(path=path)
    if candidates:
        named = [f"{c.code} ({c.full_name('uk')}, {oblast(c.oblast).name['uk']})" for c in candidates]
        return finding("V302", place, suggestions=named, value=name)
    return finding("V301", place, suggestions=[c.slug for c in near_communities(name)], value=name)


def _quoted(text: str | None) -> str:
    return '"' + (text or "").replace("\\", "\\\\").replace('"', '\\"') + '"'


def _home(title: str | None, code: str, category: str | None, today: date) -> str:
    fields = [
        f"title: {_quoted(title)}",
        'summary: ""',
        f"community: [{code}]",
        f"category: [{category or ''}]",
        f"date: {today.isoformat()}",
        "period: {from: }",
        "results: []",
        "sources:",
        '  - title: ""',
        '    publisher: ""',
        "    lang: uk",
        "    url:",
        "not_stated: []",
    ]
    return _document(fields, Language.UK)


def _translation(language: Language) -> str:
    return _document(['title: ""', 'summary: ""'], language)


def _document(fields: Iterable[str], language: Language) -> str:
    sections = "\n\n".join(f"## {heading}\n" for heading in HEADINGS[language])
    return "\n".join(["---", *fields, "---", "", sections]) + "\n"
