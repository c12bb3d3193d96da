"""An Easy Read as a document: what its text holds, what a change of it does, and what never happens to its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from easyread.page import Check as RuleCheck
from easyread.page import Level, Line, LineKind, Picture
from easyread.sheet import Choices, Colour
from easyread.source import Span
from scribe import easy_read, review
from scribe.approval import NOTE_CHANGED, approve, approved, holds, obstacles_now
from scribe.document_text import NOT_YET_CHECKED, BlockKind, blocks, section_text
from scribe.easy_read import AT_THE_START, START, TAKEN_OUT_BY_WORKER
from scribe.easy_read_notes import OPINION, RISK, SOMEBODY_ELSE, note_source
from scribe.easy_read_notes import note_of as source_of_note
from scribe.easy_read_pictures import PictureMissing, keep_photograph, own_pictures, picture_bytes
from scribe.errors import ApprovalVoid, DataDamaged, FileRefused, MoveNotAllowed, NotApproved, NotFound
from scribe.export import copy_section, export
from scribe.lifecycle import Move, advance, destroy_erased, hold
from scribe.reading_pace import words_of
from scribe.records import from_json, to_json
from scribe.review import NothingWritten
from scribe.review_actions import change, reopen, start_review
from scribe.review_undo import redo, undo
from scribe.transcript_document import easy_reads, latest_note
from scribe.vault import LetterKept, Vault, VisitErased
from scribe.visit import (
    EASY_READ,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Evidence,
    Jotting,
    Kind,
    Manner,
    OfNote,
    OwnPicture,
    Section,
    TurnId,
    Visit,
    VisitStage,
)
from tests.scribe_core.make import (
    AT,
    COIN,
    D1,
    E1,
    E2,
    E3,
    E4,
    LEAFLET,
    V1,
    a_document,
    a_letter,
    a_page,
    a_visit,
    an_easy_read,
    approve_all,
    evidence,
    review_all,
    text_of,
)

LETTER_VISIT = Visit(V1, "The letter about money", EASY_READ, VisitStage.PLANNED, AT)
HOUSE = Picture("home", Path("own/home.svg"), "A home")


NO_SOURCE = Span(0, 0)


def typed(text: str, *, flagged: bool = False, kind: LineKind = LineKind.IDEA, span: Span = NO_SOURCE) -> Line:
    """A line as the check gives it back."""
    return Line("x", text, span, kind, flagged=flagged, why="It says more." if flagged else None)


def with_letter(vault: Vault) -> Document:
    """A letter and its Easy Read in a vault."""
    vault.add_visit(LETTER_VISIT)
    made = an_easy_read()
    vault.save_document(made)
    return start_review(vault, made.id)


def with_note(vault: Vault) -> Document:
    """An approved note, and an Easy Read of it beside it."""
    vault.add_visit(a_visit())
    vault.save_document(a_document())
    approval = approve_all(vault).approval
    made = an_easy_read(of_note=OfNote(D1, approval.version, approval.text_sha256))
    vault.save_document(made)
    return start_review(vault, made.id)


# --- its text
def test_its_text_is_all_that_the_reader_gets():
    """Title, what it goes with, headings, lines, what each picture shows, who checked it and how it looks."""
    assert text_of_one(an_easy_read()) == (
        "Your money\n"
        "This goes with the letter, 3 March 2026.\n"
        "Larkmoor Council\n"
        "\n"
        "Your money\n"
        "Picture: A bank note and coins\n"
        "You must pay £5 a week.\n"
        "Picture: A bank note and coins\n"
        "You may appeal by 30 March.\n"
        f"{NOT_YET_CHECKED}\n"
        "Letters of 16 points, pictures of 30 millimetres, colour: white\n"
    )


def text_of_one(document: Document) -> str:
    """Its canonical text."""
    from scribe.document_text import shown_text

    return shown_text(document, LETTER_VISIT)


def test_what_is_not_there_is_not_said():
    """Practice is said; nothing of a letter of which nothing is known; no picture where the reader wants none."""
    made = an_easy_read()
    assert made.easy is not None
    bare = replace(made.easy, goes_with="", letter_date="", choices=Choices(24, colour=Colour.CREAM, pictures=False))
    shown = blocks(replace(made, easy=replace(bare, checked_by="Sam Lee"), practice=True), LETTER_VISIT)
    assert [block.text for block in shown][:2] == ["Your money", "PRACTICE: not a real visit"]
    assert not [block for block in shown if block.kind is BlockKind.PICTURE]
    assert [b.text for b in shown][-2:] == ["Checked by Sam Lee", "Letters of 24 points, no pictures, colour: cream"]
    of_note = OfNote(D1, 3, approve_sha())
    told = blocks(replace(made, easy=replace(bare, of_note=of_note)), LETTER_VISIT)
    assert told[1].text == "It is of version 3 of the note."


def approve_sha() -> str:
    """Any hash."""
    return "ab" * 32


def test_it_is_kept_whole():
    """As JSON and back, with its source, pictures and choices; a document of before has no Easy Read part."""
    made = easy_read.choose_picture(an_easy_read(), E3, HOUSE, only_here=True)
    assert from_json(Document, to_json(made)) == made
    assert from_json(Document, to_json(a_document()).replace(',"easy":null', "")).easy is None


def test_a_page_comes_back_as_it_was_made():
    """Lines with kind, source, picture and flag; what was left out in the same order."""
    page = easy_read.page_of(an_easy_read())
    assert [replace(line, written_by=line.written_by) for line in page.lines] == list(a_page().lines)
    assert page.left_out == a_page().left_out and page.source == a_letter()
    with pytest.raises(MoveNotAllowed):
        easy_read.page_of(a_document())


def test_words_that_a_scan_shows_badly_are_flagged():
    """On the line that holds the word, with the word; on the first line of its sentence where none holds it."""
    page = a_page()
    pay, appeal = (block.span for block in page.source.blocks[1:3])
    amount, year = Span(pay.end - len("£5 a week."), pay.end - len(" a week.")), Span(appeal.end - 5, appeal.end - 1)
    scanned = replace(page, source=replace(page.source, doubtful=(amount, amount, year)))
    lines = easy_read.with_doubts(scanned)
    assert lines[2].flagged and lines[2].why == "The scan was hard to read here. Check “£5” against the paper."
    assert lines[3].why == "The year is lost. The scan was hard to read here. Check “2026” against the paper."
    assert not lines[0].flagged and not lines[1].flagged


def test_pictures_take_no_time_to_read():
    """The words that a picture is described by are not words that a worker reads."""
    made = an_easy_read()
    said = "Your money You must pay £5 a week. You may appeal by 30 March."
    assert words_of(made, made.sections[1].id) == len(said.split())
    assert words_of(a_document(), a_document().sections[0].id) > 5


# --- lines
def test_sections_begin_at_headings():
    """The lines before the first heading are a section of their own; each heading is a line that can be changed."""
    made = an_easy_read()
    assert [(s.id, s.heading) for s in made.sections] == [(START, AT_THE_START), ("at-l2", "Your money")]
    renamed = easy_read.edit_line(made, E2, [typed("What you pay", kind=LineKind.HEADING)])
    assert renamed.sections[1].heading == "What you pay"
    assert section_text(renamed, renamed.sections[1].id).startswith("What you pay\nPicture: ")
    more = easy_read.add_line(made, E3, typed("Your rights", kind=LineKind.HEADING))
    assert [s.heading for s in more.sections] == [AT_THE_START, "Your money", "Your rights"]


def test_an_edit_settles_a_flag_or_makes_one():
    """What still says what the source says settles it; what does not is flagged with its reason."""
    made = an_easy_read()
    mended = easy_read.edit_line(made, E4, [typed("You may appeal by 30 March 2026.")])
    claim = mended.sections[1].claims[2]
    assert (claim.original, claim.settled and claim.settled.how) == ("You may appeal by 30 March.", "edited")
    assert not mended.open_flags
    wrong = easy_read.edit_line(mended, E4, [typed("You may appeal by 30 May 2026.", flagged=True)])
    assert [one.why for one in wrong.open_flags] == ["It says more."]
    assert easy_read.edit_line(made, E3, [typed("You must pay £5 a week.")]) is made
    with pytest.raises(NothingWritten):
        easy_read.edit_line(made, E3, [typed(" ")])
    with pytest.raises(NothingWritten):
        easy_read.edit_line(made, E3, [])
    with pytest.raises(NotFound):
        easy_read.edit_line(made, ClaimId("nobody"), [typed("Well.")])


def test_an_edit_may_make_several_lines():
    """They stand one after the other, with the same words of the source."""
    made = easy_read.edit_line(
        an_easy_read(), E3, [typed("You must pay.", span=Span(11, 34)), typed("It is £5 a week.")]
    )
    assert [line.text for line in easy_read.page_of(made).lines][2:4] == ["You must pay.", "It is £5 a week."]


def test_a_section_stays_confirmed_while_it_reads_the_same():
    """A change elsewhere leaves it; a picture in it, or a line moved into it, does not."""
    read = an_easy_read()
    read = review.accept_claim(read, E4, "It is in the line above")
    for section in read.sections:
        read = review.confirm_section(read, section.id)
    other = easy_read.edit_line(read, E1, [typed("Your council")])
    assert [section.confirmed_at is None for section in other.sections] == [True, False]
    assert [s.confirmed_at is None for s in easy_read.choose_picture(read, E3, None).sections] == [False, True]
    assert [s.confirmed_at is None for s in easy_read.move_line(read, E1, 1).sections] == [True]
    assert [s.confirmed_at is None for s in easy_read.set_choices(read, Choices(pictures=False)).sections] == [
        False,
        True,
    ]


def test_what_is_taken_out_is_listed_and_comes_back():
    """A line's words of the source are listed with why; putting it back takes them off, and opens its flag."""
    made = an_easy_read()
    less = easy_read.remove_line(made, E4)
    assert [(o.text, o.why) for o in less.omissions][1:] == [("You may appeal by 30 March 2026.", TAKEN_OUT_BY_WORKER)]
    assert less.omissions_seen_at is None and not less.open_flags
    assert easy_read.remove_line(less, E4) is less
    back = easy_read.restore_line(less, E4)
    assert back == made and easy_read.restore_line(back, E4) is back
    with pytest.raises(MoveNotAllowed):
        easy_read.move_line(less, E4, -1)


