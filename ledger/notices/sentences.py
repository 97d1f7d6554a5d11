"""The Chinese sentences of the monthly notice, said once for the board, the text and the screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger import money
from ledger.notices.lines import clean

if TYPE_CHECKING:
    from ledger.notices.notice import Notice

NOTHING = "本月无救助"
_BLANK = "_" * 16  # to be filled in by hand
_PHONES = (("本社", ""), ("乡镇（街道）", ""), ("区（县）民政局", ""))


def heading(notice: Notice) -> str:
    """The second line of the title: 2026年7月救助情况公示."""
    return f"{_month(notice)}救助情况公示"


def opening(notice: Notice) -> str:
    """Why this hangs here, from when until when, and what to do if one objects."""
    asked = f"《{clean(notice.basis)}》的要求" if notice.basis else "互助社信息公开的要求"
    days = f"{(notice.until - notice.posted).days}天（{long_day(notice.posted)}至{_until(notice)}）"
    return (
        f"根据{asked}，现将本社{_month(notice)}救助情况予以公示，公示期{days}，接受社会监督。"
        "如有异议，请在公示期内当面或拨打下列监督电话向我们反映。"
    )


def capital(notice: Notice) -> str:
    """The total in capital figures, or that there was no relief."""
    return f"合计（大写）：{money.chinese(notice.total)}" if notice.lines else NOTHING


def flow(notice: Notice) -> tuple[tuple[str, Decimal], ...]:
    """The month's four figures, each with its name."""
    figures = (notice.opening, notice.received, notice.spent, notice.closing)
    return tuple(zip(("上月结余", "本月收入", "本月支出", "本月结余"), figures, strict=True))


def raised(notice: Notice) -> str:
    """Which resolution raised a cap; nothing when none did."""
    return f"本社救助标准已经决议提高，依据：{clean(notice.raised)}。" if notice.raised else ""


def closing(notice: Notice) -> list[str]:
    """What is said below the table."""
    figures = "，".join(f"{title}{money.show(amount)}元" for title, amount in flow(notice))
    return [sentence for sentence in (raised(notice), f"本社资金：{figures}。") if sentence]


def phones(notice: Notice) -> list[list[str]]:
    """Whose number and the number, which is empty where it is to be written by hand."""
    return [[clean(whose), clean(number)] for whose, number in notice.phones or _PHONES]


def contacts(notice: Notice) -> list[str]:
    """The numbers to call and who supervises, a line each."""
    said = [f"监督电话：{whose} {number or _BLANK}" for whose, number in phones(notice)]
    return [*said, *([f"监督人：{clean(notice.supervisor)}"] if notice.supervisor else [])]


def code(notice: Notice) -> str:
    """The notice's chain, as `grouped` says it."""
    return grouped(notice.head)


def grouped(head: str) -> str:
    """The first 16 figures of a chain's head in groups of four, short enough to compare by eye."""
    return " ".join(head[at : at + 4] for at in range(0, 16, 4))


def long_day(day: date) -> str:
    """2026年8月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date, notice: Notice) -> str:
    """7月10日, with the year only where it is not the notice's."""
    return f"{day.month}月{day.day}日" if notice.month.startswith(f"{day.year}-") else long_day(day)


def _month(notice: Notice) -> str:
    year, month = notice.month.split("-")
    return f"{year}年{int(month)}月"


def _until(notice: Notice) -> str:
    same = notice.until.year == notice.posted.year
    return long_day(notice.until).partition("年")[2] if same else long_day(notice.until)
