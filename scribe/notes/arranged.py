"""The units of a sentence in one arrangement, where its grammar allows two that say the same.

Each function takes units and gives units, and is used on the claim and on its source alike.
"""

from __future__ import annotations

from dataclasses import replace

from scribe.notes.units import Unit
from scribe.notes.words import embedding, is_verb_base, is_verb_past, known, lemma, speech, word_list

_AND = frozenset(word_list("and but or then so"))
_NEW_CLAUSE = frozenset(
    word_list(
        "because when if that who which while where what how why since as until unless before after whether than though "
        "although otherwise"
    )
)
_END = frozenset(".?!;:")


def arranged(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with a name before what it is ('Peter, her son,' is 'her son Peter'), and each subject said once."""
    return without_repeated_subjects(name_last(units))


def name_last(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'Peter, her son, shops' as 'her son Peter shops'. Not in a list: 'Peter, her son, and Doreen'."""
    for at in range(len(units) - 2):
        name, whose, kin = units[at : at + 3]
        after = units[at + 3] if at + 3 < len(units) else None
        closed = after is None or (after.mark[:1] in (",", ".") and after.word not in ("and", "or"))
        listed = name.mark[:1] == "," or name.before in ("and", "or")
        if _is_name(name) and _is_whose(whose) and kin.word in _kin() and not kin.mark and closed and not listed:
            moved = (replace(whose, mark=name.mark), kin, replace(name, mark=""))
            rest = () if after is None else (replace(after, mark=after.mark[1:]), *units[at + 4 :])
            return (*units[:at], *moved, *rest)
    return units


def _is_name(unit: Unit) -> bool:
    return unit.shown[:1].isupper() and (bool(unit.group) and unit.group not in ("i", "we") or not known(unit.word))


def _is_whose(unit: Unit) -> bool:
    return "possessive" in unit.case and unit.mark == ","


def _kin() -> frozenset[str]:
    return frozenset((*speech("kin"), *speech("person_nouns"), *speech("she_nouns"), *speech("he_nouns")))


def without_repeated_subjects(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'I take them and I forget' as 'I take them and forget': the second subject is left out where nobody else can be
    meant.

    Nobody else can where the clause before opens with the same subject and holds no other clause, no other subject
    ('she', 'he') and no verb after which a sentence may begin ('I know my son came and I left').
    """
    kept: list[Unit] = []
    subject, alone, opening = "", False, True
    for at, unit in enumerate(units):
        if set(unit.mark) & _END:
            subject, alone, opening = "", False, True
        after = units[at + 1] if at + 1 < len(units) else None
        if opening:
            if unit.word in speech("openers") or unit.word in speech("adverbs") or unit.word in ("yes", "no"):
                pass
            else:
                subject = unit.group if _is_subject(unit, after) else ""
                alone, opening = bool(subject), False
        elif _is_subject(unit, after) and (kept[-1].word in _AND or unit.mark == ","):
            if alone and unit.group == subject:
                continue
            subject, alone = unit.group, True
        elif unit.word in _AND or unit.mark == ",":
            first = after if unit.word in _AND else unit
            goes_on = first is not None and (
                _is_subject(first, None) or first.word in speech("adverbs") or _is_verb(first)
            )
            alone = alone and goes_on
        elif unit.word in _NEW_CLAUSE or unit.lemma in embedding() or unit.case == "subject":
            alone = False
        kept.append(unit)
    return tuple(kept)


def _is_subject(unit: Unit, after: Unit | None) -> bool:
    """Whether it is a word for a person as the subject of a verb; not the first of two ('you and I')."""
    joined = after is not None and after.word in ("and", "or")
    return bool(unit.group) and "subject" in unit.case.split() and not joined


def _is_verb(unit: Unit) -> bool:
    verb = is_verb_base(unit.lemma) and (unit.lemma in speech("verb_first") or is_verb_past(unit.word))
    return verb or unit.word in (
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "have",
        "had",
        "not",
        "can",
        "will",
        "would",
        "do",
    )


def with_kin_owned(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'Mum does it' as 'my mum does it', for that is whose mum she is. The 'my' that is put in shows no word."""
    found: list[Unit] = []
    bare = {lemma(word) for word in (*speech("bare_kin"), "mum", "dad")}
    for at, unit in enumerate(units):
        owned = (
            at and not unit.mark and (units[at - 1].case.find("possessive") >= 0 or units[at - 1].word in _BEFORE_KIN)
        )
        if unit.lemma in bare and not owned:
            found.append(Unit("my", "my", "", "i", "possessive", unit.speaker, mark=unit.mark, before=unit.before))
            unit = replace(unit, mark="", before="my")
        found.append(unit)
    return tuple(found)


_BEFORE_KIN = frozenset(word_list("the a an this that 's no any another old poor dear and"))
