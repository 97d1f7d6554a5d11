"""One writer at a time, on this computer's own disk; whoever cannot write is told who does."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from ledger import storage
from ledger.storage import Busy, NotWritten
from tests.faults import started

MOUNTS = """
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /mnt/share rw - cifs //nas/books rw
31 30 8:2 / /mnt/share/usb rw - ext4 /dev/sdb1 rw
32 22 0:45 / /mnt/with\\040blank rw,relatime - nfs4 nas:/books rw
33 22 8:3 / /data rw - ext4 /dev/sdc1 rw
34 22 0:46 / /data rw - fuse.sshfs me@host:/ rw
""".strip().splitlines()


@pytest.mark.parametrize(
    "folder, kind",
    [
        ("/books", ""),
        ("/mnt/share", "cifs"),
        ("/mnt/share/徽州区", "cifs"),
        ("/mnt/share/usb/徽州区", ""),
        ("/mnt/shared", ""),
        ("/mnt/with blank/x", "nfs4"),
        ("/data/x", "fuse.sshfs"),
    ],
)
def test_a_drive_of_another_computer_is_known_by_its_mount(folder: str, kind: str) -> None:
    assert storage._remote_mount(Path(folder), MOUNTS) == kind


def test_on_such_a_drive_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "remote", lambda folder: "cifs")
    with pytest.raises(NotWritten, match="网络盘上（cifs）"), storage.locked(tmp_path):
        pytest.fail("it was locked")
    assert list(tmp_path.iterdir()) == []


def test_this_folder_is_on_this_computer(tmp_path: Path) -> None:
    assert storage.remote(tmp_path) == ""


def test_another_computer_that_wrote_just_now_keeps_us_out_for_a_while(tmp_path: Path) -> None:
    holder = tmp_path / ".lock.holder"
    holder.write_text("77@cunwei-pc\n")
    for _ in range(2):
        with pytest.raises(Busy, match="另一台电脑（cunwei-pc）刚刚写过"), storage.locked(tmp_path):
            pytest.fail("it was locked")
    assert holder.read_text() == "77@cunwei-pc\n"
    long_ago = time.time() - storage.OTHER_HOST_SECONDS - 1
    os.utime(holder, (long_ago, long_ago))
    with storage.locked(tmp_path):
        assert holder.read_text() == f"{os.getpid()}@{storage._host()}\n"


def test_half_a_computer_s_name_is_nobody_s(tmp_path: Path) -> None:
    (tmp_path / ".lock.holder").write_text(f"77@{storage._host()}"[:4])  # a full disk took no more
    with storage.locked(tmp_path):
        pass


def test_whoever_waits_too_long_is_told_the_process_and_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0.1)
    inside = tmp_path / "inside"

    def hold() -> None:
        with storage.locked(tmp_path):
            inside.touch()
            time.sleep(30)

    process = started(hold)
    while not inside.exists():
        time.sleep(0.01)
    with pytest.raises(Busy, match=f"进程{process.pid}，电脑"), storage.locked(tmp_path):
        pytest.fail("it was locked")
    process.kill()
    process.join()
    with storage.locked(tmp_path):
        pass  # the kernel let go of it


def test_a_child_of_a_dead_writer_does_not_hold_its_lock(tmp_path: Path) -> None:
    told = tmp_path / "child"

    def fork_and_die() -> None:
        with storage.locked(tmp_path):
            if os.fork() == 0:
                told.write_text(str(os.getpid()))
                time.sleep(60)
                os._exit(0)
            while not told.exists() or not told.read_text():
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGKILL)

    started(fork_and_die).join()
    try:
        with storage.locked(tmp_path):
            pass
    finally:
        os.kill(int(told.read_text()), signal.SIGKILL)


def test_what_a_killed_write_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "2026-07.beancount"
    left, other = tmp_path / ".2026-07.beancount.4711.tmp", tmp_path / ".2026-08.beancount.4711.tmp"
    left.write_text("half")
    other.write_text("half")
    storage.replace(path, b"whole")
    assert path.read_bytes() == b"whole" and not left.exists() and other.exists()
