"""Drawings of people: who helps, who belongs together, who is alone."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from picture_people import Body, bust, person


def _lanyard(x: float, top: float, w: float) -> str:
    """A badge on a ribbon: somebody who is at work."""
    ribbon = p.line(p.through((x - w * 0.22, top), (x, top + w * 0.34), (x + w * 0.22, top)), p.RED, 4)
    return ribbon + p.box(x - 9, top + w * 0.34, 18, 15, p.WHITE, 2, 3)


def _seat(x: float, y: float) -> str:
    """A chair from the side, its back to the right; (x, y) is the front of its seat."""
    return p.limb(p.path("M", x, y, "H", x + 34, "V", y - 40), p.GOLD, 6) + p.line(p.path("M", x + 4, y + 5, "V", 120, "M", x + 33, y + 5, "V", 120), p.INK, 7)


def sitting(x: float, seat: float, look: who.Look, hand_at: p.Point | None = None, k: float = 1.0) -> str:
    """Somebody on a chair, from the side, looking left; (x, seat) is the hip."""
    legs = p.limb(p.through((x, seat - 4), (x - 26 * k, seat - 4), (x - 26 * k, 116)), look.trousers, 9 * k)
    top = seat - 44 * k
    body = p.shape(p.path("M", x - 12 * k, seat, "V", top + 8, "Q", x - 12 * k, top, x, top, "Q", x + 12 * k, top, x + 12 * k, top + 8, "V", seat, "Z"), look.shirt)
    lap = hand_at or (x - 22 * k, seat - 14)
    return legs + who.neck(x, top, 13 * k, look) + body + who.arm((x - 2, top + 12), (x - 6 * k, top + 28 * k), lap, look, 8 * k) + who.head(x - 2, top - 12 * k, 13 * k, look)


def _other_writing(x: float, y: float) -> str:
    """The Chinese sign for writing, which stands for another language on many screens."""
    return p.line(
        p.path(
            "M", x - 15, y - 8, "H", x + 15, "M", x, y - 15, "V", y - 8,
            "M", x + 8, y - 7, "C", x + 5, y + 4, x - 4, y + 11, x - 14, y + 15,
            "M", x - 8, y - 7, "C", x - 5, y + 4, x + 4, y + 11, x + 14, y + 15,
        )
    )  # fmt: skip


def _cupped(side: int, skin: str) -> str:
    """One of two hands that hold something up; `side` -1 is on the left."""

    def at(x: float) -> float:
        return 64 + side * x

    palm = p.path("M", at(8), 112, "C", at(30), 108, at(46), 96, at(50), 66)
    wrist = p.through((at(14), 110), (at(18), 124))
    return p.limb(wrist, p.BLUE, 16) + p.limb(palm, skin, 12) + p.limb(p.through((at(34), 96), (at(34), 82)), skin, 7)


DRAWINGS: dict[str, str] = {
    # a helper bends to somebody who sits
    "carer": (
        _seat(72, 88) + sitting(92, 86, who.ELSIE.being("happy"), (58, 68))
        + person(Body(34, 14, 106), who.DEV.being("happy").wearing(p.BLUE), right=((54, 62), (60, 68)))
    ),
    "social-worker": (
        bust(52, 124, 88, who.ADA.being("happy"), 25) + _lanyard(52, 90, 44)
        + p.shape(p.path("M", 84, 120, "V", 70, "H", 98, "L", 103, 77, "H", 122, "V", 120, "Z"), p.GOLD) + p.rules(92, 92, 22, 2, 11)
    ),
    # a helper speaks, and what they say is what the other one wants
    "advocate": (
        bust(28, 124, 50, who.GITA, 15) + bust(88, 124, 64, who.FRED.being("speaking").wearing(p.BLUE), 20)
        + p.bubble(6, 4, 74, 54, (66, 72)) + who.head(30, 31, 12, who.GITA.being("happy")) + p.tick(61, 31, 18, width=5)
        + p.limb(p.through((60, 116), (44, 110)), p.BLUE, 7) + who.hand((42, 110), p.BROWN, 6)
    ),
    # the same thing said in two kinds of writing
    "interpreter": (
        bust(64, 124, 58, who.HANA.being("speaking").wearing(p.RED), 18)
        + p.bubble(4, 6, 56, 46, (40, 66), p.BLUE) + p.line(p.path("M", 22, 42, "L", 32, 16, "L", 42, 42, "M", 26, 33, "H", 38), p.WHITE, 5)
        + p.bubble(68, 6, 56, 46, (88, 66)) + _other_writing(96, 28)
    ),
    # two open hands hold somebody up
    "support": (
        bust(64, 92, 58, who.BEN.being("happy").wearing(p.GREEN), 19)
        + _cupped(-1, p.BROWN) + _cupped(1, p.BROWN)
    ),
    # somebody is given a hand up a step
    "help": (
        p.box(74, 92, 50, 30, p.GOLD, 2)
        + person(Body(100, 4, 90), who.ADA.wearing(p.BLUE), left=((76, 48), (62, 56)))
        + person(Body(30, 34, 88), who.BEN.wearing(p.RED), right=((50, 70), (60, 56))) + who.hand((61, 56), p.BROWN, 7)
    ),
    "family": (
        person(Body(30, 14, 106), who.JOEL.being("happy").wearing(p.BLUE)) + person(Body(98, 18, 102), who.ADA.being("happy").wearing(p.RED))
        + person(Body(64, 54, 66), who.Look(p.BROWN, "curly", p.INK, p.GOLD, p.INK, "happy"), left=((52, 86), (46, 78)), right=((76, 86), (82, 78)))
    ),
    "child": person(Body(34, 8, 112), who.CARYS.wearing(p.BLUE), right=((58, 58), (68, 76))) + person(Body(88, 48, 72), who.Look(p.LIGHT, "short", p.BROWN, p.RED, p.INK, "happy"), left=((74, 84), (68, 76))),
    "friend": (
        bust(36, 124, 64, who.FRED.being("happy").wearing(p.BLUE), 20) + bust(92, 124, 64, who.BEN.being("happy").wearing(p.GREEN), 20) + p.heart(64, 28, 36)
    ),
    # one person apart from a group that talks
    "alone": (
        bust(20, 54, 32, who.GITA.being("happy"), 10) + bust(54, 54, 32, who.JOEL.being("happy"), 10)
        + p.line(p.path("M", 66, 66, "h", 6, "M", 54, 80, "h", 6, "M", 78, 54, "h", 6, "M", 90, 42, "h", 6, "M", 42, 94, "h", 6, "M", 102, 30, "h", 6, "M", 30, 108, "h", 6), p.INK, 4)
        + bust(94, 124, 58, who.IVOR.being("sad"), 19)
    ),
    "meeting": (
        bust(24, 78, 40, who.IVOR, 12) + bust(64, 72, 40, who.ADA.being("speaking"), 12) + bust(104, 78, 40, who.GITA, 12)
        + p.shape(p.path("M", 8, 96, "Q", 8, 72, 64, 72, "Q", 120, 72, 120, 96, "Q", 120, 104, 112, 104, "H", 16, "Q", 8, 104, 8, 96, "Z"), p.GOLD)
        + p.shape(p.polygon((34, 84), (54, 84), (50, 96), (28, 96)), p.WHITE, width=3) + p.shape(p.polygon((74, 84), (94, 84), (100, 96), (78, 96)), p.WHITE, width=3)
        + p.line(p.path("M", 24, 106, "V", 122, "M", 104, 106, "V", 122), p.INK, 7)
    ),
    "phone-call": (
        bust(58, 124, 92, who.GITA.being("speaking"), 27) + who.arm((92, 114), (112, 104), (92, 76), who.GITA, 11)
        + p.limb(p.through((87, 46), (92, 76)), p.BLUE, 9) + p.line(p.path("M", 104, 40, "q", 8, 10, 4, 24, "M", 114, 32, "q", 12, 18, 6, 40), p.INK, 4)
    ),
    "listen": (
        bust(46, 124, 78, who.BEN, 24) + who.arm((78, 114), (92, 98), (74, 74), who.BEN, 10)
        + p.line(p.path("M", 94, 50, "q", 9, 13, 0, 26, "M", 107, 42, "q", 14, 21, 0, 42), p.BLUE, 6)
    ),
    "staff": bust(34, 124, 60, who.HANA.wearing(p.BLUE), 18) + bust(94, 124, 60, who.DEV.wearing(p.BLUE), 18) + _lanyard(34, 100, 28) + _lanyard(94, 100, 28),
    "group": bust(28, 98, 46, who.IVOR, 14) + bust(100, 98, 46, who.GITA, 14) + bust(64, 122, 60, who.JOEL.being("happy"), 18),
    # a visitor with a badge knocks at a front door
    "visit": (
        p.box(64, 14, 54, 108, p.WHITE, 2) + p.door(72, 24, 38, 98, p.RED) + p.box(82, 36, 18, 22, p.BLUE, 2)
        + person(Body(34, 14, 106), who.HANA.being("happy").wearing(p.GREEN), right=((54, 66), (72, 58))) + _lanyard(34, 46, 20)
    ),
}
