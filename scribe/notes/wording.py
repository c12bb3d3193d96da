"""A statement's words in the note: by the rules where they are sure and the verifier agrees, else word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from easyread.language.clauses import has_clause
from easyread.language.words import speech, word_list, words
from scribe.notes.claim_case import Source
from scribe.notes.leaning import closed, points_back
from scribe.notes.matter import goes_on_about_it, holds_matter
from scribe.notes.people import SOMEBODY, People
from scribe.notes.persons import changed
from scribe.notes.questions import asked
from scribe.notes.replies import says_how
from scribe.notes.reported import lower_start, opened, refuse_loose, reported
from scribe.notes.statement import OWN_WORDS
from scribe.notes.statements import Statement, StatementKind, is_asking, kind_of
from scribe.notes.through import says_for_another
from scribe.notes.trimmed import with_plain_question
from scribe.notes.utterances import Span, Utterance, made_of
from scribe.notes.verify import said_before, verify
from scribe.notes.voice import NotSure, Voice
from scribe.notes.weight import weight
from scribe.visit import Check, Kind, Role, Turn, WrittenBy

_YES = "|".join(["yes", "yeah", "yep", "yup", "aye"])
_NO = "|".join(["no", "nope", "nah"])


@dataclass(frozen=True)
class Wording:
    """One sentence for the note, with the spans that it stands on and what the verifier said of it."""

    text: str
    spans: tuple[Span, ...]
    written_by: WrittenBy
    kind: Kind
    checks: tuple[Check, ...]
    why: str | None = None
    """Why a worker must look at it, or None."""

    @property
    def passed(self) -> bool:
        """Whether it passed every rule."""
        return all(check.passed for check in self.checks)


@dataclass(frozen=True)
class Attempt:
    """One way of saying a statement that was tried. Where it wasn't sure it has no `wording`, and `why` says why."""

    means: str
    wording: Wording | None
    why: str = ""

    @property
    def passed(self) -> bool:
        """Whether there are words, and they passed every rule."""
        return self.wording is not None and self.wording.passed


def word(statement: Statement, turns: tuple[Turn, ...], people: People) -> Wording:
    """The best words for a statement: the first way of saying it that passes every rule, ending with plain
    quotation.
    """
    wording = attempts(statement, turns, people)[-1].wording
    assert wording is not None  # noqa: S101 - a quotation always has words
    return wording


def attempts(statement: Statement, turns: tuple[Turn, ...], people: People) -> tuple[Attempt, ...]:
    """Every way of saying it that was tried, in order; the last is the one that is used."""
    tried: list[Attempt] = []
    statement = with_plain_question(statement)
    if not stays_as_said(statement, people):
        for means, attempt in (("reported speech", _by_rules), ("question with the answer quoted", _half_quoted)):
            tried.append(_attempt(means, attempt, statement, turns, people))
            if tried[-1].passed:
                return tuple(tried)
    return (*tried, Attempt("quotation", quoted(statement, turns, people)))


def stays_as_said(statement: Statement, people: People) -> bool:
    """Whether it stands in the very words: a disclosure, what a child wishes or thinks, what is said through an
    interpreter ('I' is somebody else there), what is disputed, and what is partly off the record.
    """
    if OWN_WORDS & set(statement.weight) or statement.is_cut or statement.disputed or statement.exchange:
        return True
    if statement.not_for_note or statement.for_another:
        return True
    role = people.role(statement.speaker)
    own = kind_of(statement.text) in _OF_ONES_OWN or says_how(statement.text)
    return role == Role.INTERPRETER or (role == Role.CHILD and own)


_OF_ONES_OWN = frozenset({StatementKind.WISH, StatementKind.REFUSAL, StatementKind.VIEW})


def _attempt(
    means: str, way: Callable[[Statement, People], _Draft], statement: Statement, turns: tuple[Turn, ...],
    people: People,
) -> Attempt:  # fmt: skip
    try:
        return Attempt(means, _checked(way(statement, people), statement, turns, people))
    except NotSure as why:
        return Attempt(means, None, str(why))


