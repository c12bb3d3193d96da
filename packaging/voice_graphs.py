"""Draws the two networks that tell voices apart as ONNX graphs, from their published weights.

Segmentation: PyanNet (Bredin 2020, pyannote.audio), with SincNet filters (Ravanelli and Bengio 2018). Embedding: CAM++
(Wang and others 2023, "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking").
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
Weights = Mapping[str, Array]

SAMPLE_RATE = 16_000
WINDOW = 10 * SAMPLE_RATE
"""Samples that the segmentation was taught on, and is given, at a time."""
LONGEST_PIECE = 200
"""Frames of 10 ms that an embedding is made of at most: a longer piece would need CAM++'s pooling by two seconds."""
_EPSILON = 1e-5  # of PyTorch's normalisations
_OPSET, _IR = 17, 8  # of 2022: any onnxruntime that is in use reads them


class Drawing:
    """A graph that grows node by node; each method gives the name of what its node puts out."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, value: Array) -> str:
        """A tensor of the graph's own."""
        name = f"w{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - ONNX takes any kind of value
        """A node of one output."""
        name = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def floats(self, *values: float) -> str:
        """A row of numbers."""
        return self.constant(np.array(values, dtype=np.float32))

    def ints(self, *values: int) -> str:
        """A row of whole numbers, as shapes and axes are given."""
        return self.constant(np.array(values, dtype=np.int64))

    def model(self, taken: tuple[str, list[Any]], given: tuple[str, list[Any]]) -> bytes:
        """The whole, from input (name, shape) to output (name, shape), as a file's bytes."""
        self._nodes[-1].output[0] = given[0]
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (taken, given)]
        graph = helper.make_graph(self._nodes, "voices", ends[:1], ends[1:], self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="fairnote")
        model.ir_version = _IR
        onnx.checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString(deterministic=True))


# --- segmentation
def segmentation(weights: Weights) -> bytes:
    """`sound` [n, 1, WINDOW] → `classes` [n, 589, 7]: log probabilities of nobody, of a, b, c, and of ab, ac, bc."""
    draw = Drawing()
    found = _normalised(draw, "sound", weights, "sincnet.wav_norm1d")
    for place in range(3):
        if place == 0:
            found = draw.add("Conv", found, draw.constant(_sinc_filters(weights)), strides=[10])
            found = draw.add("Abs", found)
        else:
            parts = _of(draw, weights, f"sincnet.conv1d.{place}.weight", f"sincnet.conv1d.{place}.bias")
            found = draw.add("Conv", found, *parts)
        found = draw.add("MaxPool", found, kernel_shape=[3], strides=[3])
        found = draw.add("LeakyRelu", _normalised(draw, found, weights, f"sincnet.norm1d.{place}"), alpha=0.01)
    found = draw.add("Transpose", found, perm=[2, 0, 1])  # LSTMs take frame, piece, feature
    for number in range(4):
        found = _lstm(draw, found, weights, number)
    found = draw.add("Transpose", found, perm=[1, 0, 2])
    for layer in ("linear.0", "linear.1", "classifier"):
        found = draw.add("MatMul", found, draw.constant(weights[f"{layer}.weight"].T))
        found = draw.add("Add", found, draw.constant(weights[f"{layer}.bias"]))
        if layer != "classifier":
            found = draw.add("LeakyRelu", found, alpha=0.01)
    draw.add("LogSoftmax", found, axis=-1)
    return draw.model(("sound", ["n", 1, WINDOW]), ("classes", ["n", "frames", 7]))


def _of(draw: Drawing, weights: Weights, *names: str) -> list[str]:
    return [draw.constant(weights[name]) for name in names]


def _normalised(draw: Drawing, found: str, weights: Weights, name: str) -> str:
    return draw.add("InstanceNormalization", found, *_of(draw, weights, f"{name}.weight", f"{name}.bias"))


