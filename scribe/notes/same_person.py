"""Whether each word for a person in a claim means the one whom it meant when it was said."""

from __future__ import annotations

from dataclasses import dataclass

from easyread.language.words import is_participle, is_verb_base, plurals, speech, word_list
from scribe.notes.align import Alignment
from scribe.notes.people import People, pronouns
from scribe.notes.referring import could_be, only_one
from scribe.notes.units import Unit
from scribe.visit import Role


@dataclass(frozen=True)
class Told:
    """Who is there, whose words the claim tells, and how they stand beside the source.

    `own`: whether it is the worker's own account, in which no person changes. `third`: which of 'she' and 'he', with
    nobody named before, may be read of the person visited, because nobody else was spoken of who could be meant.
    """

    people: People
    speaker: str
    alignment: Alignment
    own: bool = False
    third: frozenset[str] = frozenset()


def strangers(told: Told) -> list[str]:
    """Each word for a person that means another than it did, has no source, or was lost."""
    alignment = told.alignment
    bad = [
        f"{source.word} → {claim.word}"
        for claim, source in alignment.pairs
        if source.group and not _same(claim, source, told)
    ]
    bad += [unit.word for unit in alignment.added if unit.group]
    bad += [
        unit.word for unit in _without_asides(alignment.dropped) if unit.group and not is_called(unit, told.speaker)
    ]
    bad += [f"{claim.word} (who?)" for claim, source in alignment.pairs if _slipped_under(claim, source)]
    return bad + _nobody_named(told)


def _without_asides(dropped: tuple[Unit, ...]) -> list[Unit]:
    """What was lost but for one 'I' for each 'I mean', and one 'you' for each 'you know', that was lost whole."""
    lost = list(dropped)
    for word, verb in (("i", "mean"), ("you", "know")):
        for _ in [unit for unit in dropped if unit.word == verb and unit.before == word]:
            said = next(
                (unit for unit in lost if unit.word == word and (word == "i" or unit.mark or not unit.before)), None
            )
            if said is not None:
                lost.remove(said)
    return lost


def _slipped_under(claim: Unit, source: Unit) -> bool:
    """Whether a verb without its subject came under a word that did not rule it: 'she can get up and come down' of 'I
    can get up and I come down', or the other way round.
    """
    if source.left_out and not claim.left_out:
        base = claim.word == claim.lemma and is_verb_base(claim.word) and claim.word not in _NEVER_BARE
        return {"bound": base, "perfect": is_participle(claim.word)}.get(source.left_out, False)
    return claim.left_out in ("bound", "perfect") and not source.left_out


_NEVER_BARE = frozenset(word_list("can could will would should must may might"))
"""Never come under another helping word: 'she still does her washing but can no longer hang it out'."""


def is_called(unit: Unit, speaker: str) -> bool:
    """Whether a dropped word for a person only called somebody ('Mrs Begum, …'), belongs to 'tell me about', or was put
    in by no speaker ('my' before 'Mum').
    """
    unsaid = not unit.shown
    return unsaid or (unit.speaker != speaker and unit.word in ("me",)) or unit.group == speaker


def _nobody_named(told: Told) -> list[str]:
    """Each 'she' and 'he' of the claim that comes before anybody whom it could mean.

    In the worker's own words it may: there the draft asks who is meant.
    """
    if told.own:
        return []
    people = told.people
    asked_first = sorted(told.alignment.pairs, key=lambda pair: pair[1].speaker == told.speaker)
    named = {group for group in told.third if _is_visited(group, told)}
    bad = []
    for claim, source in asked_first:
        if source.group in ("she", "he") and claim.group == source.group and claim.group not in named:
            bad.append(f"{claim.word} (who?)")
        named |= {group for group in ("she", "he") if could_be(claim.shown, people, group)}
        person = people.find(claim.group) if claim.group else None
        named |= {pronouns(person).subject} if person else set()
    return bad


def _is_visited(group: str, told: Told) -> bool:
    """Whether a 'she' (or 'he') in the speaker's mouth is the person visited: the one such who is there, but for the
    worker, who is spoken to.
    """
    people = told.people
    worker = people.only_worker
    meant = [
        each
        for each in people.people
        if str(each.id) not in (told.speaker, worker if told.speaker != worker else "")
        and pronouns(each).subject == group
    ]
    return len(meant) == 1 and meant[0].role is Role.PERSON


