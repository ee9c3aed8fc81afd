"""How much a request may bring, and how long it may take; tried on the server itself, too."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from io import BytesIO

import pytest

from newsroom import limits
from newsroom.limits import EDITORS_BODY, FORM_BODY, KB, READERS_BODY, Limits
from newsroom.management.commands import serve
from newsroom.settings import BASE_DIR
from tests.newsroom.cached_site import Answered
from tests.newsroom.small_site import answer


def post(path="/ru/mistake/1/", body=b"", *, length=None, source=None, **environ):
    answered = Answered()
    given = {"PATH_INFO": path, "wsgi.input": source or BytesIO(body)}
    given["CONTENT_LENGTH"] = str(len(body) if length is None else length)
    site = Limits(answer, editors="/admin/", session_cookie="sessionid")
    answered.body = b"".join(site(given | environ, answered.start))
    return answered


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, READERS_BODY])
def test_body_comes_whole(size):
    assert post(body=b"x" * size).body == str(size).encode()


@pytest.mark.parametrize(
    "path, cookie, most",
    [
        ("/ru/mistake/1/", "", READERS_BODY),
        ("/ru/mistake/1/", "sessionid=x", READERS_BODY),
        ("/admin/articles/article/1/", "", FORM_BODY),
        ("/admin/articles/image/", "sessionid=x", EDITORS_BODY),
    ],
)
def test_body_that_is_too_large_is_refused_unread(path, cookie, most):
    unread, given = BytesIO(b"x" * 10), {"HTTP_COOKIE": cookie}

    assert post(path, length=most + 1, source=unread, **given).status == "413 Content Too Large"
    assert unread.tell() == 0
    assert post(path, length=most, source=unread, **given).status == "200 OK"


def test_large_body_of_an_editor_lies_on_disk():
    body = limits.whole(BytesIO(b"x" * (2 * limits.MB)), 2 * limits.MB)

    assert body._rolled
    assert len(body.read()) == 2 * limits.MB


@pytest.mark.parametrize("length", ["", "-5", "nonsense", "١"])
def test_length_that_is_none_is_no_body(length):
    assert post(length=length, source=BytesIO(b"abc")).status == "200 OK"


def test_address_that_is_too_long_is_refused():
    assert post("/ru/" + "x" * 8 * KB).status == "414 URI Too Long"
    assert post(QUERY_STRING="x" * 8 * KB).status == "414 URI Too Long"


def test_body_that_comes_slowly_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE_SECONDS", 0.05)

    class Slow(BytesIO):
        def read(self, size):
            time.sleep(0.03)
            return b"x"

    assert post(length=50, source=Slow()).status == "408 Request Timeout"


# The server, with the very options that `manage.py serve` gives it


@contextlib.contextmanager
def running(command, path="/", **environment):
    """Start a server and wait until it answers; yield its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.replace("PORT", str(port)) for part in command]
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=BASE_DIR,
        env=os.environ | {"PORT": str(port)} | environment,
        process_group=0,
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                assert get(port, path) == 200
                break
            except OSError:
                assert time.monotonic() < until
                assert process.poll() is None
                time.sleep(0.05)
        yield port, process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def server():
    """The production server of one worker, before the small site."""
    with running(small_site()) as one:
        yield one[0]


def small_site():
    command = serve.production_server()
    command[command.index("newsroom.wsgi:application")] = "tests.newsroom.small_site:application"
    command[command.index("--port") + 1] = "PORT"
    command[command.index("--workers") + 1] = "1"
    return command


def get(port, path="/", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status


def test_readers_are_answered_past_hundreds_of_slow_clients(server):
    begun = [b"GET / HTTP/1.1\r\nHost: a\r\nX-A: "] * 200
    begun += [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nslow"] * 20
    clients = [socket.create_connection(("127.0.0.1", server)) for _ in begun]
    for client, head in zip(clients, begun, strict=True):
        client.sendall(head)
    time.sleep(0.2)

    took = []
    for _ in range(20):
        began = time.monotonic()
        assert get(server) == 200
        took.append(time.monotonic() - began)

    for client in clients:
        client.close()
    assert sorted(took)[15] < 1


def test_headers_that_are_too_large_are_refused(server):
    assert get(server, **{"X-A": "x" * 100_000}) == 431


@pytest.mark.parametrize("name", ["granian", "gunicorn"])
def test_stop_waits_for_what_is_being_answered(name):
    with running(small_site() if name == "granian" else GUNICORN) as (port, process):
        statuses = []
        readers = [
            threading.Thread(target=lambda: statuses.append(get(port, "/slow"))) for _ in range(4)
        ]
        for reader in readers:
            reader.start()
        time.sleep(0.4)

        process.terminate()
        for reader in readers:
            reader.join()

        assert statuses == [200] * 4
        assert process.wait(timeout=20) in (0, -signal.SIGTERM)


GUNICORN = ["-m", "gunicorn", "tests.newsroom.small_site:application", "--bind", "127.0.0.1:PORT"]
GUNICORN += ["--workers", "1", "--threads", "4"]
