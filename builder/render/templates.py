"""Planned pages → files: a Jinja environment for each language over one set of templates."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial
from itertools import product
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, cast

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    meta,
)
from jinja2.bccache import Bucket
from jinja2.nodes import Call, Const, Name, Template
from markupsafe import Markup, escape

from builder.diagnostics import Location, Outcome, finding
from builder.model.language import Language
from builder.pages.page import Page
from builder.pages.urls import Base, output_path
from builder.pages.views import Card, Frame, ListedPractice
from builder.render.jinja import QuickEnvironment
from builder.render.output import OutputFile
from builder.render.weave import RegionThreads, Tile, cover_svg, map_threads, tile
from builder.text.markdown import typography
from builder.text.wording import Words

REMEMBERED = ("masthead", "footer")
"""Components that stand on many pages alike: templates need not import them."""

TEXTS_KEPT = 10_000
ROW = "row"
"""The shape of a card where a template names none."""

_FAULTS = (TemplateError, TypeError, AttributeError, KeyError, ValueError)
"""What a template that asks for the wrong thing may end in."""


class Compiled(BytecodeCache):
    """Compiled templates, kept from build to build; Jinja tells whether one is out of date."""

    def __init__(self, read: Callable[[str], bytes | None], write: Callable[[str, bytes], None]) -> None:
        self._read = read
        self._write = write

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := self._read(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._write(bucket.key, bucket.bytecode_to_string())


class Renderer:
    """Fills templates."""

    def __init__(
        self,
        folders: Iterable[Path],
        words: Mapping[Language, Words],
        base: Base,
        compiled: BytecodeCache | None = None,
        card: Callable[[str, str], str | Card] | None = None,
        weave: Callable[[str, str], Tile] = tile,
    ) -> None:
        """`card` gives the text of a practice's card in a shape, by its slug, or the card where it could not be filled;
        `weave` the cloth of a slug and a motif."""
        self._folders = tuple(folders)
        self._environments = {spoken: environment(self._folders, own, base) for spoken, own in words.items()}
        for made in self._environments.values():
            made.globals["cover"] = partial(_cover, weave)
            if card is not None:
                made.globals["card"] = partial(_card, made, card)
            made.bytecode_cache = compiled

    def render(self, page: Page, frame: Frame) -> Outcome[OutputFile | None]:
        """The page as a file; `None` and a finding where its template fails."""
        try:
            template = self._environments[page.language].get_template(page.template)
            text = template.render(view=page.view, frame=frame)
        except TemplateSyntaxError as error:
            return self._failed("V602", error.name or page.template, error.lineno, str(error.message), page)
        except _FAULTS as error:
            name, line = self._place(error.__traceback__) or (page.template, 1)
            return self._failed("V601", name, line, str(error), page)
        return Outcome(OutputFile(output_path(page.url), text.encode()))

    def load(self, names: Iterable[str]) -> None:
        """Compile templates before they are asked for; the faulty are told when they are."""
        for name, made in product(names, self._environments.values()):
            with suppress(TemplateError):
                made.get_template(name)

    def card(self, language: Language, practice: Card, shape: str) -> str | None:
        """The text of a card; `None` where its template fails, which the first page with it will tell."""
        try:
            return str(_filled(self._environments[language], "card", practice, shape))
        except _FAULTS:
            return None

    def _failed(self, code: str, name: str, line: int, problem: str, page: Page) -> Outcome[OutputFile | None]:
        place = Location(path=f"templates/{name}", line=line)
        return Outcome(None, (finding(code, place, problem=problem, url=page.url),))

    def _place(self, traceback: TracebackType | None) -> tuple[str, int] | None:
        """The last frame that stands in a template: Jinja's own frames come after it."""
        place = None
        while traceback is not None:
            path = Path(traceback.tb_frame.f_code.co_filename)
            for folder in self._folders:
                if path.is_relative_to(folder):
                    place = (path.relative_to(folder).as_posix(), traceback.tb_lineno)
            traceback = traceback.tb_next
        return place


def environment(folders: Iterable[Path], words: Words, base: Base) -> Environment:
    """What a template of one language may use besides its view."""
    made = QuickEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=lambda name: name is None or name.endswith((".html", ".xml")),  # robots.txt
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.update(
        t=words,
        language=words.language.value,
        cover=partial(_cover, tile),
        unbroken=unbroken,
        map_paths=map_paths,
        map_ground=lambda left_out, coarse=False: map_ground(tuple(left_out), coarse),
        url=base.href,
        **{name: _remembered(made, name) for name in REMEMBERED},
    )
    return made


