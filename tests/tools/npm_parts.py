"""Files of the npm packages that `make tools` puts into tests/tools/node_modules."""

from pathlib import Path

MODULES = Path(__file__).parent / "node_modules"

AXE = MODULES / "axe-core" / "axe.min.js"
VNU_JAR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
SITEMAP_XSD = MODULES / "sitemap" / "schema" / "sitemap.xsd"


def present(part: Path) -> Path:
    """The file itself; its absence is an error, never a reason to skip a test."""
    if not part.is_file():
        raise FileNotFoundError(f"{part.relative_to(MODULES)}: run `make tools`")
    return part
