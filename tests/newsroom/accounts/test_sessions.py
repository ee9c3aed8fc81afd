"""Where people are signed in, and how it ends."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from newsroom.accounts import sessions
from newsroom.accounts.sessions import device
from newsroom.models import SignIn, User

BOARD = "/admin/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
AGENTS = {
    FIREFOX: "Firefox, Linux",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0": (
        "Edge, Windows"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1": (
        "Safari, iPhone"
    ),
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36": (
        "Chrome, Android"
    ),
    "curl/8": "an unknown device",
    "": "an unknown device",
}


@pytest.fixture
def enter(give):
    """Sign somebody in on a device of its own: `enter("chief", FIREFOX)`."""

    def sign_in(name, agent=FIREFOX):
        client = Client(headers={"user-agent": agent}, REMOTE_ADDR="203.0.113.9")
        client.post(reverse("admin:login"), {"username": name, "password": "a long password"})
        return client

    return sign_in


@pytest.mark.parametrize(
    "told, address",
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::1"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_address_of_a_client_is_one_or_none(rf, told, address):
    assert sessions.client_address(rf.get("/", REMOTE_ADDR=told)) == address


def is_in(client) -> bool:
    return client.get(BOARD).status_code == 200


@pytest.mark.parametrize("agent, name", AGENTS.items())
def test_device_is_named(agent, name):
    with translation.override("en"):
        assert device(agent) == name


def test_device_is_seen_with_its_address(enter, reporter):
    enter("reporter")

    row = sessions.open_sign_ins(reporter)[0]
    assert (row.address, row.agent) == ("203.0.113.9", FIREFOX)


def test_disabled_account_is_out_at_its_next_request(enter, reporter):
    client = enter("reporter")
    assert is_in(client)

    User.objects.filter(pk=reporter.pk).update(is_active=False)

    assert not is_in(client)


def test_signing_out_ends_the_row(enter, reporter):
    client = enter("reporter")

    client.post(reverse("admin:logout"))

    assert sessions.open_sign_ins(reporter) == []
    assert SignIn.objects.get().ended_at is not None


def test_one_device_is_ended_and_the_others_stay(enter, reporter):
    first, second = enter("reporter"), enter("reporter")
    row = SignIn.objects.earliest("pk")

    second.post(reverse("admin:end_sessions"), {"device": row.pk})

    assert [is_in(first), is_in(second)] == [False, True]


def test_all_others_are_ended(enter, reporter, chief):
    first, second, third, another = (
        enter("reporter"),
        enter("reporter"),
        enter("reporter"),
        enter("chief"),
    )

    third.post(reverse("admin:end_sessions"), {"others": "1"})

    assert [is_in(one) for one in (first, second, third, another)] == [False, False, True, True]


def test_another_persons_device_is_not_ended(enter, reporter, chief):
    theirs, mine = enter("chief"), enter("reporter")

    mine.post(reverse("admin:end_sessions"), {"device": SignIn.objects.get(user=chief).pk})

    assert is_in(theirs)


def test_new_password_ends_the_other_devices(enter, reporter):
    other, mine = enter("reporter"), enter("reporter")
    typed = {"old_password": "a long password"} | dict.fromkeys(
        ["new_password1", "new_password2"], "quite another one"
    )

    mine.post(reverse("admin:password_change"), typed)

    assert [is_in(other), is_in(mine)] == [False, True]
    assert len(sessions.open_sign_ins(reporter)) == 1


def test_visit_is_remembered_every_five_minutes(enter, reporter, django_assert_num_queries):
    client = enter("reporter")
    SignIn.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    is_in(client)
    assert timezone.now() - SignIn.objects.get().seen_at > timedelta(minutes=50)

    session = client.session
    session["sign_in_seen"] = int(time.time()) - 301
    session.save()
    is_in(client)

    assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)


def test_session_ends_after_thirty_days_however_often_it_is_used(enter, reporter):
    client = enter("reporter")
    session = client.session
    session["sign_in_began"] = int(time.time()) - 30 * 24 * 3600 - 1
    session.save()

    assert not is_in(client)


def test_readers_pages_do_not_look_at_the_session(enter, reporter, make_edition):
    edition = make_edition()

    page = enter("reporter").get(edition.get_absolute_url())

    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.parametrize("name", ["ended_at", "seen_at"])
def test_old_rows_are_forgotten(enter, reporter, name):
    enter("reporter")
    SignIn.objects.update(**{name: timezone.now() - timedelta(days=91)})

    enter("reporter")

    assert SignIn.objects.count() == 1


# It lets go of its connection, which a test in a transaction would lose.
@pytest.mark.django_db(transaction=True)
def test_only_a_session_that_somebody_has_is_signed_in(enter, chief):
    client = enter("chief")
    key = client.session.session_key
    anonymous = Client().session
    anonymous["colour"] = "red"
    anonymous.save()

    assert sessions.is_signed_in(key)
    assert not sessions.is_signed_in(anonymous.session_key)
    assert not sessions.is_signed_in("made-up")
    sessions.end_all(chief)
    assert not sessions.is_signed_in(key)
