"""What tests of a database of their own share: its connections in this process, and patience."""

import time
from contextlib import contextmanager

import psycopg
from django.db import connections

NAME = "chronicle"


def execute(cluster, *statements):
    """Run statements, each in a transaction of its own, past Django."""
    with psycopg.connect(cluster.url(NAME), autocommit=True) as one:
        for statement in statements:
            one.execute(statement)


def eventually(ask, seconds=10.0):
    """Wait until the answer is true, return it; the last answer when time is up."""
    until = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < until:
        time.sleep(0.005)
    return answer


@contextmanager
def known_as(**databases):
    """Let this process know databases by these aliases, as `newsroom.server.databases.serve`
    does."""
    for alias, database in databases.items():
        configured = connections.configure_settings({"default": database, alias: database})
        connections.settings[alias] = configured[alias]
    try:
        yield
    finally:
        for alias in databases:
            connections[alias].close()
            connections[alias].close_pool()  # the next test's has another patience
            del connections[alias], connections.settings[alias]
