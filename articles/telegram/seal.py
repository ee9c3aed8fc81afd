"""Tokens of bots, unreadable in the database and in its backups.

Whoever has a bot's token writes in the newsroom's name. Signing would not hide it and a hash could
not be used, so it is encrypted (Fernet) under a key made from SECRET_KEY, which lies outside the
database. With a new SECRET_KEY tokens are typed again, unless the old one stands in
SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(Exception):
    """The token was sealed under another SECRET_KEY."""


def seal(token: str) -> str:
    """Return the token encrypted."""
    return box().encrypt(token.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the token; CannotUnseal when the key is another one."""
    try:
        return box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


def box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(key_from(secret)) for secret in keys])


def key_from(secret: str) -> bytes:
    digest = hashlib.sha256(b"newsroom.telegram\0" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
