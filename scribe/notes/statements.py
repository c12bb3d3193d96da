"""Utterances become statements: who said what kind of thing, what it answers, and whether it carries weight."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.clauses import has_clause
from easyread.language.words import speech, word_list, words
from scribe.notes.asides import Spoken, not_for_the_note
from scribe.notes.corrections import Said, continued, joined, settle
from scribe.notes.exchanges import bound
from scribe.notes.people import People
from scribe.notes.referring import meant
from scribe.notes.replies import (
    answers_yes_or_no,
    closes,
    gives_in,
    introduces,
    is_affirmed,
    is_denied,
    is_disputed,
    only_repeats,
    promised_to,
    says_how,
)
from scribe.notes.statement import Statement, StatementKind
from scribe.notes.through import with_those_spoken_for
from scribe.notes.told import told_apart
from scribe.notes.undertakings import is_promise
from scribe.notes.utterances import LEADS_UP, Utterance, is_backchannel, made_of, utterances
from scribe.notes.weight import crossing, weight
from scribe.off_record import TOKEN
from scribe.visit import Role, Turn

__all__ = ["Statement", "StatementKind", "is_asking", "is_promise", "is_small_talk", "kind_of", "statements"]


def statements(turns: tuple[Turn, ...], people: People) -> tuple[Statement, ...]:
    """Everything that was said, as statements in order; each utterance is in one of them at least."""
    # 'Um.' is nobody's answer to anything.
    spoken = tuple(each for each in utterances(turns) if words(each.text))
    said = told_apart(continued(settle(spoken, turns)), people)
    found: list[Statement] = []
    at = 0
    while at < len(said):
        begin = at
        statement, at = _with_dispute(*_next(said, begin, people), said, people)
        if statement.is_cut and statement.kind in _SURE:
            statement = replace(statement, kind=StatementKind.REPORTED)
        if statement.question is not None and _at_once(statement.question, statement.whole[0], turns):
            statement = replace(statement, asked_of_speaker=False)
        statement = _with_weight(statement, found[-1] if found else None)
        statement = replace(statement, third=_third(said, begin, statement, people))
        # What a question stands on is shown with the question, not twice.
        while found and found[-1].said in statement.context and not (found[-1].question or found[-1].is_reply):
            found.pop()
        found.append(statement)
    return _with_asides(with_those_spoken_for(bound(found, people), people), people)


_SURE = frozenset({StatementKind.PROMISE, StatementKind.SMALL_TALK})
"""Kinds that nothing may be by some of its words alone."""


def _with_asides(found: tuple[Statement, ...], people: People) -> tuple[Statement, ...]:
    asked = not_for_the_note(
        [
            Spoken("" if people.asks(each.speaker) else each.speaker, each.said.turn, each.text, each.said.original)
            for each in found
        ]
    )
    return tuple(replace(each, not_for_note=True) if at in asked else each for at, each in enumerate(found))


def _with_dispute(statement: Statement, at: int, said: tuple[Said, ...], people: People) -> tuple[Statement, int]:
    """The statement with the words of somebody else who says at once that it isn't so, and of who then gives in.

    'My brother has a key.' 'No, Mum, he gave it back.' 'Oh yes, that's right.': neither stands alone. The second value
    is where the next statement begins.
    """
    told = statement.kind in (StatementKind.ANSWER, StatementKind.REPORTED) and not people.asks(statement.speaker)
    if not told or not is_disputed(said, at, statement.speaker, people):
        return statement, at
    end = at + 1
    while end < len(said) and _same_turn(said[at], said[end]) and not is_asking(said[end].utterance):
        end += 1
    if end < len(said) and said[end].utterance.speaker == statement.speaker and gives_in(said[end].utterance.text):
        end += 1
    more = tuple(utterance for each in said[at:end] for utterance in each.whole)
    heavy = weight(" ".join(each.text for each in more))
    both = tuple(dict.fromkeys((*statement.weight, *heavy)))
    return replace(statement, whole=(*statement.whole, *more), disputed=True, weight=both), end


def _at_once(question: Utterance, answer: Utterance, turns: tuple[Turn, ...]) -> bool:
    """Whether two spoke at once, so that it isn't sure that the one answered the other."""
    asked, answered = turns[question.spans[-1].turn], turns[answer.turn]
    return asked.id != answered.id and answered.start < asked.end - _AT_ONCE


