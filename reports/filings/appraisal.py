"""The appraisal sheet of a year (年度考评表): the facts that the books know; points and grade are the federation's.

Clause (东台 二、五是): 每年底，各镇互助会联合会对本镇各“救急难”互助会工作情况进行考评，推优荐能，民政部门综合考虑各镇意见及
社会组织年检情况，评选出优秀“救急难”互助会，通报表扬并给予一定的资金奖励。

The document names no points and no weights, so there are none here: every line has its figure and its source, and a
blank beside it. It is made before the year is over, so it asks for no closed months and says how many are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from ledger.closings import Closings
from ledger.duties import monthly
from ledger.entries import text
from ledger.facts import Fact
from ledger.findings import SEVERITY_NAMES
from ledger.mistake import Mistake
from ledger.money import CENT, show
from ledger.notices.sentences import long_day
from ledger.seed import received
from reports.filings.services import given, people
from reports.forms import Field, Form, Grid, Opinion, Part, Signing
from reports.report import YEARLY, Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("no", "序号", "count"),
    Column("part", "考评内容", "text"),
    Column("measure", "项目", "text"),
    Column("figure", "账上的情况", "text"),
    Column("source", "依据", "text"),
    Column("points", "　评分　", "text"),
)
_ZERO = Decimal("0.00")


class Measure(NamedTuple):
    """One line of the sheet."""

    part: str
    name: str
    figure: str
    source: str


def _made(asked: Asked) -> Form:
    """The society at the head, a line for each measure, opinions and grade at the foot."""
    registered = asked.books.facts.registration
    if registered is None or registered.day > asked.period.last:
        raise Mistake(f"{asked.period.words}时互助会还没有登记，没有可考评的")
    rows = tuple(Row((at, *each, None)) for at, each in enumerate(_once_each(_measures(asked)), 1))
    notes = (
        f"数字截至{_last(asked)}，都从账簿算出；评分和等次由考评人填写。",
        "原文没有规定考评的项目和分值，这里只列账簿说得清的情况。",
    )
    table = Sheet("年度考评表", "", _COLUMNS, rows, notes)
    opinions = (Opinion(f"{who}意见", who=(f"{who}（盖章）",)) for who in ("联合会", "民政部门"))
    parts: tuple[Part, ...] = (
        _head(asked),
        table,
        _grade(asked),
        *opinions,
        Signing(("互助会负责人", "考评人")),
    )
    return Form("“救急难”互助会年度考评表", parts, asked.period.words)


def _once_each(measures: Iterable[Measure]) -> Iterator[Measure]:
    """The measures, each part named on its first line only."""
    for _, group in groupby(measures, key=lambda m: m.part):
        first, *others = group
        yield first
        yield from (each._replace(part="") for each in others)


def _last(asked: Asked) -> date:
    return min(asked.period.last, max(asked.today, asked.period.first))


def _head(asked: Asked) -> Grid:
    registered = asked.books.facts.registration
    assert registered is not None, asked.society
    said = registered.fact.text
    leader = next((t.name for t in asked.books.facts.terms if t.post == "社长" and t.on(_last(asked))), "")
    return Grid((
        (Field("互助会名称", asked.society),),
        (Field("登记证号", registered.uscc), Field("登记日期", long_day(registered.day))),
        (Field("所在村居", f"{registered.township}{registered.village}"), Field("所属联合会", said("federation"))),
        (Field("负责人", leader), Field("运作模式", said("mode"))),
    ))  # fmt: skip


def _measures(asked: Asked) -> Iterator[Measure]:
    yield from _well_run(asked)
    yield from _fund(asked)
    yield from _helped(asked)
    yield from _clean(asked)


def _well_run(asked: Asked) -> Iterator[Measure]:
    """Months closed, notices and filings in time; the yearly inspection is not in the books."""
    closings = Closings(asked.books.facts)
    months = sorted({f"{t.date:%Y-%m}" for t in asked.books.transactions if _in(asked, t.date)})
    closed = sum(map(closings.closed, months))
    part = "规范运作"
    yield Measure(part, "月结", f"有账的{len(months)}个月，已月结{closed}个月", "月结记录")
    posted = asked.books.facts.of("公示", "张贴")
    yield _in_time(asked, part, "按时公示", "notice_workday", posted)
    yield _in_time(asked, part, "按时备案", "filing_workday", asked.books.facts.of("备案"))
    yield Measure(part, "年检", "", "考评人核填（账簿不记）")


def _in_time(asked: Asked, part: str, name: str, line: str, done: list[Fact]) -> Measure:
    """How many months were done in time of those that had to be; only a count where the policy names no day."""
    registered, last = asked.books.facts.registration, _last(asked)
    assert registered is not None
    own = [f for f in done if asked.period.first <= f.day <= last]
    if not asked.books.policy.on(last, line):
        return Measure(part, name, f"做了{len({f.key for f in own})}个月", "政策未规定期限")
    first = max(registered.day, asked.period.first - timedelta(days=1))  # last month's falls due in this one
    owed = [o for o in monthly(first, last, asked.books.policy, line, done) if _in(asked, o.due.day)]
    kept = sum(o.done is not None and o.done.day <= o.due.day for o in owed)
    share = f"，{kept * 100 // len(owed)}%" if owed else ""
    said = next((o.line.source.rpartition(" ")[2] for o in owed), "政策")
    return Measure(part, name, f"应做{len(owed)}个月，按时{kept}个月{share}", f"政策 {said}")


def _fund(asked: Asked) -> Iterator[Measure]:
    """The collective's base, what is there at the end, what donors gave in the year."""
    books, last, part = asked.books, _last(asked), "帮困基金"
    registered = books.facts.registration
    base = books.policy.on(registered.day, "seed_collective") if registered else None
    collective = received(books, last).collective
    floor = f"（应有{show(base.yuan)}元）" if base else ""
    yield Measure(part, "集体积累资金", f"{show(collective)}元{floor}", _cited(base.source if base else ""))
    legs = [leg for leg in books.legs if leg.account.is_money and leg.entry.date <= last]
    left = sum((leg.amount for leg in legs), _ZERO)
    yield Measure(part, "基金结余", f"{show(left.quantize(CENT))}元", "货币资金余额")
    donated = (leg for leg in books.given if leg.account.code == "4101" and _in(asked, leg.entry.date))
    gifts = [leg for leg in donated if text(leg.entry, "channel") != "村集体"]
    came = -sum((leg.amount for leg in gifts), _ZERO)
    yield Measure(
        part, "吸纳捐赠", f"{len(gifts)}笔，{show(came.quantize(CENT))}元", "捐赠收入（村集体除外）"
    )


