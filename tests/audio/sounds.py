"""Makes sound files of every kind from real speech, with PyAV, for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "data" / "speech" / "librispeech"

# suffix: (codec, rate, sample format)
KINDS: dict[str, tuple[str, int, str]] = {
    "wav": ("pcm_s16le", 44_100, "s16"),
    "flac": ("flac", 16_000, "s16"),
    "mp3": ("libmp3lame", 44_100, "s16p"),
    "m4a": ("aac", 44_100, "fltp"),
    "ogg": ("vorbis", 44_100, "fltp"),
    "opus": ("libopus", 48_000, "s16"),
    "webm": ("libopus", 48_000, "s16"),
    "mp4": ("aac", 44_100, "fltp"),
    "caf": ("alac", 44_100, "s16p"),
    "amr": ("libopencore_amrnb", 8_000, "s16"),
    "3gp": ("libopencore_amrnb", 8_000, "s16"),
}

# How many samples a frame of the codec has to have, where that isn't 960.
FRAME_SAMPLES = {"libopencore_amrnb": 160, "alac": 4_096}


def real_speech() -> NDArray[np.int16]:
    """About ten seconds of somebody reading, at 16 kHz. Skips the test where the material is missing."""
    files = sorted(SPEECH.glob("*.flac"))
    if not files:
        pytest.skip("shared/data/speech/librispeech is not beside this repository")
    return read_all(files[0])


def read_all(path: Path) -> NDArray[np.int16]:
    """A file's samples as they are, if it is 16 kHz mono."""
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]).astype(np.int16)


def write_sound(path: Path, samples: NDArray[np.int16], *, stereo: bool = False, **options: str) -> Path:
    """Samples at 16 kHz into a file of the kind that its suffix says."""
    codec, rate, sample_format = KINDS[path.suffix[1:]]
    layout = "stereo" if stereo else "mono"
    kind = {"opus": "ogg", "m4a": "ipod"}.get(path.suffix[1:], path.suffix[1:])
    with av.open(str(path), "w", format=kind, options=options) as container:
        stream: Any = container.add_stream(codec, rate=rate)
        stream.layout = layout
        stream.codec_context.options = {"strict": "experimental"} if codec == "vorbis" else {}
        if rate == 8_000:
            stream.bit_rate = 12_200
        frame_size = FRAME_SAMPLES.get(codec, 960)
        resampler = av.AudioResampler(format=sample_format, layout=layout, rate=rate, frame_size=frame_size)
        for start in range(0, len(samples), 16_000):
            frame = av.AudioFrame.from_ndarray(samples[None, start : start + 16_000], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 16_000, start
            for piece in resampler.resample(frame):
                container.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


def write_silent_film(path: Path) -> Path:
    """A video with a picture and no sound track."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path
