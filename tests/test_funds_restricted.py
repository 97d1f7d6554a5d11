"""Restricted and named funds: what is agreed, what is left, and what is to be done when the time is up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger import chart
from ledger.events import facts
from ledger.events.event import Event
from reports.funds.restricted_funds import REPORT, restricted_funds, terms
from reports.report import Audience
from reports.rows import shown
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

FUND = "11张氏助学专项"
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def set_up(day: date = date(2026, 7, 1), **more: Any) -> facts.FundSetUp:
    """A named fund for relief, restricted, until the end of September."""
    given: dict[str, Any] = {
        "fund": FUND, "source": "张氏后人捐赠", "restriction": "限定性", "uses": ("5101",), "donor": "张先生",
        "until": date(2026, 9, 30), "banks": (made.BANK,),
    }  # fmt: skip
    return facts.FundSetUp(date=day, recorded_by="lisi", **(given | more))


def told(*events: Event, last: date = YEAR[1], audience: Audience = Audience.AUDITOR) -> dict[str, list[str]]:
    found = restricted_funds(books_of(*events), YEAR[0], last, audience)
    return {str(row.cells[0]): [shown(cell) for cell in row.cells[1:]] for row in found}


def gift(amount: str = "100.00", day: int | date = 2, **more: Any) -> Event:
    return made.donation(amount, day, fund=FUND, donor="张先生", **more)


def test_a_fund_tells_what_is_agreed_what_came_what_was_used_and_how_long_it_runs() -> None:
    events = (set_up(), gift("100.00"), made.relief("30.00", 9, fund=FUND, account=made.BANK, method="转账"))
    assert told(*events, last=date(2026, 7, 31))[FUND[2:]] == [
        "张氏后人捐赠", "张先生", "业务活动成本", "2026-09-30", "0.00", "100.00", "0.00", "30.00", "70.00", "还有61天",
        "到期前用完，或先商量延期",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "last", "state"),
    [
        ({}, date(2026, 9, 30), ["还有0天", "到期前用完，或先商量延期"]),
        ({}, date(2026, 10, 1), ["已过期未用完", "余款按约定处理"]),
        ({"until": date(2026, 12, 31)}, date(2026, 10, 1), ["还有91天", ""]),
        ({"until": date(2026, 12, 30)}, date(2026, 10, 1), ["还有90天", "到期前用完，或先商量延期"]),
        ({"until": None}, date(2026, 10, 1), ["长期", ""]),
    ],
)
def test_the_last_day_still_counts_and_ninety_days_before_it_is_called_to_mind(
    more: dict[str, Any], last: date, state: list[str]
) -> None:
    assert told(set_up(**more), gift(), last=last)[FUND[2:]][-2:] == state


def test_what_is_used_up_needs_nothing_and_what_is_overdrawn_does() -> None:
    used = made.relief("100.00", 9, fund=FUND, account=made.BANK, method="转账")
    assert told(set_up(), gift(), used)[FUND[2:]][-2:] == ["已到期，已用完", ""]
    more = made.relief("0.01", 10, fund=FUND, account=made.BANK, method="转账")
    assert told(set_up(), gift(), used, more)[FUND[2:]][-1] == "已透支，用非限定资金补足"


def test_the_last_word_holds_and_an_end_is_told() -> None:
    longer = set_up(date(2026, 8, 1), until=date(2026, 12, 31), banks=())
    assert told(set_up(), longer, gift())[FUND[2:]][3] == "2026-12-31"
    assert told(set_up(), longer, gift(), last=date(2026, 7, 31))[FUND[2:]][3] == "2026-09-30"
    events = (set_up(), gift(), facts.FundEnded(date=date(2026, 8, 1), recorded_by="lisi", fund=FUND))
    assert told(*events)[FUND[2:]][-2:] == ["2026-08-01已终止", "余款按约定处理"]
    assert terms(books_of(*events), FUND, date(2026, 7, 31)).ended is None


def test_the_donor_is_named_outside_only_where_the_gift_says_so() -> None:
    assert told(set_up(), gift(), audience=Audience.PUBLIC)[FUND[2:]][1] == "爱心人士"
    assert told(set_up(), gift(publish=True), audience=Audience.PUBLIC)[FUND[2:]][1] == "张先生"
    assert told(set_up(), gift(publish=True), audience=Audience.PUBLIC)[FUND[2:]][0] == "张氏后人捐赠"
    assert told(set_up(), gift(), audience=Audience.TOWNSHIP)[FUND[2:]][:2] == ["张氏后人捐赠", "张先生"]
    assert told(set_up(), gift(), audience=Audience.PUBLIC)[FUND[2:]][0] == "捐赠", (
        "its source may name the donor too"
    )
    assert told(set_up(donor=None), gift(), audience=Audience.BOARD)[FUND[2:]][:2] == ["捐赠", ""]
    elsewhere = made.donation("1.00", 3, donor="张先生", publish=True)
    assert told(set_up(), gift(publish=False), elsewhere, audience=Audience.PUBLIC)[FUND[2:]][1] == "爱心人士"
    taken_back = (gift(publish=True), gift("1.00", 3, publish=False))
    assert told(set_up(), *taken_back, audience=Audience.PUBLIC)[FUND[2:]][1] == "爱心人士"


def test_the_subsidy_is_shown_with_the_uses_of_the_policy_and_gifts_without_a_word_are_not() -> None:
    found = told(*made.seed())
    assert list(found) == [chart.SUBSIDY_FUND[2:], "合计"]
    assert found[chart.SUBSIDY_FUND[2:]][:4] == ["区财政", "", "业务活动成本", "长期"]
    assert found["合计"][4:9] == ["0.00", "10,000.00", "0.00", "0.00", "10,000.00"]


def test_a_transfer_stands_in_a_column_of_its_own_and_rows_add_up() -> None:
    moved = made.transfer("40.00", 5, from_fund=FUND, to_fund=chart.DONATION_FUND)
    opening, came, over, used, left = [
        Decimal(cell.replace(",", "")) for cell in told(set_up(), gift(), moved)[FUND[2:]][4:9]
    ]
    assert (over, left) == (Decimal("-40.00"), Decimal("60.00"))
    assert opening + came + over - used == left


def test_without_such_funds_the_paper_says_so() -> None:
    asked = asked_of(books_of(made.donation("9.00", 2)), "2026-07")
    (sheet,) = REPORT.leaves(asked)
    assert rows(sheet) == ["合计|0.00|0.00|0.00|0.00|0.00"]  # type: ignore[arg-type]
    assert sheet.notes == ("2026年7月没有限定性基金和冠名基金。",)  # type: ignore[union-attr]
