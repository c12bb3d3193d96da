"""A recogniser's first use: it is used once it has heard the practice visit here, and kept up with it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import catalogue
from models.catalogue import InstalledModel
from models.progress import Cancellation, Cancelled
from models.transcriber import AudioSource, Listened, Segment, TranscribeOptions
from scribe import doctor_parts, first_hearing, first_use, model_packs
from scribe.finding import Finding, Level
from scribe.first_hearing import Hearing, HearingFailed, hearing_of, right_words
from scribe.first_use import FirstUse
from scribe.jobs import run_here
from scribe.session import installed_engines
from scribe.settings import Settings

SAID = first_hearing._script()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_folder=tmp_path / "models", who_imports_models="everyone")


@pytest.fixture
def model(settings: Settings, tmp_path: Path) -> InstalledModel:
    """The starter under another hash: a byte more at the end of its weights, which nothing reads."""
    source = Path(shutil.copytree(catalogue.starter("transcriber").path, tmp_path / "robin.en"))
    with (source / "model.bin").open("ab") as weights:
        weights.write(b"\0")
    return model_packs.bring_in(source, settings)


class Ear:
    """A recogniser that hears what it is told to, in the time that it is told to take."""

    def __init__(self, heard: str, waits: Callable[[Cancellation], None] = lambda _: None) -> None:
        self.heard, self._waits, self.closed = heard, waits, False

    def listen(
        self,
        name: str,
        audio: AudioSource,
        options: TranscribeOptions,
        *,
        start: float,
        whole: bool,
        cancel: Cancellation,
    ) -> Listened:
        assert audio.seconds() == first_hearing.HEARD_SECONDS and whole
        self._waits(cancel)
        cancel.raise_if_asked()
        return Listened((Segment(self.heard, 0.0, 11.0, ()),), 12.0, 12.0, False)

    def caption(self, name: str, *, cancel: Cancellation) -> str:
        return ""

    def close(self) -> None:
        self.closed = True


def listening(monkeypatch: pytest.MonkeyPatch, ear: Ear) -> Ear:
    monkeypatch.setattr(first_hearing, "start_transcriber", lambda _, **__: ear)
    return ear


def used(settings: Settings) -> str:
    engines = installed_engines(settings)
    try:
        return engines.transcriber()[1].sha256
    finally:
        engines.close()


def test_one_that_heard_well_here_is_used_and_before_that_it_is_not(
    model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then, and after it is removed, the starter listens. What it showed is told."""
    starter = catalogue.starter("transcriber").sha256
    assert first_use.first_use(model, settings) is FirstUse.CHECK and used(settings) == starter
    ear = listening(monkeypatch, Ear(SAID))
    checked = run_here(first_use.check(model, settings))
    assert checked.hearing is not None and checked.hearing.right == 1.0 and ear.closed
    assert first_use.first_use(model, settings) is FirstUse.NOTHING and used(settings) == model.sha256
    (one,) = [each for each in model_packs.held(settings) if each.model == model]
    assert one.standing.startswith("is used: it heard 100% of the practice visit's first words, at ")
    model_packs.take_away(model.name, settings)
    assert used(settings) == starter


