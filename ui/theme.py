"""Colours, type and spacing: everything that decides how the window looks, as plain values that a test can measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Text sizes offered, in per cent of BASE_PIXELS."""
LINE_SPACINGS = (120, 140, 160, 180)
"""Line spacings offered, in per cent of the type size. WCAG 2.2, 1.4.12 asks that 150 works."""
LETTER_SPACINGS = (0, 10, 20, 35)
"""Space between letters offered, in per cent of their average width. The British Dyslexia Association's style guide
(2023) asks for larger spacing, ideally around 35%; WCAG 2.2, 1.4.12 asks that 12% of the type size works."""
WORDS_TO_LETTERS = 3.5
"""How many times the space added between letters is added between words (the same guide: at least 3.5 times)."""
LINE_LENGTHS = (0, 70, 60)
"""Longest lines offered, in letters; 0 is as long as there is room. The same guide: 60 to 70."""
READING_SPEEDS = (70, 85, 100, 120, 150)
"""Speeds of reading aloud offered, in per cent."""
BASE_PIXELS = 16
"""Height of body text at 100%."""
TARGET_PIXELS = 44
"""Least height of anything that is pressed (WCAG 2.2, 2.5.5)."""
SYSTEM_FONT = "system"
WIDE_FONT = "OpenDyslexic"
"""Its own spaces are three times as wide as those of the others, and tear the words of a sentence apart."""
FONTS = ("Atkinson Hyperlegible Next", "Lexend", WIDE_FONT, SYSTEM_FONT)


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as #rrggbb. Names say what a colour is for."""

    id: str
    dark: bool
    page: str
    card: str
    sunken: str
    text: str
    muted: str
    line: str
    """Decoration only: it carries no meaning."""
    edge: str
    """The outline of something that can be used: at least 3 to 1."""
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    focus: str
    warn: str
    on_warn: str
    danger: str
    on_danger: str
    good: str
    on_good: str
    mark: str
    on_mark: str

    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (text colour, background) that the window uses; each is to reach 4.5 to 1 (WCAG 2.2, 1.4.3)."""
        backgrounds = (self.page, self.card, self.sunken, self.accent_soft)
        plain = tuple((ink, ground) for ink in (self.text, self.muted) for ground in backgrounds)
        links = tuple((self.accent, ground) for ground in (self.page, self.card, self.accent_soft))
        return (
            *plain,
            *links,
            (self.on_accent, self.accent),
            (self.on_accent, self.accent_hover),
            (self.on_warn, self.warn),
            (self.on_warn, self.card),
            (self.on_danger, self.danger),
            (self.on_good, self.good),
            (self.on_mark, self.mark),
        )

    def edge_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (outline, background); each is to reach 3 to 1 (WCAG 2.2, 1.4.11)."""
        grounds = (self.page, self.card, self.sunken)
        return tuple((ink, ground) for ink in (self.edge, self.focus, self.accent) for ground in grounds)


THEMES: tuple[Theme, ...] = (
    Theme(
        id="light", dark=False, page="#f4f6f8", card="#ffffff", sunken="#eaeef2", text="#1b2430", muted="#475364",
        line="#d8dee6", edge="#768294", accent="#0b6460", on_accent="#ffffff", accent_hover="#084c49",
        accent_soft="#e1f0ee", focus="#b3470f", warn="#fff1cc", on_warn="#573a00", danger="#fce6e3",
        on_danger="#86180f", good="#dff2e4", on_good="#124a28", mark="#ffe27a", on_mark="#1b2430",
    ),
    Theme(
        id="dark", dark=True, page="#13171c", card="#1c222a", sunken="#262e38", text="#e8ecf1", muted="#b6c0cd",
        line="#36404c", edge="#8591a0", accent="#74d2c9", on_accent="#06201e", accent_hover="#9be4dd",
        accent_soft="#1c3837", focus="#ffcf5c", warn="#3b2f0d", on_warn="#ffe29a", danger="#451d1a",
        on_danger="#ffbdb5", good="#16361f", on_good="#aee8bc", mark="#6a5300", on_mark="#ffffff",
    ),
    Theme(
        id="cream", dark=False, page="#f8efdb", card="#fffaf0", sunken="#f1e5ca", text="#2a2316", muted="#574b35",
        line="#e2d5b8", edge="#7d7055", accent="#0c5c58", on_accent="#ffffff", accent_hover="#084542",
        accent_soft="#e4ecdc", focus="#a03c08", warn="#ffe7ae", on_warn="#503500", danger="#fadfd8",
        on_danger="#7c160e", good="#dcedd6", on_good="#124523", mark="#ffd75e", on_mark="#2a2316",
    ),
    Theme(
        id="blue", dark=False, page="#dfebf6", card="#f2f8fe", sunken="#d3e2f0", text="#14263a", muted="#3a4c61",
        line="#bfd2e4", edge="#5f748b", accent="#0a5570", on_accent="#ffffff", accent_hover="#063f54",
        accent_soft="#d3e9f2", focus="#983606", warn="#fff0c4", on_warn="#503500", danger="#fbe0de",
        on_danger="#7c160e", good="#d8efdf", on_good="#0f4424", mark="#ffdf70", on_mark="#14263a",
    ),
    Theme(
        id="contrast", dark=True, page="#000000", card="#000000", sunken="#141414", text="#ffffff", muted="#f0f0f0",
        line="#5a5a5a", edge="#ffffff", accent="#ffe100", on_accent="#000000", accent_hover="#fff49a",
        accent_soft="#1f1c00", focus="#5ce1ff", warn="#2b2300", on_warn="#ffe100", danger="#330600",
        on_danger="#ffb8ad", good="#002b10", on_good="#9bf5b8", mark="#ffe100", on_mark="#000000",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What the person has chosen."""

    theme: Theme = THEMES[0]
    size: int = 100
    font: str = FONTS[0]
    line_spacing: int = 140
    letter_spacing: int = 0
    line_length: int = 0
    line_focus: bool = False

    @property
    def pixels(self) -> int:
        """Height of body text."""
        return round(BASE_PIXELS * self.size / 100)

    def scaled(self, pixels: float) -> int:
        """A type size that grows with the text."""
        return round(pixels * self.size / 100)

    @property
    def target(self) -> int:
        """Least height of anything that is pressed: 44 pixels, more where the text needs it."""
        return max(TARGET_PIXELS, round(self.pixels * 1.9))


_LEGIBLE = 4.5
SHADE = "#000000"
SPACE = (4, 8, 12, 16, 24, 32)
"""The spacing scale in pixels. It does not grow with the text: at 200% the room is needed for words."""


def theme_named(name: str) -> Theme:
    """The theme of that id; the light one if there is none."""
    return next((theme for theme in THEMES if theme.id == name), THEMES[0])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(ink: str, ground: str, share: float) -> str:
    """The colour that comes of laying `ground` over `ink`, so much of it (0 to 1)."""
    pairs = ((int(ink[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


@cache
def dimming(theme: Theme) -> float:
    """How much of SHADE is laid over what is beside the text that is being read (0 to 1).

    At most half, and only as much as leaves every text at 4.5 to 1 (WCAG 2.2, 1.4.3): it can still be read. A shade
    takes less from the contrast than a veil of the page's colour, and is seen better.
    """

    def legible(share: float) -> bool:
        return all(
            contrast(mixed(ink, SHADE, share), mixed(ground, SHADE, share)) >= _LEGIBLE
            for ink, ground in theme.text_pairs()
        )

    return next((percent / 100 for percent in range(50, 0, -1) if legible(percent / 100)), 0.0)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
