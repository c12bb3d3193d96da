"""What a rewrite changes of a text: phrases or whole sentences, each of which can be taken or refused by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from easyread.editing import heads_of
from easyread.fidelity import Reader, compare
from easyread.grammar import passives, words_in
from easyread.page import Line, Page
from easyread.phrase_changes import LIGHT, TOKEN, Change, Laid, phrases
from easyread.sentences import sentence_spans, split_text
from easyread.source import Span

__all__ = ["Change", "accepted", "differences", "page_differences"]
ANYBODY = Reader()
"""Nobody's card: no reader is 'you', no writer 'we'."""
_OWN_LINE, _MEANING = "A line of its own.", "It says what a word means."
_ROW, _OTHER_ROW = "The row of a table as a line.", "This line says more than its row of the table."
_MOST_CHANGED = 0.6
"""A sentence of which more is changed is one change."""


def differences(before: str, after: str, reader: Reader = ANYBODY, explained: Sequence[str] = ()) -> tuple[Change, ...]:
    """The changes from one text to another, in order; each can be taken without the others.

    `explained` are meanings of hard words that the text after may hold as sentences: each is a change of its own.
    """
    laid = Laid(before, after, reader, tuple(explained))
    changes = [
        one for group in _with_moved(_by_sentence(phrases(laid), before)) for one in _apart_or_whole(*group, laid)
    ]
    return tuple(changes)


def accepted(before: str, changes: Iterable[Change]) -> str:
    """The text with some of its changes taken.

    >>> accepted("We will commence.", [Change(Span(8, 16), Span(8, 13), "commence", "start")])
    'We will start.'
    """
    for one in sorted(changes, key=lambda one: (one.before_span.start, one.after_span.start), reverse=True):
        before = before[: one.before_span.start] + one.after + before[one.before_span.end :]
    return before


def _by_sentence(changes: Sequence[Change], before: str) -> list[tuple[Span, list[Change]]]:
    """The changes that meet one sentence, or several that one change joins, with where these stand."""
    groups: list[tuple[Span, list[Change]]] = []
    spans = sentence_spans(before)
    for one in changes:
        met = [span for span in spans if _meet(span, one.before_span)]
        start = min([one.before_span.start, *(span.start for span in met)])
        end = max([one.before_span.end, *(span.end for span in met)])
        if groups and start < groups[-1][0].end:
            whole, inside = groups.pop()
            groups.append((Span(whole.start, max(whole.end, end)), [*inside, one]))
        else:
            groups.append((Span(start, end), [one]))
    return groups


def _with_moved(groups: Sequence[tuple[Span, list[Change]]]) -> list[tuple[Span, list[Change]]]:
    """The groups, two neighbours as one where words went from one to the other: 'your wife, Ann Lee, may' to two."""
    found: list[tuple[Span, list[Change]]] = []
    for span, changes in groups:
        if found and _moved(found[-1][1], changes):
            before, earlier = found.pop()
            span, changes = Span(before.start, span.end), [*earlier, *changes]
        found.append((span, changes))
    return found


def _moved(some: Sequence[Change], others: Sequence[Change]) -> bool:
    gone, come = zip(*(_gone_and_come(one) for one in (some, others)), strict=True)
    return bool(gone[0] & come[1] or gone[1] & come[0])


def _gone_and_come(changes: Sequence[Change]) -> tuple[set[str], set[str]]:
    said, told = (
        {word.lower() for text in texts for word in TOKEN.findall(text)} - LIGHT
        for texts in ([one.before for one in changes], [one.after for one in changes])
    )
    return said - told, told - said


def _meet(sentence: Span, change: Span) -> bool:
    return change.start < sentence.end and sentence.start < max(change.end, change.start + 1)


def _apart_or_whole(span: Span, changes: list[Change], laid: Laid) -> tuple[Change, ...]:
    """The changes of a sentence: each by itself where it can stand by itself, else the sentence as one change."""
    apart = [one for one in changes if _is_apart(one, laid)]
    inside = [one for one in changes if one not in apart]
    if len(inside) > 1 and not (_are_local(inside, span, laid) and _stand_alone(inside, span, laid)):
        whole = _joined(inside, laid)
        apart = [one for one in apart if not _holds(whole, one)]
        inside = [whole]
    shown = sorted([*apart, *inside], key=lambda one: (one.before_span.start, one.after_span.start))
    return tuple(_judged(one, span, laid) for one in shown)


def _is_apart(one: Change, laid: Laid) -> bool:
    """Whether a change is only one of blanks, or a meaning that is put in."""
    return not f"{one.before}{one.after}".strip() or not one.before.strip() and one.after.strip() in laid.explained


def _are_local(changes: Sequence[Change], span: Span, laid: Laid) -> bool:
    """Whether no word moved from one change to another, no sentence was cut, and most stayed."""
    words = [{one.lower() for one in TOKEN.findall(f"{each.before} {each.after}")} - LIGHT for each in changes]
    moved = any(one & other for at, one in enumerate(words) for other in words[at + 1 :])
    cut = any(re.search(r"[.?!:\n]", f"{each.before}{each.after}") for each in changes)
    changed = sum(words_in(each.before) for each in changes)
    return not moved and not cut and changed <= _MOST_CHANGED * max(1, words_in(span.of(laid.before)))


