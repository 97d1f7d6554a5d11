"""`huzhu fact`: the dated facts that rules ask for, beside money and cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import EVERY, Day, channel, option, options
from ledger import chart
from ledger.mistake import Mistake
from ledger.vocabulary import (
    AGENCIES,
    BECOMES,
    GOVERNMENT_AID,
    GRADES,
    MATTERS,
    POSTS,
    RESOLUTION_KINDS,
    RESTRICTIONS,
)


@click.group()
def command() -> None:
    """记一件事：决议、任职、基金、备用金、募捐资格、回避、政府救助、票据、鸣谢、帮办、投诉、考评、归类。"""


def submit_fact(books: Path | None, make: str, given: dict[str, Any], **more: Any) -> None:
    """Build the fact of that name and hand it to the journal."""
    from huzhu.recording import enter
    from ledger.events import facts, statements

    kind = getattr(facts, make, None) or getattr(statements, make)
    enter(session.the_society(books, given.pop("society")), kind, given | more, in_words=False)


@command.command()
@click.argument("number", metavar="决议编号")
@options(
    *EVERY, option("--document", "会议记录等文件名"), option("--until", "到哪天为止", type=Day()),
    option("--duties", "职责兼任：一人可以兼的两项，如“审批 付款”"),
    option("--times", "同一事项一年可救助几次（提高频次时写）", metavar="次数"),
    option("--cap-emergency", "应急救助提高到（元）", metavar="元"),
    option("--cap-supplementary", "补充救助提高到（元）", metavar="元"),
    option("--kind", "种类", type=click.Choice(RESOLUTION_KINDS), required=True),
)  # fmt: skip
@click.pass_obj
def resolution(books: Path | None, /, **given: Any) -> None:
    """决议，编号像 JY-2026-02。"""
    submit_fact(books, "Resolution", given)


@command.command()
@click.argument("id", metavar="用户")
@options(
    *EVERY,
    option("--name", "姓名", required=True),
    option("--post", "职务", type=click.Choice(POSTS), required=True),
    option("--person", "本人的化名（写了才查得出给自己审批）", metavar="P-…"),
)
@click.pass_obj
def officer(books: Path | None, /, **given: Any) -> None:
    """某人任职。"""
    submit_fact(books, "Appointment", given)


@command.command()
@click.argument("id", metavar="用户")
@options(*EVERY)
@click.pass_obj
def leave(books: Path | None, /, **given: Any) -> None:
    """某人离任。"""
    submit_fact(books, "Departure", given)


@command.command()
@click.argument("fund", metavar="基金")
@options(
    *EVERY, option("--until", "用到哪天为止", type=Day()), option("--donor", "冠名捐赠人"),
    option("--person", "捐赠人的化名（写了才查得出钱又回到捐赠人）", metavar="P-…"),
    option("--uses", "可用的费用科目编号，可写几次", multiple=True, metavar="5101"),
    option("--restriction", "限定性", type=click.Choice(RESTRICTIONS), required=True),
    option("--source", "资金来源", required=True),
)  # fmt: skip
@click.pass_obj
def fund(books: Path | None, /, **given: Any) -> None:
    """设立基金；冠名基金用11到99编号，例如 11张氏助学专项。"""
    ledger = session.the_society(books, given["society"])
    named = given["fund"][:2].isdigit() and int(given["fund"][:2]) >= 11
    banks = tuple(h for h in session.holders(ledger) if h.startswith(chart.BANK)) if named else ()
    submit_fact(books, "FundSetUp", given, banks=banks)


@command.command("fund-end")
@click.argument("fund", metavar="基金")
@options(*EVERY)
@click.pass_obj
def fund_end(books: Path | None, /, **given: Any) -> None:
    """基金终止：以后不再从这个基金支出。"""
    fund = session.fund(session.the_society(books, given["society"]), given.pop("fund"))
    submit_fact(books, "FundEnded", given, fund=fund)


@command.command("float")
@options(
    *EVERY, option("--custodian", "保管人", metavar="用户"), option("--ceiling", "限额（元）", metavar="元"),
)  # fmt: skip
@click.pass_obj
def float_(books: Path | None, /, **given: Any) -> None:
    """备用金：写限额和保管人是设立，只写限额是调整，只写保管人是交接。"""
    ceiling, custodian = given.pop("ceiling"), given.pop("custodian")
    if ceiling and custodian:
        submit_fact(books, "FloatSetUp", given, ceiling=ceiling, custodian=custodian)
    elif ceiling:
        submit_fact(books, "FloatChanged", given, ceiling=ceiling)
    else:
        submit_fact(books, "FloatHandedOver", given, custodian=custodian)


@command.command()
@options(
    *EVERY,
    option("--until", "有效期到", type=Day(), required=True),
    option("--certificate", "证书号", required=True),
)
@click.pass_obj
def qualification(books: Path | None, /, **given: Any) -> None:
    """取得公开募捐资格。"""
    submit_fact(books, "Qualified", given)


@command.command("qualification-end")
@options(*EVERY)
@click.pass_obj
def qualification_end(books: Path | None, /, **given: Any) -> None:
    """公开募捐资格终止（到期前收回、放弃）。"""
    submit_fact(books, "QualificationEnded", given)


@command.command()
@click.argument("id", metavar="用户")
@options(*EVERY, option("--relation", "关系", required=True), option("--person", "对方的化名", required=True))
@click.pass_obj
def conflict(books: Path | None, /, **given: Any) -> None:
    """申明与救助对象有利害关系（回避）。"""
    submit_fact(books, "ConflictDeclared", given)


@command.command()
@click.argument("person", metavar="化名")
@options(
    *EVERY, option("--until", "到哪天为止", type=Day()),
    option("--matter", "为哪一种事由", type=click.Choice(MATTERS)),
    option("--agency", "哪家的名单", type=click.Choice(AGENCIES)),
    option("--kind", "哪一种政府救助", type=click.Choice(GOVERNMENT_AID), required=True),
)  # fmt: skip
@click.pass_obj
def aid(books: Path | None, /, **given: Any) -> None:
    """某人正在享受政府救助。"""
    submit_fact(books, "GovernmentAid", given)


@command.command()
@click.argument("voucher", metavar="捐款的凭证号")
@options(*EVERY, option("--number", "捐赠票据号码，或写 自愿放弃", required=True))
@click.pass_obj
def receipt(books: Path | None, /, **given: Any) -> None:
    """补开捐赠票据：记账时还没有开出的。"""
    submit_fact(books, "ReceiptIssued", given)


@command.command()
@click.argument("month", metavar="2026-07")
@options(
    *EVERY,
    option("--place", "张贴在哪里", required=True),
    option("--name", "捐赠人姓名，可写几次；本人要同意公开", multiple=True, required=True),
)
@click.pass_obj
def thanks(books: Path | None, /, **given: Any) -> None:
    """公开鸣谢捐赠人（感谢信、锦旗、爱心榜）。"""
    submit_fact(books, "ThanksPosted", given, names=tuple(given.pop("name")))


@command.command("help")
@click.argument("number", metavar="BB-2026-0001")
@options(
    *EVERY, option("--outcome", "结果"), option("--by", "谁帮办的", required=True, metavar="用户"),
    option("--to", "申请哪一项救助", required=True),
    option("--matter", "事由", type=click.Choice(MATTERS), required=True),
    option("--person", "对方的化名", required=True, metavar="P-…"),
)  # fmt: skip
@click.pass_obj
def help_given(books: Path | None, /, **given: Any) -> None:
    """帮办：帮困难群众申办政府救助，不动钱。"""
    submit_fact(books, "HelpGiven", given)


@command.command()
@click.argument("number", metavar="TS-2026-01")
@options(*EVERY, option("--outcome", "办结的结果（办结时写）"), option("--about", "反映什么（受理时写）"))
@click.pass_obj
def complaint(books: Path | None, /, **given: Any) -> None:
    """投诉：写 --about 是受理，写 --outcome 是办结。不要写投诉人的姓名和电话。"""
    about, outcome = given.pop("about"), given.pop("outcome")
    if bool(about) == bool(outcome):
        raise Mistake("受理写 --about，办结写 --outcome，两样写一样")
    if about:
        submit_fact(books, "ComplaintTaken", given, about=about)
    else:
        submit_fact(books, "ComplaintSettled", given, outcome=outcome)


@command.command()
@click.argument("year", metavar="2026")
@options(
    *EVERY, option("--award", "奖励金额（元）", metavar="元"), option("--by", "谁考评的", required=True),
    option("--grade", "结果", type=click.Choice(GRADES), required=True),
)  # fmt: skip
@click.pass_obj
def appraisal(books: Path | None, /, **given: Any) -> None:
    """年度考评。"""
    submit_fact(books, "Appraised", given)


@command.command()
@click.argument("number", metavar="归类编号")
@options(
    *EVERY, channel,
    option("--fund", "记进哪个基金"),
    option("--becomes", "记作什么", type=click.Choice(BECOMES), required=True),
    option("--account", "只管哪个账户的行"),
    option("--amount", "只管这个金额的行（元）", metavar="元"),
    option("--words", "摘要里有哪些字"),
    option("--payer", "付款人（或收款人）是谁"),
)  # fmt: skip
@click.pass_obj
def allocation(books: Path | None, /, **given: Any) -> None:
    """归类：这样的账单行以后都记作什么，编号像 GL-2026-001。"""
    ledger = session.the_society(books, given["society"])
    for field, meant in (("account", session.holder), ("fund", session.fund)):
        if given[field]:
            given[field] = meant(ledger, given[field])
    submit_fact(books, "AllocationMade", given)


@command.command("allocation-end")
@click.argument("number", metavar="归类编号")
@options(*EVERY)
@click.pass_obj
def allocation_end(books: Path | None, /, **given: Any) -> None:
    """停用一条归类。"""
    submit_fact(books, "AllocationEnded", given)
