"""Every setting with its type, default, limits and place in one table; policy over machine over user over default."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Literal

import platformdirs

from scribe.age import checked_public_key
from scribe.document_text import tidy
from scribe.errors import FairnoteError
from scribe.files import write_atomically
from scribe.policy_registry import Reader, registry_policy
from scribe.program_data import program_data
from scribe.setting_values import SettingRefused, checked, plain

__all__ = ["SettingRefused"]  # where everybody looks for it

POLICY_NAME = "policies.json"
MACHINE_NAME = "settings.json"
LARGEST_FILE = 1_000_000
"""Bytes: what is larger was not written by a person."""
_LONGEST_NAME = 40
"""Letters of an unknown setting's name that are shown."""

ROUND_ABOUT = (
    "'who_imports_models' alone stops nobody from copying a model into a folder of their own. Set "
    "'model_pack_public_key' too, or a 'models_folder' that workers can't write to. Nothing was changed. Ask IT."
)
Source = Literal["policy", "machine", "user", "default"]
"""Who set a setting: IT for the organisation, IT on this laptop, the worker, or nobody."""


def _setting(default: object, description: str, **limits: object) -> Any:  # noqa: ANN401 - a field of any type
    details = {"description": description, **limits}
    if callable(default):
        return field(default_factory=default, metadata=details)
    return field(default=default, metadata=details)


def data_folder() -> Path:
    """This user's own folder: several users of one laptop never share one."""
    return Path(platformdirs.user_data_dir("Fairnote", appauthor=False))


WAYS_OUT = ("docx", "pdf", "html", "txt", "vtt", "srt", "wav", "copy")
"""Each way in which approved text can leave; `scribe.export` has the same."""


PARTS: Mapping[str, str] = {
    "window": "The window",
    "recording": "Recording and words",
    "drafting": "Drafting",
    "leaving": "Approval and what leaves",
    "keeping": "Keeping and erasing",
    "models": "Models",
}
"""What each setting belongs to, for whoever looks for one."""


