"""Whose word counts about where a request came from."""

import ipaddress

import pytest

from newsroom.server.proxies import TrustedProxies


def seen(remote: str, **headers) -> tuple[str, str]:
    """Return address and scheme that the application sees behind our proxy 10.0.0.0/8."""
    environ = {"REMOTE_ADDR": remote, "wsgi.url_scheme": "http"} | headers
    TrustedProxies(lambda *_: [], [ipaddress.ip_network("10.0.0.0/8")])(environ, None)
    assert not any(name.startswith("HTTP_X_FORWARDED") for name in environ)
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]


@pytest.mark.parametrize(
    "remote, forwarded, expected",
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7:54321", "203.0.113.7"),
        ("10.0.0.1", "[2001:db8::1]:54321", "2001:db8::1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("", "1.2.3.4", ""),
    ],
)
def test_address_is_believed_of_our_proxy_only(remote, forwarded, expected):
    assert seen(remote, HTTP_X_FORWARDED_FOR=forwarded)[0] == expected


@pytest.mark.parametrize(
    "remote, proto, scheme",
    [("10.0.0.1", "https", "https"), ("10.0.0.1", "gopher", "http"), ("8.8.8.8", "https", "http")],
)
def test_scheme_is_believed_of_our_proxy_only(remote, proto, scheme):
    assert seen(remote, HTTP_X_FORWARDED_PROTO=proto, HTTP_X_FORWARDED_HOST="evil")[1] == scheme