_AT_ONCE = 1.0
"""Seconds: who answers often begins a little before the question has ended."""


def _same_turn(one: Said, two: Said) -> bool:
    return (one.utterance.speaker, one.utterance.turn) == (two.utterance.speaker, two.utterance.turn)


def kind_of(text: str) -> StatementKind:
    """What kind of thing a sentence is, by its words alone."""
    said = f" {' '.join(words(text))} "
    for kind, name in (
        (StatementKind.REFUSAL, "refusal"),
        (StatementKind.WISH, "wish"),
        (StatementKind.VIEW, "view"),
        (StatementKind.OBSERVATION, "observation"),
    ):
        if any(f" {phrase} " in said for phrase in speech(name)):
            return kind
    if re.match(r"\s*(?:if|suppose|imagine|what if|unless)\b", said):
        return StatementKind.HYPOTHETICAL
    return StatementKind.REPORTED


def is_small_talk(text: str) -> bool:
    """Whether a sentence is only a greeting, thanks or the like, and carries no weight."""
    if not weight(text) and _CHAT.search(text):
        return True
    known = speech("small_talk") + speech("backchannel") + speech("fillers") + speech("openers") + speech("vocatives")
    return not weight(text) and (is_backchannel(text) or made_of(text, known))


_CHAT = re.compile(
    r"(?i)\b(?:cup of (?:tea|coffee)|tea or coffee|a biscuit)\b.*\?$|^(?:hello|hi|good (?:morning"
    r"|afternoon|evening)|goodbye|bye|thank you|thanks),? "
    r"(?:(?:mr|mrs|ms|miss|dr)\.? )?[A-Z][\w'-]+[.!]?$|^(?:that is|that's|it is|it's) (?:very |so "
    r")?(?:kind|good|nice|helpful)(?: of you)?(?:,? (?:yes|no))?(?:,? (?:please|thank you|thanks))?[.!]?$"
    r"|^thank you for (?:telling me|your time|coming|that|letting me know)\b.{0,30}$|^have a (?:great"
    r"|good|nice|lovely) (?:day|evening|weekend|time)[.!]?$|^(?:no,? )?(?:that is|that's) (?:everything"
    r"|all|it)(?: for (?:now|today))?[.!]?$"
    rf"|^{LEADS_UP}[.?]?$"
)


def is_asking(utterance: Utterance) -> bool:
    """Whether a sentence wants an answer: a question, or 'tell me about …'."""
    return utterance.is_question or (not utterance.told and bool(_ASKS.match(utterance.text)))


_ASKS = re.compile(
    r"(?i)(?:please |so |can you |could you )*(?:please )?(?:tell me|talk me through|describe)\b"
    r"|(?:and |so )?(?:what|how|when|where|why|who)(?: often| much| many| long)? "
    r"(?:matters|worries|helps|do|did|are|is|was|were|would|can|could|have|will) .*\byou[r]?\b"
)


_SHORT = 10
"""Words: what goes on from a sentence of weight and is no longer than this carries its weight on."""


_OWN_WEIGHT = frozenset({"dates", "wishes", "refusals", "consent"})
"""Kinds that hang on the very words of one sentence, and say nothing of the next."""


def _with_weight(statement: Statement, before: Statement | None) -> Statement:
    """'I take my tablets every morning. Sometimes I forget the evening ones.': the second is about medicines too."""
    if before is None or statement.kind is StatementKind.SMALL_TALK:
        return statement
    if statement.said.broken and before.said.broken and before.speaker == statement.speaker:
        # A sentence cut for its length: a phrase may lie over the cut.
        over = crossing(before.said.original, statement.said.original)
        statement = replace(statement, weight=tuple(dict.fromkeys((*statement.weight, *over))))
    if not before.weight:
        return statement
    # A 'No' goes with what it denies, and that goes on from what was said before it.
    first = statement.context[0] if statement.is_reply else statement.whole[0]
    goes_on = before.speaker == first.speaker and before.whole[-1].spans[-1].turn == first.turn
    asks_on = statement.question is not None and before.said.speaker == statement.question.speaker and (
        before.kind is StatementKind.QUESTION and before.said.turn == statement.question.turn
    )  # fmt: skip
    short = len(words(statement.text)) <= _SHORT
    if short and (goes_on or asks_on):
        carried = tuple(kind for kind in before.weight if kind not in _OWN_WEIGHT)
    elif short and _asks_of_disclosure(statement, before):
        carried = tuple(kind for kind in before.weight if kind in _DISCLOSED)
    else:
        return statement
    return replace(statement, weight=tuple(dict.fromkeys((*statement.weight, *carried))))