@dataclass(frozen=True)
class Settings:
    """What was chosen. This class is the table: type, default, description and limits of each setting."""

    text_size: int = _setting(
        100, "Size of all text, in per cent.", least=100, most=200, part="window", comfort=True, where="Every window."
    )
    theme: str = _setting(
        "light",
        "Colours of the window.",
        choices=("light", "dark", "cream", "blue", "contrast"),
        part="window",
        comfort=True,
        where="Every window.",
    )
    font: str = _setting(
        "Atkinson Hyperlegible Next", "Typeface of the window.", part="window", comfort=True, where="Every window."
    )
    line_spacing: int = _setting(
        140,
        "Space between lines, in per cent of the text size.",
        least=100,
        most=250,
        part="window",
        comfort=True,
        where="Every window.",
    )
    letter_spacing: int = _setting(
        0,
        "Space added between letters, in per cent of a letter; between words 3.5 times that.",
        least=0,
        most=50,
        part="window",
        comfort=True,
        where="Every window.",
    )
    line_length: int = _setting(
        0,
        "Longest line of a text that is read, in letters; 0: as long as there is room.",
        least=0,
        most=120,
        part="window",
        comfort=True,
        where="The screens on which a text is read.",
    )
    line_focus: str = _setting(
        "off",
        "Whether all but what is being read is dimmed where a text is read.",
        choices=("off", "on"),
        part="window",
        comfort=True,
        where="The screens on which a text is read.",
    )
    reading_voice: str = _setting(
        "",
        "The laptop's own voice that reads aloud; empty: its first British one.",
        part="window",
        comfort=True,
        where="Reading aloud.",
    )
    reading_speed: int = _setting(
        100,
        "Speed of reading aloud, in per cent.",
        least=50,
        most=200,
        part="window",
        comfort=True,
        where="Reading aloud.",
    )
    box_dictation: str = _setting(
        "on",
        "Whether words can be dictated into text boxes.",
        choices=("on", "off"),
        part="window",
        comfort=True,
        where="Every box in which text is typed.",
    )
    box_reading: str = _setting(
        "on",
        "Whether text boxes can be read aloud.",
        choices=("on", "off"),
        part="window",
        comfort=True,
        where="Every box in which text is typed.",
    )
    box_spelling: str = _setting(
        "on",
        "Whether misspelt words are marked in text boxes.",
        choices=("on", "off"),
        part="window",
        comfort=True,
        where="Every box in which text is typed.",
    )
    vault_folder: Path = _setting(
        lambda: data_folder() / "vault",
        "Where visits are kept, encrypted.",
        part="keeping",
        where="The start of the window, and every command on visits.",
        default_told="a folder of the user's own",
    )
    models_folder: Path = _setting(
        lambda: data_folder() / "models",
        "Where models are that are brought in. Where IT sets it, no other folder is looked into; else those in the "
        "laptop's folder for all users are used too.",
        has_to_be_there=True,
        part="models",
        where="Choosing a model, and adding one.",
        default_told="a folder of the user's own",
    )
    templates_folder: Path | None = _setting(
        None,
        "Where the council's own templates are; out of reach, it is told.",
        part="drafting",
        where="Planning a visit, and drafting.",
    )
    easy_read_folder: Path | None = _setting(
        None,
        "Where the council's own words and pictures for Easy Read are; out of reach, it is told.",
        part="drafting",
        where="Making an Easy Read.",
    )
    known_words_file: Path | None = _setting(
        None,
        "The council's own list of words to know, a line a word.",
        file=True,
        policy_only=True,
        part="drafting",
        where="Making words of speech.",
    )
    export_folder: Path | None = _setting(
        None, "Where exported files are saved at first.", part="leaving", where="The export screens."
    )
    worker_name: str = _setting(
        "", "The worker's name, as it is put on approvals.", part="leaving", where="The approval screen."
    )
    lawful_basis: str = _setting(
        "",
        "The lawful basis for recording, in the council's words.",
        policy_only=True,
        part="recording",
        where="The screen on which agreement is written down.",
    )
    transcription_beam: int = _setting(
        5,
        "Readings that the speech model weighs; more is slower.",
        least=1,
        most=10,
        part="recording",
        where="Making words of speech.",
    )
    live_words: str = _setting(
        "always",
        "When words are made of a recording that goes on: always, on mains power only, or after it.",
        choices=("always", "mains", "after"),
        part="recording",
        where="Making words of speech.",
    )
    second_opinion: str = _setting(
        "on",
        "Whether a second recogniser listens too, to find misheard words.",
        choices=("on", "off"),
        part="recording",
        where="Making words of speech.",
    )
    idle_lock_minutes: int = _setting(
        15,
        "Minutes without use before the window locks; 0: never.",
        least=0,
        most=240,
        part="window",
        where="Every window.",
    )
    unfiled_hours: int = _setting(
        24,
        "Hours until an exported note that isn't filed is shown.",
        least=1,
        most=720,
        part="keeping",
        where="The list of visits.",
    )
    restore_days: int = _setting(
        7,
        "Days in which an erased visit can be brought back.",
        least=0,
        most=30,
        policy_only=True,
        part="keeping",
        where="Erasing a visit.",
    )
    off_record: str = _setting(
        "mark",
        "What becomes of words off the record: only left out of drafts, or silenced in the sound too, if asked.",
        choices=("mark", "silence"),
        policy_only=True,
        part="recording",
        where="The transcript screen, where words are left out.",
    )
    who_imports_models: str = _setting(
        "everyone",
        "Who may bring models onto this laptop; where that isn't everyone, IT has to set model_pack_public_key or "
        "models_folder too.",
        choices=("everyone", "administrators", "nobody"),
        policy_only=True,
        part="models",
        where="Adding a model, in the window and by `fairnote models import`.",
    )
    model_pack_public_key: str = _setting(
        "",
        "The council's minisign public key: with it, only model packs that it signed are taken; empty: none is set.",
        shape="minisign",
        policy_only=True,
        part="models",
        where="Adding a model pack.",
    )
    withdrawn_models: tuple[str, ...] = _setting(
        (),
        "SHA-256 of models that may not be used any more: none of them is started, so none drafts or writes a line.",
        shape="sha256",
        policy_only=True,
        part="models",
        where="The start of each model; `fairnote visits list --drafted-by HASH` finds what one has touched.",
    )
    gpu: str = _setting(
        "allowed",
        "Whether models may use the graphics card; where it fails they go on with the processor.",
        choices=("allowed", "never"),
        policy_only=True,
        part="models",
        where="The start of the speech model and the language model.",
    )
    audio_days_after_filed: int = _setting(
        0,
        "Days that sound is kept after the note was filed; 0: it is never erased by itself.",
        least=0,
        most=3650,
        policy_only=True,
        part="keeping",
        where="The daily look at what is due.",
    )
    audio_days_unfiled: int = _setting(
        0,
        "Days that sound of a finished visit is kept where the note was never filed; 0: it is never erased by itself. "
        "Sound that is no transcript yet, or whose note is not approved, is never erased.",
        least=0,
        most=3650,
        policy_only=True,
        part="keeping",
        where="The daily look at what is due.",
    )
    draft_days: int = _setting(
        0,
        "Days that a draft nobody approved is kept once another note of its visit was approved or filed; "
        "0: it is never erased by itself. The only note of a visit never is.",
        least=0,
        most=3650,
        policy_only=True,
        part="keeping",
        where="The daily look at what is due.",
    )
    recovery_public_key: str = _setting(
        "",
        "The council's age public key, to which each vault's key is sealed; empty: a lost key can't be recovered.",
        shape="age",
        policy_only=True,
        part="keeping",
        where="The opening of a vault.",
    )
    governance_users: tuple[str, ...] = _setting(
        (),
        "Names of the laptop's users who may answer a subject access request, and erase all about a person for good; "
        "empty: nobody.",
        shape="user",
        policy_only=True,
        part="keeping",
        where="`fairnote subject-access`, and `fairnote reference erase --for-good`.",
    )
    export_formats: tuple[str, ...] = _setting(
        WAYS_OUT,
        "In which formats approved text may leave; 'copy' is copying a section for pasting.",
        choices=WAYS_OUT,
        not_empty=True,
        policy_only=True,
        part="leaving",
        where="The export screens and `fairnote visits export`.",
    )
    export_folders: tuple[Path, ...] = _setting(
        (),
        "Folders in which exported files may be saved, and folders in them; empty: anywhere.",
        fence=True,
        policy_only=True,
        part="leaving",
        where="The export screens and `fairnote visits export`.",
    )
    captions: str = _setting(
        "on",
        "Whether there are captions: live ones in a window of their own, and files of captions.",
        choices=("on", "off"),
        policy_only=True,
        part="leaving",
        where="The captions window, and export as vtt and srt.",
    )
    second_approver: str = _setting(
        "off",
        "Whether a second named person has to approve before anything leaves; unless_urgent: urgent extracts may go "
        "out with one approval. It is another name, written in the same account: it can't be shown who wrote it.",
        choices=("off", "required", "unless_urgent"),
        policy_only=True,
        part="leaving",
        where="The approval screen; export and copying are refused until then.",
    )
    consent_wording: str = _setting(
        "",
        "What is said to people before they are recorded, in the council's words; empty: no words are given.",
        longest=2_000,
        policy_only=True,
        part="recording",
        where="The screen on which agreement is written down; kept with each answer.",
    )
    exclude_from_capture: str = _setting(
        "off",
        "Whether the window is kept out of screenshots and screen sharing (Windows only). "
        "It also blacks out the window for some screen readers and magnifiers: see who needs one first.",
        choices=("off", "on"),
        policy_only=True,
        part="window",
        where="Every window of Fairnote, when it is shown.",
    )
    locked: frozenset[str] = field(default=frozenset(), metadata={"derived": True})
    """Names that IT has set, by policy or for this laptop, so that the worker can't."""
    sources: Mapping[str, Source] = field(default_factory=dict, hash=False, metadata={"derived": True})
    """Who set each setting that somebody set."""

    def set_by(self, name: str) -> Source:
        """Who set this setting."""
        return self.sources.get(name, "default")

    @property
    def all_models_folders(self) -> tuple[Path, ...]:
        """Where models are looked for: the folder that they are brought into, then the one that IT fills for everybody
        on this laptop. Where IT has set a folder, in that one alone.
        """
        own = self.models_folder
        return (own,) if "models_folder" in self.locked else (own, machine_models_folder())


