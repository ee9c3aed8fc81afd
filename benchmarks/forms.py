"""A story's form as a program fills it in: read from the page, sent as a browser sends it."""

import http.client
import json
import time
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser


class Fields(HTMLParser):
    """Collects what a page's form of a kind would send, buttons apart."""

    def __init__(self, mark: str):
        super().__init__()
        self.mark, self.inside = mark, False
        self.found: list[tuple[str, str]] = []
        self.area = self.select = ""
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = self.mark in given
        if not self.inside or "disabled" in given:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("radio", "checkbox", "submit", "button", "file") or "checked" in given:
                self.found.append((name, given.get("value") or ""))
        elif tag == "textarea" and name:
            self.area, self.words = name, []
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.found.append((self.select, given.get("value") or ""))

    def handle_data(self, data):
        if self.area:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.found.append((self.area, "".join(self.words).removeprefix("\n")))
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def fields(page: str, mark: str) -> list[tuple[str, str]]:
    """Return the fields of the page's form that has the attribute."""
    parser = Fields(mark)
    parser.feed(page)
    return parser.found


@dataclass
class Window:
    """A browser's window, signed in: one connection, its cookies, how long each answer took."""

    port: int
    cookies: dict[str, str]
    taken: list[tuple[str, float]] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def ask(self, what: str, path: str, *, form=None, told=None) -> tuple[int, str, str]:
        """Ask for a page; return its status, words and where it leads. Milliseconds are noted."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif told is not None:
            body = json.dumps(told)
            headers["Content-Type"] = "application/json"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        begun = time.perf_counter()
        answer, words = self.send("GET" if body is None else "POST", path, body, headers)
        self.taken.append((what, (time.perf_counter() - begun) * 1000))
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer.status, words.decode(), answer.headers.get("Location", "")

    def send(self, method: str, path: str, body, headers: dict):
        """Send a request; once more where the server had closed the connection meanwhile."""
        for is_last in (False, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, path, body and body.encode(), headers)
                answer = self.connection.getresponse()
                return answer, answer.read()
            except (ConnectionError, http.client.HTTPException):
                self.connection = None
                if is_last:
                    raise
        raise AssertionError("unreachable")
