"""Questions that several forms ask, each with the default that fits most days."""

from __future__ import annotations

from typing import Any

from huzhu.desk.entry.form import Field, Wrong, today
from huzhu.desk.entry.sitting import Choice, Sitting
from ledger import chart
from ledger.vocabulary import METHODS

DAY = Field("date", "日期", "day", default=today)
AMOUNT = Field("amount", "金额（元）", "money", help="像 500 或 1,000.00")
BY_METHOD = Field(
    "account", "从哪里付", "choice", required=False,
    choices=lambda s: [("", "按发放方式：现金从备用金付，转账从银行付"), *s.holders],
    help="发现金只能从“现金”付；转账从银行、微信或支付宝付",
)  # fmt: skip
METHOD = Field(
    "method",
    "怎样发",
    "radio",
    choices=lambda _: [(m, m) for m in METHODS[:2]],
    default=lambda _: METHODS[0],
)


def narration(said: str) -> Field:
    """What it was for, with the usual words as the default."""
    return Field("narration", "摘要", required=False, default=lambda _: said)


def holder(label: str, *, cash: bool = False) -> Field:
    """One of the places where the society keeps money: the first bank account, or the drawer, as the default."""
    return Field(
        "account", label, "choice", choices=lambda s: s.holders,
        default=lambda s: chart.CASH if cash else next((b for b, _ in s.banks), ""),
    )  # fmt: skip


def bank(label: str) -> Field:
    """One of the bank accounts."""
    return Field(
        "account", label, "choice", choices=lambda s: s.banks, default=lambda s: next((b for b, _ in s.banks), ""),
    )  # fmt: skip


def fund(default: str = chart.DONATION_FUND, label: str = "哪个基金") -> Field:
    """One of the funds."""
    return Field("fund", label, "choice", choices=lambda s: s.funds, default=lambda _: default)


def officer(name: str, label: str, *posts: str, help: str = "") -> Field:  # noqa: A002  (the field's own word)
    """One of the officers; whoever holds the first of these posts is the default."""
    return Field(
        name, label, "choice", choices=lambda s: s.officers, default=lambda s: s.in_post(*posts), help=help,
        empty="还没有登记谁任职，请先到“记一笔”里的“任职”登记",
    )  # fmt: skip


PAID_BY = officer("paid_by", "谁付款", "出纳")
APPROVED_BY = officer(
    "approved_by", "请谁审批", "社长", "秘书长", help="先存为待批，由这位（或别的负责人）批准后才记账"
)


def resolution(kinds: tuple[str, ...], *, required: bool = False) -> Field:
    """A resolution in force of one of these kinds."""

    def choices(sitting: Sitting) -> list[Choice]:
        return [*([] if required else [("", "（没有）")]), *sitting.resolutions(*kinds)]

    def first(sitting: Sitting) -> str:
        return next((c for c, _ in sitting.resolutions(*kinds)), "") if required else ""

    return Field(
        "resolution", "依据的决议", "choice", required, choices, default=first,
        empty=f"还没有“{'”或“'.join(kinds)}”的决议；要用到的，先到“记一笔”里的“决议”登记",
    )  # fmt: skip


def narrated(default: str) -> Any:
    """A form whose purpose may be left empty."""

    def complete(_: Sitting, said: dict[str, Any]) -> dict[str, Any]:
        return {"narration": default} | said

    return complete


def paid_as_said(_: Sitting, said: dict[str, Any]) -> None:
    """Cash is paid from the drawer and nothing else is; Wrong, beside the account, where it is not so."""
    account = said.get("account")
    if account and said["method"] == "现金" and account != chart.CASH:
        raise Wrong("account", "发的是现金，要从“现金”（备用金）里付；从银行付的，请把“怎样发”改成转账")
    if account == chart.CASH and said["method"] != "现金":
        raise Wrong("account", "发的是转账，不能从“现金”里付；请选银行账户，或把“怎样发”改成现金")


def account_paid(sitting: Sitting, said: dict[str, Any]) -> str:
    """The account as chosen, else the one that fits the method."""
    if account := said.get("account"):
        return str(account)
    return chart.CASH if said["method"] == "现金" else next((b for b, _ in sitting.banks), "")