def _stand_alone(changes: Sequence[Change], span: Span, laid: Laid) -> bool:
    """Whether the sentence with all changes is no better kept than it is with each of them alone."""
    all_kept = not _faults(changes, span, laid)
    return not all_kept or all(not _faults([one], span, laid) for one in changes)


def _holds(whole: Change, one: Change) -> bool:
    return all(
        span.start <= inner.start and inner.end <= span.end
        for span, inner in ((whole.before_span, one.before_span), (whole.after_span, one.after_span))
    )


def _joined(changes: Sequence[Change], laid: Laid) -> Change:
    first, last = changes[0], changes[-1]
    return laid.change(
        Span(first.before_span.start, last.before_span.end), Span(first.after_span.start, last.after_span.end)
    )


def _judged(one: Change, span: Span, laid: Laid) -> Change:
    if _is_apart(one, laid):
        return replace(one, why=_MEANING if one.after.strip() else _OWN_LINE)
    found = _faults([one], span, laid)
    if found:
        return replace(one, why=found[0], safe=False)
    return replace(one, why=_better(span.of(laid.before), _with([one], span, laid.before)))


def _faults(changes: Sequence[Change], span: Span, laid: Laid) -> tuple[str, ...]:
    source = " ".join(span.of(laid.before).split())
    told = _with(changes, span, laid.before)
    for meaning in laid.explained:
        told = told.replace(meaning, "")
    lines = [text for line in told.splitlines() for text in split_text(line)]
    return tuple(fault.why for fault in compare(source, lines, laid.reader, laid.explained))


def _with(changes: Sequence[Change], span: Span, before: str) -> str:
    """A sentence with changes taken; one that puts words after its end is part of it."""
    text = before[: max(span.end, *(one.before_span.end for one in changes))]
    return accepted(text, changes)[span.start :]


def _better(said: str, told: str) -> str:
    """What is better about other words for the same, in one plain sentence."""
    sentences = [text for line in told.splitlines() for text in split_text(line)]
    if len(passives(said)) > sum(len(passives(text)) for text in sentences):
        return "It says who does it."
    if len(sentences) > len(split_text(said)):
        return "One long sentence became several short ones."
    if words_in(told) < words_in(said):
        return "The same in fewer words."
    return "Plainer words for the same."


def page_differences(page: Page, reader: Reader = ANYBODY) -> tuple[str, tuple[Change, ...]]:
    """A page's lines as one text, and its changes from the source: each sentence held to the lines that came from it.

    Surer than `differences` of the two texts, since a page knows where each of its lines comes from.
    """
    text, changes = "", []
    meanings = tuple(one.meaning for one in page.explained)
    before = page.source.text
    at = 0
    for span, lines in _lines_by_source(page):
        laid = Laid(before, "\n".join(line.text for line in lines), reader, (*meanings, *heads_of(lines[0], page)))
        gap = before[at : span.start]
        joint = gap if "\n" in gap or not text else "\n"
        if gap != joint:
            new = Span(len(text), len(text) + len(joint))
            changes.append(Change(Span(at, span.start), new, gap, joint, _OWN_LINE))
        text += joint
        changes += [_moved_to(one, span.start, len(text)) for one in _inside(span, laid)]
        text, at = text + laid.after, span.end
    return text + before[at:], tuple(changes)


def _lines_by_source(page: Page) -> list[tuple[Span, list[Line]]]:
    """The lines of a page by the stretch that they came from, in the order of the source.

    What comes later than its stretch, as a meaning after a list, stands with what is before it on the page.
    """
    found: list[tuple[Span, list[Line]]] = []
    for line in page.lines:
        if found and line.source.start < found[-1][0].end:
            found[-1][1].append(line)
        else:
            found.append((line.source, [line]))
    return found


def _inside(span: Span, laid: Laid) -> tuple[Change, ...]:
    if " | " in span.of(laid.before):
        # A row of a table: it has the words of its cells and of the heads of their columns.
        words = set(TOKEN.findall(" ".join((span.of(laid.before), *laid.explained))))
        safe = set(TOKEN.findall(laid.after)) <= words | {":", ".", ";"}
        whole = replace(laid.change(span, Span(0, len(laid.after))), before_span=Span(0, span.end - span.start))
        return (replace(whole, why=_ROW if safe else _OTHER_ROW, safe=safe),)
    within = Laid(span.of(laid.before), laid.after, laid.reader, laid.explained)
    changes = phrases(within)
    return _apart_or_whole(Span(0, len(within.before)), changes, within) if changes else ()


def _moved_to(one: Change, old: int, new: int) -> Change:
    return replace(
        one,
        before_span=Span(one.before_span.start + old, one.before_span.end + old),
        after_span=Span(one.after_span.start + new, one.after_span.end + new),
    )
