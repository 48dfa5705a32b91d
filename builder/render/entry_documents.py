"""The form for an entry: Markdown that `check --call` reads, a document for a word processor, an issue form."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

import yaml

from builder.pages.entry_forms import EntryForm

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EPOCH = (1980, 1, 1, 0, 0, 0)
ONE_LINE = frozenset({"title", "community", "category", "period"})
BOX = "☐"
LOCALES = {"uk": "uk-UA", "en": "en-GB"}


def entry_markdown(form: EntryForm) -> bytes:
    """A practice to be filled in, which names its call."""
    lines = ["---", f"# {form.title}", f"# {form.deadline}", *(f"# — {rule}" for rule in form.rules)]
    lines += [f"# {form.labels['how']}"]
    for question in form.questions:
        lines += [f"# {question.sentence}", f"{question.name}:"]
    lines += ["entry:", f"  call: {form.call}"]
    for name, choices in (("applicant", form.applicants), ("direction", form.directions)):
        if choices:
            told = "; ".join(f"{value} — {words}" for value, words in choices)
            only = f" {choices[0][0]}" if len(choices) == 1 else ""
            lines += [f"  # {form.labels[name]}: {told}", f"  {name}:{only}"]
    lines += ["---", *(f"\n## {heading}\n" for heading in form.headings)]
    return ("\n".join(lines) + "\n").encode()


def issue_form(form: EntryForm) -> str:
    """The form as a forge shows it: a file of .github/ISSUE_TEMPLATE/."""
    rules = "\n".join([form.deadline, "", *(f"- {rule}" for rule in form.rules)])
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": rules}}]
    choices = (("applicant", form.applicants), ("direction", form.directions))
    for name, options in choices:
        if options:
            attributes = {"label": form.labels[name], "options": [words for _, words in options]}
            body.append(_asked("dropdown", name, attributes, required=True))
    for question in form.questions:
        kind = "input" if question.name in ONE_LINE else "textarea"
        body.append(_asked(kind, question.name, {"label": question.sentence}, required=question.required))
    for number, heading in enumerate(form.headings, 1):
        body.append(_asked("textarea", f"part-{number}", {"label": heading}, required=False))
    if form.attachments:
        attributes = {"label": form.labels["attached"], "description": ", ".join(form.attachments)}
        body.append(_asked("textarea", "attached", attributes, required=True))
    met = {"label": form.labels["rules"], "options": [{"label": form.labels["met"], "required": True}]}
    body.append({"type": "checkboxes", "id": "met", "attributes": met})
    whole = {"name": form.title, "description": form.deadline, "title": f"{form.call}: ", "body": body}
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120))


def _asked(kind: str, name: str, attributes: dict[str, Any], *, required: bool) -> dict[str, Any]:
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": required}}


def entry_document(form: EntryForm) -> bytes:
    """The same as a .docx: headings, boxes to tick, a table of questions. Nothing in it depends on the day."""
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml")),
        "word/document.xml": _document(form),
        "word/styles.xml": _styles(LOCALES[form.language.value]),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text)
    return made.getvalue()


def _types() -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    items = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(items)}</Relationships>'


def _document(form: EntryForm) -> str:
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{"".join(_body(form))}</w:body></w:document>'


def _body(form: EntryForm) -> Iterator[str]:
    labels = form.labels
    yield _paragraph(form.title, "Title")
    yield _paragraph(form.deadline)
    yield from _part(labels["rules"], (f"— {rule}" for rule in form.rules))
    yield from _part(labels["applicant"], (f"{BOX} {words}" for _, words in form.applicants))
    yield from _part(labels["direction"], (f"{BOX} {words}" for _, words in form.directions))
    yield _table([f"{question.sentence}{' *' if question.required else ''}" for question in form.questions])
    for heading in form.headings:
        yield from _part(heading, ["", "", ""])
    yield from _part(labels["attached"], (f"{BOX} {words}" for words in form.attachments))
    yield _paragraph(f"{BOX} {labels['met']}")


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    paragraphs = [_paragraph(line) for line in lines]
    if paragraphs:
        yield _paragraph(heading, "Heading1")
        yield from paragraphs


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{run}</w:p>"


def _table(questions: Iterable[str]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="3600" w:type="dxa"/></w:tcPr>{_paragraph(question)}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="5400" w:type="dxa"/></w:tcPr>{_paragraph("")}</w:tc></w:tr>'
        for question in questions
    )
    grid = '<w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5400"/></w:tblGrid>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>{grid}'
        f"{rows}</w:tbl>"
    )


def _styles(locale: str) -> str:
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="23"/><w:lang w:val="{locale}"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{_heading('Title', 'Title', 36, '')}{_heading('Heading1', 'heading 1', 28, _OUTLINE)}</w:styles>"
    )


_OUTLINE = '<w:outlineLvl w:val="0"/>'


def _heading(style: str, name: str, size: int, outline: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>{outline}</w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )
