"""Where the talk was until now: what goes on about the same matter belongs under one heading, whoever says it."""

from __future__ import annotations

import re

from easyread.language.words import words
from scribe.notes.leaning import POINTING
from scribe.notes.sections import STRONG, Placing
from scribe.notes.statement import Statement
from scribe.notes.templates import Template
from scribe.visit import SectionId


class Before:
    """What was said before a statement, heading by heading. A statement's own words may still lead elsewhere."""

    def __init__(self, template: Template) -> None:
        self._open = {each.id for each in template.sections if not (each.whose or each.fallback or each.prompt)}
        self._speakers: dict[str, tuple[int, SectionId | None]] = {}
        self._turn = 0
        self._matter: SectionId | None = None
        self._text = ""

    def of(self, statement: Statement) -> SectionId | None:
        """The heading of what the same speaker said just before, else of the matter that is talked of."""
        # A denial goes with what it denies.
        near = self._speakers.get(statement.context[0].speaker if statement.context else statement.speaker)
        own = near[1] if near and statement.said.turn - near[0] <= 1 else None
        if own in self._open:
            return own
        begins = (statement.question or statement.said).turn
        return self._matter if begins - self._turn <= _STILL and self._goes_on(statement) and self._matter else own

    def _goes_on(self, statement: Statement) -> bool:
        """Whether it may go on about the same: it has no question, or one that points back or is short."""
        if statement.question is None:
            return True
        asked = words(statement.question.text)
        names = set(_NAME.findall(statement.question.text)) & set(_NAME.findall(self._text))
        return len(asked) <= _SHORT or bool(POINTING & set(asked)) or bool(names)

    def add(self, statement: Statement, where: Placing, *, said: bool = True) -> None:
        """Go on to this statement; `said`: it stands in the note."""
        turn = statement.whole[-1].turn
        if said:
            self._speakers[statement.speaker] = (turn, where.section)
        score = where.scores[0][1] if where.scores else 0.0
        surely = score >= (STRONG if statement.question is None else _ASKED)
        if where.section in self._open and (surely or where.section == self._matter):
            self._turn, self._matter = turn, where.section
        elif statement.question is not None and not self._goes_on(statement):
            self._turn, self._matter = turn, None
        self._text = statement.text


_ASKED = 1.0
"""The score from which a question and its answer surely lead to a heading."""
_STILL = 2
"""Turns after which what was talked of is another matter."""
_SHORT = 3
"""Words: a question of no more says nothing of its matter."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+")
