"""What kinds of nodes there are, and what becomes of their values."""

from collections.abc import Callable
from typing import Any

from builder.graph.engine import Keep, Kind
from builder.nodes.core import Nodes

_MOST = {"document": 1_000, "head": 1_000, "practice": 1_000, "piece": 8_000, "card_text": 4_000, "tile": 1_000}
"""How many values are held of the kinds whose values are large."""

_KINDS = {
    (Keep.STORED, True, True): (
        "config settings languages catalogue strays record order page_ids settled grouped terms urls place_ids"
        " record_ids all_ids slugs adaptations programmes programme published_pictures"
        " piece frame closure static site_files worker security empty text_folders keys"
        " edition_ids honours trophies named_by other_names misnamed"
    ),
    (Keep.STORED, True, False): (
        "addresses data finding table entry_form other_files batch found_keys index_parts picture made_ahead"
        " share_card shared card_text card_shapes tile"
    ),
    (Keep.STORED, False, False): "body found_record data_rows",
    (Keep.STORED, False, True): "data_row",
    (
        Keep.TOGETHER,
        True,
        True,
    ): "marks in_order title_key count total present text_languages folder_left_out shows former"
    " today is_url takes_entries emblem adapted_by honours_of trophies_of named_by_of",
    (Keep.TOGETHER, True, False): "found_digest",
    (Keep.TOGETHER, False, False): "page",
    (Keep.FORGOTTEN, True, True): "head recorded_place place members term award edition call event",
    (Keep.PASSED, True, True): "document organisation category practice text_page",
    (Keep.FORGOTTEN, True, False): "ids",
    (Keep.PASSED, True, False): "files",
    (Keep.PASSED, False, False): "resolved",
}
"""What becomes of a value (see `Kind`) → the functions for whose values it does."""

_ESSENCES: dict[str, Callable[[Any], object]] = {
    "head": lambda document: document and (document.home.fields, document.texts),  # its record is read from the fields
}


def kinds(nodes: Nodes) -> list[Kind]:
    """Each kind with the function that makes its values."""
    return [
        Kind(
            name=name.replace("_", "-"),
            make=nodes.maker(name),
            keep=keep,
            held=held,
            eager=eager,
            most=_MOST.get(name, 0),
            shipped=name == "document",
            essence=_ESSENCES.get(name),
        )
        for (keep, held, eager), names in _KINDS.items()
        for name in names.split()
    ]
