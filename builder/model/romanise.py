"""Ukrainian in Latin letters, by resolution 55 of the Cabinet of Ministers of 2010."""

import re
import unicodedata

from translitua import translit

APOSTROPHES = "'’ʼ‘`´′"
"""Signs met in the place of the Ukrainian apostrophe."""

_ANY_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))
_NO_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES))
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


def romanise(text: str) -> str:
    """The text in Latin letters: «Знам’янка» → `Znamianka`. Case is kept, other alphabets are left alone."""
    return translit(unicodedata.normalize("NFC", text).translate(_ANY_APOSTROPHE))


def slugify(text: str) -> str:
    """Lower-case Latin words joined by hyphens: «Комиш-Зоря, 2022» → `komysh-zoria-2022`.

    Apostrophes and accents vanish; what has no Latin form parts words. A slug is its own slug;
    a text without a letter or digit has an empty one.
    """
    plain = unicodedata.normalize("NFKD", romanise(text).translate(_NO_APOSTROPHE).casefold())
    return _OTHER_SIGNS.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
