"""What an encrypted recording promises, whatever happens to its file."""

from __future__ import annotations

import errno
import os
import pickle
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe import audio_store
from scribe.audio_store import FRAME_BYTES, FRAME_PCM, FRAMES_A_SYNC, HEADER_BYTES, AudioWriter, EncryptedAudio
from scribe.errors import DataDamaged, DiskFull

KEY = bytes(range(32))
ID = "rec-1"


def sound(samples: int, seed: int = 1) -> bytes:
    """So many random samples."""
    return random.Random(seed).randbytes(samples * 2)


def stored(path: Path, pcm: bytes, *, finish: bool = True) -> EncryptedAudio:
    """A file with this sound in it."""
    writer = AudioWriter(path, KEY, ID, fsync=False)
    writer.write(pcm)
    if finish:
        writer.close()
    else:
        writer.abandon()
    return EncryptedAudio(path, KEY, ID)


def all_of(audio: EncryptedAudio) -> bytes:
    """Everything that can be read."""
    return b"".join(audio.frames())


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.binary(max_size=20_000), max_size=6))
def test_what_is_written_is_read_back_whole(pieces: list[bytes]) -> None:
    """Sound given in pieces of any size, odd ones too, comes back the same and finished; half a sample is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.fna"
        with AudioWriter(path, KEY, ID, fsync=False) as writer:
            for piece in pieces:
                writer.write(piece)
        given_pcm = b"".join(pieces)
        whole = given_pcm[: len(given_pcm) // 2 * 2]
        audio = EncryptedAudio(path, KEY, ID)
        assert all_of(audio) == whole
        assert audio.state.finished and audio.state.damaged_at is None
        assert audio.seconds() == len(whole) / 32_000 == writer.seconds


Example = tuple[Path, bytes, bytes]
SAMPLES = 11_111
"""Two whole frames and a part of one."""


@pytest.fixture(scope="module")
def example() -> Iterator[Example]:
    """A stored file's folder, its bytes and its sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.fna"
        pcm = sound(SAMPLES)
        stored(path, pcm)
        yield Path(folder), path.read_bytes(), pcm


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_truncated_file_gives_exactly_its_whole_frames(example: Example, data: st.DataObject) -> None:
    """Cut off at any byte, a file gives the frames that are whole, no more and no less, and isn't 'finished'."""
    folder, whole, pcm = example
    cut = data.draw(st.integers(0, len(whole) - 1))
    path = folder / "cut.fna"
    path.write_bytes(whole[:cut])
    audio = EncryptedAudio(path, KEY, ID)
    frames = max(0, cut - HEADER_BYTES) // FRAME_BYTES
    assert all_of(audio) == pcm[: frames * FRAME_PCM]
    state = audio.state
    assert state.seconds == frames * 0.25 and not state.finished and state.damaged_at is None
    assert state.torn == (cut < HEADER_BYTES or (cut - HEADER_BYTES) % FRAME_BYTES != 0)
    assert "safe" in state.sentence


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_changed_bit_stops_reading_there(example: Example, data: st.DataObject) -> None:
    """One bit changed anywhere gives exactly the frames before it, never 'finished'; the file is left as it is."""
    folder, whole, pcm = example
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    path = folder / "flipped.fna"
    path.write_bytes(changed)
    audio = EncryptedAudio(path, KEY, ID)
    frames = max(0, at - HEADER_BYTES) // FRAME_BYTES
    assert all_of(audio) == pcm[: frames * FRAME_PCM]
    state = audio.state
    assert not state.finished and state.seconds == frames * 0.25
    if frames < 2:
        assert state.damaged_at == frames * 0.25 and "damaged" in state.sentence
    assert path.read_bytes() == bytes(changed)


def test_frames_can_not_be_swapped_repeated_or_moved_to_another_file(tmp_path: Path) -> None:
    """A frame is only good in its own place of its own file."""
    whole = stored_bytes(tmp_path / "a.fna", sound(FRAME_PCM * 2))
    other = stored_bytes(tmp_path / "b.fna", sound(FRAME_PCM * 2, seed=2))
    first, second = frame(whole, 0), frame(whole, 1)
    for name, body in {"swapped": second + first, "repeated": first + first, "moved": first + frame(other, 1)}.items():
        path = tmp_path / f"{name}.fna"
        path.write_bytes(whole[:HEADER_BYTES] + body)
        audio = EncryptedAudio(path, KEY, ID)
        assert audio.state.damaged_at == (0.0 if name == "swapped" else 0.25)


