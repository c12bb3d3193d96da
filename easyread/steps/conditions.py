"""Keeps a condition with what it conditions: first 'If …', then what happens, in one line or under one 'If …:'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from easyread.grammar import Clause, read
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, bare, lower_first, sentence

_FIRST = re.compile(
    r"(?i)^(?:(?:only |even )?if|unless|when|once|as long as|as soon as|until|before|after|whenever|while)\b"
)
_LAST = re.compile(r"(?<! for),? (?P<if>even if|if|unless|when|once|as long as|(?<!, )while) ")
_DO_NOT_MOVE = re.compile(r"(?i)\b(?:only|or if|and if|whether|except|except where|even)\b")


@dataclass(frozen=True)
class _Conditioned:
    """A condition with its 'if', and what it conditions."""

    condition: str
    result: str


def conditions(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'X if Y' is 'If Y:' and under it '- X', so that one knows first whether it is for one.

    'You may be asked to pay the full cost of your care if you do not give us the facts.' is 'If you do not give us the
    facts:', '- you may be asked to pay the full cost of your care.'
    """
    if piece.kind is not LineKind.IDEA:
        return (piece,)
    clause = read(piece.text)
    if clause.length <= setting.longest or setting.in_list:
        return (piece,)
    if several := _several(piece.text):
        result, parts = several
        return piece.saying(f"{result}:"), *(Piece(part, LineKind.LIST, piece.why) for part in parts)
    only = _ONLY_IF.match(piece.text)
    if only and _is_sentence(only["condition"]) and len(read(only["what"]).groups) == 1:
        return piece.saying(f"{only['what']} if:"), Piece(f"{bare(only['condition'])}.", LineKind.LIST, piece.why)
    found = _in_front(clause) or _behind(clause)
    if not found or re.search(r"(?i)\bwould be (?:very )?(?:grateful|helpful)\b|\bwould appreciate\b", piece.text):
        return (piece,)
    if _REFERS.search(found.condition) and not clause.text.startswith(_upper(found.condition)):
        # 'Unless they have been checked: …' would speak of them before they are named.
        word = _FIRST.match(found.condition)
        cut = word.end() if word else found.condition.index(" ")
        begun, rest = found.condition[:cut], found.condition[cut:].strip()
        return piece.saying(f"{found.result} {begun}:"), Piece(f"{rest}.", LineKind.LIST, piece.why)
    lead = piece.saying(f"{_upper(found.condition)}:")
    results = _results(found.result)
    last = len(results) - 1
    return lead, *(Piece(_item(result, at == last), LineKind.LIST, piece.why) for at, result in enumerate(results))


def alone(pieces: tuple[Piece, ...], setting: Setting) -> tuple[Piece, ...]:
    """What stands under 'If …:' by itself is no list: one sentence where that is short, else a line without a bullet.

    'If you do not pay:', '- your tenancy may end.' is 'If you do not pay, your tenancy may end.'
    """
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        lead = made[-1] if made else None
        more = pieces[at + 1] if at + 1 < len(pieces) else None
        led = lead is not None and lead.text.endswith(":") and lead.kind is LineKind.IDEA
        if not lead or not led or piece.kind is not LineKind.LIST or more and more.kind is LineKind.LIST:
            made.append(piece)
            continue
        comma = "," if _FIRST.match(lead.text) else ""
        whole = sentence(f"{bare(lead.text)}{comma} {bare(piece.text)}")
        if read(whole).length <= setting.longest:
            dropped = (*lead.dropped, *piece.dropped)
            made[-1] = replace(lead, text=whole, why=lead.why or piece.why, dropped=dropped)
        elif piece.text[:1].islower():
            made.append(replace(piece, kind=LineKind.IDEA, text=f"{bare(piece.text)}."))
        else:
            made.append(piece)
    return tuple(made)


_ONLY_IF = re.compile(r"^(?P<what>(?!(?:If|When|Unless)\b)[^,]*\bonly\b[^,]*?) (?:if|where) (?P<condition>[^,]+)$")


def _is_sentence(text: str) -> bool:
    clause = read(text)
    subject = clause.subject(clause.groups[0]) if clause.groups else None
    there = clause.words[0].low == "there" if clause.words else False
    return there or subject is not None and subject[0] == 0


def _has_subject(text: str) -> bool:
    """'You carelessly give', 'there is': a pronoun may have a word between it and its verb."""
    words = read(text.strip()).words
    return bool(words) and (
        words[0].low in ("you", "we", "they", "it", "there", "he", "she") or _is_sentence(text.strip())
    )


def _own_sentences(rest: str) -> tuple[str, ...]:
    """'You are 60, you live here and you have paid' is three conditions, each with its own subject, else ()."""
    join = re.match(
        r"^(?P<first>.+), (?P<last>[^,]+?),? (?P<join>and|or) (?P<end>(?:you|we|they|your|the)\b[^,]+)$", rest
    )
    if not join or " if " in rest:
        return ()
    parts = [*join["first"].split(", "), join["last"], join["end"]]
    for part in parts:
        clause = read(part)
        subject = clause.subject(clause.groups[0]) if clause.groups else None
        if not subject or subject[0]:
            return ()
    return *parts[:-1], f"{join['join']} {parts[-1]}"


