"""The forms of goods: given, bought, handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from huzhu import lookup
from huzhu.desk.entry import waiting
from huzhu.desk.entry.form import Field, Kind, Wrong
from huzhu.desk.entry.incoming import CHANNEL, PUBLISH, RECEIPT
from huzhu.desk.entry.questions import APPROVED_BY, DAY, PAID_BY, fund, holder
from huzhu.desk.entry.sitting import Choice, Sitting
from huzhu.goods_worth import worth
from ledger.events.goods import GoodsBought, GoodsIn, GoodsOut
from ledger.money import BadAmount

STOCK = "实物"
_NEW = "new"
_CODE_DIGITS = 6
_QUANTITY = Field("quantity", "数量", "number", help="整数，像 20")
_PRICE = Field("price", "每份多少钱（元）", "money", help="按发票写；没有发票的按市价")
_NAME = Field("goods_name", "新的实物叫什么", required=False, help="像 大米10公斤装；上面选了已有的就空着")


def _kinds(sitting: Sitting) -> list[Choice]:
    return [*waiting.goods_known(sitting).items(), (_NEW, "新的一种（写在下面）")]


def _code(name: str) -> str:
    """The code of a new kind of goods: the same for the same name, so that a form sent twice is one entry."""
    return "SW" + hashlib.sha256(name.encode()).hexdigest()[:_CODE_DIGITS].upper()


def _named(sitting: Sitting, said: dict[str, Any]) -> None:
    name = said.get("goods_name", "")
    if said["goods"] == _NEW and not name:
        raise Wrong("goods_name", "请写明这种实物叫什么，像 大米10公斤装")
    if said["goods"] != _NEW and name:
        raise Wrong("goods_name", "上面选了已有的实物，这里请空着；要记新的一种，上面请选“新的一种”")
    if _code(name) in waiting.goods_known(sitting):
        raise Wrong("goods", f"“{name}”账上已经有了，请在这里选它")


def _worth(said: dict[str, Any]) -> dict[str, Any]:
    try:
        return said | worth(said["quantity"], said["price"])
    except BadAmount as bad:
        raise Wrong("price", str(bad)) from None


def _coded(word: str) -> Any:
    """What comes in: its code, and the purpose from its name."""

    def complete(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
        name = said.get("goods_name", "")
        if said["goods"] == _NEW:
            said = said | {"goods": _code(name)}
        name = name or waiting.goods_known(sitting).get(said["goods"], "")
        return {"narration": f"{word}{name}"} | _worth(said)

    return complete


def _chosen(made: Mapping[str, Any]) -> str:
    return _NEW if made.get("goods_name") else str(made.get("goods", ""))


_WHICH = Field(
    "goods", "什么东西", "choice", choices=_kinds, default=lambda s: _kinds(s)[0][0], retyped=_chosen
)  # fmt: skip


def _handed_out(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    goods, price, of_fund = said["lot"].split(" ", 2)
    name = waiting.goods_known(sitting).get(goods, goods)
    opened = lookup.case(sitting.ledger, said["case"])
    made = {"narration": f"发放{name}"} | said | {"goods": goods, "price": price, "fund": of_fund}
    del made["lot"]
    return _worth(made | {"label": opened.label})


_PURPOSE = Field("narration", "摘要", required=False)
KINDS: tuple[Kind, ...] = (
    Kind(
        "goods-in", "收到实物", "有人捐米、捐衣物等，按发票或市价记账。", GoodsIn,
        (DAY, Field("donor", "捐赠人", help="不愿留名的写“匿名”"), _WHICH, _NAME, _QUANTITY, _PRICE, CHANNEL,
         fund(), RECEIPT, PUBLISH, _PURPOSE),
        complete=_coded("捐赠"), check=_named, group=STOCK,
    ),
    Kind(
        "goods-buy", "购买实物", "花互助社的钱买来，用于救助。", GoodsBought,
        (
            DAY, Field("payee", "向谁买的"), _WHICH, _NAME, _QUANTITY, _PRICE, holder("从哪里付"), fund(),
            Field("procurement", "采购凭据或合同的编号", required=False),
            Field("urgent", "情况紧急，来不及走采购程序", "check", required=False), PAID_BY, APPROVED_BY, _PURPOSE,
        ), second=True, complete=_coded("购买"), check=_named, group=STOCK,
    ),
    Kind(
        "goods-out", "发放实物", "把实物发给审核同意的救助对象。", GoodsOut,
        (
            DAY,
            Field("case", "哪一件救助", "choice", empty="现在没有审核同意的救助",
                  choices=lambda s: [(c.number, waiting.named(c)) for c in waiting.agreed(s)]),
            Field("lot", "发什么", "choice", choices=waiting.lots, empty="现在没有存着的实物",
                  default=lambda s: next((lot for lot, _ in waiting.lots(s)), ""),
                  retyped=lambda made: f"{made['goods']} {made['price']} {made['fund']}"),
            _QUANTITY, PAID_BY, APPROVED_BY, _PURPOSE,
        ), second=True, complete=_handed_out, group=STOCK,
    ),
)  # fmt: skip
