"""The fuzzer on a parser with a fault of its own, for the test that it finds one."""

from __future__ import annotations

import sys

import atheris


@atheris.instrument_func
def read(data: bytes) -> None:
    """Fails behind three letters, one after the other."""
    if len(data) > 2 and data[0] == ord("b") and data[1] == ord("a") and data[2] == ord("d"):
        raise KeyError("planted")


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], read)
    atheris.Fuzz()
