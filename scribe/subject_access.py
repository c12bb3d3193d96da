"""Answers a subject access request: all that is held about a person in one folder, for whoever redacts it.

Each page says whether what is on it was approved. Nothing is left out for the sake of others: where they are spoken of
is listed beside it, and a person decides. The folder is plain text: it is the one thing besides an export that leaves,
so only information governance may ask for it (`scribe.governance`), and that it was made is on record.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import unicodedata
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from scribe.audio_store import SAMPLE_RATE, new_private_file
from scribe.document_text import Block, BlockKind, Line, blocks, clock, tidy, tidy_lines
from scribe.errors import FileRefused, NotFound, SoundErased
from scribe.export_html import html_file
from scribe.export_pdf import PdfNotPossible, pdf_file
from scribe.export_shape import Printed, moment_in_words
from scribe.files import clear_disk_errors
from scribe.harm import heard_turns
from scribe.ids import new_id
from scribe.jottings import in_time
from scribe.lifecycle import ON_RECORD
from scribe.off_record import Spans
from scribe.other_people import Mention, Why, mentions
from scribe.records import utc_now
from scribe.references import NOTHING_ABOUT, AllAbout, Papers, VisitThings, find, refuse_several
from scribe.vault import Vault
from scribe.vault_folder import refuse_among_vaults_files
from scribe.visit import Role, Turn, Visit
from scribe.visit_audio import sound_of

NOT_APPROVED = "NOT APPROVED: a draft that nobody has checked and signed. It may be wrong."
HEARD = "NOT APPROVED: words as software heard them, with what the worker put right. They may be wrong."
NOTED = "NOT APPROVED: the worker's own notes during the visit."
APPROVED = "Approved by {name}, {when}."
APPROVED_TOO = "Also read and approved by {name}, {when}."
ELSEWHERE = (
    "{name} was handed over to another worker: what was said and written since is in that worker's Fairnote, and not "
    "in this folder. Ask for it there too."
)
FOR_REDACTING = (
    "This folder is for the person who answers the request. It is not redacted. Read everything, with the list of "
    "passages about other people beside it, before any of it is given away; then delete the folder."
)
LIST_IS_AN_AID = (
    "Where the words speak of somebody else, or were said by somebody else. Software made this list: it has names of "
    "places in it, and it can miss people. Read everything."
)
HIDDEN = "This visit was erased by the worker and can still be brought back."
EARLIER = "{name}: of what a legal hold keeps as it was before it was changed, {earlier} pieces are not in this folder."
NO_PDF = "{name}: there is no PDF, because a letter of it is in no font here. The HTML file has all of it."
OFF_RECORD = "[off the record] "
FOLDER_THERE = "That folder is there already, and has something in it. Nothing was written. Give a new name."
NO_PARENT = "The folder can't be made there: there is no such place, or you may not write to it. Nothing was written."
NOT_ALL_WORDS = "{name}: not all of its sound is words. What was said in the rest is not in this folder as words."
_PRIVATE = 0o700
_NEAR = 1.0
"""Seconds of sound that the transcript may be shorter by."""


@dataclass(frozen=True)
class Page:
    """One page of the bundle. `mark`: what stands on every printed page where it was not approved, else ''."""

    name: str
    title: str
    mark: str
    blocks: tuple[Block, ...]
    spoken: tuple[bool, ...] = ()
    """Of each block, whether somebody other than the person said it."""


@dataclass(frozen=True)
class Passage:
    """Where somebody else is spoken of: on which page, after which heading or time, the words and why."""

    page: str
    place: str
    text: str
    found: tuple[Mention, ...]
    spoken: bool


@dataclass(frozen=True)
class Bundle:
    """What was written: the folder, how many visits, pages and passages; a sentence for each file that is missing."""

    folder: Path
    visits: int
    pages: int
    passages: int
    missing: tuple[str, ...] = field(default=())


def make_bundle(vault: Vault, asked: str, folder: Path, *, by: str, with_sound: bool = False) -> Bundle:
    """Write all about a reference or person into a new folder, readable by this user alone: all of it or nothing.

    `by`: the keyed hash of who asked. Raises `NotFound`, `SeveralReferences`, `FileRefused` where the folder can't be
    made, `DiskFull`, `WriteFailed`; what was written until then is removed.
    """
    about = find(vault, asked)
    if not about.things:
        raise NotFound(NOTHING_ABOUT)
    refuse_several(about)
    folder = _new_folder(folder)
    with clear_disk_errors():
        unfinished = folder.with_name(f".{new_id('access')}.partial")
        unfinished.mkdir(_PRIVATE)
        try:
            made = _write(vault, about, unfinished, with_sound=with_sound)
            with vault.transaction():
                vault.audit.add(
                    "subject access",
                    "governance",
                    by=by,
                    about=vault.audit.fingerprint(about.asked.casefold()),
                    visits=made.visits,
                    pages=made.pages,
                    sound=int(with_sound),
                    bundle=_digest(unfinished),
                )
            if folder.exists():
                folder.rmdir()  # it is empty, or this fails
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return Bundle(folder, made.visits, made.pages, made.passages, made.missing)


def _new_folder(folder: Path) -> Path:
    """Its whole name, whatever the folder that this runs in is called. Raises `FileRefused`."""
    try:
        whole = folder.absolute()
        if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
            raise FileRefused(FOLDER_THERE)
        if not (whole.name and whole.parent.is_dir() and os.access(whole.parent, os.W_OK)):
            raise FileRefused(NO_PARENT)
        refuse_among_vaults_files(whole)
    except (OSError, ValueError):
        raise FileRefused(NO_PARENT) from None
    return whole


# --- writing
def _write(vault: Vault, about: AllAbout, folder: Path, *, with_sound: bool) -> Bundle:
    pages, missing = [], []
    for number, each in enumerate(about.things, start=1):
        here = tuple(_pages(vault, each, f"visit-{number}"))
        for page in here:
            missing += _write_page(folder, page, each.visit)
        pages += [(page, each.visit) for page in here]
        _write_pictures(vault, each, folder, f"visit-{number}")
        if each.handed_over:
            missing.append(ELSEWHERE.format(name=f"visit-{number}"))
        earlier = len(vault.earlier(each.visit.id))
        if earlier:
            missing.append(EARLIER.format(name=f"visit-{number}", earlier=earlier))
        if not _is_words(vault, each):
            missing.append(NOT_ALL_WORDS.format(name=f"visit-{number}"))
        if with_sound:
            missing += _write_sound(vault, each, folder, f"visit-{number}")
    passages = tuple(passage for page, visit in pages for passage in _passages(page, visit))
    _put(folder / "other-people.html", _list_of(passages))
    _put(folder / "index.html", _index(about, tuple(page for page, _ in pages), tuple(missing), with_sound=with_sound))
    return Bundle(folder, len(about.things), len(pages), len(passages), tuple(missing))


def _write_page(folder: Path, page: Page, visit: Visit) -> list[str]:
    """Each page as HTML, and as a PDF whose every sheet has the mark; a sentence where there can't be a PDF."""
    reference = tidy(visit.reference)
    running = page.mark or f"{page.title}, {reference}"
    shown = Printed(page.title, reference, utc_now(), page.blocks, (), running, bool(page.mark))
    _put(folder / f"{page.name}.html", html_file(shown))
    try:
        _put(folder / f"{page.name}.pdf", pdf_file(shown))
    except PdfNotPossible:
        return [NO_PDF.format(name=page.name)]
    return []


