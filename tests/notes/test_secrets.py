"""Codes said in talk: none gets into anything that is made of it, and everything else stays as it was."""

import json
import re
from dataclasses import replace

import pytest

from easyread.language.words import word_list
from scribe.harm_first import harm_in
from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.omissions import A_CODE
from scribe.notes.quotations import quotations
from scribe.notes.secrets import KEPT_OUT, codes, shown, without_codes
from scribe.notes.shapes import draft_json
from scribe.notes.templates import template
from scribe.notes.utterances import Span
from scribe.notes.weight import weight
from scribe.off_record import CODE_LEFT_OUT
from scribe.review_parts import REMOVED_BY_WORKER, quotation
from scribe.visit import Manner, ModelCard, Omission, Person, PersonId, Role, Transcript, Turn, TurnId, Word
from tests.gold.pairs import PRIMOCK
from tests.gold.read_codes import Exchange, exchanges, missed, wrongly_hidden
from tests.scribe_core.make import a_document

WORKER = Person(PersonId("w"), "Dana Cole", Role.WORKER, "she/her")
MARY = Person(PersonId("p"), "Mary Hart", Role.PERSON, "she/her")


def talk(*texts: str) -> tuple[Turn, ...]:
    """The worker and Mary in turn."""
    speakers = (WORKER.id, MARY.id)
    return tuple(
        Turn(TurnId(f"t{at}"), speakers[at % 2], at * 5.0, at * 5.0 + 4, text) for at, text in enumerate(texts)
    )


def said_codes(*texts: str) -> list[str]:
    turns = talk(*texts)
    return [turn.text[start:end] for turn, spans in zip(turns, codes(turns), strict=True) for start, end in spans]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("What's the code for the key safe?", "It's 4471."), "4471"),
        (("The key safe is four four seven one.",), "four four seven one"),
        (("The PIN is 1-9-6-6, love, but don't write it down.",), "1-9-6-6"),
        (("Do you want the number?", "Yes, for the door.", "C 4 4 7 1 X."), "C 4 4 7 1 X"),
        (("The key safe code is double four, seven one.",), "double four, seven one"),
        (("Key safe's by the door, forty-four seventy-one.",), "forty-four seventy-one"),
        (("I won't write the code down.", "Good. Four four seven one it is."), "Four four seven one"),
        (("Is it still the same code?", "No, he changed it to nine nine oh one."), "nine nine oh one"),
        (("My number at the machine is 1 2 3 4.",), "1 2 3 4"),
        (("Her password is Fluffy1966.",), "Fluffy1966"),
        (("What's the password?", "Sunshine, all small letters."), "Sunshine"),
        (("I've a card, 4929123456789012.",), "4929123456789012"),
        (("My sort code is 20-45-77.",), "20-45-77"),
        (("The alarm's 2580 hash.",), "2580 hash"),
        (("He was born in 1942 and the key safe code is 1942.",), "1942"),
    ],
)
def test_a_code_is_found_however_it_is_said(texts: tuple[str, ...], code: str) -> None:
    """In figures, in words, in the answer to a question, and after 'I won't write it down'."""
    assert said_codes(*texts) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "The key safe was fitted in 2019.",
        "She takes 500 mg, and the key safe is by the door.",
        "Ring 07700900123, the key safe is broken.",
        "The password is on a bit of paper.",
        "Come at twelve thirty, I'll let myself in.",
        "It was three or four weeks ago that the code changed.",
        "My postcode is M13 9PL.",
        "I fell and rang 999, and they couldn't get in for the key safe.",
        "I pay 450 pounds, and the code is in the file.",
    ],
)
def test_other_figures_are_no_codes(text: str) -> None:
    """Years, doses, phone numbers, times and amounts stay, also beside words of a code."""
    assert said_codes(text) == []


def test_hiding_moves_nothing() -> None:
    """Every letter and every word stays in its place, so that evidence points to the same words as before."""
    words = tuple(
        Word(each, at * 1.0, at + 0.5, 0.9) for at, each in enumerate(word_list("The key safe is 4471 I said."))
    )
    turn = replace(talk("The key safe is 4471 I said.")[0], words=words)
    hidden = without_codes(Material((WORKER, MARY), (turn,))).turns[0]
    assert len(hidden.text) == len(turn.text) and "4471" not in hidden.text
    assert [each.text for each in hidden.words][:4] == ["The", "key", "safe", "is"]
    assert "4471" not in "".join(each.text for each in hidden.words)
    assert shown(hidden.text) == f"The key safe is {CODE_LEFT_OUT} I said."


TALK = (
    "What's the code for the key safe, in case the carers can't get in?",
    "It's four four seven one, and my son has my bank card, the PIN is 1966 and he hits me for it.",
    "I won't put the code down anywhere.",
    "Good, 4471 is what they all use.",
)


@pytest.mark.parametrize("half", ["choose", "aside", "second", "third", "fourth"])
def test_codes_are_found_and_nothing_else(half: str) -> None:
    """Of exchanges written before the rules, and again after them: how many codes are found, what else is hidden."""
    found = [each for each in exchanges() if each.half == half]
    with_code = [each for each in found if each.label == "hide"]
    assert len(with_code) >= 45 and len(missed(with_code)) <= len(with_code) // 20
    assert [each.text for each in wrongly_hidden(found)] == []


def test_words_of_harm_keep_their_weight() -> None:
    """In every exchange in which harm is told with a code: the words that are not the code weigh what they weighed."""
    told = [each for each in exchanges() if each.kind == "harm"]
    assert len(told) >= 20
    for each in told:
        for turn, hidden in zip(each.turns, without_codes(Material((), each.turns)).turns, strict=True):
            sure = set(weight(turn.text)) - {"dates"}
            assert each.text and (sure <= set(weight(hidden.text)) or sure <= _carried(each.turns, turn))


