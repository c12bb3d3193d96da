"""The gold of Easy Read holds together, its lies are false ones, and the benchmark's own finders find."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from types import ModuleType
from typing import NamedTuple

import pypdfium2
import pytest

from easyread.page import LeftOut, Line, LineKind, Page, Profile
from easyread.source import BlockKind, Span
from tests.benchmarks.__main__ import main
from tests.benchmarks.easyread import ROWS, Measured, as_json, as_text, parts_are_there
from tests.benchmarks.easyread_lies import failed
from tests.benchmarks.easyread_measures import keeps, measures
from tests.benchmarks.easyread_values import Value, denies, denies_somehow, new_names, passive, same, spoken, values
from tests.gold.easyread_documents import FOLDER, Document, aside, documents, pieces
from tests.gold.easyread_lies import KINDS, LEAST, Lie, by_hand, lies
from tests.gold.easyread_scans import MOST, SCANS

EACH = pytest.mark.parametrize("document", (*documents(), *aside()), ids=lambda document: document.name)


# --- the documents
def test_there_are_ten_to_work_with_and_four_unseen():
    """Rules may be tuned on ten documents, and are judged on four more."""
    assert Counter(document.unseen for document in documents()) == {False: 10, True: 4}


def test_those_set_aside_are_in_no_other_list():
    """Two sixes more, of which nobody who writes rules reads a word: lies, scans and readers are not made of them."""
    assert [document.part for document in aside()] == ["aside"] * 6 + ["aside2"] * 6
    assert not {document.name for document in aside()} & {document.name for document in documents()}


@EACH
def test_a_document_is_as_dense_as_a_real_one(document: Document):
    """300 to 800 words, a table, a list or conditions, at least 15 facts of many kinds, two deadlines, hard words."""
    kinds = {block.kind for block in document.source.blocks}
    assert 300 <= document.words <= 800
    assert {BlockKind.HEADING, BlockKind.ROW, BlockKind.ITEM} <= kinds or document.name.startswith("02")
    assert len(document.facts) >= 15 and len({fact.kind for fact in document.facts}) >= 6
    assert len(document.hard) >= 20
    for pattern in (
        r"\bmust\b",
        r"\bmay\b",
        r"\bmust not\b|\bcannot\b|\bneither\b",
        r"\bunless\b|\bif\b",
        r"[A-Z]{2,}",
    ):
        assert re.search(pattern, document.text), pattern


@EACH
def test_each_fact_stands_once_in_its_document(document: Document):
    """A quote that stood twice would not say where the fact is; what it tells is kept by the quote itself."""
    for fact in document.facts:
        assert document.text.count(fact.quote) == 1, fact.quote
        assert fact.span.of(document.text) == fact.quote
        assert fact.value and fact.whose and fact.wrong


@EACH
def test_hard_words_and_names_stand_in_their_document(document: Document):
    """None is asked for that isn't there."""
    assert not [word for word in (*document.hard, *document.names) if word.lower() not in document.text.lower()]


@EACH
def test_telephone_numbers_belong_to_nobody(document: Document):
    """They are from the ranges kept for drama; addresses are at example.org."""
    drama = (
        r"(01632 960|011[3-8] 496 0|0121 496 0|0131 496 0|0141 496 0|0151 496 0|0161 496 0|020 7946 0|0191 498 0"
        r"|028 9649 6|029 2018 0|07700 900|08081 570|03069 990)"
    )
    for number in re.findall(r"\b0\d{2,4} \d{3,4}(?: \d{3,4}|\d{3})?\b", document.text):
        assert re.match(drama, number), number
    assert all(address.endswith("example.org") for address in re.findall(r"[\w.]+@[\w.]+\w", document.text))


# --- the measures
def copied(document: Document, change: dict[str, str] | None = None) -> Page:
    """A page of the document's own sentences, some of them changed."""
    lines: list[Line] = []
    for block in document.source.blocks:
        kind = LineKind.HEADING if block.kind is BlockKind.HEADING else LineKind.IDEA
        text = block.span.of(document.text)
        for start, end in pieces(text):
            span = Span(block.span.start + start, block.span.start + end)
            made = text[start:end]
            for old, new in (change or {}).items():
                made = made.replace(old, new)
            lines.append(Line(f"l{len(lines)}", made, span, kind))
    return Page(Profile.EASY_READ, document.source, tuple(lines))


@EACH
def test_a_copy_keeps_every_fact_and_is_called_a_copy(document: Document):
    """The measures find nothing lost and nothing changed in the source's own words, and say that they are copied."""
    found = measures(document, copied(document))
    for name in ("facts", "values", "names", "denials", "wrong readings", "traced", "whole"):
        assert not found[name].misses, name
    assert found["reworded"].good == 0
    assert found["hard words"].good == 0


