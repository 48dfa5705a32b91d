"""What all registry records share: names in both languages, and organisations in their roles."""

from enum import StrEnum
from typing import Annotated, ClassVar

from builder.model.fields import Need, Record, Slug, Text, declare, one_of


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


WORKING_ROLES = frozenset({Role.MANAGER, Role.IMPLEMENTER})
"""Roles of those who carry out what is paid for."""


class ChainEntry(Record):
    organisation: Slug = declare("код організації", "id of the organisation", need=Need.REQUIRED)
    role: Annotated[Role, one_of(Role)] = declare("роль у програмі", "role in the programme", need=Need.REQUIRED)


class Organiser(Record):
    """Who does what in a competition, a call or an event; a bare id is its organiser."""

    shorthand = ("organisation",)

    organisation: Slug = declare("код організації", "id of the organisation", need=Need.REQUIRED)
    role: Annotated[Role, one_of(Role)] = declare(
        "роль: організатор, партнер, фінансує, підтримує, нагороджує",
        "role: organiser, partner, funder, supporter, awarder",
        default=Role.ORGANISER,
    )


class RegistryRecord(Record):
    """What every registry record may hold. `silences` are names that `not_stated` may bear beside those of fields."""

    silences: ClassVar[tuple[str, ...]] = ()

    name: Text = declare("назва обома мовами", "name in both languages", need=Need.REQUIRED)
    summary: Text | None = declare("суть одним реченням", "the gist in a sentence")
    text: Text | None = declare("розповідь (Markdown)", "text (Markdown)")
    aliases: list[Slug] = declare("колишні адреси", "former addresses", default=[])
