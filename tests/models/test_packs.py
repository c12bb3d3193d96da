"""Tests of model packs: what is verified before it is parsed, what is copied, and that nothing half is ever left."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import catalogue, machine, pack_import, pack_signing
from models.catalogue import RECORD, InstalledModel, ModelFile, installed, starter, verify
from models.errors import ModelDamaged, ModelError
from models.memory_tiers import TIERS, TooLittleMemory, carries, estimated_gb, laptop_gb
from models.pack import MANIFEST, PUBLIC_KEY, SIGNATURE, Manifest, PackRefused, TravelledExam, read_manifest
from models.pack_import import AlreadyAnother, import_pack, is_vouched_for, kept_pack, open_pack, remove, travelled_exam
from models.pack_making import Sources, make_pack, read_secret_key, sources_of, sources_of_installed
from models.pack_signing import BadPublicKey, BadSecretKey, NotSigned, WrongKeyPassphrase
from models.progress import Cancellation, Cancelled
from tests.models.packs import NAME, PASSPHRASE, WEIGHTS, Council, flip, flip_inside

GB = 2**30
PLAIN = Manifest(NAME, "writer", "MIT", 4, (ModelFile("robin.gguf", "ab" * 32, 100),), "few-shot")


@pytest.fixture(scope="module")
def council() -> Council:
    return Council()


@pytest.fixture
def pack(council: Council, tmp_path: Path) -> Path:
    """A signed pack of a small file that begins like a GGUF."""
    return council.pack(tmp_path)


def bring(folder: Path, key: str, into: Path, **options: Any) -> InstalledModel:
    return import_pack(open_pack(folder, key), into, **options)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# --- the real starters


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_each_starter_goes_into_a_pack_and_comes_out_whole(
    kind: catalogue.Kind, council: Council, tmp_path: Path
) -> None:
    """Packed, signed, brought in: every byte is the catalogue's own, and it is found before the one of the set-up."""
    model = starter(kind)
    sources = sources_of_installed(model)
    made, key = make_pack(sources, tmp_path / "packs", secret_key=council.secret_key, passphrase="", comment="starter")
    assert key == council.public_key
    brought = bring(made, key, tmp_path / "models")
    verify(brought)
    assert brought.files == model.files and brought.starter and brought.needs_gb == 4
    assert starter(kind, (tmp_path / "models",)) == brought
    assert is_vouched_for(brought, Council().public_key)  # by the hashes that Fairnote has itself
    assert kept_pack(brought, key) is not None


@pytest.mark.parametrize("at", [0, 40_000_000, -1])
def test_one_bit_of_the_real_weights_refuses_the_pack(at: int, council: Council, tmp_path: Path) -> None:
    """At the beginning, in the middle and at the end of a real model: nothing is kept, and the file is named."""
    sources = sources_of_installed(starter("writer"))
    made, key = make_pack(sources, tmp_path / "packs", secret_key=council.secret_key, passphrase="", comment="starter")
    flip(made / sources.files[0].name, at)
    with pytest.raises(PackRefused, match=r"not the one that was signed: SmolLM2.*\.gguf"):
        bring(made, key, tmp_path / "models")
    assert left_in(tmp_path / "models") == []


# --- what is tampered with


def test_what_was_signed_is_brought_in(pack: Path, council: Council, tmp_path: Path) -> None:
    """The control of every refusal below: the same pack, untouched. Its signature and the signer's comment are kept."""
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    model = bring(pack, council.public_key, tmp_path / "models")
    verify(model)
    assert (model.kind, model.name, model.path.read_bytes()) == ("writer", NAME, WEIGHTS)
    assert installed((tmp_path / "models",))[0] == model
    kept = kept_pack(model, council.public_key)
    assert kept is not None and kept.comment == "a pack of a test"
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == before


