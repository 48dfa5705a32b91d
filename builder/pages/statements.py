"""What sources state, as readers see it: measured results, and the words of people."""

from collections.abc import Iterable
from decimal import Decimal

from builder.model.language import Language
from builder.model.place import find_communities
from builder.model.practice import Qualifier, Quote, QuoteKind, Result
from builder.pages import views
from builder.pages.context import Context
from builder.pages.taxonomies import community_name

MILLION = Decimal(1_000_000)


def figure(context: Context, result: Result) -> views.Figure:
    """A result as readers see it: «понад» 410, its unit, what is counted, as of when."""
    words = context.words
    number = words.number(_trimmed(result.value))
    if result.to is not None:
        number = f"{number}–{words.number(_trimmed(result.to))}"
    note, source = "", None
    if result.as_of is not None:
        day = words.moment(result.as_of)
        note = words("as-of", date=day) if result.as_of.month else words("as-of-year", date=day)
    if result.source is not None:
        source = views.Link(text=words("source-number", n=result.source), url=f"#v-source-{result.source}")
    return views.Figure(
        number=number,
        label=context.text(result.label),
        note=note,
        source=source,
        before="" if result.qualifier is Qualifier.EXACT else words(f"qualifier-{result.qualifier.value}"),
        unit=context.text(result.unit),
    )


def money(context: Context, value: Decimal, currency: str, qualifier: Qualifier) -> str:
    """«понад 10 млн євро»: an amount, large ones in millions."""
    words = context.words
    millions = value / MILLION
    if value >= MILLION:
        amount = words("millions", n=words.number(_trimmed(millions)), currency=words.currency(currency, MILLION))
    else:
        amount = f"{words.number(_trimmed(value))} {words.currency(currency, value)}"
    return amount if qualifier is Qualifier.EXACT else f"{words(f'qualifier-{qualifier.value}')} {amount}"


def _trimmed(value: Decimal) -> Decimal:
    """Without needless zeros, and never in exponent form."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def quote_views(context: Context, quotes: Iterable[Quote]) -> tuple[views.Quote, ...]:
    """Words of people: verbatim, translated or retold, each marked as what it is."""
    shown = []
    for quote in quotes:
        verbatim = quote.kind is QuoteKind.VERBATIM
        original = _original(context, quote) if verbatim else None
        shown.append(
            views.Quote(
                text=context.text(quote.text),
                verbatim=verbatim,
                person=context.text(quote.person),
                post=", ".join(filter(None, (context.text(quote.post), _speaks_for(context, quote)))),
                mark=_mark(context, quote, original),
                lang=context.lang(quote.text),
                original="" if original is None else context.words.typeset_as(original[1], original[0]),
                original_lang="" if original is None else original[0].value,
            )
        )
    return tuple(shown)


def _original(context: Context, quote: Quote) -> tuple[Language, str] | None:
    """Language and words of the original, where the page shows a translation of it."""
    words = {Language.UK: quote.text.uk, Language.EN: quote.text.en}
    said = words.get(quote.lang) if quote.lang is not None else None
    if quote.lang is None or said is None or quote.text.spoken(context.language) is quote.lang:
        return None
    return quote.lang, said


def _mark(context: Context, quote: Quote, original: tuple[Language, str] | None) -> str:
    if quote.kind is QuoteKind.PARAPHRASE:
        return context.words("paraphrase")
    return context.words(f"translated-from-{original[0].value}") if original else ""


def _speaks_for(context: Context, quote: Quote) -> str:
    """The community of the speaker, by its name where the list knows it."""
    found = find_communities(quote.community) if quote.community else ()
    return context.text(community_name(found[0])) if len(found) == 1 else quote.community or ""
