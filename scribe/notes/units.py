"""One word as the verifier weighs it, and the lists of words by which it does so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from easyread.language.canonical import canonical
from easyread.language.words import (
    MONTHS,
    WEEKDAYS,
    is_participle,
    is_verb_base,
    is_verb_past,
    is_when,
    lemma,
    past,
    plurals,
    read_as,
    speech,
    tokens,
    word_list,
)
from scribe.notes.people import SOMEBODY, People

NEGATORS = frozenset(word_list("not no never none nothing nobody neither nor without hardly barely nowhere cannot"))
MODALS = frozenset(
    word_list(
        "might may could would should can must will if unless only until except sometimes mostly maybe "
        "perhaps probably usually always often never used going nearly almost about think suppose hope want "
        "need try seem supposed able ought 'd most all some every rarely seldom mainly possibly definitely "
        "because before after either or"
    )
)
FUNCTION = frozenset(
    word_list(
        "the a an of to in on at by for with from and that this these those it its as is are was were be been "
        "being am have has had do does did so then there here what who which when where why how than up down "
        "out off over into 's too also just even very really well oh right okay ok please whether while since "
        "but any"
    )
)
DAYS = (
    WEEKDAYS
    | MONTHS
    | frozenset(
        word_list(
            "today tomorrow yesterday tonight week month year morning afternoon evening night noon midnight "
            "midday o'clock fortnight weekend day hour minute next last ago christmas easter daily weekly monthly "
            "nightly"
        )
    )
)
MONEY = frozenset(["pound", "penny", "pence", "quid", "p", "£", "cash"])
_PERSON_WORDS = {
    form: (group, case)
    for group, forms in {
        "i": "i me my mine myself", "we": "we us our ours ourselves", "you": "you you your yours yourself",
        "she": "she her her hers herself", "he": "he him his his himself", "they": "they them their theirs themself",
    }.items()
    for form, case in zip(forms.split(), ("subject", "object", "possessive", "own", "reflexive"), strict=True)
} | {"themselves": ("they", "reflexive"), "yourselves": ("you", "reflexive"), "her": ("she", "object possessive"),
     "his": ("he", "possessive own"), "you": ("you", "subject object")}  # fmt: skip
_PRONOUNS = ("i", "we", "you", "she", "he", "they")
_SPLIT = re.compile(r"(?i)^(.+?)(n't|'m|'re|'ve|'ll|'d|'s)$")
_WHOLE = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "n't": "not"}
_SAME = {
    "yeah": "yes",
    "yep": "yes",
    "yup": "yes",
    "aye": "yes",
    "nope": "no",
    "nah": "no",
    "ok": "okay",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
}


@dataclass(frozen=True)
class Unit:
    """One word as the verifier weighs it. `group` and `case` are those of a word for a person ('i', 'she', or a
    speaker's id).
    """

    word: str
    lemma: str
    shown: str = ""
    group: str = ""
    case: str = ""
    speaker: str = ""
    mark: str = ""
    """The marks between the word before and this one; '.' at the start of a text."""
    before: str = ""
    """The word before it, adverbs passed over; '@' for somebody's name, '' at the start of a sentence."""
    after: str = ""
    """The word after it; '@' for somebody's name, '' where a mark comes first."""
    aside: bool = False
    """Whether commas or a sentence's edge set it off on both sides, within its sentence: 'No, I have no pain'."""
    left_out: str = ""
    """Of a verb whose subject was taken away as said before: 'free'; 'bound' where the clause before holds a 'to', a
    'can' or the like, 'perfect' where it holds a 'have', under which the verb could come to stand.
    """

    @property
    def content(self) -> bool:
        """Whether it carries meaning of its own."""
        return (
            not self.group
            and self.word not in FUNCTION
            and self.word not in speech("fillers")
            and self.word not in ("yes",)
        )


@lru_cache(maxsize=512)
def units(text: str, people: People, speaker: str = "") -> tuple[Unit, ...]:
    """The words of a text as units; a known person's name is one unit of that person."""
    found: list[Unit] = []
    # The 'you' of 'thank you' is nobody.
    text = re.sub(r"(?i)\bthank you\b", "thanks", text)
    mark = "."
    for piece in _pieces(text, people):
        if isinstance(piece, Unit):
            found.append(replace(piece, mark=mark))
            mark = ""
            continue
        for token in tokens(canonical(piece)):
            if not token.is_word:
                mark += token.text
                continue
            first, *rest = _split(token.text, speaker)
            found += [replace(first, mark=mark), *rest]
            mark = ""
    return tuple(in_place(_those(_have_got(_would_or_had(found)))))


_BEFORE_THEM = frozenset(word_list("of in on with for from to at"))


def _those(found: list[Unit]) -> list[Unit]:
    """'One of them boxes' as 'one of those boxes': there 'them' is nobody."""
    for at in range(1, len(found) - 1):
        noun = found[at + 1]
        many = not noun.mark and not noun.group and noun.word != noun.lemma and noun.word in plurals(noun.lemma)
        if found[at].word == "them" and found[at - 1].word in _BEFORE_THEM and many:
            found[at] = replace(found[at], word="those", lemma="those", group="", case="")
    return found


def _have_got(found: list[Unit]) -> list[Unit]:
    """'Have got' as 'have', which is the same in British speech."""
    return [
        unit
        for at, unit in enumerate(found)
        if not (unit.word == "got" and at and not unit.mark and found[at - 1].word in ("have", "has", "'s"))
    ]


def in_place(found: Sequence[Unit]) -> list[Unit]:
    """Each with the words that it stands between, and whether it is set off from them."""
    placed: list[Unit] = []
    last = ""
    for at, unit in enumerate(found):
        if set(unit.mark) & set(".?!;"):
            last = ""
        mark = found[at + 1].mark if at + 1 < len(found) else "."
        follows = "" if mark else _bare(found[at + 1])
        aside = "," in unit.mark + mark and bool(unit.mark and mark)
        placed.append(replace(unit, before=last, after=follows, aside=aside))
        if unit.word not in speech("adverbs"):
            last = _bare(unit)
    return placed


def _bare(unit: Unit) -> str:
    return unit.word if unit.group in ("", *_PRONOUNS) else "@"


def _would_or_had(found: list[Unit]) -> list[Unit]:
    """Each 'd as 'would' or 'had' where the word after it shows which: 'I'd rather', 'I'd been'; else left as it is."""
    for at, unit in enumerate(found):
        after = next((each.word for each in found[at + 1 :] if each.word not in speech("adverbs")), "")
        if unit.word != "'d" or not after:
            continue
        participle = after in ("been", "better") or (is_verb_past(after) and not is_verb_base(after))
        if participle or (after in ("rather", "be") or is_verb_base(after) and not is_participle(after)):
            word = "had" if participle else "would"
            found[at] = replace(unit, word=word, lemma=lemma(word))
    return found


def asked_units(text: str, people: People, speaker: str) -> tuple[Unit, ...]:
    """The units of a question as they stand in 'Asked whether': 'did you see' is 'you saw'."""
    found = list(units(text, people, speaker))
    for at, unit in enumerate(found[:-1]):
        if unit.word in ("do", "does", "did") and (found[at + 1].group or found[at + 1].word == "it"):
            return tuple(in_place(_without_support(found, at)))
    for at, unit in enumerate(found[:-1]):
        whose = "possessive" in found[at + 1].case and "subject" not in found[at + 1].case
        if unit.word in _TURNED and whose and at + 2 < len(found):
            # 'Has their dad been here' is 'their dad has been here'.
            found[at : at + 3] = [found[at + 1], found[at + 2], unit]
            break
        if unit.word in _TURNED and (found[at + 1].group or found[at + 1].word in ("there", "it")):
            found[at], found[at + 1] = found[at + 1], unit
            break
        if unit.group:
            break
    return tuple(in_place(found))


_TURNED = frozenset(word_list("am is are was were have has had can could will would should must may might"))


def _pieces(text: str, people: People) -> list[str | Unit]:
    """The text cut at each known name."""
    names: dict[str, str] = {}
    for person in people.people:
        parts = person.name.split()
        for name in {
            people.name(person.id),
            person.name,
            *(part for part in parts if len(part) > 2 and part.istitle()),
        }:
            if name and name != SOMEBODY and name.rstrip(".") not in ("Mrs", "Miss", "Speaker", "The"):
                # A surname that two people share names nobody.
                names[name] = "" if name in names and names[name] != person.id else str(person.id)
    pieces: list[str | Unit] = []
    known = sorted((name for name, who in names.items() if who), key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(name)}\b(?:['’]s)?" for name in known)
    end = 0
    for match in re.finditer(pattern, text) if pattern else ():
        pieces.append(text[end : match.start()])
        owner = bool(re.search(r"['’]s$", match.group()))
        who = names[re.sub(r"['’]s$", "", match.group())]
        pieces.append(
            Unit(
                match.group().lower(),
                match.group().lower(),
                match.group(),
                who,
                "possessive" if owner else "subject object",
            )
        )
        end = match.end()
    return [*pieces, text[end:]]


def _split(shown: str, speaker: str) -> list[Unit]:
    word = shown.lower().replace("’", "'").strip("'") if shown.lower() not in ("'s",) else shown
    if word == "cannot":
        return [_unit("can", shown, speaker), _unit("not", shown, speaker)]
    match = _SPLIT.match(word)
    if match and word not in ("o'clock",):
        return [
            _unit(_SAME.get(match[1], match[1]), shown, speaker),
            _unit(_WHOLE.get(match[2], match[2]), "", speaker),
        ]
    return [_unit(_SAME.get(word, word), shown, speaker)]


def _unit(word: str, shown: str, speaker: str) -> Unit:
    word = read_as().get(word, word)
    group, case = _PERSON_WORDS.get(word, ("", ""))
    return Unit(word, lemma(word), shown, group, case, speaker)


def _without_support(found: list[Unit], at: int) -> list[Unit]:
    rest = list(found)
    for place in range(at + 2, min(at + 5, len(rest))):
        after = rest[place + 1].word if place + 1 < len(rest) else ""
        if is_when(rest[place].word, after):
            continue
        if is_verb_base(rest[place].word) and rest[place].word not in speech("adverbs"):
            if rest[at].word == "did":
                form = past(rest[place].word) or rest[place].word
                rest[place] = Unit(form, rest[place].lemma, rest[place].shown, speaker=rest[place].speaker)
            break
    return rest[:at] + rest[at + 1 :]


def tense(unit: Unit) -> str:
    """'past', 'now', 'ing', or '' for what is no verb or could be either."""
    word = unit.word
    if word in ("am", "is", "are", "has", "have", "does", "do"):
        return "now"
    if word in ("was", "were", "had", "did"):
        return "past"
    if word == "'s" or unit.group:
        return ""
    if word.endswith("ing") and lemma(word) != word:
        return "ing"
    if is_verb_past(word):
        return "past"
    return "now" if is_verb_base(lemma(word)) else ""
