"""Nothing but articles/distribution/safe_http.py asks an address that somebody typed."""

import ast

import pytest
from django.conf import settings

# What opens connections: of Python, and of packages that are installed or might be.
CLIENTS = {
    *("socket", "ssl", "http.client", "urllib.request", "smtplib", "ftplib", "xmlrpc.client"),
    *("imaplib", "poplib", "nntplib", "telnetlib", "asyncio", "socketserver", "selectors"),
    *("requests", "urllib3", "httpx", "httpcore", "aiohttp", "pycurl", "websocket", "websockets"),
    *("authlib", "botocore", "boto3", "sentry_sdk", "granian", "gunicorn", "dns"),
}
ALLOWED = {
    ("articles/distribution/safe_http.py", "http.client"): "the guarded door itself",
    ("articles/distribution/safe_http.py", "socket"): "the guarded door itself",
    ("articles/distribution/safe_http.py", "ssl"): "the guarded door itself",
    (
        "articles/distribution/telegram/bot.py",
        "urllib.request",
    ): "the one host of TELEGRAM_API, an operator's",
    ("newsroom/storage/s3.py", "botocore"): "the bucket of STORAGE, an operator's",
    ("newsroom/accounts/oidc.py", "authlib"): "the host of OIDC_ISSUER, an operator's",
    ("newsroom/accounts/oidc.py", "requests"): "the name of an error of that",
    ("newsroom/settings.py", "sentry_sdk"): "the host of SENTRY_DSN, an operator's",
    ("newsroom/management/commands/serve.py", "socket"): "tries its own port, asks nobody",
    ("newsroom/server/startup.py", "socket"): "looks at its own listening sockets",
    ("newsroom/server/event_loop.py", "asyncio"): "waits for the server's own readers, asks nobody",
    ("newsroom/server/request_body.py", "asyncio"): "waits for what a reader sends",
    ("newsroom/server/limits.py", "socket"): "ends a reader's connection that is too slow",
    ("newsroom/sandbox/client.py", "socket"): "a pair of sockets to a child process",
    ("newsroom/sandbox/__main__.py", "socket"): "the child's end of that pair",
    ("articles/editorial/notes.py", "smtplib"): "the name of an error; EMAIL_URL is an operator's",
    (
        "articles/editorial/picture_expiry_mail.py",
        "smtplib",
    ): "the name of an error; EMAIL_URL is an operator's",
}


def clients_in(source: str) -> set[str]:
    """Return the clients that a file imports, anywhere in it and by whatever name."""
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            named |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    dotted = {str(one) for one in named}
    return {client for client in CLIENTS for one in dotted if f"{one}.".startswith(f"{client}.")}


@pytest.mark.parametrize(
    "source, client",
    [
        ("import urllib.request", "urllib.request"),
        ("from urllib import request as fetch", "urllib.request"),
        ("def look():\n    from http.client import HTTPSConnection", "http.client"),
        ("import socket as s; s.create_connection(('127.0.0.1', 80))", "socket"),
        ("import requests.adapters", "requests"),
        ("__import__('httpx').get('http://127.0.0.1/')", "httpx"),
        ("import importlib; importlib.import_module('urllib3')", "urllib3"),
    ],
)
def test_client_is_found_however_it_is_imported(source, client):
    assert clients_in(source) == {client}


def test_address_taken_apart_is_no_connection():
    assert clients_in("from urllib.parse import urlsplit\nfrom http import HTTPStatus") == set()


def test_connections_are_opened_in_the_known_places_only():
    found = {
        (str(file.relative_to(settings.BASE_DIR)), client)
        for house in ("articles", "newsroom")
        for file in (settings.BASE_DIR / house).rglob("*.py")
        for client in clients_in(file.read_text())
    }

    assert found == set(ALLOWED)
