"""All about one reference or person: found whole, erased together or not at all, answered by governance alone."""

from __future__ import annotations

import stat
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import erasing, subject_access
from scribe.erasing import MustBeRecorded, StillRecording
from scribe.errors import DataDamaged, DiskFull, FileRefused, NotFound
from scribe.export import export
from scribe.export_pdf import PdfNotPossible
from scribe.governance import NotGovernance, is_governance, require, user_name
from scribe.lifecycle import Held, Move, OnRecord, advance, erase_for_good, file_document, hold
from scribe.looked_into import LookedInto
from scribe.other_people import Why, mentions
from scribe.records import utc_now
from scribe.references import SeveralReferences, erase_together, exported_files, find
from scribe.references import erase_for_good as erase_all_for_good
from scribe.review import NothingWritten
from scribe.second_approval import approve_too
from scribe.settings import Settings
from scribe.subject_access import FOR_REDACTING, HEARD, NOT_APPROVED, make_bundle
from scribe.vault import Vault, VisitErased
from scribe.vault_keeping import Kept, Plan
from scribe.visit import (
    AudioOrigin,
    HeardPart,
    HeardSegment,
    LeftOut,
    Manner,
    ModelCard,
    Person,
    PersonId,
    Recording,
    RecordingId,
    Role,
    Transcript,
    Turn,
    TurnId,
    VisitId,
    VisitStage,
)
from tests.scribe_core.make import AT, D1, V1, a_document, a_visit, an_easy_read, approve_all, text_of
from tests.scribe_core.test_keeping import with_sound

REF, V2, V3 = "REF 2026/17", VisitId("v2"), VisitId("v3")
WHY = "Asked for by the person."
ME = Settings(governance_users=("gwen",))


@pytest.fixture
def full(vault: Vault, tmp_path: Path) -> Vault:
    """Two visits of one reference, one with an exported note and sound; one of another; a letter."""
    vault.add_visit(a_visit())
    with_sound(vault)
    vault.save_document(a_document())
    export(vault, approve_all(vault), "txt", tmp_path / "note.txt")
    vault.add_visit(replace(a_visit("v2"), reference="ref  2026/17"))
    vault.save_document(a_document("d2", "v2"))
    other = Person(PersonId("p9"), "Mr Ade Okafor", Role.PERSON, "he")
    vault.add_visit(replace(a_visit("v3"), reference="OTHER 1", people=(other, *a_visit().people[1:])))
    return vault


# --- finding
def test_everything_about_a_reference_is_found(full: Vault, tmp_path: Path) -> None:
    """Visits, documents, sound and every file that left; hidden visits too; nothing of anybody else's."""
    erasing.erase(full, V2, why=WHY)
    about = find(full, " ref 2026/17 ")
    assert {each.visit.id for each in about.things} == {V1, V2}
    assert [each.hidden for each in about.things] == [False, True]
    (sent,) = about.exports
    assert exported_files(about, [tmp_path]) == (tmp_path / "note.txt",)
    assert sent.format == "txt"


def test_a_person_is_found_by_name_and_where_they_were_with_somebody_else(full: Vault) -> None:
    """A letter to them is found by its reader; a visit at which they were somebody's relative is only named."""
    letter = replace(a_visit("v4"), reference="", template="easy-read", people=())
    full.add_visit(letter)
    easy = an_easy_read("v4")
    assert easy.easy is not None
    reader = replace(easy.easy.reader, name="Mrs Amina Begum")
    full.save_document(replace(easy, easy=replace(easy.easy, reader=reader)))
    family = Person(PersonId("p3"), "Mrs Amina Begum", Role.FAMILY)
    full.save_visit(replace(full.visit(V3), people=(*full.visit(V3).people, family)))
    about = find(full, "mrs amina begum")
    assert {each.visit.id for each in about.things} == {V1, V2, VisitId("v4")} and about.named_in == (V3,)


