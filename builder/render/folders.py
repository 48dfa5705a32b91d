"""Where a theme is looked for."""

from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "theme"
CHECKOUT = Path(__file__).parent.parent.parent


def theme_folders(root: Path, name: str) -> list[Path]:
    """Where templates or assets are looked for: the site's own folder first, then the one that came
    with the program (in a wheel beside the code, in a checkout at its top)."""
    candidates = [root / name, SHIPPED / name, CHECKOUT / name]
    return list(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))
