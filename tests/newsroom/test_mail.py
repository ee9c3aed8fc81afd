"""No link to a new password in the log of a site that others can reach."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from django.urls import reverse

from newsroom.accounts import passwords
from newsroom.server import startup
from newsroom.server.database_errors import Lines
from tests.newsroom.test_settings import start

SHOWN = "from django.conf import settings; print(settings.EMAIL_BACKEND.split('.')[-2])"


@pytest.mark.parametrize(
    "environment, backend",
    [
        ({}, "mail"),
        ({"EMAIL_URL": "console:"}, "console"),
        ({"DEBUG": "1"}, "console"),
        ({"SITE_URL": "https://news.example"}, "mail"),
        ({"SITE_URL": "https://news.example", "EMAIL_URL": "console:"}, "mail"),
        ({"ALLOWED_HOSTS": "*"}, "mail"),
        ({"SITE_URL": "https://news.example", "EMAIL_URL": "smtp://mail.example:25/"}, "smtp"),
    ],
)
def test_letters_are_written_to_the_terminal_of_this_machine_only(environment, backend):
    done = start(SHOWN, DJANGO_SETTINGS_MODULE="newsroom.settings", **environment)

    assert done.stdout == f"{backend}\n", done.stderr


def test_server_that_others_reach_does_not_start_with_letters_in_its_log(settings):
    settings.IS_PUBLIC, settings.EMAIL_BACKEND = False, settings.CONSOLE
    startup.refuse_shown_letters(["127.0.0.1"])

    with pytest.raises(ImproperlyConfigured, match="at 0.0.0.0 can be reached by others, and let"):
        startup.refuse_unsafe(["0.0.0.0"])

    settings.EMAIL_BACKEND = settings.UNSENT
    startup.refuse_shown_letters(["0.0.0.0"])


def test_page_of_a_forgotten_password_says_where_nothing_can_be_sent(db, client, settings):
    address = reverse("admin:password_forgotten")
    can = client.get(address).content.decode()
    settings.EMAIL_BACKEND = settings.UNSENT
    cannot = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert 'name="name"' in can
    assert 'name="name"' not in cannot
    assert "An administrator can set a new password for you." in cannot


def test_letter_that_nobody_gets_is_told_without_its_words(settings, chief, caplog, capfd):
    settings.EMAIL_BACKEND = "newsroom.mail.UnsentBackend"

    passwords.send_letter(chief)
    send_mail("Subject", "words", None, ["a@b.example"])

    said = caplog.text + "".join(capfd.readouterr())
    assert "EMAIL_URL is not set: nobody got the letter “Subject”." in said
    assert "new-password" not in said
    assert "words" not in said


@pytest.mark.parametrize("kind", ["login/new-password/MQ/c8v2-0123456789abcdef", "preview/sEcReT"])
def test_address_that_is_a_secret_is_written_in_no_line(kind):
    path = f"/admin/{kind}/" if "login" in kind else f"/{kind}/ru/?a=b"
    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "Internal Server Error: %s", (path,), None
    )

    line = Lines("{message}", style="{").format(record)

    place = path.partition("MQ/")[0].partition("sEcReT")[0]
    assert line == f"Internal Server Error: {place}…" + ("?a=b" if "?" in path else "")
