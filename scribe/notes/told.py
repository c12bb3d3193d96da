"""A sentence that tells and then asks ('He threatened me, and who'd believe me?'): what it tells is a statement.

Only where those who are visited ask so. With a worker 'You live alone, don't you?' is a question, and its answer is
what counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.clauses import INVERTED, has_clause
from easyread.language.words import lemma, speech, word_list, words
from scribe.notes.corrections import Said
from scribe.notes.people import People
from scribe.notes.replies import answers_yes_or_no, is_listening
from scribe.notes.utterances import Span, Utterance, tidy

_VERB = r"(?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|should|shall|must|might|may|ai|in|wo|ca)"
_TAG = re.compile(
    rf"(?i)(?:[,.] {_VERB}(?:n't|nt| not)?| {_VERB}(?:n't|nt)) (?:i|you|he|she|it|we|they|there|that)(?: not)?"
    r"(?:,? \w+)?\?$"
    r"|[,.]? (?:innit|in't it|int it)\?$"
    r"|[,.] (?:right|eh|yeah|yes|no|you know|you see|(?:you )?know what i mean|if you see what i mean)\?$"
)
_ASKS = re.compile(
    rf"(?i)(?:,| [-–—]|(?= (?:and|but|so|because|cos|or) (?:who|what|how|why|where|when)\b)) "
    r"(?:(?:and|but|so|because|cos|or) )?"
    rf"(?=(?:(?:who|what|how|why|where|when|which)(?:'s|'d|'ll|'re)? \S|{_VERB}(?:n't)? "
    r"(?:i|you|he|she|it|we|they|there|that|this|anyone|anybody|someone|somebody|my|your|the) \S)[^,]*\?$)"
)
_OPENS = frozenset(
    word_list("who what how why where when which whose whether if unless because cos since suppose though")
)
_LEAST = 3


def told_apart(said: tuple[Said, ...], people: People) -> tuple[Said, ...]:
    """The same with what is told in a question's sentence as a sentence of its own, or, before 'isn't it?', as told."""
    found: list[Said] = []
    for at, each in enumerate(said):
        mixed = each.utterance.is_question and not people.asks(each.utterance.speaker)
        found += _parts(each, said[at + 1] if at + 1 < len(said) else None) if mixed else (each,)
    return tuple(found)


def _parts(each: Said, after: Said | None) -> tuple[Said, ...]:
    utterance = each.utterance
    tag = _TAG.search(utterance.text)
    if tag and _tells(utterance.text[: tag.start()]):
        if after is not None and after.utterance.speaker != utterance.speaker and _answers(after.utterance.text):
            return (each,)
        return (_as_told(each),)
    asks = _ASKS.search(utterance.original.replace("’", "'"))
    if asks is None or not _tells(utterance.original[: asks.start()]):
        return (each,)
    either = bool(re.match(r"(?i),? or\b", utterance.original[asks.start() :]))  # 'Monday, or is it Tuesday?'
    whole = either or len(utterance.spans) > 1 or each.whole != (utterance,)
    if whole or _tells_of_speech(utterance.original[: asks.start()]):
        return (_as_told(each),)
    first, second = _cut(utterance, asks.start() + (utterance.original[asks.start()] == ","))
    return (replace(each, utterance=first, whole=(first,)), Said(second, (second,)))


def _answers(text: str) -> bool:
    return answers_yes_or_no(text) or (len(words(text)) <= _SHORT and not text.endswith("?") and not is_listening(text))


_SHORT = 3


def _as_told(each: Said) -> Said:
    whole = tuple(replace(one, told=True) for one in each.whole)
    return replace(each, utterance=replace(each.utterance, told=True), whole=whole)


def _tells(text: str) -> bool:
    """Whether the words before a question are a sentence that tells something."""
    said = tuple(word for word in words(text) if word not in speech("fillers"))
    while said and said[0] in _BEFORE:
        said = said[1:]
    if len(said) < _LEAST or said[0] in INVERTED | _OPENS or _ONLY_LEADS.match(" ".join(said)):
        return False
    return has_clause(said)


_BEFORE = frozenset(word_list("oh well so and but yes yeah no look now right okay"))
_ONLY_LEADS = re.compile(
    r"(?:i (?:mean|know|see|suppose|guess|wonder|was wondering|just wondered|wanted to ask)|i'm (?:just )?(?:asking"
    r"|wondering)|you (?:know|see|mean|said|say)|tell me|can i ask)(?: (?:what|that|you|this|to))*$"
)


def _tells_of_speech(text: str) -> bool:
    """Whether the question is what somebody said ('He shouts at me, where's my dinner?')."""
    last = words(re.split(r"[,.;]", text.rstrip(" ,"))[-1])
    return any(lemma(word) in speech("speech_verbs") for word in last) and "i" not in last[:1]


def _cut(utterance: Utterance, at: int) -> tuple[Utterance, Utterance]:
    span, original = utterance.spans[0], utterance.original
    again = at + len(original[at:]) - len(original[at:].lstrip())

    def part(start: int, end: int) -> Utterance:
        where = (Span(span.turn, span.start + start, span.start + end),)
        return replace(utterance, spans=where, text=tidy(original[start:end]), original=original[start:end])

    return part(0, at), part(again, len(original))
