"""Turns a `Look` into what Qt understands: a style sheet, a palette and a font."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import SYSTEM_FONT, WIDE_FONT, WORDS_TO_LETTERS, Look

PICTURES = Path(__file__).parent / "pictures"
LINE_SPACING = "fairnoteLineSpacing"
"""The application property that `ui.widgets.text.Text` reads."""
LINE_LENGTH = "fairnoteLineLength"
"""The one that `ui.widgets.layouts.Column` reads: the longest line in pixels, 0 for none."""
_USUAL_LETTERS = "the people who were asked said what they needed and when they would like to be seen again"
"""English prose: its average letter is narrower than the average of a typeface, which has capitals and signs."""

_SHEET = Template("""
* { font-size: ${body}px; }
QWidget { color: $text; }
QMainWindow, QWidget#page, QWidget#body, QScrollArea { background: $page; }
QScrollArea { border: none; }
QWidget#card, QFrame#card { background: $card; border: 1px solid $line; border-radius: 12px; }
QWidget#headerBar { background: $card; border-bottom: 1px solid $line; }
QWidget#footerBar { background: $card; border-top: 1px solid $line; }
QFrame#playerBar { background: $sunken; border-top: 1px solid $line; }
QLabel { background: transparent; }
QLabel#title { font-size: ${title}px; font-weight: 700; }
QLabel#heading { font-size: ${heading}px; font-weight: 700; }
QLabel#label { font-weight: 700; }
QLabel#muted { color: $muted; }
QLabel#small { color: $muted; font-size: ${small}px; }
QLabel#brand { font-size: ${heading}px; font-weight: 700; color: $accent; }
QLabel#clock { font-size: ${clock}px; font-weight: 700; }
QLabel#chip { background: $accent_soft; color: $text; border-radius: 8px; padding: 2px 8px; font-size: ${small}px; }
QLabel#chipStrong { background: $text; color: $page; border-radius: 8px; padding: 2px 8px; font-size: ${small}px;
  font-weight: 700; }
QLabel#caption, QLabel#captionNow { font-size: ${caption}px; }
QLabel#caption { font-weight: 700; }
QLabel#chipWarn {
  background: $warn; color: $on_warn; border-radius: 8px; padding: 2px 8px; font-size: ${small}px;
  font-weight: 700; }
QLabel#chipGood {
  background: $good; color: $on_good; border-radius: 8px; padding: 2px 8px; font-size: ${small}px;
  font-weight: 700; }

QPushButton { outline: none; background: $card; color: $text; border: 2px solid $edge; border-radius: 10px;
  padding: 4px 16px; min-height: ${inner}px; font-weight: 700; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: 3px solid $focus; padding: 3px 15px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $sunken; }
QPushButton#primary { background: $accent; color: $on_accent; border: 2px solid $accent; padding: 4px 24px; }
QPushButton#primary:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton#primary:focus { border: 3px solid $focus; padding: 3px 23px; }
QPushButton#primary:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton#quiet { background: transparent; border: 2px solid transparent; color: $accent; padding: 4px 8px; }
QPushButton#quiet:hover { background: $accent_soft; }
QPushButton#quiet:focus { border: 3px solid $focus; padding: 3px 7px; }
QPushButton#quiet:disabled { color: $muted; background: transparent; border-color: transparent; font-weight: 400; }
QPushButton#quiet:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton#quiet:checked:focus { border-color: $focus; }
QPushButton#tab {
  border: 2px solid transparent; border-bottom: 4px solid $line; border-radius: 0;
  background: transparent; padding: 4px 8px; }
QPushButton#tab:checked { border-bottom: 4px solid $accent; color: $accent; }
QPushButton#tab:focus { border: 3px solid $focus; padding: 3px 7px; }
QPushButton#choice, QPushButton#statement {
  text-align: left; background: $card; border: 2px solid $line; border-radius: 12px; padding: 0;
  font-weight: 400; }
QPushButton#choice:hover, QPushButton#statement:hover { border-color: $accent; background: $card; }
QPushButton#choice:checked, QPushButton#statement:checked { border: 2px solid $accent; background: $accent_soft; }
QPushButton#choice:focus, QPushButton#statement:focus { border: 3px solid $focus; padding: 0; }
QPushButton#statement { background: transparent; border-color: transparent; border-radius: 8px; }
QPushButton#statement[flag="open"] { border-color: $on_warn; background: $warn; }
QPushButton#statement[flag="open"] QLabel { color: $on_warn; }
QPushButton#statement[flag="open"] QLabel#chipWarn { background: $card; }
QPushButton#statement:focus { border: 3px solid $focus; }
QPushButton#statement:checked { border: 3px solid $accent; }
QPushButton#statement:checked:focus { border: 3px solid $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QListView {
  background: $card; color: $text; border: 2px solid $edge; border-radius: 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { padding: 2px 12px; min-height: ${inner}px; }
