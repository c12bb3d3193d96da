"""Lines that lean on another: a question that the next line answers, 'if you do not', 'you do not have to if'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from easyread.frames import in_frames
from easyread.grammar import read

_ASKED = re.compile(
    r"(?i)^(?:(?:but|and|or|so) )?(?P<helps>do|does|did|are|is|was|were|have|has|had|can|could|will|would|should) "
    r"(?P<who>you|we|i|they|he|she|it|someone|anyone|something|anything|there|(?:your|our|the|an?) (?:[a-z]+ )?[a-z]+)"
    r"(?P<rest> [^?]+)\?$"
)
_BARE = frozenset(("do", "does"))
_HEADING = re.compile(r"(?i)^(?:what|how|who|when|where|why|which)\b[^?]*\?$")


def questions_told(units: Sequence[str]) -> tuple[str, ...]:
    """Units where a question is the condition of the line that answers it: 'Do you agree? Sign it.'

    A heading that asks ('How do I appeal?') says nothing by itself, and goes where something follows it.
    """
    return tuple(_told(list(units)))


def _told(units: list[str]) -> Iterator[str]:
    asked: list[str] = []
    for at, unit in enumerate(units):
        last = at == len(units) - 1
        if not last and (match := _ASKED.match(unit.strip())):
            asked.append(_as_condition(match))
        elif not last and _HEADING.match(unit.strip()):
            continue
        elif asked:
            yield f"If {' and '.join(asked)}, {_after_then(unit)}"
            asked = []
        else:
            yield unit


def _as_condition(match: re.Match[str]) -> str:
    helps, who, rest = match["helps"].lower(), match["who"], match["rest"]
    denied = " not" if rest.startswith(" not ") else ""
    rest = rest.removeprefix(denied) if denied else rest
    if helps in _BARE:
        return f"{who}{f' {helps} not' if denied else ''}{rest}"
    return f"{who} {helps}{denied}{rest}"


def _after_then(unit: str) -> str:
    unit = re.sub(r"(?i)^(?:then|if so|if yes|in that case),? ", "", unit.strip())
    return unit if re.match(r"I\b|[A-Z]\w+ [A-Z]", unit) else unit[:1].lower() + unit[1:]


_OTHERWISE = re.compile(
    r"(?i)^(?:if (?:you|we|they|it|he|she) (?:do|does|did|are|is|have|has) not,|otherwise,?|if not,) "
    r"(?:you|we|they|he|she|it) (?:can|may|will|do|does) not\.?$"
)
_BEFORE_ELSE = re.compile(r"(?i)[,;] (?:as |because |since |or )?(?=otherwise\b)")
_ELSE = re.compile(r"(?i)^(?:otherwise|if not),? (?P<rest>.+)$")
_SPARED = re.compile(
    r"(?i)^(?:but )?(?:if (?P<first>[^,]+), )?(?:they|it|we|you|he|she) need not"
    r"(?: do (?:this|so|it|that))?(?: if (?P<if>[^.;]+))?[.]?$"
)
"""'You do not have to if you are ill', of the duty before it."""
_ONLY_THEN = re.compile(
    r"(?i)^(?:but )?(?:you|we|they|he|she|it) can (?:only )?do (?:this|so|it|that|these) "
    r"(?:things )?(?:only )?if (?P<if>[^.;]+)[.]?$"
)
_HAPPENS = re.compile(
    r"(?i)^(?:but )?(?:this|that|it) (?:(?:can|may|could) )?"
    r"(?P<only>only )?(?:happens?|is(?: so)?|applies|apply) (?P<too>only )?if (?P<if>[^.;]+)[.]?$"
)
"""'We may close your case. This can happen if you miss 2 appointments.'"""
_BARRED = re.compile(r"(?i)^(?:(?P<who>you|we|they|he|she|it|[a-z]+) (?:must|can|may)|do) not (?P<what>[^.;:]+?)\.?$")
"""'You must not keep a dog. You can only do this if we agree.'"""
_DUTY = re.compile(
    r"(?i)(?:^|, |; |\band )(?P<who>you|we|they|he|she|(?:the|your) [a-z]+(?: [a-z]+)?) (?:must|should) "
    r"(?!not\b)(?P<what>[^;.]+?)"
    r"(?: (?:if|unless|when)\b[^;.]*)?[.;]?$"
)


def carried_on(units: Sequence[str]) -> tuple[str, ...]:
    """Units in one wording where what leans on the one before is said in full.

    'You can if you pay. If you do not, you cannot' is 'you can only if you pay'; 'You must tell us. If you do not,
    we may stop it' is 'if you do not tell us, we may stop it'.
    """
    found: list[str] = []
    for unit in (
        part for one in units for part in re.split(r"(?i)[,;] (?:as |because |since |or )?(?=otherwise\b)", one)
    ):
        before = found[-1] if found else ""
        if before and _OTHERWISE.match(unit) and re.search(r"(?i)\bif\b", before):
            found[-1] = before if "only if" in before else re.sub(r"(?i)\bif\b", "only if", before, count=1)
        elif (
            before
            and (spared := _SPARED.match(unit))
            and (spared["if"] or spared["first"])
            and re.search(r"\bmust\b", before)
        ):
            found[-1] = f"{before.rstrip('.')} unless {spared['if'] or spared['first']}."
        elif (only := _ONLY_THEN.match(unit)) and (barred := _BARRED.search(before)):
            found[-1] = f"{barred['who'] or 'you'} can {barred['what']} only if {only['if']}."
        elif before and " if " not in before and (happens := _HAPPENS.match(unit)):
            limit = "only " if happens["only"] or happens["too"] else ""
            found[-1] = f"{before.rstrip('.')} {limit}if {happens['if']}."
        elif (leans := _ELSE.match(unit)) and (duty := _duty(before)):
            found.append(in_frames(f"if {duty[0]} do not {duty[1]}, {leans['rest']}"))
        else:
            found.append(unit)
    return tuple(found)


def _spared(unit: str) -> str:
    """On what condition the duty before it is none; '' where it says no such thing."""
    match = _SPARED.match(unit)
    return (match["if"] or match["first"] or "") if match else ""


def _duty(text: str) -> tuple[str, str] | None:
    """Who must do what in the sentence before."""
    if match := _DUTY.search(text):
        return match["who"], match["what"]
    plain = re.sub(r"(?i)^(?:if [^,]+, )?(?:then |please )?", "", text).rstrip(".")
    words = read(plain).words if plain else ()
    is_order = bool(words) and words[0].tag in ("VVB", "VVI") and not re.search(r"[;:]", plain)
    return ("you", plain[:1].lower() + plain[1:]) if is_order else None
