"""Makes the practice visit in resources/practice: speaks the lines below, mixes one track, writes script.json.

Needs Debian's `flite` and `sox`, and PyAV and numpy from the environment. Nothing of this is needed at run time; the
result is committed. Run `python packaging/make_practice.py` from the repository's root. The noise is seeded, so a
second run gives the same sound.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "practice"
RATE = 16_000
NOISE_BELOW_SPEECH_DB = 34.0
"""At 20 dB the recogniser heard 'can wash' as 'can't wash'; 30 dB or cleaner is needed."""
BIT_RATE = 32_000
LEAD_IN = 1.0
TURN_PAUSE = 1.25
"""Seconds between two turns. Longer than the pause inside a turn, so that turns can be told apart."""

VOICES = {"S1": ("slt", 1.10), "S2": ("awb", 1.04), "S3": ("rms", 1.04)}
"""Voice of flite, and how much its speech is stretched: an older woman speaks more slowly."""

PEOPLE = [
    {"id": "S1", "name": "Mrs Amina Begum", "role": "person", "pronouns": "she"},
    {"id": "S2", "name": "Adam Rahman", "role": "family", "pronouns": "he", "relation": "son"},
    {"id": "S3", "name": "Jo Reed", "role": "worker", "pronouns": "they"},
]

# (speaker, what is written, what flite is given where that differs)
LINES: list[tuple[str, str, str]] = [
    ("S3", "Hello, Mrs Begum. I am Jo, the social worker. Is it all right if I record our talk today?", ""),
    ("S1", "Yes, that is fine. You can record it.", ""),
    ("S3", "Thank you. Your son Adam is with us. Is that all right with you?", ""),
    ("S1", "Yes, I want him to be here.", ""),
    ("S3", "Please tell me about your fall. What happened?", ""),
    ("S1", "I slipped in the bathroom last Tuesday. No, sorry, it was Wednesday.", ""),
    ("S2", "I found her on the floor when I came home from work.", ""),
    ("S3", "Did you hurt yourself?", ""),
    ("S1", "Yes. I hurt my left leg. It is still sore in the mornings.", ""),
    ("S3", "Have you seen a doctor about it?", ""),
    ("S1", "No. I did not want to bother anyone.", ""),
    ("S3", "Have you fallen at any other time this year?", ""),
    ("S1", "Yes, I have fallen two more times. Once on the stairs and once in the garden.", ""),
    ("S3", "How are you managing with washing?", ""),
    ("S1", "I wash my face and hands at the sink. I cannot get into the bath on my own.", ""),
    ("S2", "I come every evening and help her to wash.", ""),
    ("S3", "Would you like someone else to help you in the mornings?", ""),
    ("S1", "No, thank you. I do not want a stranger to wash me.", ""),
    ("S3", "Can you get to the toilet at night?", ""),
    ("S1", "Yes, but I am slow. I hold on to the wall.", ""),
    ("S3", "What do you eat each day?", ""),
    (
        "S1",
        "I eat bread and jam, and I drink tea. "
        "I did all the cooking before the fall, but I am scared of the cooker now.",
        "",
    ),
    ("S2", "She has lost weight. I bring her hot meals on Saturdays and Sundays.", ""),
    ("S3", "Are you taking your medicines?", ""),
    ("S1", "I take my blood pressure tablets every morning. Sometimes I forget the evening ones.", ""),
    ("S2", "Last Friday there were six tablets left in the box.", ""),
    ("S3", "Are you feeling low at the moment?", ""),
    ("S1", "No, I am not feeling low. I miss my old friends.", ""),
    ("S3", "Which people do you see each week?", ""),
    ("S1", "My sister telephones me on Sundays. I would like to go back to the lunch club.", ""),
    ("S3", "How are you managing with money?", ""),
    ("S1", "The gas bill was ninety pounds last month. I am worried about paying it.", ""),
    ("S2", "Every month I pay the rent for my mother.", ""),
    ("S3", "What matters most to you, Mrs Begum?", ""),
    ("S1", "I want to stay in my own home. I do not want to move into a care home.", ""),
    (
        "S3",
        "I will ask for a rail to be fitted in your bathroom. I will ring you by Friday the fourteenth of March.",
        "",
    ),
    ("S2", "I will ask the chemist for a weekly tablet box on Monday.", ""),
    ("S3", "Thank you. Is there anything else that you want to tell me?", ""),
    ("S1", "No, that is everything. Would you like a cup of tea before you go?", ""),
    ("S3", "That is very kind. Yes please.", ""),
]

