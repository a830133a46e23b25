"""Encrypting what is needed to pay fees: AES-256-GCM under a key that is not in the database."""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reviewhub.domain.errors import Unavailable
from reviewhub.domain.experts.fee import Fees

NONCE: Final = 12
"""Bytes of the number used once that AES-GCM wants (NIST SP 800-38D)."""


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """Keys by their ids; the first encrypts, every one decrypts, so that a key can be replaced."""

    keys: tuple[bytes, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether there is a key at all."""
        return bool(self.keys)

    def seal(self, fees: Fees, owner: str) -> tuple[str, str]:
        """Encrypt for one owner; gives the key's id and the text to store.

        Raises :class:`Unavailable` when the operator has set no key.
        """
        if not self.keys:
            raise Unavailable("fee.no_key")
        nonce = secrets.token_bytes(NONCE)
        plain = json.dumps([fees.bank, fees.account, fees.id_number]).encode()
        sealed = AESGCM(self.keys[0]).encrypt(nonce, plain, _bound_to(owner))
        return key_id(self.keys[0]), base64.b64encode(nonce + sealed).decode()

    def unseal(self, kept_under: str, sealed: str, owner: str) -> Fees:
        """Decrypt what was kept for an owner.

        Raises :class:`Unavailable` when its key is not set (``fee.no_key``, ``fee.other_key``), or when the
        text was changed or belongs to somebody else (``fee.damaged``).
        """
        if not self.keys:
            raise Unavailable("fee.no_key")
        key = next((one for one in self.keys if key_id(one) == kept_under), None)
        if key is None:
            raise Unavailable("fee.other_key", key=kept_under)
        try:
            raw = base64.b64decode(sealed, validate=True)
            plain = AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], _bound_to(owner))
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise Unavailable("fee.damaged") from error
        return Fees(*json.loads(plain))


def key_id(key: bytes) -> str:
    """Name a key without telling it."""
    return hashlib.sha256(b"reviewhub/fee-key/1\0" + key).hexdigest()[:8]


def _bound_to(owner: str) -> bytes:
    return f"reviewhub/fees/1/{owner}".encode()
