"""Where somebody took back what they had said: the later word wins, the earlier is kept and shown as withdrawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from easyread.language.clauses import SUBJECTS, has_clause
from easyread.language.words import MONTHS, WEEKDAYS, Token, number, speech, tokens, word_list, words
from scribe.notes.utterances import Span, Utterance, tidy
from scribe.visit import Turn

_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_LEAD = frozenset(
    word_list(
        "it was it's is that that's the on at in i said mean meant no not sorry about actually oh wait no "
        "actually lie tell a or rather hang wrong correction scrap"
    )
)


_MOST_JOINED = 8
"""Sentences that are taken as one; after that a new one begins, so that evidence stays short enough to check."""


@dataclass(frozen=True)
class Said:
    """An utterance as it counts after corrections. `whole` is every utterance that was spoken for it."""

    utterance: Utterance
    whole: tuple[Utterance, ...]
    withdrawn: tuple[Utterance, ...] = ()
    unsettled: bool = False
    """Whether something was taken back and it isn't sure what."""


def settle(spoken: tuple[Utterance, ...], turns: tuple[Turn, ...]) -> tuple[Said, ...]:
    """The utterances with each correction applied. What can't be settled surely stays together, to be quoted whole."""
    found: list[Said] = []
    for utterance in spoken:
        before = found[-1] if found and found[-1].utterance.speaker == utterance.speaker else None
        corrects = before is not None and (takes_back_all(utterance.text) or begins_correction(utterance.text))
        corrects = corrects or (before is not None and _goes_on_taking_back(before, utterance))
        corrects = corrects or (before is not None and _says_last(before, utterance))
        if before and corrects and len(before.whole) < _MOST_JOINED:
            found[-1] = _join(before, utterance, turns)
        else:
            alone = _within(utterance, turns)
            found.append(replace(alone, unsettled=True) if corrects or utterance.broken else alone)
    return tuple(found)


