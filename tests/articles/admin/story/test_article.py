"""The list and the form of stories."""

import json
import re

import pytest
from django.urls import reverse

from articles import workflow
from articles.editorial import versions
from articles.models import Article, Author, Credit
from tests.parameters import form_of


def title_of(article, code="ru"):
    return Article.objects.get(pk=article.pk).text("title", code)


def test_form_keeps_texts_facts_and_versions(
    sign_in, chief, author, make_article, make_tag, as_posted, form_address
):
    article, tag = make_article(), make_tag(ru="Севан")
    typed = {"title_ru": "Новое", "title_hy": "Նոր", "tags": [tag.pk], "authors": [author.pk]}

    sign_in(chief).post(form_address(article), as_posted(article, **typed))

    article = Article.objects.get(pk=article.pk)
    assert (article.title_ru, article.title_hy) == ("Новое", "Նոր")
    assert list(article.tags.all()) == [tag]
    assert list(article.credits.values_list("author", "role")) == [(author.pk, Credit.Role.TEXT)]
    assert versions.numbers(article) == {"ru": 2, "hy": 1, "en": 0, "shared": 2}


def test_form_makes_a_story_of_the_person(sign_in, reporter, category):
    typed = {"kind": "news", "category": category.pk, "source_language": "ru", "title_ru": "Первая"}

    sign_in(reporter).post(reverse("admin:articles_article_add"), typed)

    article = Article.objects.get()
    assert (article.title_ru, article.created_by) == ("Первая", reporter)


@pytest.mark.parametrize(
    "person, typed, source",
    [
        ("editor_hy", {"title_hy": "Լիճը"}, "hy"),
        ("editor_hy", {"title_hy": "Լիճը", "source_language": "ru"}, "ru"),
        ("chief", {"body_en": "<p>The lake</p>"}, "en"),
        ("chief", {"title_ru": "Озеро", "title_hy": "Լիճը"}, "ru"),
        ("editor_hy", {}, "hy"),
    ],
)
def test_original_of_a_new_story_is_what_was_written_first(
    request, sign_in, category, person, typed, source
):
    client = sign_in(request.getfixturevalue(person))
    address = reverse("admin:articles_article_add")

    shown = client.get(address).text
    client.post(address, {"kind": "news", "category": category.pk, "source_language": ""} | typed)

    choice = shown.split('name="source_language"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w*)" selected', choice) == [""]
    assert Article.objects.get().source_language == source


def test_original_of_a_saved_story_stays_where_its_first_form_is_sent_again(
    sign_in, chief, category, make_article, form_address
):
    story = make_article(title_hy="Լիճը", title_ru="", source_language="hy", category=category)
    data = {"kind": "news", "category": category.pk, "source_language": "", "title_ru": "Озеро"}

    response = sign_in(chief).post(form_address(story), data | {"title_hy": "Լիճը"})

    assert response.status_code == 302
    story.refresh_from_db()
    assert (story.source_language, story.title_ru) == ("hy", "Озеро")


def test_original_without_a_desk_is_the_language_of_the_admin(sign_in, reporter, category):
    reporter.languages, reporter.interface_language = [], "en"
    reporter.save()

    data = {"kind": "news", "category": category.pk}
    sign_in(reporter).post(reverse("admin:articles_article_add"), data)

    assert Article.objects.get().source_language == "en"


def test_new_story_has_its_writers_byline_until_it_is_taken_out(
    sign_in, reporter, category, form_address
):
    author = Author.objects.create(slug="anna", user=reporter, name_en="Anna Melkonyan")
    Author.objects.create(slug="other", name_en="Hrant Safaryan")
    client, address = sign_in(reporter), reverse("admin:articles_article_add")

    page = client.get(address)
    form = page.context["form"]
    data = {"kind": "news", "category": category.pk, "title_ru": "Первая"}
    client.post(address, data | {"authors": form["authors"].value()})
    client.post(address, data | {"title_ru": "Вторая", "authors": []})

    signed, unsigned = (
        Article.objects.get(title_ru="Первая"),
        Article.objects.get(title_ru="Вторая"),
    )
    again = client.get(form_address(unsigned)).context["form"]
    assert form["authors"].value() == [author.pk]
    assert ("Anna Melkonyan" in page.text, "Hrant Safaryan" in page.text) == (True, False)
    assert list(signed.credits.values_list("author", "role")) == [(author.pk, Credit.Role.TEXT)]
    assert (list(unsigned.credits.all()), again["authors"].value()) == ([], [])


def test_form_with_an_error_keeps_every_word_and_names_tab_and_field(
    sign_in, chief, make_article, as_posted, form_address
):
    article = make_article()
    typed = {"title_hy": "Շ" * 301, "lead_en": "A lead that must stay", "slug_hy": "не адрес"}

    response = sign_in(chief).post(form_address(article), as_posted(article, **typed))

    page = response.content.decode()
    assert title_of(article, "hy") == ""
    assert "Շ" * 301 in page
    assert "A lead that must stay" in page
    assert [(one.tab, one.field) for one in response.context["problems"]] == [
        ("Հայերեն", "title"),
        ("Հայերեն", "preferred address"),
    ]
    assert 'href="#id_title_hy"' in page


