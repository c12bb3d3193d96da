"""Which words may stand for which: a word for itself in all its forms, and what the tables of plain words offer for it."""

# ruff: noqa: E501  tables of patterns, and sentences for a worker

from __future__ import annotations

import re
from functools import lru_cache

from easyread.grammar import read
from easyread.language.words import REMEMBERED, lemma
from easyread.words import glossary, replacements

_GROUPS = (
    "get receive receipt have give provide award obtain",
    "tell inform notify notification say advise let know report write contact letter",
    "contact call telephone ring phone write speak",
    "give provide offer supply make",
    "help assistance support assist",
    "need require must want",
    "want wish like",
    "go attend attendance come visit", "opportunity chance", "seek look", "find get obtain",
    "do undertake carry complete perform make conduct take happen",
    "complete fill finish",
    "change alteration alter amend",
    "think consider consideration",
    "look investigate investigation enquiry check review see",
    "money fund payment finance sum amount cost",
    "pay payment payable contribute contribution repay cover meet charge",
    "stop suspend end withdraw cease",
    "start begin commence",
    "rise increase go_up grow",
    "fall decrease reduce down",
    "lead result cause mean",
    "use utilise",
    "live reside",
    "agree agreement consent permission accept permit",
    "big large", "job employment work", "paper document",
    "record note minute", "choose choice decide decision", "right entitle entitlement eligible qualify",
    "cancel stop", "ask request seek apply", "disagree dispute challenge", "send submit return",
    "clear settle balance outstanding debt owe arrears", "home property house", "doctor gp", "law legal statutory",
    "representation tell say", "medicine medication", "proof evidence", "happy satisfied dissatisfied unhappy",
    "wrong incorrect", "rule criterion policy regulation", "mend repair fix", "leave discharge", "independently alone oneself yourself self",
    "person people anyone someone somebody everyone", "good convenient", "immediately once soon now", "hospital admit admission",
    "date day time", "begin effect", "quote say", "available get", "anything nothing everything thing",
    "usual normally common", "score get", "meet stay", "continue still", "go admit leave", "back recover", "copy send", "fall drop", "way manner", "expect likely", "reason ground because due",
)  # fmt: skip
LIGHT = frozenset(
    [
        "be",
        "have",
        "do",
        "get",
        "make",
        "happen",
        "mean",
        "thing",
        "way",
        "this",
        "that",
        "these",
        "those",
        "it",
        "there",
        "then",
        "also",
        "but",
        "so",
        "and",
        "or",
        "if",
        "when",
        "where",
        "who",
        "which",
        "what",
        "how",
        "not",
        "no",
        "never",
        "only",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "to",
        "with",
        "without",
        "about",
        "after",
        "before",
        "until",
        "unless",
        "between",
        "up",
        "out",
        "off",
        "over",
        "under",
        "within",
        "during",
        "through",
        "a",
        "an",
        "the",
        "your",
        "our",
        "their",
        "his",
        "her",
        "its",
        "my",
        "you",
        "we",
        "they",
        "he",
        "she",
        "us",
        "them",
        "him",
        "me",
        "i",
        "any",
        "all",
        "each",
        "every",
        "some",
        "both",
        "other",
        "another",
        "such",
        "more",
        "most",
        "much",
        "many",
        "one",
        "own",
        "same",
        "very",
        "too",
        "just",
        "now",
        "again",
        "still",
        "already",
        "even",
        "please",
        "example",
        "because",
        "although",
        "however",
        "while",
        "than",
        "must",
        "may",
        "can",
        "should",
        "will",
        "would",
        "could",
        "might",
        "shall",
        "need",
        "rightto",
        "long",
        "except",
        "whose",
        "due",
        "dependson",
        "notbefore",
        "percent",
        "back",
        "first",
        "last",
        "here",
        "anything",
        "nothing",
        "nobody",
        "everything",
        "something",
        "anyone",
        "someone",
        "ever",
        "yet",
        "either",
        "neither",
        "nor",
        "whether",
        "per",
        "via",
        "since",
        "against",
        "upon",
        "towards",
        "amount",
        "total",
    ]
)
"""Words that carry no meaning of their own, or that other rules look at."""
DROPPED = frozenset(
    [
        "hold",
        "reach",
        "submit",
        "please",
        "note",
        "enclose",
        "enclosed",
        "hereby",
        "further",
        "additional",
        "relevant",
        "appropriate",
        "herewith",
        "above",
        "following",
        "aforementioned",
        "therefore",
        "kindly",
        "currently",
        "regard",
        "respect",
        "relation",
        "accordance",
        "connection",
        "period",
        "case",
        "place",
        "basis",
        "event",
        "purpose",
        "line",
        "term",
        "order",
        "undersigned",
        "regret",
        "confirm",
        "writing",
        "result",
        "available",
        "automatically",
        "also",
        "particular",
        "certain",
        "own",
        "question",
        "query",
        "view",
        "reference",
        "recent",
        "conversation",
        "detail",
        "process",
        "manner",
        "full",
        "final",
        "date",
        "effect",
        "remind",
        "aware",
    ]
)
"""Words of the source that may go without a word of meaning being lost."""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _GROUPS:
        members = row.split()
        for word in members:
            found.setdefault(word, set()).update(members)
    return {word: frozenset(members) for word, members in found.items()}


