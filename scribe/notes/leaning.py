"""Whether a sentence points back: to a question, or to what somebody else has just said, without which it may mean
something else.
"""

from __future__ import annotations

import re

from easyread.language.clauses import AUXILIARY, INVERTED, whole
from easyread.language.words import number, speech, word_list, words

_FIRST = frozenset(
    word_list(
        "yes yeah yep yup aye no nope nah not because cos about just only sometimes since for and but or so then once "
        "twice maybe probably perhaps if unless definitely certainly absolutely never always course"
    )
)
POINTING = frozenset(
    word_list(
        "it its it's it'd it'll itself that that's that'd that'll this these those them themselves they their theirs "
        "they're they've they'd they'll he him his himself he's he'd he'll she her hers herself she's she'd she'll "
        "one ones there there's then so too either neither none both same others else do did does yes yeah rather "
        "instead whatever whichever anyone anybody anything anywhere nobody nothing everything everyone everybody"
    )
)
"""Words that mean something only by what was said before."""
_SUPPOSED = frozenset(word_list("would wouldn't could couldn't might mightn't should shouldn't if unless suppose"))
"""What is only so under a condition, and mostly under that of the question."""
_LEFT_OPEN = frozenset(
    word_list(
        "not to no know knew think thought remember mind agree understand care want like hope suppose guess forget "
        "forgot sure happy fine willing able ok okay alright certain ready some any another more less many much few "
        "all allowed"
    )
)
"""Last words after which the sentence goes on only in the question ('I really don't mind')."""


def points_back(text: str, asked: str = "") -> bool:
    """Whether something in an answer means nothing, or something else, without the question `asked`.

    It never does in 'I eat bread and jam'; it does in 'He shouted', 'I'd go to my sister', 'I don't mind', 'In March'.
    """
    said = _opened(words(_TODAY.sub("today", text)))
    if not said or said[0] in _FIRST or not whole(" ".join(said)):
        return True
    if POINTING & set(said) or any(word.endswith("'d") for word in said):
        return True
    if POINTING & set(words(asked)) or _HANGS.search(asked[1:]):
        return True  # 'What do you do then?'
    if (_SUPPOSED & {*said, *words(asked)}) or said[-1] in _LEFT_OPEN | AUXILIARY or number(said[-1]) is not None:
        return True
    return bool(re.search(r"(?i)\b(?:yes|no|none|okay)[.! ]*$", text))


def closed(asked: str) -> bool:
    """Whether a question asks for yes or no ('Do you sleep?', 'You're eating?', 'What about now, is it better?')."""
    parts = [_opened(words(part)) for part in asked.split(",")]
    turned = any(part[:1] and part[0].removesuffix("n't") in INVERTED for part in parts)
    return asked.endswith("?") and (turned or not any(_ASKS_MORE.match(" ".join(part)) for part in parts))


_ASKS_MORE = re.compile(
    r"(?:and |so )*(?:what|how|when|where|whereabouts|why|who|whose|which|who's|what's|where's|how's)\b"
)
_HANGS = re.compile(
    r"(?i)\b(?:when|if|while|whenever|unless|after|before) (?:you|he|she|it|they|we|your|mum|dad|the|that)\b"
)
"""A condition within a question, under which alone the answer was given."""
_TODAY = re.compile(r"(?i)\bthis (?:morning|afternoon|evening|week|weekend|month|year)\b")
"""'This' that points at the day of the talk, and not back."""


def _opened(said: tuple[str, ...]) -> tuple[str, ...]:
    """The words without 'oh, well, love' before them."""
    at = 0
    while at < len(said) and said[at] in _BEFORE:
        at += 1
    return said[at:]


_BEFORE = frozenset(
    each for each in (*speech("openers"), *speech("fillers"), *speech("vocatives")) if " " not in each
) - {"so", "and", "but", "then", "aye"}
