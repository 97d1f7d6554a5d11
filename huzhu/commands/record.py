"""`huzhu record`: one verb for each thing that happens to money and goods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import (
    EVERY,
    MONEY,
    OUT,
    amount,
    approved_by,
    case,
    channel,
    method,
    option,
    options,
    paid_by,
    resolution,
)  # fmt: skip
from ledger import chart
from ledger.vocabulary import METHODS, SEED_AS


@click.group()
def command() -> None:
    """记一笔账。钱进来只要写记账人，钱出去还要写审批人和付款人。"""


def _record(books: Path | None, make: str, given: dict[str, Any], **more: Any) -> None:
    from huzhu.recording import enter
    from ledger.events import table

    enter(session.the_society(books, given.pop("society")), getattr(table, make), given | more)


def _or(given: dict[str, Any], name: str, default: Any) -> Any:
    return given.pop(name) or default


def _seed_as(books: Path | None, given: dict[str, Any]) -> str:
    """Whether start-up money is income or capital: as said, else as the society chose, while its grace runs."""
    from huzhu.registered import seed_as

    society = session.the_society(books, given["society"])
    return given.pop("as_") or seed_as(society, given["date"] or session.today())


as_ = click.option(
    "--as", "as_", type=click.Choice(SEED_AS), help="记作收入还是注册资金（默认按登记时的选择）"
)


@command.command()
@options(
    *MONEY, as_, option("--payer", "拨款单位"), option("--document-no", "拨款文号", metavar="徽财社〔2026〕12号"),
    option("--budget-line", "拨款单位列支的预算科目（7位）", metavar="2080299"),
)  # fmt: skip
@click.pass_obj
def subsidy(books: Path | None, /, **given: Any) -> None:
    """区财政的启动补助到账。"""
    more = {"as_": _seed_as(books, given), "account": _or(given, "account", "银行")}
    more |= {"narration": _or(given, "narration", "启动资金补助"), "payer": _or(given, "payer", "区财政局")}
    _record(books, "Subsidy", given, **more)


@command.command()
@options(*MONEY, as_, resolution, option("--payer", "付款单位（默认村集体）"))
@click.pass_obj
def collective(books: Path | None, /, **given: Any) -> None:
    """村级集体经济给的钱（要有四议两公开的决议）。"""
    more = {"as_": _seed_as(books, given), "account": _or(given, "account", "银行")}
    more |= {"narration": _or(given, "narration", "村集体支持"), "payer": _or(given, "payer", "村集体")}
    _record(books, "Collective", given, **more)


@command.command()
@options(
    *MONEY, option("--publish/--no-publish", "捐赠人同意公开姓名", default=False),
    option("--receipt", "公益事业捐赠票据号码，或写 自愿放弃"), channel, option("--memo", "转账附言"),
    option("--person", "捐赠人的化名", metavar="P-…"), option("--donor", "捐赠人", required=True),
)  # fmt: skip
@click.pass_obj
def donation(books: Path | None, /, **given: Any) -> None:
    """收到捐款。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "捐款")}
    _record(books, "Donation", given, channel=_or(given, "channel", "主动捐赠"), **more)


@command.command()
@options(*MONEY, option("--payer", "会员", required=True))
@click.pass_obj
def fee(books: Path | None, /, **given: Any) -> None:
    """收到会费。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "会费")}
    _record(books, "Fee", given, **more)


@command.command()
@options(*MONEY)
@click.pass_obj
def interest(books: Path | None, /, **given: Any) -> None:
    """银行付的利息。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "存款利息")}
    _record(books, "Interest", given, **more)


@command.command()
@options(*OUT)
@click.pass_obj
def draw(books: Path | None, /, **given: Any) -> None:
    """从银行支取备用金（同一个基金）。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "支取备用金")}
    _record(books, "Draw", given, **more)


@command.command("return")
@options(*OUT)
@click.pass_obj
def return_(books: Path | None, /, **given: Any) -> None:
    """把现金缴回银行（同一个基金）。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "缴回备用金")}
    _record(books, "Return", given, **more)


