"""What `fairnote evaluate` counts: on a small made folder whose right answers are known, and on two real talks."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from easyread.readability import reading, syllables
from scribe.cli import run
from scribe.errors import FileRefused
from scribe.evaluated_talks import EvaluatedTalk, Highlight, read_talks
from scribe.evaluating import evaluate, measure
from scribe.evaluation_report import as_json, as_text
from scribe.notes.draft import DraftNote
from scribe.notes.material import Material
from scribe.notes.templates import template
from scribe.unheld import unheld
from scribe.visit import (
    Claim,
    ClaimId,
    Evidence,
    Kind,
    ModelCard,
    Omission,
    Person,
    PersonId,
    Role,
    Section,
    SectionId,
    Turn,
    TurnId,
    WrittenBy,
)

ROOT = Path(__file__).parents[2]
PRIMOCK = ROOT.parent / "shared" / "data" / "visits" / "primock57"
NOTE = template("case-note")
HILL = Person(PersonId("S1"), "Mrs Joan Hill", Role.PERSON, "she")
REED = Person(PersonId("S2"), "Jo Reed", Role.WORKER, "they")
SAID = ("Have you had any falls?", "No. I take two tablets on Monday, and I see Rita.", "That is all I came for.")


def turns(*texts: str) -> tuple[Turn, ...]:
    """The worker and the person in turn, five seconds each."""
    return tuple(
        Turn(TurnId(f"t{at + 1}"), "S1" if at % 2 else "S2", 5.0 * at, 5.0 * at + 5, text)
        for at, text in enumerate(texts)
    )


def claim(text: str, *evidence: tuple[int, str], said: tuple[str, ...] = SAID, **others: object) -> Claim:
    """A claim resting on these words of these turns, counted from 0."""
    spans = []
    for at, words in evidence:
        start = said[at].index(words)
        spans.append(Evidence(TurnId(f"t{at + 1}"), start, start + len(words), 5.0 * at, 5.0 * at + 5))
    made = Claim(ClaimId("c1"), text, Kind.REPORTED, tuple(spans))
    return replace(made, **others)  # type: ignore[arg-type]


def found(text: str, *evidence: tuple[int, str], said: tuple[str, ...] = SAID) -> list[tuple[str, str]]:
    """What a claim of that text says beyond its evidence."""
    known = {turn.id: turn for turn in turns(*said)}
    return [(each.what.value, each.word) for each in unheld(claim(text, *evidence, said=said), known, (HILL, REED))]


# --- what the evidence doesn't hold


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Mrs Hill said she takes two tablets on Monday.", (1, "I take two tablets on Monday")),
        ("Mrs Hill said she takes 2 tablets on Monday.", (1, "I take two tablets on Monday")),
        ("Mrs Hill said that she sees Rita.", (1, "and I see Rita.")),
        ('Mrs Hill said: "No. I take two tablets"', (1, "No. I take two tablets")),
    ],
)
def test_what_the_evidence_holds_is_not_counted(text: str, evidence: tuple[int, str]) -> None:
    """The same number in figures, a name as it was said, and the speaker's own name are held."""
    assert found(text, evidence) == []


@pytest.mark.parametrize(
    ("text", "evidence", "wrong"),
    [
        ("Mrs Hill said she takes three tablets.", (1, "I take two tablets"), [("numbers", "three")]),
        ("Mrs Hill said she takes 20 tablets.", (1, "I take two tablets"), [("numbers", "20")]),
        ("Mrs Hill said she takes tablets on Tuesday.", (1, "I take two tablets on Monday"), [("dates", "Tuesday")]),
        ("Mrs Hill said she sees Ravi.", (1, "and I see Rita"), [("names", "Ravi")]),
        ("Mrs Hill said she doesn't see Rita.", (1, "and I see Rita"), [("negations", "not")]),
        ("Jo Reed said they take two tablets.", (1, "I take two tablets"), [("names", "reed")]),
    ],
)
def test_what_it_does_not_hold_is_counted_by_its_kind(
    text: str, evidence: tuple[int, str], wrong: list[tuple[str, str]]
) -> None:
    """A changed number, day or name, a denial that nobody made, and the words of one person given to the other."""
    assert found(text, evidence) == wrong


def test_a_denial_in_an_answer_counts_for_its_question() -> None:
    """'No.' holds the negation of a claim that rests on question and answer, and the question alone doesn't."""
    text = "Mrs Hill said she has not had any falls."
    assert found(text, (0, SAID[0]), (1, "No.")) == []
    assert found(text, (0, SAID[0])) == [("negations", "not")]


def test_someone_who_is_spoken_to_may_be_named() -> None:
    """'You' said to Mrs Hill may become her name, because two people are there."""
    said = ("You said you can't sleep, and I'll ring the surgery.",)
    assert found("Jo Reed said Mrs Hill can't sleep.", (0, said[0]), said=said) == []
    assert found("Jo Reed said Mrs Hill will ring.", (0, "I'll ring"), said=said) == [("names", "hill")]


# --- counts of one draft whose answers are known


