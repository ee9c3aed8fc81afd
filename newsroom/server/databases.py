"""Which databases there are, and how long a process waits for them.

A server has three ways to the database: `default` for editors, counting and everything that writes;
`readers` for pages of readers, with a shorter patience; and, where there is one, `replica`, a copy
that streams from it (newsroom/cache/reader_connections.py says when it is asked). Commands and the
worker have `default` alone, and wait as long as it takes.
"""

from datetime import datetime

import dj_database_url
from django.db import connection, connections

READERS, REPLICA = "readers", "replica"
ENGINE = "newsroom.postgres"

# What PostgreSQL itself ends, in milliseconds: a page that takes longer has a fault; who waits
# longer for somebody's lock is better told to come back; a transaction left open holds up others.
# To compile a question of a page takes longer than to answer it, and so does to plan it for its
# values once it has been planned for any (`planned_cursor`): there is an index for each question.
EDITORS_PATIENCE = {
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "statement_timeout": 30_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}
READERS_PATIENCE = {
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "statement_timeout": 5_000,
    "lock_timeout": 1_000,
    "idle_in_transaction_session_timeout": 10_000,
}
# To plan a question of a page can take longer than to answer it: `planned_cursor` does so once.
PLANNED = {"prepare_threshold": 0}
# Seconds: a machine that went away without a word, and one that does not answer.
NETWORK = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 30}
REPLICA_NETWORK = {"connect_timeout": 1, "tcp_user_timeout": 2_000, "keepalives_idle": 5}

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    ),
}
# A try that failed is not repeated behind the scenes: whoever asks next tries anew.
POOL = {"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 1}


def primary(url: str) -> dict | None:
    """Read DATABASE_URL into what Django wants to know; None where it makes no sense."""
    config = parsed(url)
    match config.get("ENGINE"), bool(config.get("NAME")):
        case "django.db.backends.sqlite3", True:
            # To open the file takes as long as a page's queries; a replaced one is noticed.
            return config | {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": 30}
        case "django.db.backends.postgresql", True:
            options = NETWORK | PLANNED | config.get("OPTIONS", {}) | {"pool": POOL}
            return config | {"ENGINE": ENGINE, "OPTIONS": options}
    return None


def replica(url: str) -> dict | None:
    """Read DATABASE_REPLICA_URL likewise: PostgreSQL only.

    Each thread keeps its connection, so that what it has asked of one server (how far has it
    come?) holds for the page that follows.
    """
    config = parsed(url)
    if config.get("ENGINE") != "django.db.backends.postgresql" or not config.get("NAME"):
        return None
    options = REPLICA_NETWORK | PLANNED | config.get("OPTIONS", {})
    kept = {"CONN_MAX_AGE": 60}
    return config | {"ENGINE": ENGINE, "OPTIONS": options} | kept


def planned_cursor():
    """Return a cursor for a statement asked all the time; PostgreSQL plans it once a connection.

    Its values are bound by the server there: `CAST(%s AS text)` where nothing else tells a type.
    """
    return getattr(connection, "planned_cursor", connection.cursor)()


def adapted(value: object) -> object:
    """Return a value as the database wants it: SQLite has no moments of its own."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def parsed(url: str) -> dict:
    """Return what an address says, {} for one that cannot be read."""
    try:
        return dj_database_url.parse(url, conn_max_age=0)
    except Exception:  # it raises of all sorts
        return {}


def patient(database: dict, patience: dict[str, int | str]) -> dict:
    """Return a database whose server ends what takes longer; the address may say otherwise."""
    options = database["OPTIONS"]
    ours = " ".join(f"-c {name}={value}" for name, value in patience.items())
    theirs = options.get("options", "")
    return database | {"OPTIONS": options | {"options": f"{ours} {theirs}".strip()}}


def serve(copy: dict | None) -> None:
    """Let this process ask its databases as a server does; call it before anything connects.

    `copy` is what `replica` has read. SQLite has one way only, and no such patience.
    """
    aliases = connections.settings
    database = aliases["default"]
    if database["ENGINE"] != ENGINE:
        return
    aliases[READERS] = patient(database, READERS_PATIENCE)
    if copy:
        both = {"default": database, REPLICA: patient(copy, READERS_PATIENCE)}
        aliases[REPLICA] = connections.configure_settings(both)[REPLICA]
    # In place: connections that were made ready know this very dictionary.
    database["OPTIONS"] = patient(database, EDITORS_PATIENCE)["OPTIONS"]
