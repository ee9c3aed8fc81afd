"""A story's form as a program fills it in: read from the page, sent as a browser sends it."""

import http.client
import json
import time
import urllib.parse
from dataclasses import dataclass, field

import lxml.html


def fields(page: str, mark: str) -> list[tuple[str, str]]:
    """Return what the page's form that has the attribute would send, buttons apart."""
    form = next(one for one in lxml.html.fromstring(page).forms if mark in one.attrib)
    areas = {area.get("name") for area in form.iter("textarea")}
    return [
        (name, value.removeprefix("\n") if name in areas else value)
        for name, value in form.form_values()
    ]


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
