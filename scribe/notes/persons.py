"""Changes the persons of a sentence, word by word: 'I take my tablets' is 'she takes her tablets'."""

from __future__ import annotations

from easyread.language.clauses import AUXILIARY, INVERTED, SUBJECTS, UNCHANGED
from easyread.language.words import is_verb_base, is_verb_past, is_when, lemma, speech, third_person, tokens, word_list
from scribe.notes.people import Pronouns, pronouns
from scribe.notes.referring import FORMS
from scribe.notes.units import DAYS, FUNCTION
from scribe.notes.voice import NotSure, Voice

_YOU = frozenset(word_list("you your yours yourself yourselves you're you've you'll you'd"))
_FIRST = frozenset(word_list("i me my mine myself i'm i've i'll i'd"))
_AFTER_OBJECT = frozenset(
    word_list("to on in at by for with from of up down out off and or but when if because a the every")
)
_POSSESSED = frozenset(
    word_list(
        "hair face hands feet legs teeth rent bill bills pension money shopping washing laundry clothes house flat "
        "home room kitchen bathroom tablets medicine medicines medication memory appetite doctor gp daughter son"
    )
)
_TWO_OBJECTS = frozenset(word_list("bring give make buy get take cook send show pay find fetch lend leave do offer"))
"""'I give her tablets' may be the tablets of somebody else, given to her."""
_GIVEN_TO = frozenset(word_list("give bring send show lend offer"))
_LETS = frozenset(word_list("let help make see hear watch"))
_CONJUNCTIONS = frozenset({"and", "but", "or", "then"})


def changed(text: str, voice: Voice, *, strict: bool = False) -> str:
    """Any words (a question's tail, a fragment) with their persons changed, and no other test. Raises `NotSure`.

    `strict`: 'you' and the speaker may not share a pronoun at all, as in a whole sentence.
    """
    return _Changing(text, voice, strict).result()


