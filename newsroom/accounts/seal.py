"""Secrets that are used again, unreadable in the database and in its backups.

Signing would not hide them and a hash could not be used, so they are encrypted (Fernet) under a
key made from SECRET_KEY, which lies outside the database, and from what they are for: one never
opens as another. With a new SECRET_KEY they are gone, unless the old one stands in
SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(Exception):
    """It was sealed under another SECRET_KEY."""


def seal(secret: str, *, purpose: str) -> str:
    """Return the secret encrypted."""
    return box(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return the secret; CannotUnseal when the key is another one."""
    try:
        return box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


def box(purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(key_from(secret, purpose)) for secret in keys])


def key_from(secret: str, purpose: str) -> bytes:
    digest = hashlib.sha256(f"newsroom.{purpose}\0{secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
