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
    return p.limb(p.path("M", x, y, "H", x + 34, "V", y - 40), p.GOLD, 6) + p.line(
        p.path("M", x + 4, y + 5, "V", 120, "M", x + 33, y + 5, "V", 120), p.INK, 7
    )


def sitting(x: float, seat: float, look: who.Look, hand_at: p.Point | None = None, k: float = 1.0) -> str:
    """Somebody on a chair, from the side, looking left; (x, seat) is the hip."""
    legs = p.limb(p.through((x, seat - 4), (x - 26 * k, seat - 4), (x - 26 * k, 116)), look.trousers, 9 * k)
    top = seat - 44 * k
    body = p.shape(
        p.path(
            "M",
            x - 12 * k,
            seat,
            "V",
            top + 8,
            "Q",
            x - 12 * k,
            top,
            x,
            top,
            "Q",
            x + 12 * k,
            top,
            x + 12 * k,
            top + 8,
            "V",
            seat,
            "Z",
        ),
        look.shirt,
    )
    lap = hand_at or (x - 22 * k, seat - 14)
    return (
        legs
        + who.neck(x, top, 13 * k, look)
        + body
        + who.arm((x - 2, top + 12), (x - 6 * k, top + 28 * k), lap, look, 8 * k)
        + who.head(x - 2, top - 12 * k, 13 * k, look)
    )


def _other_writing(x: float, y: float) -> str:
    """The Chinese sign for writing, which stands for another language on many screens."""
    return p.line(
        p.path(
            "M",
            x - 15,
            y - 8,
            "H",
            x + 15,
            "M",
            x,
            y - 15,
            "V",
            y - 8,
            "M",
            x + 8,
            y - 7,
            "C",
            x + 5,
            y + 4,
            x - 4,
            y + 11,
            x - 14,
            y + 15,
            "M",
            x - 8,
            y - 7,
            "C",
            x - 5,
            y + 4,
            x + 4,
            y + 11,
            x + 14,
            y + 15,
        )
    )


def _signing(side: int, skin: str) -> str:
    """One of two hands that move as they sign."""
    x = 64 + side * 46
    fingers = "".join(p.limb(p.through((x, 74), (x + d, 54)), skin, 4.5) for d in (-9, 0, 9))
    moves = p.line(
        p.through((x - 12, 40), (x - 15, 32))
        + " "
        + p.through((x, 38), (x, 29))
        + " "
        + p.through((x + 12, 40), (x + 15, 32)),
        p.RED,
    )
    sleeve = p.limb(p.through((64 + side * 34, 112), (x, 104), (x, 88)), p.BLUE, 11)
    return sleeve + fingers + p.circle(x, 78, 10, skin) + moves


