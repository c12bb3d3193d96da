"""The tables of the vault, as a list of steps from each version to the next."""

from __future__ import annotations

FIRST = """
CREATE TABLE visits (
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, created_at TEXT NOT NULL,
    sealed_key BLOB, stage_before_erasing TEXT, erased_at TEXT, fact BLOB NOT NULL
) STRICT;
CREATE TABLE recordings (
    id TEXT PRIMARY KEY, visit TEXT NOT NULL REFERENCES visits (id), started_at TEXT NOT NULL, fact BLOB NOT NULL
) STRICT;
CREATE TABLE transcripts (visit TEXT PRIMARY KEY REFERENCES visits (id), fact BLOB NOT NULL) STRICT;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, visit TEXT NOT NULL REFERENCES visits (id), stage TEXT NOT NULL, version INTEGER NOT NULL,
    created_at TEXT NOT NULL, fact BLOB NOT NULL
) STRICT;
CREATE TABLE approvals (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL, approver TEXT NOT NULL, statement TEXT NOT NULL, at TEXT NOT NULL,
    audit_head TEXT NOT NULL, void_at TEXT
) STRICT;
CREATE TABLE exports (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    format TEXT NOT NULL, text_sha256 TEXT NOT NULL, file_sha256 TEXT NOT NULL, at TEXT NOT NULL,
    audit_head TEXT NOT NULL
) STRICT;
CREATE INDEX exports_by_file ON exports (file_sha256);
CREATE TABLE filed (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    record_number TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, subject TEXT NOT NULL, facts TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
"""

BEGUN_EXPORTS = """
CREATE TABLE begun_exports (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    format TEXT NOT NULL, text_sha256 TEXT NOT NULL, file_sha256 TEXT NOT NULL, at TEXT NOT NULL,
    audit_head TEXT NOT NULL
) STRICT;
CREATE INDEX begun_exports_by_file ON begun_exports (file_sha256);
"""
"""Each export before its file gets its name: whatever happens next, the file can be recognised."""

DURING_A_VISIT = """
CREATE TABLE jottings (
    visit TEXT NOT NULL REFERENCES visits (id), id TEXT NOT NULL, fact BLOB NOT NULL, PRIMARY KEY (visit, id)
) STRICT;
CREATE TABLE heard (
    number INTEGER PRIMARY KEY, visit TEXT NOT NULL REFERENCES visits (id), recording TEXT NOT NULL,
    until REAL NOT NULL, fact BLOB NOT NULL
) STRICT;
CREATE INDEX heard_by_recording ON heard (visit, recording, until);
"""
"""What the worker typed during a visit; and what the recogniser has heard of it so far, before it is a transcript."""

EARLIER = """
CREATE TABLE earlier (
    number INTEGER PRIMARY KEY, visit TEXT NOT NULL REFERENCES visits (id), what TEXT NOT NULL, id TEXT NOT NULL,
    fact BLOB NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX earlier_by_visit ON earlier (visit);
CREATE TRIGGER earlier_is_never_changed BEFORE UPDATE ON earlier
BEGIN SELECT RAISE(ABORT, 'what was there before is kept as it was'); END;
CREATE TRIGGER earlier_is_never_deleted BEFORE DELETE ON earlier
BEGIN SELECT RAISE(ABORT, 'what was there before is kept as it was'); END;
"""
"""Facts of visits of which nothing may be lost, as they were before they were overwritten or taken out."""

EDITS = """
CREATE TABLE edits (
    number INTEGER PRIMARY KEY AUTOINCREMENT, visit TEXT NOT NULL REFERENCES visits (id), state TEXT NOT NULL,
    fact BLOB NOT NULL
) STRICT;
CREATE INDEX edits_by_visit ON edits (visit, number);
"""
"""What was changed in a transcript: only added to. A transcript that was kept before is the base as it is."""

SEVERAL_IN_AN_EDIT = "SELECT 1"
"""Nothing is other in the tables. An edit may hold several stretches off the record now, and an earlier version would
read it as none: it has to refuse.
"""

REVIEW_STEPS = """
CREATE TABLE review_steps (
    number INTEGER PRIMARY KEY AUTOINCREMENT, visit TEXT NOT NULL REFERENCES visits (id),
    document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL, state TEXT NOT NULL, fact BLOB NOT NULL
) STRICT;
CREATE INDEX review_steps_by_document ON review_steps (document, version, state, number);
"""
"""What was changed in each review, so that it can be undone. Of a review that was begun before there is nothing."""

OWN_PICTURES = """
CREATE TABLE own_pictures (
    visit TEXT NOT NULL REFERENCES visits (id), id TEXT NOT NULL, fact BLOB NOT NULL, PRIMARY KEY (visit, id)
) STRICT;
"""
"""Photographs for one person's Easy Read. An earlier version would also read an Easy Read as a note without one."""

SECOND_APPROVALS = """
CREATE TABLE second_approvals (
    first_head TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL, approver TEXT NOT NULL, statement TEXT NOT NULL, at TEXT NOT NULL,
    audit_head TEXT NOT NULL
) STRICT;
"""
"""A second person's approval, by the audit head of the first: it holds no longer than that one."""

HANDED_OVER = """
CREATE TABLE handed_over (
    visit TEXT NOT NULL REFERENCES visits (id), parcel TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL,
    taken_at TEXT, PRIMARY KEY (visit, parcel)
) STRICT;
"""
"""Visits that were put into a file for another worker, and since when that worker has them."""

ERASING_IN_TIME = """
CREATE TABLE sound_keys (
    recording TEXT PRIMARY KEY, visit TEXT NOT NULL REFERENCES visits (id), sealed_key BLOB
) STRICT;
CREATE TABLE seen_time (
    only INTEGER PRIMARY KEY CHECK (only = 1), wall TEXT NOT NULL, boot_seconds REAL NOT NULL, boot TEXT NOT NULL
) STRICT;
CREATE TABLE plans (
    kind TEXT NOT NULL, thing TEXT NOT NULL, visit TEXT NOT NULL REFERENCES visits (id), told_at TEXT NOT NULL,
    due_at TEXT NOT NULL, PRIMARY KEY (kind, thing)
) STRICT;
"""
"""Each recording's own key, so that sound can go while the words stay; the clocks when they were last believed; and
what will be erased from when on. An earlier version would look for sound that is no more, and find damage.
"""

QUALITY = """
CREATE TABLE quality (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL, version INTEGER NOT NULL, facts TEXT NOT NULL,
    UNIQUE (document, version)
) STRICT;
"""
"""Figures of each approved document, without content and under an id that is not the document's own."""

WORDING_OF_AGREEMENT = "SELECT 1"
"""Nothing is other in the tables. Each agreement to record has the words that were shown for it, and an earlier version
would lose them when it next kept the visit: it has to refuse.
"""

STEPS: tuple[str, ...] = (
    FIRST, BEGUN_EXPORTS, DURING_A_VISIT, EARLIER, EDITS, SEVERAL_IN_AN_EDIT, REVIEW_STEPS, OWN_PICTURES,
    SECOND_APPROVALS, HANDED_OVER, ERASING_IN_TIME, QUALITY, WORDING_OF_AGREEMENT,
)  # fmt: skip
"""Step n takes a database from version n to version n + 1. A step that has been released is never edited."""
