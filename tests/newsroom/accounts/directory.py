"""A directory of a newsroom on this machine, as OpenID Connect Core 1.0 describes one."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "newsroom", "what the directory gave"
KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "alg": "RS256", "use": "sig"})
ANOTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "alg": "RS256", "use": "sig"})


class Directory:
    """It lets in whoever asks, and says `person` of them; `changes` is what it says wrongly."""

    def __init__(self):
        self.person = {"sub": "17", "email": "anna@news.example", "email_verified": True}
        self.changes, self.metadata, self.key, self.header = {}, {}, KEY, {"alg": "RS256"}
        self.status, self.asked = 200, []
        directory = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                directory.answer(self, urlsplit(self.path).path, {})

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                typed = dict(parse_qsl(self.rfile.read(length).decode()))
                directory.answer(self, urlsplit(self.path).path, typed)

            def log_message(self, *args):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, path: str, typed: dict) -> None:
        self.asked.append(path)
        said = {
            "/.well-known/openid-configuration": self.describe,
            "/keys": lambda typed: {"keys": [KEY.as_dict(private=False)]},
            "/token": lambda typed: self.tokens(typed, handler.headers.get("Authorization", "")),
        }[path](typed)
        body = json.dumps(said).encode()
        handler.send_response(self.status if "error" not in said else 400)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def describe(self, typed: dict) -> dict:
        paths = {"authorization_endpoint": "enter", "token_endpoint": "token", "jwks_uri": "keys"}
        known = {name: f"{self.issuer}/{path}" for name, path in paths.items()}
        algorithms = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
        return {"issuer": self.issuer} | known | algorithms | self.metadata

    def let_in(self, address: str) -> dict:
        """Return what the browser brings back that was led to `address`."""
        self.question = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        return {"code": "the code", "state": self.question["state"]}

    def tokens(self, typed: dict, authorization: str) -> dict:
        digest = hashlib.sha256(typed.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_right = (
            typed.get("code") == "the code"
            and challenge == self.question["code_challenge"]
            and typed["redirect_uri"] == self.question["redirect_uri"]
            and authorization == f"Basic {known}"
        )
        if not is_right:
            return {"error": "invalid_grant"}
        now = int(time.time())
        times = {"iat": now, "exp": now + 300}
        about = {"iss": self.issuer, "aud": CLIENT, "nonce": self.question["nonce"]} | times
        told = about | self.person | self.changes
        told = {name: value for name, value in told.items() if value is not None}
        return {"access_token": "x", "token_type": "Bearer"} | self.signed(told)

    def signed(self, told: dict) -> dict:
        if self.header["alg"] == "none":
            parts = [json.dumps(one).encode() for one in (self.header, told)] + [b""]
            return {
                "id_token": ".".join(
                    base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts
                )
            }
        header = self.header | {"kid": "one"}
        return {"id_token": jwt.encode(header, told, self.key, algorithms=[header["alg"]])}
