"""Where the words of a note come from: names and 'said', questions, answers, what the worker explains, actions.

Run as `python -m tests.benchmarks.note_words`; the consultations are those of `tests.benchmarks.primock`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter

from easyread.readability import words
from models.offline import go_offline
from scribe.evaluated_talks import EvaluatedTalk, read_talks
from scribe.notes.draft import DETAILS, DraftNote, draft_note
from scribe.notes.folding import leads
from scribe.notes.people import SOMEBODY, People
from scribe.notes.templates import template
from tests.benchmarks.primock import HIGHLIGHTS, TALKS

_QUOTE = re.compile(r'"([^"]*)"|“([^”]*)”')
_ASKED = re.compile(r"^(?:When a|A)sked .+?, (?=(?:[A-Z]|the )[^,]*? said)")


def causes(talk: EvaluatedTalk, note: DraftNote) -> Counter[str]:
    """How many words of the note each cause has."""
    people = People(talk.material.people)
    counts: Counter[str] = Counter()
    for claim in (claim for section in note.sections for claim in section.shown):
        counts += _of_claim(claim.text, people)
    counts["actions"] += sum(len(words(action.text)) for action in note.actions)
    return counts


def _of_claim(text: str, people: People) -> Counter[str]:
    counts: Counter[str] = Counter()
    told = _ASKED.match(text)
    if told:
        counts["questions told ('Asked whether …')"] += len(words(told[0]))
        text = text[told.end() :]
    leading = {people.name(each.id) for each in people.people if leads(each.id, people)}
    if not _QUOTE.search(text):
        who, said, body = text.partition(" said ")
        name = "the worker" if who[:1].upper() + who[1:] in leading else "others"
        counts["names and 'said'"] += len(words(who + said))
        counts[f"told of {name}"] += len(words(body))
        return counts
    end = 0
    name, asks = SOMEBODY, False
    for quote in _QUOTE.finditer(text):
        frame = text[end : quote.start()]
        end = quote.end()
        counts["names and 'said'"] += len(words(frame))
        asks = frame.rstrip().endswith("asked:") if frame.strip() not in ("", "and", ",") else asks
        name = next((each for each in leading if each.lower() in frame.lower()), "") if words(frame) else name
        kind = "questions quoted" if asks else f"quoted of {'the worker' if name else 'others'}"
        counts[kind] += len(words(quote[0]))
    return counts


def main() -> int:
    """Print a table of causes by level of detail, in words to a hundred words of talk. 1 where no talk is there."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", type=int, default=99, help="so many talks")
    options = asked.parse_args()
    go_offline()
    if not TALKS.is_dir():
        print(f"The consultations to measure on are not here: {TALKS}", file=sys.stderr)
        return 1
    talks = read_talks(str(TALKS), str(HIGHLIGHTS))[: options.only]
    said = sum(len(words(turn.text)) for talk in talks for turn in talk.material.turns)
    found = {
        detail: sum((causes(talk, draft_note(talk.material, template("case-note"), detail=detail)) for talk in talks),
                    Counter())
        for detail in DETAILS
    }  # fmt: skip
    print(f"{'words to 100 of the talk':<42}" + "".join(f"{detail:>10}" for detail in DETAILS))
    for cause in sorted({each for counts in found.values() for each in counts}):
        print(f"{cause:<42}" + "".join(f"{100 * found[detail][cause] / said:>10.1f}" for detail in DETAILS))
    print(f"{'all':<42}" + "".join(f"{100 * sum(found[detail].values()) / said:>10.1f}" for detail in DETAILS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
