"""The units of a sentence in one arrangement, where its grammar allows two that say the same.

Each function takes units and gives units, and is used on the claim and on its source alike.
"""

from __future__ import annotations

from dataclasses import replace

from easyread.language.words import embedding, is_verb_base, is_verb_past, known, lemma, number, speech, word_list
from scribe.notes.units import DAYS, Unit

_AND = frozenset(word_list("and but or then so"))
_NEW_CLAUSE = frozenset(
    word_list(
        "because when if that who which while where what how why since as until unless before after whether than "
        "though although otherwise"
    )
)
_END = frozenset(".?!;:")


def name_last(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'Peter, her son, shops' as 'her son Peter shops'. Not in a list: 'Peter, her son, and Doreen'."""
    for at in range(len(units)):
        for size in (2, 1):
            found = _apposition(units, at, size)
            if found:
                return found
    return units


def _apposition(units: tuple[Unit, ...], at: int, size: int) -> tuple[Unit, ...]:
    """The units with the name of so many words at this place put after what it is; () where no such name is."""
    name, rest = units[at : at + size], units[at + size :]
    if len(rest) < 2 or not all(_is_name(unit) for unit in name) or any(unit.mark for unit in name[1:]):
        return ()
    whose, kin, *after = rest
    closed = not after or (after[0].mark[:1] in (",", ".") and after[0].word not in ("and", "or"))
    listed = name[0].mark[:1] == "," or name[0].before in ("and", "or")
    if not (_is_whose(whose) and kin.word in _kin() and not kin.mark and closed) or listed:
        return ()
    moved = (replace(whose, mark=name[0].mark), kin, replace(name[0], mark=""), *name[1:])
    end = [replace(after[0], mark=after[0].mark[1:]), *after[1:]] if after else []
    return (*units[:at], *moved, *end)


def _is_name(unit: Unit) -> bool:
    somebody = bool(unit.group) and unit.group not in ("i", "we", "you", "she", "he", "they")
    return unit.shown[:1].isupper() and (somebody or not known(unit.word) or unit.word in ("doctor", "mr", "mrs", "ms"))


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
    clause = _Clause()
    pending = ""
    for at, unit in enumerate(units):
        after = units[at + 1] if at + 1 < len(units) else None
        if pending and unit.word not in speech("adverbs"):
            unit, pending = replace(unit, left_out=pending), ""
        if clause.repeats(unit, after, kept[-1] if kept else None):
            pending = clause.bound
        else:
            kept.append(unit)
        clause.read(unit, after, left_out=bool(pending))
    return tuple(kept)


class _Clause:
    """The clause that is being read: its subject, whether that is the only one which a later verb could have, and what
    rules its verb.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        """A new sentence: no subject yet."""
        self.subject, self.alone, self.opening, self.bound = "", False, True, "free"
        self._of_noun, self._noun = False, ""
        self._last = ""

    def repeats(self, unit: Unit, after: Unit | None, last: Unit | None) -> bool:
        """Whether this word is the same subject again, after 'and' or a comma."""
        joined = last is not None and (self._last in _AND or unit.mark == ",")
        return joined and not self.opening and self.alone and self._same(unit) and _is_subject(unit, after)

    def _same(self, unit: Unit) -> bool:
        """Whether it is the subject again; a nurse may be a 'she' or a 'he'."""
        return bool(unit.group) and unit.group in self.subject.split("/")

    def read(self, unit: Unit, after: Unit | None, *, left_out: bool) -> None:
        """Go on to the next word."""
        looks_after = unit.word == "after" and lemma(self._last) == "look"
        if set(unit.mark) & _END and not (unit.word in ("and", "but") and _is_subject(after, None)):
            self._begin()
        if self.opening:
            self._open(unit, after)
        elif left_out:
            pass
        elif _is_subject(unit, after) and (self._last in _AND or unit.mark == ","):
            self.subject, self.alone, self.bound = unit.group, True, "free"
        elif unit.word in _AND or unit.mark == ",":
            self._join(after if unit.word in _AND else unit)
        elif (unit.word in _NEW_CLAUSE and not looks_after) or _embeds(unit, after) or unit.case == "subject":
            self.alone = self.alone and unit.word == "that" and self._last in _AND
        if self._of_noun and _may_be_somebody(unit) and unit.word != self._noun:
            self.alone = False
        owns = after is not None and (after.word in _BEFORE_NOUN or number(after.word) is not None)
        if unit.word in _BINDING and not (unit.lemma == "do" and owns):
            self.bound = "bound"
        elif unit.word in ("have", "has", "had") and self.bound == "free" and not owns:
            self.bound = "perfect"
        if not (unit.word in ("that", *_WHENEVER) and self._last in _AND):
            self._last = unit.word

    def _open(self, unit: Unit, after: Unit | None) -> None:
        """What may come before a subject: 'well', 'still', 'on Tuesdays', 'at four'."""
        light = unit.word in speech("openers") or unit.word in speech("adverbs") or unit.word in ("yes", "no", *_TIMELY)
        if "possessive" in unit.case and after is not None and not after.mark and _pronoun_of(after):
            # 'My husband left and he pays': 'he' is the husband, as long as no other man is spoken of.
            self.subject, self.alone, self.opening = _pronoun_of(after), True, False
            self._of_noun, self._noun = True, after.word
        elif unit.word in ("the", "a") and after is not None and not after.mark and _noun_pronoun(after):
            # 'A man took it and he left', 'the carers come and they stay'.
            self.subject, self.alone, self.opening = _noun_pronoun(after), True, False
            self._of_noun, self._noun = True, after.word
        elif not (light or {unit.word, unit.lemma} & DAYS or number(unit.word) is not None):
            self.subject = unit.group if _is_subject(unit, after) else ""
            self.alone, self.opening = bool(self.subject), False

    def _join(self, first: Unit | None) -> None:
        """After 'and' the same subject goes on where another verb or the subject itself follows; a noun may be one."""
        goes_on = first is not None and (
            _is_subject(first, None) or first.word in (*speech("adverbs"), "that") or _is_verb(first)
        )
        self.alone = self.alone and goes_on


_BEFORE_NOUN = frozenset(word_list("a an the my your his her our their this that these those no any some all nothing"))
_WHENEVER = frozenset(word_list("sometimes usually often then now still always mostly occasionally"))
_NO_CLAUSE = frozenset(word_list("very well better badly about of to from with in on at like anymore much"))


def _embeds(unit: Unit, after: Unit | None) -> bool:
    """Whether another sentence may begin after this verb: not in 'I don't hear very well' or 'I think about it'."""
    return unit.lemma in embedding() and (after is None or after.word not in _NO_CLAUSE)


def _pronoun_of(unit: Unit) -> str:
    """'He' for a husband, 'she' for a sister, '' for anybody else."""
    return "he" if unit.word in speech("he_nouns") else "she" if unit.word in (*speech("she_nouns"), "mum") else ""


def _noun_pronoun(unit: Unit) -> str:
    """As `_pronoun_of`, and 'they' for 'carers'."""
    one = {unit.lemma, unit.word.removesuffix("s")} & {*speech("kin"), *speech("person_nouns")}
    many = bool(one) and unit.word not in one and not _pronoun_of(unit)
    return _pronoun_of(unit) or ("they" if many else "she/he" if one else "")


def owners_once(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'My back and my feet' as 'my back and feet'."""
    kept: list[Unit] = []
    for unit in units:
        near = [each for each in kept[-3:] if each.case == "possessive" and not set(each.mark) & _END]
        again = unit.case == "possessive" and not unit.mark and unit.before in ("and", "or")
        if not (again and near and (near[-1].group, near[-1].word) == (unit.group, unit.word)):
            kept.append(unit)
    return tuple(kept)


def _may_be_somebody(unit: Unit) -> bool:
    """Whether a word may name somebody whom 'he' or 'she' could mean as well."""
    named = (
        unit.shown[:1].isupper()
        and unit.before != "in"  # a place
        and unit.word not in ("a", "the")
        and not {unit.word, unit.lemma} & DAYS
        and unit.group not in ("i", "he", "she")
    )
    people = (*speech("he_nouns"), *speech("she_nouns"), *speech("person_nouns"), *speech("kin"))
    return named or unit.word in people or unit.lemma in people or unit.word in ("him", "her")


_TIMELY = frozenset(word_list("on at in every each last next this the of"))
_BINDING = frozenset(
    word_list("to can could will would should must may might do does did 'd let make help see hear watch used going")
)
"""Words under which a verb without a subject would come to stand: 'she can get up and come down'."""


def _is_subject(unit: Unit | None, after: Unit | None) -> bool:
    """Whether it is a word for a person as the subject of a verb; not the first of two ('you and I')."""
    joined = after is not None and after.word in ("and", "or")
    return unit is not None and bool(unit.group) and "subject" in unit.case.split() and not joined


def _is_verb(unit: Unit) -> bool:
    verb = is_verb_base(unit.lemma) and (unit.lemma in speech("verb_first") or is_verb_past(unit.word))
    return verb or unit.word in _HELPING


_HELPING = frozenset(word_list("is are was were am has have had not can will would do does did"))


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


_BEFORE_KIN = frozenset(word_list("the a an this that 's no any another old poor dear"))
