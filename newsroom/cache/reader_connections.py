"""Where readers' pages are read from: connections of their own, of a replica where it is current.

While a page is made, the thread's `default` connection is another one, so that neither models nor
SQL of ours has to know.

A replica is asked only when it has replayed the log of the database up to where that stood after
the last change that this process heard (`Clock.position`). It answers that in the connection that
the page is then read from. Behind or away, it is passed over, for a moment or some seconds.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connections

from newsroom.cache import generation
from newsroom.cache.responses import Headers, close
from newsroom.server import databases

logger = logging.getLogger(__name__)

HAS_REPLAYED = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"
BEHIND_SECONDS, AWAY_SECONDS, FAILED_SECONDS = 0.1, 5.0, 1.0

Found = TypeVar("Found")


class Replica:
    """A copy of the database by its alias; `has_reached` tells whether it may be asked now."""

    def __init__(self, alias: str, *, steady: Callable[[], float] = time.monotonic):
        self.alias, self.steady = alias, steady
        self._rests_until = 0.0

    def has_reached(self, position: str) -> bool:
        """Tell whether the replica has replayed the log up to there. One query, of the replica."""
        if self.steady() < self._rests_until:
            return False
        # Whoever asks finds out for all: meanwhile nobody else waits for a replica that is away.
        self.rest(AWAY_SECONDS)
        connection = connections[self.alias]
        # Now, so that Django does not do it between this question and the page.
        connection.close_if_unusable_or_obsolete()
        try:
            with connection.cursor() as cursor:
                cursor.execute(HAS_REPLAYED, [position])
                has_reached = bool(cursor.fetchone()[0])
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The replica is not asked for some seconds: %s", error)
            connection.close()
            return False
        self.rest(0.0 if has_reached else BEHIND_SECONDS)
        return has_reached

    def rest(self, seconds: float) -> None:
        """Leave the replica alone for so long."""
        self._rests_until = self.steady() + seconds


def from_readers(application: Callable) -> Callable:
    """Put readers' connections before an application, where this process has such."""
    if databases.READERS not in connections.settings:
        return application
    has_replica = databases.REPLICA in connections.settings
    replica = Replica(databases.REPLICA) if has_replica else None
    return FromReaders(application, alias=databases.READERS, replica=replica)


def asked_by_readers(
    ask: Callable[[], Found], *, steady: Callable[[], float] = time.monotonic
) -> Callable[[], Found]:
    """Let a question of the page cache wait no longer than readers' pages do.

    It belongs to no request, whose end would give its connection back, or notice that it broke.
    Every page waits for it, one after the other: where it failed it fails for a second at once.
    """
    rests_until = 0.0

    def asked() -> Found:
        nonlocal rests_until
        if steady() < rests_until:
            raise OperationalError("what failed a moment ago is not asked again yet")
        has_own = databases.READERS in connections.settings
        with instead_of_default(databases.READERS if has_own else "default"):
            try:
                return ask()
            except DatabaseError:
                rests_until = steady() + FAILED_SECONDS
                raise
            finally:
                connections["default"].close_if_unusable_or_obsolete()

    return asked


class FromReaders:
    """A WSGI application that reads from readers' connections what the one behind it answers.

    `alias` are the readers' own connections to the database; `replica`, if there is one, is asked
    first, and what it fails to answer is read anew from the database.
    """

    def __init__(
        self,
        application: Callable,
        *,
        alias: str,
        replica: Replica | None = None,
        clock: generation.Clock = generation.clock,
    ):
        self.application, self.alias, self.replica = application, alias, replica
        self.clock = clock

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a request for a page that is the same for everybody."""
        status, headers, body = self.from_replica(environ) or self.read(environ, self.alias)
        start_response(status, headers)
        return [body]

    def from_replica(self, environ: dict) -> tuple[str, Headers, bytes] | None:
        """Return the answer made from the replica; None where it is behind, away or fails."""
        replica = self.replica
        position = self.clock.position if replica else None
        if replica is None or position is None or position[0] != self.clock.current():
            return None
        if not replica.has_reached(position[1]):
            return None
        with generation.read_at(position[0]):
            answer = self.read(environ, replica.alias)
        if answer[0] >= "500":
            # Whatever it was: a page that the database itself cannot make fails there, too.
            logger.warning("The replica failed at %r.", environ["PATH_INFO"])
            replica.rest(AWAY_SECONDS)
            return None
        return answer

    def read(self, environ: dict, alias: str) -> tuple[str, Headers, bytes]:
        """Return status, headers and the whole body, read from the connections of an alias."""
        began: list = []
        with instead_of_default(alias):
            body = self.application(environ.copy(), lambda *begin: began.append(begin))
            try:
                whole = b"".join(body)
            finally:
                close(body)
        return *began[-1][:2], whole


@contextmanager
def instead_of_default(alias: str) -> Iterator[None]:
    """Let this thread's queries go to another database for a while."""
    usual = connections["default"]
    connections["default"] = connections[alias]
    try:
        yield
    finally:
        connections["default"] = usual
