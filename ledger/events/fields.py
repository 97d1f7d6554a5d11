"""The kinds of fields that events have: what a person may write there, and what is said when it is not that."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from beancount.core import account
from beancount.core.amount import Amount
from pydantic import AfterValidator, BeforeValidator

from ledger import chart, money, vocabulary, workdays, writing
from ledger.chart import CURRENCY


def _clean(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("不能是空的")
    if len(text) > 200:
        raise ValueError("太长了，请不要超过200个字")
    if writing.unfit(text):
        raise ValueError("里有不能记进账里的字符（引号、反斜杠、换行或看不见的字符），请去掉")
    return text


def _matching(pattern: str, said: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"“{text}”写法不对，{said}")
        return text

    return AfterValidator(check)


def one_of(words: tuple[str, ...]) -> AfterValidator:
    """A validator that takes only these words, and names them when it refuses."""

    def check(text: str) -> str:
        if text not in words:
            raise ValueError(f"不能是“{text}”，可选：{'、'.join(words)}")
        return text

    return AfterValidator(check)


def _who(text: str) -> str:
    if not re.fullmatch(r"[\w.-]{1,64}", text) or unicodedata.normalize("NFKC", text) != text:
        raise ValueError(f"“{text}”写法不对，用户编号只用字母、数字、汉字、点和横线，不用全角字母")
    return text


def _pseudonym(text: str) -> str:
    """A pseudonym; what was typed instead is not repeated, for it may be a name or an ID number."""
    if not vocabulary.PSEUDONYM.fullmatch(text):
        raise ValueError("应是化名，像 P-1a2b3c4d5e6f；真实姓名和证件号不进账簿")
    return text


def _masked(text: str) -> str:
    if not set(vocabulary.MASKS) & set(text):
        raise ValueError("要写成打码的，例如 汪*；真实姓名不进账簿")
    return text


def _day(value: Any) -> date:
    """A day as people write it: a number, or a time, is none."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"“{value}”这一天不存在") from None
    if type(value) is not date:
        raise ValueError("写法不对，应像 2026-07-08")
    if not 1990 <= value.year < 2100:
        raise ValueError(f"“{value}”不对，应在1990年到2099年之间")
    return value


def _judged_day(day: date) -> date:
    """A day on which duties can be counted; the calendar's own sentence where it cannot."""
    workdays.provisional(day)
    return day


def _yuan(value: Any) -> Decimal:
    if isinstance(value, Amount):
        if value.currency != CURRENCY:
            raise ValueError(f"只能是人民币（{CURRENCY}），不能是{value.currency}")
        value = value.number
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("要写成 1000 或 1,000.00")
    return money.yuan(value)


