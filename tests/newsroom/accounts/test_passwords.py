"""A forgotten password: one answer for everybody, a letter for who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles.models import AuditEntry
from newsroom.accounts import passwords
from newsroom.models import User

FORGOTTEN = "/admin/login/forgotten/"
NEW = "quite another one"


@pytest.fixture
def anna(reporter):
    reporter.email, reporter.interface_language = "anna@news.example", "en"
    reporter.save()
    return reporter


@pytest.fixture(autouse=True)
def _tasks_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def ask(client, name, **headers):
    return client.post(FORGOTTEN, {"name": name}, **headers)


def link_sent() -> str:
    return re.search(r"http://\S+/admin(/login/new-password/\S+/)", mail.outbox[-1].body)[1]


def set_password(client, password=NEW):
    opened = client.get(f"/admin{link_sent()}")
    if opened.status_code != 302:
        return opened
    return client.post(opened["Location"], {"new_password1": password, "new_password2": password})


@pytest.mark.parametrize("name", ["reporter", "REPORTER", "anna@news.example"])
def test_letter_goes_to_who_has_an_account(client, anna, name):
    ask(client, name)

    assert [(one.to, one.subject.split(":")[0]) for one in mail.outbox] == [
        (["anna@news.example"], "Reset your password")
    ]
    assert "reporter" in mail.outbox[0].body


def test_answer_is_the_same_for_a_name_that_nobody_has(client, anna):
    answers = [ask(client, name) for name in ("reporter", "nobody")]

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, reverse("admin:password_letter"))
    }
    assert len(mail.outbox) == 1


def test_answer_takes_as_many_queries_for_a_name_that_nobody_has(
    client, anna, settings, django_assert_num_queries
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

    for name in ("reporter", "nobody"):
        with django_assert_num_queries(5):
            ask(client, name)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}, {"password": "!"}])
def test_no_letter_where_it_would_open_nothing(client, anna, change):
    User.objects.filter(pk=anna.pk).update(**change)

    ask(client, "reporter")

    assert mail.outbox == []


@pytest.mark.parametrize("name", ["reporter", "nobody"])
def test_fourth_letter_in_an_hour_is_refused_to_everybody(client, anna, name):
    answers = [ask(client, name).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 200]


def test_link_sets_a_password_and_ends_every_session(client, anna):
    client.force_login(anna)
    ask(client, "reporter")

    answer = set_password(Client())

    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert answer["Location"] == reverse("admin:new_password_done")
    assert client.get("/admin/").status_code == 302
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", "person"))
    assert actions == [("password_asked", anna.pk), ("password_changed", anna.pk)]


def test_link_signs_nobody_in(client, anna, arm):
    arm(anna)
    ask(client, "reporter")

    set_password(client)

    assert "_auth_user_id" not in client.session


def test_link_opens_nothing_for_a_disabled_account(client, anna):
    ask(client, "reporter")
    User.objects.filter(pk=anna.pk).update(is_active=False)

    page = set_password(Client())

    anna.refresh_from_db()
    assert page.status_code == 200
    assert not anna.check_password(NEW)


def test_link_ends_with_a_sign_in(client, anna, give):
    ask(client, "reporter")
    give("reporter")

    assert set_password(Client()).status_code == 200
    anna.refresh_from_db()
    assert not anna.check_password(NEW)


def test_letter_names_the_site_and_not_what_the_request_says(client, anna, settings):
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://news.example"

    ask(client, "reporter", HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")

    assert "https://news.example/admin/login/new-password/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_link_works_once(client, anna):
    ask(client, "reporter")
    set_password(client)

    page = set_password(Client(), "a third one of them")

    anna.refresh_from_db()
    assert page.status_code == 200
    assert anna.check_password(NEW)


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "reporter12"])
def test_password_that_is_guessed_is_refused(client, anna, password):
    ask(client, "reporter")

    page = set_password(client, password)

    anna.refresh_from_db()
    assert page.status_code == 200
    assert not anna.check_password(password)


def test_locked_person_gets_in_with_the_new_password(client, anna, give):
    for _ in range(5):
        give("reporter", "wrong")
    ask(client, "reporter")
    set_password(client)

    assert give("reporter", NEW).status_code == 302


def test_token_is_in_no_audit_entry(client, anna):
    ask(client, "reporter")
    token = passwords.link(anna).split("/")[-2]

    set_password(client)

    assert token not in str(list(AuditEntry.objects.values()))
