"""Whole answers: what may be kept of them, their tags, and the encoding that a client gets."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from newsroom.cache.encodings import accepted, compress, decompress

Headers = list[tuple[str, str]]

STATUSES = frozenset({"200", "301", "404", "410"})
COMPRESSIBLE = re.compile(r"text/|application/(?:[a-z]+\+)?(?:json|xml)")
OURS = frozenset({"etag", "content-length", "vary"})
WITH_304 = frozenset(
    {"etag", "cache-control", "vary", "expires", "content-location"}
    | {"surrogate-key", "cache-tag", "surrogate-control", "cdn-cache-control"}
)

SMALLEST_PACKED = 200
WORTH_IT = 0.9
# Of the first packing: enough for all three, of which brotli's is the smallest.
ROOM = 4
OVERHEAD = 2048  # what Python's objects of one page take, roughly


@dataclass(slots=True)
class Answer:
    """A whole answer: its headers, and its body in the codings asked for so far.

    A body that compresses is not kept plain: hardly a client asks for that.
    """

    status: str
    headers: Headers
    body: bytes
    etag: str = ""
    packed: dict[str, bytes] = field(default_factory=dict)
    # Bytes for compressed bodies.
    room: int = 0
    # Bytes of memory that it may come to take, in whatever codings it will be asked for.
    size: int = 0
    # Until when it is true, `fresh_until` on the clock that never jumps.
    generation: int | None = None
    fresh_until: float = 0.0
    midnight: float = float("inf")
    moment: float = float("inf")
    asked: int = 0

    @classmethod
    def build(cls, status: str, headers: Headers, body: bytes, *, coding: str) -> "Answer":
        """Finish an answer: tag it, say how it may be kept by others, pack it in the coding."""
        given = {name.lower(): value for name, value in headers}
        answer = cls(status, [], body, etag=given.get("etag", ""))
        if not answer.etag.startswith('"'):
            answer.etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        answer.headers = [pair for pair in headers if pair[0].lower() not in OURS]
        answer.headers.append(("Vary", "Accept-Encoding"))
        if "cache-control" not in given:
            answer.headers.append(("Cache-Control", "no-cache"))
        if len(body) >= SMALLEST_PACKED and COMPRESSIBLE.match(given.get("content-type", "")):
            answer._put_down(coding)
        answer.size = OVERHEAD + len(answer.body) + answer.room
        return answer

    @property
    def is_found(self) -> bool:
        """Whether it is the page that was asked for."""
        return self.status.startswith("200")

    def _put_down(self, coding: str) -> None:
        """Keep the body in one coding in place of the plain one, where that saves memory."""
        packed = compress(coding, self.body)
        if len(packed) < WORTH_IT * len(self.body):
            self.packed, self.body = {coding: packed}, b""
            self.room = ROOM * len(packed)

    def plain(self) -> bytes:
        """Return the body as it was rendered."""
        if self.body or not self.packed:
            return self.body
        return decompress(*next(iter(self.packed.items())))

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a GET or HEAD in the encoding that the client takes; 304 if it has that."""
        headers = self.headers.copy()
        coding, body = self.encoded(accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
        etag = self.etag
        if coding:
            etag = f'{etag[:-1]}-{coding}"'
            headers.append(("Content-Encoding", coding))
        headers.append(("ETag", etag))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.is_found and names(known, etag):
            headers = [pair for pair in headers if pair[0].lower() in WITH_304]
            start_response("304 Not Modified", headers)
            return []
        headers.append(("Content-Length", str(len(body))))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def encoded(self, codings: Iterable[str]) -> tuple[str, bytes]:
        """Return the first of the codings that there is room for, "" for none, and the body in it.

        Compressed when first asked for: most pages are never asked for in all of them.
        """
        if self.room:
            for coding in codings:
                body = self.packed.get(coding)
                if body is None:
                    body = self._pack(coding)
                if body:
                    return coding, body
        return "", self.plain()

    def _pack(self, coding: str) -> bytes:
        """Compress and keep the body; keep b"" where there is no room for it."""
        body = compress(coding, self.plain())
        if sum(map(len, self.packed.values())) + len(body) > self.room:
            body = b""
        self.packed[coding] = body
        return body


@dataclass(slots=True)
class Passing:
    """An answer that is no business of ours, handed on as it came."""

    status: str
    headers: Headers
    body: Iterable[bytes]
    asked: int = 0

    @property
    def is_failure(self) -> bool:
        """Whether it is a whole answer that says the page could not be made."""
        return self.status.startswith("5") and isinstance(self.body, list)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Hand it on, without the body for HEAD (it was rendered as GET)."""
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] != "HEAD":
            return self.body
        close(self.body)
        return []


def may_be_kept(status: str, headers: Headers) -> bool:
    """Tell whether the answer is the same for everybody."""
    if status[:3] not in STATUSES:
        return False
    for name, value in headers:
        match name.lower():
            case "set-cookie" | "content-encoding":
                return False
            case "cache-control" if re.search(r"no-store|private", value, re.IGNORECASE):
                return False
            case "vary" if value.lower().replace(" ", "") not in ("", "accept-encoding"):
                return False
    return True


def names(if_none_match: str, etag: str) -> bool:
    """Tell whether `If-None-Match` names the tag, weak or strong, or any."""
    return if_none_match.strip() == "*" or etag in re.findall(r'"[^"]*"', if_none_match)


def close(body: Iterable[bytes]) -> None:
    """Tell the application that its answer was read."""
    if closing := getattr(body, "close", None):
        closing()