@pytest.mark.parametrize("heard", ["", "Thank you for watching.", " ".join(SAID.split()[::2])])
def test_one_that_hears_badly_is_not_used(
    heard: str, model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other word is not enough."""
    listening(monkeypatch, Ear(heard))
    with pytest.raises(HearingFailed, match=r"heard \d+% of the words"):
        run_here(first_use.check(model, settings))
    assert hearing_of(model, settings.models_folder) is None
    assert used(settings) == catalogue.starter("transcriber").sha256


def test_one_that_is_slow_here_is_not_used(
    model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would fall behind every talk; one that never ends is stopped in time."""

    def for_ever(cancel: Cancellation) -> None:
        while not cancel.asked:
            time.sleep(0.01)

    monkeypatch.setattr(first_hearing, "MOST_PACE", 0.0)
    listening(monkeypatch, Ear(SAID, lambda _: time.sleep(0.2)))
    with pytest.raises(HearingFailed, match="seconds for a second of sound"):
        run_here(first_use.check(model, settings))
    monkeypatch.setattr(first_use, "SECONDS", first_use._TO_STOP + 0.2)
    listening(monkeypatch, Ear(SAID, for_ever))
    with pytest.raises(HearingFailed, match="too slow for this model"):
        run_here(first_use.check(model, settings))
    assert hearing_of(model, settings.models_folder) is None


def test_a_stopped_check_is_no_failure(
    model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's wish; nothing is kept."""
    cancel = Cancellation()
    listening(monkeypatch, Ear(SAID, lambda _: cancel.ask()))
    with pytest.raises(Cancelled):
        run_here(first_use.check(model, settings), cancel=cancel)
    assert hearing_of(model, settings.models_folder) is None


def test_what_it_heard_counts_for_all_of_its_files(
    model: InstalledModel, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same weights with another word list have heard nothing here yet, so they are not used."""
    listening(monkeypatch, Ear(SAID))
    run_here(first_use.check(model, settings))
    source = Path(shutil.copytree(model.path, tmp_path / "a-changed.en"))  # found before the other
    with (source / "tokenizer.json").open("ab") as words:
        words.write(b"\n")
    changed = model_packs.bring_in(source, settings)
    assert changed.sha256 == model.sha256 and first_use.first_use(changed, settings) is FirstUse.CHECK
    assert hearing_of(changed, settings.models_folder) is None and hearing_of(model, settings.models_folder)
    assert installed_engines(settings).recogniser() == model


def test_the_doctor_looks_at_the_recogniser_in_the_place_of_a_withdrawn_one(
    model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before it has heard here: until then nothing is used."""
    settings = replace(settings, withdrawn_models=(catalogue.starter("transcriber").sha256,))

    def told() -> Finding:
        return next(one for one in doctor_parts.parts(settings) if one.key == "transcriber")

    assert told().level is Level.STOP and told().fix == doctor_parts.BRING_ANOTHER
    listening(monkeypatch, Ear(SAID))
    run_here(first_use.check(model, settings))
    assert told().fine and model.sha256[:16] in told().value


EAR = InstalledModel("transcriber", "robin.en", Path("robin.en"), "ab" * 32, "MIT", 1)
GOOD = Hearing(EAR.fingerprint, 0.95, 0.2, datetime(2026, 11, 27, tzinfo=UTC))


@pytest.mark.parametrize(
    "kept",
    [
        replace(GOOD, right=0.2),
        replace(GOOD, pace=3.0),
        replace(GOOD, pace=-1.0),
        replace(GOOD, pace=float("nan")),
        replace(GOOD, fingerprint="cd" * 32),
    ],
)
def test_what_is_kept_and_did_not_pass_counts_for_nothing(kept: Hearing, tmp_path: Path) -> None:
    """Nor does what is of another file, or can't be read."""
    first_hearing.keep(GOOD, tmp_path)
    assert hearing_of(EAR, tmp_path) == GOOD
    path = first_hearing._path(EAR.fingerprint, tmp_path)
    path.write_text(first_hearing.to_json(kept))
    assert hearing_of(EAR, tmp_path) is None
    path.write_bytes(b"\xff{")
    assert hearing_of(EAR, tmp_path) is None


@pytest.mark.parametrize(
    ("said", "heard", "share"),
    [("a b c d", "A, b. C d!", 1.0), ("a b c d", "a c d", 0.75), ("a b c d", "d c b a", 0.25), ("", "a", 0.0)],
)
def test_words_are_counted_in_their_order(said: str, heard: str, share: float) -> None:
    """Whatever the stops and capitals."""
    assert right_words(said, heard) == share


@pytest.mark.long
def test_the_real_recogniser_hears_the_real_practice_visit(model: InstalledModel, settings: Settings) -> None:
    """Nine in ten of its first words, as the floor supposes."""
    heard = first_hearing.hear(model, first_use.JobContext(lambda _: None, Cancellation()), Cancellation())
    assert heard.right >= 0.9 and heard.pace > 0


def test_it_hears_where_it_lets_models_run(
    model: InstalledModel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where IT has closed the graphics card, the check doesn't use it."""
    devices = []

    def start(_: InstalledModel, *, device: str = "auto") -> Ear:
        devices.append(device)
        return Ear(SAID)

    monkeypatch.setattr(first_hearing, "start_transcriber", start)
    run_here(first_use.check(model, replace(settings, gpu="never")))
    assert devices == ["cpu"]
