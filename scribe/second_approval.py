"""A second named person's approval of the very text that the first approved. It holds as long as the first does.

A vault belongs to one account of the laptop, so both approve in the same one. That there are two people can't be shown:
what is asked is a name that can't be taken for the first one's, and a statement of being somebody else.
"""

from __future__ import annotations

import re
import unicodedata

from scribe.approval import NameNeeded, approved
from scribe.document_text import can_be_seen, text_sha256, tidy
from scribe.errors import FairnoteError, NotReadyToApprove
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.vault import Vault
from scribe.visit import Approval, DocumentId


class SamePerson(FairnoteError):
    """The second approver's name may be the first's, written in another way."""

    sentence = (
        "The second approval has to be another person's, and this name can be taken for the first one's. Nothing was "
        "approved. Let a colleague read it, and write their name in full."
    )


class ApprovedTwice(FairnoteError):
    """There is a second approval already."""

    sentence = "A second person has approved this already. Nothing was changed."


def approve_too(vault: Vault, document_id: DocumentId, *, approver: str, statement: str, shown: str) -> Approval:
    """Bind a second person's name to the text that is approved, if it is the text that was `shown` to them.

    Raises `NotApproved` or `ApprovalVoid` where the first approval isn't there or holds no more, `NameNeeded`,
    `SamePerson`, `ApprovedTwice`, and `NotReadyToApprove` where the text shown isn't the text that was approved.
    """
    name, words = tidy(approver), tidy(statement)
    if not (can_be_seen(name) and can_be_seen(words)):
        raise NameNeeded
    with vault.transaction():
        first = approved(vault, document_id).approval
        if may_be_one(name, first.approver):
            raise SamePerson
        if vault.second_approval(first) is not None:
            raise ApprovedTwice
        if text_sha256(shown) != first.text_sha256:
            raise NotReadyToApprove("What was shown is not what was approved. Nothing was approved. Read it again.")
        signed = {"approver": text_sha256(name), "statement": text_sha256(words)}
        signed["first"] = text_sha256(first.approver)
        vault.audit.add("approve too", document_id, version=first.version, text=first.text_sha256, **signed)
        second = Approval(document_id, first.version, first.text_sha256, name, words, utc_now(), vault.audit.head())
        vault.write_second_approval(first, second)
    keep_head_in_system_log("approved too", document_id, vault.audit.head(), vault.id)
    return second


def second_approval(vault: Vault, document_id: DocumentId) -> Approval | None:
    """The second approval that holds now. Raises `NotApproved` or `ApprovalVoid` where the first doesn't."""
    with vault.reading():
        return vault.second_approval(approved(vault, document_id).approval)


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's, who wrote it in another way: accents, capitals, spaces, points, order and
    titles don't count, and neither do given names that are initials or left out ('J. Reed', 'REED Jo', 'Jo', 'JR').
    """
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    if "".join(fewer) == "".join(more):
        return True
    if len(fewer) == 1 and fewer[0] in ("".join(part[0] for part in more), *more):
        return True
    left = list(more)
    for alike in (str.__eq__, _is_initial):
        for part in tuple(fewer):
            match = next((each for each in left if alike(part, each)), None)
            if match is not None:
                fewer.remove(part)
                left.remove(match)
    return not fewer and all(len(each) == 1 for each in left)


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _parts(name: str) -> list[str]:
    """The parts of a name in small letters without accents, titles left out where more is there."""
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(each for each in split if each in "-.," or each.isspace() or _is_spelling(each))
    parts = re.split(r"[\s.,-]+", letters)
    return [part for part in parts if part and part not in _TITLES] or [part for part in parts if part]


def _is_spelling(letter: str) -> bool:
    """Letters, digits and vowel signs; not accents, nor what is drawn as nothing."""
    return unicodedata.category(letter)[0] in "LNM" and not "\u0300" <= letter <= "\u036f"
