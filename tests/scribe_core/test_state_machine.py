"""Whatever a worker does, in whatever order, nothing leaves that wasn't approved exactly as it was shown."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from easyread.page import Line, LineKind, Picture
from easyread.sheet import Choices
from easyread.source import Span
from scribe import easy_read, review
from scribe.approval import ApprovedDocument, approve, approved
from scribe.errors import ApprovalVoid, FairnoteError, MoveNotAllowed, NotApproved, NotReadyToApprove
from scribe.export import copy_section, export, verify_file
from scribe.lifecycle import Move, advance, destroy_erased, file_document, hold, release, restore
from scribe.review_actions import change, reopen, start_review
from scribe.review_undo import redo, undo
from scribe.vault import Vault, VisitErased, VisitHidden
from scribe.visit import (
    TRANSCRIPT,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    OfNote,
    Person,
    PersonId,
    Role,
    VisitId,
)
from tests.scribe_core.make import (
    A1,
    C1,
    C2,
    C3,
    COIN,
    D1,
    E1,
    E2,
    E3,
    E4,
    HEALTH,
    HOME,
    V1,
    a_document,
    a_letter,
    a_visit,
    an_easy_read,
    approve_all,
    text_of,
)

CLAIMS = st.sampled_from([C1, C2, C3])
SECTIONS = st.sampled_from([HEALTH, HOME])
WORDS = st.text(alphabet="ab \n\u202e", max_size=6)
CAN_LEAVE = (DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED)


class Desk(RuleBasedStateMachine):
    """A worker, a vault, and a model of what was approved, kept apart from the code that is tested."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.vault = Vault.practice()
        self.approved_text: str | None = None
        self.in_hand: list[ApprovedDocument] = []
        self.files = 0
        self.hidden = self.held = False
        self.others = 0

    def teardown(self) -> None:
        self.vault.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.vault.add_visit(a_visit())
        self.vault.save_document(a_document())

    # --- the review
    def _change(self, f: object) -> None:
        before = text_of(self.vault)
        stage = self.vault.document(D1).stage
        try:
            change(self.vault, D1, f)  # type: ignore[arg-type]
        except FairnoteError:
            assert text_of(self.vault) == before and self.vault.document(D1).stage is stage
            return
        if text_of(self.vault) != before:
            self.approved_text = None

    @rule(claim=CLAIMS, words=WORDS)
    def edit(self, claim: str, words: str) -> None:
        self._change(lambda d: review.edit_claim(d, claim, words))  # type: ignore[arg-type]

    @rule(claim=CLAIMS, words=WORDS)
    def accept(self, claim: str, words: str) -> None:
        self._change(lambda d: review.accept_claim(d, claim, words))  # type: ignore[arg-type]

    @rule(claim=CLAIMS)
    def remove(self, claim: str) -> None:
        self._change(lambda d: review.remove_claim(d, claim))  # type: ignore[arg-type]

    @rule(claim=CLAIMS)
    def restore(self, claim: str) -> None:
        self._change(lambda d: review.restore_claim(d, claim))  # type: ignore[arg-type]

    @rule(section=SECTIONS, words=WORDS)
    def write(self, section: str, words: str) -> None:
        self._change(lambda d: review.write_section(d, section, words))  # type: ignore[arg-type]

    @rule(section=SECTIONS)
    def quote_what_was_left_out(self, section: str) -> None:
        self._change(lambda d: review.add_omission(d, 0, section))  # type: ignore[arg-type]

    @rule(claim=CLAIMS, section=SECTIONS)
    def move(self, claim: str, section: str) -> None:
        self._change(lambda d: review.move_claim(d, claim, section))  # type: ignore[arg-type]

    @rule()
    def confirm_what_is_empty(self) -> None:
        self._change(review.confirm_empty)

    @rule(back=st.booleans())
    def take_back_or_make_again(self, back: bool) -> None:
        before = self.vault.document(D1)
        try:
            after = (undo if back else redo)(self.vault, D1)
        except MoveNotAllowed:
            assert self.vault.document(D1) == before
            return
        assert before.stage not in CAN_LEAVE and not self.hidden and self.approved_text is None
        assert (after.stage, after.version) == (DocumentStage.IN_REVIEW, before.version)

    @rule(section=SECTIONS)
    def confirm(self, section: str) -> None:
        self._change(lambda d: review.confirm_section(d, section))  # type: ignore[arg-type]

    @rule(words=WORDS)
    def edit_action(self, words: str) -> None:
        self._change(lambda d: review.edit_action(d, A1, words))

    @rule()
    def look_at_the_rest(self) -> None:
        self._change(lambda d: review.see_omissions(review.confirm_actions(d)))

    @rule()
    def finish_the_review(self) -> None:
        def everything(document: Document) -> Document:
            for claim in document.open_flags:
                document = review.accept_claim(document, claim.id, "heard")
            for section in document.sections:
                document = review.confirm_section(document, section.id)
            return review.see_omissions(review.confirm_actions(document))

        if self.vault.document(D1).stage not in CAN_LEAVE:
            self._change(everything)

    def _ready(self) -> bool:
        return review.obstacles(self.vault.document(D1)) == ()

    # --- the moves
    @rule()
    def start(self) -> None:
        try:
            start_review(self.vault, D1)
        except MoveNotAllowed:
            assert self.hidden or self.vault.document(D1).stage in CAN_LEAVE

    @rule()
    def approve_what_is_shown(self) -> None:
        shown, ready = text_of(self.vault), self._ready()
        reviewing = self.vault.document(D1).stage is DocumentStage.IN_REVIEW
        try:
            made = approve(self.vault, D1, approver="Jo Reed", statement="Read.", shown=shown)
        except (NotReadyToApprove, MoveNotAllowed):
            assert self.hidden or not (ready and reviewing)
            return
        assert ready and reviewing and not self.hidden and made.text == shown
        self.approved_text = shown
        self.in_hand.append(made)

    @rule(letter=st.sampled_from(["x", "\n", ""]))
    def approve_something_else(self, letter: str) -> None:
        shown = text_of(self.vault)[:-2] + letter
        try:
            approve(self.vault, D1, approver="Jo Reed", statement="Read.", shown=shown)
        except (NotReadyToApprove, MoveNotAllowed):
            return
        raise AssertionError("approved a text that was not shown")

    @rule()
    def reopen(self) -> None:
        could = self.vault.document(D1).stage in CAN_LEAVE
        try:
            reopen(self.vault, D1)
        except MoveNotAllowed:
            assert not could
            return
        assert could
        self.approved_text = None

    @rule()
    def file(self) -> None:
        try:
            file_document(self.vault, D1, "M-1")
        except MoveNotAllowed:
            assert self.vault.document(D1).stage not in (DocumentStage.EXPORTED, DocumentStage.FILED)

    # --- erasing and holds
    def _on_record(self) -> bool:
        """Whether a note was approved and not reopened, or has left or may have at any time."""
        return self.vault.document(D1).stage in CAN_LEAVE or self.vault.may_be_out(D1)

    @rule()
    def erase(self) -> None:
        may = not self.hidden and not self.held and not self._on_record()
        try:
            advance(self.vault, V1, Move.ERASE)
        except MoveNotAllowed:
            assert not may
            return
        assert may
        self.hidden = True
        for attempt in (lambda: approved(self.vault, D1), lambda: advance(self.vault, D1, Move.START_REVIEW)):
            try:
                attempt()
            except (NotApproved, MoveNotAllowed):
                continue
            raise AssertionError("something of an erased visit could go on")

    @rule(days=st.sampled_from([0, 7]))
    def bring_back(self, days: int) -> None:
        may = self.hidden and (days > 0 or self.held)
        try:
            restore(self.vault, V1, restorable=timedelta(days=days))
        except MoveNotAllowed:
            assert not may
            return
        assert may
        self.hidden = False

    @rule()
    def put_on_hold(self) -> None:
        try:
            assert hold(self.vault, V1, "court order").held
        except MoveNotAllowed:
            assert self.held
        self.held = True

    @rule()
    def end_the_hold(self) -> None:
        try:
            assert not release(self.vault, V1).held
        except MoveNotAllowed:
            assert not self.held
        self.held = False

    @rule(days=st.sampled_from([0, 7]))
    def try_to_destroy(self, days: int) -> None:
        """Done to a visit beside this one, which has the same stage and hold, so that this one can go on."""
        other = VisitId(f"v-{self.others}")
        self.others += 1
        self.vault.add_visit(a_visit(other))
        if self.hidden:
            advance(self.vault, other, Move.ERASE)
        if self.held:
            hold(self.vault, other, "court order")
        may = self.hidden and not self.held and days == 0
        try:
            destroy_erased(self.vault, other, restorable=timedelta(days=days))
        except MoveNotAllowed:
            assert not may and self.vault.visit(other).reference
            return
        assert may
        for attempt in (lambda: self.vault.visit(other), lambda: restore(self.vault, other, restorable=timedelta(7))):
            try:
                attempt()
            except VisitErased:
                continue
            raise AssertionError("a destroyed visit could be read")

    @invariant()
    def hidden_is_hidden_and_held_is_there(self) -> None:
        listed = V1 in [visit.id for visit in self.vault.visits()]
        assert listed is not self.hidden and bool(self.vault.visit(V1).held) is self.held

    # --- behind the review's back
    @rule(words=st.text(alphabet="ab", max_size=3))
    def save_directly(self, words: str) -> None:
        document = self.vault.document(D1)
        try:
            self.vault.save_document(
                replace(document, title=f"Case note {words}", stage=DocumentStage.APPROVED, version=1)
            )
        except VisitHidden:
            assert self.hidden and self.vault.document(D1) == document

    @rule(name=st.sampled_from(["Jo Reed", "Sam Lee"]))
    def rename_somebody(self, name: str) -> None:
        people = (Person(PersonId("p2"), name, Role.WORKER),)
        try:
            self.vault.save_visit(replace(self.vault.visit(V1), people=people))
        except VisitHidden:
            assert self.hidden

    # --- what leaves
    def _may_leave(self) -> bool:
        return self.approved_text is not None and text_of(self.vault) == self.approved_text

    @rule(format=st.sampled_from(["txt", "html"]))
    def export_now(self, format: str) -> None:
        self._leave(format)

    def _leave(self, format: str) -> None:
        try:
            ready = approved(self.vault, D1)
        except NotApproved:
            assert not self._may_leave()
            return
        self._export(ready, format)

    @precondition(lambda self: self.in_hand)
    @rule(data=st.data())
    def export_an_old_one(self, data: st.DataObject) -> None:
        self._export(data.draw(st.sampled_from(self.in_hand)), "txt")

    def _export(self, ready: ApprovedDocument, format: str) -> None:
        self.files += 1
        to = self.folder / f"{self.files}.{format}"
        try:
            made = export(self.vault, ready, format, to)
        except (NotApproved, ApprovalVoid):
            assert not to.exists()
            return
        assert self._may_leave() and ready.text == self.approved_text
        found = verify_file(self.vault, to)
        assert found.holds and found.current and found.export == made
        if format == "txt":
            assert self._holds_what_was_approved(to.read_text(encoding="utf-8"))

    def _holds_what_was_approved(self, file: str) -> bool:
        return self.approved_text is not None and self.approved_text in file

    @rule(section=SECTIONS)
    def copy(self, section: str) -> None:
        try:
            copied = copy_section(self.vault, approved(self.vault, D1), section)  # type: ignore[arg-type]
        except NotApproved:
            assert not self._may_leave()
            return
        assert self._may_leave() and self.approved_text is not None and copied in self.approved_text

    @invariant()
    def the_record_holds(self) -> None:
        assert self.vault.audit.check().whole

    @invariant()
    def an_approval_is_of_the_text_that_was_shown(self) -> None:
        try:
            ready = approved(self.vault, D1)
        except FairnoteError:
            return
        assert ready.text == self.approved_text == text_of(self.vault)


