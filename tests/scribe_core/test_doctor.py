"""The doctor's page: what would stop a laptop, what only warns, and that each has its fix."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from models import catalogue
from models.errors import ModelMissing
from scribe import cli, doctor, doctor_encryption, doctor_folders, doctor_parts, keys, place_names
from scribe.doctor_encryption import Encryption, of_bitlocker, on_linux, told
from scribe.doctor_folders import is_network_mount, mounts_in, synchronised
from scribe.doctor_machine import disk, machine, memory, processor
from scribe.errors import NoMicrophone
from scribe.finding import Finding, Level, worst
from scribe.keys import MemoryHolder
from scribe.microphones import Microphone
from scribe.place_names import without_a_person
from scribe.settings import SettingRefused, Settings, Source
from scribe.vault import Vault
from tests.scribe_core.keychains import Keychain
from tests.scribe_core.make import a_document, a_visit
from tests.scribe_core.test_exams import two_models

MOUNTS = """22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:50 / /home/jo/My\\040Files rw - nfs4 server:/export rw
31 27 0:51 / /data rw - btrfs /dev/mapper/safe rw
32 27 0:52 / /sealed rw - fuse.gocryptfs /cipher rw
"""


def test_the_whole_page_is_stable_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding has the five parts, a fix exactly where it is not fine, and the keys that docs/doctor.md tells."""
    cli.run(["doctor", "--json", "-"])
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"fairnote", "worst", "findings", "policies"}
    for found in data["findings"].values():
        assert set(found) == {"label", "value", "level", "fix"} and bool(found["fix"]) is (found["level"] != "ok")
    page = (Path(__file__).parents[2] / "docs" / "doctor.md").read_text("utf-8")
    assert all(f"`{key}`" in page for key in data["findings"])


