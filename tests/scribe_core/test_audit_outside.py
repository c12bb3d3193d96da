"""What the vault's own files can't tell, the heads that are out of their reach do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scribe import logs, system_log
from scribe.audit_outside import check_audit, lines_of
from scribe.errors import FileRefused
from scribe.export import export
from scribe.keys import MemoryHolder
from scribe.system_log import heads_in, read_system_log
from scribe.vault import Vault
from tests.scribe_core.make import a_visit, approve_all, with_document


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The system's log, in memory: what is written to it stays, whatever becomes of the vault."""
    written: list[str] = []
    monkeypatch.setattr(logs, "_write_to_system_log", written.append)
    return written


def _last_week(tmp_path: Path) -> tuple[Path, MemoryHolder, str]:
    """A vault put back as it was before an export, with all its files, head and all; and what the export shows."""
    holder, folder = MemoryHolder(), tmp_path / "v"
    with Vault.create(folder, holder) as vault:
        with_document(vault)
    shutil.copytree(folder, tmp_path / "then")
    with Vault.open(folder, holder) as vault:
        export(vault, approve_all(vault), "txt", tmp_path / "note.txt")
    shutil.rmtree(folder)
    (tmp_path / "then").rename(folder)
    return folder, holder, (tmp_path / "note.txt").read_text()


def _printed_head(text: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith("Head of the audit record: ")]
    return line.removeprefix("Head of the audit record: ")


def test_the_heads_of_a_whole_record_are_in_it(vault: Vault, tmp_path: Path, lines: list[str]) -> None:
    """Each approval and export leaves a head in the log, the export shows one, and all of them are found."""
    with_document(vault)
    export(vault, approve_all(vault), "txt", tmp_path / "note.txt")
    checked = check_audit(vault, log=lambda: tuple(lines), heads=[_printed_head((tmp_path / "note.txt").read_text())])
    assert checked.report.whole and checked.logged == 2 and "2 heads" in str(checked)


def test_a_whole_vault_of_last_week_is_found(tmp_path: Path, lines: list[str]) -> None:
    """All files put back together hold by themselves (fault table, row 19): the log and the export each tell."""
    folder, holder, note = _last_week(tmp_path)
    copy = tmp_path / "log.txt"
    text = "\n".join(f"Nov 27 10:00:00 laptop fairnote[77]: {line}" for line in lines)
    with Vault.open(folder, holder) as vault:
        by_log = check_audit(vault, log=lambda: tuple(lines))
        assert not by_log.report.whole and "system's log has a head that is not in the record" in str(by_log)
        by_export = check_audit(vault, log=lambda: None, heads=[_printed_head(note).upper()])
        assert not by_export.report.whole and "A head that was given is not in the record" in str(by_export)
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):  # Windows PowerShell writes the last one
            copy.write_text(text, encoding)
            by_copy = check_audit(vault, log=lambda: None, more_lines=lines_of(str(copy)))
            assert not by_copy.report.whole


def test_without_the_heads_outside_nothing_is_found(tmp_path: Path, lines: list[str]) -> None:
    """The control of row 19 switched off: the same vault, compared with nothing, seems whole, and says it was not."""
    folder, holder, _ = _last_week(tmp_path)
    with Vault.open(folder, holder) as vault:
        checked = check_audit(vault, log=lambda: None)
        assert checked.report.whole and "was not compared with it" in str(checked)


def test_other_vaults_of_the_laptop_are_not_it(vault: Vault, lines: list[str]) -> None:
    """Several people share a laptop's log: another vault's heads say nothing of this one."""
    other = f"exported d1 audit head {'a' * 64} vault {'b' * 32}"
    assert check_audit(vault, log=lambda: (other,)).report.whole
    assert heads_in([other, other, "Mrs Begum"], "b" * 32) == ("a" * 64,)


