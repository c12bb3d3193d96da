"""Which heading a statement belongs under: the template's words first, then the kind of statement, then what came
just before.
"""

from __future__ import annotations

from functools import cache

from scribe.notes.statements import Statement
from scribe.notes.templates import Template, TemplateSection
from scribe.notes.words import contains, lemma, lemmas
from scribe.visit import SectionId

_STRONG = 3.0
_HINT = 1.0
_WEIGHT = 2.5
_GRAVE = 8.0
"""'All my tablets at once' is a risk, whatever else its words lead to."""
_GRAVE_KINDS = frozenset({"suicide", "harm", "abuse"})
_KIND = 3.5
_FOLLOWS = 1.5
"""What goes on from a sentence stays with it, unless its own words lead elsewhere by more than one hint."""
_QUESTION_SHARE = 0.6
"""A word of the question leads to a section less surely than a word of the answer."""


def place(statement: Statement, role: str, template: Template, before: SectionId | None) -> SectionId | None:
    """The section of a statement, or None where the template has no place for it.

    `role` is the speaker's; `before` is the section of what the same speaker said just before, for 'And they hurt.'
    """
    best, score = (before, _FOLLOWS) if before is not None else (None, 0.0)
    for section in template.sections:
        found = 0.0 if section.prompt else _score(statement, role, section)
        if found > score:
            best, score = section.id, found
    if best is not None:
        return best
    return template.fallback.id if template.fallback else None


def _score(statement: Statement, role: str, section: TemplateSection) -> float:
    if section.whose and role not in section.whose:
        return 0.0
    answer = _words_score(statement.text, section)
    question = _words_score(statement.question.text, section) if statement.question else 0.0
    kind = _KIND if statement.kind.value in section.kinds else 0.0
    weight = sum(
        _GRAVE if kind_of_weight in _GRAVE_KINDS else _WEIGHT
        for kind_of_weight in statement.weight
        if kind_of_weight in section.weights
    )
    return answer + _QUESTION_SHARE * question + kind + weight


def _words_score(text: str, section: TemplateSection) -> float:
    said = lemmas(text)
    strong = sum(_STRONG for phrase in section.strong if contains(said, _phrase(phrase)))
    return strong + sum(_HINT for phrase in section.hints if contains(said, _phrase(phrase)))


@cache
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(lemma(word) for word in text.split())
