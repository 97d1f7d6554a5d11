"""The forms of the yearly inspection (年检): who the society is, and its report of work, blanks left where no book knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger import money
from ledger.books import Books
from ledger.chart import parse
from ledger.closings import Closings
from ledger.entries import balances
from ledger.facts import Term
from reports.filings.help_given import ZERO, balance, donated, help_given
from reports.filings.standing import seed_of
from reports.forms import Field, Form, Grid, Opinion, Signing, Words
from reports.officers import holder_of
from reports.report import Asked
from reports.rows import Column, Row, Sheet

_OFFICERS = (
    Column("post", "职务", "text"),
    Column("name", "姓名", "text"),
    Column("since", "任职日期", "day"),
    Column("pay", "是否领取报酬", "text"),
    Column("phone", "联系电话", "text"),
)
_MEMBER = "会员"


def basics(asked: Asked) -> Form:
    """基本情况: the society, its people, its meetings and its money."""
    books, last = asked.books, asked.period.last
    registered = books.facts.registration
    assert registered, "asked.society has refused already"
    seed = seed_of(books, registered, last).total
    in_post = [t for t in books.facts.terms if t.on(last)]
    people = len({t.person for t in in_post})
    lines = (
        (Field("社团名称", asked.society),),
        (Field("信用代码", registered.uscc), Field("登记日期", str(registered.day))),
        (Field("住所", f"{registered.township}{registered.village}"), Field("联系电话")),
        (
            Field("法定代表人", holder_of(books.facts, "社长", last)),
            Field("秘书长", holder_of(books.facts, "秘书长", last)),
        ),
        (Field("主管单位"), Field("登记机关")),
        (Field("启动资金", f"{money.show(seed)}元"), Field("开户银行", "、".join(_banks(books)))),
        (Field("任职人数", f"{people}人"), Field("会员总数", "　　　　人")),
        (Field("专职人员", "　　　　人"), Field("兼职人员", "　　　　人")),
        (Field("会员大会", "本年　　　次"), Field("理事会", "本年　　　次")),
        (Field("换届情况", "　　年　　月"), Field("党建情况")),
        *_money_lines(asked),
    )
    said = "账上没有记的（会员总数、会议、党建、工作人员等）请按会议记录和会员名册填写。"
    return Form(
        "社会团体基本情况", (Grid(lines), Words(said, "small"), _officers(asked, in_post)), asked.subtitle
    )


def _banks(books: Books) -> list[str]:
    """The bank accounts, in a word each."""
    names = {leg.account.holder.rpartition(":")[2] for leg in books.legs if leg.account.code == "1002"}
    return sorted(name.lstrip("0123456789") for name in names)


def _money_lines(asked: Asked) -> tuple[tuple[Field, ...], ...]:
    of, books = asked.period, asked.books
    before, now = totals(books, date(of.first.year - 1, 12, 31)), totals(books, of.last)
    income = -sum(
        (g.amount for g in books.income if g.account.root == "Income" and of.holds(g.entry.date)), ZERO
    )
    spent = sum((g.amount for g in books.expenses if of.holds(g.entry.date)), ZERO)
    return (
        (Field("年初资产", _yuan(before["Assets"])), Field("年末资产", _yuan(now["Assets"]))),
        (Field("年初负债", _yuan(before["Liabilities"])), Field("年末负债", _yuan(now["Liabilities"]))),
        (Field("年初净资产", _yuan(_net(before))), Field("年末净资产", _yuan(_net(now)))),
        (Field("本年收入", _yuan(income)), Field("本年费用", _yuan(spent))),
    )


def totals(books: Books, last: date) -> dict[str, Decimal]:
    """What the accounts of each root come to at the end of a day; debts as what is owed."""
    found = {"Assets": ZERO, "Liabilities": ZERO}
    for account, yuan in balances(books.transactions, last).items():
        root = parse(account).root
        if root in found:
            found[root] += Decimal(yuan) if root == "Assets" else -Decimal(yuan)
    return found


def _net(of: dict[str, Decimal]) -> Decimal:
    return of["Assets"] - of["Liabilities"]


def _officers(asked: Asked, in_post: list[Term]) -> Sheet:
    officers = [t for t in in_post if t.post != _MEMBER]
    rows = tuple(Row((t.post, t.name or t.person, t.since, None, None)) for t in officers)
    return Sheet(
        "负责人名单", asked.subtitle, _OFFICERS, rows or (Row(("没有登记负责人", *[None] * 4), "heading"),)
    )


def work_report(asked: Asked) -> Form:
    """年度工作报告: what the books know of the year's work, and room for what only people know."""
    books, of = asked.books, asked.period
    done = help_given(books, of.first, of.last)
    posted, filed = (_months(asked, kind, step) for kind, step in (("公示", "张贴"), ("备案", None)))
    relief = (
        f"本年共救助{done.times}人次、{_yuan(done.yuan)}，其中补充救助{done.supplementary}人次、{_yuan(done.supplementary_yuan)}，"
        f"应急救助{done.emergency}人次、{_yuan(done.emergency_yuan)}；转介{done.referred}人次；先行救助{done.first_aid}人次。"
    )
    funds = (
        f"本年接受捐赠（不含村集体支持）{_yuan(donated(books, of.first, of.last))}，年末资金和物资结余"
        f"{_yuan(balance(books, of.last))}。收支详见所附会计报表、基金收支情况表。"
    )
    closed = sum(Closings(books.facts).closed(month) for month in of.months)
    openly = f"本年救助情况已公示{posted}个月，报乡镇备案{filed}个月；账已月结{closed}个月。"
    return Form(
        f"{of.first.year}年度工作报告",
        (
            Words("一、救助工作", "heading"), Words(relief), Opinion("典型事例", lines=4),
            Words("二、资金管理", "heading"), Words(funds),
            Words("三、公开和监督", "heading"), Words(openly),
            Words("四、内部建设", "heading"), Opinion("会员发展、会议和制度建设", lines=4),
            Words("五、存在的问题和下年打算", "heading"), Opinion("问题和打算", lines=5),
            Signing(("法定代表人", "互助社（盖章）"), day=True),
        ),
        f"报告单位：{asked.society}",
    )  # fmt: skip


def _months(asked: Asked, kind: str, step: str | None) -> int:
    """For how many months of the year something was done."""
    months = set(asked.period.months)
    return len({f.key for f in asked.books.facts.of(kind, step) if f.key in months})


def _yuan(amount: Decimal) -> str:
    return f"{money.show(amount)}元"
