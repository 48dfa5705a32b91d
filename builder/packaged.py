"""What only this version of the program decides: made once, and remembered from build to build where there is a store.

A store belongs to one version of the program, its files and its libraries, so what it remembers of them is as they are.
"""

import marshal
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_known: dict[str, Any] = {}
_recalled: set[str] = set()


def remembered(key: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401  # any plain value
    """The plain value that `make` gives, made now only if no earlier process has."""
    if key not in _known:
        _known[key] = make()
    return _known[key]


def packaged(path: str) -> Any:  # noqa: ANN401  # whatever stands in the file
    """The content of a file by its path in the package; every scalar is a text."""
    return remembered(path, lambda: _parsed((_PACKAGE / path).read_text(encoding="utf-8")))


def _parsed(text: str) -> Any:  # noqa: ANN401
    import yaml

    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # makes texts only


def recall(data: bytes) -> None:
    """Know what an earlier process made."""
    known = marshal.loads(data)  # noqa: S302  # checked by its sum, and makes plain values only
    _recalled.update(known)
    _known.update({key: value for key, value in known.items() if key not in _known})


def to_remember() -> bytes | None:
    """What was made so far, if that is more than was recalled."""
    return marshal.dumps(_known) if _known.keys() - _recalled else None