@pytest.mark.parametrize("held", [b"", b"\xff\x00junk", f"audit head {'a' * 64} vault {'b' * 32}".encode()])
def test_a_copy_of_another_log_is_not_taken_for_a_comparison(vault: Vault, tmp_path: Path, held: bytes) -> None:
    """Nothing in it is of this vault, so nothing would be compared, and all would seem well."""
    (tmp_path / "log").write_bytes(held)
    with pytest.raises(FileRefused, match="no head of this vault"):
        check_audit(vault, log=lambda: None, more_lines=lines_of(str(tmp_path / "log")))


@pytest.mark.parametrize("text", ["", "a" * 63, "g" * 64, "a" * 65])
def test_what_is_no_head_is_refused(vault: Vault, text: str) -> None:
    """A head that was copied wrongly is told from one that is gone."""
    with pytest.raises(FileRefused, match="64 letters"):
        check_audit(vault, log=lambda: None, heads=[text])


def test_a_head_is_added_with_each_of_the_acts_about_keys(vault: Vault, lines: list[str]) -> None:
    """A row was added since, and the head that is logged is the one after it."""
    vault.add_visit(a_visit())
    assert logs.keep_head_in_system_log("backed up", vault.id, vault.audit.head(), vault.id)
    assert heads_in(lines, vault.id) == (vault.audit.head(),) and vault.audit.has(vault.audit.head())


def test_the_systems_own_programs_are_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The journal and the files beside it; where none can be read, that is None and no error."""
    head = f"exported d1 audit head {'a' * 64} vault {'b' * 32}"
    syslog = tmp_path / "syslog"
    monkeypatch.setattr(system_log, "_FILES", (syslog,))
    monkeypatch.setattr(system_log, "_JOURNAL", ("no-such-program",))
    assert read_system_log() is None
    syslog.write_text(f"laptop fairnote: {head}\nlaptop other: {head}\n")
    assert len(heads_in(read_system_log() or (), "b" * 32)) == 1 and len(read_system_log() or ()) == 1
    monkeypatch.setattr(system_log, "_JOURNAL", ("echo", head))
    assert read_system_log() == (head, f"laptop fairnote: {head}\n")
    monkeypatch.setattr(system_log, "_JOURNAL", ("false",))
    assert len(read_system_log() or ()) == 1


def test_a_system_log_that_hangs_does_not_stop_the_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is given up after a while."""
    monkeypatch.setattr(system_log, "_FILES", ())
    monkeypatch.setattr(system_log, "_SECONDS", 0.2)
    monkeypatch.setattr(system_log, "_JOURNAL", ("sleep", "30"))
    assert read_system_log() is None


def test_a_real_journal_can_be_asked() -> None:
    """The command that Debian's journal is asked by is one that it knows."""
    if shutil.which("journalctl") is None:
        pytest.skip("no journal here")
    done = subprocess.run([*system_log._JOURNAL, "--lines=1"], capture_output=True, text=True, check=False, timeout=30)
    assert "unrecognized" not in done.stderr and "Invalid" not in done.stderr


def _text_of(path: Path) -> str:
    """What a reader of the file sees, without spaces and line ends: a long head may be broken."""
    if path.suffix == ".docx":
        from docx import Document

        text = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    elif path.suffix == ".pdf":
        from pypdf import PdfReader

        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    else:
        text = path.read_text(encoding="utf-8")
    return "".join(text.split())


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "txt"])
def test_each_export_shows_the_head_that_was(vault: Vault, tmp_path: Path, lines: list[str], kind: str) -> None:
    """The head of just before the export is on the file, can be typed in from there, and is in the record."""
    with_document(vault)
    approved = approve_all(vault)
    head = vault.audit.head()
    export(vault, approved, kind, tmp_path / f"note.{kind}")
    assert f"Headoftheauditrecord:{head}" in _text_of(tmp_path / f"note.{kind}")
    assert vault.audit.head() != head and check_audit(vault, log=lambda: (), heads=[head]).report.whole
    assert heads_in(lines, vault.id)[-1] == vault.audit.head()
