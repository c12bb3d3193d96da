"""Actions that help to write: a text in easier words, words spoken into a text box, and British spelling.

Nothing here reads or writes a visit, but for the names and words of one, which are spelt right.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from easyread.rewriting import Easier, Rewrite, Wording
from easyread.source import Source
from scribe.errors import FairnoteError, MoveNotAllowed
from scribe.jobs import Job, JobContext
from scribe.session import Session
from scribe.visit import VisitId

if TYPE_CHECKING:
    from scribe.dictation import Dictation

log = logging.getLogger(__name__)

RECORDING = "A visit is being recorded, so nothing can be dictated now. Stop and save it first, or type."
DICTATING = "Something is being dictated already. Stop that first."
DICTATED = "dictated"
"""The folder, beside the sound of visits, in which a dictation is while it is spoken."""


def rewrite_job(text: str | Source, kind: Easier, own: Path | None = None) -> Job[Rewrite]:
    """Easier words for each sentence of a text. `own` is the council's folder of words. Nothing is kept.

    Its work raises `easyread.reading.DocumentRefused` for what holds no words.
    """
    from easyread.reading import source_from_text
    from easyread.rewriting import rewrite

    def work(context: JobContext) -> Rewrite:
        source = source_from_text(text) if isinstance(text, str) else text
        return rewrite(source, kind, own, on_progress=context.progress, cancel=context.cancel)

    return Job("writing help", "easy read", work, lambda _: None)


def check_wording(before: str, after: str, own: Path | None = None) -> Wording:
    """Whether a person's own words for a sentence say the same. Takes a second or two."""
    from easyread.rewriting import own_wording

    return own_wording(before, after, own)


def start_dictation(session: Session, device: str | None = None) -> Dictation:
    """Listen to what is spoken into a text box. The sound is not kept: see `scribe.dictation`.

    Raises `MoveNotAllowed` while a visit is recorded or something else is dictated.
    """
    from models.transcriber import TranscribeOptions
    from scribe.dictation import Dictation

    with session.guard:
        if session.recordings:
            raise MoveNotAllowed(RECORDING)
        if session.dictation is not None and not session.dictation.ended:
            raise MoveNotAllowed(DICTATING)
        options = TranscribeOptions(beam_size=session.settings.transcription_beam)
        folder = session.vault.folder / DICTATED
        session.dictation = Dictation(folder, lambda: (session.engines.transcriber()[0], options), device)
        return session.dictation


def words_to_spell(session: Session, visit_id: VisitId | None = None) -> frozenset[str]:
    """Names and words that are spelt right: Fairnote's lists, the council's, and, of a visit, its people and words."""
    from scribe.known_words import shipped_words, words_of_file, words_of_visit

    known = [each.text for each in shipped_words()]
    try:
        if session.settings.known_words_file:
            known += [each.text for each in words_of_file(session.settings.known_words_file)]
        if visit_id is not None:
            known += [each.text for each in words_of_visit(session.vault.visit(visit_id))]
    except FairnoteError as error:  # a list that can't be read must not keep anybody from writing
        log.warning("a list of words is not used for spelling: %s", type(error).__name__)
    return frozenset(known)


def misspelt_words(text: str, known: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Where misspelt words stand in a text, as (start, end); none where the set-up has no dictionary.

    The first call takes a moment: not for the window's own thread.
    """
    from easyread.spelling import misspelt
    from resources.assets import AssetMissing

    try:
        return misspelt(text, known)
    except AssetMissing:
        return ()


def spelling_suggestions(word: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Up to five words that may have been meant, by letters and by sound, the likeliest first. As `misspelt_words`."""
    from easyread.spelling import suggestions
    from resources.assets import AssetMissing

    try:
        return suggestions(word, known)
    except AssetMissing:
        return ()
