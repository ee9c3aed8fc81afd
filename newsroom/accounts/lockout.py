"""Locking out who guesses: a name from one place, a name from everywhere, a place.

A place is the true address of the client (newsroom/server/proxies.py), of IPv6 the network that one
subscriber has; or a browser in which the person has signed in before
(newsroom/accounts/sessions.py), which is a place of its own wherever it is. An attempt is written
down before the secret is compared and taken back when it was right, so that a hundred at once are
counted one by one. While locked nothing is compared and nothing is counted: the lock ends when it
says.

Nobody can keep others out. In a browser that knows the person only the failures in it count; from
an address where the person signed in before, only those of this person from there. So neither a
stranger who guesses a name from everywhere nor one machine that guesses behind the newsroom's one
address locks anybody out of the browser that they use every day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from newsroom.models import Attempt, SignIn
from newsroom.server.proxies import network_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """So many failures within the window lock out; `kind` keeps what is counted apart."""

    kind: str
    pair: int = 5
    name: int = 10
    place: int = 50
    window: timedelta = timedelta(minutes=15)


PASSWORD = Limits("password")
CODE = Limits("code")
PASSKEY = Limits("passkey")
# What a browser is asked before a passkey signs: each is an attempt, and nobody's.
CHALLENGE = Limits("challenge", pair=50, name=1_000_000)
# Who comes back from the directory without somebody's name.
DIRECTORY = Limits("directory", pair=50, name=1_000_000)
# Letters with a link: each is an attempt, right or wrong.
LETTER = Limits("letter", pair=3, name=3, place=20, window=timedelta(hours=1))


class LockedOut(ValidationError):
    """Too many attempts; the sentence says how long it lasts."""

    def __init__(self, until: datetime):
        minutes = max(1, -int((timezone.now() - until).total_seconds() // 60))
        sentence = ngettext(
            "Too many attempts. Try again in %(minutes)d minute.",
            "Too many attempts. Try again in %(minutes)d minutes.",
            minutes,
        )
        super().__init__(sentence % {"minutes": minutes}, code="locked_out")


def begin(name: str, address: str, limits: Limits, *, browser: str = "") -> Attempt:
    """Write an attempt down before the secret is compared; LockedOut after too many.

    `browser` is the mark of the browser (newsroom/accounts/sessions.py), "" where it has none.
    """
    moment = timezone.now()
    Attempt.objects.filter(at__lt=moment - DAY).delete()
    is_theirs = bool(browser) and knows(name, browser=browser)
    place = f"{limits.kind}:{browser[:32]}" if is_theirs else place_of(address, limits)
    attempt = Attempt.objects.create(name=digest(name, limits), place=place, at=moment)
    until = locked_until(
        attempt, limits, is_known=lambda: is_theirs or knows(name, address=address or None)
    )
    if until is None:
        return attempt
    attempt.delete()
    raise LockedOut(until)


def succeed(attempt: Attempt) -> None:
    """Take an attempt back that was right, and those of the same name and place before it."""
    Attempt.objects.filter(name=attempt.name, place=attempt.place).delete()


def is_last(attempt: Attempt, limits: Limits) -> bool:
    """Tell whether an attempt that failed has locked its name out of its place."""
    same = Attempt.objects.filter(name=attempt.name, place=attempt.place)
    return same.filter(at__gt=attempt.at - limits.window).count() == limits.pair


def forget(name: str, limits: Limits) -> None:
    """Let a name in again everywhere."""
    Attempt.objects.filter(name=digest(name, limits)).delete()


def locked_until(
    attempt: Attempt, limits: Limits, *, is_known: Callable[[], bool]
) -> datetime | None:
    """Return when the attempt's lock ends, None where there is none. Three queries and one."""
    earlier = Attempt.objects.filter(pk__lt=attempt.pk, at__gt=attempt.at - limits.window)
    by_name, by_place = Q(name=attempt.name), Q(place=attempt.place)
    own = end_of(earlier.filter(by_name & by_place), limits.pair, limits)
    others = [
        end_of(earlier.filter(by_place), limits.place, limits),
        end_of(earlier.filter(by_name), limits.name, limits),
    ]
    if any(others) and is_known():
        others = []
    return max(filter(None, [own, *others]), default=None)


def end_of(attempts, limit: int, limits: Limits) -> datetime | None:
    """Return when fewer than `limit` of the attempts will be within the window."""
    moments = attempts.order_by("-at").values_list("at", flat=True)[limit - 1 : limit]
    return next((at + limits.window for at in moments), None)


def knows(name: str, **place: str | None) -> bool:
    """Tell whether the person of a name has signed in before, at an `address` or in a `browser`."""
    return SignIn.objects.filter(user__username__iexact=name, **place).exists()


def digest(name: str, limits: Limits) -> str:
    return salted_hmac("newsroom.lockout", f"{limits.kind}:{name.casefold()}").hexdigest()


def place_of(address: str, limits: Limits) -> str:
    """Return the network of an address, with the kind before it."""
    return f"{limits.kind}:{network_of(address)}"
