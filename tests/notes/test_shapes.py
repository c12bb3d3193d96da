"""JSON in and out of a draft: the documented shape, and refusals in plain sentences."""

import json
import re

import pytest

from scribe.errors import FileRefused
from scribe.notes.draft import draft_note
from scribe.notes.shapes import draft_json, material_from_json, material_from_text
from scribe.notes.templates import template
from scribe.transcript_json import read_transcript_json, transcript_json
from scribe.visit import Manner, Role
from tests.notes.talks import VISIT


def test_a_draft_has_exactly_the_documented_keys() -> None:
    """Everything that the page of commands names is there, and JSON can hold it."""
    shape = json.loads(json.dumps(draft_json(draft_note(VISIT, template("case-note")), "case-note")))
    assert list(shape) == ["status", "template", "model", "sections", "actions", "not_in_note", "seconds_taken"]
    assert shape["status"] == "draft, not approved"
    section = next(each for each in shape["sections"] if each["claims"])
    assert {"id", "heading", "claims", "not_discussed"} <= set(section)
    claim = section["claims"][0]
    assert {"id", "text", "kind", "evidence", "checks", "flagged", "why", "written_by"} <= set(claim)
    assert set(claim["evidence"][0]) == {"turn", "from", "to", "start", "end"}
    assert {"rule", "passed"} <= set(claim["checks"][0])
    assert {"text", "owner", "by", "evidence"} == set(shape["actions"][0])
    assert {"turn", "text", "why"} <= set(shape["not_in_note"][0])


def test_speakers_without_names_are_numbered() -> None:
    """The short shape: S1 is 'Speaker 1', turns are t1, t2; a known role's label becomes that role."""
    material = material_from_json(
        {"turns": [{"speaker": "S1", "text": "Hello."}, {"speaker": "patient", "start": 2, "end": 3.5, "text": "Hi."}]}
    )
    assert [(person.id, person.name, person.role) for person in material.people] == [
        ("S1", "Speaker 1", Role.OTHER), ("patient", "The patient", Role.PERSON)
    ]  # fmt: skip
    assert [turn.id for turn in material.turns] == ["t1", "t2"]


