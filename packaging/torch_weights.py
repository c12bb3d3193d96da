"""Reads the numbers out of a file that PyTorch saved, without PyTorch and without running anything that is in it."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_NUMBERS: dict[str, Any] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
_MOST_NUMBERS = 1 << 28
"""A tensor of more numbers than this is none of ours: a hostile file could otherwise ask for all the memory."""


class WeightsRefused(Exception):
    """The file is not plain numbers as PyTorch saves them; nothing of it was used."""


def read(path: Path) -> dict[str, Any]:
    """What `torch.save` put into `path` (a zip file), its tensors as arrays. Raises WeightsRefused.

    A pickle can name any function and have it called. This reader knows the three names that tensors are made of.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
            found = _Reader(archive, inside.removesuffix("data.pkl")).load()
    except WeightsRefused:
        raise
    except Exception as error:  # whatever a broken pickle or zip does
        raise WeightsRefused(f"{path.name} can't be read as PyTorch's weights ({type(error).__name__})") from None
    if not isinstance(found, dict):
        raise WeightsRefused(f"{path.name} holds no table of weights")
    return found


class _Reader(pickle.Unpickler):
    """An unpickler that makes tables and arrays, and nothing else."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{folder}data.pkl")))
        self._archive = archive
        self._folder = folder

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - what a pickle names
        """The only names that it may use."""
        known: dict[tuple[str, str], Callable[..., Any] | type] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
        }
        if module == "torch" and name in _NUMBERS:
            return _NUMBERS[name]
        if (module, name) in known:
            return known[module, name]
        raise WeightsRefused(f"the file asks for {module}.{name}, which no weights need")

    def persistent_load(self, pid: Any) -> Array:  # noqa: ANN401 - what a pickle names
        """The numbers that one tensor or several share."""
        _, kind, key, _, count = pid
        numbers = np.frombuffer(self._archive.read(f"{self._folder}data/{key}"), dtype=kind)
        if len(numbers) != count:
            raise WeightsRefused("a tensor is not as long as it says")
        return numbers


def _tensor(numbers: Array, start: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> Array:
    """A tensor of these numbers: `strides` counts numbers, not bytes."""
    count = int(np.prod(shape, dtype=np.int64))
    last = start + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))
    forward = start >= 0 and min(strides, default=0) >= 0 and min(shape, default=0) >= 0
    if not forward or count > _MOST_NUMBERS or (count and last >= len(numbers)):
        raise WeightsRefused("a tensor reaches outside of its numbers")
    size = numbers.itemsize
    view = np.lib.stride_tricks.as_strided(numbers[start:], shape, [stride * size for stride in strides])
    return np.ascontiguousarray(view)
