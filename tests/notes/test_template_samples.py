"""What people say lands under the right heading of each template, in at least so many of the samples."""

import pytest

from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.templates import Template, template, templates
from scribe.visit import Person, PersonId, Role
from tests.notes.people import turns
from tests.notes.template_samples import KEPT_ASIDE, SAMPLES

LEAST = 0.8
"""Of the samples of each template. A statement under a wrong heading is moved with one key; it is never lost."""
_PEOPLE = tuple(Person(PersonId(role.value), f"Alex {role.value.title()}", role, "she") for role in Role)


LEAST_ASIDE = 0.75
"""Of all sentences by which no word was chosen."""


def landed(known: Template, role: str, said: str) -> str:
    """The section where a statement is, by itself, in a full draft; 'actions' or the reason where it is in none."""
    note = draft_note(Material(_PEOPLE, turns((role, said))), known, detail="full")
    found = [section.id for section in note.sections if section.claims]
    return found[0] if found else "actions" if note.actions else note.omissions[0].why


def wrong(name: str, samples: dict[str, tuple[tuple[str, str, str], ...]]) -> list[str]:
    """The samples that land elsewhere, each with where."""
    known = template(name)
    found = ((said, section, landed(known, role, said)) for role, said, section in samples[name])
    return [f"{said!r} in {where!r}, not {section!r}" for said, section, where in found if where != section]


@pytest.mark.parametrize("name", SAMPLES)
def test_most_of_what_is_said_lands_right(name: str) -> None:
    """By the template's own words, with nothing said before to lean on."""
    missed = wrong(name, SAMPLES)
    assert len(missed) <= (1 - LEAST) * len(SAMPLES[name]), "\n".join(missed)


def test_what_other_people_would_say_lands_right_too() -> None:
    """Over all templates together, in sentences that were kept aside."""
    missed = [each for name in KEPT_ASIDE for each in wrong(name, KEPT_ASIDE)]
    assert len(missed) <= (1 - LEAST_ASIDE) * sum(map(len, KEPT_ASIDE.values())), "\n".join(missed)


def test_every_kind_of_note_has_samples_and_they_name_sections_that_there_are() -> None:
    """A template that is added has to be tried too."""
    kinds = {each.id: {section.id for section in each.sections} for each in templates()}
    assert set(SAMPLES) == set(kinds) - {"record-after-erasing"}
    assert all(section in kinds[name] for name, said in SAMPLES.items() for _, _, section in said)
    assert all(len(said) >= 8 for said in SAMPLES.values())
