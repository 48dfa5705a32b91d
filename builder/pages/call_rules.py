"""The rules of a call in plain words, on its page and in the forms for its entries."""

from collections.abc import Iterator

from builder.model.competition import Attachment
from builder.model.fields import Text
from builder.model.language import Language
from builder.model.showcase import Call
from builder.pages import views
from builder.pages.taxonomies import oblast_name
from builder.text.wording import Words


def rules(words: Words, call: Call) -> tuple[views.Link, ...]:
    """A sentence for each rule; one that only people can judge stands as the organiser put it."""
    own = (views.Link(text=words.typeset(sentence), url="") for sentence in _sentences(words, call))
    other = (_as_put(words, text) for text in call.record.eligibility.other)
    return (*own, *other)


def _sentences(words: Words, call: Call) -> Iterator[str]:
    record, rule = call.record, call.record.eligibility
    if rule.applicant:
        yield words("rule-applicant", who=words.either([words(f"applicant-{who.value}") for who in rule.applicant]))
    if rule.carried_out_after is not None:
        yield words("rule-after", day=words.day(rule.carried_out_after))
    if rule.carried_out_before is not None:
        yield words("rule-before", day=words.day(rule.carried_out_before))
    if call.oblasts:
        yield words("rule-oblast", names=words.either([oblast_name(o).best(words.language) for o in call.oblasts]))
    if record.language:
        yield words("rule-language", language=words.either([_in_language(words, own) for own in record.language]))
    for attachment in record.attachments:
        yield _attached(words, attachment)


def _in_language(words: Words, language: Language) -> str:
    return words(f"in-language-{language.value}")


def _attached(words: Words, attachment: Attachment) -> str:
    what = words.either([words(f"attachment-{kind.value}") for kind in attachment.any_of])
    if attachment.note is None:
        return words("rule-attachments", what=what)
    return words("rule-attachments-with", what=what, note=attachment.note.best(words.language))


def _as_put(words: Words, text: Text) -> views.Link:
    spoken = text.spoken(words.language)
    foreign = "" if spoken is words.language else spoken.value
    return views.Link(text=words.typeset_as(text.best(words.language), spoken), url="", lang=foreign)
