"""Actions on the words of a visit: put them right, say who spoke, take that back, leave words off the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from scribe import edit_figures as figures
from scribe import editing, jottings, silencing, transcript_changes
from scribe.document_text import tidy
from scribe.edit_log import Edit, EditFigures, EditKind, Put
from scribe.errors import MoveNotAllowed, NotFound
from scribe.harm import moments_within
from scribe.jobs import Job
from scribe.jottings import whole_transcript
from scribe.records import utc_now
from scribe.session import Session
from scribe.transcript_changes import next_turn_ids
from scribe.transcript_search import Found, SearchFor
from scribe.visit import Doubt, LeftOut, PersonId, Transcript, TurnId, VisitId

NOBODY_SPOKE = "A jotting is your own note, so nobody spoke it. Nothing was changed. Leave it out and choose again."
NO_SPAN = "These are no seconds of the visit. Nothing was changed."
SILENCED = "The sound was silenced there and the words are gone, so there is nothing to put back. Nothing was changed."
_WORKER = "the worker"
"""By whom an edit is where the settings have no name."""


# --- words
def edit_turn(session: Session, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
    """Put right what the recogniser misheard, or other words in the place of a jotting's.

    Words that are the same keep their times. Only doubts about words that are gone are settled by it.
    """
    jotted = next((each for each in session.vault.jottings(visit_id) if each.id == turn_id), None)
    if jotted is not None:
        jottings.change(session.vault, visit_id, turn_id, jotted.manner, text)
        return _whole(session, visit_id)
    return _put(session, visit_id, EditKind.WORDS, lambda said: transcript_changes.words_changed(said, turn_id, text))


def split_turn(session: Session, visit_id: VisitId, turn_id: TurnId, word: int) -> Transcript:
    """Make a turn of its own, after this one, of its words from number `word` on. Raises `MoveNotAllowed`."""

    def make(said: Transcript) -> Put:
        return transcript_changes.split(said, turn_id, word, _next_id(session, visit_id))

    return _put(session, visit_id, EditKind.SPLIT, make)


def merge_turns(session: Session, visit_id: VisitId, turn_id: TurnId) -> Transcript:
    """Join a turn with the one after it; the first one's speaker spoke both.

    Raises `MoveNotAllowed` where something was not recorded between them, where one is a jotting or the worker's own
    account and the other isn't, and after the last.
    """
    return _put(
        session,
        visit_id,
        EditKind.JOINED,
        lambda _: transcript_changes.joined(_whole(session, visit_id), turn_id),
    )


def find_words(
    session: Session, visit_id: VisitId, text: str, *, match_case: bool = False, whole_words: bool = False
) -> tuple[Found, ...]:
    """Every place where a text stands, in order; jottings too."""
    wanted = SearchFor(text, match_case=match_case, whole_words=whole_words)
    return wanted.among(_whole(session, visit_id).turns)


def replace_words(
    session: Session,
    visit_id: VisitId,
    text: str,
    by: str,
    *,
    match_case: bool = False,
    whole_words: bool = False,
    turn_ids: Collection[TurnId] | None = None,
) -> Transcript:
    """Put other words in the place of a text, everywhere or in these turns; one edit, undone as one.

    Jottings are the worker's own words, and are left as they are.
    """
    wanted = SearchFor(text, match_case=match_case, whole_words=whole_words)

    def make(said: Transcript) -> Edit:
        puts = transcript_changes.text_replaced(said, wanted, by, turn_ids)
        return Edit(EditKind.REPLACED, _by(session), utc_now(), puts)

    return _edited(session, visit_id, make)


# --- who spoke
def assign_speaker(
    session: Session, visit_id: VisitId, turn_ids: tuple[TurnId, ...], speaker: str, *, voices: tuple[str, ...] = ()
) -> Transcript:
    """Say who spoke these turns, and with them all turns of these voices (S1, S2 …); one edit, undone as one.

    Raises `MoveNotAllowed` for a jotting, which nobody spoke, and `NotFound`.
    """
    jotted = {each.id for each in session.vault.jottings(visit_id)}
    if jotted & set(turn_ids):
        raise MoveNotAllowed(NOBODY_SPOKE)

    def make(said: Transcript) -> Edit:
        known = {turn.id for turn in said.turns}, {turn.speaker for turn in said.turns if turn.speaker}
        if set(turn_ids) - known[0] or set(voices) - known[1]:
            raise NotFound
        kind = EditKind.SPEAKER if turn_ids else EditKind.VOICE
        return Edit(kind, _by(session), utc_now(), turns=tuple(turn_ids), speaker=speaker, voices=tuple(voices))

    return _edited(session, visit_id, make)


def name_voice(session: Session, visit_id: VisitId, voice: str, person: PersonId) -> Transcript:
    """Say who all turns of a voice (S1, S2 …) are spoken by. Raises `NotFound` where no turn has it."""
    return assign_speaker(session, visit_id, (), person, voices=(voice,))


# --- doubts
def accept_doubt(session: Session, visit_id: VisitId, *doubts: Doubt) -> Transcript:
    """Say that doubtful words were listened to and are right; one edit. Raises `NotFound` where they are not there.

    One that was settled already, as by accepting another about the same words, changes nothing.
    """

    def make(said: Transcript) -> Edit:
        settled = tuple(each for doubt in doubts for each in transcript_changes.doubt_accepted(said, doubt))
        return Edit(EditKind.DOUBT_ACCEPTED, _by(session), utc_now(), doubts=settled)

    return _edited(session, visit_id, make)


def take_offer(session: Session, visit_id: VisitId, doubt: Doubt) -> Transcript:
    """Put what a doubt offers in the place of its words. Raises `MoveNotAllowed` where that is nothing, `NotFound`."""
    return _put(session, visit_id, EditKind.OFFER_TAKEN, lambda said: transcript_changes.offer_taken(said, doubt))


def undo_known_word(session: Session, visit_id: VisitId, turn_id: TurnId, word: int) -> Transcript:
    """What was heard comes back in the place of the known word at this place of a turn. Raises `NotFound`."""
    return _put(
        session, visit_id, EditKind.KNOWN_WORD_UNDONE, lambda said: transcript_changes.heard_again(said, turn_id, word)
    )


# --- taking back
def undo(session: Session, visit_id: VisitId) -> Transcript:
    """Take the last edit back that a person made. Raises `MoveNotAllowed` where there is none."""
    editing.undo(session.vault, visit_id)
    return _whole(session, visit_id)


def redo(session: Session, visit_id: VisitId) -> Transcript:
    """Make the edit again that was undone last. Raises `MoveNotAllowed` where there is none."""
    editing.redo(session.vault, visit_id)
    return _whole(session, visit_id)


def undoable(session: Session, visit_id: VisitId) -> EditKind | None:
    """What kind of edit `undo` would take back."""
    kept = editing.undoable(session.vault, visit_id)
    return kept.edit.kind if kept else None


def redoable(session: Session, visit_id: VisitId) -> EditKind | None:
    """What kind of edit `redo` would make again."""
    kept = editing.redoable(session.vault, visit_id)
    return kept.edit.kind if kept else None


# --- off the record
def leave_out(session: Session, visit_id: VisitId, *spans: tuple[float, float]) -> Transcript:
    """Mark seconds as off the record: what was said in them is in no draft from now on. The sound stays as it is.

    `spans`: start and end of each stretch, in seconds of the visit; one edit, undone as one. For words,
    `scribe.off_record.span_of_words` gives them. Raises `MoveNotAllowed` for no seconds.
    """
    return _mark(session, visit_id, EditKind.LEFT_OUT, spans)


def put_back(session: Session, visit_id: VisitId, *spans: tuple[float, float]) -> Transcript:
    """Take that back for these seconds. Raises `MoveNotAllowed` for no seconds, and where they were silenced."""
    base = session.vault.machine_transcript(visit_id)
    if base and any(each.start < end and each.end > start for each in base.left_out for start, end in spans):
        raise MoveNotAllowed(SILENCED)
    return _mark(session, visit_id, EditKind.PUT_BACK, spans)


def harm_left_out(session: Session, visit_id: VisitId, start: float, end: float) -> tuple[str, ...]:
    """A plain line for each sentence that tells of harm and would not be in a draft if these seconds are left out."""
    return moments_within(_whole(session, visit_id), _span(start, end))


def silence_left_out(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Silence in the sound, for good, what is off the record, and take its words out of everything that is kept.

    Raises `MoveNotAllowed` where policy has not said so, nothing is left out, the visit is held, is being recorded, or
    has a note on record that rests on it.
    """
    return silencing.silence_left_out(session.vault, visit_id, _by(session), session.settings.off_record)