def _is_words(vault: Vault, each: VisitThings) -> bool:
    """Whether all of a visit's sound is in its transcript."""
    said = vault.transcript(each.visit.id)
    covered = said.seconds if said is not None else 0.0
    finished = all(recording.finished for recording in each.recordings)
    return finished and covered >= sum(recording.seconds for recording in each.recordings) - _NEAR


def _write_pictures(vault: Vault, each: VisitThings, folder: Path, name: str) -> None:
    for number, picture in enumerate(vault.own_pictures(each.visit.id), start=1):
        _put(folder / f"{name}-picture-{number}.{picture.kind}", base64.b64decode(picture.data))


def _write_sound(vault: Vault, each: VisitThings, folder: Path, name: str) -> list[str]:
    """Each recording as a wav file, a quarter of a second in memory at a time."""
    missing = []
    for number, recording in enumerate((r for r in each.recordings if r.seconds > 0), start=1):
        try:
            audio = sound_of(vault, recording)
        except SoundErased:
            missing.append(f"{name}, recording {number}: its sound was erased when its time had come.")
            continue
        with open(new_private_file(folder / f"{name}-sound-{number}.wav"), "wb") as file, wave.open(file, "wb") as made:
            made.setnchannels(1)
            made.setsampwidth(2)
            made.setframerate(SAMPLE_RATE)
            for pcm in audio.frames():
                made.writeframesraw(pcm)
        if audio.seconds() < recording.seconds - 1:
            missing.append(f"{name}, recording {number}: part of its sound can't be read.")
    return missing


