"""`dev.py package KIND`: makes what is installed on other machines. One row of a table for each kind."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass

import set_up
from console import SetUpFailed
from package_places import PACKAGING


@dataclass(frozen=True)
class Kind:
    """One thing that can be made; `make` takes the words after its name and returns the exit status."""

    make: Callable[[list[str]], int]
    help: str


def _bundle(_: list[str]) -> int:
    import bundle

    bundle.make()
    return 0


def _windows(_: list[str]) -> int:
    import windows_bundle

    windows_bundle.make()
    return 0


def _deb(_: list[str]) -> int:
    import deb

    deb.make()
    return 0


def _try_deb(_: list[str]) -> int:
    import try_deb

    return try_deb.main()


def _models(arguments: list[str]) -> int:
    import starter_packs

    return starter_packs.main(arguments)


def _in_environment(module: str, *words: str) -> Callable[[list[str]], int]:
    """A module run in .venv, which has minisign and Fairnote itself."""

    def run_there(arguments: list[str]) -> int:
        command = [str(set_up.PYTHON), str(PACKAGING / module), *words, *arguments]
        return subprocess.run(command, check=False).returncode

    return run_there


# Another kind of installer is a module of its own and a row here.
KINDS = {
    "bundle": Kind(_bundle, "the program in a folder, with its self-test and demo run on it"),
    "deb": Kind(_deb, "two Debian packages of the bundle: the program, and its starter models"),
    "try-deb": Kind(_try_deb, "these packages installed in a bare Debian, run there and removed (as root)"),
    "models": Kind(_models, "the starter models as signed packs: --key SECRETKEYFILE"),
    "windows": Kind(_windows, "the program for Windows in a folder, for tests, made and tried by Wine on Debian"),
    "msi": Kind(_in_environment("msi.py"), "two MSIs of a bundle for Windows: the program, and its starter models"),
    "try-msi": Kind(_in_environment("try_msi.py"), "these MSIs installed, updated and removed under Wine"),
    "sign": Kind(_in_environment("signing.py", "sign"), "sign what was made: --key SECRETKEYFILE [FILE …]"),
    "verify": Kind(_in_environment("signing.py", "verify"), "check signatures: --key PUBLICKEY [FILE …]"),
    "sign-windows": Kind(
        _in_environment("signing.py", "sign-windows"), "sign for Windows: --cert P12 --passphrase-file FILE FILE …"
    ),
    "unsigned": Kind(
        _in_environment("signing.py", "unsigned"), "list a folder's Windows programs that nobody signed: FOLDER"
    ),
}


def usage() -> str:
    """What `dev.py package` alone prints."""
    lines = "\n".join(f"  {name:<12} {kind.help}" for name, kind in KINDS.items())
    return f"usage: python3 dev.py package KIND\n\n{lines}"


def main(arguments: list[str]) -> int:
    """Make one kind; the exit status. Raises SetUpFailed."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0 if arguments else 2
    if arguments[0] not in KINDS:
        raise SetUpFailed(f"There is no kind of package called {arguments[0]}. There are: {', '.join(KINDS)}.")
    return KINDS[arguments[0]].make(arguments[1:])
