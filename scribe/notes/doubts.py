"""Words that the recogniser was not sure of: a claim that hangs on one is flagged, so that somebody listens."""

from __future__ import annotations

from dataclasses import replace

from easyread.language.words import number, words
from scribe.notes.material import Material
from scribe.notes.secrets import shown, without_codes
from scribe.notes.units import FUNCTION, NEGATORS
from scribe.notes.utterances import Span, words_in
from scribe.notes.weight import weight
from scribe.visit import Claim, Evidence, Section, Turn, TurnId

LOW = 0.35
"""Below this the recogniser is more likely wrong than right about a word that carries meaning."""
LOW_FOR_WEIGHT = 0.5
"""For a number, a 'not' or a word of weight: being wrong there costs more."""


def doubtful_words(spans: tuple[Span, ...], material: Material) -> str | None:
    """The sentence that asks a worker to listen, or None where nothing in these spans is doubtful."""
    found = [word for span in spans for word in _in_span(span, material)]
    if not found:
        return None
    told = ", ".join(f"'{word}'" for word in dict.fromkeys(found))
    return f"The words {told} may have been misheard. Listen to them."


def flagged_anew(sections: tuple[Section, ...], material: Material) -> tuple[Section, ...]:
    """The sections of a draft with a flag at each claim that hangs on words which are doubted only since it was made.

    A claim that somebody has dealt with already stays as it is. A section that gets a flag has to be confirmed again.
    `material` has the turns that the draft was made from.
    """
    material = without_codes(material)
    places = {turn.id: at for at, turn in enumerate(material.turns)}
    return tuple(_section_anew(section, material, places) for section in sections)


def _section_anew(section: Section, material: Material, places: dict[TurnId, int]) -> Section:
    claims = tuple(_claim_anew(claim, material, places) for claim in section.claims)
    return section if claims == section.claims else replace(section, claims=claims, confirmed_at=None)


def _claim_anew(claim: Claim, material: Material, places: dict[TurnId, int]) -> Claim:
    if claim.flagged or claim.settled is not None or claim.removed:
        return claim
    spans = tuple(_span(each, places) for each in claim.evidence if each.turn in places)
    why = doubtful_words(spans, material)
    return claim if why is None else replace(claim, flagged=True, why=shown(why))


def _span(evidence: Evidence, places: dict[TurnId, int]) -> Span:
    return Span(places[evidence.turn], evidence.start_char, evidence.end_char)


def _in_span(span: Span, material: Material) -> list[str]:
    turn = material.turns[span.turn]
    marked = _marked(turn, material)
    found = []
    for at, word in words_in(turn, span):
        if at in marked or _is_low(word.text, word.confidence):
            found.append(word.text.strip(" .,?!"))
    return found


def _marked(turn: Turn, material: Material) -> set[int]:
    return {
        at for doubt in material.doubts if doubt.turn == turn.id for at in range(doubt.from_word, doubt.to_word)
        if at < len(turn.words) and _matters(turn.words[at].text)
    }  # fmt: skip


def _is_low(text: str, confidence: float) -> bool:
    said = words(text)
    heavy = any(number(word) is not None or word in NEGATORS or "n't" in word or weight(word) for word in said)
    return confidence < (LOW_FOR_WEIGHT if heavy else LOW) and (heavy or _matters(text))


def _matters(text: str) -> bool:
    return any(word not in FUNCTION and len(word) > 2 for word in words(text))
