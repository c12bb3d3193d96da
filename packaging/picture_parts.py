"""The parts that the project's own drawings are made of: lines, papers, bubbles, houses, signs; all in one style.

A drawing is 128 by 128; a part is a string of SVG elements. Outlines are 4 wide and dark, fills are flat, and there
are eight colours. Nothing but paths, circles and rounded boxes is used, so that every reader of SVG shows the same.
"""

from __future__ import annotations

import math

SIZE = 128
INK = "#1c2430"
WHITE = "#ffffff"
BLUE = "#2f74bb"
GREEN = "#2f9160"
RED = "#d03a32"
LIGHT = "#f5d0b0"
GOLD = "#e3a64f"
BROWN = "#99613d"
PALETTE = (INK, WHITE, BLUE, GREEN, RED, LIGHT, GOLD, BROWN)
"""Light, gold and brown are colours of skin too; gold is money and wood as well."""
OUTLINE = 4.0

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate, as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "-0" if abs(value) >= 0.05 else "0")


def path(*parts: str | float) -> str:
    """The data of a path: letters as they are, coordinates shortened."""
    return " ".join(part if isinstance(part, str) else number(part) for part in parts)


def shape(data: str, fill: str = WHITE, outline: str = INK, width: float = OUTLINE) -> str:
    """A closed form with its outline."""
    return (
        f'<path d="{data}" fill="{fill}" stroke="{outline}" stroke-width="{number(width)}" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def line(data: str, colour: str = INK, width: float = OUTLINE) -> str:
    """A line and nothing within."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def spot(data: str, fill: str) -> str:
    """A form without an outline."""
    return f'<path d="{data}" fill="{fill}"/>'


def circle(x: float, y: float, r: float, fill: str = WHITE, width: float = OUTLINE) -> str:
    """A round form; `width` 0 is one without an outline."""
    outline = f' stroke="{INK}" stroke-width="{number(width)}"' if width else ""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{outline}/>'


def box(x: float, y: float, w: float, h: float, fill: str = WHITE, r: float = 3, width: float = OUTLINE) -> str:
    """A box with rounded corners."""
    outline = f' stroke="{INK}" stroke-width="{number(width)}"' if width else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" rx="{number(r)}" '
        f'fill="{fill}"{outline}/>'
    )


def polygon(*points: Point) -> str:
    """The data of a closed path through some points."""
    (x, y), *rest = points
    return path("M", x, y, *(part for px, py in rest for part in ("L", px, py)), "Z")


def through(*points: Point) -> str:
    """The data of an open path through some points."""
    return polygon(*points).removesuffix(" Z")


def limb(data: str, colour: str, width: float = 9) -> str:
    """A thick line with an outline: an arm, a leg, a tick."""
    return line(data, INK, width + 2 * OUTLINE) + line(data, colour, width)


# --- signs
def tick(x: float, y: float, size: float = 24, colour: str = GREEN, width: float = 7) -> str:
    """A tick around (x, y)."""
    return limb(
        through((x - size * 0.5, y), (x - size * 0.12, y + size * 0.38), (x + size * 0.5, y - size * 0.4)),
        colour,
        width,
    )


def cross(x: float, y: float, size: float = 22, colour: str = RED, width: float = 7) -> str:
    """A cross around (x, y)."""
    h = size * 0.42
    both = through((x - h, y - h), (x + h, y + h)) + " " + through((x + h, y - h), (x - h, y + h))
    return limb(both, colour, width)


def pound(x: float, y: float, h: float, colour: str = INK, width: float = OUTLINE) -> str:
    """A pound sign of height `h` around (x, y)."""
    k = h / 2
    bow = ("M", x + 0.62 * k, y - 0.6 * k, "C", x + 0.5 * k, y - 1.15 * k, x - 0.4 * k, y - 1.15 * k)
    stem = (x - 0.38 * k, y - 0.4 * k, "C", x - 0.36 * k, y + 0.1 * k, x - 0.1 * k, y + 0.55 * k, x - 0.62 * k, y + k)
    foot = ("L", x + 0.7 * k, y + k, "M", x - 0.7 * k, y + 0.1 * k, "L", x + 0.35 * k, y + 0.1 * k)
    return line(path(*bow, *stem, *foot), colour, width)


def question(x: float, y: float, h: float, colour: str = INK, width: float = 5) -> str:
    """A question mark of height `h` around (x, y)."""
    k = h / 2
    hook = path(
        "M", x - 0.55 * k, y - 0.5 * k, "C", x - 0.55 * k, y - 1.25 * k, x + 0.6 * k, y - 1.25 * k,
            x + 0.55 * k, y - 0.45 * k,
        "C", x + 0.5 * k, y - 0.05 * k, x, y - 0.1 * k, x, y + 0.35 * k,
    )  # fmt: skip
    return line(hook, colour, width) + circle(x, y + 0.9 * k, width * 0.65, colour, 0)


def bang(x: float, y: float, h: float, colour: str = INK, width: float = 7) -> str:
    """An exclamation mark of height `h` around (x, y)."""
    return line(through((x, y - h / 2), (x, y + h * 0.14)), colour, width) + circle(
        x, y + h * 0.44, width * 0.6, colour, 0
    )


def arrow(start: Point, end: Point, colour: str = BLUE, shaft: float = 9, head: float = 24) -> str:
    """A fat straight arrow with an outline."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    at = length - head * 0.8

    def place(along: float, across: float) -> Point:
        return (x1 + ux * along - uy * across, y1 + uy * along + ux * across)

    half, wide = shaft / 2, head / 2
    corners = ((0, -half), (at, -half), (at, -wide), (length, 0), (at, wide), (at, half), (0, half))
    return shape(polygon(*(place(*corner) for corner in corners)), colour)


def head_of_arrow(tip: Point, towards: Point, colour: str, size: float = 22) -> str:
    """The head alone, for a bent arrow: its tip, and the direction in which it points."""
    ux, uy = towards
    length = math.hypot(ux, uy)
    ux, uy = ux / length, uy / length
    (x, y), half = tip, size * 0.55
    back = (x - ux * size * 0.8, y - uy * size * 0.8)
    return shape(
        polygon(tip, (back[0] - uy * half, back[1] + ux * half), (back[0] + uy * half, back[1] - ux * half)), colour
    )


def round_arrow(x: float, y: float, r: float, colour: str = BLUE, width: float = 7) -> str:
    """An arrow that goes round and comes back: once again."""
    start, end = math.radians(-35), math.radians(245)
    sx, sy = x + r * math.cos(start), y + r * math.sin(start)
    ex, ey = x + r * math.cos(end), y + r * math.sin(end)
    ring = path("M", sx, sy, "A", r, r, "0 1 1", ex, ey)
    size = 8 + r * 0.6
    tip = (ex - size * 0.65 * math.sin(end), ey + size * 0.65 * math.cos(end))
    return limb(ring, colour, width) + head_of_arrow(tip, (-math.sin(end), math.cos(end)), colour, size)


def warning(x: float, y: float, size: float, fill: str = GOLD, mark: str = INK) -> str:
    """A three-cornered sign with an exclamation mark; (x, y) is the middle of its foot."""
    h = size * 0.88
    corners = polygon((x, y - h), (x + size / 2, y), (x - size / 2, y))
    return shape(corners, fill, width=7) + bang(x, y - h * 0.36, size * 0.42, mark, max(5, size * 0.08))


def shield(x: float, y: float, w: float, h: float, fill: str = GREEN) -> str:
    """A shield; (x, y) is the middle of its top."""
    half = w / 2
    data = path(
        "M", x, y, "C", x + half * 0.35, y + h * 0.1, x + half * 0.7, y + h * 0.13, x + half, y + h * 0.13,
        "V", y + h * 0.5, "C", x + half, y + h * 0.78, x + half * 0.45, y + h * 0.92, x, y + h,
        "C", x - half * 0.45, y + h * 0.92, x - half, y + h * 0.78, x - half, y + h * 0.5,
        "V", y + h * 0.13, "C", x - half * 0.7, y + h * 0.13, x - half * 0.35, y + h * 0.1, x, y, "Z",
    )  # fmt: skip
    return shape(data, fill)


def heart(x: float, y: float, size: float, fill: str = RED) -> str:
    """A heart around (x, y)."""
    k = size / 2
    data = path(
        "M", x, y + k * 0.95, "C", x - k * 1.5, y - k * 0.1, x - k * 0.9, y - k * 1.2, x, y - k * 0.45,
        "C", x + k * 0.9, y - k * 1.2, x + k * 1.5, y - k * 0.1, x, y + k * 0.95, "Z",
    )  # fmt: skip
    return shape(data, fill)


def star(x: float, y: float, r: float, fill: str = GOLD) -> str:
    """A star with five points."""
    turn = [(r if k % 2 == 0 else r * 0.45, math.radians(-90 + 36 * k)) for k in range(10)]
    return shape(polygon(*((x + out * math.cos(a), y + out * math.sin(a)) for out, a in turn)), fill)


# --- papers
def rules(x: float, y: float, w: float, count: int, gap: float = 10, colour: str = INK) -> str:
    """Lines of writing, the last one short."""
    lengths = [w] * (count - 1) + [w * 0.6]
    return "".join(
        line(through((x, y + gap * k), (x + length, y + gap * k)), colour) for k, length in enumerate(lengths)
    )


def paper(x: float, y: float, w: float, h: float, fill: str = WHITE) -> str:
    """A sheet with its corner folded."""
    fold = min(w, h) * 0.24
    sheet = polygon((x, y), (x + w - fold, y), (x + w, y + fold), (x + w, y + h), (x, y + h))
    return shape(sheet, fill) + shape(polygon((x + w - fold, y), (x + w - fold, y + fold), (x + w, y + fold)), WHITE)


def clipboard(x: float, y: float, w: float, h: float, board: str = GOLD) -> str:
    """A sheet on a board with a clip."""
    clip = w * 0.36
    return (
        box(x, y, w, h, board, 6) + box(x + 8, y + 10, w - 16, h - 18, WHITE, 2)
        + box(x + (w - clip) / 2, y - 6, clip, 15, BLUE, 4)
    )  # fmt: skip


def pen(tip: Point, length: float = 46, colour: str = BLUE) -> str:
    """A pen that leans to the right, by its tip."""
    x, y = tip
    dx, dy = length * 0.62, -length * 0.78
    nx, ny = 5.2, 4.1
    bx, by = x + dx * 0.22, y + dy * 0.22
    barrel = polygon((bx - nx, by - ny), (bx + nx, by + ny), (x + dx + nx, y + dy + ny), (x + dx - nx, y + dy - ny))
    return shape(barrel, colour) + shape(polygon((x, y), (bx - nx, by - ny), (bx + nx, by + ny)), LIGHT)


def envelope(x: float, y: float, w: float, h: float, fill: str = WHITE) -> str:
    """A closed envelope."""
    return box(x, y, w, h, fill, 3) + line(through((x + 2, y + 3), (x + w / 2, y + h * 0.58), (x + w - 2, y + 3)))


def magnifier(x: float, y: float, r: float) -> str:
    """A magnifying glass around (x, y), its handle to the lower right; one sees through it."""
    k = r * 0.72
    handle = limb(through((x + k + 3, y + k + 3), (x + r * 1.7, y + r * 1.7)), BROWN, 7)
    ring = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="none" stroke='
    return handle + f'{ring}"{INK}" stroke-width="11"/>' + f'{ring}"{BLUE}" stroke-width="4"/>'


def calendar(x: float, y: float, w: float, h: float, top: str = BLUE) -> str:
    """A month on the wall: the sheet, its coloured head and two rings. Days are laid on it by `day`."""
    head = path("M", x, y + h * 0.26, "V", y + 5, "Q", x, y, x + 5, y, "H", x + w - 5, "Q", x + w, y, x + w,
        y + 5, "V", y + h * 0.26, "Z")  # fmt: skip
    rings = "".join(line(through((x + w * k, y - 5), (x + w * k, y + 7)), INK, 5) for k in (0.27, 0.73))
    return box(x, y, w, h, WHITE, 5) + shape(head, top) + rings


def days(x: float, y: float, w: float, h: float, columns: int = 4, lines: int = 3) -> str:
    """The days of a calendar of that place and size, as dots."""
    return "".join(
        circle(*day(x, y, w, h, c, r, columns, lines), 3.2, INK, 0) for r in range(lines) for c in range(columns)
    )


def day(x: float, y: float, w: float, h: float, c: int, r: int, columns: int = 4, lines: int = 3) -> Point:
    """Where the day in column `c` of row `r` stands."""
    return (x + w * (c + 0.75) / (columns + 0.5), y + h * (0.26 + 0.74 * (r + 0.7) / (lines + 0.4)))


def clock(x: float, y: float, r: float, hour: float = 10, minute: float = 10, face: str = WHITE) -> str:
    """A clock with two hands."""
    a, b = math.radians(hour * 30 + minute / 2 - 90), math.radians(minute * 6 - 90)
    hands = line(through((x + r * 0.45 * math.cos(a), y + r * 0.45 * math.sin(a)), (x, y),
        (x + r * 0.68 * math.cos(b), y + r * 0.68 * math.sin(b))))  # fmt: skip
    return circle(x, y, r, face) + hands


# --- what is said and thought
def bubble(x: float, y: float, w: float, h: float, tip: Point, fill: str = WHITE) -> str:
    """A speech bubble whose tail leaves its lower edge for `tip`."""
    r = min(h, w) * 0.3
    base = min(max(tip[0], x + r + 8), x + w - r - 8)
    data = path(
        "M", x + r, y, "H", x + w - r, "Q", x + w, y, x + w, y + r, "V", y + h - r, "Q", x + w, y + h, x + w - r, y + h,
        "H", base + 8, "L", tip[0], tip[1], "L", base - 8, y + h, "H", x + r, "Q", x, y + h, x, y + h - r,
        "V", y + r, "Q", x, y, x + r, y, "Z",
    )  # fmt: skip
    return shape(data, fill)


def thought(x: float, y: float, w: float, h: float, tip: Point, fill: str = WHITE) -> str:
    """A cloud of thought, with two small ones on the way to `tip`."""
    cx, cy = x + w / 2, y + h
    dots = circle(cx + (tip[0] - cx) * 0.45, cy + (tip[1] - cy) * 0.35, 5,
        fill) + circle(cx + (tip[0] - cx) * 0.8, cy + (tip[1] - cy) * 0.8, 3.5, fill)  # fmt: skip
    data = path(
        "M", x + w * 0.2, y + h * 0.95, "C", x - w * 0.08, y + h * 0.95, x - w * 0.06, y + h * 0.45,
            x + w * 0.12, y + h * 0.42,
        "C", x + w * 0.08, y - h * 0.02, x + w * 0.42, y - h * 0.08, x + w * 0.5, y + h * 0.12,
        "C", x + w * 0.66, y - h * 0.1, x + w * 0.96, y + h * 0.02, x + w * 0.9, y + h * 0.38,
        "C", x + w * 1.08, y + h * 0.45, x + w * 1.06, y + h * 0.95, x + w * 0.8, y + h * 0.95,
        "C", x + w * 0.68, y + h * 1.06, x + w * 0.32, y + h * 1.06, x + w * 0.2, y + h * 0.95, "Z",
    )  # fmt: skip
    return shape(data, fill) + dots


# --- things
def coin(x: float, y: float, r: float, fill: str = GOLD) -> str:
    """A coin with a pound sign."""
    return circle(x, y, r, fill) + pound(x, y, r * 1.15, INK, 3.5 if r < 16 else OUTLINE)


def note(x: float, y: float, w: float, h: float) -> str:
    """A bank note."""
    return (
        box(x, y, w, h, GREEN, 4)
        + circle(x + w / 2, y + h / 2, h * 0.34)
        + pound(x + w / 2, y + h / 2, h * 0.44, INK, 3.5)
    )


def house(x: float, y: float, w: float, h: float, wall: str = WHITE, roof: str = RED) -> str:
    """A house's wall and roof; (x, y) is the upper left corner of the whole."""
    eaves = y + h * 0.45
    walls = box(x + w * 0.1, eaves - 4, w * 0.8, h * 0.55 + 4, wall, 2)
    return walls + shape(polygon((x + w / 2, y), (x + w, eaves), (x, eaves)), roof)


def door(x: float, y: float, w: float, h: float, fill: str = BROWN) -> str:
    """A door with its handle."""
    return box(x, y, w, h, fill, 2) + circle(x + w * 0.76, y + h * 0.55, 2.4, WHITE, 0)


def hall(x: float, y: float, w: float, h: float, roof: str = BLUE, wall: str = WHITE) -> str:
    """A public building with pillars."""
    eaves, foot = y + h * 0.34, y + h - 9
    pillars = "".join(
        box(x + w * (0.12 + 0.215 * k), eaves + 8, w * 0.115, foot - eaves - 8, wall, 1) for k in range(4)
    )
    back = box(x + w * 0.06, eaves + 2, w * 0.88, foot - eaves, BLUE, 1)
    return (
        back + pillars + box(x, foot, w, 9, wall, 1) + box(x + 2, eaves, w - 4, 9, wall, 1)
        + shape(polygon((x + w / 2, y), (x + w, eaves), (x, eaves)), roof)
    )  # fmt: skip


def scales(x: float, y: float, size: float, pan: str = GOLD) -> str:
    """The scales of justice; (x, y) is the middle of the beam."""
    half, drop, dish = size * 0.42, size * 0.34, size * 0.22
    dishes = "".join(
        line(through((x + s * half - dish, y + drop), (x + s * half, y + 2), (x + s * half + dish, y + drop)), INK, 3)
        + shape(path("M", x + s * half - dish, y + drop, "A", dish, dish * 0.9, "0 0 0", x + s * half + dish,
            y + drop, "Z"), pan)
        for s in (-1, 1)
    )  # fmt: skip
    post = line(
        path("M", x, y - size * 0.1, "V", y + size * 0.7, "M", x - size * 0.2, y + size * 0.72, "H", x + size * 0.2),
        INK,
        5,
    )
    return post + line(through((x - half, y), (x + half, y)), INK, 5) + dishes


def padlock(x: float, y: float, w: float, fill: str = GOLD) -> str:
    """A closed padlock; (x, y) is the middle of the top of its body."""
    r = w * 0.3
    bow = path("M", x - r, y + 4, "V", y - r * 0.7, "A", r, r, "0 0 1", x + r, y - r * 0.7, "V", y + 4)
    hole = circle(x, y + w * 0.32, w * 0.11, INK, 0) + line(through((x, y + w * 0.32), (x, y + w * 0.55)), INK, 5)
    return line(bow, INK, 12) + line(bow, WHITE, 4.5) + box(x - w / 2, y, w, w * 0.8, fill, 5) + hole


def key(x: float, y: float, length: float, colour: str = GOLD, up: bool = False) -> str:
    """A key by the middle of its ring: lying to the right, or hanging down."""
    r = length * 0.22

    def at(a: float, b: float) -> Point:
        return (x + b, y + a) if up else (x + a, y + b)

    blade = through(at(r, 0), at(length - r, 0))
    teeth = (
        through(at(length - r * 1.1, 0), at(length - r * 1.1, r * 0.9))
        + " "
        + through(at(length - r * 2, 0), at(length - r * 2, r * 0.7))
    )
    both = blade + " " + teeth
    return limb(both, colour, 4.5) + circle(x, y, r, colour) + circle(x, y, r * 0.35, WHITE, 3)


def bed(x: float, y: float, w: float) -> str:
    """A bed from the side, its head to the left."""
    h = w * 0.36
    return (
        line(path("M", x, y - h * 0.5, "V", y + h, "M", x + w, y + h * 0.3, "V", y + h), INK, 6)
        + box(x, y + h * 0.35, w, h * 0.34, BLUE, 2) + box(x + 4, y + h * 0.06, w * 0.24, h * 0.3, WHITE, 4)
    )  # fmt: skip


def drop(x: float, y: float, size: float, fill: str = BLUE) -> str:
    """A drop of water."""
    data = path("M", x, y - size, "C", x + size * 0.9, y, x + size * 0.6, y + size * 0.7, x, y + size * 0.7,
        "C", x - size * 0.6, y + size * 0.7, x - size * 0.9, y, x, y - size, "Z")  # fmt: skip
    return shape(data, fill, width=3)


def burst(x: float, y: float, r: float, fill: str = RED) -> str:
    """A jagged star: a knock, a pain."""
    turn = [(r if k % 2 == 0 else r * 0.55, math.radians(-90 + 22.5 * k)) for k in range(16)]
    return shape(polygon(*((x + out * math.cos(a), y + out * math.sin(a)) for out, a in turn)), fill)
