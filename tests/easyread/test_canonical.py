"""Each number, sum, date, time and measure has one spelling, and two that differ never share it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from easyread.language.canonical import canonical
from easyread.language.words import word_list

ONES = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = ("", "", *word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
MONTHS = word_list("January February March April May June July August September October November December")


def spelled(value: int, joint: str = "-") -> str:
    """A number below a million in words, as it is said in Britain."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (joint + ONES[value % 10] if value % 10 else "")
    if value < 1000:
        rest = f" and {spelled(value % 100, joint)}" if value % 100 else ""
        return f"{ONES[value // 100]} hundred{rest}"
    rest = value % 1000
    joined = "" if not rest else f" {'and ' if rest < 100 else ''}{spelled(rest, joint)}"
    return f"{spelled(value // 1000, joint)} thousand{joined}"


def ordinal(day: int) -> str:
    """The day of a month in words."""
    return (
        ORDINALS[day - 1] if day <= 20 else f"{TENS[day // 10]}-{ORDINALS[day % 10 - 1]}" if day % 10 else "thirtieth"
    )


def suffixed(day: int) -> str:
    """'1st', '2nd', '12th'."""
    return f"{day}{'th' if day in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


values = st.integers(min_value=0, max_value=999_999)
days = st.integers(min_value=1, max_value=31)
months = st.integers(min_value=1, max_value=12)
hours = st.integers(min_value=1, max_value=12)


@given(values, st.sampled_from(["-", " "]))
def test_a_number_in_words_is_the_number_in_digits(value: int, joint: str) -> None:
    """'Twenty-three' and 'twenty three' are 23, up to 999,999; 'one' by itself may be a pronoun, and stays."""
    assume(value != 1)
    assert canonical(f"I saw {spelled(value, joint)} of them") == f"I saw {value} of them"
    assert canonical(f"I saw {value:,} of them") == f"I saw {value} of them"


@given(values, values)
def test_two_numbers_are_never_one(one: int, two: int) -> None:
    """Different values differ however they are spelled."""
    assume(one != two)
    assert canonical(spelled(one)) != canonical(spelled(two))
    assert canonical(f"{spelled(one)} pounds") != canonical(f"£{two}")


@given(st.integers(min_value=2, max_value=99_999))
def test_a_sum_is_one_sum_however_it_is_written(value: int) -> None:
    """'Forty pounds', '40 quid', '£40.00' and '£40' are the same."""
    forms = [f"{spelled(value)} pounds", f"{value} quid", f"£{value:,}.00", f"£{value}", f"£{value} pounds"]
    assert {canonical(f"It was {form} then") for form in forms} == {f"It was £{value} then"}


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=10, max_value=99))
def test_pounds_and_pence_are_one_sum(pounds: int, pence: int) -> None:
    """'Four pounds fifty a week' is '£4.50 a week'."""
    forms = [f"{spelled(pounds)} pounds {spelled(pence)} a week", f"£{pounds}.{pence} a week"]
    forms += [f"£{pounds} and {pence} pence a week"]
    assume(pounds != 1)
    assert {canonical(form) for form in forms} == {f"£{pounds}.{pence} a week"}


@given(days, months)
def test_a_date_is_one_date_however_it_is_written(day: int, month: int) -> None:
    """'The second of May', '2 May', '2nd May' and 'May the second' are the same."""
    name = MONTHS[month - 1]
    forms = [
        f"the {ordinal(day)} of {name}",
        f"{day} {name}",
        f"{suffixed(day)} {name}",
        f"the {suffixed(day)} of {name}",
    ]
    forms += [f"{name} the {ordinal(day)}", f"{name} {suffixed(day)}"]
    assert {canonical(f"It is on {form}.") for form in forms} == {f"It is on {day}/{month}."}
    assert canonical(f"On {day} {name} 2016 it") == f"On {day}/{month}/2016 it"


@given(days, days, months, months)
def test_two_dates_are_never_one(day: int, other: int, month: int, later: int) -> None:
    """Another day or another month is another date."""
    assume((day, month) != (other, later))
    assert canonical(f"the {ordinal(day)} of {MONTHS[month - 1]}") != canonical(f"{other} {MONTHS[later - 1]}")


@given(hours, st.sampled_from(["morning", "afternoon", "evening"]))
def test_a_time_is_one_time_however_it_is_written(hour: int, part: str) -> None:
    """'Four o'clock in the morning', 'four in the morning', '4 am' and '4:00am' are the same."""
    half = "am" if part == "morning" else "pm"
    assume(hour != 1)
    forms = [
        f"{spelled(hour)} o'clock in the {part}",
        f"{spelled(hour)} in the {part}",
        f"{hour}{half}",
        f"{hour}:00 {half}",
    ]
    assert {canonical(f"At {form} I woke.") for form in forms} == {f"At {hour}:00{half} I woke."}


@given(hours)
def test_the_clock_in_words_is_the_clock_in_digits(hour: int) -> None:
    """'Half past', 'quarter past' and 'quarter to' an hour."""
    assume(hour != 1)
    word = spelled(hour)
    assert canonical(f"at half past {word}") == canonical(f"at {hour}.30") == f"at {hour}:30"
    assert canonical(f"at a quarter past {word}") == f"at {hour}:15"
    assert canonical(f"at quarter to {word}") == f"at {hour - 1}:45"
    assert canonical(f"at ten to {word}") == f"at {hour - 1}:50"


@given(st.text(max_size=40))
def test_what_is_in_one_form_stays_so(text: str) -> None:
    """Any text whatever may be given, and twice is as good as once."""
    assert canonical(canonical(text)) == canonical(text)


WORDS = [
    *ONES,
    *TENS[2:],
    *ORDINALS,
    *MONTHS,
    "hundred",
    "thousand",
    "and",
    "a",
    "the",
    "of",
    "pounds",
    "pence",
    "past",
    "to",
]
WORDS += [
    "half",
    "quarter",
    "o'clock",
    "am",
    "in the morning",
    "at",
    "£4",
    "£4.50",
    "2016",
    "12",
    "mg",
    "times",
    "no one",
    "fortnight",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_words_of_numbers_in_any_order_stay_in_one_form(said: list[str]) -> None:
    """The same of words that are all about numbers, dates and times."""
    once = canonical(" ".join(said))
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("ten milligrams", "10 mg"),
        ("10mg", "10 mg"),
        ("fifty per cent", "50%"),
        ("nineteen eighty-two", "1982"),
        ("twenty sixteen", "2016"),
        ("a hundred and one", "101"),
        ("every fortnight", "every two weeks"),
        ("two times a day", "twice daily"),
        ("forty pounds a week", "£40 weekly"),
        ("half an hour", "thirty minutes"),
        ("no one came", "nobody came"),
        ("two and a half", "2.5"),
        ("on the fourteenth", "on the 14th"),
        ("sixty-eight years old", "sixty-eight"),
        ("ten at night", "10pm"),
    ],
)
def test_these_are_the_same(said: str, written: str) -> None:
    """Two spellings of one thing."""
    assert canonical(said) == canonical(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I lost ten pounds", "I lost £10"),
        ("half past four", "4:30pm"),
        ("four in the morning", "four in the afternoon"),
        ("ten mg", "ten ml"),
        ("from ten to four", "from 3:50"),
        ("two thirty", "32"),
        ("the second of May", "2 June"),
        ("second", "2"),
        ("as well as", "too as"),
        ("once", "1"),
    ],
)
def test_these_are_not_the_same(one: str, other: str) -> None:
    """What only looks alike stays apart."""
    assert canonical(one) != canonical(other)
