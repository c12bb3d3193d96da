"""Actions on what may have been misheard: have a second recogniser listen, list what is to be checked."""

from __future__ import annotations

from dataclasses import replace

from scribe import doubts
from scribe.doubts import ALONE_BELOW, DOUBTFUL_BELOW
from scribe.errors import NotFound
from scribe.hearing import heard_segments
from scribe.jobs import Job, JobContext
from scribe.jottings import whole_transcript
from scribe.second_opinion import heard_again, matched, with_doubts
from scribe.session import Session
from scribe.visit import Doubt, Transcript, VisitId
from scribe.visit_audio import visit_audio


def second_opinion(session: Session, visit_id: VisitId) -> Job[Transcript]:
    """Have a second recogniser listen to all that was said; it only adds doubts, at the words as they are by then.

    Nothing happens where it has listened before, is not wanted, or is not on this laptop. Raises `NotFound` where
    nothing is written down yet, and `NothingHeard` where there is no sound.
    """
    then = _said(session, visit_id)
    audio = visit_audio(session.vault, visit_id)
    segments = heard_segments(session.vault, visit_id)

    def work(context: JobContext) -> Transcript:
        second = session.engines.second_opinion() if is_wanted(session) else None
        if second is None or then.second_opinion:
            return then
        return heard_again(then, segments, audio, second, on_progress=context.progress, cancel=context.cancel)

    def keep(result: Transcript) -> None:
        with session.vault.transaction():
            now = session.vault.transcript(visit_id)
            # Written down anew, or heard by another meanwhile: these doubts are of words that are no more.
            if result == then or now is None or now.second_opinion or now.audio_sha256 != then.audio_sha256:
                return
            new = [each for each in result.doubts if each not in then.doubts and each.why != doubts.LOW_CONFIDENCE]
            after = with_doubts(now, matched(new, then, now))
            session.vault.save_transcript(visit_id, replace(after, second_opinion=result.second_opinion))

    return Job("second opinion", "second opinion", work, keep)


def is_wanted(session: Session) -> bool:
    """Whether a second recogniser is to listen, as the settings say."""
    return session.settings.second_opinion == "on"


def doubtful_below(session: Session) -> float:
    """The confidence under which a word is doubted: fewer are, where a second recogniser will be asked about all."""
    asked = is_wanted(session) and session.engines.second_opinion() is not None
    return DOUBTFUL_BELOW if asked else ALONE_BELOW


def to_check(session: Session, visit_id: VisitId) -> tuple[Doubt, ...]:
    """The places that somebody should listen to, in the order of the talk. Raises `NotFound`."""
    whole = whole_transcript(session.vault, visit_id)
    if whole is None:
        raise NotFound
    return doubts.in_order(whole)


def _said(session: Session, visit_id: VisitId) -> Transcript:
    said = session.vault.transcript(visit_id)
    if said is None:
        raise NotFound
    return said
