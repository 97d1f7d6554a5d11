"""The record of a notice taken down (公示撤下记录): from when until when it hung, what was objected, and its photo.

Clause (徽州 二（三）): 在救助对象所在村（社区）公开栏公示7天接受社会监督。
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices import sentences as say
from ledger.notices.hanging import Hung, hangings
from reports.forms import Field, Form, Grid, Part, Picture, Signing, Words
from reports.publicity.posting import posted
from reports.report import INSIDE, MONTHLY, Asked, Report

_KINDS: tuple[tuple[str, Literal["jpg", "png"]], ...] = (("jpg", "jpg"), ("jpeg", "jpg"), ("png", "png"))
_WIDE = 120
"""Millimetres: a photo of a notice board is read across half a page."""


def _made(asked: Asked) -> tuple[Form, ...]:
    month = asked.period.code
    if posted(asked.books, month) is None:
        raise Mistake(f"{asked.period.words}的公示还没有登记张贴，没有撤下记录；请先 huzhu notice {month}")
    hung = [h for h in hangings(asked.books, asked.books.policy) if h.posted and h.posted.key == month]
    return tuple(_form(asked, each) for each in hung)


def _form(asked: Asked, hung: Hung) -> Form:
    fact, down = hung.posted, hung.down
    assert fact is not None, "only what was posted is asked for"
    asked_days = (
        f"{(hung.until - fact.day).days}天（{say.long_day(hung.until)}起可以撤下）"
        if hung.until
        else "政策没有规定"
    )
    stood = _stood(fact.day, down.day) if down else ""
    lines = (
        (Field("公示内容", f"{asked.period.words}救助情况"), Field("张贴地点", fact.text("place"))),
        (Field("张贴日期", say.long_day(fact.day)), Field("张贴人", _who(asked, fact))),
        (Field("应公示天数", asked_days), Field("实际公示", stood)),
        (Field("撤下日期", say.long_day(down.day) if down else ""), Field("撤下人", _who(asked, down))),
        (Field("异议结果", down.text("objections") if down else ""),),
        (Field("异议处理", _settled(hung), lines=3),),
        (Field("张贴时账簿", f"校验码 {say.grouped(fact.text('prev'))}" if fact.text("prev") else ""),),
    )
    return Form(
        "公示撤下记录",
        (Grid(lines), *_photos(asked), Signing(("经办人", "单位负责人", "监督人"), day=True)),
        f"{asked.society}　{asked.period.words}",
        "" if down else "还没有登记撤下",
    )


def _stood(posted: date, down: date) -> str:
    """From when until when it hung."""
    last = say.long_day(down - timedelta(days=1))
    return f"{say.long_day(posted)}至{last}，共{(down - posted).days}天"


def _who(asked: Asked, fact: Fact | None) -> str:
    """Who recorded a fact, by name where the books know them."""
    id_ = fact.text("recorded-by") if fact else ""
    return next((t.name for t in asked.books.facts.terms if t.person == id_), id_)


def _settled(hung: Hung) -> str:
    """What there is to write about objections: nothing to settle where nobody objected."""
    return "无" if hung.down and hung.down.text("objections") == "无异议" else ""


def _photos(asked: Asked) -> list[Part]:
    """The photos of the board that are kept for the month, else the room to paste one."""
    month = asked.period.code
    found: list[Part] = []
    for said in ("张贴", "撤下", ""):
        for ending, kind in _KINDS:
            name = f"documents/notices/{month}{'-' * bool(said)}{said}.{ending}"
            if content := asked.paper(name):
                found.append(Picture(content, kind, f"{said or '公示'}照片", _WIDE))
    return found or [Words("公示照片", "heading"), Grid(((Field("贴照片处", lines=12),),))]


REPORT = Report("taken-down", "公示撤下记录", _made, spans=MONTHLY, closed=False, audiences=INSIDE)
