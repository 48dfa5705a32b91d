"""The form for an entry to a call: questions from the schema of practices, rules and choices from the call."""

from collections.abc import Iterator

from builder.frozen import Frozen
from builder.model.competition import Eligibility
from builder.model.fields import Need
from builder.model.language import Language
from builder.model.practice import HEADINGS, PracticeRecord
from builder.model.showcase import Call
from builder.pages.call_rules import rules
from builder.pages.calls import deadline
from builder.text.wording import Words

ASKED = ("title", "summary", "community", "category", "period", "results")
"""Fields of a practice that an applicant is asked for; the rest is the editors' work."""


class Question(Frozen):
    """`name` is the field; `sentence` what it means."""

    name: str
    sentence: str
    required: bool


class EntryForm(Frozen):
    """What a form says and asks. Choices are (value, words) pairs; labels stand under their key."""

    call: str
    language: Language
    title: str
    deadline: str
    rules: tuple[str, ...]
    applicants: tuple[tuple[str, str], ...]
    directions: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]
    questions: tuple[Question, ...]
    headings: tuple[str, ...]
    labels: dict[str, str]


def entry_form(words: Words, call: Call) -> EntryForm:
    record = call.record
    return EntryForm(
        call=call.id,
        language=words.language,
        title=words("entry-title", name=record.name.best(words.language)),
        deadline=words("call-accepts", deadline=deadline(words, record)),
        rules=tuple(rule.text for rule in rules(words, call)),
        applicants=tuple((who.value, words(f"applicant-{who.value}")) for who in record.eligibility.applicant),
        directions=tuple((own.id, own.name.best(words.language)) for own in record.directions),
        attachments=tuple(words(f"attachment-{kind.value}") for own in record.attachments for kind in own.any_of),
        questions=tuple(_questions(words.language, record.eligibility)),
        headings=HEADINGS[words.language],
        labels={
            "rules": words("entry-rules"),
            "applicant": words("entry-applicant"),
            "direction": words("entry-direction"),
            "attached": words("entry-attached"),
            "met": words("entry-met"),
            "how": words("entry-how", call=call.id),
        },
    )


def _questions(language: Language, rule: Eligibility) -> Iterator[Question]:
    """What the schema asks of a practice; the time as well, where the rules limit it."""
    limited = rule.carried_out_after or rule.carried_out_before
    for name in ASKED:
        extra = PracticeRecord.model_fields[name].json_schema_extra
        assert isinstance(extra, dict)  # noqa: S101  # as `declare` makes it
        meaning = extra["meaning"]
        assert isinstance(meaning, dict)  # noqa: S101
        sentence = str(meaning[language.value])
        required = extra["need"] == Need.REQUIRED.value or (name == "period" and limited is not None)
        yield Question(name=name, sentence=sentence[:1].upper() + sentence[1:], required=required)
