"""The practice visit: a made-up talk in synthetic voices, its script, and the statement planted for training.

`script.json` holds:

- `title`, `reference`: for the visits list.
- `audio`: `{"file", "seconds"}`.
- `people`: `[{"id", "name", "role", "pronouns", "relation"?}]`. `role` is a value of `scribe.visit.Role`; S1 is the
  person visited.
- `turns`: `[{"id", "speaker", "start", "end", "text"}]`: what was really said, by whom, and when (seconds).
- `planted`: the one wrong statement, for a training copy of the draft only. `turn`: the turn that it pretends to come
  from; `text`: the wrong statement; `why` it is wrong; `evidence_text`: what was said; `key_word`: a word of the true
  statement whose place it takes; `topic`; `section`: template id to section id.

`packaging/make_practice.py` makes both files. Nobody in it is a real person.
"""

from __future__ import annotations

from pathlib import Path


def practice_files() -> tuple[Path, Path]:
    """The sound (Opus, mono) and the script (JSON, UTF-8)."""
    folder = Path(__file__).resolve().parent
    return folder / "practice.opus", folder / "script.json"
