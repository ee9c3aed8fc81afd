"""How the log speaks of a database that is away: in one line, without the traceback of each page.

Whatever else fails keeps its traceback: a statement that takes too long, a column that is missing.
A forged host has none, since anybody can send one.
"""

import copy
import logging
import re
import sqlite3

from django.core.exceptions import DisallowedHost
from django.db import OperationalError

# What PostgreSQL says of itself: no connection left, shutting down, crashed, starting; and of a
# lock that somebody holds. Errors without a code never reached it. 08: the connection broke.
AWAY = frozenset({"53300", "57P01", "57P02", "57P03", "55P03"})
# Addresses that open something to whoever reads them: a new password, a draft.
SECRETS = re.compile(r"(/(?:login/new-password|preview)/)[^\s?#\"'<>]+")
SQLITE_AWAY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN})


def is_away(error: BaseException) -> bool:
    """Tell whether a query failed since the database is away, full or locked, and for nothing else.

    `error` is what Django raises.
    """
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # The last byte is the kind; the rest says more of it.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_AWAY
    code = getattr(cause, "sqlstate", None) or ""
    return not code or code in AWAY or code.startswith("08")


def one_line(error: BaseException) -> str:
    """Return the kind of an error and its words, in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


class Lines(logging.Formatter):
    """Writes such an error in one line, with its words where the message has none of them.

    No line has an address in it that is a secret.
    """

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info and record.exc_info[1]
        if error and (is_away(error) or isinstance(error, DisallowedHost)):
            record = copy.copy(record)  # other handlers get it whole
            record.exc_info = record.exc_text = None
            if is_away(error):
                record.msg, record.args = f"{record.getMessage()} ({one_line(error)})", ()
        return SECRETS.sub(r"\1…", super().format(record))
