"""The registries: what practices refer to by id. One file a record."""

from enum import StrEnum
from typing import Annotated

from builder.model.fields import Line, Need, Period, Record, Slug, Switch, Text, Url, declare, one_of, text_of
from builder.model.practice import Source


class Role(StrEnum):
    """What an organisation does in a practice, in the order in which a chain is told."""

    COMMISSIONER = "commissioner"
    FUNDER = "funder"
    CO_FUNDER = "co-funder"
    DONOR = "donor"
    MANAGER = "manager"
    IMPLEMENTER = "implementer"
    PARTNER = "partner"
    SUPPORTER = "supporter"
    ORGANISER = "organiser"
    OWNER = "owner"
    HOST = "host"
    AWARDER = "awarder"


PAYING_ROLES = frozenset({Role.COMMISSIONER, Role.FUNDER, Role.CO_FUNDER, Role.SUPPORTER, Role.DONOR})
"""Roles that put an organisation among the donors. DONOR is worded for an entry without a role."""


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


class ChainEntry(Record):
    organisation: Slug = declare("код організації", "id of the organisation", need=Need.REQUIRED)
    role: Annotated[Role, one_of(Role)] = declare("роль у програмі", "role in the programme", need=Need.REQUIRED)


class RegistryRecord(Record):
    """What every registry record may hold."""

    name: Text = declare("назва обома мовами", "name in both languages", need=Need.REQUIRED)
    summary: Text | None = declare("суть одним реченням", "the gist in a sentence")
    text: Text | None = declare("розповідь (Markdown)", "text (Markdown)")
    aliases: list[Slug] = declare("колишні адреси", "former addresses", default=[])


class OrganisationRecord(RegistryRecord):
    type: Annotated[OrganisationType, one_of(OrganisationType)] = declare(
        "вид організації", "kind of organisation", default=OrganisationType.OTHER
    )
    country: Annotated[str, text_of(2)] | None = declare("країна, дві літери ISO", "country, two letters of ISO")
    abbreviation: Text | None = declare("скорочення", "abbreviation")
    site: Url | None = declare("сайт", "site")
    acknowledgement: Text | None = declare("подяка, якої вимагає угода", "acknowledgement that an agreement demands")
    disclaimer: Text | None = declare("застереження, якого вимагає угода", "disclaimer that an agreement demands")
    emblem: Line | None = declare("файл емблеми", "file of the emblem")
    sources: list[Source] = declare("джерела", "sources", default=[])


class ProgrammeRecord(RegistryRecord):
    abbreviation: Text | None = declare("скорочення", "abbreviation")
    chain: list[ChainEntry] = declare("хто і в якій ролі", "who does what", default=[])
    chain_inherited: Switch = declare(
        "чи стосується ланцюжок кожної практики програми",
        "whether its chain holds for each of its practices",
        default=True,
    )
    part_of: Slug | None = declare("до якої програми належить", "the programme it belongs to")
    period: Period | None = declare("роки дії", "years")
    site: Url | None = declare("сайт", "site")
    acknowledgement: Text | None = declare("подяка, якої вимагає угода", "acknowledgement that an agreement demands")
    disclaimer: Text | None = declare("застереження, якого вимагає угода", "disclaimer that an agreement demands")
    emblem: Line | None = declare("файл емблеми", "file of the emblem")
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
}
"""Folder of content/ → the schema of its records."""
