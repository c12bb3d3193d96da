"""The people of the project's own drawings: grown-ups of several skins and hairs, from the shoulders up or whole."""

from __future__ import annotations

from dataclasses import dataclass

from picture_parts import (
    BLUE,
    BROWN,
    GOLD,
    GREEN,
    INK,
    LIGHT,
    OUTLINE,
    RED,
    WHITE,
    Point,
    circle,
    limb,
    line,
    path,
    shape,
    through,
)


@dataclass(frozen=True)
class Look:
    """How somebody looks; `mood` is calm, happy, sad, worried, angry, speaking or none."""

    skin: str = LIGHT
    hair: str = "short"
    hair_colour: str = INK
    shirt: str = BLUE
    trousers: str = INK
    mood: str = "calm"

    def being(self, mood: str) -> Look:
        """The same person in another mood."""
        return Look(self.skin, self.hair, self.hair_colour, self.shirt, self.trousers, mood)

    def wearing(self, shirt: str) -> Look:
        """The same person in another shirt."""
        return Look(self.skin, self.hair, self.hair_colour, shirt, self.trousers, self.mood)


ADA = Look(BROWN, "curly", INK, GREEN)
BEN = Look(LIGHT, "short", BROWN, BLUE)
CARYS = Look(LIGHT, "bob", BROWN, RED)
DEV = Look(GOLD, "short", INK, GREEN)
ELSIE = Look(LIGHT, "bun", WHITE, RED)
FRED = Look(BROWN, "bald", INK, GOLD)
GITA = Look(GOLD, "long", INK, RED)
HANA = Look(GOLD, "scarf", BLUE, GREEN)
IVOR = Look(LIGHT, "ring", WHITE, BLUE)
JOEL = Look(BROWN, "short", INK, RED)


# --- heads
def head(x: float, y: float, r: float, look: Look) -> str:
    """A head around (x, y)."""
    if look.hair == "scarf":
        return _scarf(x, y, r, look) + face(x, y + r * 0.08, r * 0.86, look.mood)
    return _hair_behind(x, y, r, look) + circle(x, y, r, look.skin) + _hair(x, y, r, look) + face(x, y, r, look.mood)


def _scarf(x: float, y: float, r: float, look: Look) -> str:
    around = path(
        "M", x, y - r * 1.22, "C", x + r * 1.35, y - r * 1.2, x + r * 1.15, y + r * 0.6, x + r * 1.05, y + r * 1.35,
        "H", x - r * 1.05, "C", x - r * 1.15, y + r * 0.6, x - r * 1.35, y - r * 1.2, x, y - r * 1.22, "Z",
    )  # fmt: skip
    inner = f'<ellipse cx="{x:.1f}" cy="{y + r * 0.02:.1f}" rx="{r * 0.78:.1f}" ry="{r * 0.86:.1f}" '
    return shape(around, look.hair_colour) + inner + f'fill="{look.skin}" stroke="{INK}" stroke-width="{OUTLINE:g}"/>'


def _hair_behind(x: float, y: float, r: float, look: Look) -> str:
    colour = look.hair_colour
    if look.hair == "curly":
        places = ((-0.85, -0.25), (-0.6, -0.8), (0, -1.02), (0.6, -0.8), (0.85, -0.25))
        return "".join(circle(x + r * a, y + r * b, r * 0.42, colour) for a, b in places)
    if look.hair in ("bob", "long"):
        foot = y + r * (0.95 if look.hair == "bob" else 1.75)
        data = path(
            "M", x - r * 1.18, foot, "V", y - r * 0.1, "C", x - r * 1.18, y - r * 1.6, x + r * 1.18,
                y - r * 1.6, x + r * 1.18, y - r * 0.1,
            "V", foot, "Z",
        )  # fmt: skip
        return shape(data, colour)
    if look.hair == "bun":
        return circle(x, y - r * 1.15, r * 0.45, colour)
    return ""


def _hair(x: float, y: float, r: float, look: Look) -> str:
    if look.hair in ("bald", "ring"):
        return _ring(x, y, r, look) if look.hair == "ring" else ""
    low = {"short": -0.35, "curly": -0.5, "bob": -0.3, "long": -0.3, "bun": -0.4}[look.hair]
    side = (1 - low * low) ** 0.5
    data = path(
        "M", x - r * side, y + r * low, "A", r, r, "0 0 1", x + r * side, y + r * low,
        "Q", x + r * 0.25, y + r * (low - 0.05), x - r * 0.15, y - r * 0.62, "Q", x - r * 0.5,
            y + r * (low - 0.1), x - r * side, y + r * low, "Z",
    )  # fmt: skip
    return shape(data, look.hair_colour)


