"""Whether everybody at a visit has been asked about recording, and what is still missing."""

from __future__ import annotations

from dataclasses import replace

from scribe.visit import Agreed, Agreement, Person, Role, Visit, to_be_asked


def agreement_problems(visit: Visit) -> tuple[str, ...]:
    """What still stops this visit from being recorded, one plain sentence each; empty when nothing does.

    The worker who records is not asked. Somebody who can't decide needs a best-interests consultation (Mental
    Capacity Act 2005, s4(7)); a child's own view and who holds parental responsibility are both needed.
    """
    if visit.practice:
        return ()
    asked = to_be_asked(visit.people)
    if all(person.role is Role.WORKER for person in asked):
        return ("Add the person this visit is about.",)
    return tuple(problem for person in asked if (problem := _problem(person)))


def with_wording(person: Person, before: Person | None, shown: str) -> Person:
    """The person, their agreement with the words that were `shown` for it: kept when an answer is given, and from then
    on not changed by a word that is put right, a newer policy, or the agreement being taken back.
    """
    agreement, was = person.agreement, before.agreement if before else Agreement()
    if agreement.answer is Agreed.NOT_ASKED:
        shown = ""
    elif agreement.answer in (was.answer, Agreed.WITHDRAWN):
        shown = was.wording
    return replace(person, agreement=replace(agreement, wording=shown))


def answered(person: Person, before: Person | None) -> bool:
    """Whether this is an answer that was not written down before."""
    was = before.agreement.answer if before else Agreed.NOT_ASKED
    return person.agreement.answer not in (Agreed.NOT_ASKED, was)


def _problem(person: Person) -> str:
    agreement = person.agreement
    match agreement.answer:
        case Agreed.NOT_ASKED:
            return f"{person.name}: not asked yet."
        case Agreed.NO:
            return f"{person.name} said no to recording."
        case Agreed.WITHDRAWN:
            return f"{person.name} has asked for recording to stop."
        case Agreed.CANNOT_DECIDE if not (agreement.consulted.strip() and agreement.why.strip()):
            return f"{person.name} can't decide: say whom you consulted and why recording is right."
        case Agreed.CHILD if not (agreement.own_view.strip() and agreement.parental_responsibility.strip()):
            return f"{person.name} is a child: say what the child's own view is and who holds parental responsibility."
    return ""
