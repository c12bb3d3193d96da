"""Which words make a whole clause, and at which commas two whole clauses were run together."""

from __future__ import annotations

import re

from easyread.language.words import (
    MONTHS,
    WEEKDAYS,
    is_verb_base,
    is_verb_past,
    lemma,
    number,
    speech,
    third_person,
    tokens,
    word_list,
    words,
)

UNCHANGED = frozenset(
    word_list(
        "can can't cannot could couldn't will won't would wouldn't should shouldn't must mustn't might may "
        "had hadn't did didn't used ought needn't shan't mightn't"
    )
)
"""Verbs that are the same for every person."""
AUXILIARY = frozenset(
    word_list(
        "am is are was were be been being isn't aren't wasn't weren't have has had haven't hasn't hadn't do "
        "does did don't doesn't didn't"
    )
) | (UNCHANGED - {"used"})
SUBJECTS = frozenset(
    word_list("i he she it we they you that this there everything nothing nobody everybody someone these those")
)
INVERTED = AUXILIARY - {"been", "being"}
"""Verbs that stand before their subject in a question."""
DETERMINERS = frozenset(
    word_list(
        "the a an my your his her its our their some any no two three four five six seven eight nine ten to "
        "of in at by for with from on"
    )
)
_FINITE = AUXILIARY - {"be", "been", "being"} | {"used", "need", "needs"}
_SUBORDINATORS = frozenset(
    word_list(
        "if when because cos which who whose whom that although though while since until unless before after as where "
        "so whether how why what"
    )
)
_CONDITIONS = frozenset(word_list("if unless suppose provided otherwise instead"))
_NOUN_LEADS = frozenset(
    word_list("the a an my your his her its our their this that these those some no every all both")
)
_TIME_LEADS = (
    frozenset(
        word_list(
            "on in at the last next this every each day week month year morning mornings afternoon evening "
            "evenings night nights today tomorrow yesterday tonight other first second one two three four few "
            "couple of days weeks months "
            "years ago past for about end beginning and but so yes no yeah well oh moment now time"
        )
    )
    | WEEKDAYS
    | MONTHS
)
_DANGLING = frozenset(
    word_list(
        "am is are was were be been have has had the a an my your his her our their and but or so because of very like "
        "i we they if when which who than as really quite more some every kind sort it's that's there's i'm "
        "to at for maybe just need not"
    )
)
_TAKES_CLAUSE = frozenset(word_list("think know mean say suppose guess hope believe feel see wish reckon swear bet"))
_CONTRACTED = re.compile(
    r"(?:i|he|she|it|that|they|you|there|we|this|everything|everyone|everybody)'(?:s|m|re|ve|ll|d)"
)
_FINE = re.compile(
    r"(?i)^(?:(?:yes|no|yeah|oh|well|okay|ok)\b[, ]*)*(?:that|it|this)(?: is|'s)(?: all)? "
    r"(?:fine|right|alright|okay|ok|good|lovely|great|true|correct|not true)$"
)
_ASIDE = re.compile(
    r"(?i)^(?:(?:and|but) )?(?:i(?:'d| would| must| have to)? (?:think|suppose|mean|guess|hope|believe|know|say"
    r"|see|reckon|imagine)|i'm afraid|you (?:know|see)|it seems|that is|that's it)\b(?: (?:so|not|it|that))?$"
)
_QUESTION = re.compile(
    r"(?i)^(?:would|do|did|are|is|was|were|can|could|have|has|had|will|shall|should|what|how|when|where|who|which|why)"
    r"\b.*\?$"
)


def has_clause(said: tuple[str, ...]) -> bool:
    """Whether there is a verb with somebody or something to do it."""
    if any(word in AUXILIARY or "n't" in word for word in said):
        return True
    if any(re.fullmatch(r"(?:i|he|she|it|that|they|you|there|who|what)'(?:s|m|re|ve|ll|d)", word) for word in said):
        return True
    for before, word in zip(said, said[1:], strict=False):
        if before not in DETERMINERS and (
            is_verb_past(word) or is_third_form(word) or (is_verb_base(word) and before in SUBJECTS)
        ):
            return True
    return any(
        word in ("i", "they", "you") and after in speech("adverbs") for word, after in zip(said, said[1:], strict=False)
    )


def is_third_form(word: str) -> bool:
    """Whether a word can be a verb's form after 'she' ('takes')."""
    return (
        word.endswith("s") and lemma(word) != word and third_person(lemma(word)) == word and is_verb_base(lemma(word))
    )


def whole(text: str) -> bool:
    """Whether a sentence begins with its own subject and verb, and doesn't break off.

    'Mostly toast', 'Because I forget', 'Which may help' and 'They have been' are none.
    """
    said = tuple(word for word in words(text) if word not in speech("fillers"))
    return bool(said) and not _breaks_off(said) and _has_own_subject(said)


def splices(text: str) -> tuple[int, ...]:
    """The commas (as places in the text) at which one whole sentence ends and another begins without an 'and'.

    None where a condition, speech within speech or a correction could reach over the comma.
    """
    if _reaches_over(text):
        return ()
    found: list[int] = []
    start = 0
    for match in re.finditer(r",(?=\s)", text):
        left, right = text[start : match.start()].strip(), text[match.end() :].strip()
        if _ends_here(left) and _begins_here(right) and not restarts(f"{left}, {right}"):
            found.append(match.start())
            start = match.end()
    return tuple(found)


