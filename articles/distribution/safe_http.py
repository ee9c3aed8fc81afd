"""Asking other hosts over HTTP, without being led into our own network.

People write the addresses, so nothing here trusts them: http and https on their usual ports, to
public addresses only, connected to as they were looked up (a name that answers otherwise a moment
later changes nothing), each redirect the same again, within a time and a number of bytes. What an
operator wrote into the settings may lie in a network of theirs: `find=find_any`.
"""

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.db.models import TextChoices
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

PATIENCE = 6.0  # seconds for one step: connecting, a line of an answer
DEADLINE = 15.0  # seconds for all of it
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
LONGEST = 2_000  # characters of an address
HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
# The special-purpose registries of IANA, with what was taken out of them (site-local) and what
# holds an address of IPv4 (mapped, compatible, NAT64, 6to4, Teredo): all of it lies outside of
# 2000::/3, or in the blocks that follow.
UNICAST = ipaddress.ip_network("2000::/3")
SPECIAL = [
    ipaddress.ip_network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
]


class Fault(TextChoices):
    """Why nothing can be said to answer, but for a status."""

    # A private network, another port, another scheme.
    NOT_ALLOWED = "not_allowed", _("not a public address")
    NO_HOST = "no_host", _("no such site")
    NO_ANSWER = "no_answer", _("no response")
    CERTIFICATE = "certificate", _("its certificate is not valid")
    REDIRECTS = "redirects", _("it redirects endlessly")
    TOO_LARGE = "too_large", _("its answer is too long")


class Unreachable(Exception):
    def __init__(self, fault: Fault):
        self.fault = fault
        super().__init__(fault.value)


class Asked(NamedTuple):
    """What is sent at each hop."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True)
class Reply:
    """What came back; `body` is empty where none was wanted."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""


Find = Callable[[str, int], list[str]]


def is_public(ip: str) -> bool:
    """Tell whether an address lies in the open network, and not behind another notation of it."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address.version == 6 and address not in UNICAST:
        return False
    # What a newer Python knows of the registries counts, too.
    return address.is_global and not any(address in block for block in SPECIAL)


def is_allowed(address: str) -> bool:
    """Tell whether an address may be asked, by what stands in it; no host is looked up."""
    try:
        parts = split(address)
    except Unreachable:
        return False
    host = host_of(parts)
    if (parts.port or PORTS[parts.scheme]) not in PORTS.values() or host == "localhost":
        return False
    try:
        return is_public(host)
    except ValueError:  # a name
        return True


def find_public(host: str, port: int) -> list[str]:
    """Look a host up; Unreachable unless all of its addresses are public ones."""
    if port not in PORTS.values():
        raise Unreachable(Fault.NOT_ALLOWED)
    ips = find_any(host, port)
    if not all(map(is_public, ips)):
        raise Unreachable(Fault.NOT_ALLOWED)
    return ips


def find_any(host: str, port: int) -> list[str]:
    """Look a host up, wherever it lies: for addresses of the operator's settings only."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(Fault.NO_HOST) from error
    return list(dict.fromkeys(info[4][0] for info in found))


def request(
    method: str,
    address: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    redirects: int = 0,
    most: int = 0,
    seconds: float = DEADLINE,
    find: Find | None = None,
) -> Reply:
    """Ask an address, and where it leads so many times; return what the last one answered.

    `most` is how many bytes of a body are read, none without it; `seconds` is for all together.
    Raises Unreachable where there is no answer, or one that is too long. A redirect that is not
    followed is an answer like others. `find` looks hosts up (`find_public`).
    """
    until = time.monotonic() + seconds
    asked = Asked(method, dict(headers or {}), body)
    for left in range(redirects, -1, -1):
        reply = send_once(split(address), asked, find or find_public, until, most)
        leads_to = reply.headers.get("Location") if 300 <= reply.status < 400 else None
        if not redirects or not leads_to:
            return reply
        if left:
            address = urljoin(address, leads_to)
    raise Unreachable(Fault.REDIRECTS)


def split(address: str) -> SplitResult:
    """Take an address apart; Unreachable when it is none that may be asked."""
    try:
        parts = urlsplit(iri_to_uri(address))
        known = parts.scheme in PORTS and parts.hostname and parts.username is None
        if not known or len(address) > LONGEST or parts.port == 0:
            raise Unreachable(Fault.NOT_ALLOWED)
        host_of(parts)
    except ValueError as error:
        raise Unreachable(Fault.NOT_ALLOWED) from error
    return parts


def host_of(parts: SplitResult) -> str:
    """Return the host as it is looked up, пример.рф as xn--…; ValueError for what is none."""
    host = unquote(parts.hostname).encode("idna").decode()
    if not HOST.fullmatch(host):
        raise ValueError("no host")
    return host


def send_once(parts: SplitResult, asked: Asked, find: Find, until: float, most: int) -> Reply:
    """Ask once; return what is answered, a redirect as any other answer."""
    host = host_of(parts)
    port = parts.port or PORTS[parts.scheme]
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    name = f"[{host}]" if ":" in host else host
    shown = name if port == PORTS[parts.scheme] else f"{name}:{port}"
    headers = {**asked.headers, "Host": shown, "Connection": "close"}
    try:
        with connected(host, port, find, until, is_safe=parts.scheme == "https") as connection:
            connection.request(asked.method, target, asked.body, headers)
            answer = connection.getresponse()
            content = answer.read(most + 1) if most else b""
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(Fault.CERTIFICATE) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        # Broken off by our own clock, it looks as if the other side had hung up.
        is_late = time.monotonic() >= until
        cause = TimeoutError("timed out") if is_late else error
        raise Unreachable(Fault.NO_ANSWER) from cause
    if len(content) > most:
        raise Unreachable(Fault.TOO_LARGE)
    return Reply(answer.status, answer.reason, answer.headers, content)


@contextmanager
def connected(
    host: str, port: int, find: Find, until: float, *, is_safe: bool
) -> Iterator[http.client.HTTPConnection]:
    """Connect to a host as it was looked up; all ends when the time is over."""
    wire = first_open(found_in_time(host, port, find, until), port, until)
    # A server that says one letter at a time would stretch the patience of each step.
    clock = threading.Timer(max(until - time.monotonic(), 0.01), end, [wire.dup()])
    clock.daemon = True
    clock.start()
    try:
        if is_safe:
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = wire
        yield connection
    finally:
        clock.cancel()
        clock.args[0].close()
        wire.close()


def found_in_time(host: str, port: int, find: Find, until: float) -> list[str]:
    """Look a host up, and wait no longer than the time that is left: the system's own is long."""
    found: queue.SimpleQueue = queue.SimpleQueue()

    def resolve() -> None:
        try:
            found.put(find(host, port))
        except Exception as error:
            found.put(error)

    threading.Thread(target=resolve, daemon=True).start()
    try:
        ips = found.get(timeout=max(until - time.monotonic(), 0.01))
    except queue.Empty as error:
        raise Unreachable(Fault.NO_HOST) from error
    if isinstance(ips, Exception):
        raise ips
    return ips


def first_open(ips: list[str], port: int, until: float) -> socket.socket:
    """Connect to the first of the addresses that takes us."""
    failure: OSError = TimeoutError("timed out")
    for ip in ips:
        patience = min(PATIENCE, until - time.monotonic())
        if patience <= 0:
            break
        try:
            return socket.create_connection((ip, port), timeout=patience)
        except OSError as error:
            failure = error
    raise failure


def end(wire: socket.socket) -> None:
    """Break a connection off, in whatever step it is."""
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        pass
