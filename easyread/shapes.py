"""A page as the JSON that `fairnote easyread` and `fairnote check` write (docs: commands). Always marked a draft."""

from __future__ import annotations

import dataclasses

from easyread.page import Check, Level, Line, Page
from easyread.profiles import Standard
from easyread.report import report

DRAFT = "draft, not approved"


def page_json(page: Page, standard: Standard = Standard.UK) -> dict[str, object]:
    """A page that was checked, with its report."""
    return {
        "status": DRAFT,
        "profile": page.profile.value,
        "source_text": page.source.text,
        "doubtful": [[span.start, span.end] for span in page.source.doubtful],
        "lines": [_line(line) for line in page.lines],
        "left_out": [
            {"source": [one.source.start, one.source.end], "text": one.text, "why": one.why} for one in page.left_out
        ],
        "explained": [{"word": one.word, "meaning": one.meaning} for one in page.explained],
        "report": report_json(page, standard),
        "seconds_taken": round(page.seconds_taken, 2),
    }


def check_json(page: Page, standard: Standard = Standard.UK) -> dict[str, object]:
    """The report of a document that was checked as it stands, with the sentences that break a rule."""
    broken = [line for line in page.lines if any(each.level is not Level.GREEN for each in line.checks)]
    return {
        "status": DRAFT,
        "profile": page.profile.value,
        "source_text": page.source.text,
        "doubtful": [[span.start, span.end] for span in page.source.doubtful],
        "to_mend": [
            {
                "text": line.text,
                "source": [line.source.start, line.source.end],
                "checks": [_check(each) for each in line.checks if each.level is not Level.GREEN],
            }
            for line in broken
        ],
        "report": report_json(page, standard),
        "seconds_taken": round(page.seconds_taken, 2),
    }


def report_json(page: Page, standard: Standard = Standard.UK) -> dict[str, object]:
    """What the rules say of a page that was checked, and how readable it is."""
    found = report(page, standard)
    return {
        "rules": [dataclasses.asdict(row) for row in found.rows],
        "readability": dataclasses.asdict(found.readability),
    }


def _line(line: Line) -> dict[str, object]:
    picture = line.picture
    return {
        "text": line.text,
        "source": [line.source.start, line.source.end],
        "kind": line.kind.value,
        "written_by": line.written_by.value,
        "picture": picture and {"concept": picture.concept, "file": picture.file.as_posix(), "alt": picture.alt},
        "checks": [_check(check) for check in line.checks],
        "flagged": line.flagged,
        "why": line.why,
    }


def _check(check: Check) -> dict[str, object]:
    return {"rule": check.rule, "level": check.level.value, **({"why": check.why} if check.why else {})}