def talk(*highlights: Highlight, said: tuple[str, ...] = SAID) -> EvaluatedTalk:
    """The small talk with these highlights."""
    return EvaluatedTalk("small", Material((HILL, REED), turns(*said)), highlights)


def note(*claims: Claim, omissions: tuple[Omission, ...] = ()) -> DraftNote:
    """A draft of these claims."""
    return DraftNote((Section(SectionId("other"), "Other", claims),), (), omissions, ModelCard("none"), 1.5)


def highlight(text: str, *ways: tuple[int, ...]) -> Highlight:
    """One that these turns say, counted from 1."""
    return Highlight(text, tuple(tuple(TurnId(f"t{at}") for at in way) for way in ways))


def test_a_highlight_counts_where_every_turn_of_one_way_is_evidence() -> None:
    """Half of a way is not enough, a line among the omissions counts apart, and what nobody said is no miss."""
    given = talk(
        highlight("No falls", (1, 2)), highlight("Tablets", (2,)), highlight("Either", (3,), (2,)),
        highlight("Visit", (3,)), Highlight("Never said", ()), Highlight("Nobody has mapped it"),
    )  # fmt: skip
    line = Omission(TurnId("t1"), SAID[0], "question only", 0, len(SAID[0]))
    counted = measure(given, note(claim("She takes two tablets.", (1, "I take two tablets")), omissions=(line,)))
    assert (counted.highlights, counted.in_note, counted.in_either) == (4, 2, 3)
    assert (counted.never_said, counted.not_mapped) == (1, 1)
    assert counted.mostly_in_note == 0, "4 of the 11 words of the turn are evidence"


def test_most_of_a_turn_is_counted_by_its_words() -> None:
    """Two stretches of one turn add up."""
    given = talk(highlight("Tablets", (2,)))
    both = claim("She takes two tablets on Monday.", (1, "I take two tablets"), (1, "on Monday"))
    assert measure(given, note(both)).mostly_in_note == 1


def test_small_talk_and_questions_are_apart_from_what_is_left_out() -> None:
    """Of three stretches of substance one was left out; the question and the small talk are neither."""
    lines = tuple(
        Omission(TurnId(f"t{at}"), "", why, start, start + 1)
        for at, why, start in ((1, "question only", 0), (3, "small talk", 0), (2, "left out for length", 0))
    )
    counted = measure(talk(), note(claim("", (1, "I take two tablets"), (1, "I see Rita")), omissions=lines))
    assert (counted.statements, counted.left_out, counted.apart) == (3, 1, 2)


def test_claims_are_counted_with_what_is_wrong_with_them() -> None:
    """No evidence, a flag, a quotation, and what is wrong without a flag; a removed claim is no part of the note."""
    counted = measure(
        talk(),
        note(
            claim("Mrs Hill said she is well.", id=ClaimId("c1")),
            claim("Mrs Hill said she takes 3 tablets.", (1, "two tablets"), id=ClaimId("c2"), flagged=True),
            claim("Mrs Hill said she takes 4 tablets.", (1, "two tablets"), id=ClaimId("c3")),
            claim('Mrs Hill said: "I see Rita."', (1, "I see Rita."), id=ClaimId("c4"), written_by=WrittenBy.QUOTATION),
            claim("Gone, in 1990.", (1, "two tablets"), id=ClaimId("c5"), removed=True),
        ),
    )
    assert (counted.claims, counted.without_evidence, counted.flagged, counted.quotations) == (4, 1, 1, 1)
    assert (counted.numbers, counted.names, counted.unflagged) == (2, 1, 2), "c1 names her, and nothing holds that"
    assert (counted.words_said, counted.words_written, counted.words_quoted) == (22, 26, 3)


# --- how it reads


def test_reading_ease_follows_the_words() -> None:
    """Flesch's formula on known counts: one sentence of six one-syllable words, and nothing to read."""
    read = reading(["The cat sat on the mat."])
    assert (read.sentences, read.words, read.syllables) == (1, 6, 6)
    assert read.flesch == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert reading([]).flesch == reading([]).words_a_sentence == 0
    assert reading(['She said: "I fell. It hurt." That was all', "Then she rose."]).sentences == 4


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("mat", 1), ("tablet", 2), ("take", 1), ("takes", 1), ("walked", 1), ("wanted", 2), ("table", 2), ("dishes", 2),
        ("medicine", 3), ("assessment", 3), ("the", 1), ("eye", 1), ("don't", 1), ("12", 1), ("yesterday", 3),
    ],
)  # fmt: skip
def test_syllables_are_those_that_are_spoken(word: str, count: int) -> None:
    """Endings that are written and not spoken don't count."""
    assert syllables(word) == count


# --- a folder


def write(folder: Path, name: str, **others: object) -> Path:
    """A talk in a file."""
    people = [{"id": each.id, "name": each.name, "role": each.role} for each in (HILL, REED)]
    said = [{"speaker": turn.speaker, "start": turn.start, "end": turn.end, "text": turn.text} for turn in turns(*SAID)]
    path = folder / name
    path.write_text(json.dumps({"people": people, "turns": said} | others), encoding="utf-8")
    return path