def quoted(statement: Statement, turns: tuple[Turn, ...], people: People) -> Wording:
    """The words themselves, with what they answer."""
    sayings = _sayings(statement)
    text = " ".join(
        _saying(speaker, said, asks, people, _through(speaker, said, statement, people))
        for speaker, said, asks in sayings
    )
    wording = _checked(_Draft(text, _spans(statement, whole=True), WrittenBy.QUOTATION), statement, turns, people)
    if wording.passed:
        return wording
    return _flagged(wording, "The quotation could not be checked against what was said. Listen to it.")


@dataclass(frozen=True)
class _Draft:
    text: str
    spans: tuple[Span, ...]
    written_by: WrittenBy = WrittenBy.RULES


def _by_rules(statement: Statement, people: People) -> _Draft:
    if people.find(statement.speaker) is None or statement.doubtful_correction or statement.is_reply:
        raise NotSure("it needs the words themselves")
    voice = Voice(statement.speaker, people, statement.addressee, statement.third)
    if statement.question is None:
        return _Draft(f"{voice.name} said {reported(statement.text, voice)}.", statement.said.spans)
    if stands_alone(statement):
        return _Draft(f"{voice.name} said {_alone(statement, voice)}.", statement.said.spans)
    if says_how(statement.text) or (_ASKS_HOW.match(opened(statement.question.text)) and _is_short(statement.text)):
        raise NotSure("it says how somebody finds something, and stays in their own words")
    return _Draft(
        f"{_question(statement, people)}, {inside(voice.name)} said {_answer(statement.text, voice)}.",
        _spans(statement),
    )


_ASKS_HOW = re.compile(r"(?i)(?:how(?:'s| is| are| was| were| has| have)|what(?:'s| is| was) \w+.* like)\b")


def _is_short(text: str) -> bool:
    return len(words(text)) < _LEAST_ALONE


def _alone(statement: Statement, voice: Voice) -> str:
    """An answer without its question: a whole sentence, or 'no blood' where the matter of the question is in it."""
    try:
        return reported(statement.text, voice)
    except NotSure:
        if statement.question is None or not holds_matter(statement.question.text, statement.text):
            raise
        return _answer(statement.text, voice)


def _half_quoted(statement: Statement, people: People) -> _Draft:
    """'Asked whether …, Mrs Begum said: "…"'."""
    if (
        statement.question is None
        or statement.withdrawn
        or stands_alone(statement)
        or people.find(statement.speaker) is None
    ):
        raise NotSure("it needs the words themselves")
    original = " ".join(each.original for each in statement.whole)
    name = people.name(statement.speaker)
    return _Draft(
        f"{_question(statement, people)}, {inside(name)} said: {marks(original)}",
        _spans(statement),
        WrittenBy.QUOTATION,
    )


def stands_alone(statement: Statement) -> bool:
    """Whether an answer says all by itself, so that the question adds nothing ('I eat bread and jam.').

    One that points back, one that may be consent to something, one to a question of weight, and one that says neither
    yes nor no where that was asked has its question beside it always.
    """
    if statement.question is None or statement.context or statement.exchange:
        return statement.question is None
    asked = statement.question.text
    consents = "consent" in statement.weight
    if holds_matter(asked, statement.text) or (goes_on_about_it(asked, statement.text) and not consents):
        return True
    # 'Tell me about your fall.' only names the matter.
    heavy = consents or (asked.endswith("?") and set(weight(asked)) - {"dates"})
    long_enough = len(words(statement.text)) >= _LEAST_ALONE
    return long_enough and not heavy and not closed(asked) and not points_back(statement.text, asked)


_LEAST_ALONE = 4
"""Words: a shorter answer never says all by itself."""


