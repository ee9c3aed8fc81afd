"""How much of one network counts in half an hour, whatever browsers and keys it makes up."""

import hashlib
from datetime import datetime, timedelta

from django.db import connection
from django.utils.timezone import now

from articles.models import Quota
from newsroom.server.databases import adapted

WINDOW = timedelta(minutes=30)
# Of one story, one ad, or the words of a search. Two readers behind one address whose browsers say
# the same are one for us in any case; what browsers say differs little: twenty different names are
# what some forty readers bring with them, all within half an hour.
MOST = 20

# One more, unless the network has had enough; it begins anew half an hour after it began. The
# database decides, of many at once as many as are left.
TAKE = """
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN articles_quota.since <= %(long_ago)s THEN 1
            ELSE articles_quota.count + 1 END,
        since = CASE WHEN articles_quota.since <= %(long_ago)s THEN excluded.since
            ELSE articles_quota.since END
    WHERE articles_quota.since <= %(long_ago)s OR articles_quota.count < %(most)s
    RETURNING 1
"""


def key(network: str, *what: object) -> str:
    """Return the key of what is counted of a network, which is a salted hash of it."""
    return hashlib.sha256(f"{network} {what}".encode()).hexdigest()[:32]


def take_one(key: str, most: int = MOST) -> bool:
    """Take one of what is left; tell whether there was one. One query."""
    moment = now()
    given = {"key": key, "now": moment, "long_ago": moment - WINDOW, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_quota (key, since, count) VALUES (%(key)s, %(now)s, 1) {TAKE}",
            {name: adapted(value) for name, value in given.items()},
        )
        return bool(cursor.fetchall())


def sweep(moment: datetime) -> None:
    """Forget what began longer than half an hour ago. One query."""
    Quota.objects.filter(since__lte=moment - WINDOW).delete()
