"""A server on this machine that answers as Telegram's Bot API does, with the same sentences."""

import email.parser
import email.policy
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        stand_in = self.server.stand_in
        body = self.rfile.read(int(self.headers["Content-Length"]))
        _empty, bot, method = self.path.split("/")
        fields = read(self.headers["Content-Type"], body)
        stand_in.requests.append((method, fields))
        fault = stand_in.faults.pop(0) if stand_in.faults else None
        if fault == "silence":
            time.sleep(stand_in.silence)
            return
        if fault == "cut":
            return
        if isinstance(fault, str):
            return self.answer(502, fault.encode(), "text/html")
        status, answer = fault or stand_in.do(bot.removeprefix("bot"), method, fields)
        self.answer(status, json.dumps(answer).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def read(kind: str, body: bytes) -> dict:
    """Read what was sent: JSON, or a form with a file."""
    if kind == "application/json":
        return json.loads(body)
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    fields = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        fields[name] = value if part.get_filename() else value.decode()
    return fields


def refusal(code: int, words: str, **parameters) -> tuple[int, dict]:
    answer = {"ok": False, "error_code": code, "description": words}
    return code, answer | ({"parameters": parameters} if parameters else {})


TOO_MANY = refusal(429, "Too Many Requests: retry after 35", retry_after=35)
BROKEN = refusal(500, "Internal Server Error")
KICKED = refusal(403, "Forbidden: bot was kicked from the channel chat")
NO_CHAT = refusal(400, "Bad Request: chat not found")
BAD_PICTURE = refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
GATEWAY = "<html><h1>502 Bad Gateway</h1></html>"


class StandIn:
    """Messages by number; `faults` are answered first, one a request, in order."""

    def __init__(self):
        self.messages, self.requests, self.faults = {}, [], []
        self.silence, self.too_old = 1.0, False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.stand_in = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def methods(self) -> list[str]:
        return [method for method, _fields in self.requests]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def do(self, token: str, method: str, fields: dict) -> tuple[int, dict]:
        if token != TOKEN:
            return refusal(401, "Unauthorized")
        return getattr(self, method)(fields)

    def sendMessage(self, fields):  # noqa: N802
        if not fields["text"]:
            return refusal(400, "Bad Request: message text is empty")
        return self.posted(fields["text"], None)

    def sendPhoto(self, fields):  # noqa: N802
        return self.posted(fields["caption"], fields["photo"])

    def posted(self, text, photo):
        number = len(self.messages) + 101
        self.messages[number] = {"text": text, "photo": photo}
        return 200, {"ok": True, "result": {"message_id": number, "text": text}}

    def editMessageText(self, fields):  # noqa: N802
        return self.edited(fields, {"text": fields["text"]})

    def editMessageCaption(self, fields):  # noqa: N802
        return self.edited(fields, {"text": fields["caption"]})

    def editMessageMedia(self, fields):  # noqa: N802
        caption = json.loads(fields["media"])["caption"]
        return self.edited(fields, {"text": caption, "photo": fields["photo"]})

    def edited(self, fields, changes):
        message = self.messages.get(int(fields["message_id"]))
        if message is None:
            return refusal(400, "Bad Request: message to edit not found")
        if message == message | changes:
            return refusal(400, "Bad Request: message is not modified: specified new message")
        message.update(changes)
        return 200, {"ok": True, "result": {"message_id": int(fields["message_id"])}}

    def deleteMessage(self, fields):  # noqa: N802
        if self.too_old:
            return refusal(400, "Bad Request: message can't be deleted for everyone")
        if self.messages.pop(fields["message_id"], None) is None:
            return refusal(400, "Bad Request: message to delete not found")
        return 200, {"ok": True, "result": True}