_DISCLOSED = frozenset({"harm", "abuse", "suicide"})
_LEANS = frozenset(word_list("he she it they that this him her them his their then he's she's it's they're"))


def _asks_of_disclosure(statement: Statement, before: Statement) -> bool:
    """Whether a question asks on about what was just disclosed ('Who did?' 'My husband.'): the answer is part of it."""
    question = statement.question
    if question is None or not _DISCLOSED & set(before.weight) or before.speaker != statement.speaker:
        return False
    asked = words(question.text)
    next_turn = question.turn - before.whole[-1].spans[-1].turn <= 1
    return next_turn and (len(asked) <= _SHORT_QUESTION or bool(_LEANS & set(asked)))


_SHORT_QUESTION = 3
"""Words: 'How often?' says nothing of what it asks about."""
_RECENT = 6
"""Sentences before a 'she' in which somebody else may have been spoken of."""


def _third(said: tuple[Said, ...], at: int, statement: Statement, people: People) -> tuple[tuple[str, str], ...]:
    recent = tuple(each.utterance.text for each in said[max(0, at - _RECENT) : at])
    asked = (statement.question.text,) if statement.question else ()
    if any(TOKEN in each for each in (*recent, *asked)):
        return ()
    return meant(statement.text, recent + asked, statement.speaker, people)


def _next(said: tuple[Said, ...], at: int, people: People) -> tuple[Statement, int]:
    """The statement that begins at `at`, and where the next one begins."""
    here = said[at]
    if is_asking(here.utterance):
        return _asked(said, at, people)
    if is_denied(said, at) and not is_small_talk(here.utterance.text):
        return _reply(said, at, StatementKind.DENIAL), at + 2
    if is_affirmed(said, at, people) and _may_be_affirmed(here.utterance.text):
        return _reply(said, at, StatementKind.ASSENT), at + 2
    return _plain(said, at, people), at + 1


def _asked(said: tuple[Said, ...], at: int, people: People) -> tuple[Statement, int]:
    """A question with its answer, or a question alone."""
    question = said[at].utterance
    answer_at = _answer_at(said, at, people)
    chat = is_small_talk(question.text) and not _is_told_more(said, answer_at, people)
    if answer_at is None or chat:
        kind = StatementKind.SMALL_TALK if chat else StatementKind.QUESTION
        return Statement(kind, question.speaker, question, said[at].whole, weight=weight(question.text)), at + 1
    answer = said[answer_at]
    whole, end = list(answer.whole), answer_at + 1
    text = answer.utterance
    if _bare_yes_no(text.text) and end < len(said) and _goes_on(said[end], text, people):
        whole += said[end].whole
        text = joined(text, said[end].utterance)
        end += 1
    kind = StatementKind.SMALL_TALK if closes(question.text, text.text) else StatementKind.ANSWER
    context = _context(said, at) or _also_asked(said, at, text)
    statement = Statement(
        kind, text.speaker, text, tuple(whole), question, context, answer.withdrawn,
        doubtful_correction=answer.unsettled,
    )  # fmt: skip
    asked = " ".join(each.text for each in (*context, question) if is_asking(each) or not people.asks(each.speaker))
    statement = replace(
        statement,
        weight=weight(f"{asked} {text.text}"),
        addressee=_addressee(said, answer_at, people),
        asked_of_speaker=_asked_of(said, at, statement, people),
    )
    return statement, end


