"""支付宝交易记录明细（网页导出，16列）: the download that the web site once gave; the page is gone, the files are not.

It names no 收/付款方式, so every row is about the account as a whole. 资金状态 says whether money moved:
已收入, 已支出, 资金转移, or nothing where it did not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from importers.links import movement_of
from importers.movement import Movement, Outcome, Review, Skip, Way
from importers.profile import Face, Profile, Reading, Row
from importers.profiles import alipay_refunds
from importers.profiles.alipay import is_refund, linked
from importers.profiles.alipay_moves import ends
from importers.profiles.wallet_face import WalletFace
from importers.profiles.wallet_row import WalletRow, outcome

ACCOUNT = "支付宝"
"""The word for the account on every row but a transfer: the paper does not say which of its pots it was."""
_COLUMNS = (
    "交易号", "商家订单号", "交易创建时间", "付款时间", "最近修改时间", "交易来源地", "类型", "交易对方",
    "商品名称", "金额(元)", "收/支", "交易状态", "服务费(元)", "成功退款(元)", "备注", "资金状态",
)  # fmt: skip
_WAYS: dict[str, Way] = {"已收入": "in", "已支出": "out"}
_LABELS = ("已收入", "已支出", "待收入", "待支出")
_NO_MONEY = frozenset({"冻结", "解冻", "待收入", "待支出"})
_DONE = frozenset(
    {"交易成功", "支付成功", "交易关闭", "退款成功", "还款成功", "代付成功", "等待确认收货", "已经付款"}
)
_GIVEN_BACK = "成功退款"
_ROW = WalletRow("商品名称", "金额(元)", "交易号", re.compile(r"[!-~]+"), "支付宝")
FACE = WalletFace(
    owner=re.compile(r"(?s)(?:.*用户[：:]\s*|.*账号[：:]\s*\[)([^\s\]]+)"),  # the name where there is one
    days=re.compile(r"起始日期[：:]\s*\[(\d{4}-\d\d-\d\d)[^\]]*\]\s*终止日期[：:]\s*\[(\d{4}-\d\d-\d\d)"),
    total=re.compile(r"(已收入|已支出|待收入|待支出)[：:](\d+)笔[,，\s]*([\d.,]+)"),
)
"""The account stands above the table, the totals below it."""


def is_foot(row: Row) -> bool:
    """Whether a row is one of the lines below the table: one or two words, where a record has a dozen."""
    filled = [cell for cell in row.by_name.values() if cell != ""]
    return len(filled) <= 2 and not row.words("交易创建时间")


def read(row: Row, face: Face) -> Reading:
    """One row's outcome, and the label under which the paper's totals count it."""
    label, amount = row.words("资金状态"), row.money("金额(元)")
    return Reading(_outcome(row, amount), label if label in _LABELS else "", amount)


def _outcome(row: Row, amount: Decimal | None) -> Outcome:
    unread = _ROW.unread(row, amount, _time_of(row), "付款时间")
    if unread:
        return Review(row.number, unread)
    assert amount is not None
    state = row.words("资金状态")
    if not state or state in _NO_MONEY:
        why = f"资金状态是“{state}”" if state else f"{row.words('交易状态')}，没有资金状态"
        return Skip(row.number, f"{why}：没有动钱，{amount}元不记账。")
    if amount == 0:
        return Skip(row.number, "金额是0.00元，没有动钱，不记账。")
    movement = _decided(row, amount, state)
    return outcome(row, movement, partial(_doubt, row))


def _time_of(row: Row) -> str:
    """The column of the moment at which money moved; a row that was never paid has only been created."""
    return "付款时间" if row.words("付款时间") else "交易创建时间"


def _decided(row: Row, amount: Decimal, state: str) -> Movement | str:
    """Money in or out by 资金状态; a transfer by what 商品名称 says of it."""
    if way := _WAYS.get(state):
        return _movement(row, amount, way)
    if state != "资金转移":
        return f"不认识的资金状态“{state}”，{amount}元，请判断钱动了没有。"
    found = ends(row.words("商品名称"), "", row.words("交易对方"))
    if found is None or not any(found):
        return f"不认识的资金转移“{row.words('商品名称')}”，{amount}元，请判断钱从哪里到哪里。"
    if not all(found):
        return f"“{row.words('商品名称')}”{amount}元没有写清钱从哪里到哪里，请对照支付宝里的记录。"
    return _movement(row, amount, "move", *found)


def _movement(
    row: Row, amount: Decimal, way: Way, account: str = ACCOUNT, other_account: str = ""
) -> Movement:
    at = row.moment(_time_of(row))
    assert at is not None
    kind, what, status = row.words("类型"), row.words("商品名称"), row.words("交易状态")
    known = {column: said for column in ("商家订单号", "备注") if (said := row.words(column))}
    back = row.money("成功退款(元)")
    known |= {_GIVEN_BACK: str(back)} if back else {}
    return Movement(
        row=row.number, at=at, amount=amount, way=way, account=account, other_account=other_account,
        counterparty=row.words("交易对方"), memo=what, kind=kind, status=status,
        link=linked(row.words("交易号")), refund=way == "in" and is_refund(status, kind, what),
        extra={**known, **row.extra},
    )  # fmt: skip


def _doubt(row: Row, movement: Movement) -> str:
    """Why a movement that was read needs a person all the same, or nothing."""
    what = f"{movement.counterparty or movement.memo or movement.kind}，{movement.amount}元"
    if row.words("服务费(元)") and row.money("服务费(元)") != 0:
        return f"带服务费{row.said('服务费(元)')}元（{what}）：账单没有写明金额是否含服务费，请对照支付宝里的记录。"
    if movement.status in _DONE:
        return ""
    return f"不认识的交易状态“{movement.status}”（{what}）：请在支付宝里查清钱动了没有。"


def settle(readings: list[Reading]) -> list[Reading]:
    """Refunds with their payments; a payment of which a part came back on no row of its own goes to review."""
    paired = alipay_refunds.settle(readings)
    told = {m.refund_of for reading in paired if (m := movement_of(reading.outcome)) and m.refund}
    return [_asked(reading, told) for reading in paired]


def _asked(reading: Reading, told: set[str]) -> Reading:
    movement = reading.outcome
    if not isinstance(movement, Movement) or _GIVEN_BACK not in movement.extra or movement.link in told:
        return reading
    why = (
        f"账单写成功退款{movement.extra[_GIVEN_BACK]}元（{movement.counterparty}，{movement.amount}元），"
        "却没有退款的那一行：请查清退到了哪里。"
    )
    return reading._replace(outcome=Review(movement.row, why, movement))


ALIPAY_WEB = Profile(
    name="支付宝网页账单",
    source="网页版支付宝已经不能下载，请改用手机：支付宝—我的—账单—右上角“…”—开具交易流水证明—用于个人对账",
    titles=("支付宝交易记录明细查询",),
    columns=_COLUMNS,
    ids=("交易号", "商家订单号"),
    face=FACE.read,
    read=read,
    settle=settle,
    foot=is_foot,
    sums_differ=True,
)
"""The profile that the engine lists."""
