"""The YAML files of this package: parsed once, and remembered from build to build where there is a store.

A store belongs to one version of the program, files and all, so what it remembers of them is as they are.
"""

import marshal
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_parsed: dict[str, Any] = {}
_recalled: set[str] = set()


def packaged(path: str) -> Any:  # noqa: ANN401  # whatever stands in the file
    """The content of a file by its path in the package; every scalar is a text."""
    if path not in _parsed:
        import yaml

        text = (_PACKAGE / path).read_text(encoding="utf-8")
        _parsed[path] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # makes texts only
    return _parsed[path]


def recall(data: bytes) -> None:
    """Know what an earlier process parsed."""
    known = marshal.loads(data)  # noqa: S302  # checked by its digest, and makes plain values only
    _recalled.update(known)
    _parsed.update({path: value for path, value in known.items() if path not in _parsed})


def to_remember() -> bytes | None:
    """What was parsed so far, if that is more than was recalled."""
    return marshal.dumps(_parsed) if _parsed.keys() - _recalled else None