SPOILT: dict[str, Callable[[Path], object]] = {
    "the algorithm of the signature": lambda pack: flip_inside(pack / SIGNATURE, 1, 0),
    "the number of the key": lambda pack: flip_inside(pack / SIGNATURE, 1, 3),
    "the signature": lambda pack: flip_inside(pack / SIGNATURE, 1, 20),
    "the end of the signature": lambda pack: flip_inside(pack / SIGNATURE, 1, -1),
    "the trusted comment": lambda pack: _swap(pack / SIGNATURE, b"a pack of a test", b"a pack of a nest"),
    "the signature of the comment": lambda pack: flip_inside(pack / SIGNATURE, 3, 5),
    "a line of the signature": lambda pack: _swap(pack / SIGNATURE, b"trusted comment: a", b"a"),
    "the signature's length": lambda pack: (pack / SIGNATURE).write_bytes(b"x" * 10_000),
    "no signature": lambda pack: (pack / SIGNATURE).unlink(),
    "an empty signature": lambda pack: (pack / SIGNATURE).write_bytes(b""),
    "the manifest's name": lambda pack: _swap(pack / MANIFEST, b"Robin-1B", b"Robin-2B"),
    "a space of the manifest": lambda pack: _swap(pack / MANIFEST, b"{\n", b"{ \n"),
    "a hash in the manifest": lambda pack: _swap(pack / MANIFEST, b'"sha256": "', b'"sha256": "0'),
    "the manifest's end": lambda pack: (pack / MANIFEST).write_bytes((pack / MANIFEST).read_bytes() + b" "),
    "no manifest": lambda pack: (pack / MANIFEST).unlink(),
    "a manifest of megabytes": lambda pack: (pack / MANIFEST).write_bytes(b" " * 10_000_000),
}


