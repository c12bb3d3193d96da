"""Switches a control of Fairnote off, in a Python of the tests and in every Python that it starts.

Python imports this by itself where its folder is in PYTHONPATH, as `tests.without_controls` puts it. What is switched
off is said by the variable CONTROL_OFF: JSON, a list of module, words of its source, words in their place.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType

CONTROL_OFF = "FAIRNOTE_TESTS_CONTROL_OFF"
EDITS: dict[str, list[tuple[str, str]]] = {}


class Edited(SourceFileLoader):
    """Loads a module from other words than those that stand in its file."""

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path).decode("utf-8")
        for old, new in EDITS[fullname]:
            if source.count(old) != 1:
                sys.exit(f"CONTROL MOVED: {fullname} has no such words, or has them twice: {old}")
            source = source.replace(old, new)
        return compile(source, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds the modules that are to be edited before anybody else does."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname not in EDITS:
            return None
        spec = PathFinder.find_spec(fullname, path)  # type: ignore[arg-type]
        if spec is not None and spec.origin:
            spec.loader = Edited(fullname, spec.origin)
        return spec


def _hand_on() -> None:
    """A program that a test starts in an environment of its own is given this as well."""
    usual: Callable[..., None] = subprocess.Popen.__init__

    def started(self: object, *given: object, **options: object) -> None:
        environment = options.get("env")
        if isinstance(environment, dict):
            paths = [str(Path(__file__).parent), *filter(None, [environment.get("PYTHONPATH")])]
            more = {CONTROL_OFF: os.environ[CONTROL_OFF], "PYTHONPATH": os.pathsep.join(paths)}
            options["env"] = {**environment, **more}
        usual(self, *given, **options)

    subprocess.Popen.__init__ = started  # type: ignore[method-assign]


for module, before, after in json.loads(os.environ.get(CONTROL_OFF, "[]")):
    EDITS.setdefault(module, []).append((before, after))
if EDITS:
    sys.meta_path.insert(0, Finder())
    _hand_on()
