"""Which sentences undertake something: a promise, something that has to be done, a request or an offer that was agreed
to.
"""

from __future__ import annotations

import re

from easyread.language.words import speech, word_list, words
from scribe.notes.due import by_when
from scribe.notes.utterances import made_of

_LEAD = (
    r"(?:(?:so|and|then|well|okay|ok|right|yes|yeah|yep|no|what|thank you|great|fine|but|also|oh|of course|course|sure)"
    r"[,. ]+)*"
)
_JUST = r"(?:also |then |just |go and |try to |definitely |now )*"
WILL = re.compile(
    rf"(?i)^{_LEAD}(?:i'll|i will|i shall|i'm going to|i am going to|i'm gonna)\s+(?:also |then |just |now )*"
    r"(?P<task>.+)$"
)
"""One's own plain promise; `task` is what is to be done."""
OBLIGED = re.compile(
    rf"(?i)^{_LEAD}(?:i've (?:also )?got to|i have (?:got )?to|i (?:do |will |also )*need to"
    rf"|i'll (?:also )?(?:need|have) to|i must|i'd better)\s+{_JUST}(?P<task>.+)$"
)
"""What somebody says that they have to do."""
BACK = re.compile(rf"(?i)^{_LEAD}(?:i'm|i am) (?P<task>(?:back|here again|round again|out again)\b.+)$")
"""'I'm back Monday.'"""
_OTHERS = re.compile(rf"(?i)^{_LEAD}(?:i can|we'll|we will|let me)\s+{_JUST}(?P<task>.+)$")
_WE_NEED = re.compile(rf"(?i)^{_LEAD}we(?:'ll|'ve| do| will)* (?:need|have|got) to\s+{_JUST}(?P<task>.+)$")
_COMING = re.compile(
    rf"(?i)^{_LEAD}(?:i'm|i am) (?:also |then )*(?:coming (?:back|round|out)|ringing|calling|phoning|emailing|seeing"
    r"|meeting|visiting|speaking to|talking to|referring|sending)\b"
)
_LETS = re.compile(rf"(?i)(?:^|[.,;] |\band ){_LEAD}(?:let's|let us)\b.*\b(?:meet|ring|call|speak|book|review|talk)\b")
_WITH_ME = re.compile(r"(?i)\bleave (?:it|that|this|them|all that|all this) with me\b")
_IF_THEN = re.compile(
    rf"(?i)^{_LEAD}(?:if|when|once|as soon as|unless|after)\b[^?]{{3,90}}?[, ](?:then )?(?:i'll|i will)\s+"
    rf"{_JUST}(?P<task>.+)$"
)
_WITHIN = re.compile(
    r"(?i)(?:,|\band|\bbecause|\bso|\bbut) (?:i've got to|i have to|i need to|i'll|i will|i'm going to)\s+"
    rf"{_JUST}(?P<task>.+)$"
)
_MORE_TASKS = re.compile(
    r"(?i)(?:get (?:on to|onto|on with|someone|somebody|it|that|this|them|hold|\w+ out)"
    r"|take (?:that|this|it|these|those) (?:to|up|back|forward|with)|see (?:if|whether|who|about|to)"
    r"|let (?:them|him|her|the|my|your|everyone|everybody)|give (?:[\w']+ ){1,3}a (?:ring|call|shout|bell)"
    r"|put (?:you|her|him|that|it|this|them) (?:on|down|forward|through|in)|feed (?:that |this |it )?back)\b"
)
_IN_THIS_TALK = re.compile(
    r"(?i)\bin (?:just )?(?:a|one|two) (?:bit|second|moment|minute)s?\b|\b"
    r"(?:a few|a couple of|some|one more) (?:more )?"
    r"questions?\b|\blater on\b|\bthink about it\b|\b(?:write|note|jot|put|take) (?:that|it|this|them) down\b"
    r"|\bask you (?:again|about|a|some|one|the|if|whether|how|what)\b"
)
_LEAVING = re.compile(r"(?i)\b(?:now|away)\b")
"""'I have to go now' of somebody whose visit it isn't."""
_HABIT = re.compile(r"(?i)\b(?:every|always|usually|sometimes|often|normally|each|all the time|keep|used to)\b")


def is_promise(text: str, *, asks: bool = False) -> bool:
    """Whether somebody says that they will do a thing that can be done and ticked off.

    What one has to do, what 'we' need, and where one is on a day count for those whose visit it is (`asks`); of
    others only what they have to do by a day.
    """
    if text.endswith("?") or _IN_THIS_TALK.search(text):
        return False
    if any(is_task(match["task"]) for form in (WILL, _OTHERS) if (match := form.match(text))):
        return True
    dated = (
        bool(by_when(text)) and not (not asks and re.search(r"(?i)\b(?:now|away)\b", text)) and not _HABIT.search(text)
    )
    if (match := OBLIGED.match(text)) and is_task(match["task"]) and (dated or asks) and not _HABIT.search(text):
        return asks or not re.match(r"(?i)be back\b", match["task"])
    if not asks:
        return bool(_WITH_ME.search(text))
    needed = _WE_NEED.match(text)
    return bool(
        _WITH_ME.search(text)
        or (needed and is_task(needed["task"]) and not _HABIT.search(text))
        or (dated and any(form.search(text) for form in (BACK, _COMING, _LETS)))
    )


