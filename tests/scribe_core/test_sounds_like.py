"""Known words in the place of what sounds like them, and nothing else changed, ever."""

from __future__ import annotations

import pytest

from models.transcriber import Segment
from models.transcriber import Word as RecognisedWord
from scribe.doubts import LOW_CONFIDENCE, doubts_of
from scribe.errors import NotFound
from scribe.known_word_doubts import known_word_doubts, with_known_word_doubts
from scribe.known_words import KnownWord, Source, shipped_words, together
from scribe.sounds import apart, joined, sound_of, weight
from scribe.sounds_like import with_known_words
from scribe.transcribing import turns_from_segments
from scribe.transcript_changes import heard_again
from scribe.visit import HeardSegment, ModelCard, Transcript, TurnId, Word

VISIT = tuple(KnownWord(name, Source.VISIT) for name in ("Amina", "Begum", "Okafor", "Winterbottom"))
KNOWN = together(VISIT, shipped_words())
SURE = 0.95


def heard(text: str, doubtful: float = 0.4, pause_before: str = "") -> tuple[HeardSegment, ...]:
    """A segment in which the words marked with '?' before them are doubtful; a pause comes before `pause_before`."""
    words, at = list[Word](), 0.0
    for part in text.split():
        at += 0.3 + (1.0 if pause_before and part == pause_before else 0.0)
        confidence = doubtful if part.startswith("?") else SURE
        words.append(Word(part.removeprefix("?"), at, at + 0.28, confidence))
    return (HeardSegment(text.replace("?", ""), 0.0, at + 1, tuple(words)),)


def put(text: str, **how: object) -> str:
    """What becomes of it."""
    return " ".join(word.text for segment in with_known_words(heard(text, **how), KNOWN) for word in segment.words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("Hello Mrs ?big ?gum, are you well", "Hello Mrs Begum, are you well"),
        ("she takes ?sir ?trallene now", "she takes sertraline now"),
        ("she takes ?certraline now", "she takes sertraline now"),
        ("he takes ?parasite ?a ?mole daily.", "he takes paracetamol daily."),
        ("with ?Oka ?for and his son", "with Okafor and his son"),
        ("that is ?Ameena's house", "that is Amina's house"),
        ("with “?Ameena” here", "with “?Ameena” here"),
        ("it is for ?safe ?garding now", "it is for safeguarding now"),
        ("it is ?hyperthyrodism now", "it is hyperthyroidism now"),
    ],
)
def test_what_sounds_like_a_known_word_becomes_it(said: str, becomes: str) -> None:
    """One to five heard words, with the stop that stands after them and an owner's 's."""
    assert put(said) == becomes


@pytest.mark.parametrize(
    "said",
    [
        "we begin now",
        "we ?begin now",
        "chew the big gum slowly",  # sure of it
        "he had a ?big, ?gum in it",  # over a comma
        "it was ?big. ?gum came",  # over the end of a sentence
        "give her ?two ?four tablets",
        "she is ?not ?herring",
        "a ?Win ?bottom",
        "they ?died in it",
    ],
)
def test_likely_english_numbers_and_negations_stay(said: str) -> None:
    """Nothing is changed that was heard for certain, over a stop, or that may not be mistaken."""
    assert put(said) == said.replace("?", "")


def test_nothing_is_joined_over_a_pause() -> None:
    """A second of silence parts two words."""
    assert "Begum" in put("with ?big ?gum here") and "Begum" not in put("with ?big ?gum here", pause_before="?gum")


def test_in_babble_nothing_is_put_in() -> None:
    """Where hardly a word is sure, a name would be one more that nobody said."""
    assert put("?we ?went ?big ?gum ?there ?often") == "we went big gum there often"


def test_what_was_heard_is_kept_with_its_times_and_confidence() -> None:
    """The word spans the heard ones, is as sure as the least sure, and the text of its segment says it too."""
    (segment,) = with_known_words(heard("Hello ?big ?gum. Well"), KNOWN)
    word = segment.words[1]
    assert (word.text, word.heard, word.confidence) == ("Begum.", "big gum", 0.4)
    assert (word.start, word.end) == (
        heard("Hello ?big ?gum.")[0].words[1].start,
        heard("x ?big ?gum.")[0].words[2].end,
    )
    assert segment.text == "Hello Begum. Well"


def test_the_recognisers_own_segments_are_corrected_the_same() -> None:
    """A file's segments and a visit's give the same words; with no known words nothing is touched."""
    kept = heard("Hello ?big ?gum. Well")
    own = tuple(
        Segment(s.text, s.start, s.end, tuple(RecognisedWord(w.text, w.start, w.end, w.confidence) for w in s.words))
        for s in kept
    )
    assert turns_from_segments(with_known_words(own, KNOWN)) == turns_from_segments(with_known_words(kept, KNOWN))
    assert with_known_words(own, ()) == own and known_word_doubts((), ()) == ()


def test_each_is_marked_with_what_was_heard() -> None:
    """A doubt says which word was put in and offers what was heard; it takes the place of 'low confidence'."""
    turns = turns_from_segments(with_known_words(heard("Hello ?big ?gum. He takes ?certraline and ?stuff"), KNOWN))
    doubts = with_known_word_doubts(doubts_of(turns), turns, KNOWN)
    assert [(d.from_word, d.to_word, d.why, d.offer) for d in doubts] == [
        (1, 2, "You asked Fairnote to know “Begum”. It heard “big gum”.", "big gum"),
        (4, 5, "Fairnote knows “sertraline” from its list of medicines. It heard “certraline”.", "certraline"),
        (6, 7, LOW_CONFIDENCE, ""),
    ]


