"""What deploy/nginx.conf promises, with nginx itself in front of a small server that counts.

    python -m benchmarks.front

Its words against the site's own rules: tests/benchmarks/test_front.py.
"""

import http.client
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from benchmarks.serving import ROOT, free_port, install_missing, running
from benchmarks.table import Row, markdown
from newsroom.cache.query_parameters import known_query

CROWD = 200
# nginx counts whole seconds: what it keeps for one can be just under two old.
KEPT = 2.2
SLOW = 0.2  # seconds that the site takes for a page while a crowd waits for it
LARGEST = 80 * 1024 * 1024

HOME, STORY = "/ru/", "/ru/post/sevan/"
# What is asked, and with which headers, to have the next reader of HOME get another page.
POISON = (
    ("/ru/?page", {}),
    ("/ru/?pag%65=2", {}),
    ("/ru/?page=2br", {"Accept-Encoding": "identity"}),
    ("/ru/?utm_source=x&page", {}),
    ("/ru/?%70age=2&utm_source=x", {}),
    ("/ru//", {}),
    ("/ru/.", {}),
    ("/ru/x/..", {}),
    ("/ru/%2e", {}),
    ("//ru/", {}),
    ("/ru/", {"Host": "evil.example"}),
    ("/ru/", {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}),
    ("/ru/", {"Range": "bytes=0-1", "If-Range": '"x"'}),
    ("/ru/", {"If-None-Match": "*", "If-Modified-Since": "Tue, 10 Mar 2037 08:00:00 GMT"}),
    ("/ru/", {"Cookie": "sessionid=x"}),
    ("/ru/", {"Cookie": "sessionid =x; language=hy"}),
    ("/ru/", {"Accept-Encoding": "br;q=0, evil"}),
    ("/ru/", {"Accept-Encoding": "zstd"}),
)


class Site(BaseHTTPRequestHandler):
    """Answers slowly, with a page that says which version it is, and of what, as the site reads it.

    Signed-in people get another one, which is kept by nobody.
    """

    protocol_version = "HTTP/1.1"
    asked: list[str] = []
    addresses: list[str] = []
    version, is_withdrawn, is_down, seconds = 1, False, False, SLOW

    def do_GET(self):
        self.asked.append(self.path)
        self.addresses.append(self.headers["X-Forwarded-For"])
        if self.is_down:
            self.close_connection = True
            return
        time.sleep(self.seconds)
        raw, _, query = self.path.partition("?")
        path = unquote(raw)
        whose = "signed in" if "sessionid" in self.headers.get("Cookie", "") else "everybody"
        coding = self.headers.get("Accept-Encoding", "")
        words = self.version, self.headers["Host"], path, known_query(query, path), coding, whose
        body = " | ".join(map(str, words)).encode()
        self.send_response(410 if self.is_withdrawn and "/post/" in path else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "private" if whose == "signed in" else "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


def configuration(folder: Path, port: int, site: int) -> str:
    """Return deploy/nginx.conf as a whole configuration, on ports and paths of ours."""
    ours = (ROOT / "deploy" / "nginx.conf").read_text()
    begin, end = ours.index("server {\n    listen 80;"), ours.index("server {\n    listen 443")
    ours = ours[:begin] + ours[end:]
    for theirs, mine in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "    ssl_certificate     /etc/ssl/news.example.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/news.example.key;\n": "",
        "127.0.0.1:8000": f"127.0.0.1:{site}",
        "/var/cache/nginx/newsroom": str(folder / "kept"),
        "/srv/newsroom/var/media/": f"{folder}/store/",
    }.items():
        if theirs not in ours:
            raise LookupError(f"deploy/nginx.conf has no {theirs!r} any more.")
        ours = ours.replace(theirs, mine)
    return f"""
        daemon off; pid {folder}/pid; error_log /dev/null crit; user root;
        events {{ worker_connections 2048; }}
        http {{
          access_log off;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
          fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          {ours}
        }}
    """


def get(address: str, **headers) -> tuple[int, str]:
    """Return status and text of an address."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(port: int, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Return status, text and coding of what is asked exactly so."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("Content-Encoding", "")
    connection.close()
    return found


def crowd(address: str) -> tuple[int, float]:
    """Let many ask at once; return how often the site itself was asked, and the seconds it took."""
    Site.asked.clear()
    begun = time.monotonic()
    threads = [threading.Thread(target=get, args=(address,)) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(Site.asked), time.monotonic() - begun


def stale_seconds(address: str) -> float:
    """Change the page; return the moment when the old one was given out last, in seconds."""
    before = get(address)
    Site.version, changed, last = Site.version + 1, time.monotonic(), 0.0
    while True:
        begun = time.monotonic()
        if get(address) != before:
            return last
        last = begun - changed
        time.sleep(0.01)


def poisoned(port: int) -> list[str]:
    """Ask for each poison right after the page has left the memory; return what took effect."""
    found = []
    for number, (path, headers) in enumerate(POISON):
        # A name that was never asked for is in no memory: each poison has a page of its own.
        mine = {"Host": f"n{number}.example"}
        clean = {"Accept-Encoding": "br"}
        ask(port, path, mine | headers)
        seen = [ask(port, HOME, mine | clean), ask(port, HOME, mine), ask(port, HOME, mine | clean)]
        if [expected(mine["Host"], one) for one in ("br", "", "br")] != seen:
            found.append(f"{path} {headers}")
    return found


def expected(host: str, coding: str) -> tuple[int, str, str]:
    """Return what a reader of HOME without any oddity gets."""
    words = Site.version, host, HOME, "", coding, "everybody"
    return 200, " | ".join(map(str, words)), coding


def status_of_upload(port: int, length: int) -> str:
    """Return the status line that a body of so many bytes gets before it was sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        head = f"POST /admin/ HTTP/1.1\r\nHost: news.example\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        connection.settimeout(0.5)
        try:
            return connection.recv(100).decode().partition("\r\n")[0]
        except TimeoutError:
            return "waits for it"


