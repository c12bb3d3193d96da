"""Reads lines aloud into a WAV file, with a speech program of the laptop's own: sentence by sentence, with pauses.

Qt speaks, but its Python has no call that keeps what is said, and Speech Dispatcher has none either. So a program that
is on the laptop is asked: espeak-ng or flite on Linux, Windows' own speech through PowerShell. The words go in by its
standard input and the sound stays in memory: nothing of them is on a command line or on the disk.
"""

from __future__ import annotations

import base64
import io
import os
import shutil
import struct
import subprocess
import sys
import unicodedata
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scribe.errors import FairnoteError

PAUSE, LONGER_PAUSE = 0.7, 1.4
"""Seconds after a line, and what '' among the lines adds."""
_ANSWERS_WITHIN = 20.0
"""Seconds for one line, and for the first of them on Windows."""
_BYTES = 2
"""Each sample is of 16 bits, one channel."""
_WINDOWS_RATE = 22050
_HIGHEST_RATE = 192_000
"""Samples a second: no voice has more, and a pause takes as much memory as this says."""
_WINDOWS = r"""
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = New-Object Text.UTF8Encoding $false
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$own = $voice.GetInstalledVoices() | Where-Object { $_.Enabled -and $_.VoiceInfo.Name -notmatch 'Online' }
$english = $own | Where-Object { $_.VoiceInfo.Culture.Name -like 'en-*' }
$british = $english | Sort-Object { $_.VoiceInfo.Culture.Name -ne 'en-GB' }
$voice.SelectVoice(@($british)[0].VoiceInfo.Name)
$voice.Rate = -2
$kind = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, 'Sixteen', 'Mono')
while ($null -ne ($line = [Console]::In.ReadLine())) {
  $sound = New-Object IO.MemoryStream
  $voice.SetOutputToAudioStream($sound, $kind)
  $voice.Speak($line)
  $voice.SetOutputToNull()
  [Console]::Out.WriteLine([Convert]::ToBase64String($sound.ToArray()))
}
"""
"""It takes lines and gives the samples of each in base64. A voice that sends words away has 'Online' in its name."""


class CannotSpeak(FairnoteError):
    """There is no voice whose words can be kept as a file."""

    sentence = (
        "This laptop has no voice whose words can be saved as a file. Nothing was exported. "
        "Choose another kind of file."
    )


@dataclass(frozen=True)
class Sound:
    """Samples of 16 bits, one channel, `rate` a second."""

    rate: int
    samples: bytes


Voice = Callable[[Sequence[str]], Iterator[Sound]]
"""Says lines one by one."""


def speak(lines: Sequence[str]) -> bytes:
    """A WAV file of these lines, a pause after each; '' is a longer pause. Raises `CannotSpeak`."""
    return wav_of(lines, own_voice())


def own_voice() -> Voice:
    """The best voice of this laptop's whose words can be kept. Raises `CannotSpeak`."""
    if sys.platform == "win32":
        return _windows
    for name, voice in (("espeak-ng", _espeak), ("flite", _flite)):
        if found := shutil.which(name):
            return voice(found)
    raise CannotSpeak


def wav_of(lines: Sequence[str], voice: Voice) -> bytes:
    """The lines as a voice says them, as a WAV file. Raises `CannotSpeak` where it says nothing, or fails."""
    said = voice([line for line in lines if line])
    samples, rate = bytearray(), 0
    try:
        for line in lines:
            sound = next(said) if line else None
            rate = sound.rate if sound else rate
            samples += sound.samples if sound else b""
            samples += bytes(_BYTES * round((PAUSE if line else LONGER_PAUSE) * rate))
    except (OSError, ValueError, StopIteration, subprocess.SubprocessError, struct.error):
        # What it says of a failure may quote the words, so it goes no further.
        raise CannotSpeak from None
    if not rate:
        raise CannotSpeak
    return _file(bytes(samples), rate)


def _file(samples: bytes, rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(_BYTES)
        made.setframerate(rate)
        made.writeframes(samples)
    return buffer.getvalue()


# --- Linux
def _espeak(program: str) -> Voice:
    """140 words a minute: slower than its usual 175."""
    command = [program, "-v", "en-gb", "-s", "140", "--stdin", "--stdout"]
    return lambda lines: (sound_of(_run(command, line.encode())) for line in lines)


def _flite(program: str) -> Voice:
    """Its Scottish voice, a sixth slower than usual. It knows no letters beyond ASCII."""
    command = [program, "-voice", "awb", "--setf", "duration_stretch=1.2", "-f", "/dev/stdin", "-o"]
    return lambda lines: (sound_of(_run_into_memory(command, _plain(line).encode())) for line in lines)


def _run(command: list[str], given: bytes, files: Sequence[int] = ()) -> bytes:
    done = subprocess.run(
        command,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_ANSWERS_WITHIN,
        check=True,
        pass_fds=files,
    )
    return done.stdout


def _run_into_memory(command: list[str], given: bytes) -> bytes:
    """For a program that goes back in the file that it writes: one that is on no disk (Linux)."""
    file = os.memfd_create("said")
    try:
        _run([*command, f"/proc/self/fd/{file}"], given, (file,))
        return os.pread(file, os.fstat(file).st_size, 0)
    finally:
        os.close(file)


_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})


def _plain(line: str) -> str:
    letters = unicodedata.normalize("NFKD", line.translate(_SIGNS))
    return letters.encode("ascii", "ignore").decode()


def sound_of(data: bytes) -> Sound:
    """What a WAV file holds whose lengths are not to be trusted: it was written into a pipe. Raises ValueError."""
    at = data.find(b"fmt ")
    start = data.find(b"data", at)
    if not data.startswith(b"RIFF") or at < 0 or start < 0:
        raise ValueError("no sound")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, at + 8)
    if (kind, channels, bits) != (1, 1, 8 * _BYTES) or rate > _HIGHEST_RATE:
        raise ValueError("another kind of sound")
    samples = data[start + 8 :]
    return Sound(rate, samples[: len(samples) // _BYTES * _BYTES])


# --- Windows
def _windows(lines: Sequence[str]) -> Iterator[Sound]:
    """One run for all lines: it takes about a second to start."""
    folder = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "WindowsPowerShell" / "v1.0"
    command = [str(folder / "powershell.exe"), "-NoProfile", "-NonInteractive", "-Command", _WINDOWS]
    return by_base64(command, lines)


def by_base64(command: list[str], lines: Sequence[str]) -> Iterator[Sound]:
    """What a program says that takes all lines and gives the samples of each in base64, a line each."""
    done = subprocess.run(
        command,
        input="".join(f"{line}\n" for line in lines).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_ANSWERS_WITHIN + len(lines),
        check=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    for line in done.stdout.split():
        yield Sound(_WINDOWS_RATE, base64.b64decode(line, validate=True))
