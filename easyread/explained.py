"""Which lines only say what a hard word of the source means: 'A tribunal is a kind of court.'"""

from __future__ import annotations

import re
from functools import lru_cache

from easyread.counterparts import alike
from easyread.language.words import REMEMBERED, lemma
from easyread.senses import words_of

_EXPLAINS = re.compile(
    r"^(?:(?:an?|the|your|our|this) )?(?P<term>[A-Za-z][\w' -]{1,50}?) (?:means?|(?:is|are) (?:when|where|how|what"
    r"|an?|the|someone|somebody|something|people|money|papers|help|words|things|one of)|stands for|is short for"
    r"|is (?:also )?called)\b(?P<rest>.+)$",
    re.IGNORECASE,
)
_OF_WEIGHT = re.compile(
    r"(?i)\b(?:you|your|we|our|us|must|should|shall|will|has|have|been|was|were|did|not|never|no|only|now|today|tomorrow)\b"
    r"|[\d£%]"
)


@lru_cache(maxsize=REMEMBERED)
def explanations(line: str, source: str) -> bool:
    """Whether a line does no more than explain a word of the source.

    It names the word, says what it is in general, and speaks of nobody, no figure, no duty and no time: what it says
    can change nothing of what the letter says. That it is right is for the person who checks the page.
    """
    match = _EXPLAINS.match(line.strip())
    if not match or _OF_WEIGHT.search(match["rest"]) or match["term"].lower().startswith("this"):
        return False
    said = {lemma(word) for word in re.findall(r"[a-z'-]+", source.lower())}
    named = [lemma(word) for word in re.findall(r"[a-z'-]+", match["term"].lower())]
    named = [word for word in named if word not in words_of("light")]
    capitals = not re.search(r"(?<!^)\b[A-Z][a-z]", match["rest"]) and not re.search(r" [A-Z][a-z]", match["term"])
    return bool(named) and capitals and all(any(alike(word, one) for one in said) for word in named)
