"""The command line: arguments, streams, exit codes. A thin skin over `build`, `serve`, `publish` and `new`.

Help and usage errors come in the language of the person who types; the words stand in
`wording/cli.yaml`.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click
from click.exceptions import NoArgsIsHelpError

from builder import __version__, report
from builder.build import FILE, STORE, Options, Result, build, build_day, clean_output, make
from builder.diagnostics import Diagnostic
from builder.model.language import Language
from builder.publish.write import PublishError

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of work after which a person is told how far it is."""

FORMATS = ("human", "plain", "json", "github", "gitlab")
CONFIGURATION = "V9"
TEMPLATES = "V6"
MISMATCH = "V920"

STAGES = {
    "inputs": "inputs",
    "reading": "document record strays config catalogue record-ids all-ids slugs",
    "linking": "practice marks in-order order settled programmes programme organisation category place recorded-place",
    "planning": "addresses keys grouped terms term members piece frame closure adaptations",
    "markdown": "body resolved ids",
    "pages": "page",
    "filling": "template",
    "files": "static picture data data-row",
    "publishing": "publishing",
    "storing": "storing",
}
"""What `--profile` tells → the kinds of nodes and steps whose time it sums; all others are the rest."""
STAGE_OF = {kind: stage for stage, kinds in STAGES.items() for kind in kinds.split()}
DEAREST = 10


class Exit(IntEnum):
    OK = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    TEMPLATE = 4
    FAULT = 5
    MISMATCH = 6
    INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the value is the process's exit code."""
    language = ui_language(arguments)
    try:
        outcome = commands(language)(list(arguments), prog_name="vzirets", standalone_mode=False)
        return outcome if isinstance(outcome, int) else Exit.OK
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        _say(error.format_message() if isinstance(error, NoArgsIsHelpError) else _usage(error, language))
        return Exit.USAGE
    except PublishError as error:
        _say(_words("publish", "failed", language, path=error.path, reason=error.reason))
        return Exit.ENVIRONMENT
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except OSError as error:
        _say(_words("fault", "machine", language, path=error.filename, reason=error.strerror))
        return Exit.ENVIRONMENT
    except Exception:  # whatever it is, it is not the editor's fault, and they should learn so
        traceback.print_exc()
        _say(_words("fault", "ours", language))
        return Exit.FAULT


# Language of the person


def _in_language(language: Language) -> tuple[type[click.Command], type[click.Group], type[click.Option]]:
    """click's commands and options with their words in the person's language; `help` is given as a key.

    The words are looked up when help is printed: to read the catalogue for each build would take longer than click.
    """

    def looked_up(part: str, name: str) -> property:
        return property(
            lambda self: _words(part, key, language) if (key := getattr(self, name, None)) else None,
            lambda self, key: setattr(self, name, key),
        )

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, _words("usage", "usage", language) + " ")

        @contextmanager
        def section(self, name: str) -> Iterator[None]:
            with super().section(_words("usage", name.lower(), language)):
                yield

    class Context(click.Context):
        formatter_class = Formatter

    class Option(click.Option):
        help = looked_up("help", "_help")

    class Command(click.Command):
        context_class = Context
        help = looked_up("help", "_help")
        options_metavar = looked_up("usage", "_options_metavar")

        def get_help_option(self, ctx: click.Context) -> click.Option | None:
            option = super().get_help_option(ctx)
            if option is not None:
                option.__class__ = Option  # click makes it of its own kind
                option.help = "help"
            return option

    class Group(Command, click.Group):
        subcommand_metavar = looked_up("usage", "_subcommand_metavar")

    return Command, Group, Option


