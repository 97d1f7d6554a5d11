"""The forms of money that comes in."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from huzhu import lookup, registered
from huzhu.desk.entry import waiting
from huzhu.desk.entry.form import Field, Kind, words_of
from huzhu.desk.entry.questions import AMOUNT, DAY, bank, fund, holder, narrated, narration, resolution
from huzhu.desk.entry.sitting import Sitting
from ledger.district import Society
from ledger.events.claims import AdvanceRecovered, AgencyIn
from ledger.events.receipts import Collective, Donation, Fee, Interest, ReliefReturn, Subsidy
from ledger.vocabulary import CHANNELS, WAIVED

IN = "钱进来"
RECEIPT = Field(
    "receipt", "票据号码", required=False, default=lambda _: WAIVED, words=(WAIVED,),
    help="公益事业捐赠票据的号码；本人不要票据的写“自愿放弃”；还没有开的先空着，开了再到“补开票据”登记",
)  # fmt: skip
CHANNEL = Field("channel", "怎样来的", "choice", choices=words_of(CHANNELS), default=lambda _: "主动捐赠")
PUBLISH = Field("publish", "捐赠人同意公开姓名", "check", required=False)


def _seed(narration: str) -> Any:
    """Start-up money is booked as the society chose when it was registered."""

    def complete(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
        assert isinstance(sitting.ledger, Society)
        day = sitting.day
        with suppress(ValueError):  # a day that is none is the event's to refuse
            day = date.fromisoformat(said["date"])
        return {"narration": narration} | said | {"as_": registered.seed_as(sitting.ledger, day)}

    return complete


def on_case(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    """What a case tells of a payment on it: to whom and of what kind."""
    opened = lookup.case(sitting.ledger, said["case"])
    usual = f"{opened.relief}（{opened.matter}）"
    return {"narration": usual} | said | {"label": opened.label, "kind": opened.relief}


KINDS: tuple[Kind, ...] = (
    Kind(
        "donation", "捐赠", "收到村民、企业或在外乡亲的捐款。", Donation,
        (
            DAY, Field("donor", "捐赠人", help="不愿留名的写“匿名”"), AMOUNT, CHANNEL, holder("收在哪里"), fund(),
            RECEIPT, PUBLISH, Field("memo", "转账附言", required=False), narration("捐款"),
        ), complete=narrated("捐款"), group=IN,
    ),
    Kind(
        "subsidy", "补助到账", "区财政的启动补助到了互助社的账户。", Subsidy,
        (
            DAY, Field("payer", "拨款单位", default=lambda _: "区财政局"), AMOUNT, bank("到了哪个账户"),
            Field("document_no", "拨款文号", help="像 徽财社〔2026〕12号"),
            Field("budget_line", "预算科目（7位）", help="拨款单上写的；不能是低保、特困、临时救助的科目"),
            narration("启动资金补助"),
        ), complete=_seed("启动资金补助"), group=IN,
    ),
    Kind(
        "collective", "集体资金", "村集体经济拿出来的钱，要有“四议两公开”的决议。", Collective,
        (
            DAY, Field("payer", "付款单位", default=lambda _: "村股份经济合作社"), AMOUNT, bank("到了哪个账户"),
            resolution(("四议两公开",)), narration("村集体支持"),
        ), complete=_seed("村集体支持"), group=IN,
    ),
    Kind(
        "fee", "会费", "会员交的会费。", Fee,
        (DAY, Field("payer", "会员"), AMOUNT, holder("收在哪里"), narration("会费")),
        complete=narrated("会费"), group=IN,
    ),
    Kind(
        "interest", "利息", "银行付的存款利息。", Interest,
        (DAY, AMOUNT, bank("哪个账户"), fund(), narration("存款利息")), complete=narrated("存款利息"), group=IN,
    ),
    Kind(
        "relief-return", "救助退回", "发出去的救助退了回来，或没有找到本人。", ReliefReturn,
        (
            DAY,
            Field("case", "哪一件救助", "choice", empty="还没有发过救助，没有可退的",
                  choices=lambda s: [(c.number, waiting.named(c)) for c in waiting.paid(s)]),
            AMOUNT, holder("退到哪里", cash=True), fund(), narration("救助退回"),
        ), complete=lambda s, said: on_case(s, {"narration": "救助退回"} | said), group=IN,
    ),
    Kind(
        "recover", "收回垫付", "先垫给困难群众的钱，政府救助下来以后收回来。", AdvanceRecovered,
        (
            DAY,
            Field("case", "哪一件救助", "choice", choices=waiting.lent, empty="没有还没收回的垫付",
                  default=lambda s: next((n for n, _ in waiting.lent(s)), "")),
            Field("payer", "谁还的", help="本人还的写打码的名字，像 汪*；救助部门直接拨回的写单位"),
            AMOUNT, holder("收在哪里"), fund(label="垫的是哪个基金的钱"), narration("收回垫付"),
        ), complete=narrated("收回垫付"), group=IN,
    ),
    Kind(
        "agency-in", "代收善款", "捐赠人指定给某一位的钱，互助社只是转手，不算自己的收入。", AgencyIn,
        (
            DAY, Field("payee", "替谁收的", help="困难群众的名字要打码，像 汪*"), AMOUNT,
            narration("收到指定给个人的捐款"),
        ), complete=narrated("收到指定给个人的捐款"), group=IN,
    ),
)  # fmt: skip
