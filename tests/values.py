"""Makers of values: records as they come from content/, a showcase linked from them, and its plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from builder.diagnostics import Outcome, has_errors
from builder.located_yaml import empty_node
from builder.model.language import Language
from builder.model.practice import PageRecord, PracticeRecord
from builder.model.registry import REGISTRIES, RegistryRecord
from builder.model.showcase import Block, Showcase, Text
from builder.model.site import SiteRecord
from builder.pages.context import Context
from builder.pages.plan import SitePlan, plan
from builder.pages.taxonomies import taxonomies
from builder.pages.urls import base_of
from builder.sources.link import link
from builder.sources.read import Document, Located, Records
from builder.text.wording import words_for

UK, EN = Language.UK, Language.EN
TODAY = date(2026, 11, 22)


def both(text: str) -> dict[str, str]:
    return {"uk": text, "en": text}


def site(**fields: Any) -> SiteRecord:
    required = {"title": both("Взірець"), "tagline": both("Добрі практики"), "publisher": both("Видавець")}
    return SiteRecord.model_validate({"base_url": "https://hromady.example/", **required, **fields})


def practice(
    slug: str, *, title: str = "", languages: Iterable[Language] = (UK, EN), **fields: Any
) -> Document[PracticeRecord]:
    """A practice as read; `fields` are those of its home file."""
    title = title or slug.capitalize()
    record = {
        "title": title,
        "summary": f"Суть: {title}",
        "community": ["bakhmutska"],
        "category": ["energy"],
        "date": "2026-01-01",
        "sources": [{"title": "Стаття", "publisher": "Видання", "lang": "uk"}],
        **fields,
    }
    return _document("practices", slug, PracticeRecord.model_validate(record), languages)


def text_page(slug: str, *, languages: Iterable[Language] = (UK, EN), **fields: Any) -> Document[PageRecord]:
    record = {"title": slug.capitalize(), "summary": f"Суть: {slug}", **fields}
    return _document("pages", slug, PageRecord.model_validate(record), languages)


def _document(section: str, slug: str, record: Any, languages: Iterable[Language]) -> Document[Any]:
    home = _located(section, slug, record, f"content/{section}/{slug}/index.uk.md")
    texts = {language: _text(home, language) for language in languages}
    bodies = {language: Block(path=text.path, text="", line=9) for language, text in texts.items()}
    return Document(home=home, texts=texts, bodies=bodies)


def _text(home: Located[Any], language: Language) -> Text:
    """The English side is told from the Ukrainian one by the mark of its language."""
    mark = "" if language is UK else " (en)"
    return Text(
        path=home.path.replace(".uk.", f".{language.value}."),
        title=home.record.title + mark,
        summary=home.record.summary + mark,
        cover_alt="",
    )


def _located(section: str, id_: str, record: Any, path: str = "") -> Located[Any]:
    path = path or f"content/{section}/{id_}.yaml"
    return Located(id=id_, path=path, record=record, fields=empty_node(path))


def records(
    practices: Iterable[Document[PracticeRecord]] = (),
    pages: Iterable[Document[PageRecord]] = (),
    **registries: Mapping[str, Mapping[str, Any]],
) -> Records:
    """All of content/, its registries given as id → fields; the theme «energy» is always there."""
    given: dict[str, Mapping[str, Mapping[str, Any]]] = {"categories": {}, **registries}
    given["categories"] = {"energy": {"name": both("Енергія"), "motif": "spark"}, **given["categories"]}
    made: dict[str, dict[str, Located[RegistryRecord]]] = {
        name: {id_: _located(name, id_, schema.model_validate(fields)) for id_, fields in given.get(name, {}).items()}
        for name, schema in REGISTRIES.items()
    }
    return Records(practices=tuple(practices), pages=tuple(pages), registries=made, pictures=frozenset())


def linked(content: Records, settings: SiteRecord | None = None) -> Outcome[Showcase]:
    return link(content, settings or site(), today=TODAY)


def showcase(content: Records, settings: SiteRecord | None = None) -> Showcase:
    """The content linked; whatever does not resolve is a mistake of the test."""
    outcome = linked(content, settings)
    assert not has_errors(outcome.diagnostics), outcome.diagnostics
    return outcome.value


def planned(shown: Showcase) -> Outcome[SitePlan]:
    return plan(shown, {}, {}, {language: words_for(language) for language in shown.site.languages}, TODAY)


def context(shown: Showcase, language: Language = UK) -> Context:
    return Context(
        language=language,
        words=words_for(language),
        base=base_of(shown.site.base_url),
        showcase=shown,
        taxonomies=taxonomies(shown),
        bodies={},
        pictures={},
        build_day=lambda: TODAY,
    )
