"""The site that passkeys are bound to, and people who have one."""

import pytest
from django.test import Client

from articles.models import AuditEntry
from tests.newsroom.accounts.authenticator import Device

SIGN_IN, ADD = "/admin/login/passkey/", "/admin/account/passkeys/"
PASSWORD = {"password": "a long password"}


def recorded() -> list[str]:
    """Return the actions of the audit, oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def enter(client, device, **typed):
    """Sign in with a device."""
    options = client.post(SIGN_IN, REMOTE_ADDR="203.0.113.9").json()
    return client.post(SIGN_IN, {"credential": device.sign(options)} | typed)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def refused(client, device) -> bool:
    page = enter(client, device)
    return page.status_code == 200 and not is_in(client)


@pytest.fixture
def passkey_site(settings):
    settings.SITE_URL, settings.IS_PUBLIC = "http://127.0.0.1:8000", False


@pytest.fixture
def enrol(passkey_site):
    """Add a passkey to somebody; return their device: `enrol(chief)`."""

    def add(person, device=None, **typed):
        device, client = device or Device(), Client()
        client.force_login(person)
        options = client.post(ADD, PASSWORD | typed).json()
        device.page = client.post(ADD, typed | {"credential": device.make(options)})
        person.refresh_from_db()
        return device

    return add