def promises_within(text: str, *, asks: bool = False) -> bool:
    """Whether a sentence that says more also promises: with a condition first ('If it gets worse I'll call'), or, of
    one whose visit it is, after other matter and with a day ('…, so I've got to talk to my manager today').
    """
    if text.endswith("?") or _IN_THIS_TALK.search(text):
        return False
    condition = _IF_THEN.match(text)
    if condition is not None:
        return is_task(condition["task"])
    within = _WITHIN.search(text)
    return within is not None and asks and is_task(within["task"]) and bool(by_when(within["task"]))


def is_task(task: str) -> bool:
    """Whether these words after 'will' begin with something that can be done and ticked off."""
    low = task.lower()
    return any(re.match(rf"{verb}\b", low) for verb in speech("promise_verbs")) or bool(_MORE_TASKS.match(task))


_OFFER = re.compile(
    rf"(?i)^{_LEAD}(?:would you like me to|shall i|do you want me to|should i|(?P<can>i can|i could|can i|could i))\s+"
    rf"{_JUST}(?P<task>.+?)\?$"
)
_REQUEST = re.compile(
    rf"(?i)^{_LEAD}(?:(?-i:[A-Z])[\w'-]+, )?(?P<how>can|could|will|would) (?:you|we)(?: please| just| maybe| also)* "
    r"(?P<task>.+?)(?P<please>,? please)?(?:,? (?-i:[A-Z])[\w'-]+)?\?$"
)
_SHARED = re.compile(rf"(?i)^{_LEAD}(?:can|could) we (?:please )?(?P<task>(?:have|get|do|arrange)\b.+?)\?$")
_TAKES_ON = re.compile(
    rf"(?i)^{_LEAD}(?:i|we)(?:'ll| can| could| will) (?:do|get|have|arrange|sort|put|provide|bring|find)\b"
)
_AND_IF = re.compile(rf"(?i)^{_LEAD}(?:if|when)\b[^?]{{3,80}}?,? will you (?P<task>.+?)\?$")
_NOT_TO = frozenset(word_list("not never don't"))
_AGREED = frozenset(word_list("yes yeah yep yup aye please course sure definitely absolutely certainly will can go"))
_SAYS_WILL = re.compile(r"(?i)\b(?:will do|i will|i'll|no problem|i can do)\b")
_FOR_THE_ASKER = re.compile(r"(?i)\b(?:me|us)\b")


def agrees(text: str) -> bool:
    """Whether an answer only says yes to what was asked or offered, with no 'but' and no condition of its own."""
    said = set(words(text))
    clear = bool(_AGREED & said) or bool(re.search(r"(?i)\b(?:would|'d) (?:be|like|love)\b|\bi'll do\b|problem", text))
    return clear and made_of(text, speech("agrees"))


def takes_on(question: str, answer: str) -> bool:
    """Whether an answer says who will do what 'we' were asked to have: 'Can we have two at night?' 'I can do that.'"""
    return bool(_SHARED.match(question) and _TAKES_ON.match(answer)) and not _HABIT.search(answer)


def offered(question: str) -> str:
    """What the one who asks offers to do ('Shall I ring the GP?'), or ''."""
    match = _OFFER.match(question)
    if match is None or _IN_THIS_TALK.search(question) or not (is_task(match["task"]) or not match["can"]):
        return ""
    task, low = match["task"].strip(), question.lower()
    # 'Can I ask …?' is no offer; 'Can I ring them for you?' is one.
    asked = match["can"] and match["can"].lower() in ("can i", "could i")
    if _NOT_TO & set(words(task)) or (re.search(r"\bshould i\b", low) and not is_task(task)):
        return ""
    return "" if asked and not (re.search(r"(?i)\bfor you\b", question) or by_when(question)) else task


def requested(question: str, answer: str) -> str:
    """What the one who answers is asked to do ('Can you send me that letter?'), or ''.

    'Can you ring for help?' may ask what somebody is able to do: it counts with a 'please', a 'me', a day, or an
    'I will' in the answer.
    """
    shared = _SHARED.match(question)
    if shared is not None and _TAKES_ON.match(answer):
        return shared["task"]
    match = _AND_IF.match(question) or _REQUEST.match(question)
    if match is None or _IN_THIS_TALK.search(question) or not is_task(match["task"]):
        return ""
    sure = "please" in words(question) or by_when(question) or _SAYS_WILL.search(answer)
    wills = re.search(r"(?i)\bwill you\b", question)
    return match["task"].strip() if sure or wills or _FOR_THE_ASKER.search(match["task"]) else ""