@pytest.mark.parametrize(
    "data",
    [
        [], {}, {"turns": 3}, {"turns": [3]}, {"turns": [{"speaker": "S1"}]}, {"turns": [{"text": "SECRET", "start": "x"}]},  # noqa: E501
        {"turns": [{"text": "SECRET", "start": 5, "end": 1}]}, {"turns": [{"text": "SECRET", "start": float("nan")}]},
        {"turns": [{"text": "SECRET", "words": [{}]}]}, {"turns": [{"text": "SECRET", "speaker": 3}]},
        {"turns": [{"id": "t1", "text": "a"}, {"id": "t1", "text": "b"}]}, {"turns": [], "people": {}},
        {"turns": [], "people": [{"id": "S1"}]}, {"turns": [], "people": [{"id": "S1", "name": "SECRET", "role": "king"}]},  # noqa: E501
        {"turns": [], "people": [{"id": "S1", "name": "A"}, {"id": "S1", "name": "B"}]}, {"turns": [], "doubts": [{}]},
        {"turns": [], "doubts": 3}, {"turns": [{"text": "a", "words": 3}]},
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_without_quoting_it(data: object) -> None:
    """The sentence says what is wrong and that nothing changed; it holds nothing of what was said."""
    with pytest.raises(FileRefused) as refused:
        material_from_json(data)
    assert re.search(r"not changed\.$", str(refused.value)) and "SECRET" not in str(refused.value)


def test_text_that_is_not_json_is_refused() -> None:
    """So is a file of another kind."""
    with pytest.raises(FileRefused, match="not JSON"):
        material_from_text("SECRET {")


def test_jottings_and_dictation_can_be_given_with_a_transcript() -> None:
    """Jottings join the turns at their times as the worker's; a turn may say that it was dictated."""
    material = material_from_json(
        {
            "people": [{"id": "S1", "name": "Mrs B", "role": "person"}, {"id": "S3", "name": "Jo", "role": "worker"}],
            "turns": [
                {"speaker": "S1", "start": 1, "end": 2, "text": "Hello."},
                {"speaker": "S3", "start": 20, "end": 22, "text": "I saw a bruise.", "manner": "dictated"},
            ],
            "jottings": [
                {"id": "j1", "at": 12.0, "manner": "seen", "text": "Cold."}, {"at": 0, "manner": "mark"},
                {"at": 2, "manner": "my view", "text": "Tired."}, {"at": 2.5, "manner": "told", "text": "Falls."},
            ],
        }
    )  # fmt: skip
    found = [(turn.id, turn.speaker, turn.start, turn.manner.value) for turn in material.turns]
    assert found == [
        ("j2", "S3", 0.0, "mark"), ("t1", "S1", 1.0, ""), ("j3", "S3", 2.0, "my view"), ("j4", "S3", 2.5, "told"),
        ("j1", "S3", 12.0, "seen"), ("t2", "S3", 20.0, "dictated"),
    ]  # fmt: skip


def test_jottings_alone_are_enough() -> None:
    """A visit without sound has a note all the same."""
    material = material_from_json({"turns": [], "jottings": [{"at": 1, "manner": "seen", "text": "Cold."}]})
    assert [claim["text"] for s in draft_json(draft_note(material, template("case-note")), "case-note")["sections"]
            for claim in s["claims"]] == ["Seen: Cold."]  # fmt: skip
    assert material.people == ()


GOOD = {"at": 1, "manner": "seen", "text": "SECRET"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"jottings": 3}, "not a list"), ({"jottings": [3]}, "Jotting 1 is not an object"),
        ({"jottings": [GOOD, {**GOOD, "at": "SECRET"}]}, "not a number"),
        ({"jottings": [{**GOOD, "at": -1}]}, "below 0"),
        ({"jottings": [{"manner": "seen", "text": "SECRET"}]}, 'no "at"'), ({"jottings": [{"at": 1, "text": "SECRET"}]}, 'no "manner"'),  # noqa: E501
        ({"jottings": [{**GOOD, "manner": "SECRET"}]}, 'none of "seen", "told", "my view", "read back", "mark"'),
        ({"jottings": [{**GOOD, "manner": "dictated"}]}, "none of"),
        ({"jottings": [{**GOOD, "manner": ""}]}, "none of"),
        ({"jottings": [{**GOOD, "manner": 3}]}, "not text"), ({"jottings": [{"at": 1, "manner": "told"}]}, 'no "text"'),
        ({"jottings": [{**GOOD, "text": " ."}]}, "without words"),
        ({"jottings": [{**GOOD, "manner": "mark"}]}, "no words"),
        ({"jottings": [{**GOOD, "id": "t1"}]}, "same id"), ({"jottings": [{**GOOD, "id": "j2"}, GOOD]}, "same id"),
        ({"turns": [{"text": "SECRET", "manner": "SECRET"}]}, 'none of "dictated"'), ({"turns": [{"text": "SECRET", "manner": 1}]}, "not text"),  # noqa: E501
        ({"turns": [{"text": "", "manner": "seen"}]}, "without words"), ({"turns": [{"text": "SECRET", "manner": "mark"}]}, "no words"),  # noqa: E501
        ({"turns": 3, "jottings": [GOOD]}, "no turns"),
    ],
)  # fmt: skip
def test_a_jotting_that_can_not_be_one_is_refused_without_quoting_it(data: dict[str, object], says: str) -> None:
    """With a sentence that says which, and holds nothing of what was typed."""
    with pytest.raises(FileRefused, match=re.escape(says)) as refused:
        material_from_json({"turns": [{"text": "a"}], **data})
    assert re.search(r"not changed\.$", str(refused.value)) and "SECRET" not in str(refused.value)


def test_the_manner_of_a_turn_is_written_only_where_it_is_not_spoken() -> None:
    """Others script against the shape: what was there stays as it was. What is written can be read again."""
    said = read_transcript_json(json.dumps({"turns": [{"text": "a"}, {"text": "b", "manner": "dictated"}]}))
    shape = transcript_json(said, "1")
    assert "manner" not in shape["turns"][0] and shape["turns"][1]["manner"] == "dictated"
    assert [turn.manner for turn in read_transcript_json(json.dumps(shape)).turns] == [Manner.SPOKEN, Manner.DICTATED]