TABLE: Mapping[str, Any] = {one.name: one for one in fields(Settings) if "derived" not in one.metadata}


def describe() -> tuple[tuple[str, str, str], ...]:
    """Each setting's name, type and description, for help and for IT."""
    return tuple((name, str(one.type), one.metadata["description"]) for name, one in TABLE.items())


def _machine_folder() -> Path:
    """Where only administrators may write: the installer sees to that."""
    if sys.platform == "win32":
        return program_data() / "Fairnote"
    return Path("/etc/fairnote")


def machine_models_folder() -> Path:
    """Where packages of models are laid for all users of a laptop; only administrators may write there."""
    return _machine_folder() / "models" if sys.platform == "win32" else Path("/usr/share/fairnote/models")


def policy_file() -> Path:
    """Where IT puts the organisation's policy."""
    return _machine_folder() / POLICY_NAME


def machine_file() -> Path:
    """Where IT puts what holds for this laptop alone."""
    return _machine_folder() / MACHINE_NAME


def user_file() -> Path:
    """Where this worker's own choices are."""
    return Path(platformdirs.user_config_dir("Fairnote", appauthor=False)) / "settings.json"


def load_settings(
    *,
    policy: Path | None = None,
    machine: Path | None = None,
    user: Path | None = None,
    registry: Reader | None = None,
) -> Settings:
    """Policy over machine over user over default; where the registry has a policy, the file with one is left out.

    Raises `SettingRefused` that names where the setting is: what can't be read is never taken as 'not set'.
    """
    by_it = _set_by_it(policy, machine, registry)
    own = read_settings(user or user_file(), "settings file").items()
    chosen = {name: value for name, value in own if not for_it_only(name)}
    sources: dict[str, Source] = {**dict.fromkeys(chosen, "user"), **{name: by for name, (by, _) in by_it.items()}}
    values = {**chosen, **{name: value for name, (_, value) in by_it.items()}}
    return Settings(**values, locked=frozenset(by_it), sources=sources)


