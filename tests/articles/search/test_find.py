"""What a search finds in live editions of a language, and in which order."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.models import Category, Edition
from articles.search import find, matching
from articles.search.index import index
from tests.articles.search.test_query import BAD


def found(query: str, language: str = "ru", **filters) -> list[str]:
    return [edition.title for edition in find(query, language, **filters)]


@pytest.fixture
def lake(make_edition):
    return make_edition("ru", title_ru="Ёлки у озера", lead_ru="Вода", body_ru="<p>Рыба</p>")


@pytest.mark.parametrize("query", ["ёлки", "ЕЛКИ", "озеро воды", "рыбой  ёлкам", "елками"])
def test_find_has_all_words_in_title_lead_or_body(lake, query):
    assert found(query) == ["Ёлки у озера"]


@pytest.mark.parametrize("query", ["p", "%", "_", "((((", "хлеб"])
def test_find_without_a_word_of_it_finds_nothing(lake, query):
    assert found(query) == []


@pytest.mark.parametrize("query", ["", "   ", "\0", "\t\n"])
def test_find_without_words_finds_nothing(lake, query):
    assert found(query) == []


def test_find_keeps_to_the_language(lake, make_edition):
    make_edition("hy", title_hy="Սևանա լիճը")

    assert found("ՍԵՎԱՆԱ") == []
    assert found("ՍԵՎԱՆԱ", "hy") == ["Սևանա լիճը"]


def test_find_filters_by_category_and_period(lake, category):
    Edition.objects.update(published_at=now() - timedelta(days=3))
    other = Category.objects.create(slug="other")

    assert found("вода", category=category, period="week") == ["Ёлки у озера"]
    assert found("вода", category=other) == []
    assert found("вода", period="day") == []


def test_find_is_lazy_countable_and_sliceable(make_edition):
    for number in range(3):
        make_edition("ru", title_ru=f"Вода {number}", hours_ago=number + 1)

    hits = find("вода", "ru", sort="new")

    assert hits.count() == 3
    assert [edition.title for edition in hits[1:2]] == ["Вода 1"]


def test_index_again_replaces_the_words(lake):
    lake.title = "Хлеб"
    index(lake)

    assert found("ёлки") == []
    assert found("хлебом") == ["Ёлки у озера"]


def test_phrase_stands_word_by_word_in_any_form(make_edition):
    make_edition("ru", title_ru="Озеро Севан растёт")
    make_edition("ru", title_ru="Озеро, река и Севан")

    assert found('"озера Севан"') == ["Озеро Севан растёт"]


def test_phrase_that_stands_nowhere_gives_its_words_apart(make_edition):
    make_edition("ru", title_ru="Озеро Севан растёт")
    make_edition("ru", title_ru="Озеро растёт")

    hits = find("«севан озеро»", "ru")

    assert [one.title for one in hits] == ["Озеро Севан растёт"]
    assert hits.understood == "apart"


@pytest.mark.parametrize(
    "typed, title",
    [
        ("Hakob", "Акоп пришёл"),
        ("pashinyan", "Разговор с Пашиняном"),
        ("Lavrov", "Лавров в Ереване"),
        ("Ter-Petrosyan", "Левон Тер-Петросян"),
        ("Armenia", "В Армении снег"),
        ("Հայաստան", "В Армении снег"),
    ],
)
def test_name_in_another_script_finds_what_is_spelt_or_inflected_otherwise(
    make_edition, typed, title
):
    make_edition("ru", title_ru=title)
    make_edition("ru", title_ru="Другое")

    assert found(typed) == [title]


def test_small_words_need_not_be_there(make_edition):
    make_edition("ru", title_ru="Хлеб подорожал")
    make_edition("ru", title_ru="Почему спят горы")

    hits = find("почему же подорожал хлеб", "ru")

    assert [one.title for one in hits] == ["Хлеб подорожал"]
    assert hits.understood == "as_typed"


def test_small_words_alone_are_looked_for(make_edition):
    make_edition("ru", title_ru="Быть или не быть")
    make_edition("ru", title_ru="Хлеб")

    assert found("быть или не быть") == ["Быть или не быть"]


def test_small_word_in_a_title_counts_less_than_another(make_edition):
    make_edition("ru", title_ru="На горе хлеб")
    make_edition("ru", title_ru="Погода на юге", lead_ru="Хлеб", hours_ago=0)

    assert found("на хлеб") == ["На горе хлеб", "Погода на юге"]


def test_stories_that_lack_two_words_follow_a_few_that_lack_one(make_edition):
    make_edition("ru", title_ru="Хлеб соль вода")
    make_edition("ru", title_ru="Хлеб соль")
    make_edition("ru", title_ru="Хлеб")

    assert found("хлеб соль вода вулкан") == ["Хлеб соль вода", "Хлеб соль"]


def test_word_that_must_not_be_there(make_edition):
    make_edition("ru", title_ru="Хлеб дорожает")
    make_edition("ru", title_ru="Хлеб и соль")

    assert found("хлеб -соли") == ["Хлеб дорожает"]
    assert found('хлеб -"хлеб дорожал"') == ["Хлеб и соль"]


def test_author_and_tag_by_name(make_edition, author, make_tag):
    make_edition("ru", title_ru="Хлеб дорожает", authors=[author], tags=[make_tag(ru="Цены")])
    make_edition("ru", title_ru="Хлеб и соль")

    assert found("хлеб автор:петросян") == ["Хлеб дорожает"]
    assert found("author:Petrosyan") == ["Хлеб дорожает"]
    assert found("tag:цены") == ["Хлеб дорожает"]
    assert found("хлеб автор:иванов") == []


def test_tags_authors_and_captions_are_words_of_a_story(make_edition, author, make_tag, make_image):
    image = make_image(caption_ru="Вид на Арарат")
    tags = [make_tag(ru="Пшеница")]
    make_edition("ru", title_ru="Хлеб", authors=[author], tags=tags, cover=image)

    for query in ("пшеницу", "Петросян", "Араратом"):
        assert found(query) == ["Хлеб"]


def test_best_has_the_words_in_the_title_then_near_each_other_then_new(make_edition):
    far = "слово " * 60
    make_edition("ru", title_ru="А", body_ru=f"<p>Хлеб {far} соль</p>", hours_ago=1)
    make_edition("ru", title_ru="Б", body_ru="<p>Хлеб и соль</p>", hours_ago=2)
    make_edition("ru", title_ru="Хлеб и соль", hours_ago=30)
    make_edition("ru", title_ru="В", body_ru="<p>Хлеб и соль</p>", hours_ago=9000)

    assert found("соль хлеб") == ["Хлеб и соль", "Б", "В", "А"]
    assert found("соль хлеб", sort="new") == ["А", "Б", "Хлеб и соль", "В"]


def test_most_of_the_words_where_all_are_nowhere(make_edition):
    make_edition("ru", title_ru="Хлеб и соль")
    make_edition("ru", title_ru="Озеро Севан")

    hits = find("хлеб соль озеро", "ru")

    assert [one.title for one in hits] == ["Хлеб и соль"]
    assert hits.understood == "most"


@pytest.mark.parametrize(
    "typed, meant",
    [("хлеюом", "хлебом"), ("[kt,", "хлеб"), ("хлбе", "хлеб"), ("дорожаеет", "дорожает")],
)
def test_slips_and_forgotten_layouts_are_forgiven(make_edition, typed, meant):
    make_edition("ru", title_ru="Хлеб дорожает", lead_ru="Хлебом единым.")

    hits = find(typed, "ru")

    assert [one.title for one in hits] == ["Хлеб дорожает"]
    assert (hits.understood, hits.query.typed) == ("corrected", meant)


@pytest.mark.parametrize(
    "query", ["erevan", "Yerevan", "Ереван", "Երևան", "Երևանում", "pashinyan", "Փաշինյանի"]
)
@pytest.mark.parametrize(
    "language, title",
    [
        ("ru", "Пашинян в Ереване"),
        ("hy", "Փաշինյանը Երևանում"),
        ("en", "Pashinyan in Yerevan"),
    ],
)
def test_name_is_found_in_any_script(make_edition, query, language, title):
    make_edition(language, **{f"title_{language}": title})
    make_edition(language, **{f"title_{language}": "1 2 3"})

    assert found(query, language) == [title]


def test_nothing_hidden_is_found_or_suggested(make_edition, make_article, chief):
    make_article(title_ru="Тайный договор")
    make_edition("ru", title_ru="Тайный договор", at=now() + timedelta(hours=1))
    edition = make_edition("ru", title_ru="Тайный договор")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)
    make_edition("ru", title_ru="Хлеб")

    for query in ("тайный договор", "тайныйй", "nfqysq", "tainyi", "договорр"):
        hits = find(query, "ru")
        assert (list(hits), hits.understood) == ([], "as_typed")


def test_word_is_suggested_as_readers_can_see_it(make_edition):
    make_edition("ru", title_ru="Хлебушками", at=now() + timedelta(hours=1))
    make_edition("ru", title_ru="Хлебушек")

    hits = find("хлебушккми", "ru")

    assert (hits.count(), hits.query.typed) == (1, "хлебушек")


def test_what_was_taken_back_is_found_by_its_former_words(make_edition, chief):
    edition = make_edition("ru", title_ru="Хлеб")
    edition.article.title_ru = "Соль"
    article = workflow.save(edition.article, by=chief)
    edition = workflow.publish(article, "ru", by=chief)
    workflow.take_back(edition, by=chief)

    assert found("хлеб") == ["Хлеб"]
    assert found("соль") == []


def test_among_many_editions_the_newest_are_ranked(make_edition, monkeypatch):
    for number in range(4):
        make_edition("ru", title_ru=f"Хлеб {number}", hours_ago=24 * 40 * number + 1)
    monkeypatch.setattr(matching, "MOST", 2)
    monkeypatch.setattr(matching, "CLOSE", 1)

    hits = find("хлеб", "ru")

    assert [one.title for one in hits] == ["Хлеб 0", "Хлеб 1"]
    assert hits.is_cut


@pytest.mark.parametrize("query", BAD)
def test_any_text_is_a_query(make_edition, query):
    make_edition("ru", title_ru="Хлеб")

    for language in ("ru", "hy", "en"):
        hits = find(query, language)
        assert hits.count() == len(hits[:10]) <= 1


@pytest.mark.parametrize(
    "query, queries",
    [("хлеб", 2), ("хлеб соль", 2), ("bread", 7), ("нетнигде", 7)],
)
def test_search_asks_a_few_queries_however_much_is_found(
    make_edition, django_assert_num_queries, query, queries
):
    for number in range(3):
        make_edition("ru", title_ru=f"Хлеб и соль {number}")

    with django_assert_num_queries(queries):
        find(query, "ru").count()


def test_word_of_which_there_is_only_a_relative_is_led_to_it(make_edition):
    make_edition("ru", title_ru="Шахматная лига школы")

    hits = find("шахматисты школы", "ru")

    assert (hits.understood, hits.query.typed) == ("corrected", "шахматная школы")
    assert [edition.title for edition in hits] == ["Шахматная лига школы"]


@pytest.mark.parametrize("query", ["half-marathon", "Half‐Marathon Sevan"])
def test_what_a_hyphen_joins_is_found_apart(make_edition, query):
    make_edition("en", title_en="The half marathon at Sevan")

    hits = find(query, "en")

    assert [edition.title for edition in hits] == ["The half marathon at Sevan"]
    assert hits.query.typed == query.replace("-", " ").replace("‐", " ").lower().replace(
        "sevan", "Sevan"
    )


def test_forgotten_layout_goes_before_what_sounds_nearly_so(make_edition):
    make_edition("en", title_en="A touch of snow")
    make_edition("en", title_en="The next bus")

    assert found("туче", "en") == ["The next bus"]


def test_name_that_stands_inflected_sounds_nearly_so(make_edition):
    make_edition("ru", title_ru="Обсерватория Астхаберд видит")

    assert found("Astghaberd") == ["Обсерватория Астхаберд видит"]


def test_row_that_is_saved_between_two_questions_is_found_once():
    found = matching.joined([(2, 20.0), (1, 10.0)], [(2, 30.0), (3, 5.0)])

    assert found.rows == [(2, 20.0), (1, 10.0), (3, 5.0)]
    assert found.in_title == {2, 3}
