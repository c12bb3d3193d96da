"""Nothing of Fairnote looks for a network, and what proves that sees what it should."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import prove_offline
import pytest
from package_places import INSIDE
from prove_offline import NETWORK, Proof, Ran, Step, hash_of, sockets_by_family, strays_of
from watched_calls import Socket, Written, is_own, read_line, read_lines

from models import offline
from scribe.program_hash import program_sha256

ROOT = Path(__file__).resolve().parent.parent


def python(program: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with none of the variables set."""
    environment = {name: value for name, value in os.environ.items() if name not in offline.VARIABLES}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


# --- before any import
def test_go_offline_reaches_the_library_that_would_download():
    """After it, the hub's client refuses to use the network."""
    answer = python(
        "from models.offline import go_offline; go_offline(); go_offline()\n"
        "import huggingface_hub.constants as c; print(c.HF_HUB_OFFLINE, c.HF_HUB_DISABLE_TELEMETRY)"
    )
    assert answer.stdout.split() == ["True", "True"], answer.stderr


def test_go_offline_after_the_import_is_an_error():
    """A library that read its variables at import can't be told afterwards: that must not pass unseen."""
    answer = python("import huggingface_hub, models.offline as o\no.go_offline()")
    assert answer.returncode == 1
    assert "TooLate: huggingface_hub imported before go_offline()" in answer.stderr


def test_children_inherit_it():
    """A spawned process has the same variables."""
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import os; print(dict(os.environ))'])"
    answer = python(f"from models.offline import go_offline; go_offline()\n{child}")
    for name, value in offline.VARIABLES.items():
        assert f"'{name}': '{value}'" in answer.stdout


# --- reading what strace saw
@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[21]>", "AF_INET"),
        ("socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP) = -1 EAFNOSUPPORT (Address family not supported)", "AF_INET6"),
        ("socket(AF_UNIX, SOCK_STREAM, 0)          = 5<socket:[1]>", "AF_UNIX"),
        ("socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3<socket:[2]>, 4<socket:[3]>]) = 0", "AF_UNIX"),
        ("[pid  21] socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3", None),
    ],
)
def test_every_socket_is_seen_even_one_that_was_refused(line, family):
    """Asking is what counts. A line of strace without -ff is not what is read here, and is left alone."""
    assert read_line(line) == (Socket(family) if family else None)


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ('openat(AT_FDCWD</w>, "a b.txt", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 4</w/a b.txt>', ["/w/a b.txt"]),
        ('openat(AT_FDCWD</w>, "/x/y", O_RDWR|O_CLOEXEC) = 4</x/y>', ["/x/y"]),
        ('openat(AT_FDCWD</w>, "/tmp", O_RDWR|O_TMPFILE, 0600) = 4</tmp/#12 (deleted)>', ["/tmp/#12 (deleted)"]),
        ('mkdir("/home/me/.cache/Thing", 0777)      = 0', ["/home/me/.cache/Thing"]),
        ('mkdirat(AT_FDCWD</w>, "new", 0777)      = 0', ["/w/new"]),
        ('rename("/a/one", "/b/two")              = 0', ["/a/one", "/b/two"]),
        ('renameat2(AT_FDCWD</w>, "one", 5</v>, "two", 0) = 0', ["/w/one", "/v/two"]),
        ('unlink("/a/one")                        = 0', ["/a/one"]),
    ],
)
def test_every_path_that_is_written_is_seen(line, paths):
    """Opened for writing, made, moved or removed."""
    seen = read_line(line)
    assert isinstance(seen, tuple)
    assert [written.path for written in seen] == paths


@pytest.mark.parametrize(
    "line",
    [
        'openat(AT_FDCWD</w>, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 4</etc/passwd>',
        'openat(AT_FDCWD</w>, "/O_WRONLY|O_CREAT", O_RDONLY) = 4</O_WRONLY|O_CREAT>',
        'openat(AT_FDCWD</w>, "/x/y", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)',
        "--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---",
        "+++ exited with 0 +++",
        "",
    ],
)
def test_reading_and_refusals_are_no_writing(line):
    """A file that was only read, or that couldn't be written, is left alone."""
    assert read_line(line) is None


def test_own_folders_are_own_and_their_neighbours_are_not():
    """A folder whose name only begins like one of its own is a stray."""
    own = (Path("/home/me/.cache/fairnote"),)
    assert is_own("/home/me/.cache/fairnote/wheels/x", own)
    assert is_own("/dev/null", own) and is_own("pipe:[12]", own)
    assert not is_own("/home/me/.cache/fairnote-other/x", own)
    assert not is_own("/home/me/.cache/Microsoft/x", own)


