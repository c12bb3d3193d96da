"""Empty sections in the order of a review: one thing to do, after all sections in which something was said."""

from __future__ import annotations

from collections.abc import Iterable

from scribe.review import Obstacle
from scribe.visit import Section


def with_empty_together(obstacles: Iterable[Obstacle], empty: tuple[Section, ...]) -> tuple[Obstacle, ...]:
    """What is left to do, with the empty sections as one thing, where the draft shows them: after the other sections.

    The one that stands for all of them is that of the first empty section that is not confirmed.
    """
    every, ids = tuple(obstacles), {section.id for section in empty}
    said = tuple(one for one in every if one.section is not None and one.section not in ids)
    nothing = tuple(one for one in every if one.section in ids)
    return (*said, *nothing[:1], *(one for one in every if one.section is None))
