"""The facts of a visit: who was there, what was said, what was written of it. Frozen; a change is a new value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from easyread.page import Check as RuleCheck
from easyread.page import Explained, LineKind, Picture, Profile
from easyread.reader import Reader
from easyread.sheet import Choices
from easyread.source import Source

VisitId = NewType("VisitId", str)
PersonId = NewType("PersonId", str)
RecordingId = NewType("RecordingId", str)
TurnId = NewType("TurnId", str)
DocumentId = NewType("DocumentId", str)
SectionId = NewType("SectionId", str)
ClaimId = NewType("ClaimId", str)
Sha256 = NewType("Sha256", str)
"""A SHA-256 as 64 lower-case hexadecimal digits."""


TRANSCRIPT = "transcript"
"""The template of a document that is the transcript itself; no kind of note may be called so."""
URGENT = "urgent-extract"
"""The template of an urgent extract: statements that could not wait for the note. No kind of note may be called so."""
EASY_READ = "easy-read"
"""The template of an Easy Read, and of the visit that is no visit but a letter from outside. No note may be called so.
"""


class VisitStage(StrEnum):
    """How far a visit has come."""

    PLANNED = "planned"
    RECORDING = "recording"
    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    ERASED = "erased"


class DocumentStage(StrEnum):
    """How far a document has come."""

    DRAFTED = "drafted"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    EXPORTED = "exported"
    FILED = "filed"
    REOPENED = "reopened"


class Role(StrEnum):
    """What somebody is to the visit. `PERSON` is the one the visit is about."""

    PERSON = "person"
    WORKER = "worker"
    FAMILY = "family"
    CARER = "carer"
    CHILD = "child"
    PROFESSIONAL = "professional"
    ADVOCATE = "advocate"
    INTERPRETER = "interpreter"
    OTHER = "other"


class Agreed(StrEnum):
    """What somebody said when asked whether the visit may be recorded."""

    NOT_ASKED = "not asked"
    YES = "yes"
    NO = "no"
    CANNOT_DECIDE = "can't decide"
    CHILD = "child"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Agreement:
    """One person's agreement to record: who asked and when, and the rest in the worker's own words."""

    answer: Agreed = Agreed.NOT_ASKED
    how_asked: str = ""
    what_was_said: str = ""
    asked_by: str = ""
    asked_at: datetime | None = None
    consulted: str = ""
    """'Can't decide': whom the worker consulted."""
    why: str = ""
    """'Can't decide': why recording was thought to be right."""
    own_view: str = ""
    """A child: the child's own view."""
    parental_responsibility: str = ""
    """A child: who holds parental responsibility."""
    wording: str = ""
    """The council's words that were on the screen when the answer was written down; '' where IT has set none, and of
    an earlier version, which kept none.
    """


@dataclass(frozen=True)
class Person:
    """Somebody at the visit, or spoken of in it. `pronouns` is 'she', 'he', 'they', or '' when not given."""

    id: PersonId
    name: str
    role: Role
    pronouns: str = ""
    communication_needs: str = ""
    arrived_late: bool = False
    agreement: Agreement = field(default_factory=Agreement)


@dataclass(frozen=True)
class Word:
    """One word of a turn. Times are seconds from the start of the recording; confidence is 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float
    heard: str = ""
    """What the recogniser wrote, where a word that it should know was put in the place of it; else ''."""


class Manner(StrEnum):
    """How the words of a turn came to be: said at the visit, or the worker's own account in one of four manners."""

    SPOKEN = ""
    DICTATED = "dictated"
    SEEN = "seen"
    TOLD = "told"
    VIEW = "my view"
    MARK = "mark"
    """A moment that the worker marked without a word."""
    READ_BACK = "read back"
    """What the person visited said to the note when it was read back to them, typed in their words."""


@dataclass(frozen=True)
class Turn:
    """What one speaker said without a break. `speaker`: a PersonId, a label such as S1, or '' while not known."""

    id: TurnId
    speaker: str
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    edited: bool = False
    """Whether the worker has put its text right."""
    manner: Manner = Manner.SPOKEN


@dataclass(frozen=True)
class Jotting:
    """What the worker typed, or a moment that was marked. Its id is j1, j2 …; it is evidence of its manner.

    `at` is seconds of the visit's sound, as the times of turns are.
    """

    id: TurnId
    at: float
    manner: Manner
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Gap:
    """Seconds of the visit that were not recorded, and why."""

    start: float
    end: float
    why: str


@dataclass(frozen=True)
class Doubt:
    """Words `from_word` up to but not including `to_word` of a turn that may not be what was said."""

    turn: TurnId
    from_word: int
    to_word: int
    why: str
    offer: str = ""
    """What may have been said instead, or '' where nobody knows."""


