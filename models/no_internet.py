"""Has Linux refuse this program and all its children every socket that could reach another machine.

A seccomp filter (Linux's Documentation/userspace-api/seccomp_filter.rst): `socket` and `socketpair` are answered with
EACCES for every family but AF_UNIX (the screen, the sound server, the keychain) and AF_NETLINK (asking the kernel). It
holds for native code as well, can't be taken off again, and is inherited. Why: docs/decisions/0050-offline-proof.md.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import socket
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass

ALLOWED = (1, 16)
"""AF_UNIX and AF_NETLINK, <linux/socket.h>."""
_NO_FAMILY = 255
"""The kernel knows no such family: it answers EAFNOSUPPORT, and the filter EACCES."""
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS, <linux/prctl.h>
_SET_FILTER, _ALL_THREADS = 1, 1  # SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, <linux/seccomp.h>
_CALL, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # where they are in struct seccomp_data, <linux/seccomp.h>
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # <linux/bpf_common.h>
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000 | errno.EACCES  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO


@dataclass(frozen=True)
class _Calls:
    """A kind of processor: its AUDIT_ARCH value and the numbers of its calls."""

    machine: int
    socket: int
    socketpair: int
    seccomp: int
    foreign_from: int
    """Calls from this number on belong to another set of calls of the same processor, such as x32."""
    io_uring_setup: int = 425
    """A ring could be asked to make a socket without the call `socket`."""


_CALLS: Mapping[str, _Calls] = {
    "x86_64": _Calls(0xC000_003E, socket=41, socketpair=53, seccomp=317, foreign_from=0x4000_0000),
    "aarch64": _Calls(0xC000_00B7, socket=198, socketpair=199, seccomp=277, foreign_from=0x4000_0000),
}


class _Program(ctypes.Structure):
    """struct sock_fprog, <linux/filter.h>."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse_internet() -> bool:
    """From here on, no thread of this process and no child of it can open an internet socket; says whether that holds.

    Call it at the start of the program. Calling it again changes nothing. False where the system can't do it (Windows,
    whose firewall is told instead; another processor; a kernel without seccomp): nothing else is different then.
    """
    return internet_is_refused() or (_set_filter() and internet_is_refused())


def internet_is_refused() -> bool:
    """Whether sockets are refused here, found out with a family that doesn't exist: nothing is asked of a network."""
    if sys.platform != "linux":
        return False
    try:
        socket.socket(_NO_FAMILY, socket.SOCK_STREAM).close()
    except OSError as error:
        return error.errno == errno.EACCES
    return False


def _set_filter() -> bool:
    calls = _CALLS.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 2**32 else None
    if calls is None:
        return False
    code = _filter(calls)
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError, OSError):
        if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            return bool(library.syscall(calls.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0)
    return False


def _filter(calls: _Calls) -> bytes:
    """The filter, as the kernel's machine reads it: a step, its value, and how many steps a yes or a no leaves out."""
    refuse = 9 + len(ALLOWED)  # where the step stands that refuses; the one after it allows
    steps = [
        (_LOAD, _MACHINE, 0, 0),
        (_IF_EQUAL, calls.machine, 0, refuse - 2),  # 32-bit calls have other numbers
        (_LOAD, _CALL, 0, 0),
        (_IF_AT_LEAST, calls.foreign_from, refuse - 4, 0),
        (_IF_EQUAL, calls.io_uring_setup, refuse - 5, 0),
        (_IF_EQUAL, calls.socket, 2, 0),
        (_IF_EQUAL, calls.socketpair, 1, 0),
        (_RETURN, _ALLOW, 0, 0),
        (_LOAD, _FIRST_ARGUMENT, 0, 0),
        *((_IF_EQUAL, family, len(ALLOWED) - at, 0) for at, family in enumerate(ALLOWED)),
        (_RETURN, _REFUSE, 0, 0),
        (_RETURN, _ALLOW, 0, 0),
    ]
    return b"".join(struct.pack("=HBBI", code, yes, no, value) for code, value, yes, no in steps)


__all__ = ["ALLOWED", "internet_is_refused", "refuse_internet"]
