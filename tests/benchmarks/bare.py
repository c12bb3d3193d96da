"""The bare library as a whole program: import, open, listen with our beam and word times, write what was heard.

Run: python -m tests.benchmarks.bare MODEL SOUND OUT [batched]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(model: str, sound: str, out: str, how: str = "") -> None:
    """Write {"text"} of one file."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    whisper = WhisperModel(model, device="cpu", compute_type="int8", local_files_only=True)
    hear = (BatchedInferencePipeline(whisper) if how == "batched" else whisper).transcribe
    segments, _ = hear(sound, language="en", beam_size=5, word_timestamps=True, condition_on_previous_text=False)
    Path(out).write_text(json.dumps({"text": " ".join(segment.text.strip() for segment in segments)}), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