DRAWINGS: dict[str, str] = {
    # a helper bends to somebody who sits
    "carer": (
        _seat(72, 88)
        + sitting(92, 86, who.ELSIE.being("happy"), (58, 68))
        + person(Body(34, 14, 106), who.DEV.being("happy").wearing(p.BLUE), right=((54, 62), (60, 68)))
    ),
    "social-worker": (
        bust(52, 124, 88, who.ADA.being("happy"), 25)
        + _lanyard(52, 90, 44)
        + p.shape("M 84 120 V 70 H 98 L 103 77 H 122 V 120 Z", p.GOLD)
        + p.rules(92, 92, 22, 2, 11)
    ),
    # a helper speaks, and what they say is what the other one wants
    "advocate": (
        bust(28, 124, 50, who.GITA, 15)
        + bust(88, 124, 64, who.FRED.being("speaking").wearing(p.BLUE), 20)
        + p.bubble(6, 4, 74, 54, (66, 72))
        + who.head(30, 31, 12, who.GITA.being("happy"))
        + p.tick(61, 31, 18, width=5)
        + p.limb(p.through((60, 116), (44, 110)), p.BLUE, 7)
        + who.hand((42, 110), p.BROWN, 6)
    ),
    # the same thing said in two kinds of writing
    "interpreter": (
        bust(64, 124, 58, who.HANA.being("speaking").wearing(p.RED), 18)
        + p.bubble(4, 6, 56, 46, (40, 66), p.BLUE)
        + p.line("M 22 42 L 32 16 L 42 42 M 26 33 H 38", p.WHITE, 5)
        + p.bubble(68, 6, 56, 46, (88, 66))
        + _other_writing(96, 28)
    ),
    # an open hand holds somebody up
    "support": (
        p.shape("M 6 92 Q 10 78 30 85 L 66 90 Q 90 66 103 78 L 94 97 H 106 V 122 H 56 Q 24 118 6 92 Z", p.BROWN)
        + p.box(102, 86, 22, 38, p.BLUE, 3)
        + bust(48, 84, 62, who.BEN.being("happy").wearing(p.GREEN), 20)
    ),
    # somebody is given a hand up a step
    "help": (
        p.box(74, 92, 50, 30, p.GOLD, 2)
        + person(Body(100, 4, 90), who.ADA.wearing(p.BLUE), left=((76, 48), (62, 56)))
        + person(Body(30, 34, 88), who.BEN.wearing(p.RED), right=((50, 70), (60, 56)))
        + who.hand((61, 56), p.BROWN, 7)
    ),
    # All are grown up: 'your daughter' may be sixty.
    "family": (
        person(Body(26, 26, 94), who.JOEL.being("happy").wearing(p.BLUE))
        + person(Body(102, 26, 94), who.ADA.being("happy").wearing(p.RED))
        + person(Body(64, 30, 90), who.ELSIE.being("happy").wearing(p.GOLD))
    ),
    "child": person(Body(34, 8, 112), who.CARYS.wearing(p.BLUE), right=((58, 58), (68, 76)))
    + person(Body(88, 48, 72), who.Look(p.LIGHT, "short", p.BROWN, p.RED, p.INK, "happy"), left=((74, 84), (68, 76))),
    "friend": (
        bust(36, 124, 64, who.FRED.being("happy").wearing(p.BLUE), 20)
        + bust(92, 124, 64, who.BEN.being("happy").wearing(p.GREEN), 20)
        + p.heart(64, 28, 36)
    ),
    # one person apart from a group that talks
    "alone": (
        bust(20, 54, 32, who.GITA.being("happy"), 10)
        + bust(54, 54, 32, who.JOEL.being("happy"), 10)
        + p.line("M 66 66 h 6 M 54 80 h 6 M 78 54 h 6 M 90 42 h 6 M 42 94 h 6 M 102 30 h 6 M 30 108 h 6", p.INK, 4)
        + bust(94, 124, 58, who.IVOR.being("sad"), 19)
    ),
    "meeting": (
        bust(24, 78, 40, who.IVOR, 12)
        + bust(64, 72, 40, who.ADA.being("speaking"), 12)
        + bust(104, 78, 40, who.GITA, 12)
        + p.shape("M 8 96 Q 8 72 64 72 Q 120 72 120 96 Q 120 104 112 104 H 16 Q 8 104 8 96 Z", p.GOLD)
        + p.shape(p.polygon((34, 84), (54, 84), (50, 96), (28, 96)), p.WHITE, width=3)
        + p.shape(p.polygon((74, 84), (94, 84), (100, 96), (78, 96)), p.WHITE, width=3)
        + p.line("M 24 106 V 122 M 104 106 V 122", p.INK, 7)
    ),
    "phone-call": (
        bust(58, 124, 92, who.GITA.being("speaking"), 27)
        + who.arm((92, 114), (112, 104), (92, 76), who.GITA, 11)
        + p.limb(p.through((87, 46), (92, 76)), p.BLUE, 9)
        + p.line("M 104 40 q 8 10 4 24 M 114 32 q 12 18 6 40", p.INK, 4)
    ),
    "listen": (
        bust(46, 124, 78, who.BEN, 24)
        + who.arm((78, 114), (92, 98), (74, 74), who.BEN, 10)
        + p.line("M 94 50 q 9 13 0 26 M 107 42 q 14 21 0 42", p.BLUE, 6)
    ),
    "staff": bust(34, 124, 60, who.HANA.wearing(p.BLUE), 18)
    + bust(94, 124, 60, who.DEV.wearing(p.BLUE), 18)
    + _lanyard(34, 100, 28)
    + _lanyard(94, 100, 28),
    "group": bust(28, 98, 46, who.IVOR, 14)
    + bust(100, 98, 46, who.GITA, 14)
    + bust(64, 122, 60, who.JOEL.being("happy"), 18),
    # a visitor with a badge knocks at a front door
    "visit": (
        p.box(64, 14, 54, 108, p.WHITE, 2)
        + p.door(72, 24, 38, 98, p.RED)
        + p.box(82, 36, 18, 22, p.BLUE, 2)
        + person(Body(34, 14, 106), who.HANA.being("happy").wearing(p.GREEN), right=((54, 66), (72, 58)))
        + _lanyard(34, 46, 20)
    ),
    "baby": (
        bust(64, 124, 96, who.GITA.being("happy").wearing(p.GREEN), 24)
        + p.shape("M 34 112 C 30 92 46 84 60 90 L 96 104 Q 108 112 98 122 H 48 Q 36 122 34 112 Z", p.WHITE)
        + who.head(47, 100, 12, who.Look(p.GOLD, "bald", mood="calm"))
        + p.limb(p.through((102, 100), (96, 114), (66, 118)), p.GREEN, 10)
        + who.hand((64, 118), p.GOLD, 7)
    ),
    "start": (
        p.line(p.through((20, 10), (20, 122)), p.RED, 8)
        + p.arrow((76, 100), (122, 100), p.GREEN, 12, 32)
        + person(
            Body(50, 12, 106),
            who.FRED.being("happy").wearing(p.BLUE),
            left=((36, 56), (34, 74)),
            right=((66, 58), (78, 66)),
            legs=(((42, 98), (32, 115)), ((62, 94), (66, 115))),
        )
    ),
    "older-person": bust(36, 124, 62, who.IVOR.being("happy"), 19) + bust(92, 122, 60, who.ELSIE.being("happy"), 18),
    "sign-language": (
        bust(64, 124, 80, who.JOEL.being("happy").wearing(p.BLUE), 22)
        + _signing(-1, who.JOEL.skin)
        + _signing(1, who.JOEL.skin)
    ),
    "think": bust(44, 124, 78, who.DEV, 23)
    + p.thought(66, 6, 56, 46, (72, 70))
    + p.rules(82, 22, 26, 2, 11)
    + who.arm((74, 116), (80, 100), (56, 84), who.DEV, 9),
    "sorry": bust(44, 124, 78, who.CARYS.being("sad").wearing(p.GREEN), 23)
    + p.bubble(68, 6, 54, 48, (72, 78))
    + p.heart(95, 30, 26)
    + who.arm((72, 116), (66, 108), (48, 106), who.CARYS.wearing(p.GREEN), 9),
    "scam": (
        bust(54, 124, 88, who.Look(p.LIGHT, "short", p.INK, p.INK, mood="happy"), 25)
        + p.box(30, 50, 48, 14, p.INK, 7)
        + p.circle(45, 57, 3, p.WHITE, 0)
        + p.circle(63, 57, 3, p.WHITE, 0)
        + who.arm((86, 116), (104, 108), (104, 84), who.Look(p.LIGHT, shirt=p.INK), 11)
        + p.coin(104, 58, 19)
    ),
    "prison": (
        p.box(10, 8, 108, 112, p.WHITE, 4)
        + bust(64, 116, 76, who.BEN.being("sad").wearing(p.GOLD), 22)
        + "".join(p.limb(p.through((x, 10), (x, 118)), p.BLUE, 3) for x in (28, 46, 82, 100))
    ),
}
