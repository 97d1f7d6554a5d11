"""What is wrong with this machine, and what to do: one line a check.

`huzhu.safekeeping.doctor_books` looks at the books. A check never changes anything; what it writes to try the disk it
takes away again.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from ledger import storage
from ledger.mistake import why

ROOMS = ("huzhu", "ledger", "plugins", "importers", "reports")
"""The names that we import by; another package may have taken one."""
LEAST_FREE_BYTES = 200_000_000
SLOW_MILLISECONDS = 200


class Check(NamedTuple):
    """What was looked at, how it is, and what to do about it."""

    name: str
    state: str
    """✓ fine, ! to be told, ✗ wrong, ？ could not be found out."""
    said: str
    remedy: str = ""


def fine(name: str, said: str) -> Check:
    """All is well."""
    return Check(name, "✓", said)


def machine() -> Iterator[Check]:
    """The checks that need no books."""
    yield _python()
    yield from _packages()
    yield from _names()
    yield _paper()


def _python() -> Check:
    """Older than the oldest that huzhu runs on, Python would not have come this far."""
    bits = 64 if sys.maxsize > 2**32 else 32
    return fine("Python", f"{platform.python_version()}，{bits}位，{platform.system()}")


def _packages() -> Iterator[Check]:
    """What huzhu asks for, as its own metadata says, beside what is installed."""
    name = "程序包"
    try:
        from packaging.requirements import InvalidRequirement, Requirement

        asked = [Requirement(r) for r in metadata.requires("huzhu") or ()]
    except (ImportError, metadata.PackageNotFoundError, InvalidRequirement):
        yield Check(name, "？", "查不出 huzhu 要哪些程序包", "请重新安装 huzhu")
        return
    wanted = [r for r in asked if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = [said for r in wanted if (said := _unlike(r.name, str(r.specifier)))]
    if wrong:
        yield Check(name, "✗", "；".join(wrong), "请在单独的环境里重新安装 huzhu，不要单独升级别的包")
    else:
        yield fine(
            name,
            f"{len(wanted)}个，版本都对（Beancount {_installed('beancount')}，Fava {_installed('fava')}）",
        )


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _unlike(name: str, wanted: str) -> str:
    """What is wrong with an installed package; empty where nothing is."""
    from packaging.specifiers import SpecifierSet

    found = _installed(name)
    if not found:
        return f"没有装 {name}"
    return "" if SpecifierSet(wanted).contains(found, prereleases=True) else f"{name} 是{found}，要{wanted}"


def _names() -> Iterator[Check]:
    """Whether every name that we import by still leads to our own folder."""
    house = Path(__file__).resolve().parent.parent.parent
    taken = []
    for room in ROOMS:
        spec = importlib.util.find_spec(room)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parent != house / room:
            taken.append(f"{room}（{origin or '找不到'}）")
    if taken:
        said = f"别的程序包占用了我们的名字：{'、'.join(taken)}"
        yield Check("程序名", "✗", said, "请在单独的环境里重新安装 huzhu")
    else:
        yield fine("程序名", "没有被别的程序包占用")


def _paper() -> Check:
    missing = [n for n in ("typst", "pylopdf_fonts_zh_cn") if importlib.util.find_spec(n) is None]
    if missing:
        return Check("打印", "✗", f"没有装 {'、'.join(missing)}，打不出公示", "请重新安装 huzhu")
    return fine("打印", "排版程序和中文字体都在，不需要浏览器")


def disk(folder: Path) -> Iterator[Check]:
    """The disk that the books are on."""
    yield _near(folder)
    yield _room(folder)
    yield _synced(folder)


def _near(folder: Path) -> Check:
    kind = storage.remote(folder)
    if kind:
        remedy = "请把账簿放到本机的磁盘上：网络盘会丢账，两台电脑同时记账会互相覆盖"
        return Check("磁盘位置", "✗", f"账簿在网络盘上（{kind}）", remedy)
    return fine("磁盘位置", "在本机的磁盘上")


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    said = f"还有{free // 1_000_000}MB"
    if free < LEAST_FREE_BYTES:
        return Check("磁盘空间", "!", f"只剩{free // 1_000_000}MB", "请腾出空间；磁盘满了就不能记账")
    return fine("磁盘空间", said)


def _synced(folder: Path) -> Check:
    """Whether the folder can be written and the disk confirms it, and how long that takes."""
    path = folder / f".doctor.{os.getpid()}.tmp"
    took = []
    try:
        for _ in range(5):
            start = time.perf_counter()
            _try(path)
            took.append((time.perf_counter() - start) * 1000)
        storage.sync_folder(folder)
    except OSError as fault:
        remedy = "请用平时记账的用户登录，并检查磁盘；查清以前不要记账"
        return Check("写入磁盘", "✗", f"账簿的文件夹写不进去：{why(fault)}", remedy)
    finally:
        path.unlink(missing_ok=True)
    median = statistics.median(took)
    if median > SLOW_MILLISECONDS:
        return Check(
            "写入磁盘",
            "!",
            f"能写，但很慢（每次{median:.0f}毫秒）",
            "请换一个快些的磁盘，或查查磁盘是不是快坏了",
        )
    return fine("写入磁盘", f"能写，磁盘确认一次{median:.1f}毫秒")


def _try(path: Path) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(fd, b"huzhu\n" * 100)
        os.fsync(fd)
    finally:
        os.close(fd)


def clock(now: datetime, last: str) -> Check:
    """The machine's clock beside the last event's time; `last` is empty where there is none."""
    offset = now.utcoffset()
    said = f"{now:%Y-%m-%d %H:%M}（时区 {now:%z}）"
    try:
        before = datetime.fromisoformat(last) if last else None
    except ValueError:
        before = None
    if before is not None and before.tzinfo is not None and now < before - timedelta(minutes=5):
        return Check(
            "时钟", "✗", f"电脑上是{said}，比最后一笔账的时间（{last}）还早", "请先把时钟调对，再记账"
        )
    if offset != timedelta(hours=8):
        return Check("时钟", "!", f"{said}，不是北京时间", "请把时区设成北京时间（东八区）")
    return fine("时钟", said)


def verdict(checks: list[Check]) -> int:
    """0: nothing wrong; 1: something is; 2: it could not be found out."""
    states = {c.state for c in checks}
    return 2 if "？" in states else int("✗" in states)
