"""The registries: what practices refer to by id. One file a record."""

from enum import StrEnum
from typing import Annotated

from builder.model.competition import AwardRecord, CallRecord, EditionRecord
from builder.model.event import EventRecord
from builder.model.fields import (
    Line,
    Need,
    Number,
    Period,
    Record,
    Slug,
    Switch,
    Text,
    Url,
    Whole,
    declare,
    one_of,
    text_of,
)
from builder.model.practice import Qualifier, Source
from builder.model.registered import PAYING_ROLES, ChainEntry, RegistryRecord, Role

__all__ = [
    "PAYING_ROLES",
    "REGISTRIES",
    "CategoryRecord",
    "ChainEntry",
    "CommunityRecord",
    "Motif",
    "OrganisationRecord",
    "OrganisationType",
    "ProgrammeRecord",
    "RegistryRecord",
    "Role",
    "Sum",
]


class OrganisationType(StrEnum):
    GOVERNMENT = "government"
    MULTILATERAL = "multilateral"
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    COUNTRY = "country"
    LOCAL_GOVERNMENT = "local-government"
    NGO = "ngo"
    COMPANY = "company"
    OTHER = "other"


class Motif(StrEnum):
    """The woven motifs of themes; `render/weave.py` has a figure for each."""

    ROOF = "roof"
    DIAMOND = "diamond"
    CROSS = "cross"
    NEST = "nest"
    FRAME = "frame"
    SPROUT = "sprout"
    LINK = "link"
    RAMP = "ramp"
    STAR = "star"
    MIRROR = "mirror"
    BRICK = "brick"
    SHIELD = "shield"
    COIN = "coin"
    SPARK = "spark"
    LEAF = "leaf"
    BASKET = "basket"


class OrganisationRecord(RegistryRecord):
    type: Annotated[OrganisationType, one_of(OrganisationType)] = declare(
        "вид організації", "kind of organisation", default=OrganisationType.OTHER
    )
    other_names: list[Text] = declare(
        "інші назви, якими її називають; у текстах замість них пишуть зареєстровану",
        "other names it goes by; texts use the registered one instead",
        default=[],
    )
    country: Annotated[str, text_of(2)] | None = declare("країна, дві літери ISO", "country, two letters of ISO")
    abbreviation: Text | None = declare("скорочення", "abbreviation")
    definite: Switch = declare(
        "true, якщо в англійському реченні перед назвою стоїть the",
        "true if an English sentence has “the” before its name",
        default=False,
    )
    site: Url | None = declare("сайт", "site")
    acknowledgement: Text | None = declare("подяка, якої вимагає угода", "acknowledgement that an agreement demands")
    disclaimer: Text | None = declare("застереження, якого вимагає угода", "disclaimer that an agreement demands")
    emblem: Line | None = declare(
        "емблема, якої вимагає угода: файл PNG, WebP чи JPEG поряд із записом",
        "emblem that an agreement demands: a PNG, WebP or JPEG file beside the record",
    )
    sources: list[Source] = declare("джерела", "sources", default=[])


class Sum(Record):
    """An amount of money, as a source states it."""

    value: Number = declare("сума", "amount", need=Need.REQUIRED)
    currency: Annotated[str, text_of(3)] = declare(
        "валюта, три літери ISO", "currency, three letters of ISO", need=Need.REQUIRED
    )
    qualifier: Annotated[Qualifier, one_of(Qualifier)] = declare(
        "наскільки точне число", "how exact the number is", default=Qualifier.EXACT
    )
    label: Text | None = declare("на що саме", "what it is for")
    source: Whole | None = declare("номер джерела у списку sources", "number of the source in the list sources")


class ProgrammeRecord(RegistryRecord):
    silences = ("funder", "implementer")

    abbreviation: Text | None = declare("скорочення", "abbreviation")
    chain: list[ChainEntry] = declare("хто і в якій ролі", "who does what", default=[])
    chain_inherited: Switch = declare(
        "чи стосується ланцюжок кожної практики програми",
        "whether its chain holds for each of its practices",
        default=True,
    )
    part_of: Slug | None = declare("до якої програми належить", "the programme it belongs to")
    period: Period | None = declare("роки дії", "years")
    budget: list[Sum] = declare("кошти, якщо джерело їх називає", "money, where a source states it", default=[])
    oblast: list[Line] = declare("області, де діє", "oblasts where it works", default=[])
    area: Text | None = declare("де діє, словами", "where it works, in words")
    site: Url | None = declare("сайт", "site")
    acknowledgement: Text | None = declare("подяка, якої вимагає угода", "acknowledgement that an agreement demands")
    disclaimer: Text | None = declare("застереження, якого вимагає угода", "disclaimer that an agreement demands")
    emblem: Line | None = declare(
        "емблема, якої вимагає угода: файл PNG, WebP чи JPEG поряд із записом",
        "emblem that an agreement demands: a PNG, WebP or JPEG file beside the record",
    )
    sources: list[Source] = declare("джерела", "sources", default=[])
    not_stated: list[Line] = declare("поля, яких не дає жодне джерело", "fields that no source gives", default=[])


class CategoryRecord(RegistryRecord):
    motif: Annotated[Motif, one_of(Motif)] = declare("узор теми", "woven motif of the theme", need=Need.REQUIRED)


class CommunityRecord(RegistryRecord):
    """Adds to a community of the official list; the file is named by the community's slug."""

    name: Text | None = declare("інша назва", "another name")  # type: ignore[assignment]  # the list already names it
    former_names: list[Text] = declare("колишні назви", "former names", default=[])
    state_note: Text | None = declare("що з громадою тепер", "how the community stands now")
    site: Url | None = declare("сайт громади", "site of the community")


REGISTRIES: dict[str, type[RegistryRecord]] = {
    "organisations": OrganisationRecord,
    "programmes": ProgrammeRecord,
    "categories": CategoryRecord,
    "communities": CommunityRecord,
    "awards": AwardRecord,
    "editions": EditionRecord,
    "calls": CallRecord,
    "events": EventRecord,
}
"""Folder of content/ → the schema of its records."""
