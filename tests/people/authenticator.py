"""A key made of software: answers a browser's questions as a phone would (for tests only)."""

import base64
import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
HOST = "testserver"


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Key:
    """One credential on one host."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = b"sleutel-van-de-test"
    verifies: bool = True
    user: bytes = b""

    def _data(self, flags: int, more: bytes = b"") -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + bytes(4) + more

    def _client(self, kind: str, question: dict) -> bytes:
        return json.dumps(
            {
                "type": f"webauthn.{kind}",
                "challenge": question["publicKey"]["challenge"],
                "origin": f"http://{HOST}",
            }
        ).encode()

    def create(self, question: dict) -> str:
        """The answer to a question for a new key."""
        handle = question["publicKey"]["user"]["id"]
        self.user = base64.urlsafe_b64decode(handle + "=" * (-len(handle) % 4))
        numbers = self.private.public_key().public_numbers()
        public = {
            1: 2, 3: -7, -1: 1,
            -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big"),
        }  # fmt: skip
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        statement = cbor.encode(
            {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED, credential)}
        )
        answer = {
            "clientDataJSON": text(self._client("create", question)),
            "attestationObject": text(statement),
        }
        return self._answer(answer)

    def get(self, question: dict) -> str:
        """The answer to a question for signing in."""
        client = self._client("get", question)
        data = self._data(0)
        signature = self.private.sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        answer = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": text(self.user),
        }
        return self._answer(answer)

    def _answer(self, response: dict) -> str:
        return json.dumps(
            {
                "id": text(self.id),
                "rawId": text(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": response,
            }
        )
