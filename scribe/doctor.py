"""What IT needs to know about this laptop, in one page."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models import catalogue, pack_signing
from models.errors import ModelError
from models.pack_import import is_vouched_for
from scribe import exams
from scribe.errors import FairnoteError
from scribe.keys import keychain_works
from scribe.known_words import shipped_words, words_of_file
from scribe.settings import Settings
from scribe.speech_log import logs_what_it_says

ENOUGH_DISK = 5e9
"""Bytes: about 40 hours of sound, and room for one larger model."""

ENOUGH_MEMORY = 7e9
"""Bytes: the smallest laptop Fairnote is meant for has 8 GB."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's page."""

    key: str
    label: str
    value: str
    fine: bool = True


def examine(settings: Settings, version: str) -> tuple[Finding, ...]:
    """Look at this laptop. No model is started and nothing of any visit is read."""
    return (
        Finding("version", "Fairnote", version),
        Finding("system", "System", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        Finding("processors", "Processors", str(os.cpu_count())),
        _memory(),
        _disk(settings.vault_folder),
        _vault(settings.vault_folder),
        Finding("keychain", "Keychain", "works" if keychain_works() else "none: a passphrase is asked for instead"),
        _model("transcriber", "Speech model", settings),
        _model("writer", "Language model", settings),
        _part("exam", "Language model's exam", lambda: _exam(settings)),
        _part("model_packs", "Model packs", lambda: _packs(settings)),
        _model("speakers", "Voices model", settings),
        _model("second opinion", "Second recogniser", settings),
        _part("known_words", "Words to know", lambda: _known_words(settings)),
        _part("microphones", "Microphones", _microphones),
        _reading_aloud(),
        Finding("policy", "Settings from policy", ", ".join(sorted(settings.locked)) or "none"),
    )


def _part(key: str, label: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(key, label, look())
    except (FairnoteError, ModelError) as error:
        return Finding(key, label, str(error), fine=False)


def _model(kind: catalogue.Kind, label: str, settings: Settings) -> Finding:
    def look() -> str:
        model = catalogue.starter(kind, (settings.models_folder,))
        catalogue.verify(model)
        return f"{model.name}, {model.size_bytes / 1e6:.0f} MB, {model.licence}, files whole"

    return _part(kind.replace(" ", "_"), label, look)


def _exam(settings: Settings) -> str:
    models = exams.writers((settings.models_folder,), settings.model_pack_public_key)
    if not models:
        return "no language model: drafts are made by rules alone"
    return f"{models[0].name} {exams.standing(models[0].sha256, settings.models_folder)}"


def _known_words(settings: Settings) -> str:
    own = len(words_of_file(settings.known_words_file)) if settings.known_words_file else 0
    return f"{len(shipped_words())} of Fairnote's, {own} of the council's"


def _microphones() -> str:
    from scribe.recorder import microphones

    return ", ".join(found.name for found in microphones()) or "none"


def _packs(settings: Settings) -> str:
    """Which models may come in, and what is here and not signed. Raises `BadPublicKey`."""
    key = settings.model_pack_public_key
    if not key:
        return "no key is set: a model by itself is taken, and tried here before it is used"
    line = pack_signing.public_key_line(key)
    unsigned = [m.name for m in catalogue.installed((settings.models_folder,)) if not is_vouched_for(m, key)]
    told = f"; not signed by it, and never started: {', '.join(unsigned)}" if unsigned else ""
    return f"only those that are signed by {line}{told}"


def _reading_aloud() -> Finding:
    """Only Linux's speech service can write down what it says; Windows brings its voices with it."""
    logs = logs_what_it_says()
    if logs:
        value = "off: the speech service writes what it says into a log; set LogLevel 3 and no debugging"
    elif sys.platform == "linux" and not shutil.which("speech-dispatcher"):
        value = "no voice: install speech-dispatcher and speech-dispatcher-espeak-ng"
    else:
        value = "possible"
    return Finding("reading_aloud", "Reading aloud", value, fine=not logs)


def _memory() -> Finding:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    value = f"{size / 1e9:.0f} GB" if size else "not known"
    return Finding("memory", "Memory", value, size == 0 or size >= ENOUGH_MEMORY)


def _disk(folder: Path) -> Finding:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    return Finding("disk", "Free disk", f"{free / 1e9:.0f} GB", free >= ENOUGH_DISK)


def _vault(folder: Path) -> Finding:
    return Finding("vault", "Vault", str(folder) if folder.exists() else f"none yet ({folder})")
