"""Whose word counts about where a request came from."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from newsroom.server import request_id


class TrustedProxies:
    """Believe `X-Forwarded-For` and `-Proto` of the proxies named in settings, of nobody else.

    Sets `REMOTE_ADDR` and `wsgi.url_scheme` to the reader's and takes the headers away, so that
    nothing behind can be misled by a forged one; of `X-Request-ID` that of anybody else.
    """

    def __init__(self, application, networks: Iterable):
        self.application = application
        self.networks = tuple(networks)
        # To read an address takes longer than to find a page in memory.
        self.trusts = lru_cache(maxsize=1024)(self._trusts)

    def __call__(self, environ, start_response):
        self.believe(environ)
        return self.application(environ, start_response)

    def believe(self, environ: dict) -> None:
        """Put the reader's address and scheme into a request in place of the proxies'."""
        forwarded = environ.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = environ.pop("HTTP_X_FORWARDED_PROTO", "").strip().lower()
        environ.pop("HTTP_X_FORWARDED_HOST", None)
        if self.trusts(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = self.reader(environ["REMOTE_ADDR"], forwarded)
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        else:
            environ.pop(request_id.KEY, None)

    def _trusts(self, address: str) -> bool:
        """Tell whether the address belongs to one of our proxies."""
        try:
            return any(ipaddress.ip_address(address) in network for network in self.networks)
        except ValueError:
            return False

    def reader(self, address: str, forwarded: str) -> str:
        """Return the nearest address, counted from us, that is none of our proxies."""
        for part in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
            try:
                address = str(ipaddress.ip_address(without_port(part)))
            except ValueError:
                return address
            if not self.trusts(address):
                return address
        return address


def without_port(part: str) -> str:
    """Return the address of "203.0.113.7:1234" or "[2001:db8::1]:1234"; some proxies write so."""
    if part.startswith("["):
        return part[1:].partition("]")[0]
    return part.partition(":")[0] if part.count(":") == 1 else part


def network_of(address: str) -> str:
    """Return what one subscriber has: the address, of IPv6 its /64; "" for what is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.version == 6:
        parsed = ipaddress.ip_network((parsed, 64), strict=False).network_address
    return str(parsed)
