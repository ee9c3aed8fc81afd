"""What the form of a story tells while somebody types, and what a save makes of it."""

import json

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.editorial import versions
from articles.models import Article, Autosave, Version
from articles.text import deltas
from newsroom.accounts import form_owner
from tests.articles.admin.conftest import SITE_WIDE


def test_autosave_keeps_fields_and_says_when(tell, chief, make_article):
    article = make_article()

    answer = tell(
        chief,
        article=article.pk,
        base={"ru": 1, "shared": 1, "nonsense": 9},
        values={"title_ru": ["Новый"], "tags": ["1", "2"]},
        bodies={"body_ru": {"parts": ["<p>Текст</p>"]}},
    )

    row = Autosave.objects.get()
    assert (answer["state"], answer["at"]) == (
        "kept",
        timezone.localtime(row.at).strftime("%H:%M"),
    )
    assert row.fields == {
        "ru": {"title_ru": ["Новый"], "body_ru": ["<p>Текст</p>"]},
        "shared": {"tags": ["1", "2"]},
    }
    assert (row.article, row.person, row.base) == (article, chief, {"ru": 1, "shared": 1})


def test_autosave_reads_no_field_that_the_form_does_not_have(tell, chief, make_article):
    article = make_article()

    tell(
        chief,
        article=article.pk,
        values={"title_ru": ["А"], "status_ru": ["approved"], "created_by": ["1"], "_verb": ["x"]},
        bodies={"title_ru": {"parts": ["<p>Б</p>"]}},
    )

    assert Autosave.objects.get().fields == {"ru": {"title_ru": ["А"]}}


def test_autosave_refuses_another_language_with_a_sentence(tell, editor_ru, make_article):
    article = make_article(title_hy="Լիճ")

    answer = tell(editor_ru, article=article.pk, values={"title_hy": ["Իմը"]}, status=403)

    assert answer == {
        "state": "refused",
        "sentence": "Your role or your languages do not allow this.",
    }
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        {"form": ""},
        {"form": "x" * 41},
        {"form": ["one"]},
        {"number": -1},
        {"number": "1"},
        {"article": True},
        {"values": []},
        {"values": {"title_ru": "А"}},
        {"values": {"title_ru": [1]}},
        {"values": {"tags": ["1"] * 501}},
        {"bodies": {"body_ru": "<p>"}},
        {"bodies": {"body_ru": {"parts": [[0, 1]]}}},
        {"bodies": {"body_ru": {"parts": [{"a": 1}]}}},
        {"bodies": {"body_ru": {"parts": ["<p>А</p>"], "is": "0.0"}}},
    ],
)
def test_autosave_answers_nonsense_with_a_state(told, tell, chief, make_article):
    article = make_article()

    answer = tell(chief, **{"article": article.pk} | told, status=400)

    assert answer == {"state": "nonsense"}
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "[" * 200_000,
        '{"form": "one", "values": ' + '{"a":' * 200_000,
        '{"form": "one", "number": NaN}',
        '{"form": "one", "number": ' + "9" * 5_000 + "}",
        b'{"form": "\xff"}',
        "[]",
        "",
    ],
)
def test_autosave_answers_what_cannot_be_read_with_a_sentence(client, chief, body):
    client.force_login(chief)

    answer = client.post(reverse("admin:articles_autosave"), body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "state": "nonsense",
            "sentence": "The browser sent unreadable data. Reopen the form.",
        },
    )
    assert not Autosave.objects.exists()


def test_autosave_keeps_what_a_database_can_keep(tell, chief, make_article):
    article = make_article()
    told = {"article": article.pk, "values": {"title_ru": ["А\0\ud83dБ"]}}

    tell(chief, **told, bodies={"body_ru": {"parts": ["<p>\0\ud83d</p>"]}})

    assert Autosave.objects.get().fields["ru"] == {"title_ru": ["А?Б"], "body_ru": ["<p>?</p>"]}