def test_the_proof_names_each_thing_that_should_not_be():
    """One sentence for a step that failed, one for the sockets, one for each stray file, and none when all is well."""
    fine = [Socket("AF_UNIX"), Written("openat", "/own/x"), Socket("0xff /* AF_??? */")]
    assert sockets_by_family(fine) == {"AF_INET": 0, "AF_INET6": 0, "AF_UNIX": 1}
    assert strays_of(fine, (Path("/own"),)) == ()
    assert Ran("here", {"a": 0}, sockets_by_family(fine)).problems == []
    bad = [*fine, Socket("AF_INET"), Socket("AF_INET6"), Written("mkdir", "/else"), Written("open", "/else")]
    ran = Ran("here", {"a": 3}, sockets_by_family(bad), strays_of(bad, (Path("/own"),)), ("a",))
    assert ran.problems == [
        "here: 'a' ended with exit status 3",
        "here: 2 internet sockets were asked for",
        "here: written outside its own folders: /else",
    ]
    assert '"proved": false' in Proof("p", "1", "0", "it", "", "", {}, (ran,)).as_json()


def test_a_built_program_is_known_by_all_of_its_files(tmp_path):
    """One byte in any file of its folder is another program; where it lies is not of it."""
    for name in ("one", "two"):
        (tmp_path / name / INSIDE).mkdir(parents=True)
        (tmp_path / name / "fairnote").write_bytes(b"x")
        (tmp_path / name / INSIDE / "lib.so").write_bytes(b"y")
    first = hash_of(tmp_path / "one" / "fairnote")
    assert first == hash_of(tmp_path / "two" / "fairnote") and first[0] == "the program's folder"
    (tmp_path / "link").symlink_to(tmp_path / "one" / "fairnote")
    assert hash_of(tmp_path / "link") == first
    (tmp_path / "two" / INSIDE / "lib.so").write_bytes(b"z")
    assert first != hash_of(tmp_path / "two" / "fairnote")


def test_the_evidence_of_a_laptop_knows_its_program_by_the_same_hash(tmp_path, monkeypatch):
    """Of a program that was built, as it knows itself; and of a clone."""
    (tmp_path / INSIDE / "resources" / "built").mkdir(parents=True)
    program = tmp_path / "fairnote"
    for path in (program, tmp_path / INSIDE / "resources" / "built" / "font.otf"):
        path.write_bytes(b"x")
    assert hash_of(ROOT / ".venv" / "bin" / "fairnote")[1] == program_sha256()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert hash_of(program) == ("the program's folder", program_sha256())


def test_lines_give_every_event_in_order():
    """A rename is two paths."""
    lines = ["socket(AF_INET, SOCK_STREAM, 0) = 3\n", 'rename("/a", "/b") = 0\n', "+++ exited with 0 +++\n"]
    assert list(read_lines(lines)) == [Socket("AF_INET"), Written("rename", "/a"), Written("rename", "/b")]


# --- the proof itself
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="no strace: dev.py prove-offline installs it")


def proved(monkeypatch, folder: Path, code: str) -> Ran:
    """A proof of this Python as if it were a Fairnote, with the network there."""
    monkeypatch.setattr(prove_offline, "_microphone", lambda _: contextlib.nullcontext({}))
    step = Step("a step", ("-c", code))
    return prove_offline._run(Path(sys.executable), [step], NETWORK, [], folder, lambda _: None)


@needs_strace
def test_the_proof_catches_a_native_socket_and_a_stray_file(monkeypatch, tmp_path):
    """A socket made without Python's socket module, in a child, is seen; so is a file in the person's home."""
    child = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0); open(__import__('os').path.expanduser('~/stray'), 'w')"
    ran = proved(monkeypatch, tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    assert ran.sockets["AF_INET"] == 1
    assert ran.strays == (str(tmp_path / "home" / "stray"),)
    assert len(ran.problems) == 2


@needs_strace
def test_a_socket_that_is_refused_was_asked_for_all_the_same(monkeypatch, tmp_path):
    """The filter keeps nothing from being seen; its own question is not counted."""
    code = "import sys; sys.path.insert(0, {!r})\nfrom models.no_internet import refuse_internet\nimport ctypes\n"
    code += "assert refuse_internet() and ctypes.CDLL(None).socket(2, 1, 0) == -1"
    ran = proved(monkeypatch, tmp_path, code.format(str(ROOT)))
    assert ran.steps == {"a step": 0} and ran.sockets == {"AF_INET": 1, "AF_INET6": 0}


@needs_strace
def test_the_proof_passes_what_stays_at_home_and_is_the_same_twice(monkeypatch, tmp_path):
    """Temporary files and the app's own folders are allowed; nothing in it depends on the moment."""
    code = "import tempfile, os; tempfile.mkstemp(); os.makedirs(os.path.expanduser('~/.cache/Fairnote/x'))"
    proofs = {
        Proof("p", "1", "0", "it", "", "", {}, (proved(monkeypatch, tmp_path / name, code),)).as_json()
        for name in ("one", "two")
    }
    assert len(proofs) == 1 and '"proved": true' in proofs.pop()


@needs_strace
def test_a_step_that_fails_proves_nothing(monkeypatch, tmp_path):
    """A program that ended early asked for no socket either."""
    assert proved(monkeypatch, tmp_path, "import sys; sys.exit(3)").problems == [
        f"{NETWORK}: 'a step' ended with exit status 3"
    ]