_REFERS = re.compile(r"(?i)\b(?:they|them|it|he|she|him|her|this|these|its|their)\b|\bone (?:is|was|has|can)\b")


def _several(text: str) -> tuple[str, tuple[str, ...]] | None:
    """'X if A or if B' is 'X if:', '- A', '- or B'."""
    match = re.match(r"^(?P<what>[^,]+?) if (?P<rest>.+?)\.?$", text)
    if not match or re.match(r"(?i)if\b", text):
        return None
    if own := _own_sentences(match["rest"]):
        return f"{match['what']} if", own
    parts = re.split(r",? (?:or|and) if |, if ", match["rest"])
    joins = re.findall(r" (or|and) if ", match["rest"])
    if len(joins) != 1 or any("," in part or not read(part).groups for part in parts):
        return None
    return f"{match['what']} if", (*parts[:-1], f"{joins[0]} {parts[-1]}")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _item(text: str, last: bool) -> str:
    text = lower_first(bare(text))
    return f"{text}." if last else text


def _in_front(clause: Clause) -> _Conditioned | None:
    """'If Y, X': the first comma after which a whole sentence begins."""
    if not _FIRST.match(clause.text):
        return None
    words = clause.words
    first = next(iter(clause.groups), None)
    for at, word in enumerate(words):
        if word.text != "," or not first or at < first.end:
            continue
        rest = clause.text[word.end :].strip()
        if _is_condition(rest):
            continue
        if _begins_sentence(rest):
            return _Conditioned(clause.text[: word.start], rest)
    return None


def _is_condition(rest: str) -> bool:
    return bool(re.match(r"(?i)(?:and|or|but)?,? ?(?:if|unless|when|such as|including|for example)\b", rest))


def _begins_sentence(rest: str) -> bool:
    clause = read(rest)
    if not clause.groups:
        return False
    first = clause.groups[0]
    if re.match(r"(?i)(?:and|or|but)\b", rest):
        return False
    before = clause.words[: first.start]
    if all(word.low in ("please", "then") or word.text == "," for word in before):
        return first.words[0].tag in ("VVB", "VDB", "VVI") or first.words[0].low in ("do", "contact", "call")
    subject = clause.subject(first)
    return subject is not None and subject[0] == 0


_OF_ONE_THING = re.compile(r"(?i)\b(?:one|any|some|both|either|none)$")
"""A condition that ends so is of what was named just before it, and of nothing else of the sentence."""


def _behind(clause: Clause) -> _Conditioned | None:
    """'X if Y'."""
    match = _LAST.search(clause.text)
    if not match or _DO_NOT_MOVE.search(clause.text[: match.end()]) or len(_LAST.findall(clause.text)) > 1:
        return None
    if match.group().startswith(", when"):
        return None  # 'you were seen on 3 June, when it was explained': that is when, and no condition
    what, condition = clause.text[: match.start()], bare(clause.text[match.start("if") :])
    main = read(what)
    inner = read(condition)
    if not main.groups or not inner.groups or ", " in condition or not _has_subject(condition[len(match["if"]) :]):
        return None
    if ";" in clause.text or _OF_ONE_THING.search(condition):
        return None  # 'while repairs last; keeping it may …'; 'your tablets, with your passport if you have one'
    # 'You must tell us that X if Y', 'the person who calls if': it is not sure what the condition is of.
    if any(word.tag in ("CJT", "PNQ", "DTQ", "CJS", "AVQ") for word in main.words) or len(main.groups) > 1:
        return None
    # 'You can write or call if you need help': it is not sure whether both depend on it.
    if any(word.tag == "CJC" and main.words[at + 1].tag[0] == "V" for at, word in enumerate(main.words[:-1])):
        return None
    return _Conditioned(condition, what)


def _results(result: str) -> list[str]:
    """The results of one condition, cut where a whole sentence begins after 'and' or 'but'."""
    clause = read(result)
    for at, word in enumerate(clause.words):
        if word.text == ";":
            return [bare(clause.slice(0, at)), *_results(clause.text[word.end :].strip())]
        if word.low not in ("and", "but") or word.tag != "CJC":
            continue
        right = next((group for group in clause.groups if group.start > at), None)
        subject = clause.subject(right) if right else None
        if subject and subject[0] == at + 1 and any(group.end <= at for group in clause.groups):
            rest = ("but " if word.low == "but" else "") + clause.text[clause.words[at + 1].start :]
            return [bare(clause.slice(0, at)), *_results(rest)]
    return [result]


def whole_sentence(text: str) -> str:
    """A condition with its result as one sentence."""
    return sentence(text)
