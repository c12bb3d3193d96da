"""Which statements a shorter note leaves out for its length: never a number, a 'no', a correction or a finding."""

from __future__ import annotations

import re

from easyread.language.clauses import has_clause
from easyread.language.words import is_verb_past, lemma, number, speech, words
from scribe.notes.corrections import begins_correction
from scribe.notes.people import People
from scribe.notes.sections import is_topical
from scribe.notes.statements import Statement, StatementKind, is_small_talk
from scribe.notes.templates import Template
from scribe.notes.units import NEGATORS
from scribe.notes.utterances import is_backchannel, made_of
from scribe.visit import Role

SAVES_LITTLE = 7
"""Words: leaving out a sentence of no more than these makes a note hardly shorter, and it is often a fact."""
_ASIDE = 5
"""Words of one who asks that are an aside where nothing in them is a fact ('And we'll go from there')."""

_EXPLAINS = 12
"""Words of one who asks that a brief note need not have, whatever is counted or denied in them: an explanation."""

_RAMBLES = 25
"""The same of anybody else, where its words lead to no heading."""


def may_be_folded(statement: Statement, detail: str, people: People, template: Template) -> bool:
    """Whether this level of detail leaves it out for length. `detail` is 'brief', 'standard' or 'full'.

    What answers a question, tells a feeling, or holds a fact of few words is never left out so.
    """
    # 'No.' says as much as what was asked, and so does what is said with the sound of a question.
    if detail == "full" or statement.question is not None or set(words(statement.text)) & set(speech("feelings")):
        return False
    asks = leads(statement.speaker, people)
    if asks and (only_acknowledges(statement.text) or says_again(statement.text)):
        return True
    if statement.is_reply:
        return _only_nods(statement, people)
    if statement.disputed or statement.withdrawn or statement.doubtful_correction:
        return False
    said = len(words(statement.text))
    long = _EXPLAINS if asks else _RAMBLES
    if holds_a_fact(statement.text) and not (said > long and (detail == "brief" or asks)):
        return False
    if made_of(statement.text, _LIGHT) or asks and (said <= _ASIDE or is_of_the_talk(statement.text)):
        return True
    if asks and statement.kind in _EXPLAINED and only_explains(statement.text):
        return True
    return detail == "brief" and not (said <= SAVES_LITTLE and not asks) and not _is_main(statement, people, template)


_EXPLAINED = (StatementKind.REPORTED, StatementKind.HYPOTHETICAL)


def says_again(text: str) -> bool:
    """Whether the one who leads only says what they were told: 'You also mentioned a cough.', 'No vomiting, okay.'"""
    return bool(_YOU_SAID.match(text)) or (len(words(text)) <= SAVES_LITTLE and bool(_NOTED.search(text)))


_YOU_SAID = re.compile(
    r"(?i)(?:(?:ok|okay|right|so|and|yeah|yes|but|just|now|well|to recap)[,. ]+)*(?:(?:you(?:'ve)?|you're|you were)"
    r" (?:just |also )*(?:mentioned|said|told|saying|telling)|from what you(?:'ve)? (?:said|told)|apart from all)\b"
)
_NOTED = re.compile(r"(?i)\w(?:, |\. )(?:ok|okay|alright|all right)[. ]*$")


def _only_nods(statement: Statement, people: People) -> bool:
    """Whether somebody only goes along with an explanation of the one who leads, in which nothing is of weight."""
    explained = statement.context
    led = bool(explained) and all(leads(each.speaker, people) for each in explained)
    plain = statement.kind is StatementKind.ASSENT and is_backchannel(statement.text)
    return led and plain and all(only_explains(each.text) and not _SPOKEN_TO.search(each.text) for each in explained)


_SPOKEN_TO = re.compile(r"(?i)\byou(?:'re|'ve| are| have| were| had| fell| live| take)\b")


def leads(speaker: str, people: People) -> bool:
    """Whether the visit is this speaker's: the worker's, or a professional's where no worker is there. What others of a
    meeting say is their account.
    """
    led = people.role(speaker) == Role.WORKER or not any(each.role is Role.WORKER for each in people.people)
    return people.asks(speaker) and led


def is_of_the_talk(text: str) -> bool:
    """Whether words of the one who leads only carry the talk on: a sentence in pieces, or what comes next in it."""
    return bool(_CARRIES_ON.search(text)) or not has_clause(words(text))


_CARRIES_ON = re.compile(
    r"(?i)(?:^|[,.] |\b(?:so|and|just) )(?:i'm (?:just )?(?:going|gonna)(?: to)? (?:ask|check|start|go through"
    r"|have a (?:quick )?look)|let me (?:just )?(?:ask|see|check|start|go)|let's (?:just )?(?:see|start|go|talk)"
    r"|shall we|(?:just )?(?:remind|tell|show) me|bear with me|bear (?:that|it) in mind|what (?:i'd like|i want"
    r"|i would like|i'll do|we'll do|we can do) |before (?:i|we) (?:go|start|carry|wrap)"
    r"|i(?:'d| would) like to (?:ask|start|talk|check|know)|i (?:just )?(?:want|need) to (?:ask|check|know|confirm)"
    r"|if you can (?:see|hear)|(?:it's )?(?:nice|good|lovely) to (?:see|meet|speak)"
    r"|i'm (?:glad|pleased|happy) to hear)\b"
)


