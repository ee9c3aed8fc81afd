"""Notes in the admin: beside a story, on the board, on pages of their own."""

import pytest
from django.urls import reverse

from articles.editorial import notes
from articles.models import Note


@pytest.fixture
def article(make_article):
    return make_article(title_ru="Озеро")


@pytest.fixture
def address(article):
    return reverse("admin:articles_article_notes", args=[article.pk])


def test_note_is_written_and_says_who_was_told(sign_in, reporter, chief, address):
    client = sign_in(reporter)

    page = client.post(address, {"text": "@chief и @nobody"}, follow=True).content.decode()

    assert Note.objects.get().text == "@chief и @nobody"
    assert "Notified: chief. No such colleague: @nobody." in page


def test_refused_note_keeps_its_words(sign_in, reporter, address):
    page = sign_in(reporter).post(address, {"text": "слово " * 400}).content.decode()

    assert "Notes are limited to 2000 characters; this one has 2399." in page
    assert "слово слово" in page
    assert not Note.objects.exists()


def test_script_gets_the_list(sign_in, photo, address):
    answer = sign_in(photo).post(
        address, {"text": "Снимок <i>готов</i>"}, headers={"X-Requested-With": "fetch"}
    )

    assert "Снимок &lt;i&gt;готов&lt;/i&gt;" in answer.content.decode()
    assert 'data-said="Note sent."' in answer.content.decode()


def test_script_gets_the_refusal_in_a_sentence(sign_in, photo, address):
    answer = sign_in(photo).post(address, {"text": " "}, headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, answer.content.decode()) == (422, "Write something first.")


def test_board_shows_notes_to_oneself_until_put_away(sign_in, reporter, chief, article):
    note = notes.write(article, by=reporter, text="@chief посмотри")
    client, board = sign_in(chief), reverse("admin:index")
    assert "посмотри" in client.get(board).content.decode()

    put_away = reverse("admin:articles_note_put_away", args=[article.pk, note.pk])
    answer = client.post(put_away, {"next": board})

    assert answer.url == board
    assert "посмотри" not in client.get(board).content.decode()


def test_board_shows_no_note_to_others(sign_in, reporter, chief, editor_ru, article):
    notes.write(article, by=reporter, text="@chief посмотри")

    assert "посмотри" not in sign_in(editor_ru).get(reverse("admin:index")).content.decode()


def test_putting_away_leads_nowhere_else(sign_in, reporter, chief, article):
    note = notes.write(article, by=reporter, text="@chief")
    put_away = reverse("admin:articles_note_put_away", args=[article.pk, note.pk])

    answer = sign_in(chief).post(put_away, {"next": "https://elsewhere.example/"})

    assert answer.url == reverse("admin:articles_notes")


def test_form_of_a_story_shows_its_notes(sign_in, reporter, chief, article, form_address):
    notes.write(article, by=reporter, text="Жду @chief")

    page = sign_in(chief).get(form_address(article)).content.decode()

    assert "Жду <b>@chief</b>" in page


def test_own_note_is_taken_back(sign_in, reporter, article):
    note = notes.write(article, by=reporter, text="Ошибся")

    sign_in(reporter).post(reverse("admin:articles_note_drop", args=[article.pk, note.pk]))

    assert not Note.objects.exists()


def test_note_of_another_is_not_taken_back(sign_in, reporter, chief, article):
    note = notes.write(article, by=reporter, text="Важно")

    drop = reverse("admin:articles_note_drop", args=[article.pk, note.pk])

    assert sign_in(chief).post(drop).status_code == 403
    assert Note.objects.get() == note


@pytest.mark.parametrize("name", ["articles_notes", "articles_notes_people"])
def test_strangers_are_asked_to_sign_in(client, db, name):
    assert client.get(reverse(f"admin:{name}")).status_code == 302


def test_people_are_suggested_without_who_left(sign_in, editor_hy, reporter):
    reporter.is_active = False
    reporter.save()

    answer = sign_in(editor_hy).get(reverse("admin:articles_notes_people"))

    person = {"username": "editor_hy", "name": "editor_hy", "role": "editor · ARM"}
    assert answer.json() == {"people": [person]}


def test_person_chooses_mail(sign_in, reporter):
    client = sign_in(reporter)

    client.post(reverse("admin:articles_notes_by_mail"), {"wants_mail": "on"})
    reporter.refresh_from_db()
    assert reporter.wants_mail is True

    client.post(reverse("admin:articles_notes_by_mail"))
    reporter.refresh_from_db()
    assert reporter.wants_mail is False


@pytest.mark.parametrize("number", [1, 3])
def test_notes_cost_the_same_queries(
    sign_in, reporter, chief, article, address, django_assert_num_queries, number
):
    for _ in range(number):
        notes.write(article, by=reporter, text="@chief")
    client = sign_in(chief)
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)
