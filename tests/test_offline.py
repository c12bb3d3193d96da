"""Nothing of Fairnote looks for a network, and what proves that sees what it should."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import prove_offline
import pytest
from prove_offline import Socket, Written, is_own, read_line, read_lines, report

from models import offline

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


def test_the_report_names_each_thing_that_should_not_be(capsys):
    """One sentence for the sockets, one for each stray file, and none when all is well."""
    fine = [Socket("AF_UNIX"), Written("openat", "/own/x")]
    assert report(fine, (Path("/own"),)) == []
    bad = [*fine, Socket("AF_INET"), Socket("AF_INET6"), Written("mkdir", "/else")]
    problems = ["2 internet sockets were asked for", "written outside its own folders: /else"]
    assert report(bad, (Path("/own"),)) == problems
    assert "Internet sockets (AF_INET, AF_INET6): 2" in capsys.readouterr().out


def test_lines_give_every_event_in_order():
    """A rename is two paths."""
    lines = ["socket(AF_INET, SOCK_STREAM, 0) = 3\n", 'rename("/a", "/b") = 0\n', "+++ exited with 0 +++\n"]
    assert list(read_lines(lines)) == [Socket("AF_INET"), Written("rename", "/a"), Written("rename", "/b")]


# --- the proof itself
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="no strace: dev.py prove-offline installs it")


@needs_strace
def test_the_proof_catches_a_native_socket_and_a_stray_file(monkeypatch, tmp_path):
    """A socket made without Python's socket module, in a child, is seen; so is a file in the person's home."""
    monkeypatch.setattr(prove_offline, "FOLDER", tmp_path / "proof")
    child = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0); open(__import__('os').path.expanduser('~/stray'), 'w')"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    problems = prove_offline._watched([sys.executable, "-c", parent])
    stray = tmp_path / "proof" / "watched" / "home" / "stray"
    assert problems == ["1 internet sockets were asked for", f"written outside its own folders: {stray}"]


@needs_strace
def test_the_proof_passes_what_stays_at_home(monkeypatch, tmp_path):
    """Temporary files and the app's own folders are allowed."""
    monkeypatch.setattr(prove_offline, "FOLDER", tmp_path / "proof")
    program = "import tempfile, os; tempfile.mkstemp(); os.makedirs(os.path.expanduser('~/.cache/fairnote/x'))"
    problems = prove_offline._watched([sys.executable, "-c", program])
    # The folders above its own are made with it.
    assert [problem for problem in problems if not problem.endswith("/home/.cache")] == []
