"""What goes from one legal representative to the next: people, claims, open cases, closed months, and the list itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.chart import parse, word
from ledger.closings import Closings
from ledger.entries import Leg, case_number, posting_yuan
from ledger.money import show
from ledger.notices.sentences import grouped
from reports.forms import Form, Signing, Words
from reports.packs.pack import as_of
from reports.report import Asked
from reports.rows import Column, Row, Sheet

ZERO = Decimal("0.00")
_TERMS = (
    Column("name", "姓名", "text"),
    Column("post", "职务", "text"),
    Column("since", "任职日期", "day"),
    Column("until", "离任日期", "day"),
    Column("state", "交接", "text"),
)
_CLAIMS = (
    Column("account", "科目", "text"),
    Column("who", "往来单位（人）", "text"),
    Column("since", "最早发生", "day"),
    Column("amount", "余额", "money"),
    Column("remark", "核对情况", "text"),
)
_CASES = (
    Column("number", "救助编号", "text"),
    Column("label", "救助对象", "text"),
    Column("opened", "受理日期", "day"),
    Column("relief", "救助类型", "text"),
    Column("step", "办到", "text"),
    Column("paid", "已发放", "money"),
)
_MONTHS = (
    Column("month", "月份", "text"),
    Column("day", "月结日期", "day"),
    Column("digest", "当月账的校验码", "text"),
)
_LIST = (
    Column("no", "序号", "text"),
    Column("what", "移交内容", "text"),
    Column("many", "数量、金额", "text"),
    Column("checked", "核对", "text"),
    Column("remark", "备注", "text"),
)
_BY_HAND = (
    "社会团体法人登记证书", "公章", "财务专用章", "法定代表人名章", "银行预留印鉴、网银盾",
    "微信、支付宝商户资料", "空白和已用捐赠票据", "电子账簿文件夹和备份", "加密档案的钥匙（按规定更换登记）",
    "规章制度、会议记录、会员名册", "合同、捐赠协议",
)  # fmt: skip
_NONE = "没有"


def terms(asked: Asked) -> Sheet:
    """人员交接: who goes, who comes and who stays."""
    last, of = as_of(asked), asked.period
    rows = []
    for term in asked.books.facts.terms:
        gone = term.until is not None and term.until <= last
        if term.post == "会员" or term.since > last or (gone and term.until and term.until < of.first):
            continue
        state = "离任" if gone else "接任" if term.since >= of.first else "在任"
        rows.append(
            Row((term.name or term.person, term.post, term.since, term.until if gone else None, state))
        )
    return Sheet("负责人任职和交接情况", _heading(asked), _TERMS, tuple(rows) or _nothing(_TERMS), _SAID)


_SAID = ("离任、接任按本期内登记的任职和离任；法定代表人变更以登记机关核准的日期为准。",)


def claims(asked: Asked) -> Sheet:
    """债权债务: what is owed to and by the society at the end of the day, by account and by whom."""
    moved: dict[str, list[Leg]] = {}
    for leg in (*asked.books.claims, *asked.books.agency):
        if leg.entry.date <= as_of(asked):
            moved.setdefault(leg.account.name, []).append(leg)
    rows = [
        row for account in sorted(moved) if _sum(moved[account]) for row in _open(account, moved[account])
    ]
    return Sheet(
        "债权债务情况", f"{_heading(asked)}　单位：元", _CLAIMS, tuple(rows) or _nothing(_CLAIMS), _DEBTS
    )


def _open(account: str, moved: list[Leg]) -> Iterator[Row]:
    """A line for each case or other side; one for the whole account where one side paid what another owed."""
    sides: dict[str, list[Leg]] = {}
    for leg in moved:
        sides.setdefault(case_number(leg.entry) or leg.entry.payee or "", []).append(leg)
    left = {which: _sum(legs) for which, legs in sides.items()}
    if min(left.values()) < 0 < max(left.values()):
        sides, left = {"": moved}, {"": _sum(moved)}
    for which, yuan in left.items():
        if yuan:
            first = sides[which][0].entry
            who = f"{first.payee or ''} {case_number(first)}".strip() if which else ""
            yield Row((account.partition(":")[2], who, first.date, yuan, None))


def _sum(legs: list[Leg]) -> Decimal:
    return sum((posting_yuan(leg.posting) for leg in legs), ZERO)


_DEBTS = ("正数是应收，负数是应付；受托代理的资产和负债同时列出，不是本社的钱。",)


def open_cases(asked: Asked) -> Sheet:
    """未结救助: the cases that are accepted and neither closed nor withdrawn."""
    last = as_of(asked)
    rows = []
    for number, case in sorted(asked.books.cases.items()):
        if case.opened is None or case.opened.day > last or case.ended(last):
            continue
        paid = sum((p.amount for p in asked.books.reliefs if p.number == number and p.day <= last), ZERO)
        step = [s.step for s in case.steps if s.day <= last][-1]
        rows.append(Row((number, case.text("label"), case.opened.day, case.text("relief"), step, paid)))
    return Sheet("未结救助情况", f"{_heading(asked)}　单位：元", _CASES, tuple(rows) or _nothing(_CASES))


def closed_months(asked: Asked) -> Sheet:
    """月结和校验码: every closed month with the checksum it was closed with; the books' own stands at the foot."""
    closings, last = Closings(asked.books.facts), as_of(asked)
    closed = {f.key: f for f in asked.books.facts.of("月结") if f.day <= last and closings.closed(f.key)}
    rows = [Row((month, f.day, grouped(f.text("digest")))) for month, f in sorted(closed.items())]
    return Sheet("月结和校验码", _heading(asked), _MONTHS, tuple(rows) or _nothing(_MONTHS), _CHECK)


