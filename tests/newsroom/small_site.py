"""A site that needs neither Django nor a database, for tests of the server in front of it."""

import os
import time

from newsroom.server import limits, request_body
from newsroom.server.event_loop import EventLoop
from newsroom.server.limits import KB, Limits, Pace, Rules
from newsroom.server.request_body import RequestBodies

EDITOR = "a-session-that-exists"


if patience := os.environ.get("PATIENCE"):
    for module in (limits, request_body):
        module.STRANGERS_PACE = Pace(patience=float(patience), rate=20 * KB)


def answer(environ, start_response):
    """Answer how many bytes came; /slow after a second; others a file, SMALL_SITE."""
    length = environ.get("CONTENT_LENGTH", "")
    body = environ["wsgi.input"].read(int(length)) if length.isascii() and length.isdigit() else b""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    if environ["PATH_INFO"] in ("/file", "/yielded", "/broken"):
        file = open(os.environ["SMALL_SITE"], "rb")  # noqa: SIM115 -- the server closes it
        size = os.fstat(file.fileno()).st_size
        start_response("200 OK", [("Content-Length", str(size))])
        is_file = environ["PATH_INFO"] == "/file"
        return environ["wsgi.file_wrapper"](file) if is_file else Yielded(file, environ)
    said = str(len(body)).encode()
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]


class Yielded:
    """The answer of a place for files that is not this machine; /broken ends half way."""

    def __init__(self, file, environ):
        self.file, self.environ = file, environ
        self.close = file.close

    def __iter__(self):
        while chunk := self.file.read(256 * KB):
            yield chunk
            if self.environ["PATH_INFO"] == "/broken" and self.file.tell() > 2 * limits.MB:
                raise OSError("away")


rules = Rules(editors="/admin/", session_cookie="sessionid", is_signed_in=EDITOR.__eq__)
application = Limits(answer, rules)
rsgi = EventLoop(answer, bodies=RequestBodies(rules))
