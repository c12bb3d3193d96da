"""The command line as IT teams script against it: exit status, one plain sentence, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from scribe import cli

SPEECH = Path(__file__).parents[3] / "shared" / "data" / "speech"
CALL = SPEECH / "phonecall" / "sample.wav"
needs_speech = pytest.mark.skipif(not CALL.exists(), reason="the real recordings of ../shared/data are not here")


def fairnote(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a person would, in a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ui.entry", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_is_piped_is_utf_8_whatever_the_systems_encoding(encoding: str, tmp_path: Path) -> None:
    """As on Windows, where a pipe's own encoding lacks a heading's line: `demo` stopped at its first one."""
    code = "from scribe.terminal import heading, write_every_character; write_every_character(); heading('Łódź')"
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").split() == ["Łódź", "────"]


def test_every_command_prints_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the demo alone."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = fairnote("licences")
    assert done.returncode == 0 and not done.stdout.isascii()


def assert_refused(result: subprocess.CompletedProcess[str]) -> None:
    """It failed with a plain sentence: no traceback, no file name, something about what is safe."""
    assert result.returncode not in (0, 130)
    assert "Traceback" not in result.stderr
    assert result.stderr.strip().endswith((".", ")"))
    assert len(result.stderr.strip().splitlines()) == 1


@needs_speech
def test_a_phone_call_becomes_words_with_times_and_confidence(tmp_path: Path) -> None:
    """`fairnote transcribe` writes the JSON that commands.md promises."""
    out = tmp_path / "call.json"
    result = fairnote("transcribe", CALL, "--json", out)
    assert result.returncode == 0, result.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["audio"]["seconds"] == pytest.approx(30.0, abs=0.5)
    words = [word for turn in data["turns"] for word in turn["words"]]
    assert len(words) > 40
    assert all(0 <= word["confidence"] <= 1 and word["start"] <= word["end"] <= 30.5 for word in words)


@needs_speech
def test_a_name_that_it_should_know_is_put_in_and_shown(tmp_path: Path) -> None:
    """`--words`: a real reader's 'Helstone' and 'shoppy' come out right, each with what was heard and a doubt."""
    words, out = tmp_path / "words.txt", tmp_path / "read.json"
    words.write_text("# places\nHelstone\nshoppy\nMargaret\nBegum\n", encoding="utf-8")
    result = fairnote("transcribe", SPEECH / "librispeech" / "1688-142285-0005.flac", "--words", words, "--json", out)
    assert result.returncode == 0, result.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    turn = data["turns"][0]
    put_in = {word["text"].strip("."): word["heard"] for word in turn["words"] if "heard" in word}
    assert set(put_in) == {"Helstone", "shoppy"} and "Begum" not in turn["text"]
    whys = [doubt["why"] for doubt in data["doubts"]]
    assert all(any(f"“{word}”" in why and heard in why for why in whys) for word, heard in put_in.items())


@needs_speech
def test_a_wrong_list_of_words_is_refused_before_anything_is_heard(tmp_path: Path) -> None:
    """One sentence that names the line."""
    words = tmp_path / "words.txt"
    words.write_text("Helstone\nFlat 4\n", encoding="utf-8")
    result = fairnote("transcribe", CALL, "--words", words)
    assert_refused(result)
    assert "Line 2" in result.stderr and "Flat" not in result.stderr


@needs_speech
def test_a_transcript_becomes_a_draft(tmp_path: Path) -> None:
    """`fairnote draft` takes what `fairnote transcribe` wrote."""
    out = tmp_path / "call.json"
    fairnote("transcribe", CALL, "--json", out)
    result = fairnote("draft", out, "--template", "case-note", "--json", "-")
    assert result.returncode == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["status"] == "draft, not approved"
    assert data["sections"]


def test_a_text_file_named_wav_is_refused(tmp_path: Path) -> None:
    """Text is not sound: one sentence, and the file is as it was."""
    fake = tmp_path / "visit.wav"
    fake.write_text("This is not sound.")
    assert_refused(fairnote("transcribe", fake))
    assert fake.read_text() == "This is not sound."


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """Zero bytes are not sound."""
    (tmp_path / "visit.wav").touch()
    assert_refused(fairnote("transcribe", tmp_path / "visit.wav"))


def test_a_recording_of_nothing_is_refused(tmp_path: Path) -> None:
    """A wav with no samples, and one with only silence, each give a sentence."""
    for name, seconds in (("none.wav", 0), ("silent.wav", 5)):
        with wave.open(str(tmp_path / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(2 * 16_000 * seconds))
        assert_refused(fairnote("transcribe", tmp_path / name))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """So is a file that isn't there, and a folder."""
    assert_refused(fairnote("transcribe", tmp_path / "no.wav"))
    assert_refused(fairnote("transcribe", tmp_path))


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"turns": 3}', '{"turns": [{"text": 7}]}'])
def test_a_transcript_that_is_not_one_is_refused(tmp_path: Path, text: str) -> None:
    """Bad JSON gives a sentence, not a traceback."""
    bad = tmp_path / "bad.json"
    bad.write_text(text)
    assert_refused(fairnote("draft", bad, "--template", "case-note"))