_CHECK = ("账簿校验码（见页脚）由接收人当场重算核对；账簿有任何改动，校验码都对不上。",)


def handed_over(asked: Asked) -> Form:
    """移交清单: what lies in the books with its sums, what only people can count left blank."""
    last = as_of(asked)
    moved = [t for t in asked.books.transactions if t.date <= last]
    cases = sum(1 for c in asked.books.cases.values() if c.opened and c.opened.day <= last)
    things = [
        *_places(asked, last),
        ("记账凭证", f"{len(moved)}张" if moved else ""),
        ("账簿、会计报表", ""),
        ("救助档案（一人一档）", f"{cases}卷" if cases else ""),
        *((name, "") for name in _BY_HAND),
    ]
    rows = tuple(Row((str(at), name, many, None, None)) for at, (name, many) in enumerate(things, 1))
    said = "以上各项已当面点清、核对相符，自签字之日起由接收人负责。移交前的事项由移交人负责。"
    return Form(
        "移交清单",
        (
            Sheet("移交清单", _heading(asked), _LIST, rows), Words(said),
            Signing(("移交人", "接收人", "监交人"), day=True),
        ),
        _heading(asked),
    )  # fmt: skip


def _places(asked: Asked, last: date) -> list[tuple[str, str]]:
    """Each place of money and the goods, with what lies there."""
    sums: dict[str, Decimal] = {}
    for leg in asked.books.legs:
        if leg.entry.date <= last:
            sums[leg.account.holder] = sums.get(leg.account.holder, ZERO) + posting_yuan(leg.posting)
    shown = {holder: yuan for holder, yuan in sorted(sums.items()) if yuan or parse(holder).code == "1002"}
    return [
        (f"{_KIND.get(parse(holder).code, '')}{word(holder)}", f"{show(yuan)}元")
        for holder, yuan in shown.items()
    ]


_KIND = {"1002": "银行存款　", "1009": "其他货币资金　", "1201": "实物　"}


def _heading(asked: Asked) -> str:
    return f"{asked.society}　截至{as_of(asked)}"


def _nothing(columns: tuple[Column, ...]) -> tuple[Row, ...]:
    return (Row((_NONE, *[None] * (len(columns) - 1)), "heading"),)
