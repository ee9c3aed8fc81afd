"""Signing in: password, lock-out, second step, and what the audit says of it."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import AuditEntry
from newsroom import second_factor
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


# The second step


def test_code_is_asked_for_after_the_password(client, give, arm, chief):
    code = arm(chief)

    answer = give("chief")
    assert (answer["Location"], is_in(client)) == (CODE, False)
    assert client.get("/admin/").status_code == 302

    answer = client.post(CODE, {"code": code()})
    assert (answer["Location"], is_in(client)) == (GOAL, True)


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


# What a role must have


def secret_shown(page) -> str:
    return re.search(r'class="key">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def test_role_that_must_have_it_sets_it_up_before_it_is_in(client, give, require, chief):
    require("chief")

    assert give("chief")["Location"] == SET_UP
    assert not is_in(client)
    secret = secret_shown(client.get(SET_UP))
    page = client.post(SET_UP, {"code": second_factor.code_at(secret, int(time.time()) // 30)})

    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", page.content.decode())
    assert (len(codes), is_in(client), told()) == (10, True, ["factor_on", "sign_in"])
    chief.refresh_from_db()
    assert second_factor.take(chief, codes[0]) == "recovery"


def test_wrong_code_sets_nothing_up_and_the_picture_stays(client, give, require, chief):
    require("chief")
    give("chief")
    secret = secret_shown(client.get(SET_UP))

    page = client.post(SET_UP, {"code": "000000"})

    chief.refresh_from_db()
    assert (secret_shown(page), is_in(client), chief.has_second_factor) == (secret, False, False)


def test_other_roles_sign_in_as_before(client, give, require, reporter):
    require("chief")

    assert give("reporter")["Location"] == GOAL


def later(client, seconds=301):
    """Let the session have begun so long ago."""
    session = client.session
    session["sign_in_began"] -= seconds
    session.save()


@pytest.mark.parametrize("ago, is_asked", [(290, False), (301, True)])
def test_whoever_was_in_before_the_rule_is_asked_within_five_minutes(
    client, give, require, chief, ago, is_asked
):
    give("chief")
    later(client, ago)
    require("chief")

    assert (client.get("/admin/account/").status_code == 302) is is_asked


def test_whoever_was_in_before_is_asked_until_it_is_set_up(client, give, require, chief, reporter):
    give("chief")
    later(client)
    assert client.get("/admin/").status_code == 200
    session = client.session
    session["second_factor_looked"] -= 301
    session.save()
    require("chief")

    answer = client.get("/admin/articles/image/?q=lake")

    assert answer["Location"] == f"{SET_UP}?next=/admin/articles/image/%3Fq%3Dlake"
    assert client.get("/admin/account/")["Location"].startswith(SET_UP)


def test_what_they_were_sending_still_arrives(client, give, require, chief):
    give("chief")
    later(client)
    require("chief")

    client.post(reverse("admin:choose_language"), {"language": "hy"})

    chief.refresh_from_db()
    assert chief.interface_language == "hy"


@pytest.mark.parametrize(
    "next_page, leads_to", [(GOAL, GOAL), ("https://evil.example/", "/admin/account/")]
)
def test_set_up_from_inside_leads_back_to_a_page_of_ours(
    client, give, require, chief, next_page, leads_to
):
    give("chief")
    later(client)
    require("chief")
    address = f"{SET_UP}?next={next_page}"
    secret = secret_shown(client.get(address))
    typed = {"code": second_factor.code_at(secret, int(time.time()) // 30)}

    page = client.post(address, typed | {"password": "a long password"})

    assert f'href="{leads_to}">' in page.content.decode()
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_sets_it_up_at_a_foreign_desk(client, give, chief, password):
    give("chief")
    secret = secret_shown(client.get(SET_UP))
    typed = {"code": second_factor.code_at(secret, int(time.time()) // 30), "password": password}

    client.post(SET_UP, typed)

    chief.refresh_from_db()
    assert not chief.has_second_factor


@pytest.mark.parametrize("password, is_new", [("a long password", True), ("wrong", False)])
def test_another_phone_takes_the_place_of_the_old_one(client, chief, arm, password, is_new):
    arm(chief)
    codes = second_factor.new_codes(chief)
    client.force_login(chief)
    address = f"{SET_UP}?another=1"
    secret = secret_shown(client.get(address))
    step = int(time.time()) // 30

    client.post(address, {"code": second_factor.code_at(secret, step), "password": password})

    chief.refresh_from_db()
    assert bool(second_factor.take(chief, codes[0])) is not is_new
    assert bool(second_factor.take(chief, second_factor.code_at(secret, step + 1))) is is_new


def test_another_phone_is_not_for_who_has_only_the_password(client, give, chief, arm):
    arm(chief)
    give("chief")

    assert client.get(f"{SET_UP}?another=1")["Location"] == reverse("admin:account")


def test_secret_offered_to_one_person_is_not_offered_to_another(
    client, give, require, chief, reporter
):
    require("chief", "reporter")
    give("reporter")
    planted = secret_shown(client.get(SET_UP))

    give("chief")

    assert secret_shown(client.get(SET_UP)) != planted


def test_set_up_is_not_for_strangers(client, db):
    assert client.get(SET_UP)["Location"] == reverse("admin:login")


def test_whoever_has_one_is_not_offered_another(client, give, arm, chief):
    arm(chief)
    give("chief")

    assert client.get(SET_UP)["Location"] == reverse("admin:account")
    chief.refresh_from_db()
    assert chief.has_second_factor


# How long


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


# The session and its cookies


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


# No second door


def test_every_form_that_asks_for_a_password_is_the_locked_one(client, give, chief):
    give("chief")
    for _ in range(5):
        client.post("/admin/password_change/", {"old_password": "wrong"})

    typed = dict.fromkeys(["new_password1", "new_password2"], "quite another one")
    client.post("/admin/password_change/", typed | {"old_password": "a long password"})

    chief.refresh_from_db()
    assert chief.check_password("a long password")


@pytest.mark.parametrize(
    "address",
    ["/login/", "/accounts/login/", "/admin/password_reset/", "/admin/reset/x/y/"],
)
def test_django_has_no_door_of_its_own(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 404 or answer["Location"].startswith(reverse("admin:login"))
