"""The order of the Ukrainian alphabet, by which every list of names runs."""

import re
import unicodedata

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
"""The 33 letters in their order."""

_SEPARATOR = "\x01"
_SEPARATORS = re.compile(f"{_SEPARATOR}+")


def uk_sort_key(text: str) -> str:
    """A string that compares as Ukrainian words are ordered.

    Words come before letters («Біла Церква» before «Білгород»), digits before letters, the
    Ukrainian alphabet before other Cyrillic letters and Latin ones. Case, apostrophes, quotes and
    other punctuation decide nothing; texts alike in all that follow the order of their code points,
    so different texts never have one key.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_RANKS)
    return f"{_SEPARATORS.sub(_SEPARATOR, folded).strip(_SEPARATOR)}\0{text}"


class _Ranks(dict[int, str]):
    """Character → what stands for it in a key; learnt as characters are met."""

    def __missing__(self, code: int) -> str:
        rank = self[code] = _rank(chr(code))
        return rank


def _rank(character: str) -> str:
    if character.isspace() or unicodedata.category(character) == "Pd":
        return _SEPARATOR
    if character.isdigit():
        return f"\x02{character}"
    if (place := LETTERS.find(character)) >= 0:
        return chr(0x100 + place)
    if character.isalpha():
        return _foreign(character)
    return ""


def _foreign(character: str) -> str:
    """Letters of other alphabets, by script and base letter: é goes with e."""
    base = unicodedata.normalize("NFKD", character)[0]
    group = "\ue000" if unicodedata.name(base, "").startswith("CYRILLIC") else "\ue001"
    return group + base


_RANKS = _Ranks()