def test_nothing_is_said_to_be_nothing_and_damage_is_told(full: Vault) -> None:
    """An empty name is no name; a visit that can't be read may be about anybody."""
    for nobody in ("REF 9", "", " "):
        with pytest.raises(NotFound):
            find(full, nobody)
    full._database.write("UPDATE visits SET fact = x'00' WHERE id = 'v3'")
    assert find(full, REF).unreadable == 1
    with pytest.raises(DataDamaged):
        erase_together(full, REF, why=WHY)
    with pytest.raises(NotFound):
        make_bundle(full, "REF 9", full.folder.parent / "no", by="ab")


def two_of_one_name(vault: Vault) -> VisitId:
    """Somebody else with the same name, under a reference of their own, and a letter to one of the two."""
    vault.save_visit(replace(vault.visit(V3), people=a_visit().people))
    letter = VisitId("v4")
    vault.add_visit(replace(a_visit("v4"), reference="", template="easy-read", people=()))
    easy = an_easy_read("v4")
    assert easy.easy is not None
    reader = replace(easy.easy.reader, name="mrs amina  begum")
    vault.save_document(replace(easy, easy=replace(easy.easy, reader=reader)))
    return letter


def test_two_people_of_one_name_are_not_one_person(full: Vault, tmp_path: Path) -> None:
    """By name they are shown together; nothing is erased or given away until a reference is given."""
    letter, to = two_of_one_name(full), tmp_path / "answer"
    assert {each.visit.id for each in find(full, "Mrs Amina Begum").things} == {V1, V2, V3, letter}
    before = full.audit.rows()
    for act in (
        lambda: erase_all_for_good(full, "Mrs Amina Begum", why=WHY, by="ab"),
        lambda: erase_together(full, "Mrs Amina Begum", why=WHY),
        lambda: make_bundle(full, "Mrs Amina Begum", to, by="ab"),
    ):
        with pytest.raises(SeveralReferences):
            act()
    assert full.audit.rows() == before and not to.exists()
    assert erase_together(full, "other 1", why=WHY) == (V3,)


def test_letters_to_the_person_are_told_where_a_reference_is_asked_for(full: Vault, tmp_path: Path) -> None:
    """They have no reference, so only a name finds them; they are no part of it, and stay."""
    letter = two_of_one_name(full)
    assert find(full, REF).letters == (letter,) and find(full, "OTHER 1").letters == (letter,)
    assert find(full, "Mrs Amina Begum").letters == ()
    make_bundle(full, REF, tmp_path / "answer", by="ab")
    index = (tmp_path / "answer" / "index.html").read_text("utf-8")
    assert f"Letters to somebody of this name: {letter}. They are not in this folder." in index
    file_document(full, D1, "LAS 12345")
    assert set(erase_all_for_good(full, REF, why=WHY, by="ab")) == {V1, V2} and full.visit(letter).id == letter


# --- erasing
def test_a_worker_erases_it_as_one_visit_is_erased(full: Vault) -> None:
    """What is on record refuses all of it; else all is hidden together, and can be brought back."""
    with pytest.raises(OnRecord):
        erase_together(full, REF, why=WHY)
    assert full.visit_stage(V2) is VisitStage.PLANNED
    assert erase_together(full, "OTHER 1", why=WHY) == (V3,)
    assert erasing.restore(full, V3, 7).id == V3


@pytest.mark.parametrize(
    ("prepare", "refusal"),
    [
        (lambda vault: hold(vault, V2, "court"), Held),
        (lambda vault: advance(vault, V2, Move.START_RECORDING), StillRecording),
        (lambda vault: vault.save_visit(vault.visit(V2)) or vault.write_harm_seen(V2), MustBeRecorded),
    ],
)
def test_all_of_it_goes_or_nothing(full: Vault, prepare: Callable[[Vault], object], refusal: type[Exception]) -> None:
    """One visit that is held, is recorded, or has harm that is written nowhere keeps them all, for governance too."""
    prepare(full)
    before = full.audit.rows()
    with pytest.raises(refusal):
        erase_all_for_good(full, REF, why=WHY, by="ab")
    assert full.visit(V1).stage is VisitStage.TRANSCRIBED and full.audit.rows() == before


