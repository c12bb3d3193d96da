"""Which heading a statement belongs under: the template's words first, then the kind of statement, then what came
just before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from easyread.language.words import contains, lemmas, words
from scribe.notes.statements import Statement, kind_of
from scribe.notes.templates import Template, TemplateAspect, TemplateSection
from scribe.notes.weight import only_likely
from scribe.visit import SectionId

STRONG = 3.0
"""What one word that surely leads to a section counts."""
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


_OUT_OF_ORDER = 2.0
"""Only what its own words surely lead elsewhere is taken out of the order of a meeting."""
_OWN_VIEWS = frozenset({"family", "carer", "child", "advocate"})
_LEANS = re.compile(
    r"(?i)^(?:and |but |sometimes |so |because |then |well,? )*(?:(?:it|it's|that|that's|this|these|those|they|they're)"
    r"\b(?! (?:is|'s) my\b)|(?:i|he|she|we|they|you) (?:could|can|would|will|do|did|does|have|has|might|should)"
    r"(?:n't| not)?(?: (?:if|but|when|once|then|too|as well)\b|[,.! ]*$))|\bones?\b|\bit[.! ]*$"
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


def place(
    statement: Statement, role: str, template: Template, before: SectionId | None, *, others: bool = False
) -> Placing:
    """The section of a statement; None in it where the template has no place for it.

    `role` is the speaker's; `before` is the section of what was said just before, for 'And they hurt.' `others`: it is
    of somebody else's matters, and no outcome of the adult's, under which aspects are asked for.
    """
    if template.order == "time":
        before = None
    scores = _scores(statement, role, template, before)
    if others:
        outcomes = {each.id for each in template.sections if each.aspects}
        scores = tuple(each for each in scores if each[0] not in outcomes)
        before = None if before in outcomes else before
    section = _chosen(statement, role, template, before, scores)
    near = scores[0][1] * _NEARLY if scores else 0.0
    also = [each for each, score in scores if each != section and score >= near][:_OFFERED]
    # What its words surely lead to was spoken of, and so was the heading of what people of their kind say.
    also += [each for each, score in scores if each not in (section, *also) and score >= STRONG]
    also += [each.id for each in template.sections if _is_theirs(role, each) or _is_asked_of(statement, each)]
    return Placing(section, tuple(each for each in dict.fromkeys(also) if each != section), scores)


def _is_asked_of(statement: Statement, section: TemplateSection) -> bool:
    """Whether the question leads to a heading: it was asked about, wherever the answer leads."""
    fits = not (section.prompt or section.whose or section.fallback)
    return statement.question is not None and fits and words_score(statement.question.text, section) >= _HINT


def _scores(
    statement: Statement, role: str, template: Template, before: SectionId | None
) -> tuple[tuple[SectionId, float], ...]:
    least = _OUT_OF_ORDER if template.order == "time" else 0.0
    found = {each.id: 0.0 if each.prompt else _score(statement, role, each) for each in template.sections}
    if before in found:
        found[before] = max(found[before], _FOLLOWS)
    # Where two fit alike, what was talked of before stays; then the template's order decides.
    fits = [(each, score) for each, score in found.items() if score > least]
    return tuple(sorted(fits, key=lambda fit: (-fit[1], fit[0] != before)))


def _chosen(
    statement: Statement, role: str, template: Template, before: SectionId | None,
    scores: tuple[tuple[SectionId, float], ...],
) -> SectionId | None:  # fmt: skip
    leans = not statement.is_reply and _leans(statement, template)
    if before is not None and leans and not _GRAVE_KINDS & set(statement.weight):
        return before
    if scores:
        return scores[0][0]
    if role in _OWN_VIEWS and template.order != "time":
        # What family said that fits no heading is still theirs, and belongs with what else they said.
        theirs = next((each.id for each in template.sections if _is_theirs(role, each)), None)
        if theirs is not None:
            return theirs
    return template.fallback.id if template.fallback else None


def _leans(statement: Statement, template: Template) -> bool:
    """Whether it, or a short question that it answers, only goes on from what was said ('Would you want one?')."""
    if statement.question is None:
        return bool(_LEANS.search(statement.text))
    asked = words(statement.question.text)
    if any(words_score(statement.question.text, each) >= STRONG for each in template.sections):
        return False
    return len(asked) <= _SHORT_QUESTION and bool({"that", "it", "one", "them", "those", "this"} & set(asked))


_SHORT_QUESTION = 5


def _is_theirs(role: str, section: TemplateSection) -> bool:
    return role in _OWN_VIEWS and role in section.whose and not section.prompt


def is_topical(statement: Statement, role: str, template: Template) -> bool:
    """Whether its own words, and not only what came before, lead clearly to some heading: a short note keeps it.

    What is not, or can't be done, is clear sooner: that is what help is needed with.
    """
    enough = _HINT + _HINT if _LACKS.search(statement.text) else STRONG + _HINT
    return any(not each.prompt and _score(statement, role, each) >= enough for each in template.sections)


_LACKS = re.compile(r"(?i)\b(?:no|not|never|nothing|nobody|none|without|cannot|hardly|barely)\b|n't\b")


def _score(statement: Statement, role: str, section: TemplateSection) -> float:
    if section.whose and role not in section.whose:
        return 0.0
    context = " ".join(each.text for each in statement.context) if statement.is_reply else ""
    answer = words_score(f"{context} {statement.text}", section)
    asked = (*statement.context, statement.question) if statement.question else ()
    question = words_score(" ".join(each.text for each in asked), section) if asked else 0.0
    kinds = {statement.kind, kind_of(_AFTER_NO.sub("", statement.text))}
    kind = _KIND if any(each.value in section.kinds for each in kinds) else 0.0
    likely = only_likely(f"{statement.question.text if statement.question else ''} {statement.text}")
    weight = sum(
        _GRAVE if each in _GRAVE_KINDS else _WEIGHT
        for each in statement.weight
        if each in section.weights and each not in likely
    )
    return answer + _QUESTION_SHARE * question + kind + weight


_AFTER_NO = re.compile(r"(?i)^(?:(?:yes|no|thank you|well|oh)[,. ]+)+")


def words_score(text: str, section: TemplateSection | TemplateAspect) -> float:
    """How surely the words of a text lead to a section, or to an aspect of one; 0: not at all."""
    strong = sum(STRONG for phrase in section.strong if _has(text, _phrase(phrase)))
    return strong + sum(_HINT for phrase in section.hints if _has(text, _phrase(phrase)))


def _has(text: str, phrase: tuple[str, ...]) -> bool:
    said, each = _lemmas(text)
    if not phrase:  # of marks alone
        return False
    if not all(part in each or part == "*" for part in phrase):
        return False
    return len(phrase) == 1 or contains(said, phrase)


@lru_cache(maxsize=2048)
def _lemmas(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Those of a text in order, and each once: it is asked for every phrase of every heading."""
    said = lemmas(text)
    return said, frozenset(said)


@cache
def _phrase(text: str) -> tuple[str, ...]:
    """A phrase cut as what is said is cut, so that 'Carers UK', 'can't cope!' and 'G.P.' (as 'GP') are found."""
    text = re.sub(r"\b(\w)\.(?=\w\.)", r"\1", text)
    parts = (("*",) if part == "*" else lemmas(part) for part in re.split(r"(?<!\S)(\*)(?!\S)", text))
    return tuple(word for part in parts for word in part)