def _is_number(value: Any) -> bool:
    """Whether a value is a number that can be compared: what is none (NaN) cannot."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def _quantity(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()):
        value = Decimal(value.strip())
    if not _is_number(value) or not 0 < value < 10**9 or value % 1:
        raise ValueError("要是大于零的整数")
    return Decimal(int(value))


def _times(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}", value.strip()):
        value = int(value.strip())
    if not _is_number(value) or not 0 < value < 100 or value % 1:
        raise ValueError("要是次数，例如 2")
    return int(value)


def _count(value: Any) -> int:
    if not _is_number(value) or not 0 <= value < 10**7 or value % 1:
        raise ValueError("要是行数，例如 13")
    return int(value)


def _one_word(text: str) -> str:
    if re.search(r"\s", text):
        raise ValueError(f"“{text}”中间不能有空格")
    return text


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("要大于零")
    return value


def _holder(text: str) -> str:
    if text.startswith(chart.GOODS):
        raise ValueError("存货里放的是实物，不是钱；实物请记接受实物、发放实物")
    if fault := chart.problem(f"{text}:{chart.DONATION_FUND}"):
        raise ValueError(f"“{text}”不是放钱的科目：{fault}")
    return text


def _bank(text: str) -> str:
    if not text.startswith(chart.BANK + ":"):
        raise ValueError(f"“{text}”不是银行账户，应像 {chart.BANK}:01农商行基本户")
    return text


def _goods(text: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,22}[A-Z0-9]", text) or text == CURRENCY:
        raise ValueError(f"“{text}”写法不对，实物代号用大写字母和数字，例如 DAMI")
    return text


def _fund(text: str) -> str:
    if fault := chart.fund_problem(text):
        raise ValueError(fault)
    return text


def _account(text: str) -> str:
    fault = "" if chart.is_holder(text) else chart.problem(text, bureau=True) and chart.problem(text)
    if fault := fault or ("" if account.is_valid(text) else "写法不对"):
        raise ValueError(f"“{text}”不能用：{fault}")
    return text


Words = Annotated[str, AfterValidator(_clean)]
Name = Annotated[Words, AfterValidator(_one_word)]
"""One of several names that stand side by side."""
Masked = Annotated[Words, AfterValidator(_masked)]
"""A recipient as the books show them: 汪*."""
Day = Annotated[date, BeforeValidator(_day)]
JudgedDay = Annotated[Day, AfterValidator(_judged_day)]
"""A day on which something happened: within the calendar of working days, else no rule could judge it."""
Who = Annotated[str, AfterValidator(_who)]
Yuan = Annotated[Decimal, BeforeValidator(_yuan)]
Positive = Annotated[Yuan, AfterValidator(_positive)]
Holder = Annotated[str, AfterValidator(_holder)]
"""An account that holds money, without its fund leaf: Assets:1001现金."""
Bank = Annotated[Holder, AfterValidator(_bank)]
GoodsCode = Annotated[str, AfterValidator(_goods)]
"""The commodity that a kind of goods is: DAMI."""
Quantity = Annotated[Decimal, BeforeValidator(_quantity)]
Fund = Annotated[str, AfterValidator(_fund)]
ChartAccount = Annotated[str, AfterValidator(_account)]
"""Any account of the chart, a society's or the bureau's; which of them is open is for the books to say."""
CaseNo = Annotated[str, _matching(r"JZ-[0-9]{4}-[0-9]{4}", "救助编号应像 JZ-2026-0007")]
HelpNo = Annotated[str, _matching(r"BB-[0-9]{4}-[0-9]{4}", "帮办编号应像 BB-2026-0007")]
YearNo = Annotated[str, _matching(r"20[0-9]{2}", "年份应像 2026")]
Times = Annotated[int, BeforeValidator(_times)]
"""How often: a small whole number."""
Count = Annotated[int, BeforeValidator(_count)]
"""How many rows a paper has."""
ComplaintNo = Annotated[str, _matching(r"TS-[0-9]{4}-[0-9]{2,4}", "投诉编号应像 TS-2026-01")]
Pseudonym = Annotated[str, AfterValidator(_pseudonym)]
ExpenseCode = Annotated[str, _matching(r"5[0-9]{3}", "应是费用科目的编号，例如 5101")]
Month = Annotated[str, _matching(r"[0-9]{4}-(0[1-9]|1[0-2])", "月份应像 2026-07")]
Sha256 = Annotated[str, _matching(r"[0-9a-f]{64}", "应是64位十六进制的校验码")]
Signed = Annotated[str, _matching(r"[\w.-]{1,64}:[0-9a-f]{128}", "应是 用户:签名")]
"""Whose signature, and the signature."""
Recipient = Annotated[str, _matching(r"age1[0-9a-z]{58}", "应是 huzhu 钥匙的公钥，age1 开头")]
"""A public key of age, for which secrets are wrapped."""
ResolutionNo = Annotated[str, _matching(r"[A-Z]{2,4}-[0-9]{4}-[0-9]{2,4}", "决议编号应像 JY-2026-02")]
VoucherNo = Annotated[str, _matching(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{3,5}", "凭证号应像 2026-07-003")]
BudgetLine = Annotated[str, _matching(r"[0-9]{7}", "预算科目是七位数字，例如 2080299")]
AllocationNo = Annotated[str, _matching(r"GL-[0-9]{4}-[0-9]{3,5}", "归类编号应像 GL-2026-001")]
Link = Annotated[str, _matching(r"(wx|ali|bank|reg|jz)-[A-Za-z0-9._-]+", "流水号写法不对")]
Method = Annotated[str, one_of(vocabulary.METHODS)]
Channel = Annotated[str, one_of(vocabulary.CHANNELS)]
