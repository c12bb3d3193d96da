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


def _signing(what: str) -> Callable[[list[str]], int]:
    """In the environment that has minisign."""

    def run_there(arguments: list[str]) -> int:
        command = [str(set_up.PYTHON), str(PACKAGING / "signing.py"), what, *arguments]
        return subprocess.run(command, check=False).returncode

    return run_there


# Another kind of installer is a module of its own and a row here.
KINDS = {
    "bundle": Kind(_bundle, "the program in a folder, with its self-test and demo run on it"),
    "deb": Kind(_deb, "two Debian packages of the bundle: the program, and its starter models"),
    "try-deb": Kind(_try_deb, "these packages installed in a bare Debian, run there and removed (as root)"),
    "windows": Kind(_windows, "the program for Windows in a folder, for tests, made and tried by Wine on Debian"),
    "sign": Kind(_signing("sign"), "sign what was made: --key SECRETKEYFILE [FILE …]"),
    "verify": Kind(_signing("verify"), "check signatures: --key PUBLICKEY [FILE …]"),
    "unsigned": Kind(_signing("unsigned"), "list a folder's Windows programs that nobody signed: FOLDER"),
}


def usage() -> str:
    """What `dev.py package` alone prints."""
    lines = "\n".join(f"  {name:<10} {kind.help}" for name, kind in KINDS.items())
    return f"usage: python3 dev.py package KIND\n\n{lines}"


def main(arguments: list[str]) -> int:
    """Make one kind; the exit status. Raises SetUpFailed."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0 if arguments else 2
    if arguments[0] not in KINDS:
        raise SetUpFailed(f"There is no kind of package called {arguments[0]}. There are: {', '.join(KINDS)}.")
    return KINDS[arguments[0]].make(arguments[1:])