def _ring(x: float, y: float, r: float, look: Look) -> str:
    return "".join(
        shape(path("M", x + s * r * 0.98, y - r * 0.42, "q", s * r * 0.42, r * 0.3, s * r * 0.1, r * 0.75, "q",
            -s * r * 0.2, -r * 0.3, -s * r * 0.1, -r * 0.75, "Z"), look.hair_colour, width=3)
        for s in (-1, 1)
    )  # fmt: skip


def face(x: float, y: float, r: float, mood: str) -> str:
    """Eyes, mouth and, where the mood needs them, brows."""
    if mood == "none":
        return ""
    ink = WHITE if mood.endswith("*") else INK
    mood = mood.removesuffix("*")
    thin = max(2.4, r * 0.13)
    eyes = "".join(circle(x + s * r * 0.38, y + r * 0.08, max(1.9, r * 0.1), ink, 0) for s in (-1, 1))
    mouth = {
        "calm": path("M", x - r * 0.24, y + r * 0.5, "Q", x, y + r * 0.6, x + r * 0.24, y + r * 0.5),
        "happy": path("M", x - r * 0.42, y + r * 0.4, "Q", x, y + r * 0.88, x + r * 0.42, y + r * 0.4),
        "sad": path("M", x - r * 0.34, y + r * 0.68, "Q", x, y + r * 0.32, x + r * 0.34, y + r * 0.68),
        "worried": path("M", x - r * 0.34, y + r * 0.6, "q", r * 0.11, -r * 0.2, r * 0.23, 0, "t", r * 0.23, 0,
            "t", r * 0.23, 0),
        "angry": path("M", x - r * 0.32, y + r * 0.62, "Q", x, y + r * 0.4, x + r * 0.32, y + r * 0.62),
    }  # fmt: skip
    if mood == "speaking":
        return eyes + circle(x, y + r * 0.52, r * 0.2, ink, 0)
    return eyes + line(mouth[mood], ink, thin) + _brows(x, y, r, mood, ink, thin)


def _brows(x: float, y: float, r: float, mood: str, ink: str, thin: float) -> str:
    inner = {"sad": -0.36, "worried": -0.42, "angry": -0.06}.get(mood)
    if inner is None:
        return ""
    outer = {"sad": -0.14, "worried": -0.14, "angry": -0.34}[mood]
    return "".join(
        line(through((x + s * r * 0.18, y + r * inner), (x + s * r * 0.6, y + r * outer)), ink, thin) for s in (-1, 1)
    )


def glasses(x: float, y: float, r: float) -> str:
    """Glasses on a head around (x, y)."""
    rims = "".join(
        f'<circle cx="{x + s * r * 0.4:.1f}" cy="{y + r * 0.08:.1f}" r="{r * 0.28:.1f}" fill="none" '
        f'stroke="{INK}" stroke-width="3"/>'
        for s in (-1, 1)
    )
    return rims + line(through((x - r * 0.12, y + r * 0.02), (x + r * 0.12, y + r * 0.02)), INK, 3)


# --- from the shoulders up
def bust(x: float, foot: float, w: float, look: Look, r: float | None = None) -> str:
    """Head and shoulders, `w` wide, cut off at the height `foot`."""
    r = r or w * 0.3
    top = foot - w * 0.46
    return neck(x, top, r, look) + shoulders(x, top, foot, w, look.shirt) + head(x, top - r * 0.86, r, look)


def neck(x: float, top: float, r: float, look: Look) -> str:
    """What joins head and shoulders; drawn before both."""
    return limb(through((x, top - r * 0.4), (x, top + 2)), look.skin, r * 0.5)


def shoulders(x: float, top: float, foot: float, w: float, shirt: str) -> str:
    """The shirt, from the neck down."""
    half, h = w / 2, foot - top
    data = path(
        "M", x - half, foot, "V", top + h * 0.62, "C", x - half, top + h * 0.12, x - half * 0.55, top,
            x - half * 0.3, top,
        "Q", x, top + h * 0.22, x + half * 0.3, top, "C", x + half * 0.55, top, x + half, top + h * 0.12,
            x + half, top + h * 0.62,
        "V", foot, "Z",
    )  # fmt: skip
    return shape(data, shirt)


def hand(at: Point, skin: str, r: float = 5.5) -> str:
    """A hand, small: a round form."""
    return circle(*at, r, skin)


