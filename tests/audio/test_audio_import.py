"""What taking in a sound file promises."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import textwrap
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.errors import UnreadableAudio
from models.progress import Cancellation, Cancelled, Progress
from scribe import audio_import, audio_reader
from scribe.audio_import import ImportedAudio, import_audio
from scribe.audio_store import AudioWriter, EncryptedAudio
from scribe.errors import DiskFull, FileRefused
from tests.audio.sounds import KINDS, real_speech, write_silent_film, write_sound

KEY = bytes(range(32))


def take_in(source: Path, folder: Path) -> tuple[ImportedAudio, EncryptedAudio]:
    """Import into a new file of this folder."""
    destination = folder / "taken.fna"
    return import_audio(source, destination, KEY, "rec-1"), EncryptedAudio(destination, KEY, "rec-1")


def samples_of(audio: EncryptedAudio) -> np.ndarray:
    """All of a recording's samples between -1 and 1."""
    return np.concatenate(list(audio.blocks()))


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_every_kind_of_file_becomes_the_same_sound(suffix: str, tmp_path: Path) -> None:
    """Each format gives the speech that went in, at 16 kHz mono, its own SHA-256, and no plain copy anywhere."""
    speech = real_speech()
    source = write_sound(tmp_path / f"a.{suffix}", speech, stereo=suffix in ("wav", "mp3", "ogg"))
    before = source.read_bytes()
    folder = tmp_path / "vault"
    folder.mkdir()
    imported, audio = take_in(source, folder)
    assert imported.sha256 == hashlib.sha256(before).hexdigest() and source.read_bytes() == before
    assert imported.remark == ""
    assert audio.state.finished and abs(audio.seconds() - len(speech) / 16_000) < 0.15
    assert imported.seconds == audio.seconds()
    telephone = suffix in ("amr", "3gp")  # it makes speech of the same sound, not of the same samples
    assert likeness(samples_of(audio), speech / 32768) > (0.6 if telephone else 0.97)
    assert [path.name for path in folder.iterdir()] == ["taken.fna"]


