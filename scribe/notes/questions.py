"""Rules that turn a question into 'Asked whether …' or 'Asked about …', and refuse where they are not sure."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.words import is_noun, is_verb_base, lemma, past, speech, third_person, word_list, words
from scribe.notes.people import Pronouns, pronouns
from scribe.notes.persons import changed
from scribe.notes.reported import lower_start, opened, refuse_loose
from scribe.notes.voice import NotSure, Voice

_BE_HAVE = {"are": ("is", "are"), "have": ("has", "have"), "were": ("was", "were"), "aren't": ("isn't", "aren't")}
_WHAT = (
    r"(?:what time|what kind of \w+|what sort of \w+|what|where|when|why|who|how often|how much|how many "
    r"\w+|how long|how far|how|which \w+)"
)
_YES_NO = re.compile(r"(?i)(do|did|are|were|have|can|could|will|would|should|must|had) you\b\s*(.*)")
_OPEN = re.compile(rf"(?i)({_WHAT}) (do|did|are|were|have|can|could|will|would|should|had) you\b\s*(.*)")
_ABOUT = re.compile(r"(?i)(?:what about|how about|tell me (?:a bit |a little )?(?:more )?about|and)\s+(.+)")
_THERE = re.compile(r"(?i)(is|are|was|were) there\b\s*(.*)")
_SHORT = re.compile(r"(?i)(any|no)\s+(.+)")
_YOU_DO = re.compile(
    r"(?i)you(?:(?:'re|'ve)\s+|\s+(?!\w+ing\b))(?!know\b|see\b|mean\b)(?!.*\b(?:not|never|no)\b)[^,]+$"
)
"""'You're eating well?': a question only by its sound."""
_YOURS = re.compile(r"(?i)(is|are|was|were|has|have|does|do|did) your (\w+)\b\s*(.*)")


def asked(text: str, asker: Voice, answerer: Voice) -> str:
    """'Asked whether she is managing meals': the question with 'you' as the one who answered. Raises `NotSure`.

    `asker` is the voice of the one who asked, spoken to `answerer`.
    """
    body = opened(text).strip().rstrip("?. ").strip()
    body = re.sub(r"(?i)^(?:please|can you please|could you please)[, ]+", "", body)
    body = re.sub(r"(?i)^(what|how|where|when|who)'s been\b", r"\1 has been", body)
    body = re.sub(r"(?i)^(what|how|where|when|who)'s\b", r"\1 is", body)
    body = re.sub(rf",\s*{re.escape(answerer.name)}$", "", body)
    if not body or re.search(r"[.!;\"“”]|\.\.\.|…|—|\?|n't\b", body) or len(words(body)) > 25:
        raise NotSure("the question is not a simple one")
    if asker.pronouns.subject == answerer.pronouns.subject and _ASKER & set(words(body)):
        raise NotSure("both would be called by one pronoun")
    refuse_loose(body)
    them = pronouns(answerer.people.find(answerer.speaker))
    body = _DONE_TO_YOU.sub(rf"\1{them.object}", body)
    return f"Asked {_indirect(body, asker, answerer)}"


_DONE_TO_YOU = re.compile(
    r"(?i)(?<!do )(?<!did )(?<!have )\b((?:make|makes|made|making|let|lets|letting|help|helps|helped|helping|hears?"
    r"|heard|watch|watches|watched|sees?|saw|wants?|wanted|tells?|told|asks?|asked) )you(?= (?!is\b|are\b"
    r"|were\b|was\b|have\b|can\b|do\b)\w)"
)
"""'You' as the one whom something is done to ('makes you feel'), which is 'her', never 'she'."""
_ASKER = frozenset(word_list("i me my mine myself i'm i've i'll i'd"))


def _indirect(body: str, asker: Voice, answerer: Voice) -> str:
    them = pronouns(answerer.people.find(answerer.speaker))
    for pattern, turn in ((_YES_NO, _yes_no), (_OPEN, _open), (_OF_IT, _of_it), (_OPEN_NOUN, _open_noun)):
        match = pattern.fullmatch(body)
        if match:
            return turn(match, asker, them)
    if match := _YOURS.fullmatch(body):
        return _yours(match, asker, them)
    if match := _THERE.fullmatch(body):
        return f"whether there {match[1].lower()} {changed(match[2], asker)}"
    if match := _ABOUT.fullmatch(body):
        return f"about {lower_start(_no_clause(changed(match[1], asker)), asker.people)}"
    if _YOU_DO.match(body) and not any(lemma(word) in speech("speech_verbs") for word in words(body)):
        return f"whether {changed(body[0].lower() + body[1:], asker)}"
    if match := _SHORT.fullmatch(body):
        return f"about any {_no_clause(changed(match[2], asker))}"
    raise NotSure("the question is not a simple one")


