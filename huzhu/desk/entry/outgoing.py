"""The forms of money that goes out; each waits for a second person."""

from __future__ import annotations

from typing import Any

from huzhu.desk.entry import waiting
from huzhu.desk.entry.form import Field, Kind, words_of
from huzhu.desk.entry.incoming import on_case
from huzhu.desk.entry.questions import (
    AMOUNT,
    APPROVED_BY,
    BY_METHOD,
    DAY,
    METHOD,
    PAID_BY,
    account_paid,
    fund,
    holder,
    narrated,
    narration,
    paid_as_said,
    resolution,
)
from huzhu.desk.entry.sitting import Sitting
from ledger import chart
from ledger.events.claims import Advance, AgencyOut
from ledger.events.payments import Expense, Relief
from ledger.money import show
from ledger.vocabulary import GOVERNMENT_AID

OUT = "钱出去"


def _as_decided(sitting: Sitting) -> str:
    left = waiting.to_pay(sitting)
    return show(left[0][1]) if len(left) == 1 else ""


def _paid_on_case(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    return on_case(sitting, said | {"account": account_paid(sitting, said)})


def _advanced(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    made = _paid_on_case(sitting, {"narration": f"垫付（等{said['advanced_for']}）"} | said)
    return {name: value for name, value in made.items() if name != "kind"}


KINDS: tuple[Kind, ...] = (
    Kind(
        "relief", "发放救助", "审核同意的救助，把钱交到本人手里。", Relief,
        (
            DAY,
            Field("case", "哪一件救助", "choice", help="只列出审核同意、还没有发完的",
                  choices=lambda s: [(c.number, f"{waiting.named(c)}，还要发{show(left)}元") for c, left in waiting.to_pay(s)],
                  default=lambda s: next((c.number for c, _ in waiting.to_pay(s)), ""),
                  empty="现在没有要发的救助；审核同意以后才能发"),
            Field("amount", "金额（元）", "money", default=_as_decided), METHOD, BY_METHOD, fund(),
            resolution(("提高救助标准",)), PAID_BY, APPROVED_BY, Field("narration", "摘要", required=False),
        ), second=True, complete=_paid_on_case, check=paid_as_said, group=OUT,
    ),
    Kind(
        "expense", "管理支出", "救助以外的花费：办公、手续费、筹资。", Expense,
        (
            DAY, Field("payee", "付给谁"), AMOUNT,
            Field("kind", "费用种类", "choice", choices=words_of(tuple(chart.EXPENSES)), default=lambda _: "办公费"),
            holder("从哪里付"), fund(), resolution(("管理支出",)), PAID_BY, APPROVED_BY,
            Field("narration", "买了什么、办了什么"),
        ), second=True, group=OUT,
    ),
    Kind(
        "advance", "垫付", "政府救助下来以前，先给困难群众垫上，以后要收回。", Advance,
        (
            DAY, Field("case", "哪一件救助", "choice", choices=waiting.running, empty="还没有受理救助；先受理再垫付"),
            Field("advanced_for", "等哪一项政府救助", "choice", choices=words_of(GOVERNMENT_AID), default=lambda _: "临时救助"),
            AMOUNT, METHOD, BY_METHOD, fund(), PAID_BY, APPROVED_BY, Field("narration", "摘要", required=False),
        ), second=True, complete=_advanced, check=paid_as_said, group=OUT,
    ),
    Kind(
        "agency-out", "转交善款", "把捐赠人指定给某一位的钱转交给他。", AgencyOut,
        (
            DAY,
            Field("payee", "转交给谁", "choice", choices=waiting.kept_for, empty="现在没有代收的善款",
                  default=lambda s: next((whom for whom, _ in waiting.kept_for(s)), "")),
            AMOUNT, PAID_BY, APPROVED_BY, narration("转交指定给个人的捐款"),
        ), second=True, complete=narrated("转交指定给个人的捐款"), group=OUT,
    ),
)  # fmt: skip
