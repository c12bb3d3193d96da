"""What a short reply does: denies, affirms, or closes; and to whom a promise is made."""

from __future__ import annotations

import re

from easyread.language.clauses import has_clause
from easyread.language.words import lemma, speech, word_list, words
from scribe.notes.corrections import Said
from scribe.notes.people import People
from scribe.notes.utterances import is_backchannel, made_of
from scribe.notes.weight import weight
from scribe.visit import Role

_DENIALS = re.compile(
    r"(?i)(?:no[,. ]+)*(?:that's|that is|it's|it is|this is) (?:not (?:true|right|so)|a lie|rubbish|nonsense)\b.*"
    r"|(?:no[,. ]+)*i (?:never did|did not|didn't|do not|don't|have not|haven't|am not|was not|wasn't|never)[.! ]*"
    r"|(?:no[,. ]+)*(?:they|he|she|we|it) never(?: did| have| has| was| were)?[.! ]*"
    r"|(?:no[,. ]+)*i'm not[.! ]*|(?:no[,. ]+)+(?:she|he) (?:did not|didn't|does not|doesn't|has not"
    r"|hasn't|is not|isn't)[.! ]*"
)


def is_denied(said: tuple[Said, ...], at: int) -> bool:
    """Whether the next speaker denies what this sentence says, in words that mean nothing alone."""
    if at + 1 >= len(said):
        return False
    here, after = said[at].utterance, said[at + 1].utterance
    others = bool(after.speaker) and here.speaker != after.speaker
    return others and bool(_DENIALS.fullmatch(after.text))


def is_disputed(said: tuple[Said, ...], at: int, speaker: str, people: People) -> bool:
    """Whether what is said at `at` tells the one who spoke before it, in a clause of its own, that it isn't so.

    One who asks on a visit ('No, that's fine') disputes nothing.
    """
    if at >= len(said):
        return False
    after = said[at].utterance
    another = bool(after.speaker) and after.speaker != speaker and not people.asks(after.speaker)
    if not another or people.role(after.speaker) == Role.INTERPRETER or after.is_question:
        return False
    return bool(_DISPUTES.match(after.text)) and has_clause(words(after.text))


def gives_in(text: str) -> bool:
    """Whether somebody who was told that it isn't so now says the same ('Oh yes, that's right, he gave it back.')."""
    return bool(_GIVES_IN.match(text))


_CALLED = rf"(?:(?:{'|'.join((*speech('bare_kin'), *speech('vocatives')))}|[a-z]+),? )?"
_DISPUTES = re.compile(
    rf"(?i)(?:(?:oh|well|but|um|sorry),? )*{_CALLED}"
    r"(?:no, (?!i know|i agree|i understand|you're right|fair|that's (?:fine|right|true|all)|not )"
    r"|no (?:he|she|it|they|you|i|that) |that(?:'s| is) not (?:true|right|how|what)|you (?:don't|didn't"
    r"|aren't|haven't|never)\b)"
)
_GIVES_IN = re.compile(
    r"(?i)(?:(?:oh|well|ah|sorry)[, ]+)*(?:yes|yeah|that's right|that is right|of course|you're right|i forgot)\b"
)
_AGREES = (
    "that is right",
    "that's right",
    "that is true",
    "that's true",
    "that is correct",
    "right",
    "true",
    "it is",
    "it was",
    "it does",
    "i was",
    "i would",
    "i will",
    "i wouldn't",
    "i won't",
)
_ELLIPSIS = re.compile(r"(?i)\b(?:i|it) \w+[.! ]*$")
_MORE_THAN_LISTENING = frozenset(word_list("yes yep aye no nope correct definitely true"))


def is_affirmed(said: tuple[Said, ...], at: int, people: People) -> bool:
    """Whether the next speaker answers this statement with a bare 'yes' or 'no' that counts.

    A worker's 'yes' while somebody talks shows that they listen. Somebody else's counts where they were spoken to
    ('You fell last week.'), or where it was said by one who asks, or about the person who now affirms it.
    """
    if at + 1 >= len(said):
        return False
    here, after = said[at].utterance, said[at + 1].utterance
    if not after.speaker or not here.speaker or here.speaker == after.speaker or people.asks(after.speaker):
        return False
    if not made_of(after.text, speech("yes") + speech("no") + _AGREES) or here.text.endswith("?"):
        return False
    spoken_to = bool({"you", "your", "you're", "you've", "yourself"} & set(words(here.text)))
    heavy = bool(weight(here.text))
    clear = bool(_MORE_THAN_LISTENING & set(words(after.text))) or "right" in words(after.text)
    clear = clear or bool(_ELLIPSIS.search(after.text))
    if people.asks(here.speaker):
        return spoken_to or heavy or clear
    person = people.find(after.speaker)
    return spoken_to or (person is not None and person.role is Role.PERSON and (heavy or clear))


