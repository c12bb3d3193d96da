"""What a child process may send: plain facts, whichever Python packed them, and nothing that runs."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

import pytest

from models.facts import Garbled, unpack
from scribe.visit import Evidence, Kind, TurnId


class AsOldPythons:
    """Packs as `getattr(owner, name)`, the way that Python 3.11.0 to 3.11.3 packs a member of an enum."""

    def __init__(self, owner: object, name: object) -> None:
        self._packed = (owner, name)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (getattr, self._packed)


def test_facts_come_back_as_they_were() -> None:
    """Dataclasses, enums and plain values are unpacked."""
    sent = (Kind.REPORTED, Evidence(TurnId("t1"), 0, 4, 0.0, 1.0), {"a": [1, 2.5, None, b"x"]})
    assert unpack(pickle.dumps(sent)) == sent


def test_an_enum_is_read_from_every_python() -> None:
    """A member that was packed by name comes back as that member."""
    assert unpack(pickle.dumps(AsOldPythons(Kind, "QUOTED"))) is Kind.QUOTED


@pytest.mark.parametrize(
    "sneaky",
    [AsOldPythons(Kind, "mro"), AsOldPythons(Evidence, "__init__"), AsOldPythons("x", "format"), print, Kind.mro],
)
def test_nothing_else_is_fetched(sneaky: object) -> None:
    """A method, a function or an attribute of anything else is refused."""
    with pytest.raises(Garbled):
        unpack(pickle.dumps(sneaky))


class Hungry:
    """Packs as a call that would fill the memory of whoever unpacks it."""

    def __init__(self, kind: type, *given: object) -> None:
        self._packed = (kind, given)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self._packed


@pytest.mark.parametrize(
    "small",
    [
        b"\x80\x02]r\x00\x00\x00\x7f.",  # an empty list, remembered under the number 2,130,706,432
        b"]p2130706432\n.",
        pickle.dumps(Hungry(bytearray, 10**12)),
        pickle.dumps(Hungry(set, range(10**12))),
        b"",
        b"\x80\x04]",
    ],
)
def test_a_small_message_can_not_fill_the_memory(small: bytes) -> None:
    """A child that a hostile file took over may say anything: the program that listens lives on."""
    assert len(small) < 100
    with pytest.raises(Garbled):
        unpack(small)


def test_sets_and_times_come_back_as_they_were() -> None:
    """What Python packs without a number of its own is no harm."""
    sent = [{1, 2}, frozenset("ab"), datetime(2026, 3, 10, tzinfo=UTC), date(2026, 3, 1), timedelta(seconds=3)]
    assert unpack(pickle.dumps(sent)) == sent


@pytest.mark.parametrize("kind", [range, bytearray])
def test_nothing_is_made_that_grows(kind: type) -> None:
    """Such a thing is refused however small it says that it is."""
    with pytest.raises(Garbled):
        unpack(pickle.dumps(Hungry(kind, 3)))
