"""Drawings of papers, plans, questions and of telling people things."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from picture_people import bust


def _tick_rows(x: float, y: float, w: float, count: int, gap: float, ticked: int | None = None) -> str:
    """A list of small boxes with a line beside each, ticked from the top."""
    done = count if ticked is None else ticked
    return "".join(
        p.box(x, y + gap * k, 12, 12, p.WHITE, 1, 3)
        + (
            p.line(
                p.through((x + 2, y + gap * k + 5), (x + 6, y + gap * k + 10), (x + 13, y + gap * k - 2)), p.GREEN, 4.5
            )
            if k < done
            else ""
        )
        + p.line(p.through((x + 21, y + gap * k + 6), (x + w, y + gap * k + 6)))
        for k in range(count)
    )


DRAWINGS: dict[str, str] = {
    "plan": p.clipboard(20, 14, 88, 108) + who.head(64, 46, 12, who.GITA) + _tick_rows(38, 70, 54, 3, 15),
    "review": p.clipboard(8, 12, 76, 102)
    + _tick_rows(24, 34, 44, 4, 18, 2)
    + p.circle(90, 86, 36)
    + p.round_arrow(90, 86, 19, p.BLUE, 7),
    # one person asks and writes down, the other answers
    "assessment": (
        bust(28, 126, 50, who.ADA, 15)
        + bust(100, 126, 50, who.IVOR.being("speaking"), 15)
        + p.bubble(8, 6, 46, 44, (30, 66))
        + p.question(31, 27, 26)
        + p.clipboard(66, 12, 50, 54)
        + _tick_rows(78, 28, 26, 2, 15, 1)
    ),
    "letter": (
        p.shape(p.polygon((8, 60), (64, 22), (120, 60), (120, 118), (8, 118)), p.GOLD)
        + p.box(24, 8, 80, 84, p.WHITE, 2)
        + p.rules(36, 24, 56, 4, 12)
        + p.shape(p.polygon((8, 62), (64, 96), (120, 62), (120, 118), (8, 118)), p.GOLD)
        + p.line(p.through((8, 118), (50, 88)))
        + p.line(p.through((120, 118), (78, 88)))
    ),
    "form": p.paper(14, 6, 84, 116)
    + p.rules(28, 24, 38, 1)
    + _tick_rows(28, 44, 54, 4, 18, 2)
    + p.pen((84, 104), 56, p.BLUE),
    "sign": (
        p.paper(12, 6, 92, 116)
        + p.rules(26, 28, 50, 2, 12)
        + p.rules(26, 52, 62, 1)
        + p.line(p.through((24, 108), (90, 108)), p.INK, 3)
        + p.line("M 28 100 C 34 76 44 78 40 98 C 48 84 54 86 52 98 C 58 90 62 92 66 96", p.BLUE, 4)
        + p.pen((68, 96), 62, p.RED)
    ),
    "bill": (
        p.shape("M 24 6 H 104 V 120 L 91 110 L 78 120 L 64 110 L 50 120 L 37 110 L 24 120 Z", p.WHITE)
        + p.coin(64, 34, 19)
        + p.rules(36, 66, 30, 2, 14)
        + p.line(p.through((78, 66), (92, 66)), p.INK, 5)
        + p.line(p.through((78, 80), (92, 80)), p.INK, 5)
        + p.line(p.through((36, 95), (92, 95)), p.RED, 6)
    ),
    "contract": p.paper(22, 6, 84, 116)
    + p.rules(36, 30, 40, 1)
    + p.rules(36, 48, 56, 3, 12)
    + p.star(84, 98, 15, p.GOLD)
    + p.line("M 34 104 q 8 -18 12 -2 q 6 -10 10 0", p.BLUE, 4),
    "question": bust(46, 124, 76, who.JOEL.being("speaking"), 23)
    + p.bubble(62, 6, 58, 60, (68, 82))
    + p.question(91, 36, 38, p.INK, 6.5),
    "tell-us": bust(40, 124, 70, who.CARYS.being("speaking"), 21)
    + p.bubble(56, 6, 66, 58, (60, 80))
    + p.rules(70, 24, 38, 3, 11),
    "more-information": (
        p.paper(10, 10, 74, 108)
        + p.rules(24, 78, 44, 3, 12)
        + p.circle(80, 46, 38, p.BLUE)
        + p.circle(80, 26, 6, p.WHITE, 0)
        + p.line("M 72 42 H 80 V 66 M 70 67 H 90", p.WHITE, 9)
    ),
    # a page with pictures to the left of large words
    "easy-read": (
        p.paper(14, 6, 92, 116)
        + p.box(26, 26, 24, 24, p.GOLD, 2, 3)
        + who.head(38, 39, 7, who.Look(p.LIGHT, "short", p.INK, mood="none"))
        + p.line(p.through((60, 33), (84, 33)), p.INK, 6)
        + p.line(p.through((60, 45), (76, 45)), p.INK, 6)
        + p.box(26, 57, 24, 24, p.WHITE, 2, 3)
        + p.house(29, 60, 18, 18, p.GOLD, p.RED)
        + p.line(p.through((60, 64), (92, 64)), p.INK, 6)
        + p.line(p.through((60, 76), (80, 76)), p.INK, 6)
        + p.box(26, 88, 24, 24, p.WHITE, 2, 3)
        + p.heart(38, 100, 14)
        + p.line(p.through((60, 95), (74, 95)), p.INK, 6)
        + p.circle(96, 100, 23, p.GREEN)
        + p.limb(p.through((86, 101), (94, 109), (107, 92)), p.WHITE, 6)
    ),
    "eligible": p.clipboard(10, 14, 80, 104)
    + _tick_rows(26, 38, 46, 4, 18)
    + p.circle(92, 92, 28, p.GREEN)
    + p.limb(p.through((79, 93), (89, 103), (106, 81)), p.WHITE, 7),
    "not-eligible": p.clipboard(10, 14, 80, 104)
    + _tick_rows(26, 38, 46, 4, 18, 1)
    + p.circle(92, 92, 28, p.RED)
    + p.limb(p.through((82, 82), (102, 102)) + " " + p.through((102, 82), (82, 102)), p.WHITE, 7),
    "evidence": p.paper(8, 8, 58, 76)
    + p.rules(18, 32, 36, 3, 12)
    + p.paper(30, 34, 58, 76)
    + p.rules(40, 60, 36, 3, 12)
    + p.magnifier(86, 76, 22),
    "records": (
        p.shape("M 8 108 V 30 Q 8 24 14 24 H 46 L 56 36 H 114 Q 120 36 120 42 V 108 Z", p.BLUE)
        + p.box(30, 14, 68, 70, p.WHITE, 2)
        + who.head(64, 36, 11, who.DEV)
        + p.rules(42, 60, 44, 2, 9)
        + p.shape("M 8 112 V 70 H 120 V 112 Q 120 116 116 116 H 12 Q 8 116 8 112 Z", p.BLUE)
    ),
    "change": p.limb("M 22 52 C 34 14 84 10 100 40", p.BLUE, 9)
    + p.head_of_arrow((108, 62), (0.35, 1), p.BLUE, 32)
    + p.limb("M 106 78 C 94 114 44 118 28 88", p.GREEN, 9)
    + p.head_of_arrow((20, 66), (-0.35, -1), p.GREEN, 32),
}
