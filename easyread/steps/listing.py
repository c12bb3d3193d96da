"""Makes a list of lines out of a list inside a sentence, after a line that leads into it and ends in ':'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from easyread.grammar import Clause, Word, read
from easyread.objects import lacks_object
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, bare, sentence

_ENOUGH = 3
_ITEM_WORDS = 14
_SHORT = 8
"""A sentence of so many words is no easier as a list."""


@dataclass(frozen=True)
class _Series:
    """Items of a list, the words before the first of them, and whether any one of them is meant ('or')."""

    lead: str
    items: tuple[str, ...]
    either: bool
    tail: str = ""


def lists(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We can help with washing, dressing and meals.' is 'We can help with:', '- washing', '- dressing', '- meals'."""
    if piece.kind is not LineKind.IDEA or not setting.easy and read(piece.text).length <= setting.longest:
        return (piece,)
    clause = read(piece.text)
    if clause.length <= _SHORT or re.match(r"(?i)for example\b", piece.text):
        return (piece,)
    if re.search(r", (?:including|such as|for example|like|namely|that is)\b", piece.text) or setting.in_list:
        return (piece,)
    series = (
        _after_colon(piece.text)
        or _of_thats(piece.text, setting.longest)
        or _of_questions(clause)
        or _of_finite(clause)
        or _of_verbs(clause)
        or _of_nouns(clause)
    )
    if series and clause.length <= setting.longest and _are_qualities(series):
        return (piece,)
    if not series or read(series.lead).length < 2:
        return (piece,)
    lead = replace(piece, text=f"{series.lead.rstrip(' ,:')}:")
    last = len(series.items) - 1
    return lead, *(
        Piece(f"or {item}" if series.either and at == last else item, LineKind.LIST, piece.why)
        for at, item in enumerate(series.items)
    )


def _of_thats(text: str, longest: int) -> _Series | None:
    """'You confirm that you read it and that you agree.': two things that are said, in a long sentence."""
    match = re.match(r"^(?P<lead>[^,]+?) (?P<one>that [^,]+?) and (?P<two>that [^,]+?)\.?$", text)
    if not match or read(text).length <= longest or " that " in match["lead"] or read(match["lead"]).groups[-1:] == ():
        return None
    last = read(match["lead"])
    if last.words[-1].tag[0] != "V" or any(group.negated for group in last.groups):
        return None
    if not all(read(match[one]).groups for one in ("one", "two")) or re.search(r"\b(?:if|unless)\b", text):
        return None
    return _Series(match["lead"], (match["one"], match["two"]), either=False)


def _are_qualities(series: _Series) -> bool:
    """'Red, hot or painful': words that tell what something is like, and not things."""
    single = all(re.fullmatch(r"[a-z-]+", item) and read(item).words[0].tag != "NN2" for item in series.items)
    return single and any(read(item).words[0].tag == "AJ0" for item in series.items)


def _after_colon(text: str) -> _Series | None:
    """'Your plan covers the following: care, meals and shopping.'"""
    lead, colon, rest = text.partition(": ")
    if not colon or read(lead).length < 2 or re.search(r"[.?!] ", rest):
        return None
    mark = ";" if ";" in rest else ","
    parts = [part.strip() for part in bare(rest).split(mark)]
    last = re.match(r"^(?:(?P<front>.+?),? )?(?P<join>and|or) (?P<end>.+)$", parts[-1])
    if not last or len(parts) + bool(last["front"]) < _ENOUGH:
        return None
    items = [*parts[:-1], *filter(None, (last["front"], last["end"]))]
    lead = re.sub(r"(?i) (?:the following|as follows)$", "", lead)
    return _Series(lead, tuple(items), last["join"] == "or")


