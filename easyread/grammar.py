"""What the steps need to know of a sentence: its words, its groups of verbs, whose they are, and where clauses meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from easyread.language.joined_names import joined_names
from easyread.language.tagger import tags
from easyread.language.words import REMEMBERED, word_list

_WORD = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s,;()]*[^\s,;().]"
    r"|[A-Z]{1,4}\d*(?:/[\w-]+)+|£\d(?:[\d,]*\d)?(?:\.\d+)?|\d+(?:[.:,/]\d+)*(?:st|nd|rd|th|am|pm|mg|ml|%)?"
    r"|[^\W\d_]+(?:\.[^\W\d_])+\.?|(?:Mrs?|Ms|Dr|Prof|St)\.|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|[^\w\s]"
)
FINITE = ("VM0", "VBB", "VBD", "VBZ", "VHB", "VHD", "VHZ", "VDB", "VDD", "VDZ", "VVB", "VVD", "VVZ")
NOMINAL = ("NN", "NP", "AJ", "AT", "DP", "DT", "CR", "OR", "PR", "PO", "PN", "UN", "ZZ")
"""Tags of words that may stand in a noun phrase, its 'of' and 'in' with it."""
_OPENERS = ("CJC", "CJS", "CJT", "PNQ", "DTQ", "AVQ")
STATES = frozenset(
    word_list(
        "interested worried concerned pleased satisfied dissatisfied married disabled retired unemployed located "
        "situated supposed used allowed related involved tired confused frightened registered divorced separated "
        "dedicated committed qualified experienced closed based due called named known gone aged sorry scared "
        "bored excited"
    )
)
"""Participles that tell how somebody or something is, more than what was done."""


@dataclass(frozen=True)
class Word:
    """One word or mark: characters `start` to `end` of its sentence, and its tag of CLAWS 5."""

    text: str
    start: int
    end: int
    tag: str

    @property
    def low(self) -> str:
        """In small letters, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark and no word."""
        return not self.text[0].isalnum() and self.text[0] != "£"


@dataclass(frozen=True)
class VerbGroup:
    """A finite verb with what belongs to it: words `start` up to but not including `end`; 'may not have been told'."""

    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def head(self) -> Word:
        """Its last verb: 'told'."""
        return next((word for word in reversed(self.words) if word.tag[0] == "V"), self.words[-1])

    @property
    def negated(self) -> bool:
        """Whether a 'not' stands in it."""
        return any(word.low in ("not", "cannot", "never") for word in self.words)

    @property
    def modal(self) -> str:
        """Its 'must', 'may', 'can', 'should', 'will', or ''."""
        return next((word.low for word in self.words if word.tag == "VM0"), "")

    @property
    def is_passive(self) -> bool:
        """'Was told', 'will be sent'; not 'is closed', which tells a state."""
        verbs = [word for word in self.words if word.tag[0] == "V"]
        if len(verbs) < 2 or verbs[-1].tag not in ("VVN", "VDN", "VHN"):
            return False
        if verbs[-1].low in STATES and not (self.modal and verbs[-1].low == "used"):
            return False
        return verbs[-2].tag[:2] == "VB"


@dataclass(frozen=True)
class Clause:
    """A sentence that was read."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def groups(self) -> tuple[VerbGroup, ...]:
        """Its groups of verbs, in order; those of relative and 'if' clauses too."""
        return tuple(_groups(self.words))

    def slice(self, start: int, end: int | None = None) -> str:
        """The text of words `start` up to but not including `end`."""
        chosen = self.words[start:end]
        return self.text[chosen[0].start : chosen[-1].end] if chosen else ""

    def group_from(self, at: int) -> VerbGroup | None:
        """The first group at word `at` or after it."""
        return next((group for group in self.groups if group.start >= at), None)

    def subject(self, group: VerbGroup) -> tuple[int, int] | None:
        """The words that do what the group says, or None where that is not sure."""
        if group.start and self.words[group.start - 1].tag == "PNP" and not self._is_object(group.start - 1):
            start = group.start - 1
            return (start, group.start) if not self._in_verb_phrase(start) else None
        start = group.start
        while start > 0 and (self._may_be_subject(start - 1) or self.words[start - 1].text == ")"):
            start = self._before_bracket(start)
        if self.words[start].tag in ("PRP", "PRF") and start < group.start:
            # 'On 3 June 2026 a concern': with no comma the subject begins at an article that nothing leads into.
            start = self._after_phrase(start, group.start)
        while start < group.start and self.words[start].tag[:2] in ("AV", "XX", "CJ"):
            start += 1
        if start and self.words[start - 1].tag == "CJC" and not self._verb_before(start):
            # 'Free and impartial advice': what stands before the 'and' may belong to it.
            return None
        if start and self.words[start - 1].low in ("than", "as", "not"):
            return None  # 'not all of your savings were counted'
        sure = start < group.start and self._is_noun_phrase(start, group.start) and not self._in_verb_phrase(start)
        return (start, group.start) if sure else None

    def _is_object(self, at: int) -> bool:
        """Whether a pronoun is of what leads it: 'any payment by her does not'."""
        led = at > 0 and self.words[at - 1].tag in ("PRP", "PRF")
        return led and self.words[at].low not in ("i", "we", "he", "she", "they")

    def _after_phrase(self, start: int, end: int) -> int:
        """Where the subject begins after a phrase that leads the sentence ('on 3 June'); the end if unsure."""
        articles = [
            at
            for at in range(start + 2, end)
            if self.words[at].tag in ("AT0", "DPS")
            and self.words[at - 1].tag not in ("PRP", "PRF", "CJC", "AT0", "PNI")
        ]
        return articles[0] if len(articles) == 1 else end

    def _before_bracket(self, start: int) -> int:
        """The word before one, or before what stands in brackets there, if that has no verb."""
        at = start - 1
        if self.words[at].text == ")":
            opened = max((place for place in range(at) if self.words[place].text == "("), default=at)
            inside = self.words[opened:at]
            return opened if inside and not any(word.tag[0] == "V" for word in inside) else at
        return at

    def _in_verb_phrase(self, at: int) -> bool:
        """Whether the words at `at` belong to a verb before them: 'failure to pay the charge may'."""
        while at > 0 and not self.words[at - 1].is_mark and self.words[at - 1].tag not in _OPENERS:
            at -= 1
            if self.words[at].tag[0] in "VT":
                return True
        return False

    def _may_be_subject(self, at: int) -> bool:
        word = self.words[at]
        if word.tag == "CJC" and word.low in ("and", "or"):
            # 'You or your visitors'; not 'you wash and you dress'.
            return at > 0 and self.words[at - 1].tag[:2] in ("NN", "NP", "PN", "AJ") and not self._verb_before(at)
        if word.tag == "VVN" and at and self.words[at - 1].tag in ("NN1", "NN2") and self.words[at + 1].tag == "PRP":
            return self._tells_noun(at)
        if word.tag[0] == "V" and at and word.tag in ("VVN", "VVG", "VVD"):
            # 'A managed payment', 'a Notice of Seeking Possession'.
            before = self.words[at - 1].tag
            return before in ("AT0", "DPS") or word.text[0].isupper() and before[:2] in ("PR", "NN", "NP", "AJ")
        return (
            word.tag.startswith(NOMINAL)
            and word.tag not in ("PNQ", "DTQ")
            or word.low in ("'s", "no", "than", "more", "less", "least", "up")
        )

    def _tells_noun(self, at: int) -> bool:
        """'Forms received after the closing date', 'the form attached to this letter': told by what was done to it."""
        start = next((place + 1 for place in range(at - 1, -1, -1) if self.words[place].text in ",;:"), 0)
        if any(word.tag in FINITE for word in self.words[start:at]):
            return False
        if self.words[at - 1].tag == "NN1":
            ahead = next((word for word in self.words[at + 1 :] if word.tag in FINITE or word.tag == "CJC"), None)
            return (
                at - start >= 2
                and self.words[at - 2].tag in ("AT0", "DPS")
                and (ahead is not None and ahead.tag in ("VM0", "VBZ", "VHZ", "VBD"))
            )
        return at - start == 1 or self.words[at - 2].tag in ("AJ0", "AT0")

    def _verb_before(self, at: int) -> bool:
        return any(word.tag in FINITE for word in self.words[:at])

    def _is_noun_phrase(self, start: int, end: int) -> bool:
        return any(word.tag[:2] in ("NN", "NP", "PN", "DT", "CR") for word in self.words[start:end])

    @property
    def length(self) -> int:
        """How many words, marks not counted; a name of several words counts as many."""
        return sum(len(word.text.split()) for word in self.words if not word.is_mark)


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Clause:
    """A sentence with its words and their parts of speech."""
    places = _places(text)
    found = tags(tuple(text[start:end] for start, end in places))
    return Clause(
        text, tuple(Word(text[start:end], start, end, tag) for (start, end), tag in zip(places, found, strict=True))
    )


