"""What the worker's own account says is to be done: only what is surely a task, in words that surely say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.language.words import is_verb_base, lemma, speech, word_list, words
from scribe.notes.due import by_when
from scribe.notes.people import SOMEBODY, People, pronouns
from scribe.notes.persons import changed
from scribe.notes.reported import refuse_loose
from scribe.notes.units import NEGATORS
from scribe.notes.voice import NotSure, Voice


@dataclass(frozen=True)
class Task:
    """What is to be done, and by whom: the id of a speaker. `said` is the part of the sentence that tells of it."""

    text: str
    owner: str
    said: str


def own_task(text: str, speaker: str, people: People) -> Task | None:
    """The task in a sentence ('I will …', 'I have agreed to …', 'Adam to …', 'Plan: …'), or None where it is not sure.

    Where 'Jo Reed to …' would not surely say the same, it stands in the worker's own words.
    """
    headed = _HEADED.match(text)
    if headed is not None:
        inner = own_task(headed["body"], speaker, people)
        owner = inner.owner if inner else speaker if _is_task(headed["body"]) else None
        return Task(text, owner, text) if owner is not None else None
    named = _named(text, people)
    if named is not None:
        return named
    match = _WILL.match(text)
    if match is None or not _is_task(match["task"], agreed=bool(match["agreed"])):
        return None
    when = match["when"] or ""
    if when and not by_when(when):
        return None
    plain = not (when or match["promised"] or match["tried"])
    return Task(_told(text, match["task"], speaker, people) if plain else text, speaker, match["task"])


_LEAD = r"(?:(?:so|and|then|also|well|okay|ok)[, ]+)*"
_WHEN = r"(?P<when>(?:on|by|before|at|this|next|tomorrow|today|tonight|first)\b[\w', ]{0,40}?[, ]+)?"
_WILL = re.compile(
    rf"(?i)^{_LEAD}{_WHEN}(?:i will|i'll|i shall|i'm going to|i am going to"
    r"|(?P<agreed>(?:i have|i've) (?:also )?agreed (?:to|that i will))"
    r"|(?P<promised>(?:i have |i've |i )(?:also )?(?:promised|agreed with) "
    r"(?:to|(?:[\w'-]+ ){0,4}?(?:to|(?:that )?(?:i will|i'll)))))"
    r"\s+(?:also |then |just |now )*(?P<tried>try to )?(?P<task>\w.*)$"
)
_HEADED = re.compile(r"(?i)^(?:plan|action|actions|to do|to-do|next steps?)\s*[:–-]\s*(?P<body>\w.*)$")


def _named(text: str, people: People) -> Task | None:
    """'Adam to bring in the bank statements.', of somebody present."""
    for person in people.people:
        first = person.name.split()[0] if person.name.split() else ""
        names = {person.name, people.name(str(person.id)), first} - {"", SOMEBODY}
        for name in (each for each in names if each.lower().rstrip(".") not in _TITLES):
            match = re.match(rf"{re.escape(name)} to (\w.*)$", text)
            if match and _is_task(match[1]):
                return Task(text, str(person.id), text)
    return None


_TITLES = frozenset(word_list("mr mrs ms miss mx dr"))


def _is_task(task: str, *, agreed: bool = False) -> bool:
    """Whether these words after 'to' or 'will' are a thing that can be done and ticked off.

    'I will mention that …' and 'I will start with …' only lead on in the account, and nothing that is denied is done.
    """
    low = " ".join(words(task))
    verb = next((each for each in _tasks() if re.match(rf"{re.escape(each)}\b", low)), None)
    if re.match(r"let (?:[\w'-]+ ){1,4}know\b", low) and not re.match(r"let (?:you|it|that)\b", low):
        verb = "let"
    if verb is None or task.rstrip().endswith("?"):
        return False
    said = words(re.sub(r"(?i),\s*no,\s*", ", ", task))
    if NEGATORS & set(said) or any("n't" in word for word in said):
        return False
    rest = low[len(verb) :].strip()
    if _LEADS_ON.match(low) or not (is_verb_base(lemma(low.split()[0])) or verb in ("be back", "be in touch")):
        return False
    # 'Agreed to contact with her father': a noun.
    return not (agreed and re.match(r"(?:with|of|from|between|for)\b", rest) and " " not in verb)


def _tasks() -> list[str]:
    return sorted(speech("account_tasks"), key=len, reverse=True)


_LEADS_ON = re.compile(
    r"(?:report|tell|write|inform|text|email|share|see|return|go back|come back)(?: back)?"
    r"(?: to)? (?:that|this|it|you|what|if|whether|how)\b(?! (?:to|with|through)\b)"
    r"|(?:return|close|change|order) (?:to|by|with|the subject|my thoughts)\b|put in my\b"
    r"|.*\b(?:by (?:saying|noting|adding)|this note|you|your)\b|call (?:her|him|them) [a-z]+ in\b|refer to\b.*\bas\b"
)


def _told(text: str, task: str, speaker: str, people: People) -> str:
    """'Jo Reed to ring the GP.', or the worker's own sentence where that is not sure to say the same."""
    task = task.strip().rstrip(".! ")
    own = pronouns(people.find(speaker)).forms
    said = set(words(task))
    if people.find(speaker) is None or (own | _LOOSE) & said or words(task)[0] == "be":
        return text
    try:
        refuse_loose(task)
        return f"{people.name(speaker)} to {changed(task, Voice(speaker, people))}."
    except NotSure:
        return text


_LOOSE = frozenset(
    word_list(
        "you your if unless might maybe perhaps probably try not no or but we us our because i she her hers he him "
        "his they them their theirs herself himself"
    )
)
"""With one of these 'Jo Reed to …' could say something else, or of somebody else."""
