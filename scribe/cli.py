"""The command line: `fairnote COMMAND`, each command a few calls to scribe.actions and the rooms it stands for."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from models.errors import ModelError
from models.progress import Cancelled
from scribe import commands, commands_easy_read, commands_keys, commands_models, commands_policy, commands_rights
from scribe.errors import FairnoteError

Command = Callable[[argparse.Namespace], int]

CANCELLED = 130
"""Exit status when a person stopped the command, as a shell has it for Ctrl-C."""


def run(arguments: Sequence[str], *, window: str = "") -> int:
    """Run one command. Returns the exit status: 0 only on success; errors are one sentence on standard error.

    `window` is 'module:function' that opens the window unseen, for the self-test: this layer knows of none.
    """
    # Warnings of the libraries are for a log, and a command keeps none: errors are told in one sentence.
    logging.getLogger().addHandler(logging.NullHandler())
    options = _parser().parse_args(arguments)
    options.window = window
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
    _add_policy(subs)
    _add_keys(subs)
    _add_models(subs)
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
        commands_easy_read.easyread,
        "write a document in easier words: a draft",
        "fairnote easyread letter.pdf --reader 'Mrs Begum' --json page.json",
    )
    easyread.add_argument("--reader", metavar="NAME", help="who reads it: 'you' is that person (whoever reads it)")
    easyread.add_argument("--no-model", action="store_true", help="use rules alone")
    check = _add(
        subs,
        "check",
        commands_easy_read.check,
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
    listing = _add(visits, "list", commands.visits_list, "all of them", "fairnote visits list --drafted-by b179c952")
    listing.add_argument("--drafted-by", metavar="HASH", help="what the model with this SHA-256 had a part in")
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

    _add_rights(subs)
    audit = _group(subs, "audit", "the record of what was done")
    whole = _add(audit, "check", commands.audit_check, "is it whole", "fairnote audit check")
    whole.add_argument("--head", action="append", default=[], metavar="HEX", help="a head that an exported file shows")
    whole.add_argument("--log", metavar="FILE", help="a copy of the system's log, kept elsewhere")

    quality = _add(
        subs,
        "quality",
        commands.quality,
        "how much of each draft was changed before it was approved, in figures without content",
        "fairnote quality --csv figures.csv",
    )
    quality.add_argument("--csv", metavar="FILE", help="write a line for each approved document, or - for the terminal")
    _json(quality)

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
    doctor.add_argument(
        "--self-test", action="store_true", help="try every part for real, in a minute; your visits are left alone"
    )
    doctor.add_argument("--seconds", type=int, default=60, metavar="N", help="longest that the self-test may take (60)")
    _json(doctor)

    licences = _add(
        subs, "licences", commands.licences, "whose parts are in Fairnote, under which licences", "fairnote licences"
    )
    _json(licences)


def _add_models(subs: argparse._SubParsersAction[OneSentence]) -> None:
    models = _group(subs, "models", "the models on this laptop")
    listed = _add(models, "list", commands_models.models_list, "which there are", "fairnote models list")
    _json(listed)
    _add(models, "verify", commands_models.models_verify, "are their files whole", "fairnote models verify")
    sit = _add(
        models,
        "exam",
        commands_models.models_exam,
        "find out on this laptop what a language model may be asked to do",
        "fairnote models exam SmolLM2-135M-Instruct",
    )
    sit.add_argument("name", nargs="?", metavar="NAME", help="see: fairnote models list (the one that is used)")
    sit.add_argument("--smoke", action="store_true", help="a short run of seconds, to see that it works; not kept")
    _json(sit)
    check = _add(
        models,
        "check",
        commands_models.models_check,
        "see in 20 seconds whether a model does here what the result in its pack says",
        "fairnote models check Qwen3-4B-Instruct",
    )
    check.add_argument("name", metavar="NAME", help="see: fairnote models list")
    bring = _add(
        models,
        "import",
        commands_models.models_import,
        "add one: a signed pack, or where policy names no key a model by itself",
        "fairnote models import Qwen3-4B-Instruct/",
    )
    bring.add_argument("path", metavar="PATH", help="a pack's folder, a CTranslate2 folder or a GGUF file")
    bring.add_argument(
        "--public-key", metavar="KEY", help="the minisign public key, or its file, where policy has none"
    )
    bring.add_argument("--anyway", action="store_true", help="even if it needs more memory than this laptop has")
    bring.add_argument("--no-check", action="store_true", help="leave the short check of a language model for later")
    remove = _add(models, "remove", commands_models.models_remove, "remove one", "fairnote models remove small.en")
    remove.add_argument("name", metavar="NAME", help="see: fairnote models list")
    _add_packs(models)


def _add_packs(models: argparse._SubParsersAction[OneSentence]) -> None:
    pack = _add(
        models,
        "pack",
        commands_models.models_pack,
        "make a signed pack of a model, with the result of its exam on this laptop",
        "fairnote models pack small.en/ --to packs/ --key fairnote-packs.key --licence MIT",
    )
    pack.add_argument(
        "model",
        nargs="?",
        metavar="FOLDER",
        help="a CTranslate2 folder, a GGUF file, or the name of a model on this laptop",
    )
    pack.add_argument("--starters", action="store_true", help="the models that come with Fairnote, a pack each")
    pack.add_argument("--to", required=True, metavar="FOLDER", help="where the pack's folder is made")
    pack.add_argument("--key", required=True, metavar="FILE", help="minisign secret key; its passphrase is asked for")
    pack.add_argument("--licence", metavar="TEXT", help="the model's licence, for example Apache-2.0")
    pack.add_argument(
        "--needs-gb", type=_gigabytes, default=0, metavar="N", help="GB of memory that a laptop needs for it"
    )
    keys = _group(models, "keys", "the keys that packs are signed with")
    new = _add(
        keys,
        "new",
        commands_models.keys_new,
        "make a key pair; the secret key is encrypted by a passphrase",
        "fairnote models keys new --to keys/",
    )
    new.add_argument("--to", required=True, metavar="FOLDER", help="a folder that is there, and that only you can read")


def _gigabytes(text: str) -> int:
    """GB of memory of a laptop."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 1024:
        return int(text)
    raise argparse.ArgumentTypeError("give a whole number of GB, from 1 to 1024")


