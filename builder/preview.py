"""`vzirets serve`: the build, the failure page and the words of the terminal, put around the live server."""

import gc
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from builder import report
from builder.build import Options, Result, index
from builder.cli import Exit, read_lines
from builder.config import FILE, load_config
from builder.diagnostics import Diagnostic, Location, finding
from builder.live import Live, Touched
from builder.model.language import Language
from builder.model.site import ThemeColours
from builder.pages.urls import Base, base_of
from builder.publish.write import PublishError
from builder.render.folders import theme_folders
from builder.render.static import preview_sheet
from builder.render.templates import environment
from builder.search.engine import StoppedError
from builder.serve import BuildResult, PortTakenError, serve
from builder.text.wording import words_for

STYLESHEET = "/~preview.css"
SETTLES_AFTER = 1.5
"""Seconds without a save after which a build is remembered."""


def preview(
    root: Path,
    output: Path,
    *,
    language: Language,
    base_url: str | None,
    drafts: bool,
    today: date | None,
    host: str,
    port: int,
    open_browser: bool,
    poll: bool,
) -> int:
    """Serve until interrupted. Wrong settings are told at once, wrong content in the browser."""
    gc.enable()  # see `__main__`
    config = load_config(root, base_url=base_url)
    if config.value is None and not (root / FILE).is_file():
        return _told(config.diagnostics, root, language)
    options = Options(root=root, output=output, base_url=base_url, drafts=drafts, today=today, index=False)

    live = Live(options)

    def run(touched: Touched) -> Result:
        try:
            return live.build(touched)
        except PublishError as error:
            return Result(findings=(_not_written(error),), ok=False)

    def built(result: BuildResult) -> None:
        _print(result.findings, root, language)
        _say("built" if result.ok else "failed", language)

    base = base_of(config.value.base_url) if config.value else Base("", "")
    template = environment(theme_folders(root, "templates"), words_for(language), base).get_template(
        "preview/build-errors.html"
    )

    def failure(findings: Sequence[Diagnostic]) -> str:
        return report.failure_page(
            findings,
            language=language,
            read_lines=lambda path: read_lines(root, path),
            stylesheet=STYLESHEET,
            template=template.render,
        )

    try:
        serve(
            run,
            watch=[root / name for name in ("content", "templates", "assets", FILE) if (root / name).exists()],
            output=output,
            render_failure=failure,
            host=host,
            port=port,
            prefix=base.prefix + "/",
            files={STYLESHEET: preview_sheet(root, config.value.theme if config.value else ThemeColours())},
            open_browser=open_browser,
            poll=poll,
            started=lambda url: _say("started", language, url=url),
            built=built,
            afterwards=partial(_afterwards, live, options, language),
        )
    except PortTakenError as error:
        _say("port_taken", language, port=error.port, other=error.port + 1)
        return Exit.ENVIRONMENT
    except KeyboardInterrupt:
        _say("stopped", language)
    return Exit.INTERRUPTED


def _afterwards(
    live: Live, options: Options, language: Language, result: BuildResult, stopped: Callable[[float], bool]
) -> bool:
    """Once the pages are shown and no more is saved: remember them, and make the index of search."""
    if stopped(SETTLES_AFTER):
        return True
    try:
        if not live.settle(lambda: stopped(0)):
            return False
    except PublishError as error:
        _print([_not_written(error)], options.root, language)
        return True
    if stopped(0):
        return True
    _index(options, language, result, lambda: stopped(0))
    return True


def _index(options: Options, language: Language, result: BuildResult, stopped: Callable[[], bool]) -> None:
    assert isinstance(result, Result)  # noqa: S101  # the preview builds nothing else
    found: Sequence[Diagnostic] = ()
    try:
        found = index(options, result, stopped).findings
    except StoppedError:
        return
    except PublishError as error:
        found = [_not_written(error)]
    if further := [item for item in found if item not in result.findings]:
        _print(further, options.root, language)


def _not_written(error: PublishError) -> Diagnostic:
    return finding("V911", Location(path=error.path), reason=error.reason)


def _told(findings: Sequence[Diagnostic], root: Path, language: Language) -> int:
    _print(findings, root, language)
    return Exit.ENVIRONMENT


def _print(findings: Sequence[Diagnostic], root: Path, language: Language) -> None:
    text = report.render(
        findings, format="human", language=language, read_lines=lambda path: read_lines(root, path), colour=False
    )
    click.echo(text, nl=False)


def _say(key: str, language: Language, **values: object) -> None:
    click.echo(str(report.words()["serve"][key][language.value]).format(**values), err=True)
