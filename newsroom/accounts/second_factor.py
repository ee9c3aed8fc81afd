"""The second step of signing in: a code from an app (TOTP, RFC 6238), a passkey, a recovery code.

Every authenticator app speaks these: SHA-1, 30 seconds, six digits. The secret is kept sealed, a
code is taken once, recovery codes are kept as digests under SECRET_KEY.
"""

import base64
import secrets
import time
from urllib.parse import quote, urlencode

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from newsroom.accounts.seal import CannotUnseal, seal, unseal
from newsroom.models import Passkey, RecoveryCode, User

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
    app = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)
    return app.generate(step * STEP_SECONDS).decode()


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
    return mark_safe(code.svg_inline(scale=5, omitsize=True, dark="#000", light="#fff", border=4))


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
def add_passkey(user: User, passkey: Passkey) -> list[str]:
    """Keep a passkey; return new recovery codes where it is the person's first second step."""
    passkey.user = user
    passkey.save()
    is_first = User.objects.filter(pk=user.pk, factor_since=None).update(
        factor_since=timezone.now()
    )
    user.refresh_from_db(fields=["factor_since"])
    return new_codes(user) if is_first else []


@transaction.atomic
def remove_passkey(user: User, passkey: Passkey) -> None:
    """Forget a passkey; without another and without an app the second step is off."""
    # Of two that go at once one waits, and is then the last.
    User.objects.select_for_update().get(pk=user.pk)
    passkey.delete()
    if not user.sealed_factor and not user.passkeys.exists():
        switch_off(user)


@transaction.atomic
def switch_off(user: User) -> None:
    """Ask for a password only; recovery codes and passkeys are gone."""
    user.sealed_factor, user.factor_step, user.factor_since = "", 0, None
    user.save(update_fields=["sealed_factor", "factor_step", "factor_since"])
    user.recovery_codes.all().delete()
    user.passkeys.all().delete()


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Make recovery codes in place of the old ones; nobody can read them again."""
    user.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=digests(user, code)[0]) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_code(user: User, typed: str) -> str:
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