_IS = "is|was|has|had|can|could|will|would|does|did"
_OF_IT = re.compile(
    rf"(?i)(?:({_WHAT}) )?({_IS}) (it|everything|that(?= (?:\w+ing|the|a|an|in|on|at|from|all)\b)"
    r"|this(?= (?:\w+ing|the|a|an)\b))\b\s*(.*)"
)
"""'Is it crampy?', 'How long has it been going on?'"""
_OPEN_NOUN = re.compile(
    r"(?i)(how|where|what) (is|are|was|were) ((?:the|your) (?:(?!and\b|or\b|of\b|that\b)\w+ ){0,1}\w+)( like)?"
)
"""'How is your appetite?', 'What's the pain like?'"""


def _of_it(match: re.Match[str], asker: Voice, them: Pronouns) -> str:
    open_word, auxiliary, subject = match[1], match[2].lower(), match[3].lower()
    rest = changed(match[4], asker) if match[4] else ""
    if (not open_word and not rest) or {"or", "this", "that"} & set(words(rest)):
        raise NotSure("the question is not a simple one")
    lead = open_word.lower() if open_word else "whether"
    if auxiliary in ("does", "did"):
        told = _finite(auxiliary, rest, replace(them, plural=False))
        return f"{lead} {subject} {told}"
    return f"{lead} {subject} {auxiliary} {rest}".strip()


def _open_noun(match: re.Match[str], asker: Voice, them: Pronouns) -> str:
    noun = changed(match[3], asker)
    if any(is_verb_base(word) and not is_noun(word) for word in words(noun)):
        raise NotSure("the question is not a simple one")
    return f"{match[1].lower()} {noun} {match[2].lower()}{match[4] or ''}"


def _yes_no(match: re.Match[str], asker: Voice, them: Pronouns) -> str:
    return f"whether {_turned(match[1].lower(), match[2], asker, them)}"


def _open(match: re.Match[str], asker: Voice, them: Pronouns) -> str:
    return f"{match[1].lower()} {_turned(match[2].lower(), match[3], asker, them)}"


def _turned(auxiliary: str, rest: str, asker: Voice, them: Pronouns) -> str:
    """'do' and 'take tablets' are 'she takes tablets'."""
    rest = changed(rest, asker) if rest else ""
    if auxiliary in ("do", "did"):
        return f"{them.subject} {_finite(auxiliary, rest, them)}".strip()
    singular, plural = _BE_HAVE.get(auxiliary, (auxiliary, auxiliary))
    return f"{them.subject} {plural if them.plural else singular} {rest}".strip()


def _finite(auxiliary: str, rest: str, them: Pronouns) -> str:
    adverb = re.match(
        r"(?i)((?:ever|still|often|usually|always|normally|sometimes|just|really|also|actually|last|first|next|even|only)"
        r"\s+)?(\w+)(.*)",
        rest,
    )
    if not adverb or not is_verb_base(adverb[2].lower()):
        raise NotSure("the question is not a simple one")
    verb = adverb[2].lower()
    if verb in ("last", "next", "best", "well") and not adverb[3].strip().startswith(("long", "for")):
        raise NotSure("it is not sure which word is the verb")  # 'did you just last week move'
    if verb not in _WITH_VERB and is_verb_base((words(adverb[3]) or ("",))[0]) and not is_noun(words(adverb[3])[0]):
        raise NotSure("it is not sure which word is the verb")
    # 'Did you hurt yourself' can only be the past, so 'hurt' is safe here.
    form = past(verb) if auxiliary == "did" else (verb if them.plural else third_person(verb))
    if form is None:
        raise NotSure("the question is not a simple one")
    return f"{adverb[1] or ''}{form}{adverb[3]}"


_WITH_VERB = frozenset(word_list("help let make go come dare need try"))
"""Verbs that another may follow at once ('help make', 'go see')."""


def _yours(match: re.Match[str], asker: Voice, them: Pronouns) -> str:
    """'Is your daughter helping': only where the one noun is the whole subject."""
    auxiliary, noun, rest = match[1].lower(), match[2], match[3]
    first = (words(rest) or ("",))[0]
    simple = first.endswith("ing") or first in word_list("at in on still well all here able okay ok with")
    if auxiliary in ("is", "are", "was", "were") and simple:
        return f"whether {them.possessive} {noun} {auxiliary} {changed(rest, asker)}"
    if auxiliary == "does" and is_verb_base(first) and lemma(first) == first:
        return f"whether {them.possessive} {noun} {third_person(first)}{changed(rest[len(first) :], asker)}"
    raise NotSure("the question is not a simple one")


def _no_clause(text: str) -> str:
    if frozenset(word_list("is are do does did have has can was were will")) & set(words(text)):
        raise NotSure("the question is not a simple one")
    return text
