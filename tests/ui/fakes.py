# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""A stand-in for `scribe.actions` with a believable visit in it: same names, kept in memory, no models and no sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.progress import Progress
from scribe import own_templates, review
from scribe.actions import VisitSummary
from scribe.agreement import agreement_problems, with_wording
from scribe.document_text import section_text, text_sha256
from scribe.document_text import shown_text as text_of
from scribe.errors import ApprovalVoid, FileRefused, NotFound, NotReadyToApprove, WrongPassphrase
from scribe.jobs import Job, JobContext, Jobs
from scribe.jottings import as_turn
from scribe.keeping import Outlook
from scribe.licences import Part
from scribe.notes.templates import Template
from scribe.notes.templates import template as template_of
from scribe.notes.templates import templates as templates_of
from scribe.policy_documents import SetByIt, set_by_it
from scribe.practice import Missed
from scribe.quality import QualityRow
from scribe.quality_report import added_up, by_month
from scribe.review import Obstacle
from scribe.second_approval import SamePerson
from scribe.session import OpenRecording
from scribe.settings import Settings
from scribe.transcript_document import written_out
from scribe.visit import (
    EASY_READ,
    Action,
    Agreed,
    Agreement,
    Approval,
    AudioOrigin,
    Check,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Doubt,
    Evidence,
    Export,
    Gap,
    Jotting,
    Kind,
    LeftOut,
    Manner,
    ModelCard,
    Omission,
    Person,
    PersonId,
    Recording,
    RecordingId,
    Role,
    Section,
    SectionId,
    Sha256,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
    Word,
)
from scribe.ways_out import may_be_saved_in, open_formats
from tests.ui.fake_easy import FakeEasy
from tests.ui.fake_mending import FakeMending
from tests.ui.fake_models import FakeModels
from tests.ui.fake_reviewing import FakeReviewing
from tests.ui.fake_writing import FakeDictation, FakeWriting

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
CARD = ModelCard("tiny.en", "0" * 64, "int8")
YES = Agreement(Agreed.YES, "In plain words, with the leaflet", "Yes, that is fine", "Jo Reed", NOW)
PEOPLE = (
    Person(PersonId("p1"), "Mrs Amina Begum", Role.PERSON, "she", "Hard of hearing: sit on her right", agreement=YES),
    Person(PersonId("p2"), "Adam Rahman", Role.FAMILY, "he", agreement=YES),
    Person(PersonId("p3"), "Jo Reed", Role.WORKER, "they"),
)
SAID = (
    ("p3", 1.0, 7.5, "Hello, Mrs Begum. I am Jo, the social worker. Is it all right if I record our talk today?"),
    ("p1", 8.8, 11.2, "Yes, that is fine. You can record it."),
    ("p3", 20.9, 23.9, "Please tell me about your fall. What happened?"),
    ("p1", 25.2, 29.9, "I slipped in the bathroom last Tuesday. No, sorry, it was Wednesday."),
    ("p2", 31.1, 34.1, "I found her on the floor when I came home from work."),
    ("p3", 35.3, 36.8, "Did you hurt yourself?"),
    ("p1", 38.0, 42.1, "Yes. I hurt my left leg. It is still sore in the mornings."),
    ("p1", 46.4, 49.2, "I did not want to bother anyone."),
    ("p1", 60.0, 66.5, "I mostly eat toast. I can't stand at the cooker for long any more."),
    ("S4", 70.0, 76.0, "She takes her blood pressure tablets at eight, and the water tablet at noon."),
    ("p3", 80.0, 85.0, "I will ask for a rail by the bath. You will hear by Friday."),
    ("p1", 90.0, 93.0, "It has turned cold this week, hasn't it?"),
)


def turns() -> tuple[Turn, ...]:
    """The turns of the fake visit, with word times shared out evenly."""
    made = []
    for number, (speaker, start, end, text) in enumerate(SAID, start=1):
        said = text.split()
        step = (end - start) / len(said)
        words = tuple(Word(w, start + i * step, start + (i + 1) * step, 0.9) for i, w in enumerate(said))
        made.append(Turn(TurnId(f"t{number}"), speaker, start, end, text, words))
    return tuple(made)


def transcript() -> Transcript:
    """What was said, with two doubtful words."""
    doubts = (Doubt(TurnId("t10"), 11, 13, "low confidence"),)
    return Transcript(turns(), CARD, 95.0, "a" * 64, doubts=doubts, seconds_taken=6.0)


def evidence(turn: str, words: str) -> Evidence:
    """Evidence for these very words of a turn."""
    found = next(t for t in turns() if t.id == turn)
    at = found.text.index(words)
    return Evidence(found.id, at, at + len(words), found.start, found.end)


def claim(number: int, text: str, *pieces: Evidence, **more: Any) -> Claim:
    """A statement of the fake draft."""
    return Claim(ClaimId(f"c{number}"), text, more.pop("kind", Kind.REPORTED), pieces, **more)


