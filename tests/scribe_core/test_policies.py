"""What IT sets holds, from the registry, the policies file or the machine's file; what can't be read is refused."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import xml.etree.ElementTree as Xml
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from write_guide import GUIDE, with_table

from scribe import age, cli, policy_documents, policy_registry, policy_templates, settings
from scribe.commands_policy import NOT_ALL_READ
from scribe.policy_documents import IN_THE_REGISTRY, TOGETHER, as_json, as_markdown, in_force
from scribe.policy_registry import KEY, REG_DWORD, REG_MULTI_SZ, REG_SZ, registry_policy
from scribe.settings import TABLE, SettingRefused, Settings, for_it_only, load_settings, problems_in, save_setting

SCHEMA = Path(__file__).parent / "policy_definitions.xsd"
XMLNS = f"{{{policy_templates.NAMESPACE}}}"
AGE, MINISIGN = "age1" + "q" * 58, "RW" + "Q" * 54


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Any]:
    """Where the three files are for this test; none of them is there yet, and there is no registry."""
    (tmp_path / "me").mkdir()
    return {
        "policy": tmp_path / "policies.json",
        "machine": tmp_path / "settings.json",
        "user": tmp_path / "me" / "settings.json",
        "registry": lambda: (),
    }


def put(files: dict[str, Any], which: str, **values: object) -> None:
    """Write one of the files."""
    files[which].write_text(json.dumps(values))


# --- who wins


def test_policy_holds_over_machine_over_worker_over_default(files: dict[str, Any]) -> None:
    """Each says who set it; what IT has set, either way, is locked."""
    put(files, "user", text_size=110, line_spacing=150, theme="dark")
    put(files, "machine", text_size=120, line_spacing=160)
    put(files, "policy", text_size=130)
    found = load_settings(**files)
    assert (found.text_size, found.line_spacing, found.theme, found.font) == (130, 160, "dark", Settings().font)
    assert [found.set_by(name) for name in ("text_size", "line_spacing", "theme", "font")] == [
        "policy", "machine", "user", "default",
    ]  # fmt: skip
    assert found.locked == {"text_size", "line_spacing"}
    for name in found.locked:
        with pytest.raises(SettingRefused, match="IT has set"):
            save_setting(name, 100, **files)


def test_where_the_registry_has_a_policy_the_file_is_left_out(files: dict[str, Any]) -> None:
    """Numbers, texts and lists, as group policy writes them. The laptop's own file adds to it, as it does to a file."""
    put(files, "policy", text_size=130, governance_users=["jo"])
    put(files, "machine", text_size=120, theme="dark")
    values = [("text_size", 150, REG_DWORD), ("gpu", "never", REG_SZ), ("export_formats", ["pdf", "txt"], REG_MULTI_SZ)]
    found = load_settings(**{**files, "registry": lambda: values})
    assert (found.text_size, found.gpu, found.export_formats, found.theme) == (150, "never", ("pdf", "txt"), "dark")
    assert found.set_by("gpu") == "policy" and found.locked == {"text_size", "gpu", "export_formats", "theme"}
    assert found.set_by("theme") == "machine" and found.governance_users == ()
    files["policy"].write_text("{")
    assert load_settings(**{**files, "registry": lambda: values}) == found


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("text_size", b"\x01", 3), "REG_SZ, REG_DWORD or REG_MULTI_SZ"),
        (("templates_folder", "%TEMP%", 2), "REG_SZ, REG_DWORD or REG_MULTI_SZ"),
        (("text_size", 900, REG_DWORD), "In the registry 'text_size' has to be between 100 and 200"),
        (("gpu", "perhaps", REG_SZ), "one of: allowed, never"),
        (("colour", "red", REG_SZ), "not known: 'colour'"),
        (("export_folders", "/srv", REG_SZ), "a list of at most 500, a REG_MULTI_SZ"),
    ],
)
def test_a_wrong_value_in_the_registry_is_refused(files: dict[str, Any], value: Any, words: str) -> None:
    """With the setting's name; nothing is taken as not set."""
    with pytest.raises(SettingRefused, match=words):
        load_settings(**{**files, "registry": lambda: [value]})


