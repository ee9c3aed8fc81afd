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
import urllib.request
from io import BytesIO
from wsgiref.util import FileWrapper

import pytest

from newsroom.management.commands import serve
from newsroom.server import limits
from newsroom.server.limits import EDITORS_BODY, FORM_BODY, KB, READERS_BODY, Limits, Pace
from newsroom.settings import BASE_DIR
from tests.newsroom.cache.cached_site import Answered
from tests.newsroom.small_site import EDITOR, answer, rules


def post(path="/ru/mistake/1/", body=b"", *, length=None, source=None, **environ):
    answered = Answered()
    given = {"PATH_INFO": path, "wsgi.input": source or BytesIO(body)}
    given["CONTENT_LENGTH"] = str(len(body) if length is None else length)
    site = Limits(answer, rules)
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
        ("/ru/mistake/1/", f"sessionid={EDITOR}", READERS_BODY),
        ("/admin/articles/article/1/", "", FORM_BODY),
        ("/admin/articles/image/", "sessionid=made-up", FORM_BODY),
        ("/admin/articles/image/", f"sessionid={EDITOR}", EDITORS_BODY),
    ],
)
def test_body_that_is_too_large_is_refused_unread(path, cookie, most):
    unread, given = BytesIO(b"x" * 10), {"HTTP_COOKIE": cookie}

    assert post(path, length=most + 1, source=unread, **given).status == "413 Content Too Large"
    assert unread.tell() == 0
    assert post(path, length=most, source=unread, **given).status == "200 OK"


def test_large_body_of_an_editor_lies_on_disk():
    size = 2 * limits.MB
    body = limits.whole({"wsgi.input": BytesIO(b"x" * size)}, size, limits.EDITORS_PACE)

    assert body._rolled
    assert len(body.read()) == size


@pytest.mark.parametrize("length", ["", "-5", "nonsense", "١"])
def test_length_that_is_none_is_no_body(length):
    assert post(length=length, source=BytesIO(b"abc")).status == "200 OK"


def test_address_that_is_too_long_is_refused():
    assert post("/ru/" + "x" * 8 * KB).status == "414 URI Too Long"
    assert post(QUERY_STRING="x" * 8 * KB).status == "414 URI Too Long"


def test_body_that_comes_slowly_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(limits, "STRANGERS_PACE", Pace(patience=0.05, rate=20 * KB))

    class Slow(BytesIO):
        def read(self, size):
            time.sleep(0.03)
            return b"x"

    assert post(length=50, source=Slow()).status == "408 Request Timeout"


def test_file_is_refused_while_all_threads_but_two_send_one(tmp_path):
    def site(environ, start_response):
        start_response("200 OK", [("Content-Length", environ["QUERY_STRING"])])
        return FileWrapper(BytesIO(b"x"))

    limited = Limits(site, rules, threads=4)

    def ask(size):
        answered = Answered()
        return limited(
            {"PATH_INFO": "/media/a.mp4", "QUERY_STRING": size}, answered.start
        ), answered

    long = str(30 * limits.MB)
    (first, _), (_second, _) = ask(long), ask(long)
    body, third = ask(long)

    assert (third.status, list(body)) == ("503 Service Unavailable", [])
    assert third.headers["Retry-After"] == "5"
    assert ask("262144")[1].status == "200 OK"
    first.close()
    assert ask(long)[1].status == "200 OK"


def held(limited, senders, path="/admin/", cookie=""):
    """Let senders begin bodies that do not come; return what ends them."""
    ends = threading.Event()

    class Silent(BytesIO):
        def read(self, size):
            ends.wait(20)
            return b""

    for sender in senders:
        asked = {"PATH_INFO": path, "CONTENT_LENGTH": "9", "HTTP_COOKIE": cookie}
        asked |= {"REMOTE_ADDR": sender, "wsgi.input": Silent()}
        threading.Thread(target=limited, args=(asked, Answered().start), daemon=True).start()
    time.sleep(0.1)
    return ends


@pytest.mark.parametrize(
    "senders, address, cookie, status",
    [
        (["10.0.0.1"], "10.0.0.1", "", "503 Service Unavailable"),
        (["10.0.0.1"], "10.0.0.2", "", "200 OK"),
        (["10.0.0.1", "10.0.0.2"], "10.0.0.3", "", "503 Service Unavailable"),
        (["10.0.0.1", "10.0.0.2"], "10.0.0.3", "sessionid=made-up", "503 Service Unavailable"),
        (["10.0.0.1", "10.0.0.2"], "10.0.0.1", f"sessionid={EDITOR}", "200 OK"),
    ],
)
def test_place_is_kept_for_who_is_signed_in(senders, address, cookie, status):
    limited, answered = Limits(answer, rules, threads=4), Answered()
    ends = held(limited, senders)

    asked = {"PATH_INFO": "/admin/", "CONTENT_LENGTH": "1", "wsgi.input": BytesIO(b"x")}
    limited(asked | {"REMOTE_ADDR": address, "HTTP_COOKIE": cookie}, answered.start)
    ends.set()

    assert answered.status == status


