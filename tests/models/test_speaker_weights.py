"""Tests of the set-up's way from PyTorch's files to ONNX graphs: numbers only, the same numbers, and nothing is run."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import build_voices
import numpy as np
import pytest
import torch_weights
import voice_graphs


class _Storage:
    """What PyTorch writes for the numbers of a tensor: a persistent id."""

    def __init__(self, key: str, count: int) -> None:
        self.pid = ("storage", _Named("torch", "FloatStorage"), key, "cpu", count)


class _Named:
    """A global of a pickle, by its name alone."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class _Pickler(pickle._Pickler):  # type: ignore[name-defined, misc]
    """Writes pickles that name anything, without importing it."""

    def persistent_id(self, value: object) -> Any:
        return value.pid if isinstance(value, _Storage) else None

    def save(self, value: object, save_persistent_id: bool = True) -> None:
        if isinstance(value, _Named):
            self.write(f"c{value.module}\n{value.name}\n".encode())
        elif isinstance(value, _Call):
            self.save(value.function)
            self.save(value.arguments)
            self.write(pickle.REDUCE)
        else:
            super().save(value, save_persistent_id)


class _Call:
    """A call that unpickling would make."""

    def __init__(self, function: _Named, *arguments: object) -> None:
        self.function, self.arguments = function, arguments


