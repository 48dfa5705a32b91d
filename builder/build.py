"""The pipeline on one screen: content/ → records → showcase → plan → files → output folder."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from builder.config import load_config
from builder.diagnostics import Diagnostic, Location, Severity, finding, has_errors, sort_findings
from builder.model.showcase import Showcase
from builder.model.site import SiteRecord
from builder.pages.exports import practices_csv, practices_json
from builder.pages.frame import frame
from builder.pages.page import Page
from builder.pages.plan import plan
from builder.pages.urls import base_of
from builder.publish.manifest import unpublishable
from builder.publish.write import UNPUBLISHABLE, Published, clean, publish
from builder.render.bodies import convert_bodies
from builder.render.output import OutputFile
from builder.render.pictures import publish_pictures
from builder.render.static import static_files, theme_folders
from builder.render.templates import Renderer
from builder.sources.discover import discover
from builder.sources.link import link
from builder.sources.read import read
from builder.text.wording import check_catalogue, words_for

T = TypeVar("T")

STORE = ".vzirets"
"""Folder beside site.yaml for what may be lost at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is asked to do. `today` of `None` is decided by `build_day`."""

    root: Path
    output: Path
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run made and found. There is no `site` where site.yaml already failed."""

    findings: tuple[Diagnostic, ...]
    ok: bool
    files: tuple[OutputFile, ...] = ()
    site: SiteRecord | None = None
    output: Path | None = None
    """Where it was to be written; nothing was to be written by a check."""
    published: Published | None = None


def build_day(given: date | None, time_zone: str) -> date:
    """The day a site is built for: as given, else SOURCE_DATE_EPOCH, else today where the site lives."""
    if given is not None:
        return given
    zone = ZoneInfo(time_zone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.now(UTC)
    return moment.astimezone(zone).date()


Progress = Callable[[Sequence[T]], Iterable[T]]
"""Hands on what it is given, and may tell a person how far it is."""


def make(options: Options, progress: Progress[Page] = iter) -> Result:
    """Everything but writing: the files of the site, and all findings of one run."""
    config = load_config(options.root, base_url=options.base_url)
    site = config.value
    if site is None:
        return Result(findings=sort_findings(config.diagnostics), ok=False)
    found = [*config.diagnostics, *check_catalogue().diagnostics]
    tree = discover(options.root)
    records = read(tree.value, site.languages)
    today = build_day(options.today, site.time_zone)
    linked = link(records.value, site, today=today, drafts=options.drafts)
    found += [*tree.diagnostics, *records.diagnostics, *linked.diagnostics]
    files, more = _files(options.root, linked.value, tree.value.pictures, progress)
    unfit = (finding(UNPUBLISHABLE, Location(path=path)) for path in unpublishable([file.path for file in files]))
    findings = sort_findings([*found, *more, *unfit])
    return Result(findings=findings, ok=_passes(findings, options.strict), files=files, site=site)


def build(options: Options, progress: Progress[Page] = iter) -> Result:
    """Make the site and publish it; with errors the folder stays as it was."""
    result = replace(make(options, progress), output=options.output)
    if not result.ok:
        return result
    if options.clean:
        clean(options.output, options.root / STORE)
    outcome = publish(result.files, options.output)
    findings = sort_findings([*result.findings, *outcome.diagnostics])
    ok = _passes(findings, options.strict)
    return replace(result, findings=findings, ok=ok, published=outcome.value)


def _passes(findings: Iterable[Diagnostic], strict: bool) -> bool:
    if strict:
        return all(item.severity is Severity.NOTICE for item in findings)
    return not has_errors(findings)


def _files(
    root: Path, showcase: Showcase, pictures: frozenset[str], progress: Progress[Page]
) -> tuple[tuple[OutputFile, ...], list[Diagnostic]]:
    """The showcase as files, in the order of the plan."""
    words = {language: words_for(language) for language in showcase.site.languages}
    shown = publish_pictures(root, _pictures_of(showcase, pictures), base_of(showcase.site.base_url).prefix)
    bodies = convert_bodies(showcase, shown.value.pictures)
    planned = plan(showcase, bodies.value, shown.value.pictures, words)
    static = static_files(root, showcase.site.theme)
    found = [*shown.diagnostics, *bodies.diagnostics, *planned.diagnostics]
    frames = {language: frame(showcase, own, planned.value.base, static) for language, own in words.items()}
    renderer = Renderer(theme_folders(root, "templates"), frames, words, planned.value.base)
    rendered = [file for file in map(renderer.render, progress(planned.value.pages)) if file is not None]
    data = (
        OutputFile("data/practices.json", practices_json(showcase, planned.value.base)),
        OutputFile("data/practices.csv", practices_csv(showcase, planned.value.base)),
        OutputFile(".nojekyll", b""),
    )
    return (*static.files, *shown.value.files, *rendered, *data), [*found, *renderer.findings.values()]


def _pictures_of(showcase: Showcase, pictures: frozenset[str]) -> list[str]:
    """Pictures beside published texts; those of drafts stay at home."""
    folders = {f"content/practices/{practice.slug}" for practice in showcase.practices}
    folders |= {f"content/pages/{slug}" for slug in showcase.pages}
    return [path for path in pictures if path.rpartition("/")[0] in folders]