def test_one_of_two_lines_of_a_sentence_is_listed_by_its_words():
    """The other still holds some of the sentence, so it is said which line went. A meaning was in no source."""
    two = easy_read.edit_line(
        an_easy_read(), E3, [typed("You must pay.", span=Span(11, 34)), typed("It is £5 a week.", span=Span(11, 34))]
    )
    less = easy_read.remove_line(two, E3)
    assert less.omissions[-1].why == f"{TAKEN_OUT_BY_WORKER}: “You must pay.”"
    assert less.omissions[-1].text == "You must pay £5 a week."
    meant = easy_read.add_line(two, E3, typed("To appeal is to ask again.", kind=LineKind.EXPLAIN, span=Span(11, 34)))
    gone = easy_read.remove_line(meant, easy_read.lines(meant)[3].claim.id)
    assert gone.omissions == meant.omissions
    own = easy_read.add_line(two, None, typed("Hello.", flagged=True))
    assert easy_read.remove_line(own, easy_read.lines(own)[0].claim.id).omissions == own.omissions


def test_words_that_were_left_out_can_be_brought_back():
    """As a line with their place in the source; they are off the list then."""
    made = an_easy_read()
    with pytest.raises(NotFound):
        easy_read.bring_back(made, 1, None, typed(LEAFLET))
    more = easy_read.bring_back(made, 0, E4, typed(LEAFLET))
    last = easy_read.page_of(more).lines[-1]
    assert (last.text, last.source.of(a_letter().text)) == (LEAFLET, LEAFLET) and not more.omissions


