"""A template as lines that a person can read: every heading, what has to be asked there, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from scribe.notes.templates import Template, TemplateAspect, TemplateSection

_ORDERS = {"topic": "by heading", "time": "in the order of the talk"}


def shown_lines(template: Template, *, words: bool = False) -> Iterator[tuple[int, str]]:
    """The lines after the title, each with its indent. `words`: also what leads to each heading."""
    if template.about:
        yield 2, template.about
    yield 2, f"Level of detail: {template.detail}. Order: {_ORDERS[template.order]}."
    if template.source:
        yield 2, f"Source: {template.source}"
    if template.checked:
        yield 2, f"Checked: {template.checked}"
    for section in template.sections:
        yield from _section(section, words)


def _section(section: TemplateSection, words: bool) -> Iterator[tuple[int, str]]:
    yield 2, section.heading
    if section.source:
        yield 4, f"[{section.source}]"
    if section.prompt:
        must = "only you can write this, before approval" if section.required else "only you can write this"
        yield 4, f"({must}) {section.prompt}"
    if section.aspects:
        yield 4, f"To ask: {'; '.join(aspect.heading for aspect in section.aspects)}"
    if section.fallback:
        yield 4, "(what fits nowhere else)"
    if words:
        yield from ((4, line) for line in _words(section))


def _words(section: TemplateSection) -> Iterator[str]:
    yield from _lists(section)
    for label, each in (("Kinds", section.kinds), ("Said by", section.whose)):
        if each:
            yield f"{label}: {', '.join(each)}"
    for aspect in section.aspects:
        yield from (f"{aspect.heading}: {line}" for line in _lists(aspect))


def _lists(part: TemplateSection | TemplateAspect) -> Iterator[str]:
    for label, each in (("Words", part.strong), ("Hints", part.hints), ("Weights", part.weights)):
        if each:
            yield f"{label}: {', '.join(each)}"
