"""What is wrong with books, and what to do: one line a check, and one for each society where it fails."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from huzhu.auditing.verifying import Verified, verify
from huzhu.safekeeping import backup, sound_books
from huzhu.safekeeping.doctor import Check, clock, fine
from ledger import journal, keys, load, seals, trail
from ledger.district import District, Ledger, Society
from ledger.mistake import Mistake
from ledger.trail import Event

_LEFT = re.compile(r"\..+\.tmp|\..+\.new|\..+\.restoring-.*")
_AT = re.compile(rb'\n  at: "([^"\n]*)"\n')
_OPEN_MONTHS = 2
"""How many months that are over may be open before it is told."""
_BACKUP_DAYS = 7


class Read(NamedTuple):
    """A ledger's books as far as they could be read."""

    ledger: Ledger
    files: dict[str, bytes]
    found: Verified

    @property
    def events(self) -> list[Event]:
        """What was recorded in them."""
        return self.found.chain.events if self.found.chain else []


def books(place: District | Society, ledgers: list[Ledger], now: datetime) -> Iterator[Check]:
    """All that is looked at in a district's or a society's books."""
    found = [_read(each) for each in ledgers]
    readable = [r for r in found if not r.found.sentence]
    whole = [r for r in readable if not r.found.breaks]
    yield from _each("账簿文件", found, lambda r: r.found.sentence, "都读得出来，编码没有被改过")
    yield from _each("核对", readable, _broken, "前后相连，和封存、区里记下的都一样，没有改动")
    yield from _each("规则", whole, _unruled, "都能装入，规则都运行了")
    for name, odd, right, remedy in _ODD:
        yield from _told(name, readable, odd, right, remedy)
    yield from _told(
        "月结", readable, lambda r: _late(r, now.date()), "没有拖下来的月份", "请用 huzhu close 按月结账"
    )
    yield from _told("残留", found, _left_over, "没有写了一半留下的文件", "确认没有程序在记账以后，可以删掉")
    yield from _each("记账锁", found, _held, "的锁都没有被占着", "!")
    yield clock(now, max((_last_at(r) for r in readable), default=""))
    yield (
        _keys(readable[0], now.date())
        if readable
        else Check("钥匙", "？", "账簿读不出来，不知道登记了哪些钥匙")
    )
    yield _backups(place, readable, now)


def _read(ledger: Ledger) -> Read:
    found = verify(ledger)
    return Read(ledger, {} if found.sentence else load.contents(ledger), found)


def _each(
    name: str, found: list[Read], wrong: Callable[[Read], str], right: str, state: str = "✗"
) -> Iterator[Check]:
    """A line for each of the books that are wrong, else one for all."""
    bad = [(r, said) for r in found if (said := wrong(r))]
    for each, said in bad:
        yield Check(name, state, f"{each.ledger.id}：{said}")
    if found and not bad:
        yield fine(name, f"{len(found)}套账{right}")


def _told(
    name: str, found: list[Read], odd: Callable[[Read], str], right: str, remedy: str
) -> Iterator[Check]:
    told = [f"{r.ledger.id}（{said}）" for r in found if (said := odd(r))]
    if told:
        yield Check(name, "!", "、".join(told), remedy)
    elif found:
        yield fine(name, right)


def _broken(read: Read) -> str:
    breaks = read.found.breaks
    return (
        f"{breaks[0].file} {breaks[0].text}，共{len(breaks)}处。请先不要记账，看 huzhu trail verify"
        if breaks
        else ""
    )


def _unruled(read: Read) -> str:
    """Why the books do not come through the gate, Beancount and the rules."""
    try:
        sound_books.loaded(read.ledger, read.files)
    except Mistake as mistake:
        return str(mistake)
    return ""


def _loose(read: Read) -> str:
    """Closed months whose file may be written."""
    closed = journal.closed_months(read.files, read.ledger)
    paths = [read.ledger.journal(m) for m in sorted(closed)]
    return "、".join(p.stem for p in paths if p.is_file() and p.stat().st_mode & 0o222)


_ODD: tuple[tuple[str, Callable[[Read], str], str, str], ...] = (
    ("只读", _loose, "月结的账页都是只读的", "请运行 huzhu trail verify，没有改动再设为只读"),
    (
        "封存签名",
        lambda r: "、".join(r.found.unsigned[-3:]),
        "每个月的封存都有两位干部的签名",
        "请两位干部各用自己的钥匙签字（huzhu close）",
    ),
)