def _add_policy(subs: argparse._SubParsersAction[OneSentence]) -> None:
    policy = _group(subs, "policy", "what IT can set, and has set")
    listing = _add(
        policy, "list", commands_policy.policy_list, "what holds here, and who set it", "fairnote policy list --json -"
    )
    _json(listing)
    check = _add(policy, "check", commands_policy.policy_check, "can this be used", "fairnote policy check ours.json")
    check.add_argument("file", metavar="FILE", help="as it is to be put to /etc/fairnote/policies.json")
    export = _add(
        policy,
        "export",
        commands_policy.policy_export,
        "write templates for group policy, a policies file to begin with, or the table for a guide",
        "fairnote policy export --format admx --to fairnote.admx",
    )
    export.add_argument("--format", required=True, choices=tuple(commands_policy.FORMATS))
    export.add_argument("--to", metavar="FILE", help="a new file (standard output)")


def _add_keys(subs: argparse._SubParsersAction[OneSentence]) -> None:
    keys = _group(subs, "keys", "the council's recovery key")
    new = _add(keys, "new", commands_keys.keys_new, "make a recovery key", "fairnote keys new --to recovery-key.txt")
    new.add_argument("--to", required=True, metavar="FILE", help="the secret part: keep it safe, away from the laptops")
    _add(keys, "status", commands_keys.keys_status, "who can open this vault", "fairnote keys status")

    recover = _add(
        subs,
        "recover",
        commands_keys.recover,
        "put a vault's lost key back, by the recovery key",
        "fairnote recover --identity recovery-key.txt",
    )
    backup = _add(
        subs, "backup", commands_keys.backup, "keep all visits in one encrypted file", "fairnote backup --to visits.fnb"
    )
    backup.add_argument("--to", required=True, metavar="FILE", help="a new file")
    backup.add_argument("--passphrase", action="store_true", help="a passphrase opens it too (it is asked for)")
    restore = _add(
        subs,
        "restore",
        commands_keys.restore,
        "make a vault of a backup, in an empty folder",
        "fairnote restore visits.fnb --to visits --identity recovery-key.txt",
    )
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--to", required=True, metavar="FOLDER", help="a new or empty folder")
    restore.add_argument("--identity", metavar="FILE", help="the recovery key; without it a passphrase is asked for")
    hand = _add(
        subs,
        "hand-over",
        commands_keys.hand_over,
        "put unfinished visits into a file for another worker, by the recovery key",
        "fairnote hand-over --visits all --to jo.fnh --identity recovery-key.txt",
    )
    what = hand.add_mutually_exclusive_group(required=True)
    what.add_argument("--visits", nargs="+", metavar="ID", help="their ids, or all")
    what.add_argument("--receipt", metavar="FILE", help="what take-over wrote: mark its visits as handed over")
    hand.add_argument("--to", metavar="FILE", help="a new file (with --visits)")
    take = _add(
        subs,
        "take-over",
        commands_keys.take_over,
        "take visits that another worker had, by the recovery key",
        "fairnote take-over jo.fnh --identity recovery-key.txt --receipt jo.receipt",
    )
    take.add_argument("file", metavar="FILE")
    take.add_argument("--receipt", required=True, metavar="FILE", help="a new file, for the laptop they came from")
    for each in (recover, hand, take):
        each.add_argument("--identity", required=True, metavar="FILE", help="the recovery key, from fairnote keys new")
    for each in (recover, backup, restore, hand, take):
        each.add_argument(
            "--passphrase-fd", type=int, metavar="N", help="read passphrases from this file descriptor, a line each"
        )