def likeness(heard: np.ndarray, said: np.ndarray) -> float:
    """Correlation of two sounds at the shift, up to 0.1 s either way, where it is highest."""
    size = 1 << (len(heard) + len(said)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    near = np.concatenate([crossed[:1_600], crossed[-1_600:]])
    return float(near.max() / (np.linalg.norm(heard) * np.linalg.norm(said)))


def test_a_flac_comes_through_without_a_sample_changed(tmp_path: Path) -> None:
    """16 kHz mono 16-bit sound is not resampled, dithered or rescaled: it is stored as it is."""
    speech = real_speech()
    _, audio = take_in(write_sound(tmp_path / "a.flac", speech), tmp_path)
    assert audio.pcm(0, 1e6) == speech.astype("<i2").tobytes()


def refused(make: Callable[[Path], Path], folder: Path) -> str:
    """The sentence that taking in this file is refused with; checks that nothing is left and nothing changed."""
    source = make(folder)
    before = source.read_bytes() if source.is_file() and os.access(source, os.R_OK) else b""
    destination = folder / "taken.fna"
    with pytest.raises((UnreadableAudio, FileRefused)) as error:
        import_audio(source, destination, KEY, "rec-1")
    assert not destination.exists()
    if before:
        assert source.read_bytes() == before
    said = str(error.value)
    assert "Mrs" not in said and str(source) not in said
    return said


def holding(name: str, data: bytes) -> Callable[[Path], Path]:
    """Makes a file of this name holding these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("text.wav", b"Mrs Begum said that she fell.\n" * 50, audio_reader.TEXT),
        ("accents.wav", "Mrs Begum \u2014 a fall\n".encode() * 400, audio_reader.TEXT),
        ("empty.wav", b"", audio_reader.EMPTY),
        ("playlist.m3u8", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/Mrs.wav\n", audio_reader.TEXT),
        ("list.wav", b"ffconcat version 1.0\nfile /etc/passwd\n\x00\x01", audio_reader.NOT_SOUND),
        ("zeros.wav", bytes(5_000), audio_reader.NOT_SOUND),
        ("noise.mp3", bytes(np.random.default_rng(1).integers(0, 256, 9_000, np.uint8)), audio_reader.NOT_SOUND),
    ],
)
def test_what_is_no_sound_has_its_own_sentence(name: str, data: bytes, sentence: str, tmp_path: Path) -> None:
    """Text named .wav, an empty file, a playlist, rubbish: each is told apart; nothing is kept, nothing changed."""
    assert refused(holding(name, data), tmp_path) == sentence


def test_a_file_without_a_moment_of_sound_is_refused(tmp_path: Path) -> None:
    """A well-formed wav of no samples is not an empty recording."""

    def make(folder: Path) -> Path:
        with wave.open(str(folder / "none.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(16_000)
        return folder / "none.wav"

    assert refused(make, tmp_path) in (audio_reader.NO_SAMPLES, audio_reader.NOT_SOUND)


def test_a_film_without_a_sound_track_is_refused(tmp_path: Path) -> None:
    """A video with no sound is said to have none."""
    assert refused(lambda folder: write_silent_film(folder / "film.mp4"), tmp_path) == audio_reader.NO_SOUND_IN_IT


def test_an_mp4_cut_short_is_said_to_be_cut_short(tmp_path: Path) -> None:
    """A phone recording whose copy was interrupted has no index: the worker is told to copy it again."""

    def make(folder: Path) -> Path:
        path = write_sound(folder / "a.mp4", real_speech())
        path.write_bytes(path.read_bytes()[:-4_000])
        return path

    assert refused(make, tmp_path) == audio_reader.CUT_SHORT


def test_a_wav_cut_short_keeps_what_is_there_and_says_so(tmp_path: Path) -> None:
    """Half of a wav is half of a recording, and the worker is told how much is missing."""
    path = write_sound(tmp_path / "a.wav", np.tile(real_speech(), 2))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    imported, audio = take_in(path, tmp_path)
    assert audio.state.finished and audio.seconds() > 5
    assert "only" in imported.remark and "could be read" in imported.remark


def test_an_mp4_with_its_index_first_keeps_what_is_there_and_says_so(tmp_path: Path) -> None:
    """Where the index is whole but the sound is cut short, the part that is there is taken in, and the loss is told."""
    path = write_sound(tmp_path / "a.m4a", np.tile(real_speech(), 2), movflags="faststart")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    imported, audio = take_in(path, tmp_path)
    assert audio.state.finished and 5 < audio.seconds() < 20
    assert "could be read" in imported.remark


def test_a_damaged_stretch_is_passed_over_and_told(tmp_path: Path) -> None:
    """A file with rubbish in its middle gives the rest, and the worker is told that some of it is missing."""
    path = write_sound(tmp_path / "a.flac", np.tile(real_speech(), 2))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = bytes(np.random.default_rng(2).integers(0, 256, 20_000, np.uint8))
    path.write_bytes(data)
    imported, audio = take_in(path, tmp_path)
    assert audio_reader.DAMAGED_PARTS in imported.remark or "could be read" in imported.remark
    assert audio.seconds() > 20


def test_folders_pipes_and_nothing_are_refused_at_once(tmp_path: Path) -> None:
    """What is no ordinary file is not opened, so nothing can hang."""
    assert refused(lambda folder: folder, tmp_path) == audio_import.A_FOLDER
    assert refused(lambda folder: folder / "nothing.wav", tmp_path) == audio_import.NOT_THERE
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
        assert refused(lambda folder: folder / "pipe.wav", tmp_path) == audio_import.NOT_A_FILE


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without permission the sentence says that, and what to do."""
    source = holding("a.wav", b"RIFF")(tmp_path)
    source.chmod(0)
    if os.access(source, os.R_OK):  # root reads everything: say what the system would say to anybody else

        def no(self: Path, *args: object, **more: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", no)
    with pytest.raises(FileRefused, match="not allowed to read"):
        import_audio(source, tmp_path / "taken.fna", KEY, "rec-1")
    assert not (tmp_path / "taken.fna").exists()


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    """Asked to stop in the middle, it stops, and the part that was copied is gone."""
    source = write_sound(tmp_path / "a.wav", np.tile(real_speech(), 20))
    cancel = Cancellation()
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        cancel.ask()

    with pytest.raises(Cancelled):
        import_audio(source, tmp_path / "taken.fna", KEY, "rec-1", on_progress=watch, cancel=cancel)
    assert seen and not (tmp_path / "taken.fna").exists() and source.exists()


def test_a_full_disk_is_said_and_the_original_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room: DiskFull; the part of the copy makes room again; the original is as it was."""
    source = write_sound(tmp_path / "a.flac", real_speech())
    before = source.read_bytes()

    def full(self: AudioWriter, pcm: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(AudioWriter, "write", full)
    with pytest.raises(DiskFull):
        import_audio(source, tmp_path / "taken.fna", KEY, "rec-1")
    assert not (tmp_path / "taken.fna").exists() and source.read_bytes() == before


def test_a_destination_that_exists_is_never_touched(tmp_path: Path) -> None:
    """Sound that is already stored is not overwritten, nor removed by the failure."""
    source = write_sound(tmp_path / "a.flac", real_speech())
    _, audio = take_in(source, tmp_path)
    before = audio.path.read_bytes()
    with pytest.raises(FileExistsError):
        import_audio(source, audio.path, KEY, "rec-1")
    assert audio.path.read_bytes() == before


def test_progress_counts_seconds(tmp_path: Path) -> None:
    """Progress is in seconds of sound, of the length that the file says."""
    speech = real_speech()
    seen: list[Progress] = []
    source = write_sound(tmp_path / "a.flac", speech)
    import_audio(source, tmp_path / "taken.fna", KEY, "rec-1", on_progress=seen.append)
    assert seen[-1].done > 5 and abs(seen[-1].total - len(speech) / 16_000) < 0.1
    assert [p.done for p in seen] == sorted(p.done for p in seen)


def test_the_original_is_opened_once_and_each_byte_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoding and hashing share one pass over the file, wherever the format lets them."""
    source = write_sound(tmp_path / "a.flac", real_speech())
    opened: list[object] = []
    read: list[int] = []
    real = audio_reader._HashedFile

    class Counting(real):  # type: ignore[valid-type, misc]
        def __init__(self, path: Path) -> None:
            opened.append(path)
            super().__init__(path)

        def read(self, size: int = -1) -> bytes:
            data: bytes = super().read(size)
            read.append(len(data))
            return data

    monkeypatch.setattr(audio_reader, "_HashedFile", Counting)
    result = audio_reader.send_sound(lambda _: None, lambda: False, source)
    assert len(opened) == 1
    assert sum(read) <= source.stat().st_size + audio_reader._LOOK_BYTES + (2 << 16)
    assert result.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """A recording that something else still writes is not taken in by half."""
    source = write_sound(tmp_path / "a.flac", real_speech())
    with audio_reader.SoundReader(source) as reader:
        next(iter(reader.pcm()))
        with source.open("ab") as more:
            more.write(b"more")
        with pytest.raises(UnreadableAudio, match="changed while"):
            reader.sha256()


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads the highest memory from /proc")
def test_four_hours_take_no_more_memory_than_a_minute(tmp_path: Path) -> None:
    """A 4-hour file is taken in whole, and neither process grows with it."""
    hours = write_hours(tmp_path / "long.opus", 4 * 3600)
    short = write_hours(tmp_path / "short.opus", 60)
    seconds, parent, child = measured(hours, tmp_path / "long.fna")
    _, short_parent, short_child = measured(short, tmp_path / "short.fna")
    assert abs(seconds - 4 * 3600) < 1
    assert parent < short_parent + 30 and child < short_child + 60, (parent, short_parent, child, short_child)


def write_hours(path: Path, seconds: int) -> Path:
    """A long visit: faint noise, and somebody speaking now and then."""
    speech = real_speech()
    minute = np.random.default_rng(3).normal(0, 20, 60 * 16_000)
    minute[: len(speech)] += speech
    return write_sound(path, np.tile(minute.astype(np.int16), seconds // 60))


def measured(source: Path, destination: Path) -> tuple[float, float, float]:
    """Seconds taken in, and the highest memory (MB) of the parent and of its children, in a process of its own."""
    code = """
        import resource, sys
        from pathlib import Path
        from scribe.audio_import import import_audio
        if __name__ == "__main__":
            got = import_audio(Path(sys.argv[1]), Path(sys.argv[2]), bytes(32), "rec-1")
            # not ru_maxrss: for this process that counts the one that started it, too
            lines = Path("/proc/self/status").read_text().splitlines()
            own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
            print(got.seconds, own / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    """
    script = destination.with_suffix(".py")
    script.write_text(textwrap.dedent(code))
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, str(script), str(source), str(destination)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    print(source.name, done.stdout)
    seconds, parent, child = (float(part) for part in done.stdout.split())
    return seconds, parent, child