PLANTED = {
    "turn": 15,
    "text": "Mrs Begum said she can get into the bath on her own.",
    "why": "She said that she cannot get into the bath on her own. The word that says 'not' was lost.",
    "key_word": "bath",
    "topic": "washing",
    "section": {"care-act-assessment": "hygiene"},
}
"""The wrong statement that goes into a training copy of the draft. `turn` counts from 1."""


def main() -> int:
    """Write practice.opus and script.json."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = [speak(Path(folder) / f"{n}.wav", *line) for n, line in enumerate(LINES)]
    track, times = mix(spoken)
    track = add_room_noise(track)
    write_opus(FOLDER / "practice.opus", track)
    write_script(FOLDER / "script.json", times, len(track) / RATE)
    print(f"{len(track) / RATE:.1f} s, {(FOLDER / 'practice.opus').stat().st_size} bytes")
    return 0


def speak(to: Path, speaker: str, text: str, said: str) -> NDArray[np.float64]:
    """One line as samples at RATE, silence trimmed at both ends, at one loudness."""
    voice, stretch = VOICES[speaker]
    stretched = f"duration_stretch={stretch}"
    subprocess.run(["flite", "-voice", voice, "--setf", stretched, "-t", said or text, "-o", str(to)], check=True)
    even = to.with_suffix(".even.wav")
    subprocess.run(["sox", str(to), "-r", str(RATE), "-b", "16", "-c", "1", str(even), "highpass", "60"], check=True)
    with wave.open(str(even)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float64) / 32768
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    samples = samples[max(0, loud[0] - 400) : loud[-1] + 1200]
    return np.asarray(samples * (0.08 / speech_rms(samples)))


def speech_rms(samples: NDArray[np.float64]) -> float:
    """Root mean square of the parts that are speech."""
    return float(np.sqrt(np.mean(samples[np.abs(samples) > 0.01] ** 2)))


def mix(spoken: list[NDArray[np.float64]]) -> tuple[NDArray[np.float64], list[tuple[float, float]]]:
    """All lines on one track, and the start and end of each in seconds."""
    parts = [np.zeros(int(LEAD_IN * RATE))]
    times: list[tuple[float, float]] = []
    at = len(parts[0])
    for samples in spoken:
        times.append((round(at / RATE, 2), round((at + len(samples)) / RATE, 2)))
        parts += [samples, np.zeros(int(TURN_PAUSE * RATE))]
        at += len(samples) + int(TURN_PAUSE * RATE)
    return np.concatenate(parts), times


def add_room_noise(track: NDArray[np.float64]) -> NDArray[np.float64]:
    """A quiet room: noise that falls with frequency, so far below the speech as NOISE_BELOW_SPEECH_DB says."""
    white = np.random.default_rng(14).standard_normal(len(track))
    spectrum = np.fft.rfft(white)
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(len(track), 1 / RATE), 50.0))
    noise = np.fft.irfft(spectrum, len(track))
    level = speech_rms(track) * 10 ** (-NOISE_BELOW_SPEECH_DB / 20)
    return np.asarray(np.clip(track + noise * (level / np.sqrt(np.mean(noise**2))), -1, 1))


def write_opus(to: Path, track: NDArray[np.float64]) -> None:
    """Opus at BIT_RATE, mono."""
    with av.open(str(to), "w", format="ogg") as container:
        stream: Any = container.add_stream("libopus", rate=48_000)
        stream.layout = "mono"
        stream.bit_rate = BIT_RATE
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000, frame_size=960)
        samples = (track * 32767).astype("<i2")
        for start in range(0, len(samples), RATE):
            frame = av.AudioFrame.from_ndarray(samples[None, start : start + RATE], format="s16", layout="mono")
            frame.sample_rate = RATE
            frame.pts = start
            for piece in resampler.resample(frame):
                container.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def write_script(to: Path, times: list[tuple[float, float]], seconds: float) -> None:
    """What was said, by whom and when; who they are; and the planted wrong statement."""
    turns = [
        {"id": f"t{n}", "speaker": speaker, "start": start, "end": end, "text": text}
        for n, ((speaker, text, _), (start, end)) in enumerate(zip(LINES, times, strict=True), start=1)
    ]
    planted = {**PLANTED, "turn": f"t{PLANTED['turn']}"}
    planted["evidence_text"] = LINES[int(str(PLANTED["turn"])) - 1][1]
    script = {
        "title": "Practice visit",
        "reference": "PRACTICE",
        "audio": {"file": "practice.opus", "seconds": round(seconds, 2)},
        "people": PEOPLE,
        "turns": turns,
        "planted": planted,
    }
    to.write_text(json.dumps(script, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