@dataclass(frozen=True)
class LeftOut:
    """Seconds of the visit's sound that are off the record: what was said in them is in no draft.

    A word is left out when the middle of it lies in them, whatever becomes of its turn, so that another pass of the
    recogniser can't bring it back.
    """

    start: float
    end: float


@dataclass(frozen=True)
class ModelCard:
    """Which model made something. `sha256` is that of its main file; `name` is 'none' where no model was used."""

    name: str
    sha256: str = ""
    compute: str = ""


@dataclass(frozen=True)
class Transcript:
    """All that was said, in order."""

    turns: tuple[Turn, ...]
    model: ModelCard
    seconds: float
    audio_sha256: str
    """SHA-256 of the imported file, or of the samples if it was recorded here."""
    gaps: tuple[Gap, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    seconds_taken: float = 0.0
    left_out: tuple[LeftOut, ...] = ()
    """In order of time, none touching another."""
    second_opinion: str = ""
    """SHA-256 of the second recogniser that has listened to it, or '' while none has."""


class AudioOrigin(StrEnum):
    """How a recording's sound got here."""

    RECORDED = "recorded"
    IMPORTED = "imported"
    PRACTICE = "practice"
    DICTATED = "dictated"
    """The worker's own account, spoken after the visit; nobody else is heard in it."""


@dataclass(frozen=True)
class Recording:
    """One encrypted file of sound. `seconds` and `audio_sha256` are known once it is finished."""

    id: RecordingId
    visit: VisitId
    file_name: str
    """Name inside the vault's audio folder; made of ids, never of content."""
    origin: AudioOrigin
    started_at: datetime
    finished: bool = False
    seconds: float = 0.0
    audio_sha256: str = ""
    gaps: tuple[Gap, ...] = ()
    remark: str = ""
    """A plain sentence where something of it is missing: part of an imported file could not be read."""
    replaces: str = ""
    """Name of the file that this one took the place of, while that is still to be destroyed; else ''."""
    erased_at: datetime | None = None
    """When its sound was erased while the visit stayed, in UTC; None where it is kept."""


@dataclass(frozen=True)
class HeardSegment:
    """A stretch of speech that was recognised in one piece, in seconds of its recording."""

    text: str
    start: float
    end: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class HeardPart:
    """What a recogniser heard in a recording up to `until` seconds of it, after the part before this one.

    It is kept as it comes, so that whatever dies, listening goes on from there.
    """

    recording: RecordingId
    until: float
    segments: tuple[HeardSegment, ...]
    model: ModelCard
    seconds_taken: float = 0.0


class Kind(StrEnum):
    """What sort of thing a claim is."""

    REPORTED = "reported"
    QUOTED = "quoted"
    OBSERVED = "observed"
    VIEW = "view"
    ACTION = "action"


class WrittenBy(StrEnum):
    """By what means a claim's text was made."""

    RULES = "rules"
    MODEL = "model"
    QUOTATION = "quotation"
    WORKER = "worker"


@dataclass(frozen=True)
class Evidence:
    """The words a claim came from: characters `start_char` up to, not with, `end_char` of a turn, and their seconds."""

    turn: TurnId
    start_char: int
    end_char: int
    start: float
    end: float


@dataclass(frozen=True)
class Check:
    """One rule of the verifier, and whether the claim passed it. `detail` says what was wrong, in plain words."""

    rule: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True)
class Candidate:
    """What a model offered for a claim, where its exam permits to ask it; shown only where it passed and is better."""

    text: str
    passed: bool
    mean_logprob: float
    failed_rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """How a worker settled a flag: 'accepted' with a reason, 'edited' or 'removed'; and when."""

    how: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Claim:
    """One sentence of a draft (the window says 'statement'), with its evidence and the checks it passed or failed."""

    id: ClaimId
    text: str
    kind: Kind
    evidence: tuple[Evidence, ...]
    checks: tuple[Check, ...] = ()
    flagged: bool = False
    why: str | None = None
    written_by: WrittenBy = WrittenBy.RULES
    original: str = ""
    """What the draft said, where the worker has edited it."""
    settled: Settled | None = None
    removed: bool = False
    candidate: Candidate | None = None
    of_weight: tuple[str, ...] = ()
    """Why it may not be lost: risk, harm, medicines, money, consent …"""
    also: tuple[SectionId, ...] = ()
    """Other headings that were nearly as fitting."""
    aspect: str = ""
    """The id of the aspect of its section that it speaks to; several ids with a space between."""
    own_words: tuple[str, ...] = ()
    """What of the worker's edit the evidence does not hold, each as it is shown."""
    link_cut: bool = False
    """Whether nothing of the worker's edit is in the evidence: it stays as what the draft rested on, and shows nothing
    of the words that stand there now.
    """
    moved_from: SectionId | None = None
    """Where the draft had it, where the worker has moved it."""
    corrected_by: tuple[ClaimId, ...] = ()
    """What the person visited said to it when the note was read back, as statements of their own."""
    by_rules: str = ""
    """What the rules wrote, where a model's wording is shown in its place."""

    @property
    def open_flag(self) -> bool:
        """Whether a worker still has to settle this."""
        return self.flagged and self.settled is None and not self.removed


