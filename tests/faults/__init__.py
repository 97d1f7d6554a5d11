"""Faults on purpose: a disk that fails, a program that is killed, and the campaign made of them.

with disk(3, errno.ENOSPC): …                # the third open, write, fsync or rename fails
killed(lambda: …, at=3)                     # another process is gone just before its third such call

These stand in for Python's own calls and are for small tests. The campaign (`python -m tests.faults --help`)
works on real processes, real signals, the system's own calls (`iofault.c`) and real power cuts.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("open", "write", "fsync", "replace")
KILLED = 9


class Calls:
    """Calls to the system made so far by this thread."""

    def __init__(self) -> None:
        """None yet."""
        self.made: list[str] = []


@contextmanager
def watched(act: Callable[[int, str, Callable[[], Any]], Any]) -> Iterator[Calls]:
    """Hand each call of this thread to `act` with its number from 1; other threads call as ever."""
    calls, mine = Calls(), threading.get_ident()
    real = {name: getattr(os, name) for name in NAMES}

    def stand_in(name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            if threading.get_ident() != mine:
                return real[name](*args, **more)
            calls.made.append(name)
            return act(len(calls.made), name, lambda: real[name](*args, **more))

        return call

    try:
        for name in NAMES:
            setattr(os, name, stand_in(name))
        yield calls
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextmanager
def disk(fails_at: int, code: int, *, for_good: bool = False) -> Iterator[Calls]:
    """A disk whose n-th call fails, once or from then on."""

    def act(number: int, name: str, call: Callable[[], Any]) -> Any:
        if number == fails_at or (for_good and number > fails_at):
            raise OSError(code, os.strerror(code))
        return call()

    with watched(act) as calls:
        yield calls


def count(act: Callable[[], object]) -> int:
    """How many calls it takes."""
    with disk(0, 0) as calls:
        act()
    return len(calls.made)


def killed(act: Callable[[], object], at: int, *, after: bool = False) -> int:
    """Do it in another process that is gone before (or after) its n-th call; how that process ended."""

    def die(number: int, name: str, call: Callable[[], Any]) -> Any:
        if number == at and not after:
            os._exit(KILLED)
        try:
            return call()
        finally:
            if number == at:
                os._exit(KILLED)

    def run() -> None:
        with watched(die):
            act()

    return elsewhere(run)


def elsewhere(act: Callable[[], object]) -> int:
    """Do it in another process and wait; 0 when it came to its end."""
    process = started(act)
    process.join()
    assert process.exitcode is not None
    return int(process.exitcode)


def started(act: Callable[[], object]) -> Any:
    """Another process that does it."""

    def run() -> None:
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process
