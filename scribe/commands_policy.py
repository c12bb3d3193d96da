"""The commands of IT on settings: what holds on this laptop, whether a policies file can be used, and templates."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from pathlib import Path

from scribe import policy_documents, policy_templates
from scribe.command_parsers import Subparsers, add, group, json_option
from scribe.files import write_atomically
from scribe.named_files import Result, ordinary
from scribe.policy_registry import registry_policy
from scribe.settings import SettingRefused, load_settings, problems_in, read_settings

FORMATS = {
    "admx": policy_templates.as_admx,
    "adml": policy_templates.as_adml,
    "json": policy_documents.as_json,
    "md": policy_documents.as_markdown,
}

NOT_ALL_READ = (
    "Some people can't read this file. Once it is in its place, Fairnote would not start for them. Let everybody read "
    "it: chmod 644"
)
LEFT_TO_WORKERS = "Not in it, so that each worker can choose them: {}. A line of your own sets one for everybody."


def add_to(subs: Subparsers) -> None:
    """Those on what IT sets."""
    policy = group(subs, "policy", "what IT can set, and has set")
    listing = add(policy, "list", policy_list, "what holds here, and who set it", "fairnote policy list --json -")
    json_option(listing)
    check = add(policy, "check", policy_check, "can this be used", "fairnote policy check ours.json")
    check.add_argument("file", metavar="FILE", help="as it is to be put to /etc/fairnote/policies.json")
    export = add(
        policy,
        "export",
        policy_export,
        "write templates for group policy, a policies file to begin with, or the table for a guide",
        "fairnote policy export --format admx --to fairnote.admx",
    )
    export.add_argument("--format", required=True, choices=tuple(FORMATS))
    export.add_argument("--to", metavar="FILE", help="a new file (standard output)")


def policy_list(options: argparse.Namespace) -> int:
    """Each setting: the value in force, who set it, and its safe default."""
    settings = load_settings()
    result = Result(options.json)
    if not result.is_standard_output:
        for line in policy_documents.lines_in_force(settings):
            print(line)
    result.write(policy_documents.in_force(settings))
    return 0


def policy_check(options: argparse.Namespace) -> int:
    """Whether a file can be this laptop's policies file; all that is wrong with it is told at once, and
    what it would change here.
    """
    path = ordinary(options.file)
    problems = problems_in(path) or policy_documents.unmet_in(read_settings(path, "policy file"))
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("This policy can be used.")
        if _is_kept_from_some(path):
            print(NOT_ALL_READ)
        _tell_beside(path)
    return 1 if problems else 0


def _is_kept_from_some(path: Path) -> bool:
    """Whether there are people on this laptop for whom Fairnote could not start with this file. Windows: not looked."""
    return os.name == "posix" and not path.stat().st_mode & stat.S_IROTH


def _tell_beside(path: Path) -> None:
    """What it would change here: the file itself is right whatever this laptop has."""
    try:
        here, by_registry = load_settings(), bool(registry_policy())
    except SettingRefused as error:
        print(f"What is set on this laptop now can't be used: {error}")
        return
    for line in policy_documents.beside_what_is_here(read_settings(path, "policy file"), here, by_registry=by_registry):
        print(line)


def policy_export(options: argparse.Namespace) -> int:
    """Write the table as a template for group policy, a policies file, or a page. A file that is there is kept."""
    written = FORMATS[options.format]()
    if options.to is None:
        sys.stdout.write(written)
    else:
        Result(options.to)  # is that a name that can be written to
        write_atomically(Path(options.to), written.encode(), overwrite=False)
    if options.format == "json":
        # Beside the file, not in what may be piped into one.
        print(LEFT_TO_WORKERS.format(", ".join(policy_documents.not_to_begin_with())), file=sys.stderr)
    return 0