def save_setting(
    name: str,
    value: object,
    *,
    policy: Path | None = None,
    machine: Path | None = None,
    user: Path | None = None,
    registry: Reader | None = None,
) -> Settings:
    """Keep one choice of the worker's, and return all settings as they are now. Raises `SettingRefused`."""
    if name in _set_by_it(policy, machine, registry) or for_it_only(name):
        raise SettingRefused(f"IT has set '{name}', so it can't be changed here. Nothing was changed.")
    path = user or user_file()
    right = checked_setting(name, plain(value), "settings file")
    kept = {**read_settings(path, "settings file"), name: right}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({key: plain(one) for key, one in kept.items()}, indent=1, ensure_ascii=False)
    write_atomically(path, text.encode())
    return load_settings(policy=policy, machine=machine, user=user, registry=registry)


def is_comfort(name: str) -> bool:
    """Whether this is how a worker reads, hears and types best: nothing to be the same for everybody."""
    return name in TABLE and bool(TABLE[name].metadata.get("comfort"))


def for_it_only(name: str) -> bool:
    """Whether a worker can never choose this."""
    return name in TABLE and bool(TABLE[name].metadata.get("policy_only"))


def read_settings(path: Path, kind: str) -> dict[str, Any]:
    """The checked settings of one file; none where there is no file. Raises `SettingRefused`."""
    return _checked_all(_names_and_values(path, kind), kind)


def problems_in(path: Path) -> tuple[str, ...]:
    """All that is wrong with a policies file, one plain sentence each."""
    problems, right = [], {}
    try:
        data = _names_and_values(path, "policy file")
    except SettingRefused as error:
        return (str(error),)
    for name, value in data.items():
        try:
            right[name] = checked_setting(name, value, "policy file")
            if name == "recovery_public_key" and value:
                checked_public_key(str(value))  # a wrong letter is found here; on laptops it keeps nobody from work
        except FairnoteError as error:
            problems.append(str(error))
    try:
        _refuse_half_a_fence(right)
    except SettingRefused as error:
        problems.append(str(error))
    return tuple(problems)


