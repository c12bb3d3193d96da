"""Rules that turn what somebody said into reported speech, and that refuse, with a reason, wherever they are not
sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scribe.notes.people import People, Pronouns, pronouns
from scribe.notes.weight import weight
from scribe.notes.words import (
    MONTHS,
    WEEKDAYS,
    is_verb_base,
    is_verb_past,
    known,
    lemma,
    speech,
    third_person,
    tokens,
    word_list,
    words,
)


class NotSure(Exception):
    """The rules can't be sure of this sentence; `str()` says why in plain words. It is then quoted word for word."""


@dataclass(frozen=True)
class Voice:
    """Whose words they are, how the note refers to that person, and to the one spoken to where that is sure ('' if
    not).
    """

    speaker: str
    people: People
    addressee: str = ""

    @property
    def name(self) -> str:
        """What the speaker is called."""
        return self.people.name(self.speaker)

    @property
    def pronouns(self) -> Pronouns:
        """The speaker's."""
        return pronouns(self.people.find(self.speaker))


_UNCHANGED = frozenset(
    word_list(
        "can can't cannot could couldn't will won't would wouldn't should shouldn't must mustn't might may "
        "had hadn't did didn't used ought needn't shan't mightn't"
    )
)
_WE = frozenset(word_list("we us our ours ourselves we're we've we'll we'd let's"))
_YOU = frozenset(word_list("you your yours yourself yourselves you're you've you'll you'd"))
_FIRST = frozenset(word_list("i me my mine myself i'm i've i'll i'd"))
_AUXILIARY = frozenset(
    word_list(
        "am is are was were be been being isn't aren't wasn't weren't have has had haven't hasn't hadn't do "
        "does did don't doesn't didn't"
    )
) | (_UNCHANGED - {"used"})
_SUBJECTS = frozenset(
    word_list("i he she it we they you that this there everything nothing nobody everybody someone these those")
)
_INVERTED = _AUXILIARY - {"been", "being"}
_THIRD = {
    "she": frozenset(["she", "her", "hers", "herself", "she's", "she'll", "she'd"]),
    "he": frozenset(["he", "him", "his", "himself", "he's", "he'll", "he'd"]),
    "they": frozenset(word_list("they them their theirs themselves themself they're they've they'll they'd")),
}
_CONJUNCTIONS = frozenset({"and", "but", "or", "then"})


def reported(text: str, voice: Voice) -> str:
    """The sentence as it stands after 'said': pronouns and agreement changed, tense left as said. Raises `NotSure`."""
    body = re.sub(r"(?i)^(?:yeah|yep|yup)\b,?\s*", "yes, ", _strip_end(opened(text)))
    _refuse(body, voice)
    return lower_start(_Changing(body, voice, strict=True).result(), voice.people)


def changed(text: str, voice: Voice) -> str:
    """Any words (a question's tail, a fragment) with their persons changed, and no other test. Raises `NotSure`."""
    return _Changing(text, voice).result()


def opened(text: str) -> str:
    """The sentence without 'Well,', 'So', 'And' and the like at its start, and without 'love' at its end."""
    openers = "|".join(sorted(speech("openers"), key=len, reverse=True))
    before = ""
    while before != text:
        before = text
        text = re.sub(
            rf"(?i)^(?:{openers})\b(?:\s*[,.]\s*|\s+(?=(?:and|but|so|well|oh|yeah|i|it|she|he|they|we|my"
            rf"|the|that|there)\b))",
            "",
            text,
        )
        text = re.sub(r"(?i)^(?:and|but|so|well|oh|cos|'cause|i mean),?\s+(?=\w)", "", text)
    vocatives = "|".join(speech("vocatives"))
    return re.sub(rf"(?i),\s*(?:{vocatives}|you know|you see)\s*(?=[.!?]?$)", "", text)


