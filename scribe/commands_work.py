"""The commands on sound and notes that belong to no visit: demo, transcribe, draft, evaluate, templates."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import sys
import threading
from dataclasses import replace
from pathlib import Path

from models.errors import ModelError, ModelMissing, UnreadableAudio
from models.progress import Cancelled
from models.speakers import SpeakerTurn
from scribe import exams
from scribe.audio_file import AudioFile
from scribe.audio_import import refuse_at_once
from scribe.command_parsers import Subparsers, add, group, json_option, version
from scribe.errors import FileRefused
from scribe.jobs import Job, JobContext
from scribe.known_words import NOT_TEXT, KnownWord, Source, read_words, shipped_words, together
from scribe.named_files import Result, ordinary, text_of
from scribe.session import InstalledEngines, installed_engines
from scribe.settings import load_settings
from scribe.terminal import heading, run_alone, say
from scribe.transcript_gaps import NotRecorded, with_gaps
from scribe.visit import ModelCard, Transcript

NO_VOICES = "Fairnote can't tell voices apart here, because the model for that is not on this laptop."
VOICES_FAILED = "The voices could not be told apart."
ONE_VOICE = "Every turn is given to one speaker, S1."
NOT_A_TRANSCRIPT = "This is not a transcript: it could not be read as text. It was not changed."


def add_to(subs: Subparsers) -> None:
    """The practice visit, and the commands on sound and notes that belong to no visit."""
    practice = add(subs, "demo", demo, "the practice visit, from sound to a refused export", "fairnote demo")
    practice.add_argument("--terminal", action="store_true", help="stay in the terminal even where there is a display")
    _add_transcribe(subs)
    _add_draft(subs)
    _add_evaluate(subs)
    _add_templates(subs)


def _add_transcribe(subs: Subparsers) -> None:
    parser = add(
        subs,
        "transcribe",
        transcribe,
        "write down what is said in a sound file",
        "fairnote transcribe visit.m4a --json visit.json",
    )
    parser.add_argument("audio", metavar="AUDIO", help="wav, flac, mp3, m4a, ogg, opus, webm or mp4")
    parser.add_argument(
        "--speakers",
        type=_speakers,
        default=1,
        metavar="auto|N",
        help="how many people speak, up to 8, or auto to find out (1: nobody is told from anybody)",
    )
    parser.add_argument("--words", metavar="FILE", help="names and local words to know, one a line")
    parser.add_argument(
        "--second-opinion", choices=("on", "off"), help="a second recogniser finds misheard words (as in the settings)"
    )
    parser.add_argument("--beam", type=int, default=5, choices=range(1, 11), metavar="N", help="beam size (5)")
    json_option(parser)


def _add_draft(subs: Subparsers) -> None:
    parser = add(
        subs,
        "draft",
        draft,
        "draft a note from a transcript",
        "fairnote draft visit.json --template case-note --json -",
    )
    parser.add_argument("transcript", metavar="TRANSCRIPT.json", help="what `fairnote transcribe --json` wrote")
    parser.add_argument("--template", required=True, metavar="NAME", help="see: fairnote templates list")
    parser.add_argument("--detail", choices=("brief", "standard", "full"), help="as the template has it")
    parser.add_argument("--no-model", action="store_true", help="use rules alone")
    parser.add_argument("--explain", action="store_true", help="show each step that led to each sentence")
    json_option(parser)


def _add_evaluate(subs: Subparsers) -> None:
    parser = add(
        subs,
        "evaluate",
        evaluate,
        "count what is in the notes of a folder of talks, or errors by group in a folder of recordings",
        "fairnote evaluate talks/ --highlights highlights.toml",
    )
    parser.add_argument("folder", metavar="FOLDER", help="talks, one a JSON file; or sounds with recordings.toml")
    parser.add_argument("--template", default="case-note", metavar="NAME", help="kind of note (case-note)")
    parser.add_argument("--detail", choices=("brief", "standard", "full"), help="one level of detail (each of them)")
    parser.add_argument("--highlights", metavar="FILE", help="TOML that says in which turns each highlight is said")
    json_option(parser)


def _add_templates(subs: Subparsers) -> None:
    templates = group(subs, "templates", "the kinds of note")
    add(templates, "list", templates_list, "their names", "fairnote templates list")
    show = add(templates, "show", templates_show, "one of them", "fairnote templates show case-note")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--words", action="store_true", help="also the words that lead to each heading")
    check = add(templates, "check", templates_check, "is this file one", "fairnote templates check ours.toml")
    check.add_argument("file", metavar="FILE")


def _speakers(text: str) -> int:
    """How many people speak; 0 for 'auto'."""
    if text == "auto":
        return 0
    if text.isdigit() and 1 <= int(text) <= 8:
        return int(text)
    raise argparse.ArgumentTypeError("give auto, or a number from 1 to 8")


def demo(options: argparse.Namespace) -> int:
    """The practice visit in the terminal."""
    from scribe.demo import run_demo

    return run_demo()


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
