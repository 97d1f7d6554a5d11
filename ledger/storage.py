"""Writing a file whole or not at all, one writer at a time: temp file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import glob
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from ledger.mistake import Mistake, why

LOCK_SECONDS = 5.0
OTHER_HOST_SECONDS = 120.0
"""How long after another computer wrote these books nobody else may: two at once know nothing of each other's lock."""
REMOTE = frozenset((
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "ceph",
    "fuse.glusterfs", "lustre",
))  # fmt: skip
"""File systems of another computer: their locks and syncs cannot be relied on."""
_DRIVE_REMOTE = 4
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would write two bytes for each line break."""


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
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
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


def replace_all(contents: dict[Path, bytes], *, lasting: bool = True) -> None:
    """Put each content at its path, in the order given; the whole of them is on the disk before the first shows.

    So a full disk is found before anything changed, and NotWritten is true of all of them. OutcomeUnknown
    when the disk fails between the first rename and the last sync. Not `lasting`: the names need not outlive
    a power cut, as of what can be made again.
    """
    temps = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    at, shown = next(iter(contents)), False
    try:
        for at, content in contents.items():
            _clear(at)
            _write_all(temps[at], content)
        for at, temp in temps.items():
            temp.replace(at)
            shown = True
        for folder in {path.parent for path in contents} if lasting else ():
            sync_folder(folder)
    except OSError as fault:
        for temp in temps.values():
            with suppress(OSError):
                temp.unlink(missing_ok=True)
        raise (_unknown(at) if shown else not_written(at, fault)) from fault


def _clear(path: Path) -> None:
    """Take away what writes of this file that were cut off have left."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        left.unlink(missing_ok=True)


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


@lru_cache
def remote(folder: Path) -> str:
    """The file system or drive of another computer that a folder lies on; empty where it lies on this one."""
    if os.name == "nt":
        return _remote_drive(folder.resolve())
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        return _remote_mount(folder.resolve(), lines)
    return ""


def _remote_mount(folder: Path, mountinfo: list[str]) -> str:
    """The type of the innermost mount above a folder, where it is one of `REMOTE`; the later of two hides the other."""
    above, kind = Path(), ""
    for line in mountinfo:
        fields = line.split(" ")
        place = Path(fields[4].replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= len(above.parts):
            above, kind = place, fields[fields.index("-") + 1]
    return kind if kind in REMOTE else ""


def _remote_drive(folder: Path) -> str:
    if str(folder).startswith("\\\\"):
        return folder.drive
    if sys.platform == "win32":
        import ctypes

        return folder.drive if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE else ""
    return ""


def _host() -> str:
    return platform.node() or "?"


def _holder(path: Path) -> tuple[str, str]:
    """Process and computer that wrote these books last; two question marks where nobody said so."""
    with suppress(OSError):
        said, end, _ = path.read_text(encoding="utf-8", errors="replace").partition("\n")
        process, _, host = said.partition("@")
        if end:  # else a full disk took half a name, and half a name is another computer's
            return process or "？", host or "？"
    return "？", "？"


def _refuse_other_host(lock: Path, holder: Path) -> None:
    """Busy where another computer wrote here a moment ago; the disk tells the time, not this computer's clock."""
    _, host = _holder(holder)
    if host in ("？", _host()):
        return
    try:
        lock.touch()
        since = lock.stat().st_mtime - holder.stat().st_mtime
    except OSError as fault:
        raise not_written(lock.parent, fault) from fault
    if since < OTHER_HOST_SECONDS:
        raise Busy(
            f"另一台电脑（{host}）刚刚写过这套账。同一套账只能在一台电脑上记；请等两分钟，确认那边不再记了再记。账簿没有变动"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the books' one lock, across threads and processes.

    Busy, naming the holder, after 5 seconds, or where another computer wrote here just now; NotWritten on a
    drive of another computer. The kernel lets go of the lock when its process ends, however it ends.
    """
    if kind := remote(folder):
        raise NotWritten(
            f"账簿放在网络盘上（{kind}），两台电脑同时写会丢账；请把文件夹搬到本机硬盘。账簿没有变动"
        )
    holder = folder / ".lock.holder"
    lock = FileLock(folder / ".lock", timeout=LOCK_SECONDS, poll_interval=0.01)
    try:
        lock.acquire()
    except Timeout:
        process, host = _holder(holder)
        raise Busy(f"另一个程序（进程{process}，电脑{host}）正在写这套账，请稍等再记。账簿没有变动") from None
    except OSError as fault:
        raise not_written(folder, fault) from fault
    try:
        _refuse_other_host(folder / ".lock", holder)
        with suppress(OSError):  # only a courtesy to whoever waits
            holder.write_text(f"{os.getpid()}@{_host()}\n", encoding="utf-8")
        yield
    finally:
        lock.release()
