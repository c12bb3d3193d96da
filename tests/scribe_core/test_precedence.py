"""What a person waits for goes first, and nothing waits for ever."""

from __future__ import annotations

import threading

import pytest

from models.progress import Cancellation, Cancelled, ignore_progress
from models.scripted import ScriptedSecondOpinion
from scribe.precedence import Precedence
from scribe.second_opinion import GiveWay, heard_again
from scribe.visit import ModelCard, Transcript, Turn
from tests.scribe_core.test_second_opinion import Silent, a_transcript, a_turn

SOON = 10.0


def test_it_waits_while_somebody_waits_for_anything_else() -> None:
    """Two jobs go first; only when both have ended, well or badly, does what gives way go on."""
    order, precedence, began = [], Precedence(), threading.Event()
    precedence.give_way(Cancellation())

    def behind() -> None:
        began.set()
        precedence.give_way(Cancellation())
        order.append("behind")

    waiting = threading.Thread(target=behind)
    with pytest.raises(ValueError, match="badly"), precedence.first():
        with precedence.first():
            waiting.start()
            assert began.wait(SOON)
        order.append("first")
        raise ValueError("badly")
    waiting.join(SOON)
    assert order == ["first", "behind"]


def test_what_waits_can_be_stopped() -> None:
    """Cancelled, it ends although somebody still waits for the other work; and it ends where nobody does."""
    precedence, cancel = Precedence(), Cancellation()
    threading.Timer(0.05, cancel.ask).start()
    with precedence.first(), pytest.raises(Cancelled):
        precedence.give_way(cancel)
    with pytest.raises(Cancelled):
        precedence.give_way(cancel)


def words_of(turn: Turn) -> list[str]:
    """The words of a turn."""
    return turn.text.split()


def test_the_second_listener_gives_way_again_and_again_and_doubts_the_same() -> None:
    """It is asked about a few stretches at once, in their order; what it doubts doesn't depend on the pauses."""
    turns = [a_turn("She took fifteen of them today.", 20.0 * at + 1.0, name=f"t{at}") for at in range(8)]
    heard = [
        (turn.start + n / 2, w.replace("fifteen", "fifty")) for turn in turns for n, w in enumerate(words_of(turn))
    ]
    asked: list[Cancellation] = []

    def again(give_way: GiveWay | None) -> Transcript:
        second = ScriptedSecondOpinion(tuple(heard)), ModelCard("second", "cd" * 32)
        return heard_again(
            a_transcript(*turns), (), Silent(), second, on_progress=ignore_progress, cancel=Cancellation(),
            give_way=give_way,
        )  # fmt: skip

    assert again(asked.append) == again(None)
    assert 2 < len(asked) < 8 and again(None).doubts