def test_lines_move_past_those_that_are_shown():
    """One that was taken out does not count; at an edge it is told."""
    made = easy_read.remove_line(an_easy_read(), E3)
    moved = easy_read.move_line(made, E4, -1)
    assert [line.id for line in easy_read.page_of(moved).lines] == [E1, E4, E2]
    assert [line.id for line in easy_read.page_of(easy_read.move_line(moved, E1, 2)).lines] == [E4, E2, E1]
    for line, by in ((E1, -1), (E4, 1)):
        with pytest.raises(MoveNotAllowed):
            easy_read.move_line(made, line, by)


def test_one_thing_has_one_picture():
    """Choosing changes it on every line of the same thing, but where it was chosen for a line alone; new lines too."""
    made = easy_read.choose_picture(an_easy_read(), E3, HOUSE)
    pictures = [line.picture and line.picture.alt for line in easy_read.page_of(made).lines]
    assert pictures == [None, None, "A home", "A home"]
    one = easy_read.choose_picture(made, E4, None, only_here=True)
    all_of_it = easy_read.choose_picture(one, E3, COIN)
    assert [bool(line.picture) for line in easy_read.page_of(all_of_it).lines] == [False, False, True, False]
    money = replace(typed("It is £5."), picture=COIN)
    assert easy_read.pictures_of(easy_read.add_line(made, E3, money)) == (replace(HOUSE, concept="money"),)
    none = easy_read.choose_picture(made, E3, None)
    assert easy_read.pictures_of(easy_read.add_line(none, E3, money)) == ()
    own = easy_read.choose_picture(made, E1, HOUSE)
    assert easy_read.lines(own)[0].line.concept == "home"
    assert easy_read.lines(easy_read.choose_picture(made, E2, None))[1].line.picture is None


