"""Real calls to the system that fail, or are a process's last: `iofault.c` under a real command.

with Breaker() as breaker:
    ran = breaker.run(["--books", "…", "record", …], folder, "kill", at=3)
    assert ran.killed

The library is loaded before everything else into one process that imports huzhu and then forks for every
command: so a command is a process of its own, with the system's own calls, and takes no second to start.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, NamedTuple, Self

HERE = Path(__file__).parent
KILLING = ("kill", "killafter")
FAILING = ("enospc", "eio", "erofs", "short")

_built = TemporaryDirectory(prefix="huzhu-iofault-")  # gone when the session ends


class Call(NamedTuple):
    """A counted call: its number from 1, what it was, and on which file."""

    number: int
    name: str
    path: str


class Ran(NamedTuple):
    """How a command ended: its exit code, whether it was killed, and what it said."""

    code: int
    killed: bool
    said: str


@cache
def library() -> Path:
    """The compiled library."""
    if shutil.which("gcc") is None:
        raise FileNotFoundError("breaking the system's own calls needs gcc (Debian: gcc libc6-dev)")
    made = Path(_built.name) / "iofault.so"
    command = ["gcc", "-shared", "-fPIC", "-O2", "-o", str(made), str(HERE / "iofault.c"), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return made


class Breaker:
    """A process with the library in it, that forks for every command."""

    def __enter__(self) -> Self:
        """Start it."""
        env = os.environ | {
            "LD_PRELOAD": str(library()),
            "HUZHU_USER": "wangwu",
            "PYTHONPATH": str(HERE.parent.parent),
        }
        self.server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.iofault"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end by itself."""
        assert self.server.stdin and self.server.stdout
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()

    def run(
        self, argv: list[str], folder: Path, mode: str = "count", at: int = 0, *, sticky: bool = False
    ) -> Ran:
        """Run `huzhu ARGV…`; the call number `at` of those that change something under `folder` is hit."""
        return self._ask(argv, folder, mode, at, sticky, "")

    def calls(self, argv: list[str], folder: Path) -> tuple[Ran, list[Call]]:
        """Run it unharmed; which calls it made."""
        with TemporaryDirectory() as scratch:
            log = Path(scratch) / "log"
            ran = self._ask(argv, folder, "count", 0, False, str(log))
            lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
        return ran, [Call(int(line.split()[0]), line.split()[1], line.split()[2]) for line in lines]

    def _ask(self, argv: list[str], folder: Path, mode: str, at: int, sticky: bool, log: str) -> Ran:
        assert self.server.stdin and self.server.stdout
        asked = {"argv": argv, "folder": str(folder), "mode": mode, "at": at, "sticky": sticky, "log": log}
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        return Ran(*json.loads(self.server.stdout.readline()))


def _serve() -> None:
    """Answer each line of JSON with how its command ended."""
    _ready()
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)


def _ready() -> None:
    """Import here what every child would import again."""
    from tests import societies as made
    from tests.terminal import huzhu

    with TemporaryDirectory() as folder:
        society = made.shigang(Path(folder))
        huzhu(
            "record",
            "donation",
            "--donor",
            "甲",
            "--amount",
            "5",
            "--date",
            "2026-07-01",
            books=society.folder,
        )


def _forked(asked: dict[str, Any]) -> Ran:
    with TemporaryFile() as said:
        child = os.fork()
        if not child:
            _command(asked, said)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        words = said.read().decode()
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Ran(-1 if killed else os.waitstatus_to_exitcode(status), killed, words)


def _command(asked: dict[str, Any], said: IO[bytes]) -> None:
    """In the child: the streams turned, the library told what to hit, the command run to its end."""
    from huzhu.__main__ import run

    try:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        sys.argv = ["huzhu", *asked["argv"]]
        words = [asked[name].encode() for name in ("folder", "log", "mode")]
        ctypes.CDLL(None).iof_set(*words, ctypes.c_long(asked["at"]), int(asked["sticky"]))
        run()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(70)


if __name__ == "__main__":
    _serve()
