"""What the doctor says of Fairnote's parts: models and their exams, the keychain, microphones, voices, words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

from models import catalogue, pack_signing
from models.errors import ModelError
from models.no_internet import internet_is_refused
from models.pack_import import is_vouched_for, not_proved
from scribe import exams
from scribe.doctor_folders import NO_ENTRY
from scribe.errors import FairnoteError, NotFound
from scribe.finding import Finding, Level, judged
from scribe.firewall import is_kept_in
from scribe.keys import keychain_works
from scribe.known_words import shipped_words, words_of_file
from scribe.recovery import readiness
from scribe.session import installed_engines
from scribe.settings import Settings
from scribe.speech_log import logs_what_it_says
from scribe.vault_folder import VaultFiles
from scribe.withdrawn_models import ModelWithdrawn, is_withdrawn

NO_KEYCHAIN = (
    "On Windows allow credentials to be stored (group policy); on Linux install and unlock a Secret Service such as "
    "gnome-keyring. Until then each worker needs a passphrase."
)
NO_MODEL = "Install Fairnote again, or bring the model: fairnote models import PATH."
BRING_ANOTHER = (
    "Bring another model of that kind: fairnote models import PACK. docs/deployment.md says how packs are made."
)
NO_OTHER = "Fairnote does without it until a version comes that brings another: for this it uses its own starter only."
SIT_AGAIN = "Let the model sit the exam again: fairnote models exam."
NO_KEY = "Put 'model_pack_public_key' right in the policy: the second line of fairnote-packs.pub."
NO_LIST = "Put 'known_words_file' right in the policy, or the file that it names."
NO_MICROPHONE = "Plug a microphone in, and allow desktop programs to use it (Windows: Privacy, Microphone)."
NO_SOUND = "Install PortAudio (libportaudio2 on Linux). Sound files can be imported until then."
TALKS = "Set LogLevel 3 in speechd.conf, no CustomLogFile, and Debug 0 in its modules."
NO_VOICE = "If reading aloud is wanted, install speech-dispatcher and speech-dispatcher-espeak-ng."
SEAL_AGAIN = "Put 'recovery_public_key' right in the policy, then open Fairnote once: the vault's key is sealed to it."
BLOCK_IT = "Block Fairnote in the firewall: docs/deployment.md says how."
WINDOWS_ONLY = "Take 'exclude_from_capture' out of the policy for this laptop: only Windows can do it."
_MODELS: tuple[tuple[catalogue.Kind, str, Level], ...] = (
    ("transcriber", "Speech model", Level.STOP),
    ("writer", "Language model", Level.WARN),
    ("speakers", "Voices model", Level.WARN),
    ("second opinion", "Second recogniser", Level.WARN),
)
"""Each kind of model, and how bad it is to be without."""


def parts(settings: Settings) -> tuple[Finding, ...]:
    """Every part. No model is started."""
    return (
        keychain(keychain_works()),
        _recovery(settings),
        *(_model(kind, label, level, settings) for kind, label, level in _MODELS),
        _part("exam", "Language models' exams", lambda: _exams(settings), Level.WARN, SIT_AGAIN),
        _part("model_packs", "Model packs", lambda: _packs(settings), Level.WARN, NO_KEY),
        _part("known_words", "Words to know", lambda: _known_words(settings), Level.WARN, NO_LIST),
        _microphones(),
        _internet(),
        _reading_aloud(),
        *_screen_capture(settings),
    )


def keychain(works: bool) -> Finding:
    """Whether the system keeps the vault's key."""
    value = "works" if works else "none: a passphrase is asked for instead"
    return judged("keychain", "Keychain", value, Level.OK if works else Level.WARN, NO_KEYCHAIN)


def _part(key: str, label: str, look: Callable[[], str | Finding], level: Level, fix: str) -> Finding:
    try:
        found = look()
    except (FairnoteError, ModelError) as error:
        return Finding(key, label, str(error), level, fix)
    except OSError:
        return Finding(key, label, "its files can't be looked into", level, fix)
    return found if isinstance(found, Finding) else Finding(key, label, found)


def _model(kind: catalogue.Kind, label: str, level: Level, settings: Settings) -> Finding:
    def look() -> str | Finding:
        try:
            model = _in_use(kind, settings)
        except ModelWithdrawn as error:
            fix = BRING_ANOTHER if kind in ("transcriber", "writer") else NO_OTHER
            return Finding(kind.replace(" ", "_"), label, str(error), level, fix)
        catalogue.verify(model)
        size = f"{model.size_bytes / 1e6:.0f} MB"
        return f"{model.name}, {size}, {model.licence}, files whole, SHA-256 {model.sha256[:16]}"

    return _part(kind.replace(" ", "_"), label, look, level, NO_MODEL)


def _in_use(kind: catalogue.Kind, settings: Settings) -> catalogue.InstalledModel:
    """The starter, or where IT has withdrawn it what is used in its place. Raises `ModelMissing`, `ModelWithdrawn`."""
    model = catalogue.starter(kind, settings.all_models_folders)
    if not is_withdrawn(model, settings.withdrawn_models):
        return model
    if kind == "transcriber":
        return installed_engines(settings).recogniser()
    if kind == "writer" and (others := exams.usable(settings)):
        return others[0]
    raise ModelWithdrawn