@dataclass(frozen=True)
class Aspect:
    """What has to be asked under a heading: for each outcome of a Care Act assessment, the help needed and more."""

    id: str
    heading: str


@dataclass(frozen=True)
class Section:
    """One heading of a document. `prompt` is what the worker is asked to write where only a person may judge."""

    id: SectionId
    heading: str
    claims: tuple[Claim, ...] = ()
    prompt: str = ""
    written: str = ""
    """What the worker wrote here."""
    recorded: str = ""
    """What was written here when a visit was erased: `written` begins with these lines, and always will."""
    confirmed_at: datetime | None = None
    aspects: tuple[Aspect, ...] = ()
    required: bool = False
    """Whether a person has to write here before approval."""

    @property
    def shown(self) -> tuple[Claim, ...]:
        """The claims that are still in the document."""
        return tuple(claim for claim in self.claims if not claim.removed)

    @property
    def not_discussed(self) -> bool:
        """Whether nothing was said, and nothing is written, under this heading."""
        return not self.shown and not self.written.strip()

    @property
    def aspects_not_discussed(self) -> tuple[Aspect, ...]:
        """Those that no claim speaks to, taken out or not, and that the worker hasn't named in what is written here."""
        spoken = {aspect for claim in self.claims for aspect in claim.aspect.split()}
        written = self.written.casefold()
        return tuple(a for a in self.aspects if a.id not in spoken and a.heading.casefold() not in written)


@dataclass(frozen=True)
class Action:
    """Something somebody agreed to do. `owner` is a speaker; `by` is as it was said ('Friday'), or ''."""

    id: ClaimId
    text: str
    owner: str
    by: str
    evidence: tuple[Evidence, ...]
    removed: bool = False
    edited: bool = False
    """Whether the worker has put it right: the words, who does it or by when."""


@dataclass(frozen=True)
class Omission:
    """Something that was said and is in no claim, and why not."""

    turn: TurnId
    text: str
    why: str
    start_char: int = 0
    end_char: int = 0
    of_weight: tuple[str, ...] = ()
    section: SectionId | None = None
    """Where it would have gone, if anywhere."""
    line: ClaimId = ClaimId("")
    """Of an Easy Read: the line that the worker took out, and that these words of the source were in; else ''."""


@dataclass(frozen=True)
class WentBefore:
    """An urgent extract of the same visit that was approved and left this laptop before the note."""

    document: DocumentId
    version: int
    approver: str
    at: datetime
    """When it first left, at this version."""


@dataclass(frozen=True)
class EasyLine:
    """What a line of an Easy Read is besides its words, which are those of the claim with its id."""

    id: ClaimId
    kind: LineKind
    picture: Picture | None = None
    concept: str = ""
    """What the picture is of, also where the worker chose that there is none: one concept has one picture throughout.
    """
    only_here: bool = False
    """Whether the picture was chosen for this line alone."""
    checks: tuple[RuleCheck, ...] = ()
    """What the rules of its profile say of its words; only what is not green."""


@dataclass(frozen=True)
class OfNote:
    """The approved note that an Easy Read is of: its version, and the SHA-256 of its text."""

    document: DocumentId
    version: int
    text_sha256: Sha256


@dataclass(frozen=True)
class EasyPart:
    """What an Easy Read has besides sections and claims. `lines` are in the order of the page, also those taken out."""

    profile: Profile
    source: Source
    reader: Reader
    goes_with: str
    """What it goes with, as the reader knows it ('the letter from the council about your money'), or ''."""
    letter_date: str
    lines: tuple[EasyLine, ...]
    choices: Choices = field(default_factory=Choices)
    checked_by: str = ""
    """The person with a learning disability who checked it, or '' while nobody has."""
    explained: tuple[Explained, ...] = ()
    of_note: OfNote | None = None
    """Of an Easy Read of a note: which one."""


@dataclass(frozen=True)
class OwnPicture:
    """A picture for one person's Easy Read, kept in the vault. `id` is made of its content; `data` is base64."""

    id: str
    alt: str
    kind: str
    """'jpg', 'png' or 'svg'."""
    data: str


