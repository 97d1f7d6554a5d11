"""微信支付账单（个人）: csv of 2018-2025 and xlsx since, one declaration for all of them.

Direction comes from 收/支; a neutral row (/) is decided by its 交易类型. A payment that was later given
back stays booked in full, as its refund is a row of its own.
"""

from __future__ import annotations

import re
from decimal import Decimal

from importers.cells import money
from importers.movement import ZERO, Movement, Outcome, Review, Skip, Way
from importers.profile import Face, Profile, Reading, Row
from importers.profiles.wallet_face import WalletFace
from importers.profiles.wallet_row import WalletRow, outcome
from importers.profiles.wechat_refunds import GIVEN_BACK, settle

CHANGE, FUND = "零钱", "零钱通"
COLUMNS = (
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)",
    "支付方式", "当前状态", "交易单号", "商户单号", "备注",
)  # fmt: skip

_DONE = frozenset(
    {"支付成功", "已转账", "对方已收钱", "朋友已收钱", "已收钱", "已存入零钱"}
    | {"已到账", "充值完成", "充值成功", "提现已到账", "资金已到账"}
)
_LABELS: dict[str, tuple[str, Way]] = {"收入": ("收入", "in"), "支出": ("支出", "out")}
_NEUTRAL = "中性交易"
_ROW = WalletRow("商品", "金额(元)", "交易单号", re.compile(r"[0-9A-Za-z_-]+"), "微信")
_FEE = re.compile(r"服务费(.+)")
FACE = WalletFace(
    owner=re.compile(r"微信昵称：\[(.*)\]"),
    days=re.compile(r"起始时间：\[(\d{4}-\d\d-\d\d)[^\]]*\]\s*终止时间：\[(\d{4}-\d\d-\d\d)"),
    total=re.compile(r"(收入|支出|中性交易)：(\d+)笔\s*(\S+)元"),
    export=re.compile(r"导出类型：\[(.*)\]"),
    called="导出类型",
    again="请在微信里按“全部”重新下载。",
)


def read(row: Row, face: Face) -> Reading:
    """One row's outcome, and the label under which the paper's totals count it."""
    direction = row.words("收/支")
    label, _ = _LABELS.get(direction, (_NEUTRAL, "move"))
    amount = row.money("金额(元)")
    return Reading(_outcome(row, amount, direction), label, amount)


def _outcome(row: Row, amount: Decimal | None, direction: str) -> Outcome:
    unread = _unread(row, amount, direction)
    if unread:
        return Review(row.number, unread)
    assert amount is not None
    status = row.words("当前状态")
    if status.startswith("提现失败"):
        return Skip(row.number, f"{status}：没有动钱，{amount}元不记账。")
    if amount == 0:
        return Skip(row.number, "金额是0.00元，没有动钱，不记账。")
    movement = _signed(row, amount, _LABELS[direction][1]) if direction else _neutral(row, amount)
    return outcome(row, movement, _doubt)


def _unread(row: Row, amount: Decimal | None, direction: str) -> str:
    """Why a row cannot be read at all, or nothing."""
    if why := _ROW.unread(row, amount, "交易时间"):
        return why
    if direction and direction not in _LABELS:
        return f"不认识的收/支“{direction}”，{amount}元，请判断是收是支。"
    return ""


def _signed(row: Row, amount: Decimal, way: Way) -> Movement | str:
    """An income or a payment; income without 支付方式 came into 零钱."""
    account = row.words("支付方式") or (CHANGE if way == "in" else "")
    if not account:
        return f"支出{amount}元没有写支付方式，不知道从哪里付的，请对照微信里的记录。"
    return _movement(row, amount, way, account)


def _neutral(row: Row, amount: Decimal) -> Movement | str:
    """A move between our own accounts, or the sentence that asks what it is."""
    kind, paid_by, other = row.words("交易类型"), row.words("支付方式"), row.words("交易对方")
    ends = _ends(kind, paid_by, other)
    if ends is None:
        return f"不认识的中性交易“{kind}”，{amount}元，请判断钱从哪里到哪里。"
    if not all(ends) or ends[0] == ends[1]:
        return f"“{kind}”{amount}元没有写清钱从哪里到哪里，请对照微信里的记录。"
    fee = _fee(row.words("备注")) if kind == "零钱提现" else ZERO
    if fee is None or fee >= amount:
        return f"零钱提现{amount}元的服务费“{row.words('备注')}”读不出来，请对照微信里的记录。"
    return _movement(row, amount, "move", ends[0], ends[1], fee)


def _ends(kind: str, paid_by: str, other: str) -> tuple[str, str] | None:
    """Where the money of a neutral row comes from and goes to; None for a kind nobody has declared."""
    if kind == "零钱提现":
        return CHANGE, paid_by or other
    if kind == "零钱充值":
        return paid_by or other, CHANGE
    if kind.startswith("转入零钱通"):
        return kind.partition("-来自")[2] or paid_by, FUND
    if kind.startswith("零钱通转出"):
        return FUND, kind.partition("-到")[2]
    return (paid_by, other) if kind in {"信用卡还款", "购买理财通"} else None


def _fee(memo: str) -> Decimal | None:
    """The fee printed in the memo (already inside the amount), zero where none is; None where unreadable."""
    found = _FEE.search(memo)
    fee = money(found[1]) if found else ZERO
    return fee if fee is not None and fee >= 0 else None


def _movement(
    row: Row, amount: Decimal, way: Way, account: str, other_account: str = "", fee: Decimal = ZERO
) -> Movement:
    at = row.moment("交易时间")
    assert at is not None
    kind = row.words("交易类型")
    return Movement(
        row=row.number, at=at, amount=amount, way=way, account=account, other_account=other_account, fee=fee,
        counterparty=row.words("交易对方"), memo=row.words("商品"), kind=kind,
        status=row.words("当前状态"), link=f"wx-{row.words('交易单号')}",
        refund=way == "in" and kind.endswith("-退款"),
        extra={**_known(row), **row.extra},
    )  # fmt: skip


def _known(row: Row) -> dict[str, str]:
    """The two columns that have no field of their own, where they say anything."""
    return {column: said for column in ("商户单号", "备注") if (said := row.words(column))}


def _doubt(movement: Movement) -> str:
    """Why a movement that was read needs a person all the same, or nothing."""
    what = f"{movement.counterparty or movement.kind}，{movement.amount}元"
    if "&" in movement.account:
        return f"组合支付“{movement.account}”（{what}）：账单没有写各付多少，请拆分。"
    if movement.way == "move" and movement.kind != "零钱提现" and "服务费" in movement.extra.get("备注", ""):
        return f"“{movement.kind}”带服务费（{what}）：账单没有写明金额是否含服务费，请对照微信里的记录。"
    settled = movement.status in _DONE or (
        GIVEN_BACK.fullmatch(movement.status) and (movement.way == "out" or movement.refund)
    )
    return "" if settled else f"不认识的当前状态“{movement.status}”（{what}）：请在微信里查清钱动了没有。"


WECHAT = Profile(
    name="微信支付账单",
    source="微信—我—服务—钱包—账单—下载账单—用于个人对账，类型选“全部”",
    titles=("微信支付账单明细",),
    columns=COLUMNS,
    ids=("交易单号", "商户单号"),
    face=FACE.read,
    read=read,
    settle=settle,
)
"""The profile that the engine lists."""
