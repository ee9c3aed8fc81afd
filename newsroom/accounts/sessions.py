"""Where people are signed in: a row for each session, seen and ended on their own page.

The moment of the last visit is kept in the session itself and written to the row every five
minutes, so that a request usually costs nothing more.
"""

import ipaddress
import re
import secrets
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import Error, close_old_connections
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from newsroom.models import SignIn, User

HOURS_12, DAYS_14, DAYS_30 = 12 * 3600, 14 * 24 * 3600, 30 * 24 * 3600
# After so long without a visit a session ends: on a shared device, and on a person's own.
SHARED_SECONDS, OWN_SECONDS = HOURS_12, DAYS_14
# After so long it ends however often it is used.
LONGEST_SECONDS = DAYS_30
SEEN_EVERY = 300
REMEMBERED = timedelta(days=90)

# The cookie by which a browser is known again to the lock-out; it opens nothing.
BROWSER_COOKIE, BROWSER_SECONDS = "browser", 365 * 24 * 3600

ROW, SEEN, BEGAN = "sign_in_row", "sign_in_seen", "sign_in_began"

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def began(sender, request, user, **kwargs) -> None:
    """Write a row for a session that begins (Django's signal `user_logged_in`)."""
    moment = timezone.now()
    long_ago = moment - REMEMBERED
    SignIn.objects.filter(Q(ended_at__lt=long_ago) | Q(seen_at__lt=long_ago)).delete()
    Session.objects.filter(expire_date__lt=moment).delete()
    if not request.session.session_key:
        request.session.create()
    row = SignIn.objects.create(
        user=user,
        session_key=request.session.session_key,
        address=client_address(request) or None,
        browser=browser_of(request),
        agent=request.META.get("HTTP_USER_AGENT", "")[:300],
        began_at=moment,
        seen_at=moment,
    )
    now = int(time.time())
    request.session.update({ROW: row.pk, SEEN: now, BEGAN: now})


def left(sender, request, user, **kwargs) -> None:
    """Note that a session has ended (Django's signal `user_logged_out`)."""
    SignIn.objects.filter(pk=request.session.get(ROW)).update(ended_at=timezone.now())


def client_address(request) -> str:
    """Return the true address of the client: newsroom/server/proxies.py has put it there. "" if
    none."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return ""  # a server behind a socket, without a proxy that tells
    return str(getattr(address, "ipv4_mapped", None) or address)


def browser_of(request) -> str:
    """Return the mark of a browser in which somebody has signed in before, "" of any other."""
    key = request.COOKIES.get(BROWSER_COOKIE, "")
    return salted_hmac("newsroom.browser", key).hexdigest() if key else ""


def mark_browser(request) -> None:
    """Give the browser a mark where it has none, before the row of the session is written."""
    if not browser_of(request):
        request.COOKIES[BROWSER_COOKIE] = secrets.token_urlsafe(16)


def keep_mark(request, response) -> None:
    """Let the browser keep its mark for another year."""
    response.set_cookie(
        BROWSER_COOKIE,
        request.COOKIES[BROWSER_COOKIE],
        max_age=BROWSER_SECONDS,
        path=settings.ADMIN_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class SeenMiddleware:
    """Remembers when an admin's session was last used, ends one that is too old.

    Runs after authentication. Readers' pages are left alone: they do not vary by cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_admin = request.path_info.startswith(settings.ADMIN_PATH)
        if is_admin and SEEN in request.session and request.user.is_authenticated:
            touch(request)
        return self.get_response(request)


def touch(request) -> None:
    session, now = request.session, int(time.time())
    if now - session[BEGAN] > LONGEST_SECONDS:
        logout(request)
    elif now - session[SEEN] > SEEN_EVERY:
        session[SEEN] = now  # saving it moves the end of the session, too
        SignIn.objects.filter(pk=session[ROW]).update(
            seen_at=timezone.now(), address=client_address(request) or None
        )


def follow(request) -> None:
    """Let the row go with a session that has got another key."""
    key = request.session.session_key
    SignIn.objects.filter(pk=request.session.get(ROW)).update(session_key=key)


def open_sign_ins(user: User) -> list[SignIn]:
    """Return where a person is signed in now, the last used first. Two queries."""
    rows = list(user.sign_ins.filter(ended_at=None))
    running = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in running]


def is_signed_in(key: str) -> bool:
    """Tell whether somebody is signed in under a session's key; asked before a request begins.

    False while the database does not answer. One query.
    """
    try:
        return SESSION_KEY in SessionStore(key).load()
    except Error:
        return False
    finally:
        close_old_connections()


def end(rows: Iterable[SignIn]) -> int:
    """Sign these devices out, from their next request on; return how many there were."""
    rows = list(rows)
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignIn.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=timezone.now())
    return len(rows)


def end_all(user: User, *, but: str | None = None) -> int:
    """Sign a person out everywhere, but for the session of a key."""
    return end(row for row in user.sign_ins.filter(ended_at=None) if row.session_key != but)


def device(agent: str) -> str:
    """Name a device by what its browser says of itself: "Firefox, Windows"."""
    browser = next((name for mark, name in BROWSERS if re.search(rf"\b{mark}/", agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(filter(None, [browser, system])) or _("an unknown device")
