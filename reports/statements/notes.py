"""会计报表附注: what the figures do not say by themselves; what the books know is filled in, the rest is left to be written."""

from __future__ import annotations

from collections.abc import Callable

from ledger.books import Books
from ledger.facts import Term
from reports.forms import Field, Form, Grid, Part, Signing, Words
from reports.period import Period
from reports.report import YEARLY, Asked, Report
from reports.rows import Column, Row, Sheet
from reports.statements.note_tables import agency, funds, goods, in_kind_out, money, programme
from reports.statements.regime import regime_on

_TERMS = (
    Column("name", "姓名", "text"),
    Column("post", "职务", "text"),
    Column("since", "任职日期", "day"),
    Column("until", "离任日期", "day"),
    Column("pay", "本年领取的报酬（元）", "text"),
)
Section = tuple[str, Callable[[Asked], list[Part]]]


def notes(asked: Asked) -> Form:
    """The notes of a year, section by section."""
    parts: list[Part] = []
    for number, (title, tell) in enumerate(_SECTIONS):
        parts += [Words(f"{_NUMBERS[number]}、{title}", "heading"), *tell(asked)]
    parts.append(Signing(("单位负责人", "复核", "制表"), day=True))
    return Form("会计报表附注", tuple(parts), f"编制单位：{asked.subtitle}")


_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def _blank(*labels: str, lines: int = 2) -> list[Part]:
    """Fields to be written by hand."""
    return [Grid(tuple((Field(label, lines=lines),) for label in labels))]


def _society(asked: Asked) -> list[Part]:
    registered = asked.books.facts.registration
    assert registered, "asked.society has refused already"
    posts = [
        (post, "、".join(t.name for t in _held(asked.books, asked.period) if t.post == post))
        for post in _SIGNING
    ]
    lines = (
        (Field("单位名称", asked.society),),
        (Field("信用代码", registered.uscc), Field("登记日期", str(registered.day))),
        (Field("所在地", f"{registered.township}{registered.village}"), Field("单位性质", "社会团体")),
        *(tuple(Field(post, name) for post, name in pair) for pair in (posts[:2], posts[2:])),
        (Field("业务范围", lines=2),),
    )
    return [Grid(lines)]


_SIGNING = ("社长", "秘书长", "会计", "出纳")


def _held(books: Books, period: Period) -> list[Term]:
    """Who holds a post at the end of the period."""
    return [term for term in books.facts.terms if term.on(period.last)]


def _policies(asked: Asked) -> list[Part]:
    regime = regime_on(asked.period.last)
    said = [
        f"执行《民间非营利组织会计制度》（{regime.number}）。会计年度自公历1月1日起至12月31日止，以人民币为记账本位币，"
        "以权责发生制为记账基础，采用借贷记账法，资产以取得时的实际成本计量。",
        "收入按有没有限定分为限定性收入和非限定性收入：提供者对时间或用途的要求比本社宗旨更具体的，为限定性；"
        "财政补助按下达文件规定的用途使用，列为限定性。每一笔收支都记到所属的基金。",
        _SPENT[regime.first.year],
        "捐赠的实物按凭据上的金额入账，没有凭据或与公允价值相差较大的按公允价值入账，发出时先进先出。",
    ]
    return [Words(words) for words in said] + _blank("政策变更")


_SPENT = {
    2005: "费用先从非限定性净资产中列支；使用限定性净资产的，在使用的当期按实际使用额转为非限定性净资产。",
    2026: "使用限定性资金发生的费用记为限定性费用，期末直接转入限定性净资产；其余费用转入非限定性净资产。",
}


def _people(asked: Asked) -> list[Part]:
    of = asked.period
    terms = [t for t in asked.books.facts.terms if t.post != "会员" and _within(t, of)]
    rows = [
        Row((t.name, t.post, t.since, t.until if t.until and t.until <= of.last else None, "")) for t in terms
    ]
    return [Sheet("负责人", "", _TERMS, tuple(rows))]


def _within(term: Term, of: Period) -> bool:
    """Whether some of a term falls into the period."""
    return term.since <= of.last and (term.until is None or term.until > of.first)


def _main(asked: Asked) -> list[Part]:
    return [
        Words("1. 货币资金", "plain"), money(asked), Words("2. 业务活动成本", "plain"), programme(asked),
    ]  # fmt: skip


def _given(asked: Asked) -> list[Part]:
    unbooked = "没有凭据、公允价值不能可靠取得的受赠实物没有入账，名称、数量和用途另写在下面；接受的服务捐赠写内容和工作量。"
    return [goods(asked), in_kind_out(asked), Words(unbooked, "small"), *_blank("未入账实物", "服务捐赠")]


_PLEDGES = "捐赠人已承诺、尚未到账的捐赠不入账，在这里说明。"
_SECTIONS: tuple[Section, ...] = (
    ("单位基本情况", _society),
    ("会计制度和主要会计政策", _policies),
    ("负责人及其变动、报酬", _people),
    ("报表重要项目的说明", _main),
    ("设置了时间或用途限制的资产（限定性净资产）", lambda asked: [funds(asked)]),
    ("受托代理业务", lambda asked: [agency(asked), *_blank("来源和去向")]),
    ("接受捐赠的实物和服务", _given),
    (
        "捐赠承诺、对外承诺和或有事项",
        lambda asked: [Words(_PLEDGES, "small"), *_blank("捐赠承诺", "对外承诺", "或有事项")],
    ),
    ("关联方关系及其交易", lambda asked: _blank("关联方", "关联交易")),
    ("资产负债表日后事项", lambda asked: _blank("说明")),
    ("其他需要说明的事项", lambda asked: _blank("说明")),
)

REPORT = Report("notes", "会计报表附注", notes, spans=YEARLY)