@pytest.mark.parametrize(
    "received, last, deadline",
    [(0, 100, 110), (20 * KB, 100, 110), (20 * KB, 105, 111), (2000 * KB, 105, 115)],
)
def test_body_comes_in_time_when_it_never_pauses_and_keeps_its_pace(received, last, deadline):
    assert Pace(patience=10, rate=20 * KB).deadline(100, received, last) == deadline


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
def long_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "long"
    path.write_bytes(bytes(range(256)) * 4 * 30 * KB)
    return path


@pytest.fixture(scope="module")
def server(long_file):
    """The production server of one worker, before the small site."""
    with running(small_site(), PATIENCE="3", SMALL_SITE=str(long_file)) as one:
        yield one[0]


def small_site():
    command = serve.production_server()
    command[command.index("newsroom.rsgi:application")] = "tests.newsroom.small_site:rsgi"
    command[command.index("--port") + 1] = "PORT"
    command[command.index("--workers") + 1] = "1"
    return command


def post_to(port, path, body, address="127.0.0.1", **headers):
    """Send a body from a loopback address; return the status."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=20, source_address=(address, 0)
    )
    with contextlib.closing(connection):
        connection.request("POST", path, body, headers=headers)
        return connection.getresponse().status


def slow_bodies(port, number, cookie="", addresses=1):
    """Begin so many bodies of which one byte comes, from so many addresses."""
    head = f"POST /admin/ HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nContent-Length: 1000\r\n\r\n"
    clients = []
    for one in range(number):
        address = (f"127.0.0.{1 + one % addresses}", 0)
        clients.append(socket.create_connection(("127.0.0.1", port), source_address=address))
        clients[-1].sendall(head.encode() + b"x")
    time.sleep(0.3)
    return clients


def slow_readers(port, number):
    """Ask for a long file so many times, and read nothing of it."""
    clients = []
    for _ in range(number):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * KB)
        client.connect(("127.0.0.1", port))
        client.sendall(b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n")
        clients.append(client)
    time.sleep(0.5)
    return clients


def status_of(client):
    """Return the status that a connection has been told, and whether it was closed then."""
    client.settimeout(15)
    told, rest = client.recv(4000), b""
    with contextlib.suppress(ConnectionError):
        rest = client.recv(1)
    return int(told.split()[1]), rest == b""


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


@pytest.mark.parametrize("cookie", ["", "sessionid=made-up"])
@pytest.mark.parametrize("number, addresses", [(6, 1), (64, 1), (64, 60), (500, 60)])
def test_idle_bodies_stop_no_save_and_no_sign_in(server, number, addresses, cookie):
    clients = slow_bodies(server, number, cookie, addresses)

    signing_in = post_to(server, "/admin/login/", b"x" * 300)
    large = post_to(server, "/admin/upload/", b"x" * 24_000_000, Cookie=f"sessionid={EDITOR}")
    told = {status_of(client) for client in clients}

    assert (get(server), signing_in, large) == (200, 200, 200)
    assert told <= {(408, True), (503, True)}


def test_editor_who_sends_slowly_is_waited_for(server):
    head = f"POST /admin/ HTTP/1.1\r\nHost: a\r\nCookie: sessionid={EDITOR}\r\n"
    others = slow_bodies(server, 100)
    with socket.create_connection(("127.0.0.1", server)) as editor:
        editor.sendall(f"{head}Content-Length: 2\r\n\r\nx".encode())
        time.sleep(4)  # longer than the patience with strangers
        editor.sendall(b"x")

        told = editor.recv(1000)

    for one in others:
        one.close()
    assert told.startswith(b"HTTP/1.1 200 ")


def test_slow_downloads_hold_no_page_up(server):
    clients = slow_readers(server, 64)

    took = []
    for _ in range(50):
        began = time.monotonic()
        assert get(server) == 200
        took.append(time.monotonic() - began)

    for client in clients:
        client.close()
    assert sorted(took)[48] < 1


@pytest.mark.parametrize("path", ["/file", "/yielded"])
def test_long_answer_comes_whole(server, long_file, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server}{path}", timeout=20) as answered:
        data = answered.read()

    assert answered.headers["Content-Length"] == str(len(data))
    assert data == long_file.read_bytes()


def test_answer_that_breaks_half_way_is_a_failure(server):
    assert get(server, "/broken") == 500
    assert get(server) == 200


def test_gunicorn_leaves_threads_to_readers_and_editors(long_file):
    with running(GUNICORN, PATIENCE="3", SMALL_SITE=str(long_file)) as (port, _process):
        bodies = slow_bodies(port, 6, "sessionid=made-up")
        saved = post_to(port, "/admin/", b"x", Cookie=f"sessionid={EDITOR}")
        read = get(port)
        told = sorted(status_of(client) for client in bodies)
        readers = slow_readers(port, 6)
        read_beside_files = get(port)
        for reader in readers:
            reader.close()

    assert (saved, read, read_beside_files) == (200, 200, 200)
    assert told == [(408, True)] + [(503, True)] * 5


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
