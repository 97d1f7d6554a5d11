"""The forms of the desk, one for each thing that happens to money: what each asks, and which event it becomes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huzhu import lookup, registered
from huzhu.desk.entry.form import Field, Kind, today, words_of
from huzhu.desk.entry.sitting import Choice, Sitting
from ledger import chart
from ledger.cases import Case
from ledger.district import Society
from ledger.events import facts
from ledger.events.moves import Draw, Move, Return, Transfer
from ledger.events.payments import Expense, Relief
from ledger.events.receipts import Collective, Donation, Fee, Interest, ReliefReturn, Subsidy
from ledger.money import show
from ledger.vocabulary import CHANNELS, METHODS, WAIVED

DAY = Field("date", "日期", "day", default=today)
AMOUNT = Field("amount", "金额（元）", "money", help="像 500 或 1,000.00")


def _narration(said: str) -> Field:
    return Field("narration", "摘要", required=False, default=lambda _: said)


def _holder(label: str, *, cash: bool = False) -> Field:
    return Field(
        "account",
        label,
        "choice",
        choices=lambda s: s.holders,
        default=lambda s: chart.CASH if cash else next((b for b, _ in s.banks), ""),
    )


def _bank(label: str) -> Field:
    return Field(
        "account",
        label,
        "choice",
        choices=lambda s: s.banks,
        default=lambda s: next((b for b, _ in s.banks), ""),
    )


def _fund(default: str, label: str = "哪个基金") -> Field:
    return Field("fund", label, "choice", choices=lambda s: s.funds, default=lambda _: default)


def _officer(name: str, label: str, *posts: str, help: str = "") -> Field:  # noqa: A002  (the field's own word)
    return Field(
        name,
        label,
        "choice",
        choices=lambda s: s.officers,
        default=lambda s: s.in_post(*posts),
        help=help,
    )


PAID_BY = _officer("paid_by", "谁付款", "出纳")
APPROVED_BY = _officer(
    "approved_by", "请谁审批", "社长", "秘书长", help="先存为待批，由这位（或别的负责人）批准后才记账"
)


def _resolution(kinds: tuple[str, ...], *, required: bool = False) -> Field:
    def choices(sitting: Sitting) -> list[Choice]:
        return [*([] if required else [("", "（没有）")]), *sitting.resolutions(*kinds)]

    return Field(
        "resolution",
        "依据的决议",
        "choice",
        required,
        choices,
        default=lambda s: next((c for c, _ in s.resolutions(*kinds)), "") if required else "",
    )


def to_pay(sitting: Sitting) -> list[tuple[Case, Decimal]]:
    """The cases that were agreed to and not paid in full, with what is left to pay, in yuan, the oldest first."""
    books = sitting.books
    found = []
    for case in books.cases.values():
        decision = case.decision(sitting.day)
        agreed = decision.yuan("amount") if decision and decision.text("decision") == "同意" else None
        left = (agreed or Decimal(0)) - books.kept.get(case.number, Decimal(0))
        if left > 0 and not case.ended(sitting.day):
            found.append((case, left))
    return found


def paid(sitting: Sitting) -> list[Case]:
    """The cases on which relief was paid and not given back, the newest first."""
    books = sitting.books
    return [c for c in reversed(books.cases.values()) if books.kept.get(c.number, Decimal(0)) > 0]


def _named(case: Case) -> str:
    return f"{case.number} {case.text('label')} {case.text('matter')}（{case.text('relief')}）"


def _as_decided(sitting: Sitting) -> str:
    left = to_pay(sitting)
    return show(left[0][1]) if len(left) == 1 else ""


def _seed(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    """Start-up money is booked as the society chose when it was registered."""
    assert isinstance(sitting.ledger, Society)
    return said | {"as_": registered.seed_as(sitting.ledger, sitting.books.day)}


def _on_case(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    """What a case tells of a payment on it: to whom and of what kind."""
    opened = lookup.case(sitting.ledger, said["case"])
    said.setdefault("narration", f"{opened.relief}（{opened.matter}）")
    return said | {"label": opened.label, "kind": opened.relief}


def _narrated(default: str) -> Any:
    def complete(_: Sitting, said: dict[str, Any]) -> dict[str, Any]:
        return {"narration": default} | said

    return complete


KINDS: tuple[Kind, ...] = (
    Kind(
        "donation", "捐赠", "收到村民、企业或在外乡亲的捐款。", Donation,
        (
            DAY, Field("donor", "捐赠人", help="不愿留名的写“匿名”"), AMOUNT,
            Field("channel", "怎样来的", "choice", choices=words_of(CHANNELS), default=lambda _: "主动捐赠"),
            _holder("收在哪里"), _fund(chart.DONATION_FUND),
            Field("receipt", "票据号码", default=lambda _: WAIVED, words=(WAIVED,),
                  help="公益事业捐赠票据的号码；本人不要票据的写“自愿放弃”"),
            Field("publish", "捐赠人同意公开姓名", "check", required=False),
            Field("memo", "转账附言", required=False), _narration("捐款"),
        ), complete=_narrated("捐款"),
    ),
    Kind(
        "subsidy", "补助到账", "区财政的启动补助到了互助社的账户。", Subsidy,
        (
            DAY, Field("payer", "拨款单位", default=lambda _: "区财政局"), AMOUNT, _bank("到了哪个账户"),
            Field("document_no", "拨款文号", help="像 徽财社〔2026〕12号"),
            Field("budget_line", "预算科目（7位）", help="拨款单上写的；不能是低保、特困、临时救助的科目"),
            _narration("启动资金补助"),
        ), complete=lambda s, said: _seed(s, {"narration": "启动资金补助"} | said),
    ),
    Kind(
        "collective", "集体资金", "村集体经济拿出来的钱，要有“四议两公开”的决议。", Collective,
        (
            DAY, Field("payer", "付款单位", default=lambda _: "村股份经济合作社"), AMOUNT, _bank("到了哪个账户"),
            _resolution(("四议两公开",)), _narration("村集体支持"),
        ), complete=lambda s, said: _seed(s, {"narration": "村集体支持"} | said),
    ),
    Kind(
        "fee", "会费", "会员交的会费。", Fee,
        (DAY, Field("payer", "会员"), AMOUNT, _holder("收在哪里"), _narration("会费")), complete=_narrated("会费"),
    ),
    Kind(
        "interest", "利息", "银行付的存款利息。", Interest,
        (DAY, AMOUNT, _bank("哪个账户"), _fund(chart.DONATION_FUND), _narration("存款利息")),
        complete=_narrated("存款利息"),
    ),
    Kind(
        "draw", "支取备用金", "从银行取现金，放进备用金。", Draw,
        (DAY, AMOUNT, _bank("从哪个账户取"), _fund(chart.DONATION_FUND), PAID_BY, APPROVED_BY, _narration("支取备用金")),
        second=True, complete=_narrated("支取备用金"),
    ),
    Kind(
        "return", "缴回备用金", "把用不着的现金存回银行。", Return,
        (DAY, AMOUNT, _bank("存进哪个账户"), _fund(chart.DONATION_FUND), PAID_BY, APPROVED_BY, _narration("缴回备用金")),
        second=True, complete=_narrated("缴回备用金"),
    ),
    Kind(
        "relief", "发放救助", "审核同意的救助，把钱交到本人手里。", Relief,
        (
            DAY,
            Field("case", "哪一件救助", "choice",
                  choices=lambda s: [(c.number, f"{_named(c)}，还要发{show(left)}元") for c, left in to_pay(s)],
                  default=lambda s: next((c.number for c, _ in to_pay(s)), ""),
                  help="只列出审核同意、还没有发完的"),
            Field("amount", "金额（元）", "money", default=_as_decided),
            Field("method", "怎样发", "radio", choices=words_of(METHODS[:2]), default=lambda _: METHODS[0]),
            _holder("从哪里付", cash=True), _fund(chart.DONATION_FUND), _resolution(("提高救助标准",)),
            PAID_BY, APPROVED_BY, Field("narration", "摘要", required=False),
        ), second=True, complete=_on_case,
    ),
    Kind(
        "relief-return", "救助退回", "发出去的救助退了回来，或没有找到本人。", ReliefReturn,
        (
            DAY,
            Field("case", "哪一件救助", "choice", choices=lambda s: [(c.number, _named(c)) for c in paid(s)]),
            AMOUNT, _holder("退到哪里", cash=True), _fund(chart.DONATION_FUND), _narration("救助退回"),
        ), complete=lambda s, said: _on_case(s, {"narration": "救助退回"} | said),
    ),
    Kind(
        "expense", "管理支出", "救助以外的花费：办公、手续费、筹资。", Expense,
        (
            DAY, Field("payee", "付给谁"), AMOUNT,
            Field("kind", "费用种类", "choice", choices=words_of(tuple(chart.EXPENSES)), default=lambda _: "办公费"),
            _holder("从哪里付"), _fund(chart.DONATION_FUND), _resolution(("管理支出",)), PAID_BY, APPROVED_BY,
            Field("narration", "买了什么、办了什么"),
        ), second=True,
    ),
    Kind(
        "count", "盘点", "点一点备用金的现金，和账上对一对。", facts.FloatCounted,
        (
            Field("date", "盘点日期", "day", default=today), Field("counted", "点到的现金（元）", "money"),
            _officer("by", "盘点人（保管人）", "出纳"), _officer("witness", "见证人", "社长", "秘书长"),
        ),
    ),
    Kind(
        "transfer", "基金转移", "把钱从一个基金转到另一个基金，要有“资金转移”的决议。", Transfer,
        (
            DAY, AMOUNT, _holder("在哪个账户里转"),
            Field("from_fund", "转出基金", "choice", choices=lambda s: s.funds),
            Field("to_fund", "转入基金", "choice", choices=lambda s: s.funds),
            _resolution(("资金转移",), required=True), APPROVED_BY, _narration("基金间转移"),
        ), second=True, complete=_narrated("基金间转移"),
    ),
    Kind(
        "move", "账户间划转", "本社自己的账户之间转钱，例如微信提现到银行。", Move,
        (
            DAY, AMOUNT, Field("account", "从哪里转出", "choice", choices=lambda s: s.holders),
            Field("to_account", "转到哪里", "choice", choices=lambda s: s.holders),
            Field("fee", "手续费（元），含在金额里", "money", required=False), _fund(chart.DONATION_FUND),
            PAID_BY, APPROVED_BY, _narration("账户间划转"),
        ), second=True, complete=_narrated("账户间划转"),
    ),
)  # fmt: skip

BY_SLUG = {kind.slug: kind for kind in KINDS}
