"""`dev.py package KIND`: makes what is installed on other machines. One row of a table for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console import SetUpFailed


@dataclass(frozen=True)
class Kind:
    """One thing that can be made; `make` takes the words after its name and returns the exit status."""

    make: Callable[[list[str]], int]
    help: str


def _bundle(_: list[str]) -> int:
    import bundle

    bundle.make()
    return 0


KINDS = {
    "bundle": Kind(_bundle, "the program in a folder, with its self-test and demo run on it"),
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