def test_governance_erases_for_good_keys_first(full: Vault) -> None:
    """On record or not, hidden or not: keys, sound and the numbers of the case system go; others' visits stay."""
    file_document(full, D1, "LAS 12345")
    erasing.erase(full, V2, why=WHY)
    for empty in ("", " \u200b"):
        with pytest.raises(NothingWritten):
            erase_all_for_good(full, REF, why=empty, by="ab")
    assert set(erase_all_for_good(full, REF, why=WHY, by="ab")) == {V1, V2}
    for gone in (V1, V2):
        with pytest.raises(VisitErased):
            full.visit(gone)
    assert not list(full.audio_folder.iterdir()) and full.visit(V3).id == V3
    assert full._database.rows("SELECT record_number FROM filed") == [("",)]
    rows = [row for row in full.audit.rows() if row.event == "erased for good"]
    assert len(rows) == 2 and WHY not in str(rows) and full.audit.check().whole
    with pytest.raises(NotFound):
        find(full, REF)
    with pytest.raises(VisitErased):
        erase_for_good(full, V1)


def test_nothing_stays_planned_for_what_was_erased_for_good(full: Vault) -> None:
    """No day and no id of it is told any more, also where the clock is doubted and nobody looks for long."""
    now = utc_now()
    for visit in (V1, V3):
        full.write_plan(Plan(Kept.SOUND, visit, visit, now, now))
    file_document(full, D1, "LAS 12345")
    erase_all_for_good(full, REF, why=WHY, by="ab")
    assert [plan.visit for plan in full.plans()] == [V3]


def test_the_answer_names_a_second_approver_and_who_has_the_rest(full: Vault, tmp_path: Path) -> None:
    """Whoever answers has to ask where a visit was handed over to: the folder has nothing that was written since."""
    approve_too(full, D1, approver="Ola Smith", statement="I have read all of it too.", shown=text_of(full))
    full.write_handing_over(V1, "parcel", "ab", utc_now())
    full.write_handed_over(V1, "parcel", utc_now())
    to = tmp_path / "answer"
    told = [each for each in make_bundle(full, REF, to, by="ab").missing if "handed over to another worker" in each]
    assert len(told) == 1 and told[0] in (to / "index.html").read_text("utf-8").replace("&#x27;", "'")
    assert [p for p in to.glob("*.html") if "Also read and approved by Ola Smith" in p.read_text("utf-8")]
    assert [each.handed_over for each in find(full, REF).things].count(True) == 1


def test_the_only_record_of_an_erased_visit_stays(full: Vault) -> None:
    """Until it is in the case system it is nowhere else."""
    full.write_harm_seen(V3)
    kept = erasing.erase(full, V3, why=WHY, to_record="A concern was raised.")
    assert kept is not None
    with pytest.raises(OnRecord):
        erase_all_for_good(full, "OTHER 1", why=WHY, by="ab")
    assert full.visit(kept).record_of == V3


def test_an_easy_read_in_the_case_system_is_no_record_of_harm(full: Vault, tmp_path: Path) -> None:
    """Only a note of the visit is."""
    full.write_harm_seen(V3)
    full.save_document(replace(an_easy_read("v3"), title="A letter"))
    easy = full.document_ids(V3)[0]
    full._database.write("UPDATE documents SET stage = 'filed' WHERE id = ?", (easy,))
    with pytest.raises(MustBeRecorded):
        erase_all_for_good(full, "OTHER 1", why=WHY, by="ab")
    assert full.visit(V3).harm_seen


