"""The FFmpeg that is shipped opens every kind of file that the registry's opens, and hears the very same in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import package_places
import pytest
import sound_library

from scribe.audio_reader import decode
from tests.audio.sounds import KINDS, real_speech, write_sound

ROOT = Path(__file__).parents[2]
READ = (
    "import sys; from pathlib import Path; import av; from scribe.audio_reader import decode;"
    "assert av.__file__.startswith(sys.argv[2]);"
    "sys.stdout.buffer.write(b''.join(decode(Path(sys.argv[1]))))"
)
SLOWER = (
    "import sys; import av; from scribe.tempo import Tempo; assert av.__file__.startswith(sys.argv[1]); "
    "t = Tempo(0.5);"
    "print(len(t.feed(bytes(32000)) + t.end()))"
)

pytestmark = pytest.mark.skipif(
    not (package_places.SITE / "av").is_dir(), reason="made by: python3 dev.py package bundle"
)


def with_shipped(code: str, *words: str) -> bytes:
    """What a program prints that imports the shipped PyAV."""
    places = os.pathsep.join((str(package_places.SITE), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": places, "LD_LIBRARY_PATH": str(sound_library.LIBRARIES)}
    command = [sys.executable, "-c", code, *words, str(package_places.SITE)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_every_kind_of_file_is_heard_alike(suffix: str, tmp_path: Path) -> None:
    """The decoders of both builds are the same code: they agree, but for the rounding of hand-written assembler."""
    import numpy as np

    path = write_sound(tmp_path / f"speech.{suffix}", real_speech()[:80_000], stereo=suffix == "ogg")
    theirs = np.frombuffer(b"".join(decode(path)), np.int16).astype(np.int32)
    ours = np.frombuffer(with_shipped(READ, str(path)), np.int16).astype(np.int32)
    assert len(ours) == len(theirs) and len(ours) > 70_000
    assert np.abs(ours - theirs).max() <= 2


def test_it_plays_at_another_speed() -> None:
    """Half the speed, twice the samples."""
    assert int(with_shipped(SLOWER)) == 64_000
