"""The database engine `newsroom.postgres`.

A process has few threads, and those that wait for a connection answer nobody, not even what lies in
memory. So while the database is away none of them waits, and after one has waited in vain all of
them refuse for a moment.
"""

import select
import time

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool

from newsroom.cache.generation import clock
from newsroom.server.databases import REPLICA

PAUSE = 1.0  # seconds


class DatabaseOperations(base.DatabaseOperations):
    def last_executed_query(self, cursor, sql, params):
        """Return a statement as it was sent; one that was planned before, without its values."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is refused at once where waiting for it makes no sense."""

    ops_class = DatabaseOperations
    _shut_until: dict[str, float] = {}

    def get_new_connection(self, conn_params):
        """Return a connection; OperationalError at once while the database is known to be away."""
        # A replica may be there while the database itself is away.
        is_shut = time.monotonic() < self._shut_until.get(self.alias, 0.0)
        if is_shut or (self.alias != REPLICA and clock.is_gone()):
            raise self.Database.OperationalError("the database was away a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
            while self.pool and not stands(connection):
                self.pool.putconn(connection)  # which throws it away
                connection = super().get_new_connection(conn_params)
            return connection
        except self.Database.OperationalError:
            self._shut_until[self.alias] = time.monotonic() + PAUSE
            raise

    def planned_cursor(self):
        """Return a cursor for statements asked all the time: the server keeps their plans.

        It binds their values, so that the type of each must be clear from the statement.
        """
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))


def stands(connection: psycopg.Connection) -> bool:
    """Tell whether the server of a kept connection has not ended it.

    To ask the server takes as long as a question of a page, and it need not be asked while it is
    silent: when it ends a connection it says so, or its system does. A machine that went away
    without a word is found out by databases.NETWORK, here as in the midst of a question.
    """
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    if not heard.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return False
    return True
