"""Passkeys: adding, signing in, removing, and whatever does not open anything."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import AuditEntry
from newsroom.accounts import second_factor, webauthn
from newsroom.models import Attempt, Passkey, User
from tests.newsroom.accounts.authenticator import PRESENT, SITE, VERIFIED, Device

SIGN_IN, ADD, ACCOUNT = "/admin/login/passkey/", "/admin/account/passkeys/", "/admin/account/"
CODE, GOAL = "/admin/login/code/", "/admin/articles/image/"
PASSWORD = {"password": "a long password"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL, settings.IS_PUBLIC = "http://127.0.0.1:8000", False


@pytest.fixture
def enrol():
    """Add a passkey to somebody; return their device: `enrol(chief)`."""

    def add(person, device=None, **typed):
        device, client = device or Device(), Client()
        client.force_login(person)
        options = client.post(ADD, PASSWORD | typed).json()
        device.page = client.post(ADD, typed | {"credential": device.make(options)})
        person.refresh_from_db()
        return device

    return add


def enter(client, device, **typed):
    """Sign in with a device."""
    options = client.post(SIGN_IN, REMOTE_ADDR="203.0.113.9").json()
    return client.post(SIGN_IN, {"credential": device.sign(options)} | typed)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def told() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_passkey_signs_in_without_a_password(client, chief, enrol):
    device = enrol(chief, name="Anna’s phone")

    answer = enter(client, device, next=GOAL)

    assert (answer["Location"], client.session["_auth_user_id"]) == (GOAL, str(chief.pk))
    assert told() == ["passkey_added", "factor_on", "sign_in"]
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

    assert second_factor.take(chief, code()) == "app"
    assert second_factor.take(chief, codes[0]) == "recovery"
    assert told() == ["passkey_added"]


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


def refused(client, device) -> bool:
    page = enter(client, device)
    return page.status_code == 200 and not is_in(client)


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
    assert told()[3:] == ["sign_in_refused"] * 5 + ["locked_out", "sign_in"]


def test_questions_of_one_place_have_an_end(client, db):
    for _ in range(50):
        assert "publicKey" in client.post(SIGN_IN).json()

    answer = client.post(SIGN_IN, headers={"accept-language": "en"})

    assert (answer.status_code, answer.json()["error"][:18]) == (400, "Too many attempts.")
    assert "publicKey" in client.post(SIGN_IN, REMOTE_ADDR="198.51.100.7").json()
    assert Attempt.objects.count() == 51


# One's own


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
    assert told()[2:] == (
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
