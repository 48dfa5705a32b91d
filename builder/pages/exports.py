"""What machines read: feeds, sitemap, robots.txt, open data."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from builder.model.fields import Text
from builder.model.language import Language
from builder.model.practice import Result, Source
from builder.model.showcase import Practice
from builder.model.site import SiteRecord
from builder.pages import views
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.context import Context
from builder.pages.page import Page, Place
from builder.pages.spreadsheets import lines, spreadsheet
from builder.pages.tables import TABLES
from builder.pages.taxonomies import FEEDS, oblast_name, place_name
from builder.pages.urls import Base, url

NEWEST = 50
SITEMAP_LIMIT = 20_000
"""URLs in one sitemap: with alternates, well under the protocol's 50 MB."""

MIDNIGHT = "T00:00:00Z"


# Feeds


def feed_pages(context: Context) -> Iterator[Page]:
    """The newest practices that have a text in this language: all of them, and by region and theme."""
    yield feed_page(context)
    for section in sorted(FEEDS):
        for id_ in context.taxonomies[section].terms:
            yield feed_page(context, section, id_)


def feed_page(context: Context, *segments: str) -> Page:
    """The feed of all practices, or of those of one term: its section and id."""
    title = context.text(context.showcase.site.title)
    practices: Sequence[Practice] = context.showcase.practices
    if segments:
        term = context.term(*segments)
        title, practices = f"{title}: {context.text(term.name)}", term.practices
    own = list(islice((p for p in practices if context.language in p.marks.languages), NEWEST))
    page_url = url(context.language, *segments)
    feed_url = f"{page_url}feed.xml"
    site = context.showcase.site
    view = views.FeedView(
        language=context.language.value,
        title=title,
        subtitle=context.text(site.tagline),
        id=context.base.permalink(feed_url),
        self_url=context.base.permalink(feed_url),
        page_url=context.base.permalink(page_url),
        # A feed without entries must still say when it changed: the day of the oldest practice never moves by itself.
        updated=max((practice.marks.changed.isoformat() for practice in own), default="1970-01-01") + MIDNIGHT,
        author=context.text(site.publisher),
        rights=site.content_licence,
        entries=tuple(filter(None, (context.once(feed_entry, practice.slug) for practice in own))),
    )
    return Page(
        kind="feed", language=context.language, url=feed_url, template="feeds/atom.xml", view=view, listed=False
    )


def feed_entry(context: Context, slug: str) -> views.Entry | None:
    """A practice in a feed; nothing for one that has no page in this language."""
    if not context.showcase.has_page(slug):
        return None
    practice = context.showcase.whole(slug)
    if context.language not in practice.texts:
        return None
    text = practice.texts[context.language]
    permalink = context.base.permalink(url(context.language, PRACTICES, practice.slug))
    return views.Entry(
        title=context.words.typeset(text.title),
        summary=context.words.typeset(text.summary),
        permalink=permalink,
        id=permalink,
        updated=practice.changed.isoformat() + MIDNIGHT,
        published=practice.record.date.isoformat() + MIDNIGHT,
        categories=tuple((c.id, context.text(c.record.name)) for c in practice.categories),
    )


# Sitemap and robots.txt


def sitemap_pages(base: Base, pages: Iterable[Place]) -> Iterator[Page]:
    """One sitemap, or an index and its parts where the site is too large for one."""
    entries = [(base.permalink(page.url), page.lastmod, page.alternates(base)) for page in pages if page.listed]
    parts = [entries[start : start + SITEMAP_LIMIT] for start in range(0, len(entries), SITEMAP_LIMIT)] or [[]]
    if len(parts) == 1:
        yield _xml("/sitemap.xml", "feeds/sitemap.xml", views.SitemapView(urls=tuple(parts[0])))
    else:
        addresses = [f"/sitemaps/{number}.xml" for number in range(1, len(parts) + 1)]
        view = views.SitemapIndexView(sitemaps=tuple(base.permalink(address) for address in addresses))
        yield _xml("/sitemap.xml", "feeds/sitemap-index.xml", view)
        for address, part in zip(addresses, parts, strict=True):
            yield _xml(address, "feeds/sitemap.xml", views.SitemapView(urls=tuple(part)))
    yield _xml("/robots.txt", "feeds/robots.txt", views.RobotsView(sitemap=base.permalink("/sitemap.xml")))


