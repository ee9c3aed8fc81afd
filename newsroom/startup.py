"""What must hold before a server may answer."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

# Everybody in articles/demo/people.toml.
DEMO_PEOPLE = (
    "admin",
    "chief",
    "editor_ru",
    "editor_hy",
    "editor_en",
    "reporter",
    "reporter_hy",
    "translator",
    "translator_en",
    "photo",
)
DEFAULT_DEMO_PASSWORD = "newsroom-demo"


def refuse_demo_password() -> None:
    """Stop a server that others can reach while a demo account has the password from the README.

    Nothing is looked at when SITE_URL and HOST are loopback: comparing one argon2 password takes
    some 50 ms. Otherwise one query. Raises ImproperlyConfigured.
    """
    if not settings.IS_PUBLIC:
        return
    try:
        names = [person.username for person in people_with_default_password()]
    finally:
        _let_go_of_the_database()
    if names:
        raise ImproperlyConfigured(
            f"SITE_URL={settings.SITE_URL} with HOST={settings.HOST} can be reached by others, "
            f"and the password of {', '.join(names)} stands in the README. Change it with "
            "`manage.py demo_password`, or delete these people."
        )


def people_with_default_password() -> list:
    """Return the demo's people who may sign in with the default password. One query at most."""
    person = get_user_model()
    if person._meta.db_table not in connection.introspection.table_names():
        return []  # not migrated yet: there is nobody
    people = person.objects.filter(username__in=DEMO_PEOPLE, is_active=True)
    return [one for one in people.order_by("pk") if one.check_password(DEFAULT_DEMO_PASSWORD)]


def _let_go_of_the_database() -> None:
    """Close what this check opened: a server may fork after loading us, and a pool must not."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()
