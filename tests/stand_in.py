"""A server on this machine that answers as it is told, and remembers what it was asked."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class StandIn:
    """`answers` are the statuses of the next requests ("hang": none for a while), then 200.

    `by_path` are statuses of single paths, `headers` go with every answer, `requests` are (path,
    body) of what came, `told` their headers.
    """

    def __init__(self):
        self.answers: list = []
        self.by_path: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.requests: list[tuple[str, bytes]] = []
        self.told: list = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                stand_in.requests.append((self.path, body))
                stand_in.told.append(self.headers)
                answer = stand_in.by_path.get(self.path)
                answer = answer or (stand_in.answers.pop(0) if stand_in.answers else 200)
                if answer == "hang":
                    time.sleep(0.6)
                    answer = 200
                try:
                    self.send_response(answer)
                    for name, value in ({"Content-Length": "0"} | stand_in.headers).items():
                        self.send_header(name, value)
                    self.end_headers()
                except OSError:  # who asked did not wait
                    pass

            do_GET = do_POST

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