# --- who may
def test_only_whom_the_policy_names_is_governance(full: Vault) -> None:
    """A name from the environment is no name; a refusal is on record without the name."""
    assert is_governance(ME, lambda: "gwen") and not is_governance(ME, lambda: "gareth")
    assert not is_governance(Settings(), lambda: "gwen") and not is_governance(ME, lambda: "")
    with pytest.raises(NotGovernance):
        require(full, ME, "subject access", lambda: "gareth")
    row = full.audit.rows()[-1]
    assert row.event == "governance refused" and "gareth" not in str(row)
    assert require(full, ME, "subject access", lambda: "gwen") == full.audit.fingerprint("gwen")
    full._database._protect(DataDamaged)
    with pytest.raises(NotGovernance):
        require(full, ME, "subject access", lambda: "gareth")


def test_the_users_name_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what LOGNAME or USER say; '' where the system has none; on Windows capitals don't matter."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, "gwen")
    assert user_name() not in ("", "gwen")
    monkeypatch.setattr("os.getuid", lambda: 4_000_000_000)
    assert user_name() == ""
    monkeypatch.setattr("scribe.governance.sys.platform", "win32")
    monkeypatch.setattr("os.getlogin", lambda: "GWEN")
    assert is_governance(ME)


# --- the answer
def said(vault: Vault, *turns: tuple[str, str]) -> None:
    """A transcript of V2: who, and what."""
    made = tuple(
        Turn(TurnId(f"t{n}"), who, 10.0 * n, 10.0 * n + 5, text) for n, (who, text) in enumerate(turns, start=1)
    )
    vault.save_transcript(V2, Transcript(made, ModelCard("scripted"), 60.0, "ab" * 32, left_out=(LeftOut(29.0, 36.0),)))


def test_the_answer_has_everything_and_says_what_was_not_approved(full: Vault, tmp_path: Path) -> None:
    """Approved and unapproved documents, words, facts; readable by this user alone; on record by hashes."""
    said(full, ("p1", "My daughter Priya cooks."), ("p2", "Who does the shopping?"), ("p1", "Off we go."))
    to = tmp_path / "answer"
    made = make_bundle(full, REF, to, by="ab")
    pages = {path.name: path.read_text(encoding="utf-8") for path in to.glob("*.html")}
    assert made.visits == 2 and (to / "index.html").exists()
    approved = [name for name, text in pages.items() if "Approved by Jo Reed" in text]
    drafts = [name for name, text in pages.items() if NOT_APPROVED in text and name != "index.html"]
    assert len(approved) == 1 and len(drafts) == 1
    assert f'<p class="running" role="note">{NOT_APPROVED}</p>' in pages[drafts[0]]
    words = [text for name, text in pages.items() if name.endswith("-words.html")]
    assert len(words) == 2 and all(HEARD in text for text in words)
    assert any("[off the record] Off we go." in text for text in words)
    assert FOR_REDACTING in pages["index.html"] and "other-people.html" in pages["index.html"]
    assert {path.suffix for path in to.iterdir()} == {".html", ".pdf"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in to.iterdir())
    assert stat.S_IMODE(to.stat().st_mode) == 0o700
    row = full.audit.rows()[-1]
    assert row.event == "subject access" and "Begum" not in str(row) and "2026/17" not in str(row)


def test_every_sheet_of_a_draft_says_that_it_was_not_approved(full: Vault, tmp_path: Path) -> None:
    """A long draft has it on each page of its PDF."""
    import pypdfium2

    long = replace(a_document("d2", "v2").sections[1], written="\n".join(f"Line {n} of many." for n in range(150)))
    full.save_document(replace(a_document("d2", "v2"), sections=(a_document().sections[0], long)))
    make_bundle(full, REF, tmp_path / "answer", by="ab")
    drafts = [p for p in (tmp_path / "answer").glob("*-document-1.html") if NOT_APPROVED in p.read_text()]
    with pypdfium2.PdfDocument(drafts[0].with_suffix(".pdf")) as pdf:
        assert len(pdf) > 2
        for sheet in pdf:
            assert "NOT APPROVED" in sheet.get_textpage().get_text_range()


