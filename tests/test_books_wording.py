"""The words of an account on paper: official codes, Chinese names, never what Beancount wants."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import chart
from reports.books.wording import code, detail, head, leaf_word, level_code, levels, whole
from tests import societies as made

OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)
BANK = f"{made.BANK}:{chart.DONATION_FUND}"


def test_an_account_is_said_with_its_code_and_its_levels() -> None:
    assert whole(BANK, NEW) == "1002银行存款—农商行基本户—社会捐赠"
    assert (code(BANK, NEW), level_code(BANK, NEW)) == ("1002", "10020103")
    assert (head(BANK), detail(BANK), leaf_word(BANK)) == ("银行存款", "农商行基本户—社会捐赠", "社会捐赠")


def test_an_account_of_one_level_has_no_detail() -> None:
    assert (whole(chart.DONATIONS, NEW), detail(chart.DONATIONS)) == ("4101捐赠收入", "")
    assert levels(chart.DONATIONS) == (chart.DONATIONS,)


def test_the_levels_begin_with_the_first() -> None:
    assert [leaf_word(level) for level in levels(BANK)] == ["银行存款", "农商行基本户", "社会捐赠"]


@pytest.mark.parametrize(
    ("account", "old", "new"),
    [
        (chart.OFFICE, "5201管理费用—办公费", "5301管理费用—办公费"),
        (chart.FUNDRAISING, "5301筹资费用", "5401筹资费用"),
        (chart.OTHER_EXPENSE, "5401其他费用", "5901其他费用"),
        (chart.AGENCY_ASSET, "1701受托代理资产", "1801受托代理资产"),
        (chart.EMERGENCY, "5101业务活动成本—应急救助", "5101业务活动成本—应急救助"),
    ],
)
def test_the_code_is_that_of_the_regime_of_the_day(account: str, old: str, new: str) -> None:
    assert (whole(account, OLD), whole(account, NEW)) == (old, new)


@pytest.mark.parametrize("account", chart.society_accounts((made.BANK,)))
def test_no_account_shows_an_english_root(account: str) -> None:
    assert not set(whole(account, NEW)) & set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:")
