"""Silences in the sound, for good, what is off the record, and takes its words out of everything that is kept.

The new sound is written and compared first. One transaction then changes all that the vault keeps, and only after it
is the old sound destroyed: whatever dies, either the old state is there or the new one, and the next start clears up.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.progress import Progress
from scribe.audio_recovery import destroy_replaced
from scribe.easy_read import note_of, without_source
from scribe.edit_log import Edit, EditKind, EditState, KeptEdit, Marked, Put
from scribe.errors import FairnoteError, MoveNotAllowed, NothingHeard
from scribe.harm import remember_note, remember_turns
from scribe.jobs import Job, JobContext
from scribe.lifecycle import ON_RECORD, Held
from scribe.off_record import BESIDE, Spans, on_record, quoting, unquoted, with_cuts, without_left_out
from scribe.records import utc_now
from scribe.review_steps import ReviewStep
from scribe.silenced_sound import silent_copy_name, write_silent_copy
from scribe.transcript_edits import Mending, transcript_sha256, without
from scribe.vault import Vault
from scribe.vault_earlier import Fact
from scribe.visit import (
    Claim,
    Document,
    Evidence,
    HeardPart,
    HeardSegment,
    LeftOut,
    ModelCard,
    Recording,
    Section,
    Transcript,
    Turn,
    TurnId,
    VisitId,
    VisitStage,
)
from scribe.visit_audio import heard_recordings, refuse_erased, sound_damage, sound_of, source_sha256
from scribe.word_times import text_of

SILENCE = "silence"
SILENCED = "off record silenced"
NOT_BY_POLICY = (
    "The sound is not silenced here: IT's policy says that what is off the record is only left out of drafts."
)
NOTHING_LEFT_OUT = "Nothing of this visit is off the record. Nothing was changed. Mark words first."
STILL_RECORDING = "This visit is being recorded. Nothing was silenced. Stop the recording first."
KEPT_BEFORE = (
    "There was a legal hold on this visit, and words as they were then are kept. Nothing was silenced. Ask whoever "
    "looks after your records."
)
RESTED_ON = (
    "A note of this visit that was approved, or has left this laptop, rests on what would be silenced. Nothing was "
    "silenced. If the note never left, reopen it and draft again; else ask whoever looks after your records."
)
SOUND_DAMAGED = (
    "Some of the sound of this visit can't be read, so it can't be silenced. Nothing was changed. Ask IT to restore it "
    "from a backup."
)
CHANGED_MEANWHILE = "The visit was changed meanwhile. Nothing was silenced. Ask again."
NOT_TAKEN_OUT = "Not all of the words could be taken out. Nothing was silenced. Tell IT."
_EDGE = 0.01
"""Seconds by which the times of evidence are rounded."""


@dataclass(frozen=True)
class _Copy:
    """A recording, and the file that is to take the place of its own."""

    recording: Recording
    file_name: str
    sha256: str


def silence_left_out(vault: Vault, visit_id: VisitId, by: str, policy: str) -> Job[Transcript]:
    """Silence what is off the record. `policy`: the setting `off_record`; `by`: the worker's name.

    Raises `MoveNotAllowed` where it may not be, `Held`, `NothingHeard` where there is no sound, `SoundErased`.
    """
    if policy != SILENCE:
        raise MoveNotAllowed(NOT_BY_POLICY)
    spans = _refuse(vault, visit_id)
    silencing = _Silencing(vault, visit_id, by, spans)
    return Job("silence", "sound", silencing.work, silencing.keep, silencing.abandon)


class _Silencing:
    """One silencing, from the copies of the sound to the end of the old ones."""

    def __init__(self, vault: Vault, visit_id: VisitId, by: str, spans: tuple[LeftOut, ...]) -> None:
        self._vault, self._visit, self._by, self._spans = vault, visit_id, by, spans
        self._copies: list[_Copy] = []

    def work(self, context: JobContext) -> Transcript:
        """Write the copies. What is silent in them is not read again."""
        recordings, offset = heard_recordings(self._vault, self._visit), 0.0
        total = sum(recording.seconds for recording in recordings)
        try:
            for recording in recordings:
                context.progress(Progress(offset, total, "silenced"))
                mine = _within(self._spans, offset, recording.seconds)
                if mine:
                    audio = sound_of(self._vault, recording)
                    name = silent_copy_name(recording)
                    sha256 = write_silent_copy(audio, self._vault.audio_folder / name, mine, context.cancel)
                    self._copies.append(_Copy(recording, name, sha256))
                offset += recording.seconds
        except BaseException:
            self._clear()
            raise
        said = self._vault.transcript(self._visit)
        assert said is not None  # it was refused otherwise
        return said

    def keep(self, _: Transcript) -> None:
        """Change all that is kept, then destroy the old sound."""
        try:
            with self._vault.transaction():
                if _refuse(self._vault, self._visit) != self._spans:
                    raise MoveNotAllowed(CHANGED_MEANWHILE)
                self._keep_sound()
                self._keep_words()
                seconds = round(sum(span.end - span.start for span in self._spans), 2)
                self._vault.audit.add(SILENCED, self._visit, seconds=seconds, recordings=len(self._copies))
        except BaseException:
            self._clear()
            raise
        destroy_replaced(self._vault, self._visit)
        with contextlib.suppress(FairnoteError):  # it is done; what is still in the log goes when the vault is closed
            self._vault.forget_old_pages()

    def abandon(self, _: Transcript) -> None:
        """It was cancelled when the copies were there."""
        self._clear()

    def _clear(self) -> None:
        """Remove the copies, unless they were kept: then they are the sound."""
        kept = {recording.file_name for recording in self._vault.recordings(self._visit)}
        for copy in (copy for copy in self._copies if copy.file_name not in kept):
            (self._vault.audio_folder / copy.file_name).unlink(missing_ok=True)
        self._copies.clear()

    def _keep_sound(self) -> None:
        known = self._vault.recordings(self._visit)
        for copy in self._copies:
            if copy.recording not in known:
                raise MoveNotAllowed(CHANGED_MEANWHILE)
            old = copy.recording
            self._vault.save_recording(
                replace(old, file_name=copy.file_name, audio_sha256=copy.sha256, replaces=old.file_name)
            )

    def _keep_words(self) -> None:
        vault, visit_id = self._vault, self._visit
        base, before, edits = vault.machine_transcript(visit_id), vault.transcript(visit_id), vault.edits(visit_id)
        assert base is not None and before is not None  # it was refused otherwise
        spans = Spans(self._spans)
        _rewrite_heard(vault, visit_id, spans)
        sha256 = source_sha256(heard_recordings(vault, visit_id))
        quotes = _quotes(base, before, edits, spans)
        now = replace(_without(base, spans, quotes), left_out=self._spans, audio_sha256=sha256)
        stood = [kept.number for kept in edits if kept.state is EditState.STANDS]
        vault.save_transcript(visit_id, now, keep=stood)
        for number, edit in _rewritten(base, edits, spans, quotes):
            vault.rewrite_edit(visit_id, number, edit)
        vault.add_edit(visit_id, Edit(EditKind.SILENCED, self._by, utc_now()))
        _rewrite_documents(vault, visit_id, before, self._spans, quotes)
        vault.forget_review_steps(visit_id)  # they have the words as they were, and undoing would bring them back
        after = vault.transcript(visit_id)
        assert after is not None
        _refuse_left(before, after)
        remember_turns(vault, visit_id, before.turns, after.turns)


def _refuse(vault: Vault, visit_id: VisitId) -> tuple[LeftOut, ...]:
    """What is to be silenced. Raises where it may not be."""
    with vault.reading():
        visit, said = vault.visit(visit_id), vault.transcript(visit_id)
        if visit.held:
            raise Held(_HELD)
        if visit.stage is VisitStage.RECORDING:
            raise MoveNotAllowed(STILL_RECORDING)
        if said is None or not said.left_out:
            raise MoveNotAllowed(NOTHING_LEFT_OUT)
        if not heard_recordings(vault, visit_id):
            raise NothingHeard
        refuse_erased(vault, visit_id)
        if any(isinstance(each.fact, _WORDS) for each in vault.earlier(visit_id)):
            raise MoveNotAllowed(KEPT_BEFORE)
        quotes = quoting(said.turns, said.doubts, Spans(said.left_out))
        for note, _ in _documents_cleared(vault, visit_id, said, said.left_out, quotes):
            if note.stage in ON_RECORD or vault.may_be_out(note.id):
                raise MoveNotAllowed(RESTED_ON)
        if sound_damage(vault, visit_id):
            raise MoveNotAllowed(SOUND_DAMAGED)
        return said.left_out


_HELD = "There is a legal hold on this visit, so nothing of its sound may be silenced. Nothing was changed."
_WORDS: tuple[type[Fact], ...] = (Transcript, HeardPart, Document, ReviewStep)
"""Facts that hold what was said, where they were kept while there was a hold."""
_NO_MODEL = ModelCard("none")


def _within(spans: Iterable[LeftOut], offset: float, seconds: float) -> tuple[LeftOut, ...]:
    """The part of these seconds that lies in one recording, on its own clock."""
    moved = (LeftOut(max(0.0, s.start - offset), min(seconds, s.end - offset)) for s in spans)
    return tuple(span for span in moved if span.start < span.end)


# --- words
def _without(said: Transcript, spans: Spans, quotes: Collection[str]) -> Transcript:
    cut = {turn.id: cut for turn in said.turns if (cut := without_left_out(turn, spans)) is not None}
    return with_cuts(replace(said, doubts=unquoted(said.doubts, quotes)), cut)


def _quotes(base: Transcript, before: Transcript, kept: Sequence[KeptEdit], spans: Spans) -> frozenset[str]:
    """What any doubt says that may quote the words, of those that are, were, or were put with words since."""
    mending = Mending(base)
    found = quoting(base.turns, base.doubts, spans) | quoting(before.turns, before.doubts, spans)
    for edit in (each.edit for each in kept if each.state is EditState.STANDS):
        found |= quoting(mending.turns.values(), [marked.doubt for marked in edit.doubts], spans)
        mending.make(edit)
        put = {turn.id: turn for each in edit.puts for turn in each.turns}
        doubts = [doubt for each in edit.puts for doubt in each.doubts]
        found |= quoting((mending.turns | put).values(), doubts, spans)
    return found


def _rewritten(
    base: Transcript, kept: Sequence[KeptEdit], spans: Spans, quotes: Collection[str] = ()
) -> Iterator[tuple[int, Edit]]:
    """Each edit without the words; of those that don't stand only that there was one is left."""
    mending = Mending(base)
    for each in kept:
        edit = each.edit
        if each.state is not EditState.STANDS:
            yield each.number, Edit(edit.kind, edit.by, edit.at)
            continue
        puts = tuple(_put_without(put, spans, quotes) for put in edit.puts)
        doubts = tuple(kept for marked in edit.doubts for kept in _marked_without(marked, mending.turns, spans, quotes))
        mending.make(edit)
        yield each.number, replace(edit, puts=puts, doubts=doubts)


