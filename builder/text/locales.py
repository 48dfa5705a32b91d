"""What CLDR says of a language that every page needs, as plain values: asked of Babel once, and remembered.

Babel reads all that is known of a locale before it writes one number, which takes as long as a page.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from babel.plural import PluralRule

from builder.frozen import Frozen
from builder.packaged import remembered

if TYPE_CHECKING:
    from babel import Locale

GROUPED_FROM = 10_000


class Conventions(Frozen):
    """`months` as they stand in a date, `months_alone` without a day, from January on; `plurals`: form → rule."""

    decimal: str
    group: str
    minus: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    plurals: dict[str, str]
    lists: dict[str, dict[str, str]]
    """Style → patterns by which two, and the first, middle and last of more, are joined."""


@cache
def conventions(locale: str) -> Conventions:
    return Conventions(**remembered(f"locale {locale}", lambda: _asked(locale)))


@cache
def plural_rule(locale: str) -> PluralRule:
    return PluralRule(conventions(locale).plurals)


@lru_cache(maxsize=10_000)
def plural_form(locale: str, number: int | Decimal) -> str:
    """Which form of a noun a number asks for: one, few, many, other."""
    return plural_rule(locale)(number)


@lru_cache(maxsize=10_000)
def number_in(locale: str, number: int | Decimal) -> str:
    """Grouped from ten thousand on, with the language's decimal sign; never rounded."""
    signs, amount = conventions(locale), abs(Decimal(number))
    whole, _, fraction = f"{amount:f}".partition(".")
    if amount >= GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", signs.group)
    fraction = fraction.rstrip("0")
    return (signs.minus if number < 0 else "") + whole + (signs.decimal + fraction if fraction else "")


def list_in(locale: str, parts: Sequence[str], style: str) -> str:
    """«а, б і в» / “a, b and c”; with the style `or` «а, б або в»."""
    patterns = conventions(locale).lists[style]
    if len(parts) < 3:
        return patterns["2"].format(*parts) if len(parts) == 2 else "".join(parts)
    joined = patterns["start"].format(*parts[:2])
    for part in parts[2:-1]:
        joined = patterns["middle"].format(joined, part)
    return patterns["end"].format(joined, parts[-1])


def language_name(locale: str, code: str) -> str:
    """The name of a language; its code where there is none."""
    name: str = remembered(f"language {locale} {code}", lambda: str(_babel(locale).languages.get(code, code)))
    return name


def _asked(locale: str) -> dict[str, Any]:
    known = _babel(locale)
    symbols, months = known.number_symbols["latn"], known.months
    return {
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "minus": symbols["minusSign"],
        "months": tuple(months["format"]["wide"][number] for number in range(1, 13)),
        "months_alone": tuple(months["stand-alone"]["wide"][number] for number in range(1, 13)),
        "plurals": dict(known.plural_form.rules),
        "lists": {style: dict(known.list_patterns[style]) for style in ("standard", "or")},
    }


def _babel(locale: str) -> "Locale":
    from babel import Locale

    return Locale.parse(locale)