MEDICINES_ALIKE = [
    ("amlodipine", "amiloride"), ("carbamazepine", "carbimazole"), ("hydralazine", "hydroxyzine"),
    ("propranolol", "prednisolone"), ("clonazepam", "lorazepam"), ("quinine", "quetiapine"),
    ("risperidone", "ropinirole"), ("fluoxetine", "paroxetine"), ("rivaroxaban", "rifaximin"),
    ("sertraline", "cetirizine"), ("zuclopenthixol", "flupentixol"), ("tramadol", "trazodone"),
]  # fmt: skip
"""Pairs that are known to be mistaken for each other (MHRA and ISMP warn of most of them)."""


@pytest.mark.parametrize(("one", "other"), MEDICINES_ALIKE)
def test_a_medicine_never_becomes_one_that_it_is_mistaken_for(one: str, other: str) -> None:
    """However doubtful it is, and where only the other is on a list too."""
    for first, second in ((one, other), (other, one)):
        assert put(f"he takes ?{first} now") == f"he takes {first} now"
        alone = with_known_words(heard(f"he takes ?{first} now"), (KnownWord(second, Source.MEDICINE),))
        assert [word.text for word in alone[0].words][2] == first


@pytest.mark.parametrize(
    "between",
    [
        "amilipine",
        "quiapine",
        "quetinine",
        "sertrizine",
        "cetiraline",
        "tramodone",
        "trazadol",
        "rivarximin",
        "protropium",
    ],
)
def test_between_two_medicines_that_sound_alike_nothing_is_chosen(between: str) -> None:
    """What begins like one and ends like the other becomes neither."""
    assert put(f"he takes ?{between} now") == f"he takes {between} now"


def test_where_two_medicines_are_near_there_is_a_doubt_with_an_offer() -> None:
    """The words stay as heard; both medicines are named."""
    turns = turns_from_segments(with_known_words(heard("she has ?protropium now"), KNOWN))
    assert turns[0].text == "she has protropium now"
    (doubt,) = [d for d in known_word_doubts(turns, KNOWN) if d.offer]
    assert (doubt.from_word, doubt.to_word) == (2, 3) and "ipratropium" in doubt.why and "tiotropium" in doubt.why


def test_a_name_that_is_not_near_enough_is_offered() -> None:
    """Nothing is put in, and one key takes the offer."""
    turns = turns_from_segments(with_known_words(heard("then ?winter ?between came"), KNOWN))
    assert turns[0].text == "then winter between came"
    offers = [(d.from_word, d.to_word, d.offer) for d in known_word_doubts(turns, KNOWN) if d.offer]
    assert offers == [(1, 3, "Winterbottom")]


def test_a_known_word_that_was_heard_is_let_be() -> None:
    """Neither it nor what is longer by a sure word is put in the place of another."""
    assert put("to ?Amina now") == "to Amina now"
    assert put("takes ?progesterone now") == "takes progesterone now"
    assert put("takes ?Medraxy ?progesterone now") == "takes medroxyprogesterone now"


def test_ten_thousand_words_with_all_lists_give_the_same_each_time() -> None:
    """Every seventh word doubtful, with all lists and as many words again."""
    more = tuple(
        KnownWord(f"{a}{b}{c}", Source.COUNCIL) for a in "bdfg" for b in ("ar", "el", "o") for c in ("ton", "ley")
    )
    known = together(VISIT, shipped_words(), more)
    text = "we went over ?there and then came home again to ?rest a while before the ?nurse was due in at last"
    segments = heard(" ".join([text] * 10)) * 48
    assert with_known_words(segments, known) == with_known_words(segments, known)


def test_how_words_sound() -> None:
    """Two spellings of one sound are the same, or nearly; others are far apart."""
    assert sound_of("phone") == sound_of("fone") and sound_of("Szymon") == sound_of("Shymon")
    assert joined(["big", "gum"]) == "bigum" and joined(["far", "away"]).startswith("far")
    assert apart(sound_of("Katriona"), sound_of("Catriona")) == 0.0
    assert apart(sound_of("begin"), sound_of("Begum")) > 1 and sound_of("…") == "" and sound_of("Łódź")


def test_every_letter_has_a_sound() -> None:
    """Alone, or two of them: a recogniser writes both."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for word in (*letters, *(one + other for one in letters for other in letters)):
        assert weight(sound_of(word)) >= 0
    assert put("take some vitamin ?C and ?J now") == "take some vitamin C and J now"


def a_transcript() -> Transcript:
    """A turn with one known word in the middle and doubts before, on and after it."""
    turns = turns_from_segments(with_known_words(heard("?Stuff then for you ?big ?gum, and well ?things"), KNOWN))
    doubts = with_known_word_doubts(doubts_of(turns), turns, KNOWN)
    return Transcript(turns, ModelCard("scripted"), 9.0, "ab" * 32, doubts=doubts)


def test_what_was_heard_comes_back() -> None:
    """In the same seconds, with the stop after it; its doubt is settled and the others stay at their words."""
    said = a_transcript()
    assert [turn.text for turn in said.turns] == ["Stuff then for you Begum, and well things"]
    back = heard_again(said, TurnId("t1"), 4)
    (turn,) = back.turns
    assert turn.text == "Stuff then for you big gum, and well things" and turn.edited
    assert [word.heard for word in turn.words] == [""] * 9
    assert turn.words[5].end == pytest.approx(said.turns[0].words[4].end, abs=0.05)
    assert [(d.from_word, d.to_word) for d in back.doubts] == [(0, 1), (8, 9)]


def test_only_a_word_that_was_put_in_can_be_taken_back() -> None:
    """Any other place is refused, and nothing changes."""
    said = a_transcript()
    for turn, place in ((TurnId("t1"), 0), (TurnId("t1"), 9), (TurnId("t7"), 4)):
        with pytest.raises(NotFound):
            heard_again(said, turn, place)