def _is_told_more(said: tuple[Said, ...], answer_at: int | None, people: People) -> bool:
    """Whether 'How are you?' was taken as a question: by a child always, else where more than 'fine' was said."""
    if answer_at is None:
        return False
    answer = said[answer_at].utterance
    if people.role(answer.speaker) == Role.CHILD:
        return True
    asks_how = bool(_HOW_ARE_YOU.search(said[answer_at - 1].utterance.text))
    return asks_how and not people.asks(answer.speaker) and not is_small_talk(answer.text)


_HOW_ARE_YOU = re.compile(r"(?i)\bhow (?:are|have) (?:you|we|things)\b")


def _answer_at(said: tuple[Said, ...], at: int, people: People) -> int | None:
    """Where the answer to a question is: the next thing that another speaker says."""
    asker = said[at].utterance.speaker
    if at + 1 >= len(said):
        return None
    answer = said[at + 1].utterance
    if not asker or not answer.speaker or answer.speaker == asker or is_asking(answer):
        return None
    if answer.told and not people.asks(asker):
        return None
    if heard := _only_heard(said, at):
        return at + 1 + heard
    # 'Thank you, I would like that': the answer is what follows.
    courtesy = bool(re.match(r"(?i)(?:thank|hello|hi\b|good )", answer.text)) and at + 2 < len(said)
    courtesy = courtesy and answer.original.rstrip().endswith(",")
    after = said[at + 2].utterance if courtesy else answer
    return at + 2 if courtesy and after.speaker == answer.speaker and not is_asking(after) else at + 1


def _only_heard(said: tuple[Said, ...], at: int) -> int:
    """How many sentences after an open question say only that it was heard ('Where is it?' 'Yeah.' 'In my arm.')."""
    if not _ASKS_FOR_MORE.search(said[at].utterance.text):
        return 0
    speaker, place = said[at + 1].utterance.speaker, at + 1
    while place < len(said) and said[place].utterance.speaker == speaker:
        text = said[place].utterance.text
        if says_how(text) and _ASKS_HOW.search(said[at].utterance.text):
            return 0
        if not (made_of(text, _HEARD) or is_small_talk(text)):
            return 0 if is_asking(said[place].utterance) else place - at - 1
        place += 1
    return 0


_HEARD = (*speech("backchannel"), *speech("fillers"), "yep", "yup", "aye")
_ASKS_HOW = re.compile(r"(?i)\b(?:how|feel|feels|feeling|felt|like|think of|mood)\b")
_ASKS_FOR_MORE = re.compile(
    r"(?i)(?:^|[,.] |\b(?:and|so|but) )(?:what|how|when|where|whereabouts|why|who|which|who's|what's|where's|how's)\b"
    r"(?! about\b)[^,]*\?$"
)


def _bare_yes_no(text: str) -> bool:
    return made_of(text, speech("yes") + speech("no") + ("well", "oh", "um"))


def _goes_on(following: Said, before: Utterance, people: People) -> bool:
    """Whether the sentence after a bare 'no' says more of the same, rather than something that needs its own words."""
    text = following.utterance.text
    same = following.utterance.speaker == before.speaker and following.utterance.turn == before.turn
    return same and not following.withdrawn and not is_asking(following.utterance) and not is_small_talk(text)


def _context(said: tuple[Said, ...], at: int) -> tuple[Utterance, ...]:
    """The sentence before, where a question means nothing without it."""
    question = said[at].utterance
    if not re.match(
        r"(?i)(?:and |so |but )?(?:is|was|are|were|would|does|did|will|can|how about|what about) (?:that"
        r"|this|it|those|these)\b(?! (?:all right|alright|okay|ok) (?:if|for me))",
        question.text,
    ):
        return ()
    before = said[at - 1].utterance if at else None
    return (before,) if before and before.speaker == question.speaker and before.turn == question.turn else ()


def _also_asked(said: tuple[Said, ...], at: int, answer: Utterance) -> tuple[Utterance, ...]:
    """Questions put in one breath before this one, where 'No' or 'Yes' may answer any ('Any pain? Any rash?')."""
    if not answers_yes_or_no(answer.text) or not _closed(said[at].utterance):
        return ()
    turn, found = said[at].utterance.turn, []
    for before in reversed(said[max(0, at - _IN_ONE_BREATH) : at]):
        asks = before.utterance.is_question and _closed(before.utterance) and before.utterance.turn == turn
        if not asks or before.utterance.speaker != said[at].utterance.speaker:
            break
        found.append(before.utterance)
    return tuple(reversed(found))


