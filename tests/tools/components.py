"""Components of the templates with their examples, filled without a site around them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.frozen import Frozen
from builder.pages import views
from builder.render.templates import unbroken
from builder.render.weave import cover_svg, map_threads

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
LANGUAGES = ("uk", "en")
CATALOGUE: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "builder/wording/site.yaml").read_text(encoding="utf-8"))


class ExampleLoader(yaml.SafeLoader):
    """`!Card {…}` in an example is `views.Card(…)`, so examples keep to the contract."""


def _view(kind: type) -> Callable[[yaml.SafeLoader, yaml.MappingNode], Any]:
    return lambda loader, node: kind(**loader.construct_mapping(node, deep=True))


for _name, _kind in vars(views).items():
    if isinstance(_kind, type) and issubclass(_kind, Frozen):
        ExampleLoader.add_constructor(f"!{_name}", _view(_kind))


def examples_of(component: str) -> Mapping[str, dict[str, Any]]:
    text = (TEMPLATES / "components/examples" / f"{component}.yaml").read_text(encoding="utf-8")
    examples: dict[str, dict[str, Any]] = yaml.load(text, Loader=ExampleLoader)  # noqa: S506  # a safe loader
    return examples


def environment(language: str) -> Environment:
    def text(key: str, **values: object) -> str:
        return str(CATALOGUE[key][language]).format(**values)

    def cover(
        slug: str, motif: str, cols: int, rows: int, css_class: str = "cover", again: bool = False, award: bool = False
    ) -> Markup:
        woven = cover_svg(slug, motif, cols=cols, rows=rows, css_class=css_class, again=again, award=award)
        return Markup(woven)  # noqa: S704  # ours

    def ground(left_out: tuple[str, ...], coarse: bool = False) -> Markup:
        threads = (region for number, region in map_threads().items() if number not in left_out)
        return Markup("".join(region.d20 if coarse else region.d for region in threads))  # noqa: S704  # ours

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        t=text,
        language=language,
        cover=cover,
        unbroken=unbroken,
        map_ground=ground,
        map_paths=lambda number: map_threads()[number],
    )
    return made


def rendered(component: str, language: str = "uk", **parameters: object) -> str:
    module = environment(language).get_template(f"components/{component}.html").module
    return str(getattr(module, component)(**parameters))
