"""Takes what stands in brackets or between commas out of the middle of a sentence, to a line of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.grammar import Clause, read
from easyread.steps.piece import Piece, Setting, bare, sentence
from easyread.steps.singled_out import may_be_somebody

_BRACKET = re.compile(r" ?\((?P<inside>[^()]+)\)")


def brackets(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Some people (for example, carers) can appeal.' is 'Some people can appeal.', 'For example, carers.'

    A sum, a short name or a date in brackets stays where it is: it belongs to the word before it.
    """
    for match in _BRACKET.finditer(piece.text):
        inside = match["inside"].strip()
        if piece.text[match.end() :].startswith(",") and re.search(r"\b(?:and|or)\b", piece.text[match.end() :]):
            continue
        rest = piece.text[: match.start()] + piece.text[match.end() :]
        if re.search(r"(?i),| (?:and|but|or|if|unless|when|so|because) ", piece.text[match.end() :]):
            continue  # what goes on after the bracket would come between it and what it tells of
        if re.match(r"(?i)(?:for example|e\.g\.|such as|like)\b", inside):
            example = re.sub(r"(?i)^(?:for example|e\.g\.|such as|like),? ?", "", inside)
            return _apart(piece, rest, f"For example, {example}", setting)
        if re.match(r"(?i)(?:including|this includes|includes)\b", inside):
            what = re.sub(r"(?i)^(?:including|this includes|includes) ", "", inside)
            return _apart(piece, rest, f"This includes {what}", setting)
        if (
            re.match(r"£?\d.* (?:at|a|per|each)\b", inside)
            and re.match(r"\.?$", piece.text[match.end() :])
            and (setting.easy or read(piece.text).length > setting.longest)
        ):
            return _apart(piece, rest, f"This is {inside}", setting)
        if re.match(r"(?i)(?:see|please see|call|phone|ask)\b", inside):
            return _apart(piece, rest, inside, setting)
        if re.match(r"(?i)(?:enclosed|attached)$", inside):
            thing = _thing_before(read(piece.text), match.start())
            if thing:
                return _apart(
                    piece, rest, f"{thing} {'are' if thing.endswith('s') else 'is'} with this letter", setting
                )
        if re.match(r"(?i)(?:if|unless) ", inside):
            condition = inside[:1].upper() + inside[1:]
            first = bare(rest)
            return (piece.saying(f"{condition}, {first[:1].lower() + first[1:]}."),)
        whole = read(sentence(inside))
        if whole.groups and whole.groups[0].start and whole.subject(whole.groups[0]):
            return _apart(piece, rest, inside, setting)
    return (piece,)


def _apart(piece: Piece, rest: str, more: str, setting: Setting) -> tuple[Piece, ...]:
    return *brackets(piece.saying(sentence(rest)), setting), replace(piece, text=sentence(more), dropped=())


_NAMING = frozenset(("NN", "NP", "AJ", "CR", "UN"))
_ARTICLES = frozenset(("AT", "DP", "DT"))


def _thing_before(clause: Clause, end: int) -> str | None:
    """The noun with its article that ends at a character: 'the form'."""
    at = max((at for at, word in enumerate(clause.words) if word.end <= end), default=-1)
    while at > 0 and clause.words[at].text == ")":
        at = next((place for place in range(at, -1, -1) if clause.words[place].text == "("), 0) - 1
    start = _start_of_name(clause, at)
    while (
        start > 0 and clause.words[start].tag[:2] in _NAMING and clause.words[start - 1].tag[:2] in _NAMING | _ARTICLES
    ):
        start -= 1
    named = at >= 0 and clause.words[at].text[0].isupper()
    if at < 0 or not named and clause.words[at].tag[:2] not in ("NN", "NP"):
        return None
    if clause.words[start].tag[:2] not in ("AT", "DP", "NP", "DT"):
        start = _article_before(clause, start)
    if (
        start > 1
        and clause.words[start - 1].tag == "PRF"
        and (whole := _thing_before(clause, clause.words[start - 2].end))
    ):
        return f"{whole} of {clause.slice(start, at + 1)}"
    if clause.words[start].tag[:2] not in ("AT", "DP", "NP", "DT") and not (
        named and clause.words[start].text[0].isupper()
    ):
        return None
    thing = clause.slice(start, at + 1)
    if re.fullmatch(r"(?i)(?:an?|each|every) (?:hour|day|night|week|month|year|visit)", thing):
        return None
    return thing[:1].upper() + thing[1:]


