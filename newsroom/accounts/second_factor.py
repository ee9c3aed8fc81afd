"""The second step of signing in: a code from an app (TOTP, RFC 6238), or a recovery code.

Every authenticator app speaks these: SHA-1, 30 seconds, six digits. The secret is kept sealed, a
code is taken once, recovery codes are kept as digests under SECRET_KEY.
"""

import base64
import hmac
import secrets
import time
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from newsroom.accounts.seal import CannotUnseal, seal, unseal
from newsroom.models import RecoveryCode, User

STEP_SECONDS, DIGITS = 30, 6
# How far a phone's clock may be off, in steps.
DRIFT = 1
CODES = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
CODE_LENGTH = 10
PURPOSE = "second-factor"


def new_secret() -> str:
    """Return 160 random bits as apps take them (base32)."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """Return the code of a step of 30 seconds."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """Return the step that a code is of; None when it is none of now, or not after `after`."""
    now = int(time.time()) // STEP_SECONDS
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and secrets.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def address(secret: str, *, name: str, issuer: str) -> str:
    """Return what the QR code says to an app."""
    label = quote(f"{issuer}:{name}" if issuer else name)
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def picture(text: str) -> SafeString:
    """Return a QR code as an SVG element, made here: the secret goes to no other host."""
    code = segno.make(text, error="m")
    return mark_safe(code.svg_inline(scale=5, dark="#000", light="#fff", border=4))


def in_groups(secret: str) -> str:
    """Return the secret as it is typed off a screen, four letters at a time."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


@transaction.atomic
def switch_on(user: User, secret: str, step: int) -> list[str]:
    """Ask the person for codes of this secret from now on; return their recovery codes."""
    user.sealed_factor, user.factor_step = seal(secret, purpose=PURPOSE), step
    user.factor_since = timezone.now()
    user.save(update_fields=["sealed_factor", "factor_step", "factor_since"])
    return new_codes(user)


@transaction.atomic
def switch_off(user: User) -> None:
    """Ask for a password only; the recovery codes are gone."""
    user.sealed_factor, user.factor_step, user.factor_since = "", 0, None
    user.save(update_fields=["sealed_factor", "factor_step", "factor_since"])
    user.recovery_codes.all().delete()


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Make recovery codes in place of the old ones; nobody can read them again."""
    user.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=digests(user, code)[0]) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def take(user: User, typed: str) -> str:
    """Return what a typed code was: "app", "recovery", or "" when it is none. It is used up."""
    code = "".join(typed.split()).replace("-", "").lower()
    if code.isascii() and code.isdigit() and len(code) == DIGITS:
        return "app" if take_from_app(user, code) else ""
    used, _rows = user.recovery_codes.filter(digest__in=digests(user, code)).delete()
    return "recovery" if used else ""


def take_from_app(user: User, code: str) -> bool:
    try:
        secret = unseal(user.sealed_factor, purpose=PURPOSE)
    except CannotUnseal:
        return False
    step = step_of(secret, code, after=user.factor_step)
    if step is None:
        return False
    # The condition lets one of two that come at once have it.
    fresh = User.objects.filter(pk=user.pk, factor_step__lt=step)
    return bool(fresh.update(factor_step=step))


def digests(user: User, code: str) -> list[str]:
    """Return the digest of a recovery code, and what it was under former secret keys."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    words = f"{user.pk}:{code}"
    return [
        salted_hmac("newsroom.recovery", words, secret=key, algorithm="sha256").hexdigest()
        for key in keys
    ]
