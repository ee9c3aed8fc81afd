"""Signing in through the newsroom's own directory, and a directory that says what is not so."""

import time
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from joserfc.jwk import OctKey

from articles.models import AuditEntry
from newsroom.accounts import oidc, oidc_settings
from newsroom.accounts.oidc_settings import role_in, roles_of
from newsroom.models import Role, User
from tests.newsroom.accounts.directory import ANOTHER_KEY, CLIENT, SECRET, Directory

START, BACK, LOGIN = "/admin/login/directory/", "/admin/login/directory/back/", "/admin/login/"
GOAL = "/admin/articles/image/"


@pytest.fixture
def directory(settings):
    known = Directory()
    settings.SITE_URL = "http://testserver"
    settings.OIDC = oidc_settings.Directory(known.issuer, CLIENT, SECRET, "Chronicle ID")
    yield known
    oidc.client.cache_clear()
    known.close()


@pytest.fixture
def anna(reporter):
    User.objects.filter(pk=reporter.pk).update(email="Anna@news.example")
    reporter.refresh_from_db()
    return reporter


@pytest.fixture
def enter(client, directory):
    """Sign in by the directory: `enter()`; what the browser brings back may be changed."""

    def go(next_page=GOAL, **changes):
        client.cookies["language"] = "en"
        led = client.get(START, {"next": next_page})
        return client.get(BACK, directory.let_in(led["Location"]) | changes)

    return go


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def told() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_directory_stands_in_place_of_the_password(client, anna, directory, enter):
    answer = enter()

    assert (answer["Location"], client.session["_auth_user_id"]) == (GOAL, str(anna.pk))
    assert told() == ["sign_in"]
    assert client.session.get_expiry_age() == 12 * 3600
    asked = directory.question
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert (asked["scope"], asked["code_challenge_method"]) == ("openid email profile", "S256")


def test_person_is_known_by_the_number_from_then_on(
    client, anna, reporter, chief, directory, enter
):
    enter()
    client.post(reverse("admin:logout"))
    directory.person = {"sub": "17", "email": "anna@elsewhere.example", "email_verified": False}

    enter()

    assert client.session["_auth_user_id"] == str(anna.pk)


@pytest.mark.parametrize("has_one", [True, False])
def test_second_step_comes_after_it(client, anna, arm, require, enter, has_one):
    code = arm(anna) if has_one else require("reporter")

    answer = enter()

    step = "code" if has_one else "second-step"
    assert (answer["Location"], is_in(client)) == (f"{LOGIN}{step}/", False)
    if has_one:
        assert client.post(answer["Location"], {"code": code()})["Location"] == GOAL
        assert is_in(client)


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_directory_leads_to_our_own_pages_only(client, anna, enter, next_page):
    assert enter(next_page)["Location"] == "/admin/"


def test_door_leads_to_the_directory_with_the_page_to_go_on_to(client, db, directory):
    page = client.get(f"{LOGIN}?next=/admin/?a=1%26b=2").content.decode()

    assert f'href="{START}?next=%2Fadmin%2F%3Fa%3D1%26b%3D2"' in page
    assert "Chronicle ID" in page


def test_without_a_directory_there_is_no_way_to_one(client, db, settings):
    settings.OIDC = None

    assert START not in client.get(LOGIN).content.decode()
    assert [client.get(one).status_code for one in (START, BACK)] == [404, 404]


# What it says that is not so