def continued(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """The same with each fragment joined to the sentence it goes on from: 'I fell twice. Once on the stairs.'"""
    found: list[Said] = []
    for each in said:
        before = found[-1] if found else None
        if before and len(before.whole) < _MOST_JOINED and _goes_on(before, each):
            found[-1] = replace(
                before, utterance=joined(before.utterance, each.utterance), whole=before.whole + each.whole
            )
        else:
            found.append(each)
    return tuple(found)


def joined(first: Utterance, second: Utterance) -> Utterance:
    """Two sentences as one, a comma between."""
    later = second.text if re.match(r"I\b", second.text) else second.text[:1].lower() + second.text[1:]
    text = f"{first.text.rstrip(' .!,')}, {later}"
    return replace(first, spans=first.spans + second.spans, text=text, original=f"{first.original} {second.original}")


def _goes_on(before: Said, each: Said) -> bool:
    one, two = before.utterance, each.utterance
    together = one.speaker == two.speaker != "" and one.spans[-1].turn == two.spans[0].turn
    plain = not (one.is_question or two.is_question or before.unsettled or each.unsettled or each.withdrawn)
    if not (together and plain):
        return False
    if is_condition(two.text):
        return True
    said = words(two.text)
    starts = said and (said[0] in _FRAGMENT_STARTS or number(said[0]) is not None)
    return has_clause(words(one.text)) and bool(starts) and len(said) <= 12 and not has_clause(said)


def is_condition(text: str) -> bool:
    """Whether a sentence is only a condition of the one before ('All right then. If Carol agrees.')."""
    said = _CONDITION.match(text)
    rest = words(text[said.end() :]) if said else ()
    main = any(word.split("'")[0] in SUBJECTS for word in rest[1:-1])  # 'If she agrees I will speak to him.'
    return bool(rest) and "," not in text and not main and len(rest) <= _LONGEST_CONDITION


_LONGEST_CONDITION = 10
_CONDITION = re.compile(
    r"(?i)(?:but |and )?(?:only )?(?:if|unless|provided|as long as|so long as|on condition)\b(?! not\b)"
)
_FRAGMENT_STARTS = frozenset(
    word_list(
        "mostly mainly usually just only about at in on every each once twice sometimes one two three with "
        "for from since until and or not maybe perhaps because especially except all both the a"
    )
)


def begins_correction(text: str) -> bool:
    """Whether a sentence opens by taking something back ('No, sorry, …')."""
    said = re.sub(r"^(?:(?:no|oh|well|sorry|wait) )+(?=i tell|actually|i'm wrong)", "", " ".join(words(text)[:6]))
    phrases = [
        phrase for phrase in speech("correction") if phrase not in ("sorry", "i mean", "no it was", "no it's", "no not")
    ]
    if any(said.startswith(phrase) for phrase in phrases):
        return True
    short = len(words(text)) <= 8 and bool(_slots(text))
    return short and any(said.startswith(phrase) for phrase in speech("correction"))


def takes_back_all(text: str) -> bool:
    """Whether a sentence takes back all that the same person has just said ('Actually, that's not true')."""
    return bool(_ALL_BACK.match(text.strip()))


_ALL_BACK = re.compile(
    r"(?i)(?:(?:actually|no|sorry|well|oh|but|to be honest|okay|wait|look|in fact)[,. ]+)*"
    r"(?:(?:that|it|this)(?:'s not| is not| isn't| was not| wasn't) (?:(?:actually|really|quite|strictly) )?"
    r"(?:true|right|correct|how it was|what happened)"
    r"|(?:that|it)(?:'s| is| was) (?:all )?(?:wrong|a lie|lies|made up|not so)"
    r"|i (?:made (?:that|it) (?:all )?up|(?:take|took) (?:that|it|it all) back|lied(?: about that)?|was lying"
    r"|didn't mean that)"
    r"|i (?:wasn't|was not|haven't been|have not been) telling (?:you )?the truth"
    r"|(?:forget|ignore|scrap|scratch) (?:that|what i said|i said that)|(?:that|it) never happened)(?=\s*(?:[,.;!]|$))"
)


def _goes_on_taking_back(before: Said, utterance: Utterance) -> bool:
    """Whether it is the rest of a sentence that took something back: 'Actually, that's not true, I had some soup.'"""
    last = before.whole[-1]
    same = last.speaker == utterance.speaker and last.turn == utterance.turn
    goes_on = not last.original.rstrip().endswith((".", "!"))
    return same and goes_on and len(before.whole) > 1 and takes_back_all(last.text)


def _says_last(before: Said, utterance: Utterance) -> bool:
    """Whether it is only the value that counts after a correction: '… No, hang on, thirty-five is it. Thirty-four.'"""
    same = before.whole[-1].speaker == utterance.speaker and before.whole[-1].turn == utterance.turn
    said = [part for word in words(utterance.text) for part in word.split("-")]
    value = any(map(_kind, said)) and all(word in _LEAD or _kind(word) for word in said)
    return same and value and len(before.whole) > 1 and (before.unsettled or bool(before.withdrawn))


def _join(before: Said, utterance: Utterance, turns: tuple[Turn, ...]) -> Said:
    whole = (*before.whole, utterance)
    if takes_back_all(utterance.text) or _goes_on_taking_back(before, utterance):
        return Said(before.utterance, whole, before.withdrawn, unsettled=True)
    earlier, later = _slots(before.utterance.original), _slots(utterance.original)
    pair = _pair(earlier, later)
    simple = all(word in _LEAD or number(word) is not None or _kind(word) for word in words(utterance.text))
    if pair is None or not simple or len(before.whole) > 1:
        return Said(before.utterance, whole, before.withdrawn, unsettled=True)
    spliced = _splice(before.utterance, pair[0], utterance, pair[1], turns)
    return (
        Said(spliced, whole, (*before.withdrawn, before.utterance))
        if spliced
        else Said(before.utterance, whole, unsettled=True)
    )


def _within(utterance: Utterance, turns: tuple[Turn, ...]) -> Said:
    """'On Monday, no, sorry, Tuesday': both values in one sentence."""
    slots = _slots(utterance.original)
    apart = all(not _touch(first, second, utterance.original) for first, second in zip(slots, slots[1:], strict=False))
    for first, second in zip(slots, slots[1:], strict=False):
        between = " ".join(words(utterance.original[first.end : second.start]))
        marked = any(re.match(rf"{phrase}\b", between) for phrase in speech("correction"))
        if marked and _kind(first.low) == _kind(second.low) and first.low != second.low:
            # 'Monday, sorry, not Tuesday' keeps Monday.
            denied = between.split()[-1:] == ["not"]
            if not apart or denied or not set(between.split()) <= _LEAD:
                return Said(utterance, (utterance,), unsettled=True)
            spliced = _splice(utterance, first, utterance, second, turns)
            return Said(spliced, (utterance,), (utterance,)) if spliced else Said(utterance, (utterance,))
    # A correction that no rule settles is quoted whole, with nothing withdrawn.
    return Said(utterance, (utterance,), unsettled=bool(_TAKEN_BACK.search(utterance.text)))


_TAKEN_BACK = re.compile(
    r"(?i)[,.;–—-] *(?:no|wait|sorry|actually),? (?:no|sorry|wait|actually|i mean|hang on|i tell a lie"
    r"|not)\b|\b(?:i tell a lie|scrap that|i meant)\b"
    r"|, (?:or rather|i mean|sorry),? "
)


def _touch(first: Token, second: Token, text: str) -> bool:
    """Whether two values stand side by side, as in 'forty eight': neither is then a value of its own."""
    return not text[first.end : second.start].strip(" -")


def _splice(before: Utterance, old: Token, after: Utterance, new: Token, turns: tuple[Turn, ...]) -> Utterance | None:
    """The earlier sentence with the later value in the place of the first; None where it runs over two turns."""
    if len(before.spans) != 1 or len(after.spans) != 1:
        return None
    first, second = before.spans[0], after.spans[0]
    tail_from = first.start + (new.end if after is before else old.end)
    led = _LEADS_DAY.search(before.original[: old.start])
    spans = (
        Span(first.turn, first.start, first.start + (led.start() if led else old.start)),
        Span(second.turn, second.start + new.start, second.start + new.end),
        Span(first.turn, tail_from, first.end),
    )
    parts = [turns[span.turn].text[span.start : span.end] for span in spans]
    original = re.sub(r"\s+", " ", f"{parts[0].strip()} {parts[1]}{_gap(parts[2])}{parts[2].strip()}")
    kept = tuple(span for span, part in zip(spans, parts, strict=True) if part.strip())
    shown = " ".join((parts[0].strip(), "on", parts[1] + _gap(parts[2]) + parts[2].strip())) if led else original
    return replace(before, spans=kept, original=original, text=tidy(re.sub(r"\s+", " ", shown)))


# 'Last Tuesday, no, Wednesday': which Wednesday was not said, so 'last' goes with the day that was taken back.
_LEADS_DAY = re.compile(r"(?i)\b(?:on )?(?:last|next|this|every|each) $")


def _gap(tail: str) -> str:
    return "" if re.match(r"\s*[,.;?!]", tail) else " "


def _pair(earlier: list[Token], later: list[Token]) -> tuple[Token, Token] | None:
    """The one value of the first that the one value of the second takes the place of."""
    if len(later) != 1:
        return None
    same = [token for token in earlier if _kind(token.low) == _kind(later[0].low)]
    return (same[0], later[0]) if len(same) == 1 and same[0].low != later[0].low else None


def _slots(text: str) -> list[Token]:
    return [token for token in tokens(text) if _kind(token.low)]


def _kind(word: str) -> str:
    if word.removesuffix("s") in WEEKDAYS:
        return "weekday"
    if word in MONTHS:
        return "month"
    if word in _DAY_PARTS:
        return "part of day"
    return "number" if number(word) is not None else ""