def _put_without(put: Put, spans: Spans, quotes: Collection[str]) -> Put:
    said = _without(Transcript(put.turns, _NO_MODEL, 0.0, "", doubts=put.doubts), spans, quotes)
    return replace(put, turns=said.turns, doubts=said.doubts)


def _marked_without(
    marked: Marked, turns: dict[TurnId, Turn], spans: Spans, quotes: Collection[str]
) -> tuple[Marked, ...]:
    turn, doubts = turns.get(marked.doubt.turn), unquoted((marked.doubt,), quotes)
    cut = without_left_out(turn, spans) if turn else None
    if cut is None:
        return tuple(replace(marked, doubt=doubt) for doubt in doubts if turn)
    left = cut.doubts(doubts)
    return tuple(Marked(d, tuple(word.text for word in cut.turn.words[d.from_word : d.to_word])) for d in left)


def _refuse_left(before: Transcript, after: Transcript) -> None:
    """Raise unless what is on the record is as it was, and nothing else is left."""
    same = transcript_sha256(on_record(before)) == transcript_sha256(on_record(after))
    quoted = quoting(after.turns, after.doubts, Spans(after.left_out))
    if not same or quoted or transcript_sha256(on_record(after)) != transcript_sha256(after):
        raise MoveNotAllowed(NOT_TAKEN_OUT)


