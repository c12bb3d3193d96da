"""Words as the rules see them: tokens, lemmas, number words, and the lists in resources/lexicon."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from easyread.language import lexicon


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text that is a list of words."""
    return tuple(text.split())


_TOKEN = re.compile(
    r"£\d[\d,]*(?:\.\d+)?|\d+(?:[.:,/]\d+)*(?:st|nd|rd|th|am|pm|mg|ml)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|[^\w\s]"
)
_NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
} | {
    word: 10 * (tens + 2)
    for tens, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
}
_NUMBER_WORDS |= {"hundred": 100, "thousand": 1000, "half": -2, "quarter": -4, "dozen": 12, "once": -11, "twice": -12}
REMEMBERED = 4096
"""Texts whose reading is remembered, at most: enough for one long visit, and no visit stays in memory for ever."""
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
MONTHS = frozenset(
    word_list(
        "january february march april june july august september october november december"
    )  # 'may' is a verb too
)
# lemminflect knows these words only as something rarer, or knows several readings.
_LEMMA_PATCHES = {
    "bit": "bit", "bits": "bit", "fell": "fall", "fallen": "fall", "saw": "see", "found": "find", "felt": "feel",
    "left": "leave", "people": "person",
    "children": "child", "grandchildren": "grandchild", "wore": "wear", "does": "do", "did": "do", "done": "do",
    "has": "have", "had": "have", "having": "have", "is": "be", "am": "be", "are": "be", "was": "be", "were": "be",
    "been": "be", "being": "be", "went": "go", "gone": "go", "me": "me", "us": "us", "her": "her",
    "his": "his", "better": "better", "worse": "worse", "less": "less", "during": "during", "morning": "morning",
    "evening": "evening", "thing": "thing", "nothing": "nothing", "anything": "anything", "something": "something",
    "ceiling": "ceiling", "wedding": "wedding", "dying": "die", "died": "die", "dies": "die", "thought": "think",
    "drunk": "drunk",
    "housing": "housing", "feeling": "feel", "hearing": "hearing", "glasses": "glasses", "stairs": "stair",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A word, number or mark of a text, from character `start` up to but not including `end`."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In small letters, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.text[0].isalnum() or self.text[0] == "£"


def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text, in order."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in small letters."""
    return tuple(token.low for token in tokens(text) if token.is_word)


@cache
def lemma(word: str) -> str:
    """The dictionary form of a word in small letters: its verb if it may be one, else its noun, else itself."""
    bare = word.removesuffix("'s") if word.endswith("'s") else word
    if bare.removesuffix("s") in WEEKDAYS:
        return bare.removesuffix("s")
    if bare in _LEMMA_PATCHES:
        return _LEMMA_PATCHES[bare]
    forms = _all_lemmas(bare)
    for kind in ("VERB", "AUX", "NOUN", "ADJ", "ADV"):
        if kind in forms:
            return forms[kind][0]
    return bare


def lemmas(text: str) -> tuple[str, ...]:
    """The dictionary forms of the words of a text, in order."""
    return tuple(lemma(word) for word in words(text))


@cache
def is_verb_base(word: str) -> bool:
    """Whether a word can be the plain form of a verb ('take'), and isn't more likely its past ('fell')."""
    return word in _all_lemmas(word).get("VERB", ()) and word not in speech("past_alike")


@cache
def is_verb_past(word: str) -> bool:
    """Whether a word is the past form of a verb ('took', 'wanted') and not also its plain form ('put')."""
    if word in speech("past_alike"):
        return True
    return any(
        word != base and word in forms(base, "VBD") + forms(base, "VBN") for base in _all_lemmas(word).get("VERB", ())
    )


@cache
def is_participle(word: str) -> bool:
    """Whether a word can stand after 'had': 'been', 'gone', and 'come', which is the plain form too."""
    return any(word in forms(base, "VBN") for base in _all_lemmas(word).get("VERB", ()))


@cache
def is_verb(word: str) -> bool:
    """Whether a word can be a verb at all."""
    return bool({"VERB", "AUX"} & set(_all_lemmas(word)))


@cache
def plurals(word: str) -> frozenset[str]:
    """The plurals of a word that can be a noun in the singular: 'wives', 'men'."""
    if word in WEEKDAYS:
        return frozenset({word + "s"})
    singular = word in _all_lemmas(word).get("NOUN", ())
    return frozenset(forms(word, "NNS") if singular else ()) - {word}


@cache
def compared(word: str) -> str:
    """'er' for 'happier', 'est' for 'happiest', '' for any other word."""
    found = _all_lemmas(word)
    if not {"ADJ", "ADV"} & set(found) or word in {*found.get("ADJ", ()), *found.get("ADV", ())}:
        return ""
    return next((ending for ending in ("est", "er") if word.endswith(ending)), "")


@cache
def is_noun(word: str) -> bool:
    """Whether a word can be a noun."""
    return "NOUN" in _all_lemmas(word) or "PROPN" in _all_lemmas(word)


@cache
def known(word: str) -> bool:
    """Whether the dictionary has this word in small letters, so that a capital is only that of a sentence's start."""
    return bool(_all_lemmas(word)) or word in _FUNCTION_WORDS


def is_when(word: str, after: str) -> bool:
    """Whether 'last' or 'next' says when and the word `after` it is the verb: 'I last saw', not 'they last a week'."""
    return word in ("last", "next") and (is_verb_past(after) or (is_verb_base(after) and after not in _LENGTHS))


_LENGTHS = frozenset(("long", "week", "year", "out", "over", "up"))


def third_person(verb: str) -> str:
    """A verb's form after 'she': takes, goes, has."""
    found = forms(verb, "VBZ")
    return found[0] if found else verb + "s"


def past(verb: str) -> str | None:
    """A verb's simple past when there is only one, else None."""
    found = forms(verb, "VBD")
    return found[0] if len(set(found)) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def number(word: str) -> int | float | None:
    """The value of a digit string or number word, or None. Fractions and 'once' have values of their own below zero."""
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    digits = re.sub(r"^£|,|(?:st|nd|rd|th|am|pm|mg|ml)$", "", word)
    try:
        return float(digits)
    except ValueError:
        return None


def contains(text_lemmas: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether a phrase of lemmas stands in a text; a '*' in it is up to four words."""
    if "*" in phrase:
        cut = phrase.index("*")
        return any(
            text_lemmas[at : at + cut] == phrase[:cut]
            and contains(text_lemmas[at + cut : at + cut + 5], phrase[cut + 1 :])
            for at in range(len(text_lemmas))
        )
    size = len(phrase)
    return any(text_lemmas[at : at + size] == phrase for at in range(len(text_lemmas) - size + 1))


@cache
def speech(name: str) -> tuple[str, ...]:
    """One list of resources/lexicon/speech.toml."""
    return tuple(_lexicon("speech")[name])


@cache
def equal(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table of resources/lexicon/equal.toml: each word or phrase of a row is read as the first."""
    return tuple(tuple(row) for row in _lexicon("equal")[name])


@cache
def read_as() -> dict[str, str]:
    """For each word that has an equal, the one that it is read as."""
    return {word: row[0] for row in equal("words") for word in row[1:]}


@cache
def one_way() -> frozenset[tuple[str, str]]:
    """Pairs of a word that was said and another by which it may be told, but not the other way round."""
    return frozenset((said, told) for said, told in equal("one_way"))


@cache
def embedding() -> frozenset[str]:
    """Verbs after which another sentence may begin without a word that shows it."""
    return frozenset(_lexicon("equal")["embedding"])


@cache
def weight_phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each kind of weight, its phrases as lemmas, with the signs of `scribe.notes.weight` as they are."""
    return {
        kind: tuple(
            tuple(word if word[0] in "*@" else lemma(word) for word in phrase.split()) for phrase in entry["phrases"]
        )
        for kind, entry in _lexicon("weight").items()
    }


@cache
def _lexicon(name: str) -> dict[str, dict[str, list[str]]]:
    path = files("resources") / "lexicon" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _all_lemmas(word: str) -> dict[str, tuple[str, ...]]:
    return lexicon.lemmas(word)


@cache
def forms(word: str, tag: str) -> tuple[str, ...]:
    """The forms of a dictionary word by a tag of the Penn Treebank: 'VBD' the past, 'NNS' the plural."""
    return lexicon.inflected(word, tag)


_FUNCTION_WORDS = frozenset(
    word_list(
        "the a an this that these those it its he she they we you i my your his her our their there here what "
        "who which when where why how if because and but or so then than as at by for from in into of off on "
        "out over to up with without not no yes some any all both each every more most much many other "
        "another such only own same too very can will just don't isn't aren't wasn't weren't won't can't "
        "couldn't doesn't didn't haven't hasn't hadn't wouldn't shouldn't it's that's there's he's she's "
        "they're what's who's he'll she'll they'll they've everything everybody everyone nobody somebody "
        "someone anybody anyone something nothing since until while unless about after before"
    )
)
NAMES_TOO = frozenset(
    word_list(
        "mr mrs ms miss dr doctor dawn rose grace mark bill jack frank joy hope faith june april heather ivy "
        "lily daisy violet iris olive holly hazel ruby pearl amber poppy robin jay pat sue ray rob nick pete "
        "guy penny sandy cherry carol victor harry peg patty kitty crystal angel christian ken ron sally bob "
        "tom max lance neil tony mary ann bet bess dot dolly jo josh kay nan rich ted"
    )
)
"""Titles, and names that are also words: a capital there is kept, which does no harm where it only began a sentence."""
