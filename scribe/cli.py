"""The command line: `fairnote COMMAND`, each command a few calls to scribe.actions and the rooms it stands for."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from models.errors import ModelError
from models.progress import Cancelled
from scribe import commands, easy_read_commands
from scribe.errors import FairnoteError

Command = Callable[[argparse.Namespace], int]

CANCELLED = 130
"""Exit status when a person stopped the command, as a shell has it for Ctrl-C."""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns the exit status: 0 only on success; errors are one sentence on standard error."""
    # Warnings of the libraries are for a log, and a command keeps none: errors are told in one sentence.
    logging.getLogger().addHandler(logging.NullHandler())
    options = _parser().parse_args(arguments)
    command: Command = options.run
    try:
        return command(options)
    except Cancelled:
        print("Stopped, because you asked. Nothing was lost.", file=sys.stderr)
        return CANCELLED
    except (FairnoteError, ModelError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped, because you asked. Nothing was lost.", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        # The type alone: an exception's text may hold somebody's words.
        print(
            f"Something went wrong that Fairnote did not expect ({type(error).__name__}). Nothing was deleted. "
            "Please tell whoever looks after Fairnote, with the output of: fairnote doctor",
            file=sys.stderr,
        )
        return 1


class OneSentence(argparse.ArgumentParser):
    """A parser whose errors are one plain sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of a command, and where to look. Exits with 2."""
        self.exit(2, f"{message[0].upper()}{message[1:]}. See: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = OneSentence(
        prog="fairnote",
        description="Fairnote writes down a visit on this laptop. With no command it opens the window.",
        epilog="Each command has --help with an example.",
    )
    parser.add_argument("--version", action="version", version=f"Fairnote {commands.version()}")
    subs = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_work(subs)
    _add_keeping(subs)
    return parser


def _add_work(subs: argparse._SubParsersAction[OneSentence]) -> None:
    demo = _add(subs, "demo", commands.demo, "the practice visit, from sound to a refused export", "fairnote demo")
    demo.add_argument("--terminal", action="store_true", help="stay in the terminal even where there is a display")

    transcribe = _add(
        subs,
        "transcribe",
        commands.transcribe,
        "write down what is said in a sound file",
        "fairnote transcribe visit.m4a --json visit.json",
    )
    transcribe.add_argument("audio", metavar="AUDIO", help="wav, flac, mp3, m4a, ogg, opus, webm or mp4")
    transcribe.add_argument(
        "--speakers",
        type=_speakers,
        default=1,
        metavar="auto|N",
        help="how many people speak, up to 8, or auto to find out (1: nobody is told from anybody)",
    )
    transcribe.add_argument("--words", metavar="FILE", help="names and local words to know, one a line")
    transcribe.add_argument(
        "--second-opinion", choices=("on", "off"), help="a second recogniser finds misheard words (as in the settings)"
    )
    transcribe.add_argument("--beam", type=int, default=5, choices=range(1, 11), metavar="N", help="beam size (5)")
    _json(transcribe)

    draft = _add(
        subs,
        "draft",
        commands.draft,
        "draft a note from a transcript",
        "fairnote draft visit.json --template case-note --json -",
    )
    draft.add_argument("transcript", metavar="TRANSCRIPT.json", help="what `fairnote transcribe --json` wrote")
    draft.add_argument("--template", required=True, metavar="NAME", help="see: fairnote templates list")
    draft.add_argument("--detail", choices=("brief", "standard", "full"), help="as the template has it")
    draft.add_argument("--no-model", action="store_true", help="use rules alone")
    draft.add_argument("--explain", action="store_true", help="show each step that led to each sentence")
    _json(draft)

    _add_evaluate(subs)
    _add_documents(subs)
    templates = _group(subs, "templates", "the kinds of note")
    _add(templates, "list", commands.templates_list, "their names", "fairnote templates list")
    show = _add(templates, "show", commands.templates_show, "one of them", "fairnote templates show case-note")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--words", action="store_true", help="also the words that lead to each heading")
    check = _add(templates, "check", commands.templates_check, "is this file one", "fairnote templates check ours.toml")
    check.add_argument("file", metavar="FILE")


def _add_documents(subs: argparse._SubParsersAction[OneSentence]) -> None:
    easyread = _add(
        subs,
        "easyread",
        easy_read_commands.easyread,
        "write a document in easier words: a draft",
        "fairnote easyread letter.pdf --reader 'Mrs Begum' --json page.json",
    )
    easyread.add_argument("--reader", metavar="NAME", help="who reads it: 'you' is that person (whoever reads it)")
    easyread.add_argument("--no-model", action="store_true", help="use rules alone")
    check = _add(
        subs,
        "check",
        easy_read_commands.check,
        "hold a document to the rules of Easy Read or plain English",
        "fairnote check letter.docx --profile plain-english",
    )
    for each in (easyread, check):
        each.add_argument(
            "document", metavar="DOCUMENT", help="docx, odt, pdf, txt, html, rtf, a picture, or - for standard input"
        )
        each.add_argument(
            "--profile",
            choices=("easy-read", "plain-english", "dyslexia"),
            default="easy-read",
            help="for whom it is made easier (easy-read)",
        )
        _json(each)


def _add_evaluate(subs: argparse._SubParsersAction[OneSentence]) -> None:
    evaluate = _add(
        subs,
        "evaluate",
        commands.evaluate,
        "count what is in the notes of a folder of talks, or errors by group in a folder of recordings",
        "fairnote evaluate talks/ --highlights highlights.toml",
    )
    evaluate.add_argument("folder", metavar="FOLDER", help="talks, one a JSON file; or sounds with recordings.toml")
    evaluate.add_argument("--template", default="case-note", metavar="NAME", help="kind of note (case-note)")
    evaluate.add_argument("--detail", choices=("brief", "standard", "full"), help="one level of detail (each of them)")
    evaluate.add_argument("--highlights", metavar="FILE", help="TOML that says in which turns each highlight is said")
    _json(evaluate)


def _add_keeping(subs: argparse._SubParsersAction[OneSentence]) -> None:
    visits = _group(subs, "visits", "the visits in your vault")
    _add(visits, "list", commands.visits_list, "all of them", "fairnote visits list")
    show = _add(visits, "show", commands.visits_show, "one visit and its documents", "fairnote visits show v-1f0a")
    show.add_argument("id", metavar="ID")
    export = _add(
        visits,
        "export",
        commands.visits_export,
        "write an approved note or transcript to a file",
        "fairnote visits export v-1f0a --format docx --to note.docx",
    )
    export.add_argument("id", metavar="ID")
    export.add_argument("--document", metavar="ID", help="which document (the newest note)")
    export.add_argument("--format", required=True, choices=("docx", "pdf", "html", "txt", "vtt", "srt", "wav"))
    export.add_argument("--to", required=True, metavar="FILE")

    verify = _add(
        subs,
        "verify",
        commands.verify,
        "is this exported file the text that was approved, by whom, when",
        "fairnote verify note.pdf",
    )
    verify.add_argument("file", metavar="EXPORTED_FILE")

    audit = _group(subs, "audit", "the record of what was done")
    _add(audit, "check", commands.audit_check, "is it whole", "fairnote audit check")

    quality = _add(
        subs,
        "quality",
        commands.quality,
        "how much of each draft was changed before it was approved, in figures without content",
        "fairnote quality --csv figures.csv",
    )
    quality.add_argument("--csv", metavar="FILE", help="write a line for each approved document, or - for the terminal")
    _json(quality)

    models = _group(subs, "models", "the models on this laptop")
    _add(models, "list", commands.models_list, "which there are", "fairnote models list")
    _add(models, "verify", commands.models_verify, "are their files whole", "fairnote models verify")
    sit = _add(
        models,
        "exam",
        commands.models_exam,
        "find out on this laptop what a language model may be asked to do",
        "fairnote models exam SmolLM2-135M-Instruct",
    )
    sit.add_argument("name", nargs="?", metavar="NAME", help="see: fairnote models list (the one that is used)")
    sit.add_argument("--smoke", action="store_true", help="a short run of seconds, to see that it works; not kept")
    _json(sit)
    bring = _add(models, "import", commands.models_import, "add one", "fairnote models import small.en/")
    bring.add_argument("path", metavar="PATH")

    evidence = _add(
        subs,
        "evidence",
        commands.evidence,
        "one dated PDF about this laptop: policies, hashes, exams, offline proof, doctor; nothing of any visit",
        "fairnote evidence --to laptop.pdf",
    )
    evidence.add_argument("--to", required=True, metavar="FILE.pdf")
    evidence.add_argument("--proof", metavar="FILE", help="what `dev.py prove-offline --json` wrote (the newest here)")

    doctor = _add(subs, "doctor", commands.doctor, "what IT needs to know about this laptop", "fairnote doctor")
    _json(doctor)


def _speakers(text: str) -> int:
    """How many people speak; 0 for 'auto'."""
    if text == "auto":
        return 0
    if text.isdigit() and 1 <= int(text) <= 8:
        return int(text)
    raise argparse.ArgumentTypeError("give auto, or a number from 1 to 8")


def _add(
    subs: argparse._SubParsersAction[OneSentence], name: str, run: Command, summary: str, example: str
) -> OneSentence:
    parser = subs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.epilog = f"Example: {example}"
    parser.set_defaults(run=run)
    return parser


def _group(
    subs: argparse._SubParsersAction[OneSentence], name: str, summary: str
) -> argparse._SubParsersAction[OneSentence]:
    parser = subs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    return parser.add_subparsers(required=True, metavar="WHAT")


def _json(parser: OneSentence) -> None:
    parser.add_argument("--json", metavar="OUT", help="write JSON to this file, or to standard output for -")
