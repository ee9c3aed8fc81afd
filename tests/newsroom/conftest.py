"""What the tests of signing in and of the page cache share."""

import time

import pytest
from django.urls import reverse

from articles.models import SiteSettings
from newsroom.accounts import second_factor
from scripts import postgres
from tests.newsroom import own_database
from tests.newsroom.cache.cached_site import Site

PASSWORD = "a long password"


@pytest.fixture
def give(client):
    """Give a name and a password at the door: `give("chief")`."""

    def post(name, password=PASSWORD, **more):
        typed = {"username": name, "password": password, "next": "/admin/articles/image/"}
        headers = {"REMOTE_ADDR": more.pop("address", "203.0.113.9")}
        return client.post(reverse("admin:login"), typed | more, **headers)

    return post


@pytest.fixture
def arm():
    """Give somebody a second step; return a function that tells the code of now and later."""

    def switch_on(person):
        secret = second_factor.new_secret()
        second_factor.switch_on(person, secret, 0)
        return lambda: second_factor.code_at(secret, int(time.time()) // 30)

    return switch_on


@pytest.fixture
def require():
    """Let roles have to sign in with a second step."""

    def put(*roles):
        SiteSettings.objects.update_or_create(pk=1, defaults={"second_factor_roles": list(roles)})

    return put


@pytest.fixture
def site():
    """A site of one page behind the page cache."""
    return Site()


@pytest.fixture(scope="session")
def pair():
    """A PostgreSQL with one story, and its streaming replica: Clusters that may be stopped."""
    # A replica gets what is flushed, so that a commit waits for that.
    options = ("fsync=off", "full_page_writes=off")
    name = own_database.NAME
    with postgres.server(name, options=options) as first, postgres.replica(first) as copy:
        tables = "CREATE TABLE story (title text)", "CREATE TABLE opening (at timestamptz)"
        own_database.execute(first, *tables, "INSERT INTO story VALUES ('first')")
        yield first, copy
