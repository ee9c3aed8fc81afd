"""Unsaved words: whose they are, what would change, taking them in, leaving them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editorial import versions
from articles.models import Article, Autosave
from articles.workflow import autosave


def kept(person, article, form="one", *, base=None, shared=None, **russian):
    """Keep unsaved Russian fields; a list is one value, or a body's blocks."""
    values = {"ru": {name: value for name, value in russian.items() if name != "body_ru"}}
    values |= {"shared": shared} if shared else {}
    typed = autosave.Typed(form, 1, base or {}, values=values)
    if "body_ru" in russian:
        typed.bodies = {"ru": {"body_ru": autosave.deltas.Delta(russian["body_ru"])}}
    row = autosave.store(article.pk if article else None, by=person, typed=typed)
    autosave.hear_of(form, by=person, is_open=False)
    return row


def offer(client, article=None, **more):
    query = {"article": article.pk if article else ""} | more
    return client.get(reverse("admin:articles_unsaved_offer"), query).content.decode()


def page(client, row):
    answer = client.get(reverse("admin:articles_unsaved_one", args=[row.pk]))
    return answer, answer.content.decode()


def test_offer_is_of_ones_own_rows_of_the_story(sign_in, chief, editor_ru, make_article):
    article, other = make_article(title_ru="Эта"), make_article(title_ru="Другая")
    mine = kept(chief, article, title_ru=["А"])
    theirs = kept(editor_ru, article, title_ru=["Б"])
    elsewhere = kept(chief, other, "two", title_ru=["В"])
    new = kept(chief, None, "three", title_ru=["Г"])
    client = sign_in(chief)

    pages = [offer(client, article), offer(client)]

    addresses = [
        reverse("admin:articles_unsaved_one", args=[row.pk])
        for row in (mine, theirs, elsewhere, new)
    ]
    assert [[one in page for one in addresses] for page in pages] == [
        [True, False, False, False],
        [False, False, False, True],
    ]


def test_offer_leaves_out_what_stands_in_the_form_that_asks(sign_in, chief, make_article):
    article = make_article()
    taken = kept(chief, article, "one", title_ru=["А"])
    kept(chief, article, "two", title_ru=["Б"])

    page = offer(sign_in(chief), article, form="two", taken=autosave.mark(taken))

    assert page.strip() == ""


def test_offer_marks_a_form_that_was_heard_of_a_moment_ago(sign_in, chief, make_article):
    article = make_article()
    row = kept(chief, article, title_ru=["А"])
    client, said = sign_in(chief), []

    for ago in (1, 4):
        moment = timezone.now() - timedelta(minutes=ago)
        Autosave.objects.filter(pk=row.pk).update(seen_at=moment)
        said.append("data-may-be-open" in offer(client, article))

    assert said == [True, False]


def test_list_holds_all_rows_but_old_ones_and_those_of_the_bin(
    sign_in, chief, make_article, queries_of
):
    articles = [make_article(title_ru=f"История {n}") for n in range(3)]
    rows = [kept(chief, one, f"f{one.pk}", title_ru=["А"]) for one in articles]
    kept(chief, None, "new", title_ru=["Новая <b>"])
    kept(chief, None, "nameless", lead_ru=["Лид"])
    workflow.put_into_bin(articles[0], by=chief)
    long_ago = timezone.now() - timedelta(days=31)
    Autosave.objects.filter(pk=rows[1].pk).update(at=long_ago)
    client = sign_in(chief)
    address = reverse("admin:articles_unsaved")

    text = client.get(address).content.decode()

    assert [f"История {n}" in text for n in range(3)] == [False, False, True]
    assert "Новая &lt;b&gt;" in text
    assert text.count("<b>New story</b>") == 1
    one = len(queries_of(client, address))
    kept(chief, articles[2], "again", title_ru=["А"])
    assert len(queries_of(client, address)) == one


def test_page_holds_what_is_typed_against_what_is_saved(sign_in, chief, make_article, make_tag):
    tag = make_tag(ru="Севан")
    article = make_article(title_ru="Озеро", body_ru="<p>Первый</p><p>Второй</p>")
    row = kept(
        chief,
        article,
        base={"ru": 1, "shared": 1},
        title_ru=["Озеро растёт"],
        body_ru=["<p>Первый</p>", "<p>Второй и третий</p>"],
        shared={"tags": [str(tag.pk)]},
    )

    answer, text = page(sign_in(chief), row)

    names = [[change.name for change in part.changes] for part in answer.context["parts"]]
    assert names == [["title", "body"], ["tags"]]
    assert "<ins>" in text
    assert "и третий" in text
    assert "Севан" in text


def test_page_keeps_what_others_saved_meanwhile(sign_in, chief, editor_ru, make_article):
    article = make_article(lead_ru="Лид", body_ru="<p>Первый</p><p>Второй</p>")
    row = kept(chief, article, base={"ru": 1}, body_ru=["<p>Первый</p>", "<p>Второй, мой</p>"])
    article.lead_ru, article.body_ru = "Чужой лид", "<p>Первый, чужой</p><p>Второй</p>"
    workflow.save(article, by=editor_ru)

    answer, text = page(sign_in(chief), row)

    (part,) = answer.context["parts"]
    assert [change.name for change in part.changes] == ["body"]
    assert "мой" in text
    assert "<del>" not in text