def test_checks_are_kept_with_a_line():
    """What is red is a rule that was not passed; what is green says nothing."""
    found = tuple(RuleCheck("length", level, "Long.") for level in Level)
    made = easy_read.edit_line(an_easy_read(), E3, [replace(typed("You must pay five pounds."), checks=found)])
    claim = made.sections[1].claims[1]
    assert [check.detail for check in claim.checks] == ["Long."]
    assert [each.level for each in easy_read.page_of(made).lines[2].checks] == [Level.AMBER, Level.RED]


# --- the review
def test_what_notes_can_do_with_statements_easy_reads_cannot(vault: Vault):
    """Its lines are changed where they are checked against their source, and nowhere else."""
    made = with_letter(vault)
    before = vault.document_json(made.id)
    section = made.sections[1].id
    for f in (
        lambda d: review.edit_claim(d, E3, "You must pay £9."),
        lambda d: review.remove_claim(d, E3),
        lambda d: review.restore_claim(d, E3),
        lambda d: review.move_claim(d, E1, section),
        lambda d: review.write_section(d, section, "Well."),
        lambda d: review.add_omission(d, 0, section),
    ):
        with pytest.raises(MoveNotAllowed):
            change(vault, made.id, f)
    assert vault.document_json(made.id) == before


def test_each_change_can_be_undone_and_done_again(vault: Vault):
    """Also one that makes or moves a section, and choices and the sign-off."""
    made = with_letter(vault)
    steps = (
        lambda d: easy_read.add_line(d, E3, typed("Your rights", kind=LineKind.HEADING)),
        lambda d: easy_read.move_line(d, ClaimId("w1"), -2),
        lambda d: easy_read.remove_line(d, E3),
        lambda d: easy_read.choose_picture(d, E4, HOUSE),
        lambda d: easy_read.set_choices(d, Choices(24)),
        lambda d: easy_read.set_checked_by(d, "Sam Lee"),
        lambda d: easy_read.bring_back(d, 0, None, typed(LEAFLET)),
    )
    then = [vault.document(made.id)]
    then += [change(vault, made.id, step) for step in steps]
    for was in reversed(then[:-1]):
        assert undo(vault, made.id) == was
    for is_now in then[1:]:
        assert redo(vault, made.id) == is_now


def test_what_stands_in_the_way_is_said_of_the_source(vault: Vault):
    """What was left out has to be looked at, and a page without a line is none."""
    made = with_letter(vault)
    sentences = [one.sentence for one in obstacles_now(vault, made.id)]
    assert "Look at what is in the source and not in the Easy Read." in sentences
    for line in (E1, E2, E3, E4):
        change(vault, made.id, lambda d, line=line: easy_read.remove_line(d, line))  # type: ignore[misc]
    assert "no lines" in obstacles_now(vault, made.id)[-1].sentence


