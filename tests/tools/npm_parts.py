"""Files of the npm packages that `make tools` puts into tests/tools/, and `make proof` into tests/tools/lighthouse/."""

from pathlib import Path

TOOLS = Path(__file__).parent
MODULES = TOOLS / "node_modules"

AXE = MODULES / "axe-core" / "axe.min.js"
VNU_JAR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = TOOLS / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
SITEMAP_XSD = MODULES / "sitemap" / "schema" / "sitemap.xsd"


def present(part: Path) -> Path:
    """The file itself; its absence is an error, never a reason to skip a test."""
    if not part.is_file():
        raise FileNotFoundError(f"{part.relative_to(TOOLS)}: run `make {'proof' if part == LIGHTHOUSE else 'tools'}`")
    return part
