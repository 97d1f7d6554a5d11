"""The forms of the cash float and of moves between the society's own accounts and funds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huzhu.desk.access import WRITERS
from huzhu.desk.entry.form import Field, Kind, Wrong, today
from huzhu.desk.entry.questions import (
    AMOUNT,
    APPROVED_BY,
    DAY,
    PAID_BY,
    bank,
    fund,
    holder,
    narrated,
    narration,
    officer,
    resolution,
)
from huzhu.desk.entry.sitting import Sitting
from ledger import chart
from ledger.events import facts
from ledger.events.event import Event
from ledger.events.moves import Draw, Move, Return, Transfer
from ledger.money import show

DRAWER = "现金和备用金"
_CEILING = Field("ceiling", "限额（元）", "money", help="手里最多放多少现金")


def in_drawer(sitting: Sitting) -> Decimal:
    """The cash that the books say is there, in yuan."""
    return sum((v for a, v in sitting.balances.items() if chart.parse(a).is_cash), Decimal(0))


def _counted(sitting: Sitting, event: Event) -> str:
    """Whether what was counted is what the books say, where the day is today: of other days the rule tells."""
    assert isinstance(event, facts.FloatCounted)
    if event.date != sitting.day:
        return ""
    booked = in_drawer(sitting)
    if event.counted == booked:
        return f"账上也是{show(booked)}元，相符。"
    word = "少" if event.counted < booked else "多"
    return f"账上是{show(booked)}元，点到的{word}了{show(abs(booked - event.counted))}元。请先再点一遍，查清原因；照实登记。"


def _float_now(sitting: Sitting, _: Event) -> str:
    floats = sitting.books.facts.floats
    if not floats:
        return ""
    return f"现在的限额是{show(floats[-1].ceiling)}元，保管人是{sitting.name_of(floats[-1].custodian)}。"


def _there_is_one(sitting: Sitting, said: dict[str, Any]) -> None:
    if not sitting.books.facts.floats:
        raise Wrong("", "还没有设立备用金，请先到“设立备用金”登记限额和保管人")


def _there_is_none(sitting: Sitting, said: dict[str, Any]) -> None:
    if sitting.books.facts.floats:
        raise Wrong("", "备用金已经设立了；改限额请用“调整备用金”，换保管人请用“交接备用金”")


def _handed_on(sitting: Sitting, said: dict[str, Any]) -> None:
    _there_is_one(sitting, said)
    if said["custodian"] == sitting.books.facts.floats[-1].custodian:
        raise Wrong("custodian", "现在就是这位保管，请选接手的人")


KINDS: tuple[Kind, ...] = (
    Kind(
        "draw", "支取备用金", "从银行取现金，放进备用金。", Draw,
        (DAY, AMOUNT, bank("从哪个账户取"), fund(), PAID_BY, APPROVED_BY, narration("支取备用金")),
        second=True, complete=narrated("支取备用金"), group=DRAWER,
    ),
    Kind(
        "return", "缴回备用金", "把用不着的现金存回银行。", Return,
        (DAY, AMOUNT, bank("存进哪个账户"), fund(), PAID_BY, APPROVED_BY, narration("缴回备用金")),
        second=True, complete=narrated("缴回备用金"), group=DRAWER,
    ),
    Kind(
        "count", "盘点", "点一点备用金的现金，和账上对一对。", facts.FloatCounted,
        (
            Field("date", "盘点日期", "day", default=today), Field("counted", "点到的现金（元）", "money"),
            officer("by", "盘点人（保管人）", "出纳"), officer("witness", "见证人", "社长", "秘书长"),
        ), tell=_counted, group=DRAWER, roles=WRITERS,
    ),
    Kind(
        "move", "账户间划转", "本社自己的账户之间转钱，例如微信提现到银行。", Move,
        (
            DAY, AMOUNT, Field("account", "从哪里转出", "choice", choices=lambda s: s.holders),
            Field("to_account", "转到哪里", "choice", choices=lambda s: s.holders),
            Field("fee", "手续费（元）", "money", required=False, help="平台扣的，已经含在上面的金额里"), fund(),
            PAID_BY, APPROVED_BY, narration("账户间划转"),
        ), second=True, complete=narrated("账户间划转"), group=DRAWER,
    ),
    Kind(
        "transfer", "基金转移", "把钱从一个基金转到另一个基金，要有“资金转移”的决议。", Transfer,
        (
            DAY, AMOUNT, holder("在哪个账户里转"),
            Field("from_fund", "转出基金", "choice", choices=lambda s: s.funds),
            Field("to_fund", "转入基金", "choice", choices=lambda s: s.funds),
            resolution(("资金转移",), required=True), APPROVED_BY, narration("基金间转移"),
        ), second=True, complete=narrated("基金间转移"), group=DRAWER,
    ),
    Kind(
        "float", "设立备用金", "第一次放现金以前，定好限额和保管人。", facts.FloatSetUp,
        (DAY, _CEILING, officer("custodian", "保管人", "出纳")),
        check=_there_is_none, group=DRAWER, roles=WRITERS,
    ),
    Kind(
        "float-change", "调整备用金", "改备用金的限额。", facts.FloatChanged, (DAY, _CEILING),
        check=_there_is_one, tell=_float_now, group=DRAWER, roles=WRITERS,
    ),
    Kind(
        "float-hand-over", "交接备用金", "备用金换一位保管人。", facts.FloatHandedOver,
        (DAY, officer("custodian", "交给谁保管")),
        check=_handed_on, tell=_float_now, group=DRAWER, roles=WRITERS,
    ),
)  # fmt: skip