def _rewrite_heard(vault: Vault, visit_id: VisitId, spans: Spans) -> None:
    """What was heard of the sound, without the words; a segment of which none is left is left out."""
    offsets, offset = {}, 0.0
    for recording in heard_recordings(vault, visit_id):
        offsets[recording.id] = offset
        offset += recording.seconds
    parts, until = vault.heard(visit_id), dict.fromkeys(offsets, 0.0)
    vault.clear_heard(visit_id)
    for part in parts:
        segments = tuple(_segment_without(each, offsets.get(part.recording, 0.0), spans) for each in part.segments)
        vault.add_heard(visit_id, replace(part, segments=segments), until.get(part.recording, 0.0))
        until[part.recording] = part.until


def _segment_without(segment: HeardSegment, offset: float, spans: Spans) -> HeardSegment:
    words = tuple(replace(word, start=word.start + offset, end=word.end + offset) for word in segment.words)
    turn = Turn(TurnId("heard"), "", segment.start + offset, segment.end + offset, segment.text, words)
    cut = without_left_out(turn, spans)
    if cut is None:
        return segment
    moved = tuple(replace(word, start=word.start - offset, end=word.end - offset) for word in cut.turn.words)
    return replace(segment, text=text_of(moved), words=moved)


# --- documents
def _rewrite_documents(
    vault: Vault, visit_id: VisitId, said: Transcript, spans: tuple[LeftOut, ...], quotes: Collection[str]
) -> None:
    """Take what rests on these seconds out of drafts: they are out of date, and have to be drafted again anyway.

    What the worker wrote in them stays.
    """
    for note, cleared in _documents_cleared(vault, visit_id, said, spans, quotes):
        remember_note(vault, visit_id, note, cleared)
        vault.save_document(cleared)