def arm(shoulder: Point, elbow: Point, end: Point, look: Look, width: float = 8) -> str:
    """A sleeve with a hand at its end."""
    return hand(end, look.skin, width * 0.62 + 1.5) + limb(
        through(shoulder, elbow, _before(elbow, end, width * 0.75)), look.shirt, width
    )


def _before(start: Point, end: Point, gap: float) -> Point:
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
    return (x2 - (x2 - x1) / length * gap, y2 - (y2 - y1) / length * gap)


# --- whole people
@dataclass(frozen=True)
class Body:
    """Where a standing person's parts are: `x` the middle, `top` of the head, height `h`."""

    x: float
    top: float
    h: float

    @property
    def r(self) -> float:
        """The head's radius."""
        return self.h * 0.125

    @property
    def neck(self) -> float:
        """Where the shirt begins."""
        return self.top + self.r * 2 + self.h * 0.02

    @property
    def hip(self) -> float:
        """Where the legs begin."""
        return self.top + self.h * 0.62

    @property
    def left(self) -> Point:
        """The shoulder on the left of the picture."""
        return (self.x - self.h * 0.125, self.neck + self.h * 0.07)

    @property
    def right(self) -> Point:
        """The shoulder on the right of the picture."""
        return (self.x + self.h * 0.125, self.neck + self.h * 0.07)

    @property
    def limb(self) -> float:
        """How thick arms and legs are within their outline."""
        return max(4.5, self.h * 0.075)


Arm = tuple[Point, Point]


def person(
    body: Body, look: Look, left: Arm | None = None, right: Arm | None = None, legs: tuple[Arm, Arm] | None = None
) -> str:
    """Somebody who stands; an arm is its elbow and its hand, a leg its knee and its foot (left, then right)."""
    b, foot = body, body.top + body.h - 3
    sides = ((b.x - b.h * 0.065, b.hip), (b.x + b.h * 0.065, b.hip))
    steps = legs or tuple(((x, (y + foot) / 2), (x + (x - b.x) * 0.25, foot)) for x, y in sides)
    drawn = "".join(
        limb(through(side, knee, end), look.trousers, b.limb) for side, (knee, end) in zip(sides, steps, strict=True)
    )
    left = left or ((b.left[0] - b.h * 0.05, b.left[1] + b.h * 0.16), (b.left[0] - b.h * 0.05, b.hip))
    right = right or ((b.right[0] + b.h * 0.05, b.right[1] + b.h * 0.16), (b.right[0] + b.h * 0.05, b.hip))
    return (
        drawn + torso(b, look) + arm(b.left, *left, look, b.limb) + arm(b.right, *right, look, b.limb)
        + head(b.x, b.top + b.r, b.r, look)
    )  # fmt: skip


def torso(body: Body, look: Look) -> str:
    """The shirt of somebody who stands, and the neck above it."""
    b, wide = body, body.h * 0.16
    data = path(
        "M", b.x - wide * 0.8, b.hip + 3, "L", b.x - wide, b.neck + b.h * 0.1, "Q", b.x - wide, b.neck,
            b.x - wide * 0.4, b.neck,
        "H", b.x + wide * 0.4, "Q", b.x + wide, b.neck, b.x + wide, b.neck + b.h * 0.1, "L", b.x + wide * 0.8,
            b.hip + 3, "Z",
    )  # fmt: skip
    return neck(b.x, b.neck, b.r, look) + shape(data, look.shirt)


# --- a head from the side
def profile(x: float, y: float, size: float, fill: str) -> str:
    """A head and neck from the side, looking right; (x, y) is the middle, `size` its height."""
    k = size / 100
    data = path(
        "M", x - 22 * k, y + 50 * k, "C", x - 20 * k, y + 32 * k, x - 40 * k, y + 22 * k, x - 40 * k, y - 6 * k,
        "C", x - 40 * k, y - 34 * k, x - 20 * k, y - 50 * k, x + 2 * k, y - 50 * k,
        "C", x + 26 * k, y - 50 * k, x + 38 * k, y - 32 * k, x + 36 * k, y - 8 * k,
        "L", x + 45 * k, y + 10 * k, "Q", x + 46 * k, y + 14 * k, x + 37 * k, y + 15 * k,
        "L", x + 36 * k, y + 26 * k, "Q", x + 35 * k, y + 35 * k, x + 26 * k, y + 34 * k, "L", x + 16 * k,
            y + 33 * k, "V", y + 50 * k, "Z",
    )  # fmt: skip
    return shape(data, fill)
