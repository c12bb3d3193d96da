"""Keys and packs that tests of model packs make: real minisign keys, real packs."""

from __future__ import annotations

import base64
from pathlib import Path

from minisign import KeyPair, SecretKey

from models.pack import MANIFEST, SIGNATURE, Manifest
from models.pack_making import make_pack, sources_of

NAME = "Robin-1B"
PASSPHRASE = "correct horse battery"
WEIGHTS = b"GGUF" + bytes(range(256)) * 40


class Council:
    """Somebody who signs packs: a key pair whose secret key has no passphrase, so that tests are quick."""

    def __init__(self) -> None:
        self._pair = KeyPair.generate()

    @property
    def public_key(self) -> str:
        """The line for the policy."""
        return self._pair.public_key.to_base64().decode("ascii")

    @property
    def secret_key(self) -> bytes:
        """The content of its secret key file."""
        return bytes(self._pair.secret_key)

    def sign(self, content: bytes, comment: str = "signed by hand") -> bytes:
        """A signature file's content."""
        key: SecretKey = self._pair.secret_key
        return bytes(key.sign(content, trusted_comment=comment)) + b"\n"

    def pack(self, to: Path, *, name: str = NAME, weights: bytes = WEIGHTS) -> Path:
        """A signed pack of a model that nobody opens."""
        to.mkdir(parents=True, exist_ok=True)
        source = to / f"{name}.gguf"
        source.write_bytes(weights)
        made, _ = make_pack(
            sources_of(source), to / "packs", secret_key=self.secret_key, passphrase="", comment="a pack of a test"
        )
        return made

    def put(self, folder: Path, manifest: Manifest | bytes) -> Path:
        """A folder with this manifest, signed, whatever it says."""
        folder.mkdir(parents=True, exist_ok=True)
        content = manifest if isinstance(manifest, bytes) else manifest.to_bytes()
        (folder / MANIFEST).write_bytes(content)
        (folder / SIGNATURE).write_bytes(self.sign(content))
        return folder


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def flip_inside(path: Path, line: int, at: int) -> None:
    """Change one bit of what a line of base64 in a file stands for."""
    lines = path.read_bytes().splitlines()
    data = bytearray(base64.b64decode(lines[line]))
    data[at] ^= 1
    lines[line] = base64.b64encode(data)
    path.write_bytes(b"\n".join(lines) + b"\n")
