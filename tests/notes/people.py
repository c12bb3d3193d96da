"""The people of the test talks."""

from scribe.notes.people import People
from scribe.visit import Person, PersonId, Role, Turn, TurnId

BEGUM = Person(PersonId("S1"), "Mrs Amina Begum", Role.PERSON, "she")
ADAM = Person(PersonId("S2"), "Adam Rahman", Role.FAMILY, "he")
JO = Person(PersonId("S3"), "Jo Reed", Role.WORKER, "they")
VISIT = People((BEGUM, ADAM, JO))


def turns(*said: tuple[str, str]) -> tuple[Turn, ...]:
    """Turns of two seconds each, one after another."""
    return tuple(
        Turn(TurnId(f"t{at}"), speaker, 2.0 * at, 2.0 * at + 2, text)
        for at, (speaker, text) in enumerate(said, start=1)
    )
