"""Drawings of health: people and places that treat, what helps to move, how somebody feels."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from drawings_people import sitting
from picture_people import Body, bust, person


def _big(look: who.Look) -> str:
    """One person, near, so that the face can be read."""
    return bust(64, 124, 100, look, 32)


def _petals(x: float, y: float, r: float) -> str:
    """A forget-me-not."""
    places = ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
    return "".join(p.circle(x + a * r, y + b * r, r * 0.72, p.BLUE, 3) for a, b in places) + p.circle(
        x, y, r * 0.5, p.GOLD, 3
    )


def _loop(x: float, y: float, w: float) -> str:
    """The sign for without end, in four colours."""
    k = w / 2
    quarters = (
        (p.path("M", x, y, "C", x - k * 0.5, y - k * 0.8, x - k, y - k * 0.6, x - k, y), p.RED),
        (p.path("M", x - k, y, "C", x - k, y + k * 0.6, x - k * 0.5, y + k * 0.8, x, y), p.GOLD),
        (p.path("M", x, y, "C", x + k * 0.5, y - k * 0.8, x + k, y - k * 0.6, x + k, y), p.BLUE),
        (p.path("M", x + k, y, "C", x + k, y + k * 0.6, x + k * 0.5, y + k * 0.8, x, y), p.GREEN),
    )
    return "".join(p.line(data, p.INK, 16) for data, _ in quarters) + "".join(
        p.line(data, colour, 8.5) for data, colour in quarters
    )


def _frame(x: float) -> str:
    """A walking frame from the side, somewhat turned; `x` is its middle."""
    data = p.path("M", x - 16, 120, "L", x - 10, 62, "H", x + 16, "L", x + 22, 120, "M", x - 13, 92, "H", x + 19)
    return p.limb(data, p.WHITE, 3.5)


DRAWINGS: dict[str, str] = {
    "hospital": (
        p.box(8, 34, 112, 86, p.WHITE, 3)
        + p.box(40, 8, 48, 44, p.BLUE, 5)
        + p.line("M 54 18 V 42 M 74 18 V 42 M 54 30 H 74", p.WHITE, 7)
        + "".join(p.box(x, y, 16, 16, p.GOLD, 2, 3) for x in (18, 94) for y in (50, 80))
        + p.box(46, 78, 36, 42, p.BLUE, 2)
        + p.line(p.through((64, 80), (64, 120)))
    ),
    "nurse": (
        bust(64, 124, 96, who.Look(p.BROWN, "bun", p.INK, p.BLUE, mood="happy"), 27)
        + p.shape(p.polygon((53, 80), (64, 98), (75, 80)), p.WHITE, width=3)
        + p.line(p.through((90, 92), (90, 100)), p.INK, 4)
        + p.clock(90, 108, 8, 9, 0)
    ),
    "medicine": (
        p.box(16, 36, 60, 84, p.BROWN, 10)
        + p.box(24, 12, 44, 22, p.WHITE, 4)
        + p.box(16, 58, 60, 40, p.WHITE, 0)
        + p.box(40, 64, 12, 28, p.GREEN, 1, 0)
        + p.box(32, 72, 28, 12, p.GREEN, 1, 0)
        + p.limb(p.through((92, 62), (110, 62)), p.RED, 15)
        + p.limb(p.through((101, 62), (110, 62)), p.WHITE, 15)
        + p.circle(100, 100, 17, p.WHITE)
        + p.line(p.through((90, 100), (110, 100)))
    ),
    "walking-frame": (
        person(
            Body(44, 8, 112),
            who.ELSIE,
            left=((34, 62), (74, 66)),
            right=((68, 60), (84, 64)),
            legs=(((40, 98), (32, 117)), ((52, 98), (54, 117))),
        )
        + _frame(90)
    ),
    "autism": who.profile(58, 66, 118, p.LIGHT) + _loop(57, 46, 66),
    "dementia": (
        bust(40, 124, 68, who.IVOR.being("worried"), 21)
        + p.thought(52, 4, 72, 54, (58, 76))
        + p.question(72, 30, 26)
        + _petals(100, 32, 9)
    ),
    "mental-health": who.profile(58, 66, 118, p.GOLD) + p.heart(57, 46, 56, p.RED),
    "hurt": (
        bust(58, 124, 92, who.CARYS.being("sad").wearing(p.GREEN), 27)
        + p.limb(p.through((26, 108), (60, 116)), p.WHITE, 15)
        + p.line("M 34 102 l 6 18 M 46 106 l 5 16", p.INK, 3)
        + p.burst(102, 36, 20)
    ),
    "sad": _big(who.DEV.being("sad").wearing(p.BLUE)) + p.drop(50, 64, 6),
    "worried": _big(who.CARYS.being("worried").wearing(p.GREEN)) + p.drop(102, 30, 9) + p.drop(112, 50, 7),
    "happy": _big(who.ADA.being("happy").wearing(p.GOLD)),
    "angry": _big(who.BEN.being("angry").wearing(p.RED))
    + p.line("M 18 18 l 8 12 M 110 18 l -8 12 M 8 40 l 12 5 M 120 40 l -12 5", p.RED, 6),
    # a white coat, and what a chest is listened to with round the neck
    "doctor": (
        bust(64, 124, 96, who.Look(p.GOLD, "short", p.INK, p.WHITE), 27)
        + p.shape(p.polygon((54, 80), (64, 104), (74, 80)), p.BLUE, width=3)
        + p.line("M 46 81 C 42 96 42 100 42 112 M 82 81 C 88 92 88 96 86 104", p.INK, 5)
        + p.circle(86, 110, 7, p.RED)
    ),
    "fall": (
        p.line(p.through((6, 121), (122, 121)), p.INK, 5)
        + p.burst(30, 104, 17, p.RED)
        + p.limb(p.through((66, 78), (88, 92), (110, 78)), p.INK, 8)
        + p.limb(p.through((64, 74), (90, 66), (108, 48)), p.INK, 8)
        + p.limb(p.through((64, 76), (46, 54)), p.BLUE, 21)
        + who.arm((44, 62), (32, 80), (20, 88), who.BEN, 8)
        + who.arm((50, 50), (62, 34), (78, 26), who.BEN, 8)
        + who.head(30, 38, 15, who.BEN.being("worried"))
    ),
    "wheelchair": (
        p.limb("M 88 30 V 84 H 52 L 40 112 H 28", p.BLUE, 4)
        + sitting(74, 80, who.GITA.being("happy"), (56, 70))
        + p.circle(78, 92, 27, "none")
        + p.circle(78, 92, 5, p.INK, 0)
        + p.circle(34, 114, 7, p.WHITE)
    ),
    # somebody finds a book hard, and somebody helps
    "learning-disability": (
        p.thought(6, 4, 54, 44, (40, 62))
        + p.question(33, 26, 26)
        + bust(48, 112, 66, who.BEN, 19)
        + bust(104, 112, 40, who.ADA.being("happy"), 15)
        + p.shape("M 14 92 Q 34 84 50 94 Q 66 84 86 92 V 122 Q 66 114 50 123 Q 34 114 14 122 Z", p.WHITE)
        + p.line("M 50 95 V 122 M 24 100 h 16 M 24 110 h 16 M 60 100 h 16 M 60 110 h 16")
    ),
    "ill": (
        p.bed(6, 70, 116)
        + who.head(28, 66, 15, who.GITA.being("sad"))
        + p.shape("M 40 84 Q 46 62 62 66 H 112 Q 122 66 122 80 V 88 H 40 Z", p.GREEN)
        + p.limb(p.through((36, 72), (60, 44)), p.WHITE, 5)
        + p.line(p.through((36, 72), (46, 60)), p.RED, 4)
        + p.burst(92, 34, 17, p.GOLD)
    ),
}
