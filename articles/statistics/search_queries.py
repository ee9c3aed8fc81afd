"""What readers look for: counted by day and language, without anything that tells who asked.

A page of hits carries a sealed note of what was looked for and whether it was found; the reader's
browser sends it back, like a view, so that pages from the cache count as well. Words are kept
where they are few, hold nothing that looks like a number, a letter's or a page's address, and were
asked for several times: a query of one reader may be about one reader.
"""

import random
import re
import threading
import time
from collections import OrderedDict
from datetime import date, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from articles.models import AskedQuery
from articles.search.analysis import words
from articles.search.language.letters import folded
from articles.statistics.ad_counts import inserted
from articles.statistics.quotas import MOST, WINDOW
from articles.statistics.readers import network_in
from newsroom import languages

LONGEST, MOST_WORDS, MOST_DIGITS = 60, 8, 4
ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:ru|am|com|org|net)\b", re.I)
ROWS_A_DAY = 2000  # different words of a language and day; further ones count in the sum only
RARE = 3  # searches: words that were asked for less often are shown to nobody
RARE_DAYS, KEPT_DAYS = 7, 90
SWEEP_EVERY = 200
SALT = "articles.asking"
NOTE_AGE = 24 * 3600
MOST_RECENT = 20_000  # networks and words of the last half hour that a process remembers

_recent: OrderedDict[str, dict[str, float]] = OrderedDict()
_lock = threading.Lock()


def sealed_note(query: str, language: str, *, is_found: bool) -> str:
    """Return the sealed note that a page of hits carries."""
    return signing.dumps([language, plain(query), int(is_found)], salt=SALT, compress=True)


def plain(query: str) -> str:
    """Return the words of a query as they are counted; "" for what is not kept."""
    kept = " ".join(folded(word.text) for word in words(query))
    is_short = len(kept) <= LONGEST and kept.count(" ") < MOST_WORDS
    is_number = sum(map(str.isdigit, query)) > MOST_DIGITS
    return kept if is_short and not is_number and not ADDRESS.search(query) else ""


def count(sealed: str, reader: str, before: str = "") -> bool:
    """Count what a note says, once for a reader and half hour; tell whether it was a note of ours.

    `reader` and `before` are what `readers.hashes_of` returns; this process remembers them, and no
    table does. Two to six queries.
    """
    try:
        language, kept, is_found = signing.loads(sealed, salt=SALT, max_age=NOTE_AGE)
    except (signing.BadSignature, ValueError):
        return False
    if language in languages.CODES and is_new(f"{language} {kept}", reader, before):
        today = localdate()
        with transaction.atomic():
            for one in dict.fromkeys(["", kept]):
                add(language, today, one, is_found=bool(is_found))
        if random.randrange(SWEEP_EVERY) == 0:
            sweep(today)
    return True


def is_new(asked: str, reader: str, before: str) -> bool:
    """Note who looked for what; tell whether neither they nor enough of their network just did."""
    moment = time.monotonic()
    with _lock:
        of_today, of_yesterday = (
            {
                who: at
                for who, at in _recent.get(f"{network_in(one)} {asked}", {}).items()
                if moment - at <= WINDOW.total_seconds()
            }
            for one in (reader, before)
        )
        others = of_today | of_yesterday
        if reader in others or before in others or len(others) >= MOST:
            return False
        key = f"{network_in(reader)} {asked}"
        _recent[key] = of_today | {reader: moment}
        _recent.move_to_end(key)
        if len(_recent) > MOST_RECENT:
            _recent.popitem(last=False)
    return True


def add(language: str, day: date, kept: str, *, is_found: bool) -> None:
    """Let the row of the words go up by one, making it where the day has room for it."""
    of_day = AskedQuery.objects.filter(language=language, day=day)
    row, missed = of_day.filter(words=kept), int(not is_found)
    more = {"number": F("number") + 1, "unanswered": F("unanswered") + missed}
    if row.update(**more) or (kept and of_day.count() > ROWS_A_DAY):
        return
    new = AskedQuery(language=language, day=day, words=kept, number=1, unanswered=missed)
    if not inserted(new):
        row.update(**more)


def sweep(today: date) -> None:
    """Forget what is old, and words that hardly anybody asked for within a week. Two queries."""
    AskedQuery.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
    same = AskedQuery.objects.filter(language=OuterRef("language"), words=OuterRef("words"))
    total = same.order_by().values("words").annotate(n=Sum("number")).values("n")
    before = AskedQuery.objects.filter(day__lt=today - timedelta(days=RARE_DAYS), number__lt=RARE)
    rare = before.exclude(words="").annotate(total=Subquery(total)).filter(total__lt=RARE)
    AskedQuery.objects.filter(pk__in=list(rare.values_list("pk", flat=True))).delete()


def queries_of(language: str, days: int) -> QuerySet[AskedQuery]:
    """Return the rows of a language within so many days, today included."""
    since = localdate() - timedelta(days=days - 1)
    return AskedQuery.objects.filter(language=language, day__gte=since)


def sums(rows: QuerySet[AskedQuery]) -> tuple[int, int]:
    """Return how many searches there were, and how many of them without a hit. One query."""
    found = rows.filter(words="").aggregate(all=Sum("number"), none=Sum("unanswered"))
    return found["all"] or 0, found["none"] or 0


def most_asked(rows: QuerySet[AskedQuery], most: int, *, unanswered: bool = False) -> list[dict]:
    """Return the words that were asked for most, or most without a hit: `words`, `all`, `none`.

    None that were asked for less than RARE times. One query.
    """
    order = "-none" if unanswered else "-all"
    found = rows.exclude(words="").order_by().values("words")
    found = found.annotate(all=Sum("number"), none=Sum("unanswered")).filter(all__gte=RARE)
    found = found.filter(none__gt=0) if unanswered else found
    return list(found.order_by(order, "words")[:most])
