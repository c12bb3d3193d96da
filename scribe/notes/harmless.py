"""Everyday turns of speech in which a word of harm harms nobody: 'my knee's killing me', 'the price fell'."""

from __future__ import annotations

import re

_BODY = "knees? feet foot legs? back hips? head shoulders? arms? hands? neck tooth teeth stomach eyes? toes? shoes heat"
_FEARED = "spiders heights dark dogs cats flying needles mice lifts birds clowns thunder water moths wasps bees snakes"
_DEAD = "tired easy good nice keen slow straight end line right cert heat battery batteries"
_FALLING = "prices? leaves leaf hair rain snow rates? temperature numbers petals"
_EATEN = "toast dinner tea bacon cakes? calories"
_WORN = "shoes? slippers? coat jacket ring boots? cardigan"


def _any(listed: str) -> str:
    return f"(?:{'|'.join(listed.split())})"


_PATTERNS = (
    r"(?:shake|shakes|shaking|shook) (?:[\w'’.-]+ ){1,2}hands?",
    r"kick(?:s|ed|ing)? (?:on|start|about|in\b(?! (?:the|his|her|my|their)\b))",
    r"(?:it|match|game|film|meeting|party|show|concert|season|pain)(?: has| had|'s)? kick(?:s|ed|ing)? off",
    r"kick(?:s|ed|ing)? off (?:a|the|our|this|with)\b",
    r"(?:low |lower )?sex (?:drive|life)",
    r"kick(?:s|ed|ing)? off at (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|half|noon)",
    r"(?:kick|hit|catch|bounce|throw)(?:s|es|ed|ing|n)? (?:the|a|his|her|my) (?:ball|football|darts?|party"
    r"|snooze|six|four)"
    r"(?: at the wall)?",
    r"threw (?:the|a|his|her) (?:ball|darts?|party|tantrum|stick)(?: at the wall)?",
    rf"{_any(_BODY)}(?:'s|’s|'re| is| are| was| were)? (?:\w+ly )?killing me",
    r"killing time",
    rf"burn(?:s|t|ed)? (?:the|my|a) {_any(_EATEN)}",
    r"hit(?:s|ting)? (?:it off|the (?:shops|road|button|nail|jackpot|snooze))",
    r"beat(?:s|ing)? (?:me|him|her|us|them|you) (?:at (?:cards|chess|darts|draughts|dominoes|pool|snooker"
    r"|scrabble|bowls|bingo|it)|to it)",
    rf"dead {_any(_DEAD)}",
    r"(?:phone|line|battery|clock|radio|laptop) (?:(?:has|have|had|just) )?(?:gone|went|goes|is|was) dead",
    r"battery (?:(?:in|of) the \w+ )?(?:has |had )?died",
    r"dying (?:for (?:a|some)|to (?:see|hear|tell|know|try|meet))",
    r"to die for",
    rf"(?:afraid|scared|frightened|terrified|petrified) of (?:the )?{_any(_FEARED)}",
    r"(?:fall|falls|fell|fallen|falling) (?:off (?:me|him|her|them)|asleep|out with|behind|into place|in love"
    r"|short|for (?:it|that|him|her))",
    rf"{_any(_FALLING)}(?: has| have| had)? (?:fall|falls|fell|fallen|falling)",
    r"trip(?:s|ped|ping)? (?:the (?:switch|fuse|alarm)|down memory|off the tongue)",
    rf"slip(?:s|ped|ping)? (?:off (?:his|her|my|their|the|your) {_any(_WORN)}|(?:a|his|her|my) (?:note|coat)"
    r"|(?:my|her|his|your) (?:mind|memory)|(?:him|her|me) a)",
    r"shy (?:with|of|around) strangers",
    r"no stranger to",
    r"(?:panic|asthma|anxiety) attacks?",
    r"life[- ]threatening",
    r"cut(?:s|ting)? (?:down|back)",
    r"(?:(?:hot|cold|warm|sore|tender|hard|soft|painful|hurts) to|to the) touch",
    r"feel(?:s|ing)? safer? (?:on|using) (?:the|my|a) (?:stairs?|steps?|hoist|frame|stick|bus|rail)",
)
HARMLESS = re.compile(rf"(?i)\b(?:{'|'.join(_PATTERNS)})\b")
"""What is passed over when a text is searched for words of weight."""
