"""What a practice says of itself: in lists, on its own page, beside its likes."""

from decimal import Decimal
from typing import Any

import pytest

from builder.model.practice import Result
from builder.model.showcase import Showcase
from builder.pages import views
from builder.pages.cards import card, related
from builder.pages.passport import passport
from builder.pages.practice_lists import practices_pages
from builder.pages.practices import PracticeView, practice_page
from builder.pages.statements import figure
from tests.values import EN, UK, both, context, practice, records, showcase, site

ORGANISATIONS = {
    id_: {"name": {"uk": uk, "en": en}}
    for id_, uk, en in (("unicef", "ЮНІСЕФ", "UNICEF"), ("kfw", "KfW", "KfW"), ("council", "Рада", "Council"))
} | {"eu": {"name": {"uk": "ЄС", "en": "EU"}, "definite": "true"}}
PROGRAMMES: dict[str, dict[str, Any]] = {
    "grants": {"name": both("Гранти"), "chain": [{"organisation": "kfw", "role": "funder"}]},
    "umbrella": {
        "name": both("Парасолька"),
        "chain": [{"organisation": "kfw", "role": "funder"}],
        "chain_inherited": False,
    },
}


def shown(*practices: Any, **settings: Any) -> Showcase:
    return showcase(records(practices, organisations=ORGANISATIONS, programmes=PROGRAMMES), site(**settings))


def page_of(language: Any = UK, **fields: Any) -> PracticeView:
    made = shown(practice("svitlo", title="Світло", **fields))
    view = practice_page(context(made, language), made.practices[0]).view
    assert isinstance(view, PracticeView)
    return view


def fact(view: PracticeView, label: str) -> views.Fact | None:
    return next((item for item in view.facts if item.label == label), None)


def plain(text: str) -> str:
    """Without what typesetting does to blanks."""
    return text.replace("\u00a0", " ")


# In lists


def test_a_card_without_an_english_text_is_ukrainian_and_says_so() -> None:
    made = shown(practice("svitlo", title="Світло", languages=[UK]))
    row = card(context(made, EN), made.practices[0])
    assert (row.title, row.url, row.lang, row.note) == ("Світло", "/practices/svitlo/", "uk", "in Ukrainian")
    assert row.oblasts == ("Donetsk Oblast",)


def test_a_card_in_its_own_language_needs_no_note() -> None:
    made = shown(practice("svitlo", title="Світло"))
    row = card(context(made, EN), made.practices[0])
    assert (row.title, row.url, row.lang, row.note) == ("Світло (en)", "/en/practices/svitlo/", "", "")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, ["Бахмутська міська громада"]),
        ({"community": ["bakhmutska", "kanivska"]}, ["Бахмутська міська громада", "Канівська міська громада"]),
        ({"community": ["bakhmutska", "kyiv", "kanivska", "sheptytska"]}, ["4 громади"]),
        ({"communities_total": "12"}, ["12 громад"]),
    ],
)
def test_a_card_names_few_communities_and_counts_many(fields: dict[str, Any], names: list[str]) -> None:
    made = shown(practice("svitlo", **fields))
    assert [plain(name) for name in card(context(made), made.practices[0]).communities] == names


@pytest.mark.parametrize(
    ("period", "years"),
    [
        (None, ""),
        ({"from": "2022"}, "з 2022"),
        ({"from": "2022-03", "to": "2022-11"}, "2022"),
        ({"from": "2022", "to": "2024"}, "2022–2024"),
    ],
)
def test_a_card_tells_the_years_as_the_source_does(period: dict[str, str] | None, years: str) -> None:
    made = shown(practice("svitlo", period=period))
    assert plain(card(context(made), made.practices[0]).years) == years


# Results


@pytest.mark.parametrize(
    ("fields", "before", "number", "unit"),
    [
        ({"value": "24"}, "", "24", ""),
        ({"value": "410", "qualifier": "more-than"}, "понад", "410", ""),
        ({"value": "10", "to": "15", "unit": {"uk": "кВт", "en": "kW"}}, "", "10–15", "кВт"),
        ({"value": "1500000.50"}, "", "1\u00a0500\u00a0000,5", ""),
        ({"value": "1000"}, "", "1000", ""),
        ({"value": "0.0004"}, "", "0,0004", ""),
    ],
)
def test_a_result_is_printed_as_exactly_as_its_source_gives_it(
    fields: dict[str, Any], before: str, number: str, unit: str
) -> None:
    result = Result.model_validate({"label": both("ліхтарі"), **fields})
    made = figure(context(shown()), result)
    assert (made.before, made.number, made.unit) == (before, number, unit)


