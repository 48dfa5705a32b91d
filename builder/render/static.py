"""The site's own files that are no pages: style sheets, scripts, fonts, icon.

Their addresses carry a digest of their content, so that a browser may keep them as long
as it likes; fonts, which the main style sheet names, keep their plain names.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from builder.frozen import Frozen
from builder.model.language import Language
from builder.model.site import ThemeColours
from builder.render.assets import bundle_css
from builder.render.folders import theme_folders
from builder.render.output import OutputFile

MAIN = "css/main.css"
"""The style sheet of every page."""

PREVIEW = "css/preview.css"
"""The sheet of the page that stands in for a site that cannot be built."""

ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
"""File in images/, width, purpose."""
NOT_RUN = re.compile(rb"^\s*/\*.*?\*/\n|^[ ]+|^\n", re.MULTILINE | re.DOTALL)

PRELOADED = {Language.UK: "commissioner-cyrillic.woff2", Language.EN: "commissioner-latin.woff2"}
"""The one font of a language that every page needs first."""


class Static(Frozen):
    """What is published, and the URLs by which pages ask for it."""

    files: tuple[OutputFile, ...]
    stylesheet: str
    sheets: tuple[tuple[str, str], ...]
    """(name, URL) of the style sheets that only some pages ask for."""
    script: str
    icon: str
    icons: tuple[tuple[str, int, str], ...]
    """(URL, width, purpose) of the icons for phones; the first is the plain one of common size."""
    fonts: dict[Language, str]
    workers: dict[str, str]
    """Texts of the service workers by the names of their files; what is published is put together from one."""


def static_files(root: Path, theme: ThemeColours) -> Static:
    """Read and name all of them; the site's file wins over the shipped one of the same name."""
    folders = theme_folders(root, "assets")
    css = (_bundled(folders, MAIN) + _own_colours(theme)).encode()
    sheets = {Path(name).stem: _bundled(folders, name).encode() for name in _names(folders, "css/pages", ".css")}
    sheet_paths = {name: f"assets/css/{name}.{_digest(sheet)}.css" for name, sheet in sheets.items()}
    scripts = {name: _bare(_read(folders, name)) for name in _names(folders, "js", ".js")}
    together = _digest(b"\0".join(name.encode() + b"\0" + content for name, content in sorted(scripts.items())))
    icon = _read(folders, "images/favicon.svg")
    stylesheet, icon_path = f"assets/css/main.{_digest(css)}.css", f"assets/images/favicon.{_digest(icon)}.svg"
    icons = {name: _read(folders, f"images/{name}") for name, _, _ in ICONS}
    icon_paths = {name: f"assets/images/{_with_digest(name, content)}" for name, content in icons.items()}
    fonts = [name for name in _names(folders, "fonts", "") if name.endswith((".woff2", ".txt"))]
    files = [
        OutputFile(stylesheet, css),
        *(OutputFile(sheet_paths[name], sheet) for name, sheet in sheets.items()),
        OutputFile(icon_path, icon),
        *(OutputFile(icon_paths[name], content) for name, content in icons.items()),
        *(OutputFile(f"assets/js.{together}/{name.removeprefix('js/')}", text) for name, text in scripts.items()),
        *(OutputFile(f"assets/{name}", _read(folders, name)) for name in fonts),
    ]
    return Static(
        files=tuple(files),
        stylesheet=f"/{stylesheet}",
        sheets=tuple((name, f"/{path}") for name, path in sheet_paths.items()),
        script=f"/assets/js.{together}/main.js",
        icon=f"/{icon_path}",
        icons=tuple((f"/{icon_paths[name]}", width, purpose) for name, width, purpose in ICONS),
        fonts={language: f"/assets/fonts/{name}" for language, name in PRELOADED.items()},
        workers={Path(name).stem: _read(folders, name).decode() for name in _names(folders, "offline", ".js")},
    )


def preview_sheet(root: Path, theme: ThemeColours) -> bytes:
    """The one sheet of the preview's own page."""
    return (_bundled(theme_folders(root, "assets"), PREVIEW) + _own_colours(theme)).encode()


def _bundled(folders: list[Path], name: str) -> str:
    return bundle_css(lambda path: _read(folders, path).decode(), name)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:10]


def _with_digest(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{_digest(content)}.{ending}"


def _read(folders: list[Path], name: str) -> bytes:
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise FileNotFoundError(name)


def _names(folders: list[Path], kind: str, suffix: str) -> list[str]:
    names = {path.relative_to(folder).as_posix() for folder in folders for path in _files(folder / kind, suffix)}
    return sorted(names)


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    return (path for path in folder.rglob(f"*{suffix}") if path.is_file())


def _bare(script: bytes) -> bytes:
    """A script without what only its authors read: comments on lines of their own, indentation, empty lines."""
    return NOT_RUN.sub(b"", script)


def _own_colours(theme: ThemeColours) -> str:
    """The owner's colours, after the design's: light, then dark."""
    pairs = {"--indigo": theme.indigo, "--thread": theme.thread}
    light = "".join(f"{name}:{colours[0]};" for name, colours in pairs.items() if colours)
    dark = "".join(f"{name}:{colours[-1]};" for name, colours in pairs.items() if colours)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}" if light else ""
