"""A proxy between browser and site that holds, drops or doubles requests by plan."""

import contextlib
import http.client
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 60  # seconds
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Rule:
    """What happens to the requests whose line ("POST /admin/…") contains some words."""

    words: str
    does: str  # "hold", "drop" or "double"
    times: int
    is_answer: bool  # the server has got the request: its answer is held or dropped
    arrived: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        """Wait until a request has come to where it is held, dropped or doubled."""
        assert self.arrived.wait(PATIENCE), f"no request with {self.words}"

    def release(self) -> None:
        """Let what is held go on."""
        self.go.set()


class Proxy:
    """Passes everything on but for what a rule says; `lines` are the requests so far."""

    def __init__(self, site: str):
        self.host, self.port = site.removeprefix("http://").split(":")
        self.rules: list[Rule] = []
        self.lines: list[str] = []
        self.lock = threading.Lock()

    def hold(self, words: str, *, times: int = 1, answer: bool = False) -> Rule:
        return self.add(Rule(words, "hold", times, answer))

    def drop(self, words: str, *, times: int = 1, answer: bool = False) -> Rule:
        return self.add(Rule(words, "drop", times, answer))

    def double(self, words: str, *, times: int = 1) -> Rule:
        return self.add(Rule(words, "double", times, is_answer=False))

    def add(self, rule: Rule) -> Rule:
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forget every rule, and let go what is held."""
        with self.lock:
            rules, self.rules = self.rules, []
        for rule in rules:
            rule.release()

    def rule_for(self, line: str) -> Rule | None:
        with self.lock:
            self.lines.append(line)
            for rule in self.rules:
                if rule.times and rule.words in line:
                    rule.times -= 1
                    return rule
        return None

    def passed(self, method: str, path: str, headers, body: bytes):
        """Send a request to the site; return status, headers and body of its answer."""
        connection = http.client.HTTPConnection(self.host, int(self.port), timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()

    def answer(self, line: str, method: str, path: str, headers, body: bytes):
        """Return the answer of the site after what a rule does, None where it is dropped."""
        rule = self.rule_for(line)
        if rule is None:
            return self.passed(method, path, headers, body)
        if rule.does == "double":
            rule.arrived.set()
            self.passed(method, path, headers, body)
            return self.passed(method, path, headers, body)
        given = self.passed(method, path, headers, body) if rule.is_answer else None
        rule.arrived.set()
        if rule.does == "drop":
            return None
        rule.go.wait(PATIENCE)
        return given or self.passed(method, path, headers, body)


@contextlib.contextmanager
def proxied(site: str):
    """Run a proxy before a site until the block ends; give it, its own address in `address`."""
    proxy = Proxy(site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            line = f"{self.command} {self.path}"
            try:
                given = proxy.answer(line, self.command, self.path, self.headers, body)
            except OSError:  # the site is away
                given = None
            self.close_connection = given is None
            with contextlib.suppress(OSError):  # the browser has gone
                if given is None:  # torn off: what has no answer at all browsers send once more
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                else:
                    self.write(*given)

        def write(self, status, headers, body):
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_HEAD = handle_any  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    proxy.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.clear()
        server.shutdown()
        server.server_close()