# --- figures
def edit_figures(session: Session, visit_id: VisitId) -> EditFigures:
    """How much people changed in what the machine heard: numbers only. Raises `NotFound`."""
    return figures.edit_figures(session.vault, visit_id)


def _mark(session: Session, visit_id: VisitId, kind: EditKind, seconds: Sequence[tuple[float, float]]) -> Transcript:
    spans = tuple(_span(*each) for each in seconds)
    return _edited(session, visit_id, lambda _: Edit(kind, _by(session), utc_now(), spans=spans))


def _span(start: float, end: float) -> LeftOut:
    if not (math.isfinite(start) and math.isfinite(end) and 0 <= start < end):
        raise MoveNotAllowed(NO_SPAN)
    return LeftOut(float(start), float(end))


def _put(session: Session, visit_id: VisitId, kind: EditKind, make: Callable[[Transcript], Put]) -> Transcript:
    return _edited(session, visit_id, lambda said: Edit(kind, _by(session), utc_now(), (make(said),)))


def _edited(session: Session, visit_id: VisitId, make: Callable[[Transcript], Edit]) -> Transcript:
    with session.vault.transaction():
        editing.edited(session.vault, visit_id, make)
        return _whole(session, visit_id)


def _next_id(session: Session, visit_id: VisitId) -> TurnId:
    base = session.vault.machine_transcript(visit_id)
    if base is None:
        raise NotFound
    return next(next_turn_ids(editing.given_ids(base, session.vault.edits(visit_id))))


def _by(session: Session) -> str:
    return tidy(session.settings.worker_name) or _WORKER


def _whole(session: Session, visit_id: VisitId) -> Transcript:
    whole = whole_transcript(session.vault, visit_id)
    if whole is None:
        raise NotFound
    return whole
