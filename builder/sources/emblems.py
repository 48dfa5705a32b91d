"""Emblems of organisations and programmes: files beside their records."""

from collections.abc import Collection, Mapping
from pathlib import Path

from builder.diagnostics import Outcome, finding, near
from builder.model.registry import OrganisationRecord, ProgrammeRecord, RegistryRecord
from builder.sources.discover import PICTURE_SUFFIXES
from builder.sources.read import Located

EMBLEM_FOLDERS = ("organisations", "programmes")


def is_emblem(path: str) -> bool:
    """Whether a picture stands beside the records of organisations or programmes."""
    folder, _, name = path.rpartition("/")
    return folder.removeprefix("content/") in EMBLEM_FOLDERS and Path(name).suffix.lower() in PICTURE_SUFFIXES


def emblem(item: Located[RegistryRecord], pictures: Mapping[str, Collection[str]]) -> Outcome[str | None]:
    """The path of its emblem, where it names one. `pictures` are those of each folder of content/."""
    if not isinstance(item.record, OrganisationRecord | ProgrammeRecord) or item.record.emblem is None:
        return Outcome(None)
    folder, name = item.path.rpartition("/")[0], item.record.emblem
    beside = pictures.get(folder, frozenset())
    if name in beside:
        return Outcome(f"{folder}/{name}")
    return Outcome(
        None, (finding("V410", item.fields.place_of(("emblem",)), suggestions=near(name, beside), value=name),)
    )