def test_the_templates_are_listed_and_shown() -> None:
    """All templates are there, each with what it asks and where that comes from; an unknown one is refused."""
    listed = fairnote("templates", "list")
    assert "case-note" in listed.stdout
    assert "care-act-assessment" in listed.stdout
    shown = " ".join(fairnote("templates", "show", "care-act-assessment").stdout.split())
    assert "Managing and maintaining nutrition [SI 2015/313 reg 2(2)(a)]" in shown
    assert "To ask: help needed; pain, distress or anxiety; danger to the adult or to others; time taken" in shown
    assert "Words: " not in shown and "Words: " in fairnote("templates", "show", "minutes", "--words").stdout
    assert "before approval" in fairnote("templates", "show", "child-and-family-visit").stdout
    assert_refused(fairnote("templates", "show", "no-such-template"))


def test_there_is_nothing_to_list_before_the_first_visit(tmp_path: Path) -> None:
    """Without a vault, the vault's commands say so and make none."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    result = subprocess.run(
        [sys.executable, "-m", "ui.entry", "visits", "list"],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert_refused(result)
    assert list(home.rglob("*.db")) == []


@pytest.mark.parametrize(
    "command",
    [
        ["transcribe"],
        ["draft"],
        ["visits", "export"],
        ["reference", "show"],
        ["reference", "erase"],
        ["subject-access"],
        ["retention"],
        ["verify"],
        ["doctor"],
        ["licences"],
        ["models", "import"],
        ["models", "exam"],
        ["models", "check"],
        ["models", "remove"],
        ["models", "pack"],
        ["models", "keys", "new"],
    ],
)
def test_every_command_explains_itself(command: list[str]) -> None:
    """`--help` gives an example."""
    result = fairnote(*command, "--help")
    assert result.returncode == 0
    assert "Example: fairnote" in result.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_result_is_never_written_over_what_it_is_made_from(tmp_path: Path) -> None:
    """`--json` with the input's own name, a folder that isn't there or something that is no file: refused at once."""
    said = tmp_path / "said.json"
    said.write_text('{"turns": [{"speaker": "S1", "start": 0, "end": 1, "text": "I fell."}]}')
    before = said.read_bytes()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for out in (said, tmp_path / "no" / "such.json", pipe, tmp_path):
        assert_refused(fairnote("draft", said, "--template", "case-note", "--no-model", "--json", out))
    assert said.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Something that is no ordinary file is refused: reading it might never end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert_refused(fairnote("draft", pipe, "--template", "case-note"))
    assert_refused(fairnote("templates", "check", pipe))
    assert_refused(fairnote("transcribe", pipe))


def test_text_with_a_mark_in_front_is_read(tmp_path: Path) -> None:
    """PowerShell writes UTF-8 with a byte order mark: it is read like any other."""
    said = tmp_path / "said.json"
    said.write_text(
        '{"turns": [{"speaker": "S1", "start": 0, "end": 1, "text": "I fell on the stairs."}]}', encoding="utf-8-sig"
    )
    assert fairnote("draft", said, "--template", "case-note", "--no-model", "--json", "-").returncode == 0


def test_each_step_to_a_draft_is_shown(tmp_path: Path) -> None:
    """`fairnote draft --explain`: the words that were tried on the screen, and all steps in the JSON."""
    said, out = tmp_path / "said.json", tmp_path / "steps.json"
    turns = [{"speaker": "S1", "start": 0.0, "end": 2.0, "text": "I put the kettle in the fridge."}]
    said.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    result = fairnote("draft", said, "--template", "case-note", "--no-model", "--explain", "--json", out)
    assert result.returncode == 0 and "reported speech: no, 'put' may be now or past" in result.stdout
    assert json.loads(out.read_text("utf-8"))["steps"]["statements"][0]["text"] == "I put the kettle in the fridge."


@pytest.mark.parametrize("wrong", [["nonsense"], ["draft"], ["visits", "export", "v", "--format", "exe", "--to", "x"]])
def test_a_mistyped_command_gets_one_sentence(wrong: list[str]) -> None:
    """A wrong command, a missing argument or an unknown format: one line that says where to look."""
    result = fairnote(*wrong)
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "--help" in result.stderr


def test_no_module_of_commands_is_forgotten() -> None:
    """Each `commands_*.py` adds its own; one that is not asked to would be missed by nobody."""
    there = {f"scribe.{path.stem}" for path in (Path(__file__).parents[2] / "scribe").glob("commands_*.py")}
    assert {module.__name__ for module in cli.COMMANDS} == there
