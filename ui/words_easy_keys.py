"""The keys of the Easy Read screen, for the page of help."""

from __future__ import annotations

HELP: tuple[str, tuple[tuple[str, str], ...]] = (
    "Check the Easy Read",
    (
        ("Up, Down", "The line before, the line after"),
        ("Enter", "Change the line"),
        ("Del", "Take the line out, or put it back"),
        ("R", "Other words for the line; then 1, 2 or 3"),
        ("I", "The picture of the line"),
        ("P", "Hear the line"),
        ("L", "Hear both: the words of the letter, then the line"),
        ("A", "Add a line"),
        ("Alt+Up, Alt+Down", "Move the line"),
        ("F8", "The next thing to look at"),
        ("F9", "The next line that is hard to read"),
        ("O", "What was left out"),
        ("V", "The page as it will be printed"),
        ("W", "How easy is it to read?"),
        ("S", "The other half, where only one fits"),
        ("1, 2, 3", "Keep a marked line, with this reason; 4: another reason"),
    ),
)
