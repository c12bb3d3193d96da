"""What part of speech a word has where it stands, by its neighbours: 'noun', 'verb', or '' where they don't settle it.

'A review', 'the review' and 'of review' are nouns; 'to review', 'must review' and 'we review the plan' are verbs.
"""

from __future__ import annotations

from functools import cache

from easyread.language.lexicon import lemmas
from easyread.language.words import word_list
from easyread.word_tokens import Word

ARTICLES = frozenset(("a", "an"))
DETERMINERS = frozenset(
    word_list(
        "a an the this these those my your his her its our their no any some every each another either neither such "
        "all both most many few several more other which what whose"
    )
)
MODALS = frozenset(
    word_list(
        "can could may might must shall should will would cannot can't couldn't mustn't shouldn't won't wouldn't "
        "needn't shan't"
    )
)
DO = frozenset(word_list("do does did don't doesn't didn't"))
BE = frozenset(word_list("be am is are was were been being isn't aren't wasn't weren't"))
HAVE = frozenset(word_list("have has had having haven't hasn't hadn't"))
AUXILIARY = BE | HAVE | DO | MODALS
NEGATIVE = frozenset(word_list("not no nobody none never neither nor cannot nothing without"))
SUBJECTS = frozenset(word_list("i we they he she who"))
OBJECTS = frozenset(word_list("me us him them you it her"))
PREPOSITIONS = frozenset(
    word_list(
        "of for in with by from on under about into after before during without at against between through until "
        "since over towards within upon via per as than like near"
    )
)
JOINING = frozenset(word_list("and or but if when because that while unless so although whether where than then"))
_FILLERS = frozenset(word_list("not also only still always never then now just even already ever both instead"))
_NOUN_BEFORE_TO = frozenset(
    word_list(
        "according due prior subject relation addition response access reply respond contribute contributes change "
        "changes regard respect reference related next close belong belongs subsequent objection attention applies "
        "apply returned referred thanks similar"
    )
)


def kind(words: tuple[Word, ...], at: int, after: int) -> str:
    """'noun', 'verb' or '' for the words from number `at` up to but not including `after`."""
    before, following = low(words, back(words, at)), low(words, after)
    if before in DETERMINERS or before.endswith("'s") or before.isdigit():
        return "noun"
    if before in MODALS or before in DO:
        return "verb"
    if before == "to":
        noun = low(words, back(words, at) - 1) in _NOUN_BEFORE_TO
        return "" if noun and following in DETERMINERS else "noun" if noun else "verb"
    if before in SUBJECTS or before == "please":
        return "verb"
    if _is_verb_said(words, back(words, at)):
        return "noun"  # 'we send invoices every week'
    opens_object = following in DETERMINERS or following in OBJECTS
    if before in ("you", "it"):
        return "verb" if opens_object or following in ("to", "that", "whether", "if") else ""
    if before in PREPOSITIONS or following == "of":
        return "noun"
    if words[at].opens:
        return "verb" if opens_object else ""
    if is_only(before, "ADJ") and low(words, back(words, at) - 1) in DETERMINERS:
        return "noun"
    return "verb" if opens_object and before not in JOINING else ""


_WITH_ANOTHER_VERB = frozenset(("help", "helps", "helped", "let", "lets", "make", "makes", "made", "go", "come"))
"""Verbs after which another may stand as it is: 'we help fund the visits'."""


def _is_verb_said(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word with a number is a verb that somebody does: 'we send', 'must send', 'to send'."""
    word, before = low(words, at), low(words, back(words, at))
    if word in _WITH_ANOTHER_VERB | BE | HAVE | DO or "VERB" not in parts(word) or {"ADJ", "ADV"} & set(parts(word)):
        return False
    return before in SUBJECTS or before in MODALS


def back(words: tuple[Word, ...], at: int) -> int:
    """The number of the word before, over words that may stand anywhere ('not', 'also', 'fully')."""
    at -= 1
    while at >= 0 and (words[at].low in _FILLERS or (words[at].low.endswith("ly") and is_only(words[at].low, "ADV"))):
        at -= 1
    return at


def low(words: tuple[Word, ...], at: int) -> str:
    """The word with that number in small letters; '.' outside the text."""
    return words[at].low if 0 <= at < len(words) else "."


def begins_noun(word: str) -> bool:
    """Whether a word can be a noun, or stand before one, and is no small word of grammar."""
    if not word[0].isalnum() or word in PREPOSITIONS | JOINING | MODALS | BE | HAVE | DO | OBJECTS | SUBJECTS:
        return False
    return word not in ("to", "prior", "due", "according", "subsequent") and bool(
        {"NOUN", "PROPN", "ADJ"} & set(parts(word))
    )


def is_only(word: str, part: str) -> bool:
    """Whether a word is this part of speech ('ADJ', 'ADV', 'NOUN', 'VERB') and no other."""
    return set(parts(word)) == {part}


@cache
def parts(word: str) -> tuple[str, ...]:
    """The parts of speech that lemminflect's lexicon knows for a word."""
    return tuple(lemmas(word))
