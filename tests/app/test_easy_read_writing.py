"""An Easy Read with a model beside the rules: asked only where its exam permits, checked, and never in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from easyread.page import Profile
from easyread.reader import Reader
from models.engines import ChildWriter
from models.exam import exam_version, weighed
from models.exam_items import Task
from models.exam_result import FEWEST_EASY, LETTER_ORDERS, TaskMark
from models.process import ChildProcess
from models.progress import Cancellation, Cancelled, Progress
from models.scripted import ScriptedWriter
from models.writer import Writer
from scribe import actions, exams
from scribe.easy_read_writing import Asking, ModelWriter, Written, permitted, write_page
from scribe.jobs import run_here
from scribe.notes.prompts import prompt
from scribe.session import Session
from scribe.visit import Document, ModelCard, WrittenBy
from tests.app.test_actions import opened
from tests.benchmarks.easyread_liars import BREAKING, BreakingWriter
from tests.easyread.sources import source_of
from tests.notes.exam_results import result

PANEL = (
    "The panel, which meets on the first Monday of each month, will consider your application and will write to you."
)
BETTER = "The panel meets on the first Monday of each month. The panel will consider your application. The panel will write to you."  # noqa: E501
LETTER = source_of(f"You can ask for help.\n{PANEL}\n")
CARD = ModelCard("scripted", "ab" * 32)
START = actions.Start("The panel", Profile.EASY_READ, Reader("Amina", True), "the letter")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with nothing in it, and no model that sat an exam."""
    with opened(tmp_path / "vault") as made:
        made.settings = replace(made.settings, models_folder=tmp_path / "models")
        yield made


def writes(session: Session, *answers: str) -> ScriptedWriter:
    """The session's model answers so, in order."""
    writer = ScriptedWriter(answers)
    session.engines.writer = lambda: (writer, CARD)  # type: ignore[method-assign]
    return writer


def earns_easy_read(session: Session) -> None:
    """That model has sat the exam and may offer words for an Easy Read."""
    easy = TaskMark(Task.EASY_READ, FEWEST_EASY, FEWEST_EASY, 12, wanted=100)
    marks = (easy, TaskMark(LETTER_ORDERS, 8, 8))
    earned = weighed(replace(result(sha256=CARD.sha256), version=exam_version(), tasks=marks))
    assert earned.may_simplify and exams.told(earned).startswith(
        "may write nothing, but may write sentences of an Easy"
    )
    exams.keep(earned, session.settings.models_folder)


def made(session: Session) -> Document:
    """An Easy Read of the letter."""
    return run_here(actions.start_easy_read(session, LETTER, START))


def drafted_by(session: Session, document: Document) -> object:
    """The hash of the model that the record has of a document."""
    (row,) = session.vault.audit.rows_about(document.id, "document drafted")
    return dict(row.facts).get("model")


def test_a_model_that_has_earned_nothing_is_not_asked(session: Session) -> None:
    """The line says so, and the Easy Read names no model."""
    writer = writes(session, BETTER)
    document = made(session)
    assert writer.requests == [] and document.model == ModelCard("none") and drafted_by(session, document) is None
    assert actions.easy_read_writer(session) == (
        "Written by rules alone: scripted has not earned Easy Read in the exam on this laptop."
    )
    session.engines.writer = lambda: None  # type: ignore[method-assign]
    assert "no language model on this laptop" in actions.easy_read_writer(session)


def test_a_model_that_earned_it_is_asked_in_its_own_lane_and_recorded(session: Session) -> None:
    """Its name and hash are in the document and in the record; its lines are flagged; the prompt is the exam's."""
    writer = writes(session, BETTER)
    earns_easy_read(session)
    job = actions.start_easy_read(session, LETTER, START)
    assert job.lane == "writer"
    told: list[Progress] = []
    document = run_here(job, on_progress=told.append)
    assert document.model == CARD and drafted_by(session, document) == CARD.sha256
    claims = [claim for section in document.sections for claim in section.claims]
    assert [claim.text for claim in claims if claim.written_by is WrittenBy.MODEL] == BETTER.replace(". ", ".|").split(
        "|"
    )
    assert all(claim.open_flag for claim in claims if claim.written_by is WrittenBy.MODEL)
    assert [request.text for request in writer.requests] == [prompt("easy-read").request(text=PANEL).text]
    shares = [each.fraction or 0.0 for each in told]
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_what_did_not_stand_is_asked_about_once_more_for_several_wordings(session: Session) -> None:
    """First one of each sentence, then three; what rules wrote stands where none of them does."""
    writer = writes(session, "The panel will refuse you.", f"The panel will refuse you.|No.|{BETTER}")
    earns_easy_read(session)
    claims = [claim for section in made(session).sections for claim in section.claims]
    assert [request.candidates for request in writer.requests] == [1, 3]
    assert WrittenBy.MODEL in {claim.written_by for claim in claims}


def page_with(writer: Writer, seconds: float, cancel: Cancellation | None = None) -> Written:
    """The page with that writer, which may be asked for so long."""
    model = ModelWriter(writer, CARD)
    return write_page(LETTER, START.profile, START.reader, model=model, seconds=seconds, cancel=cancel)


@pytest.mark.parametrize("how", BREAKING)
def test_a_model_that_breaks_or_never_ends_leaves_the_rules_page_in_time(how: str) -> None:
    """A real child: it gives one false answer for each sentence, and then breaks. One line says that it did."""
    source = source_of("\n".join(PANEL.replace("first", each) for each in ("first", "second", "third")))
    rules = write_page(source, START.profile, START.reader)
    child = ChildProcess(BreakingWriter, (how,), name="liar", idle_seconds=None, grace=0.2)
    writer, began = ChildWriter(child), time.monotonic()
    try:
        asked = write_page(source, START.profile, START.reader, model=ModelWriter(writer, CARD), seconds=2.0)
    finally:
        writer.close()
    assert [line.text for line in asked.page.lines] == [line.text for line in rules.page.lines]
    assert "made by rules alone" in asked.remark and PANEL not in asked.remark
    assert time.monotonic() - began < 60


class Cancelling(ScriptedWriter):
    """A writer in the midst of whose answer a person asks to stop."""

    def complete(self, request, *, cancel):  # type: ignore[no-untyped-def]
        """Asked to stop meanwhile."""
        cancel._outer.ask()
        cancel.raise_if_asked()


def test_a_person_can_stop_it_while_the_model_is_asked() -> None:
    """That is no failure of the model's: nothing is made."""
    with pytest.raises(Cancelled):
        page_with(Cancelling(), 60, Cancellation())


def test_a_model_is_asked_no_longer_than_it_may() -> None:
    """With no time left nothing is asked."""
    writer = ScriptedWriter((BETTER,))
    assert "not asked any more" in page_with(writer, 0.0).remark and writer.requests == []


def test_an_asking_that_came_to_its_end_asks_nothing_more() -> None:
    """Two rounds, whatever is still wished for."""
    asking = Asking(ScriptedWriter(("One.", "Two.", "Three.")), seconds=60, cancel=Cancellation())
    assert [asking((PANEL,)), asking((PANEL,)), asking((PANEL,))] == [{PANEL: ("One.",)}, {PANEL: ("Two.",)}, {}]


def test_who_writes_is_said_of_a_permitted_model_too(session: Session) -> None:
    """By its name."""
    writes(session)
    earns_easy_read(session)
    model, remark = permitted(session.engines.writer(), session.settings.models_folder)
    assert model is not None and remark.startswith("Written by rules; scripted is asked")