def test_the_command_prints_every_level_of_detail_and_writes_the_same_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fairnote evaluate FOLDER`: a talk with highlights and one without, no word of either in what is printed."""
    folder = tmp_path / "talks"
    folder.mkdir()
    write(folder, "a.json", highlights=["Two tablets", "No cough", "", "Rita"])
    write(folder, "b.json")
    mapping = tmp_path / "said.toml"
    mapping.write_text('a = [{text = "Two tablets", turns = [[1]]}, {text = "No cough", said = false, why = "x"}]')
    out = tmp_path / "out.json"
    assert run(["evaluate", str(folder), "--highlights", str(mapping), "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "3 highlights: 1 mapped to the turns that say them, 1 never said, 1 not mapped" in printed
    assert "Rita" not in printed + out.read_text() and "tablets" not in printed + out.read_text()
    levels = json.loads(out.read_text())["levels"]
    assert [level["detail"] for level in levels] == ["brief", "standard", "full"]
    assert all(level["talks"] == 2 and level["in_note_or_left_out"] == 1.0 for level in levels)
    assert run(["evaluate", str(folder), "--detail", "full", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["levels"][0]["in_note"] is None, "nothing is mapped"


BAD_MAPPINGS = (
    "no toml",
    "a = 3",
    'a = [{text = "Two tablets"}]',
    'a = [{text = "Two tablets", turns = []}]',
    'a = [{text = "Two tablets", turns = [[]]}]',
    'a = [{text = "Two tablets", turns = [[-1]]}]',
    'a = [{text = "Two tablets", turns = [[true]]}]',
    'a = [{text = "Two tablets", turns = [[0]], said = false}]',
    'a = [{text = "Two tablets", turns = [[3]]}]',
    'a = [{text = "Three tablets", turns = [[1]]}]',
)


@pytest.mark.parametrize("text", BAD_MAPPINGS)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    """One sentence, whatever is wrong with it: its shape, a turn or a highlight that isn't there."""
    write(tmp_path, "a.json", highlights=["Two tablets"])
    mapping = tmp_path / "said.toml"
    mapping.write_text(text)
    with pytest.raises(FileRefused) as refused:
        read_talks(str(tmp_path), str(mapping))
    assert "tablets" not in str(refused.value)


def test_a_folder_that_is_none_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing folder, a file, a folder without talks, one whose second file is no talk, and a wrong list."""
    good, empty, bad = tmp_path / "good", tmp_path / "empty", tmp_path / "bad"
    for folder in (good, empty, bad):
        folder.mkdir()
    one = write(good, "a.json")
    write(bad, "a.json")
    second = bad / "b.json"
    for wrong in (b"{", b"\xff\xfe\xfa", b"[]", b'{"turns": [{"text": "Hello."}], "highlights": "all"}'):
        second.write_bytes(wrong)
        assert run(["evaluate", str(bad)]) == 1
        assert "File 2 of 2" in capsys.readouterr().err
    inside = good / "out.json"
    for arguments in ([str(tmp_path / "no")], [str(one)], [str(empty)], [str(good), "--json", str(inside)],
                      [str(good), "--template", "none"]):  # fmt: skip
        assert run(["evaluate", *arguments]) == 1
        told = capsys.readouterr()
        assert told.out == "" and len(told.err.strip().splitlines()) == 1 and "Traceback" not in told.err
    assert not inside.exists()


@pytest.mark.skipif(not PRIMOCK.is_dir(), reason="the PriMock57 consultations are not beside the repository")
def test_two_real_consultations_are_counted_with_the_gold_mapping(tmp_path: Path) -> None:
    """Every highlight of them is mapped, every claim has evidence, and nothing in one is unheld without a flag."""
    for name in ("day1_consultation01", "day3_consultation06"):
        shutil.copy(PRIMOCK / f"{name}.json", tmp_path)
    talks = read_talks(str(tmp_path), str(ROOT / "tests" / "gold" / "highlights.toml"))
    levels = evaluate(talks, NOTE, ("brief", "standard"))
    for total in (level.total for level in levels):
        assert (total.highlights, total.never_said, total.not_mapped) == (9, 0, 0)
        assert total.in_note <= total.in_either == 9
        assert total.claims > 20 and total.without_evidence == total.unflagged == 0
    assert levels[0].total.words_written < levels[1].total.words_written
    assert "2 talks" in as_text(levels) and as_json(levels)["levels"][1]["counts"]["claims"] == levels[1].total.claims


@pytest.mark.skipif(not PRIMOCK.is_dir(), reason="the PriMock57 consultations are not beside the repository")
def test_the_gold_mapping_fits_the_consultations() -> None:
    """All 78 highlights are mapped or said to be never said, and every turn that is named is there."""
    talks = read_talks(str(PRIMOCK), str(ROOT / "tests" / "gold" / "highlights.toml"))
    listed = [each for talk in talks for each in talk.highlights]
    assert len(listed) == 78 and all(each.ways is not None for each in listed)
    assert sum(each.ways == () for each in listed) == 3