def _names_and_values(path: Path, kind: str) -> dict[str, object]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise SettingRefused(f"The {kind} can't be read: it is no ordinary file. It was not changed. Ask IT.")
        with path.open("rb") as file:
            held = file.read(LARGEST_FILE + 1)
        # PowerShell puts a mark in front of what it writes.
        text = held.decode("utf-8-sig")
        if not text.strip():
            raise SettingRefused(f"The {kind} is empty: not even {{}} is in it. It was not changed. Ask IT.")
        once = partial(_each_once, kind=kind)
        data = json.loads(text, object_pairs_hook=once) if len(held) <= LARGEST_FILE else None
    except FileNotFoundError:
        if path.is_symlink() or path.parent.is_symlink():
            raise SettingRefused(f"The {kind} is a link, and what it leads to is not there. Ask IT.") from None
        return {}
    except PermissionError:
        raise _no_right(path, kind) from None
    except (OSError, ValueError, RecursionError):
        raise SettingRefused(f"The {kind} can't be read as JSON. It was not changed. Ask IT.") from None
    if not isinstance(data, dict):
        raise SettingRefused(f"The {kind} is not a list of names and values. It was not changed. Ask IT.")
    return data


def _no_right(path: Path, kind: str) -> SettingRefused:
    """IT's files are for every user of a laptop to read. Where a worker's own is would say whose it is."""
    if kind == "settings file":
        return SettingRefused("This user may not read the settings file. It was not changed. Ask IT.")
    how = "" if sys.platform == "win32" else ": chmod 644 for the file, 755 for its folder"
    return SettingRefused(
        f"This user may not read the {kind} {path}. Give every user the right to{how}. It was not changed. Ask IT."
    )


def _each_once(pairs: list[tuple[str, object]], *, kind: str) -> dict[str, object]:
    """Which of two would hold is nothing that IT should have to guess."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise SettingRefused(f"The {kind} has '{_shown(name)}' twice. Keep one. It was not changed. Ask IT.")
        found[name] = value
    return found


def checked_setting(name: str, value: object, kind: str) -> object:
    """A value as the setting of this name keeps it. Raises `SettingRefused`, also where there is no such setting."""
    if name not in TABLE:
        shown = _shown(name)
        raise SettingRefused(f"The {kind} has a setting that is not known: '{shown}'. Nothing was changed. Ask IT.")
    return checked(TABLE[name], value, kind)


def _shown(name: str) -> str:
    """A name that may be anything, as a sentence can hold it."""
    return tidy(name)[:_LONGEST_NAME]


def _checked_all(data: Mapping[str, object], kind: str) -> dict[str, Any]:
    return {name: checked_setting(name, value, kind) for name, value in data.items()}


def _set_by_it(policy: Path | None, machine: Path | None, registry: Reader | None) -> dict[str, tuple[Source, object]]:
    """What a worker can't change: who set it, and to what."""
    found: dict[str, tuple[Source, object]] = {}
    by_machine = read_settings(machine or machine_file(), "machine file")
    # Not both: whoever could put a file there would add to what the registry leaves open.
    by_registry = _checked_all(registry_policy(registry), "registry")
    by_policy = by_registry or read_settings(policy or policy_file(), "policy file")
    found |= {name: ("machine", value) for name, value in by_machine.items()}
    found |= {name: ("policy", value) for name, value in by_policy.items()}
    _refuse_half_a_fence({name: value for name, (_, value) in found.items()})
    return found


def _refuse_half_a_fence(by_it: Mapping[str, object]) -> None:
    """Who may import is asked when a model is brought in; one that somebody copied here is stopped by these alone."""
    restricted = by_it.get("who_imports_models", "everyone") != "everyone"
    if restricted and not by_it.get("model_pack_public_key") and "models_folder" not in by_it:
        raise SettingRefused(ROUND_ABOUT)