def test_a_registry_that_can_not_be_read_is_no_empty_one(files: dict[str, Any]) -> None:
    """Somebody may have taken the right to read it away."""

    def denied() -> Any:
        raise PermissionError(5, "Access is denied")

    with pytest.raises(SettingRefused, match="registry can't be read"):
        load_settings(**{**files, "registry": denied})


class FakeRegistry:
    """The part of `winreg` that is used, over a dict of keys."""

    HKEY_LOCAL_MACHINE = 0x80000002

    def __init__(self, keys: dict[str, list[tuple[str, object, int]]]) -> None:
        self.keys, self.opened = keys, []

    def OpenKey(self, hive: int, path: str, reserved: int, access: int) -> Any:  # noqa: N802
        self.opened.append((hive, path, access))
        if path not in self.keys:
            raise FileNotFoundError(2, "no such key")
        registry = self

        class Key:
            path = ""

            def __enter__(self) -> Key:
                return self

            def __exit__(self, *_: object) -> None: ...

        key = Key()
        key.path = path
        assert registry is self
        return key

    def QueryInfoKey(self, key: Any) -> tuple[int, int, int]:  # noqa: N802
        return 0, len(self.keys[key.path]), 0

    def EnumValue(self, key: Any, index: int) -> tuple[str, object, int]:  # noqa: N802
        return self.keys[key.path][index]


def test_on_windows_the_key_of_group_policy_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below HKEY_LOCAL_MACHINE, in the 64-bit registry; a laptop without the key has no policy there."""
    monkeypatch.setattr(sys, "platform", "win32")
    fake = FakeRegistry({KEY: [("gpu", "never", REG_SZ), ("text_size", 120, REG_DWORD)]})
    monkeypatch.setitem(sys.modules, "winreg", fake)
    assert registry_policy() == {"gpu": "never", "text_size": 120}
    assert fake.opened == [(0x80000002, r"Software\Policies\Fairnote", 0x20119)]
    monkeypatch.setitem(sys.modules, "winreg", FakeRegistry({}))
    assert registry_policy() == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
def test_elsewhere_there_is_no_registry() -> None:
    """Nothing is looked for."""
    assert registry_policy() == {} and policy_registry.KEY


@pytest.mark.parametrize("which", ["policy", "machine"])
@pytest.mark.parametrize("held", ["", "{", "null", '{"gpu": "never", "gpu": "allowed"}', '{"a": 1}', " " * 1_000_001])
def test_a_file_of_its_that_can_not_be_read_is_no_empty_one(files: dict[str, Any], which: str, held: str) -> None:
    """Also where a name stands in it twice, or it is far too large; and the file stays as it is."""
    files[which].write_text(held)
    with pytest.raises(SettingRefused, match="Ask IT"):
        load_settings(**files)
    assert files[which].read_text() == held


@pytest.mark.skipif(sys.platform == "win32", reason="folders can be opened as files there by nobody")
def test_a_folder_in_the_place_of_a_policy_is_refused(files: dict[str, Any]) -> None:
    """It is not 'no policy'."""
    files["policy"].mkdir()
    with pytest.raises(SettingRefused, match="can't be read"):
        load_settings(**files)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("which", ["policy", "machine"])
@pytest.mark.parametrize("linked", ["the file", "its folder"])
def test_a_link_that_leads_nowhere_is_not_no_policy(files: dict[str, Any], which: str, linked: str) -> None:
    """Such as one to a share that is not there just now: all that IT has set would be gone."""
    away = files[which].parent / "share"
    files[which] = away / "policies.json" if linked == "its folder" else files[which]
    (away if linked == "its folder" else files[which]).symlink_to(files["user"].parent / "not-mounted")
    with pytest.raises(SettingRefused, match="what it leads to is not there"):
        load_settings(**files)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name in a folder there")
@pytest.mark.parametrize("which", ["policy", "machine", "user"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(files: dict[str, Any], which: str) -> None:
    """Nobody may ever write to it."""
    os.mkfifo(files[which])
    with pytest.raises(SettingRefused, match="no ordinary file"):
        load_settings(**files)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself is asked there")
def test_a_home_in_a_fence_is_the_one_that_the_system_knows(
    files: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker who sets HOME would else move the folders in which exports may be saved."""
    import pwd

    monkeypatch.setenv("HOME", "/media/stick")
    put(files, "policy", export_folders=["~/Records", "~"])
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert load_settings(**files).export_folders == (home / "Records", home)
    put(files, "policy", export_folders=["~root/Records"])
    with pytest.raises(SettingRefused, match="not known here"):
        load_settings(**files)


