"""What a worker wrote in the last note of a visit, in the next draft of it: no judgement has to be written twice. Pure.

One misheard word makes a note out of date; what the worker wrote beside it must not be out of reach for that.
"""

from __future__ import annotations

from dataclasses import replace

from scribe.document_text import tidy
from scribe.lifecycle import ON_RECORD
from scribe.redrafted_claims import with_earlier_work
from scribe.visit import Document, Section, SectionId, Transcript, Visit


def with_earlier_words(
    note: Document,
    earlier: Document,
    fallback: SectionId | None,
    said: Transcript | None = None,
    visit: Visit | None = None,
) -> Document:
    """A new draft with what the worker wrote under the headings of an earlier note of the same visit, and with what
    they did to its statements and actions (`scribe.redrafted_claims`). `said`: what is drafted from now.

    What stood under a heading that the draft hasn't got is under `fallback`, else under the last, with that heading
    before it; not where the earlier note was approved, which is then another document of the visit and is kept as a
    record. Nothing is confirmed, and no flag is settled but by an edit of the same statement.
    """
    note = with_earlier_work(note, earlier, said, visit)
    sections = list(note.sections)
    headings = {(section.id, section.heading): at for at, section in enumerate(sections)}
    place = next((at for at, section in enumerate(sections) if section.id == fallback), len(sections) - 1)
    for section in earlier.sections:
        if not section.written.strip() or not sections:
            continue
        at = headings.get((section.id, section.heading))
        if at is None and earlier.stage in ON_RECORD:
            continue
        words = section.written if at is not None else f"{tidy(section.heading)}: {section.written}"
        sections[place if at is None else at] = _with_words(sections[place if at is None else at], words)
    return replace(note, sections=tuple(sections))


def _with_words(section: Section, words: str) -> Section:
    return replace(section, written=f"{section.written}\n{words}" if section.written else words, confirmed_at=None)
