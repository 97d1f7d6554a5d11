"""One society's public page: its year until the last closed month, without anybody who was helped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.money import show
from ledger.notices.sentences import grouped, long_day
from reports.funds.fund_statement import ZERO, Figures
from reports.publicity.donors_roll import roll
from reports.publicity.few import FEW, FEWEST, Helped, people
from reports.publicity.public_year import PublicYear
from reports.publicity.site_html import cards, note, page, part, safe, table
from reports.publicity.trend import NARROW, WIDE, trend
from reports.rows import shown

_TRANSFER = "基金间转移"
_FUND = (
    ("年初结余", ("opening",)),
    ("收入", ("subsidy", "collective", "donation", "fee", "other")),
    (_TRANSFER, ("transfer",)),
    ("支出", ("supplementary", "emergency", "goods", "cost")),
    ("期末结余", ("closing",)),
)
_ROLL = (
    ("捐赠人（单位）", 1), ("捐赠实物", 4), ("笔数", 2), ("捐款（元）", 3), ("实物折价（元）", 5), ("合计（元）", 6),
)  # fmt: skip
"""The columns of the roll, each with its place in `donors_roll.roll`; without goods, few are enough."""
HIDDEN = f"为保护受助人，不足{FEWEST}人的合并到别的一类，仍不足的只写“{FEW}”。"


class Download(NamedTuple):
    """One report to take home: its title and its files below the page, by ending."""

    title: str
    files: tuple[tuple[str, str], ...]
    """Ending → path."""


def society_page(of: PublicYear, downloads: Sequence[Download], index: str = "") -> bytes:
    """The page as HTML; `index` is the way to the district's page, where there is one."""
    back = f'<a href="{index}">全区各社</a>　' if index else ""
    under = [f"{of.year}收支和救助公开", f"{back}账目截至{long_day(of.of.last)}{_rest(of)}"]
    return page(of.name, under, _parts(of, downloads), _foot(of))


def _rest(of: PublicYear) -> str:
    return "" if of.of.last.month == 12 else "；以后的月份还没有月结，不在内"


def _parts(of: PublicYear, downloads: Sequence[Download]) -> Iterator[str]:
    yield part("收支总数", _totals(of))
    yield part("每月收支", *_trend(of))
    yield part("各项基金", _funds(of))
    yield part("救助情况", *_relief(of))
    yield part("捐赠芳名榜", *_roll(of))
    yield part("下载", _downloads(downloads), note("表格用 Excel、WPS 打开；csv 是纯文字。"))
    yield part("依据的规定", _clauses(of))


def _totals(of: PublicYear) -> str:
    flows = of.flows
    return cards(
        (
            ("年初结余", show(flows.opening), "元"),
            ("收入", show(flows.income), "元"),
            ("支出", show(flows.spent), "元"),
            ("其中救助", show(flows.relief), "元"),
            ("期末结余", show(flows.closing), "元"),
            ("得到救助", people(len(of.helped.people)), "人"),
        )
    )


def _trend(of: PublicYear) -> Iterator[str]:
    said = "；".join(f"{m.number}月收入{show(m.came)}元，支出{show(m.went)}元" for m in of.months)
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        yield f'<figure class="{name}">{trend(of.months, said, width)}</figure>'
    rows = [(f"{m.number}月", show(m.came), show(m.went)) for m in of.months]
    total = ("合计", show(of.flows.income), show(of.flows.spent))
    yield f"<details><summary>看数字（元）</summary>{table(('月份', '收入', '支出'), rows, total)}</details>"


def _funds(of: PublicYear) -> str:
    """What each fund had, got, gave and has; what one gave another only where any did."""
    moved = any(figures["transfer"] for figures in of.funds.values())
    columns = [each for each in _FUND if moved or each[0] != _TRANSFER]
    told = {
        fund[2:]: [_sum(figures, keys) for _, keys in columns] for fund, figures in sorted(of.funds.items())
    }
    total = [sum(several, ZERO) for several in zip(*told.values(), strict=True)]
    rows = [[fund, *map(show, sums)] for fund, sums in told.items()]
    return table(("基金", *(title for title, _ in columns)), rows, ["合计", *map(show, total)])


def _sum(figures: Figures, keys: tuple[str, ...]) -> Decimal:
    return sum((figures[key] for key in keys), ZERO)


def _relief(of: PublicYear) -> Iterator[str]:
    if not of.helped.people:
        yield note(f"{of.of.words}没有发放救助。")
    for title, groups in (("按救助种类", of.by_kind), ("按救助原因", of.by_matter)):
        if groups:
            yield f"<h3>{title}</h3>"
            yield table((title[1:], "人数", "人次", "金额（元）"), [_group(group) for group in groups])
    yield note(f"转介给政府部门和其他组织帮助的：{people(of.referred)}人。{HIDDEN}")


def _group(group: Helped) -> tuple[str, str, str, str]:
    if group.is_few:
        return group.what, FEW, "—", "—"
    return group.what, str(len(group.people)), str(group.times), show(group.amount)


def _roll(of: PublicYear) -> Iterator[str]:
    if not of.givers:
        yield note(f"{of.of.words}没有收到捐赠。")
        return
    goods = any(giver.worth for giver in of.givers)
    kept = _ROLL if goods else [each for each in _ROLL if each[0] in ("捐赠人（单位）", "笔数", "合计（元）")]
    *rows, total = ([shown(row.cells[at]) for _, at in kept] for row in roll(list(of.givers)))
    yield table([title for title, _ in kept], rows, ["合计", *total[1:]], words=1 + goods)
    yield note("只写同意公开的姓名（名称），其余列为“爱心人士”。感谢每一位捐赠人。")


def _downloads(downloads: Iterable[Download]) -> str:
    lines = []
    for each in downloads:
        links = "".join(f'<a href="{path}">{ending}</a>' for ending, path in each.files)
        lines.append(f"<li>{safe(each.title)}<br>{links}</li>")
    return f'<ul class="files">{"".join(lines)}</ul>'


def _clauses(of: PublicYear) -> str:
    """The clauses under the documents that they stand in."""
    lines = "".join(
        f"<li>{safe(line.clause)}。<small>（{safe(line.source)}）</small></li>" for line in of.clauses
    )
    return f'<details><summary>{len(of.clauses)}条，点开看原文</summary><ul class="clauses">{lines}</ul></details>'


def _foot(of: PublicYear) -> Iterator[str]:
    registered = of.registered
    yield f"{safe(of.name)}　统一社会信用代码 {safe(registered.uscc)}　{safe(registered.township)}{safe(registered.village)}"
    if of.head:
        yield f"账簿校验码 <code>{grouped(of.head)}</code>：账改动一个字，校验码就不同；可以拿它和社里的账核对。"
    yield "本页没有受助人的姓名和情况；对账目有疑问，请到互助社当面查询。"
