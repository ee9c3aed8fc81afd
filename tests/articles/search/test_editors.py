"""What editors find in working copies and pictures; that nothing of it reaches a reader."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from articles import search, workflow
from articles.models import Article, DeskWord, Image, PictureEntry, SearchWord, StoryEntry
from articles.search import find, reindexing
from articles.search import suggest as suggestions
from articles.workflow import trash
from tests.articles.search.test_query import BAD


def found(query: str, language: str = "ru") -> list[str]:
    titles = Article.objects.in_bulk(search.stories(query, language=language).ids)
    return [str(titles[pk]) for pk in search.stories(query, language=language).ids]


@pytest.fixture
def lake(make_article):
    return make_article(
        title_ru="Ёлки у озера Севан",
        lead_ru="Вода",
        body_ru="<p>Рыба и хлеб</p>",
        title_hy="Սևանա լիճը",
        title_en="Firs by the lake",
    )


@pytest.mark.parametrize(
    "query",
    [
        "ёлка",
        "рыбой озёрами",
        "вода -лес",
        "լճեր",
        "lakes",
        "sevan",
        "Севана",
        "озер",
        "оезра",
        "jpthj",
        '"озеро севан"',
        "хлеб -соль",
        "fir рыба",
    ],
)
def test_stories_are_found_by_words_of_any_language_in_any_form(lake, make_article, query):
    make_article(title_ru="Другое", title_hy="Այլ", title_en="Other")

    assert found(query) == ["Ёлки у озера Севан"]


def test_slip_is_not_read_as_signs_of_another_layout(lake, make_article):
    make_article(title_en="Ten kg of flour")

    assert found("хлпб", "hy") == ["Ёлки у озера Севан"]


@pytest.mark.parametrize("query", ["соль", "хлеб -рыба", "author:никто", "((((", ""])
def test_stories_without_the_words_are_not_found(lake, query):
    assert found(query) == []


def test_phrase_that_stands_nowhere_gives_its_words_apart(lake):
    answer = search.stories('"севан озеро"')

    assert found('"севан озеро"') == ["Ёлки у озера Севан"]
    assert answer.is_apart


def test_stories_are_found_by_author_and_tag_in_any_language(make_article, author, make_tag):
    tag = make_tag(ru="Цены", en="Prices")
    make_article(title_ru="Хлеб", authors=[author], tags=[tag])
    make_article(title_ru="Хлеб и соль")

    for query in ("хлеб author:Petrosyan", "автор:петросян", "tag:prices", "հեղինակ:Պետրոսյան"):
        assert found(query) == ["Хлеб"]
    assert found("хлеб") == ["Хлеб и соль", "Хлеб"]


def test_name_is_found_in_titles_of_other_scripts_behind_its_own(make_article):
    make_article(title_ru="", title_hy="Երևանում ձյուն է", source_language="hy")
    make_article(title_ru="Снег в Ереване")
    make_article(title_ru="", title_en="Snow in Yerevan", source_language="en")

    assert found("Ереван") == ["Снег в Ереване", "Snow in Yerevan", "Երևանում ձյուն է"]


def test_story_is_found_by_what_was_saved_last(lake, chief):
    lake.set_text("title", "ru", "Горы")
    workflow.save(lake, by=chief)

    assert found("ёлки") == []
    assert found("гора") == ["Горы"]


def test_saving_that_is_rolled_back_leaves_the_words_as_they_were(lake, chief):
    lake.set_text("title", "ru", "Горы")
    with transaction.atomic():
        workflow.save(lake, by=chief)
        transaction.set_rollback(True)

    assert found("гора") == []
    assert found("ёлки") == ["Ёлки у озера Севан"]


def test_story_in_the_bin_is_not_found_until_it_is_taken_out(lake, chief):
    workflow.put_into_bin(lake, by=chief)
    assert found("ёлки") == []
    assert found("елик") == []  # no word of it is offered

    workflow.take_out_of_bin(lake, by=chief)

    assert found("ёлки") == ["Ёлки у озера Севан"]


def test_story_that_is_gone_for_good_leaves_no_words(lake, chief):
    workflow.put_into_bin(lake, by=chief)
    Article.everything.filter(pk=lake.pk).update(binned_at=now() - timedelta(days=31))

    trash.empty_bin.func()

    assert not StoryEntry.objects.exists()


def test_no_word_of_a_draft_reaches_a_reader(lake, make_edition, client):
    make_edition("ru", title_ru="Хлеб дорожает")
    assert found("рыба") == ["Ёлки у озера Севан"]
    assert DeskWord.objects.filter(word="рыба").exists()
    assert found("рбыа") == ["Ёлки у озера Севан"]  # what may leak is there

    assert not SearchWord.objects.filter(word="рыба").exists()
    for typed in ("рыба", "рбыа", "рыбба", "hs,f", "ryba"):
        hits = find(typed, "ru")
        assert (list(hits), hits.understood) == ([], "as_typed")
        page = client.get("/ru/search/", {"q": typed}).content.decode()
        assert "Рыба" not in page
        assert page.count("рыба") == page.count(typed) * (typed == "рыба")
        assert suggestions.stories(typed, "ru") == []
        answer = client.get("/ru/search/suggest/", {"q": typed}).json()
        assert answer == {"suggestions": []}


@pytest.mark.parametrize("query", BAD)
def test_any_text_is_a_query_of_editors(lake, make_image, query):
    make_image(caption_ru="Рыба")

    assert isinstance(search.stories(query).ids, tuple)
    assert isinstance(search.pictures(query).ids, tuple)


@pytest.mark.parametrize("number", [1, 3])
def test_finding_stories_takes_as_many_questions_for_any_number(
    make_article, django_assert_num_queries, number
):
    for one in range(number):
        make_article(title_ru=f"Озеро {one}")

    # words that begin or sound so, candidates, where the words stand
    with django_assert_num_queries(3):
        assert len(search.stories("озеро").ids) == number


def test_pictures_are_found_by_all_that_is_said_of_them(make_image):
    image = make_image(alt_ru="Озеро", caption_hy="Արարատ լեռը", credit_en="Anna Petrosyan")
    image.people, image.keywords = "Никол Пашинян", "саммит, вертолёт"
    image.source = "Reuters"
    image.save()
    search.index_pictures([image])
    other = make_image("blue", alt_ru="Хлеб")

    for query in ("озёра", "Արարատի", "petrosian", "пашиняна", "вертолеты", "reuter", "ararat"):
        assert search.pictures(query).ids == (image.pk,)
    assert search.pictures("хлеб", Image.objects.exclude(pk=other.pk)).ids == ()


def test_pictures_are_asked_for_what_one_field_says(make_image):
    image = make_image(alt_ru="Хлеб", credit_ru="Фото: Анна Петросян", credit_en="Anna Petrosyan")
    Image.objects.filter(pk=image.pk).update(people="Никол Пашинян")
    image.refresh_from_db()
    search.index_pictures([image])
    every = Image.objects.all()

    def has(words: str, field: str) -> bool:
        return search.pictures_with(words, field, every, "ru").exists()

    # Any form of the words, beginnings, each language; all the words, and of that field only.
    for words in ("фото", "ФОТО петросян", "Петросяна", "петро", "petrosyan"):
        assert has(words, search.CREDIT), words
    for words in ("Пашинян", "хлеб", "фото хлеб", "росян", "!", "-", "'", "2,5", "1:2", "1/2-я"):
        assert not has(words, search.CREDIT), words
    assert has("никола пашиняна", search.PEOPLE)
    assert not has("петросян", search.PEOPLE)


def test_questions_that_leave_no_picture_find_none(make_image):
    make_image(alt_ru="Хлеб")

    assert search.pictures("хлеб", Image.objects.none()).ids == ()
    assert search.pictures("хлеб", Image.objects.filter(pk__in=[])).ids == ()


def test_picture_in_the_bin_is_not_found(make_image, chief):
    image = make_image(alt_ru="Озеро")
    assert search.pictures("озеро").ids == (image.pk,)

    Image.objects.filter(pk=image.pk).update(binned_at=now(), binned_by=chief)

    assert search.pictures("озеро").ids == ()


def test_reindex_makes_stories_and_pictures_anew(lake, make_image):
    image = make_image(alt_ru="Озеро")
    for model in (StoryEntry, PictureEntry, DeskWord):
        model.objects.all().delete()
    assert (found("ёлки"), search.pictures("озеро").ids) == ([], ())

    reindexing.reindex_missing.func()

    assert found("ёлик") == ["Ёлки у озера Севан"]
    assert search.pictures("озера").ids == (image.pk,)
