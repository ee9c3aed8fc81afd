"""Who guesses is locked out: per name and place, per name, per place; and how long."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from newsroom.accounts import lockout
from newsroom.accounts.lockout import PASSWORD, LockedOut, begin, place_of, succeed
from newsroom.models import Attempt, SignIn

pytestmark = pytest.mark.django_db
HERE = "203.0.113.9"


def fail(times, name="chief", address=HERE):
    for number in range(times):
        begin(name, address.format(number) if "{" in address else address, PASSWORD)


def is_locked(name="chief", address=HERE) -> bool:
    try:
        begin(name, address, PASSWORD).delete()
    except LockedOut:
        return True
    return False


def age(minutes):
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=minutes))


def test_fifth_failure_of_a_name_from_a_place_locks():
    fail(4)
    assert not is_locked()

    fail(1)

    assert is_locked()
    assert is_locked(name="CHIEF")
    assert not is_locked(name="editor_ru")
    assert not is_locked(address="198.51.100.1")


def test_tenth_failure_of_a_name_from_anywhere_locks():
    fail(9, address="198.51.100.{}")
    assert not is_locked()

    fail(1, address="198.51.99.{}")

    assert is_locked()


def test_strangers_do_not_keep_a_person_out(chief):
    signed_in_before(chief, address=HERE)
    fail(10, address="198.51.100.{}")

    assert is_locked(address="198.51.100.77")
    assert not is_locked(address=HERE)


def test_fiftieth_failure_from_a_place_locks_every_name():
    for number in range(50):
        fail(1, name=f"name{number}")

    assert is_locked(name="somebody_else")
    assert not is_locked(name="somebody_else", address="198.51.100.1")


def signed_in_before(person, **place):
    moment = timezone.now()
    seen = {"began_at": moment, "seen_at": moment, "ended_at": moment}
    SignIn.objects.create(user=person, session_key="k", **seen | place)


def test_one_machine_does_not_lock_the_newsroom_behind_its_address(chief):
    signed_in_before(chief, address=HERE)
    for number in range(50):
        fail(1, name=f"name{number}")

    assert is_locked(name="somebody_else")
    assert not is_locked(name="chief")


def test_browser_that_knows_the_person_is_a_place_of_its_own(chief):
    signed_in_before(chief, address=HERE, browser="a" * 64)
    fail(5)
    fail(5, address="198.51.100.{}")
    assert is_locked()
    assert is_locked(address="198.51.100.77")

    begin("chief", HERE, PASSWORD, browser="a" * 64)

    with pytest.raises(LockedOut):
        begin("chief", HERE, PASSWORD, browser="b" * 64)


def test_browser_of_one_person_opens_no_way_to_another(chief, reporter):
    signed_in_before(reporter, browser="a" * 64)
    fail(5)

    with pytest.raises(LockedOut):
        begin("chief", HERE, PASSWORD, browser="a" * 64)


def test_guessing_in_a_known_browser_locks_it_too(chief):
    signed_in_before(chief, browser="a" * 64)
    for _ in range(5):
        begin("chief", HERE, PASSWORD, browser="a" * 64)

    with pytest.raises(LockedOut):
        begin("chief", "198.51.100.7", PASSWORD, browser="a" * 64)


def test_lock_ends_after_a_quarter_of_an_hour():
    fail(5)
    age(14)
    assert is_locked()

    age(15)

    assert not is_locked()


def test_attempts_while_locked_do_not_make_it_longer():
    fail(5)
    age(14)
    for _ in range(20):
        assert is_locked()

    age(15)

    assert not is_locked()


@pytest.mark.parametrize(
    "ago, sentence",
    [(0, "Try again in 15 minutes."), (13, "Try again in 2 minutes."), (14, "in 1 minute.")],
)
def test_sentence_says_how_long(ago, sentence):
    fail(5)
    age(ago)

    with translation.override("en"), pytest.raises(LockedOut) as refusal:
        begin("chief", HERE, PASSWORD)

    assert sentence in refusal.value.message


def test_right_password_clears_the_slate():
    fail(4)
    succeed(begin("chief", HERE, PASSWORD))

    fail(4)

    assert not is_locked()


def test_attempts_that_began_at_once_are_counted_one_by_one():
    begun = [begin("chief", HERE, PASSWORD) for _ in range(5)]

    with pytest.raises(LockedOut):
        begin("chief", HERE, PASSWORD)
    assert len(begun) == Attempt.objects.count() == 5


def test_kinds_are_counted_apart():
    fail(5)

    begin("chief", HERE, lockout.CODE)

    assert is_locked()


def test_names_are_kept_as_digests_and_for_a_day():
    begin("my password in the wrong box", HERE, PASSWORD)
    assert "password in" not in str(list(Attempt.objects.values()))

    age(24 * 60 + 1)
    begin("chief", HERE, PASSWORD)

    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    "address, place",
    [
        ("203.0.113.9", "password:203.0.113.9"),
        ("::ffff:203.0.113.9", "password:203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "password:2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "password:2001:db8:1:2::"),
        ("", "password:"),
    ],
)
def test_place_of_an_address(address, place):
    assert place_of(address, PASSWORD) == place
