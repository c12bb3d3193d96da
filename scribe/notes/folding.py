"""Which statements a shorter note leaves out for its length: never a number, a 'no', a correction or a finding."""

from __future__ import annotations

import re

from scribe.notes.corrections import begins_correction
from scribe.notes.people import People
from scribe.notes.sections import is_topical
from scribe.notes.statements import Statement, StatementKind, is_small_talk
from scribe.notes.templates import Template
from scribe.notes.units import NEGATORS
from scribe.notes.utterances import made_of
from scribe.notes.words import lemma, number, speech, words

SAVES_LITTLE = 7
"""Words: leaving out a sentence of no more than these makes a note hardly shorter, and it is often a fact."""
_ASIDE = 5
"""Words of one who asks that are an aside where nothing in them is a fact ('And we'll go from there')."""

_EXPLAINS = 12
"""Words of one who asks that a brief note need not have, whatever is counted or denied in them: an explanation."""


def may_be_folded(statement: Statement, detail: str, people: People, template: Template) -> bool:
    """Whether this level of detail leaves it out for length. `detail` is 'brief', 'standard' or 'full'.

    What answers a question, tells a feeling, or holds a fact of few words is never left out so.
    """
    # 'No.' says as much as what was asked, and so does what is said with the sound of a question.
    if detail == "full" or statement.question is not None or set(words(statement.text)) & set(speech("feelings")):
        return False
    asks = people.asks(statement.speaker)
    if asks and only_acknowledges(statement.text):
        return True
    if statement.disputed or statement.withdrawn or statement.doubtful_correction:
        return False
    said = len(words(statement.text))
    if holds_a_fact(statement.text) and not (detail == "brief" and asks and said > _EXPLAINS):
        return False
    if asks and said <= _ASIDE or made_of(statement.text, _LIGHT):
        return True
    return detail == "brief" and not (said <= SAVES_LITTLE and not asks) and not _is_main(statement, people, template)


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
    return counted or bool(_ORDINAL.search(text)) or any(f" {phrase} " in flat for phrase in speech("findings"))


def only_acknowledges(text: str) -> bool:
    """Whether one who asks only shows that they heard or felt with somebody: 'That sounds frightening'."""
    return any(each.fullmatch(text.strip()) for each in (_ACKNOWLEDGES, _REASSURES)) or is_small_talk(text)


def _is_main(statement: Statement, people: People, template: Template) -> bool:
    """Whether a brief note keeps it: a view, and what the person or family tells of some heading's matter."""
    if people.asks(statement.speaker):
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
_ORDINAL = re.compile(
    r"(?i)\bthe (?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|(?:ten|eleven|twelf"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th)\b(?! (?:thing|time|place)\b)"
)
_REASSURES = re.compile(
    r"(?i)(?:(?:oh|okay|ok|right|well|no|that's (?:fine|okay|ok))[,. ]+)*"
    r"(?:don't (?:you )?(?:worry|panic|apologise)(?: about (?:it|that))?|(?:no|not a) (?:problem|worries|bother)"
    r"|you(?:'re| are) not in (?:any )?trouble|not at all|why not)"
)
