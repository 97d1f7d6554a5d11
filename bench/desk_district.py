"""A district for the benchmark of the desk: large societies and many small ones, with their treasurers."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from bench.generate import generate, last_day
from huzhu.demo import uscc
from huzhu.desk.users import EVERY_SOCIETY, Role, Users
from huzhu.founding import found_district, found_society
from ledger.district import District

PASSWORD = "three plain words"
OFFICERS = {"社长": "zhangsan=张三", "秘书长": "lisi=李四", "会计": "wangwu=王五", "出纳": "zhaoliu=赵六"}
FOUNDED = date(2024, 3, 5)


def build(folder: Path, large: int, small: int, transactions: int) -> District:
    """Make it, where it is not there yet; a society's books are as large as asked, or just founded."""
    district = District(folder)
    if not district.top.is_file():
        found_district(folder, "huizhou", FOUNDED, "caizheng", f"{FOUNDED}T09:00:00+08:00")
    missing = [id_ for n in range(large) if not (folder / "societies" / (id_ := large_id(n))).exists()]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_large, [folder] * len(missing), missing, [transactions] * len(missing)))
    for n in range(small):
        if not (folder / "societies" / f"xiao-{n:03d}").exists():
            _small(district, n)
    return district


def large_id(number: int) -> str:
    """The id of one of the large societies."""
    return f"cun-{number:03d}"


def day_after(transactions: int) -> date:
    """The first day after their books end, on which the desk is used."""
    last = last_day(transactions)
    return date(last.year + last.month // 12, last.month % 12 + 1, 5)


def add_users(district: District, large: int) -> None:
    """A treasurer for each of the large societies, and an auditor."""
    users = Users(district.folder)
    if users.everyone():
        return
    for n in range(large):
        users.add(f"kuaiji-{n:03d}", "王五", Role.TREASURER, PASSWORD, (large_id(n),))
    users.add("shenji", "审计", Role.AUDITOR, PASSWORD, (EVERY_SOCIETY,))


def _large(folder: Path, id_: str, transactions: int) -> None:
    generate(folder / "societies" / id_, transactions, seed=sum(map(ord, id_)))


def _small(district: District, number: int) -> None:
    found_society(
        district, f"xiao-{number:03d}", officers=OFFICERS, at=f"{FOUNDED}T09:00:00+08:00", registered=FOUNDED,
        recorded_by="guanli", bank="农商行基本户", name=f"徽州区岩寺镇第{number}村救急难互助社", uscc=uscc(number + 1),
        township="岩寺镇", village=f"第{number}村", kind="村", seed_as="income",
    )  # fmt: skip