def test_a_file_that_powershell_wrote_is_read(files: dict[str, Any]) -> None:
    """It has a mark in front."""
    files["policy"].write_bytes(b'\xef\xbb\xbf{"gpu": "never"}')
    assert load_settings(**files).gpu == "never"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The policy file is empty"),
        ("\ufeff \n", "The policy file is empty"),
        ('{"gpu": "never", "captions": "off", "gpu": "allowed"}', "has 'gpu' twice"),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_said(files: dict[str, Any], text: str, words: str) -> None:
    """Not only that it can't be read."""
    files["policy"].write_text(text, "utf-8")
    with pytest.raises(SettingRefused, match=words):
        load_settings(**files)
    assert words in problems_in(files["policy"])[0]


@contextmanager
def as_another_user() -> Iterator[None]:
    """Root may read whatever there is: be nobody for a moment."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not modes there")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o000, 0o755), (0o644, 0o000)])
def test_a_policy_that_a_worker_may_not_read_says_so(file_mode: int, folder_mode: int) -> None:
    """With where it is and what rights it needs; of the worker's own file not where that is."""
    with tempfile.TemporaryDirectory() as made:  # pytest's own folders are for one user alone
        Path(made).chmod(0o755)
        folder = Path(made, "fairnote")
        folder.mkdir()
        path = folder / "policies.json"
        path.write_text('{"gpu": "never"}')
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        with as_another_user():
            (told,) = problems_in(path)
            with pytest.raises(SettingRefused) as of_the_workers_own:
                settings.read_settings(path, "settings file")
        folder.chmod(0o755)
    assert told == (
        f"This user may not read the policy file {path}. Give every user the right to: chmod 644 for the file, 755 for "
        "its folder. It was not changed. Ask IT."
    )
    assert "may not read" in str(of_the_workers_own.value) and str(path) not in str(of_the_workers_own.value)


# --- what values can be


