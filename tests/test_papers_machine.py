"""Papers of one society imported in any order, again, overlapping, reviewed, reversed: each row counts exactly once.

The truth is what bank and WeChat know. After every step every row that a paper has shown stands in the books once,
waits, or was settled with a reason; and the bank's balance is the truth's less what waits and what was settled.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from huzhu import deciding
from huzhu.statements import books, held_on, take_in
from importers import engine
from importers.proposal import Choices
from ledger.chart import WECHAT
from ledger.events.moves import Reverse
from ledger.journal import Refused
from ledger.statements import rows_of, settled, waiting
from tests import societies as made
from tests.bank_csv import NAME, bank_csv
from tests.faults.model import limits
from tests.trials import TIMES
from tests.wechat_bill import csv_bill, line

CARD = "农业银行(0000)"
OPENING = Decimal("30000.00")
FIRST = date(2026, 7, 1)
DONORS = ("王大伯", "李二嫂", "石桥镇供销社", "")
Row = tuple[str, Decimal]


def _bank_truth() -> list[tuple[str, str, str, str, str]]:
    """Twelve rows, some of one day and sum, some of one payer; two are WeChat's withdrawals."""
    rows = []
    for n in range(12):
        at = FIRST + timedelta(days=n // 2 * 2)
        if n in (5, 9):
            who, change, kind, memo = "财付通支付科技有限公司", f"{90 + n}.00", "转账", "微信零钱提现"
        else:
            who, kind, memo = DONORS[n % 4], "转账", "捐赠" if n % 3 else ""
            change = "-20.00" if n == 7 else "50.00"
        rows.append((f"{at} {9 + n % 2}:00:00", change, who, kind, memo))
    return rows


BANK = _bank_truth()
BALANCES = [OPENING + sum((Decimal(row[1]) for row in BANK[:n]), Decimal(0)) for n in range(13)]
WALLET = [
    line(at="2026-07-01 08:00:00", amount="¥100.00", id="1000050001"),
    line(at="2026-07-01 08:00:00", amount="¥100.00", who="张*民", id="1000050002"),
    line(at="2026-07-04 08:00:00", kind="零钱提现", who=CARD, way="/", amount="¥95.10", account=CARD,
         status="提现已到账", id="2072600003", memo="服务费¥0.10"),
    line(at="2026-07-05 08:00:00", amount="¥95.00", kind="微信红包", who="张*民", id="1000050004"),
    line(at="2026-07-08 08:00:00", kind="零钱提现", who=CARD, way="/", amount="¥99.00", account=CARD,
         status="提现已到账", id="2072600005"),
]  # fmt: skip
HANDS = Choices("wangwu", approved_by="zhangsan", paid_by="zhaoliu")


class Papers(RuleBasedStateMachine):
    """One society, its papers, and a treasurer who does things in any order."""

    steps: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="huzhu-papers-")
        self.place = made.shigang(Path(self.folder.name))
        self.shown: dict[str, Decimal] = {}
        self.wallet_shown: dict[str, Decimal] = {}

    def teardown(self) -> None:
        """The society is thrown away."""
        self.folder.cleanup()

    @rule(first=st.integers(0, 5), last=st.integers(1, 6), channel=st.sampled_from(["", "主动捐赠"]))
    def the_bank(self, first: int, last: int, channel: str) -> None:
        """An export of whole days, which may overlap another or be one that was read before."""
        rows = BANK[first * 2 : max(first + 1, last) * 2]
        days = (f"{rows[0][0][:10]}".replace("-", ""), f"{rows[-1][0][:10]}".replace("-", ""))
        data = bank_csv(rows, str(BALANCES[first * 2]), days)
        found = self._take(data, Choices("wangwu", channel=channel), {NAME: made.BANK})
        self.shown |= {m.link: m.change(NAME) for m in found.movements}
        self.steps["bank"] += 1

    @rule(first=st.integers(0, 4), last=st.integers(1, 5), channel=st.sampled_from(["", "主动捐赠"]))
    def the_wallet(self, first: int, last: int, channel: str) -> None:
        """A bill of some rows."""
        rows = WALLET[first : max(first + 1, last)]
        found = self._take(csv_bill(rows), Choices("wangwu", channel=channel), {CARD: made.BANK})
        self.wallet_shown |= {m.link: m.change("零钱") for m in found.movements}
        self.steps["wallet"] += 1

    def _take(self, data: bytes, chosen: Choices, names: dict[str, str]) -> Any:
        statement = engine.read_bytes(data, "账单.csv")
        taken = take_in(self.place, statement, chosen, names)
        assert len(taken.proposals) == statement.rows
        return statement

    @rule()
    def what_is_known_by_now(self) -> None:
        """The rows that wait are looked at once more."""
        deciding.again(self.place, Choices("wangwu"))
        self.steps["again"] += 1

    @rule(which=st.integers(0, 20), key=st.integers(0, 3), learn=st.booleans())
    def somebody_decides(self, which: int, key: int, learn: bool) -> None:
        """One key for one row."""
        there = deciding.rows(self.place)
        if not there:
            return
        row = there[which % len(there)]
        if not row.offered:
            return
        choice = row.offered[key % len(row.offered)]
        done, _ = deciding.decide(self.place, row.waiting, choice, HANDS)
        self.steps["decided"] += 1
        if learn and done.event and choice.becomes == "捐赠" and deciding.learnable(row.waiting):
            deciding.learn(self.place, row.waiting, choice, "wangwu")

    @rule(which=st.integers(0, 20))
    def somebody_settles(self, which: int) -> None:
        """A row is not the society's."""
        there = waiting(books(self.place))
        if there and which % 4 == 0:
            deciding.settle(self.place, there[which % len(there)], "打错了", "wangwu")
            self.steps["settled"] += 1

    @precondition(lambda self: self.shown or self.wallet_shown)
    @rule(which=st.integers(0, 20))
    def somebody_reverses(self, which: int) -> None:
        """An entry that came from a paper is undone."""
        there = books(self.place)
        mine = [t for t in there.transactions if t.meta.get("source") and not there.undone(t)]
        if not mine:
            return
        wrong = mine[which % len(mine)]
        lines = tuple((p.account, -p.units.number) for p in wrong.postings)
        event = Reverse(
            date=wrong.date, recorded_by="wangwu", amount=sum(n for _, n in lines if n > 0), narration="记错了",
            payee=wrong.payee, reverses=wrong.meta["voucher"], lines=lines, approved_by="zhangsan", paid_by="zhaoliu",
        )  # fmt: skip
        try:
            made.record(self.place, event)
        except Refused:
            return
        self.steps["reversed"] += 1

    @invariant()
    def every_row_is_in_one_place(self) -> None:
        """Booked once, waiting, settled; or undone, so that the next reading of its paper makes it wait."""
        there = books(self.place)
        hanging, done = {w.link for w in waiting(there)}, settled(there).keys()
        carried = Counter(link for t in there.transactions if not there.undone(t) for link in t.links)
        undone = {link for t in there.transactions if there.undone(t) for link in t.links}
        for link in (*self.shown, *self.wallet_shown):
            places = carried[link] + (link in hanging) + (link in done)
            assert places == 1 or (places == 0 and link in undone), (link, places)

    @invariant()
    def the_balance_is_the_truth_less_what_waits(self) -> None:
        """To the fen, for the bank and for the wallet."""
        there = books(self.place)
        day = date(2026, 12, 31)
        for holder, opening, shown in (
            (made.BANK, OPENING, self.shown),
            (WECHAT, Decimal(0), self.wallet_shown),
        ):
            carried = {link for t in there.transactions if not there.undone(t) for link in t.links}
            entries = {t.meta.get("voucher") for t in there.transactions}
            vouchers = {link for link, fact in settled(there).items() if fact.text("voucher") in entries}
            truth = sum((change for link, change in shown.items() if link in carried | vouchers), opening)
            assert held_on(there, holder, day) == truth, holder

    @invariant()
    def nothing_is_wrong_with_the_books(self) -> None:
        """A balance that was asserted holds, and a row waits under its own sum."""
        assert all(
            row.change == (self.shown | self.wallet_shown)[row.link] for row in rows_of(books(self.place))
        )


def test_papers_in_any_order_count_every_row_once() -> None:
    Papers.steps.clear()
    run_state_machine_as_test(Papers, settings=limits(8 * max(TIMES, 1), 14, derandomize=not TIMES))
    assert min(Papers.steps[k] for k in ("bank", "wallet", "again", "decided", "settled", "reversed")) > 0
