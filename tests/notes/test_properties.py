"""What holds of every draft, whatever was said."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from easyread.language.words import words
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.shapes import material_from_json
from scribe.notes.templates import template
from scribe.notes.utterances import utterances
from scribe.notes.verify import sources_of, verify_claim
from scribe.visit import WrittenBy
from tests.notes.people import ADAM, BEGUM, JO, turns
from tests.notes.talks import ALL

PRIMOCK = Path(__file__).parents[3] / "shared" / "data" / "visits" / "primock57"
NOTE = template("case-note")
PIECES = (
    "I take two tablets", "no, sorry, three", "um", "yes", "No.", "are you managing?", "she said I can't", "on Friday", "I'll ring the GP",  # noqa: E501
    "and", "I never did.", "my son Adam", "£40", "you know", "if it rains", "I fell", "…", '"quoted"', "put it there.", "what?", "’s", "-", "I",  # noqa: E501
)  # fmt: skip
said = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)
talk = st.lists(
    st.tuples(st.sampled_from(["S1", "S2", "S3", "", "S9"]), st.one_of(said, st.text(max_size=30))),
    min_size=1,
    max_size=8,
)


def holds(material: Material, note: DraftNote) -> None:
    """Every promise that doesn't depend on the words."""
    by_id = {turn.id: turn for turn in material.turns}
    claims = [claim for section in note.sections for claim in section.claims]
    used = [each for claim in claims for each in claim.evidence] + [
        each for action in note.actions for each in action.evidence
    ]
    for each in used:
        turn = by_id[each.turn]
        assert 0 <= each.start_char < each.end_char <= len(turn.text)
        assert turn.start - 0.01 <= each.start <= each.end <= turn.end + 0.01
    for claim in claims:
        assert claim.evidence
        assert claim.checks == verify_claim(claim, material.turns, material.people)
        assert claim.flagged or all(check.passed for check in claim.checks)
        if claim.written_by is WrittenBy.QUOTATION and not claim.flagged:
            sources = " ".join(re.sub(r"\s+", " ", each.text).strip() for each in sources_of(claim, material.turns))
            quotes = re.findall(r'"([^"]+)"|“([^”]+)”', claim.text)
            assert quotes and all((plain or curly) in sources for plain, curly in quotes)
    covered = [(each.turn, each.start_char, each.end_char) for each in used]
    covered += [(line.turn, line.start_char, line.end_char) for line in note.omissions]
    for utterance in utterances(material.turns):
        for span in utterance.spans:
            turn = material.turns[span.turn]
            assert any(turn.id == at and start < span.end and span.start < end for at, start, end in covered), turn.text
    for line in note.omissions:
        assert by_id[line.turn].text[line.start_char : line.end_char] == line.text


@pytest.mark.parametrize("material", ALL)
def test_every_promise_holds_of_the_hand_written_talks(material: Material) -> None:
    """Evidence inside its turn, quotations exact, checks repeatable, every sentence accounted for."""
    holds(material, draft_note(material, NOTE, detail="brief"))
    holds(material, draft_note(material, NOTE))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(talk)
def test_every_promise_holds_of_any_talk(said_by: list[tuple[str, str]]) -> None:
    """The same of talk that makes no sense at all."""
    material = Material((BEGUM, ADAM, JO), turns(*said_by))
    if any(words(turn.text) or turn.text.strip() for turn in material.turns):
        holds(material, draft_note(material, NOTE))


@pytest.mark.whole
@pytest.mark.skipif(not PRIMOCK.is_dir(), reason="the PriMock57 consultations are not beside the repository")
def test_every_promise_holds_of_real_consultations() -> None:
    """Nineteen real talks, full of restarts: nothing breaks, and nothing goes missing."""
    for path in sorted(PRIMOCK.glob("*.json")):
        material = material_from_json(json.loads(path.read_text(encoding="utf-8")))
        holds(material, draft_note(material, NOTE))
