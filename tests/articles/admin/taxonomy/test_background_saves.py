"""A save that a script sends in the background: what it is told, and how its form goes on."""

from django.urls import reverse

from articles import workflow
from articles.editorial import versions
from articles.models import Article, Autosave

JSON = {"accept": "application/json"}


def post(client, article, data, *, headers=None, **more):
    name = "change" if article else "add"
    address = reverse(f"admin:articles_article_{name}", args=[article.pk] if article else [])
    return client.post(address, data | more, headers=headers)


def test_new_story_pressed_again_without_an_answer_goes_on_with_the_story(client, chief, category):
    data = {"kind": "news", "category": category.pk, "source_language": "ru", "title_ru": "Первая"}
    client.force_login(chief)
    post(client, None, data, _form="new")

    again = post(client, None, data | {"title_ru": "Первая, дальше"}, _form="new", _again="yes")

    article = Article.objects.get()
    assert again.headers["Location"] == article.get_admin_url()
    assert (article.title_ru, versions.numbers(article)["ru"]) == ("Первая, дальше", 2)


def test_save_in_the_background_is_told_where_it_led(client, chief, make_article, as_posted):
    article = make_article()
    before = versions.numbers(article)
    client.force_login(chief)

    answer = post(
        client,
        article,
        as_posted(article, title_ru="Новый", _tab="ru"),
        headers=JSON,
        _form="one",
    ).json()

    time = answer.pop("at")
    assert len(time) == 5
    assert answer == {
        "state": "saved",
        "address": f"{article.get_admin_url()}#ru",
        "article": article.pk,
        "form": article.get_admin_url(),
        "base": dict.fromkeys(versions.PARTS, 0) | before | {"ru": before["ru"] + 1},
        "is_joined": False,
    }


def test_save_in_the_background_that_met_another_starts_where_it_began(
    client, chief, editor_ru, make_article, as_posted
):
    article = make_article()
    before = versions.numbers(article)
    data = as_posted(article, title_ru="Моё")
    theirs = Article.objects.get()
    theirs.lead_ru = "Их лид"
    workflow.save(theirs, by=editor_ru)
    client.force_login(chief)

    answer = post(client, article, data, headers=JSON, _form="one").json()

    assert (answer["base"]["ru"], answer["is_joined"]) == (before["ru"], True)
    assert versions.numbers(article)["ru"] == before["ru"] + 2
    assert Article.objects.get().lead_ru == "Их лид"


def test_save_in_the_background_that_has_mistakes_asks_for_their_page(
    client, chief, make_article, as_posted
):
    article = make_article()
    client.force_login(chief)

    answer = post(
        client,
        article,
        as_posted(article, slug_ru="не адрес"),
        headers=JSON,
        _form="one",
    )

    assert answer.json() == {"state": "page"}
    assert versions.numbers(article)["ru"] == 1


def test_words_after_a_save_without_an_answer_start_from_what_it_kept(
    tell, client, chief, make_article, as_posted
):
    article = make_article()
    client.force_login(chief)
    post(client, article, as_posted(article, title_ru="Новый"), _form="one")

    answer = tell(
        chief,
        form="two",
        follows="one",
        article=article.pk,
        base={"ru": 1, "shared": 1},
        values={"title_ru": ["Новый и дальше"]},
    )

    assert (answer["state"], answer["saved"]["base"]["ru"]) == ("kept", 2)
    assert (answer["saved"]["article"], answer["saved"]["is_joined"]) == (article.pk, False)
    row = Autosave.objects.get(form="two")
    assert (row.base["ru"], row.fields) == (2, {"ru": {"title_ru": ["Новый и дальше"]}})


def test_form_is_told_which_of_its_saves_went_through(tell, client, chief, make_article, as_posted):
    article = make_article()
    client.force_login(chief)
    post(client, article, as_posted(article, title_ru="Первое"), _form="one", _save="1000")

    first = tell(chief, form="two", follows="one", is_open=True)["saved"]["number"]
    post(client, article, as_posted(article, title_ru="Второе"), _form="one", _save="2000")
    second = tell(chief, form="two", follows="one", is_open=True)["saved"]["number"]

    assert (first, second) == (1000, 2000)


def test_words_after_a_new_story_without_an_answer_are_of_that_story(tell, client, chief, category):
    data = {"kind": "news", "category": category.pk, "source_language": "ru", "title_ru": "Первая"}
    client.force_login(chief)
    early = tell(chief, form="two", follows="new", values={"title_ru": ["Первая и"]})
    post(client, None, data, _form="new")

    late = tell(
        chief, form="two", follows="new", number=2, values={"title_ru": ["Первая и дальше"]}
    )

    article, row = Article.objects.get(), Autosave.objects.get(form="two")
    assert ("saved" in early, late["saved"]["article"]) == (False, article.pk)
    assert (row.article, row.base["ru"]) == (article, 1)
    assert row.fields == {"ru": {"title_ru": ["Первая и дальше"]}}


def test_form_of_somebody_else_is_followed_by_nobody(
    tell, client, chief, editor_ru, make_article, as_posted
):
    article = make_article()
    client.force_login(chief)
    post(client, article, as_posted(article, title_ru="Новый"), _form="one")

    answer = tell(editor_ru, form="two", follows="one", is_open=True)

    assert answer == {"state": "heard"}