class TranscriptDesk(Desk):
    """The same with the transcript as the document, of which there are captions too."""

    @initialize()
    def begin(self) -> None:
        self.vault.add_visit(a_visit())
        self.vault.save_document(replace(a_document(), template=TRANSCRIPT))

    @rule(format=st.sampled_from(["vtt", "srt"]))
    def export_captions(self, format: str) -> None:
        self._leave(format)


LINES = st.sampled_from([E1, E2, E3, E4, ClaimId("w1"), ClaimId("nobody")])
PLACES = st.one_of(st.none(), LINES)
MADE = st.builds(
    Line, st.just("x"), WORDS, st.sampled_from([Span(0, 0), Span(0, 10), Span(11, 34)]), st.sampled_from(LineKind),
    st.sampled_from([None, COIN]), flagged=st.booleans(), why=st.just("why"),
)  # fmt: skip
PICTURES = st.sampled_from([None, COIN, Picture("home", Path("own/home.svg"), "A home")])
N1 = DocumentId("n1")


class EasyReadDesk(Desk):
    """The same with an Easy Read of an approved note, which may be reopened at any time."""

    @initialize()
    def begin(self) -> None:
        self.vault.add_visit(a_visit())
        self.vault.save_document(replace(a_document(), id=N1))
        note = approve_all(self.vault, N1).approval
        self.note_text = text_of(self.vault, N1)
        made = an_easy_read(of_note=OfNote(N1, note.version, note.text_sha256))
        self.vault.save_document(replace(made, id=D1))
        self.reopened = False

    def _note_holds(self) -> bool:
        return not self.reopened and text_of(self.vault, N1) == self.note_text

    def _ready(self) -> bool:
        return self._note_holds() and super()._ready()

    def _may_leave(self) -> bool:
        return self._note_holds() and super()._may_leave()

    def _holds_what_was_approved(self, file: str) -> bool:
        """Each line but those that name a picture, whole and in its order."""
        lines = iter(line for line in file.splitlines() if line)
        approved = [line for line in (self.approved_text or "").splitlines() if line]
        return bool(approved) and all(line in lines for line in approved if not line.startswith("Picture: "))

    def _on_record(self) -> bool:
        return super()._on_record() or self.vault.document(N1).stage in CAN_LEAVE

    @rule()
    def change_the_note(self) -> None:
        try:
            reopen(self.vault, N1)
        except MoveNotAllowed:
            assert self.hidden or self.reopened
            return
        self.reopened = True

    @rule(line=LINES, made=st.lists(MADE, max_size=2))
    def edit_line(self, line: ClaimId, made: list[Line]) -> None:
        self._change(lambda d: easy_read.edit_line(d, line, made))

    @rule(after=PLACES, made=MADE)
    def add_line(self, after: ClaimId | None, made: Line) -> None:
        self._change(lambda d: easy_read.add_line(d, after, made))

    @rule(line=LINES, back=st.booleans())
    def take_line_out_or_put_it_back(self, line: ClaimId, back: bool) -> None:
        self._change(lambda d: (easy_read.restore_line if back else easy_read.remove_line)(d, line))

    @rule(line=LINES, by=st.integers(-2, 2))
    def move_line(self, line: ClaimId, by: int) -> None:
        self._change(lambda d: easy_read.move_line(d, line, by))

    @rule(index=st.integers(-1, 2), after=PLACES, made=MADE)
    def bring_words_back(self, index: int, after: ClaimId | None, made: Line) -> None:
        self._change(lambda d: easy_read.bring_back(d, index, after, made))

    @rule(line=LINES, picture=PICTURES, only_here=st.booleans())
    def choose_picture(self, line: ClaimId, picture: Picture | None, only_here: bool) -> None:
        self._change(lambda d: easy_read.choose_picture(d, line, picture, only_here=only_here))

    @rule(points=st.sampled_from([16, 24]), pictures=st.booleans())
    def choose_the_look(self, points: int, pictures: bool) -> None:
        self._change(lambda d: easy_read.set_choices(d, Choices(points, pictures=pictures)))

    @rule(name=WORDS)
    def sign_off(self, name: str) -> None:
        self._change(lambda d: easy_read.set_checked_by(d, name))

    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        section = data.draw(st.sampled_from([each.id for each in self.vault.document(D1).sections]))
        try:
            copied = copy_section(self.vault, approved(self.vault, D1), section)
        except NotApproved:
            assert not self._may_leave()
            return
        assert self._may_leave() and self.approved_text is not None
        assert all(line in self.approved_text for line in copied.split("\n"))

    @invariant()
    def nothing_of_the_source_is_lost(self) -> None:
        """Whatever is done to lines, each stretch of the letter is in a line, or listed as left out."""
        document = self.vault.document(D1)
        assert document.easy is not None and document.easy.source == a_letter()
        claims = [claim for section in document.sections for claim in section.claims]
        assert [claim.id for claim in claims] == [line.id for line in document.easy.lines]
        kept = {claim.evidence[0].start_char for claim in claims if claim.evidence and not claim.removed}
        listed = {omission.start_char for omission in document.omissions}
        assert {block.span.start for block in a_letter().blocks} <= kept | listed


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestTranscriptDesk = TranscriptDesk.TestCase
TestTranscriptDesk.settings = settings(TestDesk.settings, max_examples=20)
TestEasyReadDesk = EasyReadDesk.TestCase
TestEasyReadDesk.settings = settings(TestDesk.settings, max_examples=30)