def _put(path: Path, data: bytes) -> None:
    with open(new_private_file(path), "wb") as file:
        file.write(data)


def _digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


# --- pages
def _pages(vault: Vault, each: VisitThings, name: str) -> Iterator[Page]:
    yield Page(f"{name}-facts", "What is known of the visit", "", tuple(_facts(each)))
    said = vault.transcript(each.visit.id)
    if said is not None:
        spans = Spans(said.left_out)
        yield _spoken(f"{name}-words", "What was said", HEARD, said.turns, each.visit, spans)
    heard = heard_turns(each.recordings, vault.heard(each.visit.id))
    if heard:
        yield _spoken(f"{name}-heard", "What was heard so far", HEARD, tuple(heard), each.visit, Spans(()))
    jotted = in_time(vault, each.visit.id)
    if jotted:
        yield _spoken(f"{name}-jottings", "What the worker jotted down", NOTED, jotted, each.visit, Spans(()))
    for number, paper in enumerate(each.papers, start=1):
        yield from _paper(vault, paper, each.visit, f"{name}-document-{number}")


def _paper(vault: Vault, paper: Papers, visit: Visit, name: str) -> Iterator[Page]:
    document = paper.document
    approval = vault.approval(document.id) if document.stage in ON_RECORD else None
    state = APPROVED.format(name=approval.approver, when=moment_in_words(approval.at)) if approval else NOT_APPROVED
    second = vault.second_approval(approval) if approval else None
    also = (APPROVED_TOO.format(name=second.approver, when=moment_in_words(second.at)),) if second else ()
    head = tuple(Block(BlockKind.DETAIL, line) for line in (state, *also, *_left(paper)))
    title, *rest = blocks(document, visit)
    yield Page(name, tidy(document.title), "" if approval else NOT_APPROVED, (title, *head, *rest, *_not_in(paper)))
    if document.easy is not None:
        source = (Block(BlockKind.PARAGRAPH, line) for line in tidy_lines(document.easy.source.text).split("\n"))
        heading = "What the Easy Read was made from"
        yield Page(f"{name}-source", heading, "", (Block(BlockKind.TITLE, heading), *(b for b in source if b.text)))


def _left(paper: Papers) -> Iterator[str]:
    for export in paper.exports:
        yield f"A file left on {moment_in_words(export.at)} as {export.format} (SHA-256 {export.file_sha256})."


def _not_in(paper: Papers) -> Iterator[Block]:
    """What was said, and the document leaves out: it is held too."""
    left_out = [tidy(each.text) for each in paper.document.omissions if tidy(each.text)]
    if left_out and not paper.document.is_easy_read:
        yield Block(BlockKind.HEADING, "Said, and not in this document")
        yield from (Block(BlockKind.ITEM, text) for text in left_out)


def _facts(each: VisitThings) -> Iterator[Block]:
    visit = each.visit
    yield Block(BlockKind.TITLE, "What is known of the visit")
    yield Block(BlockKind.DETAIL, f"Reference: {tidy(visit.reference)}")
    yield Block(BlockKind.DETAIL, f"Planned: {moment_in_words(visit.created_at)}")
    if each.hidden:
        yield Block(BlockKind.DETAIL, HIDDEN)
    if visit.held:
        yield Block(BlockKind.DETAIL, f"There is a legal hold on it: {tidy(visit.held)}")
    for person in visit.people:
        agreed = person.agreement
        yield Block(BlockKind.HEADING, tidy(f"{person.name} ({person.role})"))
        told = (
            ("Communication needs", person.communication_needs),
            ("Pronouns", person.pronouns),
            ("Recording", agreed.answer.value),
            ("How they were asked", agreed.how_asked),
            ("The council's words, on the worker's screen when they answered", agreed.wording),
            ("What they said", agreed.what_was_said),
            ("Asked by", agreed.asked_by),
            ("Who was consulted", agreed.consulted),
            ("Why recording was thought to be right", agreed.why),
            ("The child's own view", agreed.own_view),
            ("Who holds parental responsibility", agreed.parental_responsibility),
        )
        yield from (Block(BlockKind.PARAGRAPH, tidy(f"{name}: {what}")) for name, what in told if what)
    if visit.known_words:
        yield Block(BlockKind.HEADING, "Words that the recogniser was given")
        yield from (Block(BlockKind.ITEM, tidy(word)) for word in visit.known_words)