def restarts(text: str) -> bool:
    """Whether somebody began again with the same words: 'I work, well, I work in a shop'."""
    parts = [tuple(word for word in words(part) if word not in _NO_START) for part in text.split(",")]
    parts = [part for part in parts if part]
    return any(later[: len(part)] == part for part, later in zip(parts, parts[1:], strict=False)) or bool(
        re.search(r"(?i)\b([a-z]+), \1[a-z]", text)
    )


_NO_START = frozenset(word_list("well so and but like yes yeah no um uh er oh then"))


def _breaks_off(said: tuple[str, ...]) -> bool:
    # 'Yes, I have' is whole; 'They have been' and 'My name is' break off.
    if said[-1] in AUXILIARY - {"been", "be"}:
        return not (1 < len(said) <= 4 and said[-2] in SUBJECTS)
    return said[-1] in _DANGLING


def _has_own_subject(said: tuple[str, ...]) -> bool:
    for at, word in enumerate(said[:8]):
        if _CONTRACTED.fullmatch(word):
            return len(said) > at + 1
        if word in SUBJECTS and _finite_after(
            said, at + 1, plural=word in ("i", "you", "we", "they", "these", "those")
        ):
            return True
        if _noun_subject(said, at):
            return True
        if not _may_lead(word):
            return False
    return False


def _may_lead(word: str) -> bool:
    """Whether a word may stand before the subject ('Last Friday there were …')."""
    return word in _TIME_LEADS or word in speech("adverbs") or number(word) is not None


def _noun_subject(said: tuple[str, ...], at: int) -> bool:
    """Whether a noun with its verb begins here: 'my sister telephones', 'carers come'."""
    word = said[at]
    if word in _NOUN_LEADS:
        return any(_finite_after(said, place, plural=False) for place in range(at + 2, min(at + 6, len(said))))
    plain = word not in _SUBORDINATORS and not _may_lead(word) and word not in AUXILIARY and word not in DETERMINERS
    if not plain or is_verb_past(word) or word.endswith("ing") or word in SUBJECTS:
        return False
    return _finite_after(said, at + 1, plural=word.endswith("s")) or (
        not is_verb_base(word) and _finite_after(said, at + 2, plural=False) and said[at + 1] not in _NOT_IN_NOUN
    )


_NOT_IN_NOUN = _SUBORDINATORS | DETERMINERS | frozenset(word_list("and or but of to i you we they he she it"))


def _finite_after(said: tuple[str, ...], at: int, *, plural: bool) -> bool:
    while at < len(said) and said[at] in speech("adverbs"):
        at += 1
    if at >= len(said):
        return False
    verb = said[at]
    if verb in _FINITE or verb in speech("put_read"):
        return True
    if is_verb_past(verb) or is_third_form(verb):
        return said[at - 1] not in DETERMINERS and said[at - 1] not in _SUBORDINATORS
    return plural and is_verb_base(verb)


def _reaches_over(text: str) -> bool:
    said = words(text)
    if _CONDITIONS & set(said) or re.search(r"[\"“”;:…]|\.\.", text):
        return True
    spoken = any(lemma(word) in speech("speech_verbs") and not _promised(said, at) for at, word in enumerate(said))
    flat = f" {' '.join(said)} "
    corrected = any(f" {phrase} " in flat for phrase in speech("correction"))
    return spoken or corrected


def _promised(said: tuple[str, ...], at: int) -> bool:
    """'I will ask the chemist' and 'for asking' tell of no words that were spoken."""
    return said[max(0, at - 1)] in ("will", "i'll", "to") and at > 0


def _ends_here(left: str) -> bool:
    said = words(left)
    last = words(left.rsplit(",", 1)[-1])
    if len(said) < 3 or not whole(left) or _FINE.match(left) or _ASIDE.match(left):
        return False
    return not (
        lemma(said[-1]) in _TAKES_CLAUSE
        or lemma(said[-2]) in ("think", "say", "mean")
        or bool(last)
        and last[0] in _SUBORDINATORS - {"that", "so"}
    )


def _begins_here(right: str) -> bool:
    said = words(right)
    clause = words(right.split(",", 1)[0])
    if len(clause) < 3 or said[0] in ("and", "but", "or", "so", "yes", "no", "yeah") or _ASIDE.match(right):
        return False
    if right.endswith("?"):
        return len(clause) >= 5 and bool(_QUESTION.match(right))
    return whole(right) and whole(right.split(",", 1)[0])


def promise_joints(text: str) -> tuple[int, ...]:
    """Where 'and I will …' begins a second promise (the place after the blank before 'and')."""
    if not re.match(r"(?i)(?:(?:so|well|okay|ok|yes|right)[, ]+)*(?:i'll|i will|i'm going to|i am going to)\b", text):
        return ()
    if _CONDITIONS & set(words(text)) or len(tokens(text)) > 60:
        return ()
    return tuple(
        match.start() + 1 for match in re.finditer(r"(?i)[, ] ?and (?=(?:then )?(?:i'll|i will|i'm going to)\b)", text)
    )