@pytest.mark.parametrize(
    ("name", "right", "kept"),
    [
        ("withdrawn_models", ["ab" * 32, "ab" * 32], ("ab" * 32,)),
        ("export_formats", ["pdf"], ("pdf",)),
        ("export_folders", ["/srv/records"], (Path("/srv/records"),)),
        ("governance_users", ["jo.reed", "DOMAIN jo"], ("jo.reed", "DOMAIN jo")),
        ("recovery_public_key", AGE, AGE),
        ("recovery_public_key", "", ""),
        ("model_pack_public_key", MINISIGN, MINISIGN),
        ("consent_wording", "We record this.\n\nYou can say no.", "We record this.\n\nYou can say no."),
    ],
)
def test_what_a_new_setting_can_be(files: dict[str, Any], name: str, right: object, kept: object) -> None:
    """Lists, hashes, keys and longer texts, kept as they were given."""
    put(files, "policy", **{name: right})
    assert getattr(load_settings(**files), name) == kept


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("withdrawn_models", "ab" * 32, "a list of at most"),
        ("export_folders", "~/Planta", r'square brackets even for one: \["~/Documents"\]\.'),
        ("export_formats", "pdf", r'even for one: \["docx"\]'),
        ("governance_users", "planta", r'even for one: \["name"\]'),
        ("withdrawn_models", ["AB" * 32], "64 small hexadecimal digits"),
        ("withdrawn_models", [""], "64 small"),
        ("withdrawn_models", [3], "a text"),
        ("withdrawn_models", ["ab" * 32] * 501, "at most 500"),
        ("export_formats", [], "something in it"),
        ("export_formats", ["exe"], "one of: docx"),
        ("export_folders", ["records"], "whole name"),
        ("export_folders", [""], "is empty"),
        ("vault_folder", "visits", "whole name"),
        ("vault_folder", ".", "whole name"),
        ("templates_folder", "ours", "whole name"),
        ("export_folders", [__file__], "is a file"),
        ("governance_users", ["a/b"], "signs in"),
        ("recovery_public_key", AGE[:-1], "begins with 'age1'"),
        ("recovery_public_key", "AGE-SECRET-KEY-1" + "Q" * 58, "begins with 'age1'"),
        ("model_pack_public_key", MINISIGN + "=", "begins with 'RW'"),
        ("consent_wording", "a" * 2_001, "at most 2000 letters"),
        ("audio_days_unfiled", -1, "between 0 and 3650"),
        ("second_approver", "on", "one of: off, required, unless_urgent"),
    ],
)
def test_what_a_new_setting_can_not_be(files: dict[str, Any], name: str, wrong: object, words: str) -> None:
    """The sentence says what it has to be."""
    put(files, "policy", **{name: wrong})
    with pytest.raises(SettingRefused, match=words):
        load_settings(**files)
    assert len(problems_in(files["policy"])) == 1


@pytest.mark.parametrize("who", ["administrators", "nobody"])
def test_who_may_import_holds_with_a_key_or_a_folder_of_its_only(files: dict[str, Any], who: str) -> None:
    """Alone it would be walked round by copying a folder; the worker's own choice of a folder is no fence."""
    put(files, "user", models_folder=str(files["user"].parent))
    for half in ({}, {"model_pack_public_key": ""}):
        put(files, "policy", who_imports_models=who, **half)
        with pytest.raises(SettingRefused, match="'model_pack_public_key' too"):
            load_settings(**files)
        (problem,) = problems_in(files["policy"])
        assert problem == settings.ROUND_ABOUT
    for more in ({"model_pack_public_key": MINISIGN}, {"models_folder": str(files["user"].parent)}):
        put(files, "policy", who_imports_models=who, **more)
        assert load_settings(**files).who_imports_models == who and not problems_in(files["policy"])
    put(files, "policy", who_imports_models=who)
    put(files, "machine", models_folder=str(files["user"].parent))
    assert load_settings(**files).set_by("models_folder") == "machine"
    put(files, "policy", who_imports_models="everyone")
    put(files, "machine")
    assert load_settings(**files).who_imports_models == "everyone" and not problems_in(files["policy"])


def test_a_recovery_key_with_a_wrong_letter_is_found_before_it_is_on_laptops(files: dict[str, Any]) -> None:
    """It looks like one and nothing could be sealed to it. On a laptop it keeps nobody from work, as before."""
    key = age.new_identity().public_key
    put(files, "policy", recovery_public_key=key)
    assert problems_in(files["policy"]) == ()
    wrong = key[:-1] + ("q" if key[-1] != "q" else "p")
    put(files, "policy", recovery_public_key=wrong)
    (problem,) = problems_in(files["policy"])
    assert "not a key that can be used" in problem and load_settings(**files).recovery_public_key == wrong


NEW = (
    "who_imports_models", "model_pack_public_key", "withdrawn_models", "gpu", "audio_days_after_filed",
    "audio_days_unfiled", "draft_days", "recovery_public_key", "governance_users", "export_formats", "export_folders",
    "captions", "second_approver", "consent_wording", "exclude_from_capture",
)  # fmt: skip


