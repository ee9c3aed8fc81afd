"""A person's own page about signing in, and the administrator's page about another's."""

import re

import pytest
from django.urls import reverse

from articles.models import AuditEntry
from newsroom.accounts import second_factor, sessions
from newsroom.models import User

ACCOUNT, OFF, CODES = "/admin/account/", "/admin/account/second-step/off/", "/admin/account/codes/"
PASSWORD = {"password": "a long password"}


def page_of(person) -> str:
    return reverse("admin:newsroom_user_sign_in", args=[person.pk])


@pytest.fixture
def chief_in(client, chief, arm):
    arm(chief)
    client.force_login(chief)
    return client


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_page_opens_in_every_language(client, reporter, code):
    reporter.interface_language = code
    reporter.save()
    client.force_login(reporter)

    assert f'<html lang="{code}"' in client.get(ACCOUNT).content.decode()


@pytest.mark.parametrize("typed, has_one", [(PASSWORD, False), ({"password": "wrong"}, True)])
def test_second_step_is_switched_off_with_the_password(chief_in, chief, typed, has_one):
    chief_in.post(OFF, typed)

    chief.refresh_from_db()
    assert chief.has_second_factor is has_one


def test_second_step_is_not_switched_off_where_the_role_must_have_it(chief_in, chief, require):
    require("chief")

    chief_in.post(OFF, PASSWORD)

    chief.refresh_from_db()
    assert chief.has_second_factor


def test_new_recovery_codes_are_shown_once(chief_in, chief):
    old = second_factor.new_codes(chief)

    page = chief_in.post(CODES, PASSWORD).content.decode()

    new = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", page)
    assert len(new) == 10
    assert (second_factor.use_code(chief, old[0]), second_factor.use_code(chief, new[0])) == (
        "",
        "recovery",
    )
    assert new[1] not in chief_in.get(ACCOUNT).content.decode()
    assert new[1] not in str(list(AuditEntry.objects.values()))


def test_new_recovery_codes_need_the_password(chief_in, chief):
    old = second_factor.new_codes(chief)

    chief_in.post(CODES, {"password": "wrong"})

    assert second_factor.use_code(chief, old[0]) == "recovery"


def test_guessing_the_password_from_inside_is_locked_too(chief_in, chief):
    for _ in range(5):
        chief_in.post(OFF, {"password": "wrong"})

    chief_in.post(OFF, PASSWORD)

    chief.refresh_from_db()
    assert chief.has_second_factor


# Another's


def test_administrator_resets_anothers_second_step(client, administrator, chief, arm):
    arm(chief)
    client.force_login(administrator)

    client.post(page_of(chief), {"reset_factor": "1"})

    chief.refresh_from_db()
    assert not chief.has_second_factor
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.person) == ("factor_off", administrator, chief)


@pytest.mark.parametrize("method", ["get", "post"])
def test_administrator_has_no_short_way_to_their_own(client, administrator, arm, method):
    arm(administrator)
    client.force_login(administrator)
    password = reverse("admin:auth_user_password_change", args=[administrator.pk])
    new = {"usable_password": "true"} | dict.fromkeys(["password1", "password2"], "quite another")

    answers = [
        getattr(client, method)(page_of(administrator), {"reset_factor": "1"}),
        getattr(client, method)(password, new),
    ]

    administrator.refresh_from_db()
    assert [one["Location"] for one in answers] == [ACCOUNT, "/admin/password_change/"]
    assert administrator.has_second_factor
    assert administrator.check_password("a long password")


@pytest.mark.parametrize("role, stays", [("administrator", True), ("reporter", False)])
def test_superuser_is_one_no_more_without_the_role(client, administrator, chief, role, stays):
    User.objects.filter(pk__in=[chief.pk, administrator.pk]).update(is_superuser=True)
    User.objects.filter(pk=chief.pk).update(role="administrator")
    client.force_login(administrator)

    chief.refresh_from_db()
    client.post(reverse("admin:newsroom_user_change", args=[chief.pk]), typed_of(chief, role=role))

    chief.refresh_from_db()
    assert (chief.role, chief.is_superuser) == (role, stays)


def test_administrator_ends_anothers_sessions(client, administrator, give, reporter):
    give("reporter")
    assert len(sessions.open_sign_ins(reporter)) == 1
    client.force_login(administrator)

    client.post(page_of(reporter), {"others": "1"})

    assert sessions.open_sign_ins(reporter) == []


@pytest.mark.parametrize("person", ["chief", "editor_ru", "reporter", "translator", "photo"])
def test_nobody_else_does(request, client, administrator, arm, person):
    arm(administrator)
    client.force_login(request.getfixturevalue(person))

    answers = [client.get(page_of(administrator)), client.post(page_of(administrator), {"x": "1"})]
    client.post(page_of(administrator), {"reset_factor": "1"})

    administrator.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert administrator.has_second_factor


def typed_of(person, **changes):
    typed = {"username": person.username, "role": person.role, "languages": person.languages}
    return typed | {"interface_language": "en", "is_active": "on"} | changes


@pytest.mark.parametrize("changes", [{"role": "chief"}, {"is_active": ""}])
def test_last_administrator_stays_one(client, administrator, changes):
    client.force_login(administrator)
    address = reverse("admin:newsroom_user_change", args=[administrator.pk])

    page = client.post(address, typed_of(administrator, **changes))

    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)
    assert "This is the only active administrator" in page.content.decode()


def test_whoever_is_disabled_is_signed_out(client, administrator, give, reporter):
    give("reporter")
    client.force_login(administrator)
    address = reverse("admin:newsroom_user_change", args=[reporter.pk])

    client.post(address, typed_of(reporter, is_active=""))

    assert sessions.open_sign_ins(reporter) == []


def test_password_given_by_an_administrator_ends_the_sessions(
    client, administrator, give, reporter
):
    give("reporter")
    client.force_login(administrator)
    new = {"usable_password": "true"} | dict.fromkeys(["password1", "password2"], "quite another")

    client.post(reverse("admin:auth_user_password_change", args=[reporter.pk]), new)

    reporter.refresh_from_db()
    assert reporter.check_password("quite another")
    assert sessions.open_sign_ins(reporter) == []
    assert AuditEntry.objects.latest("pk").action == "password_changed"
    assert client.get("/admin/").status_code == 200
