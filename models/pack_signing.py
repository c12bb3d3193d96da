"""Signs and verifies a model pack's manifest as minisign does, so that nothing of an unsigned one is ever parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import ModelError

if TYPE_CHECKING:
    from minisign import PublicKey, SecretKey, Signature

MOST_SIGNATURE = 4096
"""Bytes: four lines, of which the comments are the only ones that vary."""
MOST_KEY = 4096
_COMMENT = "Fairnote model pack"


class NotSigned(ModelError):
    """A pack's signature is missing, is of another key, or is not of this manifest."""

    sentence = (
        "This model pack is not signed by the key that is trusted here, or it was changed after it was signed. "
        "Nothing of it was opened or copied. Ask whoever gave it to you for a new copy."
    )


class BadPublicKey(ModelError):
    """What should be a minisign public key is none, so no pack can be checked by it."""

    sentence = (
        "The public key for model packs is not a minisign public key (one line that begins with RW), so no pack can be "
        "checked. Nothing was opened or copied. Ask IT."
    )


class BadSecretKey(ModelError):
    """What should be a minisign secret key is none."""

    sentence = "This is not a minisign secret key. Nothing was signed."


class WrongKeyPassphrase(ModelError):
    """The passphrase does not open the secret key."""

    sentence = "That passphrase does not open this secret key. Nothing was signed."


def public_key_line(text: str) -> str:
    """The one line of a public key that counts, from that line or from a whole `.pub` file. Raises `BadPublicKey`."""
    line: bytes = _public(text).to_base64()
    return line.decode("ascii")


def verify(data: bytes, signature: bytes, public_key: str) -> str:
    """The trusted comment of a signature of `data` by the owner of `public_key`. `data` is not looked into.

    Raises `BadPublicKey`, or `NotSigned` for whatever else does not fit; the comment is verified with the data.
    """
    trusted = _public(public_key)
    from minisign import Error

    try:
        found = _signature(signature)
        trusted.verify(data, found)
    except (Error, ValueError):
        raise NotSigned from None
    comment: str = found.trusted_comment
    return comment


def sign(data: bytes, secret_key: bytes, passphrase: str, comment: str) -> tuple[bytes, str]:
    """The signature of `data` with a trusted comment (printable ASCII), and the public key that verifies it.

    `secret_key` is the content of a minisign secret key file; the passphrase of one that has none is not looked at.
    Raises `BadSecretKey` or `WrongKeyPassphrase`.
    """
    from minisign import Error

    with _opened(secret_key, passphrase) as key:
        try:
            signature = key.sign(data, untrusted_comment=_COMMENT, trusted_comment=comment)
            return bytes(signature) + b"\n", key.get_public_key().to_base64().decode("ascii")
        except Error:
            raise BadSecretKey from None


def needs_passphrase(secret_key: bytes) -> bool:
    """Whether a secret key is encrypted. Raises `BadSecretKey`."""
    with _secret(secret_key) as key:
        return bool(key.is_encrypted())


def new_keys(passphrase: str) -> tuple[bytes, bytes]:
    """The contents of a new secret key file, encrypted by the passphrase (scrypt), and of its public key file."""
    from minisign import KeyPair

    pair = KeyPair.generate()
    with pair.secret_key as key:
        key.encrypt(passphrase)
        return bytes(key) + b"\n", bytes(pair.public_key) + b"\n"


def _opened(content: bytes, passphrase: str) -> SecretKey:
    from minisign import Error

    key = _secret(content)
    try:
        key.decrypt(passphrase)
    except (Error, ValueError, MemoryError):
        key.wipe()
        raise WrongKeyPassphrase from None
    return key


def _secret(content: bytes) -> SecretKey:
    from minisign import Error, SecretKey

    try:
        return SecretKey.from_bytes(content)
    except (Error, ValueError):
        raise BadSecretKey from None


def _public(text: str) -> PublicKey:
    from minisign import Error, PublicKey

    lines = [line.strip() for line in text.strip().splitlines()]
    try:
        if len(text) <= MOST_KEY and lines and len(lines) <= 2:
            return PublicKey.from_base64(lines[-1])
    except (Error, ValueError):
        pass
    raise BadPublicKey


def _signature(content: bytes) -> Signature:
    from minisign import Signature

    if len(content) > MOST_SIGNATURE:
        raise NotSigned
    return Signature.from_bytes(content)