def inside(name: str) -> str:
    """A name as it stands inside a sentence: 'The patient' is 'the patient' there."""
    return re.sub(r"^The ", "the ", name)


def marks(text: str) -> str:
    """The words in quotation marks that they don't contain themselves, without an 'um' at their end, closed with a stop
    outside where they have none.
    """
    opening, closing = ("“", "”") if '"' in text else ('"', '"')
    text = _LAST_UM.sub("", re.sub(r"\s+", " ", text).strip()).rstrip(" ,")
    stop = "" if re.search(r"[.?!]$", text) else "."
    return f"{opening}{text}{closing}{stop}"


_LAST_UM = re.compile(r"(?i)(?<=\w)(?:[ ,.]+(?:um+|uh+|erm?|ehm))+[ ,.]*$")


def _question(statement: Statement, people: People) -> str:
    before = statement.context
    if statement.question is None or not statement.asked_of_speaker or not all(map(is_asking, before)):
        raise NotSure("it is not sure who was asked")
    if _OPEN.match(opened(statement.question.text)) and made_of(statement.text, speech("yes") + speech("no")):
        raise NotSure("a bare 'yes' is no answer to that")
    asker = Voice(statement.question.speaker, people, statement.speaker)
    first, *more = (asked(one.text, asker, Voice(statement.speaker, people)) for one in (*before, statement.question))
    if not more:
        return first
    if any(again.startswith("Asked about") for again in more) and not re.search(r"\b(?:any|about)\b", first):
        raise NotSure("the questions are of two kinds")
    *between, last = (again.removeprefix("Asked ").removeprefix("about ") for again in more)
    return f"{', '.join([first, *between])} and {last}"


_OPEN = re.compile(r"(?i)(?:what|how|when|where|why|who|which)\b(?! about\b)")


def _answer(text: str, voice: Voice) -> str:
    """What comes after 'said' in an answer: 'no, mostly toast'."""
    body = opened(text).strip()
    match = re.match(rf"(?i)({_YES}|{_NO})\b[,. ]*(.*)", body, re.S)
    if not match or _NO_MORE.match(body):
        return _fragment(body, voice)
    first = "yes" if re.fullmatch(rf"(?i)(?:{_YES})", match[1]) else "no"
    rest = match[2].strip(" ,.!")
    if re.match(rf"(?i)(?:{_NO if first == 'yes' else _YES})\b", rest):
        raise NotSure("it says both yes and no")
    return first if not rest else f"{first}, {_fragment(rest, voice)}"


_NO_MORE = re.compile(rf"(?i)(?:{_NO}|{_YES})\s+(?!(?:i|he|she|it|they|we|you|there|that|this|not)\b|\w+'\w)\w")
"""'No more than anyone', 'No tablets': the 'no' belongs to what follows, and is not an answer by itself."""


def _fragment(body: str, voice: Voice) -> str:
    if not words(body):
        raise NotSure("nothing was said")
    body = re.sub(r"(?i)^(?:and|but)\s+", lambda match: match.group().lower(), body)
    joined = re.match(r"(?:and|but|because|so)\s+", body)
    head = joined.group() if joined else ""
    bare = body[len(head) :]
    if has_clause(words(bare)):
        return head + reported(bare, voice)
    refuse_loose(bare)
    if len(words(bare)) > 8 or re.search(r"[;\"“—–…?]|\.\.|[.!].", bare) or set(words(bare)) & _FEELING:
        raise NotSure("it is not a simple answer")
    return head + lower_start(changed(bare.rstrip(".! "), voice), voice.people)


_FEELING = frozenset(speech("feelings"))


def _sayings(statement: Statement) -> list[tuple[str, str, bool]]:
    """Who said what, in order, for a quotation; running-on sentences of one speaker are one."""
    spoken: list[Utterance] = [*statement.context]
    if statement.question is not None and _shows_question(statement):
        spoken.append(statement.question)
    elif not statement.is_reply:
        spoken = []
    sayings: list[tuple[str, str, bool]] = []
    for each in (*spoken, *statement.whole):
        if sayings and sayings[-1][0] == each.speaker:
            speaker, said, _ = sayings.pop()
            sayings.append((speaker, f"{said} {each.original}", is_asking(each)))
        else:
            sayings.append((each.speaker, each.original, is_asking(each)))
    return sayings


