"""An RSGI application of granian around a WSGI one: an event loop waits, few threads work.

What somebody sends slowly is received by the loop, and files are sent by the server itself, so
that neither holds a thread. Pages that are ready in memory are answered by the loop at once.
"""

import asyncio
import logging
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import BinaryIO
from wsgiref.util import FileWrapper

from newsroom.server.limits import MB, THREADS_PER_WORKER, Refused
from newsroom.server.parent_death import end_with_parent
from newsroom.server.request_body import RequestBodies

logger = logging.getLogger(__name__)

# What is longer lies on the disk while the server sends it.
SENT_FROM_MEMORY = MB
# The server has opened a file long before that; what it has open it can send to the end.
OPENED_SECONDS = 30
ENVIRON = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.file_wrapper": FileWrapper,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


class Answered:
    """What a WSGI application says before the body of its answer: `start_response`."""

    status, headers = 500, ()

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        self.status, self.headers = int(status[:3]), headers


class EventLoop:
    """The RSGI application.

    `pages` is the WSGI application. `before` changes each request first (whose address it is),
    `kept` returns a WSGI application for what can be answered without waiting, else None.
    """

    def __init__(
        self,
        pages: Callable,
        *,
        bodies: RequestBodies,
        before: Callable[[dict], None] = lambda environ: None,
        kept: Callable[[dict], Callable | None] = lambda environ: None,
        threads: int = THREADS_PER_WORKER,
    ):
        self.pages, self.bodies, self.before, self.kept = pages, bodies, before, kept
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin in a process of the server, which must not go on without it."""
        if parent := multiprocessing.parent_process():
            end_with_parent(parent.pid)
        self.loop = loop

    async def __rsgi__(self, scope, protocol) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        self.before(environ)
        if answer := self.kept(environ):
            send(protocol, answer, environ)
            return
        try:
            environ["wsgi.input"] = await self.bodies.receive(protocol, environ, self.in_thread)
        except Refused as refusal:
            send(protocol, refusal, environ)
            return
        await self.in_thread(self.work, protocol, environ)

    async def in_thread(self, work: Callable, *arguments):
        """Let one of the threads work; return what it has found."""
        return await self.loop.run_in_executor(self.threads, work, *arguments)

    def work(self, protocol, environ: dict) -> None:
        """Have the answer made, and give it to the server; runs in a thread."""
        try:
            file = send(protocol, self.pages, environ)
        finally:
            environ["wsgi.input"].close()
        if file:
            self.loop.call_soon_threadsafe(self.loop.call_later, OPENED_SECONDS, file.close)


def environ_of(scope) -> dict:
    """Return the WSGI request that a request of granian is. Every page from memory costs this."""
    environ = ENVIRON | {
        "REMOTE_ADDR": host_of(scope.client),
        "REQUEST_METHOD": scope.method,
        # WSGI has the bytes of an address as latin-1.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        key = key_of(name)
        if key in environ:
            value = f"{environ[key]}{';' if name == 'cookie' else ','}{value}"
        environ[key] = value
    if "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority or ""
    return environ


@lru_cache(maxsize=1024)
def host_of(address: str) -> str:
    """Return the host of "127.0.0.1:1234" or "[::1]:1234"."""
    return address.rpartition(":")[0].strip("[]")


@lru_cache(maxsize=1024)
def key_of(header: str) -> str:
    """Return what a header is called in a WSGI request."""
    key = header.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def send(protocol, application: Callable, environ: dict) -> BinaryIO | None:
    """Give an answer to the server; return a file to be closed once that has opened it."""
    answered = Answered()
    body = application(environ, answered)
    if isinstance(body, list):
        protocol.response_bytes(answered.status, answered.headers, b"".join(body))
        return None
    try:
        if (part := part_of_a_file(body, dict(answered.headers))) is not None:
            protocol.response_file_range(answered.status, answered.headers, *part)
            return None
        return send_spooled(protocol, answered, body)
    finally:
        if hasattr(body, "close"):
            body.close()


def part_of_a_file(body: Iterable[bytes], headers: dict) -> tuple[str, int, int] | None:
    """Return path, first byte and end of what is sent from a file on this machine, else None."""
    file = getattr(body, "filelike", None)
    length = int(headers.get("Content-Length", 0))
    try:
        path, found = os.fspath(file.name), os.fstat(file.fileno())
        if not length or not os.path.samestat(found, os.stat(path)):
            return None
    except (AttributeError, TypeError, OSError):  # it has no path, or it was taken away just now
        return None
    first = file.tell()
    return path, first, first + length


def send_spooled(protocol, answered: Answered, body: Iterable[bytes]) -> BinaryIO | None:
    """Take what an application yields as fast as it comes, for the server to send."""
    chunks, begun, size = iter(body), [], 0
    for chunk in chunks:
        begun.append(chunk)
        size += len(chunk)
        if size > SENT_FROM_MEMORY:
            break
    else:
        protocol.response_bytes(answered.status, answered.headers, b"".join(begun))
        return None
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- who calls closes it
    try:
        file.writelines(begun)
        file.writelines(chunks)
        file.flush()
    except BaseException:
        file.close()
        raise
    # It has no name, so that nothing stays behind when the process dies.
    path = f"/dev/fd/{file.fileno()}"
    protocol.response_file_range(answered.status, answered.headers, path, 0, file.tell())
    return file
