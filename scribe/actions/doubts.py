"""Actions on what may have been misheard: have a second recogniser listen, list what is to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scribe import doubts
from scribe.doubts import ALONE_BELOW, DOUBTFUL_BELOW
from scribe.edit_log import MACHINE, Edit, EditKind
from scribe.editing import edited
from scribe.errors import NotFound
from scribe.hearing import heard_segments
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.late_doubts import flag_late_doubts
from scribe.off_record import Spans, quoting, unquoted
from scribe.records import utc_now
from scribe.second_opinion import accepted, heard_again, matched, words_of
from scribe.session import Session
from scribe.transcript_edits import marked
from scribe.visit import Doubt, Transcript, VisitId
from scribe.visit_audio import visit_audio


def second_opinion(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Have a second recogniser listen to all that was said; it only adds doubts, at the words as they are by then.

    It gives way to whatever somebody waits for, above all the draft. A note that was drafted meanwhile gets a flag
    wherever it hangs on one of them.

    Nothing happens where it has listened before, is not wanted, or is not on this laptop. Raises `NotFound` where
    nothing is written down yet, and `NothingHeard` where there is no sound.
    """
    base, then = _said(session, visit_id)
    audio = visit_audio(session.vault, visit_id)
    segments = heard_segments(session.vault, visit_id)

    def work(context: JobContext) -> Transcript:
        second = session.engines.second_opinion() if is_wanted(session) else None
        if second is None or base.second_opinion:
            return then
        way = session.precedence.give_way
        told, cancel = context.progress, context.cancel
        return heard_again(then, segments, audio, second, on_progress=told, cancel=cancel, give_way=way)

    def keep(result: Transcript) -> None:
        with session.vault.transaction():
            now = session.vault.machine_transcript(visit_id)
            # Written down anew, silenced, or listened to by another meanwhile: these doubts are of what is no more.
            if result is then or now is None or now.second_opinion or not _is_same(now, base):
                return
            edits = session.vault.edits(visit_id)
            asked = replace(now, second_opinion=result.second_opinion)
            session.vault.save_transcript(visit_id, asked, keep=[kept.number for kept in edits])
            new = [each for each in result.doubts if each not in then.doubts and each.why != doubts.LOW_CONFIDENCE]
            edited(session.vault, visit_id, lambda said: _found(matched(new, then, said, accepted(base, edits)), said))
            flag_late_doubts(session.vault, visit_id)

    return Job("second opinion", "second opinion", work, keep)


def _found(new: Iterable[Doubt], said: Transcript) -> Edit:
    """The doubts without what they quote of the seconds that are off the record by now."""
    found, spans = tuple(new), Spans(said.left_out)
    marks = tuple(marked(said, doubt) for doubt in unquoted(found, quoting(said.turns, found, spans)))
    return Edit(EditKind.DOUBTS_FOUND, MACHINE, utc_now(), doubts=marks)


def _is_same(now: Transcript, base: Transcript) -> bool:
    """Whether these are the same words of the same sound. What was silenced is another sound, with or without words."""
    return now.audio_sha256 == base.audio_sha256 and words_of(now) == words_of(base)


def is_wanted(session: Session) -> bool:
    """Whether a second recogniser is to listen, as the settings say."""
    return session.settings.second_opinion == "on"


def doubtful_below(session: Session) -> float:
    """The confidence under which a word is doubted: fewer are, where a second recogniser will be asked about all."""
    asked = is_wanted(session) and session.engines.second_opinion() is not None
    return DOUBTFUL_BELOW if asked else ALONE_BELOW


def to_check(session: Session, visit_id: VisitId) -> tuple[Doubt, ...]:
    """The places that somebody should listen to, in the order of the talk. Raises `NotFound`.

    What is off the record need not be checked.
    """
    whole = whole_transcript(session.vault, visit_id)
    if whole is None:
        raise NotFound
    return doubts.to_check(whole)


def _said(session: Session, visit_id: VisitId) -> tuple[Transcript, Transcript]:
    """What the machine made of what was said, and how it is now."""
    with session.vault.reading():
        base, now = session.vault.machine_transcript(visit_id), session.vault.transcript(visit_id)
    if base is None or now is None:
        raise NotFound
    return base, now
