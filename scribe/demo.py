"""The practice visit in a terminal: real sound and models, each statement with its evidence, an export refused."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from scribe import actions
from scribe.document_text import empty_line, not_discussed_line
from scribe.errors import NotApproved
from scribe.opening import open_practice
from scribe.session import Session
from scribe.terminal import ProgressLine, heading, run, say
from scribe.transcript_gaps import NotRecorded, with_gaps
from scribe.visit import Action, Claim, Document, Omission, Section, Transcript, Turn, TurnId, Visit


class Note(Protocol):
    """A draft, in or out of a vault."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its headings and what stands under them."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What people said they would do."""

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """What was said and is not in it."""


def run_demo() -> int:
    """Sound → transcript → draft → a refused export, on the practice visit. Returns 0 if each step did as it should."""
    line = ProgressLine()
    say("PRACTICE. A played visit, not a real one. Everything happens on this laptop, in a vault that is thrown away.")
    with open_practice(on_progress=line) as session:
        line.clear()
        visit = actions.list_visits(session)[0].visit
        heading("1. What was said (real sound, through the real recogniser)")
        transcript = run(session.jobs, actions.transcribe_visit(session, visit.id))
        print_turns(transcript, visit)
        say(f"{transcript.seconds:.0f} seconds of sound took {transcript.seconds_taken:.1f} seconds.")
        heading("2. The draft. Under each statement: the words it came from")
        note = run(session.jobs, actions.draft_note(session, visit.id))
        print_note(note, transcript.turns)
        heading("3. Can it leave? Not yet")
        refused = _export_is_refused(session, note)
        for obstacle in actions.obstacles(session, note.id)[:6]:
            say(f"• {obstacle.sentence}", indent=2)
        say()
        say(
            "One statement in this training copy was made wrong on purpose. Find it in the window: read each section, "
            "settle each flag, approve, and then export. Approving is possible in the window only."
        )
        opens = "fairnote demo" if getattr(sys, "frozen", False) else "python3 dev.py demo   (or: fairnote demo)"
        say(f"To open the window, on a machine with a display:  {opens}")
    return 0 if refused else 1


def print_turns(transcript: Transcript, visit: Visit) -> None:
    """Print what was said, and by whom; and where nothing was recorded."""
    for part in with_gaps(transcript):
        if isinstance(part, NotRecorded):
            say(f"[{part.start:6.1f}] ({part.sentence})", indent=2)
        else:
            person = visit.named(part.speaker)
            say(f"[{part.start:6.1f}] {person.name if person else 'Somebody'}: {part.text}", indent=2)


def print_note(note: Note, turns: Iterable[Turn]) -> None:
    """Print a draft with the evidence, the flag and the maker of each statement, then what was left out."""
    said = {turn.id: turn for turn in turns}
    say("DRAFT, NOT APPROVED")
    for section in note.sections:
        print(f"\n  {section.heading}")
        if section.prompt:
            say(f"(only you can write this) {section.prompt}", indent=4)
        elif section.not_discussed:
            print(f"    {empty_line(note.omissions, section, note.sections)}")
        for claim in section.shown:
            _print_claim(claim, said)
        if line := not_discussed_line(section):
            say(line, indent=4)
    if note.actions:
        print("\n  Actions")
    for action in note.actions:
        say(f"• {action.text}{f' (by {action.by})' if action.by else ''}", indent=4)
    print("\n  Said, but not in the note")
    for omission in note.omissions:
        say(f"– {omission.text}  [{omission.why}]", indent=4)


def _print_claim(claim: Claim, said: dict[TurnId, Turn]) -> None:
    say(f"• {claim.text}", indent=4)
    for evidence in claim.evidence:
        words = said[evidence.turn].text[evidence.start_char : evidence.end_char]
        say(f"[{evidence.start:.1f}–{evidence.end:.1f} s, {claim.written_by}] “{words}”", indent=8)
    if claim.flagged:
        say(f"FLAG: {claim.why}", indent=8)


def _export_is_refused(session: Session, note: Document) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "note.docx"
        try:
            run(session.jobs, actions.export_document(session, note.id, "docx", target))
        except NotApproved as refusal:
            say(f"Export refused: {refusal}")
            return not target.exists()
    say("The export was NOT refused. This is a fault: please report it.")
    return False
