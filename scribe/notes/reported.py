"""Rules that turn what somebody said into reported speech, and that refuse, with a reason, wherever they are not
sure.
"""

from __future__ import annotations

import re

from easyread.language.clauses import INVERTED, SUBJECTS, is_third_form, restarts, splices, whole
from easyread.language.words import (
    MONTHS,
    NAMES_TOO,
    WEEKDAYS,
    is_verb_base,
    known,
    lemma,
    number,
    speech,
    word_list,
    words,
)
from scribe.notes.people import People
from scribe.notes.persons import changed
from scribe.notes.statement import OWN_WORDS
from scribe.notes.units import FUNCTION
from scribe.notes.voice import NotSure, Voice
from scribe.notes.weight import weight

_WE = frozenset(word_list("we us our ours ourselves we're we've we'll we'd let's"))
_THIRD = {
    "she": frozenset(["she", "her", "hers", "herself", "she's", "she'll", "she'd"]),
    "he": frozenset(["he", "him", "his", "himself", "he's", "he'll", "he'd"]),
    "they": frozenset(word_list("they them their theirs themselves themself they're they've they'll they'd")),
}


def reported(text: str, voice: Voice) -> str:
    """The sentence as it stands after 'said': pronouns and agreement changed, tense left as said. Raises `NotSure`."""
    body = re.sub(r"(?i)^(?:yeah|yep|yup|yes)\b,?\s*", "yes, ", smoothed(_strip_end(opened(text))))
    _refuse(body, voice)
    return lower_start(changed(body, voice, strict=True), voice.people)


def opened(text: str) -> str:
    """The sentence without 'Well,', 'So', 'And' and the like at its start, and without 'love' at its end."""
    openers = "|".join(sorted(speech("openers"), key=len, reverse=True))
    before = ""
    while before != text:
        before = text
        text = re.sub(
            rf"(?i)^(?:{openers})\b(?:\s*[,.]\s*|\s+(?=(?:and|but|so|well|oh|yeah|i|it|she|he|they|we|my"
            rf"|the|that|there)\b))",
            "",
            text,
        )
        text = re.sub(r"(?i)^(?:and|but|so|well|oh|cos|'cause|i mean),?\s+(?=\w)", "", text)
    vocatives = "|".join(speech("vocatives"))
    return re.sub(rf"(?i),\s*(?:{vocatives}|you know|you see)\s*(?=[.!?]?$)", "", text)


def smoothed(body: str) -> str:
    """The sentence without what is only heard: a 'you know' between commas or at its start, a last ', yeah', and the
    pause after an 'and' or a 'but'. No other word goes.
    """
    body = re.sub(rf"(?i)^you know,?\s+(?={_SUBJECT}\b)", "", body)
    body = re.sub(rf"(?i),\s*you know,\s+(?={_SUBJECT}\b)", ", ", body)
    body = re.sub(r"(?i),\s*you know,\s+", " ", body)
    body = re.sub(rf"(?i)\b(and|but|so|because|or|if|when),\s+(?={_SUBJECT}\b)", r"\1 ", body)
    body = _PAUSE.sub(_without_pause, body)
    shorter = re.sub(r"(?i)(?:(?:,\s*(?:yeah|yep|ok|okay)|\s+yeah)[,. ]*)+$", "", body)
    return shorter if len(words(shorter)) >= _WHOLE_ENOUGH else body


_PAUSE = re.compile(
    r"(?i)\b(a|an|the|my|of|at|about|is|are|was|were|been|be|for|because|with|in|on|it's|that's|i'm|i've|from"
    r"|really|very|quite|just),\s+(\w[\w'-]*)"
)
"""A comma after a word at which no sentence stops: a pause of the one who speaks, or a new start."""