def _cited(source: str) -> str:
    return f"政策 {source.rpartition(' ')[2]}" if source else "政策未规定数额"


def _helped(asked: Asked) -> Iterator[Measure]:
    """Relief in money and goods, advances, help with applications, referrals."""
    books, part = asked.books, "救助帮办"
    paid = [p for each in books.payments.values() for p in each if _in(asked, p.day)]
    kept = sum((p.kept for p in paid), _ZERO).quantize(CENT)
    cases = len({p.first.whose for p in paid})
    yield Measure(part, "发放救助", f"{cases}件，{len(paid)}人次，{show(kept)}元", "救助支出（减退回）")
    claims = [leg for leg in books.claims if leg.account.code == "1122" and not books.undone(leg.entry)]
    out = sum((leg.amount for leg in claims if leg.amount > 0 and _in(asked, leg.entry.date)), _ZERO)
    back = -sum((leg.amount for leg in claims if leg.amount < 0 and _in(asked, leg.entry.date)), _ZERO)
    said = f"垫付{show(out.quantize(CENT))}元，收回{show(back.quantize(CENT))}元"
    yield Measure(part, "先行调用", said if out or back else "没有", "其他应收款")
    helped = given(books, asked.period.first, _last(asked))
    told = f"{len(helped)}件，惠及{people(helped)}人" if helped else "没有"
    yield Measure(part, "帮办手续", told, "帮办登记")
    referred = [f for f in books.facts.of("转介", "转出") if _in(asked, f.day)]
    yield Measure(part, "转介", f"{len(referred)}次" if referred else "没有", "转介登记")


def _clean(asked: Asked) -> Iterator[Measure]:
    """Nobody paid for serving; complaints; what the rules found in the year."""
    found = [f for f in asked.found("") if f.day is None or _in(asked, f.day)]
    pay = sum(f.rule == "member_pay" for f in found)
    part = "公益守规"
    line = asked.books.policy.on(_last(asked), "member_pay_allowed")
    source = _cited(line.source) if line else "政策未规定"
    yield Measure(part, "会员不取酬", f"{pay}处疑问，见查账结果" if pay else "没有发现付给会员的报酬", source)
    taken = [f for f in asked.books.facts.of("投诉", "受理") if _in(asked, f.day)]
    settled = {f.key for f in asked.books.facts.of("投诉", "办结") if f.day <= _last(asked)}
    done = sum(f.key in settled for f in taken)
    yield Measure(part, "举报投诉", f"{len(taken)}件，办结{done}件" if taken else "没有", "投诉登记")
    counts = Counter(f.severity for f in found)
    said = "，".join(f"{name}{counts[key]}处" for key, name in SEVERITY_NAMES.items() if counts[key])
    yield Measure(part, "查账发现", said or "没有发现问题", "按政策逐条检查")


def _grade(asked: Asked) -> Grid:
    """The grade that was recorded, else blanks."""
    last = next((f for f in reversed(asked.books.facts.of("考评")) if f.key == asked.period.code), None)
    award = last.yuan("award") if last else None
    return Grid((
        (Field("考评等次", last.text("grade") if last else "□ 优秀　□ 合格　□ 不合格"),
         Field("奖励资金", f"{show(award)}元" if award else "")),
        (Field("考评单位", last.text("by") if last else ""), Field("考评日期", long_day(last.day) if last else "")),
    ))  # fmt: skip


def _in(asked: Asked, day: date) -> bool:
    return asked.period.first <= day <= _last(asked)


REPORT = Report("appraisal", "年度考评表", _made, spans=YEARLY, closed=False)
