"""Drawings of rights, choices, agreements, safety and the law."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from picture_people import Body, bust, person


def _mug(x: float, y: float, colour: str) -> str:
    return p.line(p.path("M", x + 34, y + 12, "h", 5, "q", 8, 10, 0, 18, "h", -5), p.INK, 5) + p.box(
        x, y, 34, 40, colour, 5
    )


def _no_way() -> str:
    return p.circle(64, 64, 52, p.RED) + p.limb(
        p.through((44, 44), (84, 84)) + " " + p.through((84, 44), (44, 84)), p.WHITE, 11
    )


def _octagon() -> str:
    corners = ((42, 10), (86, 10), (118, 42), (118, 86), (86, 118), (42, 118), (10, 86), (10, 42))
    fingers = "".join(
        p.limb(p.through((x, 66), (x, y)), p.LIGHT, 8) for x, y in ((46, 42), (57, 32), (69, 32), (80, 40))
    )
    palm = p.shape("M 40 62 H 86 V 78 Q 86 102 64 102 Q 40 102 40 78 Z", p.LIGHT)
    within = p.spot("M 42 58 H 84 V 76 H 42 Z", p.LIGHT)
    thumb = p.limb(p.through((84, 84), (96, 66)), p.LIGHT, 8) + p.spot("M 72 70 H 84 V 88 L 76 90 Z", p.LIGHT)
    return p.shape(p.polygon(*corners), p.RED) + palm + fingers + thumb + within


def _thumb(x: float, y: float, k: float, skin: str, down: bool = False) -> str:
    """A fist with its thumb up or down, about 60 k high, around (x, y)."""
    s = -1 if down else 1
    fist = p.path(
        "M",
        x - 14 * k,
        y - 4 * k * s,
        "L",
        x - 2 * k,
        y - 30 * k * s,
        "Q",
        x + 10 * k,
        y - 32 * k * s,
        x + 8 * k,
        y - 18 * k * s,
        "L",
        x + 5 * k,
        y - 8 * k * s,
        "H",
        x + 26 * k,
        "V",
        y + 26 * k * s,
        "H",
        x - 14 * k,
        "Z",
    )
    fingers = "".join(
        p.line(p.through((x + 10 * k, y + d * k * s), (x + 26 * k, y + d * k * s)), p.INK, 3) for d in (3, 14)
    )
    cuff = p.box(x - 32 * k, min(y - 8 * k * s, y + 30 * k * s), 18 * k, 38 * k, p.BLUE, 3)
    return p.shape(fist, skin) + fingers + cuff


def _walls_of_letter(x: float, y: float, w: float, h: float) -> str:
    return p.paper(x, y, w, h) + p.rules(x + 10, y + h * 0.62, w - 20, 3, 9)


DRAWINGS: dict[str, str] = {
    # a person holds up a paper with the scales of justice on it
    "rights": (
        person(Body(34, 18, 102), who.ADA.being("happy"), right=((60, 74), (76, 62)))
        + p.paper(68, 14, 52, 76)
        + p.scales(94, 34, 38)
        + p.tick(94, 76, 15, width=5)
        + who.hand((68, 64), p.BROWN)
    ),
    "safe": p.shield(64, 6, 100, 116) + bust(64, 98, 56, who.ELSIE.being("happy"), 17),
    "not-safe": (
        p.shield(64, 6, 100, 116, p.RED)
        + bust(64, 98, 56, who.BEN.being("worried"), 17)
        + p.line(p.through((64, 8), (56, 20), (70, 28), (61, 40)), p.INK, 5)
    ),
    # a person thinks before a sign with two ways
    "decision": (
        p.limb("M 64 8 V 64", p.GOLD, 6)
        + p.arrow((62, 24), (8, 24), p.BLUE, 18, 32)
        + p.arrow((66, 44), (120, 44), p.GREEN, 18, 32)
        + bust(64, 124, 58, who.GITA, 17)
        + p.question(24, 88, 30)
        + p.question(104, 88, 30)
    ),
    # two cups to choose from, and the hand goes to one of them
    "can-choose": (
        _mug(8, 16, p.RED)
        + _mug(80, 16, p.BLUE)
        + p.tick(100, 34, 26)
        + bust(56, 124, 60, who.FRED.being("happy"), 17)
        + who.arm((80, 112), (98, 100), (96, 74), who.FRED, 9)
    ),
    "agree": (
        bust(30, 124, 54, who.JOEL.being("happy"), 16)
        + bust(98, 124, 54, who.CARYS.being("happy"), 16)
        + p.bubble(8, 8, 52, 42, (34, 64))
        + p.tick(34, 29, 28)
        + p.bubble(68, 8, 52, 42, (94, 64))
        + p.tick(94, 29, 28)
    ),
    "disagree": (
        bust(30, 124, 54, who.JOEL.being("angry"), 16)
        + bust(98, 124, 54, who.CARYS.being("angry"), 16)
        + p.bubble(8, 8, 52, 42, (34, 64))
        + p.tick(34, 29, 28)
        + p.bubble(68, 8, 52, 42, (94, 64))
        + p.cross(94, 29, 26)
    ),
    "complaint": (
        bust(36, 124, 64, who.HANA.being("angry"), 20)
        + p.bubble(56, 6, 66, 62, (58, 82))
        + _thumb(90, 36, 0.72, p.GOLD, down=True)
    ),
    "confidential": (
        p.shape("M 10 104 V 26 Q 10 20 16 20 H 46 L 56 32 H 112 Q 118 32 118 38 V 104 Z", p.GOLD)
        + p.box(22, 42, 84, 60, p.WHITE, 3)
        + p.shape("M 6 112 L 12 56 H 116 L 122 112 Z", p.GOLD)
        + p.padlock(64, 74, 38, p.BLUE)
    ),
    "share-information": (
        bust(28, 124, 50, who.IVOR, 15)
        + bust(100, 124, 50, who.ADA, 15)
        + p.paper(10, 10, 36, 46)
        + p.rules(18, 28, 20, 3, 8)
        + p.arrow((52, 34), (82, 34), p.BLUE, 10, 26)
        + p.paper(86, 10, 36, 46)
        + p.rules(94, 28, 20, 3, 8)
    ),
    # somebody weighs yes against no
    "capacity": who.profile(58, 66, 118, p.LIGHT)
    + p.circle(57, 48, 34)
    + p.tick(44, 52, 22, width=6)
    + p.cross(73, 47, 19, width=6),
    "risk": p.warning(64, 116, 116, p.GOLD),
    "must": p.circle(64, 64, 54, p.BLUE) + p.bang(64, 64, 62, p.WHITE, 15),
    "yes": p.circle(64, 64, 54, p.GREEN) + p.limb(p.through((38, 66), (56, 84), (90, 44)), p.WHITE, 12),
    "no": _no_way(),
    "stop": _octagon(),
    # a person asks for a letter that says no to be looked at again
    "appeal": (
        p.paper(70, 64, 50, 58)
        + p.cross(94, 88, 24)
        + p.rules(80, 110, 30, 1)
        + bust(34, 124, 60, who.IVOR.being("speaking"), 18)
        + p.bubble(30, 4, 72, 54, (44, 74))
        + p.round_arrow(66, 32, 14, p.BLUE, 5)
    ),
    "court": p.hall(10, 36, 108, 84, p.WHITE) + p.scales(64, 12, 40),
    "solicitor": (
        bust(44, 124, 78, who.Look(p.LIGHT, "short", p.BROWN, p.INK), 22)
        + p.shape(p.polygon((33, 90), (44, 110), (55, 90)), p.WHITE, width=3)
        + p.shape(p.polygon((40, 99), (48, 99), (51, 120), (44, 125), (37, 120)), p.RED, width=3)
        + who.glasses(44, 70, 22)
        + p.paper(76, 14, 48, 70)
        + p.scales(100, 38, 36)
        + p.rules(86, 74, 26, 1)
    ),
    # somebody with a key stands before a house of their own
    "independent": (
        p.house(8, 14, 82, 104, p.WHITE, p.GREEN)
        + p.box(22, 70, 20, 20, p.BLUE, 2)
        + person(Body(74, 24, 96), who.DEV.being("happy").wearing(p.RED), right=((98, 66), (106, 46)))
        + p.key(106, 40, 40, p.GOLD, up=True)
    ),
    "police": (
        bust(64, 124, 92, who.Look(p.GOLD, "short", p.INK, p.INK), 26)
        + p.shape("M 34 36 Q 30 18 64 12 Q 98 18 94 36 Z", p.INK)
        + p.box(35, 28, 58, 11, p.WHITE, 2)
        + "".join(
            p.box(x, y, 6, 5.5, p.INK, 0, 0)
            for k, x in enumerate(range(37, 92, 6))
            for y in ((28.5,) if k % 2 else (34,))
        )
        + p.shape("M 36 40 H 92 Q 84 48 64 47 Q 44 48 36 40 Z", p.INK)
        + p.star(64, 20, 7, p.WHITE)
        + p.box(30, 96, 24, 12, p.BLUE, 2)
        + p.limb(p.through((88, 88), (88, 122)), p.WHITE, 5)
    ),
    # one person raises a fist, the other shields themselves
    "abuse": (
        person(Body(90, 6, 112), who.BEN.being("angry").wearing(p.RED), left=((60, 34), (50, 14)))
        + p.burst(26, 20, 17)
        + who.hand((50, 14), p.LIGHT, 9)
        + person(
            Body(28, 46, 74),
            who.GITA.being("worried").wearing(p.GREEN),
            left=((10, 92), (14, 78)),
            right=((52, 82), (44, 56)),
        )
    ),
}
