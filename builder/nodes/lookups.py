"""Look-ups of the linker and of links that ask the graph for one thing at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from builder.model.language import Language
from builder.model.practice import PracticeRecord
from builder.sources.read import Document
from builder.tracked import Lazy, TrackedContext

TEXT_FOLDERS = ("practices", "pages")
"""Folders of content/ with a folder for each text."""


def registry(ask: Callable[..., Any], folder: str, kind: str) -> Lazy[Any]:
    return Lazy(lambda: ask("record-ids", folder), lambda id_: ask(kind, id_))


class LeftOut:
    def __init__(self, is_left_out: Callable[[str, str], bool]) -> None:
        self._is_left_out = is_left_out

    def __contains__(self, item: object) -> bool:
        return isinstance(item, tuple) and self._is_left_out(*item)


class Withdrawn:
    def __init__(self, document: Callable[[str], Document[PracticeRecord] | None]) -> None:
        self._document = document

    def __contains__(self, slug: object) -> bool:
        document = self._document(slug) if isinstance(slug, str) else None
        return document is not None and document.home.record.withdrawn is not None


class LeftOutFolders:
    def __init__(self, is_left_out: Callable[[str], bool]) -> None:
        self._is_left_out = is_left_out

    def __contains__(self, folder: object) -> bool:
        return isinstance(folder, str) and self._is_left_out(folder)


class OnDemand(Mapping[Language, TrackedContext]):
    """The contexts of all languages, made when one is asked for: their making reads the settings."""

    def __init__(self, make: Callable[[], dict[Language, TrackedContext]]) -> None:
        self._make = make

    def __getitem__(self, language: Language) -> TrackedContext:
        return self._make()[language]

    def __iter__(self) -> Iterator[Language]:
        return iter(self._make())

    def __len__(self) -> int:
        return len(self._make())


class Ids(Mapping[tuple[str, Language], Sequence[str]]):
    """(folder, language) → ids that the text there can be entered at; none for what has no page."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    def __getitem__(self, key: tuple[str, Language]) -> Sequence[str]:
        folder, language = key
        _, section, id_ = (*folder.split("/"), "", "")[:3]
        if section in TEXT_FOLDERS and not self._ask("shows", section, id_):
            return ()
        ids: Sequence[str] = self._ask("ids", section, id_, language.value)
        return ids

    def __iter__(self) -> Iterator[tuple[str, Language]]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
