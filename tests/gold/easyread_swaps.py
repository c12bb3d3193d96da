"""One change that makes a line false, by kind: each takes a line and gives (sort, false line) in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Swapped = Iterator[tuple[str, str]]
Change = str | Callable[[re.Match[str]], str]
Rule = tuple[str, str, Change]
"""Its sort, what is looked for, and what is put there."""

MONTHS = "January February March April May June July August September October November December"
_MONTHS = MONTHS.split()
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def applied(rules: Sequence[Rule], line: str) -> Swapped:
    """Each rule at each place where it fits, one at a time."""
    for sort, pattern, change in rules:
        for match in re.finditer(pattern, line):
            new = match.expand(change) if isinstance(change, str) else change(match)
            made = tidy(line[: match.start()] + new + line[match.end() :])
            if made != tidy(line):
                yield sort, made


def tidy(line: str) -> str:
    """One space between words, none before a stop, a capital at the start."""
    line = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", line)).strip(" ,;")
    return line[:1].upper() + line[1:]


def _next(names: Sequence[str], steps: int) -> Callable[[re.Match[str]], str]:
    return lambda match: names[(names.index(match[0]) + steps) % len(names)]


# --- numbers
_SUM = r"(?<=£)\d+(?:,\d{3})*(?:\.\d\d)?"
_COUNT = rf"(?<![\d£.:/\w-])\d{{1,3}}(?:\.\d+)?(?![\d:./]|\s?[ap]m\b|,\d|\s(?:{'|'.join(_MONTHS)})|\s\d{{3,}})"
_PHONE = r"\b0\d{2,4} \d{3,4} ?\d{3,4}\b"
_DIGITS = {"two": "three", "three": "four", "four": "five"}


def _last_digit(match: re.Match[str]) -> str:
    return match[0][:-1] + str((int(match[0][-1]) + 3) % 10)


def _tenfold(match: re.Match[str]) -> str:
    whole, dot, pence = match[0].replace(",", "").partition(".")
    return f"{int(whole) * 10:,}{dot}{pence}" if int(whole) else "15.00"


def _swapped_digits(match: re.Match[str]) -> str:
    text = match[0]
    for at in range(len(text) - 1):
        if text[at : at + 2].isdigit() and text[at] != text[at + 1] and text[at + 1] != "0":
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _other_count(match: re.Match[str]) -> str:
    return str(int(float(match[0])) + 2)


NUMBER: tuple[Rule, ...] = (
    ("sum, last digit", _SUM, _last_digit),
    ("sum tenfold", _SUM, _tenfold),
    ("sum, digits swapped", _SUM, _swapped_digits),
    ("count", _COUNT, _other_count),
    ("count tenfold", _COUNT, lambda match: f"{match[0]}0" if "." not in match[0] else match[0].replace(".", "")),
    ("telephone number", _PHONE, _last_digit),
    ("number word", r"\b(two|three|four)\b", lambda match: _DIGITS[match[0]]),
)

# --- dates
DATE: tuple[Rule, ...] = (
    ("day", rf"\b\d{{1,2}}(?= (?:{'|'.join(_MONTHS)})\b)", lambda match: str(int(match[0]) % 27 + 1)),
    ("month", rf"(?<=\d )({'|'.join(_MONTHS)})\b", _next(_MONTHS, 1)),
    ("year", r"(?<=[a-y] )20\d\d\b", lambda match: str(int(match[0]) + 1)),
    ("hour", r"(?<![\d.:])\d{1,2}(?=(?:[.:]\d\d)? ?[ap]m)", lambda match: str(int(match[0]) % 11 + 1)),
    ("morning and afternoon", r"(?<=\d)[ap]m\b", lambda match: "pm" if match[0] == "am" else "am"),
    ("day of the week", rf"\b({'|'.join(_DAYS)})", _next(_DAYS, 2)),
)

# --- not
_DID = r"(have|need|want|accept|include|require|lose|state|qualify|work|make|resolve|hold|affect|share|stop)"
NOT_DROPPED: tuple[Rule, ...] = (
    ("'not' gone", r"(?<!whether or) \bnot\b(?! only| less than| more than)", ""),
    ("can for cannot", r"\bcannot\b", "can"),
    ("ever for never", r"\bnever\b", "always"),
    ("everybody for nobody", r"\b([Nn])obody\b", lambda match: "everybody" if match[1] == "n" else "Everybody"),
    ("either for neither", r"\b[Nn]either (.+?) nor\b", r"either \1 or"),
    ("a for no", r"\b(?<!whether or )([Nn])o (?=complaint|obligation|right|asset|member|need)", "a "),
    ("with for without", r"\bwithout\b", "with"),
    ("everything for nothing", r"\b[Nn]othing\b", "everything"),
)
_ADDED_TO = r"\b(will|can|must|should|may|could|would|is|are|was|were)\b(?! not\b|ot\b)"
NOT_ADDED: tuple[Rule, ...] = (
    ("'not' put in", _ADDED_TO, r"\1 not"),
    ("'not' put in", rf"\b([Yy]ou|[Ww]e|[Tt]hey) (?={_DID}\b)", r"\1 do not "),
    ("'no longer'", r"\b(entitled|eligible|allowed|responsible|welcome)\b", r"no longer \1"),
)
_PAIRS = (
    "accept refuse|more less|higher lower|longer shorter|before after|first last|start end|begin end|starts ends"
    "|increased reduced|increase decrease|open closed|keep lose|agree disagree|safe unsafe|included excluded"
    "|available unavailable|attend miss|receive lose|received refused|improves worsens|indoors outdoors|above below"
    "|inside outside|arrived left|enough insufficient|opened closed|rise fall|upheld rejected|free chargeable"
)
_OPPOSITES = {
    word: other for pair in _PAIRS.split("|") for word, other in (pair.split(), pair.split()[::-1]) if word != "end"
}
OPPOSITE: tuple[Rule, ...] = (
    ("the opposite word", rf"\b({'|'.join(_OPPOSITES)})\b", lambda match: _OPPOSITES[match[0]]),
)

# --- must and may
MODAL: tuple[Rule, ...] = (
    ("may for must", r"\b(?<!You )must\b(?! not| never)", "may"),
    ("can for must", r"\bmust\b(?! not| never)", "can"),
    ("should for must", r"\bmust\b(?! never)", "should"),
    ("need not for must not", r"\b(must not|must never)\b", "does not have to"),
    ("must for may", r"\b(may|might|could)\b(?! not)", "must"),
    ("will for may", r"\b(may|might|could)\b(?! not)", "will"),
    ("must for can", r"\b[Cc]an\b(?! not)", "must"),
    ("may for will", r"\bwill\b(?! not)", "may"),
    ("must for should", r"\bshould\b(?! not)", "must"),
    ("may for should", r"\bshould\b(?! not)", "may"),
    ("must not for need not", r"\b(do not have to|do not need to|need not|are not obliged to)\b", "must not"),
    ("can for have to", r"(?<!not )\b(have to|need to|are required to)\b(?! pay the difference)", "can"),
    ("must for is able to", r"\b(is able to|are allowed to|is allowed to)\b", "must"),
)

# --- at least, up to, only
_BOUNDED = "".join(
    rf"(?<!{each} )" for each in ("least", "up to", "most", "than", "about", "within", "almost", "nearly")
)
_LASTS = r"(?:working )?(?:days|weeks|months|hours|minutes|years|points)"
_PLAIN_COUNT = (
    rf"{_BOUNDED}(?<!approximately )(?<!\d )(?<!\bto )\b(?:\d+|two|three|four) {_LASTS}\b(?! or less| before|'? notice)"
)
BOUND: tuple[Rule, ...] = (
    ("'at least' gone", r"\b[Aa]t least ", ""),
    ("'at most' for 'at least'", r"\bat least\b", "at most"),
    ("'up to' gone", r"\b[Uu]p to (?=[\d£])", ""),
    ("'at least' for 'up to'", r"\bup to (?=[\d£])", "at least "),
    ("'less than' for 'more than'", r"\b(more|longer|higher) than\b", "less than"),
    ("'more than' gone", r"\b(?<!no )(?<!not )(more|longer|higher) than (?=[\d£])", ""),
    ("'more than' for 'less than'", r"\bless than\b", "more than"),
    ("'only' gone", r"\b[Oo]nly\b ?", ""),
    ("'usually' gone", r"\b(usually|normally|largely) ", ""),
    ("'always' for 'usually'", r"\b(usually|normally)\b", "always"),
    ("'about' gone", r"\b(about|approximately|almost) (?=\d|£|all)", ""),
    ("'all' for 'one of'", r"\b(one of|any of|any part of|parts? of|[Ss]ome of)\b", "all of"),
    ("'no' for 'any'", r"\b[Aa]ny (?=\w)", "no "),
    ("'at most' gone", r" (at most|or less)\b", ""),
    ("'once' for 'at any time'", r"\bat any time\b", "once"),
    ("'often' for 'once'", r"\bonce\b", "often"),
    ("'earlier' for 'later'", r"\bno later than\b", "no earlier than"),
    ("'within' gone", r"\bwithin (\d+)", r"more than \1"),
    ("'exceed' turned", r"\bexceed\b", "are below"),
    ("'full' for 'part'", r"\b(the whole|in full|full)\b", "part of"),
    ("'either' for 'both'", r"\bboth\b", "either"),
    ("'twice' for 'once'", r"\btwice\b", "once"),
    ("a bound put in", _PLAIN_COUNT, r"at least \g<0>"),
    ("a bound put in", _PLAIN_COUNT, r"up to \g<0>"),
    ("'between' gone", r"\bbetween (£?\d+) and\b", r"more than \1 and"),
)

# --- a week, a month
_SPANS = {
    "day": "week", "days": "weeks", "week": "month", "weeks": "months", "month": "year", "months": "years",
    "year": "month", "years": "months", "hour": "day", "hours": "days", "minutes": "hours", "weekly": "monthly",
    "Weekly": "Monthly", "annually": "monthly",
}  # fmt: skip
_FAR = {
    "day": "year", "days": "years", "week": "year", "weeks": "years", "months": "days", "month": "day", "hour": "month",
    "hours": "weeks",
}  # fmt: skip
_BACK = {"weeks": "days", "months": "weeks", "month": "week", "hours": "minutes", "hour": "week", "week": "day"}
_BEFORE = (
    "(?:" + "|".join(rf"(?<={each} )" for each in (r"\ba", "each", "every", r"\ban", r"\d", "four", "two", "one")) + ")"
)


def _unit(units: dict[str, str]) -> tuple[str, Change]:
    return rf"{_BEFORE}({'|'.join(units)})\b(?! of the)", lambda match: units[match[0]]


PERIOD: tuple[Rule, ...] = (
    ("longer", *_unit(_SPANS)),
    ("shorter", *_unit(_BACK)),
    ("far away", *_unit(_FAR)),
    ("weekly", r"\b(weekly|Weekly|annually)\b", lambda match: _SPANS[match[0]]),
    ("gone", r"(?<=\d) (?:a|each|every|an) (?:week|month|day|hour|year)\b", ""),
    ("working days", r"(?<=working )days", "weeks"),
)

# --- deadlines
_STEPS = r"\d+(?= (?:working )?(?:days|weeks|months|hours))"
DEADLINE: tuple[Rule, ...] = (
    ("'working' gone", r"\bworking (?=days)", ""),
    ("another number of days", rf"\b(?<!£){_STEPS}", lambda match: str(int(match[0]) * 2)),
    ("one more", rf"\b(?<!£){_STEPS}", lambda match: str(int(match[0]) + 1)),
    ("'after' for 'within'", r"\b[Ww]ithin\b", "after"),
    ("'from' for 'by'", r"\b[Bb]y (?=\d{1,2} [A-Z]|(?:Mon|Tues|Wednes|Thurs|Fri)day)", "from "),
    ("'after' for 'before'", r"\b[Bb]efore\b", "after"),
    ("'after' for 'until'", r"\b[Uu]ntil (?=\d|then)", "after "),
    ("'any time' for the day", r"\bby \d{1,2} [A-Z]\w+(?: \d{4})?", "at any time"),
    ("counted from another day", r"\bof the date of this letter\b", "of the day on which you get an invoice"),
    ("counted from another day", r"\bof the date (?=on |of the |when )", "of the day before the date "),
    ("deadline gone", r",? ?\b(?:within|no later than) (?:\d+|one|1) (?:working )?(?:days|weeks|months?|hours)\b", ""),
    ("deadline gone", r" by \d{1,2} [A-Z][a-z]+(?: \d{4})?", ""),
    ("day moved", rf"\b(?<=by )\d{{1,2}}(?= (?:{'|'.join(_MONTHS)}))", lambda match: str(int(match[0]) % 27 + 1)),
    ("'straight away' gone", r" (without delay|straight away|beforehand)\b", ""),
)

# --- rights
RIGHT: tuple[Rule, ...] = (
    ("a duty", r"\b(have the right|are entitled) to\b(?! (?:the|a|an)\b)", "must"),
    ("no right", r"\bhave the right to\b", "have no right to"),
    ("no right", r"\bare entitled to\b", "are not entitled to"),
    ("no right", r"\b[Yy]ou (can|may|could) (?=ask|appeal|request|complain|make|disagree|challenge)", "you cannot "),
    ("ours, not yours", r"\b[Yy]ou (?=have the right|are entitled)", "we "),
    ("a right once", r"\bhave the right to\b", "had the right, until last year, to"),
    ("a lesser right", r"\b(ask for|request)\b", "read about"),
    ("a lesser right", r"\bto? ?appeal\b(?! to a court)", " write a letter"),
    ("a lesser right", r"\b(challenge|complain about)\b", "hear about"),
    ("with our leave", r"\bhave the right to\b", "may, if the manager agrees,"),
    ("with our leave", r"\bare entitled to\b", "may, if the manager agrees, have"),
    (
        "with our leave",
        r"\b([Yy]ou (?:can|may)) (?=ask|appeal|request|complain|disagree)",
        r"\1, if the manager agrees, ",
    ),
)
HAS_RIGHT = re.compile(
    r"\b(right|rights|entitled|appeal|advocate|ombudsman|complain\w*|challenge\w*|disagree|reconsideration"
    r"|(you|by you) (can|may|could) (ask|request|refuse|disagree|object|choose|end)|can be (requested|challenged))\b",
    re.IGNORECASE,
)

# --- owners
_KIN = "daughter|son|mother|father|sister|brother|neighbour|wife|support worker"
_RELATIVE = rf"\b[Yy]our ({_KIN})\b"
_BODY = "[Tt]he (Council|home|manager|court|meeting|agency|chair|Chair)"
OWNER: tuple[Rule, ...] = (
    ("we for you", r"^You\b(?! are\b| were\b)", "We"),
    ("we for you", r"(?<=, )you\b(?! are\b| were\b)", "we"),
    ("you for we", r"^We\b", "You"),
    ("your daughter for you", r"\b[Yy]ou (?=must|will|may|can|should|cannot|could|need)", "your daughter "),
    ("us for you", r"\bby you\b", "by us"),
    ("you for us", r"\bby (us|the Council|the manager|staff|the agency|the home)\b", "by you"),
    ("you for them", rf"\b(?<!by )(?<!to )(?<!with ){_BODY} (?=[wmcsh])", "you "),
    ("you for him or her", r"^(She|He|Staff|They|The manager|An advocate|Advocates|That person)\b", "You"),
    ("you for a relative", _RELATIVE, "you"),
    ("our for your", rf"\b[Yy]our (?=[a-z]+)(?!{_KIN})", "our "),
    ("your for our", r"\b[Oo]ur\b", "your"),
    ("to them for to you", r"\b(to|for) you\b", r"\1 your family"),
    ("another pays", r"\byou (?=pay|paid)", "your family "),
)  # fmt: skip

# --- conditions
_ENDS = r"(?=[.;:]|$)"
_IF = (
    r"(?:if|unless|provided that|except (?:where|for|that|if)|as long as|for as long as|only (?:if|after|where)"
    r"|where|while|until)"
)
CLAUSE_FIRST = re.compile(r"^(?P<if>(?:If|Unless|Where|While|Should|Until|Provided that)\b[^,.;:]*), (?P<rest>.+)$")
CLAUSE_LAST = re.compile(rf"^(?P<rest>.+?),?(?: but)? (?P<if>{_IF}\b[^.;:]*){_ENDS}(?P<end>.*)$")
CONDITION_TURNED: tuple[Rule, ...] = (
    ("'because' for 'if'", r"\b(?<!only )(?<!but )(?<!as )(?<!even )[Ii]f\b", "because"),
    ("'even if' for 'if'", r"\b(?<!even )(?<!only )(?<!as )[Ii]f\b", "even if"),
    ("'if' for 'unless'", r"\b[Uu]nless\b", "if"),
    ("'even if' for 'unless'", r"\b[Uu]nless\b", "even if"),
    ("'although' for 'provided'", r"\b(provided that|as long as|only if)\b", "although"),
    ("'also' for 'except'", r"\bexcept\b", "also"),
    ("'or' for 'and'", r"(?<=\bboth ).+? and\b", "either of them or"),
)


def without_condition(line: str) -> tuple[str, str] | None:
    """A line without its condition, and the condition; None where there is none."""
    if match := CLAUSE_FIRST.match(line):
        return tidy(match["rest"]), match["if"]
    if match := CLAUSE_LAST.match(line):
        return tidy(match["rest"] + (match["end"] or ".")), match["if"]
    return None


def with_condition(line: str, condition: str) -> str:
    """A line with a condition put before it."""
    start = line if re.match(r"(I|[A-Z]\w+ [A-Z])\b", line) else line[:1].lower() + line[1:]
    return f"{condition[:1].upper()}{condition[1:]}, {start}"


# --- added
PHRASES = (
    "because of the new law", "with your doctor's permission", "in a private room", "after a medical test",
    "at the town hall", "in front of a judge", "with a small discount", "as your neighbours have asked",
    "because your savings went up", "by taxi", "together with your photograph", "for your own protection",
    "and bring a packed lunch", "in black ink", "and pay a deposit", "on the first floor",
    "once your passport is checked",    "before Christmas", "because of your age", "and a fine will follow",
)  # fmt: skip
SENTENCES = (
    "A nurse will call at your house.", "Your dog must stay in the kitchen.", "The police know about this.",
    "You will get a new bed.", "Your bank has been told.", "There is a swimming pool.", "This is very dangerous.",
    "You have been very brave.", "Your landlord agrees with us.", "The mayor signed it.", "Parking costs extra.",
    "Smoking is bad for your lungs.", "Your cousin asked for this.", "Most people find this easy.",
    "A camera films the room.", "Your blood group is on file.",
)  # fmt: skip
