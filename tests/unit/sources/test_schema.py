"""Fields against their declarations: shorthands, near matches, and the place of every fault."""

from datetime import date
from typing import Any

import pytest

from builder.diagnostics import near
from builder.located_yaml import parse
from builder.model.fields import Need, PartialDate
from builder.model.practice import DonorRole, PageRecord, PracticeRecord
from builder.model.registry import REGISTRIES
from builder.model.site import SiteRecord
from builder.sources.schema import field_types, needs, validate

PRACTICE = """\
title: Дім
summary: Теплий дім
community: bakhmutska
category: energy
date: 2024-03-15
sources: [{title: Стаття, publisher: Газета, lang: uk}]
"""


def practice(more: str = "") -> PracticeRecord:
    outcome = validate(parse(PRACTICE + more, path="x.md").value, PracticeRecord, path="x.md")
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def faults(more: str) -> list[tuple[str, int, int, object]]:
    outcome = validate(parse(PRACTICE + more, path="x.md").value, PracticeRecord, path="x.md")
    return [(d.code, d.location.line, d.location.column, d.values.get("field")) for d in outcome.diagnostics]


def test_one_value_stands_for_a_list() -> None:
    assert practice().community == ["bakhmutska"]
    assert practice().category == ["energy"]


def test_a_donor_may_be_its_id_alone() -> None:
    assert [donor.organisation for donor in practice("donor: giz").donor] == ["giz"]
    mixed = practice("donor: [giz, {organisation: eu, role: funder}]").donor
    assert [(donor.organisation, donor.role) for donor in mixed] == [("giz", None), ("eu", DonorRole.FUNDER)]


def test_a_year_is_a_whole_period() -> None:
    period = practice("period: 2022").period
    assert period is not None
    assert (period.start, period.end, period.years()) == (PartialDate(2022), PartialDate(2022), (2022,))


def test_one_text_stands_for_both_languages() -> None:
    label = practice("results: [{value: 5, label: PTO}]").results[0].label
    assert (label.uk, label.en) == ("PTO", "PTO")


def test_an_empty_field_is_as_good_as_none() -> None:
    assert practice("status:\nperiod: ~").status == "unknown"


def test_values_are_read_by_what_their_field_means() -> None:
    record = practice("updated: 2024-04-01\nfeatured: true\ncommunities_total: 5")
    assert (record.updated, record.featured, record.communities_total) == (date(2024, 4, 1), True, 5)


@pytest.mark.parametrize(
    ("more", "fault"),
    {
        "communty: x": ("V102", 7, 1, "communty"),
        "donor: [{organisation: giz, rol: funder}]": ("V102", 7, 29, "rol"),
        "status: done": ("V123", 7, 9, "status"),
        "period: навесні": ("V110", 7, 9, "period"),
        "period: {from: 2022-13}": ("V111", 7, 16, "from"),
        "results: [{value: п’ять, label: x}]": ("V125", 7, 19, "value"),
        "results: [{value: 5, label: ''}]": ("V126", 7, 29, "label"),
        "results: [5]": ("V122", 7, 11, "results"),
        "groups: [діти, [мами]]": ("V122", 7, 16, "groups"),
        "quotes: {text: так}": ("V101", 7, 9, "kind"),
        "links: [{label: x, url: 'ftp://x.example/'}]": ("V128", 7, 25, "url"),
        "contact: rada": ("V128", 7, 10, "contact"),
        "aliases: [Дім]": ("V124", 7, 11, "aliases"),
        "groups: [~]": ("V122", 7, 10, "groups"),
    }.items(),
)
def test_a_fault_stands_where_its_value_does_under_the_name_that_was_written(
    more: str, fault: tuple[str, int, int, str]
) -> None:
    assert faults(more)[0] == fault


def test_a_fault_of_a_shorthand_is_told_once() -> None:
    assert len(faults("period: навесні")) == 1


def test_every_missing_field_is_told() -> None:
    outcome = validate(parse("title: Дім\nsources: [{}]", path="x.md").value, PracticeRecord, path="x.md")
    missing = ["summary", "community", "category", "date", "title", "publisher", "lang"]
    assert [(item.code, item.values["field"]) for item in outcome.diagnostics] == [("V101", name) for name in missing]


def test_all_faults_are_told_at_once() -> None:
    assert {code for code, *_ in faults("status: done\nperiod: x\ncommunty: y")} == {"V123", "V110", "V102"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("name: {en: Fund}", ["V202"]),
        ("name: {uk: Фонд}", ["V203"]),
        ("name: Фонд\nsummary: {uk: Про фонд}", ["V204"]),
        ("name: Фонд\nsummary: {en: On the fund}", ["V202"]),
        ("name: {uk: Фонд, en: ''}", ["V126"]),
        ("name: {uk: Фонд, en: Fund, de: Fonds}", ["V102"]),
        ("name: NATO", []),
    ],
)
def test_a_text_has_both_sides(text: str, codes: list[str]) -> None:
    outcome = validate(parse(text, path="x.yaml").value, REGISTRIES["organisations"], path="x.yaml")
    assert [item.code for item in outcome.diagnostics] == codes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15.03.2024", "2024-03-15"),
        ("5/3/2024", "2024-03-05"),
        ("2024-3-5", "2024-03-05"),
        ("2024.03.15", "2024-03-15"),
    ],
)
def test_a_date_in_another_form_is_offered_in_ours(written: str, meant: str) -> None:
    outcome = validate(parse(f"{PRACTICE}updated: {written}", path="x").value, PracticeRecord, path="x")
    assert [(item.code, item.suggestions) for item in outcome.diagnostics] == [("V110", (meant,))]


def test_near_matches_come_best_first() -> None:
    assert near("comunity", field_types(PracticeRecord))[0] == "community"
    assert near("zzzz", field_types(PracticeRecord)) == ()


@pytest.mark.parametrize("schema", [PracticeRecord, PageRecord, SiteRecord, *REGISTRIES.values()])
def test_every_field_says_what_it_means_in_both_languages(schema: Any) -> None:
    for name, field in schema.model_fields.items():
        meaning = field.json_schema_extra["meaning"]
        assert meaning["uk"].strip() and meaning["en"].strip(), name


def test_the_needs_are_those_of_the_contract() -> None:
    required = {"title", "summary", "community", "category", "date", "sources"}
    assert set(needs(PracticeRecord, Need.REQUIRED)) == required
    assert set(needs(PracticeRecord, Need.WARNED)) == {"period", "results"}
