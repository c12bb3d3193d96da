"""Accounts that a worker dictates after a visit, each sentence with the kind and the words it must have in the note."""

from __future__ import annotations

from dataclasses import dataclass

from scribe.visit import Kind, Manner, Person, PersonId, Role, Turn, TurnId
from tests.notes.people import ADAM, BEGUM, JO

WHO = "Who is meant?"
IVY = Person(PersonId("a"), "Mrs Ivy Cole", Role.PERSON, "she")
DAWN = Person(PersonId("b"), "Dawn Cole", Role.FAMILY, "she")
SAM = Person(PersonId("c"), "Sam Okoro", Role.WORKER, "he")


@dataclass(frozen=True)
class Line:
    """One sentence as it is said. `words` is what the note says, '' where that is what was said; `why` its flag;
    `more` what else the note says of it.
    """

    said: str
    kind: Kind
    words: str = ""
    why: str = ""
    more: tuple[tuple[str, Kind, str], ...] = ()

    @property
    def expected(self) -> tuple[tuple[str, Kind, str], ...]:
        """Each text with its kind and flag as they must be in the note."""
        return (self.words or self.said, self.kind, self.why), *self.more


def dictated(said: str, number: int = 1) -> Turn:
    """A dictated turn of nine seconds."""
    return Turn(TurnId(f"t{number}"), "", 9.0 * number, 9.0 * number + 9, said, manner=Manner.DICTATED)


@dataclass(frozen=True)
class Account:
    """Everything that one worker dictates of one visit."""

    people: tuple[Person, ...]
    lines: tuple[Line, ...]

    def turns(self, size: int = 3) -> tuple[Turn, ...]:
        """The account as the recogniser gives it: a turn of `size` sentences after each pause, and no speaker."""
        groups = [self.lines[at : at + size] for at in range(0, len(self.lines), size)]
        return tuple(
            dictated(" ".join(line.said for line in group), number) for number, group in enumerate(groups, start=1)
        )


R, S, V, Q, A = Kind.REPORTED, Kind.OBSERVED, Kind.VIEW, Kind.QUOTED, Kind.ACTION

ONE_WOMAN = Account(
    (BEGUM, ADAM, JO),
    (
        Line("I visited Mrs Begum at home on Tuesday afternoon.", Q),
        Line("She told me that she fell in the bathroom last week.", R,
             "She (Mrs Begum) told me that she fell in the bathroom last week."),
        Line("I saw a bruise on her left arm.", S),
        Line("Mrs Begum said she slipped on the wet floor.", R),
        Line("There was food in the fridge and the kitchen was clean.", S),
        Line("I think she is not managing her tablets.", V),
        Line("Adam explained that he visits every evening.", R),
        Line("He mentioned that the gas bill is £90.", R, "He (Adam Rahman) mentioned that the gas bill is £90."),
        Line("I could see two days of dishes in the sink.", S),
        # The sentence before is of dishes, and then of a flat: whose is not said.
        Line("Her flat was cold.", Q, why=WHO),
        Line("She seemed tired and low.", V, why=WHO),
        Line("I will ring the GP on Friday.", A, "Jo Reed to ring the GP on Friday."),
        # The GP may be 'she'.
        Line("She reported no other falls.", R, why=WHO),
        Line("I explained the assessment to her and she agreed to it.", Q),
        Line("I have agreed to send the carers' leaflet by next Monday.", A,
             "Jo Reed to send the carers' leaflet by next Monday."),
        Line("According to Adam, his mother sleeps in the chair.", R),
        Line("In my view the stairs are not safe for her.", V),
        Line("I heard a smoke alarm beeping in the hall.", S),
        Line("I'll speak to my manager about the stairs.", A, "Jo Reed to speak to their manager about the stairs."),
        Line("I did not see the bedroom.", Q),
        Line("I was told that the carers come at eight.", R),
    ),
)  # fmt: skip

TWO_WOMEN = Account(
    (IVY, DAWN, SAM),
    (
        Line("Mrs Cole and her daughter Dawn were both at home.", Q),
        Line("She told me that she is exhausted.", R, why=WHO),
        Line("Dawn said her brother Mark shouts at Mrs Cole.", R),
        Line("Mrs Cole told me that Mark hit her on Sunday.", R),
        Line("I noticed that Mrs Cole flinched when the door opened.", S),
        Line("I believe she is frightened of him.", V),
        Line("My impression is that Dawn needs a break.", V),
        Line("Dawn appeared close to tears.", V),
        Line("Mrs Cole said she sometimes wishes she was dead.", R),
        Line("They said the money goes on Mark's debts.", R, why=WHO),
        Line("I observed that the front door has no lock.", S),
        Line("There were tablets on the floor by the bed.", S),
        Line("There was a fall last month and an ambulance was called.", Q),
        Line("I feel that Dawn can't go on like this.", V),
        Line("I will refer Mrs Cole to the falls team by Monday.", A,
             "Sam Okoro to refer Mrs Cole to the falls team by Monday.",
             more=(("I will refer Mrs Cole to the falls team by Monday.", Q, ""),)),
        Line("I will not close the case.", Q),
        Line("If Mrs Cole agrees I will speak to Mark.", Q),
        Line("I'm going to raise a safeguarding concern today.", A, "Sam Okoro to raise a safeguarding concern today.",
             more=(("I'm going to raise a safeguarding concern today.", Q, ""),)),
        Line("Is there anybody else in the house at night?", Q),
        Line("Mrs Cole doesn't want Mark to be told.", Q),
        Line("I don't think she understood what I was asking.", V),
        Line("I saw no food in the kitchen, she told me she had not eaten since Friday.", S,
             "I saw no food in the kitchen.",
             more=(("She told me she had not eaten since Friday.", R, WHO),)),
    ),
)  # fmt: skip

ACCOUNTS = (ONE_WOMAN, TWO_WOMEN)

SAID_AND_WRITTEN = (
    # Taken back: the later word stands, and the earlier is listed as withdrawn.
    ("Mrs Begum said she fell on Tuesday. No, sorry, it was Wednesday.", "Mrs Begum said she fell on Wednesday."),
    ("I saw two, no, sorry, three empty bottles.", "I saw three empty bottles."),
    # 'Last' went with Tuesday, and which Wednesday was not said: the worker's own words stand.
    (
        "Mrs Begum fell last Tuesday, no, sorry, it was Wednesday.",
        "Mrs Begum fell last Tuesday, no, sorry, it was Wednesday.",
    ),
    # Two sentences run together: what was reported may reach over the comma.
    ("Mrs Begum reported that she fell, her arm was sore.", "Mrs Begum reported that she fell, her arm was sore."),
    # Taken back, and it is not sure what: every word stands.
    ("Mrs Begum fell twice on the stairs. Scrap that.", "Mrs Begum fell twice on the stairs. Scrap that."),
    # The marks that people speak when they dictate, and the same words meant as words.
    ("The flat was warm full stop.", "The flat was warm."),
    ("The flat was warm. Full stop. New paragraph. Adam was out.", "The flat was warm.|Adam was out."),
    ("Mrs Begum takes metformin comma, and aspirin.", "Mrs Begum takes metformin, and aspirin."),
    ("The car came to a full stop.", "The car came to a full stop."),
    ("Mrs Begum is in a coma.", "Mrs Begum is in a coma."),
    ("Adam said the word comma.", "Adam said the word comma."),
    # Sounds that are no words go; the words stay.
    ("Um, Adam was, er, out.", "Adam was, out."),
    ("adam was out", "Adam was out."),
)
"""What is said, and the statements of the note with '|' between them."""
