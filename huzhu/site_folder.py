"""A site as a folder: written whole or not at all, and never over anything that is not a site of ours."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from ledger.mistake import Mistake, why

SUMS = "SHA256SUMS"
"""The list of a site's files: a folder that holds anything else is not ours to replace."""
_SUM = re.compile(r"[0-9a-f]{64}  (?P<name>[^\n]+)")


def refuse_foreign(folder: Path) -> None:
    """Mistake where something stands in the folder's place that this command did not write."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Mistake(f"{folder} 不是文件夹，网站要写到一个新的或空的文件夹里")
    try:
        there = (
            {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
            if folder.exists()
            else set()
        )
    except OSError as fault:
        raise Mistake(f"读不了文件夹 {folder}：{why(fault)}") from None
    if strange := sorted(there - {SUMS, *_listed(folder)}):
        raise Mistake(
            f"{folder} 里有不是网站的文件（{strange[0]} 等{len(strange)}个），怕盖掉别的东西；请换一个空的文件夹"
        )


def _listed(folder: Path) -> set[str]:
    """What the site that stands in a folder is made of; nothing where none does."""
    sums = folder / SUMS
    if not sums.is_file():
        return set()
    return {
        m["name"]
        for m in map(_SUM.fullmatch, sums.read_text(encoding="utf-8", errors="replace").splitlines())
        if m
    }


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the whole folder, or leave what was there; Mistake where it cannot be written."""
    whole = folder.resolve()
    beside, old = (whole.with_name(f".{whole.name}.{os.getpid()}{end}") for end in (".new", ".old"))
    try:
        for name, content in {**files, SUMS: _sums(files)}.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _swap(beside, whole, old)
    except OSError as fault:
        raise Mistake(f"写不了文件夹 {folder}：{why(fault)}；原来的没有动") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(beside: Path, whole: Path, old: Path) -> None:
    """Put the new folder in the old one's place, and the old one back where that fails."""
    there = whole.exists()
    if there:
        whole.rename(old)
    try:
        beside.rename(whole)
    except OSError:
        if there:
            old.rename(whole)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()