def _same(claim: Unit, source: Unit, told: Told) -> bool:
    if not claim.group:
        return False
    if told.own:
        return (claim.word, claim.group) == (source.word, source.group)
    if source.group == "i":
        return _stands_for(claim, source, source.speaker, told)
    if source.group == "you":
        # 'Jo Reed said they are tired' would be read of Jo, so a shared pronoun can't stand for the listener.
        shared = source.speaker == told.speaker and claim.group == _own_pronoun(source.speaker, told)
        return not shared and _stands_for(claim, source, _listener(source.speaker, told), told)
    if source.group == "we":
        return _is_them(claim, source, told)
    if source.group in ("she", "he") and claim.group == only_one(source.group, told.speaker, told.people):
        return True
    if source.group in ("she", "he", "they"):
        mine = source.group == _own_pronoun(told.speaker, told)
        return claim.word == source.word and (not mine or _is_named_before(source, told))
    return claim.group == source.group


def _is_named_before(source: Unit, told: Told) -> bool:
    """Whether a 'she' in the mouth of one who is 'she' can only be read of somebody named just before: 'their daughter
    rings, but she lives in Canada', where no 'she' of the claim is the speaker.
    """
    if source.group == "they":
        return False
    pairs = told.alignment.pairs
    place = next((at for at, (_, each) in enumerate(pairs) if each is source), 0)
    own = any(each.group in ("i", "you") for _, each in pairs)
    named = [each for _, each in pairs[:place] if could_be(each.shown, told.people, source.group)]
    return bool(named) and not own and not any(unit.group == "i" for unit in told.alignment.dropped)


def _own_pronoun(speaker: str, told: Told) -> str:
    return pronouns(told.people.find(speaker)).subject


def _is_them(claim: Unit, source: Unit, told: Told) -> bool:
    """Whether 'they' can only be read as the speaker with others, as 'we' was meant.

    Not where the speaker or somebody named is 'they', nor where 'they' or several others are spoken of as well: then it
    would be read of those.
    """
    alike = claim.group == "they" and bool(set(claim.case.split()) & set(source.case.split()))
    if not alike or _own_pronoun(source.speaker, told) == "they":
        return False
    said = [unit for _, unit in told.alignment.pairs]
    theirs = any(unit.group == "they" or _own_named(unit, told) == "they" for unit in said)
    return not theirs and not any(_are_people(unit) for unit in _before(claim, told))


def _before(claim: Unit, told: Told) -> list[Unit]:
    """What the claim tells before its last 'they', as it was said: a pronoun points back."""
    pairs = told.alignment.pairs
    last = max(at for at, (each, _) in enumerate(pairs) if each.group == claim.group)
    return [source for _, source in pairs[:last]]


def _own_named(unit: Unit, told: Told) -> str:
    person = told.people.find(unit.group) if unit.group else None
    return pronouns(person).subject if person else ""


def _are_people(unit: Unit) -> bool:
    """Whether a word means several people: 'sons', 'nurses', 'children'."""
    return unit.word == "people" or any(
        unit.word in plurals(one) for one in {unit.lemma} & {*speech("kin"), *speech("person_nouns"), *_she_or_he()}
    )


def _she_or_he() -> frozenset[str]:
    return frozenset((*speech("she_nouns"), *speech("he_nouns")))


def _stands_for(claim: Unit, source: Unit, speaker: str, told: Told) -> bool:
    """Whether a word of the claim can mean `speaker`, in the same part of the sentence."""
    if not speaker or not set(claim.case.split()) & set(source.case.split()):
        return False
    return claim.group in (speaker, pronouns(told.people.find(speaker)).subject)


def _listener(speaker: str, told: Told) -> str:
    """Who 'you' is: the one who answered; in an answer, the other one only where there are just two people."""
    if speaker != told.speaker:
        return told.speaker
    others = [str(person.id) for person in told.people.people if person.id != speaker]
    return others[0] if len(others) == 1 else ""
