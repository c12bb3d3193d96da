"""As many things are denied as in the source, and the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.checks.laid import Fault, Laid
from easyread.checks.needed import told_as_duty
from easyread.language.words import lemma
from easyread.senses import are_opposite, words_of

_NO = re.compile(r"(?i)\b(?:not|no|never|nobody|nothing|none|neither|nor|without|unless)\b")
_SCOPE = re.compile(
    r"[.,]| (?:but|if|because|unless|without|until|while) | (?:and|or) (?=do |have |has |is |are |will |can |must )"
)


def denied_kept(laid: Laid) -> Iterator[Fault]:
    """Each 'not' has one of the same thing on the other side."""
    said, told = (denied(text) for text in (laid.source, laid.made))
    for words in said:
        is_here = any(_meets(words, other, laid) for other in told) or _is_opposite(words, laid.lemmas_told)
        if not is_here and not told_as_duty(frozenset(words), laid):
            text = " ".join(words)
            yield Fault("negation", "lost", text, f"The source says 'no' or 'not' of '{text}'. Nothing here does.")
    for words in told:
        if not any(_meets(other, words, laid) for other in said) and not _is_opposite(words, laid.lemmas_said):
            text = " ".join(words)
            yield Fault("negation", "added", text, f"This says 'no' or 'not' of '{text}'. The source doesn't.")
    if len(said) < _distinct(told, laid) and not _is_opposite(told[-1], laid.lemmas_said):
        words = told[-1]
        yield Fault("negation", "added", " ".join(words), "This says 'no' or 'not' more often than the source does.")


def _distinct(told: list[tuple[str, ...]], laid: Laid) -> int:
    """How many different things are denied: one 'not' may be of all of a row."""
    if re.search(r"(?i)\b(?:or|nor|and)\b|[,:;]", laid.source):
        return 0
    return len(told)


def denied(shown: str) -> list[tuple[str, ...]]:
    """For each 'no' or 'not' the words of meaning behind it."""
    found = []
    for match in _NO.finditer(shown):
        rest = _SCOPE.split(shown[match.end() :])[0]
        rest = rest if ":" in rest else rest.split(";")[0]
        words = tuple(lemma(word.lower()) for word in re.findall(r"[A-Za-z'-]+", rest))
        light = words_of("light")
        found.append(tuple(word for word in words if word not in light)[: 40 if ":" in rest else 5] or words[:2])
    return found


def _meets(said: tuple[str, ...], told: tuple[str, ...], laid: Laid) -> bool:
    if set(told) <= words_of("light") and not set(said) <= words_of("light"):
        return ":" in laid.made and "do" in told
    if set(said) <= words_of("light"):
        return set(said) <= set(told) or not set(said) - {"to", "we", "you", "it"} and "to" in said
    return any(laid.may_mean(one, two) for one in said for two in told) or said == told


def _is_opposite(told: tuple[str, ...], lemmas: frozenset[str]) -> bool:
    """'Not open' of what the other side calls 'closed'."""
    return any(are_opposite(one, two) for one in lemmas for two in told)


def count_denied(shown: str) -> int:
    """How many words for 'no' a text has."""
    return len(_NO.findall(shown))
