"""What leaves: saving the approved note, copying a section, and saying where it is filed."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QRadioButton, QWidget

from scribe.review_actions import LEFT_REVIEW
from scribe.visit import Document, DocumentId, DocumentStage, Section, Visit, VisitId
from ui.clipboard import copy_privately
from ui.desk import Desk, Go, Place
from ui.folders import usual_folder
from ui.screens.base import Screen
from ui.widgets.buttons import button
from ui.widgets.field import Field, code
from ui.widgets.layouts import card, flow_of
from ui.widgets.text import Text
from ui.words import Export as Words
from ui.words import ExportTranscript, when
from ui.words_easy_read import ExportEasy
from ui.words_policies import WaysOut
from ui.words_urgent import ExportUrgent


class ExportScreen(Screen):
    """Save, then file, then done: the main button is whichever comes next."""

    step = 6

    def __init__(
        self,
        desk: Desk,
        visit_id: VisitId,
        *,
        transcript: bool = False,
        urgent: bool = False,
        document: DocumentId | None = None,
    ) -> None:
        by_kind = ExportUrgent if urgent else ExportTranscript if transcript else Words
        self.words = ExportEasy if document is not None else by_kind
        self.step = 0 if document is not None else self.step
        super().__init__(desk, self.words.TITLE, self.words.INTRO)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.document: Document = desk.document_of(visit_id, transcript=transcript, urgent=urgent, document=document)
        self.needs_second = desk.actions.needs_second_approval(desk.session, self.document.id)
        self.filing = self._filing_card()
        self.saving = self._saving_card()
        self.copying = self._copying_card()
        for one in (self.filing, self.saving, self.copying):
            self.body.addWidget(one)
        self._note = desk.actions.latest_document(desk.session, visit_id) if urgent else None
        self.to_note = self._way_to_note() if urgent else None
        self.reopen = self.add_other(self.words.REOPEN, self._reopen)
        self.reopen.setToolTip(Words.REOPEN_HELP)
        if self.document.is_note and not self.visit.practice:
            self.make_easy = self.add_other(ExportEasy.MAKE_EASY, self._make_easy)
        self.key("Ctrl+O", self._choose)
        self._show_stage()
        self._tell_first()

    def _tell_first(self) -> None:
        """What the worker should know before the note leaves."""
        if self.desk.actions.approval(self.desk.session, self.document.id) is None:
            self.notice.tell(self.words.VOID, self.words.VOID_NEXT, "warn")
            return
        if missed := self.desk.actions.planted_missed(self.desk.session, self.document.id):
            where = Words.missed(missed.heading, missed.text, missed.why)
            self.notice.tell(Words.MISSED_TITLE, f"{where}\n{Words.MISSED_NEXT}", "warn")
            return
        if self.needs_second:
            self.notice.tell(WaysOut.SECOND_NEEDED, WaysOut.SECOND_NEXT, "warn")
            return
        if self.formats.checkedButton() is None:
            self.notice.tell(WaysOut.NO_FORMAT, WaysOut.NO_FORMAT_NEXT, "warn")
            return
        names = self.desk.actions.withdrawn(self.desk.session, self.document.id)
        stale = self.document.is_transcript and self.desk.actions.out_of_date(self.desk.session, self.document.id)
        changed = ExportTranscript.CHANGED_SINCE if stale else ""
        if names:
            self.notice.tell(Words.withdrawn(names), f"{self.words.WITHDRAWN_NEXT}\n{changed}".strip(), "warn")
        elif changed:
            self.notice.tell(changed, ExportTranscript.CHANGED_SINCE_NEXT, "warn")

    # --- building

    def _saving_card(self) -> QWidget:
        frame, inside = card()
        self.formats = QButtonGroup(self)
        radios = []
        may = self.desk.actions.open_formats(self.desk.session)
        offered = [each for each in self.words.FORMATS if each[0] in may]
        for format_id, words, why in offered:
            radio = QRadioButton(words)
            radio.setAccessibleName(f"{Words.FORMAT}: {words}. {why}")
            radio.setToolTip(why)
            radio.setProperty("format", format_id)
            self.formats.addButton(radio)
            radios.append(radio)
        if radios:
            radios[0].setChecked(True)
        self.folder = code(str(self._first_folder()))
        self.another_title = Text(Words.SAVE_ANOTHER, "heading")
        self.save_another = button(Words.SAVE_ANOTHER, self._export)
        inside.addWidget(self.another_title)
        inside.addWidget(Text(Words.FORMAT, "label"))
        inside.addWidget(flow_of(*radios))
        if len(offered) < len(self.words.FORMATS):
            inside.addWidget(Text(WaysOut.SOME_FORMATS if radios else WaysOut.NO_FORMAT, "muted"))
        self.no_voice = Text(ExportEasy.NO_VOICE, "muted")
        self.no_voice.hide()
        inside.addWidget(self.no_voice)
        spoken = next((each for each in radios if each.property("format") == "wav"), None)
        if spoken is not None and not self.desk.actions.can_speak_to_file():
            spoken.setEnabled(False)
            spoken.setAccessibleName(f"{spoken.accessibleName()}. {ExportEasy.NO_VOICE}")
            self.no_voice.show()
        inside.addWidget(Field(Words.FOLDER, self.folder))
        allowed = self.desk.session.settings.export_folders
        if allowed:
            inside.addWidget(Text(WaysOut.only_in(", ".join(str(one) for one in allowed)), "muted"))
        inside.addWidget(flow_of(button(Words.CHOOSE, self._choose, keys="Ctrl+O")))
        approval = self.desk.actions.approval(self.desk.session, self.document.id)
        if approval is not None:
            inside.addWidget(Text(Words.approved(approval.approver, when(approval.at)), "muted"))
            inside.addWidget(Text(Words.file_says(self.words.drafted_with(approval.approver)), "muted"))
        second = self.desk.actions.second_approval(self.desk.session, self.document.id)
        if second is not None:
            inside.addWidget(Text(WaysOut.also(second.approver, when(second.at)), "muted"))
        inside.addWidget(flow_of(self.save_another))
        return frame

    def _first_folder(self) -> Path:
        """Where files are saved at first: what was chosen, if IT lets files be saved there, else what IT named."""
        settings = self.desk.session.settings
        usual = Path(settings.export_folder or usual_folder())
        may: bool = self.desk.actions.may_save_in(self.desk.session, usual)
        return usual if may else settings.export_folders[0]

    def _copying_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(Text(Words.COPY_TITLE, "heading"))
        inside.addWidget(Text(Words.COPY_HELP, "muted"))
        may = "copy" in self.desk.actions.open_formats(self.desk.session)
        filled = [section for section in self.document.sections if may and not section.not_discussed]
        self.copies = [self._copy_button(section) for section in filled]
        inside.addWidget(flow_of(*self.copies))
        return frame

    def _copy_button(self, section: Section) -> QWidget:
        return button(Words.copy(section.heading), lambda: self._copy(section))

    def _filing_card(self) -> QWidget:
        frame, inside = card()
        self.record = code()
        self.record.returnPressed.connect(self._file)
        inside.addWidget(Field(Words.RECORD, self.record))
        return frame

    # --- which of the three it is

    def _show_stage(self) -> None:
        stage = self.document.stage
        if self.needs_second:
            self._show_second()
            return
        self.filing.setVisible(stage is DocumentStage.EXPORTED)
        self.copying.setVisible(bool(self.copies) and not self.document.is_easy_read)
        for part in (self.another_title, self.save_another):
            part.setVisible(stage in (DocumentStage.EXPORTED, DocumentStage.FILED))
        if stage is DocumentStage.FILED:
            self._say(self.words.DONE_TITLE, self.words.DONE_INTRO)
            self._offer_end()
        elif stage is DocumentStage.EXPORTED:
            self._say(self.words.FILE_TITLE, self.words.FILE_INTRO)
            self.set_main(Words.FILED, self._file)
            self.record.setFocus()
        else:
            self._say(self.words.TITLE, self.words.INTRO)
            self.set_main(Words.EXPORT, self._export)

    def _show_second(self) -> None:
        """Nothing leaves yet: the one thing to do is to let a colleague read it."""
        for one in (self.filing, self.saving, self.copying):
            one.hide()
        self._say(self.words.TITLE, WaysOut.SECOND_INTRO)
        self.set_main(WaysOut.LET_READ, self._let_read)

    def _let_read(self) -> None:
        document = self.document.id if self.document.is_easy_read else None
        of = self.document
        place = Place(
            Go.APPROVE_TOO, self.visit.id, transcript=of.is_transcript, urgent=of.is_urgent, document=document
        )
        self.go.emit(place)

    def _offer_end(self) -> None:
        """After an extract there is still the note; after the note there is nothing."""
        if self.to_note is not None:
            self.to_note.hide()
            self.set_main(self.to_note.accessibleName(), self._to_note)
        elif self.document.is_easy_read:
            self.set_main(ExportEasy.TO_PAPERS, lambda: self.leave_for(Go.PAPERS))
        else:
            self.set_main(Words.TO_VISITS, lambda: self.leave_for(Go.VISITS))

    def _make_easy(self) -> None:
        self.go.emit(Place(Go.EASY_START, self.visit.id, document=self.document.id))

    def _way_to_note(self) -> QPushButton:
        """One step from an extract to the note of the visit, wherever that is by now."""
        self.key("F8", self._to_note)
        words = ExportUrgent.TO_NOTE if self._note else ExportUrgent.NO_NOTE_YET
        return self.add_other(words, self._to_note, keys="F8")

    def _to_note(self) -> None:
        done = self._note is not None and self._note.stage in LEFT_REVIEW
        self.leave_for(Go.TRANSCRIPT if self._note is None else Go.EXPORT if done else Go.REVIEW, self.visit.id)

    def _say(self, title: str, intro: str) -> None:
        self.title.say(title)
        self.intro.say(intro)

    def _refresh(self) -> None:
        self.document = self.desk.actions.document(self.desk.session, self.document.id)
        self._show_stage()

    # --- what the worker does

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, Words.CHOOSE, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _export(self) -> None:
        folder = Path(self.folder.text()).expanduser()
        if not folder.is_dir():
            self.notice.tell(Words.FOLDER_MISSING, tone="warn")
            self.folder.setFocus()
            return
        checked = self.formats.checkedButton()
        if checked is None:
            self.notice.tell(WaysOut.NO_FORMAT, WaysOut.NO_FORMAT_NEXT, "warn")
            return
        with self.telling():
            chosen = str(checked.property("format"))
            to = free_name(folder, self._file_name(), self.document.version, chosen)
            job = self.desk.actions.export_document(self.desk.session, self.document.id, chosen, to)
            bridge = self.desk.start(f"export {self.document.id}", job)
            self.follow(Words.WORKING, bridge, lambda _: self._exported(to))

    def _file_name(self) -> str:
        if self.document.is_easy_read:
            return f"{self.visit.reference}-easy-read"
        kind = "-transcript" if self.document.is_transcript else "-urgent" if self.document.is_urgent else ""
        return f"{self.visit.reference}{kind}"

    def _exported(self, to: Path) -> None:
        self._refresh()
        self.notice.tell(Words.saved(to.name), str(to.parent), "good")
        self.to_top()

    def _copy(self, section: Section) -> None:
        with self.telling():
            text = self.desk.actions.copy_section(self.desk.session, self.document.id, section.id)
            copy_privately(text)
            self.notice.tell(Words.copied(section.heading), tone="good")

    def _file(self) -> None:
        number = self.record.text().strip()
        if not number:
            self.notice.tell(Words.RECORD_MISSING, tone="warn")
            self.record.setFocus()
            return
        with self.telling():
            self.document = self.desk.actions.mark_filed(self.desk.session, self.document.id, number)
            self.notice.quiet()
            self._show_stage()
            self.main.setFocus()
            self.to_top()

    def _reopen(self) -> None:
        with self.telling():
            self.desk.actions.reopen(self.desk.session, self.document.id)
            if self.document.is_easy_read:
                self.go.emit(Place(Go.EASY_READ, self.visit.id, document=self.document.id))
                return
            kind = {"transcript": self.document.is_transcript, "urgent": self.document.is_urgent}
            self.leave_for(Go.REVIEW, self.visit.id, **kind)

    # --- for the window

    def first_focus(self) -> QWidget:
        """The record number when that is what is missing, the kind of file before that, else the main button."""
        if self.document.stage is DocumentStage.APPROVED:
            return self.formats.checkedButton() or self.main
        return self.record if self.document.stage is DocumentStage.EXPORTED else self.main

    def visit_shown(self) -> Visit | None:
        """The visit that the note is about."""
        return self.visit


def free_name(folder: Path, reference: str, version: int, extension: str) -> Path:
    """A file name in the folder that no file has yet: the reference and the version, never a person's name."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", reference).strip("-") or "note"
    stem = f"fairnote-{safe}-v{version}"
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.{extension}" for n in range(1, 10_000))
    return next(path for path in names if not path.exists())