def _shows_question(statement: Statement) -> bool:
    """Whether a quotation begins with what was asked. A disclosure always does: how it came is part of it."""
    return not stands_alone(statement) or bool(OWN_WORDS & set(statement.weight))


def _through(speaker: str, said: str, statement: Statement, people: People) -> str:
    """What stands beside the name of one who says another's words; an 'I' among them may be anybody's."""
    if people.role(speaker) == Role.INTERPRETER:
        return ", interpreting,"
    if not statement.for_another or speaker != statement.speaker:
        return ""
    only = all(map(says_for_another, _sentences(said)))
    return ", speaking for another," if only else ", who also spoke for another,"


def _sentences(said: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!])\s+", said) if words(each)]


def _saying(speaker: str, said: str, asks: bool, people: People, through: str) -> str:
    return f"{people.name(speaker)}{through} {'asked' if asks else 'said'}: {marks(said)}"


def _spans(statement: Statement, whole: bool = False) -> tuple[Span, ...]:
    """The spans of all that is used, in the order of the talk; `whole`: the words before a correction too, for a
    quotation.
    """
    shown = statement.question is not None and (_shows_question(statement) if whole else not stands_alone(statement))
    question = (statement.question,) if statement.question is not None and shown else ()
    said = (statement.said,) if statement.withdrawn and not whole else statement.whole
    context = statement.context if question or statement.is_reply else ()
    return tuple(span for each in (*context, *question, *said) for span in each.spans)


def _checked(draft: _Draft, statement: Statement, turns: tuple[Turn, ...], people: People) -> Wording:
    spans = draft.spans
    before = said_before(turns, spans[0].turn, spans[0].start)
    checks = verify(draft.text, sources(spans, turns), people.people, before=before)
    return _flag_speaker(
        Wording(draft.text, spans, draft.written_by, _kind(draft.written_by, statement), checks), statement, people
    )


def sources(spans: tuple[Span, ...], turns: tuple[Turn, ...]) -> tuple[Source, ...]:
    """The spans as the verifier takes them: neighbouring ones of one speaker are one source."""
    found: list[Source] = []
    for span in spans:
        turn = turns[span.turn]
        text = turn.text[span.start : span.end]
        if found and found[-1].speaker == turn.speaker:
            text = f"{found.pop().text} {text}"
        found.append(Source(turn.speaker, text))
    return tuple(found)


def _kind(written_by: WrittenBy, statement: Statement) -> Kind:
    if written_by is WrittenBy.QUOTATION:
        return Kind.QUOTED
    if statement.kind is StatementKind.OBSERVATION:
        return Kind.OBSERVED
    return (
        Kind.VIEW
        if statement.kind in (StatementKind.VIEW, StatementKind.WISH, StatementKind.REFUSAL)
        else Kind.REPORTED
    )


def _flag_speaker(wording: Wording, statement: Statement, people: People) -> Wording:
    if statement.not_for_note:
        return _flagged(wording, "Somebody asked that this not be written down. Decide whether it has to be.")
    if statement.for_another and _FIRST & set(words(statement.text)) and not says_for_another(statement.text):
        return _flagged(wording, "Whose words are these? This person also spoke for somebody else.")
    if people.name(statement.speaker) == SOMEBODY:
        return _flagged(wording, "Who said this?")
    return wording


_FIRST = frozenset(word_list("i i'm i've i'd i'll me my mine myself we our us"))


def _flagged(wording: Wording, why: str) -> Wording:
    return Wording(wording.text, wording.spans, wording.written_by, wording.kind, wording.checks, why)
