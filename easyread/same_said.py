"""What plain wording means the same as which officialese, where no single word answers to another.

Laid over a sentence and over what was made of it alike, so that the check of fidelity knows the steps' own rewordings:
who does what to whom, how sure, how many and when is the same on both sides of each row. Nothing here is shown.
"""

from __future__ import annotations

_THING = r"((?:(?!if\b|when\b|unless\b|that\b|who\b|only\b)[^ ,.;:]+ ?){1,6}?) ?(?=(?:from|at|on|in|by)\b)"
_PLACE = r"(?=(?:on|at|in|within|every|before|after|for)\b)"
SAME_SAID: tuple[tuple[str, str], ...] = (
    # What happens, and when.
    (r"\bthere (will|may) be (an? [^,.;:]+?) " + _PLACE, r"\2 \1 be held "),
    (r"\b(will|may) be held\b", r"\1 be"),
    (r"\b(?:is|are) being (?:undertaken|carried out|conducted|done)\b", "is happening"),
    (r"\b(?:a|the) decision (?:has|is) (now )?(?:been )?(?:made|reached|taken)\b", r"there is \1a decision"),
    (r"\bthere is now a decision\b", "there is now a decision"),
    (r"\bno decision has been (?:made|reached|taken)\b", "there is no decision"),
    (r"\ba concern has been (?:raised|expressed)\b", "there is a concern"),
    (r"\bconcerns have been (?:raised|expressed)\b", "there are concerns"),
    (r"\b(?:has|have) been completed\b", "is complete"),
    (r"\b(?:are) complete\b", "is complete"),
    (r"\b(?:was|were) admitted to (?=hospital|ward|the ward|a ward)", "went into "),
    (r"\b(?:has been|have been|is|are|was|were) (?:enclosed|attached)(?: with this letter)?\b", "is with this letter"),
    # What anybody can do.
    (r"\byou can (?:get|obtain) " + _THING, r"\1 can be obtained "),
    (r"\byou can find " + _THING, r"\1 can be found "),
    (r"\byou can see " + _THING, r"\1 can be viewed "),
    (r"\byou can contact " + _THING, r"\1 can be contacted "),
    (r"\bme can be contacted\b", "i can be contacted"),
    # Nouns that are verbs.
    (r"\b(?:submit|lodge|make) (?:an?|your|the) appeal\b", "appeal"),
    (r"\b(?:submit|lodge|make) (?:an?|your|the) application\b", "apply"),
    (r"\b(?:submit|lodge|make) (?:an?|your|the) complaint\b", "complain"),
    (r"\bprovide you with notification of\b", "tell you about"),
    (r"\b(?:give|provide) notification of\b", "tell about"),
    (r"\byour attendance at (.+?) is requested\b", r"please come to \1"),
    (r"\b(?:have|has) a (?:legal |statutory )?duty to\b", "must"),
    (r"\bmust by law\b|\bby law must\b", "must"),
    (r"\b(?:under|in) no circumstances (should|must|may|can|will) (you|we|they|he|she|it|i)\b", r"\2 \1 never"),
    # Small words.
    (r"\bin the first instance\b", "first"),
    (r"\bin the interim\b", "until then"),
    (r"\bon (two|2|three|3|four|4|several|numerous|many) (?:separate )?occasions\b", r"\1 times"),
    (r"\bdue to\b", "because of"),
    (r"\bhave (?:the|an) opportunity to\b", "have a chance to"),
    (r"^where (?=[^,]+, )", "if "),
    (r"\bthe purpose of (this letter|this leaflet|the meeting|this meeting|the visit) is to\b", r"\1 is to"),
)