# --- approval
@pytest.mark.parametrize(
    "f",
    [
        lambda d: easy_read.edit_line(d, E3, [typed("You must pay £5 each week.")]),
        lambda d: easy_read.choose_picture(d, E3, HOUSE),
        lambda d: easy_read.set_choices(d, Choices(24)),
        lambda d: easy_read.set_choices(d, Choices(colour=Colour.BLUE)),
        lambda d: easy_read.set_checked_by(d, "Sam Lee"),
    ],
    ids=["a letter", "a picture", "the size", "the colour", "the sign-off"],
)
def test_nothing_of_it_leaves_but_what_was_approved(vault: Vault, tmp_path: Path, f):
    """Unapproved nothing is exported; each change of what the reader gets makes the approval void."""
    made = with_letter(vault)
    with pytest.raises(NotApproved):
        approved(vault, made.id)
    ready = approve_all_of(vault, made.id)
    assert export(vault, ready, "txt", tmp_path / "one.txt").text_sha256 == ready.approval.text_sha256
    assert "You must pay £5 a week." in (tmp_path / "one.txt").read_text(encoding="utf-8")
    assert copy_section(vault, ready, ready.document.sections[0].id) == "Larkmoor Council"
    change(vault, made.id, f)
    with pytest.raises(NotApproved):
        export(vault, ready, "txt", tmp_path / "two.txt")
    assert not (tmp_path / "two.txt").exists() and vault.document(made.id).version == 2


def approve_all_of(vault: Vault, document_id: DocumentId):
    """Review everything and approve it."""
    review_all(vault, document_id)
    shown = text_of(vault, document_id)
    return approve(vault, document_id, approver="Jo Reed", statement="I have read all of it.", shown=shown)


def test_it_holds_only_with_its_note(vault: Vault, tmp_path: Path):
    """Reopened or changed, the note it is of is another one: it can be neither approved nor exported, and says why."""
    made = with_note(vault)
    ready = approve_all_of(vault, made.id)
    assert holds(vault, made.id)
    reopen(vault, D1)
    assert [one.sentence for one in obstacles_now(vault, made.id)] == [NOTE_CHANGED]
    with pytest.raises(ApprovalVoid, match="The note that this Easy Read is of"):
        export(vault, ready, "txt", tmp_path / "one.txt")
    reopen(vault, made.id)
    approve_all(vault, D1)
    with pytest.raises(Exception, match="The note that this Easy Read is of"):
        approve_all_of(vault, made.id)


def test_it_holds_no_longer_where_a_name_in_the_note_was_changed(vault: Vault):
    """The note's stage still says approved; its text is another."""
    made = with_note(vault)
    approve_all_of(vault, made.id)
    people = tuple(replace(person, name=f"{person.name}-Ali") for person in vault.visit(V1).people)
    vault.save_visit(replace(vault.visit(V1), people=people))
    assert not holds(vault, made.id)


# --- beside the note
def test_the_latest_note_is_the_note(vault: Vault):
    """An Easy Read beside it is no note."""
    made = with_note(vault)
    note = latest_note(vault, V1)
    assert note is not None and note.id == D1
    assert [one.id for one in easy_reads(vault, V1)] == [made.id]


def test_a_letter_has_no_sound(vault: Vault):
    """It is no visit: nothing is recorded, imported or jotted down in it."""
    with_letter(vault)
    for move in (Move.START_RECORDING, Move.IMPORT_SOUND):
        with pytest.raises(MoveNotAllowed, match="a letter"):
            advance(vault, V1, move)
    with pytest.raises(LetterKept):
        vault.save_jotting(V1, Jotting(TurnId("j1"), 0.0, Manner.SEEN, "A damp wall.", AT))


def test_a_letter_is_erased_with_all_that_it_has(vault: Vault, tmp_path: Path):
    """Its photographs are sealed with its key, so destroying that destroys them."""
    from datetime import timedelta

    with_letter(vault)
    picture = keep_photograph(vault, V1, a_photograph(tmp_path), "Our front door")
    advance(vault, V1, Move.ERASE)
    assert V1 not in [visit.id for visit in vault.visits()]
    destroy_erased(vault, V1, restorable=timedelta(0))
    with pytest.raises(VisitErased):
        picture_bytes(vault, V1, picture)


