# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""Stand-ins for the actions on models: a laptop with a starter, a council's pack that waits for its check, and more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from models.catalogue import InstalledModel
from models.pack import TravelledExam
from scribe.errors import NotFound
from scribe.first_use import FirstUse
from scribe.jobs import Job, JobContext
from scribe.model_packs import HeldModel

FOLDER = Path("models")
BROUGHT = TravelledExam("0.1.0", date(2026, 11, 27), "{}")
NOT_SAT = "has not sat the exam, so it is not used"
MAY = "may write one sentence at a time; in the exam of 27 November 2026 91% of its sentences were faithful"


def held(name: str, kind: Any = "writer", *, size: float = 98e6, needs_gb: int = 4, **more: Any) -> HeldModel:
    """A model that is here."""
    model = InstalledModel(kind, name, FOLDER / name, name.encode().hex().ljust(64, "0")[:64], "Apache-2.0", int(size))
    made = HeldModel(model, needs_gb, True, True, FirstUse.NOTHING, "", None, False)
    return replace(made, **more)


def laptop() -> list[HeldModel]:
    """What an 8 GB laptop may have."""
    return [
        held("tiny.en", "transcriber", size=78e6),
        held("Robin-135M", first_use=FirstUse.EXAM, standing=NOT_SAT),
        held("Wren-4B-Instruct", size=2.5e9, needs_gb=8, first_use=FirstUse.CHECK, standing=NOT_SAT, removable=True),
        held(
            "Owl-8B", size=4.9e9, needs_gb=16, carried=False, first_use=FirstUse.EXAM, standing=NOT_SAT, removable=True
        ),
    ]


class FakeModels:
    """Part of `FakeActions`."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[HeldModel] = laptop()
        self.models_locked = ""
        self.models_gate: Any = lambda _: None
        self.models_error: Exception | None = None
        self.models_damaged: tuple[str, ...] = ()

    def held_models(self, session: Any) -> tuple[HeldModel, ...]:
        return tuple(self.held)

    def damaged_models(self, session: Any) -> tuple[str, ...]:
        return self.models_damaged

    def why_no_models(self, session: Any) -> str:
        return self.models_locked

    def laptop_memory(self) -> int:
        return 8

    def bring_in_model(self, session: Any, path: Path) -> Job[Any]:
        made = held(path.name, needs_gb=8, first_use=FirstUse.CHECK, standing=NOT_SAT, removable=True)
        return Job("bring in", "models", self._work(made.model), lambda _: self.held.append(made))

    def check_model(self, session: Any, sha256: str) -> Job[Any]:
        return self._passing("check", sha256, BROUGHT)

    def examine_model(self, session: Any, sha256: str) -> Job[Any]:
        return self._passing("exam", sha256, None)

    def remove_model(self, session: Any, name: str) -> None:
        if self.models_error:
            raise self.models_error
        if name not in [one.model.name for one in self.held]:
            raise NotFound
        self.held = [one for one in self.held if one.model.name != name]

    def _passing(self, name: str, sha256: str, came_with_it: TravelledExam | None) -> Job[Any]:
        def keep(_: object) -> None:
            passed = {"first_use": FirstUse.NOTHING, "standing": MAY, "came_with_it": came_with_it}
            self.held = [replace(one, **passed) if one.model.sha256 == sha256 else one for one in self.held]  # type: ignore[arg-type]

        return Job(name, name, self._work(None), keep)

    def _work(self, result: object) -> Any:
        def work(context: JobContext) -> object:
            self.models_gate(context)
            if self.models_error:
                raise self.models_error
            return result

        return work
