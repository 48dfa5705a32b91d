"""What every page of a language shares: masthead and footer."""

from typing import Protocol

from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.model.site import Section
from builder.pages import views
from builder.pages.insight import SEGMENT as INSIGHT
from builder.pages.licences import licence_link
from builder.pages.offline import WORKER
from builder.pages.search_form import SEARCH
from builder.pages.site_files import Icons, manifest_path
from builder.pages.tables import FOLDER
from builder.pages.texts import HOME
from builder.pages.urls import Base, url
from builder.text.wording import Words

JOIN = ("submit",)
FURTHER = ("calls", "communities", "competitions", "events", "years")
"""Sections that the footer leads to where the menu does not."""
ABOUT = ("about", "accessibility", "privacy")


class Assets(Protocol):
    """Where the site's own files are, from the site's root."""

    @property
    def stylesheet(self) -> str: ...
    @property
    def sheets(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def script(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def icons(self) -> Icons: ...
    @property
    def fonts(self) -> dict[Language, str]: ...


def frame(showcase: Showcase, words: Words, base: Base, assets: Assets) -> views.Frame:
    """Masthead and footer of one language. The footer leads to every page of text that no menu names."""
    site, language = showcase.site, words.language
    pages = [slug for slug in showcase.pages if slug not in (HOME, *site.navigation, *JOIN)]
    about = sorted(pages, key=lambda slug: (ABOUT.index(slug) if slug in ABOUT else len(ABOUT), slug))
    data = views.Link(text=words("open-data"), url=base.href(url(language, FOLDER)))
    insight = views.Link(text=words("section-insight"), url=base.href(url(language, INSIGHT)))
    unlisted = [
        name for name in ("calls", "communities", "competitions", "events", "years") if name not in site.navigation
    ]
    sections = [views.Link(text=words(f"section-{name}"), url=base.href(url(language, name))) for name in unlisted]
    return views.Frame(
        title=words.typeset(site.title.best(language)),
        tagline=words.typeset(site.tagline.best(language)),
        home=base.href(url(language)),
        navigation=tuple(_navigation(showcase, words, base)),
        join=(*_page_links(showcase, words, base, JOIN), *_report(showcase, words)),
        about=(*sections, *_page_links(showcase, words, base, about), data, insight),
        publisher=words.typeset(site.publisher.best(language)),
        contact=site.contact.best(language) if site.contact else "",
        licence=licence_link(site.content_licence),
        stylesheet=base.href(assets.stylesheet),
        sheets=tuple((name, base.href(address)) for name, address in assets.sheets),
        script=base.href(assets.script),
        icon=base.href(assets.icon),
        touch_icon=base.href(assets.icons[0][0]),
        manifest=base.href(f"/{manifest_path(language)}"),
        worker=base.href(WORKER) if site.features.offline else "",
        preload=(base.href(assets.fonts[language]),),
        search=views.Link(text=words("section-search"), url=base.href(url(language, SEARCH)))
        if site.features.search
        else None,
    )


def _navigation(showcase: Showcase, words: Words, base: Base) -> list[tuple[str, views.Link]]:
    entries: list[tuple[str, views.Link]] = []
    for name in showcase.site.navigation:
        if name in Section.__members__.values():
            target = views.Link(text=words(f"section-{name}"), url=base.href(url(words.language, name)))
            entries.append((name, target))
        else:
            entries.extend((name, link) for link in _page_links(showcase, words, base, (name,)))
    return entries


def _page_links(showcase: Showcase, words: Words, base: Base, slugs: tuple[str, ...] | list[str]) -> list[views.Link]:
    """Links to pages of text, in the page's language where it has one."""
    links = []
    for slug in slugs:
        page = showcase.pages.get(slug)
        if page is None:
            continue
        spoken = words.language if words.language in page.texts else Language.UK
        foreign = "" if spoken is words.language else spoken.value
        title = words.typeset_as(page.texts[spoken].title, spoken)
        links.append(views.Link(text=title, url=base.href(url(spoken, slug)), lang=foreign, hreflang=foreign))
    return links


def _report(showcase: Showcase, words: Words) -> list[views.Link]:
    repository = showcase.site.repository
    return [views.Link(text=words("report-error"), url=f"{repository.rstrip('/')}/issues")] if repository else []
