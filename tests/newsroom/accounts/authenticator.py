"""A device with a passkey, as WebAuthn describes one (https://www.w3.org/TR/webauthn-3/)."""

import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.utils import websafe_encode

SITE = "http://localhost:8000"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class Device:
    """It signs for any site that it is told, and may leave out what a real one would not."""

    def __init__(self, origin=SITE, flags=PRESENT | VERIFIED):
        self.origin, self.flags, self.counter = origin, flags, 0
        self.host = origin.split("//")[1].split(":")[0]
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)

    def data(self, flags: int) -> bytes:
        hashed = hashlib.sha256(self.host.encode()).digest()
        return hashed + bytes([flags]) + struct.pack(">I", self.counter)

    def client(self, kind: str, options: dict) -> bytes:
        told = {"type": f"webauthn.{kind}", "challenge": options["publicKey"]["challenge"]}
        return json.dumps(told | {"origin": self.origin}).encode()

    def answer(self, **parts: bytes) -> str:
        name = websafe_encode(self.id)
        told = {part: websafe_encode(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})

    def make(self, options: dict) -> str:
        """Return what a browser answers that was asked to make a passkey."""
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32) for number in (point.x, point.y))
        public = cbor.encode({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        own = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        data = self.data(self.flags | HAS_KEY) + own
        return self.answer(
            clientDataJSON=self.client("create", options),
            attestationObject=cbor.encode({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def sign(self, options: dict) -> str:
        """Return what a browser answers that was asked to have a passkey sign."""
        client, data = self.client("get", options), self.data(self.flags)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(SHA256()))
        return self.answer(clientDataJSON=client, authenticatorData=data, signature=signature)
