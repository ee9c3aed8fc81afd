"""What deploy/nginx.conf promises, with nginx itself in front of a small server that counts.

python -m benchmarks.front
"""

import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.serving import ROOT, free_port, install_missing, running
from benchmarks.table import Row, markdown

CROWD = 200
# nginx counts whole seconds: what it keeps for one can be just under two old.
KEPT = 2.2
SLOW = 0.2  # seconds that the site takes for a page


class Site(BaseHTTPRequestHandler):
    """Answers slowly, with a page that says which version it is."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []
    version, is_withdrawn, is_down = 1, False, False

    def do_GET(self):
        type(self).asked.append(self.path)
        if self.is_down:
            self.close_connection = True
            return
        time.sleep(SLOW)
        body = f"version {self.version}".encode()
        self.send_response(410 if self.is_withdrawn and "/post/" in self.path else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Vary", "Accept-Encoding")
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
        http {{ access_log off; {ours} }}
    """


def get(address: str, **headers) -> tuple[int, str]:
    """Return status and text of an address."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def crowd(address: str) -> int:
    """Let many ask at once; return how often the site itself was asked."""
    Site.asked.clear()
    threads = [threading.Thread(target=get, args=(address,)) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(Site.asked)


def stale_seconds(address: str) -> float:
    """Change the page; return how long its readers get the old one."""
    before = get(address)
    Site.version, begun = Site.version + 1, time.monotonic()
    while get(address) == before:
        time.sleep(0.01)
    return time.monotonic() - begun


def row(what: str, figure: object, promised: object, holds: bool) -> Row:
    return Row(f"nginx in front: {what}", str(figure), str(promised), holds)


def measured(base: str) -> list[Row]:
    """Ask nginx everything that its configuration promises."""
    home, story = f"{base}/ru/", f"{base}/ru/post/sevan/"
    asked = crowd(home)
    stale = max(stale_seconds(home), stale_seconds(story))
    Site.asked.clear()
    for _ in range(2):
        get(home, Cookie="sessionid=x")
    past = len(Site.asked)
    for number in range(20):
        get(f"{home}?utm_source={number}")
    unknown = len(Site.asked) - past
    Site.is_withdrawn = True
    time.sleep(KEPT)
    withdrawn, was = get(story)[0], get(home)
    public, private = (get(f"{base}/media/{name}.jpg") for name in ("cover", "../original"))
    Site.is_down = True
    time.sleep(KEPT)
    same, gone = get(home) == was, get(story)[0]
    return [
        row(f"{CROWD} at once, pages made", asked, 1, asked == 1),
        row("an old page after a change", f"{stale:.2f} s", "≤ 2.4 s", stale <= KEPT + SLOW),
        row("signed-in people who reach the site", f"{past} of 2", "2 of 2", past == 2),
        row("pages made for 20 unknown queries", unknown, "≤ 6", unknown <= 6),
        row("a story after its withdrawal", withdrawn, 410, withdrawn == 410),
        row("a public picture", public[1], "its bytes", public[1] == "public"),
        row("an original", private[0], "never", "private" not in private[1]),
        row("home while the site is down", "as it was" if same else "other", "as it was", same),
        row("a story while the site is down", gone, 502, gone == 502),
    ]


def measure() -> list[Row]:
    """Run nginx with our configuration; return a row a promise."""
    if "nginx" in install_missing():
        return [Row("nginx in front (left out: no nginx)", "–", "–", True)]
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
            return measured(f"http://127.0.0.1:{port}")


if __name__ == "__main__":
    rows = measure()
    print(markdown(rows))
    sys.exit(0 if all(one.holds for one in rows) else 1)
