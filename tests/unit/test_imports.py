"""Who may know whom: every import between parts of the builder stands in this table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[2] / "builder"

MAY_IMPORT: dict[str, set[str]] = {
    "frozen": set(),
    "packaged": set(),
    "diagnostics": set(),
    "located_yaml": {"diagnostics"},
    "report": {"diagnostics"},
    "model": set(),
    "sources": {"diagnostics", "located_yaml", "model"},
    "config": {"diagnostics", "located_yaml", "model", "sources.discover", "sources.safety", "sources.schema"},
    "new": {"diagnostics", "model", "sources.schema"},
    "text": {"diagnostics", "model.fields", "model.language"},
    "graph": {"diagnostics"},
    "tracked": {"model", "pages", "text"},
    "pages": {"diagnostics", "model", "text"},
    "render": {"diagnostics", "model", "pages", "text", "workshop.memory"},
    "workshop": set(),
    "publish": {"diagnostics", "graph.inputs", "render.output"},
    "search": {"diagnostics", "pages.urls", "publish"},
    "serve": set(),
    "data": {"model"},
}
"""A part of builder/ → the other parts, or modules of them, that it may import."""

FOR_ALL = {"frozen", "packaged"}
"""Any part may import these."""

STARTERS = {"build", "cli", "entries", "live", "nodes", "preview", "__main__"}
"""These put the parts together and import what they need."""

MAY_BE_IMPORTED_BY = {
    "__main__": set(),
    "cli": {"__main__", "preview"},
    "preview": {"cli"},
    "build": {"cli", "live", "preview"},
    "live": {"preview"},
    "config": {"build", "cli", "nodes", "preview"},
    "entries": {"cli"},
    "nodes": {"build"},
    "tracked": {"nodes"},
    "new": {"cli"},
    "serve": {"preview"},
}
"""Parts at the edge → the only ones that may import them."""


def part_of(path: Path) -> str:
    return path.relative_to(BUILDER).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """What a file imports of ours, as modules below builder/: `from builder.pages import views` is `pages.views`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            first, _, rest = name.partition(".")
            if first == "builder" and rest and rest != "__version__":
                yield rest


def is_within(module: str, allowed: str) -> bool:
    return module == allowed or module.startswith(f"{allowed}.")


FILES = sorted(path for path in BUILDER.rglob("*.py") if path != BUILDER / "__init__.py")


def test_the_table_names_every_part_of_the_builder() -> None:
    assert {part_of(path) for path in FILES} == MAY_IMPORT.keys() | STARTERS


def may_import(part: str, module: str) -> bool:
    return part in STARTERS or any(is_within(module, other) for other in {part, *FOR_ALL, *MAY_IMPORT[part]})


def may_be_imported_by(module: str, part: str) -> bool:
    top = module.partition(".")[0]
    return part in {top, *MAY_BE_IMPORTED_BY.get(top, {part})}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    assert [module for module in imports_of(path) if not may_import(part, module)] == []
    assert [module for module in imports_of(path) if not may_be_imported_by(module, part)] == []
