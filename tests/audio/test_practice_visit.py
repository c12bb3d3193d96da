"""What the practice visit promises: it is heard as it was written, and its planted statement is really wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jiwer
import pytest

from models import catalogue, engines
from models.errors import ModelMissing
from models.speakers import SpeakerTurn
from resources.practice import practice_files
from scribe.audio_import import import_audio
from scribe.audio_store import EncryptedAudio
from scribe.transcribing import transcribe
from scribe.visit import ModelCard, Role, Transcript

SOUND, SCRIPT = practice_files()
KEY = bytes(range(32))
NOT = {"no", "not", "cannot", "never", "nobody", "nothing", "dont", "cant", "didnt"}


def script() -> dict[str, Any]:
    """The script as it is."""
    read: dict[str, Any] = json.loads(SCRIPT.read_text(encoding="utf-8"))
    return read


def words_of(text: str) -> list[str]:
    """Words without case and marks; the two numbers that are spoken are written one way."""
    plain = text.lower().replace("14th", "fourteenth").replace("£90", "ninety pounds").replace("alright", "all right")
    return re.sub(r"[^a-z0-9 ]", "", plain).split()


def test_the_script_is_whole() -> None:
    """Three minutes or so, turns in order and apart, each by somebody who is there; small enough to be committed."""
    told = script()
    people = {person["id"]: Role(person["role"]) for person in told["people"]}
    assert list(people.values()) == [Role.PERSON, Role.FAMILY, Role.WORKER]
    turns = told["turns"]
    assert [turn["id"] for turn in turns] == [f"t{n}" for n in range(1, len(turns) + 1)]
    assert {turn["speaker"] for turn in turns} == set(people)
    assert all(a["end"] + 1 < b["start"] for a, b in zip(turns, turns[1:], strict=False))
    assert 165 <= told["audio"]["seconds"] <= 210 and turns[-1]["end"] < told["audio"]["seconds"]
    assert SOUND.stat().st_size < 1_500_000


def test_the_planted_statement_says_the_opposite_of_what_was_said() -> None:
    """Its evidence is in the script, it differs from that by a lost 'not', and its key word is in both."""
    told = script()
    planted = told["planted"]
    said = next(turn["text"] for turn in told["turns"] if turn["id"] == planted["turn"])
    assert planted["evidence_text"] == said
    assert NOT & set(words_of(said)) and not NOT & set(words_of(planted["text"]))
    assert planted["key_word"] in said and planted["key_word"] in planted["text"]


def test_the_practice_visit_is_heard_as_it_was_written(tmp_path: Path) -> None:
    """The starter recogniser hears each turn, by the right speaker, at most 3 words in 100 wrong, and every 'not'."""
    told = script()
    made = heard_by_the_starter(tmp_path, told)
    assert [turn.speaker for turn in made.turns] == [turn["speaker"] for turn in told["turns"]]
    both = zip(told["turns"], made.turns, strict=True)
    pairs = [(words_of(wrote["text"]), words_of(turn.text)) for wrote, turn in both]
    wrong = jiwer.wer([" ".join(said) for said, _ in pairs], [" ".join(heard) for _, heard in pairs])
    print(f"word error rate {100 * wrong:.2f}%")
    assert wrong <= 0.03
    for said, heard in pairs:
        assert [word for word in said if word in NOT] == [word for word in heard if word in NOT]


def heard_by_the_starter(folder: Path, told: dict[str, Any]) -> Transcript:
    """The transcript, made as the app makes it."""
    try:
        model = catalogue.starter("transcriber")
    except ModelMissing:
        pytest.skip("the starter transcriber is not installed")
    taken = import_audio(SOUND, folder / "a.fna", KEY, "rec-1")
    transcriber = engines.start_transcriber(model)
    try:
        return transcribe(
            transcriber,
            ModelCard(model.name, model.sha256),
            EncryptedAudio(folder / "a.fna", KEY, "rec-1"),
            taken.sha256,
            speaker_turns=[SpeakerTurn(turn["speaker"], turn["start"], turn["end"]) for turn in told["turns"]],
            hot_words=tuple(person["name"] for person in told["people"]),
        )
    finally:
        transcriber.close()
