"""The commands on the worker's vault: its visits, what was exported, the record of what was done, the figures."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from dataclasses import asdict
from pathlib import Path

from scribe import actions
from scribe.command_parsers import Subparsers, add, group, json_option
from scribe.errors import KeychainError, NotFound
from scribe.named_files import Result, ordinary
from scribe.opening import open_session
from scribe.session import Session
from scribe.settings import load_settings
from scribe.terminal import heading, run, say
from scribe.transcript_document import easy_reads
from scribe.vault_folder import refuse_no_vault
from scribe.visit import EASY_READ, Document, DocumentId, Visit, VisitId
from scribe.withdrawn_models import Touched


def add_to(subs: Subparsers) -> None:
    """What is in the vault, and what left it."""
    visits = group(subs, "visits", "the visits in your vault")
    listing = add(visits, "list", visits_list, "all of them", "fairnote visits list --drafted-by b179c952")
    listing.add_argument("--drafted-by", metavar="HASH", help="what the model with this SHA-256 had a part in")
    show = add(visits, "show", visits_show, "one visit and its documents", "fairnote visits show v-1f0a")
    show.add_argument("id", metavar="ID")
    export = add(
        visits,
        "export",
        visits_export,
        "write an approved note or transcript to a file",
        "fairnote visits export v-1f0a --format docx --to note.docx",
    )
    export.add_argument("id", metavar="ID")
    export.add_argument("--document", metavar="ID", help="which document (the newest note)")
    export.add_argument("--format", required=True, choices=("docx", "pdf", "html", "txt", "vtt", "srt", "wav"))
    export.add_argument("--to", required=True, metavar="FILE")
    _add_erase_sound(visits)

    checked = add(
        subs,
        "verify",
        verify,
        "is this exported file the text that was approved, by whom, when",
        "fairnote verify note.pdf",
    )
    checked.add_argument("file", metavar="EXPORTED_FILE")
    _add_record(subs)


def _add_erase_sound(visits: Subparsers) -> None:
    silent = add(
        visits,
        "erase-sound",
        visits_erase_sound,
        "erase the sound of a filed visit for good, because somebody asks for it; words and note stay",
        "fairnote visits erase-sound v-1f0a --reason 'Asked for by the person'",
    )
    silent.add_argument("id", metavar="ID")
    silent.add_argument("--reason", required=True, metavar="TEXT", help="why; the record has a keyed hash of it")


def _add_record(subs: Subparsers) -> None:
    audit = group(subs, "audit", "the record of what was done")
    whole = add(audit, "check", audit_check, "is it whole", "fairnote audit check")
    whole.add_argument("--head", action="append", default=[], metavar="HEX", help="a head that an exported file shows")
    whole.add_argument("--log", metavar="FILE", help="a copy of the system's log, kept elsewhere")

    figures = add(
        subs,
        "quality",
        quality,
        "how much of each draft was changed before it was approved, in figures without content",
        "fairnote quality --csv figures.csv",
    )
    figures.add_argument("--csv", metavar="FILE", help="write a line for each approved document, or - for the terminal")
    json_option(figures)


def visits_list(options: argparse.Namespace) -> int:
    """All visits, or what one model had a part in."""
    with open_vault() as session:
        if options.drafted_by:
            return _list_touched(actions.drafted_by(session, options.drafted_by))
        for row in actions.list_visits(session):
            print(f"{row.visit.id}  {row.visit.created_at:%Y-%m-%d}  {row.visit.reference:20}  next: {row.next_step}")
    return 0


def _list_touched(found: tuple[Touched, ...]) -> int:
    for one in found:
        record = "approved, or may have left this laptop" if one.on_record else "not approved"
        visit = f"{one.visit.id}  {one.visit.created_at:%Y-%m-%d}  {one.visit.reference:20}"
        print(f"{visit}  {one.document or 'transcript'}  {one.title}; {one.how}; {record}")
    if not found:
        print("That model had no part in anything here.")
    return 0


def visits_show(options: argparse.Namespace) -> int:
    """One visit and its documents."""
    with open_vault() as session:
        shown = _visit(session, options.id)
        heading(f"{shown.reference} ({shown.stage})")
        for person in shown.people:
            print(f"  {person.name}, {person.role}; recording: {person.agreement.answer}")
            if person.agreement.wording:
                say(f"in the words: {' '.join(person.agreement.wording.split())}", indent=4)
        for note in session.vault.documents(shown.id):
            print(f"  {note.id}  {note.title}, version {note.version}, {note.stage}")
    return 0


def visits_export(options: argparse.Namespace) -> int:
    """Write an approved note to a file; refused unless it was approved in the window."""
    with open_vault() as session:
        shown = _visit(session, options.id)
        document_id = _document(session, shown, options.document)
        job = actions.export_document(session, document_id, options.format, Path(options.to))
        run(session.jobs, job)
    print("Exported. When it is in the case system, mark it filed in the window.")
    return 0


def visits_erase_sound(options: argparse.Namespace) -> int:
    """Erase the sound of one visit, and say what this doesn't reach."""
    with open_vault() as session:
        shown = _visit(session, options.id)
        seconds = actions.erase_sound_on_request(session, shown.id, options.reason)
    say(f"Erased for good: {seconds:.0f} seconds of sound. The words and the note stay.")
    say("A backup that was made before still has it, and so has a sound file that was saved. Erase those yourself.")
    if shown.handed_over_at is not None:
        say("Another worker has this visit. Erase its sound in that worker's Fairnote too.")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Whether a file is an export of this vault, and what it was approved as."""
    from scribe.export import verify_file

    path = ordinary(options.file)
    with open_vault() as session:
        verification = verify_file(session.vault, path)
    say(str(verification))
    return 0 if verification.holds else 1


def audit_check(options: argparse.Namespace) -> int:
    """Whether the record of what was done is whole."""
    from scribe.audit_outside import check_audit, lines_of

    with open_vault() as session:
        copied = None if options.log is None else lines_of(options.log)
        checked = check_audit(session.vault, more_lines=copied, heads=options.head)
        report, refusal = checked.report, session.vault.refusal
    say(str(checked))
    if refusal is not None:
        print(f"The vault was opened for reading only. {refusal}", file=sys.stderr)
    return 0 if report.whole and refusal is None else 1


def quality(options: argparse.Namespace) -> int:
    """How good drafts were, as figures without content; nothing is sent."""
    from scribe.quality_report import added_up, as_csv, lines

    table, result = Result(options.csv), Result(options.json)
    with open_vault() as session:
        rows = actions.quality_rows(session)
    if not (table.is_standard_output or result.is_standard_output):
        for line in lines(added_up(rows)):
            say(line)
    table.write_text(as_csv(rows))
    result.write({"total": asdict(added_up(rows)), "rows": [asdict(row) for row in rows]})
    return 0


def open_vault() -> Session:
    """The worker's vault. Raises `NotFound` where there is none yet, and what opening one raises."""
    settings = load_settings()
    refuse_no_vault(settings.vault_folder)
    return open_session(settings, _ask_passphrase)


def _ask_passphrase(new: bool) -> str:
    if not new and sys.stdin.isatty():
        with contextlib.suppress(EOFError):  # Ctrl-D
            return getpass.getpass("Passphrase: ")
    raise KeychainError("This vault needs its passphrase. Open the window, or run this in a terminal.")


def _visit(session: Session, visit_id: str) -> Visit:
    try:
        return actions.visit(session, VisitId(visit_id))
    except UnicodeEncodeError:  # bytes that are no text, as a shell may pass on
        raise NotFound from None


def _document(session: Session, shown: Visit, wanted: str | None) -> DocumentId:
    """The document of this visit that was asked for, or its newest one. Raises `NotFound`."""
    note = actions.document(session, DocumentId(wanted)) if wanted else _newest(session, shown)
    if note is None:
        raise NotFound("This visit has no document yet.")
    if note.visit != shown.id:
        raise NotFound("That document belongs to another visit. Nothing was exported.")
    return note.id


def _newest(session: Session, shown: Visit) -> Document | None:
    """The latest note of a visit, or the latest Easy Read of a letter."""
    if shown.template != EASY_READ:
        return actions.latest_document(session, shown.id)
    return next(reversed(easy_reads(session.vault, shown.id)), None)
