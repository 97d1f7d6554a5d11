"""支付宝账单（手机导出）: one declaration for every era of the app's csv.

Since 2023-02 the lines about the export stand above the table and a neutral row says 不计收支; before, they
stood below it and it said 其他. Direction comes from 收/支; a neutral row is decided by its 商品说明 and
交易状态. A payment that was later given back stays booked in full, as its refund is a row of its own.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from importers.movement import Movement, Outcome, Review, Skip, Way
from importers.profile import Face, Profile, Reading, Row
from importers.profiles.alipay_moves import ends, named
from importers.profiles.alipay_refunds import settle
from importers.profiles.wallet_face import WalletFace
from importers.profiles.wallet_row import WalletRow, outcome

COLUMNS = (
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支",
    "金额", "收/付款方式", "交易状态", "交易订单号", "商家订单号",
)  # fmt: skip
"""The columns that every era has; 备注 came with 2023-02 and is kept where it is."""

SOURCE = "支付宝—我的—账单—右上角“…”—开具交易流水证明—用于个人对账，类型选“全部”"
CLOSED = "交易关闭"
_WAYS: dict[str, Way] = {"收入": "in", "支出": "out"}
_NEUTRAL = ("不计收支", "其他")
_DONE = frozenset(
    {"交易成功", "支付成功", "等待确认收货", "代付成功", "还款成功", "付款成功,份额确认中"}
    | {"退款成功", "转出成功", "转入成功", "充值成功", "提现成功", CLOSED}
)
_NOTHING = frozenset({"已关闭", "还款失败", "解冻成功", "信用服务使用成功", "信用服务使用完结"})
"""Statuses with which no money moves, whatever the amount."""
_YIELD = re.compile(r"(余额宝|余利宝)-[0-9.-]+-收益发放")
_ROW = WalletRow("商品说明", "金额", "交易订单号", re.compile(r"[!-~]+"), "支付宝")
_NO_LINK = re.compile(r"[^0-9A-Za-z_-]")
FACE = WalletFace(
    owner=re.compile(r"姓名[：:]\s*(\S+)"),
    days=re.compile(r"起始时间[：:]\s*\[(\d{4}-\d\d-\d\d)[^\]]*\]\s*终止时间[：:]\s*\[(\d{4}-\d\d-\d\d)"),
    total=re.compile(r"(?<!\S)(收入|支出|不计收支|其他)[：:](\d+)笔\s*([\d.,]+)元"),
    export=re.compile(r"导出交易类型[：:]\s*\[(.*?)\]"),
    called="导出交易类型",
    again="请在支付宝里按“全部”重新导出。",
)


def is_foot(row: Row) -> bool:
    """Whether a row is a line of words, as older exports end with: it fills one cell and no more."""
    filled = [cell for cell in row.by_name.values() if cell != ""]
    return len(filled) == 1 and not row.stray and row.moment("交易时间") is None


def read(row: Row, face: Face) -> Reading:
    """One row's outcome, and the label under which the paper's totals count it."""
    label, amount = row.words("收/支"), row.money("金额")
    return Reading(_outcome(row, amount), label if label in (*_WAYS, *_NEUTRAL) else "", amount)


def _outcome(row: Row, amount: Decimal | None) -> Outcome:
    unread = _unread(row, amount)
    if unread:
        return Review(row.number, unread)
    assert amount is not None
    status, paid_by = row.words("交易状态"), row.words("收/付款方式")
    if status in _NOTHING:
        return Skip(row.number, f"{status}：没有动钱，{amount}元不记账。")
    if amount == 0:
        return Skip(row.number, "金额是0.00元，没有动钱，不记账。")
    if status == CLOSED and row.words("收/支") in _NEUTRAL and not paid_by:
        return Skip(row.number, f"交易关闭，没有付过款，{amount}元不记账。")
    movement = _decided(row, amount)
    return outcome(row, movement, partial(_doubt, row))


def _unread(row: Row, amount: Decimal | None) -> str:
    """Why a row cannot be read at all, or nothing."""
    if why := _ROW.unread(row, amount, "交易时间"):
        return why
    if row.words("收/支") not in (*_WAYS, *_NEUTRAL):
        return f"不认识的收/支“{row.said('收/支')}”，{amount}元，请判断是收是支。"
    return ""


def _decided(row: Row, amount: Decimal) -> Movement | str:
    """What the row is: a refund, a move between our own accounts, yield, or money in or out by its sign."""
    what, paid_by = row.words("商品说明"), named(row.words("收/付款方式"))
    if is_refund(row.words("交易状态"), row.words("交易分类"), what) and row.words("收/支") != "支出":
        return _movement(row, amount, "in", paid_by) if paid_by else _unsaid(amount, "退款", "退到哪里")
    found = ends(what, paid_by, row.words("交易对方"))
    if found is not None and row.words("收/支") != "收入":
        if not all(found) or found[0] == found[1]:
            return f"“{what}”{amount}元没有写清钱从哪里到哪里，请对照支付宝里的记录。"
        return _movement(row, amount, "move", *found)
    if earned := _YIELD.fullmatch(what):
        return _movement(row, amount, "in", paid_by or earned[1])
    way = _WAYS.get(row.words("收/支"))
    if way is None and row.words("交易状态") == CLOSED:
        way = "out"  # a payment that was given back in full may have lost its sign; _doubt asks
    if way is None:
        return f"不认识的{row.words('收/支')}“{what}”，{amount}元，请判断钱从哪里到哪里。"
    return (
        _movement(row, amount, way, paid_by) if paid_by else _unsaid(amount, row.words("收/支"), "钱在哪里")
    )


def is_refund(status: str, kind: str, what: str) -> bool:
    """Whether a row gives back an earlier payment."""
    return status == "退款成功" or kind == "退款" or what.startswith("退款-")


def _unsaid(amount: Decimal, what: str, where: str) -> str:
    return f"{what}{amount}元没有写收/付款方式，不知道{where}（可能是别人代付），请对照支付宝里的记录。"


def linked(number: str) -> str:
    """The link of an order number; signs that a link cannot hold are spelled by their code."""
    return "ali-" + _NO_LINK.sub(lambda sign: f".{ord(sign[0]):02x}", number)


def _movement(row: Row, amount: Decimal, way: Way, account: str, other_account: str = "") -> Movement:
    at = row.moment("交易时间")
    assert at is not None
    kind, what, status = row.words("交易分类"), row.words("商品说明"), row.words("交易状态")
    return Movement(
        row=row.number, at=at, amount=amount, way=way, account=account, other_account=other_account,
        counterparty=row.words("交易对方"), memo=what, kind=kind, status=status,
        link=linked(row.words("交易订单号")), refund=way == "in" and is_refund(status, kind, what),
        extra={**_known(row), **row.extra},
    )  # fmt: skip


def _known(row: Row) -> dict[str, str]:
    """The columns that have no field of their own, where they say anything; and who may really have paid."""
    found = {column: said for column in ("对方账号", "商家订单号") if (said := row.words(column))}
    if "亲友代付" in row.words("交易分类") or "亲情卡" in row.words("商品说明"):
        found["代付"] = "亲友代付或亲情卡：付钱的和用钱的不是同一个人"
    return found


def _doubt(row: Row, movement: Movement) -> str:
    """Why a movement that was read needs a person all the same, or nothing."""
    what = f"{movement.counterparty or movement.memo or movement.kind}，{movement.amount}元"
    if "&" in movement.account + movement.other_account:
        return f"组合支付“{row.words('收/付款方式')}”（{what}）：账单没有写各付多少，请拆分。"
    status = movement.status.replace("，", ",")
    if status == CLOSED and not (movement.way == "out" and row.words("收/支") == "支出"):
        return f"交易关闭（{what}）：不知道付过款没有，请在支付宝里查清钱动了没有。"
    if status in _DONE:
        return ""
    return f"不认识的交易状态“{movement.status}”（{what}）：请在支付宝里查清钱动了没有。"


ALIPAY = Profile(
    name="支付宝账单",
    source=SOURCE,
    titles=("电子客户回单",),
    columns=COLUMNS,
    ids=("交易订单号", "商家订单号"),
    face=FACE.read,
    read=read,
    settle=settle,
    foot=is_foot,
    sums_differ=True,
)
"""The profile that the engine lists."""
