"""No link to a new password in the log of a site that others can reach."""

import logging

import pytest
from django.core.mail import send_mail

from newsroom.accounts import passwords
from newsroom.server.database_errors import Lines
from tests.newsroom.test_settings import start

SHOWN = "from django.conf import settings; print(settings.EMAIL_BACKEND.split('.')[-2])"


@pytest.mark.parametrize(
    "environment, backend",
    [
        ({}, "console"),
        ({"SITE_URL": "https://news.example"}, "mail"),
        ({"SITE_URL": "https://news.example", "EMAIL_URL": "console:"}, "mail"),
        ({"ALLOWED_HOSTS": "*"}, "mail"),
        ({"SITE_URL": "https://news.example", "EMAIL_URL": "smtp://mail.example:25/"}, "smtp"),
    ],
)
def test_letters_are_written_to_the_terminal_of_this_machine_only(environment, backend):
    done = start(SHOWN, DJANGO_SETTINGS_MODULE="newsroom.settings", **environment)

    assert done.stdout == f"{backend}\n", done.stderr


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