# --- photographs
def a_photograph(folder: Path) -> Path:
    """A photograph that says where it was taken."""
    path = folder / "door.jpg"
    exif = Image.Exif()
    exif[0x010E] = "12 Larch Road"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (2400, 1200), "green").save(path, exif=exif)
    return path


def test_a_photograph_is_kept_sealed_and_says_nothing_of_where_it_was_taken(vault: Vault, tmp_path: Path):
    """It is smaller, has no EXIF, and no byte of it is readable in the vault's files."""
    with_letter(vault)
    path = a_photograph(tmp_path)
    before = path.read_bytes()
    picture = keep_photograph(vault, V1, path, " Our  front door ")
    data = picture_bytes(vault, V1, picture)
    assert path.read_bytes() == before
    assert picture.alt == "Our front door" and own_pictures(vault, V1) == (picture,)
    kept = tmp_path / "kept.jpg"
    kept.write_bytes(data)
    with Image.open(kept) as opened:
        assert opened.size == (1200, 600) and not opened.getexif()
    assert b"Larch" not in data
    files = [each.read_bytes() for each in (tmp_path / "vault").rglob("*") if each.is_file()]
    assert files and not any(data[20:80] in content or b"front door" in content for content in files)
    again = keep_photograph(vault, V1, path, "Home")
    assert again.file == picture.file and len(own_pictures(vault, V1)) == 1


def test_what_is_no_photograph_is_refused(vault: Vault, tmp_path: Path):
    """In one plain sentence without the file's name; a picture needs words for those who can't see it."""
    with_letter(vault)
    broken = tmp_path / "Amina.jpg"
    broken.write_bytes(b"no picture")
    for path in (broken, tmp_path / "gone.jpg"):
        with pytest.raises(FileRefused) as refused:
            keep_photograph(vault, V1, path, "Our front door")
        assert "Amina" not in str(refused.value)
    with pytest.raises(NothingWritten):
        keep_photograph(vault, V1, a_photograph(tmp_path), " ")
    assert own_pictures(vault, V1) == ()


def test_a_picture_that_is_not_there_is_told(vault: Vault):
    """In the vault or on the laptop; and one that is not what its name says is damaged."""
    with_letter(vault)
    with pytest.raises(NotFound):
        picture_bytes(vault, V1, Picture("kept:x", Path("kept/x.jpg"), "A door"))
    with pytest.raises(PictureMissing):
        picture_bytes(vault, V1, Picture("nothing", Path("own/nothing-like-this.svg"), "Nothing"))
    vault.add_own_picture(V1, OwnPicture("x", "A door", "jpg", "AAAA"))
    with pytest.raises(DataDamaged):
        picture_bytes(vault, V1, Picture("kept:x", Path("kept/x.jpg"), "A door"))
    assert picture_bytes(vault, V1, Picture("money", Path("own/plan.svg"), "A plan")).startswith(b"<")


def test_a_held_letter_keeps_what_is_changed_in_it(vault: Vault, tmp_path: Path):
    """Photographs and documents as they were, as for any visit that is held."""
    made = with_letter(vault)
    hold(vault, V1, "court order")
    keep_photograph(vault, V1, a_photograph(tmp_path), "Our front door")
    keep_photograph(vault, V1, a_photograph(tmp_path), "Our front door")
    change(vault, made.id, lambda d: easy_read.set_checked_by(d, "Sam Lee"))
    facts = [each.fact for each in vault.earlier(V1)]
    assert {type(fact) for fact in facts} == {Document, OwnPicture}


# --- a note as a source
def test_a_note_is_a_source_without_what_is_about_others_opinions_and_risk(vault: Vault):
    """All three kinds are offered to be left out, each with why; what says that nothing was said is not in it."""
    vault.add_visit(replace(a_visit(), people=(*a_visit().people, daughter())))
    vault.save_document(a_note())
    approve_all(vault)
    found = note_source(vault, D1)
    assert found.source.text.split("\n") == [
        "Health and medicines",
        "Mrs Begum said she takes 5 mg at dawn.",
        "Mrs Begum wants to stay at home.",
        "She seems low.",
        "Her daughter has lost her job.",
        "Nadia will come on Friday.",
        "She hit her last week.",
        "Home",
        "The home is tidy, I think.",
        "What was agreed to be done",
        "Call the GP about the new tablets. Who: Jo Reed. By when: Friday.",
    ]
    assert [(one.text, one.why) for one in found.take_out] == [
        ("Mrs Begum wants to stay at home.", OPINION),  # nobody knows whose view it is: there is no transcript
        ("She seems low.", OPINION),
        ("Her daughter has lost her job.", SOMEBODY_ELSE),
        ("Nadia will come on Friday.", SOMEBODY_ELSE),
        ("She hit her last week.", RISK),
        ("The home is tidy, I think.", OPINION),
    ]
    assert all(one.span.of(found.source.text) == one.text for one in found.take_out)
    assert source_of_note(vault, V1, found.source) == found


