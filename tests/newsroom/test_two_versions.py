"""Two versions of the code behind one database, as while machines are updated one by one."""

import pytest
from django.db import connections

from newsroom.cache.generation import Clock
from newsroom.cache.triggers import TABLE, install
from newsroom.server import databases
from tests.newsroom.cache.cached_site import Site
from tests.newsroom.own_database import NAME, eventually, execute, known_as

pytestmark = pytest.mark.only_on("postgresql")


def version(alias, body):
    """Return a server of its own page, whose clock hears the database."""
    site, clock = Site(), Clock()
    clock.start(alias)
    site.body, site.cache.clock, site.hears = body, clock, clock
    assert eventually(clock.current)
    return site


@pytest.fixture
def both(pair, django_db_blocker):
    """The former version and the new one, whose update brought a table that the former lacks."""
    first = pair[0]
    execute(first, "CREATE TABLE brought (id integer)", f"CREATE TABLE {TABLE} (id integer)")
    database = databases.primary(first.url(NAME))
    with django_db_blocker.unblock(), known_as(former=database, new=database):
        install(connections["new"], ["story", "brought"])
        servers = version("former", b"former page"), version("new", b"new page")
        yield servers
        for one in servers:
            one.hears.stop()
        install(connections["new"], [])
    execute(first, f"DROP TABLE brought, {TABLE}")


def bodies(both):
    return [one.get().body for one in both]


def test_each_version_answers_its_own_page_from_memory(both):
    for _ in range(3):
        assert bodies(both) == [b"former page", b"new page"]

    assert [one.renders for one in both] == [1, 1]


@pytest.mark.parametrize(
    "change", ["UPDATE story SET title = title || '!'", "INSERT INTO brought VALUES (1)"]
)
def test_change_of_what_either_version_knows_drops_the_pages_of_both(both, pair, change):
    bodies(both)
    for one in both:
        one.body, one.number = one.body + b", changed", one.hears.last

    execute(pair[0], change)

    assert all(eventually(lambda one=one: one.hears.last > one.number) for one in both)
    assert bodies(both) == [b"former page, changed", b"new page, changed"]