@dataclass(frozen=True)
class Document:
    """A note, or a transcript, at one version. Its text is what `scribe.document_text.shown_text` makes of it, and
    nothing else.
    """

    id: DocumentId
    visit: VisitId
    template: str
    title: str
    version: int
    stage: DocumentStage
    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    omissions: tuple[Omission, ...]
    model: ModelCard
    created_at: datetime
    seconds_taken: float = 0.0
    actions_confirmed_at: datetime | None = None
    omissions_seen_at: datetime | None = None
    practice: bool = False
    transcript_sha256: str = ""
    """Which transcript it was drafted from (`scribe.transcript_edits.transcript_sha256`)."""
    left_out: tuple[LeftOut, ...] = ()
    """What was off the record then: nothing in it rests on these seconds."""
    detail: str = "standard"
    """How much of what was said it was to hold: 'brief', 'standard' or 'full'."""
    went_before: tuple[WentBefore, ...] = ()
    """The urgent extracts that went out before it: it says so."""
    easy: EasyPart | None = None
    """Of an Easy Read: its source, and what its lines are."""

    @property
    def is_transcript(self) -> bool:
        """Whether it is the transcript, turn by turn, and no note."""
        return self.template == TRANSCRIPT

    @property
    def is_urgent(self) -> bool:
        """Whether it is an urgent extract, and no whole note."""
        return self.template == URGENT

    @property
    def is_easy_read(self) -> bool:
        """Whether it is an Easy Read, and no note."""
        return self.easy is not None

    @property
    def is_note(self) -> bool:
        """Whether it is a note of the visit: neither its transcript, nor an urgent extract, nor an Easy Read."""
        return not (self.is_transcript or self.is_urgent or self.is_easy_read)

    @property
    def open_flags(self) -> tuple[Claim, ...]:
        """Every claim whose flag a worker still has to settle."""
        return tuple(claim for section in self.sections for claim in section.claims if claim.open_flag)


@dataclass(frozen=True)
class Approval:
    """That a named person read this exact text and approved it."""

    document: DocumentId
    version: int
    text_sha256: Sha256
    approver: str
    statement: str
    at: datetime
    audit_head: Sha256


@dataclass(frozen=True)
class Export:
    """One file that left: what it was made of and its own SHA-256, so that `verify` can recognise it."""

    document: DocumentId
    version: int
    format: str
    text_sha256: Sha256
    file_sha256: Sha256
    at: datetime


@dataclass(frozen=True)
class Filed:
    """Where the worker put the exported note in the council's case system."""

    record_number: str
    at: datetime


def only_worker(people: tuple[Person, ...]) -> Person | None:
    """The worker, where there is just one: whoever jots down and dictates."""
    workers = [person for person in people if person.role is Role.WORKER]
    return workers[0] if len(workers) == 1 else None


def recording_worker(people: tuple[Person, ...]) -> Person | None:
    """Whoever records: the first that stands there as a worker, who is put in when a visit is planned."""
    return next((person for person in people if person.role is Role.WORKER), None)


def to_be_asked(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Everybody whose agreement is needed: all but the worker who records. A colleague or a student is asked too."""
    recording = recording_worker(people)
    return tuple(person for person in people if person is not recording)


@dataclass(frozen=True)
class Visit:
    """A visit: its reference, who is at it, and how far it has come."""

    id: VisitId
    reference: str
    template: str
    stage: VisitStage
    created_at: datetime
    people: tuple[Person, ...] = ()
    practice: bool = False
    held: str = ""
    """Why nothing of it may be erased (a legal hold), or '' where nothing says so."""
    record_of: str = ""
    """The id of the erased visit that this one keeps the record of, or ''."""
    known_words: tuple[str, ...] = ()
    """This visit's own words that the recogniser should know, as lines of a list (`scribe.known_words`)."""
    harm_seen: bool = False
    """Whether words of harm were in it that were changed or taken out since: erasing still demands the record."""
    same_person: tuple[VisitId, ...] = ()
    """Earlier visits of which the worker has said that they were to the same person."""
    other_person: tuple[VisitId, ...] = ()
    """Those of which the worker has said that they were to somebody else."""
    handed_over_at: datetime | None = None
    """Since when another worker has it: nothing of it is changed here then, but what was approved may still go out."""

    @property
    def person(self) -> Person | None:
        """The one the visit is about."""
        return next((p for p in self.people if p.role is Role.PERSON), None)

    @property
    def worker(self) -> Person | None:
        """The worker, where there is just one: whoever jots down and dictates."""
        return only_worker(self.people)

    def named(self, speaker: str) -> Person | None:
        """The person whose id a turn's speaker is, if anybody."""
        return next((p for p in self.people if p.id == speaker), None)
