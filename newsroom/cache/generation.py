"""The generation: a number that moves with every change of a row that readers can see.

Whoever keeps something made from such rows keeps the number beside it, read *before* the rows,
and drops what was made under another one. The number belongs to one process; only whether it
has moved means anything. Beside it stands a name that all processes of a database know it by.

Database triggers move it (newsroom/cache/triggers.py); the clock hears them (PostgreSQL: NOTIFY;
SQLite: a row). PostgreSQL says, too, which tables have changed: what was read from others only
(newsroom/cache/tables.py) may stay. Where that is not known, all of them have.
"""

import functools
import itertools
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar
from uuid import uuid4

import psycopg
from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo, PGconn, Ping

from newsroom.cache.tables import Made, recorded_tables
from newsroom.cache.triggers import CHANNEL, TABLE, table_of

logger = logging.getLogger(__name__)

KEPT_SECONDS = 30
KEPT_VALUES = 1000


class Hears(Protocol):
    """What the page cache needs of a clock."""

    last: int
    """The generation last heard, still heard or not."""

    name: str | None
    """What other processes of this database call that generation, or one after it.

    None when it is not known. Whoever has heard of a name has heard all that came before it.
    """

    def current(self) -> int | None:
        """Return the generation, or None while the database is not heard."""

    def is_away(self) -> bool:
        """Tell whether the database is not heard because it is itself away."""

    def has_moved(self, tables: Iterable[str], since: int) -> bool:
        """Tell whether a change of one of the tables moved it after a generation."""


class SqliteRow:
    """Hears an SQLite database file: asks whether anything was committed, then reads the row."""

    PAUSE = 0.01
    TIMEOUT = 0.05

    _connection: sqlite3.Connection | None = None
    _file: tuple[int, int] | None
    _version: list | None
    _number: list | None

    def __init__(self, path: str | Path, moved: Callable[[str], None]):
        self._path = Path(path).absolute()
        self._moved = moved
        self._lock = threading.Lock()
        self._ask_again_at = 0.0
        self._is_heard = False
        self._close()

    def is_heard(self) -> bool:
        if time.monotonic() >= self._ask_again_at:
            with self._lock:
                if time.monotonic() >= self._ask_again_at:
                    self._is_heard = self._ask()
                    self._ask_again_at = time.monotonic() + self.PAUSE
        return self._is_heard

    def is_away(self) -> bool:
        return not self._is_heard

    def stop(self) -> None:
        with self._lock:
            self._close()

    def _ask(self) -> bool:
        try:
            found = self._path.stat()
            connection, file = self._connection, (found.st_dev, found.st_ino)
            if connection is None or file != self._file:  # none yet, or another file by now
                self._close()
                connection = self._connection = self._connect()
                self._file = file
            # Moved by every commit, those that count views too; so the row decides.
            version = connection.execute("PRAGMA data_version").fetchall()
            if version != self._version:
                row = connection.execute(f"SELECT number FROM {TABLE} WHERE id = 1")
                number = row.fetchall()
                if number != self._number:
                    self._number = number
                    self._moved(str(number))
                self._version = version
        except (OSError, sqlite3.Error):
            self._close()
            return False
        return True

    def _connect(self) -> sqlite3.Connection:
        address = f"{self._path.as_uri()}?mode=ro"
        return sqlite3.connect(
            address, self.TIMEOUT, isolation_level=None, check_same_thread=False, uri=True
        )

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = self._file = self._version = self._number = None


