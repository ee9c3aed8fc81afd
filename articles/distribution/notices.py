"""Telling services of a story: IndexNow's search engines, and the WebSub hub of our feeds.

The verbs of workflow write a row (models/notice.py) in their own transaction; the worker sends
what is due. A service that fails is tried again after growing pauses, and while it fails nothing
else is sent to it, so that the worker's other work does not wait for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from articles.distribution.http_post import Answer, post_form, post_json
from articles.models import Edition, Notice, SiteSettings, context
from articles.site.feeds.addresses import addresses

# After the first, second, … failure; after the last the notice is given up, some four days later.
PAUSES = [timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 1440, 2880)]
# A try that has not ended by then died with its worker.
LEASE = timedelta(minutes=5)
# So many are sent in one task; between two the worker does what else waits.
BATCH = 20

Service, Event, State = Notice.Service, Notice.Event, Notice.State


def published(edition: Edition) -> None:
    """Tell the services of a story that is live or will be, and of its end if it has one."""
    write(edition, Event.PUBLISHED, max(edition.published_at, timezone.now()))
    if edition.expires_at:
        write(edition, Event.ENDED, edition.expires_at)


def withdrawn(edition: Edition) -> None:
    """Tell the services that a story is gone."""
    write(edition, Event.WITHDRAWN, timezone.now())


def write(edition: Edition, event: Event, due_at: datetime) -> None:
    """Write a notice for each service that is set up, instead of one that still waits."""
    services = configured(context.site())
    if not services:
        return
    waiting = Notice.objects.filter(edition=edition, event=event, state=State.WAITING)
    waiting.update(state=State.NEEDLESS)
    Notice.objects.bulk_create(
        Notice(service=service, event=event, edition=edition, due_at=due_at) for service in services
    )
    wake(due_at)


def configured(site: SiteSettings) -> list[Service]:
    """Name the services that the site settings know enough of."""
    known = {Service.INDEXNOW: site.indexnow_key, Service.WEBSUB: site.websub_hub}
    return [service for service, is_known in known.items() if is_known]


def wake(at: datetime) -> None:
    """Let the worker look at what is due at a moment."""
    send_due.using(run_after=at).enqueue()


@task()
def send_due() -> None:
    """Send what is due, a number at a time; what follows is another task's."""
    failing: set[str] = set()
    due = list(Notice.objects.due()[: BATCH + 1])
    for notice in due[:BATCH]:
        if notice.service not in failing and claim(notice) and not send(notice):
            failing.add(notice.service)
    if Notice.objects.due().exists():
        wake(timezone.now())


def claim(notice: Notice) -> bool:
    """Take a notice for this worker; False where another took it meanwhile."""
    until = timezone.now() + LEASE
    mine = Notice.objects.filter(pk=notice.pk, state=State.WAITING, due_at=notice.due_at)
    if not mine.update(due_at=until, tries=F("tries") + 1):
        return False
    wake(until)
    notice.refresh_from_db()
    return True


def send(notice: Notice) -> bool:
    """Tell one service of one story; False where the service fails."""
    site = context.site()
    if not is_needed(notice) or notice.service not in configured(site):
        finish(notice, State.NEEDLESS, "")
        return True
    answer = SENDERS[notice.service](notice, site)
    if answer.is_good:
        finish(notice, State.SENT, answer.words)
        return True
    if answer.is_final or notice.tries > len(PAUSES):
        finish(notice, State.GIVEN_UP, answer.words)
        return answer.is_final
    pause = max(PAUSES[notice.tries - 1], answer.retry_after)
    postpone(notice, timezone.now() + pause, answer.words)
    return False


def is_needed(notice: Notice) -> bool:
    """Tell whether the story is still as the notice says."""
    return notice.edition.is_live == (notice.event == Event.PUBLISHED)


def finish(notice: Notice, state: State, words: str) -> None:
    notice.state, notice.answer = state, words
    notice.save(update_fields=["state", "answer", "changed_at"])


@transaction.atomic
def postpone(notice: Notice, until: datetime, words: str) -> None:
    """Try again later, and let whatever else is due for that service wait as long."""
    notice.due_at, notice.answer = until, words
    notice.save(update_fields=["due_at", "answer", "changed_at"])
    Notice.objects.due().filter(service=notice.service).update(due_at=until)
    wake(until)


def tell_indexnow(notice: Notice, site: SiteSettings) -> Answer:
    """Send the address of a story to IndexNow."""
    key = site.indexnow_key
    key_path = reverse("indexnow_key", kwargs={"key": key})
    return post_json(
        site.indexnow_address,
        {
            "host": settings.SITE_HOST,
            "key": key,
            "keyLocation": f"{settings.SITE_URL}{key_path}",
            "urlList": [f"{settings.SITE_URL}{notice.edition.get_absolute_url()}"],
        },
    )


def tell_hub(notice: Notice, site: SiteSettings) -> Answer:
    """Tell the hub which feeds have changed."""
    topics = [("hub.url", one) for one in feeds_of(notice.edition)]
    return post_form(site.websub_hub, [("hub.mode", "publish"), *topics])


def feeds_of(edition: Edition) -> list[str]:
    """Return the addresses of every feed that a story stands in. Two queries."""
    code = edition.language
    sources = [edition.category, *edition.tags.all(), *edition.authors.distinct()]
    named = context.with_words([one for one in sources if one], "name", code)
    return [address for source in (None, *named) for address in addresses(code, source).values()]


SENDERS: dict[str, Callable[[Notice, SiteSettings], Answer]] = {
    Service.INDEXNOW: tell_indexnow,
    Service.WEBSUB: tell_hub,
}