def daughter():
    """Somebody else at the visit."""
    from scribe.visit import Person, PersonId, Role

    return Person(PersonId("p3"), "Nadia Begum", Role.FAMILY)


def a_note() -> Document:
    """A note with all three kinds."""
    note = a_document()
    texts = (
        ("Mrs Begum wants to stay at home.", Kind.VIEW),
        ("She seems low.", Kind.VIEW),
        ("Her daughter has lost her job.", Kind.REPORTED),
        ("Nadia will come on Friday.", Kind.REPORTED),
        ("She hit her last week.", Kind.REPORTED),
    )
    claims = tuple(Claim(ClaimId(f"v{n}"), text, kind, evidence()) for n, (text, kind) in enumerate(texts))
    health, home = note.sections
    health = replace(health, claims=(health.claims[0], *claims))
    gone = Section("gone", "Nothing here")  # type: ignore[arg-type]
    return replace(note, sections=(health, gone, replace(home, written="The home is tidy, I think.")))


def test_the_persons_own_view_is_theirs_to_read(vault: Vault):
    """What they want is no opinion of anybody's about them."""
    vault.add_visit(a_visit())
    vault.save_jotting(V1, Jotting(TurnId("j1"), 0.0, Manner.VIEW, "She seems low.", AT))
    wants = Claim(ClaimId("v1"), "Mrs Begum wants to stay at home.", Kind.VIEW, (Evidence(TurnId("t1"), 0, 5, 0, 1),))
    low = Claim(ClaimId("v2"), "She seems low.", Kind.VIEW, (Evidence(TurnId("j1"), 0, 5, 0, 0),))
    note = a_document()
    vault.save_document(replace(note, sections=(replace(note.sections[0], claims=(wants, low)),)))
    said_by_the_person(vault)
    approve_all(vault)
    assert [(one.text, one.why) for one in note_source(vault, D1).take_out] == [("She seems low.", OPINION)]


def said_by_the_person(vault: Vault) -> None:
    """A transcript in which the person says the first turn."""
    from scribe.visit import ModelCard, Transcript, Turn

    turn = Turn(TurnId("t1"), "p1", 0.0, 1.0, "I want to stay at home.")
    vault.save_transcript(V1, Transcript((turn,), ModelCard("none"), 1.0, "ab" * 32))


def test_only_an_approved_note_is_a_source(vault: Vault):
    """Neither a draft nor an Easy Read is; nor are words that are no note's of the visit."""
    vault.add_visit(a_visit())
    vault.save_document(a_document())
    with pytest.raises(NotApproved):
        note_source(vault, D1)
    approval = approve_all(vault).approval
    made = an_easy_read(of_note=OfNote(D1, approval.version, approval.text_sha256))
    vault.save_document(made)
    approve_all_of(vault, made.id)
    with pytest.raises(MoveNotAllowed):
        note_source(vault, made.id)
    with pytest.raises(MoveNotAllowed):
        source_of_note(vault, V1, a_letter())
    assert source_of_note(vault, V1, note_source(vault, D1).source).of_note.document == D1


def test_nothing_of_its_source_is_left_where_its_words_are_silenced():
    """Only what the worker wrote in it stays."""
    made = easy_read.add_line(an_easy_read(), E3, typed("Ring me.", flagged=True))
    left = easy_read.without_source(made)
    assert [line.text for line in easy_read.page_of(left).lines] == ["Larkmoor Council", "Ring me."]
    assert left.easy is not None and not left.easy.source.text and not left.omissions
