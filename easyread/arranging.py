"""Whether a model only arranged what was there: a second check of its words, which knows nothing of the first.

The check of fidelity reads what a sentence claims, and can be fooled by one that it reads wrongly. This one only
counts: no word comes in but from the sentence, from what rules made of it, or from a table of plain words for it; none
of weight goes; figures, names and the words that carry duty, leave, denial, condition and time are there as often as
before. A model may split, order and shorten. It may not bring a word of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from easyread.language.words import lemma, word_list
from easyread.steps.piece import Setting

_WORD = re.compile(r"£?\d[\d,.:/]*\d|£?\d|[A-Za-zÀ-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*")
_WEIGHTY = frozenset(
    word_list(
        """not no never nor neither nobody nothing none without cannot unable
        must may can could might shall should will would need require
        if unless until only except provided whether before after within since than or either both
        first last next more less most least all any every each some about"""
    )
)
"""Words that carry the sense of a sentence: as many as before, and in a split one once more for each join."""
_LIGHT = frozenset(
    word_list(
        "a an the this that these it its there be do have to of and also so then at in on with for by from as which who"
    )
)
"""Words that may come and go with the build of a sentence. 'by' and 'from' before a figure are no such words."""
_IDLE = frozenset(
    word_list("however therefore please hereby accordingly furthermore moreover additionally thus kindly")
)
"""Words that may go."""
_BOUND = re.compile(r"\b(by|from)(?= (?:£?\d|the end\b|noon\b|midnight\b|today\b|tomorrow\b))", re.I)
_ALIKE = (
    (re.compile(r"\bcan(?:not|'t)\b", re.I), "may not"),
    (re.compile(r"n't\b", re.I), " not"),
    (
        re.compile(r"\b(?:can|could|might|(?:are|is) entitled to|ha(?:s|ve) the right to|(?:are|is) able to)\b", re.I),
        "may",
    ),
    (re.compile(r"\b(?:ha(?:s|ve) to|needs? to|(?:are|is) required to)\b", re.I), "must"),
)
"""What says leave or duty in other words, as one word."""
_FIGURES = {
    word: str(at)
    for at, word in enumerate(
        word_list("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"), start=2
    )
}
_SHORT_FORM = re.compile(r" ?\([A-Z][A-Za-z]*[A-Z]s?\)")
_CONDITION = re.compile(r"(?i)\b(?:if|unless|until|when|where|provided|whether)\b")
_JOIN = re.compile(r"(?i)\b(?:and|or|but)\b|[,;:]")


def only_arranged(text: str, lines: Sequence[str], by_rules: Sequence[str], setting: Setting) -> bool:
    """Whether lines only arrange the words of a sentence, or those that rules made of it.

    Of a sentence with several conditions they never do: counting can't tell which of them went where.
    """
    if len(_CONDITION.findall(text)) > 1:
        return False
    return any(_arranged(base, " ".join(lines), setting) for base in dict.fromkeys((text, " ".join(by_rules))))


def _arranged(base: str, made: str, setting: Setting) -> bool:
    plain, covered = _taken(base, made, setting)
    had, has = _counted(base), _counted(made)
    joins = len(_JOIN.findall(base))
    for word in had.keys() | has.keys():
        before, after = had[word], has[word]
        if word in plain or word in covered:
            continue
        if word in _LIGHT or (word in _IDLE and not after):
            continue
        if not before or not after:
            return False
        if after < before or after > before + (joins if word in _WEIGHTY or not _is_figure(word) else 0):
            return False
    return _names(made) <= _names(base) | _starts(base)


def _taken(base: str, made: str, setting: Setting) -> tuple[set[str], set[str]]:
    """The words of the tables' plain phrases that stand in `made`, and those of the sentence that they stand for."""
    plain: set[str] = set()
    covered: set[str] = set()
    offers = [(offer.span, offer.plain) for offer in setting.replacements.find(base)]
    offers += [(found.span, found.plain) for found in setting.glossary.find(base) if found.plain]
    for span, words in offers:
        if words and re.search(rf"(?i)(?<!\w){re.escape(words)}(?!\w)", made):
            plain.update(_lemmas(words))
            covered.update(set(_lemmas(span.of(base))))
    return plain, covered


def _counted(text: str) -> Counter[str]:
    return Counter(_lemmas(_SHORT_FORM.sub("", text)))


def _lemmas(text: str) -> Iterator[str]:
    """The words of a text in one form each; a limit's 'by' or 'from' is told from another."""
    text = _BOUND.sub(lambda match: f"{match[1].lower()}-bound", text.replace("’", "'"))
    for pattern, instead in _ALIKE:
        text = pattern.sub(instead, text)
    for match in _WORD.finditer(text):
        word = match[0].lower()
        yield _FIGURES.get(word) or (word if word in _WEIGHTY or not word.isalpha() else lemma(word))


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _names(text: str) -> set[str]:
    """The words with a capital that don't begin a sentence."""
    return set(re.findall(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'-]*", text)) - {"I"}


def _starts(text: str) -> set[str]:
    return set(re.findall(r"(?:^|[.!?:] )([A-Z][\w'-]*)", text))
