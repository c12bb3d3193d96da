"""What each command does. Every function takes the parsed options and returns the exit status."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import hashlib
import sys
import threading
from dataclasses import asdict, replace
from importlib import metadata
from pathlib import Path

from models.errors import ModelError, ModelMissing, UnreadableAudio
from models.progress import Cancelled
from models.speakers import SpeakerTurn
from scribe import actions, exams
from scribe.audio_file import AudioFile
from scribe.audio_import import refuse_at_once
from scribe.errors import FileRefused, KeychainError, NotFound
from scribe.files import FileAlreadyThere, is_taken, write_atomically
from scribe.jobs import Job, JobContext
from scribe.known_words import NOT_TEXT, KnownWord, Source, read_words, shipped_words, together
from scribe.named_files import Result, ordinary, text_of
from scribe.opening import open_session
from scribe.session import InstalledEngines, Session, installed_engines
from scribe.settings import load_settings
from scribe.terminal import heading, run, run_alone, say
from scribe.transcript_document import easy_reads
from scribe.transcript_gaps import NotRecorded, with_gaps
from scribe.visit import EASY_READ, Document, DocumentId, ModelCard, Transcript, Visit, VisitId
from scribe.withdrawn_models import Touched

NO_VOICES = "Fairnote can't tell voices apart here, because the model for that is not on this laptop."
VOICES_FAILED = "The voices could not be told apart."
ONE_VOICE = "Every turn is given to one speaker, S1."
NOT_A_TRANSCRIPT = "This is not a transcript: it could not be read as text. It was not changed."


def version() -> str:
    """The version of Fairnote that is installed."""
    return metadata.version("fairnote")


def demo(options: argparse.Namespace) -> int:
    """The practice visit in the terminal."""
    from scribe.demo import run_demo

    return run_demo()


# --- sound and notes that belong to no visit


def transcribe(options: argparse.Namespace) -> int:
    """Write down what is said in a sound file."""
    from scribe.transcript_json import transcript_json

    audio = AudioFile(Path(options.audio))
    refuse_at_once(audio.path)
    result = Result(options.json, audio.path)
    words = _words(options.words)
    hashing = _Hashing(audio.path)
    settings = load_settings()
    engines = installed_engines(settings)
    asks_two = (options.second_opinion or settings.second_opinion) == "on"
    try:
        transcript = _transcribe(engines, audio, words, options, hashing, asks_two=asks_two)
    finally:
        engines.close()
    if not result.is_standard_output:
        _print_transcript(transcript)
    result.write(transcript_json(transcript, version()))
    return 0


class _Hashing:
    """The SHA-256 of a file, read beside other work."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hex = ""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        # What can't be read gives no digest, and `result` says so.
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            self._hex = hashlib.file_digest(file, "sha256").hexdigest()

    def result(self) -> str:
        """The digest in hexadecimal. Raises `FileRefused` if the file could not be read."""
        self._thread.join()
        if not self._hex:
            raise FileRefused("This file could not be read. It was not changed.")
        return self._hex


def _transcribe(
    engines: InstalledEngines,
    audio: AudioFile,
    words: tuple[KnownWord, ...],
    options: argparse.Namespace,
    hashing: _Hashing,
    *,
    asks_two: bool,
) -> Transcript:
    from scribe.transcribing import transcribe as write_down
    from scribe.voice_names import numbered

    def work(context: JobContext) -> Transcript:
        transcriber, card = engines.transcriber()
        voices = _voices(engines, audio, options.speakers, context)
        made = write_down(
            transcriber,
            card,
            audio,
            "",
            speaker_turns=voices,
            known=words,
            beam_size=options.beam,
            second=engines.second_opinion() if asks_two else None,
            on_progress=context.progress,
            cancel=context.cancel,
        )
        return numbered(made)

    heard = run_alone(Job("transcribe", "transcriber", work, lambda _: None))
    return replace(heard, audio_sha256=hashing.result())


