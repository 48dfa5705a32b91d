"""Interface strings, plurals, dates and numbers of a language.

The catalogue holds both languages side by side; a key that lacks a language, or a plural
that lacks a form its language needs, stops the build.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen
from builder.model.fields import PartialDate
from builder.model.language import Language
from builder.packaged import packaged, remembered
from builder.text.locales import conventions, language_name, list_in, number_in, plural_form, plural_rule
from builder.text.markdown.typography import typeset

CATALOGUES = ("site.yaml", "views.yaml", "calls.yaml")
NO_BREAK = "\u00a0"

LOCALES: Mapping[Language, str] = {Language.UK: "uk", Language.EN: "en_GB"}

Entry = str | Mapping[str, str]


class Words(Frozen, kw_only=False):
    """The wording of one language, typeset; `words("key")` is its shortest use."""

    language: Language
    entries: Mapping[str, Entry]

    @property
    def _locale(self) -> str:
        return LOCALES[self.language]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise KeyError(key)
        return entry.format(**values) if values else entry

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def count(self, key: str, number: int | Decimal) -> str:
        """A number with its noun in the right form: «5 практик»."""
        forms = self.entries[key]
        assert not isinstance(forms, str)  # noqa: S101  # the catalogue's check
        return str(forms[plural_form(self._locale, number)].format(n=self.number(number)))

    def forms(self, key: str) -> str:
        """The noun alone in each plural form, as JSON, for counting in the browser."""
        forms = self.entries[key]
        assert not isinstance(forms, str)  # noqa: S101  # the catalogue's check
        return json.dumps({form: text.format(n="").strip() for form, text in forms.items()}, ensure_ascii=False)

    def patterns(self, key: str) -> str:
        """Every plural form as JSON, each with `{n}` in the place of its number."""
        forms = self.entries[key]
        assert not isinstance(forms, str)  # noqa: S101  # the catalogue's check
        return json.dumps(dict(forms), ensure_ascii=False)

    def number(self, number: int | Decimal) -> str:
        """Grouped from ten thousand on, with the language's decimal sign; never rounded."""
        return number_in(self._locale, number)

    def day(self, day: date) -> str:
        """«2 жовтня 2022» / “2 October 2022”."""
        return f"{day.day}{NO_BREAK}{conventions(self._locale).months[day.month - 1]} {day.year}"

    def moment(self, moment: PartialDate) -> str:
        """A date as exact as it is known: year, month and year, or day."""
        if moment.day:
            return self.day(date(moment.year, moment.month, moment.day))
        if moment.month:
            return f"{conventions(self._locale).months_alone[moment.month - 1]} {moment.year}"
        return str(moment.year)

    def listed(self, parts: list[str]) -> str:
        """«а, б і в» / “a, b and c”."""
        return list_in(self._locale, parts, "standard")

    def either(self, parts: list[str]) -> str:
        """«а, б або в» / “a, b or c”."""
        return list_in(self._locale, parts, "or")

    def city(self, zone: str) -> str:
        """The city by which a time zone is known: «Брюссель» for Europe/Brussels."""
        from babel.dates import get_timezone_location

        return str(get_timezone_location(zone, locale=self._locale, return_city=True))

    def currency(self, code: str, number: int | Decimal) -> str:
        """The name of a currency beside a number: «5 євро», «доларів США»."""
        from babel.numbers import get_currency_name

        return str(get_currency_name(code, count=number, locale=self._locale))

    def language_name(self, code: str) -> str:
        """The name of a language in this one; its code where there is none."""
        return language_name(self._locale, code)

    def typeset(self, text: str) -> str:
        return str(typeset(text, self.language.value))

    @staticmethod
    def typeset_as(text: str, language: Language) -> str:
        """Typeset a text that is in another language than the page."""
        return str(typeset(text, language.value))


@cache
def _loaded() -> Mapping[str, Mapping[str, Any]]:
    merged: dict[str, Mapping[str, Any]] = {}
    for name in CATALOGUES:
        merged.update(packaged(f"wording/{name}"))
    return merged


@cache
def words_for(language: Language) -> Words:
    return Words(language, remembered(f"words {language.value}", lambda: _typeset_entries(language)))


def _typeset_entries(language: Language) -> dict[str, Entry]:
    return {key: _typeset_entry(sides[language.value], language) for key, sides in _loaded().items()}


def _typeset_entry(entry: str | Mapping[str, str], language: Language) -> Entry:
    if isinstance(entry, str):
        return typeset(entry, language.value)
    return {form: typeset(text, language.value).replace("{n} ", "{n}" + NO_BREAK) for form, text in entry.items()}


def check_catalogue(catalogue: Mapping[str, Mapping[str, Any]] | None = None) -> Outcome[None]:
    """Every key has both languages, every plural every form its language needs."""
    found: list[Diagnostic] = []
    for key, sides in (_loaded() if catalogue is None else catalogue).items():
        plural = any(isinstance(side, Mapping) for side in sides.values())
        for language, locale in LOCALES.items():
            needed = {*plural_rule(locale).tags, "other"} if plural else set()
            side = sides.get(language.value)
            present = set(side) if isinstance(side, Mapping) else set()
            missing = sorted(needed - present) if side else [language.value]
            place = Location(path="builder/wording")
            found.extend(finding("V603", place, key=key, form=form, language=language.value) for form in missing)
    return Outcome(None, tuple(found))
