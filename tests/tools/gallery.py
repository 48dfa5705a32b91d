"""`make gallery`: every component with its comment and examples, on a page for each language, to look at.

It is never published: the pages and the style sheets they need stand in `.vzirets/gallery/`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from builder.model.site import ThemeColours
from builder.render.static import static_files
from tests.tools.components import COMPONENTS, LANGUAGES, ROOT, TEMPLATES, examples_of, rendered

FOLDER = ROOT / ".vzirets" / "gallery"
AROUND = {
    "card": '<ul class="items">{}</ul>',
    "card tile": '<ul class="cols"><li class="c4"><div class="item tile">{}</div></li></ul>',
    "swatch": '<ul class="cols">{}</ul>',
    "passport": '<div class="passport">{}</div>',
}
"""What must stand around a component, or a shape of it, for it to be itself."""
NOT_SHOWN = frozenset({"sheet"})
"""What there is nothing to see of."""


def gallery(language: str, sheets: Iterable[str]) -> str:
    """The page of one language, with the style sheets at these addresses."""
    links = "".join(f'<link rel="stylesheet" href="{sheet}">\n' for sheet in sheets)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>Components ({language})</title>\n{links}</head>\n<body>\n<main class="wrap pagehead">\n'
        f"<h1>Components</h1>\n{_contents()}\n{''.join(_component(name, language) for name in COMPONENTS)}"
        "</main>\n</body>\n</html>\n"
    )


def _contents() -> str:
    items = "".join(f'<li><a href="#g-{name}">{name}</a></li>' for name in COMPONENTS)
    return f'<ul class="chips mt5">{items}</ul>'


def _component(name: str, language: str) -> str:
    source = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")
    [said] = re.findall(r"\A{#\n(.*?)#}", source, re.DOTALL)
    shown = "".join(_examples(name, language))
    head = f'<div class="head tight"><h2 id="g-{name}">{name}</h2></div><pre>{escape(said)}</pre>'
    return f'<section class="mt7">{head}\n{shown}</section>\n'


def _examples(name: str, language: str) -> Iterator[str]:
    for title, parameters in examples_of(name).items():
        yield f"<h3>{escape(title)}</h3>\n"
        if name not in NOT_SHOWN:
            around = AROUND.get(f"{name} {parameters.get('shape', '')}", AROUND.get(name, "{}"))
            yield f'<div class="mt5">{around.format(rendered(name, language, **parameters))}</div>\n'


def write(folder: Path = FOLDER) -> Path:
    """The gallery as files; the value is the first page to open."""
    published = [file for file in static_files(ROOT, ThemeColours()).files if not file.path.endswith(".js")]
    for file in published:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    styles = sorted(file.path for file in published if file.path.endswith(".css"))
    styles.sort(key=lambda path: "/main." not in path)
    for language in LANGUAGES:
        (folder / f"{language}.html").write_text(gallery(language, styles), encoding="utf-8")
    return folder / f"{LANGUAGES[0]}.html"


if __name__ == "__main__":
    sys.stdout.write(f"{write()}\n")
