"""Errors by group: counted as everybody counts them, nobody left out, and what was not tested is named."""

from __future__ import annotations

import json
from pathlib import Path

import jiwer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe import cli
from scribe import evaluating_recordings as by_voice
from scribe.errors import FileRefused, NothingHeard
from scribe.evaluating_recordings import GROUPS, Heard, Labelled, as_json, as_lines, by_group, count, distance
from scribe.visit import Doubt, ModelCard, Transcript, Turn, TurnId

SPEECH = Path(__file__).parents[3] / "shared" / "data" / "speech" / "librispeech"
needs_speech = pytest.mark.skipif(not SPEECH.exists(), reason="the real recordings of ../shared/data are not here")


def a_transcript(text: str, *doubts: Doubt) -> Transcript:
    """Of one turn."""
    turn = Turn(TurnId("t1"), "", 0.0, 60.0, text)
    return Transcript((turn,), ModelCard("tiny"), 60.0, "", doubts=doubts)


def a_folder(folder: Path, listed: str, consented: str = "consented = true") -> Path:
    """A folder with two sounds (no real ones) and what was said in them."""
    folder.mkdir(exist_ok=True)
    for name in ("a", "b"):
        (folder / f"{name}.wav").write_bytes(b"RIFF")
        (folder / f"{name}.txt").write_text("I fell twice last week.", "utf-8")
    (folder / by_voice.LIST).write_text(f"{consented}\n{listed}", "utf-8")
    return folder


ROW = '[[recording]]\nsound = "a.wav"\nsaid = "a.txt"\ngroups = ["Scottish", "over-75"]\n'


@settings(deadline=None)  # the first one loads numpy
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
def test_the_distance_is_that_of_everybody(real: list[str], heard: list[str]) -> None:
    """As jiwer counts it."""
    expected = jiwer.process_words(" ".join(real), " ".join(heard)) if heard else None
    errors = expected.substitutions + expected.deletions + expected.insertions if expected else len(real)
    assert distance(real, heard) == errors


def test_words_are_compared_as_they_are_spoken() -> None:
    """Figures, capitals and marks are no errors; doubted words are counted."""
    heard = count("She's twenty, he said.", a_transcript("she's 20 he said so", Doubt(TurnId("t1"), 4, 5, "unsure")))
    assert (heard.words, heard.errors, heard.heard_words, heard.marked) == (5, 1, 6, 1)


def test_a_recording_counts_in_each_of_its_groups_and_once_in_all() -> None:
    """The worst group first; the groups of the list without a recording are named."""
    one = Labelled(Path("a"), "", ("scottish", "over-75"))
    other = Labelled(Path("b"), "", ("scottish", "our own"))
    found = by_group([(one, Heard(1, 60.0, 2000, 100, 2000, 50)), (other, Heard(1, 60.0, 2000, 600, 2000, 50))])
    assert found.everybody == Heard(2, 120.0, 4000, 700, 4000, 100)
    assert [name for name, _ in found.groups] == ["our own", "scottish", "over-75"]
    assert set(found.not_tested) == set(GROUPS) - {"scottish", "over-75"}
    assert [found.is_worse(heard) for _, heard in found.groups] == [True, False, False]
    text = "\n".join(as_lines(found, "tiny"))
    assert "Heard much worse than all together: our own." in text and "NOT TESTED" in text and "children" in text
    data = json.loads(json.dumps(as_json(found, "tiny")))
    assert data["groups"][0]["worse"] is True and data["all"]["error_rate"] == 0.175


def test_little_is_said_to_be_little() -> None:
    """No verdict on a handful of words."""
    found = by_group([(Labelled(Path("a"), "", ("welsh",)), Heard(1, 5.0, 10, 9, 10, 0))])
    assert not found.is_worse(found.groups[0][1])
    assert any("too little to tell" in line for line in as_lines(found, "tiny"))


def test_where_nothing_is_heard_every_word_is_an_error(tmp_path: Path) -> None:
    """Nobody is left out for being heard worst."""
    recordings = by_voice.read_recordings(str(a_folder(tmp_path / "x", ROW)))

    def deaf(_: Path) -> Transcript:
        raise NothingHeard

    found = by_voice.evaluate_recordings(recordings, deaf)
    assert found.everybody.error_rate == 1.0 and found.everybody.recordings == 1


def test_a_list_is_read(tmp_path: Path) -> None:
    """Groups in small letters, each once."""
    (one,) = by_voice.read_recordings(str(a_folder(tmp_path / "x", ROW.replace('"over-75"', '"scottish "'))))
    assert one.groups == ("scottish",) and one.said.startswith("I fell")


@pytest.mark.parametrize(
    ("listed", "consented", "sentence"),
    [
        (ROW, "", by_voice.NOT_CONSENTED),
        (ROW, 'consented = "yes"', by_voice.NOT_CONSENTED),
        ("recording = []", "consented = true", by_voice.NOT_A_LIST),
        ("[[recording]]\nsound = 1", "consented = true", by_voice.NOT_A_LIST),
        (ROW.replace('["Scottish", "over-75"]', '"Scottish"'), "consented = true", by_voice.NOT_A_LIST),
        (ROW.replace("a.wav", "../secret.wav"), "consented = true", by_voice.OUTSIDE),
        ("[[", "consented = true", by_voice.NOT_A_LIST),
    ],
)
def test_what_can_not_be_used_is_refused_in_a_sentence(
    tmp_path: Path, listed: str, consented: str, sentence: str
) -> None:
    """Nothing is listened to, and no name of a file is told."""
    with pytest.raises(FileRefused) as refused:
        by_voice.read_recordings(str(a_folder(tmp_path / "x", listed, consented)))
    assert str(refused.value) == sentence


def test_a_sound_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the command, with status 1 and one sentence."""
    folder = a_folder(tmp_path / "x", ROW.replace("a.wav", "gone.wav"))
    assert cli.run(["evaluate", str(folder)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@needs_speech
def test_real_recordings_are_counted_by_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two readers as two groups, by the real recogniser."""
    said = dict(line.split("\t") for line in (SPEECH / "refs.tsv").read_text("utf-8").splitlines() if line.strip())
    names = [next(name for name in sorted(said) if name.startswith(reader)) for reader in ("1688", "2033")]
    folder, listed = tmp_path / "x", "consented = true\n"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes((SPEECH / name).read_bytes())
        (folder / f"{name}.txt").write_text(said[name], "utf-8")
        listed += f'[[recording]]\nsound = "{name}"\nsaid = "{name}.txt"\ngroups = ["{name[:4]}"]\n'
    (folder / by_voice.LIST).write_text(listed, "utf-8")
    out = tmp_path / "out.json"
    assert cli.run(["evaluate", str(folder), "--json", str(out)]) == 0
    data = json.loads(out.read_text("utf-8"))
    assert {each["group"] for each in data["groups"]} == {"1688", "2033"} and data["all"]["recordings"] == 2
    assert 0 <= data["all"]["error_rate"] < 0.6 and "NOT TESTED" in capsys.readouterr().out
