"""A security key in software, with the library's own forms and a real P-256 key: it answers as hardware does."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData


@dataclass
class SoftKey:
    """One key; `counter` goes up with each signature unless `counts` is false, as passkeys do."""

    origin: str = "http://localhost"
    counter: int = 0
    counts: bool = True
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> str:
        """The answer to navigator.credentials.create, as the script sends it."""
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(self._rp(options["rp"]["id"]), flags, self._next(), credential)
        response = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", options["challenge"])),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        }
        return self._written(response)

    def get(self, options: dict[str, Any]) -> str:
        """The answer to navigator.credentials.get."""
        client = self._client("webauthn.get", options["challenge"])
        data = AuthenticatorData.create(self._rp(options["rpId"]), AuthenticatorData.FLAG.UP, self._next())
        signature = self.private.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": None,
        }
        return self._written(response)

    def _next(self) -> int:
        if self.counts:
            self.counter += 1
        return self.counter

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _written(self, response: dict[str, Any]) -> str:
        own = websafe_encode(self.id)
        return json.dumps(
            {"id": own, "rawId": own, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )

    @staticmethod
    def _rp(host: str) -> bytes:
        return sha256(host.encode()).digest()
