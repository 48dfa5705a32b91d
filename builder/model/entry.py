"""An entry for a call: what a practice says of itself when it applies."""

from enum import StrEnum
from typing import Annotated

from builder.model.fields import Day, Need, Record, Slug, declare, one_of


class Applicant(StrEnum):
    """Who may apply."""

    LOCAL_GOVERNMENT = "local-government"
    COMMUNAL_BODY = "communal-body"
    NGO = "ngo"
    BUSINESS = "business"
    SCHOOL = "school"
    RESIDENT = "resident"


class CallEntry(Record):
    call: Slug = declare("код набору заявок", "id of the call", need=Need.REQUIRED)
    applicant: Annotated[Applicant, one_of(Applicant)] | None = declare(
        "хто подає: local-government, communal-body, ngo, business, school чи resident",
        "who applies: local-government, communal-body, ngo, business, school or resident",
    )
    direction: Slug | None = declare("код напряму", "id of the direction")
    sent: Day | None = declare("день подання", "day on which it was sent")
