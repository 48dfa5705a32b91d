"""Tables as files for spreadsheets."""

import csv
import io
from collections.abc import Iterable


def spreadsheet(rows: Iterable[Iterable[str | None]]) -> bytes:
    """CSV; the mark at its head tells a spreadsheet that it is UTF-8."""
    return lines(rows).encode("utf-8-sig")


def lines(rows: Iterable[Iterable[str | None]]) -> str:
    """The lines of such a file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: str | None) -> str:
    """A cell that a spreadsheet cannot take for a formula."""
    text = value or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