def _documents_cleared(
    vault: Vault, visit_id: VisitId, said: Transcript, spans: tuple[LeftOut, ...], quotes: Collection[str]
) -> list[tuple[Document, Document]]:
    """Each document that rests on these seconds, and what is left of it. An Easy Read has the words of its note, and
    not their times: where the note is not as it was, nothing that it is made of is left of it.
    """
    known = vault.documents(visit_id)
    pairs = [(one, _cleared(one, said, spans, quotes)) for one in known if not one.is_easy_read]
    changed = {one.id for one, cleared in pairs if cleared != one}
    easy = [(one, without_source(one)) for one in known if note_of(one) in changed]
    return [pair for pair in (*pairs, *easy) if pair[0] != pair[1]]


def _cleared(note: Document, said: Transcript, spans: tuple[LeftOut, ...], quotes: Collection[str]) -> Document:
    """The document without all that rests on seconds that were not off the record yet when it was drafted."""
    for known in note.left_out:
        spans = without(spans, known)
    if not spans:
        return note
    times = {turn.id: (turn.start, turn.end) for turn in said.turns}
    return replace(
        note,
        sections=tuple(_cleared_section(section, spans, quotes) for section in note.sections),
        actions=tuple(action for action in note.actions if not _rests(action.evidence, spans)),
        omissions=tuple(each for each in note.omissions if not _touches(*times.get(each.turn, _ALWAYS), spans)),
    )


def _cleared_section(section: Section, spans: tuple[LeftOut, ...], quotes: Collection[str]) -> Section:
    claims = tuple(_unquoted(claim, quotes) for claim in section.claims if not _rests(claim.evidence, spans))
    return section if claims == section.claims else replace(section, claims=claims, confirmed_at=None)


def _unquoted(claim: Claim, quotes: Collection[str]) -> Claim:
    """The claim; where why it was flagged quotes what another listener heard there, without that."""
    return replace(claim, why=BESIDE) if any(quote in (claim.why or "") for quote in quotes) else claim


_ALWAYS = (-math.inf, math.inf)
"""When a turn was that is not known any more."""


def _rests(evidence: Iterable[Evidence], spans: tuple[LeftOut, ...]) -> bool:
    return any(_touches(each.start - _EDGE, each.end + _EDGE, spans) for each in evidence)


def _touches(start: float, end: float, spans: tuple[LeftOut, ...]) -> bool:
    return any(start < span.end and end > span.start for span in spans)