def test_passages_about_others_are_listed(full: Vault, tmp_path: Path) -> None:
    """Names of others, family, staff, what may be a name, and what somebody else said; with where it is."""
    said(
        full,
        ("p1", "My daughter Priya and Dr Khan came."),
        ("p2", "I will ring."),
        ("p1", "I like tea & <b>toast</b>."),
        ("", "He owes me."),
    )
    make_bundle(full, REF, tmp_path / "answer", by="ab")
    listed = (tmp_path / "answer" / "other-people.html").read_text(encoding="utf-8")
    for words in ("<mark>daughter</mark>", "<mark>Priya</mark>", "<mark>Dr Khan</mark>", Why.SPOKEN, "0:20", "0:40"):
        assert words in listed
    assert "toast" not in listed and "<b>" not in listed


def test_sound_comes_only_when_it_is_asked_for(full: Vault, tmp_path: Path) -> None:
    """As wav, whole."""
    make_bundle(full, REF, tmp_path / "without", by="ab")
    assert not list((tmp_path / "without").glob("*.wav"))
    make_bundle(full, REF, tmp_path / "with", by="ab", with_sound=True)
    (made,) = (tmp_path / "with").glob("*.wav")
    with wave.open(str(made)) as sound:
        assert (sound.getnframes(), sound.getframerate(), sound.getnchannels()) == (32_000, 16_000, 1)


def test_what_can_not_be_there_is_told(full: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sound that was erased, a PDF that can't be made, what a hold keeps."""
    from scribe.erasing_parts import erase_sound, finish

    erase_sound(full, V1, full.visit(V1).created_at)
    finish(full)
    hold(full, V2, "court")
    full.save_visit(replace(full.visit(V2), known_words=("Larkmoor",)))

    def refuse(_: object) -> bytes:
        raise PdfNotPossible

    monkeypatch.setattr(subject_access, "pdf_file", refuse)
    made = make_bundle(full, REF, tmp_path / "answer", by="ab", with_sound=True)
    told = " ".join(made.missing)
    assert "sound was erased" in told and "no PDF" in told and "1 pieces" in told
    assert not list((tmp_path / "answer").glob("*.pdf"))


def test_an_answer_is_whole_or_not_there(full: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with something in it is never touched; a failure leaves nothing behind."""
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    before = full.audit.rows()
    for to in (taken, tmp_path / "no" / "such", taken / "mine.txt"):
        with pytest.raises(FileRefused):
            make_bundle(full, REF, to, by="ab")
    monkeypatch.setattr(subject_access, "_digest", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(DiskFull):
        make_bundle(full, REF, tmp_path / "answer", by="ab")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt", "taken", "vault"]
    assert full.audit.rows() == before
    monkeypatch.undo()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    made = make_bundle(full, REF, Path(), by="ab")
    assert made.folder == here and (here / "index.html").exists()
    for to in (Path("/"), Path("..")):  # the folder that this runs in was put in another's place, and is gone
        with pytest.raises(FileRefused):
            make_bundle(full, REF, to, by="ab")
    monkeypatch.chdir(here)
    with pytest.raises(FileRefused):
        make_bundle(full, REF, Path(), by="ab")
    (tmp_path / "empty").mkdir()
    assert make_bundle(full, REF, tmp_path / "empty", by="ab").pages > 0


def test_jottings_pictures_letters_and_hidden_visits_are_in_the_answer(full: Vault, tmp_path: Path) -> None:
    """Whatever hangs on the visit."""
    from scribe import jottings
    from scribe.visit import OwnPicture

    jottings.add(full, V2, Manner.SEEN, "The kitchen was tidy.", 3.0)
    full.add_own_picture(V2, OwnPicture("pic", "Her flat", "png", "aGk="))
    full.save_document(an_easy_read("v2"))
    erasing.erase(full, V2, why=WHY, no_harm=True)
    make_bundle(full, REF, tmp_path / "answer", by="ab")
    names = {path.name for path in (tmp_path / "answer").iterdir()}
    assert any(name.endswith("-picture-1.png") for name in names)
    assert any(name.endswith("-jottings.html") for name in names) and any("-source.html" in name for name in names)


def test_what_was_heard_of_sound_that_is_no_transcript_yet_is_in_the_answer(full: Vault, tmp_path: Path) -> None:
    """With its times on the visit's one time line; and that not all of the sound is words is told."""
    full.save_recording(Recording(RecordingId("r-a"), V2, "r-a.fna", AudioOrigin.IMPORTED, AT, True, 60.0, "ab" * 32))
    full.save_recording(Recording(RecordingId("r-b"), V2, "r-b.fna", AudioOrigin.IMPORTED, AT, True, 30.0, "ab" * 32))
    heard = (HeardSegment("My daughter Priya <b>cooks</b>.", 5.0, 7.0, ()),)
    full.add_heard(V2, HeardPart(RecordingId("r-b"), 12.0, heard, ModelCard("scripted")), 0.0)
    made = make_bundle(full, REF, tmp_path / "answer", by="ab")
    (page,) = (tmp_path / "answer").glob("*-heard.html")
    shown = page.read_text("utf-8")
    assert "What was heard so far" in shown and HEARD in shown and "Priya &lt;b&gt;cooks" in shown and "1:05" in shown
    listed = (tmp_path / "answer" / "other-people.html").read_text("utf-8")
    assert "<mark>Priya</mark>" in listed and Why.SPOKEN in listed
    (told,) = (each for each in made.missing if "not all of its sound is words" in each)
    assert page.name.startswith(told.partition(":")[0])


# --- others
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My daughter Priya does the shopping.", {"daughter": Why.FAMILY, "Priya": Why.PERHAPS}),
        ("Mr Begum hits me.", {"Mr Begum": Why.TITLED}),
        ("Mrs Begum said she likes tea.", {}),
        ("Jo will ring Dr Khan.", {"Jo": Why.NAMED, "Dr Khan": Why.TITLED}),
        ("Jo Reed asked.", {"Jo Reed": Why.NAMED}),
        ("The nurse said I'm fine. She's kind.", {"nurse": Why.STAFF}),
        ("Amina cooks on Monday in June.", {}),
        ("Danny took the money.", {"Danny": Why.PERHAPS}),
        ("My mother-in-law is with the GP.", {"mother-in-law": Why.FAMILY, "GP": Why.STAFF}),
        ("I like my tea.", {}),
    ],
)
def test_who_else_is_spoken_of(text: str, found: dict[str, Why]) -> None:
    """The person visited is not listed; a capital at the start of a sentence is not taken for a name."""
    assert {each.words: each.why for each in mentions(text, a_visit())} == found


