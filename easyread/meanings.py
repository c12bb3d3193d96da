"""What hard words mean that are no terms of care or law, as rows for the glossary, made of short glosses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from easyread.language.words import word_list
from easyread.word_files import of_council, shipped
from easyread.word_forms import article, cased

KINDS = ("verb", "noun", "mass", "many", "adjective", "phrase")
"""The tables of meanings.toml."""
_WITHOUT_ARTICLE = frozenset(
    word_list("all any being facts help how many money more not one papers people things what when where work")
)
"""Words that take no 'a' where a gloss of a noun begins with them: 'A subsidy is money to make something cheaper.'"""
_ONLY_ONE = frozenset(word_list("best first highest last least lowest main most only same smallest largest"))
"""Words before which stands 'the'."""
_OF_NO_NUMBER = re.compile(
    r"(?:(?:extra|free|less|state|unpaid|legal|hot|old|late|small|high|daily|special|private) ){0,2}"
    r"(?:money|help|pay|tax|treatment|work|water|energy|power|gas|interest|income)"
    r" (?:that|which|for|from|to|on|in|at|with|without|by|after|before|when|where|because|paid|taken|off|like)\b"
    r"|(?:asking|being|breaking|changing|checking|choosing|cleaning|coming|finding|fitting|getting|going|having|helping"
    r"|holding|leaving|making|moving|not|picking|pressing|saying|sending|spending|telling) "
    r"|(?:bars|bedrooms|care|clear words|extra pay|gas getting|government money|helpers|letters|lights|phone calls"
    r"|pictures|points|rubbish|rules|sessions|shops|signs|steps|tax money|trouble|two) "
)
"""Glosses whose first noun takes no 'a': 'extra money for people who care', 'free help from a lawyer'."""
_PARTS = {"verb": "verb", "noun": "noun", "mass": "noun", "many": "noun", "adjective": "adjective", "phrase": "phrase"}


def meanings(own: Path | None = None) -> Iterator[dict[str, Any]]:
    """Rows as `Term` takes them; a council's row takes the place of ours. Raises WordFileWrong."""
    ours, theirs = shipped("meanings"), of_council("meanings", own)
    for kind in KINDS:
        for word, row in {**ours.get(kind, {}), **theirs.get(kind, {})}.items():
            for one in row if isinstance(row, list) else [row]:
                if one:
                    yield _row(kind, word, one if isinstance(one, dict) else {"meaning": one})


def _row(kind: str, word: str, row: Mapping[str, Any]) -> dict[str, Any]:
    gloss = row["meaning"]
    return {
        "word": word,
        "meaning": _sentence(kind, word, gloss),
        "part": _PARTS[kind],
        "unless": tuple(row.get("unless", ())),
        "near": tuple(row.get("near", ())),
        "about": tuple(row.get("about", ())),
        "ask": row.get("ask", False),
        "gloss": gloss if kind == "verb" else "",
        "done": row.get("done", ""),
    }


def _sentence(kind: str, word: str, gloss: str) -> str:
    name = cased(word, "A")
    if kind == "verb":
        return f"To {word} means to {gloss}."
    if kind == "noun":
        return f"{cased(article(word), 'A')} {word} is {_with_article(gloss)}."
    return f"{name} {({'mass': 'is', 'many': 'are'}).get(kind, 'means')} {gloss}."


def _with_article(gloss: str) -> str:
    first = gloss.split(" ")[0].strip(",")
    if first in _WITHOUT_ARTICLE or _OF_NO_NUMBER.match(gloss):
        return gloss
    return f"{'the' if first in _ONLY_ONE else article(gloss)} {gloss}"
