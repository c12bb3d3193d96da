"""Which heading a statement belongs under: the template's words first, then the kind of statement, then what came
just before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scribe.notes.statements import Statement, kind_of
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
_NEARLY = 0.6
"""The share of the best heading's score from which another is worth offering."""
_OFFERED = 2
_QUESTION_SHARE = 0.6
"""A word of the question leads to a section less surely than a word of the answer."""


_OWN_VIEWS = frozenset({"family", "carer", "child", "advocate"})
_LEANS = re.compile(
    r"(?i)^(?:and |but |sometimes |so |because |then )*(?:it|it's|that|that's|this|these|those|they|they're)\b"
    r"(?! (?:is|'s) my\b)|\bones?\b|\bit[.! ]*$"
)
"""What means nothing without the sentence before, and stays under its heading."""


@dataclass(frozen=True)
class Placing:
    """Where a statement belongs. `also` are other headings that fit nearly as well, the best first; `scores` are those
    of all headings that fit at all, the best first.
    """

    section: SectionId | None
    also: tuple[SectionId, ...] = ()
    scores: tuple[tuple[SectionId, float], ...] = ()


def place(statement: Statement, role: str, template: Template, before: SectionId | None) -> Placing:
    """The section of a statement; None in it where the template has no place for it.

    `role` is the speaker's; `before` is the section of what the same speaker said just before, for 'And they hurt.'
    """
    scores = _scores(statement, role, template, before)
    section = _chosen(statement, role, template, before, scores)
    near = scores[0][1] * _NEARLY if scores else 0.0
    also = tuple(each for each, score in scores if each != section and score >= near)
    return Placing(section, also[:_OFFERED], scores)


def _scores(
    statement: Statement, role: str, template: Template, before: SectionId | None
) -> tuple[tuple[SectionId, float], ...]:
    found = {each.id: 0.0 if each.prompt else _score(statement, role, each) for each in template.sections}
    if before in found:
        found[before] = max(found[before], _FOLLOWS)
    # Where two fit alike, what was talked of before stays; then the template's order decides.
    fits = [(each, score) for each, score in found.items() if score > 0]
    return tuple(sorted(fits, key=lambda fit: (-fit[1], fit[0] != before)))


def _chosen(
    statement: Statement, role: str, template: Template, before: SectionId | None,
    scores: tuple[tuple[SectionId, float], ...],
) -> SectionId | None:  # fmt: skip
    leans = statement.question is None and not statement.is_reply and bool(_LEANS.search(statement.text))
    if before is not None and leans and not _GRAVE_KINDS & set(statement.weight):
        return before
    if scores:
        return scores[0][0]
    if role in _OWN_VIEWS:
        # What family said that fits no heading is still theirs, and belongs with what else they said.
        theirs = next((each.id for each in template.sections if role in each.whose and not each.prompt), None)
        if theirs is not None:
            return theirs
    return template.fallback.id if template.fallback else None


def _score(statement: Statement, role: str, section: TemplateSection) -> float:
    if section.whose and role not in section.whose:
        return 0.0
    context = " ".join(each.text for each in statement.context) if statement.is_reply else ""
    answer = _words_score(f"{context} {statement.text}", section)
    question = _words_score(statement.question.text, section) if statement.question else 0.0
    kinds = {statement.kind, kind_of(_AFTER_NO.sub("", statement.text))}
    kind = _KIND if any(each.value in section.kinds for each in kinds) else 0.0
    weight = sum(
        _GRAVE if kind_of_weight in _GRAVE_KINDS else _WEIGHT
        for kind_of_weight in statement.weight
        if kind_of_weight in section.weights
    )
    return answer + _QUESTION_SHARE * question + kind + weight


_AFTER_NO = re.compile(r"(?i)^(?:(?:yes|no|thank you|well|oh)[,. ]+)+")


def _words_score(text: str, section: TemplateSection) -> float:
    said = lemmas(text)
    strong = sum(_STRONG for phrase in section.strong if contains(said, _phrase(phrase)))
    return strong + sum(_HINT for phrase in section.hints if contains(said, _phrase(phrase)))


@cache
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(lemma(word) for word in text.split())