def _carried(turns: tuple[Turn, ...], turn: Turn) -> set[str]:
    """The weight of what is quoted of this turn."""
    place = [each.id for each in turns].index(turn.id)
    claims = quotations(Material((), turns), [Span(place, 0, len(turn.text))])
    return {kind for claim in claims for kind in claim.of_weight}


@pytest.mark.parametrize("exchange", [each for each in exchanges() if each.kind == "split"], ids=lambda each: each.text)
def test_a_draft_has_no_part_of_a_code_that_was_said_in_parts(exchange: Exchange) -> None:
    """'Four four.' 'Mm-hm.' 'Seven one.': the draft in full has neither, wherever each part stands."""
    people = tuple(Person(PersonId(each), f"Mrs {each}", Role.OTHER) for each in {t.speaker for t in exchange.turns})
    note = draft_note(Material(people, exchange.turns), template("case-note"), detail="full")
    for turn, spans in zip(exchange.turns, exchange.secrets, strict=True):
        for start, end in spans:
            assert not re.search(rf"\b{re.escape(turn.text[start:end])}\b", str(draft_json(note, "case-note")))


def test_nothing_is_hidden_in_real_talk_without_codes() -> None:
    """19 consultations with doses, times, readings and a lifetime of years: none of them is taken for a code."""
    if not PRIMOCK.is_dir():
        pytest.skip(f"The consultations are not here: {PRIMOCK}")
    for path in sorted(PRIMOCK.glob("*.json")):
        said = json.loads(path.read_text("utf-8"))["turns"]
        turns = tuple(Turn(TurnId(f"t{n}"), t["speaker"], 0.0, 0.0, t["text"]) for n, t in enumerate(said))
        assert not any(codes(turns)), path.name


def test_a_statement_without_its_code_says_so() -> None:
    """It stays, flagged with where to find the code; what was said of harm beside it stays and keeps its weight."""
    note = draft_note(Material((WORKER, MARY), talk(*TALK)), template("case-note"))
    claims = [claim for section in note.sections for claim in section.claims if CODE_LEFT_OUT in claim.text]
    assert claims and all(claim.flagged and KEPT_OUT in (claim.why or "") for claim in claims)
    (told,) = [claim for claim in claims if "hits me" in claim.text]
    assert {"harm", "abuse"} & set(told.of_weight)


@pytest.mark.parametrize("name", ["case-note", "safeguarding-minutes"])
def test_nothing_of_a_draft_carries_a_code(name: str) -> None:
    """Not a claim, a check, an action, or what was left out; each code has its line there, which says where it is."""
    note = draft_note(Material((WORKER, MARY), talk(*TALK)), template(name), detail="full")
    written = str(draft_json(note, name)) + repr(note)
    for code in ("4471", "four four seven one", "1966"):
        assert code not in written
    lines = [each for each in note.omissions if each.why == A_CODE]
    assert [talk(*TALK)[int(each.turn[1:])].text[each.start_char : each.end_char] for each in lines] == [
        "four four seven one", "1966", "4471",
    ]  # fmt: skip
    assert CODE_LEFT_OUT in written


def test_a_jotted_or_dictated_code_is_kept_out_too() -> None:
    """The worker's own account is no place for one either, unless it is written in by hand at the review."""
    turns = (
        replace(talk("Key safe code 4471, neighbour has a key.")[0], manner=Manner.SEEN),
        replace(talk("The door code is 2580 and she was in bed.")[0], id=TurnId("t9"), manner=Manner.DICTATED),
    )
    note = draft_note(Material((WORKER, MARY), turns), template("case-note"))
    assert "4471" not in repr(note) and "2580" not in repr(note)


def test_harm_is_quoted_first_without_the_code() -> None:
    """What may be harm is quoted letter for letter but for the code, and passes the rule of quotations as it stands."""
    found = harm_in(Transcript(talk(*TALK), ModelCard("none"), 0.0, ""), (WORKER, MARY))
    texts = " ".join(each.claim.text for each in found)
    assert "hits me" in texts and CODE_LEFT_OUT in texts
    assert "1966" not in texts and "four four seven one" not in texts
    assert all(check.passed for each in found for check in each.claim.checks)


def test_no_key_brings_a_code_back() -> None:
    """A statement that was taken out and is put back is quoted as it was said, but without the code."""
    turn = talk("The key safe is 4471.")[0]
    line = Omission(turn.id, f"The key safe is {CODE_LEFT_OUT}.", REMOVED_BY_WORKER, 0, len(turn.text))
    assert "4471" not in quotation(a_document(), line, turn, "Mary").text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Online banking is how he stole from me.", []),
        ("The password is known to my son and he hits me if I change it.", []),
        ("Online banking is difficult for you?", []),
        ("Her password is Fluffy1966 and he hits me.", ["Fluffy1966"]),
        ("The key safe is 4471 in the porch.", ["4471"]),
        ("The code is 4471 today.", ["4471"]),
        ("The code is four four, um, seven one.", ["four four, um, seven one"]),
        ("The alarm code is 111 and the key safe is 999.", ["111", "999"]),
        ("The alarm went off and they gave me 250 of metformin.", []),
        ("The alarm went off and her blood pressure was 180 over 95.", []),
    ],
)
def test_only_the_code_is_hidden_and_nothing_that_was_done(text: str, hidden: list[str]) -> None:
    """What was done to somebody is no password; a figure right after 'the code is' is one whatever follows it."""
    assert said_codes(text) == hidden
