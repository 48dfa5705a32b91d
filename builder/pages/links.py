"""Links in bodies: from what an editor wrote to the address it means, in the same language."""

import posixpath
from collections.abc import Collection, Container, Iterator, Mapping
from urllib.parse import unquote

from builder.diagnostics import Diagnostic, Location, finding, near
from builder.frozen import Frozen
from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.pages.honours import edition_segments
from builder.pages.urls import Base, url

_ROOTS = {"practices": ("practices",), "pages": ()}
"""Folder of content/ → first segments of the URLs of what stands in it."""


def record_addresses(showcase: Showcase) -> Iterator[tuple[str, ...]]:
    """Segments of the pages of events, of editions of competitions and of calls."""
    yield ("events",)
    yield from (("events", id_) for id_ in showcase.events)
    yield from (edition_segments(edition) for edition in showcase.editions.values())
    yield ("calls",)
    yield from (("calls", id_) for id_ in showcase.calls)


class Target(Frozen):
    """Where a link leads; `language` is that of the page there."""

    href: str
    language: Language


class Written(Frozen):
    """A link as written, with its place."""

    href: str
    place: Location


class LinkMap(Frozen, kw_only=False, gc=True):
    """What links can lead to: texts of content/ by folder, and every other URL of the site."""

    base: Base
    texts: Mapping[str, tuple[Language, ...]]
    """Folder (`content/practices/x`) → languages it has a text in."""
    ids: Mapping[tuple[str, Language], Collection[str]]
    """(folder, language) → ids that its text can be entered at."""
    urls: Collection[str]
    left_out: Container[str] = frozenset()

    def resolve(self, link: Written, folder: str, language: Language) -> tuple[Target | None, list[Diagnostic]]:
        """The target of a link in a text of `folder`, and what is wrong with it."""
        path, _, fragment = link.href.partition("#")
        fragment = unquote(fragment)
        if path == "":
            return self._inside(link, folder, language, fragment)
        if path.startswith("/"):
            return self._from_root(link, path, fragment)
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if not target.startswith("content/"):
            return None, [finding("V405", link.place, value=link.href)]
        return self._to_text(link, folder, target, language, fragment)

    def _inside(
        self, link: Written, folder: str, language: Language, fragment: str
    ) -> tuple[Target | None, list[Diagnostic]]:
        return None, list(self._check_fragment(link, folder, language, fragment))

    def _from_root(self, link: Written, path: str, fragment: str) -> tuple[Target | None, list[Diagnostic]]:
        if path not in self.urls:
            return None, [finding("V401", link.place, suggestions=near(path, self.urls), value=link.href)]
        language = Language.EN if path.startswith("/en/") else Language.UK
        return Target(href=self.base.href(path) + (f"#{fragment}" if fragment else ""), language=language), []

    def _to_text(
        self, link: Written, source: str, target: str, language: Language, fragment: str
    ) -> tuple[Target | None, list[Diagnostic]]:
        folder = posixpath.dirname(target) if posixpath.basename(target).startswith("index.") else target
        languages = self.texts.get(folder)
        if languages is None and folder in self.left_out:
            return None, []
        if languages is None:
            parent = posixpath.dirname(folder)
            siblings = {posixpath.basename(text) for text in self.texts if posixpath.dirname(text) == parent}
            meant = [
                f"{posixpath.relpath(f'{parent}/{slug}', source)}/"
                for slug in near(posixpath.basename(folder), siblings)
            ]
            return None, [finding("V401", link.place, suggestions=meant, value=link.href)]
        spoken = language if language in languages else Language.UK
        _, section, slug = folder.split("/")
        found = list(self._check_fragment(link, folder, spoken, fragment))
        if spoken is not language:
            found.append(finding("V403", link.place, value=link.href))
        segments = () if (section, slug) == ("pages", "home") else (*_ROOTS[section], slug)
        address = self.base.href(url(spoken, *segments)) + (f"#{fragment}" if fragment else "")
        return Target(href=address, language=spoken), found

    def _check_fragment(self, link: Written, folder: str, language: Language, fragment: str) -> Iterator[Diagnostic]:
        if not fragment:
            return
        known = self.ids.get((folder, language), frozenset())
        if fragment not in known:
            yield finding("V402", link.place, suggestions=near(fragment, sorted(known)), value=fragment)
