"""Links: one for each movement of an account, the same in every paper and every format that prints it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.engine import read_bytes
from importers.movement import Movement
from tests import bank_papers as made
from tests.bank_csv import COLUMNS
from tests.bank_papers import MADE, OLDEST_FIRST, OWN

HEAD = list(COLUMNS)
Told = list[tuple[str, str]]


def movements(data: bytes) -> tuple[Movement, ...]:
    return read_bytes(data, "x").movements


def links(data: bytes) -> Told:
    """Whose money each link is, the oldest first."""
    return sorted((m.link, m.counterparty) for m in movements(data))


def statement(
    days: Sequence[tuple[str, str, str]],
    newest_first: bool = False,
    number: str = OWN,
    opening: Decimal = Decimal("1000.00"),
) -> bytes:
    """A paper of an account: rows of time, who and change."""
    held, rows = opening, []
    for at, who, change in days:
        held += Decimal(change)
        come, gone = (change, "") if Decimal(change) > 0 else ("", change[1:])
        rows.append([at, come, gone, f"{held}", "", who, "", "转账", ""])
    return made.text(
        [["中国农业银行账户明细"], [f"账号:{number}"], HEAD, *(rows[::-1] if newest_first else rows)]
    )


@pytest.mark.parametrize(("one", "other"), [
    ("ccb/hqmx_20260401.xls", "ccb/交易明细_1234.txt"),
    ("ccb/交易明细_1234.txt", "ccb/交易明细_1234.xls"),
    ("ccb/交易明细_1234.xls", "ccb/建行对公_账户明细信息.xls"),
    ("boc/中行对公.csv", "boc/中行对公.xls"),
    ("icbc/工行个人明细_第一版.csv", "icbc/工行个人明细_第二版.csv"),
    ("icbc/工行对公_借贷标志_制表符.csv", "icbc/工行对公_转入转出.xls"),
    ("cmb/招行对公_出账入账.xls", "cmb/招行对公_交易查询.xlsx"),
    ("psbc/邮储对公_只有日期.xls", "psbc/邮储对公_收入支出.xls"),
    ("rural/农信社交易流水_HTML.xls", "rural/天津农商_交易明细查询.xls"),
])  # fmt: skip
def test_one_account_has_the_same_links_in_every_format(one: str, other: str) -> None:
    assert len(links(MADE[one]())) == len(OLDEST_FIRST)
    assert links(MADE[one]()) == links(MADE[other]())


def test_two_accounts_and_two_banks_never_share_a_link() -> None:
    days = [("2026-03-01 09:00:00", "王大伯", "10.00")]
    assert links(statement(days)) != links(statement(days, number="6228480000000009999"))
    every = [
        link
        for place in ("abc/农行对私客户账户明细.xls", "ccb/hqmx_20260401.xls")
        for link, _ in links(MADE[place]())
    ]
    assert len(set(every)) == 2 * len(OLDEST_FIRST)


def test_equal_gifts_on_one_day_keep_links_of_their_own() -> None:
    days = [("2026-03-01 09:00:00", who, "10.00") for who in ("王大伯", "李二婶", "陈二嫂")]
    assert len({link for link, _ in links(statement(days))}) == 3


RETURNED = [
    ("2026-03-01 09:00:00", "王大伯", "10.00"), ("2026-03-01 09:30:00", "赵某", "-10.00"),
    ("2026-03-01 10:00:00", "李二婶", "10.00"), ("2026-03-01 11:00:00", "赵某", "-10.00"),
    ("2026-03-01 12:00:00", "陈二嫂", "10.00"),
]  # fmt: skip


def test_gifts_that_leave_the_same_balance_are_numbered_from_the_oldest_however_they_are_printed() -> None:
    assert len({link for link, _ in links(statement(RETURNED))}) == 5
    assert links(statement(RETURNED)) == links(statement(RETURNED, newest_first=True))
    whole_days = [(at[:10], who, change) for at, who, change in RETURNED]
    assert links(statement(whole_days)) == links(statement(RETURNED))


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_paper_that_ends_in_the_middle_of_a_day_shares_the_links_of_the_whole_day(
    newest_first: bool,
) -> None:
    whole = dict(links(statement(RETURNED, newest_first)))
    for end in range(1, 6):
        part = links(statement(RETURNED[:end]))
        assert part and all(whole[link] == who for link, who in part)


def test_the_time_of_day_and_the_words_are_no_part_of_a_link() -> None:
    one = [("2026-03-01 09:00:00", "王大伯", "10.00")]
    assert [m.link for m in movements(statement(one))] == [
        m.link for m in movements(statement([("2026/3/1", "王**", "10.00")]))
    ]


def test_a_link_is_plain_ascii_and_says_nothing_of_the_account() -> None:
    for link, _ in links(MADE["ccb/hqmx_20260401.xls"]()):
        assert link.startswith("bank-") and link.isascii() and OWN[-4:] not in link[:4]


steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["10.00", "-10.00", "20.00"])), min_size=1, max_size=20
)


@settings(max_examples=60, deadline=None)
@given(steps, st.data(), st.booleans())
def test_overlapping_exports_share_exactly_the_links_of_the_overlap(
    rows: list[tuple[int, str]], data: st.DataObject, newest_first: bool
) -> None:
    day, days = datetime(2026, 3, 1, 8), []  # noqa: DTZ001 - as printed
    for at, (gap, change) in enumerate(rows):
        day = day + timedelta(days=gap, minutes=1)
        days.append((f"{day}", f"第{at}人", change))
    start = data.draw(st.integers(0, len(days) - 1))
    while start and days[start][0][:10] == days[start - 1][0][:10]:
        start -= 1  # whole days are exported
    whole = dict(links(statement(days, newest_first)))
    before = Decimal("1000.00") + sum((Decimal(change) for *_, change in days[:start]), Decimal(0))
    kept = dict(links(statement(days[start:], opening=before)))
    assert len(kept) == len(days) - start
    assert all(whole[link] == who for link, who in kept.items())