def lower_start(text: str, people: People) -> str:
    """The sentence with a small first letter, unless its first word is a name."""
    first = re.match(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if not first:
        return text
    word = first.group()
    low = word.lower().replace("’", "'")
    bare = low.removesuffix("'s")
    if low == "i" or low.startswith("i'") or bare in people.name_words or bare in WEEKDAYS | MONTHS:
        return text
    if word.isupper() and len(word) > 1 or bare in _TITLE_WORDS or not (known(low) or known(bare)):
        return text
    return text[0].lower() + text[1:]


_TITLE_WORDS = frozenset(
    # Titles, and names that are also words: a capital there is kept, which does no harm where it was only a sentence's.
    word_list(
        "mr mrs ms miss dr doctor dawn rose grace mark bill jack frank joy hope faith june april heather ivy "
        "lily daisy violet iris olive holly hazel ruby pearl amber poppy robin jay pat sue ray rob nick pete "
        "guy penny sandy cherry carol victor harry peg patty kitty crystal angel christian ken ron sally bob "
        "tom max lance neil tony mary ann bet bess dot dolly jo josh kay nan rich ted"
    )
)


def _strip_end(text: str) -> str:
    return text.strip().rstrip(".! ").strip()


def _refuse(body: str, voice: Voice) -> None:
    """Raise `NotSure` for every shape that the rules are known to get wrong."""
    said = words(body)
    if not said:
        raise NotSure("nothing was said")
    low = set(said)
    if re.search(r"\.\.\.|…|—|–|\s-\s|-$|[\"“”\[\]*]", body):
        raise NotSure("it breaks off or starts again")
    if (
        re.search(r"(?i)\b([a-z]+)(?:'\w+)?,? \1(?:n?'\w+)?\b", body)
        or "you know" in body.lower()
        or "i mean" in body.lower()
    ):
        raise NotSure("it breaks off or starts again")
    if body.endswith("?"):
        raise NotSure("it is a question")
    if low & _WE:
        raise NotSure("it says 'we', and it is not sure who that is")
    if len(said) > 45:
        raise NotSure("it is too long to change safely")
    if _OWN_WORDS & set(weight(body)):
        raise NotSure("it tells of harm, and stays in the person's own words")
    _refuse_speech(said)
    _refuse_third_person(low, voice)
    _refuse_shape(body, said)


_OWN_WORDS = frozenset({"harm", "abuse", "suicide"})


def _refuse_speech(said: tuple[str, ...]) -> None:
    if any(lemma(word) in speech("speech_verbs") for word in said) or any(
        word in _QUOTING for word in zip(said, said[1:], strict=False)
    ):
        raise NotSure("it tells what somebody said")
    if any(lemma(word) in speech("feelings") or word in speech("feelings") for word in said):
        raise NotSure("it is a feeling, kept in the person's own words")


_QUOTING = frozenset(
    {
        ("was", "like"),
        ("goes", "to"),
        ("he", "goes"),
        ("she", "goes"),
        ("i", "go"),
        ("i'm", "like"),
        ("she's", "like"),
        ("he's", "like"),
    }
)


def _refuse_third_person(low: set[str], voice: Voice) -> None:
    """'He' in the mouth of a man would read as himself."""
    own = _THIRD[voice.pronouns.subject]
    if low & own:
        raise NotSure("the pronoun in it would read as the speaker's own")
    # 'He's' is 'he is' or 'he has', and is left as said; two people of one pronoun are not told apart by any rule.


def _refuse_shape(body: str, said: tuple[str, ...]) -> None:
    first = next((word for word in said if word not in speech("adverbs")), said[0])
    if re.match(r"(?i)(?:yes|no|yeah|nope)\b", body):
        return
    if first in _INVERTED:
        raise NotSure("it begins with a verb")
    if is_verb_base(first) and first in speech("verb_first") and first not in _SUBJECTS:
        raise NotSure("it may be an instruction, or its subject was left out")
    if (
        _is_third_form(first)
        and lemma(first) in (*speech("verb_first"), "seem", "sound")
        and said[1:2] not in (("is",), ("are",))
    ):
        raise NotSure("its subject was left out")
    if first == "please" or "please" in said[-1:]:
        raise NotSure("it asks for something")
    if not has_clause(said):
        raise NotSure("it is not a whole sentence")


def has_clause(said: tuple[str, ...]) -> bool:
    """Whether there is a verb with somebody or something to do it."""
    if any(word in _AUXILIARY or "n't" in word for word in said):
        return True
    if any(re.fullmatch(r"(?:i|he|she|it|that|they|you|there|who|what)'(?:s|m|re|ve|ll|d)", word) for word in said):
        return True
    for before, word in zip(said, said[1:], strict=False):
        if before not in _DETERMINERS and (
            is_verb_past(word) or _is_third_form(word) or (is_verb_base(word) and before in _SUBJECTS)
        ):
            return True
    return any(
        word in ("i", "they", "you") and after in speech("adverbs") for word, after in zip(said, said[1:], strict=False)
    )


_DETERMINERS = frozenset(
    word_list(
        "the a an my your his her its our their some any no two three four five six seven eight nine ten to "
        "of in at by for with from on"
    )
)


def _is_third_form(word: str) -> bool:
    return (
        word.endswith("s") and lemma(word) != word and third_person(lemma(word)) == word and is_verb_base(lemma(word))
    )


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
        return self._joined()

    def _joined(self) -> str:
        parts, end = [], 0
        for at, token in enumerate(self._tokens):
            parts.append(self._text[end : token.start])
            parts.append(self._new.get(at, token.text))
            end = token.end
        return "".join(parts) + self._text[end:]

    def _first_person(self, at: int) -> None:
        self._person(at, self._tokens[at].low, "i", self._voice.pronouns)

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
        return after in _AUXILIARY or (
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
        if self._word(at, -1) in _INVERTED:
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
            or verb in _UNCHANGED
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
            if word.split("'")[0] in _SUBJECTS or word in _WH:
                return
            if word not in _CONJUNCTIONS:
                continue
            verb_at = self._verb_after(place)
            verb = self._tokens[verb_at].low if verb_at is not None else ""
            if verb_at is None or verb in _SUBJECTS or not is_verb_base(verb):
                if verb in ("don't", "am", "have", "do", "haven't"):
                    raise NotSure("it is not sure whose verb that is")
                continue
            if verb in speech("put_read"):
                raise NotSure(f"'{verb}' may be now or past")
            if verb in speech("verb_first") and verb not in _UNCHANGED:
                if self._governed_by_to(at, place):
                    raise NotSure("it is not sure which verbs go together")
                self._put(verb_at, third_person(verb))

    def _governed_by_to(self, start: int, end: int) -> bool:
        between = [token.low for token in self._tokens[start:end]]
        return any(
            first == "to" and is_verb_base(second) for first, second in zip(between, between[1:], strict=False)
        ) or any(word in _UNCHANGED or word in ("help", "let", "make", "don't") for word in between)

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
