"""Measures how long Easy Read's rules take for 1,000 words in a new process, loading included: run as a module.

Prints three numbers: seconds to load, seconds for the rules and the report of the text, and its words.
"""

from __future__ import annotations

import subprocess
import sys
import time

WORDS = 1000
"""At least so many words are checked."""


RUNS = 3
"""The quickest of so many counts: other work on the machine only makes it slower."""


def measured() -> tuple[float, float, int]:
    """Seconds to load, seconds for the rules, and the words, each time in a process of its own."""
    return min((_once() for _ in range(RUNS)), key=lambda one: one[0] + one[1])


def _once() -> tuple[float, float, int]:
    shown = subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=True).stdout.split()
    return float(shown[0]), float(shown[1]), int(shown[2])


def main() -> None:
    """Load, read the documents, check them as they stand, and print."""
    from tests.gold.easyread_documents import documents

    texts, count = [], 0
    for document in documents():
        if not document.unseen and count < WORDS:
            texts.append(document)
            count += document.words
    started = time.perf_counter()
    from easyread.page import Line, Page, Profile
    from easyread.report import check, report
    from easyread.sentences import sentences

    loaded = time.perf_counter()
    for document in texts:
        lines = tuple(Line(f"l{at}", one.text, one.span) for at, one in enumerate(sentences(document.source), 1))
        report(check(Page(Profile.EASY_READ, document.source, lines)))
    print(loaded - started, time.perf_counter() - loaded, count)


if __name__ == "__main__":
    main()
