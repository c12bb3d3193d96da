"""Small talks to make transcript documents of."""

from __future__ import annotations

from dataclasses import replace

from scribe import transcript_document
from scribe.vault import Vault
from scribe.visit import Document, Doubt, Gap, LeftOut, Manner, ModelCard, Transcript, Turn, TurnId, Word
from tests.scribe_core.make import V1, a_visit

SAID = (
    ("p2", 1.0, "Hello, Mrs Begum. How are you today?"),
    ("p1", 4.0, "I can't complain."),
    ("S3", 8.0, "She fell on Tuesday."),
    ("S3", 12.0, "I saw it."),
    ("", 620.0, "Who is there?"),
    ("p1", 625.0, "Nobody."),
)


def turn(number: int, speaker: str, start: float, text: str, manner: Manner = Manner.SPOKEN) -> Turn:
    """A turn whose words take a third of a second each."""
    words = tuple(Word(w, start + n / 3, start + (n + 1) / 3, 0.9) for n, w in enumerate(text.split()))
    return Turn(TurnId(f"t{number}"), speaker, start, start + len(words) / 3, text, words, manner=manner)


def a_talk(*said: tuple[str, float, str]) -> Transcript:
    """What was said: speaker, second and words."""
    turns = tuple(turn(number, *one) for number, one in enumerate(said or SAID, start=1))
    return Transcript(turns, ModelCard("tiny", "ab" * 32), 640.0, "cd" * 32)


def a_doubtful_talk() -> Transcript:
    """The same with a doubt, a gap and something off the record."""
    doubt = Doubt(TurnId("t2"), 1, 2, "low confidence", "can")
    return replace(
        a_talk(), doubts=(doubt,), gaps=(Gap(10.5, 190.5, "microphone lost"),), left_out=(LeftOut(300.0, 425.0),)
    )


def with_talk(vault: Vault, said: Transcript | None = None, *, practice: bool = False) -> Document:
    """A visit with this transcript, and the document of it."""
    vault.add_visit(a_visit(practice=practice))
    vault.save_transcript(V1, said or a_talk())
    return transcript_document.current(vault, V1)


def with_text(said: Transcript, turn_id: TurnId, text: str) -> Transcript:
    """The talk with other words in one turn."""
    return replace(said, turns=tuple(replace(t, text=text, edited=True) if t.id == turn_id else t for t in said.turns))


def with_speaker(said: Transcript, turn_ids: tuple[TurnId, ...], speaker: str) -> Transcript:
    """The talk with these turns given to somebody else."""
    turns = tuple(replace(t, speaker=speaker) if t.id in turn_ids else t for t in said.turns)
    return replace(said, turns=turns)


def without_doubt(said: Transcript, doubt: Doubt) -> Transcript:
    """The talk with one doubt less."""
    return replace(said, doubts=tuple(each for each in said.doubts if each != doubt))


def lines_of(document: Document) -> list[str]:
    """The text of each line."""
    return [claim.text for section in document.sections for claim in section.claims]