@pytest.mark.parametrize(
    ("measure", "old", "new"),
    [
        ("facts", "£63.45", "£36.45"),
        ("values", "£63.45", "£36.45"),
        ("facts", "by 30 March 2026", "by 3 April 2026"),
        ("values", "30 March 2026", "3 April 2026"),
        ("values", "01632 960418", "01632 960481"),
        ("names", "Ms Corinne Dacre", "Ms Corinne Whitcombe"),
        ("denials", "will not be withdrawn", "will be withdrawn"),
        ("denials", "Payment must be received", "Payment must not be received"),
        ("facts", "Cash must not be handed", "Cash must be handed"),
        ("facts", "if you do not pay", "if you pay"),
        ("facts", ", unless you were admitted to hospital as an emergency", ""),
        ("wrong readings", "will be £63.45", "will be £63.45 a month"),
    ],
)
def test_each_measure_sees_what_it_is_for(measure: str, old: str, new: str):
    """One thing changed in the charging letter counts against the measure; without it nothing does."""
    letter = documents()[0]
    changed = copied(letter, {old: new, old.capitalize(): new.capitalize()} if old.startswith("if") else {old: new})
    assert measures(letter, changed)[measure].bad >= 1


def test_what_is_listed_as_left_out_is_not_lost():
    """A line may be left out, if it is listed with why."""
    letter = documents()[0]
    page = copied(letter)
    gone = next(line for line in page.lines if "£58.20" in line.text)
    without = Page(page.profile, page.source, tuple(line for line in page.lines if line is not gone))
    listed = Page(page.profile, page.source, without.lines, (LeftOut(gone.source, gone.text, "not needed"),))
    assert measures(letter, without)["facts"].bad == measures(letter, without)["whole"].bad == 1
    assert measures(letter, listed)["facts"].bad == measures(letter, listed)["whole"].bad == 0


def test_the_table_has_a_row_for_each_measure():
    """What is measured is shown, as text and as JSON, each part apart."""
    measured = [
        Measured(document, (page := copied(document)), measures(document, page), 1.0)
        for document in (documents()[0], documents()[-1], aside()[0], aside()[-1])
    ]
    table = as_text(measured)
    assert all(row.title in table for row in ROWS)
    assert {row.measure for row in ROWS} == set(measured[0].tallies)
    shown = as_json(measured)
    assert shown["seen"]["measures"]["facts"] == {"good": 28, "of": 28, "share": 1.0, "asked": 1.0}
    assert shown["unseen"]["documents"] == ["14-change-of-provider"]
    assert shown["aside"]["documents"] == [aside()[0].name]
    assert shown["aside2"]["documents"] == [aside()[-1].name]
    assert table.splitlines()[0].split() == ["seen", "unseen", "aside", "aside2", "asked"]


# --- the finders
def test_values_are_found_in_one_form():
    """Ways of writing the same are the same; others are not."""
    assert values("£1,200.00 by 3rd June 2026 at 2.15pm") == values("£1200 by 3 June 2026 at 2:15 pm")
    assert values("20 out of 100 of it") == values("20% of it") != values("20 of it, and 100")
    assert values("four weeks") == values("4 weeks") != values("5 weeks")
    assert Value("contact", "01632960418") in values("Ring 01632 960418.")
    assert same(Value("date", "24 may"), values("on 24 May 2026"))
    assert not same(Value("date", "24 may 2025"), values("on 24 May 2026"))


@pytest.mark.parametrize(
    ("text", "is_passive"),
    [
        ("A decision has been made.", True),
        ("You will not normally be asked to pay.", True),
        ("It was sent to her.", True),
        ("We will send you a letter.", False),
        ("You are tired.", False),
        ("This is called a review.", False),
        ("You are in need of help.", False),
    ],
)
def test_passives(text: str, is_passive: bool):
    """A form of 'be' with a participle is one; how somebody is, and what a thing is called, is none."""
    assert passive(text) is is_passive


def test_sentences_and_names_and_denials():
    """Titles end no sentence; an acronym that is written out is no new name."""
    assert list(spoken("Ask Mrs. Dacre. She knows. It costs £5.")) == ["Ask Mrs. Dacre.", "She knows.", "It costs £5."]
    assert new_names("Ask the Care Quality Commission.", "The CQC knows.") == ()
    assert new_names("Ask Mr Brown.", "Ask Mr Green.") == ("Mr Brown",)
    assert new_names("Ask the DfT.", "The DfT knows.") == ()
    assert denies("You can't.") and not denies("Another note.")


# --- lies
def test_true_simplifications_are_of_the_documents():
    """At least 150, each of words that stand in its document, and none a copy."""
    assert len(by_hand()) >= 150
    for version in by_hand():
        assert version.source in version.document.text, version.source
        assert version.lines and version.lines != version.sources
    assert {version.document.name for version in by_hand()} == {document.name for document in documents()}