def ui_language(arguments: Sequence[str]) -> Language:
    """`--ui-lang` where it is given, else the language of the environment; Ukrainian for anything but English."""
    given = _given_language(arguments)
    if given in ("uk", "en"):
        return Language(given)
    for variable in ("VZIRETS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return Language.UK if value.lower().startswith("uk") else Language.EN
    return Language.EN


def _given_language(arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument.startswith("--ui-lang="):
            return argument.partition("=")[2]
        if argument == "--ui-lang":
            return arguments[number + 1] if number + 1 < len(arguments) else ""
    return ""


def _words(part: str, key: str, language: Language, **values: object) -> str:
    entry: Any = report.words()[part][key]
    return str(entry[language.value]).format(**values)


def _say(text: str) -> None:
    """To people, beside the output that machines read."""
    click.echo(text, err=True)


def _usage(error: click.UsageError, language: Language) -> str:
    """click's errors in the person's language; a message of ours passes as it is."""
    known: dict[type[click.UsageError], tuple[str, Callable[[Any], dict[str, object]]]] = {
        click.NoSuchOption: ("no-such-option", lambda e: {"name": e.option_name}),
        click.BadOptionUsage: ("missing", lambda e: {"name": e.option_name}),
        click.MissingParameter: ("missing", lambda e: {"name": _option_name(e.param)}),
        click.BadParameter: ("bad-value", lambda e: {"name": _option_name(e.param), "reason": _expected(e)}),
    }
    for kind, (key, values) in known.items():
        if isinstance(error, kind):
            text = _words("usage", key, language, **values(error))
            break
    else:
        text = _told_of_commands(error, language) or error.format_message()
    meant = getattr(error, "possibilities", None) or ()
    if meant:
        text += " " + _words("usage", "perhaps", language, names=", ".join(meant))
    path = error.ctx.command_path if error.ctx else "vzirets"
    return f"{text}\n" + _words("usage", "help", language, command=f"{path} --help")


def _told_of_commands(error: click.UsageError, language: Language) -> str:
    """That a command is unknown or missing; empty where the error is about something else."""
    if name := getattr(error, "command_name", ""):
        return _words("usage", "no-such-command", language, name=name)
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return _words("usage", "no-command", language)
    return ""


def _option_name(parameter: click.Parameter | None) -> str:
    """An option as it is typed: `--today`."""
    return max(parameter.opts, key=len) if parameter else ""


def _expected(error: click.BadParameter) -> str:
    """What an option may be, in no language, where that can be said so; else click's own words."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return " | ".join(kind.choices)
    return f"{kind.min}–{kind.max}" if isinstance(kind, click.IntRange) else error.message


# Commands


@cache
def commands(language: Language) -> click.Group:  # noqa: C901  # a list of commands, no decisions
    """All commands, their help in one language."""

    command_class, group_class, option_class = _in_language(language)
    languages = click.Choice(["uk", "en", "auto"])

    def option(*names: str, key: str, **kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # as click declares it
        return click.option(*names, help=key, cls=option_class, **kind)

    common = (
        option("-C", "root", key="root", type=click.Path(file_okay=False, path_type=Path), default=Path()),
        option("--ui-lang", key="ui-lang", type=languages, default="auto", expose_value=False),
    )
    reporting = (
        option("--format", "form", key="format", type=click.Choice(FORMATS), default=None),
        option("--strict", key="strict", is_flag=True),
    )
    site = (
        option("--base-url", key="base-url", default=None, metavar="URL", callback=_address),
        option("-D", "--drafts", key="drafts", is_flag=True),
        option("--today", key="today", default=None, metavar="YYYY-MM-DD", callback=_day),
    )
    target = option(
        "-o", "--output", key="output", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="DIR"
    )

    def command(
        name: str, *options: Callable[[Any], Any], to: click.Group | None = None
    ) -> Callable[[Callable[..., int]], None]:
        def add(function: Callable[..., int]) -> None:
            for decorate in reversed((*options, *common)):
                function = decorate(function)
            made = click.command(name, command_class, help=name, options_metavar="metavar")(function)
            (to or group).add_command(made)

        return add

    group = group_class(
        help="vzirets",
        context_settings={"help_option_names": ["-h", "--help"]},
        options_metavar="metavar",
        subcommand_metavar="submetavar",
    )
    click.version_option(__version__, "--version", message="vzirets %(version)s", help="version", cls=option_class)(
        group
    )

    @command(
        "build",
        target,
        option("--clean", "clean", key="clean-first", is_flag=True),
        option("--no-cache", "store", key="no-cache", is_flag=True, flag_value=False, default=True),
        option("--verify", key="verify", is_flag=True),
        option("--jobs", key="jobs", type=click.IntRange(1), default=None, callback=lambda _, __, jobs: jobs or 0),
        option("--profile", key="profile", is_flag=True),
        *site,
        *reporting,
    )
    def _build(
        root: Path,
        output: Path | None,
        form: str | None,
        strict: bool,
        profile: bool,
        **chosen: Any,  # noqa: ANN401
    ) -> int:
        options = Options(root=root, output=output or root / "public", strict=strict, **chosen)
        result = build(options, lambda pages: _progress(pages, language))
        if profile:
            _say(_profile(result.seconds, language))
        return _finish(result, root, form, language)

    @command(
        "check",
        option("--call", key="call", default=None, metavar="ID"),
        click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False),
        *site,
        *reporting,
    )
    def _check(
        root: Path,
        form: str | None,
        strict: bool,
        call: str | None,
        folder: Path | None,
        **chosen: Any,  # noqa: ANN401
    ) -> int:
        if (call is None) is not (folder is None):
            raise click.UsageError(_words("entry", "both", language))
        if call is not None and folder is not None:
            return _check_entry(root, call, folder, chosen["today"], form, strict, language)
        options = Options(root=root, output=root / "public", strict=strict, **chosen)
        return _finish(make(options), root, form, language)

    @command(
        "serve",
        target,
        *site,
        option("--host", key="host", default="127.0.0.1"),
        option("--port", key="port", type=click.IntRange(1, 65535), default=8000),
        option("--open", "open_browser", key="open", is_flag=True),
        option("--poll", key="poll", is_flag=True),
    )
    def _serve(root: Path, output: Path | None, **chosen: Any) -> int:  # noqa: ANN401
        from builder.preview import preview

        return preview(root, output or root / STORE / "preview", language=language, **chosen)

    @command("clean", target)
    def _clean(root: Path, output: Path | None) -> int:
        if not (root / FILE).is_file():
            from builder.config import load_config

            failed = Result(findings=load_config(root).diagnostics, ok=False, configured=False)
            return _finish(failed, root, "human", language)
        outcome = clean_output(output or root / "public", root / STORE)
        _print(outcome.diagnostics, "human", root, language)
        _say(_words("clean", "done", language, count=len(outcome.value.removed)))
        return Exit.FINDINGS if outcome.diagnostics else Exit.OK

    new = group_class("new", help="new", options_metavar="metavar", subcommand_metavar="submetavar")
    for chosen in (group, new):
        option("--ui-lang", key="ui-lang", type=languages, default="auto", expose_value=False)(chosen)
    group.add_command(new)

    @command(
        "practice",
        option("--title", key="new-title", default=None),
        option("--community", key="new-community", default=None),
        option("--category", key="new-category", default=None),
        option("--slug", key="new-slug", default=None),
        option("--no-input", key="no-input", is_flag=True),
        option("--dry-run", key="dry-run", is_flag=True),
        to=new,
    )
    def _new_practice(root: Path, no_input: bool, dry_run: bool, **answers: str | None) -> int:
        return _write_practice(root, answers, language, ask=not no_input and sys.stdin.isatty(), dry_run=dry_run)

    @command(
        "issue-form",
        click.argument("call"),
        option("--language", "spoken", key="form-language", type=click.Choice(["uk", "en"]), default="uk"),
        to=new,
    )
    def _new_issue_form(root: Path, call: str, spoken: str) -> int:
        return _write_issue_form(root, call, Language(spoken), language)

    return group


def _write_issue_form(root: Path, call: str, spoken: Language, language: Language) -> int:
    """Prints the form; where it goes, the person says."""
    from builder.config import load_config
    from builder.entries import NoSuchCallError, issue_form_of

    config = load_config(root)
    if config.value is None:
        return _finish(Result(findings=config.diagnostics, ok=False, configured=False), root, "human", language)
    try:
        text = issue_form_of(root, config.value, call, spoken, build_day(None, config.value.time_zone))
    except NoSuchCallError as error:
        raise _no_such_call(call, error.known, language) from None
    click.echo(text, nl=False)
    return Exit.OK


def _no_such_call(call: str, known: Sequence[str], language: Language) -> click.UsageError:
    names = ", ".join(known) or "—"
    return click.UsageError(_words("entry", "no-such-call", language, call=call, known=names))


def _check_entry(
    root: Path, call: str, folder: Path, today: date | None, form: str | None, strict: bool, language: Language
) -> int:
    """Which rules of a call the practice in a folder meets, and which not."""
    from builder.config import load_config
    from builder.entries import NoSuchCallError, check_entry

    config = load_config(root)
    if config.value is None:
        return _finish(Result(findings=config.diagnostics, ok=False, configured=False), root, form, language)
    try:
        found = check_entry(root, config.value, call, folder, build_day(today, config.value.time_zone))
    except NoSuchCallError as error:
        raise _no_such_call(call, error.known, language) from None
    weighing = ("error", "warning") if strict else ("error",)
    met = not any(item.severity in weighing for item in found)
    chosen = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "human")
    _print(found, chosen, root, language)
    if chosen == "human":
        _say(_words("entry", "met" if met else "not-met", language))
    return Exit.OK if met else Exit.FINDINGS


def _write_practice(root: Path, answers: dict[str, str | None], language: Language, *, ask: bool, dry_run: bool) -> int:
    """The skeleton of a practice: asked for what was not given, written where nothing stands yet."""
    from builder.config import load_config
    from builder.new import practice_files, proposed_slug

    config = load_config(root)
    if config.value is None:
        failed = Result(findings=config.diagnostics, ok=False, configured=False)
        return _finish(failed, root, "human", language)
    for name in ("title", "community", "category"):
        if answers[name] is None and ask:
            answers[name] = click.prompt(_words("new", f"ask-{name}", language), default="", show_default=False) or None
    slug = answers["slug"] or proposed_slug(answers["title"] or "")
    if ask and not answers["slug"]:
        slug = click.prompt(_words("new", "ask-slug", language), default=slug)
    if not slug:
        raise click.UsageError(_words("new", "no-slug", language))
    today = build_day(None, config.value.time_zone)
    outcome = practice_files(slug, answers, config.value.languages, today=today, helped_in=language)
    if outcome.diagnostics:
        return _finish(Result(findings=outcome.diagnostics, ok=False), root, "human", language)
    folder = root / "content" / "practices" / slug
    if folder.exists():
        raise click.UsageError(_words("new", "exists", language, path=folder))
    for path, text in outcome.value.items():
        if not dry_run:
            folder.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")
        click.echo(text if dry_run else path)
    _say(_words("new", "next", language))
    return Exit.OK


def _address(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from builder.model.fields import is_url

    if not is_url(value):
        raise click.BadParameter(value, param=parameter)
    return value


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(value, param=parameter) from None


# Progress and ends of commands


def _progress(items: Sequence[T], language: Language) -> Iterator[T]:
    """Hands the items on; a bar on a terminal tells how far it is once that takes more than a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    began = time.monotonic()
    rest = iter(items)
    done = 0
    while time.monotonic() - began < PATIENCE and done < len(items):
        yield next(rest)
        done += 1
    if done < len(items):
        label = _words("ending", "progress", language)
        with click.progressbar(rest, label=label, length=len(items) - done, file=sys.stderr) as bar:
            yield from bar


def _finish(result: Result, root: Path, form: str | None, language: Language) -> int:
    """Print what was found, say how it ended, and turn it into an exit code."""
    chosen = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "human")
    _print(result.findings, chosen, root, language)
    if chosen == "human":
        _say(_ending(result, language))
    return exit_code(result)


def _profile(seconds: Mapping[str, float], language: Language) -> str:
    """Where time went: by stage, then the dearest templates."""
    stages: dict[str, float] = {}
    templates: dict[str, float] = {}
    for name, spent in seconds.items():
        kind, _, template = name.partition(" ")
        if template:
            templates[template] = spent
        stage = STAGE_OF.get(kind, "rest")
        stages[stage] = stages.get(stage, 0.0) + spent
    dearest = sorted(templates.items(), key=lambda item: -item[1])[:DEAREST]
    named = [(_words("profile", stage, language), spent) for stage, spent in stages.items()]
    lines = [_words("profile", "title", language), *map(_row, sorted(named, key=lambda item: -item[1]))]
    if dearest:
        lines += ["", _words("profile", "templates", language), *map(_row, dearest)]
    return "\n".join(lines)


def _row(item: tuple[str, float]) -> str:
    return f"{item[1]:9.3f}  {item[0]}"


def _ending(result: Result, language: Language) -> str:
    if not result.ok:
        ending = "not-passed" if result.output is None else "failed"
        return _words("ending", ending, language, counts=report.summary(result.findings, language))
    if result.published is None:
        return _words("ending", "passed", language, total=len(result.files.manifest))
    done = result.published
    return _words(
        "ending",
        "built",
        language,
        output=result.output,
        total=len(result.files.manifest),
        written=len(done.written),
        removed=len(done.removed),
    )


def exit_code(result: Result) -> Exit:
    """0, or the gravest of what was found: configuration, then templates, then content."""
    if result.ok:
        return Exit.OK
    errors = [item.code for item in result.findings if item.severity == "error"]
    if MISMATCH in errors:
        return Exit.MISMATCH
    if not result.configured or any(code.startswith(CONFIGURATION) for code in errors):
        return Exit.ENVIRONMENT
    if any(code.startswith(TEMPLATES) for code in errors):
        return Exit.TEMPLATE
    return Exit.FINDINGS


def _print(findings: Iterable[Diagnostic], form: str, root: Path, language: Language) -> None:
    colour = form == "human" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = report.render(
        tuple(findings),
        format=form,  # type: ignore[arg-type]  # one of FORMATS
        language=language,
        read_lines=lambda path: read_lines(root, path),
        colour=colour,
    )
    click.echo(text, nl=False)


def read_lines(root: Path, path: str) -> Sequence[str] | None:
    """The lines of a source file for an excerpt; nothing where it cannot be read."""
    try:
        return (root / path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return None