QPlainTextEdit, QTextEdit { padding: 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QListView:focus { border: 3px solid $focus; }
QLineEdit:read-only { background: $sunken; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 2px solid $edge; outline: none; padding: 4px;
  selection-background-color: $accent; selection-color: $on_accent; }
QListView { outline: none; padding: 4px; }
QCheckBox, QRadioButton {
  spacing: 12px; min-height: ${inner}px; border: 3px solid transparent; border-radius: 8px; padding: 3px 2px;
  background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator {
  width: ${box}px; height: ${box}px; border: 2px solid $edge; background: $card; }
QCheckBox::indicator { border-radius: 6px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator { border-radius: ${round}px; }
QRadioButton::indicator:checked { background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
  stop:0 $accent, stop:0.55 $accent, stop:0.6 $card, stop:1 $card); border-color: $accent; }
QProgressBar {
  background: $sunken; border: 2px solid $edge; border-radius: 10px; min-height: 20px; max-height: 20px;
  text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 8px; }
QScrollBar:vertical { background: transparent; width: 16px; margin: 2px; }
QScrollBar::handle:vertical { background: $edge; border-radius: 6px; min-height: 48px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 16px; margin: 2px; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 6px; min-width: 48px; }
QMenu { background: $card; border: 2px solid $edge; padding: 4px; }
QMenu::item {
  background: transparent; color: $text; padding: 0 24px; min-height: ${inner}px; border: 3px solid transparent;
  border-radius: 8px; }
QMenu::item:selected { background: $accent_soft; border-color: $focus; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $text; color: $page; border: none; padding: 6px; }
QSplitter::handle { background: $page; }

QFrame#was { border: none; border-left: 6px solid $edge; }
QFrame#now { border: none; border-left: 6px solid $accent; }
QDialog#page { background: $card; border: 2px solid $edge; }

QFrame#notice { border-radius: 12px; border: 2px solid $accent; background: $accent_soft; }
QFrame#notice[tone="warn"] { background: $warn; border-color: $on_warn; }
QFrame#notice[tone="warn"] QLabel { color: $on_warn; }
QFrame#notice[tone="danger"] { background: $danger; border-color: $on_danger; }
QFrame#notice[tone="danger"] QLabel { color: $on_danger; }
QFrame#notice[tone="good"] { background: $good; border-color: $on_good; }
QFrame#notice[tone="good"] QLabel { color: $on_good; }
QWidget#practiceBanner { background: $warn; border-bottom: 2px solid $on_warn; }
QWidget#practiceBanner QLabel { color: $on_warn; font-weight: 700; }
QWidget#needsBanner { background: $accent_soft; border-bottom: 1px solid $line; }
QFrame#drop { border: 3px dashed $edge; border-radius: 12px; background: $sunken; }
QFrame#drop[over="true"] { border-color: $accent; background: $accent_soft; }
""")


def style_sheet(look: Look) -> str:
    """The style sheet of one look."""
    theme = look.theme
    tone = "light" if theme.dark else "dark"
    tick_tone = "dark" if theme.dark else "light"
    sizes = {
        "body": look.pixels,
        "small": max(14, look.scaled(14)),
        "heading": look.scaled(19),
        "title": look.scaled(26) if look.size <= 150 else look.scaled(21),
        "caption": look.scaled(28),
        "clock": look.scaled(40) if look.size <= 150 else look.scaled(30),
        "arrow": look.scaled(18),
        "drop": look.scaled(18) + 22,
        "box": look.scaled(22),
        "round": look.scaled(22) // 2 + 2,
        "inner": look.target - 12,
    }
    pictures = {"chevron": _picture("chevron", tone), "tick": _picture("tick", tick_tone)}
    colours = {name: str(value) for name, value in vars(theme).items()}
    return _SHEET.substitute(colours | pictures | {name: str(size) for name, size in sizes.items()})


def palette(look: Look) -> QPalette:
    """The palette of one look, for whatever the style sheet does not reach."""
    theme = look.theme
    colours = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.page),
        (role.WindowText, theme.text),
        (role.Base, theme.card),
        (role.AlternateBase, theme.sunken),
        (role.Text, theme.text),
        (role.Button, theme.card),
        (role.ButtonText, theme.text),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.text),
        (role.ToolTipText, theme.page),
        (role.PlaceholderText, theme.muted),
        (role.Link, theme.accent),
    ):
        colours.setColor(which, QColor(colour))
    return colours


def font(look: Look) -> QFont:
    """The body font. A family that is not on this laptop falls back to the system's."""
    chosen = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if look.font != SYSTEM_FONT and look.font in QFontDatabase.families():
        chosen = QFont(look.font)
    chosen.setPixelSize(look.pixels)
    tight = 0.1 if look.font == WIDE_FONT else 0.0
    wide = look.letter_spacing / 100
    letter = letter_width(chosen)
    if tight or wide:
        chosen.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, (wide - tight) * letter)
        chosen.setWordSpacing(WORDS_TO_LETTERS * wide * letter - 3 * tight * look.pixels)
    return chosen


def letter_width(font: QFont) -> float:
    """Average width of a letter of prose in this font, in pixels, with the space that is set between letters."""
    return QFontMetricsF(font).horizontalAdvance(_USUAL_LETTERS) / len(_USUAL_LETTERS)


def line_pixels(look: Look) -> int:
    """The longest line of a text that is read, in pixels; 0 where it may be as long as there is room."""
    return round(look.line_length * letter_width(font(look)))


def wear(application: QApplication, look: Look) -> None:
    """Dress the whole application."""
    application.setProperty(LINE_SPACING, look.line_spacing)
    application.setProperty(LINE_LENGTH, line_pixels(look))
    application.setPalette(palette(look))
    application.setFont(font(look))
    application.setStyleSheet(style_sheet(look))


def add_fonts(files: tuple[Path, ...]) -> tuple[str, ...]:
    """Make font files known to Qt. Returns the families that were added; a file that is no font adds none."""
    numbers = (QFontDatabase.addApplicationFont(str(file)) for file in files)
    return tuple(family for n in numbers if n != -1 for family in QFontDatabase.applicationFontFamilies(n))


def _picture(name: str, tone: str) -> str:
    return (PICTURES / f"{name}-{tone}.svg").as_posix()
