"""File systems of our own, mounted while they are needed and gone afterwards: a small tmpfs, an ext4 in a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def need_root() -> None:
    """Leave with a clear word where this is not root: nothing is skipped in silence."""
    if os.geteuid() != 0:
        sys.exit("this part mounts file systems and needs root; nothing was tried")


def _run(*words: str | Path) -> None:
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"{' '.join(map(str, words))}: {done.stderr.strip()}")


@contextmanager
def mounted(source: Path | str, folder: Path, *options: str, kind: str = "ext4") -> Iterator[Path]:
    """Something mounted on a folder, and unmounted whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", kind, "-o", ",".join(options), source, folder)
    try:
        yield folder
    finally:
        try:
            _run("umount", folder)
        except OSError:  # somebody who was killed is not yet quite gone
            _run("umount", "--lazy", folder)


@contextmanager
def tmpfs(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size."""
    with mounted("tmpfs", folder, f"size={size}", kind="tmpfs") as there:
        yield there


def remounted(folder: Path, how: str) -> None:
    """Make a mounted disk read-only (`ro`) or not (`rw`)."""
    _run("mount", "-o", f"remount,{how}", folder)


def ext4(image: Path, megabytes: int) -> None:
    """An empty ext4 in a file."""
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    _run("mkfs.ext4", "-q", "-F", image)