def _of_nouns(clause: Clause) -> _Series | None:
    """Three or more things with commas, the last after 'and' or 'or', up to the end of the sentence."""
    cuts = _cuts(clause)
    if not cuts:
        return None
    commas, join = cuts
    words = clause.words
    start = _start_of_item(clause, commas[0])
    if start is None or start == 0:
        return None
    start = _before_purpose(clause, start, commas[0])
    if words[start].tag == "AJ0" and words[start + 1].tag == "PRF":
        start += 2  # 'kept clear of bicycles, prams and other items'
    bounds = [start, *commas, join]
    items = [clause.slice(at if at == start else at + 1, end) for at, end in zip(bounds, bounds[1:], strict=False)]
    items = [bare(item) for item in items if item]
    last = bare(clause.text[words[join].end :])
    last, tail = _shared_tail(last)
    items.append(last)
    if not tail and _has_tail(items):
        items[-1], tail = _tail(items)
    if len(items) < _ENOUGH or not all(map(_is_item, items)) or _has_tail(items) or not _are_alike(items):
        return None
    if _is_list_in_an_item(items, words[join].low):
        return None
    if _may_be_of_the_first(items) or _are_led_apart(clause, start, items):
        return None
    apart = words[join - 1].text == ","
    if not apart and any(word.tag == "CJC" and word.low != words[join].low for word in words[commas[-1] : join]):
        return None  # 'savings, shares and income from home or abroad': it is not sure what 'or' joins
    if any(re.search(r"\b(?:but|not|except|unless|nor)\b", item) for item in items):
        return None  # 'meals and laundry but not hairdressing, newspapers or outings'
    if words[start - 1].low in ("between", "from"):
        return None
    lead = clause.slice(0, start)
    shared = re.search(r"(?i) (?:any|all|some|other)$", lead)
    if tail:
        these = "any of these" if words[join].low == "or" else "these"
        lead = re.sub(r"(?i) (?:any|all)$", "", lead) + f" {these} {tail}"
    elif shared:
        lead = lead[: shared.start()] + (" any of these" if shared.group().strip().lower() == "any" else shared.group())
    lead = re.sub(r",? (?:such as|including|like)$", lambda match: match.group(), lead)
    return _Series(lead, tuple(items), words[join].low == "or" and not tail)


def _is_list_in_an_item(items: list[str], join: str) -> bool:
    """'Pigeons, seagulls or foxes in the yard, gardens or balconies': what follows 'in' is a list of its own."""
    middle = [read(item).words for item in items[1:-1]]
    led = any(word.tag == "PRP" for words in middle for word in words[1:])
    return led and " " not in items[-1] or any(word.low == join == "or" for words in middle for word in words)


def _may_be_of_the_first(items: list[str]) -> bool:
    """'Proof of your income, your savings and your rent': what follows may be of the proof, and no thing by itself.

    'A copy of your letter, two photographs and a bill' are three: each begins as the first does, and not as what is
    after its 'of'.
    """
    first = read(items[0]).words
    of = next((at for at, word in enumerate(first) if word.tag == "PRF"), 0)
    if not of or of + 1 == len(first) or all(" of " in item for item in items):
        return False
    starts = [read(item).words[0] for item in items[1:]]
    own = first[0].tag in _STARTS and all(word.tag in _STARTS for word in starts)
    return not own or first[of + 1].tag in _STARTS and all(word.tag == first[of + 1].tag for word in starts)


def _are_led_apart(clause: Clause, start: int, items: list[str]) -> bool:
    """'Two in the morning, one at noon and one at night': 'in' leads the first alone."""
    if clause.words[start - 1].tag != "PRP":
        return False
    return any(len(words := read(item).words) > 1 and words[1].tag == "PRP" and words[0].tag in ("CRD", "PNI", "DT0")
               for item in items[1:])  # fmt: skip


_STARTS = ("AT0", "CRD", "DPS")
_SORTS = {"PRP": "how", "TO0": "to", "VVI": "act", "VVB": "act", "VVN": "act"}


def _are_alike(items: list[str]) -> bool:
    """Whether all items are things, or ways ('by post', 'online'), or acts, and none is of another sort."""
    done = [read(item).words[0].tag in ("VVN", "VVD", "VVZ") for item in items]
    if any(done) and not all(done):
        return False  # 'set three goals, agreed a date and gave you a number'
    # A single word ('online', 'washing') may be any of them.
    return len({_SORTS.get(read(item).words[0].tag, "thing") for item in items if " " in item}) <= 1


def _has_tail(items: list[str]) -> bool:
    """Whether words after the last item may be of all of them: 'a friend, a carer or an advocate with you'."""
    *others, last = (
        tuple(word.tag in ("PRP", "TO0", "CJS", "CJT", "DTQ", "PNQ") for word in read(item).words[1:]) for item in items
    )
    if re.search(r"\b(?:those|people|anyone|anybody) who\b", items[-1]):
        return False
    return any(last) and not any(map(any, others))


def _tail(items: list[str]) -> tuple[str, str]:
    """The last of things that each have an article, and what is said after it of all; '' if that is unsure."""
    last = read(items[-1])
    cut = next((at for at, word in enumerate(last.words) if at and word.tag == "PRP"), 0)
    each = all(read(item).words[0].tag in ("AT0", "DPS") for item in items)
    if (
        not cut
        or not each
        or len(last.words) - cut > 6
        or any(word.tag in ("CJS", "CJT", "PNQ", "DTQ") for word in last.words)
    ):
        return items[-1], ""
    return last.slice(0, cut), last.slice(cut)