def tensor(key: str, count: int, start: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> _Call:
    rebuild = _Named("torch._utils", "_rebuild_tensor_v2")
    hooks = _Call(_Named("collections", "OrderedDict"))
    return _Call(rebuild, _Storage(key, count), start, shape, strides, False, hooks)


def written(path: Path, value: object, **numbers: list[float]) -> Path:
    """A file as torch.save writes it."""
    packed = io.BytesIO()
    _Pickler(packed, 2).dump(value)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", packed.getvalue())
        for key, row in numbers.items():
            archive.writestr(f"archive/data/{key}", np.array(row, "<f4").tobytes())
    return path


def test_tensors_are_read_by_their_strides(tmp_path: Path) -> None:
    """Two tensors may share their numbers, and one may be stored the other way round."""
    path = written(
        tmp_path / "w.pt",
        {"plain": tensor("a", 6, 0, (2, 3), (3, 1)), "turned": tensor("a", 6, 1, (2, 2), (1, 3))},
        a=[0, 1, 2, 3, 4, 5],
    )
    found = torch_weights.read(path)
    assert found["plain"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["turned"].tolist() == [[1, 4], [2, 5]]


@pytest.mark.parametrize(
    ("module", "name"),
    [("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "getattr"), ("torch", "load")],
)
def test_a_pickle_that_would_call_something_is_refused(tmp_path: Path, module: str, name: str) -> None:
    """Nothing but what tensors are made of can be named, and so nothing runs."""
    told = tmp_path / "it ran"
    path = written(tmp_path / "w.pt", {"weight": _Call(_Named(module, name), f"touch '{told}'")})
    with pytest.raises(torch_weights.WeightsRefused, match="which no weights need"):
        torch_weights.read(path)
    assert not told.exists()


def test_the_same_pickle_does_run_without_our_reader(tmp_path: Path) -> None:
    """The test above would pass on a pickle that harms nobody; this one shows that it would."""
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    told = tmp_path / "it ran"
    packed = io.BytesIO()
    _Pickler(packed, 2).dump(_Call(_Named("os", "system"), f"touch '{told}'"))
    pickle.loads(packed.getvalue())
    assert told.exists()


@pytest.mark.parametrize(
    ("start", "shape", "strides"),
    [
        (0, (7,), (1,)),
        (5, (2,), (1,)),
        (-1, (2,), (1,)),
        (0, (2,), (-1,)),
        (0, (3,), (4,)),
        (0, (1 << 20, 1 << 20), (0, 0)),
    ],
)
def test_a_tensor_that_reaches_outside_of_its_numbers_is_refused(
    tmp_path: Path, start: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    """Strides are the file's, and could point anywhere in memory."""
    path = written(tmp_path / "w.pt", {"weight": tensor("a", 6, start, shape, strides)}, a=[0, 1, 2, 3, 4, 5])
    with pytest.raises(torch_weights.WeightsRefused, match="outside of its numbers"):
        torch_weights.read(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", pickle.dumps({"a": 1})], ids=["empty", "broken", "bare"]
)
def test_what_is_no_file_of_pytorch_is_refused(tmp_path: Path, content: bytes) -> None:
    """One sentence, no traceback of somebody else's."""
    (tmp_path / "w.pt").write_bytes(content)
    with pytest.raises(torch_weights.WeightsRefused, match="can't be read"):
        torch_weights.read(tmp_path / "w.pt")


def test_a_table_shorter_than_it_says_is_refused(tmp_path: Path) -> None:
    """A storage must hold what the pickle says that it holds."""
    path = written(tmp_path / "w.pt", {"weight": tensor("a", 6, 0, (2,), (1,))}, a=[0, 1])
    with pytest.raises(torch_weights.WeightsRefused, match="not as long"):
        torch_weights.read(path)


@pytest.fixture(scope="module")
def weights() -> dict[str, Any]:
    try:
        folder = build_voices.weights_folder()
    except torch_weights.WeightsRefused:
        pytest.skip("the package with the weights of voices is not installed: run dev.py")
    found: dict[str, Any] = torch_weights.read(folder / build_voices.EMBEDDING)
    return found


def test_the_embedding_is_what_its_paper_says(weights: dict[str, Any]) -> None:
    """The graph gives what plain numpy gives by the paper's formulas: features in, 192 numbers out."""
    import onnxruntime

    features = np.random.default_rng(1).standard_normal((60, 80)).astype(np.float32) * 3
    session = onnxruntime.InferenceSession(voice_graphs.embedding(weights), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"features": features[None]})
    assert np.abs(found[0] - _cam_plus_plus(weights, features)).max() < 1e-3


def _cam_plus_plus(weights: dict[str, Any], features: Any) -> Any:
    """CAM++ by hand, a convolution as a sum over its taps."""

    def norm(x: Any, name: str) -> Any:
        factor = weights.get(f"{name}.weight", 1.0) / np.sqrt(weights[f"{name}.running_var"] + 1e-5)
        shift = weights.get(f"{name}.bias", 0.0) - weights[f"{name}.running_mean"] * factor
        shape = (-1, *[1] * (x.ndim - 1))
        return x * np.reshape(factor, shape) + np.reshape(shift, shape)

    def conv2(x: Any, name: str, down: int = 1) -> Any:
        kernel = weights[f"{name}.weight"]
        size = kernel.shape[2]
        x = np.pad(x, ((0, 0), (size // 2,) * 2, (size // 2,) * 2))
        high, wide = x.shape[1] - size + 1, x.shape[2] - size + 1
        taps = ((i, j) for i in range(size) for j in range(size))
        whole = sum(np.einsum("oc,chw->ohw", kernel[:, :, i, j], x[:, i : i + high, j : j + wide]) for i, j in taps)
        return np.asarray(whole)[:, ::down]

    def conv1(x: Any, name: str, pad: int = 0, apart: int = 1, down: int = 1) -> Any:
        kernel = weights[f"{name}.weight"]
        x = np.pad(x, ((0, 0), (pad, pad)))
        long = x.shape[1] - apart * (kernel.shape[2] - 1)
        whole = sum(kernel[:, :, i] @ x[:, i * apart : i * apart + long] for i in range(kernel.shape[2]))
        whole = np.asarray(whole)[:, ::down]
        return whole + weights[f"{name}.bias"][:, None] if f"{name}.bias" in weights else whole

    def relu(x: Any) -> Any:
        return np.maximum(x, 0)

    x = relu(norm(conv2(features.T[None], "head.conv1"), "head.bn1"))
    for name, down in (("layer1.0", 2), ("layer1.1", 1), ("layer2.0", 2), ("layer2.1", 1)):
        new = relu(norm(conv2(x, f"head.{name}.conv1", down), f"head.{name}.bn1"))
        new = norm(conv2(new, f"head.{name}.conv2"), f"head.{name}.bn2")
        if down == 2:
            x = norm(conv2(x, f"head.{name}.shortcut.0", 2), f"head.{name}.shortcut.1")
        x = relu(new + x)
    x = relu(norm(conv2(x, "head.conv2", 2), "head.bn2")).reshape(320, -1)
    x = relu(norm(conv1(x, "xvector.tdnn.linear", 2, 1, 2), "xvector.tdnn.nonlinear.batchnorm"))
    for block, (layers, apart) in enumerate(((12, 1), (24, 2), (16, 2)), 1):
        for layer in range(1, layers + 1):
            name = f"xvector.block{block}.tdnnd{layer}"
            narrow = conv1(relu(norm(x, f"{name}.nonlinear1.batchnorm")), f"{name}.linear1")
            narrow = relu(norm(narrow, f"{name}.nonlinear2.batchnorm"))
            local = conv1(narrow, f"{name}.cam_layer.linear_local", apart, apart)
            context = relu(conv1(2 * narrow.mean(1, keepdims=True), f"{name}.cam_layer.linear1"))
            x = np.vstack([x, local / (1 + np.exp(-conv1(context, f"{name}.cam_layer.linear2")))])
        name = f"xvector.transit{block}"
        x = conv1(relu(norm(x, f"{name}.nonlinear.batchnorm")), f"{name}.linear")
    x = relu(norm(x, "xvector.out_nonlinear.batchnorm"))
    pooled = np.concatenate([x.mean(1), x.std(1, ddof=1)])
    return norm(weights["xvector.dense.linear.weight"][:, :, 0] @ pooled, "xvector.dense.nonlinear.batchnorm")


def test_the_graphs_are_the_ones_that_the_catalogue_knows(weights: dict[str, Any], tmp_path: Path) -> None:
    """Built again, they are the same to the byte; otherwise no laptop would open what its set-up made."""
    from models.catalogue import starter, verify

    assert build_voices.main(tmp_path) == 0
    known = starter("speakers")
    verify(known)
    for file in known.files:
        assert (tmp_path / file.name).read_bytes() == (known.path / file.name).read_bytes()
    licences = (tmp_path / "LICENCES.txt").read_text("utf-8")
    assert "Apache License" in licences and "Copyright (c) 2020 CNRS" in licences


def test_a_missing_package_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The set-up shows the last line of what its steps say."""
    monkeypatch.setattr(build_voices, "PACKAGE", "no_such_package_at_all")
    assert build_voices.main(tmp_path) == 1
    assert "is missing" in capsys.readouterr().err
