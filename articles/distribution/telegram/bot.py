"""Telegram's Bot API: the methods that we use, over HTTP. No database.

A bot's token stands in the address of each request. So no address leaves `exchange`: it raises
nothing, follows no redirect, and what is raised after it is made without one.
"""

import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass, field, replace

SECONDS = 10
MOST = 1_000_000  # bytes of an answer
LONGEST_WAIT = 6 * 3600  # seconds


class Fault(Exception):
    """A message that did not arrive. The words are Telegram's own, without the token."""


class TryLater(Fault):
    """Nothing has happened, and it may work later: in `seconds`, when Telegram said so."""

    def __init__(self, words: str = "", seconds: int | None = None):
        super().__init__(words)
        self.seconds = seconds


class Unclear(Fault):
    """The request went out and no answer came: it may have been done."""


class Refused(Fault):
    """Telegram said no, and would again."""

    def __init__(self, code: int, words: str):
        super().__init__(words)
        self.code = code

    def says(self, *parts: str) -> bool:
        """Tell whether one of these stands in the refusal."""
        return any(part in str(self).lower() for part in parts)


@dataclass(frozen=True)
class Reply:
    """What came over the wire: status 0 is none; `was_sent` tells whether all of it went out."""

    status: int = 0
    body: bytes = b""
    was_sent: bool = True

    def without(self, secret: str) -> "Reply":
        """Return the same with a secret blacked out, should a server repeat it."""
        return replace(self, body=self.body.replace(secret.encode(), "…".encode()))


@dataclass(frozen=True)
class Bot:
    """One bot writing to one chat. Texts are HTML of Telegram's few tags."""

    api: str
    token: str = field(repr=False)
    chat: str

    def send_message(self, html: str) -> int:
        """Post a text; return the message's number."""
        return self.number("sendMessage", {"text": html})

    def send_photo(self, picture: bytes, html: str) -> int:
        """Post a JPEG with a caption; return the message's number."""
        return self.number("sendPhoto", {"caption": html}, picture)

    def edit_text(self, message: int, html: str) -> None:
        self.edit("editMessageText", {"message_id": message, "text": html})

    def edit_caption(self, message: int, html: str) -> None:
        self.edit("editMessageCaption", {"message_id": message, "caption": html})

    def edit_photo(self, message: int, picture: bytes, html: str) -> None:
        """Put another picture and caption in the place of the ones that are there."""
        media = {"type": "photo", "media": "attach://photo", "caption": html, "parse_mode": "HTML"}
        self.edit("editMessageMedia", {"message_id": message, "media": media}, picture)

    def delete(self, message: int) -> None:
        """Delete a message; one that is not there any more counts as deleted."""
        try:
            self.call("deleteMessage", {"message_id": message})
        except Refused as refusal:
            if not refusal.says("message to delete not found"):
                raise

    def edit(self, method: str, fields: dict, picture: bytes | None = None) -> None:
        try:
            self.call(method, fields, picture)
        except Refused as refusal:
            if not refusal.says("message is not modified"):
                raise

    def number(self, method: str, fields: dict, picture: bytes | None = None) -> int:
        result = self.call(method, fields, picture)
        number = result.get("message_id") if isinstance(result, dict) else None
        if type(number) is not int:
            raise Unclear("no number of a message in the answer")
        return number

    def call(self, method: str, fields: dict, picture: bytes | None = None):
        """Return the result of a method; raise TryLater, Unclear or Refused."""
        fields = {"chat_id": self.chat, "parse_mode": "HTML"} | fields
        kind, body = as_form(fields, picture) if picture else as_json(fields)
        reply = exchange(f"{self.api}/bot{self.token}/{method}", kind, body).without(self.token)
        return self.result(reply)

    def result(self, reply: Reply):
        if not reply.was_sent:
            raise TryLater("no connection")
        try:
            answer = json.loads(reply.body)
            is_done = answer["ok"]
        except (ValueError, KeyError, TypeError, RecursionError):
            # A server in between speaks: what it did with the request is not known.
            if 300 <= reply.status < 500:
                raise Refused(reply.status, f"HTTP {reply.status}") from None
            raise Unclear(f"HTTP {reply.status}" if reply.status else "no answer") from None
        if is_done is True:
            return answer.get("result")
        raise self.fault(answer, reply.status)

    def fault(self, answer: dict, status: int) -> Fault:
        code = answer.get("error_code")
        code = code if type(code) is int else status
        words = str(answer.get("description", ""))[:300]
        more = answer.get("parameters")
        more = more if isinstance(more, dict) else {}
        if code == 429:
            wait = more.get("retry_after")
            wait = wait if type(wait) is int else 1
            return TryLater(words, min(max(wait, 1), LONGEST_WAIT))
        if code >= 500:
            return TryLater(words)
        if new := more.get("migrate_to_chat_id"):
            words = f"{words} ({new})"
        return Refused(code, words)


class AsItIs(urllib.request.HTTPErrorProcessor):
    """Take every answer as it comes: no exception, no redirect to where the token would go too."""

    def http_response(self, request, response):
        return response

    https_response = http_response


_opener = urllib.request.build_opener(AsItIs)


def exchange(address: str, kind: str, body: bytes) -> Reply:
    """Send a request, return what came. Raises nothing: a traceback would hold the address."""
    try:
        request = urllib.request.Request(address, body, {"Content-Type": kind})
        with _opener.open(request, timeout=SECONDS) as response:
            return Reply(response.status, response.read(MOST))
    except (urllib.error.URLError, ValueError):
        return Reply(was_sent=False)
    except Exception:
        return Reply()


def as_json(fields: dict) -> tuple[str, bytes]:
    return "application/json", json.dumps(fields).encode()


def as_form(fields: dict, picture: bytes) -> tuple[str, bytes]:
    """Return a form with a JPEG as its file `photo`."""
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(f"{head}{text}\r\n".encode())
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n".encode()
    )
    parts += [picture, f"\r\n--{boundary}--\r\n".encode()]
    return f"multipart/form-data; boundary={boundary}", b"".join(parts)