def _without_pause(match: re.Match[str]) -> str:
    """The two words without the comma, where the second is one of meaning; what may be a new start stays as it is."""
    after = match[2].lower()
    starts = after in FUNCTION or after in SUBJECTS or after in speech("adverbs") or after in speech("openers")
    again = after in speech("yes") or after in speech("no") or "'" in after or after in _MINE
    return match[0] if starts or again or not is_content(after) else f"{match[1]} {match[2]}"


_MINE = frozenset(word_list("my your his her our their not sorry i'm"))


def is_content(word: str) -> bool:
    """Whether a word is known, and neither a helping verb nor a number."""
    return known(word) and word not in INVERTED and number(word) is None


_SUBJECT = r"(?:i|i'm|i've|i'd|i'll|he|she|it|it's|they|they're|my|the|there|there's|that's|this|his|her)"
_WHOLE_ENOUGH = 4
"""Words: 'It is, yeah' stays as it was said."""


def lower_start(text: str, people: People) -> str:
    """The sentence with a small first letter, unless its first word is a name."""
    first = re.match(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if not first:
        return text
    word = first.group()
    low = word.lower().replace("’", "'")
    bare = low.removesuffix("'s")
    if (
        low == "i"
        or low.startswith("i'")
        or low in speech("bare_kin")
        or bare in people.name_words
        or bare in WEEKDAYS | MONTHS
    ):
        return text
    if word.isupper() and len(word) > 1 or bare in NAMES_TOO or not (known(low) or known(bare)):
        return text
    return text[0].lower() + text[1:]


def _strip_end(text: str) -> str:
    return text.strip().rstrip(".! ").strip()


def _refuse(body: str, voice: Voice) -> None:
    """Raise `NotSure` for every shape that the rules are known to get wrong."""
    said = words(body)
    if not said:
        raise NotSure("nothing was said")
    low = set(said)
    _refuse_loose(body)
    if re.search(r"\.\.\.|…|—|–|\s-\s|-$|[\"“”\[\]*]", body):
        raise NotSure("it breaks off or starts again")
    if (
        re.search(r"(?i)\b([a-z]+)(?:'\w+)?,? \1(?:n?'\w+)?\b", body)
        or "you know" in body.lower()
        or "i mean" in body.lower()
    ):
        raise NotSure("it breaks off or starts again")
    if body.endswith("?"):
        raise NotSure("it is a question")
    if low & _WE:
        raise NotSure("it says 'we', and it is not sure who that is")
    if len(said) > 45:
        raise NotSure("it is too long to change safely")
    if OWN_WORDS & set(weight(body)):
        raise NotSure("it tells of harm, and stays in the person's own words")
    _refuse_speech(said)
    _refuse_third_person(low, voice)
    _refuse_shape(body, said)


def _refuse_speech(said: tuple[str, ...]) -> None:
    if any(lemma(word) in speech("speech_verbs") for word in said) or any(
        word in _QUOTING for word in zip(said, said[1:], strict=False)
    ):
        raise NotSure("it tells what somebody said")
    if any(lemma(word) in speech("feelings") or word in speech("feelings") for word in said):
        raise NotSure("it is a feeling, kept in the person's own words")


_QUOTING = frozenset(
    {
        ("was", "like"),
        ("goes", "to"),
        ("he", "goes"),
        ("she", "goes"),
        ("i", "go"),
        ("i'm", "like"),
        ("she's", "like"),
        ("he's", "like"),
    }
)


def _refuse_third_person(low: set[str], voice: Voice) -> None:
    """'He' in the mouth of a man would read as himself."""
    own = _THIRD[voice.pronouns.subject]
    if low & own:
        raise NotSure("the pronoun in it would read as the speaker's own")
    # 'He's' is 'he is' or 'he has', and is left as said; two people of one pronoun are not told apart by any rule.


def _refuse_loose(body: str) -> None:
    refuse_loose(body)
    if words(body)[0] in speech("vocatives") or _CALLS.search(body):
        raise NotSure("it calls somebody")
    if splices(body):
        raise NotSure("two sentences are run together")


_CALLS = re.compile(rf"(?i),\s*(?:{'|'.join(speech('bare_kin'))})$")


def refuse_loose(body: str) -> None:
    """Raise `NotSure` for speech that is a sentence when it is heard and none when it is read."""
    if _TO_THE_WRITER.search(body):
        raise NotSure("it speaks of the record itself, and is quoted")
    if _LIKE.search(body) or _TRAILS_OFF.search(body) or _LOOSE.search(body) or _THOUGHT.search(body) or restarts(body):
        raise NotSure("it breaks off or starts again")


_TO_THE_WRITER = re.compile(
    r"(?i)\b(?:(?:end|start|beginning) of (?:the )?(?:transcript|note|notes|recording|conversation|file"
    r"|document|message|section)"
    r"|(?:ignore|disregard|forget) (?:all|any|the|your|previous|everything|what was)\b.*\b(?:instructions?"
    r"|rules|above|before|said)"
    r"|(?:system|user|assistant|developer) ?(?:prompt|message|note|:)|new instructions?|instructions? (?:to|for) the"
    r"|(?:write|put|add|note|record) (?:in|into|on|down) (?:the|this|your) (?:note|notes|record|summary|report))\b"
    r"|(?i:\b(?:summary|note|conclusion|output|decision|system|assistant|user)\s*:)"
)
"""Words that would steer whoever writes the note: never told as if they were about somebody's life."""
_LIKE = re.compile(
    r"(?i)(?:^|[,.]\s*|\b(?:is|was|are|were|be|been|it's|that's|this|of|and|but|just|sometimes|pretty|kind"
    r"|some|to|a|the"
    r"|i'm|they're|get|got|have|had|need|maybe|currently|quite) )like\b(?! to\b)"
    r"|\blike,|\b(?:kinda|sorta|gonna|wanna)\b"
)
_LOOSE = re.compile(
    r"(?i)\b(?:a|an|the|my|your|and|but|so|it's|that's|to|of|at|about|is|are|was|were|been|be|for|i|they|he"
    r"|than|have|had"
    r"|because|if|when|with|in|on|i'm|or|as|by|from)\s*,"
)
_THOUGHT = re.compile(r"(?i)\b(?:think|thinks|thought|know|knows|knew|mean|guess|suppose|believe|feel|felt|hope),")
_TRAILS_OFF = re.compile(
    r"(?i)[,.]\s*(?:yeah|yes|yep|no|so|like|right|ok|okay|and|but|because|pardon|sorry|or|anyway|though|then)\s*[,.]*$"
    r"|,\s*(?:he|she|him|her|they|them|me|us|mind|innit|you know|that one|i tell you|i do|i am)\s*[,.]*$"
    r"|,\s*$|[^,.]\s*\byeah\b|\b(?:pardon|hello|hey|hiya)\b"
)


def _refuse_shape(body: str, said: tuple[str, ...]) -> None:
    first = next((word for word in said if word not in speech("adverbs")), said[0])
    if re.match(r"(?i)(?:yes|no|yeah|nope)\b", body):
        rest = re.sub(r"(?i)^(?:(?:yes|no|yeah|nope)\b[,. ]*)+", "", body)
        if not whole(rest):
            raise NotSure("it is not a whole sentence")
        return
    if first in INVERTED:
        raise NotSure("it begins with a verb")
    if is_verb_base(first) and first in speech("verb_first") and first not in SUBJECTS:
        raise NotSure("it may be an instruction, or its subject was left out")
    if (
        is_third_form(first)
        and lemma(first) in (*speech("verb_first"), "seem", "sound")
        and said[1:2] not in (("is",), ("are",))
    ):
        raise NotSure("its subject was left out")
    if first == "please" or "please" in said[-1:]:
        raise NotSure("it asks for something")
    if not whole(body):
        raise NotSure("it is not a whole sentence")