def _add_rights(subs: argparse._SubParsersAction[OneSentence]) -> None:
    about = _group(subs, "reference", "all about one case reference or person")
    show = _add(
        about,
        "show",
        commands_rights.reference_show,
        "visits, documents, and the files that left",
        "fairnote reference show 'REF 2026/17'",
    )
    erase = _add(
        about,
        "erase",
        commands_rights.reference_erase,
        "erase all of it together; shows it only, without --confirm",
        "fairnote reference erase 'REF 2026/17' --confirm --why 'Asked for by the person'",
    )
    for each in (show, erase):
        each.add_argument("reference", metavar="REF", help="the reference, or the person's whole name")
        each.add_argument("--look-in", action="append", metavar="FOLDER", help="look here for files that were exported")
    erase.add_argument("--confirm", action="store_true", help="do it")
    erase.add_argument("--why", default="", metavar="REASON", help="why it is erased")
    erase.add_argument("--no-harm", action="store_true", help="you say that no harm was mentioned in unheard sound")
    erase.add_argument(
        "--for-good", action="store_true", help="at once, on record or not: for information governance alone"
    )
    access = _add(
        subs,
        "subject-access",
        commands_rights.subject_access,
        "all about one person in a folder: for information governance alone",
        "fairnote subject-access 'REF 2026/17' --to answer/",
    )
    access.add_argument("reference", metavar="REF", help="the reference, or the person's whole name")
    access.add_argument("--to", required=True, metavar="FOLDER", help="a new folder; it is not encrypted")
    access.add_argument("--with-sound", action="store_true", help="the recordings too, as wav files")
    retention = _add(
        subs,
        "retention",
        commands_rights.retention_show,
        "what has had its time: what is erased now, and what will be",
        "fairnote retention",
    )
    retention.add_argument(
        "--date-is-right", action="store_true", help="the clock's date, which was doubted, is the right one"
    )


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
