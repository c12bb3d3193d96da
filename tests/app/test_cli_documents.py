"""`fairnote easyread` and `fairnote check`, as IT teams script against them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from easyread.apart import OwnWordsWrong
from easyread.page import Profile
from easyread.reader import Reader
from scribe import actions
from scribe.jobs import Jobs, run_here
from tests.app.test_cli import assert_refused, fairnote
from tests.gold.easyread_documents import FOLDER

LETTER = FOLDER / "01-charging-letter.txt"


def piped(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with this on standard input."""
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "ui.entry", *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": root},
        check=False,
    )


def test_a_letter_is_written_in_easier_words_as_a_draft(tmp_path: Path) -> None:
    """The JSON that commands.md promises: lines with their source, pictures and checks, what was left out, a report."""
    out = tmp_path / "page.json"
    result = fairnote("easyread", LETTER, "--reader", "Mrs Dacre", "--json", out)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("Draft, not approved.") and result.stderr == ""
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["status"] == "draft, not approved" and data["profile"] == "easy-read"
    assert len(data["lines"]) > 40
    for line in data["lines"]:
        start, end = line["source"]
        assert data["source_text"][start:end].strip() or line["kind"] == "explain"
        assert line["kind"] in ("idea", "heading", "explain", "list") and line["checks"]
        assert line["picture"] is None or set(line["picture"]) == {"concept", "file", "alt"}
    assert any("£63.45" in line["text"] for line in data["lines"])
    assert {line["written_by"] for line in data["lines"]} >= {"rules", "source"}
    assert data["model"]["name"] == "none" and data["remark"].startswith("Written by rules alone: ")
    assert data["remark"] in result.stdout.replace("\n", " ")
    assert data["left_out"] and data["explained"] and data["seconds_taken"] > 0
    assert {row["rule"] for row in data["report"]["rules"]} >= {"sentence-length", "active"}
    assert all(set(row) == {"rule", "green", "amber", "red", "source"} for row in data["report"]["rules"])


def test_standard_input_and_output_can_be_used() -> None:
    """`-` for both: nothing but the JSON is on standard output, nothing at all on standard error."""
    result = piped(
        "You are required to pay £40.", "easyread", "-", "--profile", "plain-english", "--no-model", "--json", "-"
    )
    assert result.returncode == 0 and result.stderr == ""
    data = json.loads(result.stdout)
    assert data["remark"] == "Written by rules alone: no model was wanted."
    assert data["profile"] == "plain-english"
    assert [line["text"] for line in data["lines"]] == ["You must pay £40."]


def test_check_tells_what_to_mend() -> None:
    """The document as it stands: each sentence that breaks a rule, with why, and the counts of each rule."""
    result = piped("The charge will be reviewed by the council.\nYou can ask for help.", "check", "-")
    assert result.returncode == 0, result.stderr
    assert "The charge will be reviewed by the council." in result.stdout and "red" in result.stdout
    result = piped("The charge will be reviewed by the council.\nYou can ask for help.", "check", "-", "--json", "-")
    data = json.loads(result.stdout)
    (line, *_) = data["to_mend"]
    assert line["source"] == [0, 43] and any(check["level"] == "red" for check in line["checks"])
    assert all(check["rule"] != "picture" for each in data["to_mend"] for check in each["checks"])


@pytest.mark.parametrize("command", ["easyread", "check"])
def test_what_is_no_document_is_refused_in_one_sentence(tmp_path: Path, command: str) -> None:
    """Not there, a folder, empty, broken: a sentence on standard error, and no result file."""
    broken, empty, out = tmp_path / "broken.pdf", tmp_path / "empty.docx", tmp_path / "out.json"
    broken.write_bytes(b"%PDF-1.7 and no more")
    empty.write_bytes(b"")
    for document in (tmp_path / "nothing.pdf", tmp_path, broken, empty):
        result = fairnote(command, document, "--json", out)
        assert_refused(result)
        assert not out.exists() and result.stdout == ""


def test_a_result_is_never_written_over_the_document(tmp_path: Path) -> None:
    """Nor is the document changed in any other way."""
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.read_bytes())
    assert_refused(fairnote("easyread", path, "--json", path))
    assert path.read_bytes() == LETTER.read_bytes()


# --- the jobs behind them


def test_a_document_is_read_and_rewritten_in_children_of_their_own() -> None:
    """Two jobs on two lanes, with progress; neither keeps anything."""
    jobs, got, told = Jobs(), [], []
    try:
        reading = actions.read_document_job(LETTER)
        source = run_here(reading)
        writing = actions.easy_read_job(source, Profile.EASY_READ, Reader("Mrs Dacre", is_you=True))
        assert reading.lane != writing.lane
        handle = jobs.submit(writing, on_progress=told.append, on_success=got.append)
        assert handle.wait(120)
    finally:
        jobs.close()
    page = got[0].page
    assert page.source == source and len(page.lines) > 40
    assert any(line.picture for line in page.lines) and all(line.checks for line in page.lines)
    assert [progress.fraction for progress in told] == sorted(progress.fraction or 0 for progress in told)


def test_rewriting_can_be_stopped() -> None:
    """In the middle of it, and soon."""
    jobs, ended = Jobs(), []
    try:
        source = actions.source_from_text("You are required to pay the charge that was notified to you. " * 400)
        job = actions.easy_read_job(source, Profile.EASY_READ, Reader())
        handle = jobs.submit(
            job,
            on_progress=lambda _: handle.cancel(),
            on_success=lambda _: ended.append("done"),
            on_failure=ended.append,
            on_cancel=lambda: ended.append("stopped"),
        )
        assert handle.wait(60)
    finally:
        jobs.close()
    assert ended == ["stopped"]


def test_a_word_file_of_the_council_that_is_wrong_is_told(tmp_path: Path) -> None:
    """By its name, and what is wrong in it."""
    (tmp_path / "glossary.toml").write_text("terms = 5", encoding="utf-8")
    source = actions.source_from_text("You can ask for an advocate.")
    with pytest.raises(OwnWordsWrong, match=r"glossary\.toml"):
        run_here(actions.easy_read_job(source, Profile.EASY_READ, Reader(), tmp_path))
    with pytest.raises(OwnWordsWrong, match=r"glossary\.toml"):
        run_here(actions.check_job(source, Profile.EASY_READ, tmp_path))
