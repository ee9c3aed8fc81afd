"""A site that needs neither Django nor a database, for tests of the server in front of it."""

import time

from newsroom.limits import Limits


def answer(environ, start_response):
    """Answer how many bytes came; /slow after a second."""
    length = environ.get("CONTENT_LENGTH", "")
    body = environ["wsgi.input"].read(int(length)) if length.isascii() and length.isdigit() else b""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    said = str(len(body)).encode()
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]


application = Limits(answer, editors="/admin/", session_cookie="sessionid")
