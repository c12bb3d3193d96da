"""Which of the things that have to be asked under a heading a statement speaks to: help needed, danger and the like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scribe.errors import FileRefused, NotFound
from scribe.notes import templates
from scribe.notes.sections import words_score
from scribe.notes.templates import Template, TemplateAspect, TemplateSection
from scribe.visit import Action, Claim, Document, Omission, Section, SectionId, Turn, TurnId

Parts = tuple[tuple[Section, ...], tuple[Action, ...], tuple[Omission, ...]]
"""Sections, actions, and what is in neither."""

_ENOUGH = 1.0
"""The score of one hint. A statement may speak to several aspects: 'not discussed' must never be said of one that
was.
"""
_WEIGHT = 2.5


def speaks_to(text: str, weight: Iterable[str], section: TemplateSection) -> tuple[str, ...]:
    """The ids of the aspects of its section that a statement speaks to, in their order."""
    weight = frozenset(weight)
    return tuple(each.id for each in section.aspects if _score(text, weight, each) >= _ENOUGH)


def with_aspects(note: Parts, template: Template, turns: tuple[Turn, ...]) -> tuple[Section, ...]:
    """The sections with the aspects of each claim filled in, by its own words and by those that were said.

    An aspect is no longer asked for under a heading where something else in the note, in the actions or in the list of
    what is in neither speaks to it and leads to that heading too: nobody may say that it was not discussed.
    """
    sections, actions, left = note
    known = _known(template)
    said = {turn.id: turn.text for turn in turns}
    beside = [(action.text, ()) for action in actions] + [(line.text, line.of_weight) for line in left]

    def filled(section: Section) -> Section:
        form = known[section.id]
        others = (each for each in sections if each.id != section.id)
        elsewhere = [(_text(one, said), one.of_weight) for each in others for one in each.claims]
        spoken = {
            aspect
            for text, weight in (*elsewhere, *beside)
            if words_score(text, form) >= _ENOUGH
            for aspect in speaks_to(text, weight, form)
        }
        return replace(
            section,
            claims=tuple(_with_aspect(one, form, said) for one in section.claims),
            aspects=tuple(each for each in section.aspects if each.id not in spoken),
        )

    return tuple(filled(each) if each.id in known else each for each in sections)


def after_change(before: Document, after: Document, template: Template) -> Document:
    """A document that a worker has changed, with the aspects of the claims that are new under their heading, or in
    other words, added to those they had. All others stay as they were, whatever has become of the template since.
    """
    known = _known(template)
    were = {(section.id, claim.id, claim.text) for section in before.sections for claim in section.claims}

    def filled(section: Section) -> Section:
        claims = (
            one if (section.id, one.id, one.text) in were else _with_aspect(one, known[section.id], {})
            for one in section.claims
        )
        return replace(section, claims=tuple(claims))

    sections = tuple(filled(each) if each.id in known else each for each in after.sections)
    return after if sections == after.sections else replace(after, sections=sections)


def after_review(before: Document, after: Document, templates_folder: Path | None) -> Document:
    """`after_change` by the document's own template, where it can be read: else the document stays as it is.

    A rule of every change of a note: 'not discussed' is said of nothing that stands in it.
    """
    if not any(section.aspects for section in after.sections):
        return after
    try:
        known = templates.template(after.template, templates_folder)
    except (NotFound, FileRefused):  # the council has taken its template away
        return after
    return after_change(before, after, known)


def _known(template: Template) -> dict[SectionId, TemplateSection]:
    return {each.id: each for each in template.sections if each.aspects}


def _with_aspect(claim: Claim, section: TemplateSection, said: dict[TurnId, str]) -> Claim:
    speaks = speaks_to(_text(claim, said), claim.of_weight, section)
    had = claim.aspect.split()  # also what the template no longer knows: the document still asks for it
    found = [each.id for each in section.aspects if each.id in speaks or each.id in had]
    return replace(claim, aspect=" ".join((*found, *(each for each in had if each not in found))))


def _text(claim: Claim, said: dict[TurnId, str]) -> str:
    """The words of a claim, and those it was made of."""
    heard = (said[each.turn][each.start_char : each.end_char] for each in claim.evidence if each.turn in said)
    return "\n".join((claim.text, *heard))


def _score(text: str, weight: frozenset[str], aspect: TemplateAspect) -> float:
    return words_score(text, aspect) + (_WEIGHT if weight & set(aspect.weights) else 0.0)
