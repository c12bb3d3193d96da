"""What leaves is what was shown and approved, in every format, and can be recognised afterwards."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from scribe import export as exporting
from scribe import files, review
from scribe.approval import ApprovedDocument, approve, approved, withdrawn
from scribe.document_text import PRACTICE, blocks
from scribe.errors import ApprovalVoid, DiskFull, FileRefused, NotApproved, NotFound
from scribe.export import copy_section, export, verify_file
from scribe.export_pdf import PdfNotPossible
from scribe.export_shape import moment_in_words, printed
from scribe.files import FileAlreadyThere, NameRefused, WriteFailed
from scribe.keys import MemoryHolder
from scribe.review_actions import change, reopen
from scribe.vault import Vault
from scribe.vault_folder import AmongVaultsFiles
from scribe.visit import Agreed, Document, DocumentId, DocumentStage, SectionId, Sha256
from tests.scribe_core.make import (
    C1,
    D1,
    HEALTH,
    HOME,
    V1,
    a_document,
    approve_all,
    review_all,
    text_of,
    with_document,
)
from tests.scribe_core.talks import with_talk

FORMATS = ("docx", "pdf", "html", "txt")
_ELEMENTS = ("h1", "h2", "p", "li")


class _Lines(HTMLParser):
    """The text of each element that holds text, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ELEMENTS:
            self._inside = True
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ELEMENTS:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.lines[-1] += data


def _lines_of(path: Path, format: str) -> list[str]:
    if format == "docx":
        import docx

        return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    if format == "html":
        parser = _Lines()
        parser.feed(path.read_text(encoding="utf-8"))
        return parser.lines
    return [line.removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines() if line]


def _words_of_pdf(path: Path) -> str:
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(path).pages]
    return " ".join(" ".join(pages).replace("•", " ").split())


@pytest.mark.parametrize("format", ["docx", "html", "txt"])
@pytest.mark.parametrize("make", [with_document, with_talk])
def test_a_file_shows_the_approved_blocks_and_no_others(
    vault: Vault, tmp_path: Path, format: str, make: Callable[[Vault], Document]
) -> None:
    """Each block that was shown is in the file, in order, whole, followed by the particulars and nothing else."""
    ready = approve_all(vault, make(vault).id)
    head = vault.audit.head()
    to = tmp_path / f"note.{format}"
    export(vault, ready, format, to)
    expected = [*ready.blocks, *printed(ready, head).particulars]
    lines = [line for line in _lines_of(to, format) if set(line) != {"-"}]
    assert lines == [block.text for block in expected]
    assert [b.text for b in blocks(ready.document, ready.visit)] == [b.text for b in ready.blocks]


def test_a_pdf_shows_the_approved_blocks_in_order(vault: Vault, tmp_path: Path) -> None:
    """The words that a reader takes out of the PDF hold every block, in order."""
    with_document(vault)
    ready = approve_all(vault)
    head = vault.audit.head()
    export(vault, ready, "pdf", tmp_path / "note.pdf")
    words, at = _words_of_pdf(tmp_path / "note.pdf"), 0
    for block in (*ready.blocks, *printed(ready, head).particulars):
        found = words.replace(" ", "").find(block.text.replace(" ", ""), at)
        assert found >= at, block.text
        at = found


def test_a_pdf_says_that_it_is_accessible_and_archival(vault: Vault, tmp_path: Path) -> None:
    """The PDF claims PDF/UA-1 and PDF/A-2a, is tagged, in British English, and has a title."""
    from pypdf import PdfReader

    with_document(vault)
    export(vault, approve_all(vault), "pdf", tmp_path / "note.pdf")
    data = (tmp_path / "note.pdf").read_bytes()
    reader = PdfReader(tmp_path / "note.pdf")
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1" in data and b"<pdfaid:part>2" in data and b"<pdfaid:conformance>A" in data
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == "Case note, REF 2026/17"


