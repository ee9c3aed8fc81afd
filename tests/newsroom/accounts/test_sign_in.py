"""Signing in: password, lock-out, second step, and what the audit says of it."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import AuditEntry
from newsroom.accounts import second_factor
from newsroom.models import SignIn, User

CODE, SET_UP = "/admin/login/code/", "/admin/login/second-step/"


GOAL = "/admin/articles/image/"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def told() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_password_is_enough_where_nothing_more_is_asked(client, give, reporter):
    answer = give("reporter")

    assert (answer["Location"], is_in(client), told()) == (GOAL, True, ["sign_in"])
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.address) == (reporter, "203.0.113.9")


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_disabled_account_hears_what_a_wrong_password_hears(client, give, reporter, change):
    User.objects.filter(pk=reporter.pk).update(**change)

    pages = [give("reporter"), give("reporter", "wrong"), give("nobody")]

    sentences = {re.search(r'"errornote"[^>]*>([^<]+)', p.content.decode())[1] for p in pages}
    assert len(sentences) == 1
    assert not is_in(client)


def test_refused_names_are_not_kept_but_accounts_are(give, reporter):
    give("reporter", "wrong")
    give("my secret typed as a name", "wrong")

    entries = AuditEntry.objects.order_by("pk")
    assert [(entry.action, entry.person, entry.by) for entry in entries] == [
        ("sign_in_refused", reporter, None),
        ("sign_in_refused", None, None),
    ]
    assert "secret" not in str(list(entries.values()))


def test_right_password_after_five_wrong_ones_is_refused(client, give, chief):
    for _ in range(5):
        give("chief", "wrong")

    answer = give("chief", headers={"accept-language": "en"})

    assert "15" in answer.content.decode()
    assert not is_in(client)
    assert told() == ["sign_in_refused"] * 5 + ["locked_out"]


def test_a_forged_address_does_not_get_around_it(client, give, chief):
    for number in range(5):
        give("chief", "wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    give("chief")

    assert not is_in(client)


def test_another_address_and_another_person_are_not_locked(client, give, chief, reporter):
    for _ in range(5):
        give("chief", "wrong")

    assert give("reporter").status_code == 302
    client.logout()
    assert give("chief", address="198.51.100.7").status_code == 302


def test_argon2_keeps_the_passwords(settings):
    from newsroom import settings as ours

    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_code_is_asked_for_after_the_password(client, give, arm, chief):
    code = arm(chief)

    answer = give("chief")
    assert (answer["Location"], is_in(client)) == (CODE, False)
    assert client.get("/admin/").status_code == 302

    answer = client.post(CODE, {"code": code()})
    assert (answer["Location"], is_in(client)) == (GOAL, True)


def test_second_step_speaks_the_language_of_who_gave_the_password(client, give, arm, chief):
    User.objects.filter(pk=chief.pk).update(interface_language="hy")
    arm(chief)
    device = {"accept-language": "en"}
    assert client.get("/admin/login/", headers=device)["Content-Language"] == "en"

    give("chief")

    assert client.get(CODE, headers=device)["Content-Language"] == "hy"


def test_wrong_code_lets_nobody_in_and_five_lock(client, give, arm, chief):
    code = arm(chief)
    give("chief")

    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code()})

    assert not is_in(client)
    assert told() == ["sign_in_refused"] * 5 + ["locked_out"]


def test_recovery_code_lets_in_once(client, give, arm, chief):
    arm(chief)
    codes = second_factor.new_codes(chief)

    for expected in (True, False):
        give("chief")
        client.post(CODE, {"code": codes[3]})
        assert is_in(client) is expected
        client.logout()

    assert told() == ["recovery_code_used", "sign_in_refused"]


def test_recovery_code_tells_how_many_are_left(client, give, arm, chief):
    arm(chief)
    codes = second_factor.new_codes(chief)
    give("chief")

    client.post(CODE, {"code": codes[0]}, headers={"accept-language": "en"})

    page = client.get("/admin/account/").content.decode()
    assert "You signed in with a recovery code; 9 are left." in page


def test_code_without_a_password_is_nothing(client, arm, chief):
    answer = client.post(CODE, {"code": arm(chief)()})

    assert answer["Location"] == reverse("admin:login")


def test_password_is_remembered_for_twenty_minutes(client, give, arm, chief, monkeypatch):
    code = arm(chief)
    give("chief")
    session = client.session
    session["sign_in"] = session["sign_in"] | {"until": int(time.time()) - 1}
    session.save()

    client.post(CODE, {"code": code()})

    assert not is_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!changed"}])
def test_account_changed_between_the_steps_is_not_let_in(client, give, arm, chief, change):
    code = arm(chief)
    give("chief")
    User.objects.filter(pk=chief.pk).update(**change)

    client.post(CODE, {"code": code()})

    assert not is_in(client)


@pytest.mark.parametrize("stays, hours", [("", 12), ("on", 14 * 24)])
def test_session_is_as_long_as_the_device_is_ones_own(client, give, reporter, stays, hours):
    give("reporter", stays=stays)

    assert client.session.get_expiry_age() == hours * 3600


def test_signing_out_leads_to_the_door(client, give, reporter):
    give("reporter")

    answer = client.post(reverse("admin:logout"))

    assert (answer["Location"], is_in(client)) == (reverse("admin:login"), False)


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    " https://evil.example/",
    "http:///evil.example/",
    "https:evil.example",
]


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_door_leads_to_our_own_pages_only(client, give, reporter, next_page):
    assert give("reporter", next=next_page)["Location"] == "/admin/"


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_second_step_leads_to_our_own_pages_only(client, give, arm, reporter, next_page):
    code = arm(reporter)
    give("reporter", next=next_page)

    assert client.post(CODE, {"code": code()})["Location"] == "/admin/"


def test_session_gets_a_new_key_at_each_step(client, give, arm, chief):
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    client.cookies["sessionid"] = session.session_key
    code, keys = arm(chief), [session.session_key]

    give("chief")
    keys.append(client.session.session_key)
    client.post(CODE, {"code": code()})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    client.cookies["sessionid"] = keys[0]
    assert not is_in(client)


def test_another_person_gets_another_session(client, give, chief, reporter):
    give("chief")
    key = client.session.session_key
    session = client.session
    session["kept"] = "the chief's"
    session.save()

    give("reporter")

    assert client.session.session_key != key
    assert "kept" not in client.session


@pytest.mark.parametrize("is_https", [True, False])
def test_cookies_are_for_this_site_and_not_for_scripts(client, give, reporter, settings, is_https):
    settings.SESSION_COOKIE_SECURE = is_https

    answer = give("reporter")

    for name, path in (("sessionid", "/"), ("browser", "/admin/")):
        cookie = answer.cookies[name]
        told = (cookie["path"], cookie["httponly"], cookie["samesite"], bool(cookie["secure"]))
        assert told == (path, True, "Lax", is_https)


def test_browser_is_known_again_and_locked_alone(client, give, chief):
    give("chief")
    client.post(reverse("admin:logout"))
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(5):
        stranger.post(reverse("admin:login"), {"username": "chief", "password": "wrong"})

    assert "browser" in client.cookies
    assert give("chief").status_code == 302
    client.post(reverse("admin:logout"))
    del client.cookies["browser"]
    assert give("chief").status_code == 200


def test_mark_of_a_browser_is_not_in_the_database(client, give, chief):
    mark = give("chief").cookies["browser"].value

    assert mark not in str(list(SignIn.objects.values()))


def test_every_form_that_asks_for_a_password_is_the_locked_one(client, give, chief):
    give("chief")
    for _ in range(5):
        client.post("/admin/password_change/", {"old_password": "wrong"})

    typed = dict.fromkeys(["new_password1", "new_password2"], "quite another one")
    client.post("/admin/password_change/", typed | {"old_password": "a long password"})

    chief.refresh_from_db()
    assert chief.check_password("a long password")


@pytest.mark.parametrize(
    "address, leads_to",
    [
        ("/login/", None),
        ("/accounts/login/", None),
        ("/admin/password_reset/", "/admin/login/?next=/admin/password_reset/"),
        ("/admin/reset/x/y/", "/admin/login/?next=/admin/reset/x/y/"),
    ],
)
def test_django_has_no_door_of_its_own(client, db, address, leads_to):
    answer = client.get(address)

    assert (answer.status_code, answer.get("Location")) == (302 if leads_to else 404, leads_to)