INVALID = "The directory’s answer is not valid for this site."
UNVERIFIED = "The directory does not say that your email address is verified."
NOW = int(time.time())


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"iss": "https://evil.example"}, INVALID),
        ({"iss": None}, INVALID),
        ({"aud": "another site"}, INVALID),
        ({"aud": None}, INVALID),
        ({"aud": [CLIENT, "another site"], "azp": "another site"}, INVALID),
        ({"nonce": "another"}, INVALID),
        ({"nonce": None}, INVALID),
        ({"sub": None}, INVALID),
        ({"exp": None}, INVALID),
        ({"exp": NOW - 3600}, "The answer of the directory is too old."),
        ({"iat": NOW + 3600}, INVALID),
        ({"email_verified": False}, UNVERIFIED),
        ({"email_verified": None}, UNVERIFIED),
        ({"email_verified": "true"}, UNVERIFIED),
        ({"email": None}, UNVERIFIED),
        ({"email": ""}, UNVERIFIED),
        ({"email": "somebody@news.example"}, "Nobody here is known by somebody@news.example"),
        ({"email": "<b>@news.example"}, "Nobody here is known by &lt;b&gt;@news.example"),
    ],
)
def test_what_is_not_so_lets_nobody_in(client, anna, directory, enter, changes, sentence):
    directory.changes = changes

    page = enter()

    assert (page.status_code, is_in(client)) == (200, False)
    assert sentence in page.content.decode()
    anna.refresh_from_db()
    assert (anna.directory_id, told()) == (None, ["sign_in_refused"])


@pytest.mark.parametrize(
    "header, key",
    [
        ({"alg": "RS256"}, ANOTHER_KEY),
        ({"alg": "none"}, None),
        ({"alg": "HS256"}, OctKey.import_key(SECRET)),
    ],
)
def test_signature_of_somebody_else_lets_nobody_in(client, anna, directory, enter, header, key):
    directory.header, directory.key = header, key

    assert INVALID in enter().content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("changes", [{"state": "another"}, {"state": ""}])
def test_state_of_another_sign_in_lets_nobody_in(client, anna, directory, enter, changes):
    page = enter(**changes)

    assert "begun in another browser, or too long ago" in page.content.decode()
    assert (is_in(client), "/token" in directory.asked) == (False, False)


def test_answer_in_another_browser_lets_nobody_in(client, anna, directory):
    brought = directory.let_in(client.get(START)["Location"])
    other = Client()

    other.get(BACK, brought)

    assert not is_in(other)
    client.get(BACK, brought)
    assert is_in(client)


def test_answer_lets_in_once(client, anna, directory, enter):
    enter()
    brought = {"code": "the code", "state": directory.question["state"]}
    client.post(reverse("admin:logout"))

    client.get(BACK, brought)

    assert not is_in(client)


def test_refusal_of_the_directory_is_told(client, anna, enter):
    page = enter(error="access_denied", error_description="<b>told")

    assert "The directory did not let you in." in page.content.decode()
    assert "<b>told" not in page.content.decode()


def test_code_that_the_directory_does_not_know_lets_nobody_in(client, anna, enter):
    assert INVALID in enter(code="guessed").content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "metadata", [{"issuer": "https://evil.example"}, {"issuer": None}, {"token_endpoint": None}]
)
def test_directory_that_is_another_one_is_not_asked(client, anna, directory, metadata):
    directory.metadata = metadata
    client.cookies["language"] = "en"

    led = client.get(START)
    page = led if led.status_code == 200 else client.get(BACK, directory.let_in(led["Location"]))

    assert INVALID in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("is_closed", [True, False])
def test_directory_that_is_away_is_told_of(client, directory, db, is_closed):
    client.cookies["language"] = "en"
    if is_closed:
        directory.close()
    directory.status = 503

    page = client.get(START)

    assert "The directory does not answer." in page.content.decode()


def test_questions_of_one_place_have_an_end(client, directory, db):
    answers = [client.get(START).status_code for _ in range(51)]

    assert answers == [302] * 50 + [200]


# Whose account it is


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_disabled_account_is_nobodys(client, anna, enter, field):
    enter()
    client.post(reverse("admin:logout"))
    User.objects.filter(pk=anna.pk).update(**{field: False})

    enter()

    assert not is_in(client)


def test_address_of_two_people_is_nobodys(client, anna, chief, enter):
    User.objects.filter(pk=chief.pk).update(email="anna@news.example")

    page = enter()

    assert "Nobody here is known by anna@news.example alone." in page.content.decode()
    assert not is_in(client)