def _spoken(name: str, title: str, mark: str, turns: tuple[Turn, ...], visit: Visit, off: Spans) -> Page:
    lines = [Block(BlockKind.TITLE, title), Block(BlockKind.DETAIL, f"Reference: {tidy(visit.reference)}")]
    others = [False, False]
    for turn in turns:
        speaker = visit.named(turn.speaker)
        who = tidy(speaker.name) if speaker else turn.speaker
        marked = OFF_RECORD if off.hold((turn.start + turn.end) / 2) else ""
        line = Line(turn.id, turn.start, turn.end, who, f"{marked}{tidy(turn.text)}")
        lines.append(Block(BlockKind.LINE, line.text, line))
        others.append(speaker is None or speaker.role is not Role.PERSON)
    return Page(name, title, mark, tuple(lines), tuple(others))


# --- what is about others
def _passages(page: Page, visit: Visit) -> Iterator[Passage]:
    place = ""
    for number, block in enumerate(page.blocks):
        if block.kind is BlockKind.HEADING:
            place = block.text
        words = block.line.words if block.line else block.text
        spoken = number < len(page.spoken) and page.spoken[number]
        found = mentions(words, visit)
        if found or spoken:
            at = clock(block.line.start) if block.line else place
            yield Passage(page.name, at, words, found, spoken)


def _list_of(passages: tuple[Passage, ...]) -> bytes:
    rows = "".join(_row(each) for each in passages)
    table = (
        "<table>\n<thead><tr><th>Page</th><th>Where</th><th>Words</th><th>Why</th></tr></thead>\n<tbody>\n"
        f"{rows}</tbody>\n</table>"
    )
    return _html("Passages about other people", f"<p>{escape(LIST_IS_AN_AID)}</p>\n{table}")


def _row(each: Passage) -> str:
    why = [f"{mention.words}: {mention.why}" for mention in each.found]
    if each.spoken:
        why.insert(0, Why.SPOKEN.value)
    words, at = "", 0
    for mention in each.found:
        words += f"{escape(each.text[at : mention.start])}<mark>{escape(mention.words)}</mark>"
        at = mention.end
    words += escape(each.text[at:])
    link = f'<a href="{each.page}.html">{each.page}</a>'
    return f"<tr><td>{link}</td><td>{escape(each.place)}</td><td>{words}</td><td>{escape('; '.join(why))}</td></tr>\n"


def _index(about: AllAbout, pages: tuple[Page, ...], missing: tuple[str, ...], *, with_sound: bool) -> bytes:
    items = "".join(
        f'<li><a href="{page.name}.html">{page.name}: {escape(page.title)}</a>. {escape(page.mark)}</li>\n'
        for page in pages
    )
    notes = list(missing)
    if not with_sound:
        notes.append("The sound is not in this folder. It was not asked for.")
    if about.named_in:
        notes.append(f"Visits about somebody else at which this person was: {', '.join(about.named_in)}. See them too.")
    if about.letters:
        notes.append(f"Letters to somebody of this name: {', '.join(about.letters)}. They are not in this folder.")
    if about.unreadable:
        notes.append(f"Visits that can't be read, and may be about this person: {about.unreadable}. Ask IT.")
    said = "".join(f"<li>{escape(note)}</li>\n" for note in notes)
    body = (
        f"<p><b>{escape(FOR_REDACTING)}</b></p>\n<p>Asked for: {escape(about.asked)}. Made: "
        f"{escape(moment_in_words(utc_now()))}.</p>\n<h2>Pages</h2>\n<ul>\n{items}</ul>\n"
        f'<h2>To redact</h2>\n<p><a href="other-people.html">Passages about other people</a></p>\n'
        f"<h2>To know</h2>\n<ul>\n{said}</ul>"
    )
    return _html("Subject access request", body)


_STYLE = (
    "body { font: 1.125rem/1.5 Arial, sans-serif; color: #111; background: #fff; max-width: 60rem; margin: 2rem auto;"
    " padding: 0 1rem; } table { border-collapse: collapse; } td, th { border: 1px solid #555; padding: .4rem;"
    " text-align: left; vertical-align: top; overflow-wrap: anywhere; }"
    " mark { background: #ffe08a; font-weight: bold; }"
)


def _html(title: str, body: str) -> bytes:
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    )
    return unicodedata.normalize("NFC", page).encode("utf-8")