def answers_yes_or_no(text: str) -> bool:
    """Whether a sentence begins with the yes or no that answers a question."""
    return bool(_YES_OR_NO.match(text))


_YES_OR_NO = re.compile(r"(?i)(?:(?:oh|well|um|uh)[, ]+)*(?:yes|yeah|yep|yup|aye|no|nope|nah|not|none|neither)\b")


def is_listening(text: str) -> bool:
    """Whether somebody only showed that they heard, without a yes, a no or a word for how it is."""
    return is_backchannel(text) and not says_how(text) and not answers_yes_or_no(text)


def says_how(text: str) -> bool:
    """Whether it is made of words for how somebody is or finds something ('Good.' 'Fine, thanks.' 'A bit sad.')."""
    own = [word for word in words(text) if word not in _BESIDE]
    return bool(own) and any(word in _HOW for word in own) and made_of(" ".join(own), (*_HOW, *speech("feelings")))


_HOW = (
    *word_list(
        "good great lovely fine brilliant perfect alright okay ok bad sad happy scared frightened lonely tired cross "
        "angry poorly sick ill terrible awful horrible rubbish worse better nice boring bored funny safe unsafe"
    ),
    "all right",
    "not good",
    "not great",
    "so so",
)
_BESIDE = frozenset(word_list("a bit very really quite just so thanks thank you um well oh and not too pretty mostly"))


def closes(question: str, answer: str) -> bool:
    """'Is there anything else?' 'No, that is everything.': the end of the talk, and no statement."""
    asked = re.search(
        r"(?i)\b(?:anything|something) else\b|\bany (?:other |more |further )?(?:questions|concerns about that)\b"
        r"|\b(?:does|how does|how's|is) (?:that|all that|the plan) (?:sound|clear|make sense|okay|all right)\b",
        question,
    ) and not weight(question)
    done = re.fullmatch(
        r"(?i)(?:(?:no|nope|yes|i think|i don't think so|not really|thank you|thanks|that is|that's|it is"
        r"|everything|all|it|nothing|further|questions|other|more|for now|for today|very much)[,.! ]*)+",
        answer.strip(),
    )
    return bool(asked and done)


def only_repeats(said: tuple[Said, ...], at: int) -> bool:
    """Whether the one who asks only says again what was just said ('On the left side.' 'Left side, okay.').

    Every word of it, a 'no' and a number too, was in the sentences just before, and some of them were another's.
    """
    here = said[at].utterance
    before = [each.utterance for each in said[max(0, at - _JUST_SAID) : at]]
    if weight(here.text) or not any(each.speaker != here.speaker for each in before[-1:]):
        return False
    own = [word for word in words(here.text) if word not in _LISTENING]
    heard = {lemma(word) for each in before for word in words(each.text)}
    return 0 < len(own) <= _LONGEST_ECHO and all(lemma(word) in heard for word in own)


_JUST_SAID = 3
_LONGEST_ECHO = 6
_LISTENING = frozenset(word_list("ok okay fine sure great mm so and yeah yes oh alright all the a an it's"))
_INTRODUCTION = re.compile(
    r"(?:(?:[Hh]ello|[Hh]i|[Gg]ood (?:morning|afternoon|evening))[^.]{0,20}, )?(?:I am|I'm|[Mm]y name is|[Mm]y name's"
    r"|[Tt]his is) (?:[A-Z][\w'-]+ ?){1,3}(?:,? (?:and )?(?:I am |I'm )?(?:the|your|a|an|one of the|from)\b"
    r"[^.,;]{1,50})?[.!]?"
)


def introduces(text: str) -> bool:
    """'I am Jo, the social worker': who the worker is, which the head of the note says already."""
    return bool(_INTRODUCTION.fullmatch(text.strip()))


def promised_to(said: tuple[Said, ...], at: int) -> str:
    """Who 'you' is in a promise: the one person who spoke since the speaker last did, where nobody else has."""
    speaker = said[at].utterance.speaker
    between: list[str] = []
    for each in reversed(said[:at]):
        if each.utterance.speaker == speaker and between:
            break
        if each.utterance.speaker != speaker:
            between.append(each.utterance.speaker)
    return between[0] if between and len(set(between)) == 1 else ""