def test_a_result_tells_its_day_and_its_source() -> None:
    result = Result.model_validate({"value": Decimal(5), "label": both("шкіл"), "as_of": "2024-05", "source": "2"})
    made = figure(context(shown()), result)
    assert plain(made.note) == "станом на травень 2024"
    assert made.source is not None
    assert (plain(made.source.text), made.source.url) == ("джерело 2", "#v-source-2")


# Facts


def test_what_no_source_gives_is_said() -> None:
    view = page_of(not_stated=["period", "donor", "results"])
    unknown = [item.label for item in view.facts if plain(item.unknown) == "у джерелі не вказано"]
    assert unknown == ["Рік", "Донор", "Результати"]


def test_an_unknown_status_is_left_out() -> None:
    assert fact(page_of(), "Стан") is None
    running = fact(page_of(status="running"), "Стан")
    assert running is not None
    assert running.values[0].text == "триває"


def test_a_project_of_more_places_than_are_named_says_how_many() -> None:
    line = fact(page_of(communities_total="12"), "Громади")
    assert line is not None
    assert line.values[1] == views.Link(text="серед 12\u00a0громад-учасниць", url="")


def test_a_host_community_without_a_page_is_named_without_a_link() -> None:
    line = fact(page_of(works_in=["kyiv"]), "Де працює")
    assert line is not None
    assert line.values[0].url == ""


def test_every_year_of_its_period_is_a_link() -> None:
    line = fact(page_of(period={"from": "2022", "to": "2024"}), "Роки")
    assert line is not None
    assert [link.url for link in line.values] == ["/years/2022/", "/years/2023/", "/years/2024/"]


def test_facts_come_in_one_order() -> None:
    made = shown(practice("svitlo", programme=["grants"], period={"from": "2022"}, status="ended"))
    labels = [item.label for item in passport(context(made), made.practices[0])]
    assert labels == ["Громада", "Регіон", "Тема", "Рік", "Стан", "Програма"]


# Money


def test_a_donor_without_a_role_is_called_a_donor_and_nothing_more() -> None:
    view = page_of(EN, donor=[{"organisation": "unicef"}])
    assert [(link.role, link.name, link.url) for link in view.chain] == [("Donor", "UNICEF", "/en/donors/unicef/")]


def test_who_did_the_work_has_no_donor_page() -> None:
    view = page_of(partners=[{"organisation": "council", "role": "implementer"}])
    assert [(link.role, link.name, link.url) for link in view.chain] == [("Виконує", "Рада", "")]


def test_a_programme_that_stands_in_for_who_paid_is_named_as_support() -> None:
    view = page_of(EN, programme=["umbrella"])
    assert view.chain == ()
    assert view.support == "With the support of the programme: Парасолька"
    assert page_of(programme=["grants"]).support == ""


def test_a_chain_is_told_in_a_sentence_in_the_order_of_roles() -> None:
    chain = {
        "donor": [{"organisation": "unicef", "role": "funder"}, {"organisation": "kfw", "role": "funder"}],
        "partners": [{"organisation": "council", "role": "implementer"}],
    }
    assert plain(page_of(**chain).chain_sentence) == "Фінансують ЮНІСЕФ і KfW; виконує Рада."
    assert page_of(EN, **chain).chain_sentence == "Financed by UNICEF and KfW; implemented by Council."


def test_a_chain_of_one_needs_no_sentence() -> None:
    assert page_of(donor=[{"organisation": "unicef"}]).chain_sentence == ""


# Words of people


def quote_of(language: Any = UK, **fields: Any) -> views.Quote:
    words = {"text": {"uk": "Вода є", "en": "There is water"}, "kind": "verbatim", "person": both("Олена")}
    [part] = page_of(language, quotes=[{**words, **fields}]).story
    return part.quotes[0]


def test_translated_words_say_so_and_show_what_was_said() -> None:
    english = quote_of(EN, lang="uk")
    assert (english.text, english.mark) == ("There is water", "Translated from Ukrainian")
    assert (english.original, english.original_lang) == ("Вода є", "uk")
    ukrainian = quote_of(UK, lang="uk")
    assert (plain(ukrainian.text), ukrainian.mark, ukrainian.original) == ("Вода є", "", "")


def test_untranslated_words_stand_as_they_were_said() -> None:
    shown_in_english = quote_of(EN, text={"uk": "Вода є"}, lang="uk")
    assert (plain(shown_in_english.text), shown_in_english.lang, shown_in_english.mark) == ("Вода є", "uk", "")


def test_a_paraphrase_is_marked_as_one_and_is_nobody_s_original() -> None:
    told = quote_of(UK, kind="paraphrase", lang="en")
    assert (plain(told.mark), told.original, told.verbatim) == ("Переказ редакції", "", False)