def test_page_of_what_is_saved_already_says_so(sign_in, chief, make_article):
    article = make_article(title_ru="Озеро", body_ru="<p>Йод</p>")
    row = kept(chief, article, base={"ru": 1}, title_ru=["Озеро "], body_ru=["<p>Йод</p>"])

    answer, text = page(sign_in(chief), row)

    assert answer.context["parts"] == []
    assert "everything here is already saved" in text


def test_page_runs_no_markup_that_was_typed(sign_in, chief, make_article):
    row = kept(
        chief,
        make_article(),
        title_ru=["<script>alert(1)</script>"],
        body_ru=['<p onclick="x()">А<img src=x onerror=alert(1)></p><script>alert(2)</script>'],
    )

    _answer, text = page(sign_in(chief), row)
    form = sign_in(chief).get(row.article.get_admin_url(), {"unsaved": row.pk})

    assert "<script>alert" not in text
    assert "onerror" not in text
    assert form.context["form"]["body_ru"].value() == "<p>А</p>"


def test_page_is_nobody_elses(client, chief, editor_ru, make_article):
    article = make_article()
    row = kept(chief, article, title_ru=["Тайна"])
    addresses = [
        reverse("admin:articles_unsaved_one", args=[row.pk]),
        reverse("admin:articles_unsaved_leave", args=[row.pk]),
        f"{article.get_admin_url()}?unsaved={row.pk}",
    ]
    client.force_login(editor_ru)

    answers = [client.get(addresses[0]), client.post(addresses[1]), client.get(addresses[2])]

    assert [one.status_code for one in answers] == [404, 404, 200]
    assert b"\xd0\xa2\xd0\xb0\xd0\xb9\xd0\xbd\xd0\xb0" not in answers[2].content  # Тайна
    assert Autosave.objects.filter(pk=row.pk).exists()


def test_leaving_removes_the_row_and_changes_no_story(sign_in, chief, make_article):
    article = make_article(title_ru="Озеро")
    row = kept(chief, article, title_ru=["Не надо"])

    answer = sign_in(chief).post(reverse("admin:articles_unsaved_leave", args=[row.pk]))

    assert answer.headers["Location"] == article.get_admin_url()
    assert not Autosave.objects.exists()
    assert Article.objects.get().title_ru == "Озеро"


def test_form_begins_with_the_words_and_the_versions_they_started_from(
    sign_in, chief, author, make_article, make_tag
):
    tag = make_tag(ru="Севан")
    article = make_article(title_ru="Озеро", lead_ru="Лид")
    row = kept(
        chief,
        article,
        base={"ru": 1, "shared": 1},
        title_ru=["Моё"],
        body_ru=["<p>Раз</p>", "<p>Два</p>"],
        shared={"tags": [str(tag.pk)], "authors": [str(author.pk)], "kind": ["opinion"]},
    )

    answer = sign_in(chief).get(article.get_admin_url(), {"unsaved": row.pk})

    form, text = answer.context["form"], answer.content.decode()
    assert form["title_ru"].value() == "Моё"
    assert form["lead_ru"].value() == "Лид"
    assert form["body_ru"].value() == "<p>Раз</p><p>Два</p>"
    assert form["base"].value() == '{"ru": 1, "shared": 1}'
    assert "Севан" in text
    assert "Mariam Petrosyan" in text
    assert '<option value="opinion" selected>' in text
    assert answer.context["autosave"]["taken"] == autosave.mark(row)
    assert "is back in the form" in text
    assert Article.objects.get().title_ru == "Озеро"


@pytest.mark.parametrize("asked", ["", "x", "999999", "9" * 30, "-1"])
def test_form_begins_as_usual_where_there_is_no_such_row(asked, sign_in, chief, make_article):
    article = make_article(title_ru="Озеро")

    answer = sign_in(chief).get(article.get_admin_url(), {"unsaved": asked})

    assert answer.context["form"]["title_ru"].value() == "Озеро"
    assert answer.context["autosave"]["is_unsaved"] is False


def test_taking_in_and_saving_merges_and_removes_the_row(
    sign_in, chief, editor_ru, make_article, as_posted
):
    article = make_article(lead_ru="Лид", body_ru="<p>Первый</p><p>Второй</p>")
    row = kept(chief, article, base={"ru": 1}, body_ru=["<p>Первый</p>", "<p>Второй, мой</p>"])
    article.body_ru = "<p>Первый, чужой</p><p>Второй</p>"
    workflow.save(article, by=editor_ru)
    client = sign_in(chief)
    opened = client.get(article.get_admin_url(), {"unsaved": row.pk}).context
    form, beside = opened["form"], opened["autosave"]
    data = as_posted(article, body_ru=form["body_ru"].value(), base=form["base"].value())

    client.post(article.get_admin_url(), data | {"_form": "new", "_taken": beside["taken"]})

    article = Article.objects.get()
    assert article.body_ru == "<p>Первый, чужой</p><p>Второй, мой</p>"
    assert versions.numbers(article)["ru"] == 3
    assert not Autosave.objects.exclude(fields={}).exists()


def test_new_story_begins_with_unsaved_words(sign_in, reporter):
    row = kept(reporter, None, title_ru=["Первая моя"])

    answer = sign_in(reporter).get(reverse("admin:articles_article_add"), {"unsaved": row.pk})

    assert answer.context["form"]["title_ru"].value() == "Первая моя"
