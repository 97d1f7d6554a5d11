"""The district's public page: every society with its totals, and the way to each one's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.money import show
from reports.funds.fund_statement import ZERO
from reports.publicity.few import FEW, FEWEST, people
from reports.publicity.income_notice import Flows
from reports.publicity.public_year import PublicYear
from reports.publicity.site_html import cards, note, page, part, safe

_WORDS = 3
"""The columns of words; the others are figures."""


class Listed(NamedTuple):
    """A society's year, and the way from the index to its page."""

    of: PublicYear
    path: str


def district_page(name: str, year: int, listed: Sequence[Listed], silent: Mapping[str, str]) -> bytes:
    """The page as HTML; `silent` are the societies without one, by their names, each with what is said of it."""
    sums = [sum(several, ZERO) for several in zip(*(_four(each.of.flows) for each in listed), strict=True)]
    titles = ("收入", "支出", "其中救助", "期末结余")
    great = [
        ("已公布的互助社", str(len(listed)), "个"),
        *((t, show(s), "元") for t, s in zip(titles, sums, strict=True)),
    ]
    body = [
        part("汇总", cards(great), note("各社数字相加，没有抵消各社之间的往来；各社账目截至的月份见下表。")),
        part(
            "各社",
            _table(listed, ["汇总", "", "", *map(show, sums), ""]),
            note(f"得到救助不足{FEWEST}人的只写“{FEW}”。"),
        ),
    ]
    if silent:
        lines = "".join(f"<li>{safe(who)}：{safe(why)}</li>" for who, why in silent.items())
        body.append(part("还没有公布的", f"<ul>{lines}</ul>"))
    foot = ("各社的账由各社自己负责；数字来自各社已经月结的账簿。",)
    return page(f"{year}年各互助社收支和救助公开", [f"{safe(name)}汇集"], body, foot)


def _table(listed: Sequence[Listed], total: Sequence[str]) -> str:
    heads = (
        "互助社",
        "乡镇",
        "账目截至",
        "收入（元）",
        "支出（元）",
        "其中救助（元）",
        "期末结余（元）",
        "得到救助（人）",
    )
    titles = "".join(f'<th scope="col"{_side(at)}>{head}</th>' for at, head in enumerate(heads))
    rows = "\n".join(f"<tr>{_cells(each)}</tr>" for each in listed)
    foot = "".join(f"<td{_side(at)}>{cell}</td>" for at, cell in enumerate(total))
    return (
        f'<div class="scroll"><table><thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}\n'
        f'<tr class="sum">{foot}</tr></tbody></table></div>'
    )


def _cells(each: Listed) -> str:
    of = each.of
    words = (f'<a href="{each.path}">{safe(of.name)}</a>', safe(of.registered.township), str(of.of.last))
    cells = (*words, *map(show, _four(of.flows)), people(len(of.helped.people)))
    return "".join(f"<td{_side(at)}>{cell}</td>" for at, cell in enumerate(cells))


def _side(at: int) -> str:
    return ' class="number"' if at >= _WORDS else ""


def _four(flows: Flows) -> tuple[Decimal, ...]:
    """The figures of a society that are added up."""
    return flows.income, flows.spent, flows.relief, flows.closing