def _article_before(clause: Clause, at: int) -> int:
    """The article up to four words before, with only words of one name between: 'the community falls team'."""
    for place in range(at - 1, max(-1, at - 5), -1):
        if clause.words[place].tag in ("AT0", "DPS"):
            return place
        if clause.words[place].is_mark or clause.words[place].tag[:2] in ("PR", "CJ", "PN", "VM", "VB", "TO", "AV"):
            return at
    return at


def _start_of_name(clause: Clause, at: int) -> int:
    """Where a name that ends at a word begins, its article with it: 'the Care and Support Ombudsman'."""
    start = at
    while start > 0 and clause.words[at].text[0].isupper():
        before = clause.words[start - 1]
        joined = before.low in ("and", "of", "for", "the") and start > 1 and clause.words[start - 2].text[0].isupper()
        if not before.text[0].isupper() and not (joined and before.low != "the") or before.is_mark:
            break
        start -= 1
    if start and clause.words[start - 1].tag[:2] in ("AT", "DP") and clause.words[at].text[0].isupper():
        start -= 1
    return start


_NAMED = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}"
_ROLE = "Officer|Worker|Manager|Nurse|Leader|Coordinator|Adviser|Advisor|Doctor|Therapist|Lead|Advocate|Team|Assessor"
_WHO_IT_IS = re.compile(rf"(?P<name>\b{_NAMED}), (?P<what>(?:a|an|your|our|the) [a-z][^,.;:]*)(?:,|(?=\.?$))")
_ITS_NAME = re.compile(
    rf"(?P<what>\b(?:[Yy]our|[Oo]ur|[Tt]he) (?:[\w-]+ ){{0,3}}(?:[a-z][\w-]*|{_ROLE})), "
    rf"(?P<name>{_NAMED}(?: of {_NAMED})?)"
    r"(?:,|(?=\.?$))"
)


_SOMEBODYS_NAME = re.compile(
    rf"(?P<what>\b[Aa]n? (?:[\w-]+ ){{0,4}}(?:{_ROLE}|advocate|interpreter|adviser|officer|worker|nurse)"
    rf"(?: \([A-Z]+\))?), (?P<name>{_NAMED}),"
)
_PLACE = re.compile(r"\b(?:Road|Street|Lane|Avenue|Way|Square|Close|Court|House|Building|Place|Hill|Drive|Floor)\b")


_THAT_IS = re.compile(r", that is,? (?P<more>(?:by|until|on|from) [^,]*\d[^,]*?)\.?$")