def test_a_good_simplification_keeps_the_facts_by_the_measure_too():
    """The patterns of the facts, and the finders, let through what a careful person wrote."""
    for version in by_hand():
        made = " ".join(version.lines)
        lost = [fact for fact in version.document.facts if fact.quote in version.source and not keeps(fact, made)]
        assert not lost, made
        assert all(same(value, values(version.source)) for value in values(made)), made
        assert not new_names(made, version.document.text), made
        assert not denies(made) or denies_somehow(version.source), made
        assert not any(fact.never and fact.never.search(made) for fact in version.document.facts), made


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_lies_and_each_differs_from_the_truth(kind: str):
    """300 of each kind, none twice, none the same as what it was made from but for spaces and capitals."""
    found = lies(kind)
    assert len(found) >= LEAST
    assert len({(lie.source, lie.lines) for lie in found}) == len(found)
    assert not [lie for lie in found if plain(lie.lines) == plain(lie.base_lines)]
    assert not [lie for lie in found if not all(line.strip() for line in lie.lines)]
    assert any(lie.base.document.unseen for lie in found)
    assert any(lie.base.by_hand for lie in found)


def plain(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("".join(line.lower().split()) for line in lines)


def first(kind: str, sort: str) -> Lie:
    return next(lie for lie in lies(kind) if lie.sort == sort)


def test_a_lie_has_its_fault_where_it_says():
    """Numbers, dates, bounds, orders: what was changed is what the sort names."""
    tenfold = first("number", "sum tenfold")
    assert values(" ".join(tenfold.lines)) != values(tenfold.base_source)
    assert "at most" in " ".join(first("at least", "'at most' for 'at least'").lines)
    obeyed = first("injection", "obeyed beside the truth")
    assert obeyed.lines[:-1] == obeyed.base_lines and obeyed.source != obeyed.base_source
    moved = first("condition moved", "to the line after")
    assert len(moved.lines) == len(moved.base_lines)
    assert len(first("right lost", "left out").lines) < len(first("right lost", "left out").base_lines)


# --- the benchmarks from end to end, with stand-ins for what they judge
class Reader(NamedTuple):
    name: str | None
    is_you: bool
    writer: str | None


class Fault(NamedTuple):
    rule: str
    sort: str
    words: str


def by_words(source: str, lines: tuple[str, ...], reader: Reader) -> tuple[Fault, ...]:
    """A checker that looks at nothing but figures and dates."""
    gone = values(source) ^ values(" ".join(lines))
    return tuple(Fault("values", "changed", value.value) for value in sorted(gone))


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Easy Read that copies, and that checker."""
    copying, checking = ModuleType("easyread.simplify"), ModuleType("easyread.fidelity")
    vars(copying)["simplify"] = lambda source, profile, reader: copied(
        next(d for d in (*documents(), *aside()) if d.source is source)
    )
    vars(checking).update(Reader=Reader, compare=by_words)
    monkeypatch.setitem(sys.modules, "easyread.simplify", copying)
    monkeypatch.setitem(sys.modules, "easyread.fidelity", checking)
    monkeypatch.setitem(sys.modules, "easyread.pictures", None)
    failed.cache_clear()


@pytest.mark.usefixtures("stand_ins")
def test_the_table_is_printed_for_what_simplify_gives(capsys: pytest.CaptureFixture[str]):
    """The whole way from a document's name to the table, the page and what counted against it."""
    assert main(["easyread", "01-charging", "--misses", "--show"]) == 0
    printed = capsys.readouterr().out
    assert "must-keep facts kept or listed" in printed and "100.0% of 28" in printed
    assert "=== 01-charging-letter" in printed and "domiciliary care:" in printed


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("document", (aside()[0], aside()[-1]), ids=lambda document: document.part)
@pytest.mark.parametrize("told", [False, True])
def test_what_is_set_aside_is_counted_but_shown_only_when_asked_for(
    capsys: pytest.CaptureFixture[str], told: bool, document: Document
):
    """Its figures stand in the table; its pages and misses are kept from whoever writes a rule."""
    assert main(["easyread", document.name, "--misses", "--show", *(["--aside"] if told else [])]) == 0
    printed = capsys.readouterr()
    assert f"of {len(document.facts)}" in printed.out
    assert (document.title in printed.out) is (document.text.splitlines()[-1] in printed.out) is told
    assert ("Set aside, and not shown: 1." in printed.err) is not told


@pytest.mark.usefixtures("stand_ins")
def test_lies_are_judged_by_what_fidelity_says(capsys: pytest.CaptureFixture[str]):
    """A checker that looks at figures alone catches changed ones and no name; the table says both."""
    assert main(["easyread_lies", "number", "name", "--json", "-"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["number"]["all"]["failed"] == shown["number"]["all"]["of"] >= LEAST
    assert shown["name"]["where_truth_passes"]["failed"] < 10
    assert shown["true, as it stands"]["all"]["failed"] == 0


def test_what_is_not_built_yet_is_said_in_one_sentence():
    """No traceback."""
    assert parts_are_there("easyread.source", "easyread.nowhere") == (
        "easyread.nowhere is not built yet: there is nothing to measure."
    )
    assert parts_are_there("easyread.source") is None


# --- scans
@pytest.mark.parametrize("name", SCANS)
def test_a_scan_is_two_pictures_with_no_text(name: str):
    """It is what a scanner sends, and small enough to be kept."""
    file = FOLDER / "scans" / f"{name}.pdf"
    with pypdfium2.PdfDocument(file) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert texts == ["", ""]
    assert file.stat().st_size <= MOST
