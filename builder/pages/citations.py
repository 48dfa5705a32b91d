"""How to cite a practice: for reference managers, beside the line for people.

No day of access: a page prints the same on every day.
"""

import json
from typing import Any

from builder.model.language import Language
from builder.model.showcase import Practice
from builder.pages import views
from builder.pages.cards import SECTION
from builder.pages.context import Context
from builder.pages.urls import url

LANGID = {Language.UK: "ukrainian", Language.EN: "english"}
"""Names of languages as BibTeX's successors know them."""

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
        "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


def citations(context: Context, practice: Practice) -> tuple[views.Citation, ...]:
    """The same entry in each form that reference managers read."""
    name = f"{practice.slug}.{context.language.value}"
    return (
        views.Citation(format="BibTeX", text=bibtex(context, practice), file=f"{name}.bib"),
        views.Citation(format="CSL-JSON", text=csl_json(context, practice), file=f"{name}.json"),
    )


def bibtex(context: Context, practice: Practice) -> str:
    """The doubled braces keep the letters of a title as they are."""
    site, day = context.showcase.site, practice.record.date
    fields = {
        "title": f"{{{_tex(practice.texts[context.language].title)}}}",
        "author": f"{{{_tex(site.publisher.best(context.language))}}}",
        "howpublished": _tex(site.title.best(context.language)),
        "date": day.isoformat(),
        "year": str(day.year),
        "langid": LANGID[context.language],
        "url": _permalink(context, practice),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{_key(context, practice)},\n{lines}}}\n"


def csl_json(context: Context, practice: Practice) -> str:
    site, day = context.showcase.site, practice.record.date
    item: dict[str, Any] = {
        "id": _key(context, practice),
        "type": "webpage",
        "title": practice.texts[context.language].title,
        "author": [{"literal": site.publisher.best(context.language)}],
        "container-title": site.title.best(context.language),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": context.language.value,
        "URL": _permalink(context, practice),
    }
    lines = ",\n".join(f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items())
    return f"[{{\n{lines}\n}}]\n"


def _key(context: Context, practice: Practice) -> str:
    return f"{practice.slug}-{practice.record.date.year}-{context.language.value}"


def _permalink(context: Context, practice: Practice) -> str:
    return context.base.permalink(url(context.language, SECTION, practice.slug))


def _tex(text: str) -> str:
    return text.translate(_BIBTEX)
