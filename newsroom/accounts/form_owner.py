"""Whose form it is: a signed mark in it, by which it is known even when its session is over."""

from django.contrib.auth import get_user_model
from django.core import signing

from newsroom.models import User

LONGEST_SECONDS = 30 * 24 * 3600  # as long as a session may last
_signer = signing.TimestampSigner(salt="newsroom.whose")


def mark(user: User) -> str:
    """Return the mark of a person's form."""
    return _signer.sign(str(user.pk))


def number_of(mark: str) -> int | None:
    """Return the id of whose form it is; None for a mark that we did not make, or long ago."""
    try:
        return int(_signer.unsign(mark or "", max_age=LONGEST_SECONDS))
    except signing.BadSignature:
        return None


def person_of(mark: str) -> User | None:
    """Return whose form it is, where they still are at work here. One query at most."""
    number = number_of(mark)
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(pk=number).first() if number else None
