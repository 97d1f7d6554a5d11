"""The cover of a month's bound vouchers (会计凭证封面): from which number to which, how many, who bound them.

Clause (会计基础工作规范 55: 装订封面写明单位名称、年度、月份、起讫日期、凭证种类、起讫号码，由装订人签名或者盖章).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ledger.mistake import Mistake
from reports.books.entered import Voucher
from reports.books.vouchers import vouchers_of
from reports.forms import Field, Form, Grid, Signing, Words
from reports.report import Asked, Report

KINDS = {"记": "记账凭证", "转": "年末结转凭证"}


def voucher_cover(asked: Asked) -> tuple[Form, ...]:
    """A cover for each month of the period that has vouchers."""
    found = vouchers_of(asked)
    if not found:
        raise Mistake(f"{asked.period.words}没有凭证，不用做封面")
    months = groupby(found, key=lambda v: (v.day.year, v.day.month))
    return tuple(_cover(asked, *month, list(some)) for month, some in months)


def _cover(asked: Asked, year: int, month: int, some: list[Voucher]) -> Form:
    kinds = [list(of) for _, of in groupby(some, key=lambda v: v.word)]
    days = sorted(v.day for v in some)
    lines = [
        (Field("单位名称", asked.society),),
        (Field("年月", f"{year}年{month}月"), Field("起讫日期", f"{days[0]} 至 {days[-1]}")),
        *(_of_kind(kind) for kind in kinds),
        (Field("凭证总数", f"{len(some)}张"), Field("所附单据", "共　　　　张")),
        (Field("册数", "本月共　　　册"), Field("册次", "本册是第　　　册")),
        (Field("归档编号"), Field("保管期限", "30年")),
        (Field("备注", _missing(some), lines=4),),
    ]
    signed = Signing(("单位负责人", "会计主管", "装订人"), day=True)
    return Form("会计凭证封面", (Grid(tuple(lines)), Words("", "plain"), signed))


def _of_kind(some: Sequence[Voucher]) -> tuple[Field, ...]:
    """The kind, and its numbers from first to last."""
    first, last = some[0].label or "无号", some[-1].label or "无号"
    return Field("凭证种类", KINDS[some[0].word]), Field("起讫号码", f"{first} 至 {last}")


def _missing(some: Sequence[Voucher]) -> str:
    """The numbers that are not there, and the vouchers that have none."""
    there = {v.number for v in some if v.word == "记" and v.number}
    gaps = [number for number in range(1, max(there, default=0)) if number not in there]
    said = [f"缺号：{'、'.join(f'记-{number}' for number in gaps)}"] if gaps else []
    if bare := sum(not v.number for v in some):
        said.append(f"没有凭证号的{bare}张")
    return "；".join(said)


REPORT = Report("voucher-cover", "会计凭证封面", voucher_cover)
