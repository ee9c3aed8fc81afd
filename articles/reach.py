"""Asking other hosts whether an address answers, without being led into our own network.

Editors write the addresses, so nothing here trusts them: http and https on their usual ports, to
public addresses only, connected to as they were looked up (a name that answers otherwise a moment
later changes nothing), each redirect the same again. Nothing of a body is read.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

PATIENCE = 6.0  # seconds for one step: connecting, a line of an answer
DEADLINE = 15.0  # seconds for all of it
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
LONGEST = 2_000  # characters of an address
HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# They answer people and not robots: no sign that the link fails.
SHY = {401, 402, 403, 405, 406, 407, 409, 412, 418, 421, 423, 425, 429, 451, 999}
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; newsroom link check)",
    "Accept": "*/*",
    "Connection": "close",
}


class Fault(Enum):
    """Why nothing can be said to answer, but for a status."""

    NOT_ALLOWED = "not_allowed"  # a private network, another port, another scheme
    NO_HOST = "no_host"
    NO_ANSWER = "no_answer"
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"


class Unreachable(Exception):
    def __init__(self, fault: Fault):
        self.fault = fault
        super().__init__(fault.value)


Find = Callable[[str, int], list[str]]


def is_public(ip: str) -> bool:
    """Tell whether an address lies in the open network, and not behind another notation of it."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address.version == 6 and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in NAT64
    ):
        return False
    return address.is_global and not address.is_multicast


def find_public(host: str, port: int) -> list[str]:
    """Look a host up; Unreachable unless all of its addresses are public ones."""
    if port not in PORTS.values():
        raise Unreachable(Fault.NOT_ALLOWED)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(Fault.NO_HOST) from error
    ips = list(dict.fromkeys(info[4][0] for info in found))
    if not all(map(is_public, ips)):
        raise Unreachable(Fault.NOT_ALLOWED)
    return ips


def reach(address: str, *, find: Find = find_public) -> int:
    """Return the status at the end of an address's redirects; Unreachable where there is none."""
    until = time.monotonic() + DEADLINE
    for _hop in range(REDIRECTS + 1):
        parts = split(address)
        status, location = ask(parts, "HEAD", find, until)
        if status >= 400:  # not every server knows HEAD
            status, location = ask(parts, "GET", find, until)
        if not (300 <= status < 400 and location):
            return status
        address = urljoin(address, location)
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


def ask(parts: SplitResult, method: str, find: Find, until: float) -> tuple[int, str]:
    """Ask once; return the status and where it leads."""
    host = host_of(parts)
    port = parts.port or PORTS[parts.scheme]
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    name = f"[{host}]" if ":" in host else host
    shown = name if port == PORTS[parts.scheme] else f"{name}:{port}"
    try:
        with connected(host, port, find, until, is_safe=parts.scheme == "https") as connection:
            connection.request(method, target, headers=HEADERS | {"Host": shown})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or ""
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(Fault.CERTIFICATE) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(Fault.NO_ANSWER) from error


@contextmanager
def connected(
    host: str, port: int, find: Find, until: float, *, is_safe: bool
) -> Iterator[http.client.HTTPConnection]:
    """Connect to a host as it was looked up; all ends when the time is over."""
    wire = first_open(find(host, port), port, until)
    left = max(until - time.monotonic(), 0.01)
    # A server that says one letter at a time would stretch the patience of each step.
    clock = threading.Timer(left, end, [wire.dup()])
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


def first_open(ips: list[str], port: int, until: float) -> socket.socket:
    """Connect to the first of the addresses that takes us."""
    failure: OSError = TimeoutError()
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
