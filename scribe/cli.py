"""The command line: `fairnote COMMAND`, each command a few calls to scribe.actions and the rooms it stands for."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from models.errors import ModelError
from models.progress import Cancelled
from scribe import (
    commands_easy_read,
    commands_keys,
    commands_laptop,
    commands_models,
    commands_policy,
    commands_rights,
    commands_visits,
    commands_work,
)
from scribe.command_parsers import Command, OneSentence, version
from scribe.errors import DiskFull, FairnoteError
from scribe.files import is_full
from scribe.terminal import write_what_can_be

COMMANDS = (
    commands_work,
    commands_easy_read,
    commands_visits,
    commands_rights,
    commands_laptop,
    commands_policy,
    commands_keys,
    commands_models,
)
"""Each adds its own commands; the help lists them in this order."""

CANCELLED = 130
"""Exit status when a person stopped the command, as a shell has it for Ctrl-C."""


def run(arguments: Sequence[str], *, window: str = "") -> int:
    """Run one command. Returns the exit status: 0 only on success; errors are one sentence on standard error.

    `window` is 'module:function' that opens the window unseen, for the self-test: this layer knows of none.
    """
    # Warnings of the libraries are for a log, and a command keeps none: errors are told in one sentence.
    logging.getLogger().addHandler(logging.NullHandler())
    write_what_can_be()
    options = _parser().parse_args(arguments)
    options.window = window
    command: Command = options.run
    try:
        status = command(options)
        if sys.stdout is not None:
            sys.stdout.flush()  # while it can still be told that it could not be written
        return status
    except Cancelled:
        print("Stopped, because you asked. Nothing was lost.", file=sys.stderr)
        return CANCELLED
    except (FairnoteError, ModelError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped, because you asked. Nothing was lost.", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        if isinstance(error, OSError) and is_full(error.errno):
            print(DiskFull.sentence, file=sys.stderr)
            return 1
        # The type alone: an exception's text may hold somebody's words.
        print(
            f"Something went wrong that Fairnote did not expect ({type(error).__name__}). Nothing was deleted. "
            "Please tell whoever looks after Fairnote, with the output of: fairnote doctor",
            file=sys.stderr,
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = OneSentence(
        prog="fairnote",
        description="Fairnote writes down a visit on this laptop. With no command it opens the window.",
        epilog="Each command has --help with an example.",
    )
    parser.add_argument("--version", action="version", version=f"Fairnote {version()}")
    subs = parser.add_subparsers(required=True, metavar="COMMAND")
    for each in COMMANDS:
        each.add_to(subs)
    return parser