def test_a_person_gets_a_line_each_with_its_fix(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """ok, warn or stop comes first."""
    cli.run(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert all(line.split()[0] in ("ok", "warn", "stop", "Fix:") for line in lines)
    told = sum(line.startswith(("warn ", "stop ")) for line in lines)
    assert told == sum("Fix:" in line for line in lines)


def test_exit_is_1_only_where_something_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning is no failure."""
    for level, status in ((Level.OK, 0), (Level.WARN, 0), (Level.STOP, 1)):
        found = (Finding("version", "Fairnote", "1"), Finding("x", "X", "y", level, "" if level is Level.OK else "Do."))
        monkeypatch.setattr(doctor, "examine", lambda *_, found=found: found)
        assert cli.run(["doctor"]) == status
    assert worst(()) is Level.OK


def test_a_policy_that_is_refused_is_a_finding_and_no_dead_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the page is there all the same."""

    def refuse() -> Settings:
        raise SettingRefused("The policy file can't be read as JSON.")

    monkeypatch.setattr(doctor, "load_settings", refuse)
    findings, _ = doctor.examine_here("1")
    by_key = {one.key: one for one in findings}
    assert by_key["policy"].level is Level.STOP and "JSON" in by_key["policy"].value and "memory" in by_key


def test_what_this_laptop_s_own_file_has_set_is_not_told_as_policy() -> None:
    """IT looks for it in the right file."""
    sources: dict[str, Source] = {"gpu": "policy", "vault_folder": "machine", "text_size": "user"}

    def told(*locked: str) -> str:
        findings = doctor.examine(Settings(locked=frozenset(locked), sources=sources), "1")
        return next(one.value for one in findings if one.key == "policy")

    assert told("gpu", "vault_folder") == "gpu; by this laptop's own file: vault_folder"
    assert told("vault_folder") == "none; by this laptop's own file: vault_folder" and told() == "none"


def test_a_list_is_told_with_commas() -> None:
    """In the page for scripts, and so in the evidence, as a person writes one; what is empty is said to be."""
    names = ("export_formats", "withdrawn_models", "lawful_basis", "known_words_file")
    settings = Settings(export_formats=("pdf", "docx"), sources=dict.fromkeys(names, "policy"))
    told = {name: each["value"] for name, each in doctor.policies(settings).items()}
    assert told == {**dict.fromkeys(names, "empty"), "export_formats": "pdf, docx"}


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_of_a_withdrawn_model_the_fix_is_another(kind: catalogue.Kind, tmp_path: Path) -> None:
    """To install the same again would mend nothing. Once another one is used in its place, all is well."""
    starter = catalogue.starter(kind)
    settings = Settings(models_folder=tmp_path, withdrawn_models=(starter.sha256,))
    found = {one.key: one for one in doctor_parts.parts(settings)}[kind.replace(" ", "_")]
    assert not found.fine and "withdrawn" in found.value
    replaceable = kind in ("transcriber", "writer")
    assert found.fix == (doctor_parts.BRING_ANOTHER if replaceable else doctor_parts.NO_OTHER)


def test_a_model_in_the_place_of_a_withdrawn_one_is_looked_at(tmp_path: Path) -> None:
    """The one that is used."""
    first, second = two_models(tmp_path)
    starter = catalogue.starter("writer")
    gone = (starter.sha256, first)
    settings = Settings(models_folder=tmp_path / "models", withdrawn_models=gone)
    found = {one.key: one for one in doctor_parts.parts(settings)}["writer"]
    assert found.fine and second[:16] in found.value


def test_what_policy_has_set_is_told_with_its_value() -> None:
    """Name and value."""
    settings = Settings(restore_days=3, locked=frozenset({"restore_days"}), sources={"restore_days": "policy"})
    assert doctor.policies(settings) == {"restore_days": {"value": "3", "set_by": "policy"}}


def test_nobody_is_named_in_what_is_sent_around() -> None:
    """Of those who may answer for information governance only how many there are; of the worker nothing."""
    sources: dict[str, Source] = {"governance_users": "policy", "worker_name": "user"}
    settings = Settings(governance_users=("gwen", "ola"), worker_name="Jo Reed", sources=sources)
    assert doctor.policies(settings) == {"governance_users": {"value": "2 named", "set_by": "policy"}}
    found = (Finding("version", "Fairnote", "1"),)
    assert not any(name in json.dumps(doctor.report(found, settings)) for name in ("gwen", "ola", "Jo Reed"))


@pytest.mark.parametrize("state", ["whole", "open to others", "copied to a server", "lists that can't be read"])
def test_no_finding_names_a_person_or_a_visit(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names in the vault, the texts, the account, its home, a folder of its own and a headset: IT collects none."""
    monkeypatch.setattr(keys, "_backend_for", lambda _: Keychain())
    monkeypatch.setattr("keyring.set_keyring", lambda _: None)
    headset, other = Microphone("a", "Planta's AirPods", True), Microphone("b", "other", False)
    monkeypatch.setattr("scribe.recorder.microphones", lambda: (headset, other))
    monkeypatch.setattr(place_names, "user_name", lambda: "planta")
    home = tmp_path / "home of Planta"
    vault_folder = home / "OneDrive - Planta" / "vault" if state == "copied to a server" else home / "Planta" / "vault"
    vault_folder.parent.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    with Vault.create(vault_folder, MemoryHolder(bytes(32))) as vault:
        people = (replace(a_visit().people[0], name="Planta Begum"),)
        vault.add_visit(replace(a_visit("v-planta"), reference="PLANTA 17", people=people))
        vault.save_document(replace(a_document("d-planta", "v-planta"), title="Note about Planta"))
    if state == "open to others":
        vault_folder.chmod(0o755)
    words, models = home / "words.txt", home / "models"
    broken = state.startswith("lists")
    words.write_text("Planta = 1\n" if broken else "Planta\n")
    models.mkdir()
    if broken:
        (models / "x").mkdir()
        (models / "x" / catalogue.RECORD).write_text('{"name": "Planta"}')
    by_it = {
        "vault_folder": str(vault_folder), "known_words_file": str(words), "governance_users": ["planta"],
        "lawful_basis": "Ask Planta.", "consent_wording": "Planta records this.", "models_folder": str(models),
        "export_folders": [str(home)],
    }  # fmt: skip
    (tmp_path / "policies.json").write_text(json.dumps(by_it))
    (home / "Planta's exports").mkdir()
    chosen = {"worker_name": "Planta Reed", "export_folder": str(home / "Planta's exports")}
    (tmp_path / "settings.json").write_text(json.dumps(chosen))
    for file, where in (("policy_file", "policies.json"), ("user_file", "settings.json")):
        monkeypatch.setattr(f"scribe.settings.{file}", lambda where=where: tmp_path / where)
    assert cli.run(["doctor", "--json", "-"]) == (1 if state == "copied to a server" or broken else 0)
    told = capsys.readouterr().out
    data = json.loads(told)
    if state == "copied to a server":  # what copies it is told; what its folder is called is not the account's name
        told = told.replace("OneDrive - Planta", "")
    assert "planta" not in told.casefold(), told
    assert data["findings"]["vault"]["value"].startswith("~") and data["findings"]["microphones"]["value"] == "2 found"
    assert data["findings"]["exports"]["value"].startswith("a folder that the worker chose")
    assert data["policies"]["export_folder"]["value"] == "set" and "worker_name" not in data["policies"]
    assert data["policies"]["consent_wording"]["value"].startswith("20 letters, SHA-256 ")


def test_a_folder_is_said_without_whose_it_is() -> None:
    """On both systems; what is not the account's stays."""
    mine = PureWindowsPath(r"C:\Users\Jo Reed\AppData\Local\Fairnote\vault")
    home = PureWindowsPath(r"C:\Users\jo reed")
    assert without_a_person(mine, home, "Jo Reed") == r"~\AppData\Local\Fairnote\vault"
    assert without_a_person(PureWindowsPath(r"D:\visits\jo reed\v"), home, "Jo Reed") == r"D:\visits\USER\v"
    assert without_a_person(PurePosixPath("/srv/jo/v"), PurePosixPath("/home/jo"), "jo") == "/srv/USER/v"
    assert without_a_person(PurePosixPath("/srv/v"), PurePosixPath("/home/jo"), "") == "/srv/v"


# --- the machine


def test_an_old_processor_is_slow_or_has_no_language_model() -> None:
    """Without AVX2 it depends on whether the slow engine is installed too."""
    assert processor(fast=True, baseline=False).fine
    assert processor(fast=False, baseline=True).level is Level.WARN
    assert "no language model" in processor(fast=False, baseline=False).value


def test_memory_and_disk_have_two_bounds_each() -> None:
    """Enough, little, and too little."""
    assert [memory(size).level.value for size in (8e9, 6e9, 2e9)] == ["ok", "warn", "stop"]
    assert [disk(free).level.value for free in (9e9, 3e9, 0.5e9)] == ["ok", "warn", "stop"]


# --- folders


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        (PureWindowsPath(r"C:\Users\jo\OneDrive - Larkmoor Council\Documents\vault"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\jo\AppData\Local\Fairnote\vault"), ""),
        (PurePosixPath("/home/jo/Dropbox/vault"), "Dropbox"),
        (PurePosixPath("/home/jo/Boxes/vault"), ""),
        (PurePosixPath("/home/jo/Google Drive/vault"), "Google Drive"),
        (PureWindowsPath(r"D:\Sync\vault"), "OneDrive"),
    ],
    ids=str,
)
def test_a_folder_that_is_copied_to_a_server_is_known(folder: PureWindowsPath | PurePosixPath, program: str) -> None:
    """By its name, or because OneDrive's own variable names it."""
    assert synchronised(folder, {"OneDriveCommercial": r"D:\Sync"}) == program


def test_a_network_mount_is_known() -> None:
    """The mount that is nearest counts, also with a space in its name."""
    mounts = mounts_in(MOUNTS)
    assert is_network_mount(PurePosixPath("/home/jo/My Files/vault"), mounts)
    assert not is_network_mount(PurePosixPath("/home/jo/vault"), mounts)
    assert not is_network_mount(PurePosixPath("/x"), ())


def test_a_vault_that_is_copied_stops_and_exports_that_are_only_warn(tmp_path: Path) -> None:
    """A database that is copied while it is used is damaged; an exported file is the council's to say."""
    synced = tmp_path / "OneDrive - Larkmoor"
    synced.mkdir()
    assert doctor_folders.vault(synced / "vault").level is Level.STOP
    assert doctor_folders.exports(synced).level is Level.WARN
    link = tmp_path / "plain"
    link.symlink_to(synced)
    assert doctor_folders.vault(link).level is Level.STOP


@pytest.mark.skipif(sys.platform == "win32", reason="rights of Linux")
def test_a_vault_that_others_may_look_into_warns(tmp_path: Path) -> None:
    """chmod 700 mends it."""
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o755)
    assert doctor_folders.vault(folder).level is Level.WARN
    folder.chmod(0o700)
    assert doctor_folders.vault(folder).fine
    assert doctor_folders.vault(tmp_path / "not yet").value.startswith("none yet")


def test_a_vault_that_can_not_be_written_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every folder can be: the system's answer is given."""
    monkeypatch.setattr("os.access", lambda *_: False)
    assert doctor_folders.vault(tmp_path).level is Level.STOP


@contextlib.contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """With a folder that this user may not enter: root may enter all, so as another user."""
    folder.chmod(0o000)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of Linux")
def test_a_vault_that_may_not_be_entered_is_a_finding_and_no_dead_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part of the page that looks there says so, and the page is whole."""
    monkeypatch.setattr(doctor_parts, "logs_what_it_says", lambda: False)  # it looks in root's own home
    closed = tmp_path / "closed"
    (closed / "vault").mkdir(parents=True)
    settings = Settings(vault_folder=closed / "vault", models_folder=closed / "vault")
    doctor.examine(settings, "1")  # all that it needs is loaded while it can be
    with as_nobody(closed):
        found = {one.key: one for one in doctor.examine(settings, "1")}
    assert found["vault"].level is Level.STOP and "can't be looked into" in found["vault"].value
    assert "not known" in found["recovery"].value and "disk" in found and "policy" in found


def test_a_vault_on_a_drive_that_is_not_there_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' E: without a disk: not even the root is there. Here every path is said to be none."""
    with monkeypatch.context() as gone:
        gone.setattr("os.path.exists", lambda _: False)
        vault, disk_encryption = doctor_folders.vault(tmp_path / "vault"), doctor_encryption.disk_encryption(tmp_path)
        free = {one.key: one for one in machine(tmp_path / "vault")}["disk"]
    assert [one.level for one in (vault, free, disk_encryption)] == [Level.STOP, Level.STOP, Level.WARN]
    assert "its drive isn't there" in vault.value and "isn't there" in free.value

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("shutil.disk_usage", refuse)
    assert {one.key: one for one in machine(tmp_path)}["disk"].level is Level.STOP


# --- encryption


def block(sys_folder: Path, number: str, name: str, *, crypt: bool = False, on: tuple[str, ...] = ()) -> Path:
    """A block device as the kernel shows it."""
    device = sys_folder / "devices" / name
    (device / "slaves").mkdir(parents=True)
    (device / "dm").mkdir()
    (device / "dm" / "uuid").write_text("CRYPT-LUKS2-abc-name\n" if crypt else "LVM-xyz\n")
    for below in on:
        (device / "slaves" / below).symlink_to(sys_folder / "devices" / below)
    for place in (sys_folder / "dev" / "block" / number, sys_folder / "class" / "block" / name):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(device)
    return device


def test_luks_is_seen_below_a_volume_too(tmp_path: Path) -> None:
    """An encrypted disk, a volume on one, a volume on an encrypted and a plain one, and a plain disk."""
    block(tmp_path, "253:9", "plain")
    block(tmp_path, "253:1", "safe", crypt=True)
    for on, expected in ((("safe",), Encryption.ON), (("safe", "plain"), Encryption.OFF), ((), Encryption.OFF)):
        folder = tmp_path / f"case-{len(on)}"
        block(folder, "9:9", "plain")
        block(folder, "9:8", "safe", crypt=True)
        block(folder, "254:0", "volume", on=on)
        assert on_linux(Path("/home/jo"), folder, MOUNTS) is expected
    assert on_linux(Path("/data/vault"), tmp_path, MOUNTS) is Encryption.ON  # btrfs: by the name of its source
    assert on_linux(Path("/sealed/vault"), tmp_path, MOUNTS) is Encryption.ON


def test_what_is_not_known_is_said_as_not_known(tmp_path: Path) -> None:
    """No device, no table of mounts, or a network: never 'on', and never 'off'."""
    assert on_linux(Path("/home/jo"), tmp_path, MOUNTS) is Encryption.UNKNOWN
    assert on_linux(Path("/home/jo"), tmp_path, "") is Encryption.UNKNOWN
    assert on_linux(Path("/home/jo/My Files/x"), tmp_path, MOUNTS) is Encryption.UNKNOWN
    assert told(Encryption.UNKNOWN).value == "not known" and told(Encryption.UNKNOWN).level is Level.WARN


@pytest.mark.parametrize(
    ("answer", "found"),
    [("1\r\n", Encryption.ON), ("2", Encryption.OFF), ("3", Encryption.NOT_YET), ("5", Encryption.NOT_YET),
     ("6", Encryption.UNKNOWN), ("", Encryption.UNKNOWN), ("Access denied", Encryption.UNKNOWN)],
)  # fmt: skip
def test_what_windows_answers(answer: str, found: Encryption) -> None:
    """The shell's numbers; what is none is not known."""
    assert of_bitlocker(answer) is found


def test_windows_is_asked_with_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PowerShell is not there, or hangs, it is not known; a network folder is not asked about."""
    asked: list[float] = []

    def run(command: list[str], timeout: float, **_: object) -> object:
        asked.append(timeout)
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr("subprocess.run", run)
    assert doctor_encryption._on_windows(Path("C:\\Users\\jo")) is Encryption.UNKNOWN and asked == [15.0]
    assert doctor_encryption._on_windows(Path("\\\\server\\share")) is Encryption.UNKNOWN and len(asked) == 1


# --- parts


def test_without_the_speech_model_it_stops_without_the_writer_it_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are made by rules alone; words are not."""

    def none(kind: str, _: object) -> object:
        raise ModelMissing

    monkeypatch.setattr(catalogue, "starter", none)
    levels = {one.key: one.level.value for one in doctor_parts.parts(Settings())}
    assert levels["transcriber"] == "stop" and levels["writer"] == levels["speakers"] == "warn"


def test_without_a_microphone_or_keychain_it_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its own fix."""

    def silent() -> None:
        raise NoMicrophone

    monkeypatch.setattr("scribe.recorder.microphones", silent)
    assert doctor_parts._microphones().fix == doctor_parts.NO_SOUND
    monkeypatch.setattr("scribe.recorder.microphones", lambda: ())
    assert doctor_parts._microphones().fix == doctor_parts.NO_MICROPHONE
    assert doctor_parts.keychain(False).level is Level.WARN and doctor_parts.keychain(True).fine


def test_a_speech_service_that_writes_down_what_it_says_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a visit is read aloud then."""
    monkeypatch.setattr(doctor_parts, "logs_what_it_says", lambda: True)
    assert doctor_parts._reading_aloud().fix == doctor_parts.TALKS
