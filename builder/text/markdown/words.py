"""The few words that finishing adds to a body."""

from builder.packaged import packaged


def word(key: str, language: str, **values: int) -> str:
    return _catalogue()[key][language].format(**values)


def steps_headings() -> frozenset[str]:
    """The heading of the steps in both languages, in lower case."""
    return frozenset(text.casefold() for text in _catalogue()["steps_heading"].values())


def _catalogue() -> dict[str, dict[str, str]]:
    catalogue: dict[str, dict[str, str]] = packaged("wording/body.yaml")
    return catalogue
