"""The models of this laptop: what each does and may do, and why; adding one, checking it, removing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ui.desk import Desk, Go
from ui.folders import usual_folder
from ui.job_bridge import JobBridge
from ui.screens.base import Screen
from ui.widgets.buttons import button
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text
from ui.words_models import Models as Words

if TYPE_CHECKING:
    from models.catalogue import InstalledModel
    from scribe.model_packs import HeldModel

BRINGING, CHECKING, EXAM = "bring in a model", "check a model", "exam"
"""Names of the long work, by which it is found again. The exam is the one that the settings show too."""


class ModelsScreen(Screen):
    """A card for adding, then one for each model."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.intro(desk.actions.laptop_memory()))
        self._why_not = desk.actions.why_no_models(desk.session)
        self._signed = bool(desk.session.settings.model_pack_public_key)
        self._folder_words = Words.ADD_PACK if self._signed else Words.ADD_FOLDER
        self.add_folder = button(self._folder_words, self.choose_folder)
        self.add_file = button(Words.ADD_FILE, self.choose_file)
        self._adding_card()
        self.holder = QWidget()
        self.holder.setObjectName("body")
        self.cards = column(self.holder)
        self.body.addWidget(self.holder)
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))
        self._show()
        self._follow_what_goes_on()

    def _adding_card(self) -> None:
        frame, inside = card()
        inside.addWidget(Text(Words.ADD_TITLE, "heading"))
        if self._why_not:
            inside.addWidget(Text(self._why_not))
        else:
            inside.addWidget(Text(Words.PACK_HELP if self._signed else Words.ADD_HELP, "muted"))
        for made in (self.add_folder, self.add_file):
            made.setEnabled(not self._why_not)
        adding = flow_of(self.add_folder, self.add_file)
        adding.setVisible(not self._why_not)
        inside.addWidget(adding)
        if self._signed:
            self.add_file.hide()
        self.body.addWidget(frame)

    # --- what is here

    def _show(self) -> None:
        """Show every model as it is now."""
        clear(self.cards)
        with self.telling():
            held = self.desk.actions.held_models(self.desk.session)
            damaged = self.desk.actions.damaged_models(self.desk.session)
            for words in damaged:
                frame, inside = card()
                inside.addWidget(Text(Words.DAMAGED, "heading"))
                inside.addWidget(Text(words))
                self.cards.addWidget(frame)
            for one in held:
                self.cards.addWidget(self._card(one))
            if not held and not damaged:
                self.cards.addWidget(Text(Words.NONE))
        self.order_tabs()

    def _card(self, one: HeldModel) -> QWidget:
        frame, inside = card()
        model = one.model
        inside.addWidget(Text(model.name, "heading"))
        inside.addWidget(Text(Words.KINDS[model.kind], "label"))
        inside.addWidget(Text(Words.facts(model.size_bytes, model.licence, one.needs_gb), "muted"))
        for words in _remarks(one):
            inside.addWidget(Text(words))
        if buttons := self._buttons(one):
            inside.addWidget(flow_of(*buttons))
        return frame

    def _buttons(self, one: HeldModel) -> list[QPushButton]:
        name, made = one.model.name, []
        may = one.allowed and not one.withdrawn
        if one.first_use == "short check" and may:
            made.append(button(Words.CHECK, lambda: self._check(one), name=Words.CHECK_NAME.format(name=name)))
        if one.model.kind == "writer" and may:
            made.append(button(Words.EXAM, lambda: self._examine(one), name=Words.EXAM_NAME.format(name=name)))
        if one.removable:
            remove = button(Words.REMOVE, lambda: self._ask_to_remove(name), name=Words.REMOVE_NAME.format(name=name))
            remove.setEnabled(not self._why_not)
            made.append(remove)
        return made

    # --- doing

    def choose_folder(self) -> None:
        """Ask for the folder of a pack or of a model, and copy it."""
        if chosen := QFileDialog.getExistingDirectory(self, self._folder_words, usual_folder()):
            self.bring_in(Path(chosen))

    def choose_file(self) -> None:
        """Ask for the file of a language model, and copy it."""
        chosen, _ = QFileDialog.getOpenFileName(self, Words.ADD_FILE, usual_folder(), Words.FILTER)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path) -> None:
        """Copy a pack or a model to this laptop."""
        with self.telling():
            bridge = self.desk.start(BRINGING, self.desk.actions.bring_in_model(self.desk.session, path))
            self._work(Words.ADDING, bridge, self._added)

    def _added(self, model: InstalledModel) -> None:
        self._show()
        self.notice.tell(Words.added(model.name), tone="good")

    def _check(self, one: HeldModel) -> None:
        def then(checked: object) -> None:
            self._show()
            self.notice.tell(Words.checked(one.model.name, getattr(checked, "seconds", 0.0)), tone="good")

        with self.telling():
            job = self.desk.actions.check_model(self.desk.session, one.model.sha256)
            self._work(Words.CHECKING, self.desk.start(CHECKING, job), then)

    def _examine(self, one: HeldModel) -> None:
        def then(_: object) -> None:
            self._show()
            self.notice.tell(Words.examined(one.model.name), tone="good")

        with self.telling():
            job = self.desk.actions.examine_model(self.desk.session, one.model.sha256)
            self._work(Words.EXAMINING, self.desk.start(EXAM, job), then)

    def _ask_to_remove(self, name: str) -> None:
        sure = button(Words.REMOVE_IT, lambda: self._remove(name))
        keep = button(Words.KEEP_IT, self._keep)
        self.notice.tell(Words.remove_title(name), Words.REMOVE_KEPT, "warn", sure, keep)
        self.to_top()
        sure.setFocus()

    def _keep(self) -> None:
        self.main.setFocus()  # before the button that was pressed is gone
        self.notice.quiet()

    def _remove(self, name: str) -> None:
        self.main.setFocus()  # before the button that was pressed is gone
        self.notice.quiet()
        with self.telling():
            self.desk.actions.remove_model(self.desk.session, name)
            self._show()
            self.notice.tell(Words.removed(name), tone="good")

    # --- long work

    def _work(self, title: str, bridge: JobBridge, then: Callable[..., object]) -> None:
        """Show one piece of work; until it ends nothing else is begun here."""
        self._busy(True)
        bridge.ended.connect(self._free)
        self.follow(title, bridge, then)
        self.main.setEnabled(True)  # an exam goes on behind other screens
        self.to_top()

    def _busy(self, busy: bool) -> None:
        """Let what could get in its way be pressed, or not."""
        for made in (self.add_folder, self.add_file):
            made.setEnabled(not busy and not self._why_not)
        for made in self.holder.findChildren(QPushButton):
            made.setEnabled(not busy and not (self._why_not and made.text() == Words.REMOVE))

    def _free(self) -> None:
        if not self._leaving:
            self._busy(False)

    def _follow_what_goes_on(self) -> None:
        """What was begun before, and goes on."""
        titles = {BRINGING: Words.ADDING, CHECKING: Words.CHECKING, EXAM: Words.EXAMINING}
        for key, title in titles.items():
            bridge = self.desk.work.under_way(key)
            if bridge is not None:
                self._work(title, bridge, lambda _: self._show())
                return


def _remarks(one: HeldModel) -> list[str]:
    """What there is to say of a model, and why."""
    if not one.allowed:
        return [Words.NOT_SIGNED]
    if one.withdrawn:
        return [Words.standing(one.model.name, one.standing)]
    said = [] if one.carried else [Words.TOO_LARGE]
    if one.first_use == "short check":
        return [*said, Words.CHECK_FIRST if one.model.kind == "writer" else Words.HEAR_FIRST]
    if one.standing:
        said.append(Words.standing(one.model.name, one.standing))
    if one.came_with_it:
        said.append(Words.came_with_it(one.came_with_it.on, one.came_with_it.app_version))
    return said
