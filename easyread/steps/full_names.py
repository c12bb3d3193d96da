"""Says short forms in full, on the whole page: 'the PEA' is 'the Personal Expenses Allowance' wherever it stands.

What a short form stands for is what the document itself says ('direct payment (DP)'), or else the list of short forms
where it knows only one meaning. Those that nearly everybody knows (NHS, GP) stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from easyread.language.words import word_list
from easyread.page import Line, LineKind, WrittenBy
from easyread.word_forms import article, cased
from easyread.words import expansion, is_known_acronym, plural

_SHORT = r"[A-Z][A-Za-z]{0,4}[A-Z]"
_TOLD = re.compile(
    rf"(?P<before>(?:[A-Za-z\d][\w'’-]*,? ){{1,9}}?)(?P<open>\(|or )(?P<short>{_SHORT}s?)(?P<close>\)?)(?!\w)"
)
_STANDING = re.compile(
    rf"(?<![\w/@.'’-])(?:(?P<article>[Aa]n?) )?(?P<short>{_SHORT})(?P<many>s?)(?=['’]s\b|[\s,.;:?!)]|$)(?! ?\d|/)"
)
_SMALL = frozenset(word_list("of and the for to in or on a an"))


def in_full(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with each short form in full, and without the '(PEA)' behind a full name."""
    told = _told(lines)
    return tuple(line if line.kind is LineKind.EXPLAIN else _with(line, _written(line.text, told)) for line in lines)


def _with(line: Line, text: str) -> Line:
    if text == line.text:
        return line
    by = WrittenBy.RULES if line.written_by is WrittenBy.SOURCE else line.written_by
    return replace(line, text=text, written_by=by)


def _told(lines: Sequence[Line]) -> dict[str, str]:
    """What the document says that its short forms stand for."""
    found: dict[str, str] = {}
    for line in lines:
        for match in _TOLD.finditer(line.text):
            short = match["short"].removesuffix("s")
            name = _name_before(match["before"].strip(" ,"), short)
            if name and not is_known_acronym(short):
                found.setdefault(short, name.removesuffix("s") if match["short"] != short else name)
    return found


def _name_before(before: str, short: str) -> str:
    """The last words whose first letters are those of a short form; '' where they are not."""
    words = re.sub(r" (?:19|20)\d\d$", "", before).split(" ")
    for start in range(len(words) - 1, -1, -1):
        parts = [part for word in words[start:] for part in re.split("-", word) if part]
        for kept in (parts, [part for part in parts if part.lower() not in _SMALL]):
            if "".join(part[0] for part in kept).lower() == short.lower() and words[start].lower() not in _SMALL:
                return _in_running_text(words[start:])
    return ""


def _in_running_text(words: list[str]) -> str:
    """A name as it stands inside a sentence: 'Direct payments' began one, 'Disability Living Allowance' is a name."""
    name = " ".join(words)
    return name if name[1:] != name[1:].lower() else name.lower()


def _written(text: str, told: Mapping[str, str]) -> str:
    text = _TOLD.sub(lambda match: _without_short(match, told), text)
    return _STANDING.sub(lambda match: _full(match, told, match.start() == 0), text)


def _without_short(match: re.Match[str], told: Mapping[str, str]) -> str:
    short = match["short"].removesuffix("s")
    before = match["before"].rstrip(" ,")
    named = _name_before(match["before"].strip(" ,"), short) or _says(before, expansion(short) or "")
    if is_known_acronym(short) or not named:
        return match.group()
    return before if match["open"] == "(" or match["before"].rstrip().endswith(",") else match.group()


def _says(before: str, name: str) -> bool:
    """Whether words end with a name, hyphens and capitals apart: 'the multi-disciplinary team'."""
    letters, wanted = (re.sub(r"[^a-z]", "", one.lower()) for one in (before, name))
    return bool(wanted) and letters.endswith(wanted)


def _full(match: re.Match[str], told: Mapping[str, str], opens: bool) -> str:
    """A short form in full, with its article and number; itself where nobody says what it stands for."""
    short = match["short"]
    name = "" if is_known_acronym(short) else told.get(short) or expansion(short) or ""
    if not name or is_inside_name(match):
        return match.group()
    name = plural(name) if match["many"] else name
    if match["article"]:
        return f"{cased(article(name), match['article'])} {name}"
    return cased(name, "A") if opens else name


def is_inside_name(match: re.Match[str]) -> bool:
    """Whether it is a part of a longer name or of a reference: 'UC Team 4', 'AB 12 CD'."""
    after = match.string[match.end() :]
    before = match.string[: match.start()]
    return bool(re.match(r" ?[A-Z]{1,3}\b|\)? ?\d", after) or re.search(r"[A-Z\d]{2,} $|: [A-Z\d ]*$", before))
