"""The commands on documents: `fairnote easyread` writes one in easier words, `fairnote check` holds it to the rules."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from easyread import shapes
from easyread.page import Level, Line, LineKind, Page, Profile
from easyread.reader import Reader
from easyread.reading_child import LARGEST
from easyread.report import report
from easyread.source import Source
from scribe import actions
from scribe.command_parsers import Subparsers, add, json_option
from scribe.easy_read_writing import NOT_WANTED, permitted
from scribe.named_files import Result
from scribe.notes.shapes import model_json
from scribe.session import installed_engines
from scribe.settings import load_settings
from scribe.terminal import heading, run_alone, say

STANDARD_INPUT = "-"
DOUBTFUL = "These words were hard to make out in the picture. Check them against the paper: {}."
_BEFORE = {LineKind.LIST: "- ", LineKind.EXPLAIN: "  = "}


def add_to(subs: Subparsers) -> None:
    """Those on documents."""
    written = add(
        subs,
        "easyread",
        easyread,
        "write a document in easier words: a draft",
        "fairnote easyread letter.pdf --reader 'Mrs Begum' --json page.json",
    )
    written.add_argument("--reader", metavar="NAME", help="who reads it: 'you' is that person (whoever reads it)")
    written.add_argument("--no-model", action="store_true", help="use rules alone")
    checked = add(
        subs,
        "check",
        check,
        "hold a document to the rules of Easy Read or plain English",
        "fairnote check letter.docx --profile plain-english",
    )
    for each in (written, checked):
        each.add_argument(
            "document", metavar="DOCUMENT", help="docx, odt, pdf, txt, html, rtf, a picture, or - for standard input"
        )
        each.add_argument(
            "--profile",
            choices=("easy-read", "plain-english", "dyslexia"),
            default="easy-read",
            help="for whom it is made easier (easy-read)",
        )
        json_option(each)


def easyread(options: argparse.Namespace) -> int:
    """Write a document in easier words: a draft, for a person to check."""
    result = Result(options.json, _path(options))
    source = _source(options)
    reader = Reader(options.reader, is_you=options.reader is not None)
    settings = load_settings()
    engines = installed_engines(settings)
    try:
        model, remark = None, NOT_WANTED
        if not options.no_model:
            model, remark = permitted(engines.writer(), settings.models_folder)
        job = actions.easy_read_job(source, Profile(options.profile), reader, model=model, remark=remark)
        made = run_alone(job)
    finally:
        engines.close()
    if not result.is_standard_output:
        _print_page(made.page)
        say(made.remark)
    result.write({**shapes.page_json(made.page), "model": model_json(made.model), "remark": made.remark})
    return 0


def check(options: argparse.Namespace) -> int:
    """Hold a document, as it stands, to the rules of a profile."""
    result = Result(options.json, _path(options))
    page = run_alone(actions.check_job(_source(options), Profile(options.profile)))
    if not result.is_standard_output:
        _print_doubtful(page.source)
        _print_report(page)
        _print_to_mend(page)
    result.write(shapes.check_json(page))
    return 0


def _path(options: argparse.Namespace) -> Path | None:
    return None if options.document == STANDARD_INPUT else Path(options.document)


def _source(options: argparse.Namespace) -> Source:
    path = _path(options)
    if path is not None:
        return run_alone(actions.read_document_job(path))
    return run_alone(actions.read_bytes_job(sys.stdin.buffer.read(LARGEST + 1)))


def _print_page(page: Page) -> None:
    say(f"{shapes.DRAFT.capitalize()}.")
    _print_doubtful(page.source)
    for line in page.lines:
        _print_line(line)
    if page.left_out:
        heading("In the source, not here")
        for one in page.left_out:
            say(f"{one.text}  ({one.why})", indent=2)
    _print_report(page)


def _print_line(line: Line) -> None:
    if line.kind is LineKind.HEADING:
        heading(line.text)
    else:
        picture = f"  [{line.picture.alt}]" if line.picture else ""
        say(f"{_BEFORE.get(line.kind, '')}{line.text}{picture}")
    if line.flagged and line.why:
        say(f"! {line.why}", indent=4)


def _print_doubtful(source: Source) -> None:
    if source.doubtful:
        say(DOUBTFUL.format(", ".join(span.of(source.text) for span in source.doubtful)))


def _print_report(page: Page) -> None:
    found = report(page)
    heading("Rules")
    for row in found.rows:
        if row.amber or row.red:
            say(f"{row.rule:24} {row.red:4} red  {row.amber:4} amber  {row.green:4} green")
    green = sum(not (row.amber or row.red) for row in found.rows)
    say(f"{green} of {len(found.rows)} rules are kept on every line. {found.words} words.")


def _print_to_mend(page: Page) -> None:
    """The lines that break a rule, each with why."""
    heading("To mend")
    for line in page.lines:
        broken = [each for each in line.checks if each.level is not Level.GREEN]
        if broken:
            say(line.text)
        for each in broken:
            say(f"{each.level.value}: {each.why or each.rule}", indent=4)
