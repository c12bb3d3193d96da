"""Says 'you' of the reader and 'we' of the writer, where the reader's card names them, and of nobody else."""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, read
from easyread.inflect import base
from easyread.steps.piece import Piece, Setting
from easyread.steps.singled_out import may_be_another, means_the_reader

_ROLES = ("applicant", "claimant", "service user", "tenant", "customer", "patient", "resident", "appellant")
_ANOTHER = (
    r" (?:in|at|on|with|who|whom|whose|that|from|next|beside|opposite|below|above|named)\b(?! \d)(?! [A-Z][a-z]+day)"
)
"""'The patient in the next bed' is another than the patient."""
_BODIES = {
    "council": ("council", "local authority", "authority"), "department": ("department",), "dwp": ("department",),
    "trust": ("trust",), "association": ("association", "landlord"), "homes": ("association", "landlord"),
    "housing": ("association", "landlord"), "hospital": ("hospital",), "team": ("team",),
}  # fmt: skip
_THEIRS = {
    "they": "you", "them": "you", "their": "your", "theirs": "yours", "themselves": "yourself", "themself": "yourself",
    "she": "you", "her": "", "hers": "yours", "herself": "yourself",
    "he": "you", "him": "you", "his": "your", "himself": "yourself",
}  # fmt: skip