_IN_ONE_BREATH = 3
"""Questions before the last one: who asks more than four at once gets the answer to the last few."""
_OPENS = re.compile(r"(?i)\b(?:what|how|when|where|whereabouts|why|who|which)\b")


def _closed(question: Utterance) -> bool:
    """Whether yes or no may answer it: nothing near its start asks for more."""
    return not _OPENS.search(" ".join(words(question.text)[:6])) and not is_small_talk(question.text)


def _asked_of(said: tuple[Said, ...], at: int, statement: Statement, people: People) -> bool:
    """Whether the one who answered is surely the one who was asked."""
    assert statement.question is not None  # noqa: S101 - for the type checker; an answer has its question
    if _others(said, statement.question.speaker) == {statement.speaker}:
        return True
    called = _called(statement.question.text, people)
    if called:
        return called == statement.speaker
    return _speaker_before(said, at) == statement.speaker


def _addressee(said: tuple[Said, ...], at: int, people: People) -> str:
    """Who is surely spoken to: the only other person, or the one who spoke before and speaks next."""
    speaker = said[at].utterance.speaker
    others = _others(said, speaker)
    if len(others) == 1:
        return next(iter(others))
    called = _called(said[at].utterance.text, people)
    before, after = _speaker_before(said, at), _speaker_after(said, at)
    return called or (before if before and before == after else "")


def _others(said: tuple[Said, ...], speaker: str) -> set[str]:
    return {each.utterance.speaker for each in said if each.utterance.speaker != speaker}


def _speaker_before(said: tuple[Said, ...], at: int) -> str:
    speaker = said[at].utterance.speaker
    return next((each.utterance.speaker for each in reversed(said[:at]) if each.utterance.speaker != speaker), "")


def _speaker_after(said: tuple[Said, ...], at: int) -> str:
    speaker = said[at].utterance.speaker
    return next((each.utterance.speaker for each in said[at + 1 :] if each.utterance.speaker != speaker), "")


def _called(text: str, people: People) -> str:
    """The person whom a sentence calls by name at its start or end, or ''."""
    for person in people.people:
        names = {people.name(person.id), person.name, person.name.split()[0] if person.name.split() else ""} - {""}
        if any(re.search(rf"(?:^{re.escape(name)},|,\s*{re.escape(name)}\s*[?.!]?$)", text) for name in names):
            return str(person.id)
    return ""


def _may_be_affirmed(text: str) -> bool:
    return not is_small_talk(text) and not is_promise(text) and has_clause(words(text))


def _reply(said: tuple[Said, ...], at: int, kind: StatementKind) -> Statement:
    """A statement with the next speaker's 'I never did' or 'Yes': only the two together say anything."""
    suggestion, denial = said[at], said[at + 1]
    return Statement(
        kind, denial.utterance.speaker, denial.utterance, denial.whole, context=suggestion.whole,
        weight=weight(f"{suggestion.utterance.text} {denial.utterance.text}"),
    )  # fmt: skip


def _plain(said: tuple[Said, ...], at: int, people: People) -> Statement:
    here = said[at]
    text = here.utterance.text
    asks = people.asks(here.utterance.speaker)
    chat = is_small_talk(text) or (asks and (introduces(text) or only_repeats(said, at)))
    kind = StatementKind.SMALL_TALK if chat else kind_of(text)
    # An interpreter's 'I will' is somebody else's, and nothing for the interpreter to do.
    interprets = people.role(here.utterance.speaker) == Role.INTERPRETER
    if kind in (StatementKind.REPORTED, StatementKind.REFUSAL) and is_promise(text, asks=asks) and not interprets:
        kind = StatementKind.PROMISE
    return Statement(
        kind, here.utterance.speaker, here.utterance, here.whole, withdrawn=here.withdrawn,
        weight=weight(" ".join(each.original for each in here.whole)), addressee=_addressee(said, at, people) or (
            promised_to(said, at) if kind is StatementKind.PROMISE else ""
        ),
        doubtful_correction=here.unsettled,
    )  # fmt: skip