@command.command()
@options(
    *OUT,
    option("--fee", "手续费（元），含在金额里", metavar="元"),
    option("--to-account", "转入账户", required=True),
)
@click.pass_obj
def move(books: Path | None, /, **given: Any) -> None:
    """本社自己的账户之间划转，例如微信提现到银行。"""
    ledger = session.the_society(books, given["society"])
    more = {"to_account": session.holder(ledger, given.pop("to_account"))}
    more |= {"account": _or(given, "account", "微信"), "narration": _or(given, "narration", "账户间划转")}
    _record(books, "Move", given, **more)


@command.command()
@options(
    *OUT, resolution, option("--payee", "收款人", required=True),
    option("--kind", "费用种类", type=click.Choice(tuple(chart.EXPENSES)), default="办公费"),
)  # fmt: skip
@click.pass_obj
def expense(books: Path | None, /, **given: Any) -> None:
    """救助以外的支出。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", given["kind"])}
    _record(books, "Expense", given, **more)


def paid_on(books: Path | None, given: dict[str, Any]) -> dict[str, Any]:
    """What a case tells of a payment on it: to whom, of what kind, out of which account."""
    from huzhu.lookup import case as look_up

    opened = look_up(session.the_society(books, given["society"]), given["case"])
    way = given["method"] or METHODS[0]
    account = given.pop("account") or ("现金" if way == "现金" else "银行")
    narration = given.pop("narration") or f"{opened.relief}（{opened.matter}）"
    given.pop("method")
    return {
        "label": opened.label, "kind": opened.relief, "method": way, "account": account, "narration": narration,
    }  # fmt: skip


@command.command()
@options(*OUT, resolution, method, case)
@click.pass_obj
def relief(books: Path | None, /, **given: Any) -> None:
    """发放救助（案卷要先审核同意）。"""
    _record(books, "Relief", given, **paid_on(books, given))


@command.command("relief-return")
@options(*MONEY, case)
@click.pass_obj
def relief_return(books: Path | None, /, **given: Any) -> None:
    """发出的救助退了回来。"""
    from huzhu.lookup import case as look_up

    opened = look_up(session.the_society(books, given["society"]), given["case"])
    more = {"account": _or(given, "account", "现金"), "narration": _or(given, "narration", "救助退回")}
    _record(books, "ReliefReturn", given, label=opened.label, kind=opened.relief, **more)


@command.command()
@options(
    *EVERY, option("--voucher", "凭证号"), option("--narration", "摘要"), option("--account", "账户（默认银行）"),
    option("--amount", "金额（元）", required=True, metavar="元"), approved_by, paid_by,
    option("--resolution", "“资金转移”决议的编号", required=True, metavar="JY-2026-02"),
    option("--to-fund", "转入基金", required=True), option("--from-fund", "转出基金", required=True),
)  # fmt: skip
@click.pass_obj
def transfer(books: Path | None, /, **given: Any) -> None:
    """基金之间转移（要有“资金转移”决议）。"""
    ledger = session.the_society(books, given["society"])
    given.pop("paid_by")
    more = {name: session.fund(ledger, given.pop(name)) for name in ("from_fund", "to_fund")}
    more |= {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "基金间转移")}
    _record(books, "Transfer", given, **more)


_GOODS = (
    *EVERY, option("--voucher", "凭证号"), option("--narration", "摘要"),
    option("--fund", "基金（默认03社会捐赠）"), option("--price", "单价（元）", required=True, metavar="元"),
    option("--quantity", "数量", required=True, metavar="个数"),
    option("--goods", "实物代号，大写字母", required=True, metavar="DAMI"),
)  # fmt: skip


def _worth(given: dict[str, Any]) -> dict[str, Any]:
    """Quantity × price as the amount."""
    from huzhu.goods_worth import worth

    return dict(worth(given.pop("quantity"), given.pop("price")))


@command.command("goods-in")
@options(
    *_GOODS, option("--publish/--no-publish", "捐赠人同意公开姓名", default=False), option("--receipt", "票据号码"),
    channel, option("--donor", "捐赠人", required=True), option("--goods-name", "实物名称（第一次收这种实物时要写）"),
)  # fmt: skip
@click.pass_obj
def goods_in(books: Path | None, /, **given: Any) -> None:
    """收到捐赠的实物，按凭据或公允价入账。"""
    narration = _or(given, "narration", f"捐赠{given['goods_name'] or given['goods']}")
    _record(
        books,
        "GoodsIn",
        given,
        channel=_or(given, "channel", "主动捐赠"),
        narration=narration,
        **_worth(given),
    )


@command.command("goods-buy")
@options(
    *_GOODS, paid_by, approved_by, option("--account", "从哪个账户付（默认银行）"),
    option("--urgent", "情况紧急，来不及走采购程序", is_flag=True),
    option("--procurement", "采购凭据或合同编号"), option("--payee", "卖方", required=True),
    option("--goods-name", "实物名称（第一次有这种实物时要写）"),
)  # fmt: skip
@click.pass_obj
def goods_buy(books: Path | None, /, **given: Any) -> None:
    """买来用于救助的实物，按采购制度办。"""
    more = {"narration": _or(given, "narration", f"购买{given['goods_name'] or given['goods']}")}
    _record(books, "GoodsBought", given, account=_or(given, "account", "银行"), **more, **_worth(given))


@command.command("goods-out")
@options(*_GOODS, paid_by, approved_by, case)
@click.pass_obj
def goods_out(books: Path | None, /, **given: Any) -> None:
    """给救助对象发放实物。"""
    from huzhu.lookup import case as look_up

    opened = look_up(session.the_society(books, given["society"]), given["case"])
    narration = _or(given, "narration", f"发放实物{given['goods']}")
    _record(books, "GoodsOut", given, label=opened.label, narration=narration, **_worth(given))


@command.command()
@options(
    *EVERY, option("--witness", "见证人", required=True, metavar="用户"),
    option("--by", "盘点人（备用金保管人）", metavar="用户", required=True),
    option("--amount", "盘点到的现金（元）", required=True, metavar="元"),
)  # fmt: skip
@click.pass_obj
def count(books: Path | None, /, **given: Any) -> None:
    """盘点现金。"""
    from huzhu.commands.fact import submit_fact

    submit_fact(books, "FloatCounted", given, counted=given.pop("amount"))


@command.command()
@options(
    *EVERY, paid_by, approved_by, option("--reason", "冲销的原因", required=True),
    option("--voucher", "要冲销的凭证号", required=True, metavar="2026-07-003"),
)  # fmt: skip
@click.pass_obj
def reverse(books: Path | None, /, **given: Any) -> None:
    """冲销一笔记错的账；原来那笔不改，另记一笔相反的。"""
    from huzhu.reversing import opposite

    more = opposite(session.the_society(books, given["society"]), given.pop("voucher"))
    _record(books, "Reverse", given, narration=given.pop("reason"), **more)


@command.command()
@options(*OUT, method, option("--advanced-for", "等哪一项政府救助，例如 临时救助", required=True), case)
@click.pass_obj
def advance(books: Path | None, /, **given: Any) -> None:
    """垫付：政府救助到账以前先垫上，要收回。"""
    more = paid_on(books, given)
    more.pop("kind")
    _record(books, "Advance", given, **more)


@command.command()
@options(*MONEY, case, option("--payer", "谁还的", required=True))
@click.pass_obj
def recover(books: Path | None, /, **given: Any) -> None:
    """收回垫付的钱。"""
    more = {"account": _or(given, "account", "银行"), "narration": _or(given, "narration", "收回垫付")}
    _record(books, "AdvanceRecovered", given, **more)


_AGENCY = (*EVERY, option("--voucher", "凭证号"), option("--narration", "摘要"), amount)


@command.command("agency-in")
@options(*_AGENCY, option("--payee", "替谁收的", required=True))
@click.pass_obj
def agency_in(books: Path | None, /, **given: Any) -> None:
    """受托代理：捐赠人指定给某人的钱，本社只是转手，不算收入。"""
    _record(books, "AgencyIn", given, narration=_or(given, "narration", "收到指定给个人的捐款"))


@command.command("agency-out")
@options(*_AGENCY, paid_by, approved_by, option("--payee", "转交给谁", required=True))
@click.pass_obj
def agency_out(books: Path | None, /, **given: Any) -> None:
    """受托代理：把指定给某人的钱转交给他。"""
    _record(books, "AgencyOut", given, narration=_or(given, "narration", "转交指定给个人的捐款"))
