"""Which part of speech each word of a sentence is, by HanTa's hidden Markov model with rules for what it misreads.

HanTa (LGPL-3.0-or-later) brings its English model in its wheel and opens nothing else; it was trained on the British
National Corpus, so its tags are those of CLAWS 5 ('VVN' a verb's past participle, 'AT0' an article). On 30 sentences
of officialese (498 words) it misread 6 words; rules here put right what mattered.
See docs/decisions/0028-parts-of-speech.md.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from easyread.language.words import REMEMBERED, is_noun, is_participle, is_verb_base, is_verb_past, word_list

_LONGEST = 45
"""Letters of the longest word in an English dictionary."""
_NOT_PASSED_OVER = re.compile(r"XX0|AV0|AVP|ORD")
_SERIES = frozenset((",", "and", "or"))


@lru_cache(maxsize=REMEMBERED)
def tags(words: tuple[str, ...]) -> tuple[str, ...]:
    """The CLAWS 5 tag of each word of one sentence, as the words are written."""
    given = [_shown(word) for word in words]
    found = _model().tag_sent(given, taglevel=0)  # tags alone: its lemmas would double the time
    return tuple(_mended(words, found))


@cache
def _model() -> Any:  # noqa: ANN401  HanTa publishes no types
    from HanTa import HanoverTagger

    model = HanoverTagger.HanoverTagger("morphmodel_en.pgz")
    model.analyze_forward = lru_cache(maxsize=REMEMBERED)(model.analyze_forward)
    return model


def _shown(word: str) -> str:
    """A word as the model knows it: an address, a name of several words, or what is too long is not read by letters.

    The model's time grows with the square of a word's length: one of 2,000 letters took a minute.
    """
    if "@" in word or " " in word or word.startswith(("www.", "http")) or len(word) > _LONGEST:
        return "London"
    return word.replace("’", "'")


_ALWAYS = {
    "please": "AV0", "provided": "", "subject": "", "not": "XX0", "cannot": "VM0", "must": "VM0", "may": "VM0",
    "can": "VM0", "will": "VM0", "should": "VM0", "could": "VM0", "would": "VM0", "shall": "VM0", "might": "VM0",
    "who": "PNQ", "whom": "PNQ", "and": "CJC", "or": "CJC", "but": "CJC", "if": "CJS", "unless": "CJS",
    "although": "CJS", "because": "CJS", "your": "DPS", "our": "DPS", "you": "PNP", "we": "PNP", "us": "PNP",
    "further": "AJ0", "sublet": "VVI", "therefore": "AV0", "however": "AV0",
}  # fmt: skip


_HAPPENS = frozenset(word_list("change increase improve end stop start apply rise fall last help"))


def _mended(words: tuple[str, ...], found: list[str]) -> list[str]:
    low = [word.lower() for word in words]
    for at, word in enumerate(low):
        if _ALWAYS.get(word) and not (word in ("may", "will", "can") and _is_name(words, at)):
            found[at] = _ALWAYS[word]
        if re.fullmatch(r"£?[\d][\d.,:/]*(?:st|nd|rd|th|am|pm|%)?", word):
            found[at] = "CRD"
    for at, word in enumerate(low):
        found[at] = _by_neighbours(low, found, at, word)
    return found


def _is_name(words: tuple[str, ...], at: int) -> bool:
    """'5 May 2026' and 'in May' are the month; 'May' at the start of a sentence may be the verb."""
    if not words[at][:1].isupper():
        return False
    return at > 0 and (words[at - 1][:1].isdigit() or words[at - 1][:1].isupper() or words[at - 1].lower() in (
        "in", "by", "from", "since", "until", "of", "to", "on", "before", "after", "and"))  # fmt: skip


def _by_neighbours(low: list[str], found: list[str], at: int, word: str) -> str:
    tag = found[at]
    before = _before(found, at)
    if tag[:2] in ("NN", "VV", "AJ") and before in ("VM0", "TO0") and is_verb_base(word):
        return "VVI"
    if tag in ("VVB", "NN1", "AJ0") and is_verb_base(word) and _continues_series(low, found, at):
        return "VVI"
    if tag in ("VVD", "AJ0") and before[:2] in ("VB", "VH") and is_participle(word) and word.endswith(("ed", "en")):
        return "VVN"
    if tag == "VVN" and at and found[at - 1] in ("PNP", "PNQ") and is_verb_past(word):
        return "VVD"
    if tag[:2] == "NN" and at and low[at - 1] in ("please", "you", "we", "they") and is_verb_base(word):
        return "VVB"
    if tag == "VVB" and at and found[at - 1] in ("AT0", "DPS"):
        return "NN1"  # 'an underspend of'
    after = (low[at + 1], found[at + 1]) if at + 1 < len(low) else ("", "")
    # 'Consent to a pet will not be refused': a noun that begins a sentence whose verb is still to come.
    if not at and tag == "VVB" and is_noun(word) and after[1] in ("PRP", "PRF", "TO0") and _verb_is_to_come(found):
        return "NN1"
    if word == "needs" and tag == "NN2" and (after[0] in ("to", "a", "an", "the") or after[1] == "VVG"):
        return "VVZ"
    # 'If you move, tell us': a plain verb with nothing before it that takes one.
    if (
        tag == "VVI"
        and (not at or found[at - 1] == "PUN" or low[at - 1] == "please")
        and not {"VM0", "TO0", "VDB", "VDZ", "VDD"} & set(found[:at])
    ):
        return "VVB"
    # 'If your needs change': after a plural noun, with no verb at once after it.
    if word in _HAPPENS and tag in ("NN1", "VVI") and at and found[at - 1] == "NN2" and after[1][:1] not in ("V", "N"):
        return "VVB"
    # 'Any damage caused by you must be paid for': with a verb still to come it is no verb of its own.
    if tag == "VVD" and after[0] == "by" and is_participle(word) and before[:2] == "NN" and "VM0" in found[at:]:
        return "VVN"
    return tag


def _verb_is_to_come(found: list[str]) -> bool:
    """Whether the first verb after the first word has no word before it that could be its subject alone."""
    for at in range(1, len(found)):
        if found[at] in ("VM0", "VBZ", "VBB", "VHZ", "VHB", "VDZ"):
            return not {"CJS", "CJT", "CJC", "PUN", "PNQ", "DTQ", "PNP"} & set(found[1:at])
    return False


def _before(found: list[str], at: int) -> str:
    """The tag before, passing over 'not' and adverbs."""
    at -= 1
    while at >= 0 and _NOT_PASSED_OVER.match(found[at]):
        at -= 1
    return found[at] if at >= 0 else ""


def _continues_series(low: list[str], found: list[str], at: int) -> bool:
    """Whether a word goes on a row of plain verbs: 'must not keep animals, run a business, or sublet any part'."""
    if not at or low[at - 1] not in _SERIES or at + 1 >= len(low):
        return False
    if found[at + 1] not in ("AT0", "DPS", "PNP", "DT0", "CRD", "TO0", "AVP"):
        return False
    return any(tag in ("VVI", "VVB") for tag in found[:at])
