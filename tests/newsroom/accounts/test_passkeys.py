"""Signing in with a passkey, and whatever does not open anything."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.accounts import second_factor
from newsroom.models import Attempt, Passkey, User
from tests.newsroom.accounts.authenticator import PRESENT, SITE, Device
from tests.newsroom.accounts.conftest import ADD, PASSWORD, SIGN_IN, enter, is_in, recorded, refused

ACCOUNT = "/admin/account/"
CODE, GOAL = "/admin/login/code/", "/admin/articles/image/"

pytestmark = pytest.mark.usefixtures("passkey_site")


def test_passkey_signs_in_without_a_password(client, chief, enrol):
    device = enrol(chief, name="Anna’s phone")

    answer = enter(client, device, next=GOAL)

    assert (answer["Location"], client.session["_auth_user_id"]) == (GOAL, str(chief.pk))
    assert recorded() == ["passkey_added", "factor_on", "sign_in"]
    assert chief.passkeys.get().name == "Anna’s phone"
    assert chief.passkeys.get().used_at is not None


def test_first_passkey_is_a_second_step_with_recovery_codes(client, chief, enrol, give):
    device = enrol(chief)
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", device.page.content.decode())

    answer = give("chief")

    assert (len(codes), chief.has_second_factor) == (10, True)
    assert (answer["Location"], is_in(client)) == (CODE, False)
    client.post(CODE, {"code": codes[0]})
    assert is_in(client)


def test_passkey_is_the_second_step_after_the_password(client, chief, enrol, give):
    device = enrol(chief)
    give("chief", stays="on")
    page = client.get(CODE).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(next|stays)" value="([^"]*)"', page))

    answer = enter(client, device, **hidden)

    assert (answer["Location"], is_in(client)) == (GOAL, True)
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_second_step_offers_a_passkey_to_who_has_one(client, chief, arm, enrol, give):
    arm(chief)
    give("chief")
    assert "data-passkey" not in client.get(CODE).content.decode()

    enrol(chief)

    assert "data-passkey" in client.get(CODE).content.decode()


def test_next_passkey_leaves_app_and_codes_as_they_are(client, chief, arm, enrol):
    code, codes = arm(chief), second_factor.new_codes(chief)

    enrol(chief)

    assert second_factor.use_code(chief, code()) == "app"
    assert second_factor.use_code(chief, codes[0]) == "recovery"
    assert recorded() == ["passkey_added"]


@pytest.mark.parametrize("stays, hours", [("", 12), ("on", 14 * 24)])
def test_session_is_as_long_as_the_device_is_ones_own(client, chief, enrol, stays, hours):
    enter(client, enrol(chief), stays=stays)

    assert client.session.get_expiry_age() == hours * 3600


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "/\\evil"])
def test_passkey_leads_to_our_own_pages_only(client, chief, enrol, next_page):
    assert enter(client, enrol(chief), next=next_page)["Location"] == "/admin/"


def test_role_that_must_have_a_second_step_has_one_with_a_passkey(client, chief, enrol, require):
    device = enrol(chief)
    require("chief")

    enter(client, device)

    assert client.get("/admin/").status_code == 200
    assert (
        client.post(reverse("admin:choose_language"), {"language": "hy"})["Location"] == "/admin/"
    )


# What does not open anything


@pytest.mark.parametrize("field, value", [("is_active", False), ("is_staff", False)])
def test_disabled_account_is_not_opened(client, chief, enrol, field, value):
    device = enrol(chief)
    User.objects.filter(pk=chief.pk).update(**{field: value})

    assert refused(client, device)


def test_page_that_looks_like_ours_gets_nothing(client, chief, enrol):
    device = enrol(chief)
    device.origin = "https://localhost.evil.example"

    assert refused(client, device)
    device.origin = SITE
    assert not refused(client, device)


@pytest.mark.parametrize("change", ["key", "id", "host", "flags"])
def test_what_another_device_signs_opens_nothing(client, chief, reporter, enrol, change):
    device, stranger = enrol(chief), Device(flags=PRESENT)
    stranger.host = "evil.example"
    setattr(device, change, getattr(stranger, change))

    assert refused(client, device)


def test_answer_opens_one_door_once(client, chief, enrol):
    device = enrol(chief)
    options = client.post(SIGN_IN).json()
    answer = device.sign(options)

    client.post(SIGN_IN, {"credential": answer})
    assert is_in(client)
    client.post(reverse("admin:logout"))
    client.post(SIGN_IN, {"credential": answer})

    assert not is_in(client)


def test_answer_to_another_browser_opens_nothing(client, chief, enrol):
    device = enrol(chief)
    answer = device.sign(Client().post(SIGN_IN).json())
    client.post(SIGN_IN)

    client.post(SIGN_IN, {"credential": answer})

    assert not is_in(client)


@pytest.mark.parametrize(
    "counts, opens", [((1, 2), True), ((5, 5), False), ((5, 4), False), ((1, 0), False)]
)
def test_copy_of_a_key_that_counts_is_refused(client, chief, enrol, counts, opens):
    device = enrol(chief)
    device.counter = counts[0]
    enter(client, device)
    client.post(reverse("admin:logout"))
    device.counter = counts[1]

    assert refused(client, device) is not opens


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "1", "{", '"x"', "{}", '{"id": null}', '{"id": {}}'),
        '{"id": "%s"}',
        '{"id": "%s", "rawId": "%s"}',
        '{"id": "%s", "rawId": "%s", "type": "public-key", "response": []}',
        '{"id": "%s", "rawId": "%s", "type": "public-key", "response": {"clientDataJSON": "e30",'
        ' "authenticatorData": "AA", "signature": "AA"}}',
        '{"id": "%s", "rawId": "%s", "type": "public-key", "response": {"clientDataJSON": "____",'
        ' "authenticatorData": 5, "signature": null}}',
    ],
)
def test_nonsense_opens_nothing_and_adds_nothing(client, chief, enrol, text):
    name = json.loads(enrol(chief).sign({"publicKey": {"challenge": "AA"}}))["id"]
    nonsense = text.replace("%s", name)
    client.post(SIGN_IN)

    assert client.post(SIGN_IN, {"credential": nonsense}).status_code == 200
    assert not is_in(client)
    client.force_login(chief)
    client.post(ADD, PASSWORD)
    assert client.post(ADD, {"credential": nonsense})["Location"] == ACCOUNT
    assert Passkey.objects.count() == 1


def test_five_refusals_lock_and_do_not_lock_the_browser_that_knows_the_person(client, chief, enrol):
    device = enrol(chief)
    enter(client, device)
    client.post(reverse("admin:logout"))
    right, device.key = device.key, Device().key
    stranger = Client(REMOTE_ADDR="127.0.0.1")
    for _ in range(5):
        enter(stranger, device)
    device.key = right

    enter(stranger, device)
    enter(client, device)

    assert (is_in(stranger), is_in(client)) == (False, True)
    assert recorded()[3:] == ["sign_in_refused"] * 5 + ["locked_out", "sign_in"]


def test_questions_of_one_place_have_an_end(client, db):
    for _ in range(50):
        assert "publicKey" in client.post(SIGN_IN).json()

    answer = client.post(SIGN_IN, headers={"accept-language": "en"})

    assert (answer.status_code, answer.json()["error"][:18]) == (400, "Too many attempts.")
    assert "publicKey" in client.post(SIGN_IN, REMOTE_ADDR="198.51.100.7").json()
    assert Attempt.objects.count() == 51