def _xml(page_url: str, template: str, view: views.View) -> Page:
    return Page(kind="machine", language=Language.UK, url=page_url, template=template, view=view, listed=False)


# Open data


class DataRow(NamedTuple):
    """A practice in the open data, or some that follow each other: their objects, and their lines of the table."""

    json: str
    csv: str


def data_row(practice: Practice, base: Base) -> DataRow:
    row = _row(practice, base)
    return DataRow(_json(row), lines([_cells(row)]))


def data_rows(rows: Sequence[DataRow]) -> DataRow:
    """Rows as one."""
    return DataRow(_BETWEEN.join(row.json for row in rows), "".join(row.csv for row in rows))


_BETWEEN = ",\n"
"""A line for each practice: easy to compare, and the encoder in C writes no indentation."""


def practices_json(site: SiteRecord, rows: Iterable[DataRow]) -> bytes:
    """All published practices with both languages, one object each, in the order of lists."""
    head = _json({"licence": site.content_licence, "publisher": sides(site.publisher)})
    listed = _BETWEEN.join(row.json for row in rows)
    return f'{head[:-1]},"practices":[\n{listed}\n]}}\n'.encode()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _row(practice: Practice, base: Base) -> dict[str, Any]:
    record = practice.record
    return {
        "slug": practice.slug,
        "url": {lang.value: base.permalink(url(lang, PRACTICES, practice.slug)) for lang in practice.texts},
        "title": {lang.value: text.title for lang, text in practice.texts.items()},
        "summary": {lang.value: text.summary for lang, text in practice.texts.items()},
        "date": record.date.isoformat(),
        "updated": record.updated.isoformat() if record.updated else None,
        "communities": [{"katottg": p.community.code, "name": sides(place_name(p))} for p in practice.communities],
        "communities_total": record.communities_total,
        "regions": [{"iso": o.iso, "slug": o.slug, "name": sides(oblast_name(o))} for o in practice.oblasts],
        "themes": [{"id": c.id, "name": sides(c.record.name)} for c in practice.categories],
        "programmes": [{"id": p.id, "name": sides(p.record.name)} for p in practice.programmes],
        "organisations": [
            {"id": m.organisation.id, "name": sides(m.organisation.record.name), "role": m.role.value}
            for m in practice.chain
        ],
        "period": {"from": str(record.period.start), "to": str(record.period.end) if record.period.end else None}
        if record.period
        else None,
        "status": record.status.value,
        "results": [result_row(result) for result in record.results],
        "not_stated": list(record.not_stated),
        "sources": [source_row(source) for source in record.sources],
    }


def source_row(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "lang": source.lang,
        "date": str(source.date) if source.date else None,
        "url": source.url,
    }


def result_row(result: Result) -> dict[str, Any]:
    return {
        "value": number(result.value),
        "to": None if result.to is None else number(result.to),
        "qualifier": result.qualifier.value,
        "unit": sides(result.unit) if result.unit else None,
        "label": sides(result.label),
        "as_of": str(result.as_of) if result.as_of else None,
        "source": result.source,
    }


def number(value: Decimal) -> int | float:
    return float(value) if value % 1 else int(value)


def sides(text: Text) -> dict[str, str | None]:
    return {"uk": text.uk, "en": text.en}


CSV_COLUMNS = tuple(column.name for column in TABLES["practices"])


def practices_csv(rows: Iterable[DataRow]) -> bytes:
    """The same as a table; lists are joined by semicolons."""
    return spreadsheet([CSV_COLUMNS]) + "".join(row.csv for row in rows).encode()


def _cells(row: dict[str, Any]) -> Iterable[str | None]:
    period = row["period"] or {}
    names = [community["name"] for community in row["communities"]]
    yield row["slug"]
    for field in ("title", "summary", "url"):
        yield row[field].get("uk")
        yield row[field].get("en")
    yield row["date"]
    yield row["updated"]
    yield ";".join(community["katottg"] for community in row["communities"])
    yield ";".join(name["uk"] or "" for name in names)
    yield ";".join(name["en"] or "" for name in names)
    yield ";".join(region["iso"] for region in row["regions"])
    yield ";".join(theme["id"] for theme in row["themes"])
    yield ";".join(programme["id"] for programme in row["programmes"])
    yield ";".join(f"{o['id']}:{o['role']}" for o in row["organisations"])
    yield period.get("from")
    yield period.get("to")
    yield row["status"]
