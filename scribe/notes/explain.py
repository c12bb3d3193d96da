"""Shows each step on the way from what was said to a draft, so that a doubted sentence can be traced."""

from __future__ import annotations

from typing import Any

from scribe.notes.draft import DraftNote, Placed, place_all
from scribe.notes.material import Material
from scribe.notes.people import People
from scribe.notes.shapes import draft_json
from scribe.notes.statements import Statement, statements
from scribe.notes.templates import Template
from scribe.notes.utterances import Utterance, utterances
from scribe.notes.wording import Attempt, attempts
from scribe.visit import Turn

Shape = dict[str, Any]


def explained(material: Material, template: Template, detail: str, note: DraftNote) -> Shape:
    """The draft as JSON, with 'steps' beside it: utterances, statements, sections, words, composed, omissions.

    The steps are those of the talk. What the worker jotted down or dictated goes into the note in their own words.
    """
    spoken, people = material.spoken, People(material.people)
    found = statements(spoken.turns, people)
    placed = place_all(found, spoken, template, detail)
    names = {id(statement): f"s{number}" for number, statement in enumerate(found, start=1)}
    whole = draft_json(note, template)
    steps = {
        "utterances": [_utterance(each, spoken.turns) for each in utterances(spoken.turns)],
        "statements": [_statement(each, names, spoken.turns) for each in found],
        "sections": [_section(each, names) for each in placed],
        "words": [_words(each, names, spoken.turns, people) for each in placed if each.wording is not None],
        "composed": {section["id"]: [claim["text"] for claim in section["claims"]] for section in whole["sections"]},
        "omissions": whole["not_in_note"],
    }
    return whole | {"steps": steps}


def lines(explained: Shape) -> list[str]:
    """The steps as lines of text, a statement at a time."""
    steps = explained["steps"]
    placed = {each["statement"]: each for each in steps["sections"]}
    tried = {each["statement"]: each["tried"] for each in steps["words"]}
    found: list[str] = []
    for statement in steps["statements"]:
        found += _about(statement, placed[statement["id"]], tried.get(statement["id"], []))
    return found


def _about(statement: Shape, placed: Shape, tried: list[Shape]) -> list[str]:
    weight = f", of weight: {', '.join(statement['weight'])}" if statement["weight"] else ""
    answers = f"  answers: {statement['question']}" if statement["question"] else ""
    takes_back = "  takes back: " + " ".join(statement["withdrawn"]) if statement["withdrawn"] else ""
    scores = ", ".join(f"{each} {score:g}" for each, score in placed["scores"][:3])
    where = f"  under: {placed['section'] or 'nothing'}" + (f"  ({scores})" if scores else "")
    left = f"  left out: {placed['left_out']}" if placed["left_out"] else ""
    head = f"{statement['id']} {statement['speaker'] or 'somebody'}, {statement['kind']}{weight}: {statement['text']}"
    return [each for each in (head, answers, takes_back, left or where, *map(_try, tried)) if each]


def _try(attempt: Shape) -> str:
    if attempt["text"] is None:
        return f"  {attempt['means']}: no, {attempt['why']}"
    failed = f" but fails: {', '.join(attempt['failed'])}" if attempt["failed"] else ""
    return f"  {attempt['means']}{failed}: {attempt['text']}"


def _utterance(utterance: Utterance, turns: tuple[Turn, ...]) -> Shape:
    return {
        "speaker": utterance.speaker, "text": utterance.text, "original": utterance.original,
        "spans": _spans(utterance, turns),
    }  # fmt: skip


def _spans(utterance: Utterance, turns: tuple[Turn, ...]) -> list[Shape]:
    return [{"turn": turns[span.turn].id, "from": span.start, "to": span.end} for span in utterance.spans]


def _statement(statement: Statement, names: dict[int, str], turns: tuple[Turn, ...]) -> Shape:
    return {
        "id": names[id(statement)],
        "kind": statement.kind.value,
        "speaker": statement.speaker,
        "text": statement.text,
        "spans": [span for each in statement.whole for span in _spans(each, turns)],
        "question": statement.question.text if statement.question else None,
        "context": [each.text for each in statement.context],
        "withdrawn": [each.text for each in statement.withdrawn],
        "spoken_to": statement.addressee,
        "means": dict(statement.third),
        "weight": list(statement.weight),
    }


def _section(placed: Placed, names: dict[int, str]) -> Shape:
    where = placed.where
    return {
        "statement": names[id(placed.statement)], "section": where.section, "also": list(where.also),
        "scores": [[each, round(score, 2)] for each, score in where.scores], "left_out": placed.left_out,
    }  # fmt: skip


def _words(placed: Placed, names: dict[int, str], turns: tuple[Turn, ...], people: People) -> Shape:
    tried = attempts(placed.statement, turns, people)
    return {"statement": names[id(placed.statement)], "tried": [_attempt(each) for each in tried]}


def _attempt(attempt: Attempt) -> Shape:
    wording = attempt.wording
    failed = [check.rule for check in wording.checks if not check.passed] if wording else []
    return {
        "means": attempt.means, "text": wording.text if wording else None, "failed": failed,
        "why": (wording.why if wording else attempt.why) or "",
    }  # fmt: skip
