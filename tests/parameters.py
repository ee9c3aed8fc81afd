"""What may stand in a query, a form or an address, at both ends of each type; and who reads it."""

import contextlib
from collections.abc import Iterable, Iterator
from unittest import mock

import lxml.html
from django.db import transaction
from django.http import QueryDict
from django.test import Client

# Of each type what is nearest to nothing, what is furthest away, and what only looks like it.
DAYS = {
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "first moment": "0001-01-01T00:00",
    "last moment": "9999-12-31T23:59",
    "no moment": "2026-13-45T99:00",
}
VALUES = DAYS | {
    "nothing": "",
    "nought": "0",
    "below nought": "-1",
    "more than a column": "9" * 30,
    "more than a number": "9" * 5000,
    "a digit to Unicode only": "²",
    "a digit of Arabic": "٣",
    "not a number": "nan",
    "deep JSON": "[" * 20_000,
    "JSON of another shape": '{"ru": [{"a": null}], "number": 1e999}',
    "null": "null",
    "a NUL": "a\x00b",
    "a pattern": "%_'\"\\",
    "many letters": "Ա" * 20_000,
}
# What ended in an error where the admin was first asked with all of them.
WORST = (
    *("more than a column", "more than a number", "a digit to Unicode only", "a NUL", "null"),
    *("first moment", "last day", "no moment", "deep JSON", "JSON of another shape"),
)
# More names than these get a value all at once: each field of a form is cleaned for itself.
FEW = 5


@contextlib.contextmanager
def names_read() -> Iterator[set[str]]:
    """Yield the names under which code asks a query or a form for something."""
    names: set[str] = set()

    def remembering(method):
        def read(self, key, *arguments, **options):
            names.add(key)
            return method(self, key, *arguments, **options)

        return read

    with contextlib.ExitStack() as until_the_end:
        for name in ("__getitem__", "getlist", "__contains__"):
            read = remembering(getattr(QueryDict, name))
            until_the_end.enter_context(mock.patch.object(QueryDict, name, read, create=True))
        yield names


def values_of(config) -> tuple[str, ...]:
    """Return which values a run tries: with the second database those that no column holds."""
    return WORST[:3] if config.getoption("second_database") else WORST


def faults(
    client: Client,
    method: str,
    path: str,
    typed: dict,
    *,
    more: Iterable[str] = (),
    values: Iterable[str] = VALUES,
) -> list[str]:
    """Ask an address with the values under every name that it reads; return what ended in an error.

    `typed` is what it is usually sent, `more` are names that it may read without asking for them.
    """
    client.raise_request_exception = False
    with names_read() as names:
        found = [ask(client, method, path, typed)]
    names |= {*more}
    many = [names] if len(names) > FEW else []
    for value in values:
        for some in many or [{name} for name in names]:
            found.append(ask(client, method, path, typed | dict.fromkeys(some, VALUES[value])))
    for name in names if many else ():
        if is_day(typed.get(name, "")):
            found += [ask(client, method, path, typed | {name: value}) for value in DAYS.values()]
    return [one for one in found if one]


def is_day(text) -> bool:
    return isinstance(text, str) and text[:4].isdecimal() and text[4:5] == "-"


def ask(client: Client, method: str, path: str, typed: dict) -> str:
    """Send a request and take back what it did; return what it ended in, "" for no error."""
    with transaction.atomic():
        answer = getattr(client, method)(path, typed)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    if answer.status_code != 500:
        return ""
    asked = ", ".join(f"{name}={value!r:.40}" for name, value in typed.items() if value)
    return f"{method.upper()} {path} {asked:.300}: {answer.exc_info[1]!r:.150}"


def form_of(client: Client, path: str) -> dict[str, list[str]]:
    """Return what the largest form of a page would send; {} where there is none."""
    form = largest_form(client, path)
    if form is None:
        return {}
    # A line without a value is sent, too, and is empty; lxml leaves it out.
    for line in form.cssselect('input:not([value]):not([type="checkbox"]):not([type="radio"])'):
        line.set("value", "")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        # The first break of lines in a box is the page's, not the text's.
        sent.setdefault(name, []).append((value or "").removeprefix("\n"))
    return sent


def largest_form(client: Client, path: str) -> lxml.html.FormElement | None:
    """Return the form of a page that sends most, None where there is none."""
    answer = client.get(path)
    is_html = answer.status_code == 200 and "html" in answer["Content-Type"]
    if not is_html or not answer.content.strip():
        return None
    forms = lxml.html.document_fromstring(answer.content.decode()).forms
    sending = [form for form in forms if form.method == "POST"]
    return max(sending, key=lambda form: len(form.form_values()), default=None)