def row(what: str, figure: object, promised: object, holds: bool) -> Row:
    return Row(f"nginx in front: {what}", str(figure), str(promised), holds)


def same(what: str, figure: object, promised: object) -> Row:
    return row(what, figure, promised, figure == promised)


def measured(port: int) -> list[Row]:
    """Ask nginx everything that its configuration promises."""
    base = f"http://127.0.0.1:{port}"
    home, story = base + HOME, base + STORY
    crowds = [crowd(home), crowd(story)]
    time.sleep(KEPT)
    crowds.append(crowd(story))
    asked = [number for number, _seconds in crowds]
    # On a busy machine the crowd takes longer than what is kept lives.
    few = all(number <= 2 + seconds for number, seconds in crowds)
    stale, story_stale = stale_seconds(home), stale_seconds(story)
    Site.asked.clear()
    Site.seconds = 0
    for _ in range(2):
        get(home, Cookie="sessionid=x")
    past = len(Site.asked)
    for number in range(20):
        get(f"{home}?utm_source={number}")
    unknown = len(Site.asked) - past
    took = poisoned(port)
    codings = [ask(port, HOME, {"Accept-Encoding": one})[2] for one in CODINGS]
    Site.addresses.clear()
    get(f"{home}?q={time.monotonic()}", **{"X-Forwarded-For": "203.0.113.9"})
    return [
        row(f"{CROWD} at once, pages made: home, a story, the story again", asked, "≤ 2", few),
        row("an old page after a change", f"{stale:.2f} s", "≤ 2 s", stale <= 2),
        row("an old story after a change", f"{story_stale:.2f} s", "≤ 1 s", story_stale <= 1),
        same("signed-in people who reach the site", past, 2),
        row("pages made for 20 unknown queries", unknown, "≤ 6", unknown <= 6),
        same(f"of {len(POISON)} poisons, what the next reader gets", took or "nothing", "nothing"),
        same("codings of pages", codings, list(CODINGS.values())),
        same("who asks, behind a forged word of it", Site.addresses[0], "203.0.113.9, 127.0.0.1"),
        same("an upload beyond 80 MB", status_of_upload(port, LARGEST + 1), TOO_LARGE),
        same("an upload of 80 MB", status_of_upload(port, LARGEST), "waits for it"),
        *on_bad_days(base),
    ]


TOO_LARGE = "HTTP/1.1 413 Request Entity Too Large"
# What browsers and others write, and what they get.
CODINGS = {
    "gzip, deflate, br, zstd": "br",
    "gzip, deflate": "gzip",
    "br;q=1.0, gzip;q=0.8": "br",
    "gzip;q=0.5, br;q=0": "gzip",
    "br;q=0.000, gzip;q=0": "",
    "brotli": "",
    "GZIP": "gzip",
    "identity": "",
}


def on_bad_days(base: str) -> list[Row]:
    """Withdraw the story, then take the site away."""
    home, story = base + HOME, base + STORY
    Site.is_withdrawn = True
    time.sleep(KEPT)
    withdrawn, was = get(story)[0], get(home)
    public, private = (get(f"{base}/media/{name}.jpg") for name in ("cover", "../original"))
    Site.is_down = True
    time.sleep(KEPT)
    shown, gone = get(home), get(story)[0]
    return [
        same("a story after its withdrawal", withdrawn, 410),
        same("a public picture", public[1], "public"),
        same("an original", "handed out" if "private" in private[1] else "never", "never"),
        same("home while the site is down", "as it was" if shown == was else "other", "as it was"),
        same("a story while the site is down", gone, 502),
    ]


def measure() -> list[Row]:
    """Run nginx with our configuration; return a row a promise."""
    if "nginx" in install_missing():
        return [Row("nginx in front (left out: no nginx)", "–", "–", True)]
    Site.version, Site.is_withdrawn, Site.is_down, Site.seconds = 1, False, False, SLOW
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "store" / "public").mkdir(parents=True)
        (folder / "store" / "public" / "cover.jpg").write_text("public")
        (folder / "store" / "original.jpg").write_text("private")
        (folder / "nginx.conf").write_text(configuration(folder, port, server.server_port))
        with running(["nginx", "-c", str(folder / "nginx.conf"), "-p", name], port):
            return measured(port)


if __name__ == "__main__":
    rows = measure()
    print(markdown(rows))
    sys.exit(0 if all(one.holds for one in rows) else 1)
