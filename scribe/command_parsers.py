"""What the parsers of the commands are made of: each module of commands adds its own by these."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import metadata
from typing import NoReturn, TypeAlias

Command = Callable[[argparse.Namespace], int]
"""Takes the parsed options and returns the exit status."""


def version() -> str:
    """The version of Fairnote that is installed."""
    return metadata.version("fairnote")


class OneSentence(argparse.ArgumentParser):
    """A parser whose errors are one plain sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of a command, and where to look. Exits with 2."""
        self.exit(2, f"{message[0].upper()}{message[1:]}. See: {self.prog} --help\n")


Subparsers: TypeAlias = "argparse._SubParsersAction[OneSentence]"


def add(subs: Subparsers, name: str, run: Command, summary: str, example: str) -> OneSentence:
    """Add a command, with its help and an example."""
    parser = subs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.epilog = f"Example: {example}"
    parser.set_defaults(run=run)
    return parser


def group(subs: Subparsers, name: str, summary: str) -> Subparsers:
    """Add a word under which commands stand."""
    parser = subs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    return parser.add_subparsers(required=True, metavar="WHAT")


def json_option(parser: OneSentence) -> None:
    """Let the command write JSON too."""
    parser.add_argument("--json", metavar="OUT", help="write JSON to this file, or to standard output for -")