def _swap(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_pack_that_was_changed_is_refused_before_it_is_parsed(
    spoil: Callable[[Path], object], pack: Path, council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever byte it is: the manifest is not looked into, no file is copied, and it is said in one sentence."""
    spoil(pack)
    monkeypatch.setattr(pack_import, "read_manifest", lambda _: pytest.fail("it was parsed"))
    with pytest.raises(NotSigned, match=r"not signed by the key.*Nothing of it was opened or copied"):
        bring(pack, council.public_key, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_another_key_is_refused(pack: Path, tmp_path: Path) -> None:
    """A whole pack by somebody else."""
    with pytest.raises(NotSigned):
        bring(pack, Council().public_key, tmp_path / "models")


def test_a_key_with_the_same_number_is_refused(pack: Path, council: Council, tmp_path: Path) -> None:
    """The number in a key only says which one to try: it proves nothing."""
    import base64

    real, other = (base64.b64decode(each.public_key) for each in (council, Council()))
    with pytest.raises(NotSigned):
        bring(pack, base64.b64encode(real[:10] + other[10:]).decode(), tmp_path / "models")


@pytest.mark.parametrize("key", ["", "RW", "not a key", "RWQ" + "A" * 53 + "\n" + "x" * 5000, "\N{SNOWMAN}", "a\nb\nc"])
def test_a_key_that_is_none_lets_nothing_in(key: str, pack: Path, tmp_path: Path) -> None:
    """A slip in the policy refuses every pack, and says that the key is what is wrong."""
    with pytest.raises(BadPublicKey, match="Ask IT"):
        bring(pack, key, tmp_path / "models")


FILES: dict[str, Callable[[Path], object]] = {
    "a bit": lambda file: flip(file, 5000),
    "one byte more": lambda file: file.write_bytes(WEIGHTS + b"x"),
    "one byte less": lambda file: file.write_bytes(WEIGHTS[:-1]),
    "a file that never ends": lambda file: _grow(file),
    "nothing": lambda file: file.write_bytes(b""),
    "no file": lambda file: file.unlink(),
    "a link": lambda file: _link(file),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


def _grow(file: Path) -> None:
    with file.open("ab") as more:
        more.truncate(3 * GB)  # sparse: copying it would take longer than the test may


def _link(file: Path) -> None:
    moved = file.rename(file.with_name("elsewhere"))
    file.symlink_to(moved)


@pytest.mark.parametrize("spoil", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_not_the_one_that_was_signed_is_refused(
    spoil: Callable[[Path], object], pack: Path, council: Council, tmp_path: Path
) -> None:
    """Also a link to the right bytes: whoever can move the link can change them after they were read."""
    spoil(pack / f"{NAME}.gguf")
    with pytest.raises(PackRefused, match="Nothing of it was kept"):
        bring(pack, council.public_key, tmp_path / "models")
    assert left_in(tmp_path / "models") == []


@pytest.mark.skipif(os.name == "nt", reason="pipes with a name in a folder are POSIX's")
@pytest.mark.parametrize("name", [f"{NAME}.gguf", MANIFEST, SIGNATURE])
def test_a_pipe_in_the_place_of_a_file_hangs_nothing(name: str, pack: Path, council: Council, tmp_path: Path) -> None:
    """Reading one would wait for ever for somebody to write."""
    (pack / name).unlink()
    os.mkfifo(pack / name)
    with pytest.raises(PackRefused):
        bring(pack, council.public_key, tmp_path / "models")


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_a_linked_manifest_or_signature_is_refused(name: str, pack: Path, council: Council, tmp_path: Path) -> None:
    """They are read once, and are ordinary files."""
    _link(pack / name)
    with pytest.raises(PackRefused):
        bring(pack, council.public_key, tmp_path / "models")


# --- the manifest


def told(manifest: Manifest = PLAIN) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest.to_bytes())
    return found


def test_a_manifest_says_again_what_it_was_told() -> None:
    """With and without a result that travels."""
    with_exam = replace(PLAIN, exam=TravelledExam("0.1.0", date(2026, 11, 27), '{"a": 0.1, "b": [1, "x"]}'))
    assert read_manifest(PLAIN.to_bytes()) == PLAIN and read_manifest(with_exam.to_bytes()) == with_exam


TRICKS = (
    "../robin.gguf", "..", ".", "/etc/passwd.gguf", "C:\\robin.gguf", "a/robin.gguf", "a\\robin.gguf", "~robin.gguf",
    ".robin.gguf", "robin.gguf.", "robin.gguf ", " robin.gguf", "robin\0.gguf", "robin\n.gguf", "robin:stream.gguf",
    "CON.gguf", "nul.gguf", "com1.gguf", "a..gguf", "r\N{LATIN SMALL LETTER E WITH ACUTE}.gguf", "", "x" * 90 + ".gguf",
    RECORD, MANIFEST, SIGNATURE, PUBLIC_KEY, "$HOME.gguf", "robin\N{RIGHT-TO-LEFT OVERRIDE}.gguf",
)  # fmt: skip


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_leads_elsewhere_is_refused(name: str, council: Council, tmp_path: Path) -> None:
    """Even signed: of the model and of its file, one plain part of a path is all there can be."""
    of_file = told() | {"files": [{"name": name, "sha256": "ab" * 32, "size_bytes": 100}]}
    content = json.dumps(of_file).encode()
    with pytest.raises(PackRefused, match="can't be used"):
        bring(council.put(tmp_path / "pack", content), council.public_key, tmp_path / "models")
    if name not in (RECORD, MANIFEST, SIGNATURE, PUBLIC_KEY) and not name.endswith(".gguf"):
        with pytest.raises(PackRefused):
            read_manifest(json.dumps(told() | {"name": name}).encode())
    assert not (tmp_path / "models").exists()


def file_of(**change: object) -> dict[str, object]:
    return {"files": [{"name": "robin.gguf", "sha256": "ab" * 32, "size_bytes": 100} | change]}


def exam_of(**change: object) -> dict[str, object]:
    return {"exam": {"app_version": "0.1.0", "on": "2026-11-27", "result": {}} | change}


WRONG: tuple[dict[str, object], ...] = (
    {"fairnote_pack": 2}, {"fairnote_pack": True}, {"fairnote_pack": "1"}, {"more": 1}, {"name": 7}, {"name": "a/b"},
    {"name": ".."}, {"name": ""}, {"kind": "painter"}, {"kind": ["writer"]}, {"kind": None}, {"licence": ""},
    {"licence": "x" * 500}, {"licence": "a\nb"}, {"needs_gb": 0}, {"needs_gb": -4}, {"needs_gb": 4.0},
    {"needs_gb": True}, {"needs_gb": 10**9}, {"prompt_style": "chat"}, {"prompt_style": ""}, {"prompt_style": None},
    {"files": []}, {"files": {}}, {"files": ["robin.gguf"]}, {"files": None}, file_of(sha256="AB" * 32),
    file_of(sha256="ab" * 31), file_of(size_bytes=0), file_of(size_bytes=-1), file_of(size_bytes=2**60),
    file_of(size_bytes=100.0), file_of(size_bytes=True), file_of(path="x"), file_of(name="robin.bin"),
    {"files": [{"name": "robin.gguf", "sha256": "ab" * 32}]},
    {"files": [*file_of()["files"], *file_of(name="ROBIN.gguf")["files"]]},  # type: ignore[misc]
    {"files": [*file_of()["files"], *file_of(name="more.txt")["files"]]},  # type: ignore[misc]
    {"files": [file_of(name=f"{n}.gguf")["files"][0] for n in range(40)]},  # type: ignore[index]
    {"kind": "transcriber", "prompt_style": ""}, {"kind": "speakers", "prompt_style": ""}, {"exam": []}, {"exam": {}},
    exam_of(more=1), exam_of(on="yesterday"), exam_of(on="2026-13-01"), exam_of(on=None), exam_of(app_version="a b"),
    exam_of(result="none"),
)  # fmt: skip


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_a_manifest_that_can_not_be_right_is_refused(change: dict[str, object]) -> None:
    """Unknown keys, other types, impossible figures: one sentence, and nothing is guessed."""
    with pytest.raises(PackRefused, match=r"^This model pack can't be used: .+\. Nothing of it was copied\.$"):
        read_manifest(json.dumps(told() | change).encode())


@pytest.mark.parametrize("key", list(told()))
def test_each_key_of_a_manifest_is_needed(key: str) -> None:
    """A default would be a guess."""
    with pytest.raises(PackRefused, match="too little"):
        read_manifest(json.dumps({name: value for name, value in told().items() if name != key}).encode())


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b'{"a": 1, "a": 2}', b" " * 300_000,
     b'{"a": ' + b"9" * 5000 + b"}", PLAIN.to_bytes().replace(b'"kind"', b'"name": "x", "kind"')],
    ids=lambda content: repr(content[:20]),
)  # fmt: skip
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    """Also one that says a thing twice, or never ends."""
    with pytest.raises(PackRefused):
        read_manifest(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(key=st.sampled_from(list(told())), value=JSON)
def test_whatever_stands_in_a_manifest_is_read_or_refused(key: str, value: object) -> None:
    """Nothing else comes of it, and what is read says the same again."""
    content = json.dumps(told() | {key: value}).encode()
    try:
        manifest = read_manifest(content)
    except PackRefused:
        return
    assert read_manifest(manifest.to_bytes()) == manifest


# --- all or nothing


def test_the_same_pack_again_changes_nothing(pack: Path, council: Council, tmp_path: Path) -> None:
    """It can be in a script that runs at each start of the laptop."""
    first = bring(pack, council.public_key, tmp_path / "models")
    before = {path: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    assert bring(pack, council.public_key, tmp_path / "models") == first
    assert {path: path.stat().st_mtime_ns for path in first.folder.iterdir()} == before
    assert left_in(tmp_path / "models") == [NAME]


def test_another_model_of_that_name_is_left_as_it_is(pack: Path, council: Council, tmp_path: Path) -> None:
    """Neither a pack nor a model by itself is ever written over."""
    first = bring(pack, council.public_key, tmp_path / "models")
    other = council.pack(tmp_path / "other", weights=WEIGHTS + b"more")
    with pytest.raises(AlreadyAnother, match="Remove that one first"):
        bring(other, council.public_key, tmp_path / "models")
    verify(first)
    (tmp_path / "mine" / NAME).mkdir(parents=True)
    (tmp_path / "mine" / NAME / "letter.txt").write_text("mine")
    with pytest.raises(AlreadyAnother):
        bring(pack, council.public_key, tmp_path / "mine")
    assert (tmp_path / "mine" / NAME / "letter.txt").read_text() == "mine"


def test_one_that_is_here_and_not_whole_is_told(pack: Path, council: Council, tmp_path: Path) -> None:
    """Bringing it in again doesn't say that all is well."""
    model = bring(pack, council.public_key, tmp_path / "models")
    model.path.write_bytes(WEIGHTS[:-1])
    with pytest.raises(ModelDamaged, match="not whole"):
        bring(pack, council.public_key, tmp_path / "models")


def test_an_import_that_is_stopped_leaves_nothing(council: Council, tmp_path: Path) -> None:
    """Between two pieces of a file."""
    made = council.pack(tmp_path, weights=b"GGUF" + bytes(5 << 20))
    cancel = Cancellation()
    with pytest.raises(Cancelled):
        bring(made, council.public_key, tmp_path / "models", on_progress=lambda _: cancel.ask(), cancel=cancel)
    assert left_in(tmp_path / "models") == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_nothing(
    number: int, pack: Path, council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence that says why."""

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ModelError, match=os.strerror(number).lower()):
        bring(pack, council.public_key, tmp_path / "models")
    assert left_in(tmp_path / "models") == []


def test_no_room_is_told_before_anything_is_copied(
    pack: Path, council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gigabytes are not copied to find out."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1))
    monkeypatch.setattr(pack_import, "copy_file", lambda *_, **__: pytest.fail("it was copied"))
    with pytest.raises(ModelError, match="no space left"):
        bring(pack, council.public_key, tmp_path / "models")


KILLED = """
import os, sys
from pathlib import Path
from models.pack_import import import_pack, open_pack
def tell(progress):
    print("copying", flush=True)
    sys.stdin.readline()
import_pack(open_pack(Path(sys.argv[1]), sys.argv[2]), Path(sys.argv[3]), on_progress=tell)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_an_import_that_is_killed_leaves_no_model_and_can_be_repeated(council: Council, tmp_path: Path) -> None:
    """kill -9 in the middle of a copy: what is left is no model, and the next import takes it away."""
    made, into = council.pack(tmp_path, weights=b"GGUF" + bytes(5 << 20)), tmp_path / "models"
    command = [sys.executable, "-c", KILLED, str(made), council.public_key, str(into)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"copying\n"
        (left,) = left_in(into)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert left.startswith(f".{NAME}.") and left_in(into) == [left]
    assert not [model for model in installed((into,)) if not model.starter]
    verify(bring(made, council.public_key, into))
    assert left_in(into) == [NAME]


def test_what_another_program_copies_just_now_is_left_alone(pack: Path, council: Council, tmp_path: Path) -> None:
    """Only what a program that is gone left is cleared away."""
    busy = tmp_path / "models" / f".{NAME}.{os.getppid()}.partial"
    busy.mkdir(parents=True)
    bring(pack, council.public_key, tmp_path / "models")
    assert busy.exists()


# --- using and removing


def test_a_model_that_was_put_there_by_hand_is_not_vouched_for(pack: Path, council: Council, tmp_path: Path) -> None:
    """Copied into the folder with a record of its own, or changed since: it isn't signed, whatever it says."""
    model = bring(pack, council.public_key, tmp_path / "models")
    key = council.public_key
    assert is_vouched_for(model, key) and not is_vouched_for(model, Council().public_key)
    assert not is_vouched_for(model, "not a key")
    other = model.files[0]
    changed = replace(model, files=(replace(other, sha256="00" * 32),))
    assert not is_vouched_for(changed, key) and not is_vouched_for(replace(model, name="Wren-2B"), key)
    (model.folder / SIGNATURE).unlink()
    assert not is_vouched_for(model, key) and is_vouched_for(model, "")


def test_the_key_that_a_model_came_by_is_kept(pack: Path, council: Council, tmp_path: Path) -> None:
    """Where IT names none, what its pack says is believed as long as that key verifies it."""
    model = bring(pack, council.public_key, tmp_path / "models")
    assert kept_pack(model, "") == kept_pack(model, council.public_key) is not None
    assert travelled_exam(model, "") is None
    (model.folder / PUBLIC_KEY).write_text(Council().public_key)
    assert kept_pack(model, "") is None


def test_a_removed_model_is_gone(pack: Path, council: Council, tmp_path: Path) -> None:
    """At once, and it can be brought in again."""
    model = bring(pack, council.public_key, tmp_path / "models")
    remove(model, tmp_path / "models")
    assert left_in(tmp_path / "models") == []
    bring(pack, council.public_key, tmp_path / "models")


def test_nothing_else_is_removed_with_it(pack: Path, council: Council, tmp_path: Path) -> None:
    """A file that somebody put beside a model, and the models of the set-up, stay."""
    model = bring(pack, council.public_key, tmp_path / "models")
    (model.folder / "notes.txt").write_text("mine")
    with pytest.raises(ModelError, match="other files"):
        remove(model, tmp_path / "models")
    verify(model)
    with pytest.raises(ModelError, match="came with Fairnote"):
        remove(starter("writer"), tmp_path / "models")
    assert starter("writer").path.exists()


# --- making packs, and keys


def test_a_secret_key_is_encrypted_and_signs(tmp_path: Path, council: Council) -> None:
    """Only with its passphrase; a wrong one leaves nothing."""
    secret, public = pack_signing.new_keys(PASSPHRASE)
    assert pack_signing.needs_passphrase(secret) and not pack_signing.needs_passphrase(council.secret_key)
    signature, key = pack_signing.sign(b"x", secret, PASSPHRASE, "a comment")
    assert pack_signing.verify(b"x", signature, public.decode()) == "a comment"
    assert key == pack_signing.public_key_line(public.decode())
    (tmp_path / "robin.gguf").write_bytes(WEIGHTS)
    with pytest.raises(WrongKeyPassphrase):
        make_pack(
            sources_of(tmp_path / "robin.gguf"), tmp_path / "out", secret_key=secret, passphrase="guess", comment="x"
        )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"not a key", b"untrusted comment: x\nRWQ=\n", b"x" * 5000])
def test_what_is_no_secret_key_is_refused(content: bytes, tmp_path: Path) -> None:
    """One sentence; so is a file that is not there."""
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(BadSecretKey):
        pack_signing.needs_passphrase(read_secret_key(tmp_path / "key"))
    with pytest.raises(BadSecretKey, match="could not be opened"):
        read_secret_key(tmp_path / "none")


def test_a_pack_is_never_written_over(pack: Path, council: Council, tmp_path: Path) -> None:
    """Nor is half a pack left when it can't be finished."""
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    with pytest.raises(ModelError, match="already"):
        council.pack(tmp_path, weights=WEIGHTS + b"more")
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == before
    bad = Sources("writer", "a..b", (tmp_path / f"{NAME}.gguf",))
    with pytest.raises(PackRefused):
        make_pack(bad, tmp_path / "more", secret_key=council.secret_key, passphrase="", comment="x")
    assert left_in(tmp_path / "more") == []


def test_a_folder_with_one_gguf_in_it_can_be_packed(tmp_path: Path) -> None:
    """As models are downloaded; two of them are not guessed between."""
    (tmp_path / "robin").mkdir()
    (tmp_path / "robin" / "Robin 1B.gguf").write_bytes(WEIGHTS)
    found = sources_of(tmp_path / "robin")
    assert (found.kind, found.name) == ("writer", "Robin-1B")
    (tmp_path / "robin" / "other.gguf").write_bytes(WEIGHTS)
    with pytest.raises(catalogue.NotAModel):
        sources_of(tmp_path / "robin")


# --- what this laptop can carry


@pytest.mark.parametrize(
    ("size", "gb"),
    [(98e6, 4), (1.0e9, 8), (2.5e9, 8), (3.4e9, 8), (4.9e9, 16), (8e9, 16), (20e9, 32), (500e9, TIERS[-1])],
)
def test_the_memory_that_a_model_needs_is_told_in_the_sizes_of_laptops(size: float, gb: int) -> None:
    """A 4B model at four bits fits 8 GB, an 8B one does not."""
    assert estimated_gb(int(size)) == gb


@pytest.mark.parametrize(
    ("seen", "sold", "carried"), [(3.7, 4, (4,)), (7.6, 8, (4, 8)), (6.9, 7, (4, 8)), (15.4, 16, (4, 8, 16))]
)
def test_a_laptop_is_what_it_was_sold_as(
    seen: float, sold: int, carried: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its system never sees all of its memory."""
    monkeypatch.setattr("models.memory_tiers.memory_bytes", lambda: int(seen * GB))
    assert laptop_gb() == sold and tuple(tier for tier in TIERS if carries(tier)) == carried


def test_a_model_that_this_laptop_can_not_carry_is_refused(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it needs, what is here; and it comes in if somebody insists."""
    source = tmp_path / "robin.gguf"
    source.write_bytes(WEIGHTS)
    large = replace(sources_of(source), needs_gb=8)
    made, key = make_pack(large, tmp_path / "out", secret_key=council.secret_key, passphrase="", comment="x")
    monkeypatch.setattr("models.memory_tiers.memory_bytes", lambda: int(3.7 * GB))
    with pytest.raises(TooLittleMemory, match="needs a laptop with 8 GB of memory, and this one has 4 GB"):
        bring(made, key, tmp_path / "models")
    assert left_in(tmp_path / "models") == []
    assert bring(made, key, tmp_path / "models", anyway=True).needs_gb == 8


def test_the_memory_of_this_machine_is_known() -> None:
    """In bytes."""
    assert GB / 2 < machine.memory_bytes() < 2**45