def test_a_speaker_stands_with_post_and_community() -> None:
    assert (
        plain(quote_of(post=both("вчителька"), community="bakhmutska").post) == "вчителька, Бахмутська міська громада"
    )
    assert quote_of(EN, community="bakhmutska").post == "Bakhmut city community"


# Its state


def test_a_review_is_told_with_its_day_its_author_and_the_day_of_the_next() -> None:
    review = {"by": "НАЗК", "on": "2026-05-12", "level": "за документами"}
    view = page_of(review=review, review_by="2027-05-01")
    done, next_one = fact(view, "Перевірено"), fact(view, "Наступна перевірка")
    assert done is not None and next_one is not None
    assert plain(done.values[0].text) == "12 травня 2026, НАЗК (за документами)"
    assert plain(next_one.values[0].text) == "до 1 травня 2027"


# Who follows whom


def test_a_practice_and_those_that_follow_it_lead_to_each_other() -> None:
    made = shown(practice("model"), practice("follower", adapted_from=["model"], languages=[UK]))

    def told(slug: str, label: str) -> list[views.Link]:
        facts = passport(context(made, EN), made.practice(slug))
        return [link for item in facts if item.label == label for link in item.values]

    assert told("follower", "Adapted from") == [views.Link(text="Model (en)", url="/en/practices/model/")]
    follower = views.Link(text="Follower", url="/practices/follower/", lang="uk", hreflang="uk")
    assert told("model", "Adapted by") == [follower]


def test_a_model_that_is_not_published_is_not_named() -> None:
    made = shown(practice("plan", draft=True), practice("follower", adapted_from=["plan"]))
    labels = [item.label for item in passport(context(made, EN), made.practice("follower"))]
    assert "Adapted from" not in labels


# Who made it, how to cite, edit and report it


def test_the_citation_is_the_same_on_every_day_and_holds_a_lasting_address() -> None:
    view = page_of(EN)
    assert view.citation.startswith("Світло (en). Взірець, 2026. Bakhmut")
    assert view.citation.endswith("https://hromady.example/en/practices/svitlo/")


def test_the_links_of_an_editor_lead_to_the_file_in_this_language() -> None:
    made = shown(practice("svitlo"), repository="https://git.example/vzirets/")
    view = practice_page(context(made, EN), made.practices[0]).view
    assert isinstance(view, PracticeView)
    assert view.edit is not None
    assert view.edit.url == "https://git.example/vzirets/edit/main/content/practices/svitlo/index.en.md"
    assert page_of().edit is None


def test_the_switch_leads_to_the_english_list_where_there_is_no_english_page() -> None:
    assert page_of(languages=[UK]).head.other == views.Link(
        text="English", url="/en/practices/", lang="en", hreflang="en"
    )
    assert page_of().head.other == views.Link(text="English", url="/en/practices/svitlo/", lang="en", hreflang="en")


def test_lastmod_is_the_day_of_the_last_change_of_substance() -> None:
    made = shown(practice("a", date="2026-01-01"), practice("b", date="2026-01-01", updated="2026-02-03"))
    days = [practice_page(context(made), item).lastmod for item in made.practices]
    assert days == ["2026-01-01", "2026-02-03"]


# Its likes


def test_related_practices_tell_their_reason_and_never_name_itself() -> None:
    made = shown(
        practice("own", community=["bakhmutska"]),
        practice("same-community", community=["bakhmutska"]),
        practice("same-theme", community=["kanivska"]),
    )
    own = next(item for item in made.practices if item.slug == "own")
    assert {(row.slug, plain(row.reason)) for row in related(context(made), own)} == {
        ("same-community", "Та сама громада"),
        ("same-theme", "Та сама тема"),
    }


def test_a_practice_alone_has_no_likes() -> None:
    made = shown(practice("own"))
    assert related(context(made), made.practices[0]) == ()


def test_a_list_goes_on_over_as_many_pages_as_it_needs() -> None:
    made = shown(*(practice(f"p{number}") for number in range(5)), page_size=2)
    pages = list(practices_pages(context(made, EN)))
    assert [page.url for page in pages] == ["/en/practices/", "/en/practices/page/2/", "/en/practices/page/3/"]
    last = pages[-1].view
    assert isinstance(last, views.PracticesView)
    assert last.count == 5
    assert len(last.cards) == 1
    assert last.pagination is not None
    assert last.pagination.next is None
    assert last.pagination.previous == views.Link(text="2", url="/en/practices/page/2/")


def test_an_empty_list_is_one_page_without_pagination() -> None:
    [page] = practices_pages(context(shown()))
    assert isinstance(page.view, views.PracticesView)
    assert (page.view.cards, page.view.pagination, page.view.words) == ((), None, "поки без практик")
