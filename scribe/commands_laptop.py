"""The commands on this laptop and this program: doctor, evidence, licences."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from scribe.command_parsers import Subparsers, add, json_option, version
from scribe.files import FileAlreadyThere, is_taken, write_atomically
from scribe.named_files import Result, ordinary
from scribe.settings import load_settings


def add_to(subs: Subparsers) -> None:
    """What IT needs to know."""
    proof = add(
        subs,
        "evidence",
        evidence,
        "one dated PDF about this laptop: policies, hashes, exams, offline proof, doctor; nothing of any visit",
        "fairnote evidence --to laptop.pdf",
    )
    proof.add_argument("--to", required=True, metavar="FILE.pdf")
    proof.add_argument(
        "--proof", metavar="FILE", help="a proof that Fairnote works without a network (the newest here)"
    )

    examined = add(subs, "doctor", doctor, "what IT needs to know about this laptop", "fairnote doctor")
    examined.add_argument(
        "--self-test", action="store_true", help="try every part for real, in a minute; your visits are left alone"
    )
    examined.add_argument(
        "--seconds", type=int, default=60, metavar="N", help="longest that the self-test may take (60)"
    )
    json_option(examined)

    whose = add(subs, "licences", licences, "whose parts are in Fairnote, under which licences", "fairnote licences")
    json_option(whose)


def doctor(options: argparse.Namespace) -> int:
    """What IT needs to know about this laptop."""
    from scribe.doctor import examine_here, page, report
    from scribe.finding import Level, worst

    if options.self_test:
        return _self_test(options)
    result = Result(options.json)
    findings, settings = examine_here(version())
    if not result.is_standard_output:
        for line in page(findings):
            print(line)
    result.write(report(findings, settings))
    return 1 if worst(findings) is Level.STOP else 0


def evidence(options: argparse.Namespace) -> int:
    """One dated PDF about this laptop."""
    from scribe.doctor import examine_here, policies
    from scribe.evidence import evidence_pdf, gather
    from scribe.offline_proof import newest_proof, read_proof

    to = Path(options.to)
    Result(options.to)  # refused at once, before any work is done for nothing
    if is_taken(to):
        raise FileAlreadyThere
    proof = read_proof(ordinary(options.proof)) if options.proof else newest_proof()
    findings, settings = examine_here(version())
    found = gather(findings, policies(settings), settings, version(), proof)
    write_atomically(to, evidence_pdf(found), overwrite=False)
    print("Written. It holds nothing of any visit.")
    return 0


def _self_test(options: argparse.Namespace) -> int:
    """Try every part, telling each as it is done."""
    from scribe.self_test import Tried, self_test

    result = Result(options.json)
    tried: list[Tried] = []
    for one in self_test(options.window, load_settings(), options.seconds):
        tried.append(one)
        if not result.is_standard_output:
            print(f"{'ok ' if one.fine else '!  '} {one.label}: {one.value} ({one.seconds:.1f} s)", flush=True)
    fine = all(one.fine for one in tried)
    if not result.is_standard_output:
        print("Every part works." if fine else "Fairnote does not work as it is installed here.")
    result.write({"fine": fine, "version": version(), "parts": {one.key: asdict(one) for one in tried}})
    return 0 if fine else 1


def licences(options: argparse.Namespace) -> int:
    """Every part of Fairnote with its licence."""
    from scribe.licences import parts

    found = parts()
    result = Result(options.json)
    if not result.is_standard_output:
        for part in found:
            whose = f" ({part.whose})" if part.whose else ""
            print(f"{part.name} {part.version}".strip() + f": {part.licence}{whose}")
    result.write({"fairnote": version(), "parts": [asdict(part) for part in found]})
    return 0