_ENDINGS = re.compile(
    r"(?:ations?|itions?|tions?|sions?|ions?|ments?|ances?|ences?|ings?|als?|ers?|ors?|ants?|ities|ity|ies|ied|ness|ly|able|ible|ive|ed|es|s|e|y)$"
)


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A word without the ending that makes a noun of a verb: 'assess' of 'assessment'."""
    own = {"application": "appl", "apply": "appl", "decision": "decid", "decide": "decid", "receipt": "receiv", "receive": "receiv",
           "explanation": "explain", "reapply": "appl", "complaint": "complain", "choice": "choos", "proof": "prov",
           "reconsideration": "reconsid", "reconsider": "reconsid", "finance": "financ", "financial": "financ", "loss": "los",
           "lose": "los", "safety": "saf", "safe": "saf", "advice": "advis", "advise": "advis", "pay": "pay", "payment": "pay"}  # fmt: skip
    if word in own:
        return own[word]
    short = _ENDINGS.sub("", word)
    return short if len(short) >= 4 else word


@lru_cache(maxsize=REMEMBERED)
def alike(one: str, other: str) -> bool:
    """Whether two lemmas are of one family or stand for each other wherever they are."""
    if one == other or stem(one) == stem(other) or lemma(one) == lemma(other):
        return True
    table = _table()
    return other in table.get(one, ()) or one in table.get(other, ())


@lru_cache(maxsize=REMEMBERED)
def offered(text: str) -> dict[str, frozenset[str]]:
    """For each lemma of a text the lemmas of the words that the tables offer for it where it stands."""
    found: dict[str, set[str]] = {}
    for span, plain in [
        *((offer.span, offer.plain) for offer in replacements().find(text)),
        *((term.span, term.plain) for term in glossary().find(text) if term.plain),
    ]:
        plains = {lemma(word.low) for word in read(plain).words if not word.is_mark}
        for word in read(span.of(text)).words:
            found.setdefault(lemma(word.low), set()).update(plains)
    return {word: frozenset(plains) for word, plains in found.items()}


def matches(one: str, other: str, offers: dict[str, frozenset[str]]) -> bool:
    """Whether a lemma of what was made may stand for one of the source."""
    return alike(one, other) or any(
        alike(plain, other) for plain in offers.get(one, ()) if plain not in LIGHT or plain == other
    )


@lru_cache(maxsize=REMEMBERED)
def all_lemmas(shown: str) -> frozenset[str]:
    """Every word of a text as its lemma."""
    return frozenset(lemma(word.low.removesuffix("'s").rstrip("'")) for word in read(shown).words if not word.is_mark)


@lru_cache(maxsize=REMEMBERED)
def content(shown: str) -> tuple[tuple[str, str], ...]:
    """The words of meaning of a text in one wording, each as lemma and as written; names and numbers left out."""
    found = []
    for word in read(shown).words:
        if word.is_mark or not word.text[0].isalpha() or "@" in word.text or word.low.startswith(("http", "www")):
            continue
        plain = lemma(word.low.removesuffix("'s").rstrip("'"))
        if plain not in LIGHT and word.low not in LIGHT and not re.fullmatch(r"[A-Z]{1,4}\d*(?:/.*)?", word.text):
            found.append((plain, word.text))
    return tuple(found)
