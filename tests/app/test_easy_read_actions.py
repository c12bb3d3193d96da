"""Easy Reads by the actions alone, with the real engine on a real vault: made, changed, approved, exported, erased."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from easyread.page import Level, LineKind, Picture, Profile
from easyread.reader import Reader
from easyread.sheet import Choices
from easyread.source import Block, BlockKind, Source, Span
from models.progress import Cancellation, Cancelled, Progress
from scribe import actions, cli, commands_visits
from scribe.approval import NOTE_CHANGED
from scribe.easy_read import SizeRefused
from scribe.easy_read_checks import YOURS, LineTooLong
from scribe.easy_read_pictures import NoFolderOfOwn, PictureMissing
from scribe.errors import DiskFull, FileRefused, MoveNotAllowed, NotApproved, NotFound
from scribe.jobs import run_here
from scribe.review import NothingWritten
from scribe.session import Session
from scribe.vault import VisitHidden
from scribe.visit import ClaimId, Document, DocumentId, DocumentStage
from tests.app.test_actions import KEY, agreed, opened
from tests.scribe_core.make import D1, V1, a_document, a_visit, approve_all, review_all

LETTER = (
    (BlockKind.HEADING, "Your contribution"),
    (BlockKind.PARAGRAPH, "You must pay £63.45 a week from 6 April 2026, unless you appeal by 30 March 2026."),
    (BlockKind.PARAGRAPH, "You can have an advocate. Cash must not be handed to your care workers."),
)
START = actions.Start(
    "Your money", Profile.EASY_READ, Reader("Amina", True, "Larkmoor Council"), "the letter", "3 March 2026"
)


def a_letter() -> Source:
    """A short letter with an amount, a date, a deadline, a 'must not' and a hard word."""
    text = "\n".join(words for _, words in LETTER)
    blocks = tuple(Block(kind, Span(text.index(words), text.index(words) + len(words))) for kind, words in LETTER)
    return Source(text, blocks)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with nothing in it."""
    with opened(tmp_path / "vault") as made:
        yield made


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages made in this process: a child would load the tables of words for each. The rules are the real ones."""

    def stream(f: Callable[..., object], args: tuple[object, ...], **told: Any) -> object:
        cancel = told.get("cancel") or Cancellation()
        return f(told.get("on_message", lambda _: None), lambda: cancel.asked, *args)

    monkeypatch.setattr("easyread.apart.stream", stream)


@pytest.fixture
def easy(session: Session, made_here: None) -> DocumentId:
    """An Easy Read of the letter, in review."""
    return run_here(actions.start_easy_read(session, a_letter(), START)).id


def line(session: Session, easy: DocumentId, words: str) -> ClaimId:
    """The id of the line with these words in it."""
    return ClaimId(next(one.id for one in actions.easy_document(session, easy).page.lines if words in one.text))


def texts(session: Session, easy: DocumentId) -> list[str]:
    """The lines that are shown."""
    return [one.text for one in actions.easy_document(session, easy).page.lines]


def approve(session: Session, document: DocumentId) -> None:
    """What a worker does at the end."""
    review_all(session.vault, document)
    actions.approve(session, document, "Jo Reed", "I have read it.", actions.shown_text(session, document))


def test_a_whole_letter_in_the_place_of_a_line_is_refused_at_once(session: Session, easy: DocumentId):
    """It is checked while it is typed, so what would take long is not looked at; nothing is changed."""
    shown = actions.easy_document(session, easy)
    whole = "You must pay. " * 500
    for act in (
        lambda: actions.recheck_line(session, shown, line(session, easy, "advocate"), whole),
        lambda: actions.edit_line(session, easy, line(session, easy, "advocate"), whole),
        lambda: actions.add_line(session, easy, None, whole),
    ):
        with pytest.raises(LineTooLong):
            act()
    assert actions.easy_document(session, easy) == shown


def test_a_doubtful_word_of_a_scan_stays_marked_until_it_is_settled_itself(session: Session, made_here: None):
    """Another mark at the end of its line is no look at the paper; keeping it with a reason is."""
    text = "You must pay £54 by 3 May 2026."
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    scan = Source(text, (block,), from_picture=True, doubtful=(Span(13, 16),))
    made = run_here(actions.start_easy_read(session, scan, START))
    (key,) = (one.id for one in made.easy.lines if one.kind is LineKind.IDEA) if made.easy else ()
    for words in ("You must pay £54 by 3 May 2026!", "You must pay £54. The last day is 3 May 2026."):
        shown = actions.edit_line(session, made.id, key, words)
        (claim,) = (c for section in shown.document.sections for c in section.claims if c.id == key)
        assert claim.open_flag and "Check “£54” against the paper" in (claim.why or "")
    kept = actions.accept_claim(session, made.id, key, "It is £54 on the paper.")
    assert not any(c.open_flag for section in kept.sections for c in section.claims if c.id == key)


# --- making one
def test_it_is_made_in_a_child_and_kept_in_review(session: Session):
    """With its pictures, its checks and all facts; the letter is no visit, and is in the list of letters."""
    told: list[Progress] = []
    made = run_here(actions.start_easy_read(session, a_letter(), START), on_progress=told.append)
    shown = actions.easy_document(session, made.id)
    assert shown.document.stage is DocumentStage.IN_REVIEW and shown.page.source == a_letter()
    text = actions.shown_text(session, made.id)
    assert all(fact in text for fact in ("£63.45", "6 April 2026", "30 March 2026", "must not", "Picture: "))
    assert any(one.kind is LineKind.EXPLAIN for one in shown.page.lines)
    assert told and told[-1].fraction == 1.0
    (paper,) = actions.list_papers(session)
    assert (paper.visit.reference, paper.document and paper.document.id, paper.next_step) == (
        "Your money",
        made.id,
        "review",
    )
    assert actions.list_visits(session) == () and actions.latest_document(session, paper.visit.id) is None


def test_what_has_no_name_or_no_words_is_refused_at_once(session: Session):
    """Before anything is made."""
    with pytest.raises(NothingWritten):
        actions.start_easy_read(session, a_letter(), replace(START, title=" "))
    with pytest.raises(NothingWritten):
        actions.start_easy_read(session, Source("", ()), START)


def nothing_is_kept(session: Session) -> bool:
    """Neither a visit nor a document, also in no table."""
    rows = session.vault._database.rows
    return not any(rows(f"SELECT 1 FROM {table}") for table in ("visits", "documents", "review_steps"))


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_cancelled_at_any_moment_it_leaves_nothing(session: Session, made_here: None, at: float):
    """At its first sentence, in the middle, and when its work has just ended."""
    cancel = Cancellation()

    def tell(progress: Progress) -> None:
        if (progress.fraction or 0.0) >= at:
            cancel.ask()

    with pytest.raises(Cancelled):
        run_here(actions.start_easy_read(session, a_letter(), START), on_progress=tell, cancel=cancel)
    assert nothing_is_kept(session)


@pytest.mark.parametrize("where", ["save_document", "add_visit", "write_document_stage"])
def test_a_failure_while_it_is_kept_leaves_nothing(
    session: Session, made_here: None, monkeypatch: pytest.MonkeyPatch, where: str
):
    """A full disk at any step of keeping it: all of it or none."""
    real = getattr(session.vault, where)

    def full(*args: Any, **named: Any) -> None:
        real(*args, **named)
        raise DiskFull

    monkeypatch.setattr(session.vault, where, full)
    with pytest.raises(DiskFull):
        run_here(actions.start_easy_read(session, a_letter(), START))
    assert nothing_is_kept(session) and session.vault.audit.check().whole


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_killed_while_it_is_made_it_leaves_nothing_half(tmp_path: Path):
    """kill -9 in the middle of the work: the vault opens, is whole, and holds nothing of it."""
    script = """
        import os, sys
        from pathlib import Path
        from scribe import actions
        from scribe.jobs import run_here
        from tests.app.test_actions import opened
        from tests.app.test_easy_read_actions import START, a_letter
        if __name__ == "__main__":
            session = opened(Path(sys.argv[1]))
            tell = lambda progress: os.kill(os.getpid(), 9)
            run_here(actions.start_easy_read(session, a_letter(), START), on_progress=tell)
    """
    path = tmp_path / "kill.py"
    path.write_text(textwrap.dedent(script), encoding="utf-8")
    root = Path(__file__).parents[2]
    here = {**os.environ, "PYTHONPATH": str(root)}
    ended = subprocess.run([sys.executable, str(path), str(tmp_path / "vault")], env=here, cwd=root, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    with opened(tmp_path / "vault") as session:
        assert nothing_is_kept(session) and session.vault.audit.check().whole


# --- changing it
def test_an_edit_that_changes_a_fact_is_flagged_and_one_that_does_not_settles_it(session: Session, easy: DocumentId):
    """A wrong amount has to be put right, taken out, or accepted with a reason."""
    pay = line(session, easy, "£63.45")
    was = next(one.text for one in actions.easy_document(session, easy).page.lines if one.id == pay)
    wrong = actions.edit_line(session, easy, pay, was.replace("£63.45", "£36.45"))
    flagged = next(one for one in wrong.page.lines if one.id == pay)
    assert flagged.flagged and flagged.why and "63.45" in flagged.why
    assert pay in [one.id for one in wrong.document.open_flags]
    right = actions.edit_line(session, easy, pay, was)
    assert pay not in [one.id for one in right.document.open_flags]
    assert next(one.text for one in right.page.lines if one.id == pay) == was
    assert pay in [one.id for one in actions.undo_review(session, easy).open_flags]


def test_a_line_is_checked_while_it_is_typed_and_nothing_is_kept(session: Session, easy: DocumentId):
    """Within a tenth of a second once the words are loaded."""
    shown = actions.easy_document(session, easy)
    cash = line(session, easy, "must not")
    run_here(actions.get_ready_to_check(session, easy))
    began = time.perf_counter()
    found = actions.recheck_line(session, shown, cash, "You can give cash to your care workers.")
    took = time.perf_counter() - began
    assert found.flagged and found.text == "You can give cash to your care workers."
    assert actions.easy_document(session, easy) == shown
    assert took < 1.0, "the aim is 0.1 s; on a busy machine a test may not fail for less than this"
    long = "You must pay the money that you owe to us and to them and to all of the others" + ", and more" * 5 + "."
    assert Level.RED in [check.level for check in actions.recheck_line(None, shown, cash, long).checks]
    assert actions.recheck_line(session, shown, cash, "").text == ""
    with pytest.raises(NotFound):
        actions.recheck_line(session, shown, ClaimId("nobody"), "Well.")


def test_a_line_becomes_several_by_line_ends(session: Session, easy: DocumentId):
    """Each is a line of the same words; empty ones are none."""
    cash = line(session, easy, "must not")
    actions.edit_line(session, easy, cash, "Do not give cash to your care workers.\n\nYou must not do this.")
    shown = texts(session, easy)
    at = shown.index("Do not give cash to your care workers.")
    assert shown[at + 1] == "You must not do this."
    with pytest.raises(NothingWritten):
        actions.edit_line(session, easy, cash, " \n ")


def test_of_several_lines_that_one_is_flagged_that_changes_something(session: Session, easy: DocumentId):
    """The worker is not sent to those that are right."""
    cash = line(session, easy, "must not")
    both = actions.edit_line(session, easy, cash, "Cash must not be handed to your care workers.\nYou must pay £900.")
    flagged = [one.text for one in both.page.lines if one.source == both.page.lines[-2].source and one.flagged]
    assert "You must pay £900." in flagged and "Cash must not be handed to your care workers." not in flagged


def test_lines_are_added_taken_out_brought_back_and_moved(session: Session, easy: DocumentId):
    """What the worker adds is flagged; what goes is listed, and can come back as the source has it."""
    cash = line(session, easy, "must not")
    added = actions.add_line(session, easy, cash, "Ring us on 01632 960418.")
    own = line(session, easy, "Ring us")
    assert next(one.why for one in added.page.lines if one.id == own) == YOURS
    actions.accept_claim(session, easy, own, "It is on the council's page")
    less = actions.remove_line(session, easy, cash)
    assert [one.text for one in less.page.left_out][-1] == "Cash must not be handed to your care workers."
    index = len(less.page.left_out) - 1
    assert actions.restore_line(session, easy, cash).page.left_out == less.page.left_out[:-1]
    actions.remove_line(session, easy, cash)
    back = actions.bring_back(session, easy, index, own)
    at = [one.id for one in back.page.lines].index(own) + 1
    assert back.page.lines[at].text == "Cash must not be handed to your care workers."
    assert back.page.lines[at].source.of(back.page.source.text) == back.page.lines[at].text
    assert back.page.lines[at].flagged is any(one.level is Level.RED for one in back.page.lines[at].checks)
    moved = actions.move_line(session, easy, own, 1)
    assert [one.id for one in moved.page.lines].index(own) == at
    head = actions.add_line(session, easy, None, "About your money", LineKind.HEADING)
    assert head.document.sections[0].heading == "About your money"


def test_repairs_are_of_lines_that_are_there(session: Session, easy: DocumentId):
    """At most three; another line has none."""
    assert len(actions.line_repairs(session, easy, line(session, easy, "£63.45"))) <= 3
    with pytest.raises(NotFound):
        actions.line_repairs(session, easy, ClaimId("nobody"))


def test_pictures_are_searched_chosen_and_brought(session: Session, easy: DocumentId, tmp_path: Path):
    """One from the sets, one photograph of the person's own, or none; the bytes are to be had of each."""
    pay = line(session, easy, "£63.45")
    found = actions.search_pictures(session, "home")[0]
    actions.choose_picture(session, easy, pay, found)
    assert actions.picture_bytes(session, easy, found).lstrip().startswith(b"<")
    Image.new("RGB", (40, 30), "red").save(tmp_path / "door.png")
    own = actions.import_picture(session, easy, tmp_path / "door.png", "My front door")
    shown = actions.choose_picture(session, easy, pay, own, only_here=True)
    assert "Picture: My front door" in actions.shown_text(session, easy)
    assert next(one.picture.file for one in shown.page.lines if one.id == pay and one.picture) == own.file
    assert actions.own_pictures(session, easy) == (own,)
    assert actions.picture_bytes(session, easy, own)[:3] in (b"\xff\xd8\xff", b"\x89PN")
    actions.choose_picture(session, easy, pay, None, only_here=True)
    assert "My front door" not in actions.shown_text(session, easy)


