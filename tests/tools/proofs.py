"""The table of docs/proofs.md: rows of what the long proofs measured."""

import re
from collections.abc import Iterable
from typing import NamedTuple

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = "| proof | measured | limit | on |\n| --- | --- | --- | --- |"


class Measured(NamedTuple):
    """What one proof measured, as the reader is told it."""

    proof: str
    measured: str
    limit: str
    on: str


def rows_of(page: str) -> list[Measured]:
    lines = _table(page).splitlines()[2:]
    return [Measured(*(cell.strip() for cell in line.strip("|").split(" | "))) for line in lines]


def with_rows(page: str, rows: Iterable[Measured]) -> str:
    """The page with these rows added, each in place of an older one of the same proof."""
    known = {row.proof: row for row in [*rows_of(page), *rows]}
    lines = [f"| {' | '.join(known[proof])} |" for proof in sorted(known)]
    return page.replace(_table(page), "\n".join([HEAD, *lines]))


def _table(page: str) -> str:
    found = re.search(f"{BEGIN}\n(.*?)\n{END}", page, re.DOTALL)
    if found is None:
        raise ValueError(f"no table between {BEGIN} and {END}")
    return found[1]