def test_form_merges_what_others_saved_in_other_fields(
    sign_in, chief, editor_ru, make_article, as_posted, form_address
):
    article = make_article(title_ru="Старое")
    opened = as_posted(article, title_ru="Моё")
    article.lead_ru = "Чужой лид"
    workflow.save(article, by=editor_ru)

    sign_in(chief).post(form_address(article), opened)

    article = Article.objects.get(pk=article.pk)
    assert (article.title_ru, article.lead_ru) == ("Моё", "Чужой лид")


@pytest.mark.parametrize("base", ["", "nonsense", '["ru"]', json.dumps({"ru": "x", "zz": 1})])
def test_form_keeps_nothing_on_a_nonsense_base_and_loses_no_word(
    sign_in, chief, make_article, as_posted, form_address, base
):
    article = make_article()

    response = sign_in(chief).post(
        form_address(article), as_posted(article, base=base, title_ru="Новое")
    )

    assert (response.status_code, title_of(article)) == (200, "Озеро возвращается")
    assert "Новое" in response.content.decode()


@pytest.mark.parametrize(
    "person, written",
    [
        ("translator", {"hy", "en"}),
        ("editor_ru", {"ru", "shared"}),
        ("editor_hy", {"hy", "shared"}),
        ("chief", {"ru", "hy", "en", "shared"}),
    ],
)
def test_form_reads_only_what_a_person_may_write(
    request, sign_in, make_article, as_posted, form_address, person, written
):
    article = make_article(title_hy="Հին", title_en="Old")
    typed = {"title_ru": "Ново", "title_hy": "Նոր", "title_en": "New", "kind": "opinion"}

    sign_in(request.getfixturevalue(person)).post(
        form_address(article), as_posted(article, **typed)
    )

    article = Article.objects.get(pk=article.pk)
    new = {
        code for code in ("ru", "hy", "en") if article.text("title", code) == typed[f"title_{code}"]
    }
    assert new | ({"shared"} if article.kind == "opinion" else set()) == written


@pytest.mark.parametrize("person", ["reporter", "photo", "administrator"])
def test_form_of_somebody_elses_story_is_only_read(
    request, sign_in, make_article, as_posted, form_address, person
):
    article = make_article()
    client = sign_in(request.getfixturevalue(person))

    page = client.get(form_address(article)).content.decode()
    response = client.post(form_address(article), as_posted(article, title_ru="Чужое"))

    assert 'name="title_ru"' not in page
    assert "Озеро возвращается" in page
    assert response.status_code == 403
    assert title_of(article) == "Озеро возвращается"


def test_form_is_cleaned(sign_in, chief, make_article, as_posted, form_address):
    article = make_article()
    body = '<p onclick="x()">Текст</p><script>alert(1)</script><figure data-image="12"></figure>'

    sign_in(chief).post(form_address(article), as_posted(article, body_ru=body))

    kept = Article.objects.get(pk=article.pk).text("body", "ru")
    assert kept == '<p>Текст</p><figure data-image="12"></figure>'


def test_form_alone_allows_inline_scripts(sign_in, chief, make_article, form_address):
    article = make_article()
    client = sign_in(chief)

    form = client.get(form_address(article)).headers["Content-Security-Policy"]
    board = client.get(reverse("admin:index")).headers["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in form
    assert "sha256" not in form
    assert "unsafe-inline" not in board


def test_form_is_not_for_strangers(client, make_article, form_address):
    response = client.get(form_address(make_article()))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_stories_are_never_deleted(sign_in, chief, make_article):
    article = make_article()

    response = sign_in(chief).post(
        reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("noun, term", [("tag", "сев"), ("author", "mariam"), ("category", "ecol")])
def test_choosing_by_typing_finds_names_in_any_language(
    sign_in, reporter, author, category, make_tag, noun, term
):
    make_tag(ru="Севан", en="Sevan")
    source = {
        "tag": ("taggedarticle", "tag"),
        "author": ("credit", "author"),
        "category": ("article", "category"),
    }[noun]
    query = {"app_label": "articles", "model_name": source[0], "field_name": source[1]}

    found = sign_in(reporter).get(reverse("admin:autocomplete"), query | {"term": term}).json()

    assert len(found["results"]) == 1


def test_choosing_by_typing_asks_for_permission(client, sign_in, reporter, author):
    address = reverse("admin:autocomplete")
    query = {"app_label": "articles", "model_name": "author", "field_name": "user", "term": "a"}

    stranger = client.get(address, query)
    response = sign_in(reporter).get(address, query)

    assert stranger.status_code == 302
    assert response.status_code == 403


def test_body_that_came_by_no_verb_is_shown_cleaned(sign_in, translator, category):
    body = "<p>Да</p><script>alert(1)</script><img src=x onerror=alert(2)>"
    article = Article.objects.create(title_ru="Озеро", body_ru=body, category=category)

    page = sign_in(translator).get(article.get_admin_url()).content.decode()

    assert "<p>Да</p>" in page
    assert "alert(" not in page


def test_new_story_is_saved_with_all_that_its_form_sends(sign_in, reporter):
    client, address = sign_in(reporter), reverse("admin:articles_article_add")

    answer = client.post(address, form_of(client, address) | {"title_ru": "Озеро"})

    assert answer.status_code == 302
    assert Article.objects.get().title_ru == "Озеро"