class PostgresListener(threading.Thread):
    """Hears PostgreSQL: a connection of its own that listens, with a heartbeat."""

    HEARTBEAT, SILENCE, LONGEST_PAUSE = 0.5, 5.0, 0.5
    SILENT = float("-inf")
    POSITION = "SELECT pg_current_wal_insert_lsn()::text"

    def __init__(
        self,
        parameters: dict,
        moved: Callable[..., None],
        number: Callable[[], int] | None = None,
    ):
        """Call `moved` at every change with its name and its tables, of which None is any.

        Without a name where something may have been missed. With `number`, the generation, also
        keep `position`.
        """
        super().__init__(name=CHANNEL, daemon=True)
        ours = {"connect_timeout": 2, "tcp_user_timeout": 5000, "keepalives_idle": 5}
        known = {option.keyword.decode() for option in Conninfo.get_defaults()}
        theirs = {name: parameters[name] for name in known & parameters.keys()}
        self._address = make_conninfo(**theirs | ours)
        self._moved, self._number = moved, number
        self._ended = threading.Event()
        self._heard_at = self.SILENT
        self._is_away = self._is_gone = False
        self.position: tuple[int, str] | None = None
        self.start()

    def is_heard(self) -> bool:
        return time.monotonic() - self._heard_at < self.SILENCE

    def is_away(self) -> bool:
        hangs = self._heard_at != self.SILENT and not self.is_heard()
        return self.is_alive() and (self._is_away or hangs)

    def is_gone(self) -> bool:
        return self.is_alive() and self._is_gone

    def stop(self) -> None:
        self._ended.set()
        self.join(timeout=3)

    def run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            try:
                with psycopg.connect(self._address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._moved(None)  # what happened while nobody listened, nobody knows
                    # From here on all have a name for it.
                    connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(uuid4())])
                    pause = 0.0
                    self._listen(connection)
            except Exception as error:
                was_heard, self._heard_at = self._heard_at != self.SILENT, self.SILENT
                # Right after a loss: until the next try tells. A database that only refuses us
                # (too many connections) is not away.
                self._is_away = was_heard
                self._is_gone = PGconn.ping(self._address.encode()) != Ping.OK
                self._is_away = was_heard or self._is_gone
                pause = min(max(0.01, 2 * pause), self.LONGEST_PAUSE)
                if was_heard or not isinstance(error, psycopg.Error):
                    logger.warning("The database is not heard, nothing new is kept: %r", error)
        self._heard_at = self.SILENT

    def _listen(self, connection: psycopg.Connection) -> None:
        while not self._ended.is_set():
            self._beat(connection)
            if self._heard_at != self.SILENT and not self.is_heard():
                self._moved(None)
            self._heard_at, self._is_away, self._is_gone = time.monotonic(), False, False
            # A transaction says one thing for each table, and all of it at once: one change.
            if heard := list(connection.notifies(timeout=self.HEARTBEAT, stop_after=1)):
                tables = {table_of(change.payload) for change in heard}
                self._moved(heard[-1].payload or None, tables)

    def _beat(self, connection: psycopg.Connection) -> None:
        """Ask for a sign of life: with a replica, where the log stands after what was heard."""
        if self._number is None:
            connection.execute("SELECT 1")
            return
        number = self._number()  # before: what is heard meanwhile may stand behind the position
        try:
            [(position,)] = connection.execute(self.POSITION).fetchall()
            self.position = (number, position)
        except (psycopg.ProgrammingError, psycopg.NotSupportedError) as error:
            logger.warning("The replica is never asked, the database keeps no such log: %s", error)
            self._number = self.position = None


Source = PostgresListener | SqliteRow