def _places(text: str) -> list[tuple[int, int]]:
    """Where its words and marks stand; a name with an 'and' or a comma in it is one word, so that nothing cuts it."""
    names = joined_names(text)
    alone = [match.span() for match in _WORD.finditer(text)]
    if not names:
        return alone
    inside = [any(start < end_of and begin < end for begin, end_of in names) for start, end in alone]
    return sorted([*names, *(one for one, within in zip(alone, inside, strict=True) if not within)])


def passives(text: str) -> tuple[VerbGroup, ...]:
    """The passive groups of a sentence, those after 'to' and 'being' left out."""
    return tuple(group for group in read(text).groups if group.is_passive)


def words_in(text: str) -> int:
    """How many words a text has."""
    return read(text).length


def _groups(words: tuple[Word, ...]) -> list[VerbGroup]:
    found: list[VerbGroup] = []
    at = 0
    while at < len(words):
        if words[at].tag not in FINITE:
            at += 1
            continue
        end = _end_of_group(words, at)
        found.append(VerbGroup(at, end, words[at:end]))
        at = end
    return found


def _end_of_group(words: tuple[Word, ...], at: int) -> int:
    end = at + 1
    if words[at].tag in ("VVB", "VVD", "VVZ"):
        return end
    ahead = end
    while ahead < len(words):
        tag = words[ahead].tag
        if tag[0] == "V" and tag not in FINITE:
            end = ahead + 1
            if tag in ("VVI", "VVN", "VVG"):
                break
        elif tag[:2] not in ("XX", "AV"):
            break
        ahead += 1
    # 'You are not able': the 'not' belongs to it.
    while end < len(words) and words[end].tag == "XX0":
        end += 1
    return end