def _late(read: Read, today: date) -> str:
    """Months that are long over and not closed."""
    if isinstance(read.ledger, District):
        return ""
    closed = journal.closed_months(read.files, read.ledger)
    before = f"{today.replace(day=1) - timedelta(days=31 * _OPEN_MONTHS):%Y-%m}"
    late = [m for m in read.ledger.months if m <= before and m not in closed]
    return f"{late[0]}等{len(late)}个月没有月结" if late else ""


def _left_over(read: Read) -> str:
    """What a crash left half written."""
    left = []
    for root, below, names in os.walk(read.ledger.folder):
        if isinstance(read.ledger, District) and Path(root) == read.ledger.folder:
            below[:] = [n for n in below if n != "societies"]
        left += [n for n in (*below, *names) if _LEFT.fullmatch(n) and not _running(n)]
        below[:] = [n for n in below if not n.startswith(".")]
    return "、".join(sorted(left)[:3]) + (f"等{len(left)}个" if len(left) > 3 else "")


def _held(read: Read) -> str:
    """Who holds the books' lock just now; a program that hangs would hold it for good."""
    path = read.ledger.folder / ".lock"
    if not path.is_file():
        return ""
    try:
        FileLock(path, timeout=0).acquire().lock.release()
    except Timeout:
        holder = read.ledger.folder / ".lock.holder"
        who = holder.read_text(encoding="utf-8", errors="replace") if holder.is_file() else "？"
        return f"进程{who}正占着。如果它已经没有反应，请结束那个程序，锁会自己放开"
    except OSError:
        return ""
    return ""


def _running(name: str) -> bool:
    """Whether the process that a temp file is named after is still there."""
    found = re.search(r"\.(\d{1,9})\.tmp$", name)
    if not found or os.name == "nt":
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _last_at(read: Read) -> str:
    """When the last event was recorded."""
    hit = _AT.search(read.events[-1].text) if read.events else None
    return hit[1].decode(errors="replace") if hit else ""


def _keys(read: Read, today: date) -> Check:
    """Whose keys are registered: with a single one, what is lost with it is lost."""
    name = trail.relative(read.ledger, read.ledger.facts)
    try:
        owners = list(keys.registered(seals.facts_in(read.files.get(name, b"")), today))
    except (Mistake, UnicodeDecodeError):
        return Check("钥匙", "？", "读不出登记了哪些钥匙", "请先处理上面的毛病")
    if not owners:
        return Check("钥匙", "!", "还没有人登记钥匙", "请至少登记两把（huzhu key），其中一把锁起来备用")
    if len(owners) == 1:
        return Check(
            "钥匙", "!", f"只有{owners[0]}一把钥匙，丢了就打不开档案和备份", "请再登记一把，锁起来备用"
        )
    return fine("钥匙", f"登记了{len(owners)}把：{'、'.join(owners)}")


def _backups(place: District | Society, readable: list[Read], now: datetime) -> Check:
    """How old the last backup is, and what was recorded since."""
    remedy = "请运行 huzhu backup，备份到另一个磁盘"
    found = backup.recorded(place)
    if not found:
        return Check("备份", "!", "没有备份过", remedy)
    last = found[-1]
    try:
        days = (now - datetime.fromisoformat(last["at"])).days
    except (ValueError, TypeError):
        return Check("备份", "!", "不知道上次是什么时候备份的", remedy)
    since = sum(_since(r, last) for r in readable)
    said = f"上次在{last['at'][:10]}（{days}天前），以后又记了{since}笔"
    if days > _BACKUP_DAYS and since:
        return Check("备份", "!", said, remedy)
    if last.get("same_disk"):
        return Check("备份", "!", f"{said}；备份和账簿在同一个磁盘上", "请把备份复制到另一个磁盘")
    return fine("备份", said)


def _since(read: Read, last: dict[str, object]) -> int:
    """How many events came after the backup."""
    ledgers = last.get("ledgers")
    mine = ledgers.get(read.ledger.id) if isinstance(ledgers, dict) else None
    seq = mine.get("seq") if isinstance(mine, dict) else 0
    return len(read.events) - seq if isinstance(seq, int) else len(read.events)
