"""What machines read: feeds, sitemap, robots.txt, open data."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from builder.model.fields import Text
from builder.model.language import Language
from builder.model.practice import Result
from builder.model.showcase import Practice, Showcase
from builder.pages import views
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.context import Context
from builder.pages.page import Page
from builder.pages.taxonomies import oblast_name, place_name
from builder.pages.terms import FEEDS
from builder.pages.urls import Base, url

NEWEST = 50
SITEMAP_LIMIT = 20_000
"""URLs in one sitemap: with alternates, well under the protocol's 50 MB."""

MIDNIGHT = "T00:00:00Z"


# Feeds


def feed_pages(context: Context) -> Iterator[Page]:
    """The newest practices that have a text in this language: all of them, and by region and theme."""
    title = context.text(context.showcase.site.title)
    yield _feed(context, title, (), context.showcase.practices)
    for section in sorted(FEEDS):
        for term in context.taxonomies[section].terms.values():
            yield _feed(context, f"{title}: {context.text(term.name)}", (section, term.id), term.practices)


def _feed(context: Context, title: str, segments: tuple[str, ...], practices: Sequence[Practice]) -> Page:
    own = [practice for practice in practices if context.language in practice.texts][:NEWEST]
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
        updated=max((practice.changed.isoformat() for practice in own), default="1970-01-01") + MIDNIGHT,
        author=context.text(site.publisher),
        rights=site.content_licence,
        entries=tuple(_entry(context, practice) for practice in own),
    )
    return Page(
        kind="feed", language=context.language, url=feed_url, template="feeds/atom.xml", view=view, listed=False
    )


def _entry(context: Context, practice: Practice) -> views.Entry:
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


def sitemap_pages(base: Base, pages: Sequence[Page]) -> Iterator[Page]:
    """One sitemap, or an index and its parts where the site is too large for one."""
    listed = [page for page in pages if page.listed]
    entries = [(base.permalink(page.url), page.lastmod, _alternates(page.view)) for page in listed]
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


def _alternates(view: views.View) -> tuple[tuple[str, str], ...]:
    head = getattr(view, "head", None)
    return head.alternates if isinstance(head, views.Head) else ()


def _xml(page_url: str, template: str, view: views.View) -> Page:
    return Page(kind="machine", language=Language.UK, url=page_url, template=template, view=view, listed=False)


# Open data


def practices_json(showcase: Showcase, base: Base) -> bytes:
    """All published practices with both languages, one object each, in the order of lists."""
    head = {"licence": showcase.site.content_licence, "publisher": _sides(showcase.site.publisher)}
    rows = (json.dumps(_row(practice, showcase, base), ensure_ascii=False) for practice in showcase.practices)
    # A line for each practice: easy to compare, and the encoder in C writes no indentation.
    listed = ",\n".join(rows)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "practices": [\n{listed}\n]}}\n'.encode()


def _row(practice: Practice, showcase: Showcase, base: Base) -> dict[str, Any]:
    record = practice.record
    return {
        "slug": practice.slug,
        "url": {lang.value: base.permalink(url(lang, PRACTICES, practice.slug)) for lang in practice.texts},
        "title": {lang.value: text.title for lang, text in practice.texts.items()},
        "summary": {lang.value: text.summary for lang, text in practice.texts.items()},
        "date": record.date.isoformat(),
        "updated": record.updated.isoformat() if record.updated else None,
        "communities": [{"katottg": p.community.code, "name": _sides(place_name(p))} for p in practice.communities],
        "communities_total": record.communities_total,
        "regions": [{"iso": o.iso, "slug": o.slug, "name": _sides(oblast_name(o))} for o in practice.oblasts],
        "themes": [{"id": c.id, "name": _sides(c.record.name)} for c in practice.categories],
        "programmes": [{"id": p.id, "name": _sides(p.record.name)} for p in practice.programmes],
        "organisations": [
            {"id": m.organisation.id, "name": _sides(m.organisation.record.name), "role": m.role.value}
            for m in practice.chain
        ],
        "period": {"from": str(record.period.start), "to": str(record.period.end) if record.period.end else None}
        if record.period
        else None,
        "status": record.status.value,
        "results": [_result(result) for result in record.results],
        "not_stated": list(record.not_stated),
        "sources": [
            {
                "title": s.title,
                "publisher": s.publisher,
                "lang": s.lang,
                "date": str(s.date) if s.date else None,
                "url": s.url,
            }
            for s in record.sources
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "value": _number(result.value),
        "to": None if result.to is None else _number(result.to),
        "qualifier": result.qualifier.value,
        "unit": _sides(result.unit) if result.unit else None,
        "label": _sides(result.label),
        "as_of": str(result.as_of) if result.as_of else None,
        "source": result.source,
    }


def _number(value: Decimal) -> int | float:
    return float(value) if value % 1 else int(value)


def _sides(text: Text) -> dict[str, str | None]:
    return {"uk": text.uk, "en": text.en}


CSV_COLUMNS = (
    "slug", "title_uk", "title_en", "summary_uk", "summary_en", "url_uk", "url_en", "date", "updated", "katottg",
    "communities_uk", "communities_en", "regions", "themes", "programmes", "organisations", "period_from",
    "period_to", "status",
)  # fmt: skip


def practices_csv(showcase: Showcase, base: Base) -> bytes:
    """The same as a table; lists are joined by semicolons. The mark at its head is for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for practice in showcase.practices:
        writer.writerow([_cell(value) for value in _cells(_row(practice, showcase, base))])
    return out.getvalue().encode("utf-8-sig")


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


def _cell(value: str | None) -> str:
    """A cell that a spreadsheet cannot take for a formula."""
    text = value or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
