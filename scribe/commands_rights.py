"""What the commands do that erase in time, find and erase all about one person, and answer a subject access request."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scribe import actions, references
from scribe.command_parsers import Subparsers, add, group
from scribe.commands_visits import open_vault
from scribe.errors import FileRefused
from scribe.keeping import Outlook
from scribe.references import AllAbout, VisitThings
from scribe.session import Session
from scribe.terminal import heading, say
from scribe.vault_keeping import Kept

NO_FOLDER = "This is not a folder that can be looked into. Nothing was done."
_KINDS = {Kept.SOUND: "sound", Kept.DRAFT: "draft", Kept.VISIT: "erased visit"}


def add_to(subs: Subparsers) -> None:
    """Those on all about one person, and on what has had its time."""
    about = group(subs, "reference", "all about one case reference or person")
    show = add(
        about,
        "show",
        reference_show,
        "visits, documents, and the files that left",
        "fairnote reference show 'REF 2026/17'",
    )
    erase = add(
        about,
        "erase",
        reference_erase,
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
    access = add(
        subs,
        "subject-access",
        subject_access,
        "all about one person in a folder: for information governance alone",
        "fairnote subject-access 'REF 2026/17' --to answer/",
    )
    access.add_argument("reference", metavar="REF", help="the reference, or the person's whole name")
    access.add_argument("--to", required=True, metavar="FOLDER", help="a new folder; it is not encrypted")
    access.add_argument("--with-sound", action="store_true", help="the recordings too, as wav files")
    retention = add(
        subs,
        "retention",
        retention_show,
        "what has had its time: what is erased now, and what will be",
        "fairnote retention",
    )
    retention.add_argument(
        "--date-is-right", action="store_true", help="the clock's date, which was doubted, is the right one"
    )


def reference_show(options: argparse.Namespace) -> int:
    """All about one reference or person."""
    with open_vault() as session:
        about = actions.about_reference(session, options.reference)
        _print_all(about, _folders(session, options.look_in))
    return 0


def reference_erase(options: argparse.Namespace) -> int:
    """Erase it all; without --confirm only what would be erased is shown, and the status is 1."""
    with open_vault() as session:
        about = actions.about_reference(session, options.reference)
        _print_all(about, _folders(session, options.look_in))
        if not options.confirm:
            print("Nothing was erased. To erase all of this, add: --confirm --why REASON", file=sys.stderr)
            return 1
        erased = actions.erase_reference(
            session, options.reference, why=options.why, no_harm=options.no_harm, for_good=options.for_good
        )
        days = session.settings.restore_days
    back = f"and can be brought back for {_days(days)} in the window" if days else "and can't be brought back"
    how = "for good" if options.for_good else back
    print(
        f"\nErased: {_count(len(erased), 'visit')}, {how}."
        if erased
        else "\nIt was erased before. Nothing was changed."
    )
    elsewhere = sum(each.handed_over for each in about.things)
    if elsewhere:
        print(f"Another worker has {_count(elsewhere, 'visit')} of these. Erase them in that worker's Fairnote too.")
    if about.exports:
        print("Files that left are not erased by this: they are where they were saved. Erase those yourself.")
    return 0


def subject_access(options: argparse.Namespace) -> int:
    """All about one person in a folder, for information governance."""
    with open_vault() as session:
        made = actions.subject_access_bundle(
            session, options.reference, Path(options.to), with_sound=options.with_sound
        )
    for sentence in made.missing:
        print(sentence, file=sys.stderr)
    visits, pages = _count(made.visits, "visit"), _count(made.pages, "page")
    say(f"Written: {visits}, {pages}, and {_count(made.passages, 'passage')} to look at before it is given away.")
    say("It is not encrypted and not redacted. Keep it where only you can read it, and delete it afterwards.")
    return 0


def retention_show(options: argparse.Namespace) -> int:
    """Look now: erase what was told long enough ago, and show what is to come."""
    with open_vault() as session:
        outlook = actions.look_after_keeping(session)
        if outlook.doubt is not None and options.date_is_right:
            outlook = actions.confirm_date(session, outlook.doubt.says)
        refusal = session.vault.refusal
    if refusal is not None:
        print(f"Nothing was looked at, and nothing was erased. {refusal}", file=sys.stderr)
        return 1
    return _print_outlook(outlook)


def _print_outlook(outlook: Outlook) -> int:
    for kind in outlook.erased:
        print(f"erased now: {_KINDS[kind]}")
    for each in outlook.planned:
        print(f"{each.due_at.astimezone():%Y-%m-%d}  {_KINDS[each.kind]:6}  {each.visit}  {each.reference}")
    if outlook.doubt is not None:
        says, believed = (f"{at.astimezone():%d %B %Y, %H:%M}" for at in (outlook.doubt.says, outlook.doubt.believed))
        print(
            f"The laptop's clock says {says}; Fairnote was last used on {believed}. Nothing was erased. If the date is "
            "right, add: --date-is-right. Else put the clock right.",
            file=sys.stderr,
        )
        return 1
    if not (outlook.erased or outlook.planned):
        print("Nothing is due in the next 7 days.")
    return 0


def _print_all(about: AllAbout, folders: tuple[Path, ...]) -> None:
    for each in about.things:
        _print_visit(each)
    if about.named_in:
        say(f"Also at visits about somebody else, which are not part of this: {', '.join(about.named_in)}.")
    if about.letters:
        say(f"Letters to somebody of this name, which are not part of this: {', '.join(about.letters)}.")
    if about.unreadable:
        say(f"{_count(about.unreadable, 'visit')} can't be read, and may be about this too.")
    found = references.exported_files(about, folders)
    for path in found:
        print(f"exported file found: {path}")
    if about.exports and not found:
        print("Exported files were not looked for, or not found. Name folders by: --look-in FOLDER")


def _print_visit(each: VisitThings) -> None:
    marks = [
        ("erased, can be brought back", each.hidden),
        ("legal hold", bool(each.visit.held)),
        ("handed over to another worker", each.handed_over),
    ]
    state = ", ".join((each.visit.stage.value, *(words for words, so in marks if so)))
    heading(f"{each.visit.id}  {each.visit.reference} ({'letter' if each.is_letter else 'visit'}, {state})")
    for recording in each.recordings:
        gone = "  (erased)" if recording.erased_at else ""
        print(f"  sound     {recording.id}  {recording.seconds:.0f} seconds{gone}")
    for paper in each.papers:
        document = paper.document
        kind = "easy read" if document.is_easy_read else "document"
        print(f"  {kind:9} {document.id}  {document.title}, version {document.version}, {document.stage}")
        for export in paper.exports:
            print(f"    exported {export.at:%Y-%m-%d} as {export.format}, SHA-256 {export.file_sha256}")


def _folders(session: Session, named: list[str] | None) -> tuple[Path, ...]:
    """Where exported files are looked for: where they are saved at first, and what was named. Raises `FileRefused`."""
    usual = session.settings.export_folder
    folders = [Path(name) for name in named or ()] + ([usual] if usual is not None and usual.is_dir() else [])
    if not all(folder.is_dir() for folder in folders):
        raise FileRefused(NO_FOLDER)
    return tuple(folders)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _days(number: int) -> str:
    return _count(number, "day")