def say_you(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The applicant must provide evidence.' is 'You must provide evidence.' where the applicant is the reader.

    A sentence in which 'she' or 'they' may be somebody else stays as it is, and so does one that may mean another.
    """
    if not setting.reader.is_you:
        return (piece,)
    roles = [rf"[Tt]he {role}" for role in _ROLES if not setting.two_in_one_role]
    names = _name_forms(setting.reader.name) if setting.reader.name else []
    own = "|".join(sorted((*(f"{role}(?!{_ANOTHER})" for role in roles), *names), key=len, reverse=True))
    if not own or not means_the_reader(piece.text, names, roles):
        return (piece,)
    text = _replaced(piece.text, own, "you", "you", "your")
    if text == piece.text:
        return (piece,)
    if re.search(r"(?i)\b(?:she|he|they|her|his|their|them|him)\b", text):
        if may_be_another(text):
            return (piece,)
        text = _pronouns(text)
    return (piece.saying(text),)


def say_we(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The Council will respond.' is 'We will respond.' where the council is the writer."""
    writer = setting.reader.writer
    if not writer:
        return (piece,)
    bodies = {body for key, found in _BODIES.items() if key in writer.lower() for body in found}
    names = [re.escape(writer), rf"[Tt]he {re.escape(writer)}", *(rf"[Tt]he {body.title()}" for body in bodies)]
    names += [rf"[Tt]he {body}" for body in bodies - {"trust", "team", "hospital", "authority"}]
    # 'A place at Oakfield School' is no 'place at us'.
    own = rf"(?<!\bat )(?<!\bin )(?<!\bnear )(?:{'|'.join(sorted(names, key=len, reverse=True))})"
    text = _ours(_replaced(piece.text, own, "we", "us", "our"))
    if text == piece.text or not re.search(r"(?i)\bits?\b|\bitself\b", text):
        return (piece.saying(text),)
    own_words = _its(text)
    return (piece.saying(own_words),) if own_words else (piece,)


def _ours(text: str) -> str:
    """'The consent of us' is 'our consent'."""
    text = re.sub(r"\bon behalf of us\b", "for us", text)
    text = re.sub(r"\b(us|you) \(\1\)", r"\1", text)
    return re.sub(r"\bthe ((?:[a-z-]+ ){0,3}[a-z]+) of us\b", r"our \1", text)


def _its(text: str) -> str | None:
    """'We are reviewing its policy' is 'We are reviewing our policy'; None where 'it' may be another thing."""
    clause = read(text)
    for at, word in enumerate(clause.words):
        if word.low not in ("it", "its", "itself"):
            continue
        if word.low != "its" or any(one.tag[:2] in ("NN", "NP") for one in clause.words[:at]):
            return None
        return _its(_put(text, word.start, word.end, "our")) or _put(text, word.start, word.end, "our")
    return text


def _name_forms(name: str) -> list[str]:
    """'Mrs Amina Begum' is also 'Mrs Begum' and 'Amina Begum', never 'Begum' alone, who may be of her family."""
    parts = name.split()
    forms = [name]
    if "and" in parts or "&" in parts:
        return [re.escape(name)]  # a couple that reads one letter: neither of them alone is 'you'
    if parts[0].rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Dr", "Mx") and len(parts) > 2:
        forms += [f"{parts[0]} {parts[-1]}", " ".join(parts[1:])]
    return [re.escape(form) for form in forms]


def _replaced(text: str, own: str, subject: str, thing: str, possessive: str) -> str:
    pattern = re.compile(rf"\b(?:{own})\b(?P<of>['’]s?(?=[\s.,;:)]|$))?(?! (?:[A-Z]|of [A-Z]|of the))")
    match = pattern.search(text)
    while match:
        if match["of"]:
            alone = not text[match.end() :].startswith(" ")
            text = _put(text, match.start(), match.end(), f"{possessive}s" if alone else possessive)
        else:
            clause = read(text)
            group = _group_of(clause, match.end())
            shown = _put(text, match.start(), match.end(), subject if group else thing)
            grown = len(shown) - len(text)
            text = _agreeing(shown, clause, group, grown) if group else shown
        match = pattern.search(text, match.start() + 1)
    return text


def _put(text: str, start: int, end: int, word: str) -> str:
    first = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?"
    return text[:start] + (word.capitalize() if first else word) + text[end:]


def _group_of(clause: Clause, end: int) -> VerbGroup | None:
    """The verbs whose subject ends here."""
    for group in clause.groups:
        subject = clause.subject(group)
        if subject and clause.words[subject[1] - 1].end == end and _is_head(clause, subject, end):
            return group
    return None


def _is_head(clause: Clause, subject: tuple[int, int], end: int) -> bool:
    """'The letter from the council is': the letter is, not the council."""
    return not any(clause.words[at].tag in ("PRP", "PRF") and clause.words[at].end < end for at in range(*subject))


_FIRST_PERSON = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't"}


def _agreeing(text: str, clause: Clause, group: VerbGroup, grown: int) -> str:
    """The verbs of a subject that became 'you' or 'we', those after 'and' too."""
    for other in reversed(clause.groups):
        first = other.words[0]
        own = other is group or (
            other.start > group.start and clause.subject(other) is None and _joined(clause, group, other)
        )
        if own:
            form = _FIRST_PERSON.get(first.low) or (base(first.low) if first.tag == "VVZ" else first.text)
            text = text[: first.start + grown] + form + text[first.end + grown :]
    return text


def _joined(clause: Clause, group: VerbGroup, other: VerbGroup) -> bool:
    between = clause.words[group.end : other.start]
    return (
        bool(between)
        and between[-1].low in ("and", "or", "but")
        and not any(word.tag in ("CJS", "CJT", "PNQ", "DTQ") for word in between)
    )


def _pronouns(text: str) -> str:
    clause = read(text)
    for at in range(len(clause.words) - 1, -1, -1):
        word = clause.words[at]
        if word.low not in _THEIRS:
            continue
        shown = _THEIRS[word.low]
        if word.low == "her":
            shown = "your" if word.tag == "DPS" else "you"
        new = _put(text, word.start, word.end, shown)
        group = next((group for group in clause.groups if group.start == at + 1), None)
        if shown == "you" and group and word.low in ("she", "he"):
            new = _agreeing(new, clause, group, len(new) - len(text))
            text, clause = new, read(new)
            return _pronouns(text)
        text = new
    return text