def sections() -> tuple[Section, ...]:
    """Four sections: two with statements, one that was not discussed, one for the worker to write."""
    fall = (
        claim(
            1, "Mrs Begum said she slipped in the bathroom on Wednesday.", evidence("t4", "I slipped in the bathroom")
        ),
        claim(2, "Mr Rahman said he found her on the floor when he came home from work.", evidence("t5", SAID[4][3])),
        claim(
            3,
            "Mrs Begum said she hurt her right leg and it is still sore in the mornings.",
            evidence("t7", "I hurt my left leg"),
            checks=(Check("names and sides", False, "the words say 'left', the statement says 'right'"),),
            flagged=True,
            why="A word in this statement is not in what was said.",
        ),
        claim(4, 'Mrs Begum said: "I did not want to bother anyone."', evidence("t8", SAID[7][3]), kind=Kind.QUOTED),
    )
    food = (
        claim(5, "Mrs Begum said she mostly eats toast.", evidence("t9", "I mostly eat toast")),
        claim(
            6,
            "She said she can't stand at the cooker for long any more.",
            evidence("t9", "I can't stand at the cooker"),
        ),
    )
    return (
        Section(SectionId("fall"), "Being safe at home", fall),
        Section(SectionId("nutrition"), "Managing and maintaining nutrition", food),
        Section(SectionId("work"), "Work, training, education or volunteering"),
        Section(
            SectionId("view"), "The worker's view", prompt="What is your professional view of the risk of another fall?"
        ),
    )


def draft(visit: VisitId, *, practice: bool = False) -> Document:
    """A first draft of the fake visit."""
    actions = (
        Action(
            ClaimId("a1"),
            "Ask for a rail by the bath.",
            "p3",
            "Friday",
            (evidence("t11", "I will ask for a rail by the bath"),),
        ),
    )
    omissions = (
        Omission(TurnId("t10"), SAID[9][3], "not placed", 0, len(SAID[9][3]), ("medicines",)),
        Omission(TurnId("t12"), SAID[11][3], "small talk", 0, len(SAID[11][3])),
    )
    return Document(
        DocumentId(f"d-{visit}"), visit, "care-act-assessment", "Care Act assessment", 1, DocumentStage.DRAFTED,
        sections(), actions, omissions, ModelCard("SmolLM2-135M", "1" * 64), NOW, 4.0, practice=practice,
    )  # fmt: skip


@dataclass
class FakeSession:
    """A session that is not a vault."""

    settings: Settings = field(default_factory=lambda: Settings(worker_name="Jo Reed"))
    jobs: Jobs = field(default_factory=Jobs)
    closed: bool = False
    practice: Any = None

    def close(self) -> None:
        """Stop the lanes."""
        self.closed = True
        self.jobs.close()


@dataclass
class FakeHandle:
    """A recording that hears what it is told to hear."""

    seconds: float = 754.0
    level: float = -24.0
    peak: float = -12.0
    state: str = "recording"
    warning: str = ""
    minutes_left: float = float("inf")
    microphone: str = "Jabra Speak 510"
    gaps: tuple[Gap, ...] = ()
    takes: tuple[Any, ...] = ()

    def stop(self) -> None:
        """End."""
        if self.state != "failed":
            self.state = "stopped"

    def pause(self) -> None:
        """Pause."""
        self.state = "paused"

    def resume(self) -> None:
        """Go on."""
        self.state = "recording"


@dataclass
class FakeTrial:
    """A test of a microphone that hears what it is told to hear."""

    level: float = -24.0
    peak: float = -12.0
    heard: bool = True
    warning: str = ""
    finished: bool = False
    stopped: bool = False

    def stop(self) -> None:
        """End."""
        self.stopped = self.finished = True


class FakeLiveState(StrEnum):
    """How far the words are: the names of `scribe.live.LiveState`."""

    LISTENING = "listening"
    WAITING_FOR_POWER = "waiting for power"
    OFF = "off"
    CATCHING_UP = "catching up"
    FAILED = "failed"


@dataclass
class FakeLive:
    """Live words that say what they are told to say."""

    state: FakeLiveState = FakeLiveState.LISTENING
    behind: float = 0.0
    words: str = "I slipped in the bathroom last Tuesday. No, sorry, it was Wednesday."
    caption: str = "I found her on the floor when I came"
    why: str = ""
    captions: bool = False
    stopped: bool = False
    at_once: bool = False

    def show_captions(self, on: bool) -> None:
        """Turn them on or off."""
        self.captions = on

    def stop(self, now: bool = False) -> None:
        """End."""
        self.stopped, self.at_once = True, now


@dataclass(frozen=True)
class FakeHarm:
    """What is known of harm in a visit: the shape of `scribe.erasing.HarmMentioned`."""

    moments: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class FakeErased:
    """A visit that was erased: the shape of `scribe.erasing.ErasedVisit`."""

    id: VisitId
    reference: str
    erased_at: datetime
    until: datetime