def test_word_has_real_styles_and_language(vault: Vault, tmp_path: Path) -> None:
    """Headings and lists are styles, not looks; the language is British English; pages are numbered."""
    import docx
    from docx.oxml.ns import qn

    with_document(vault)
    export(vault, approve_all(vault), "docx", tmp_path / "note.docx")
    word = docx.Document(str(tmp_path / "note.docx"))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert styles["Case note"] == "Title" and styles["Home"] == "Heading 1"
    assert styles["Call the GP about the new tablets. Who: Jo Reed. By when: Friday."] == "List Bullet"
    assert {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    footer = word.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer and 'w:instr="NUMPAGES"' in footer


@pytest.mark.parametrize("format", FORMATS)
def test_practice_is_marked_in_every_format(vault: Vault, tmp_path: Path, format: str) -> None:
    """A practice note says on every page that the visit isn't real."""
    with_document(vault, practice=True)
    to = tmp_path / f"note.{format}"
    export(vault, approve_all(vault), format, to)
    if format == "pdf":
        from pypdf import PdfReader

        assert all(PRACTICE in " ".join(page.extract_text().split()) for page in PdfReader(to).pages)
    elif format == "docx":
        import docx

        assert docx.Document(str(to)).sections[0].header.paragraphs[0].text == PRACTICE
    else:
        assert to.read_text(encoding="utf-8").count(PRACTICE) >= 2


def test_content_is_never_markup(vault: Vault, tmp_path: Path) -> None:
    """Angle brackets and hash signs in what was said come out as they were said."""
    with_document(vault)
    ready = approve_all(vault)
    export(vault, ready, "html", tmp_path / "note.html")
    export(vault, ready, "pdf", tmp_path / "note.pdf")
    page = (tmp_path / "note.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;tea&lt;/b&gt; &amp; #toast" in page and "<b>" not in page
    assert "<b>tea</b> & #toast" in _words_of_pdf(tmp_path / "note.pdf")


@pytest.mark.parametrize("format", FORMATS)
def test_an_exported_file_can_be_verified(vault: Vault, tmp_path: Path, format: str) -> None:
    """The file is recognised with its approver; one changed byte and it isn't."""
    with_document(vault)
    to = tmp_path / f"note.{format}"
    made = export(vault, approve_all(vault), format, to)
    found = verify_file(vault, to)
    assert found.holds and found.current and found.export == made
    assert "Jo Reed" in str(found) and "still the approved version" in str(found)
    assert made.file_sha256 == hashlib.sha256(to.read_bytes()).hexdigest()
    to.write_bytes(to.read_bytes() + b" ")
    changed = verify_file(vault, to)
    assert not changed.holds and "not one that was exported" in str(changed)


def test_a_file_of_an_older_version_says_so(vault: Vault, tmp_path: Path) -> None:
    """After reopening, the file is still genuine and no longer the latest; also once a new one is approved."""
    with_document(vault)
    to = tmp_path / "note.txt"
    export(vault, approve_all(vault), "txt", to)
    reopen(vault, D1)
    found = verify_file(vault, to)
    assert found.holds and not found.current and "no longer the latest" in str(found)
    approve_all(vault)
    assert not verify_file(vault, to).current


def test_export_is_recorded_with_its_audit_row(vault: Vault, tmp_path: Path) -> None:
    """Stage, export row and audit row are there together, and the head on the file is in the chain."""
    with_document(vault)
    ready = approve_all(vault)
    head = vault.audit.head()
    made = export(vault, ready, "txt", tmp_path / "note.txt")
    assert vault.document(D1).stage is DocumentStage.EXPORTED
    assert vault.exports(D1) == (made,)
    last = vault.audit.rows()[-1]
    assert last.event == "export" and dict(last.facts)["file"] == made.file_sha256
    assert head in (tmp_path / "note.txt").read_text() and vault.audit.check().whole


def test_a_file_is_never_overwritten_unasked(vault: Vault, tmp_path: Path) -> None:
    """A taken name is refused and untouched, also when it is taken at the last moment; asked to, it is replaced."""
    with_document(vault)
    ready = approve_all(vault)
    to = tmp_path / "note.txt"
    to.write_text("mine")
    with pytest.raises(FileAlreadyThere):
        export(vault, ready, "txt", to)
    assert to.read_text() == "mine" and vault.exports(D1) == ()
    export(vault, ready, "txt", to, overwrite=True)
    assert "Case note" in to.read_text()


def test_a_file_of_the_vaults_is_never_overwritten(vault: Vault, tmp_path: Path) -> None:
    """Also where the worker said that the one that is there may be."""
    with_document(vault)
    ready = approve_all(vault)
    head = vault.audit.head()
    for name in ("vault.db", "vault.json", "audio/note.txt"):
        with pytest.raises(AmongVaultsFiles):
            export(vault, ready, "txt", vault.folder / name, overwrite=True)
    assert vault.audit.head() == head and not (vault.audio_folder / "note.txt").exists()


def test_a_name_taken_at_the_last_moment_is_respected(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's file that appears between looking and writing stays, and nothing is recorded."""
    with_document(vault)
    ready = approve_all(vault)
    to = tmp_path / "note.txt"
    recheck = exporting._recheck

    def slow(v: Vault, document: ApprovedDocument) -> ApprovedDocument:
        to.write_text("theirs")
        return recheck(v, document)

    monkeypatch.setattr(exporting, "_recheck", slow)
    with pytest.raises(FileAlreadyThere):
        export(vault, ready, "txt", to)
    assert to.read_text() == "theirs" and [p.name for p in tmp_path.iterdir() if p.is_file()] == ["note.txt"]
    assert vault.exports(D1) == () and vault.document(D1).stage is DocumentStage.APPROVED


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EACCES, WriteFailed)])
def test_a_full_disk_leaves_nothing_behind(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    """When the file can't be written, the stage stays, no row is added, no partial file is left."""
    with_document(vault)
    ready = approve_all(vault)
    rows = len(vault.audit.rows())

    def full(*_: object) -> None:
        raise OSError(number, "no", "secret name.txt")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(expected) as caught:
        export(vault, ready, "txt", tmp_path / "note.txt")
    assert "secret" not in str(caught.value) and caught.value.__cause__ is None
    assert len(vault.audit.rows()) == rows and vault.document(D1).stage is DocumentStage.APPROVED
    assert [p for p in tmp_path.iterdir() if p.is_file()] == []


def test_a_text_that_changed_meanwhile_is_not_exported(vault: Vault, tmp_path: Path) -> None:
    """An approved document kept in hand is worth nothing once the stored text is another or it was reopened."""
    with_document(vault)
    ready = approve_all(vault)
    document = vault.document(D1)
    section = replace(document.sections[1], written="Added behind everybody's back.")
    vault.save_document(replace(document, sections=(document.sections[0], section)))
    with pytest.raises(ApprovalVoid):
        export(vault, ready, "txt", tmp_path / "note.txt")
    vault.save_document(document)
    reopen(vault, D1)
    with pytest.raises(NotApproved):
        export(vault, ready, "txt", tmp_path / "note.txt")
    approve_all(vault)
    with pytest.raises(ApprovalVoid):
        export(vault, ready, "txt", tmp_path / "note.txt")
    assert not (tmp_path / "note.txt").exists()


def test_a_change_between_rendering_and_writing_stops_the_export(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is compared once more in the transaction that writes the file."""
    with_document(vault)
    ready = approve_all(vault)
    made = exporting._exported

    def meddling(*arguments: object) -> object:
        change(vault, D1, lambda d: review.edit_claim(d, C1, "Something else."))
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "_exported", meddling)
    with pytest.raises(NotApproved):
        export(vault, ready, "txt", tmp_path / "note.txt")
    assert [p for p in tmp_path.iterdir() if p.is_file()] == [] and vault.exports(D1) == ()


def test_only_an_approved_document_is_taken(vault: Vault, tmp_path: Path) -> None:
    """A draft, however it is dressed up, is refused."""
    draft = with_document(vault)
    with pytest.raises(NotApproved):
        export(vault, draft, "txt", tmp_path / "note.txt")  # type: ignore[arg-type]
    with pytest.raises(NotApproved):
        ApprovedDocument(draft, vault.visit(V1), vault.approval(D1), ())  # type: ignore[arg-type]


def test_formats_and_files_that_are_not_possible(vault: Vault, tmp_path: Path) -> None:
    """Another format, and a file that isn't there, are refused in a plain sentence."""
    with_document(vault)
    with pytest.raises(FileRefused, match="docx, pdf, html, txt"):
        export(vault, approve_all(vault), "odt", tmp_path / "note.odt")
    with pytest.raises(FileRefused):
        verify_file(vault, tmp_path / "nothing.pdf")


def test_a_letter_without_a_font_is_refused_not_dropped(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF that would show a box in place of a letter isn't made; the error quotes nothing."""
    with_document(vault)
    change(vault, D1, lambda d: review.write_section(d, HOME, "\U000131a0\U0001f9ff\u1234 ok"))
    ready = approve_all(vault)
    with pytest.raises(PdfNotPossible) as caught:
        export(vault, ready, "pdf", tmp_path / "note.pdf")
    assert "ok" not in str(caught.value).split() and not (tmp_path / "note.pdf").exists()
    export(vault, ready, "docx", tmp_path / "note.docx")


def test_a_copied_section_is_an_export(vault: Vault) -> None:
    """Copying approved text out is recorded, and lets the note be filed; a section that isn't there is refused."""
    with_document(vault)
    ready = approve_all(vault)
    assert copy_section(vault, ready, HOME) == "Nothing written"
    assert "takes 5 mg" in copy_section(vault, ready, HEALTH)
    assert [one.format for one in vault.exports(D1)] == ["copy", "copy"]
    with pytest.raises(NotFound):
        copy_section(vault, ready, SectionId("nowhere"))
    reopen(vault, D1)
    with pytest.raises(NotApproved):
        copy_section(vault, ready, HOME)


def test_the_same_text_is_approved_again_after_export(vault: Vault, tmp_path: Path) -> None:
    """An exported document can be exported again in another format without approving it again."""
    with_document(vault)
    export(vault, approve_all(vault), "txt", tmp_path / "a.txt")
    export(vault, approved(vault, D1), "html", tmp_path / "a.html")
    assert [one.format for one in vault.exports(D1)] == ["txt", "html"]


def test_particulars_name_what_has_to_be_named(vault: Vault) -> None:
    """Reference, approver, time, version, both hashes and the sentence about AI and authorisation are printed."""
    with_document(vault)
    ready = approve_all(vault)
    text = "\n".join(block.text for block in printed(ready, Sha256("e" * 64)).particulars)
    for part in ("REF 2026/17", "I have read all of it.", "version: 1", "e" * 64, ready.approval.text_sha256):
        assert part in text
    assert "Drafted with AI. Checked and approved by Jo Reed (author); not a manager's authorisation." in text


def test_a_moment_is_in_words_with_its_zone() -> None:
    """Day, date, time and zone, in British English whatever the system speaks."""
    words = moment_in_words(datetime(2026, 11, 20, 15, 4, tzinfo=UTC))
    assert "November 2026 at" in words and "(UTC" in words
    assert moment_in_words(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=3)))).count(":") == 2