@pytest.mark.parametrize("name", NEW)
def test_a_worker_can_not_set_what_is_its_alone(files: dict[str, Any], name: str) -> None:
    """Neither by the window nor by their own file, in which such a line is of no effect."""
    with pytest.raises(SettingRefused, match="IT has set"):
        save_setting(name, getattr(Settings(), name), **files)
    other = {"captions": "off", "second_approver": "required", "gpu": "never", "exclude_from_capture": "on"}
    put(files, "user", **other)
    assert load_settings(**files) == Settings()


# --- what IT is told


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """One command, in this process."""
    status = cli.run(words)
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def here(files: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The files of this test are this laptop's."""
    for function, which in (("policy_file", "policy"), ("machine_file", "machine"), ("user_file", "user")):
        monkeypatch.setattr(settings, function, lambda w=which: files[w])
    return files


def test_every_setting_is_listed_with_who_set_it_and_its_safe_default(
    here: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """As lines and as JSON."""
    put(here, "policy", gpu="never")
    put(here, "user", text_size=120)
    status, out, _ = run(capsys, "policy", "list", "--json", "-")
    listed = json.loads(out)
    assert status == 0 and set(listed) == set(TABLE)
    assert listed["gpu"] == {
        "value": "never", "set_by": "policy", "locked": True, "default": "allowed",
        "description": TABLE["gpu"].metadata["description"],
    }  # fmt: skip
    assert (listed["text_size"]["set_by"], listed["text_size"]["locked"]) == ("user", False)
    status, out, _ = run(capsys, "policy", "list")
    assert status == 0 and out.count("safe default: ") == len(TABLE)
    assert "gpu = never  (IT, by policy)" in out


def test_doctor_tells_a_script_what_is_set(here: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Name, value and who set it; the worker's name is nobody's business there."""
    put(here, "machine", captions="off")
    put(here, "user", worker_name="Jo Reed", text_size=120)
    _, out, _ = run(capsys, "doctor", "--json", "-")
    assert json.loads(out)["policies"] == {
        "text_size": {"value": "120", "set_by": "user"},
        "captions": {"value": "off", "set_by": "machine"},
    }
    assert "Jo Reed" not in out


def one_that_all_can_read(folder: Path) -> Path:
    """A policies file to be written, whatever rights new files have here."""
    path = folder / "ours.json"
    path.touch()
    path.chmod(0o644)
    return path


def test_a_policy_is_tried_before_it_is_put_on_laptops(
    here: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that is wrong is told at once."""
    path = one_that_all_can_read(tmp_path)
    path.write_text(json.dumps({"gpu": "perhaps", "text_size": 120, "colour": "red"}))
    status, out, err = run(capsys, "policy", "check", str(path))
    assert status == 1 and not out and len(err.splitlines()) == 2 and "'gpu'" in err and "'colour'" in err
    path.write_text('{"gpu": "never"}')
    assert run(capsys, "policy", "check", str(path)) == (0, f"This policy can be used.\n{TOGETHER}\n", "")
    assert run(capsys, "policy", "check", str(tmp_path / "none.json"))[0] == 1
    path.write_text("{")
    assert run(capsys, "policy", "check", str(path))[0] == 1


def test_a_folder_for_exports_outside_those_that_may_be_used_is_found(
    here: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing could be saved where files are saved at first; inside one of them, or with none named, all is well."""
    path = one_that_all_can_read(tmp_path)
    for folders, status in ((["/srv/records"], 1), (["/srv/other", "/srv/out"], 0), ([], 0)):
        path.write_text(json.dumps({"export_folder": "/srv/out/notes", "export_folders": folders}))
        found, out, err = run(capsys, "policy", "check", str(path))
        assert (found, err) == (status, f"{policy_documents.OUTSIDE}\n" if status else "") and bool(out) != bool(err)


def test_a_policy_that_is_tried_is_held_against_what_is_here(
    here: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which settings it would take over, and which of today's policy it leaves out; never a value."""
    put(here, "policy", captions="off", gpu="never")
    put(here, "machine", restore_days=3)
    put(here, "user", worker_name="Jo Reed", text_size=120)
    path = one_that_all_can_read(tmp_path)
    path.write_text(json.dumps({"gpu": "allowed", "restore_days": 7, "worker_name": "Ola", "line_focus": "on"}))
    status, out, _ = run(capsys, "policy", "check", str(path))
    assert status == 0 and out.splitlines()[1:] == [
        "It would take the place of what is set on this laptop: restore_days (IT, for this laptop), worker_name (the "
        "worker).",
        "Set by today's policy, and not by it: captions.",
        TOGETHER,
    ]
    here["policy"].write_text("{")
    status, out, _ = run(capsys, "policy", "check", str(path))
    assert status == 0 and "What is set on this laptop now can't be used" in out
    put(here, "policy", captions="off")
    monkeypatch.setattr("scribe.commands_policy.registry_policy", lambda: {"gpu": "never"})
    assert run(capsys, "policy", "check", str(path))[1].splitlines()[1:] == [IN_THE_REGISTRY]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_it_is_said_when_workers_could_not_read_the_policy(
    here: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever tries it as root can read everything, and no worker's Fairnote would start with it."""
    path = tmp_path / "ours.json"
    path.write_text('{"gpu": "never"}')
    path.chmod(0o600)
    status, out, _ = run(capsys, "policy", "check", str(path))
    assert status == 0 and NOT_ALL_READ in out
    path.chmod(0o644)
    assert NOT_ALL_READ not in run(capsys, "policy", "check", str(path))[1]


def test_a_policy_that_is_wrong_stops_a_command_with_a_sentence(
    here: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and nothing goes on as if there were no policy."""
    here["policy"].write_text("{")
    status, out, err = run(capsys, "policy", "list")
    assert status == 1 and not out and err == "The policy file can't be read as JSON. It was not changed. Ask IT.\n"


def test_a_file_to_begin_with_changes_nothing(files: dict[str, Any]) -> None:
    """It can be used as it is, and has all that IT alone can set."""
    files["policy"].write_text(as_json())
    found = load_settings(**files)
    assert {name: getattr(found, name) for name in TABLE} == {name: getattr(Settings(), name) for name in TABLE}
    assert {name for name in TABLE if for_it_only(name)} <= found.locked


def test_a_file_to_begin_with_takes_no_comfort_from_a_worker(
    files: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Put in its place as it is, each can still choose how they read, hear and type; what isn't in it is said."""
    status, out, err = run(capsys, "policy", "export", "--format", "json")
    files["policy"].write_text(out)
    for name, chosen in (("text_size", 180), ("font", "Lexend"), ("theme", "dark"), ("reading_speed", 70)):
        assert getattr(save_setting(name, chosen, **files), name) == chosen and f" {name}," in err
    assert save_setting("box_dictation", "off", **files).set_by("box_dictation") == "user"
    locked = load_settings(**files).locked
    assert status == 0 and all((name in locked) != (f" {name}," in err or f" {name}." in err) for name in TABLE)


def test_a_template_is_written_to_a_new_file_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there stays."""
    path = tmp_path / "fairnote.admx"
    assert run(capsys, "policy", "export", "--format", "admx", "--to", str(path)) == (0, "", "")
    assert path.read_text("utf-8") == policy_templates.as_admx()
    path.write_text("mine")
    status, _, err = run(capsys, "policy", "export", "--format", "adml", "--to", str(path))
    assert status == 1 and "already a file" in err and path.read_text() == "mine"
    status, out, _ = run(capsys, "policy", "export", "--format", "md")
    assert status == 0 and out == as_markdown()


# --- the templates of group policy


@pytest.mark.parametrize("made", [policy_templates.as_admx, policy_templates.as_adml])
def test_the_templates_keep_the_schema(made: Callable[[], str]) -> None:
    """As far as it is used; and the schema refuses what group policy would."""
    schema = xmlschema.XMLSchema(str(SCHEMA))
    schema.validate(made())
    for right, wrong in (
        ('revision="1.0"', 'revision="1"'),
        ("<resources", "<words"),
        ('id="text_size"', 'id="text size"'),
    ):
        assert right in made()
        with pytest.raises((xmlschema.XMLSchemaException, Xml.ParseError)):
            schema.validate(made().replace(right, wrong, 1))


def test_every_setting_is_in_both_templates_and_every_word_is_found() -> None:
    """Each name that the ADMX uses is in the ADML, nothing in the ADML is unused, and defaults are the table's."""
    admx, adml = Xml.fromstring(policy_templates.as_admx()), Xml.fromstring(policy_templates.as_adml())
    policies = {one.get("name"): one for one in admx.iter(f"{XMLNS}policy")}
    assert set(policies) == set(TABLE)
    used = {value for one in admx.iter() for value in one.attrib.values() if value.startswith("$(")}
    strings = {f"$(string.{one.get('id')})" for one in adml.iter(f"{XMLNS}string")}
    shown = {one.get("id"): one for one in adml.iter(f"{XMLNS}presentation")}
    assert used == strings | {f"$(presentation.{name})" for name in shown}
    names = {one.get("name") for one in admx.iter(f"{XMLNS}category")}
    assert {one.get("ref") for one in admx.iter(f"{XMLNS}parentCategory")} <= names
    for name, policy in policies.items():
        (element,), (box,) = policy.find(f"{XMLNS}elements"), shown[name]  # type: ignore[misc]
        assert element.get("id") == element.get("valueName") == box.get("refId") == name
        assert policy.get("key") == KEY and policy.get("class") == "Machine"
    assert shown["text_size"][0].get("defaultValue") == "100"
    assert shown["gpu"][0].get("defaultItem") == "0"


@pytest.mark.parametrize("name", list(TABLE))
def test_what_the_template_writes_fairnote_reads(files: dict[str, Any], name: str) -> None:
    """Whatever kind of value group policy would write for a setting is one that the setting can have."""
    admx = Xml.fromstring(policy_templates.as_admx())
    element = next(one for one in admx.iter() if one.get("valueName") == name)
    kind = element.tag.removeprefix(XMLNS)
    right = {"gpu": "never", "models_folder": str(Settings().models_folder), "known_words_file": "/srv/words.txt"}
    texts = {**right, "recovery_public_key": AGE, "model_pack_public_key": MINISIGN}
    lists = {"withdrawn_models": ["ab" * 32], "export_formats": ["pdf"], "governance_users": ["jo"]}
    if kind == "decimal":
        values: list[tuple[object, int]] = [(int(element.get(key, "")), REG_DWORD) for key in ("minValue", "maxValue")]
    elif kind == "multiText":
        values = [(lists.get(name, ["/srv"]), REG_MULTI_SZ)]
    elif kind == "enum":
        values = [(one.text, REG_SZ) for one in element.iter(f"{XMLNS}string")]
    else:
        values = [(texts.get(name, "/srv"), REG_SZ)]
    put(files, "machine", model_pack_public_key=MINISIGN)  # without it some values are refused
    for value, number in values:
        found = load_settings(**{**files, "registry": lambda v=value, n=number: [(name, v, n)]})
        assert found.set_by(name) == "policy"


# --- the guide


def test_the_guide_has_the_table_as_it_is() -> None:
    """Between two marks. To write it anew: python packaging/write_guide.py"""
    text = GUIDE.read_text("utf-8")
    assert text == with_table(text, as_markdown())
    assert all(f"`{name}`" in text for name in TABLE)


def test_what_is_told_is_the_same_on_every_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of the one who wrote the guide is in it."""
    assert str(Path.home()) not in as_markdown() + as_json() + policy_templates.as_adml()
    listed = in_force(Settings())
    assert all("default" in one and one["set_by"] == "default" for one in listed.values())
    assert policy_documents.title_of("gpu") == "GPU"
