"""What a model may be asked of one sentence, and when its words stand in the place of what rules made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from easyread.page import Level, Line, LineKind, Page, Profile, WrittenBy
from easyread.report import check
from easyread.source import Source, Span

Write = Callable[[str], Sequence[str]]
"""A model: from a sentence to candidates for it, each of one or more sentences."""
MOST = 3
"""Candidates that are looked at for one sentence."""
_ROOM = 200
"""Characters that a candidate may always have; past that, twice those of its sentence. More is not even read."""
_WEIGHTS = {Level.RED: 3, Level.AMBER: 1, Level.GREEN: 0}
_BESIDE = ("picture", "explained-next")
"""Rules that another wording can't mend: what they ask for stands beside the line."""
_TO_A_WRITER = re.compile(
    r"""(?ix)
    \b(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass(?:ing)?)\b
        .*\b(?:instructions?|rules?|prompts?|above|previous|earlier|guidelines?|everything|checks?)\b
    | \b(?:system\ (?:prompt|message)|language\ model|chat\ ?bot|assistants?\ must|AI|LLM|GPT)\b
    | \byou\ are\ (?:now|a|an)\ (?:\w+\ )?(?:assistant|writer|editor|translator|machine|model|system)\b
    | \b(?:write|rewrite|output|print|reply|respond|answer|summari[sz]e|translate|simplify|say|state)
        \ ?(?:only|just|instead|nothing|that\b|:|with\ the|in\ (?:french|german|spanish|welsh|polish))
    | \btell\ (?:the\ reader|whoever\ reads)\b
    | \b(?:version|summary|translation|rewrite|simplified|easy\ read|plain\ english)\b.*\b(?:must|should|shall)\b
        .*\b(?:say|state|read|omit|leave\ out|contain|include)\b
    | \b(?:omit|leave\ out|insert|replace)\b.*\b(?:sentence|line|paragraph|word|amount|figure|number|date|text)s?\b
    | \b(?:Formal|Easy)\s*:
    """
)
"""Words that speak to whoever writes, and not to whoever reads. A letter is material: no model is shown its orders."""


def may_be_asked(text: str) -> bool:
    """Whether a model may be shown a sentence: not one that gives orders to a writer, or poses as the prompt's own.

    Rules write such a sentence as any other, so what is taken for an order by mistake loses nothing.
    """
    return not _TO_A_WRITER.search(text)


def candidates(text: str, write: Write) -> Iterator[str]:
    """The candidates for a sentence that are fit to be looked at: at most `MOST`, of one line, and not too long."""
    longest = _ROOM + 2 * len(text)
    for candidate in tuple(write(text))[:MOST]:
        shown = candidate.strip()
        if shown and len(shown) <= longest and shown.isprintable():
            yield shown


def weight(lines: Sequence[tuple[str, LineKind]], profile: Profile, own: Path | None = None) -> tuple[int, int]:
    """How far lines are from the rules of a profile, 3 for each red and 1 for each amber, and how many words they have.

    The less the better, and length decides only between equals.
    """
    source = Source(" ".join(text for text, _ in lines), ())
    shown = tuple(
        Line(f"c{at}", text, Span(0, len(source.text)), kind, written_by=WrittenBy.RULES)
        for at, (text, kind) in enumerate(lines)
    )
    page = check(Page(profile, source, shown), own=own)
    broken = (each for line in page.lines for each in line.checks if each.rule not in _BESIDE)
    return sum(_WEIGHTS[each.level] for each in broken), sum(len(text.split()) for text, _ in lines)