def only_explains(text: str) -> bool:
    """Whether the one who leads says only how things are in general: nothing that was, nothing that will or should be
    done, and nothing of the one spoken to.
    """
    said = words(text)
    return not _TELLS.search(text) and not any(is_verb_past(word) for word in said)


_TELLS = re.compile(
    r"(?i)\b(?:should|must|plan|recommend|advise|suggest|agree|agreed|decide|ought|make sure|call|ring|come back"
    r"|was|were|had|did|refer|book|arrange|send|prescribe|entitled|eligible|apply|appointment|visit"
    r"|he|she|him|her|his)\b"
)
"""What happened, what is advised or decided, and what is told of somebody else."""


def holds_a_fact(text: str) -> bool:
    """Whether it has a number, a 'no', a finding, or the opening of a correction ('No, Thursday')."""
    said = words(text)
    if begins_correction(text) or re.match(r"(?i)(?:oh|well|sorry|actually)?[,. ]*no\b", text):
        return True
    if NEGATORS & set(said) or any("n't" in word for word in said):
        return not _REASSURES.search(text)
    parts = [part for word in said for part in word.split("-")]
    counted = any(number(part) is not None and part not in ("one", "second") for part in parts)
    flat = f" {' '.join(lemma(word) for word in said)} "
    return (
        counted
        or bool(_ONE.search(text) or _ORDINAL.search(text))
        or any(f" {phrase} " in flat for phrase in speech("findings"))
    )


def only_acknowledges(text: str) -> bool:
    """Whether one who asks only shows that they heard or felt with somebody: 'That sounds frightening'."""
    return any(each.fullmatch(text.strip()) for each in (_ACKNOWLEDGES, _REASSURES)) or is_small_talk(text)


def _is_main(statement: Statement, people: People, template: Template) -> bool:
    """Whether a brief note keeps it: a view, and what the person or family tells of some heading's matter."""
    if leads(statement.speaker, people):
        return statement.kind is StatementKind.VIEW
    return statement.kind is not StatementKind.REPORTED or is_topical(
        statement, people.role(statement.speaker), template
    )


_LIGHT = (*speech("yes"), *speech("backchannel"), *speech("fillers"), *speech("openers"), *speech("vocatives"))
_KIND = (
    r"(?:good|great|lovely|fine|fair enough|fair|okay|ok|important|helpful|useful|frightening|scary|hard|tough"
    r"|difficult|tiring|exhausting|awful|horrible|upsetting|worrying|nice|brilliant|kind|right|alright|understandable"
    r"|interesting|reassuring|a lot|a shame|a pity|not a nice thing to say|to hear(?: that)?|to know)"
)
_ACKNOWLEDGES = re.compile(
    r"(?i)(?:(?:oh|okay|ok|right|well|and|yeah|yes|no|so|sure|all right|alright|aha|mm)[,. ]+)*"
    r"(?:(?:that|it|this)(?:'s| is| was| must be| must have been| sounds?| can be| would be)"
    rf"(?: (?:really|very|quite|so|all|a bit|just|perfectly|absolutely|completely|good))*(?: {_KIND})+"
    r"|i(?:'m| am)? (?:so |very |really |totally |completely |do )*(?:sorry(?: (?:to hear (?:that|it|about that)"
    r"|about that))?|understand(?: that)?|see(?: that)?|hear (?:that|you)|appreciate (?:that|it)|get that|bet)"
    r"|(?:thank you|thanks)(?: (?:so|very) much)? for (?:telling me|being (?:so )?(?:honest|open)|sharing (?:that|it)"
    r"|that|letting me (?:know|in)|coming(?: in)?(?: today)?|seeing me(?: today)?)"
    r"|(?:of )?course(?: (?:you can|not))?|(?:no|not a) (?:problem|worries|trouble|bother)|exactly|absolutely)"
    r"(?:,? [A-Z][\w'-]+)?[.!, ]*"
)
_ONE = re.compile(r"(?i)\b(?:under|over|aged|nearly|almost|only|just) one\b")
_ORDINAL = re.compile(
    r"(?i)\bthe (?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|(?:ten|eleven|twelf"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th)\b(?! (?:thing|time|place)\b)"
)
_REASSURES = re.compile(
    r"(?i)(?:(?:oh|okay|ok|right|well|no|that's (?:fine|okay|ok))[,. ]+)*"
    r"(?:don't (?:you )?(?:worry|panic|apologise)(?: about (?:it|that))?|(?:no|not a) (?:problem|worries|bother)"
    r"|you(?:'re| are) not in (?:any )?trouble|not at all|why not)"
)
