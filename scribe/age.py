"""The council's recovery key (age, X25519): makes the pair, seals to its public part, opens with its secret part."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from scribe.errors import FairnoteError, FileRefused
from scribe.files import write_atomically

LARGEST_IDENTITY = 64 << 10
"""Bytes. A file of one is 200 long."""
LARGEST_SEALED = 1 << 20
"""Bytes. Only keys are sealed like this."""
_SECRET = "AGE-SECRET-KEY-1"
_WARNING = "# Recovery key of Fairnote. Whoever has this file can open every vault that is sealed to it."


class NotARecoveryKey(FairnoteError):
    """A text that should be a public key is none."""

    sentence = (
        "The council's recovery key in the policy is not a key that can be used, so nothing was sealed to it. "
        "Give the line that `fairnote keys new` printed: it starts with age1."
    )


class NotAnIdentity(FileRefused):
    """A file that should hold the secret part of a recovery key holds none, or more than one."""

    sentence = "This file holds no recovery key. It was not changed. Give the file that `fairnote keys new` wrote."


class WrongIdentity(FairnoteError):
    """What was sealed was sealed to another key, or is damaged: age can't tell the two apart at its start."""

    sentence = "That recovery key does not open this: it was sealed to another key, or is damaged. Nothing was changed."


@dataclass(frozen=True)
class Identity:
    """A recovery key with its secret part, which is never shown."""

    public_key: str
    secret: str = field(repr=False)


def new_identity() -> Identity:
    """A new random pair."""
    made = pyrage.x25519.Identity.generate()
    return Identity(str(made.to_public()), str(made))


def write_identity(path: Path, identity: Identity) -> None:
    """Write it as `age-keygen` does, readable by this user only. Raises `FileAlreadyThere` and what writing raises."""
    text = f"{_WARNING}\n# public key: {identity.public_key}\n{identity.secret}\n"
    write_atomically(path, text.encode("ascii"), overwrite=False)


def read_identity(path: Path) -> Identity:
    """The one secret key in a file, whoever wrote it. Raises `NotAnIdentity`."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_IDENTITY).decode("utf-8-sig")
    except (OSError, ValueError):
        raise NotAnIdentity from None
    keys = [line.strip() for line in text.splitlines() if line.strip().upper().startswith(_SECRET)]
    if len(keys) != 1:
        raise NotAnIdentity
    try:
        found = pyrage.x25519.Identity.from_str(keys[0])
    except pyrage.IdentityError:
        raise NotAnIdentity from None
    return Identity(str(found.to_public()), str(found))


def checked_public_key(text: str) -> str:
    """The key without spaces around it. Raises `NotARecoveryKey`."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip()))
    except pyrage.RecipientError:
        raise NotARecoveryKey from None


def seal(data: bytes, public_key: str) -> bytes:
    """Encrypt something short so that only the holder of the secret part can read it. Raises `NotARecoveryKey`."""
    recipient = pyrage.x25519.Recipient.from_str(checked_public_key(public_key))
    return bytes(pyrage.encrypt(data, [recipient]))


def unseal(sealed: bytes, identity: Identity) -> bytes:
    """What was sealed. Raises `WrongIdentity`."""
    if len(sealed) > LARGEST_SEALED:
        raise WrongIdentity
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity.secret)]))
    except pyrage.DecryptError:
        raise WrongIdentity from None
