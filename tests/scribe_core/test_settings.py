"""Policy over the worker's choice over the default, and a clear sentence for anything that isn't right."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from scribe import program_data, settings
from scribe.setting_values import checked, plain
from scribe.settings import PARTS, TABLE, SettingRefused, Settings, describe, load_settings, save_setting


def _files(tmp_path: Path, policy: object = None, user: object = None) -> dict[str, Path]:
    paths = {"policy": tmp_path / "policies.json", "user": tmp_path / "me" / "settings.json"}
    paths["user"].parent.mkdir()
    for name, content in (("policy", policy), ("user", user)):
        if content is not None:
            paths[name].write_text(content if isinstance(content, str) else json.dumps(content))
    return paths


def test_the_default_holds_without_files(tmp_path: Path) -> None:
    """No files: the defaults, and nothing is locked."""
    assert load_settings(**_files(tmp_path)) == Settings()


def test_policy_wins_over_the_worker_and_the_worker_over_the_default(tmp_path: Path) -> None:
    """Each level is used where the one above is silent, and what policy sets is locked."""
    paths = _files(tmp_path, {"text_size": 150, "lawful_basis": "Public task"}, {"text_size": 110, "theme": "dark"})
    found = load_settings(**paths)
    assert (found.text_size, found.theme, found.lawful_basis) == (150, "dark", "Public task")
    assert found.locked == {"text_size", "lawful_basis"} and found.idle_lock_minutes == 15


def test_the_lawful_basis_comes_from_policy_only(tmp_path: Path) -> None:
    """A worker's file can't set it, and it can't be saved."""
    paths = _files(tmp_path, None, {"lawful_basis": "mine"})
    assert load_settings(**paths).lawful_basis == ""
    with pytest.raises(SettingRefused, match="lawful_basis"):
        save_setting("lawful_basis", "mine", **paths)


def test_a_choice_is_kept(tmp_path: Path) -> None:
    """Saved choices come back, paths too, and the others stay; what policy sets can't be saved."""
    paths = _files(tmp_path, {"theme": "light"}, {"text_size": 110})
    saved = save_setting("export_folder", tmp_path / "out", **paths)
    assert saved.export_folder == tmp_path / "out" and saved.text_size == 110
    assert save_setting("export_folder", None, **paths).export_folder is None
    with pytest.raises(SettingRefused, match="IT has set"):
        save_setting("theme", "dark", **paths)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "can't be read"),
        ("[]", "list of names"),
        ({"colour": "red"}, "'colour'"),
        ({"text_size": "big"}, "whole number"),
        ({"text_size": True}, "whole number"),
        ({"text_size": 500}, "between 100 and 200"),
        ({"theme": 3}, "a text"),
        ({"theme": None}, "a text"),
        ({"theme": "pink"}, "one of: light, dark"),
        ("[" * 100_000, "can't be read"),
        ({"vault_folder": ""}, "is empty"),
        ({"vault_folder": __file__}, "is a file"),
        ({"vault_folder": "~nobody-of-this-name/x"}, "not known here"),
        ({"vault_folder": "n" * 5_000}, "can't be looked at"),
        ({"models_folder": "/nowhere/at/all"}, "not there"),
        ({"worker_name": "Jo\ud800"}, "broken character"),
        ({"worker_name": "Jo\x1b[2J"}, "broken character"),
        ({"a\x1b[2J\nb": 1}, r"not known: 'a\[2J b'"),
    ],
)
def test_a_wrong_file_is_said_and_left(tmp_path: Path, content: object, words: str) -> None:
    """The sentence names the setting; nothing falls back silently, and the file stays."""
    paths = _files(tmp_path, content)
    before = paths["policy"].read_text()
    with pytest.raises(SettingRefused, match=words):
        load_settings(**paths)
    assert paths["policy"].read_text() == before


def test_a_wrong_choice_is_not_saved(tmp_path: Path) -> None:
    """An unknown setting or a wrong value leaves the file as it was."""
    paths = _files(tmp_path, None, {"text_size": 110})
    for name, value in (("colour", "red"), ("text_size", 5), ("worker_name", 1)):
        with pytest.raises(SettingRefused):
            save_setting(name, value, **paths)
    assert json.loads(paths["user"].read_text()) == {"text_size": 110}


def test_every_setting_explains_itself() -> None:
    """Each has a type, a default and a description, and every default is within its own limits."""
    assert {one.name for one in fields(Settings)} - {"locked", "sources"} == set(TABLE)
    for name, kind, description in describe():
        assert kind and description.endswith(".")
        default = getattr(Settings(), name)
        assert checked(TABLE[name], plain(default), "default") == default
        assert TABLE[name].metadata["part"] in PARTS and TABLE[name].metadata["where"].endswith(".")


def test_policy_is_where_administrators_put_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux and Windows each have their own place, and no two users share a vault."""
    monkeypatch.setattr(sys, "platform", "linux")
    assert settings.policy_file() == Path("/etc/fairnote/policies.json")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(program_data, "known_folder", lambda: "/programdata")
    monkeypatch.setenv("PROGRAMDATA", "/of/the/workers/own")
    assert settings.policy_file() == Path("/programdata/Fairnote/policies.json")
    assert settings.machine_file() == Path("/programdata/Fairnote/settings.json")
    assert str(Path.home()) in str(settings.user_file()) or "XDG_CONFIG_HOME" in os.environ


class FakeWindows:
    """The part of `ctypes.WinDLL` that is used. `answer`: the result and the folder that Windows gives."""

    def __init__(self, answer: tuple[int, str | None]) -> None:
        self.answer, self.asked, self.freed = answer, b"", 0

    def __call__(self, _: str) -> FakeWindows:
        return self

    def SHGetKnownFolderPath(self, folder: Any, flags: int, user: None, found: Any) -> int:  # noqa: N802
        self.asked = bytes(folder._obj)
        failed, found._obj.value = self.answer
        return failed

    def CoTaskMemFree(self, _: object) -> None:  # noqa: N802
        self.freed += 1


def test_windows_itself_says_where_its_folder_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the folder's own number; what it gave is freed, and a place that isn't known is no empty one."""
    windows = FakeWindows((0, "/programdata"))
    monkeypatch.setattr(ctypes, "WinDLL", windows, raising=False)
    assert program_data.program_data() == Path("/programdata") and windows.freed == 1
    assert windows.asked.hex() == "825dab62c1fdc34da9dd070d1d495d97"
    for answer in ((-2147024894, None), (0, None)):
        monkeypatch.setattr(ctypes, "WinDLL", FakeWindows(answer), raising=False)
        with pytest.raises(SettingRefused, match="Windows did not say"):
            program_data.program_data()
