"""Bad days that come slowly: readers of long files, and senders who send next to nothing."""

import contextlib
import http.client
import http.cookiejar
import io
import re
import socket
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from benchmarks import table
from benchmarks.observed import HOME, Server
from benchmarks.table import Row

READERS, BYTES_A_SECOND, FILE_MB = 64, 50_000, 30
ASKED = 200
# How many send one byte every ten seconds, and from how many addresses of this machine.
SENDERS = ((6, 1), (64, 1), (64, 60), (500, 60))
PASSWORD = "newsroom-demo"
FILE = "files/0a/long.mp4"


def home_p99(site: Server) -> float:
    """Return how long 99 of 100 readers of home wait, in milliseconds."""
    took = []
    for _ in range(ASKED):
        begun = time.monotonic()
        site.get(HOME)
        took.append((time.monotonic() - begun) * 1000)
    return sorted(took)[ASKED * 99 // 100 - 1]


class SlowReaders(threading.Thread):
    """Read one file, each on a connection of its own, so many bytes a second."""

    def __init__(self, port: int, number: int):
        super().__init__(daemon=True)
        self.ends = threading.Event()
        self.read = Counter()
        self.clients = []
        for _ in range(number):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
            client.connect(("127.0.0.1", port))
            client.sendall(f"GET /media/{FILE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            self.clients.append(client)

    def run(self) -> None:
        while not self.ends.wait(0.1):
            for number, client in enumerate(self.clients):
                self.read[number] += len(client.recv(BYTES_A_SECOND // 10))
        for client in self.clients:
            client.close()


def slow_downloads(site: Server, media: Path) -> list[Row]:
    """Ask for home while many read a long file slowly."""
    path = media / "public" / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(1024 * 1024) * FILE_MB)
    readers = SlowReaders(site.port, READERS)
    readers.start()
    time.sleep(2)
    before, p99, alive = sum(readers.read.values()), home_p99(site), site.status("/healthz")
    served = min(readers.read.values()) > 0
    readers.ends.set()
    readers.join()
    what = f"{READERS} readers of a file of {FILE_MB} MB, {BYTES_A_SECOND // 1000} KB/s each"
    return [
        table.at_most(f"{what}: a reader's page meanwhile, 99 of 100", p99, 100, "ms"),
        Row(f"{what}: /healthz", str(alive), "200", alive == 200),
        Row(f"{what}: all of them get it", f"{before / 1e6:.1f} MB", "more than 0 each", served),
    ]


@contextlib.contextmanager
def slow_senders(port: int, number: int, addresses: int) -> Iterator[None]:
    """Begin bodies of which a byte comes every ten seconds, again whenever one is ended."""
    head = (
        b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=made-up\r\n"
        b"Content-Length: 1000\r\n\r\nx"
    )

    def begun(one: int) -> socket.socket:
        address = (f"127.0.0.{2 + one % addresses}", 0)
        client = socket.create_connection(("127.0.0.1", port), 10, source_address=address)
        client.sendall(head)
        client.setblocking(False)
        return client

    ends, clients = threading.Event(), [begun(one) for one in range(number)]

    def go_on() -> None:
        while not ends.wait(1):
            for one, client in enumerate(clients):
                with contextlib.suppress(BlockingIOError):
                    client.recv(1000)  # it is told that it has ended
                    client.close()
                    clients[one] = begun(one)

    sending = threading.Thread(target=go_on, daemon=True)
    sending.start()
    try:
        yield
    finally:
        ends.set()
        sending.join()
        for client in clients:
            client.close()


class Chief:
    """A browser of the chief editor, which keeps cookies."""

    def __init__(self, port: int):
        self.base = f"http://127.0.0.1:{port}"
        self.cookies = http.cookiejar.CookieJar()
        keeping = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(keeping)

    def ask(self, path: str, body: bytes | None = None, **headers) -> tuple[str, str]:
        """Return the address at which the answer was found, and its words."""
        asked = urllib.request.Request(self.base + path, body, {"Origin": self.base} | headers)
        with self.opener.open(asked, timeout=30) as answer:
            return answer.url, answer.read().decode()

    def token(self, page: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def sign_in(self) -> bool:
        _url, page = self.ask("/admin/login/?next=/admin/")
        typed = {"username": "chief", "password": PASSWORD, "next": "/admin/"}
        typed["csrfmiddlewaretoken"] = self.token(page)
        url, self.page = self.ask("/admin/login/", urllib.parse.urlencode(typed).encode())
        return not urllib.parse.urlsplit(url).path.endswith("login/")

    def upload(self, data: bytes) -> bool:
        head = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
        csrf = next(one.value for one in self.cookies if one.name == "csrftoken")
        kind = {"Content-Type": "multipart/form-data; boundary=edge", "X-CSRFToken": csrf}
        _url, said = self.ask(
            "/admin/articles/image/upload/", head + data + b"\r\n--edge--\r\n", **kind
        )
        return '"kept"' in said


def large_picture() -> bytes:
    """Return a picture of some 24 MB: of noise, which no format makes smaller."""
    kept = io.BytesIO()
    Image.effect_noise((5000, 4800), 90).save(kept, "PNG", compress_level=0)
    return kept.getvalue()


def slow_bodies(site: Server) -> list[Row]:
    """Let a chief editor sign in and send a large picture while many send next to nothing."""
    rows = []
    for number, addresses in SENDERS:
        what = f"{number} senders of a byte in ten seconds, from {addresses} addresses"
        with slow_senders(site.port, number, addresses):
            time.sleep(1)
            chief, begun = Chief(site.port), time.monotonic()
            done = []
            with contextlib.suppress(OSError, http.client.HTTPException):
                done += ["signed in"] if chief.sign_in() else []
                done += ["picture kept"] if chief.upload(large_picture()) else []
            took = time.monotonic() - begun
            p99 = home_p99(site)
        rows += [
            Row(f"{what}: a chief editor", ", ".join(done) or "nothing", "all", len(done) == 2),
            Row(f"{what}: the same, both", f"{took:.1f} s", "printed", True),
            table.at_most(f"{what}: a reader's page, 99 of 100", p99, 100, "ms"),
        ]
    return rows
