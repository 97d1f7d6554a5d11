"""Writing a file whole or not at all: temp file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_SECONDS = 5.0


class NotWritten(Exception):
    """Nothing was written; the books are as before. The sentence says why and what to do."""


class OutcomeUnknown(Exception):
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


def _not_written(path: Path, fault: OSError) -> NotWritten:
    why = _REASONS.get(fault.errno or 0, f"写入时出错（{fault.strerror or fault}），请检查磁盘")
    return NotWritten(f"没有记账：{path.name} 写不进去，{why}。账簿没有变动")


def _write_all(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def _sync_folder(folder: Path) -> None:
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
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temp.unlink(missing_ok=True)
        _write_all(temp, content)
        temp.replace(path)
    except OSError as fault:
        with suppress(OSError):
            temp.unlink(missing_ok=True)
        raise _not_written(path, fault) from fault
    try:
        _sync_folder(path.parent)
    except OSError as fault:
        raise OutcomeUnknown(
            f"{path.name} 是否已落盘无法确认，请用同一个 --key 再记一次，已记的不会重复"
        ) from fault


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
        who = holder.read_text(encoding="ascii") if holder.is_file() else "？"
        raise Busy(f"另一个程序（进程{who}）正在写这套账，请稍等再记。账簿没有变动") from None
    except OSError as fault:
        raise _not_written(folder, fault) from fault
