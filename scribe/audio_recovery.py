"""Sound whose recording or import did not end as it should: what is kept of it, and what may be cleared."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace

from scribe.audio_gaps import gaps_path, recorded_gaps
from scribe.audio_store import SAMPLE_RATE, EncryptedAudio
from scribe.errors import FairnoteError
from scribe.silenced_sound import destroy, is_silent_copy
from scribe.vault import Vault
from scribe.visit import AudioOrigin, Gap, Recording, VisitId
from scribe.visit_audio import sound_of

log = logging.getLogger(__name__)

CUT_OFF = "This recording was cut off."
NOTHING_RECORDED = "Nothing was recorded: no sound had come from the microphone yet. Start again."
UNREADABLE = (
    "The sound of this recording can't be read. Its file was left as it is. "
    "Ask IT to restore it from a backup. You can record again."
)
IMPORT_NOT_FINISHED = "Taking in this sound file was not finished, so nothing of it was kept. Take it in again."


def kept_of(recording: Recording, audio: EncryptedAudio) -> Recording:
    """The facts of a recording that was interrupted: what its file holds, its gaps, and a remark that says so.

    `seconds` is 0 where nothing was recorded, or nothing of it can be read. The file is not changed.
    """
    if not audio.path.exists():
        return replace(recording, finished=True, remark=NOTHING_RECORDED)
    digest, length = hashlib.sha256(), 0
    for pcm in audio.frames():
        digest.update(pcm)
        length += len(pcm)
    state, seconds = audio.state, length / (2 * SAMPLE_RATE)
    done = replace(
        recording,
        finished=True,
        seconds=seconds,
        audio_sha256=digest.hexdigest(),
        gaps=tuple(_within(gap, seconds) for gap in recorded_gaps(audio)),
        remark=f"{CUT_OFF} {state.sentence}".strip(),
    )
    if length:
        return done
    return replace(done, remark=UNREADABLE if state.damaged_at is not None else NOTHING_RECORDED)


def _within(gap: Gap, seconds: float) -> Gap:
    """The gap, no later than the sound ends: the quarter second before it may have been lost with the crash."""
    late = max(0.0, gap.start - seconds)
    return replace(gap, start=gap.start - late, end=gap.end - late)


@dataclass(frozen=True)
class Tidied:
    """What was found when the vault was opened. `cleared`: copies of imports that never finished, now removed.

    `unknown`: names of files in the audio folder that belong to no recording that can be read. They are only listed.
    """

    cleared: int = 0
    unknown: tuple[str, ...] = ()


def tidy_sound(vault: Vault) -> Tidied:
    """Clear what unfinished imports left, and list files that nothing knows. A recording is never touched.

    An import's copy may go because all of it is in the original file. Only for when nobody is importing.
    """
    if vault.read_only:
        return Tidied()
    known: set[str] = set()
    cleared = 0
    erased = [visit_id for visit_id, _ in vault.erased_visits()]
    for visit_id in [visit.id for visit in vault.visits()] + erased:
        hidden = visit_id in erased
        destroy_replaced(vault, visit_id, hidden=hidden)
        recordings = _recordings(vault, visit_id)
        _clear_copies(vault, recordings)
        for recording in recordings:
            for name in (recording.file_name, recording.replaces or recording.file_name):
                known |= {name, gaps_path(vault.audio_folder / name).name}
            # A hidden visit comes back as it was; what is left of an import in it is cleared then.
            if recording.origin is AudioOrigin.IMPORTED and not recording.finished and not hidden:
                cleared += discard_import(vault, recording)
    unknown = tuple(sorted(path.name for path in vault.audio_folder.iterdir() if path.name not in known))
    if cleared or unknown:
        log.warning("unfinished imports cleared: %d; sound files that no visit knows: %d", cleared, len(unknown))
    return Tidied(cleared, unknown)


def destroy_replaced(vault: Vault, visit_id: VisitId, *, hidden: bool = False) -> None:
    """Destroy the sound that silenced sound took the place of. What can't be now, is when the vault is next opened.

    While there is a legal hold nothing is, also what was silenced before it.
    """
    if _is_held(vault, visit_id):
        return
    for recording in _recordings(vault, visit_id):
        if not recording.replaces or not _is_whole(vault, recording):
            continue
        try:
            destroy(vault.audio_folder / recording.replaces)
            if not hidden:  # a hidden visit is not changed: its row is put right when it comes back
                vault.save_recording(replace(recording, replaces=""))
        except (OSError, FairnoteError) as error:
            log.warning("sound that was silenced could not be destroyed yet: %s", type(error).__name__)


def _is_held(vault: Vault, visit_id: VisitId) -> bool:
    """Whether nothing of it may be destroyed; also where nobody can know."""
    try:
        return bool(vault.visit(visit_id).held)
    except FairnoteError:
        return True


def _is_whole(vault: Vault, recording: Recording) -> bool:
    """Whether the silenced sound is all there: until it is, what it takes the place of stays."""
    if recording.erased_at is not None or not (vault.audio_folder / recording.file_name).exists():
        return False
    state = sound_of(vault, recording).state
    return state.finished and abs(state.seconds - recording.seconds) < 1.5 / SAMPLE_RATE


def _clear_copies(vault: Vault, recordings: tuple[Recording, ...]) -> None:
    """Remove copies that silencing had begun when it was cut off: the recordings are as they were."""
    names = [path.name for path in vault.audio_folder.iterdir()]
    for recording in recordings:
        for name in names:
            if is_silent_copy(name, recording) and name not in (recording.file_name, recording.replaces):
                (vault.audio_folder / name).unlink(missing_ok=True)


def discard_import(vault: Vault, recording: Recording) -> bool:
    """Remove the copy that an import made and did not finish. Nothing happens to one that was kept, or was recorded.

    Returns whether there was a copy to remove.
    """
    stored = [each for each in vault.recordings(recording.visit) if each.id == recording.id]
    if recording.origin is not AudioOrigin.IMPORTED or any(each.finished for each in stored):
        return False
    path = vault.audio_folder / recording.file_name
    there = path.exists()
    path.unlink(missing_ok=True)
    vault.save_recording(replace(recording, finished=True, seconds=0.0, remark=IMPORT_NOT_FINISHED))
    return there


def _recordings(vault: Vault, visit_id: VisitId) -> tuple[Recording, ...]:
    """Those of a visit; none where its key was destroyed or a row is damaged: that is no reason not to open."""
    try:
        return vault.recordings(visit_id)
    except FairnoteError as error:
        log.warning("the recordings of a visit could not be read: %s", type(error).__name__)
        return ()
