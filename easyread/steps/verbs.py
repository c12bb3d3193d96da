"""Says with a verb what officialese says with a noun: 'make an application for' is 'apply for'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.grammar import Clause, Word, read
from easyread.inflect import base, verb
from easyread.steps.piece import Piece, Setting, sentence

_DO = frozenset(("undertake", "carry out", "conduct", "complete", "perform", "do"))
_MAKE = frozenset(("make", "submit", "lodge", "send in"))
_GIVE = frozenset(("give", "provide", "offer"))


@dataclass(frozen=True)
class _Row:
    """A light verb with its noun, the words that may follow, and the verb with the words that then follow."""

    light: frozenset[str]
    noun: str
    plain: str
    after: tuple[tuple[str, str], ...] = (("", ""),)


_ABOUT = (("in relation to", "about"), ("in respect of", "about"), ("with regard to", "about"), ("regarding", "about"),
          ("about", "about"), ("on", "about"), ("as to", "about"), ("", ""))  # fmt: skip
_ROWS = (
    _Row(_MAKE, "application", "apply", (("for", "for"), ("to", "to"), ("", ""))),
    _Row(_MAKE, "request", "ask", (("for", "for"), ("to", "to"))),
    _Row(_MAKE, "appeal", "appeal", (("against", "against"), ("to", "to"), ("", ""))),
    _Row(_MAKE, "complaint", "complain", (*_ABOUT, ("to", "to"))),
    _Row(frozenset(("make", "reach", "take", "come to")), "decision", "decide", _ABOUT),
    _Row(frozenset(("make",)), "payment", "pay", (("of", ""), ("for", "for"), ("to", ""), ("", ""))),
    _Row(frozenset(("make",)), "contact", "contact", (("with", ""),)),
    _Row(frozenset(("make",)), "arrangements", "arrange", (("for", "for"), ("to", "to"), ("with", "with"))),
    _Row(frozenset(("make",)), "changes", "change", (("to", ""),)),
    _Row(frozenset(("make",)), "use", "use", (("of", ""),)),
    _Row(frozenset(("make",)), "alterations", "change", (("to", ""),)),
    _Row(_DO | {"make"}, "assessment", "assess", (("of", ""),)),
    _Row(_DO, "review", "review", (("of", ""),)),
    _Row(_DO, "reassessment", "assess", (("of", "@again"),)),
    _Row(_DO, "investigation", "look into", (("into", ""), ("of", ""))),
    _Row(_DO, "enquiry", "look into", (("into", ""),)),
    _Row(_DO, "inspection", "inspect", (("of", ""),)),
    _Row(_DO, "check", "check", (("of", ""), ("on", ""))),
    _Row(_DO, "checks", "check", (("of", ""), ("on", ""))),
    _Row(_DO, "repairs", "repair", (("to", ""),)),
    _Row(_GIVE, "consideration", "think", (("to", "about"),)),
    _Row(_GIVE, "assistance", "help", (("to", ""), ("with", "with"))),
    _Row(_GIVE, "support", "support", (("to", ""),)),
    _Row(_GIVE, "advice", "advise", (("to", ""),)),
    _Row(_GIVE, "notification", "tell us", (("of", "about"),)),
    _Row(_GIVE, "confirmation", "confirm", (("of", ""), ("that", "that"))),
    _Row(_GIVE, "explanation", "explain", (("of", ""),)),
)  # fmt: skip
_WITH = {
    "assistance": "help", "help": "help", "support": "support", "information": "tell", "advice": "advise",
}  # fmt: skip


def nouns_to_verbs(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We will undertake an assessment of your needs.' is 'We will assess your needs.'"""
    text = piece.text
    for _ in range(3):
        shorter = _once(read(text)) or _provide_with(read(text))
        if not shorter:
            break
        text = shorter
    return (piece.saying(sentence(text) if text != piece.text else text),)


def _once(clause: Clause) -> str | None:
    for at, word in enumerate(clause.words):
        if word.tag[:2] != "VV" or (word.tag == "VVN" and _is_passive(clause, at)):
            continue
        for light, noun_at in _light_verbs(clause, at):
            for row in _ROWS:
                if light in row.light and clause.words[noun_at].low == row.noun:
                    text = _said_with_verb(clause, at, noun_at, row)
                    if text:
                        return text
    return None


def _is_passive(clause: Clause, at: int) -> bool:
    before = [word for word in clause.words[:at] if word.tag[:2] not in ("AV", "XX")]
    return not before or before[-1].tag[:2] != "VH"


def _light_verbs(clause: Clause, at: int) -> list[tuple[str, int]]:
    """The light verb at a word, with its particle, and the place of the noun after its article."""
    words = clause.words
    light, after = base(words[at].low), at + 1
    if after < len(words) and words[after].low in ("out", "to", "in") and f"{light} {words[after].low}" in (
        "carry out", "come to", "send in"):  # fmt: skip
        light, after = f"{light} {words[after].low}", after + 1
    if after < len(words) and words[after].low in ("a", "an", "the", "your", "our", "their", "any"):
        after += 1
    return [(light, after)] if after < len(words) else []


def _said_with_verb(clause: Clause, at: int, noun_at: int, row: _Row) -> str | None:
    words = clause.words
    tag = words[at].tag
    before, rest = clause.text[: words[at].start], clause.text[words[noun_at].end :]
    for given, plain in row.after:
        follows = (
            re.match(rf"(?i) ?{re.escape(given)}\b", rest)
            if given
            else re.match(r" ?(?=[.,;]|$|(?:within|in|by|before|after|at|online|and|or|if|when|using)\b)", rest)
        )
        if given == "on" and re.match(r" ?on (?:[\w']+ )*?behalf\b| ?on (?:\d|[A-Z]|the \d)", rest):
            continue
        if not follows or (not given and words[noun_at - 1].low == "the"):
            continue
        said = verb(row.plain, tag if tag in ("VVI", "VVB", "VVZ", "VVD", "VVN", "VVG") else "VVI")
        more = rest[follows.end() :].strip()
        if plain == "@again":
            return None
        return f"{before}{said}{f' {plain}' if plain else ''}{'' if more[:1] in '.,;' else ' '}{more}"
    return None


def _provide_with(clause: Clause) -> str | None:
    """'Provide you with assistance to complete' is 'help you to complete'."""
    match = re.search(
        r"\b(?P<light>provid(?:e|es|ed|ing)) (?P<who>you|us|them|him|her|people|your \w+) with "
        r"(?:some |the |any )?(?P<noun>assistance|help|support|advice) ?(?P<after>to|with|on|about|in)?\b",
        clause.text,
    )
    if not match:
        return None
    tag = next((word.tag for word in clause.words if word.start == match.start("light")), "")
    if tag[:2] != "VV" or tag == "VVN":
        return None
    said = verb(_WITH[match["noun"]], tag)
    after = match["after"] or ""
    return (
        f"{clause.text[: match.start()]}{said} {match['who']}{f' {after}' if after else ''}{clause.text[match.end() :]}"
    )


def tagged(clause: Clause) -> tuple[Word, ...]:
    """The verbs of a clause."""
    return tuple(word for word in clause.words if word.tag[:2] == "VV")