def test_another_account_with_the_same_address_opens_nothing(client, anna, directory, enter):
    enter()
    client.post(reverse("admin:logout"))
    directory.person["sub"] = "18"

    page = enter()

    assert "belongs to another account of the directory" in page.content.decode()
    assert not is_in(client)


def test_administrator_forgets_the_account(client, anna, administrator, directory, enter):
    enter()
    client.force_login(administrator)
    client.post(reverse("admin:newsroom_user_sign_in", args=[anna.pk]), {"unlink_directory": "1"})
    client.post(reverse("admin:logout"))
    directory.person["sub"] = "18"

    enter()

    assert client.session["_auth_user_id"] == str(anna.pk)
    assert told() == ["sign_in", "row_changed", "sign_in"]


def test_number_of_a_former_directory_is_not_this_ones(client, anna, chief, enter):
    User.objects.filter(pk=chief.pk).update(directory_id="https://former.example 17")

    enter()

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_person_without_a_password_needs_a_fresh_sign_in_for_what_matters(client, anna, enter):
    anna.set_unusable_password()
    anna.save()
    enter()
    page = client.get("/admin/account/").content.decode()
    assert "id_password" not in page
    assert "publicKey" in client.post("/admin/account/passkeys/").json()
    session = client.session
    session["sign_in_began"] -= 601
    session.save()

    answer = client.post("/admin/account/passkeys/")

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Sign out and in again first")


# Roles


@pytest.mark.parametrize(
    "groups, role",
    [(["desk"], "editor"), (["desk", "cn=heads,ou=x"], "chief"), ("desk", "editor")],
)
def test_role_comes_from_the_groups(client, anna, directory, settings, enter, groups, role):
    settings.OIDC = replace(settings.OIDC, roles=roles_of("chief=cn=heads,ou=x; editor=desk"))
    directory.person["groups"] = groups

    enter()

    anna.refresh_from_db()
    assert (anna.role, is_in(client)) == (role, True)
    entry = AuditEntry.objects.earliest("pk")
    assert (entry.action, entry.details["fields"]) == ("row_changed", {"role": ["reporter", role]})


@pytest.mark.parametrize("groups", [None, [], ["other"], 5, {"desk": 1}, [["desk"]]])
def test_who_is_in_no_group_does_not_come_in(client, anna, directory, settings, enter, groups):
    settings.OIDC = replace(settings.OIDC, roles=roles_of("editor=desk"))
    directory.person["groups"] = groups

    page = enter()

    assert "gives you no role in this newsroom" in page.content.decode()
    anna.refresh_from_db()
    assert (anna.role, is_in(client)) == ("reporter", False)


def test_only_administrator_stays_one(client, directory, settings, administrator, enter):
    User.objects.filter(pk=administrator.pk).update(email="anna@news.example")
    settings.OIDC = replace(settings.OIDC, roles=roles_of("editor=desk"))
    directory.person["groups"] = ["desk"]

    enter()

    administrator.refresh_from_db()
    assert (administrator.role, is_in(client)) == ("administrator", True)


def test_superuser_is_one_no_more_without_the_role(
    client, directory, settings, administrator, anna, enter
):
    User.objects.filter(pk=anna.pk).update(role="administrator", is_superuser=True)
    settings.OIDC = replace(settings.OIDC, roles=roles_of("editor=desk"))
    directory.person["groups"] = ["desk"]

    enter()

    anna.refresh_from_db()
    assert (anna.role, anna.is_superuser) == ("editor", False)


def test_every_role_of_the_newsroom_may_stand_in_the_setting():
    pairs = [(role, f"group of {role}") for role in Role.values]

    assert roles_of("; ".join(map("=".join, pairs))) == tuple(pairs)
    assert role_in(["b"], [("chief", "a"), ("editor", "b")]) == "editor"
