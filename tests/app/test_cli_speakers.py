"""What `fairnote transcribe --speakers` promises: who spoke, how many seconds, and the words whatever goes wrong."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import pytest

from models.errors import EngineFailed
from models.scripted import ScriptedSpeakerFinder
from models.speakers import SpeakerFinder
from scribe import cli, commands_work
from tests.audio.test_voices import LOUD, QUIET, SCRIPT, TALK, WHO, Engines, Fails, sound


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A sound file of two voices."""
    return sound_file(tmp_path / "talk.wav", TALK)


def sound_file(path: Path, pcm: bytes) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(pcm)
    return path


def transcribed(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    finder: SpeakerFinder | None,
    *given: str | Path,
) -> tuple[dict[str, Any], str]:
    """The JSON of the command with these engines, and what it said on standard error."""
    monkeypatch.setattr(commands_work, "installed_engines", lambda _: Engines(finder, SCRIPT))
    assert cli.run(["transcribe", *map(str, given), "--json", "-"]) == 0
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_voices_are_told_apart_and_counted(
    talk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each turn has its speaker, and each speaker their seconds, as commands.md has it."""
    finder = ScriptedSpeakerFinder()
    shape, told = transcribed(monkeypatch, capsys, finder, talk, "--speakers", "auto")
    assert [(turn["speaker"], turn["text"]) for turn in shape["turns"]] == WHO
    assert shape["speakers"] == [{"id": "S1", "seconds": 6.0}, {"id": "S2", "seconds": 3.0}]
    assert told == "" and finder.settles == [None]


def test_the_number_of_people_is_honoured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three that are alike are two where somebody says so."""
    path = sound_file(tmp_path / "t.wav", sound((QUIET, 3.0), (0.0, 0.5), (LOUD, 3.0), (0.0, 0.5), (0.14, 3.0)))
    finder = ScriptedSpeakerFinder()
    shape, _ = transcribed(monkeypatch, capsys, finder, path, "--speakers", "2")
    assert [turn["speaker"] for turn in shape["turns"]] == ["S1", "S2", "S1"] and finder.settles == [2]


def test_one_speaker_needs_no_finding(
    talk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By default, and with 1, nobody listens for voices."""
    for given in ((), ("--speakers", "1")):
        finder = ScriptedSpeakerFinder()
        shape, told = transcribed(monkeypatch, capsys, finder, talk, *given)
        assert {turn["speaker"] for turn in shape["turns"]} == {"S1"} and finder.listens == 0 and told == ""


@pytest.mark.parametrize("finder", [None, Fails(range(1, 99), EngineFailed), Fails(range(1, 99), RuntimeError)])
def test_where_voices_can_not_be_told_apart_the_words_come(
    talk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], finder: SpeakerFinder | None
) -> None:
    """One line on standard error says so; every turn is S1's."""
    shape, told = transcribed(monkeypatch, capsys, finder, talk, "--speakers", "auto")
    assert {turn["speaker"] for turn in shape["turns"]} == {"S1"} and "sorry." in shape["turns"][-1]["text"]
    assert told.endswith(f"{commands_work.ONE_VOICE}\n") and told.count("\n") == 1
