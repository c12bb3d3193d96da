"""Sayings that don't mean what their words say, and foreign words, found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from easyread.language.lexicon import lemmas
from easyread.source import Span
from easyread.word_files import of_council, shipped
from easyread.word_forms import verb_forms
from easyread.word_tokens import PhraseIndex, phrase_words, read_words

_OWNERS = ("my", "your", "his", "her", "its", "our", "their", "one's")
_NO_VERBS = frozenset(
    ("a", "an", "the", "in", "on", "at", "by", "for", "from", "off", "out", "under", "up", "all", "par", "with")
)


@dataclass(frozen=True)
class Idiom:
    """A saying or foreign word where it stands in a text, and its plain meaning."""

    phrase: str
    plain: str
    span: Span


class Idioms:
    """All sayings; made when the first text is looked at."""

    def find(self, text: str, own: Path | None = None) -> tuple[Idiom, ...]:
        """The sayings in a text, in order."""
        found: list[Idiom] = []
        free = 0
        for longest, *_ in _index(own).find(read_words(text)):
            if longest.first >= free:
                free = longest.after
                found.append(Idiom(*longest.value, longest.span))
        return tuple(found)


idioms = Idioms()


@cache
def _index(own: Path | None) -> PhraseIndex[tuple[str, str]]:
    index: PhraseIndex[tuple[str, str]] = PhraseIndex()
    for table in ("idioms", "foreign"):
        rows = {**shipped("idioms")[table], **of_council("idioms", own).get(table, {})}
        for phrase, plain in rows.items():
            for form in _forms(phrase) if plain else ():
                index.add(form, (phrase, plain))
    return index


def _forms(phrase: str) -> list[str]:
    """A saying with its first word in each of its forms, if that is a verb, and with any owner for 'your'."""
    first, *rest = phrase_words(phrase)
    is_verb = first not in _NO_VERBS and first in lemmas(first).get("VERB", ())  # 'think', not 'thinking'
    firsts = list(verb_forms(first)) if is_verb and rest else [first]
    owners = _OWNERS if "your" in rest else ("your",)
    return [
        " ".join((one, *(owner if word == "your" else word for word in rest))) for one in firsts for owner in owners
    ]
