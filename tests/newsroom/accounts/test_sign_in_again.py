"""Signing in over a form: the page at the end, and whose form it is."""

from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.urls import reverse

from newsroom.accounts import form_owner


@pytest.fixture
def again():
    def address(person):
        return f"{reverse('admin:signed_in_again')}?whose={form_owner.mark(person)}"

    return address


def test_page_leads_over_signing_in_to_itself(client, chief, again):
    first = client.get(again(chief))
    typed = {"username": "chief", "password": "a long password"}

    then = client.post(first.headers["Location"], typed)
    last = client.get(then.headers["Location"])

    assert urlsplit(first.headers["Location"]).path == "/admin/login/"
    assert then.headers["Location"].startswith(reverse("admin:signed_in_again"))
    assert f'data-signed-in-again="{last.context["csrf_token"]}"' in last.content.decode()


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_pages_over_a_form_speak_the_language_of_the_form(client, chief, again, code):
    device = {"accept-language": "ru" if code == "en" else "en"}
    first = client.get(f"{again(chief)}&language={code}", headers=device)

    page = client.get(first.headers["Location"], headers=device)
    wrong = {"username": "chief", "password": "wrong"}
    refused = client.post(first.headers["Location"], wrong, headers=device)

    for answer in (first, page, refused):
        assert answer.headers["Content-Language"] == code
    assert f'<html lang="{code}"' in page.content.decode()


@pytest.mark.parametrize("asked", ["language=xx", "language=", ""])
def test_page_of_no_language_speaks_the_devices(client, chief, again, asked):
    answer = client.get(f"{again(chief)}&{asked}", headers={"accept-language": "hy"})

    assert answer.headers["Content-Language"] == "hy"


def test_language_of_another_page_is_none_of_signing_in(client, db):
    address = "/admin/login/?next=/admin/articles/article/%3Flanguage%3Dhy"

    answer = client.get(address, headers={"accept-language": "en"})

    assert answer.headers["Content-Language"] == "en"


def test_page_tells_somebody_else_whose_form_it_is(client, chief, editor_ru, again):
    client.force_login(editor_ru)

    text = client.get(again(chief)).content.decode()

    assert "This form belongs to chief, and you are signed in as editor_ru." in text
    assert "data-signed-in-again" not in text
    assert "signed-in-again.js" not in text


def test_page_lets_somebody_else_go_for_whose_form_it_is(client, chief, editor_ru, again):
    client.force_login(editor_ru)

    answer = client.post(again(chief))

    assert answer.headers["Location"].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session


def test_page_signs_nobody_out_of_their_own_form(client, chief, again):
    client.force_login(chief)

    client.post(again(chief))

    assert client.session["_auth_user_id"] == str(chief.pk)


def test_page_may_be_framed_by_our_own_pages_only(client, chief, again):
    client.force_login(chief)

    answer = client.get(again(chief))

    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer.headers["Cache-Control"]


def test_mark_is_known_and_no_other_one(chief, editor_ru):
    mark = form_owner.mark(chief)
    forged = [f"{editor_ru.pk}:{mark.partition(':')[2]}", mark[:-1], "", "1", str(chief.pk)]
    forged.append(signing.TimestampSigner(salt="another").sign(str(chief.pk)))

    assert form_owner.person_of(mark) == chief
    assert [form_owner.number_of(one) for one in forged] == [None] * 6


def test_mark_is_of_people_who_are_at_work(chief):
    mark = form_owner.mark(chief)
    chief.is_active = False
    chief.save()

    assert form_owner.person_of(mark) is None


def test_mark_ends_with_the_longest_session(chief, monkeypatch):
    mark = form_owner.mark(chief)
    assert form_owner.number_of(mark) == chief.pk

    monkeypatch.setattr(form_owner, "LONGEST_SECONDS", -1)

    assert form_owner.number_of(mark) is None