def test_autosave_of_a_text_too_long_is_refused_with_a_sentence(tell, chief, make_article):
    article = make_article()

    answer = tell(
        chief,
        article=article.pk,
        bodies={"body_ru": {"parts": ["<p>" + "я" * 2_500_000 + "</p>"]}},
        status=413,
    )

    assert answer["sentence"] == "The text is too long: the limit is one million characters."
    assert not Autosave.objects.exists()


def test_autosave_of_ten_megabytes_and_more_is_refused_with_the_same_sentence(
    tell, chief, make_article, settings
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    values = {"title_ru": ["я" * 20_000]}

    answer = tell(chief, article=make_article().pk, values=values, status=413)

    assert answer["sentence"] == "The text is too long: the limit is one million characters."
    assert not Autosave.objects.exists()


def test_autosave_asks_for_the_whole_body(tell, chief, make_article):
    article = make_article(body_ru="<p>А</p>")
    told = {"of": "1.1", "parts": [[0, 1]]}

    answer = tell(chief, article=article.pk, bodies={"body_ru": told})

    assert answer == {"state": "whole", "names": ["body_ru"]}


def test_autosave_tells_somebody_else_whose_form_it_is(tell, chief, editor_ru, make_article):
    told = {"article": make_article().pk, "values": {"title_ru": ["А"]}}

    answer = tell(editor_ru, **told, whose=form_owner.mark(chief), status=409)

    assert answer == {"state": "another", "owner": "chief", "you": "editor_ru"}
    assert not Autosave.objects.exists()


def test_autosave_without_a_session_is_told_so_and_led_nowhere(tell, chief, make_article):
    told = {"article": make_article().pk, "values": {"title_ru": ["А"]}}

    answer = tell(None, **told, whose=form_owner.mark(chief), status=401)

    assert answer == {"state": "signed_out"}
    assert not Autosave.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_autosave_while_the_database_is_away_says_so(tell, chief, make_article):
    article = make_article()

    def disk_is_full(execute, sql, *rest):
        if sql.startswith('INSERT INTO "articles_autosave"'):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(disk_is_full):
        answer = tell(chief, article=article.pk, values={"title_ru": ["А"]}, status=503)
    assert answer == {"state": "away"}

    assert tell(article=article.pk, values={"title_ru": ["А"]})["state"] == "kept"


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_autosave_on_a_full_disk_says_so_and_keeps_what_was_kept(tell, chief, make_article):
    told = {"article": make_article().pk, "values": {"title_ru": ["А"]}}
    tell(chief, **told)
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    long = told | {"values": {"lead_ru": ["я" * 500_000]}}

    answer = tell(**long, number=2, status=503)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer == {"state": "away"}
    assert Autosave.objects.get().fields == {"ru": {"title_ru": ["А"]}}
    assert tell(**long, number=3)["state"] == "kept"


def test_autosave_hears_of_open_and_closed_forms(tell, chief, make_article):
    told = {"article": make_article().pk}
    tell(chief, **told, values={"title_ru": ["А"]})

    answers = [tell(**told, is_open=False)["state"], Autosave.objects.get().seen_at]
    answers += [tell(**told, is_open=True)["state"], Autosave.objects.get().seen_at is not None]

    assert answers == ["heard", None, "heard", True]


def test_autosave_costs_five_queries_at_most(tell, editor_ru, make_article):
    article = make_article(body_ru="".join(f"<p>Абзац {n}</p>" for n in range(60)))
    began = deltas.split(article.body_ru)
    told = {"article": article.pk, "whose": form_owner.mark(editor_ru)}
    tell(editor_ru, **told, form="other", values={"title_ru": ["А"]})
    counts = []

    for number in (1, 2, 3):
        parts = [[0, 59], f"<p>Слово {number}</p>"]
        body = {"of": deltas.fingerprint(began), "parts": parts}
        with CaptureQueriesContext(connection) as asked:
            tell(**told, number=number, bodies={"body_ru": body})
        began = Autosave.objects.get(form="one").fields["ru"]["body_ru"]
        own = [one["sql"] for one in asked if not SITE_WIDE.search(one["sql"])]
        counts.append(len([sql for sql in own if "SAVEPOINT" not in sql]))

    # Session, person, row, story, the new row; then session, person, row with story, row.
    assert counts == [5, 4, 4]


# Saving


def post(client, article, data, **more):
    name = "change" if article else "add"
    address = reverse(f"admin:articles_article_{name}", args=[article.pk] if article else [])
    return client.post(address, data | more)


def test_save_takes_in_what_its_form_told(tell, client, chief, make_article, as_posted):
    article = make_article()
    tell(chief, article=article.pk, values={"title_ru": ["Новый"]})

    post(client, article, as_posted(article, title_ru="Новый"), _form="one")
    late = tell(article=article.pk, number=2, values={"title_ru": ["Опоздал"]})

    assert late == {"state": "saved"}
    assert Autosave.objects.get().fields == {}
    assert Article.objects.get().title_ru == "Новый"


def test_save_that_is_refused_leaves_what_its_form_told(
    tell, client, chief, make_article, as_posted
):
    article = make_article()
    tell(chief, article=article.pk, values={"slug_ru": ["не адрес"]})

    answer = post(client, article, as_posted(article, slug_ru="не адрес"), _form="one")

    assert answer.context["problems"]
    assert answer.context["autosave"]["form"] == "one"
    assert answer.context["autosave"]["is_unsaved"] is True
    assert Autosave.objects.get().fields == {"ru": {"slug_ru": ["не адрес"]}}


def test_save_pressed_twice_is_one_version(client, chief, make_article, as_posted):
    article = make_article()
    data = as_posted(article, title_ru="Новый")
    client.force_login(chief)

    for _press in range(2):
        assert post(client, article, data, _form="one").status_code == 302

    assert Version.objects.filter(part="ru").count() == 2


def test_save_of_a_new_story_pressed_twice_is_one_story(client, chief, category):
    data = {"kind": "news", "category": category.pk, "source_language": "ru", "title_ru": "Первая"}
    client.force_login(chief)

    answers = [post(client, None, data, _form="new") for _press in range(2)]
    other = post(client, None, data | {"title_ru": "Вторая"}, _form="new")

    first, second = Article.objects.order_by("pk")
    assert [one.headers["Location"] for one in answers] == [first.get_admin_url()] * 2
    assert other.headers["Location"] == second.get_admin_url()
    assert (first.title_ru, second.title_ru) == ("Первая", "Вторая")


def test_save_by_somebody_else_than_whose_form_it_is_saves_nothing(
    client, chief, editor_ru, make_article, as_posted
):
    article = make_article()
    data = as_posted(article, title_ru="Её слова")
    client.force_login(editor_ru)

    answer = post(client, article, data, _form="one", _whose=form_owner.mark(chief))
    page = client.get(answer.headers["Location"]).content.decode()

    assert versions.numbers(article)["ru"] == 1
    assert "this form belongs to chief, and you are signed in as editor_ru" in page
    assert "Её слова" not in page
    row = Autosave.objects.get()
    assert (row.person, row.fields["ru"]["title_ru"]) == (chief, ["Её слова"])


def test_form_has_a_name_of_its_own_each_time(client, chief, make_article, form_address):
    client.force_login(chief)
    address = form_address(make_article())

    names = {client.get(address).context["autosave"]["form"] for _time in range(3)}

    assert len(names) == 3
    assert all(10 < len(name) <= 40 for name in names)


def test_form_that_is_posted_whole_is_read_as_it_was_typed(rf):
    from articles.admin.story import autosave

    posted = rf.post(
        "/",
        {
            "base": json.dumps({"ru": 3, "nonsense": 1}),
            "body_hy": "<p>Ա</p>\n<p>Բ</p>",
            "tags": ["1", "2"],
            "tags_written": "Севан",
            "csrfmiddlewaretoken": "x",
            "_verb": "publish:ru",
            "status_ru": "approved",
        },
    ).POST

    typed = autosave.posted(posted, form="one")

    assert typed.base == {"ru": 3}
    assert typed.values == {"shared": {"tags": ["1", "2"], "tags_written": ["Севан"]}}
    assert typed.bodies["hy"]["body_hy"].parts == ["<p>Ա</p>", "<p>Բ</p>"]