def _sinc_filters(weights: Weights) -> Array:
    """SincNet's learnt band-pass filters, an even and an odd one of each band: [80, 1, 251]."""
    name = "sincnet.conv1d.0.filterbank"
    low_given, band_given, window, times = (
        weights[f"{name}.{part}"].astype(np.float64) for part in ("low_hz_", "band_hz_", "window_", "n_")
    )
    low = 50 + np.abs(low_given)
    high = np.clip(low + 50 + np.abs(band_given), 50, SAMPLE_RATE / 2)
    band, half = 2 * (high - low), times / 2
    even = _each(math.sin, high * times) - _each(math.sin, low * times)
    odd = _each(math.cos, low * times) - _each(math.cos, high * times)
    left_even, left_odd = even / half * window, odd / half * window
    evens = np.hstack([left_even, band, left_even[:, ::-1]]) / band
    odds = np.hstack([left_odd, np.zeros_like(band), -left_odd[:, ::-1]]) / band
    return np.vstack([evens, odds])[:, None, :].astype(np.float32)


def _each(function: Any, values: Array) -> Array:  # noqa: ANN401
    """Number by number with the C library's function, which is the same on every processor; numpy's is not."""
    return np.asarray(np.vectorize(function, otypes=[np.float64])(values))


def _lstm(draw: Drawing, found: str, weights: Weights, layer: int) -> str:
    """One layer that reads both ways."""
    names = [f"l{layer}", f"l{layer}_reverse"]
    inward, along = (np.stack([_gates(weights[f"lstm.weight_{way}_{n}"]) for n in names]) for way in ("ih", "hh"))
    bias = np.stack([np.concatenate([_gates(weights[f"lstm.bias_{way}_{n}"]) for way in ("ih", "hh")]) for n in names])
    hidden = along.shape[-1]
    put = draw.add(
        "LSTM", found, *(draw.constant(part) for part in (inward, along, bias)),
        hidden_size=hidden, direction="bidirectional",
    )  # fmt: skip
    # [frame, way, piece, hidden] → [frame, piece, way x hidden]
    together = draw.add("Transpose", put, perm=[0, 2, 1, 3])
    return draw.add("Reshape", together, draw.ints(0, 0, 2 * hidden))


def _gates(rows: Array) -> Array:
    """PyTorch keeps its gates as input, forget, cell, output; ONNX as input, output, forget, cell."""
    into, forget, cell, out = np.split(rows, 4)
    return np.concatenate([into, out, forget, cell])


# --- embedding
def embedding(weights: Weights) -> bytes:
    """`features` [n, frames, 80], at most LONGEST_PIECE frames → `voices` [n, 192]."""
    draw = Drawing()
    found = draw.add("Unsqueeze", draw.add("Transpose", "features", perm=[0, 2, 1]), draw.ints(1))
    found = draw.add("Relu", _conv(draw, found, weights, "head.conv1", "head.bn1", pads=[1] * 4))
    for block in ("layer1.0", "layer1.1", "layer2.0", "layer2.1"):
        found = _residual(draw, found, weights, f"head.{block}")
    found = draw.add("Relu", _conv(draw, found, weights, "head.conv2", "head.bn2", pads=[1] * 4, strides=[2, 1]))
    found = draw.add("Reshape", found, draw.ints(0, 320, -1))
    entry = "xvector.tdnn"
    found = _conv(draw, found, weights, f"{entry}.linear", f"{entry}.nonlinear.batchnorm", pads=[2, 2], strides=[2])
    found = draw.add("Relu", found)
    for place, (layers, dilation) in enumerate(((12, 1), (24, 2), (16, 2)), 1):
        for number in range(1, layers + 1):
            new = _dense_layer(draw, found, weights, f"xvector.block{place}.tdnnd{number}", dilation)
            found = draw.add("Concat", found, new, axis=1)
        found = _active(draw, found, weights, f"xvector.transit{place}.nonlinear.batchnorm")
        found = draw.add("Conv", found, draw.constant(weights[f"xvector.transit{place}.linear.weight"]))
    found = _active(draw, found, weights, "xvector.out_nonlinear.batchnorm")
    found = _statistics(draw, found)
    found = _conv(draw, found, weights, "xvector.dense.linear", "xvector.dense.nonlinear.batchnorm")
    draw.add("Squeeze", found, draw.ints(2))
    return draw.model(("features", ["n", "frames", 80]), ("voices", ["n", 192]))