def stored_bytes(path: Path, pcm: bytes) -> bytes:
    """The bytes of a file with this sound."""
    stored(path, pcm)
    return path.read_bytes()


def frame(whole: bytes, index: int) -> bytes:
    """One sealed frame."""
    at = HEADER_BYTES + index * FRAME_BYTES
    return whole[at : at + FRAME_BYTES]


def test_a_cut_at_a_frame_boundary_is_not_a_finished_file(tmp_path: Path) -> None:
    """Losing exactly the last frame can't pass for a recording that was ended."""
    path = tmp_path / "a.fna"
    stored(path, sound(8_000))
    whole = path.read_bytes()
    path.write_bytes(whole[: HEADER_BYTES + 2 * FRAME_BYTES])
    state = EncryptedAudio(path, KEY, ID).state
    assert (state.seconds, state.finished, state.torn) == (0.5, False, False)


def test_no_plain_sound_is_in_the_file(tmp_path: Path) -> None:
    """Neither samples nor silence can be seen in the file, and equal frames don't look equal."""
    path = tmp_path / "a.fna"
    stored(path, b"\x11\x22" * 16_000)
    data = path.read_bytes()
    assert b"\x11\x22\x11\x22" not in data
    assert len({frame(data, i) for i in range(4)}) == 4
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_two_files_of_one_key_share_no_nonce(tmp_path: Path) -> None:
    """The random part of the header differs, so the same sound under the same key and id is sealed differently."""
    first = stored_bytes(tmp_path / "a.fna", bytes(FRAME_PCM))
    second = stored_bytes(tmp_path / "b.fna", bytes(FRAME_PCM))
    assert frame(first, 0) != frame(second, 0)


def test_another_key_or_recording_reads_nothing(tmp_path: Path) -> None:
    """With the wrong key or id nothing is given out, and nothing is changed."""
    path = tmp_path / "a.fna"
    before = stored_bytes(path, sound(9_000))
    for audio in (EncryptedAudio(path, bytes(32), ID), EncryptedAudio(path, KEY, "rec-2")):
        assert all_of(audio) == b""
        assert audio.state.damaged_at == 0.0
    assert path.read_bytes() == before


def test_a_writer_never_opens_a_file_that_exists(tmp_path: Path) -> None:
    """A second writer on the same path is refused and the first sound is untouched."""
    path = tmp_path / "a.fna"
    before = stored_bytes(path, sound(5_000))
    with pytest.raises(FileExistsError):
        AudioWriter(path, KEY, ID)
    assert path.read_bytes() == before


def test_spans_and_blocks_start_anywhere(tmp_path: Path) -> None:
    """`pcm` and `blocks` give the very samples of the times asked for, across frames, and no more than there is."""
    pcm = sound(20_000)
    audio = stored(tmp_path / "a.fna", pcm)
    assert audio.pcm(0.3, 0.9) == pcm[4_800 * 2 : 14_400 * 2]
    assert audio.pcm(1.0, 99.0) == pcm[32_000:]
    assert audio.pcm(5.0, 6.0) == audio.pcm(0.5, 0.5) == audio.pcm(0.9, 0.1) == b""
    blocks = np.concatenate(list(audio.blocks(0.3)))
    expected = np.frombuffer(pcm[4_800 * 2 :], dtype="<i2").astype(np.float32) / 32768
    assert blocks.dtype == np.float32 and np.array_equal(blocks, expected)
    assert np.abs(blocks).max() <= 1.0


def test_a_file_that_still_grows_can_be_followed(tmp_path: Path) -> None:
    """While it is being written, a reader sees each whole frame, then the finished file."""
    path = tmp_path / "a.fna"
    writer = AudioWriter(path, KEY, ID)
    audio = EncryptedAudio(path, KEY, ID)
    assert audio.seconds() == 0.0 and not audio.state.finished
    writer.write(sound(9_000))
    assert audio.seconds() == 0.5
    writer.write(sound(9_000, 2))
    assert audio.seconds() == 1.0
    writer.close()
    assert audio.state == audio_store.AudioState(18_000 / 16_000, True)


