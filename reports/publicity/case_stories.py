"""Stories of help given (救助案例): what happened to somebody, told so that nobody can tell to whom.

Clause (徽州 二（三）): 展示救助案例等方式. 个人信息保护法 4: what cannot lead to a person is no personal datum,
so a story has no name, hamlet, day or exact sum: the season, the cause, the steps and how fast they were.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.cases import Case
from ledger.relief import Payment
from ledger.workdays import workdays_between
from reports import period
from reports.forms import Form, Part, Words
from reports.report import ALL, ANY, Asked, Report

_MATTERS = {
    "疾病": "家里有人得了重病，看病花费大", "意外": "家里有人出了意外，急等用钱", "灾害": "家里遭了灾，一时过不下去",
    "教育": "孩子上学，一时凑不齐费用", "失业": "家里的主要劳力没了工作", "丧葬": "家里有人去世，料理后事有困难",
}  # fmt: skip
_OTHER = "家里一时遇到困难"
_NUMBERS = "一二三四五六七八九十"
_MOST = len(_NUMBERS)


def case_stories(asked: Asked) -> Form:
    """The stories of cases that were helped and closed in the period, at most ten, in order of their closing."""
    told = list(_closed(asked.books, asked))[:_MOST]
    parts: list[Part] = []
    for at, (case, paid) in enumerate(told):
        parts += [Words(f"案例{_NUMBERS[at]}", "heading"), Words(_story(case, paid))]
    if not told:
        parts.append(Words(f"{asked.period.words}没有办结的救助。"))
    parts.append(Words("为了保护当事人，姓名、住处、日期和具体数额都没有写。", "small"))
    return Form("救助案例", tuple(parts), f"{asked.society}　{asked.period.words}")


def _closed(books: Books, asked: Asked) -> Iterator[tuple[Case, Payment]]:
    for number, case in sorted(books.cases.items()):
        ended = case.step("结案")
        standing = [each for each in books.payments.get(number, ()) if each.kept > 0]
        if case.opened and ended and asked.period.holds(ended.day) and standing:
            yield case, standing[0]


def _story(case: Case, paid: Payment) -> str:
    """One story."""
    assert case.opened is not None, "what was paid was accepted first"
    season = period.quarter_of(case.opened.day).words
    found = "有人提出申请" if case.text("found") != "主动发现" else "本社走访时发现"
    first = f"{season}，{found}：{_MATTERS.get(case.text('matter'), _OTHER)}。"
    return first + _help(case, paid)


def _help(case: Case, paid: Payment) -> str:
    assert case.opened is not None
    kind = paid.first.counts_as or paid.first.kind
    if case.first_aid(paid.day):
        return f"情况紧急，本社先给了{kind}，随后补办入户调查和审核。"
    took = workdays_between(case.opened.day, paid.day)
    fast = f"从受理到发放用了{took}个工作日" if took else "当天受理、当天发放"
    given = "发放了实物" if paid.first.kind == "实物救助" else f"给予{kind}"
    return f"本社入户调查、集体审核后{given}，{fast}。"


REPORT = Report(
    "case-stories", "救助案例", case_stories, spans=ANY, closed=False, audiences=(ALL[2], ALL[3], *ALL[:2])
)
