"""The database engine `newsroom.postgres`.

A process has few threads, and those that wait for a connection answer nobody, not even what lies in
memory. So while the database is away none of them waits, and after one has waited in vain all of
them refuse for a moment.
"""

import time

from django.db.backends.postgresql import base

from newsroom.databases import REPLICA
from newsroom.generation import clock

PAUSE = 1.0  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is refused at once where waiting for it makes no sense."""

    _shut_until: dict[str, float] = {}

    def get_new_connection(self, conn_params):
        """Return a connection; OperationalError at once while the database is known to be away."""
        # A replica may be there while the database itself is away.
        is_shut = time.monotonic() < self._shut_until.get(self.alias, 0.0)
        if is_shut or (self.alias != REPLICA and clock.is_gone()):
            raise self.Database.OperationalError("the database was away a moment ago")
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            self._shut_until[self.alias] = time.monotonic() + PAUSE
            raise