def _scale(weights: Weights, name: str) -> tuple[Array, Array]:
    """A batch normalisation as a factor and a summand of each channel."""
    mean, variance = (weights[f"{name}.running_{part}"].astype(np.float64) for part in ("mean", "var"))
    factor = weights.get(f"{name}.weight", np.ones_like(mean)) / np.sqrt(variance + _EPSILON)
    return factor, weights.get(f"{name}.bias", np.zeros_like(mean)) - mean * factor


def _conv(draw: Drawing, found: str, weights: Weights, name: str, norm: str, **attributes: object) -> str:
    """A convolution and the normalisation after it, as one."""
    factor, summand = _scale(weights, norm)
    kernel = weights[f"{name}.weight"]
    kernel = kernel * factor.reshape(-1, *[1] * (kernel.ndim - 1))
    parts = (draw.constant(part.astype(np.float32)) for part in (kernel, summand))
    return draw.add("Conv", found, *parts, **attributes)


def _active(draw: Drawing, found: str, weights: Weights, norm: str) -> str:
    """Normalised, and cut off below zero."""
    factor, summand = (draw.constant(part[:, None].astype(np.float32)) for part in _scale(weights, norm))
    return draw.add("Relu", draw.add("Add", draw.add("Mul", found, factor), summand))


def _residual(draw: Drawing, found: str, weights: Weights, name: str) -> str:
    strides = [2 if name.endswith(".0") else 1, 1]
    new = draw.add("Relu", _conv(draw, found, weights, f"{name}.conv1", f"{name}.bn1", pads=[1] * 4, strides=strides))
    new = _conv(draw, new, weights, f"{name}.conv2", f"{name}.bn2", pads=[1] * 4)
    if f"{name}.shortcut.0.weight" in weights:
        found = _conv(draw, found, weights, f"{name}.shortcut.0", f"{name}.shortcut.1", strides=strides)
    return draw.add("Relu", draw.add("Add", new, found))


def _dense_layer(draw: Drawing, found: str, weights: Weights, name: str, dilation: int) -> str:
    """What one layer adds: 32 channels, masked by what the whole piece is like."""
    narrow = _active(draw, found, weights, f"{name}.nonlinear1.batchnorm")
    narrow = draw.add("Relu", _conv(draw, narrow, weights, f"{name}.linear1", f"{name}.nonlinear2.batchnorm"))
    cam = f"{name}.cam_layer"
    local = draw.add(
        "Conv", narrow, draw.constant(weights[f"{cam}.linear_local.weight"]),
        pads=[dilation, dilation], dilations=[dilation],
    )  # fmt: skip
    # The mean of all and the mean of each two seconds: the same, as a piece is no longer.
    context = draw.add("ReduceMean", narrow, axes=[2], keepdims=1)
    context = draw.add("Add", context, context)
    for layer, kind in (("linear1", "Relu"), ("linear2", "Sigmoid")):
        parts = _of(draw, weights, f"{cam}.{layer}.weight", f"{cam}.{layer}.bias")
        context = draw.add(kind, draw.add("Conv", context, *parts))
    return draw.add("Mul", local, context)


def _statistics(draw: Drawing, found: str) -> str:
    """Mean and standard deviation of each channel over time, [n, 2 x channels, 1]; the deviation as of a sample."""
    mean = draw.add("ReduceMean", found, axes=[2], keepdims=1)
    away = draw.add("Sub", found, mean)
    total = draw.add("ReduceSum", draw.add("Mul", away, away), draw.ints(2), keepdims=1)
    frames = draw.add("Cast", draw.add("Shape", found, start=2, end=3), to=TensorProto.FLOAT)
    variance = draw.add("Div", total, draw.add("Sub", frames, draw.floats(1.0)))
    return draw.add("Concat", mean, draw.add("Sqrt", variance), axis=1)
