"""Codes of apps and recovery codes."""

import re
import time

import pytest
from django.utils.http import urlencode

from newsroom.accounts import second_factor
from newsroom.accounts.second_factor import (
    code_at,
    new_codes,
    step_of,
    switch_off,
    switch_on,
    use_code,
)
from newsroom.models import RecoveryCode, User

# RFC 6238, appendix B: the secret "12345678901234567890" in base32, the last six digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = {59: "287082", 1111111109: "081804", 1111111111: "050471", 20000000000: "353130"}


def now() -> int:
    return int(time.time()) // 30


@pytest.fixture
def secret():
    return second_factor.new_secret()


@pytest.fixture
def armed(reporter, secret):
    """A reporter with a second step that began long ago."""
    switch_on(reporter, secret, 0)
    return reporter


@pytest.mark.parametrize("moment, code", RFC.items())
def test_codes_are_those_of_the_standard(moment, code):
    assert code_at(RFC_SECRET, moment // 30) == code


@pytest.mark.parametrize(
    "off, accepted", [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_clock_of_a_phone_may_be_half_a_minute_off(secret, off, accepted):
    assert (step_of(secret, code_at(secret, now() + off)) is not None) is accepted


def test_code_is_taken_once(armed, secret):
    code = code_at(secret, now())

    assert use_code(armed, code) == "app"
    armed.refresh_from_db()
    assert use_code(armed, code) == ""


def test_code_is_taken_by_one_of_two_who_come_at_once(armed, secret):
    code, other = code_at(secret, now()), User.objects.get(pk=armed.pk)

    assert [use_code(armed, code), use_code(other, code)] == ["app", ""]


@pytest.mark.parametrize("code", ["", "000", "abcdef", "١٢٣٤٥٦", "-", "0" * 50])
def test_nonsense_is_no_code(armed, code):
    assert use_code(armed, code) == ""


def test_secret_is_not_in_the_database(armed, secret):
    assert secret not in str(User.objects.filter(pk=armed.pk).values().get())


def test_another_secret_key_opens_nothing(armed, secret, settings):
    settings.SECRET_KEY = "another key of forty characters or more.."

    assert use_code(armed, code_at(secret, now())) == ""


def test_recovery_code_works_once_however_it_is_typed(armed):
    codes = new_codes(armed)

    assert len(set(codes)) == 10
    assert use_code(armed, f" {codes[0].replace('-', ' ').upper()} ") == "recovery"
    assert use_code(armed, codes[0]) == ""
    assert use_code(armed, codes[1]) == "recovery"


def test_recovery_codes_are_not_in_the_database(armed):
    code = new_codes(armed)[0]

    kept = str(list(RecoveryCode.objects.values()))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_recovery_code_of_another_person_is_none(armed, chief, secret):
    codes = switch_on(chief, secret, 0)

    assert use_code(armed, codes[0]) == ""
    assert use_code(chief, codes[0]) == "recovery"


def test_new_codes_end_the_old_ones(armed):
    old = new_codes(armed)
    new_codes(armed)

    assert use_code(armed, old[0]) == ""


def test_switched_off_nothing_is_left(armed):
    switch_off(armed)

    armed.refresh_from_db()
    assert (armed.has_second_factor, armed.recovery_codes.count()) == (False, 0)


def test_app_is_told_whose_it_is(secret):
    told = second_factor.address(secret, name="anna", issuer="Хроника & Co")

    words = urlencode({"secret": secret, "issuer": "Хроника & Co"})
    assert told.endswith(f"%20%26%20Co%3Aanna?{words}")
    assert told.startswith("otpauth://totp/%D0%A5")


def test_picture_is_made_here(secret):
    drawn = second_factor.picture(second_factor.address(secret, name="anna", issuer="x"))

    assert drawn.startswith("<svg")
    # The page makes it smaller: with a size of its own it would be cut off and open in no app.
    assert re.match(r'<svg viewBox="0 0 (\d+) \1" class="segno">', drawn)
    assert "style=" not in drawn
    assert "href" not in drawn