def _exams(settings: Settings) -> str | Finding:
    """Every language model that is here. A result that can't be right, or is of another exam, has to be put right."""
    found = exams.usable(settings)
    if not found:
        return "no language model: drafts are made by rules alone"
    standings = [exams.standing(model.sha256, settings.models_folder) for model in found]
    told = "; ".join(f"{model.name} {standing}" for model, standing in zip(found, standings, strict=True))
    stale = any(standing in (exams.OTHER_EXAM, exams.CANT_BE_RIGHT) for standing in standings)
    return judged("exam", "Language models' exams", told, Level.WARN if stale else Level.OK, SIT_AGAIN)


def _packs(settings: Settings) -> str:
    """Which models may come in, and what is here and not signed. Raises `BadPublicKey`."""
    key, folders = settings.model_pack_public_key, settings.all_models_folders
    waiting = not_proved(folders, key)
    if not key:
        told = f"; packs that lie here and are not used without one: {waiting}" if waiting else ""
        return f"no key is set: a model by itself is taken, and tried here before it is used{told}"
    line = pack_signing.public_key_line(key)
    unsigned = [m.name for m in catalogue.installed(folders) if not is_vouched_for(m, key)]
    told = f"; not signed by it, and never started: {', '.join(unsigned)}" if unsigned else ""
    told += f"; packs that lie here and are not signed by it: {waiting}" if waiting else ""
    return f"only those that are signed by {line}{told}"


def _known_words(settings: Settings) -> str:
    own = len(words_of_file(settings.known_words_file)) if settings.known_words_file else 0
    return f"{len(shipped_words())} of Fairnote's, {own} of the council's"


def _microphones() -> Finding:
    from scribe.recorder import microphones

    def look() -> Finding:
        # Not by their names: a headset is often called after whose it is.
        found = len(microphones())
        level = Level.OK if found else Level.WARN
        return judged("microphones", "Microphones", f"{found} found" if found else "none", level, NO_MICROPHONE)

    return _part("microphones", "Microphones", look, Level.WARN, NO_SOUND)


def _reading_aloud() -> Finding:
    """Only Linux's speech service can write down what it says; Windows brings its voices with it."""
    key, label = "reading_aloud", "Reading aloud"
    if logs_what_it_says():
        return Finding(key, label, "off: the speech service writes what it says into a log", Level.WARN, TALKS)
    if sys.platform == "linux" and not shutil.which("speech-dispatcher"):
        return Finding(key, label, "no voice", Level.WARN, NO_VOICE)
    return Finding(key, label, "possible")


def _recovery(settings: Settings) -> Finding:
    """Whether the council's key could put a lost one back."""
    key, label, named = "recovery", "Recovery key", bool(settings.recovery_public_key)
    try:
        ready = readiness(VaultFiles(settings.vault_folder), settings.recovery_public_key)
    except NotFound:
        return Finding(key, label, "no vault yet" if named else "none in the policy")
    except FairnoteError as error:
        return Finding(key, label, str(error), Level.WARN, SEAL_AGAIN)
    except OSError:
        return Finding(key, label, "not known: the vault's folder can't be looked into", Level.WARN, NO_ENTRY)
    value = ready.problem or (f"sealed to {ready.sealed_to}" if ready.sealed_to else "none in the policy")
    return judged(key, label, value, Level.WARN if ready.problem else Level.OK, SEAL_AGAIN)


def _internet() -> Finding:
    """Whether this very program could open a socket to another machine."""
    key, label = "internet", "Internet"
    if internet_is_refused():
        return Finding(key, label, "refused to Fairnote and all that it starts (seccomp)")
    if sys.platform == "win32":
        return _kept_in_by_rule(key, label)
    value = "not used, but this system could not be told to refuse it (seccomp)"
    return Finding(key, label, value, Level.WARN, BLOCK_IT)


def _kept_in_by_rule(key: str, label: str) -> Finding:
    """On Windows, where the firewall alone refuses it: whether its rule is there."""
    try:
        if is_kept_in(sys.executable):
            return Finding(key, label, "not used; a rule of the firewall blocks it, wherever the firewall is on")
    except OSError:
        return Finding(key, label, "not used; the firewall's rules can't be read", Level.WARN, BLOCK_IT)
    return Finding(key, label, "not used, but no rule of the firewall that blocks it was found", Level.WARN, BLOCK_IT)


def _screen_capture(settings: Settings) -> tuple[Finding, ...]:
    """Where IT asks for it: whether the window can be kept out of screenshots here."""
    if settings.exclude_from_capture != "on":
        return ()
    can = sys.platform == "win32"
    value = "the window is kept out, and is black to some screen readers" if can else "can't be kept out"
    return (judged("screen_capture", "Screenshots", value, Level.OK if can else Level.WARN, WINDOWS_ONLY),)
