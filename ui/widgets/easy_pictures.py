"""Choosing a picture for a line: search, a photograph of one's own, a set that is brought in, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QListWidget, QListWidgetItem, QWidget

from easyread.page import Picture
from ui.errors import TOLD, explain
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.easy_line import Draw
from ui.widgets.field import Field, line, with_buttons
from ui.widgets.layouts import flow_of
from ui.widgets.text import Text, announce
from ui.words import Common
from ui.words_easy_read import Pictures as Words

if TYPE_CHECKING:
    from easyread.picture_import import Imported

_MOST = 24
_PICTURE = Qt.ItemDataRole.UserRole
Search = Callable[[str], tuple[Picture, ...]]
Import = Callable[[Path, str], Picture]


class PictureDialog(Dialog):
    """`chosen` gives a picture, or None for none, and whether it is for this line alone; `set_given` a folder."""

    chosen = Signal(object, bool)
    set_given = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        words: str,
        now: Picture | None,
        search: Search,
        bring_in: Import,
        draw: Draw,
        own: tuple[Picture, ...] = (),
    ) -> None:
        super().__init__(parent, Words.TITLE, words)
        self._search, self._bring_in, self._draw = search, bring_in, draw
        self._first = tuple(dict.fromkeys((now, *own) if now is not None else own))
        self._begun = now.concept.replace("-", " ") if now is not None else ""
        self._side = round(2.5 * self.fontInfo().pixelSize()) + 12
        self.asked = line(self._begun)
        self.asked.returnPressed.connect(self.look)
        find = button(Words.SEARCH_BUTTON, self.look, keys="Enter")
        self.body.addWidget(with_buttons(Field(Words.SEARCH, self.asked), find))
        self.body.addWidget(self._list())
        self.credit = Text("", "small")
        self.body.addWidget(self.credit)
        self.photograph = line()
        self.naming = Field(Words.NAME, self.photograph)
        self.naming.hide()
        self.photograph.returnPressed.connect(self._keep_photograph)
        self._path: Path | None = None
        self.body.addWidget(self.naming)
        self.only_here = QCheckBox(Words.ONLY_HERE)
        self.only_here.setAccessibleName(Words.ONLY_HERE)
        self.use = button(Words.USE, self._use, style="primary", keys="Enter")
        none = button(Words.NONE, lambda: self._give(None))
        photo = button(Words.OWN, self._choose_file, keys="Ctrl+O")
        self.set_button = button(Words.SET, self._choose_set, keys="Ctrl+Shift+O")
        cancel = button(Common.CANCEL, self.reject, keys="Esc")
        for made in (find, none, photo, self.set_button, cancel, self.use):
            made.setAutoDefault(False)  # Enter in the field searches, and does nothing else
        self.body.addWidget(flow_of(self.use, none, self.only_here, photo, self.set_button, cancel))
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self._choose_file)
        QShortcut(QKeySequence("Ctrl+Shift+O"), self).activated.connect(self._choose_set)
        self.look()

    def _list(self) -> QListWidget:
        self.found = QListWidget()
        self.found.setViewMode(QListWidget.ViewMode.IconMode)
        self.found.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.found.setMovement(QListWidget.Movement.Static)
        self.found.setWordWrap(True)
        self.found.setSpacing(4)
        self.found.setIconSize(QSize(self._side, self._side))
        self.found.setGridSize(QSize(self._side + 100, self._side + 3 * self.fontInfo().pixelSize()))
        self.found.setMinimumHeight(self._side + 3 * self.fontInfo().pixelSize() + 8)
        self.found.setAccessibleName(Words.LIST)
        self.found.currentItemChanged.connect(lambda now, _: self._say_credit(now))
        self.found.itemActivated.connect(lambda _: self._use())
        return self.found

    def look(self) -> None:
        """Search for what is typed. At first, what the line has now and this document's own photographs come first."""
        try:
            asked = self.asked.text().strip()
            found = self._search(asked) if asked else ()
        except TOLD as error:
            self.credit.say(str(explain(error)))
            return
        self.found.clear()
        first = self._first if asked == self._begun else ()
        for picture in tuple(dict.fromkeys((*first, *found)))[:_MOST]:
            item = QListWidgetItem(QIcon(self._draw(picture, self._side)), picture.alt)
            item.setData(_PICTURE, picture)
            item.setToolTip(picture.alt)
            self.found.addItem(item)
        if self.found.count():
            self.found.setCurrentRow(0)
        else:
            self._tell(Words.NOTHING if asked else "")

    def _say_credit(self, item: QListWidgetItem | None) -> None:
        picture = item.data(_PICTURE) if item is not None else None
        self._say(Words.credit(picture.credit) if picture is not None else "")

    def _use(self) -> None:
        if self._path is not None:
            self._keep_photograph()
            return
        item: QListWidgetItem | None = self.found.currentItem()
        if item is None:
            self.credit.say(Words.CHOOSE_FIRST)
            self.asked.setFocus()
            return
        self._give(item.data(_PICTURE))

    def _give(self, picture: Picture | None) -> None:
        self.chosen.emit(picture, self.only_here.isChecked())
        self.accept()

    def _tell(self, words: str) -> None:
        self._say(words)
        announce(self.credit)

    def _say(self, words: str) -> None:
        """The dialog grows where the words need more lines, and never gets smaller under somebody's mouse."""
        self.credit.say(words)
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            if layout.totalHeightForWidth(self.width()) > self.height():
                self.fit()

    # --- a set of pictures

    def _choose_set(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, Words.SET_TITLE)
        if folder:
            self.take_set(Path(folder))

    def take_set(self, folder: Path) -> None:
        """Ask for the pictures of a folder to be brought in."""
        if self.set_button.isEnabled():
            self.set_button.setEnabled(False)
            self._tell(Words.SET_COMING)
            self.asked.setFocus(Qt.FocusReason.OtherFocusReason)
            self.set_given.emit(folder)

    def show_set(self, made: Imported) -> None:
        """Say what was brought in; the search is made again, as it may find more now."""
        self.set_button.setEnabled(True)
        self.look()
        refused = tuple(f"{each.name}: {each.why}" for each in made.refused)
        self._tell(Words.set_done(len(made.pictures), refused))

    def show_no_set(self, why: str) -> None:
        """Nothing was brought in."""
        self.set_button.setEnabled(True)
        self._tell(why)

    # --- a photograph

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, Words.OWN, "", Words.FILTER)
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Ask what this photograph shows."""
        self._path = path
        self.naming.show()
        self.fit()
        self.photograph.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_photograph(self) -> None:
        name = self.photograph.text().strip()
        if self._path is None or not name:
            self.credit.say(Words.NAME_MISSING)
            return
        try:
            picture = self._bring_in(self._path, name)
        except TOLD as error:
            self.credit.say(str(explain(error)))
            return
        self._give(picture)
