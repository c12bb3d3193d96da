"""Drawings of days: dates and waiting, home and its tasks, work, getting about."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from drawings_people import sitting
from picture_people import Body, bust, person

_MONTH = (10.0, 16.0, 108.0, 104.0)


def _ringed(column: int, row: int, colour: str = p.RED) -> str:
    """A ring around one day of the month."""
    x, y = p.day(*_MONTH, column, row)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="{colour}" stroke-width="5"/>'


def _steam(x: float, y: float) -> str:
    """Something is hot."""
    return p.line(p.path("M", x, y, "q", -7, -6, 0, -12, "q", 7, -6, 0, -12), p.INK, 4)


def _stairs() -> str:
    steps = p.polygon(
        (4, 122), (4, 104), (34, 104), (34, 84), (64, 84), (64, 64), (94, 64), (94, 44), (124, 44), (124, 122)
    )
    return p.shape(steps, p.GOLD)


DRAWINGS: dict[str, str] = {
    "date": p.calendar(*_MONTH) + p.days(*_MONTH) + _ringed(2, 1),
    # the last day is ringed, and a clock stands by it
    "deadline": (
        p.calendar(6, 12, 94, 92, p.RED)
        + p.days(6, 12, 94, 92, 4, 3)
        + p.circle(92, 88, 32, p.WHITE)
        + p.bang(92, 88, 40, p.RED, 10)
    ),
    "appointment": p.calendar(6, 12, 94, 92)
    + p.days(6, 12, 94, 92, 4, 3)
    + p.tick(42, 62, 34)
    + p.clock(92, 90, 30, 10, 0),
    "wait": (
        p.clock(34, 30, 24, 10, 10)
        + p.limb("M 70 88 H 108 V 46", p.GOLD, 6)
        + p.line("M 74 93 V 120 M 107 93 V 120", p.INK, 7)
        + sitting(92, 86, who.FRED.wearing(p.GREEN))
    ),
    "home": p.house(6, 8, 116, 112, p.WHITE, p.RED)
    + p.door(54, 80, 24, 38)
    + p.box(26, 70, 18, 18, p.BLUE, 2, 3)
    + p.box(88, 70, 18, 18, p.BLUE, 2, 3)
    + p.heart(64, 44, 22, p.WHITE),
    "care-home": (
        p.box(6, 44, 116, 76, p.WHITE, 3)
        + p.shape(p.polygon((2, 46), (22, 12), (106, 12), (126, 46)), p.RED)
        + "".join(p.box(x, 54, 24, 26, p.BLUE, 2, 3) for x in (14, 90))
        + who.head(26, 70, 8, who.Look(p.LIGHT, "bun", p.WHITE, mood="none"))
        + who.head(102, 70, 8, who.Look(p.BROWN, "ring", p.WHITE, mood="none"))
        + p.box(44, 60, 40, 60, p.GOLD, 2)
        + person(Body(64, 66, 52), who.HANA.wearing(p.BLUE))
        + p.heart(64, 30, 20, p.WHITE)
    ),
    "tenancy": p.paper(8, 6, 74, 98)
    + p.house(24, 18, 34, 34, p.GOLD, p.RED)
    + p.rules(20, 66, 48, 3, 12)
    + p.key(96, 62, 60, p.GOLD, up=True),
    "council": p.hall(8, 34, 112, 86, p.BLUE)
    + p.box(62, 4, 4, 32, p.INK, 0, 0)
    + p.shape(p.polygon((66, 6), (94, 13), (66, 22)), p.RED)
    + p.clock(64, 51, 8, 9, 0),
    "bus": (
        p.box(6, 22, 116, 78, p.RED, 10)
        + "".join(p.box(x, 34, 22, 24, p.WHITE, 3) for x in (16, 42, 68))
        + p.box(94, 34, 20, 54, p.WHITE, 3)
        + p.line(p.through((8, 72), (90, 72)), p.WHITE, 5)
        + p.circle(34, 100, 14, p.INK, 0)
        + p.circle(34, 100, 5, p.WHITE, 0)
        + p.circle(92, 100, 14, p.INK, 0)
        + p.circle(92, 100, 5, p.WHITE, 0)
    ),
    "work": (
        bust(40, 92, 56, who.GITA, 17)
        + p.shape(p.polygon((66, 48), (118, 48), (112, 86), (60, 86)), p.BLUE)
        + p.box(4, 86, 120, 12, p.GOLD, 2)
        + p.line("M 16 100 V 122 M 112 100 V 122", p.INK, 8)
    ),
    "college": (
        p.box(10, 6, 108, 62, p.GREEN, 3)
        + p.rules(54, 24, 50, 3, 13, p.WHITE)
        + bust(30, 96, 44, who.HANA.being("speaking"), 14)
        + bust(62, 126, 44, who.JOEL, 13)
        + bust(106, 126, 44, who.CARYS, 13)
    ),
    "wash": (
        p.limb("M 30 40 V 20 Q 30 12 40 12 H 58 Q 68 12 68 24 V 30", p.WHITE, 9)
        + p.drop(68, 50, 9)
        + p.drop(56, 66, 7)
        + p.drop(80, 66, 7)
        + p.limb(p.through((120, 72), (94, 86), (58, 92)), p.LIGHT, 15)
        + p.limb(p.through((6, 82), (34, 92), (66, 98)), p.LIGHT, 15)
        + p.shape("M 8 102 H 120 Q 116 124 92 124 H 36 Q 12 124 8 102 Z", p.WHITE)
        + p.circle(98, 62, 6)
        + p.circle(110, 50, 4.5)
        + p.circle(30, 66, 6)
    ),
    "dress": (
        p.shape("M 36 14 L 8 34 L 20 56 L 32 48 V 88 H 82 V 48 L 94 56 L 106 34 L 78 14 Q 57 30 36 14 Z", p.BLUE)
        + p.shape(p.polygon((76, 66), (120, 66), (122, 122), (104, 122), (98, 86), (92, 122), (74, 122)), p.GOLD)
        + p.line(p.through((76, 76), (120, 76)))
    ),
    "eat": (
        p.circle(64, 68, 38, p.WHITE)
        + p.circle(64, 68, 25, p.WHITE, 3)
        + p.shape("M 46 64 Q 50 48 64 50 Q 70 58 62 68 Q 52 74 46 64 Z", p.BROWN, width=3)
        + "".join(p.circle(x, y, 4.5, p.GREEN, 2.5) for x, y in ((74, 58), (80, 66), (72, 68)))
        + p.shape("M 54 82 Q 60 74 74 78 Q 80 80 74 86 Q 62 90 54 82 Z", p.GOLD, width=3)
        + p.line("M 13 74 V 116 M 5 20 V 42 Q 5 54 13 54 Q 21 54 21 42 V 20 M 13 20 V 74", p.INK, 5)
        + p.shape("M 112 116 V 18 Q 124 30 122 66 H 113 Z", p.WHITE, width=5)
    ),
    "cook": (
        _steam(44, 34)
        + _steam(64, 34)
        + _steam(84, 34)
        + p.box(16, 46, 78, 46, p.BLUE, 8)
        + p.box(8, 40, 94, 13, p.WHITE, 4)
        + p.limb(p.through((98, 62), (120, 62)), p.BROWN, 6)
        + p.shape(
            p.polygon(
                (22, 114),
                (28, 96),
                (34, 106),
                (42, 94),
                (50, 106),
                (58, 94),
                (66, 106),
                (74, 94),
                (82, 106),
                (88, 96),
                (92, 114),
            ),
            p.RED,
        )
        + p.line(p.through((6, 120), (112, 120)), p.INK, 6)
    ),
    "stairs": p.limb("M 20 100 V 66 L 112 8 V 40", p.BROWN, 5)
    + _stairs()
    + person(
        Body(48, 2, 84),
        who.IVOR,
        left=((36, 38), (34, 52)),
        right=((66, 38), (80, 34)),
        legs=(((42, 68), (42, 81)), ((64, 54), (76, 61))),
    ),
    "shopping": p.line("M 6 18 H 24 L 38 84 H 106", p.INK, 6)
    + p.shape(p.polygon((28, 34), (120, 34), (108, 74), (36, 74)), p.WHITE)
    + p.line("M 50 36 L 54 72 M 74 36 V 72 M 98 36 L 93 72 M 32 54 H 114", p.INK, 3)
    + p.circle(46, 102, 10, p.BLUE)
    + p.circle(96, 102, 10, p.BLUE),
    "clean": p.limb(p.through((96, 8), (62, 70)), p.GOLD, 6)
    + p.shape(p.polygon((46, 62), (82, 82), (70, 104), (30, 82)), p.BLUE)
    + p.shape("M 30 82 L 70 104 L 60 122 H 14 Z", p.GOLD)
    + p.line("M 38 100 L 30 120 M 52 106 L 46 120", p.INK, 3)
    + p.star(104, 66, 9, p.WHITE)
    + p.star(98, 100, 11, p.WHITE),
    "sleep": p.bed(8, 64, 112)
    + who.head(26, 62, 13, who.Look(p.BROWN, "short", p.INK, mood="none"))
    + p.line("M 30 64 q 3 4 6 0", p.INK, 3)
    + p.shape("M 40 74 Q 44 56 60 60 H 108 Q 120 60 120 76 V 82 H 40 Z", p.GREEN)
    + p.line("M 58 22 h 18 l -18 20 h 18 M 90 8 h 12 l -12 14 h 12", p.INK, 5),
}
