"""Actions on the words that the recogniser should know: this visit's own, and all that a visit brings."""

from __future__ import annotations

import logging
from dataclasses import replace

from scribe.errors import FairnoteError, NotFound
from scribe.known_words import KnownWord, WordsRefused, checked_word, known_words_of, words_of_visit
from scribe.records import to_json
from scribe.session import Session
from scribe.visit import Visit, VisitId

log = logging.getLogger(__name__)

ENOUGH = "This visit has many words of its own already. Take one out first. Nothing was changed."
MOST_OWN = 200


def known_words(session: Session, visit_id: VisitId) -> tuple[str, ...]:
    """This visit's own words, as they were added. The names of its people are known by themselves."""
    return session.vault.visit(visit_id).known_words


def add_known_word(session: Session, visit_id: VisitId, word: str) -> tuple[str, ...]:
    """Add a word, or 'word = how it sounds'; gives them all. It counts from the next time that words are made.

    Raises `WordsRefused` for what is no word.
    """
    line = checked_word(word)
    known = session.vault.visit(visit_id).known_words
    if line in known:
        return known
    if len(known) >= MOST_OWN:
        raise WordsRefused(ENOUGH)
    return _keep(session, visit_id, (*known, line))


def remove_known_word(session: Session, visit_id: VisitId, word: str) -> tuple[str, ...]:
    """Take one of this visit's own words out; gives the rest. Raises `NotFound`."""
    known = session.vault.visit(visit_id).known_words
    if word not in known:
        raise NotFound
    return _keep(session, visit_id, tuple(each for each in known if each != word))


def to_listen_for(session: Session, visit: Visit) -> tuple[KnownWord, ...]:
    """All that should be known at a visit.

    A list of the council's that can't be read is left out, so that it keeps no visit from being written down: `fairnote
    doctor` says what is wrong with it.
    """
    try:
        return known_words_of(visit, session.settings.known_words_file)
    except FairnoteError as error:
        log.warning("the council's list of words is not used: %s", type(error).__name__)
        return known_words_of(visit)


def _keep(session: Session, visit_id: VisitId, words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep them with the visit; the audit gets keyed hashes of before and after."""
    vault = session.vault
    with vault.transaction():
        before = vault.visit(visit_id)
        after: Visit = replace(before, known_words=words)
        words_of_visit(after)  # raises before anything is kept
        vault.save_visit(after)
        keyed = vault.audit.fingerprint
        vault.audit.add("known words changed", visit_id, before=keyed(to_json(before)), after=keyed(to_json(after)))
    return words