def that_is(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You must ask within a month, that is by 27 May.' is 'You must ask within a month.', 'That is by 27 May.'"""
    match = _THAT_IS.search(piece.text)
    if not match or read(piece.text).length <= setting.longest:
        return (piece,)
    more = replace(piece, text=f"That is {match['more']}.", dropped=())
    return piece.saying(sentence(piece.text[: match.start()])), more


def names(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You can call your aide, Jo Reed, on 999.' is 'Your aide is Jo Reed.', 'You can call your aide on 999.'"""
    if re.search(r"\bby our\b", piece.text) and not setting.easy or len(re.findall(",", piece.text)) > 3:
        return (piece,)
    for pattern, left in ((_WHO_IT_IS, "name"), (_SOMEBODYS_NAME, "name"), (_ITS_NAME, "what")):
        match = pattern.search(piece.text)
        if not match or _says_more(match["what"]) or _PLACE.search(match["name"]) or match["name"].startswith("Act "):
            continue
        after = piece.text[match.end() :]
        if re.match(r"\s*(?:and|or)\b", after) or re.search(r"\b(?:and|or)\b", match["what"]):
            continue  # 'to Mrs Green, your mother and the school' are three
        if not all(
            word.text[0].isupper() or word.tag[:2] in ("NN", "NP", "AJ", "DP", "AT", "PR", "VV", "VB", "CJ", "DT")
            for word in read(match["what"]).words
        ):
            continue
        other = match["what"] if left == "name" else match["name"]
        told = Piece(sentence(f"{match[left]} is {other}"), piece.kind)
        rest = piece.text[: match.start()] + match[left] + after
        return (piece.saying(sentence(rest)), told) if left == "name" else (told, piece.saying(sentence(rest)))
    return (piece,)


def _says_more(what: str) -> bool:
    """Whether a name's description has a verb that is not of 'that is registered'."""
    clause = read(what)
    groups = clause.groups
    return bool(groups) and not (len(groups) == 1 and clause.words[groups[0].start - 1].low in ("that", "which", "who"))


_RELATIVE = re.compile(r", (?P<who>which|who|whose) ")
_TELLS_WHAT_IT_IS = re.compile(r"(?:is|are|was|were) (?:called|named|known|an?|the|your|our)\b|names? (?:is|are)\b")


def relatives(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your nurse, who is called Jo, will visit.' is 'Your nurse is called Jo.', 'Your nurse will visit.'

    Only between commas: 'people who get Pension Credit' says which people, and stays.
    """
    clause = read(piece.text)
    match = _RELATIVE.search(piece.text)
    if not match:
        return _participles(piece, clause)
    thing = _thing_before(clause, match.start())
    if (
        not thing
        and match["who"] == "which"
        and re.search(r"(?:£?\d[\d,.]*|week|month|year)$", clause.text[: match.start()])
    ):
        thing = "This"
    at = next(at for at, word in enumerate(clause.words) if word.start == match.start("who"))
    if thing and match["who"] == "which" and may_be_of_another(clause, thing, at - 1):
        return (piece,)
    if thing and _hangs_on_another(clause, thing, at - 1):
        return (piece,)
    end = _end_of_relative(clause, at)
    if not thing or end is None:
        return (piece,)
    inside = clause.text[match.end() : clause.words[end].start].strip() if end < len(clause.words) else ""
    inside = bare(inside or clause.text[match.end() :])
    trailing = end < len(clause.words) and not any(group.start > end for group in clause.groups)
    if trailing and " that " in inside and re.search(rf"\bby {re.escape(thing)}$", clause.text[: match.start()]):
        end, inside = len(clause.words), bare(clause.text[match.end() :])
    elif trailing and (re.search(r",|\b(?:and|or|but)\b", inside) or not _TELLS_WHAT_IT_IS.match(inside)):
        return (piece,)  # 'seen by Jo Reed, who set a meeting, with a break of 15 minutes': the break may be of either
    if match["who"] != "whose" and read(sentence(inside)).words[0].tag in ("PNP", "AT0", "DPS"):
        return (piece,)  # 'the report, which we sent them': it is what is sent, and does nothing
    thing = _agreeing(thing, inside)
    if re.match(r"means? (?:that )?", inside) and match["who"] == "which":
        thing = "This"
    extra = f"{_possessive(thing)} {inside}" if match["who"] == "whose" else f"{_known(thing)} {inside}"
    rest = (
        clause.text[: match.start()] + " " + clause.text[clause.words[end].end :]
        if end < len(clause.words)
        else (clause.text[: match.start()])
    )
    main = replace(piece, text=sentence(rest))
    more = Piece(sentence(extra), piece.kind, piece.why)
    tells_name = re.match(r"(?:is|are) (?:called|named|a |an |the )|name is", inside) and match["who"] != "which"
    return (more, main) if tells_name and bare(rest) != bare(clause.text[: match.start()]) else (main, more)


def may_be_of_another(clause: Clause, thing: str, end: int) -> bool:
    """Whether 'which' at a comma may be of a noun before the nearest: 'a form, for instance a bill or a card, which'.

    Only the nouns since the last verb can be meant, so 'we sent the form to the office, which' has two.
    """
    start = max((group.end for group in clause.groups if group.end <= end), default=0)
    words = [word for word in clause.words[start:end] if word.end <= clause.words[end].start]
    named = len(read(thing).words)
    before = words[:-named] if named else words
    if words and (any(word.low == "by" for word in before[-2:]) or may_be_somebody(thing)):
        return True  # 'reported by a radiologist, which may take a week': all of it may
    if any(word.tag[:2] in ("NN", "NP") for word in before):
        return True
    return any(word.text == "," or word.tag == "CJC" for word in words)


def _hangs_on_another(clause: Clause, thing: str, end: int) -> bool:
    """'A laboratory in Leeds, which …': it is not sure which of the two is meant."""
    before = [word for word in clause.words[:end] if word.end <= clause.words[end].start - len(thing)]
    led = len(before) > 1 and before[-1].tag == "PRP" and before[-1].low in ("in", "at", "near", "on", "for", "about")
    return led and before[-2].tag[:2] in ("NN", "NP")


def _agreeing(thing: str, inside: str) -> str:
    """'The results of your test, which was': it is of the test, since the results 'were'."""
    whole, of, part = thing.rpartition(" of ")
    be = re.match(r"(?:is|was|has|does)\b", inside)
    if (
        not of
        or not be
        or not whole.endswith("s")
        or part.endswith("s")
        or not re.match(r"(?:your|our|the|an?) ", part)
    ):
        return thing
    return part[:1].upper() + part[1:]


def _known(thing: str) -> str:
    """'A notice' was told of: it is 'this notice' then."""
    return re.sub(r"^An? ", "This ", thing)


def _possessive(thing: str) -> str:
    return _known(thing) + ("'" if thing.endswith("s") else "'s")


def _end_of_relative(clause: Clause, at: int) -> int | None:
    """The comma after which the sentence goes on with its own verb, or the sentence's end."""
    words = clause.words
    for place in range(at, len(words)):
        if words[place].text == "," and place + 1 < len(words):
            if any(group.start == place + 1 for group in clause.groups):
                return place
            if words[place + 1].tag == "PRP" and not any(group.start > place for group in clause.groups):
                return place
            if words[place + 1].tag[:2] in ("AV", "XX") and any(group.start == place + 2 for group in clause.groups):
                return place
    main = [group for group in clause.groups if group.start < at]
    if not main:
        return None
    # A comma inside could end it: 'We wrote to Jo, who is away, on Monday'.
    commas = [place for place in range(at, len(words)) if words[place].text in ",;"]
    return None if commas else len(words)


def _participles(piece: Piece, clause: Clause) -> tuple[Piece, ...]:
    """'The team, based at the Centre, will lead.' is 'The team is based at the Centre.', 'The team will lead.'"""
    match = re.search(
        r", (?P<what>(?:also known as|(?:originally |first )?(?:planned|scheduled|due)|based|called|known as|located"
        r"|situated) [^,]+),",
        piece.text,
    )
    thing = _thing_before(clause, match.start()) if match else None
    if not match or not thing:
        return (piece,)
    be = "are" if re.search(r"[^s]s$", thing) else "is"
    if re.match(r"originally|first|planned|scheduled", match["what"]):
        be = {"is": "was", "are": "were"}[be]
    main = sentence(piece.text[: match.start()] + piece.text[match.end() :])
    if match["what"].startswith("also"):
        return piece.saying(main), Piece(f"{_known(thing)} {be} {match['what']}.", piece.kind)
    return Piece(f"{thing} {be} {match['what']}.", piece.kind), piece.saying(main)
