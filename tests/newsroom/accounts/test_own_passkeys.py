"""Adding, naming and removing one's passkeys."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.accounts import webauthn
from newsroom.models import Passkey, User
from tests.newsroom.accounts.authenticator import PRESENT, VERIFIED, Device
from tests.newsroom.accounts.conftest import ADD, PASSWORD, SIGN_IN, recorded, refused

ACCOUNT = "/admin/account/"

pytestmark = pytest.mark.usefixtures("passkey_site")


@pytest.mark.parametrize("typed", [{}, {"password": "wrong"}, PASSWORD | {"name": "x" * 61}])
def test_nobody_adds_one_at_a_foreign_desk(client, chief, typed):
    client.force_login(chief)

    answer = client.post(ADD, typed)
    client.post(ADD, {"credential": Device().make({"publicKey": {"challenge": "AA"}})})

    assert (answer.status_code, "publicKey" in answer.json()) == (400, False)
    assert Passkey.objects.count() == 0


def test_question_of_signing_in_makes_no_passkey(client, chief):
    client.force_login(chief)
    options = client.post(SIGN_IN).json()

    client.post(ADD, {"credential": Device().make(options)})

    assert Passkey.objects.count() == 0


@pytest.mark.parametrize("flags, count", [(PRESENT, 0), (VERIFIED, 0), (PRESENT | VERIFIED, 1)])
def test_passkey_asks_for_finger_face_or_pin(chief, enrol, flags, count):
    enrol(chief, Device(flags=flags))

    assert Passkey.objects.count() == count


def test_same_device_is_not_added_twice(client, chief, reporter, enrol):
    device = enrol(chief)

    enrol(reporter, device)

    assert Passkey.objects.get().user == chief


def test_device_that_has_one_is_named_to_the_browser(client, chief, enrol):
    name = enrol(chief).answer()
    client.force_login(chief)

    known = client.post(ADD, PASSWORD).json()["publicKey"]["excludeCredentials"]

    assert [one["id"] for one in known] == [json.loads(name)["id"]]


def test_passkey_without_a_name_is_called_by_its_device(chief, enrol):
    enrol(chief, name="  ")

    assert chief.passkeys.get().name == "an unknown device"


def page_of(person) -> str:
    return reverse("admin:passkey", args=[person.passkeys.get().pk])


@pytest.mark.parametrize("typed, is_left", [({"password": "wrong"}, True), (PASSWORD, False)])
def test_passkey_is_removed_with_the_password(client, chief, enrol, typed, is_left):
    device = enrol(chief)
    client.force_login(chief)

    client.post(page_of(chief), typed)

    chief.refresh_from_db()
    assert (chief.passkeys.exists(), chief.has_second_factor) == (is_left, is_left)
    assert refused(Client(), device) is not is_left
    assert recorded()[2:] == (
        ["sign_in_refused", "sign_in"]
        if is_left
        else ["passkey_removed", "factor_off", "sign_in_refused"]
    )


def test_second_step_stays_with_an_app_or_another_passkey(client, chief, reporter, arm, enrol):
    arm(chief)
    for person in (chief, reporter):
        enrol(person)
        client.force_login(person)
        address = page_of(person)
        if person == reporter:
            enrol(reporter)

        client.post(address, PASSWORD)

        person.refresh_from_db()
        assert (person.has_second_factor, person.recovery_codes.count()) == (True, 10)


def test_last_passkey_stays_where_the_role_must_have_it(client, chief, enrol, require):
    enrol(chief)
    require("chief")
    client.force_login(chief)

    client.post(page_of(chief), PASSWORD)

    assert chief.passkeys.count() == 1


def test_passkey_of_somebody_else_is_not_removed(client, chief, reporter, enrol):
    enrol(chief)
    client.force_login(reporter)

    answers = [client.get(page_of(chief)), client.post(page_of(chief), PASSWORD)]

    assert [one.status_code for one in answers] == [404, 404]
    assert chief.passkeys.count() == 1


def test_second_step_that_is_switched_off_takes_the_passkeys_along(client, chief, enrol):
    device = enrol(chief)
    client.force_login(chief)

    client.post("/admin/account/second-step/off/", PASSWORD)

    assert refused(Client(), device)


def test_administrator_resets_passkeys_too(client, administrator, chief, enrol):
    device = enrol(chief)
    client.force_login(administrator)

    client.post(reverse("admin:newsroom_user_sign_in", args=[chief.pk]), {"reset_factor": "1"})

    assert refused(Client(), device)


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_page_lists_them_in_every_language(client, chief, enrol, code):
    enrol(chief, name="<b>Phone</b>")
    User.objects.filter(pk=chief.pk).update(interface_language=code)
    client.force_login(chief)

    for page in (client.get(ACCOUNT), client.get(page_of(chief))):
        assert "&lt;b&gt;Phone&lt;/b&gt;" in page.content.decode()


@pytest.mark.parametrize(
    "site, is_public, origin",
    [
        ("http://127.0.0.1:8000", False, "http://localhost:8000"),
        ("https://news.example", True, "https://news.example"),
        ("https://news.example:8443", True, "https://news.example:8443"),
    ],
)
def test_passkeys_are_bound_to_the_name_of_the_site(settings, site, is_public, origin):
    settings.SITE_URL, settings.IS_PUBLIC = site, is_public

    assert webauthn.origin() == origin