def closure(name: str, read: Callable[[str], bytes | None]) -> tuple[str, ...] | None:
    """The templates that filling this one may need; `None` where that is only known when it is filled.

    `read` gives the text of a template, or nothing where there is none.
    """
    found: dict[str, None] = {}
    pending = [name]
    while pending:
        template = pending.pop()
        if template in found:
            continue
        found[template] = None
        source = read(template)
        if source is None:
            continue
        referenced = _named_in(source).templates
        if referenced is None:
            return None
        pending.extend(referenced)
    return tuple(found)


def card_shapes(templates: Iterable[bytes]) -> set[str]:
    """The shapes of cards that templates print, as far as their texts name them."""
    return {shape for source in templates for shape in _named_in(source).shapes}


class _Named(NamedTuple):
    """What the text of a template names."""

    templates: tuple[str, ...] | None = ()
    """`None` where one is only known when it is filled."""
    shapes: tuple[str, ...] = ()
    """Of the cards that it prints."""


_PARSING = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=1_000)
def _named_in(source: bytes) -> _Named:
    """Nothing of a faulty template: who fills it tells the fault."""
    try:
        tree = _PARSING.parse(source.decode())
    except (TemplateSyntaxError, UnicodeDecodeError):
        return _Named()
    return _Named(_templates_in(tree), tuple(_shapes_in(tree)))


def _templates_in(tree: Template) -> tuple[str, ...] | None:
    used = {found.name for found in tree.find_all(Name)}
    named = [*meta.find_referenced_templates(tree)]
    if None in named:
        return None
    remembered = (f"components/{name}.html" for name in REMEMBERED if name in used)
    return (*(name for name in named if name), *remembered)


def _shapes_in(tree: Template) -> Iterator[str]:
    for call in tree.find_all(Call):
        if isinstance(call.node, Name) and call.node.name == "card":
            by_name = (keyword.value for keyword in call.kwargs if keyword.key == "shape")
            shape = [*call.args[1:], *by_name, Const(ROW)][0]
            if isinstance(shape, Const) and isinstance(shape.value, str):
                yield shape.value


def _remembered(environment: Environment, name: str) -> Callable[..., str]:
    """A component whose text is kept for equal parameters."""

    return lru_cache(maxsize=TEXTS_KEPT)(partial(_filled, environment, name))


def _filled(environment: Environment, name: str, *parameters: object) -> str:
    module = environment.get_template(f"components/{name}.html").module
    return cast(str, getattr(module, name)(*parameters))


def _card(
    environment: Environment, card: Callable[[str, str], str | Card], practice: ListedPractice, shape: str = ROW
) -> str:
    """The card of a practice in a list; filled here where its template fails, so that the page tells of it."""
    made = card(practice.slug, shape)
    if isinstance(made, Card):
        return _filled(environment, "card", made, shape)
    return Markup(made)  # noqa: S704  # a template filled it


def _cover(
    weave: Callable[[str, str], Tile],
    slug: str,
    motif: str,
    cols: int,
    rows: int,
    css_class: str = "cover",
    again: bool = False,
    award: bool = False,
) -> Markup:
    drawn = cover_svg(slug, motif, cols=cols, rows=rows, css_class=css_class, again=again, award=award, weave=weave)
    return Markup(drawn)  # noqa: S704  # ours


def unbroken(text: str) -> Markup:
    """The text with words like «е-приймальня» in one piece: no line may end after their one letter."""
    return Markup(typography.unbroken(str(escape(text))))  # noqa: S704  # escaped


def map_paths(number: str) -> RegionThreads:
    """The threads of one region: `d` fine, `d20` coarse, `label` the place of its number."""
    return map_threads()[number]


@cache
def map_ground(left_out: tuple[str, ...], coarse: bool = False) -> Markup:
    """The threads of all other regions as one path."""
    regions = ((number, threads) for number, threads in map_threads().items() if number not in left_out)
    return Markup("".join(threads.d20 if coarse else threads.d for _, threads in regions))  # noqa: S704  # ours
