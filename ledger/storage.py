"""Writing a file whole or not at all: temp file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ledger.mistake import Mistake, why

LOCK_SECONDS = 5.0


class NotWritten(Mistake):
    """Nothing was written; the books are as before. The sentence says why and what to do."""


class OutcomeUnknown(Mistake):
    """The write may or may not be on the disk: ask again with the same key."""


class Busy(NotWritten):
    """Somebody else is writing these books."""


_REASONS = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再记一次",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间后再记一次",
    errno.EROFS: "磁盘是只读的，请检查存放账簿的磁盘",
    errno.EACCES: "没有写这个文件夹的权限，请用平时记账的用户登录",
    errno.EPERM: "没有写这个文件夹的权限，请用平时记账的用户登录",
}


def not_written(path: Path, fault: OSError) -> NotWritten:
    """What to say of a fault that came before anything was changed."""
    because = _REASONS.get(fault.errno or 0, f"写入时出错（{why(fault)}），请检查磁盘")
    return NotWritten(f"没有记账：{path.name} 写不进去，{because}。账簿没有变动")


def _write_all(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_folder(folder: Path) -> None:
    """Have the disk confirm the names in a folder; OSError when it does not."""
    if os.name == "nt":  # Windows has no handle on a folder to sync; NTFS journals the rename
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step.

    Readers see the old file or the new one, never a part. NotWritten when nothing changed; OutcomeUnknown
    when the rename was done but the disk did not confirm it.
    """
    replace_all({path: content})


def replace_all(contents: dict[Path, bytes]) -> None:
    """Put each content at its path, in the order given; the whole of them is on the disk before the first shows.

    So a full disk is found before anything changed, and NotWritten is true of all of them. OutcomeUnknown
    when the disk fails between the first rename and the last sync.
    """
    temps = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    at, shown = next(iter(contents)), False
    try:
        for at, content in contents.items():
            temps[at].unlink(missing_ok=True)
            _write_all(temps[at], content)
        for at, temp in temps.items():
            temp.replace(at)
            shown = True
        for folder in {path.parent for path in contents}:
            sync_folder(folder)
    except OSError as fault:
        for temp in temps.values():
            with suppress(OSError):
                temp.unlink(missing_ok=True)
        raise (_unknown(at) if shown else not_written(at, fault)) from fault


def show(folder: Path, final: Path) -> None:
    """Give a whole folder its name in one step, where there is none yet; raises as `replace` does."""
    try:
        folder.replace(final)
    except OSError as fault:
        raise not_written(final, fault) from fault
    try:
        sync_folder(final.parent)
    except OSError as fault:
        raise _unknown(final) from fault


def _unknown(path: Path) -> OutcomeUnknown:
    return OutcomeUnknown(f"{path.name} 是否已落盘无法确认，请用同一个 --key 再记一次，已记的不会重复")


def _holder(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="ascii", errors="replace")
    return "？"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the books' one lock, across threads and processes; Busy, naming the holder, after 5 seconds."""
    holder = folder / ".lock.holder"
    try:
        lock = FileLock(folder / ".lock", timeout=LOCK_SECONDS)
        with lock:
            with suppress(OSError):  # only a courtesy to whoever waits
                holder.write_text(str(os.getpid()), encoding="ascii")
            yield
    except Timeout:
        who = _holder(holder)
        raise Busy(f"另一个程序（进程{who}）正在写这套账，请稍等再记。账簿没有变动") from None
    except OSError as fault:
        raise not_written(folder, fault) from fault
