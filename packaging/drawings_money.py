"""Drawings of money: what comes in, what is paid, what is owed."""

from __future__ import annotations

import picture_parts as p
import picture_people as who
from picture_people import bust


def _purse(x: float, y: float, w: float, colour: str = p.BROWN) -> str:
    """A wallet; (x, y) is its upper left corner."""
    return (
        p.box(x, y, w, w * 0.68, colour, 6)
        + p.box(x + w * 0.62, y + w * 0.22, w * 0.44, w * 0.24, colour, 5)
        + p.circle(x + w * 0.76, y + w * 0.34, 3, p.WHITE, 0)
    )


def _open_hand(x: float, y: float, skin: str) -> str:
    """A hand held out flat, coming from the right; (x, y) is the tip of its fingers."""
    return p.shape(
        p.path(
            "M",
            x,
            y,
            "Q",
            x + 2,
            y - 9,
            x + 14,
            y - 5,
            "L",
            x + 40,
            y - 2,
            "Q",
            x + 52,
            y - 16,
            x + 58,
            y - 8,
            "L",
            x + 54,
            y + 4,
            "H",
            x + 62,
            "V",
            y + 24,
            "H",
            x + 30,
            "Q",
            x + 12,
            y + 22,
            x,
            y,
            "Z",
        ),
        skin,
    ) + p.box(x + 60, y - 8, 20, 38, p.BLUE, 3)


DRAWINGS: dict[str, str] = {
    # money goes from somebody to a house
    "rent": p.house(52, 8, 72, 84, p.WHITE, p.RED)
    + p.door(78, 58, 20, 32)
    + p.coin(24, 36, 18)
    + p.coin(30, 96, 22)
    + p.arrow((58, 106), (104, 106), p.BLUE, 10, 26),
    "debt": (
        bust(40, 124, 70, who.DEV.being("worried"), 21)
        + p.paper(66, 6, 54, 66)
        + p.coin(90, 34, 14)
        + p.limb(p.through((78, 58), (106, 58)), p.RED, 5)
        + p.box(84, 82, 38, 38, p.RED, 6)
        + p.limb(p.through((93, 101), (113, 101)), p.WHITE, 5)
    ),
    "money-coming-in": _purse(20, 62, 84) + p.coin(64, 26, 20) + p.arrow((64, 44), (64, 84), p.GREEN, 12, 32),
    "money": p.note(8, 16, 88, 52) + p.coin(48, 92, 24) + p.coin(92, 84, 28),
    "bank": p.hall(8, 14, 112, 106) + p.circle(64, 40, 1, p.BLUE, 0) + p.coin(64, 84, 24),
    "savings": p.box(30, 46, 68, 72, p.WHITE, 10)
    + p.box(36, 34, 56, 14, p.BLUE, 4)
    + p.coin(50, 100, 14)
    + p.coin(78, 100, 14)
    + p.coin(64, 76, 14)
    + p.coin(64, 16, 12),
    "card": p.box(8, 28, 112, 74, p.BLUE, 8)
    + p.box(8, 42, 112, 15, p.INK, 0, 0)
    + p.box(22, 70, 24, 18, p.GOLD, 3)
    + p.rules(60, 76, 44, 2, 12, p.WHITE),
    "budget": (
        p.circle(64, 64, 54, p.GOLD)
        + p.shape("M 64 64 V 10 A 54 54 0 0 1 116 78 Z", p.BLUE)
        + p.shape("M 64 64 L 116 78 A 54 54 0 0 1 58 118 Z", p.GREEN)
        + p.circle(64, 64, 22, p.WHITE)
        + p.pound(64, 64, 24, p.INK, 5)
    ),
    "pay": p.coin(64, 26, 21) + p.arrow((64, 50), (64, 76), p.BLUE, 9, 24) + _open_hand(28, 94, p.LIGHT),
    # a bill, and the card that pays it
    "charge": (
        p.paper(10, 6, 66, 92)
        + p.rules(22, 24, 28, 1)
        + p.coin(43, 48, 16)
        + p.rules(22, 76, 42, 2, 11)
        + p.box(50, 72, 72, 48, p.BLUE, 6)
        + p.box(50, 82, 72, 10, p.INK, 0, 0)
        + p.box(60, 99, 18, 13, p.GOLD, 2, 3)
    ),
    # money from a public building goes to somebody
    "benefits": (
        p.hall(6, 8, 62, 56)
        + p.coin(94, 34, 22)
        + p.arrow((42, 72), (66, 96), p.GREEN, 10, 26)
        + bust(96, 124, 54, who.FRED.being("happy").wearing(p.RED), 16)
    ),
    # the money goes to the person, and the person pays the helper
    "direct-payment": (
        p.hall(6, 4, 52, 40)
        + p.arrow((32, 48), (32, 72), p.GREEN, 8, 20)
        + p.coin(86, 32, 24)
        + bust(30, 124, 44, who.CARYS.being("happy"), 13)
        + p.arrow((56, 106), (78, 106), p.GREEN, 8, 20)
        + bust(102, 124, 44, who.DEV.wearing(p.BLUE), 13)
    ),
    "free": (
        p.coin(56, 56, 48) + p.circle(96, 96, 27, p.RED) + p.limb("M 86 86 L 106 106 M 106 86 L 86 106", p.WHITE, 7)
    ),
}
