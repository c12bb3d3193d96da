"""Actions that are not in `scribe.actions` yet."""

from __future__ import annotations

from typing import Any

from scribe import actions
from scribe.actions.edits import _put, _whole
from scribe.edit_log import EditKind
from scribe.jobs import Job
from scribe.transcript_changes import heard_again


def complete() -> None:
    known: dict[str, tuple[str, ...]] = {}

    def to_check(session: Any, visit_id: Any) -> Any:
        said = _whole(session, visit_id)
        order = {turn.id: number for number, turn in enumerate(said.turns)}
        return tuple(sorted(said.doubts, key=lambda d: (order[d.turn], d.from_word)))

    def second_opinion(session: Any, visit_id: Any) -> Any:
        return Job("second", "second", lambda _: _whole(session, visit_id), lambda _: None)

    def known_words(session: Any, visit_id: Any) -> Any:
        return known.get(visit_id, ())

    def add_known_word(session: Any, visit_id: Any, word: str) -> None:
        known[visit_id] = (*known.get(visit_id, ()), word)

    def remove_known_word(session: Any, visit_id: Any, word: str) -> None:
        known[visit_id] = tuple(w for w in known[visit_id] if w != word)

    def undo_known_word(session: Any, visit_id: Any, turn_id: Any, word: int) -> Any:
        return _put(session, visit_id, EditKind.KNOWN_WORD_UNDONE, lambda said: heard_again(said, turn_id, word))

    for part in (to_check, second_opinion, known_words, add_known_word, remove_known_word, undo_known_word):
        if not hasattr(actions, part.__name__):
            setattr(actions, part.__name__, part)


complete()
