"""Located fields → a checked record of the schema.

Shorthands are expanded first, places with them, so no field of the schema is a union.
An error of the schema names the path of a value; the path looks its place up in the tree.
"""

import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from builder.diagnostics import Diagnostic, Location, Outcome, Term, Value, finding, near
from builder.located_yaml import Node
from builder.model.fields import Need, Record, Text

R = TypeVar("R", bound=Record)

_TYPE_ERRORS = {
    "list_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "string_type": "text",
}


@cache
def field_types(schema: type[Record]) -> Mapping[str, Any]:
    """The fields of a schema under their names in files, with their types."""
    return {field.alias or name: field.annotation for name, field in schema.model_fields.items()}


@cache
def needs(schema: type[Record], need: Need) -> tuple[str, ...]:
    """The fields of this need, in the order of their declaration."""
    return tuple(
        name
        for name, field in schema.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra["need"] == need.value
    )


def validate(fields: Node, schema: type[R], *, path: str) -> Outcome[R | None]:
    """Check a mapping against a schema; `None` and at least one error where it does not fit."""
    found: list[Diagnostic] = []
    expanded = _expand_record(fields, schema, found)
    try:
        record = schema.model_validate(expanded.plain())
    except ValidationError as error:
        told: dict[object, Diagnostic] = {}  # a shorthand's fields all err at its one place, under its one name
        for item in error.errors(include_url=False, include_input=False):
            diagnostic = _finding_of(item, expanded, schema, path)
            told.setdefault((diagnostic.code, diagnostic.location, diagnostic.values["field"]), diagnostic)
        return Outcome(None, (*found, *told.values()))
    return Outcome(record, tuple(found))


# Shorthands


def _inner(annotation: Any) -> Any:  # noqa: ANN401  # a type expression
    """The type without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    if get_origin(annotation) is types.UnionType:
        return _inner(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


Shape = tuple[str, Any]
"""How a field is expanded: as a `list` of a type, as a `text` of two sides, as a `record` of a schema."""


def _shape(annotation: Any) -> Shape | None:  # noqa: ANN401
    """`None` for what has no shorthand in it."""
    kind = _inner(annotation)
    if get_origin(kind) is list:
        return "list", _shape(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Text):
        return "text", None
    return ("record", kind) if isinstance(kind, type) and issubclass(kind, Record) else None


@cache
def _shapes(schema: type[Record]) -> Mapping[str, Shape]:
    """The fields of a schema that are expanded."""
    shapes = ((name, _shape(annotation)) for name, annotation in field_types(schema).items())
    return {name: shape for name, shape in shapes if shape is not None}


def _expand(node: Node, shape: Shape | None, name: str, found: list[Diagnostic]) -> Node:
    if shape is None:
        return node
    kind, inner = shape
    if kind == "list":
        items = node.value if isinstance(node.value, list) else [node]
        if inner is not None:
            items = [_expand(item, inner, name, found) for item in items]
        return Node(items, node.spot, node.key_spot)
    return _expand_text(node, name, found) if kind == "text" else _expand_record(node, inner, found)


def _expand_record(node: Node, schema: type[Record], found: list[Diagnostic]) -> Node:
    if isinstance(node.value, str) and schema.shorthand:
        return Node({name: Node(node.value, node.spot) for name in schema.shorthand}, node.spot, node.key_spot)
    if not isinstance(node.value, dict):
        return node
    shapes = _shapes(schema)
    fields = {
        name: _expand(child, shapes[name], name, found) if name in shapes else child
        for name, child in node.value.items()
        if child.value is not None
    }
    return Node(fields, node.spot, node.key_spot)


def _expand_text(node: Node, name: str, found: list[Diagnostic]) -> Node:
    """One plain text stands for both sides; a mapping must have them."""
    if isinstance(node.value, str):
        sides = {side: Node(node.value, node.spot, quoted=node.quoted, block=node.block) for side in ("uk", "en")}
        return Node(sides, node.spot, node.key_spot)
    if not isinstance(node.value, dict):
        return node
    sides = {side: child for side, child in node.value.items() if child.value is not None}
    place = node.key_place or node.place
    if "uk" not in sides:
        found.append(finding("V202", place, field=name))
    elif "en" not in sides:
        found.append(finding("V203" if name == "name" else "V204", place, field=name))
    return Node(sides, node.spot, node.key_spot)


# Errors


def _finding_of(error: Any, fields: Node, schema: type[Record], path: str) -> Diagnostic:  # noqa: ANN401
    """A pydantic error as our finding: its type is the code, or one of the few that pydantic makes itself."""
    location: tuple[str | int, ...] = error["loc"]
    kind: str = error["type"]
    name = str(location[-1]) if location else ""
    place = fields.place_of(location)
    if kind == "missing":
        return finding("V101", _place_of_missing(fields, location, path), field=name)
    if kind == "extra_forbidden":
        known = _known_fields(schema, location[:-1])
        return finding("V102", fields.key_place_of(location), suggestions=near(name, known), field=name)
    if kind in _TYPE_ERRORS:
        expected = Term(f"type-{_TYPE_ERRORS[kind]}")
        return finding("V122", place, field=_written_name(fields, location), expected=expected)
    values: dict[str, Value] = {key: value for key, value in error["ctx"].items() if key != "code"}
    if "expected" in values:
        values["expected"] = Term(f"type-{values['expected']}")
    suggestions = near(str(values.get("value", "")), str(values["allowed"]).split(", ")) if "allowed" in values else ()
    if values.get("meant"):
        suggestions = (str(values["meant"]),)
    values["field"] = _written_name(fields, location)
    return Diagnostic(code=kind, location=place, values=values, suggestions=suggestions)


def _written_name(fields: Node, location: tuple[str | int, ...]) -> str:
    """The name of the field as its editor wrote it: a shorthand bears the name of what it stands for."""
    while location and (isinstance(location[-1], int) or _is_expanded(fields, location)):
        location = location[:-1]
    return str(location[-1]) if location else ""


def _is_expanded(fields: Node, location: tuple[str | int, ...]) -> bool:
    child = fields.at(location)
    return child.key_place is None and child.place == fields.at(location[:-1]).place


def _place_of_missing(fields: Node, location: tuple[str | int, ...], path: str) -> Location:
    """A missing field has no place of its own: its record's stands in, or the file's first line."""
    parent = location[:-1]
    return fields.at(parent).place if parent else Location(path=path)


def item_of(annotation: Any) -> type[Record] | None:  # noqa: ANN401  # a type expression
    """The kind of record a field holds, alone or in a list; nothing where it holds no records."""
    kind = _inner(annotation)
    kind = _inner(get_args(kind)[0]) if get_origin(kind) is list else kind
    return kind if isinstance(kind, type) and issubclass(kind, Record) else None


def _known_fields(schema: type[Record], parents: Iterable[str | int]) -> tuple[str, ...]:
    for step in parents:
        if isinstance(step, int):
            continue
        item = item_of(field_types(schema)[step])
        if item is None:
            return ()
        schema = item
    return tuple(field_types(schema))
