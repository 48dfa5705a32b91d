"""The few words that finishing adds to a body."""

from functools import cache
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).parents[2] / "wording" / "body.yaml"


def word(key: str, language: str, **values: int) -> str:
    return _catalogue()[key][language].format(**values)


def steps_headings() -> frozenset[str]:
    """The heading of the steps in both languages, in lower case."""
    return frozenset(text.casefold() for text in _catalogue()["steps_heading"].values())


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = CATALOGUE.read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))