class _Changing:
    """One sentence while its persons are changed, token by token."""

    def __init__(self, text: str, voice: Voice, strict: bool = False) -> None:
        self._strict = strict
        self._text = text
        self._voice = voice
        self._tokens = tokens(text)
        self._new: dict[int, str] = {}
        self._them = pronouns(voice.people.find(voice.addressee)) if voice.addressee else None

    def result(self) -> str:
        """The changed sentence."""
        for at, token in enumerate(self._tokens):
            if token.low in _FIRST:
                self._first_person(at)
            elif token.low in _YOU:
                self._second_person(at)
        for group, who in self._voice.third:
            self._name_first(group, self._voice.people.name(who))
        return self._joined()

    def _name_first(self, group: str, name: str) -> None:
        """The first 'she' is named; an object that could also be a possessive keeps its word, with the name beside."""
        at = next((at for at, token in enumerate(self._tokens) if token.low in FORMS[group]), None)
        if at is None:
            return
        low, after = self._tokens[at].low, self._word(at, 1)
        if low == group or (low in ("her", "him") and (not after or after in _AFTER_OBJECT or not after.isalpha())):
            self._new[at] = name
        elif low in ("her", "his") and after in _POSSESSED and lemma(self._word(at, -1)) not in _TWO_OBJECTS:
            self._new[at] = f"{name}'s"
        elif low in ("her", "him", "his"):
            self._new[at] = f"{self._tokens[at].text} ({name})"
        else:
            raise NotSure("it is not sure who that is")

    def _joined(self) -> str:
        parts, end = [], 0
        for at, token in enumerate(self._tokens):
            parts.append(self._text[end : token.start])
            parts.append(self._new.get(at, token.text))
            end = token.end
        return "".join(parts) + self._text[end:]

    def _first_person(self, at: int) -> None:
        if self._tokens[at].low == "me" and not self._is_object(at):
            raise NotSure("'me' may mean 'my'")  # 'it itches me neck'
        self._person(at, self._tokens[at].low, "i", self._voice.pronouns)

    def _is_object(self, at: int) -> bool:
        before, after = lemma(self._word(at, -1)), self._word(at, 1)
        ends = not after or not after.isalpha() or after in FUNCTION | DAYS | _AFTER_OBJECT
        does = before in _LETS and is_verb_base(after)  # 'helps me wash', but not 'helps me mum'
        return ends or does or before in _GIVEN_TO or after in speech("adverbs")

    def _second_person(self, at: int) -> None:
        if self._word(at, -1) == "thank":
            return
        if self._them is None or self._clash():
            raise NotSure("it says 'you', and it is not sure who that is")
        low = self._tokens[at].low
        shape = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself"}.get(low, low.replace("you'", "i'"))
        if low == "you" and not self._is_subject(at):
            shape = "me"
        if shape in ("i're",):
            shape = "i'm"
        self._person(at, shape, "you", self._them)

    def _clash(self) -> bool:
        """Whether speaker and listener would both be 'she'."""
        spoken = {token.low for token in self._tokens}
        same = self._them is not None and self._them.subject == self._voice.pronouns.subject
        return same and (self._strict or bool(spoken & _FIRST))

    def _is_subject(self, at: int) -> bool:
        after = self._word(at, 1)
        before = self._word(at, -1)
        if before in word_list("to for with of at from about on by near see help helps ring tell"):
            return False
        return after in AUXILIARY or (
            bool(after) and (is_verb_base(after) or is_verb_past(after) or after in speech("adverbs"))
        )

    def _person(self, at: int, shape: str, base: str, forms: Pronouns) -> None:
        simple = {"me": forms.object, "my": forms.possessive, "mine": forms.own, "myself": forms.reflexive}
        if shape in simple:
            self._new[at] = simple[shape]
        elif shape == "i'm":
            self._new[at] = f"{forms.subject} {'are' if forms.plural else 'is'}"
        elif shape == "i've":
            self._new[at] = f"{forms.subject} {'have' if forms.plural else 'has'}"
        elif shape == "i'll":
            self._new[at] = f"{forms.subject} will"
        elif shape == "i'd":
            self._new[at] = f"{forms.subject}'d"
        else:
            self._subject(at, forms)

    def _subject(self, at: int, forms: Pronouns) -> None:
        self._new[at] = forms.subject
        if self._word(at, -1) in INVERTED:
            raise NotSure("its words are in the order of a question")
        verb_at = self._verb_after(at)
        verb = self._tokens[verb_at].low if verb_at is not None else ""
        if verb in ("and", "or") or verb_at is None:
            raise NotSure("it is not sure which word is the verb")
        if verb in speech("put_read"):
            raise NotSure(f"'{verb}' may be now or past")
        self._agree(verb_at, verb, forms)

    def _verb_after(self, at: int) -> int | None:
        for place in range(at + 1, len(self._tokens)):
            token = self._tokens[place]
            if not token.is_word:
                if token.text != ",":
                    return None
                continue
            if token.low in speech("adverbs") and token.low not in ("do",):
                continue
            if is_when(token.low, self._word(place, 1)):
                continue
            return place
        return None

    def _agree(self, at: int, verb: str, forms: Pronouns) -> None:
        """Give the verb at `at` the form that its new subject takes, and the verbs joined to it."""
        changes = _PLURAL if forms.plural else _SINGULAR
        if verb in changes:
            self._put(at, changes[verb])
        elif (
            forms.plural
            and verb in _SINGULAR
            or verb in UNCHANGED
            or (verb in ("was", "wasn't") and not forms.plural)
            or is_verb_past(verb)
            and not is_verb_base(verb)
        ):
            return
        elif is_verb_base(verb):
            if not forms.plural:
                self._put(at, third_person(verb))
                self._joined_verbs(at, forms)
        else:
            raise NotSure("it is not sure which word is the verb")

    def _joined_verbs(self, at: int, forms: Pronouns) -> None:
        """'I get up and make tea': 'make' has the same subject and changes too."""
        for place in range(at + 1, len(self._tokens)):
            word = self._tokens[place].low
            if word.split("'")[0] in SUBJECTS or word in _WH:
                return
            if word not in _CONJUNCTIONS:
                continue
            verb_at = self._verb_after(place)
            verb = self._tokens[verb_at].low if verb_at is not None else ""
            if verb_at is None or verb in SUBJECTS or not is_verb_base(verb):
                if verb in ("don't", "am", "have", "do", "haven't"):
                    raise NotSure("it is not sure whose verb that is")
                continue
            if verb in speech("put_read"):
                raise NotSure(f"'{verb}' may be now or past")
            if verb in speech("verb_first") and verb not in UNCHANGED:
                if self._governed_by_to(at, place):
                    raise NotSure("it is not sure which verbs go together")
                self._put(verb_at, third_person(verb))

    def _governed_by_to(self, start: int, end: int) -> bool:
        between = [token.low for token in self._tokens[start:end]]
        return any(
            first == "to" and is_verb_base(second) for first, second in zip(between, between[1:], strict=False)
        ) or any(word in UNCHANGED or word in ("help", "let", "make", "don't") for word in between)

    def _put(self, at: int, word: str) -> None:
        self._new[at] = word.capitalize() if self._tokens[at].text.istitle() else word

    def _word(self, at: int, step: int) -> str:
        place = at + step
        return self._tokens[place].low if 0 <= place < len(self._tokens) else ""


_WH = frozenset(word_list("because when if that which who so while where"))
_SINGULAR = {
    "am": "is", "are": "is", "aren't": "isn't", "were": "was", "weren't": "wasn't", "have": "has", "haven't": "hasn't",
    "do": "does", "don't": "doesn't",
}  # fmt: skip
_PLURAL = {"am": "are", "are": "are", "was": "were", "wasn't": "weren't"}
