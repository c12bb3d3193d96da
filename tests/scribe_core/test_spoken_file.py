"""Lines are read aloud into a file by a program of the laptop's own, and its words are nowhere else."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from scribe import spoken_file
from scribe.spoken_file import LONGER_PAUSE, PAUSE, CannotSpeak, Sound, by_base64, own_voice, sound_of, speak, wav_of

RATE = 16000
ECHO = "import base64, sys\nfor line in sys.stdin: print(base64.b64encode(line.strip().encode() * 2).decode())"


def _a_second(lines: Sequence[str]) -> Iterator[Sound]:
    return (Sound(RATE, b"\x01\x00" * RATE) for _ in lines)


def _seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as made:
        assert (made.getnchannels(), made.getsampwidth(), made.getframerate()) == (1, 2, RATE)
        return made.getnframes() / made.getframerate()


def _wav(samples: bytes, channels: int = 1) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(2)
        made.setframerate(RATE)
        made.writeframes(samples)
    return buffer.getvalue()


def test_a_pause_follows_each_line_and_a_longer_one_where_it_is_asked() -> None:
    """Time to take in what was said."""
    assert _seconds(wav_of(["One.", "", "Two."], _a_second)) == pytest.approx(2 + 2 * PAUSE + LONGER_PAUSE)


@pytest.mark.parametrize("lines", [[], [""]])
def test_where_nothing_is_said_there_is_no_file(lines: list[str]) -> None:
    """A silent file would be taken for the page."""
    with pytest.raises(CannotSpeak):
        wav_of(lines, _a_second)


def test_a_line_that_is_not_said_makes_no_file() -> None:
    """A voice that falls silent in the middle would leave out what the reader must know."""
    with pytest.raises(CannotSpeak):
        wav_of(["One.", "Two."], lambda lines: iter([Sound(RATE, b"\x00\x00")]))


@pytest.mark.parametrize(
    "error",
    [
        OSError("a secret"),
        ValueError("a secret"),
        subprocess.CalledProcessError(1, "x"),
        subprocess.TimeoutExpired("x", 1),
    ],
)
def test_a_program_that_fails_is_said_without_its_words(error: Exception) -> None:
    """What it says of its failure may quote what it was to say."""

    def fails(lines: Sequence[str]) -> Iterator[Sound]:
        raise error
        yield

    with pytest.raises(CannotSpeak) as caught:
        wav_of(["One."], fails)
    assert "secret" not in str(caught.value) and caught.value.__suppress_context__


def test_a_pipe_knows_no_lengths() -> None:
    """A program that writes into a pipe can't go back and say how long it was."""
    whole = _wav(b"\x05\x00" * 100)
    wrong = whole.replace((200).to_bytes(4, "little"), b"\xff\xff\xff\x7f")
    assert sound_of(wrong) == sound_of(whole) == Sound(RATE, b"\x05\x00" * 100)
    assert sound_of(whole + b"\x01").samples == b"\x05\x00" * 100


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no sound at all", _wav(b"\x00" * 8, channels=2)])
def test_what_is_no_such_sound_is_refused(data: bytes) -> None:
    """Noise in place of words would be worse than none."""
    with pytest.raises(ValueError):
        sound_of(data)


def test_a_program_that_takes_all_lines_gives_each_ones_sound() -> None:
    """As Windows' own speech is asked: lines in, samples in base64 out."""
    said = list(by_base64([sys.executable, "-c", ECHO], ["One.", "Two."]))
    assert [sound.samples for sound in said] == [b"One.One.", b"Two.Two."]


def test_on_windows_its_own_speech_is_asked_and_never_an_online_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its full path, with the words in nothing but its standard input."""
    asked: list[Any] = []
    monkeypatch.setattr(spoken_file.sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", "D:/Windows")
    monkeypatch.setattr(spoken_file, "by_base64", lambda *given: asked.append(given) or iter(()))
    with pytest.raises(CannotSpeak):
        speak(["A secret."])
    (command, lines) = asked[0]
    assert command[0].startswith("D:/Windows") and command[0].endswith("powershell.exe") and lines == ["A secret."]
    assert "secret" not in str(command) and "-notmatch 'Online'" in command[-1]


@pytest.mark.parametrize("program", ["espeak-ng", "flite"])
def test_words_are_never_on_a_command_line(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Any user of the laptop can read command lines; standard input nobody else can."""
    asked: list[tuple[list[str], bytes]] = []

    def run(command: list[str], given: bytes, files: Sequence[int] = ()) -> bytes:
        asked.append((command, given))
        for file in files:
            os.write(file, _wav(b"\x01\x00" * 10))
        return _wav(b"\x01\x00" * 10)

    monkeypatch.setattr(spoken_file.sys, "platform", "linux")
    monkeypatch.setattr(spoken_file.shutil, "which", lambda name: f"/usr/bin/{name}" if name == program else None)
    monkeypatch.setattr(spoken_file, "_run", run)
    assert len(list(own_voice()(["Zoë’s “plan” – it’s £5…"]))) == 1
    ((command, given),) = asked
    assert command[0] == f"/usr/bin/{program}" and "plan" not in str(command)
    assert given == (b"Zoe's \"plan\" - it's 5." if program == "flite" else "Zoë’s “plan” – it’s £5…".encode())


@pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("espeak-ng") or shutil.which("flite")), reason="no voice"
)
def test_a_voice_of_this_laptop_speaks() -> None:
    """A real program says real words: longer words take longer, and there is sound in them."""
    short = sum(len(one.samples) for one in own_voice()(["Yes."]))
    long = [one for one in own_voice()(["You must pay 63 pounds by 6 April.", "Ring us."])]
    assert len(long) == 2 and len(long[0].samples) > 2 * short > 0
    assert len(set(long[0].samples)) > 50
