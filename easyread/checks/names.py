"""Names: each is kept, and no other comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.checks.laid import Fault, Laid
from easyread.language.words import is_noun, lemma, word_list
from easyread.words import expansions

CAPITAL = re.compile(r"(?<=[\w,;:()] )(?<![.!?:;] )[A-Z][\w'-]*")
_NOT_NAME = frozenset(
    word_list(
        "I You We The A If May Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
        " June July August September October November December Our Your OK"
    )
)


def names_kept(laid: Laid) -> Iterator[Fault]:
    """Every name is kept, and no other comes in."""
    for word in _missing(laid.source, f"{laid.made} {laid.left_out} {laid.explained}", laid):
        yield Fault("names", "lost", word, f"The name '{word}' is in the source, and not here.")
    for word in _missing(laid.made, f"{laid.source} {laid.explained}", laid):
        yield Fault("names", "added", word, f"The name '{word}' is here, and not in the source.")


_JOINED = re.compile(
    r"(?<=[\w,;:()] )(?P<all>(?:[A-Z][\w'-]*,? (?:(?:of|for|the|de) )*)+(?:and|&) (?P<last>[A-Z][a-z'-]+)(?! [A-Z]))"
)
"""'Smith, Jones and Partners', 'Housing and Communities', 'Bed and Breakfast'."""
_TITLE = re.compile(r"\b(?:Mrs?|Ms|Miss|Dr|Mx|Prof)\b\.?(?! [A-Z]|[\w'])")


def names_whole(laid: Laid) -> Iterator[Fault]:
    """A name with a comma or an 'and' in it is not cut into pieces, nor a title from its name."""
    for match in _JOINED.finditer(laid.source):
        whole, last = match["all"], match["last"]
        is_one = (is_noun(last.lower()) or is_noun(lemma(last.lower()))) and not any(
            last.startswith(day) for day in _NOT_NAME
        )
        here = whole in laid.made or whole.replace(" and ", " & ") in laid.made or whole in laid.left_out
        if is_one and not here and re.search(rf"(?i)\b{re.escape(lemma(last.lower()))}", laid.made):
            yield Fault("names", "changed", whole, f"'{whole}' is one name in the source. Here it is not whole.")
    for text in set(_TITLE.findall(laid.made)) - set(_TITLE.findall(laid.source)):
        yield Fault("names", "lost", text, f"'{text}' has no name behind it here.")


def _missing(text: str, other: str, laid: Laid) -> Iterator[str]:
    have = {word.lower().removesuffix("'s") for word in re.findall(r"[\w'-]+", other)}
    for word in dict.fromkeys(CAPITAL.findall(text)):
        low = word.lower().removesuffix("'s")
        if word in _NOT_NAME or low in have or lemma(low) in {lemma(one) for one in have} or low == "i":
            continue
        short = word.isupper() and _spelt_out(word, other) or _is_of_short_form(low, other)
        if not short and not _is_offered(low, have, laid):
            yield word


def _is_offered(low: str, have: set[str], laid: Laid) -> bool:
    return any(laid.same(lemma(low), lemma(one)) for one in have) or any(
        low in plains for plains in laid.offers.values()
    )


def _spelt_out(short: str, text: str) -> bool:
    if any(full.lower() in text.lower() for full in expansions(short)):
        return True
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text) if word[0].isupper())
    return short.rstrip("s") in letters


def _is_of_short_form(low: str, text: str) -> bool:
    return any(low in full.lower() for short in re.findall(r"\b[A-Z]{2,}\b", text) for full in expansions(short))