class Clock:
    """Hears the triggers of one database. `start` arms it; each process listens by itself."""

    last, name = 0, None
    _locates = False

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        # When each table changed last; None: any of them.
        self._moved_at: dict[str | None, int] = {}
        self._listeners: list[Callable[[], None]] = []
        self._alias: str | None = None
        self._source: Source | None = None
        self._forget_source()
        # Neither a thread nor a connection lives on in a forked child.
        os.register_at_fork(after_in_child=self._forget_source)

    def _forget_source(self) -> None:
        self._lock = threading.Lock()
        # Only put aside: to close it here could disturb the parent, whose it is.
        self._of_the_parent, self._source = self._source, None

    def add_listener(self, listener: Callable[[], None]) -> None:
        """Call the listener at every move, in whatever thread hears it: it must return at once."""
        self._listeners.append(listener)

    def start(self, alias: str = "default", *, locates: bool = False) -> None:
        """Listen to this database from the first call of `current` on; connects to nothing yet.

        With `locates` it also keeps the `position`, which PostgreSQL alone has.
        """
        self.stop()
        self._alias, self._locates = alias, locates

    def stop(self) -> None:
        """Stop listening and close the connection; `current` is None from now on."""
        with self._lock:
            self._alias, source, self._source = None, self._source, None
        if source:
            source.stop()

    def current(self) -> int | None:
        """Return the generation; None while the database is not heard: keep nothing new then.

        PostgreSQL: no input or output here, a thread listens. SQLite: asked every 10 ms at most.
        """
        source = self._source or self._open()
        return self.last if source and source.is_heard() else None

    def is_away(self) -> bool:
        """Tell whether the database itself is away: what was kept is the best there is."""
        source = self._source
        return bool(source and source.is_away())

    def is_gone(self) -> bool:
        """Tell whether nobody answers at the database's address, so that to ask it is in vain."""
        source = self._source
        return isinstance(source, PostgresListener) and source.is_gone()

    @property
    def position(self) -> tuple[int, str] | None:
        """A generation, and where the log of the database stood once all of it was written.

        The newest that is known: it may be of a generation before the current one.
        """
        return getattr(self._source, "position", None)

    def is_deaf(self, *, grace: float = 1.0) -> bool:
        """Tell whether it was started and hears nothing, not even within the seconds of grace."""
        until = time.monotonic() + grace
        while self._alias is not None and self.current() is None:
            if time.monotonic() >= until:
                return True
            time.sleep(0.01)
        return False

    def has_moved(self, tables: Iterable[str], since: int) -> bool:
        """Tell whether a change of one of the tables, or of nobody knows which, came after it."""
        return any(self._moved_at.get(table, 0) > since for table in (None, *tables))

    def _move(self, name: str | None = None, tables: Iterable[str | None] = (None,)) -> None:
        # In this order: whoever reads the number first has a name of it or of a later one, and
        # knows what has changed by then.
        self.name, number = name, next(self._numbers)
        self._moved_at |= dict.fromkeys(tables, number)
        self.last = number
        for listener in self._listeners:
            listener()

    def _open(self) -> Source | None:
        with self._lock:
            if self._source or self._alias is None:
                return self._source
            connection = connections[self._alias]
            self._move()
            if connection.vendor == "postgresql":
                number = (lambda: self.last) if self._locates else None
                parameters = connection.get_connection_params()
                self._source = PostgresListener(parameters, self._move, number)
            elif isinstance(connection, SqliteWrapper) and not connection.is_in_memory_db():
                self._source = SqliteRow(connection.settings_dict["NAME"], self._move)
            return self._source


clock = Clock()

_read_at: ContextVar[int | None] = ContextVar("generation that a replica has reached", default=None)


@contextmanager
def read_at(number: int) -> Iterator[None]:
    """Read for a while from a copy of the database that has reached this generation for certain."""
    token = _read_at.set(number)
    try:
        yield
    finally:
        _read_at.reset(token)


def of_rows(using: Hears) -> int | None:
    """Return the generation that rows have which are read from now on; None: keep none of them.

    A copy that has reached one generation may lack what moved it to the next.
    """
    number, reached = using.current(), _read_at.get()
    return number if reached in (None, number) else None


Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
_kept_values: list[dict] = []


def remember(kept: dict) -> dict:
    """Let `forget` empty this too; return it."""
    _kept_values.append(kept)
    return kept


def per_generation(
    function: Callable[Arguments, Result], *, using: Hears = clock
) -> Callable[Arguments, Result]:
    """Keep the function's result, by its arguments, until a row changes in a table it reads.

    For 30 seconds at most. For site-wide rows (menu, settings); the result is shared by all
    threads: nobody changes it, and it must not depend on the moment or the reader. Inside a
    transaction the function is called through: what is not committed yet is nobody else's.
    """
    kept: dict[tuple, Made[Result]] = remember({})

    @functools.wraps(function)
    def remembered(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        number = of_rows(using)
        if number is None or transaction.get_connection().in_atomic_block:
            return function(*args, **kwargs)
        key = (args, tuple(sorted(kwargs.items())))
        made = kept.get(key)
        if made is None or not made.is_true(number, using):
            now = time.monotonic()
            with recorded_tables() as tables:
                result = function(*args, **kwargs)
            made = Made(result, number, frozenset(tables), now + KEPT_SECONDS)
            if len(kept) >= KEPT_VALUES:
                kept.clear()
            kept[key] = made
        return made.used()

    return remembered


def forget() -> None:
    """Forget what `per_generation` keeps in this process."""
    for kept in _kept_values:
        kept.clear()