def _voices(engines: InstalledEngines, audio: AudioFile, speakers: int, context: JobContext) -> tuple[SpeakerTurn, ...]:
    """Who speaks when; nothing, with a sentence, where that can't be found out. One speaker needs no finding."""
    from scribe.voices import voices_in

    if speakers == 1:
        return ()
    try:
        finder = engines.speakers()
        if finder is None:
            raise ModelMissing(NO_VOICES)
        wanted = speakers or None
        return voices_in(audio, finder, speakers=wanted, on_progress=context.progress, cancel=context.cancel)
    except (Cancelled, UnreadableAudio):
        raise
    except Exception as error:  # whatever it is, the words are still to come
        why = str(error) if isinstance(error, ModelError) else VOICES_FAILED
        print(f"{why} {ONE_VOICE}", file=sys.stderr)
        return ()


def draft(options: argparse.Namespace) -> int:
    """Draft a note from a transcript file."""
    from scribe.demo import print_note
    from scribe.notes.draft import DraftNote, draft_note
    from scribe.notes.shapes import draft_json, material_from_text
    from scribe.notes.templates import template

    settings = load_settings()
    chosen = template(options.template, settings.templates_folder)
    material = material_from_text(text_of(options.transcript, NOT_A_TRANSCRIPT))
    result = Result(options.json, Path(options.transcript))
    engines = installed_engines(settings)

    def work(context: JobContext) -> DraftNote:
        writer, card = (None if options.no_model else engines.writer()) or (None, ModelCard("none"))
        return draft_note(
            material,
            chosen,
            detail=options.detail,
            writer=writer,
            writer_card=card,
            exam=exams.result_of(card.sha256, settings.models_folder),
            on_progress=context.progress,
            cancel=context.cancel,
        )

    try:
        note = run_alone(Job("draft", "writer", work, lambda _: None))
    finally:
        engines.close()
    if options.explain:
        from scribe.notes.explain import explained, lines

        shape = explained(material, chosen, options.detail, note)
        if not result.is_standard_output:
            print("\n".join(lines(shape)))
    else:
        shape = draft_json(note, chosen)
        if not result.is_standard_output:
            print_note(note, material.turns)
    result.write(shape)
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Draft every talk of a folder, and count what is in the notes; of a folder of recordings, who is heard worse."""
    from scribe import evaluating, evaluation_report
    from scribe.evaluating_recordings import has_recordings

    if has_recordings(options.folder):
        return _evaluate_recordings(options)
    from scribe.evaluated_talks import read_talks, refuse_among
    from scribe.notes.draft import DETAILS
    from scribe.notes.templates import template

    chosen = template(options.template, load_settings().templates_folder)
    result = Result(options.json, Path(options.highlights) if options.highlights else None)
    talks = read_talks(options.folder, options.highlights)
    refuse_among(options.json, options.folder)
    details = (options.detail,) if options.detail else DETAILS

    def work(context: JobContext) -> tuple[evaluating.Level, ...]:
        return evaluating.evaluate(talks, chosen, details, on_progress=context.progress, cancel=context.cancel)

    levels = run_alone(Job("evaluate", "writer", work, lambda _: None))
    if not result.is_standard_output:
        print(evaluation_report.as_text(levels))
    result.write(evaluation_report.as_json(levels))
    return 0


def _evaluate_recordings(options: argparse.Namespace) -> int:
    from scribe import evaluating_recordings as by_voice
    from scribe.evaluated_talks import refuse_among
    from scribe.transcribing import transcribe as write_down

    result = Result(options.json)
    refuse_among(options.json, options.folder)
    recordings = by_voice.read_recordings(options.folder)
    settings = load_settings()
    engines = installed_engines(settings)
    transcriber, card = engines.transcriber()
    second = engines.second_opinion() if settings.second_opinion == "on" else None

    def work(context: JobContext) -> by_voice.ByGroup:
        def listen(path: Path) -> Transcript:
            return write_down(transcriber, card, AudioFile(path), "", second=second, cancel=context.cancel)

        return by_voice.evaluate_recordings(recordings, listen, on_progress=context.progress)

    try:
        found = run_alone(Job("evaluate", "transcriber", work, lambda _: None))
    finally:
        engines.close()
    if not result.is_standard_output:
        print("\n".join(by_voice.as_lines(found, card.name)))
    result.write(by_voice.as_json(found, card.name))
    return 0


def templates_list(options: argparse.Namespace) -> int:
    """The kinds of note."""
    from scribe.notes.templates import problems_in, templates

    folder = load_settings().templates_folder
    for template in templates(folder):
        print(f"{template.id:28} {template.title}")
    for problem in problems_in(folder):
        print(problem, file=sys.stderr)
    return 0


def templates_show(options: argparse.Namespace) -> int:
    """One kind of note."""
    from scribe.notes.template_shown import shown_lines
    from scribe.notes.templates import template

    shown = template(options.name, load_settings().templates_folder)
    heading(shown.title)
    for indent, line in shown_lines(shown, words=options.words):
        say(line, indent=indent)
    return 0


def templates_check(options: argparse.Namespace) -> int:
    """Whether a file is a kind of note that can be used."""
    from scribe.notes.templates import check

    problems = check(ordinary(options.file))
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("This template can be used.")
    return 1 if problems else 0


# --- the vault


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
        copied = () if options.log is None else lines_of(options.log)
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


# --- the laptop


def doctor(options: argparse.Namespace) -> int:
    """What IT needs to know about this laptop."""
    from scribe.doctor import examine_here, page, report
    from scribe.finding import Level, worst

    if options.self_test:
        return _self_test(options)
    result = Result(options.json)
    findings, settings = examine_here(version())
    if not result.is_standard_output:
        for line in page(findings):
            print(line)
    result.write(report(findings, settings))
    return 1 if worst(findings) is Level.STOP else 0


def evidence(options: argparse.Namespace) -> int:
    """One dated PDF about this laptop."""
    from scribe.doctor import examine_here, policies
    from scribe.evidence import evidence_pdf, gather, newest_proof, read_proof

    to = Path(options.to)
    Result(options.to)  # refused at once, before any work is done for nothing
    if is_taken(to):
        raise FileAlreadyThere
    proof = read_proof(ordinary(options.proof)) if options.proof else newest_proof()
    findings, settings = examine_here(version())
    found = gather(findings, policies(settings), settings, version(), proof)
    write_atomically(to, evidence_pdf(found), overwrite=False)
    print("Written. It holds nothing of any visit.")
    return 0


def _self_test(options: argparse.Namespace) -> int:
    """Try every part, telling each as it is done."""
    from scribe.self_test import Tried, self_test

    result = Result(options.json)
    tried: list[Tried] = []
    for one in self_test(options.window, (load_settings().models_folder,), options.seconds):
        tried.append(one)
        if not result.is_standard_output:
            print(f"{'ok ' if one.fine else '!  '} {one.label}: {one.value} ({one.seconds:.1f} s)", flush=True)
    fine = all(one.fine for one in tried)
    if not result.is_standard_output:
        print("Every part works." if fine else "Fairnote does not work as it is installed here.")
    result.write({"fine": fine, "version": version(), "parts": {one.key: asdict(one) for one in tried}})
    return 0 if fine else 1


def licences(options: argparse.Namespace) -> int:
    """Every part of Fairnote with its licence."""
    from scribe.licences import parts

    found = parts()
    result = Result(options.json)
    if not result.is_standard_output:
        for part in found:
            whose = f" ({part.whose})" if part.whose else ""
            print(f"{part.name} {part.version}".strip() + f": {part.licence}{whose}")
    result.write({"fairnote": version(), "parts": [asdict(part) for part in found]})
    return 0


# --- shared by the above


def open_vault() -> Session:
    """The worker's vault. Raises `NotFound` where there is none yet, and what opening one raises."""
    settings = load_settings()
    if not settings.vault_folder.exists():
        raise NotFound("There is no vault on this laptop yet. Open the window once to make it, by: fairnote.")
    return open_session(settings, _ask_passphrase)


def _ask_passphrase(new: bool) -> str:
    if new or not sys.stdin.isatty():
        raise KeychainError("This vault needs its passphrase. Open the window, or run this in a terminal.")
    return getpass.getpass("Passphrase: ")


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


def _words(name: str | None) -> tuple[KnownWord, ...]:
    """Fairnote's own lists, and before them one that was given: its words are asked for, as a visit's own are."""
    asked = read_words(text_of(name, NOT_TEXT), Source.VISIT) if name is not None else ()
    return together(asked, shipped_words())


def _print_transcript(transcript: Transcript) -> None:
    for part in with_gaps(transcript):
        if isinstance(part, NotRecorded):
            say(f"[{part.start:7.2f}] ({part.sentence})")
        else:
            say(f"[{part.start:7.2f}] {part.speaker + ': ' if part.speaker else ''}{part.text}")
