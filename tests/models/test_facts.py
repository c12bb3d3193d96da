"""What a child process may send: plain facts, whichever Python packed them, and nothing that runs."""

from __future__ import annotations

import pickle

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
