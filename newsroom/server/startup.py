"""What must hold before a server may answer."""

import contextlib
import logging
import os
import socket
import stat
import threading
from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from newsroom.settings import is_loopback

logger = logging.getLogger(__name__)

# Everybody in articles/management/demo/people.toml.
DEMO_PEOPLE = (
    "admin",
    "chief",
    "editor_ru",
    "editor_hy",
    "editor_en",
    "reporter",
    "reporter_hy",
    "translator",
    "translator_en",
    "photo",
)
DEFAULT_DEMO_PASSWORD = "newsroom-demo"


def refuse_unsafe(listens_on: Iterable[str] = ()) -> None:
    """Stop a server that others can reach and that would show or open too much.

    `listens_on` are the addresses where it listens, as far as they are known. Raises
    ImproperlyConfigured.
    """
    refuse_debug(listens_on)
    refuse_shown_letters(listens_on)
    refuse_demo_password(listens_on)


def refuse_debug(listens_on: Iterable[str] = ()) -> None:
    """Stop a server that others can reach with DEBUG=1. Raises ImproperlyConfigured."""
    if sentence := debug_shown(listens_on):
        raise ImproperlyConfigured(sentence)


def refuse_shown_letters(listens_on: Iterable[str] = ()) -> None:
    """Stop a server that others can reach and whose letters its log shows, links to new passwords
    among them. Raises ImproperlyConfigured.
    """
    if sentence := letters_shown(listens_on):
        raise ImproperlyConfigured(sentence)


def refuse_demo_password(listens_on: Iterable[str] = ()) -> None:
    """Stop a server that others can reach while a demo account has the password from the README.

    Nothing is looked at when all that it answers to is loopback: comparing one argon2 password
    takes some 50 ms. Otherwise one query. Raises ImproperlyConfigured.
    """
    if not public_as(listens_on):
        return
    try:
        sentence = demo_password_left(listens_on)
    finally:
        _let_go_of_the_database()
    if sentence:
        raise ImproperlyConfigured(sentence)


def debug_shown(listens_on: Iterable[str]) -> str:
    """Return what to write where others would see DEBUG=1, else ""."""
    public = public_as(listens_on) if settings.DEBUG else ""
    return public and (
        f"{public} can be reached by others, and DEBUG=1 shows each of them errors with all that "
        "stands around them. Write DEBUG=0, or let it listen and answer on this machine only: "
        "HOST=127.0.0.1, without SITE_URL and ALLOWED_HOSTS."
    )


def letters_shown(listens_on: Iterable[str]) -> str:
    """Return what to write where a log would show links to new passwords, else ""."""
    public = public_as(listens_on) if settings.EMAIL_BACKEND == settings.CONSOLE else ""
    return public and (
        f"{public} can be reached by others, and letters are written to the terminal, links to new "
        "passwords among them. Write EMAIL_URL=smtp://user:password@host:587/, or leave it empty: "
        "then none is sent."
    )


def demo_password_left(listens_on: Iterable[str]) -> str:
    """Return what to do where others could sign in as one of the demo's people, else ""."""
    public = public_as(listens_on)
    names = [person.username for person in people_with_default_password()] if public else []
    if not names:
        return ""
    return (
        f"{public} can be reached by others, "
        f"and the password of {', '.join(names)} stands in the README. Change it with "
        "`manage.py demo_password`, or delete these people."
    )


def public_as(listens_on: Iterable[str] = ()) -> str:
    """Return by what others can reach this server, "" when it is for this machine alone."""
    if settings.IS_PUBLIC:
        names = ",".join(settings.PUBLIC_NAMES)
        also = f" and ALLOWED_HOSTS={names}" if names else ""
        return f"SITE_URL={settings.SITE_URL} with HOST={settings.HOST}{also}"
    open_ones = sorted({host for host in listens_on if not is_loopback(host)})
    return f"A server at {', '.join(open_ones)}" if open_ones else ""


def listening() -> list[str]:
    """Return the addresses at which this process listens, or is handed a listening socket."""
    found = []
    with contextlib.suppress(OSError):  # a system without that folder
        for name in os.listdir("/dev/fd"):
            with contextlib.suppress(OSError, ValueError):
                found += _listens_at(int(name))
    return found


def _listens_at(number: int) -> list[str]:
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        return []
    with socket.socket(fileno=os.dup(number)) as one:
        is_open = one.family in (socket.AF_INET, socket.AF_INET6)
        if is_open and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return [one.getsockname()[0]]
    return []


def is_of_others(environ: dict) -> bool:
    """Tell whether another machine than this one asks."""
    peer = environ.get("REMOTE_ADDR", "")
    return not (peer.startswith("127.") or peer in ("::1", ""))


class Reachable:
    """A WSGI application in front of one that was started as for this machine alone.

    Not every server listens before it loads us, and a proxy may bring what others ask. So it is
    asked again where the process listens, at the first request, and at the first one of another
    machine; whatever must not be public is answered with 503 from then on, and told in the log.
    """

    def __init__(self, application: Callable):
        self.application = application
        self._is_asked = self._is_reached = self._is_refused = False
        self._lock = threading.Lock()

    def lets_through(self, environ: dict) -> bool:
        """Tell whether a request may be answered without asking anything."""
        return not self._is_refused and not self._is_to_be_asked(environ)

    def _is_to_be_asked(self, environ: dict) -> bool:
        return not self._is_asked or (not self._is_reached and is_of_others(environ))

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if self._is_to_be_asked(environ):
            self._ask([environ["REMOTE_ADDR"]] if is_of_others(environ) else [])
        if not self._is_refused:
            return self.application(environ, start_response)
        headers = [("Content-Type", "text/plain"), ("Retry-After", "60")]
        start_response("503 Service Unavailable", headers)
        return [b"This server is not ready to be reached by others. Its log says why.\n"]

    def _ask(self, others: list[str]) -> None:
        with self._lock:
            places = [*listening(), *others]
            sentence = debug_shown(places) or letters_shown(places) or demo_password_left(places)
            connection.close()
            if sentence and not self._is_refused:
                logger.error("%s", sentence)
            self._is_refused = self._is_refused or bool(sentence)
            self._is_reached = self._is_reached or bool(others)
            self._is_asked = True


def people_with_default_password() -> list:
    """Return the demo's people who may sign in with the default password. One query at most."""
    person = get_user_model()
    if person._meta.db_table not in connection.introspection.table_names():
        return []  # not migrated yet: there is nobody
    people = person.objects.filter(username__in=DEMO_PEOPLE, is_active=True)
    return [one for one in people.order_by("pk") if one.check_password(DEFAULT_DEMO_PASSWORD)]


def _let_go_of_the_database() -> None:
    """Close what this check opened: a server may fork after loading us, and a pool must not."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()