def test_it_can_be_pickled_and_does_not_show_its_key(tmp_path: Path) -> None:
    """A child process can be given it; printing it shows no key and no path."""
    audio = stored(tmp_path / "a.fna", sound(5_000))
    assert all_of(pickle.loads(pickle.dumps(audio))) == all_of(audio)
    assert repr(KEY) not in repr(audio) and str(tmp_path) not in repr(audio)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """A file that is gone raises, rather than being an empty recording."""
    with pytest.raises(DataDamaged, match="not where it was put"):
        EncryptedAudio(tmp_path / "none.fna", KEY, ID).seconds()


def test_all_frames_are_on_the_disk_before_write_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording is synchronised at each write, once for the frames that waited; an import once, at its end."""
    calls: list[int] = []
    monkeypatch.setattr(audio_store, "_sync", lambda file: calls.append(1))
    with AudioWriter(tmp_path / "a.fna", KEY, ID) as writer:
        for number in (2, 3):
            writer.write(sound(12_000))
            assert len(calls) == number
        writer.write(sound(4_000 * (FRAMES_A_SYNC + 1)))
        assert len(calls) == 3 + 2
    calls.clear()
    with AudioWriter(tmp_path / "b.fna", KEY, ID, fsync=False) as writer:
        writer.write(sound(12_000))
        assert not calls
    assert len(calls) == 1


def test_what_could_not_be_synchronised_does_not_count_and_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frames of which nobody knows whether they are on the disk are no seconds; later the same bytes go there again."""
    path = tmp_path / "a.fna"
    writer = AudioWriter(path, KEY, ID)
    writer.write(sound(4_000))
    with monkeypatch.context() as broken:
        broken.setattr(audio_store, "_sync", failing_sync)
        with pytest.raises(OSError, match="broken"):
            writer.write(sound(8_000, seed=2))
    assert (writer.seconds, writer.seconds_given) == (0.25, 0.75)
    tried = path.read_bytes()
    writer.close()
    assert path.read_bytes().startswith(tried)
    assert all_of(EncryptedAudio(path, KEY, ID)) == sound(4_000) + sound(8_000, seed=2)


def failing_sync(file: object) -> None:
    """A disk that breaks."""
    raise OSError(errno.EIO, "broken")


class Failing:
    """A file that has room for only so many bytes, and takes part of a write before it says so."""

    def __init__(self, inner: object, room: int) -> None:
        self.inner, self.room = inner, room

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def write(self, data: memoryview) -> int:
        """As much as there is room for; then ENOSPC."""
        at = self.inner.tell()  # type: ignore[attr-defined]
        part = data[: max(0, self.room - at)]
        if not part:
            raise OSError(errno.ENOSPC, "full")
        return int(self.inner.write(part))  # type: ignore[attr-defined]


def test_a_full_disk_keeps_the_prefix_and_nothing_is_lost_once_there_is_room(tmp_path: Path) -> None:
    """DiskFull leaves a valid prefix; the same frames, sealed as they were, go in when there is room again."""
    path = tmp_path / "a.fna"
    pcm = sound(30_000)
    writer = AudioWriter(path, KEY, ID)
    writer._file = Failing(writer._file, HEADER_BYTES + 2 * FRAME_BYTES + 100)  # type: ignore[assignment]
    with pytest.raises(DiskFull):
        writer.write(pcm)
    audio = EncryptedAudio(path, KEY, ID)
    assert audio.state.seconds == 0.5 == writer.seconds and audio.state.torn
    assert all_of(audio) == pcm[: 2 * FRAME_PCM]
    torn = path.read_bytes()[HEADER_BYTES + 2 * FRAME_BYTES :]
    with pytest.raises(DiskFull):
        writer.close()
    writer._file.room = 10**9  # type: ignore[attr-defined]
    writer.close()
    assert all_of(audio) == pcm and audio.state.finished
    assert path.read_bytes()[HEADER_BYTES + 2 * FRAME_BYTES :].startswith(torn)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="needs root, to mount a tmpfs")
def test_a_full_disk_really(tmp_path: Path) -> None:
    """On a real file system without room: DiskFull, and the prefix is there and valid."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)], capture_output=True).returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        writer = AudioWriter(place / "a.fna", KEY, ID)
        pcm = sound(100_000)
        with pytest.raises(DiskFull):
            writer.write(pcm)
        writer.abandon()
        audio = EncryptedAudio(place / "a.fna", KEY, ID)
        assert 1.0 <= audio.seconds() < 3.0
        assert pcm.startswith(all_of(audio))
    finally:
        subprocess.run(["umount", str(place)], check=True)