def _shared_tail(last: str) -> tuple[str, str]:
    """'Property that you have' is 'property', with 'that you have' for all of the list."""
    match = re.match(r"^(?P<item>.+?) (?P<tail>(?:that|which) (?:you|we|they) (?:have|get|own|receive|need))$", last)
    return (match["item"], match["tail"]) if match else (last, "")


def _cuts(clause: Clause) -> tuple[list[int], int] | None:
    """The commas of a list and its last 'and' or 'or'."""
    words = clause.words
    inside = _in_brackets(clause)
    joins = [
        at
        for at, word in enumerate(words)
        if word.tag == "CJC" and word.low in ("and", "or") and at not in inside and not _of_a_span(clause, at)
    ]
    for join in reversed(joins):
        commas: list[int] = []
        for at in range(join - 1, -1, -1):
            if at in inside:
                continue
            if words[at].text == ",":
                commas.insert(0, at)
            elif words[at].tag in ("VM0", "VBB", "VBZ", "VBD", "VHB", "VHZ", "CJS", "PNQ") or words[at].text in ";:":
                break
        if commas and commas[-1] == join - 1:
            commas.pop()
        if commas:
            return commas, join
    return None


def _of_a_span(clause: Clause, join: int) -> bool:
    """'Between 9am and 12 noon'."""
    return any(word.low == "between" for word in clause.words[max(0, join - 4) : join])


def _in_brackets(clause: Clause) -> frozenset[int]:
    """The places of words in brackets."""
    found, depth = set[int](), 0
    for at, word in enumerate(clause.words):
        depth += word.text == "("
        if depth:
            found.add(at)
        depth -= word.text == ")"
    return frozenset(found)


def _may_be_in_item(word: Word) -> bool:
    """Whether a word can stand inside the first item: no verb but one in '-ing', no 'to' or 'with', no mark."""
    leads = word.tag in ("PRP", "TO0", "VM0", "CJS", "CJT", "AVP") or word.is_mark
    return not leads and (word.tag[0] != "V" or word.tag == "VVG")


def _start_of_item(clause: Clause, comma: int) -> int | None:
    """Where the first item begins: after the verb or before the preposition that the next item has too."""
    words = clause.words
    next_tag = words[comma + 1].tag if comma + 1 < len(words) else ""
    if next_tag in ("PRP", "TO0"):
        return next((at for at in range(comma - 1, 0, -1) if words[at].tag == next_tag), None)
    inside = _in_brackets(clause)
    at = comma
    while at > 0 and (at - 1 in inside or _may_be_in_item(words[at - 1])):
        at -= 1
    if clause.slice(at - 1, at + 1).lower() == "into account":
        at += 1
    # 'Such as' and 'including' are part of the lead.
    while at < comma and words[at].low in ("such", "as", "including", "any", "all", "away"):
        at += 1
    if any(word.tag in ("PNP",) for word in words[at:comma]):
        at = next(place for place in range(comma - 1, -1, -1) if words[place].tag == "PNP") + 1
    return at if at < comma else None


def _before_purpose(clause: Clause, start: int, comma: int) -> int:
    """Where the first item begins if it has a 'to …' as others have: 'an aid to prepare food, prompting to wash'."""
    words = clause.words
    if start < 2 or words[start - 1].tag != "VVI" or words[start - 2].tag != "TO0":
        return start
    if not any(word.tag == "TO0" for word in words[comma:]):
        return start
    group = next((group for group in reversed(clause.groups) if group.end <= start), None)
    return group.end if group and group.end < start - 2 else start


def _is_item(text: str) -> bool:
    clause = read(text)
    if (
        not 0 < clause.length <= _ITEM_WORDS
        or clause.words[0].tag == "CJC"
        or clause.words[-1].tag in ("PRP", "PRF", "TO0")
    ):
        return False
    if any(group.start and clause.words[group.start - 1].tag == "PNP" for group in clause.groups) and not _is_relative(
        clause, clause.groups[0].start
    ):
        return False  # 'your application, we require proof'
    if any(word.tag in ("AT0", "DPS") and clause.words[at].tag[:2] == "NN" for at, word in enumerate(clause.words[1:])):
        return False  # 'keep in working order the heating, the water supply and the drains'
    return not any(
        group.words[0].tag[:2] in ("VM", "VB", "VH", "VD") and not _is_relative(clause, group.start)
        for group in clause.groups
    )


