"""What differs between two states of a review, as one sentence: said when a change is undone, or made again."""

from __future__ import annotations

from collections.abc import Iterator

from scribe.visit import Action, Claim, Document, Section
from ui.words_review import Undoing as Words


def what_changed(before: Document, after: Document) -> str:
    """The weightiest difference, in a sentence: a statement, else what was written, else what was confirmed."""
    found = (*_claims(before, after), *_actions(before, after), *_sections(before, after), *_rest(before, after))
    return found[0] if found else Words.CHANGED


def _claims(before: Document, after: Document) -> Iterator[str]:
    was, now = _by_id(before), _by_id(after)
    yield from (Words.gone(claim.text) for key, (claim, _) in was.items() if key not in now)
    for key, (claim, section) in now.items():
        if key not in was:
            yield Words.back(claim.text)
        elif was[key][1].id != section.id:
            yield Words.moved(claim.text, section.heading)
        else:
            yield from _claim(was[key][0], claim)


def _claim(was: Claim, now: Claim) -> Iterator[str]:
    if was.removed != now.removed:
        yield Words.gone(now.text) if now.removed else Words.back(now.text)
    elif was.text != now.text:
        yield Words.says(now.text)
    elif was.open_flag != now.open_flag:
        yield Words.flag_open(now.text) if now.open_flag else Words.flag_settled(now.text)


def _actions(before: Document, after: Document) -> Iterator[str]:
    was = {action.id: action for action in before.actions}
    for now in after.actions:
        if now.id in was and was[now.id] != now:
            yield _action(was[now.id], now)


def _action(was: Action, now: Action) -> str:
    if was.removed != now.removed:
        return Words.gone(now.text) if now.removed else Words.back(now.text)
    return Words.says(now.text)


def _sections(before: Document, after: Document) -> Iterator[str]:
    pairs = list(zip(before.sections, after.sections, strict=False))
    yield from (Words.written(now.heading) for was, now in pairs if was.written != now.written)
    for confirmed in (False, True):
        there = [now for was, now in pairs if _is_done(was) != _is_done(now) and _is_done(now) is confirmed]
        if there:
            yield Words.sections(tuple(section.heading for section in there), confirmed=confirmed)


def _rest(before: Document, after: Document) -> Iterator[str]:
    if (before.actions_confirmed_at is None) != (after.actions_confirmed_at is None):
        yield Words.ACTIONS_OPEN if after.actions_confirmed_at is None else Words.ACTIONS_DONE
    if (before.omissions_seen_at is None) != (after.omissions_seen_at is None):
        yield Words.LIST_OPEN if after.omissions_seen_at is None else Words.LIST_DONE


def _by_id(document: Document) -> dict[str, tuple[Claim, Section]]:
    return {claim.id: (claim, section) for section in document.sections for claim in section.claims}


def _is_done(section: Section) -> bool:
    return section.confirmed_at is not None