def test_a_link_that_is_not_possible_falls_back_to_renaming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk without links a new file is still written whole, and a taken name still refused."""

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    files.write_atomically(tmp_path / "a.txt", b"one", overwrite=False)
    with pytest.raises(FileAlreadyThere):
        files.write_atomically(tmp_path / "a.txt", b"two", overwrite=False)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"] and (tmp_path / "a.txt").read_bytes() == b"one"


# --- no file without a record
def _write_own(vault: Vault, fails: Callable[[int], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the database's n-th commit from now fail as it does on a full disk: only there."""
    database, commits = vault._database, [0]
    real = database.transaction

    @contextlib.contextmanager
    def full_at_commit() -> Iterator[None]:
        with real():
            yield
            if database._depth == 1:
                commits[0] += 1
                if fails(commits[0]):
                    raise DiskFull

    monkeypatch.setattr(database, "transaction", full_at_commit)


def _visible(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("from_commit", [1, 2])
@pytest.mark.parametrize("old", [None, b"OLD"])
def test_a_disk_that_is_full_at_the_commit_leaves_nothing_and_takes_nothing(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, from_commit: int, old: bytes | None
) -> None:
    """Whichever commit fails, no file is left, and one that was to be overwritten is still the old one."""
    with_document(vault)
    ready = approve_all(vault)
    to = tmp_path / "note.txt"
    if old is not None:
        to.write_bytes(old)
    with monkeypatch.context() as full:
        _write_own(vault, lambda n: n >= from_commit, full)
        with pytest.raises(DiskFull):
            export(vault, ready, "txt", to, overwrite=True)
    assert _visible(tmp_path) == ({} if old is None else {"note.txt": old})
    assert vault.exports(D1) == () and vault.document(D1).stage is DocumentStage.APPROVED
    assert vault.audit.check().whole
    assert export(vault, ready, "txt", to, overwrite=True) == vault.exports(D1)[0]


def test_an_export_that_failed_is_recorded_as_begun_and_failed(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When only the last commit fails, the record says that it was begun and that it failed, with the same file."""
    with_document(vault)
    ready = approve_all(vault)
    with monkeypatch.context() as full:
        _write_own(vault, lambda n: n == 2, full)
        with pytest.raises(DiskFull):
            export(vault, ready, "txt", tmp_path / "note.txt")
    begun, failed = vault.audit.rows()[-2:]
    assert (begun.event, failed.event) == ("export begun", "export failed") and begun.facts == failed.facts


def test_a_file_that_can_not_be_taken_back_is_still_known(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """If even taking it back fails, what stays there is recognised, because it was recorded before it had its name."""
    with_document(vault)
    ready = approve_all(vault)

    def stuck(_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as broken:
        _write_own(vault, lambda n: n == 2, broken)
        broken.setattr(files.PartialFile, "take_back", stuck)
        with pytest.raises(DiskFull):
            export(vault, ready, "txt", tmp_path / "note.txt")
    found = verify_file(vault, tmp_path / "note.txt")
    assert found.holds and not found.finished and "stopped before" in str(found)
    assert "PermissionError" in caplog.text


_KILLED = """
import os, sys
from pathlib import Path
from scribe import files
from scribe.export import export
from scribe.keys import MemoryHolder
from scribe.vault import Vault
from tests.scribe_core.make import approve_all, with_document
vault = Vault.create(Path(sys.argv[1]) / "vault", MemoryHolder(b"k" * 32))
with_document(vault)
ready = approve_all(vault)
put = files.PartialFile.put_in_place
def killed(self, **options):
    if self._path.name != "note.txt":
        return put(self, **options)
    if sys.argv[2] == "after":
        put(self, **options)
    os._exit(9)
files.PartialFile.put_in_place = killed
export(vault, ready, "txt", Path(sys.argv[1]) / "note.txt", overwrite=True)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_around_the_naming(tmp_path: Path, when: str) -> None:
    """A file that has its name is known; what had none yet is cleared away at the next export to that folder."""
    (tmp_path / "mine.partial").write_bytes(b"mine")
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), when], check=False)
    assert done.returncode == 9
    with Vault.open(tmp_path / "vault", MemoryHolder(b"k" * 32)) as vault:
        assert any(name.endswith(".partial") for name in _visible(tmp_path) if name[0] == ".") == (when == "before")
        if when == "after":
            assert verify_file(vault, tmp_path / "note.txt").holds
        assert [row.event for row in vault.audit.rows()][-1] == "export begun"
        export(vault, approved(vault, D1), "txt", tmp_path / "other.txt")
    expected = {"mine.partial", "other.txt"} | ({"note.txt"} if when == "after" else set())
    assert set(_visible(tmp_path)) == expected