def test_without_a_person_everybody_is_somebody_else() -> None:
    """A letter has no people."""
    nobody = replace(a_visit(), people=())
    assert [each.words for each in mentions("Then Mrs Begum came.", nobody)] == ["Mrs Begum"]


# --- opening and playing
def test_an_opening_and_its_first_sound_are_on_record_once(full: Vault) -> None:
    """By the id alone; after a look at the list it is another opening."""
    looked, before = LookedInto(), len(full.audit.rows())
    for _ in range(3):
        looked.opened(full, V1)
        looked.played(full, V1)
    looked.opened(full, V2)
    looked.back_at_the_list()
    looked.opened(full, V1)
    rows = [(row.event, row.subject, row.facts) for row in full.audit.rows()[before:]]
    assert rows == [
        ("visit opened", V1, ()), ("sound played", V1, ()), ("visit opened", V2, ()), ("visit opened", V1, ())
    ]  # fmt: skip


def test_what_could_not_be_put_on_record_is_not_taken_as_told(full: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told, and the next opening is on record; a vault that can only be read can be read."""
    looked = LookedInto()
    with monkeypatch.context() as broken:
        broken.setattr(full.audit, "add", lambda *_: (_ for _ in ()).throw(DiskFull()))
        with pytest.raises(DiskFull):
            looked.opened(full, V1)
    looked.opened(full, V1)
    assert full.audit.rows()[-1].event == "visit opened"
    full._database._protect(DataDamaged)
    looked.opened(full, V2)
    assert full.audit.rows()[-1].subject == V1