def _is_relative(clause: Clause, at: int) -> bool:
    return any(word.tag in ("PNQ", "DTQ", "CJT") for word in clause.words[:at])


def _of_finite(clause: Clause) -> _Series | None:
    """'If you have no money, have lost your job or are ill': what one person does, after 'if' or 'that'."""
    starts = {group.start: group for group in clause.groups}
    joins = [at for at, word in enumerate(clause.words) if word.tag == "CJC" and at + 1 in starts]
    commas = [at for at, word in enumerate(clause.words) if word.text == "," and at + 1 in starts]
    if not joins or not commas or commas[0] > joins[-1]:
        return None
    first = next((group for group in reversed(clause.groups) if group.end <= commas[0]), None)
    subject = clause.subject(first) if first else None
    if not first or not subject or not any(word.tag in ("CJS", "CJT", "PNQ") for word in clause.words[: first.start]):
        return None
    if any(word.text == "," for word in clause.words[first.end :][: commas[0] - first.end]):
        return None
    bounds = [first.start, *(at for at in commas if at < joins[-1]), joins[-1]]
    items = [
        clause.slice(at if at == first.start else at + 1, end) for at, end in zip(bounds, bounds[1:], strict=False)
    ]
    items.append(clause.text[clause.words[joins[-1]].end :])
    lead = clause.slice(0, first.start)
    return (
        _Series(lead, tuple(map(bare, items)), clause.words[joins[-1]].low == "or") if len(items) >= _ENOUGH else None
    )


_ASKING = frozenset(("what", "whether", "why", "how", "who", "when", "where", "which"))


def _of_questions(clause: Clause) -> _Series | None:
    """'It must say whether you won, what the reasons were, and what will be done': what is told or asked."""
    words = clause.words
    asking = [at for at, word in enumerate(words) if word.low in _ASKING]
    commas = [at for at in range(len(words) - 1) if words[at].text == "," and words[at + 1].low in _ASKING]
    joins = [at for at in range(len(words) - 1) if words[at].tag == "CJC" and words[at + 1].low in _ASKING]
    first = max((at for at in asking if commas and at < commas[0]), default=0)
    if not commas or not joins or not first or commas[0] > joins[-1] or words[first - 1].tag[0] != "V":
        return None
    bounds = [first, *(at for at in commas if at < joins[-1]), joins[-1]]
    items = [clause.slice(at if at == first else at + 1, end) for at, end in zip(bounds, bounds[1:], strict=False)]
    items.append(clause.text[words[joins[-1]].end :])
    items = [bare(item) for item in items]
    if len(items) < _ENOUGH or any(read(item).length > _ITEM_WORDS or "," in item for item in items):
        return None
    return _Series(clause.slice(0, first), tuple(items), words[joins[-1]].low == "or")


_PLAIN_VERBS = ("VVI", "VVB", "VDI", "VHI", "VBI")


def _of_verbs(clause: Clause) -> _Series | None:
    """'The nurse will visit you, check your wound and change the dressing': what one person does, in one tense."""
    cuts = _cuts(clause)
    if not cuts:
        return None
    commas, join = cuts
    words = clause.words
    group = next((group for group in clause.groups if group.end <= commas[0]), None)
    starts = [at + 1 for at in (*commas, join)]
    if not group or any(start >= len(words) or words[start].tag not in _PLAIN_VERBS for start in starts):
        return None
    if group.words[-1].tag not in _PLAIN_VERBS or group.words[0] is group.words[-1]:
        return None
    if any(word.tag in ("TO0", "CJS", "CJT", "DTQ") for word in words[group.end : commas[0]]):
        return None  # 'must say whether it plans to keep, change or end the plan' is no duty to change it
    bounds = [group.end - 1, *commas, join]
    items = [
        clause.slice(at if at == group.end - 1 else at + 1, end) for at, end in zip(bounds, bounds[1:], strict=False)
    ]
    items.append(clause.text[words[join].end :])
    items = [bare(item) for item in items]
    lead = clause.slice(0, group.end - 1)
    bare_ones = [" " not in item or lacks_object(read(f"{lead} {item}").words) for item in items]
    if any(bare_ones[:-1]) and " " in items[-1]:
        return None  # 'may open, inspect and read the meter': all is done to the meter
    return _Series(lead, tuple(items), words[join].low == "or") if len(items) >= _ENOUGH and lead else None


def item_text(text: str) -> str:
    """A list line without its bullet."""
    return re.sub(r"^[-•*–]\s*", "", sentence(text)) if text else text