@dataclass
class FakePlaying:
    """Sound that is over when it is stopped. `asked` lists what was asked of it."""

    finished: bool = False
    problem: str = ""
    at: float = 0.0
    paused: bool = False
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def stop(self) -> None:
        """Be quiet."""
        self.finished = True

    def pause(self) -> None:
        """Stay where it is."""
        self.paused = True

    def resume(self) -> None:
        """Go on."""
        self.paused = False

    def seek(self, seconds: float) -> None:
        """Go on from there."""
        self.at = seconds

    def set_speed(self, speed: float) -> None:
        """So fast."""
        self.asked.append(("speed", speed))

    def set_loop(self, on: bool) -> None:
        """Again and again, or not."""
        self.asked.append(("loop", on))


@dataclass(frozen=True)
class FakeMicrophone:
    """A microphone."""

    id: str
    name: str
    default: bool = False


class FakeActions(FakeModels, FakeEasy, FakeReviewing, FakeMending, FakeWriting):
    """Every action that the window asks for. `calls` lists what was asked, `fails` what is to fail."""

    def __init__(self) -> None:
        super().__init__()
        self.dictation = FakeDictation()
        self.visit_rows: dict[VisitId, Visit] = {}
        self.notes: dict[VisitId, Document] = {}
        self.written_out: dict[VisitId, Document] = {}
        self.approvals: dict[DocumentId, Approval] = {}
        self.second_approvals: dict[DocumentId, Approval] = {}
        self.exported: list[tuple[str, Path]] = []
        self.filed: dict[DocumentId, str] = {}
        self.played: list[tuple[float, float]] = []
        self.played_how = (1.0, False)
        self.playing = FakePlaying()
        self.remarks: tuple[str, ...] = ()
        self.bad_templates: tuple[str, ...] = ()
        self.templates_kept: dict[str, Template] = {}
        self.templates_refused: set[str] = set()
        self.unfiled_hours: dict[VisitId, float] = {}
        self.work_gate: Callable[[JobContext], None] = lambda _: None  # type: ignore[method-assign]
        self.stale = False
        self.planted: ClaimId | None = None
        self.handle = FakeHandle()
        self.trial = FakeTrial()
        self.live: FakeLive | None = FakeLive()
        self.live_error: Exception | None = None
        self.started: list[tuple[str | None, bool]] = []
        self.recordings: dict[VisitId, OpenRecording] = {}
        self.start_gate: Callable[[], None] = lambda: None
        self.stop_error: Exception | None = None
        self.brought_in: list[tuple[Path, ...]] = []
        self.jotted: dict[VisitId, tuple[Jotting, ...]] = {}
        self.jotting_error: Exception | None = None
        self.harm = FakeHarm()
        self.erased: dict[VisitId, tuple[FakeErased, Visit]] = {}
        self.erasures: list[dict[str, Any]] = []
        self.passphrase = ""
        self.outlook = Outlook()
        self.date_refused: Exception | None = None
        self.dates_confirmed: list[datetime] = []
        self.remark = ""
        self.quality_rows: tuple[QualityRow, ...] = ()
        self.standing = "Robin-135M has not sat the exam, so it is not used."

    # --- filling it

    def put(self, number: int, stage: VisitStage, note: DocumentStage | None = None, **more: Any) -> VisitId:
        """Put in a visit that has come so far."""
        visit_id = VisitId(f"v{number}")
        people = more.pop("people", PEOPLE)
        reference = more.pop("reference", f"204-1{number:02}")
        self.visit_rows[visit_id] = Visit(visit_id, reference, "care-act-assessment", stage, NOW, people, **more)
        if stage is VisitStage.TRANSCRIBED:
            self.transcripts[visit_id] = transcript()
        if note is not None:
            made = replace(draft(visit_id, practice=more.get("practice", False)), stage=note)
            self.notes[visit_id] = made
            if note in (DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED):
                digest = text_sha256(self.shown_text(None, made.id))
                approval = Approval(made.id, made.version, digest, "Jo Reed", "I have read it.", NOW, Sha256("2" * 64))
                self.approvals[made.id] = approval
        return visit_id

    def put_settled(self, number: int) -> VisitId:
        """Put in a visit whose note only has to be approved."""
        visit_id = self.put(number, VisitStage.TRANSCRIBED, DocumentStage.IN_REVIEW)
        note = self.notes[visit_id]
        note = review.accept_claim(note, ClaimId("c3"), "I checked it with her", at=NOW)
        for section in note.sections:
            note = review.confirm_section(note, section.id, at=NOW)
        self.notes[visit_id] = review.see_omissions(review.confirm_actions(note, at=NOW), at=NOW)
        return visit_id

    def put_quality(self) -> None:
        """Two months of figures."""
        first = QualityRow(
            id="0" * 16, version=1, month="2026-02", template="case-note", model="none", draft_words=400,
            approved_words=420, words_changed=21, words_added=30, words_removed=10, statements=40, kept=34, edited=4,
            removed=2, omissions_added=3, flags=9, flags_accepted=6, flags_edited=2, flags_removed=1, minutes=38,
            heard_words=6200, heard_words_changed=70,
        )  # fmt: skip
        self.quality_rows = (first, replace(first, id="1" * 16, month="2026-03", words_changed=2, minutes=26))

    def put_rich(self, visit_id: VisitId) -> None:
        """Let the note have headings under which nothing was said, things left out of a section, and near headings."""
        note = self.notes[visit_id]
        fall, food, *others = note.sections
        first = replace(fall.claims[0], also=(SectionId("nutrition"),))
        more = [
            Section(SectionId(f"empty{number}"), heading)
            for number, heading in enumerate(("Toilet needs", "Being clothed", "Home environment"), start=1)
        ]
        tablets, weather = note.omissions
        self.notes[visit_id] = replace(
            note,
            sections=(replace(fall, claims=(first, *fall.claims[1:])), food, *more, *others),
            omissions=(replace(tablets, section=SectionId("nutrition")), weather),
        )

    def put_jottings(self, visit_id: VisitId) -> None:
        """Put in one jotting of each kind."""
        self.jotted[visit_id] = (
            Jotting(TurnId("j1"), 312.0, Manner.SEEN, "Rug by the stairs is loose. Kettle on the floor.", NOW),
            Jotting(TurnId("j2"), 540.0, Manner.MARK, "", NOW),
            Jotting(TurnId("j3"), 655.0, Manner.TOLD, "Adam: she did not eat on Sunday", NOW),
        )

    def put_own_turns(self, visit_id: VisitId) -> None:
        """Put what the worker jotted, marked and dictated among the turns."""
        said = self.transcripts[visit_id]
        worker = "p3"
        own = (
            Turn(TurnId("j1"), worker, 10.0, 10.0, "Kettle on the floor.", manner=Manner.SEEN),
            Turn(TurnId("j2"), worker, 30.0, 30.0, "", manner=Manner.MARK),
            Turn(TurnId("t20"), worker, 95.0, 99.0, "I think she was in pain all the time.", manner=Manner.DICTATED),
        )
        turns = tuple(sorted((*said.turns, *own), key=lambda turn: turn.start))
        self.transcripts[visit_id] = replace(said, turns=turns)

    def put_to_check(self, visit_id: VisitId) -> None:
        """Let three places be doubtful, one with an offer; a known word be put in, and a turn be off the record."""
        said = self.transcripts[visit_id]
        turns = {turn.id: turn for turn in said.turns}
        fifth = turns[TurnId("t5")]
        words = (*fifth.words[:2], replace(fifth.words[2], heard="hair"), *fifth.words[3:])
        turns[TurnId("t5")] = replace(fifth, words=words)
        turns[TurnId("t4")] = replace(turns[TurnId("t4")], edited=True)
        doubts = (
            Doubt(TurnId("t2"), 3, 4, "The two listeners heard different words here: “find”.", "find"),
            Doubt(TurnId("t5"), 1, 2, "low confidence"),
            *said.doubts,
        )
        self._said(visit_id, turns=tuple(turns.values()), doubts=doubts, left_out=(LeftOut(46.0, 50.0),))

    def put_gaps(self, visit_id: VisitId) -> None:
        """Let parts of the visit be missing: at its start, within it, at the same place twice, and at its end."""
        gaps = (
            Gap(0.0, 0.12, "the laptop was too busy"),
            Gap(30.0, 330.0, "paused"),
            Gap(60.0, 74.0, "microphone lost"),
            Gap(60.0, 60.1, "the laptop was too busy"),
            Gap(95.0, 4000.0, "the laptop was asleep"),
        )
        self._said(visit_id, gaps=gaps)

    def _note(self, document_id: DocumentId) -> Document:
        found = [
            one
            for kept in (self.notes, self.written_out, self.extracts, self.easy)
            for one in kept.values()
            if one.id == document_id
        ]
        if not found:
            raise NotFound
        return found[0]

    def _change(self, document_id: DocumentId, change: Callable[[Document], Document]) -> Document:
        before = self._note(document_id)
        after = replace(change(before), stage=DocumentStage.IN_REVIEW)
        self.remember(before, after)
        return self._keep_note(after)

    def _keep_note(self, document: Document) -> Document:
        of_note = self.extracts if document.is_urgent else self.written_out if document.is_transcript else self.notes
        kept = self.easy if document.is_easy_read else of_note
        kept[document.visit] = document
        return document

    # --- visits

    def named_parts(self) -> tuple[Part, ...]:
        return (Part("numpy", "2.4", "BSD-3-Clause"), Part("OpenDyslexic", "", "Open Font License", "Abbie Gonzalez"))

    def list_visits(self, session: Any) -> tuple[VisitSummary, ...]:
        rows = (visit for visit in self.visit_rows.values() if visit.template != EASY_READ)
        return tuple(self._summary(visit) for visit in rows)

    def _summary(self, visit: Visit) -> VisitSummary:
        note = self.notes.get(visit.id)
        by_stage = {VisitStage.PLANNED: "record", VisitStage.RECORDING: "recover", VisitStage.RECORDED: "transcribe"}
        by_note = {DocumentStage.APPROVED: "export", DocumentStage.EXPORTED: "file", DocumentStage.FILED: "done"}
        step = by_note.get(note.stage, "review") if note else by_stage.get(visit.stage, "draft")
        return VisitSummary(visit, note, step, self.unfiled_hours.get(visit.id))

    def plan_visit(self, session: Any, reference: str, template: str, people: tuple[Person, ...]) -> Visit:
        visit_id = VisitId(f"v{len(self.visit_rows) + 1}")
        self.visit_rows[visit_id] = Visit(visit_id, reference, template, VisitStage.PLANNED, NOW, people)
        return self.visit_rows[visit_id]

    def change_people(self, session: Any, visit_id: VisitId, people: tuple[Person, ...]) -> Visit:
        before = {each.id: each for each in self.visit_rows[visit_id].people}
        wording = session.settings.consent_wording if session else ""
        told = tuple(with_wording(each, before.get(each.id), wording) for each in people)
        self.visit_rows[visit_id] = replace(self.visit_rows[visit_id], people=told)
        return self.visit_rows[visit_id]

    def change_visit(self, session: Any, visit_id: VisitId, reference: str, template: str) -> Visit:
        self.visit_rows[visit_id] = replace(self.visit_rows[visit_id], reference=reference, template=template)
        return self.visit_rows[visit_id]

    def visit(self, session: Any, visit_id: VisitId) -> Visit:
        if visit_id not in self.visit_rows:
            raise NotFound
        return self.visit_rows[visit_id]

    def agreement_missing(self, session: Any, visit_id: VisitId) -> tuple[str, ...]:
        return agreement_problems(self.visit_rows[visit_id])

    def template_choices(self, session: Any) -> tuple[tuple[str, str], ...]:
        known = {"case-note": "Case note", "care-act-assessment": "Care Act assessment"}
        return tuple((known | {each.id: each.title for each in self.templates_kept.values()}).items())

    def template_about(self, session: Any, template_id: str) -> str:
        known = {each.id: each.about for each in templates_of()}
        return known.get(template_id, "")

    def template_problems(self, session: Any) -> tuple[str, ...]:
        return self.bad_templates

    def template_to_edit(self, session: Any, template_id: str) -> Template:
        if template_id in self.templates_refused:
            raise FileRefused(f"The template {template_id}.toml can't be used.")
        return self.templates_kept.get(template_id) or template_of(template_id)

    def template_faults(self, template: Template) -> tuple[str, ...]:
        return own_templates.faults(template)

    def save_template(self, session: Any, template: Template) -> Path:
        self.templates_kept[template.id] = template
        return Path("/council/templates") / f"{template.id}.toml"

    def preview_template(self, session: Any, template: Template) -> Job[tuple[Document, Visit]]:
        note = draft(VisitId("v3"))
        sections = tuple(Section(each.id, each.heading, prompt=each.prompt) for each in template.sections)
        made = replace(note, title=template.title, sections=sections)
        return self._job("preview", (made, self.visit_rows[VisitId("v3")]), lambda _: None)

    def change_setting(self, session: Any, name: str, value: object) -> Settings:
        changed: Settings = replace(session.settings, **{name: value})
        session.settings = changed
        return changed

    def quality_figures(self, session: Any) -> Any:
        rows = self.quality_rows
        return added_up(rows), by_month(rows)

    def exam_standing(self, session: Any) -> str:
        return self.standing

    def examine_writer(self, session: Any) -> Job[Any]:
        def work(context: JobContext) -> str:
            self.work_gate(context)
            return "Robin-135M may write one sentence at a time."

        def keep(standing: str) -> None:
            self.standing = standing

        return Job("exam", "exam", work, keep)

    # --- sound

    def microphones(self) -> tuple[Any, ...]:
        return (FakeMicrophone("1", "Built-in microphone", True), FakeMicrophone("2", "Jabra Speak 510"))

    def try_microphone(self, device: str | None = None) -> Any:
        return self.trial

    def start_recording(
        self, session: Any, visit_id: VisitId, device: str | None = None, *, dictated: bool = False
    ) -> Any:
        before = self.recorded_seconds(session, visit_id)
        self.started.append((device, dictated))
        self._move(visit_id, VisitStage.RECORDING)
        self.recordings[visit_id] = OpenRecording(self.handle, before, dictated)  # type: ignore[arg-type]
        self.start_gate()
        return self.handle

    def open_recordings(self, session: Any) -> tuple[OpenRecording, ...]:
        return tuple(self.recordings.values())

    def unlocks_by_passphrase(self, session: Any) -> bool:
        return bool(self.passphrase) and session.practice is None

    def check_passphrase(self, session: Any, passphrase: str) -> None:
        if session.practice is not None or passphrase != self.passphrase:
            raise WrongPassphrase

    def look_after_keeping(self, session: Any) -> Outlook:
        return self.outlook

    def confirm_date(self, session: Any, says: datetime) -> Outlook:
        if self.date_refused is not None:
            raise self.date_refused
        self.dates_confirmed.append(says)
        return Outlook(self.outlook.planned)

    def open_recording(self, session: Any, visit_id: VisitId) -> OpenRecording | None:
        return self.recordings.get(visit_id)

    def listen_live(self, session: Any, visit_id: VisitId, handle: Any) -> Any:
        if self.live_error is not None:
            raise self.live_error
        return self.live

    def stop_recording(self, session: Any, visit_id: VisitId, handle: Any) -> Recording:
        handle.stop()
        if self.stop_error is not None:
            raise self.stop_error
        self.recordings.pop(visit_id, None)
        return self._recorded(visit_id, AudioOrigin.RECORDED)

    def recover_recording(self, session: Any, visit_id: VisitId) -> Recording:
        return self._recorded(visit_id, AudioOrigin.RECORDED)

    def import_audio(self, session: Any, visit_id: VisitId, paths: Sequence[Path]) -> Job[tuple[Recording, ...]]:
        self.brought_in.append(tuple(paths))
        recordings = tuple(
            Recording(
                RecordingId(f"r{n}"), visit_id, f"r{n}.fna", AudioOrigin.IMPORTED, NOW, True, 95.0, remark=self.remark
            )
            for n, _ in enumerate(paths, start=1)
        )
        return self._job("import", recordings, lambda _: self._move(visit_id, VisitStage.RECORDED))

    def give_up_recording(self, session: Any, visit_id: VisitId) -> None:
        self.recordings.pop(visit_id, None)
        self._move(visit_id, VisitStage.PLANNED)

    def sound_remarks(self, session: Any, visit_id: VisitId) -> tuple[str, ...]:
        return self.remarks

    def recorded_seconds(self, session: Any, visit_id: VisitId) -> float:
        return 0.0 if self.visit_rows[visit_id].stage is VisitStage.PLANNED else 754.0

    def _recorded(self, visit_id: VisitId, origin: AudioOrigin) -> Recording:
        self._move(visit_id, VisitStage.RECORDED)
        return Recording(RecordingId("r1"), visit_id, "r1.fna", origin, NOW, True, 754.0)

    def _move(self, visit_id: VisitId, stage: VisitStage) -> None:
        self.visit_rows[visit_id] = replace(self.visit_rows[visit_id], stage=stage)

    def play_span(
        self, session: Any, visit_id: VisitId, start: float, end: float, *, speed: float = 1.0, loop: bool = False
    ) -> Any:
        self.played.append((start, end))
        self.played_how = (speed, loop)
        self.playing = FakePlaying(at=start)
        return self.playing

    def get_ready_to_play(self, session: Any) -> None:
        pass

    # --- jottings

    def jottings(self, session: Any, visit_id: VisitId) -> tuple[Jotting, ...]:
        return self.jotted.get(visit_id, ())

    def add_jotting(self, session: Any, visit_id: VisitId, manner: Manner, text: str, at: float) -> Jotting:
        if self.jotting_error is not None:
            raise self.jotting_error
        known = self.jotted.get(visit_id, ())
        number = max((int(one.id[1:]) for one in known), default=0) + 1
        made = Jotting(TurnId(f"j{number}"), at, manner, text, NOW)
        self.jotted[visit_id] = (*known, made)
        return made

    def change_jotting(self, session: Any, visit_id: VisitId, jotting_id: TurnId, manner: Manner, text: str) -> Jotting:
        known = self.jotted[visit_id]
        changed = tuple(replace(one, manner=manner, text=text) if one.id == jotting_id else one for one in known)
        self.jotted[visit_id] = changed
        return next(one for one in changed if one.id == jotting_id)

    def remove_jotting(self, session: Any, visit_id: VisitId, jotting_id: TurnId) -> None:
        self.jotted[visit_id] = tuple(one for one in self.jotted[visit_id] if one.id != jotting_id)

    # --- erasing

    def harm_mentioned(self, session: Any, visit_id: VisitId) -> Any:
        return self.harm

    def erase_visit(
        self, session: Any, visit_id: VisitId, *, why: str, to_record: str = "", no_harm: bool = False
    ) -> VisitId | None:
        self.erasures.append({"visit": visit_id, "why": why, "to_record": to_record, "no_harm": no_harm})
        self.put_erased(visit_id)
        if not to_record:
            return None
        return self.put(30, VisitStage.TRANSCRIBED, DocumentStage.DRAFTED)

    def put_erased(self, visit_id: VisitId) -> None:
        """Let a visit be erased."""
        visit = self.visit_rows.pop(visit_id)
        self.erased[visit_id] = (FakeErased(visit_id, visit.reference, NOW, NOW + timedelta(days=7)), visit)

    def erased_visits(self, session: Any) -> tuple[Any, ...]:
        return tuple(row for row, _ in self.erased.values())

    def restore_visit(self, session: Any, visit_id: VisitId) -> Visit:
        _, visit = self.erased.pop(visit_id)
        self.visit_rows[visit_id] = visit
        return visit

    def hold_visit(self, session: Any, visit_id: VisitId, why: str) -> Visit:
        self.visit_rows[visit_id] = replace(self.visit_rows[visit_id], held=why)
        return self.visit_rows[visit_id]

    def release_visit(self, session: Any, visit_id: VisitId) -> Visit:
        return self.hold_visit(session, visit_id, "")

    # --- transcript

    def _job(self, name: str, result: Any, keep: Callable[[Any], None]) -> Job[Any]:
        def work(context: JobContext) -> Any:
            context.progress(Progress(40, 100, "Minute 4 of 10"))
            self.work_gate(context)
            context.cancel.raise_if_asked()
            return result

        return Job(name, name, work, keep)

    def transcribe_visit(self, session: Any, visit_id: VisitId) -> Job[Transcript]:
        def keep(result: Transcript) -> None:
            self.transcripts[visit_id] = result
            self._move(visit_id, VisitStage.TRANSCRIBED)

        return self._job("transcribe", transcript(), keep)

    def _jotting_changed(self, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
        manner = next(jotting.manner for jotting in self.jotted[visit_id] if jotting.id == turn_id)
        self.change_jotting(None, visit_id, turn_id, manner, text)
        said = self.transcript(None, visit_id)
        assert said is not None
        return said

    def transcript(self, session: Any, visit_id: VisitId) -> Transcript | None:
        return self.drafted_from(session, visit_id)

    def drafted_from(self, session: Any, visit_id: VisitId) -> Transcript | None:
        said, jotted = self.transcripts.get(visit_id), self.jotted.get(visit_id, ())
        if said is not None or not jotted or self.visit_rows[visit_id].stage is not VisitStage.PLANNED:
            return said
        return Transcript(tuple(as_turn(one, "p3") for one in jotted), ModelCard("none"), 0.0, "")

    # --- draft and review

    def draft_note(
        self, session: Any, visit_id: VisitId, template: str | None = None, detail: str | None = None
    ) -> Job[Document]:
        def keep(note: Document) -> None:
            self.notes[visit_id] = note

        return self._job("draft", draft(visit_id), keep)

    def document(self, session: Any, document_id: DocumentId) -> Document:
        return self._note(document_id)

    def latest_document(self, session: Any, visit_id: VisitId) -> Document | None:
        return self.notes.get(visit_id)

    def transcript_document(self, session: Any, visit_id: VisitId) -> Document:
        self.written_out.setdefault(visit_id, written_out(self.transcripts[visit_id], self.visit_rows[visit_id]))
        return self.written_out[visit_id]

    def latest_transcript_document(self, session: Any, visit_id: VisitId) -> Document | None:
        return self.written_out.get(visit_id)

    def out_of_date(self, session: Any, document_id: DocumentId) -> bool:
        return self.stale

    def confirm_section(
        self,
        session: Any,
        document_id: DocumentId,
        section_id: SectionId,
        seconds: float | None = None,
        again: bool = False,
    ) -> Document:
        self.check_pace(self._note(document_id), section_id, seconds, again)
        return self._change(document_id, lambda d: review.confirm_section(d, section_id, at=NOW))

    def unconfirm_section(self, session: Any, document_id: DocumentId, section_id: SectionId) -> Document:
        return self._change(document_id, lambda d: review.unconfirm_section(d, section_id))

    def accept_claim(self, session: Any, document_id: DocumentId, claim_id: ClaimId, reason: str) -> Document:
        return self._change(document_id, lambda d: review.accept_claim(d, claim_id, reason, at=NOW))

    def edit_claim(self, session: Any, document_id: DocumentId, claim_id: ClaimId, text: str) -> Document:
        compare = self.compare_with(self._note(document_id))
        return self._change(document_id, lambda d: review.edit_claim(d, claim_id, text, compare=compare, at=NOW))

    def use_rules_wording(self, session: Any, document_id: DocumentId, claim_id: ClaimId) -> Document:
        return self._change(document_id, lambda d: review.use_rules_wording(d, claim_id))

    def remove_claim(self, session: Any, document_id: DocumentId, claim_id: ClaimId) -> Document:
        return self._change(document_id, lambda d: review.remove_claim(d, claim_id, at=NOW))

    def restore_claim(self, session: Any, document_id: DocumentId, claim_id: ClaimId) -> Document:
        return self._change(document_id, lambda d: review.restore_claim(d, claim_id))

    def add_omission(self, session: Any, document_id: DocumentId, index: int, section_id: SectionId) -> Document:
        return self._change(document_id, lambda d: review.add_omission(d, index, section_id))

    def write_section(self, session: Any, document_id: DocumentId, section_id: SectionId, text: str) -> Document:
        return self._change(document_id, lambda d: review.write_section(d, section_id, text))

    def edit_action(
        self,
        session: Any,
        document_id: DocumentId,
        action_id: ClaimId,
        text: str,
        owner: str | None = None,
        by: str | None = None,
    ) -> Document:
        return self._change(document_id, lambda d: review.edit_action(d, action_id, text, owner=owner, by=by))

    def remove_action(self, session: Any, document_id: DocumentId, action_id: ClaimId) -> Document:
        return self._change(document_id, lambda d: review.remove_action(d, action_id))

    def restore_action(self, session: Any, document_id: DocumentId, action_id: ClaimId) -> Document:
        return self._change(document_id, lambda d: review.restore_action(d, action_id))

    def confirm_actions(self, session: Any, document_id: DocumentId) -> Document:
        return self._change(document_id, lambda d: review.confirm_actions(d, at=NOW))

    def see_omissions(self, session: Any, document_id: DocumentId) -> Document:
        return self._change(document_id, lambda d: review.see_omissions(d, at=NOW))

    def unsettled(self, document: Document) -> tuple[Obstacle, ...]:
        return review.obstacles(document)

    def obstacles(self, session: Any, document_id: DocumentId) -> tuple[Obstacle, ...]:
        return review.obstacles(self._note(document_id))

    def shown_text(self, session: Any, document_id: DocumentId) -> str:
        note = self._note(document_id)
        return text_of(note, self.visit_rows[note.visit])

    def planted_found(self, session: Any, document_id: DocumentId) -> bool | None:
        if self.planted is None:
            return None
        claims = [c for s in self._note(document_id).sections for c in s.claims]
        return any(c.id == self.planted and (c.removed or c.original) for c in claims)

    def planted_missed(self, session: Any, document_id: DocumentId) -> Missed | None:
        if self.planted_found(session, document_id) is not False:
            return None
        sections = self._note(document_id).sections
        heading, text = next((s.heading, c.text) for s in sections for c in s.claims if c.id == self.planted)
        return Missed(heading, text, "It was said the other way round.")

    # --- approval and what leaves

    def approve(self, session: Any, document_id: DocumentId, approver: str, statement: str, shown: str) -> Approval:
        if self.obstacles(session, document_id):
            raise NotReadyToApprove
        if shown != self.shown_text(session, document_id):
            raise ApprovalVoid
        note = self._change(document_id, lambda d: d)
        made = Approval(note.id, note.version, text_sha256(shown), approver, statement, NOW, Sha256("2" * 64))
        self.approvals[note.id] = made
        self._keep_note(replace(note, stage=DocumentStage.APPROVED))
        return made

    def approve_too(self, session: Any, document_id: DocumentId, approver: str, statement: str, shown: str) -> Approval:
        first = self.approvals[document_id]
        if approver == first.approver:
            raise SamePerson
        self.second_approvals[document_id] = replace(first, approver=approver, statement=statement)
        return self.second_approvals[document_id]

    def second_approval(self, session: Any, document_id: DocumentId) -> Approval | None:
        return self.second_approvals.get(document_id)

    def needs_second_approval(self, session: Any, document_id: DocumentId) -> bool:
        asked = session.settings.second_approver == "required" and document_id in self.approvals
        return asked and document_id not in self.second_approvals

    def may_save_in(self, session: Any, folder: Path) -> bool:
        return may_be_saved_in(session.settings, folder)

    def settings_of_it(self, session: Any) -> tuple[SetByIt, ...]:
        return set_by_it(session.settings)

    def open_formats(self, session: Any) -> tuple[str, ...]:
        return open_formats(session.settings)

    def withdrawn(self, session: Any, document_id: DocumentId) -> tuple[str, ...]:
        people = self.visit_rows[self.document(session, document_id).visit].people
        return tuple(p.name for p in people if p.agreement.answer is Agreed.WITHDRAWN)

    def approval(self, session: Any, document_id: DocumentId) -> Approval | None:
        return self.approvals.get(document_id)

    def reopen(self, session: Any, document_id: DocumentId) -> Document:
        self.approvals.pop(document_id, None)
        return self._change(document_id, lambda d: d)

    def can_speak_to_file(self) -> bool:
        return True

    def export_document(self, session: Any, document_id: DocumentId, format: str, to: Path) -> Job[Export]:
        note = self._note(document_id)
        made = Export(note.id, note.version, format, Sha256("3" * 64), Sha256("4" * 64), NOW)

        def keep(_: Export) -> None:
            to.write_text(self.shown_text(session, document_id), encoding="utf-8")
            self.exported.append((format, to))
            self._keep_note(replace(note, stage=DocumentStage.EXPORTED))

        return self._job("export", made, keep)

    def copy_section(self, session: Any, document_id: DocumentId, section_id: SectionId) -> str:
        return section_text(self._note(document_id), section_id)

    def mark_filed(self, session: Any, document_id: DocumentId, record_number: str) -> Document:
        self.filed[document_id] = record_number
        note = replace(self._note(document_id), stage=DocumentStage.FILED)
        self._keep_note(note)
        return note


LATE = timedelta(hours=30) / timedelta(hours=1)


def full_house() -> FakeActions:
    """A fake with a visit at each step."""
    fake = FakeActions()
    fake.put(1, VisitStage.PLANNED)
    fake.put(2, VisitStage.RECORDED)
    fake.put(3, VisitStage.TRANSCRIBED)
    fake.put(4, VisitStage.TRANSCRIBED, DocumentStage.IN_REVIEW)
    fake.put_settled(5)
    late = fake.put(6, VisitStage.TRANSCRIBED, DocumentStage.EXPORTED)
    fake.unfiled_hours[late] = LATE
    fake.put(7, VisitStage.TRANSCRIBED, DocumentStage.FILED)
    return fake