def test_two_exports_to_one_place_at_one_time_do_not_mix(vault: Vault, tmp_path: Path) -> None:
    """Two people's notes to the same path: one gets it, whole and as recorded, and the other is refused."""
    with_document(vault)
    vault.save_document(a_document("d2"))
    both = (approve_all(vault), approve_other(vault))
    for number in range(12):
        to = tmp_path / f"{number}.txt"
        made: list[str] = []

        def go(ready: ApprovedDocument, to: Path = to, made: list[str] = made) -> None:
            with contextlib.suppress(FileAlreadyThere):
                made.append(export(vault, ready, "txt", to).file_sha256)

        threads = [threading.Thread(target=go, args=(ready,)) for ready in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [hashlib.sha256(to.read_bytes()).hexdigest()]


def approve_other(vault: Vault) -> ApprovedDocument:
    """The second document, with other words in it, approved."""
    other = DocumentId("d2")
    change(vault, other, lambda d: review.edit_claim(d, C1, "Somebody else's note."))
    review_all(vault, other)
    return approve(vault, other, approver="Jo", statement="Read.", shown=text_of(vault, other))


def test_a_forged_approved_document_changes_nothing_that_leaves(vault: Vault, tmp_path: Path) -> None:
    """Title, reference and words come from the vault, whatever the object that is handed over says."""
    with_document(vault)
    ready = approve_all(vault)
    sections = tuple(replace(one, written="FORGED") for one in ready.document.sections)
    forged = replace(
        ready,
        document=replace(ready.document, title="FORGED", sections=sections),
        visit=replace(ready.visit, reference="FORGED"),
    )
    assert "FORGED" not in copy_section(vault, forged, HEALTH)
    export(vault, forged, "html", tmp_path / "note.html")
    assert "FORGED" not in (tmp_path / "note.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["n" * 300 + ".txt", "a\0b.txt", "a\ud800b.txt"])
def test_a_name_that_no_file_can_have_is_said(vault: Vault, tmp_path: Path, name: str) -> None:
    """Too long, or with a character that can't be written: a sentence, for export and for verifying."""
    with_document(vault)
    with pytest.raises(NameRefused, match="shorter or simpler"):
        export(vault, approve_all(vault), "txt", tmp_path / name)
    with pytest.raises(FileRefused):
        verify_file(vault, tmp_path / name)
    assert vault.exports(D1) == ()


def test_an_export_says_that_agreement_was_withdrawn(vault: Vault, tmp_path: Path) -> None:
    """Whose agreement was taken back can be asked before exporting, and the audit's row counts them."""
    with_document(vault)
    ready = approve_all(vault)
    assert withdrawn(vault, D1) == ()
    person, worker = vault.visit(V1).people
    gone = replace(person, agreement=replace(person.agreement, answer=Agreed.WITHDRAWN))
    vault.save_visit(replace(vault.visit(V1), people=(gone, worker)))
    assert withdrawn(vault, D1) == (gone,)
    export(vault, ready, "txt", tmp_path / "note.txt")
    assert dict(vault.audit.rows()[-1].facts)["withdrawn"] == 1
