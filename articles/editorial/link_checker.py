"""Links of the texts: noticed when a story is saved, looked at by the worker, shown by the checks.

Addresses of other hosts are asked over the network (safe_http.py), a few at a time and each at most
once a day; those of our own are looked up in the database whenever a story is checked. An editor
waits for neither.
"""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import F, Q
from django.urls import Resolver404, resolve
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_tasks import task

from articles.distribution.safe_http import REDIRECTS, Fault, Unreachable, request
from articles.editorial.checks.rules import links_in
from articles.models import Article, Edition, Link, OldSlug
from newsroom import languages

FRESH = timedelta(days=1)
# Before another look at what did not answer; after the last it counts as failing.
PAUSES = [timedelta(minutes=2), timedelta(minutes=15)]
# A look that has not ended by then died with its worker.
LEASE = timedelta(minutes=5)
# So many in one task: between two the worker does what else waits.
BATCH = 10
MOST = 200  # links of one story

FINAL = {Fault.NOT_ALLOWED, Fault.CERTIFICATE, Fault.REDIRECTS}
# They answer people and not robots: no sign that the link fails.
SHY = {401, 402, 403, 405, 406, 407, 409, 412, 418, 421, 423, 425, 429, 451, 999}
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; newsroom link check)", "Accept": "*/*"}


def digest(address: str) -> str:
    return sha256(address.encode("utf-8", "replace")).hexdigest()


def is_own(address: str) -> bool:
    """Tell whether an address is one of our site."""
    return address.startswith("/") or f"{address}/".startswith(f"{settings.SITE_URL}/")


def notice(article: Article) -> None:
    """Let the worker look at the links of a story that was just saved. Three queries at most."""
    found = [one for code in languages.CODES for one in links_in(article.text("body", code))]
    foreign = [one for one in dict.fromkeys(found) if not is_own(one)][:MOST]
    if not foreign:
        return
    moment, digests = now(), {digest(one): one for one in foreign}
    Link.objects.bulk_create(
        [Link(digest=key, address=one, due_at=moment) for key, one in digests.items()],
        ignore_conflicts=True,
    )
    old = Q(checked_at__isnull=True) | Q(checked_at__lt=moment - FRESH)
    Link.objects.filter(old, digest__in=digests, due_at=None).update(due_at=moment)
    if Link.objects.due().filter(digest__in=digests).exists():
        check_due_links.enqueue()


@task()
def check_due_links() -> None:
    """Look at some links that are due; what follows is another task's."""
    for link in Link.objects.due()[:BATCH]:
        if claim(link):
            look_at(link)
    if Link.objects.due().exists():
        check_due_links.enqueue()


def claim(link: Link) -> bool:
    """Take a link for this worker; False where another took it meanwhile."""
    mine = Link.objects.filter(pk=link.pk, due_at=link.due_at)
    return bool(mine.update(due_at=now() + LEASE))


def status_of(address: str) -> int:
    """Return the status at the end of an address's redirects; Unreachable where there is none."""
    status = request("HEAD", address, headers=HEADERS, redirects=REDIRECTS).status
    if status >= 400:  # not every server knows HEAD
        status = request("GET", address, headers=HEADERS, redirects=REDIRECTS).status
    return status


def look_at(link: Link) -> None:
    """Ask once and keep the answer; what may pass is asked again before it counts."""
    try:
        status = status_of(link.address)
    except Unreachable as error:
        works, is_final, answer = False, error.fault in FINAL, error.fault.value
    else:
        works, is_final, answer = status < 400 or status in SHY, status < 500, str(status)
    link.failures = 0 if works else link.failures + 1
    link.answer, link.checked_at, link.due_at = answer, now(), None
    if works:
        link.state = Link.State.WORKS
    elif is_final or link.failures > len(PAUSES):
        link.state, link.failures = Link.State.FAILS, 0
    else:
        link.due_at = now() + PAUSES[link.failures - 1]
        check_due_links.using(run_after=link.due_at).enqueue()
    link.save()


def failing(addresses: Iterable[str]) -> dict[str, str]:
    """Return what is wrong with those of the addresses that fail.

    One query for other hosts, two for our own stories; none without links.
    """
    addresses = set(addresses)
    own = {one for one in addresses if is_own(one)}
    foreign = {digest(one): one for one in addresses - own}
    found = {one: _("not on the site") for one in own_failing(own)}
    if foreign:
        rows = Link.objects.filter(digest__in=foreign, state=Link.State.FAILS)
        found |= {foreign[row.digest]: in_words(row.answer) for row in rows}
    return found


def own_failing(addresses: Iterable[str]) -> set[str]:
    """Return those of our own addresses that readers cannot open."""
    wanted: dict[str, tuple[str, str]] = {}
    failing = set()
    for address in addresses:
        path = (address.removeprefix(settings.SITE_URL) or "/").partition("?")[0]
        try:
            match = resolve(path)
        except Resolver404:
            failing.add(address)
        else:
            if match.url_name == "edition":
                wanted[address] = (match.kwargs["language"], match.kwargs["slug"])
    slugs = {slug for _language, slug in wanted.values()}
    if not slugs:
        return failing
    live = Edition.objects.live().order_by()
    known = set(live.filter(slug__in=slugs).values_list("language", "slug"))
    if set(wanted.values()) - known:
        old = OldSlug.objects.filter(slug__in=slugs, edition__in=live)
        known |= set(old.values_list(F("language"), F("slug")))
    return failing | {address for address, place in wanted.items() if place not in known}


def in_words(answer: str) -> str:
    """Say why a link fails; a status stays a number."""
    return str(dict(Fault.choices).get(answer, answer))
