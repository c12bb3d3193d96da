"""Ends a recording of a visit: what its takes hold is kept, and the visit's stage follows."""

from __future__ import annotations

from dataclasses import replace

from scribe import lifecycle
from scribe.audio_recovery import NOTHING_RECORDED, kept_of
from scribe.lifecycle import Move
from scribe.vault import Vault
from scribe.visit import AudioOrigin, Recording, VisitId
from scribe.visit_audio import heard_recordings, sound_of, source_sha256
from scribe.visit_takes import WENT_ON


def unfinished(vault: Vault, visit_id: VisitId) -> tuple[Recording, ...]:
    """What was begun and not ended, in order. An import that was not finished is none."""
    recordings = vault.recordings(visit_id)
    return tuple(r for r in recordings if not r.finished and r.origin is not AudioOrigin.IMPORTED)


def end_recording(vault: Vault, visit_id: VisitId, **facts: bool) -> tuple[Recording, ...]:
    """Keep what was recorded; where that is nothing, the visit goes back to where it was. Gives what was kept now.

    `facts` are for the audit. Raises `MoveNotAllowed` where the visit is not being recorded.
    """
    left = tuple(_kept_of(vault, recording) for recording in unfinished(vault, visit_id))
    with vault.transaction():
        for recording in left:
            vault.save_recording(recording)
        heard = heard_recordings(vault, visit_id)
        lifecycle.advance(vault, visit_id, Move.FINISH_RECORDING if heard else Move.GIVE_UP_RECORDING, **facts)
        said = vault.transcript(visit_id)
        if heard and said is not None and said.audio_sha256 == source_sha256(heard):
            lifecycle.advance(vault, visit_id, Move.TRANSCRIBE, nothing_new=True)
    return left


def _kept_of(vault: Vault, recording: Recording) -> Recording:
    """What was not ended, as it is kept now. Of a part that went on and holds nothing there is nothing to say."""
    done = kept_of(recording, sound_of(vault, recording))
    return replace(done, remark="") if recording.remark == WENT_ON and done.remark == NOTHING_RECORDED else done
