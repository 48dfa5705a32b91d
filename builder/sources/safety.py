"""What a contributor's text must not hold: personal contacts, exact places, look-alike letters."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from builder.diagnostics import Diagnostic, Location, finding
from builder.frozen import Frozen
from builder.packaged import packaged

_ADDRESS = re.compile(r"https?://\S+|\]\((?!mailto:|tel:)[^)\s]*\)")
_ADDRESS_OR_CODE = re.compile(rf"{_ADDRESS.pattern}|`[^`]*`")
_MAILBOX = re.compile(r"\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_PHONE_TAIL = re.compile(r"0\)?[\s.‑–-]?\(?[3-9][0-9]\)?(?:[\s.‑–-]{0,2}[0-9]){7}(?![\w-])")
"""Begins with a plain nought, so that a text without a phone is passed over quickly."""
_PHONE = re.compile(rf"(?<![\w/.,-])(?:\+?38[\s.‑–-]?)?\(?{_PHONE_TAIL.pattern}")
# Patterns begin with the characters they look for, and look behind only then: one that looks behind first does so
# at every character of the text.
_COORDINATES = re.compile(
    r"(?:4[4-9]|5[0-2])(?<![0-9.]..)(?:"
    r"\.[0-9]{2,}(?:\s*[°,;NПп\s]{1,6}|!4d|%2C)(?:2[2-9]|3[0-9]|40)\.[0-9]{2,}"
    r"|\s*°\s*[0-5]?[0-9]\s*['′’ʹ])"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_SEAM = re.compile(r"[A-Za-z](?:[’'ʼ]?[\u0400-\u04ff]|(?<=[\u0400-\u04ff].)|(?<=[\u0400-\u04ff][’'ʼ].))")
_SEAM_IN_LATIN = re.compile(r"[\u0400-\u04ff](?:[’'ʼ]?[A-Za-z]|(?<=[A-Za-z].)|(?<=[A-Za-z][’'ʼ].))")
"""A letter of one alphabet beside one of the other; the same seen from the other side, for texts mostly in Latin."""

LATIN_TWINS = "aceiopxyABCEHIKMOPTXiI"
CYRILLIC_TWINS = "асеіорхуАВСЕНІКМОРТХіІ"
_ALL_TWINS = frozenset(LATIN_TWINS) | frozenset(CYRILLIC_TWINS)
_TO_CYRILLIC = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(CYRILLIC_TWINS, LATIN_TWINS)


class _Words(Frozen, kw_only=False):
    offices: frozenset[str]
    guarded_themes: frozenset[str]
    street_word: re.Pattern[str]
    """Finds a word for a street in text in small letters: few texts have one, and it is found six times faster."""
    street: re.Pattern[str]


@cache
def _words() -> _Words:
    loaded = packaged("data/safety.yaml")
    return _Words(
        frozenset(loaded["office_mailboxes"]),
        frozenset(loaded["guarded_themes"]),
        re.compile("|".join((*loaded["streets"], *loaded["streets_after"]))),
        _street(loaded["streets"], loaded["streets_after"]),
    )


def _street(before: Iterable[str], after: Iterable[str]) -> re.Pattern[str]:
    """A street and a house, with the words for a street that stand before its name and after it.

    A name begins with a capital letter, and the number stands right beside it: «площа 20 га»,
    «дитячий майданчик», «вулиці освітлюють 120 ліхтарів» are no addresses.
    """
    first, last = (rf"(?<!\w)(?i:{'|'.join(words)})(?:(?<=\.)|\b)" for words in (before, after))
    number = r"(?:[0-9]{1,2}(?:-[^\W\d_]+)?\s+)?"
    word = r"[^\W\d_a-zа-яґєії][\w’'-]+"
    name = rf"[«\"“]?{number}(?:[^\W\d_]+\s+)?{word}(?:\s+[^\W\d_][\w’'-]*){{0,2}}[»\"”]?"
    house = r"(?:(?i:буд(?:инок|\.)?|№)\s*)?[0-9]{1,4}(?![0-9])"
    forms = (
        rf"{first}\s*{name},?\s*{house}",
        rf"(?<!\w)[0-9]{{1,3}}[A-Za-z]?,?\s+{name}\s+{last}",
        rf"{word}\s+{last},?\s*{house}",
    )
    return re.compile("|".join(forms))


def is_office(mailbox: str) -> bool:
    """Whether a mailbox belongs to an office, by its local part."""
    return not _words().offices.isdisjoint(re.split(r"[._+0-9-]+", mailbox.partition("@")[0].lower()))


def check_text(text: str, *, path: str, themes: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """Findings in one file's whole text; `themes` are those of the practice it tells of."""
    return (*_contacts(text, path), *_exact_places(text, path, themes), *_mixed_words(text, path))


def _matches(
    pattern: re.Pattern[str], text: str, path: str, outside: re.Pattern[str] | None = _ADDRESS
) -> Iterator[tuple[str, Location]]:
    """Matches with their places, `outside` of addresses of web pages."""
    if not pattern.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        blanked = outside.sub(lambda match: " " * len(match.group()), line) if outside else line
        for match in pattern.finditer(blanked):
            place = Location(path=path, line=number, column=match.start() + 1, end_column=match.end() + 1)
            yield match.group(), place


def _contacts(text: str, path: str) -> Iterator[Diagnostic]:
    for mailbox, place in _matches(_MAILBOX, text, path) if "@" in text else ():
        if not is_office(mailbox):
            yield finding("V130", place, value=mailbox)
    for phone, place in _matches(_PHONE, text, path) if _PHONE_TAIL.search(text) else ():
        yield finding("V131", place, value=phone)


def _exact_places(text: str, path: str, themes: Iterable[str]) -> Iterator[Diagnostic]:
    for value, place in _matches(_COORDINATES, text, path, outside=None):
        yield finding("V132", place, value=value)
    words = _words()
    if words.guarded_themes.intersection(themes) and words.street_word.search(text.casefold()):
        for value, place in _matches(words.street, text, path):
            yield finding("V133", place, value=value)


def _mixed_words(text: str, path: str) -> Iterator[Diagnostic]:
    """Words that look right but hold a letter of the other alphabet, so that no search finds them."""
    mostly_latin = 3 * len(text) > 2 * len(text.encode())
    seam = _SEAM_IN_LATIN if mostly_latin else _SEAM
    if text.isascii() or not seam.search(text):
        return
    for word, place in _matches(_WORD, text, path, outside=_ADDRESS_OR_CODE):
        latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
        if not latin or not cyrillic:
            continue
        fewer, table = (latin, _TO_CYRILLIC) if len(latin) <= len(cyrillic) else (cyrillic, _TO_LATIN)
        if _ALL_TWINS.issuperset(fewer):
            yield finding("V117", place, suggestions=(word.translate(table),), value=word, letters="".join(fewer))
