"""The rules of Easy Read and plain English: one function a rule, with its source, each of one line on its page.

A rule gives its `Check`, or None where it has nothing to say of a line. The last line of its docstring is its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from easyread import words
from easyread.formal_lines import is_formal
from easyread.grammar import Clause, passives, read
from easyread.page import Check, Level, Line, LineKind, Page, Profile, WrittenBy
from easyread.profiles import Limits
from easyread.sentences import split_text
from easyread.source import Span
from easyread.word_forms import are_akin

_CONTRACTION = re.compile(
    r"(?i)\b[a-z]+(?:n['’]t|['’](?:re|ve|ll|d|m))\b|\b(?:it|that|there|what|who|he|she|let)['’]s\b"
)
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*s?\b")
_NEGATION = re.compile(r"(?i)\b(?:not|no|never|nobody|nothing|none|neither|cannot|without|unless|[a-z]+n['’]t)\b")
_DENYING = re.compile(
    r"(?i)\b(?:un(?:able|likely|willing|aware|lawful|safe|less)|fail\w*|refus\w+|prevent\w*|lack\w*|avoid\w*)\b"
)
_PRONOUN = re.compile(r"(?i)\b(?:he|she|they|it|him|them|his|hers|their|theirs|its)\b")
_NUMBER_WORD = re.compile(
    r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|hundred|thousand|million)\b"
)
_ROMAN = re.compile(r"\b(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XX)\b")
_SHORT_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")
_CAPITALS = re.compile(r"\b[A-Z]{4,}(?:\s+[A-Z]{2,})+\b")
_NOMINAL = re.compile(
    r"(?i)\b(?:the|a|an|of|for|on)\s+(\w{4,}(?:tion|sion|ment|ance))\s+of\b"
    r"|\b(?:make|give|carry out|undertake|conduct)\w*\s+"
    r"(?:a|an|the)\s+(\w{4,}(?:tion|sion|ment))\b"
)


@dataclass(frozen=True)
class Seen:
    """A line with all that a rule may look at. `before` and `after` are its neighbours, or None."""

    line: Line
    page: Page
    limits: Limits
    before: Line | None = None
    after: Line | None = None
    clashes: tuple[words.Clash, ...] = ()
    """Of the page: two words for one thing; `places` hold this line's number as `at`."""
    at: int = 0
    own: Path | None = None
    clauses: tuple[Clause, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.line.text

    @property
    def is_sentence(self) -> bool:
        """Whether it is one or more sentences, and no heading."""
        return self.line.kind is not LineKind.HEADING


Rule = Callable[[Seen], Check | None]


def seen(
    line: Line, page: Page, limits: Limits, at: int, clashes: tuple[words.Clash, ...] = (), own: Path | None = None
) -> Seen:
    """A line made ready for the rules; `at` is its place on the page."""
    before = page.lines[at - 1] if at else None
    after = page.lines[at + 1] if at + 1 < len(page.lines) else None
    clauses = tuple(read(text) for text in split_text(line.text))
    return Seen(line, page, limits, before, after, clashes, at, own, clauses)


def sentence_length(line: Seen) -> Check | None:
    """A sentence has at most 15 words (amber to 25, then red).

    Source: GOV.UK accessible communication formats; PIF; Photosymbols; Easy Read Standard v1.0 (under 25).
    """
    longest = max(line.clauses, key=lambda clause: clause.length, default=None)
    if longest is None or longest.length <= line.limits.sentence_words:
        return _green("sentence-length")
    level = Level.AMBER if longest.length <= line.limits.sentence_words_amber else Level.RED
    return Check(
        "sentence-length",
        level,
        f"This sentence has {longest.length} words. Say it in two.",
        _place(line, longest.text),
    )


def one_idea(line: Seen) -> Check | None:
    """A sentence tells one idea: one verb (a condition's own is allowed), at most one comma.

    Source: GOV.UK accessible communication formats; Inclusion Europe, Information for all.
    """
    if not line.is_sentence or line.line.kind is LineKind.EXPLAIN:
        return None
    for clause in line.clauses:
        allowed = line.limits.verbs + sum(1 for word in clause.words if word.low in ("if", "when", "who", "because"))
        commas = _commas(clause)
        if len(clause.groups) > allowed + 1 or commas > line.limits.commas + 1:
            return Check(
                "one-idea",
                Level.RED,
                "This sentence tells several things. Give each its own line.",
                _place(line, clause.text),
            )
        if len(clause.groups) > allowed or commas > line.limits.commas:
            return Check(
                "one-idea", Level.AMBER, "This sentence may tell more than one thing.", _place(line, clause.text)
            )
    return _green("one-idea")


def active(line: Seen) -> Check | None:
    """It says who does it: no passive.

    Source: GOV.UK accessible communication formats; Easy Read Standard v1.0.
    """
    for clause in line.clauses:
        if found := passives(clause.text):
            words_of = clause.slice(found[0].start, found[0].end)
            level = Level.RED if line.limits.passives else Level.AMBER
            return Check("active", level, f"'{words_of}' does not say who does it.", _place(line, words_of))
    return _green("active")


def common_words(line: Seen) -> Check | None:
    """Every word is common, or explained.

    Source: COGA o3p01 (use clear words); Inclusion Europe, Information for all.
    """
    hard = [word for word in _hard(line) if not _is_explained(word, line)]
    if not hard or is_formal(line.line):
        return _green("common-words")
    level = Level.RED if len(hard) > 1 else Level.AMBER
    return Check("common-words", level, f"{_listed(hard)} may be hard to understand.", _place(line, hard[0]))


def explained_next(line: Seen) -> Check | None:
    """What a hard word means comes in the next line.

    Source: GOV.UK accessible communication formats (explain hard words in the next sentence).
    """
    if line.line.kind is LineKind.EXPLAIN or not line.limits.explains or is_formal(line.line):
        return None
    firsts = [
        found.term.word
        for found in words.glossary(line.own).find(line.text)
        if not _told_before(found.term.word, line) and line.is_sentence
    ]
    if not firsts:
        return None
    near = _next_explanations(line)
    missing = [
        word for word in firsts if not any(_holds(text, word) for text in near) and not _is_explained(word, line)
    ]
    if not missing:
        return _green("explained-next")
    return Check(
        "explained-next", Level.AMBER, f"Say what {_listed(missing)} means in the next line.", _place(line, missing[0])
    )


def full_words(line: Seen) -> Check | None:
    """No short forms made of capitals, but for those that nearly everybody knows (NHS, GP, UK).

    Source: GOV.UK accessible communication formats; Easy Read Standard v1.0.
    """
    for match in _ACRONYM.finditer(line.text):
        short = match.group()
        if words.is_known_acronym(short, line.own) or not short.isupper() and not words.expansions(short, line.own):
            continue
        if re.search(r"[\d/@]", _around(line.text, match.start())):
            continue  # a reference, an address
        meant = words.expansion(short, line.own)
        why = f"'{short}' is a short form. Write {meant}." if meant else f"'{short}' is a short form. Write it in full."
        return Check("full-words", Level.RED, why, Span(*match.span()))
    return _green("full-words")


def no_contractions(line: Seen) -> Check | None:
    """No 'don't', 'we'll', 'you're'.

    Source: GOV.UK content design (negative contractions are misread); People First.
    """
    if match := _CONTRACTION.search(line.text):
        return Check("no-contractions", Level.RED, f"Write '{match.group()}' in full words.", Span(*match.span()))
    return _green("no-contractions")


def same_word(line: Seen) -> Check | None:
    """The same word for the same thing throughout.

    Source: Inclusion Europe, Information for all; Easy Read Standard v1.0.
    """
    for clash in line.clashes:
        for word, at, span in clash.places:
            if at == line.at and word != clash.keep:
                why = f"This page says '{clash.keep}' and '{word}' for one thing. Choose one of them."
                return Check("same-word", Level.AMBER, why, span)
    return _green("same-word")


def no_idioms(line: Seen) -> Check | None:
    """No sayings and no foreign words.

    Source: Inclusion Europe, Information for all, 10 and 11.
    """
    if found := words.idioms.find(line.text, line.own):
        why = f"'{found[0].phrase}' is a saying or a foreign word. Say: {found[0].plain}."
        return Check("no-idioms", Level.RED, why, found[0].span)
    return _green("no-idioms")


def nouns(line: Seen) -> Check | None:
    """'He', 'she', 'they' and 'it' stand near the name or thing that they are for.

    Source: PIF (repeat the noun).
    """
    for match in _PRONOUN.finditer(line.text):
        if not _noun_before(line, match.start()):
            why = f"Who or what is '{match.group()}'? Say the name or the thing again."
            return Check("nouns", Level.AMBER, why, Span(*match.span()))
    return _green("nouns")


def no_double_negatives(line: Seen) -> Check | None:
    """At most one word in a sentence says no.

    Source: Easy Read Standard v1.0; COGA o3p05 (avoid double negatives).
    """
    for clause in line.clauses:
        saying_no = [*_NEGATION.finditer(clause.text)]
        if len(saying_no) > 1 or saying_no and _DENYING.search(clause.text):
            level = Level.RED if len(saying_no) > 1 else Level.AMBER
            return Check(
                "no-double-negatives", level, "Two words say no here. Say what is so.", _place(line, clause.text)
            )
    return _green("no-double-negatives")


def figures(line: Seen) -> Check | None:
    """Numbers are figures, without % and Roman numerals; dates are written out.

    Source: COGA o3p13; Inclusion Europe, Information for all, 17 to 20.
    """
    for pattern, why in (
        (_SHORT_DATE, "Write the date with the name of the month."),
        (
            re.compile(r"\d\s?%|(?i:\bper ?cent\b)"),
            "Many people don't understand per cent. Say how many of 100, or 'half'.",
        ),
        (_ROMAN, "Write the number in figures."),
        (_NUMBER_WORD, "Write the number in figures."),
    ):
        if match := pattern.search(line.text):
            return Check("figures", Level.AMBER, why, Span(*match.span()))
    return _green("figures")


def no_block_capitals(line: Seen) -> Check | None:
    """No words in block capitals one after another.

    Source: GOV.UK accessible communication formats; Department of Health 2010; BDA Dyslexia Style Guide 2023.
    """
    if match := _CAPITALS.search(line.text):
        return Check("no-block-capitals", Level.RED, "Write this in small letters.", Span(*match.span()))
    return _green("no-block-capitals")


def picture(line: Seen) -> Check | None:
    """Each idea has a picture, or none on purpose.

    Source: Department of Health 2010; PIF.
    """
    if not line.limits.pictures or line.line.kind is LineKind.HEADING or is_formal(line.line):
        return None
    if line.line.picture is None:
        return Check("picture", Level.AMBER, "No good picture was found. Choose one, or leave it without.")
    return _green("picture")


def verbs_for_nouns(line: Seen) -> Check | None:
    """What is done is told by a verb, not by a noun on '-ion' or '-ment'.

    Source: GOV.UK content design (plain English); Plain English Campaign.
    """
    if match := _NOMINAL.search(line.text):
        why = f"Say it with a verb instead of '{match.group(1) or match.group(2)}'."
        return Check("verbs-for-nouns", Level.AMBER, why, Span(*match.span()))
    return _green("verbs-for-nouns")


def plain_words(line: Seen) -> Check | None:
    """No word for which there is a plainer one that means the same.

    Source: GOV.UK words to avoid; plainlanguage.gov.
    """
    offers = [offer for offer in words.replacements(line.own).find(line.text) if offer.safe]
    if not offers:
        return _green("plain-words")
    first = offers[0]
    why = f"Say '{first.plain}' instead of '{first.span.of(line.text)}'."
    return Check("plain-words", Level.AMBER, why, first.span)


_ALL: tuple[Rule, ...] = (sentence_length, one_idea, active)
RULES: dict[Profile, tuple[Rule, ...]] = {
    Profile.EASY_READ: (
        *_ALL, common_words, explained_next, full_words, no_contractions, same_word, no_idioms, nouns,
        no_double_negatives, figures, no_block_capitals, picture,
    ),
    Profile.PLAIN: (
        *_ALL, plain_words, verbs_for_nouns, full_words, same_word, no_idioms, no_double_negatives, no_block_capitals,
    ),
    Profile.DYSLEXIA: (
        *_ALL, plain_words, verbs_for_nouns, full_words, no_idioms, no_double_negatives, figures, no_block_capitals,
    ),
}  # fmt: skip
"""Which rules a profile is held to."""


def source_of(rule: Rule) -> str:
    """Where a rule comes from: the last line of its docstring."""
    return (rule.__doc__ or "").rsplit("Source:", 1)[-1].strip()


def name_of(rule: Rule) -> str:
    """What a rule is called in checks and reports: 'sentence-length'."""
    return rule.__name__.replace("_", "-")


def _green(rule: str) -> Check:
    return Check(rule, Level.GREEN)


def _place(line: Seen, part: str) -> Span:
    start = line.text.find(part)
    return Span(start, start + len(part)) if start >= 0 else Span(0, len(line.text))


def _around(text: str, at: int) -> str:
    """What stands between the spaces on both sides of a place."""
    start = text.rfind(" ", 0, at) + 1
    return text[start:].split(" ", 1)[0]


def _commas(clause: Clause) -> int:
    """Commas, without those of a list of names or things ('at home, at work or at college')."""
    count = sum(1 for word in clause.words if word.text == ",")
    listed = re.search(r"(?i),[^,]{1,40}(?:, )?\b(?:and|or)\b", clause.text)
    return 0 if listed and count else count


def _hard(line: Seen) -> Iterator[str]:
    names = {token.text for clause in line.clauses for token in clause.words if token.tag.startswith("NP")}
    for clause in line.clauses:
        for token in clause.words:
            if (
                not token.is_mark
                and token.text not in names
                and "@" not in token.text
                and words.is_hard(token.text, line.own)
            ):
                yield token.text


def _is_explained(word: str, line: Seen) -> bool:
    """Whether the page says somewhere what a word means, or this line is that."""
    if line.line.kind is LineKind.EXPLAIN or line.line.written_by is WrittenBy.GLOSSARY:
        return True
    term = words.glossary(line.own).term(word)
    known = [one.word.lower() for one in line.page.explained]
    name = term.word.lower() if term is not None else word.lower()
    return any(_holds(text, word.lower()) or text == name or are_akin(text, name) for text in known)


def _told_before(word: str, line: Seen) -> bool:
    return any(_holds(one.text, word) for one in line.page.lines[: line.at] if one.kind is not LineKind.HEADING)


def _next_explanations(line: Seen) -> list[str]:
    """The explaining lines that follow, a list of this line passed over, or what its 'If …:' leads to."""
    found: list[str] = []
    for one in line.page.lines[line.at + 1 : line.at + 12]:
        if one.kind is LineKind.EXPLAIN:
            found.append(one.text)
        elif found or one.kind is not LineKind.LIST and not (line.text.endswith(":") and one.text[:1].islower()):
            break
    return found


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?i)\b{re.escape(word)}", text) is not None


def _noun_before(line: Seen, at: int) -> bool:
    """Whether a noun or name stands before a place of the line, or in the line before."""
    before = read(line.text[:at]).words if at else ()
    if any(word.tag[:2] in ("NN", "NP") for word in before):
        return True
    return line.before is not None and any(word.tag[:2] in ("NN", "NP") for word in read(line.before.text).words)


def _listed(found: list[str]) -> str:
    shown = [f"'{word}'" for word in dict.fromkeys(found)][:3]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