def test_the_councils_folder_is_used_where_it_can_be_reached(session: Session, easy: DocumentId, tmp_path: Path):
    """Out of reach it is as if there were none."""
    (tmp_path / "own" / "photo").mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(tmp_path / "own" / "photo" / "Larkmoor lido.jpg")
    session.settings = replace(session.settings, easy_read_folder=tmp_path / "own")
    (picture,) = actions.search_pictures(session, "Larkmoor lido")
    assert actions.picture_bytes(session, easy, picture)
    session.settings = replace(session.settings, easy_read_folder=tmp_path / "away")
    assert not [one for one in actions.search_pictures(session, "Larkmoor lido") if one.file == picture.file]


# --- approval, export, the command line
def test_it_goes_the_way_of_notes(session: Session, easy: DocumentId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Refused until it is approved; then exported, filed and reopened, and each step is in the list of letters."""

    def step() -> str:
        return actions.list_papers(session)[0].next_step

    with pytest.raises(NotApproved):
        actions.export_document(session, easy, "txt", tmp_path / "easy.txt")
    actions.set_choices(session, easy, Choices(24))
    actions.set_checked_by(session, easy, "Sam Lee")
    approve(session, easy)
    assert step() == "export"
    run_here(actions.export_document(session, easy, "txt", tmp_path / "easy.txt"))
    assert "Checked by Sam Lee" in (tmp_path / "easy.txt").read_text(encoding="utf-8") and step() == "file"
    actions.mark_filed(session, easy, "M-1")
    assert step() == "done"
    assert actions.reopen(session, easy).stage is DocumentStage.IN_REVIEW and step() == "review"
    letter = actions.list_papers(session)[0].visit
    with pytest.raises(MoveNotAllowed):  # it has left this laptop
        actions.erase_visit(session, letter.id, why="sent in error", no_harm=True)


def test_the_command_line_knows_a_letter(
    session: Session,
    easy: DocumentId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """It is shown with its Easy Read, which is exported where no other is named; it is not among the visits."""
    approve(session, easy)
    letter = actions.list_papers(session)[0].visit
    monkeypatch.setattr(commands_visits, "open_vault", lambda: contextlib.nullcontext(session))
    assert cli.run(["visits", "list"]) == 0 and letter.id not in capsys.readouterr().out
    assert cli.run(["visits", "show", letter.id]) == 0 and "Your money, version 1" in capsys.readouterr().out
    assert cli.run(["visits", "export", letter.id, "--to", str(tmp_path / "easy.txt"), "--format", "txt"]) == 0
    assert "£63.45" in (tmp_path / "easy.txt").read_text(encoding="utf-8")


def test_a_letter_is_erased_and_comes_back(session: Session, easy: DocumentId):
    """As a visit is; while it is hidden nothing of it can be changed."""
    letter = actions.list_papers(session)[0].visit
    actions.erase_visit(session, letter.id, why="sent in error", no_harm=True)
    assert actions.list_papers(session) == ()
    assert [one.reference for one in actions.erased_visits(session)] == ["Your money"]
    with pytest.raises((VisitHidden, MoveNotAllowed)):
        actions.set_checked_by(session, easy, "Sam Lee")
    actions.restore_visit(session, letter.id)
    assert len(actions.list_papers(session)) == 1


def test_a_letter_does_not_become_a_visit(session: Session, easy: DocumentId):
    """Its kind stays; nothing is drafted, recorded or jotted down in it."""
    letter = actions.list_papers(session)[0].visit
    with pytest.raises(MoveNotAllowed):
        actions.change_visit(session, letter.id, "Other", "case-note")
    with pytest.raises(MoveNotAllowed):
        actions.correct_read_back(session, easy, line(session, easy, "£63.45"), "That is wrong.")


# --- of a note
def of_note(session: Session, source: Source, offers: tuple[actions.TakeOut, ...]) -> Document:
    """An Easy Read of the note, with all that was offered left out."""
    start = actions.Start(
        "Our talk", Profile.EASY_READ, Reader("Amina", True), visit=V1, take_out=tuple(o.span for o in offers)
    )
    return run_here(actions.start_easy_read(session, source, start))


def with_note(session: Session) -> tuple[Source, tuple[actions.TakeOut, ...]]:
    """An approved note as a source."""
    session.vault.add_visit(agreed(a_visit()))
    note = a_document()
    written = replace(note.sections[1], written="She is very lonely, I think. She must not drive.")
    session.vault.save_document(replace(note, sections=(note.sections[0], written)))
    approve_all(session.vault)
    return actions.note_source(session, D1)


def test_an_easy_read_of_a_note_stands_beside_it(session: Session, made_here: None):
    """It is of the note's visit and version; what was left out is listed with why; the note's row is its own."""
    source, offers = with_note(session)
    made = of_note(session, source, offers)
    shown = actions.easy_document(session, made.id)
    assert [(o.text, o.why) for o in shown.page.left_out][: len(offers)] == [(o.text, o.why) for o in offers]
    assert not [one for one in shown.page.lines if "lonely" in one.text]
    text = actions.shown_text(session, made.id)
    assert "This goes with your note “Case note”. It is of version 1 of the note." in text
    assert actions.list_visits(session)[0].document == actions.document(session, D1)
    assert actions.list_papers(session)[0].document == shown.document
    everything = run_here(
        actions.start_easy_read(session, source, actions.Start("All", Profile.EASY_READ, Reader(), visit=V1))
    )
    assert any("lonely" in one.text for one in actions.easy_document(session, everything.id).page.lines)


def test_what_a_worker_leaves_out_beyond_the_offers_says_so(session: Session, made_here: None):
    """Of a letter nothing is offered: what is left out is the worker's choice."""
    span = Span(a_letter().text.index("Cash"), len(a_letter().text))
    made = run_here(actions.start_easy_read(session, a_letter(), replace(START, take_out=(span,))))
    page = actions.easy_document(session, made.id).page
    assert [(o.text, o.why) for o in page.left_out][0] == (span.of(a_letter().text), "taken out by the worker")
    assert not [one for one in page.lines if "ash" in one.text and one.kind is not LineKind.EXPLAIN]


def test_when_the_note_is_reopened_its_easy_read_holds_no_more(session: Session, made_here: None, tmp_path: Path):
    """Nothing of it leaves, the list says that it has to be made again, and so do the obstacles."""
    source, offers = with_note(session)
    made = of_note(session, source, offers)
    approve(session, made.id)
    actions.reopen(session, D1)
    assert actions.list_papers(session)[0].next_step == "again" and actions.approval(session, made.id) is None
    assert [one.sentence for one in actions.obstacles(session, made.id)] == [NOTE_CHANGED]
    with pytest.raises(NotApproved):
        actions.export_document(session, made.id, "txt", tmp_path / "easy.txt")
    with pytest.raises(MoveNotAllowed):
        of_note(session, source, offers)
    with pytest.raises(NotApproved):
        actions.note_source(session, D1)


def test_the_key_is_the_visits(session: Session, easy: DocumentId) -> None:
    """Nothing of the letter is readable in the vault's files."""
    session.vault.forget_old_pages()
    files = [path.read_bytes() for path in session.vault.folder.rglob("*") if path.is_file()]
    assert files and KEY and not any(b"63.45" in content or b"Larkmoor" in content for content in files)


def test_a_photograph_of_the_council_leaves_as_it_was_when_it_was_chosen(
    session: Session, easy: DocumentId, tmp_path: Path
):
    """A file that takes its place in the council's folder after approval is not what was approved."""
    own = tmp_path / "own"
    (own / "photo").mkdir(parents=True)
    office = own / "photo" / "our office.png"
    Image.new("RGB", (40, 40), "red").save(office)
    session.settings = replace(session.settings, easy_read_folder=own)
    (found,) = actions.search_pictures(session, "our office")[:1]
    key = line(session, easy, "£63.45")
    actions.choose_picture(session, easy, key, found)
    approve(session, easy)
    run_here(actions.export_document(session, easy, "html", tmp_path / "before.html"))
    Image.new("RGB", (40, 40), "blue").save(office)
    run_here(actions.export_document(session, easy, "html", tmp_path / "after.html"))
    office.unlink()
    run_here(actions.export_document(session, easy, "html", tmp_path / "gone.html"))
    images = {
        tuple(re.findall(r"data:image[^\"]*", (tmp_path / f"{name}.html").read_text()))
        for name in ("before", "after", "gone")
    }
    assert len(images) == 1 and 'alt="our office"' in (tmp_path / "gone.html").read_text()


def test_what_is_no_picture_never_leaves_in_a_file(session: Session, easy: DocumentId, tmp_path: Path):
    """A file of another kind under a drawing's name in the council's folder is refused when it is chosen."""
    own = tmp_path / "own"
    (own / "photo").mkdir(parents=True)
    (own / "photo" / "our office.svg").write_text("Words of another person's letter.")
    session.settings = replace(session.settings, easy_read_folder=own)
    (found,) = actions.search_pictures(session, "our office")[:1]
    before = actions.easy_document(session, easy)
    with pytest.raises(FileRefused):
        actions.choose_picture(session, easy, line(session, easy, "£63.45"), found)
    assert actions.easy_document(session, easy) == before


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{}"/></svg>'


def test_a_drawing_of_the_council_leaves_as_it_was_when_it_was_chosen(
    session: Session, easy: DocumentId, tmp_path: Path
):
    """As a photograph: a file that is swapped afterwards, or taken away, changes nothing."""
    own = tmp_path / "own"
    (own / "photo").mkdir(parents=True)
    office = own / "photo" / "our office.svg"
    office.write_text(DRAWING.format("red"))
    session.settings = replace(session.settings, easy_read_folder=own)
    (found,) = actions.search_pictures(session, "our office")[:1]
    key = line(session, easy, "£63.45")
    actions.choose_picture(session, easy, key, found)
    office.write_text(DRAWING.format("blue"))
    now = next(one.picture for one in actions.easy_document(session, easy).page.lines if one.id == key)
    assert now is not None and b'"red"' in actions.picture_bytes(session, easy, now)
    office.unlink()
    approve(session, easy)
    for name in ("html", "docx", "pdf"):
        run_here(actions.export_document(session, easy, name, tmp_path / f"made.{name}"))
    assert 'alt="our office"' in (tmp_path / "made.html").read_text()


def test_a_set_of_pictures_is_brought_in_and_found_by_its_names(session: Session, easy: DocumentId, tmp_path: Path):
    """What can't be used is told by name; without a folder for it that is said, and nothing is lost."""
    licensed = tmp_path / "licensed"
    licensed.mkdir()
    (licensed / "day centre.svg").write_text(DRAWING.format("red"))
    Image.new("RGB", (9, 9)).save(licensed / "memory cafe.png")
    (licensed / "broken.jpg").write_text("no picture")
    with pytest.raises(NoFolderOfOwn):
        run_here(actions.import_picture_set(session, licensed))
    (tmp_path / "own").mkdir()
    session.settings = replace(session.settings, easy_read_folder=tmp_path / "own")
    made = run_here(actions.import_picture_set(session, licensed))
    assert made.pictures == ("photo:day centre.svg", "photo:memory cafe.jpg")
    assert [each.name for each in made.refused] == ["broken.jpg"]
    assert "day centre" in [each.alt for each in actions.search_pictures(session, "day centre")]
    with pytest.raises(FileRefused):
        run_here(actions.import_picture_set(session, tmp_path / "own"))  # it has no picture of its own


@pytest.mark.parametrize("wrong", [Choices(8), Choices(400), Choices(picture_mm=0), Choices(picture_mm=210)])
def test_a_size_that_no_page_can_have_is_refused(session: Session, easy: DocumentId, wrong: Choices):
    """The sentence says which sizes there are, and what was chosen before stays."""
    before = actions.easy_document(session, easy)
    with pytest.raises(SizeRefused, match=r"from \d+ to \d+ (points|millimetres)"):
        actions.set_choices(session, easy, wrong)
    assert actions.easy_document(session, easy) == before


@pytest.mark.parametrize("place", ["/etc/hostname", "own/../../pyproject.toml"])
def test_nothing_outside_the_folders_of_pictures_is_read(session: Session, easy: DocumentId, place: str):
    """Whatever a picture says of its own place."""
    with pytest.raises(PictureMissing):
        actions.picture_bytes(session, easy, Picture("x", Path(place), "x"))
