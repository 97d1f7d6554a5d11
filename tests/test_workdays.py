"""Working days agree with every published holiday notice, and say 暂定 where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from ledger import workdays
from ledger.workdays import (
    LAST_PUBLISHED,
    Due,
    NoCalendar,
    add_workdays,
    is_workday,
    nth_workday,
    provisional,
)

DAY = timedelta(days=1)
ROOT = Path(__file__).parent.parent
FIFTH = {
    2024: "01-08 02-06 03-07 04-08 05-10 06-07 07-05 08-07 09-06 10-12 11-07 12-06",
    2025: "01-08 02-10 03-07 04-08 05-12 06-09 07-07 08-07 09-05 10-14 11-07 12-05",
    2026: "01-08 02-06 03-06 04-08 05-11 06-05 07-07 08-07 09-07 10-13 11-06 12-07",
}
TABLE = json.loads(Path(workdays.__file__).with_suffix(".json").read_text(encoding="utf-8"))


def days(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + n * DAY for n in range((last - first).days + 1)]


def test_every_day_of_23_years_agrees_with_the_oracle() -> None:
    all_days = days(date(2004, 1, 1), date(2026, 12, 31))
    assert len(all_days) == 8401
    assert [d for d in all_days if is_workday(d) != chinese_calendar.is_workday(d)] == []
    assert not any(map(provisional, all_days))


def test_the_table_is_whole_and_each_row_says_only_what_it_must() -> None:
    assert [int(year) for year in TABLE["published"]] == list(range(2004, LAST_PUBLISHED + 1))
    assert [int(year) for year in TABLE["feasts"]] == list(range(LAST_PUBLISHED + 1, 2046))
    for year, row in TABLE["published"].items():
        assert all(date.fromisoformat(f"{year}-{md}").weekday() < 5 for md in row["off"])
        assert all(date.fromisoformat(f"{year}-{md}").weekday() >= 5 for md in row["worked"])


@pytest.mark.parametrize("year", FIFTH)
def test_the_fifth_working_day_of_every_month(year: int) -> None:
    found = [nth_workday(year, month, 5) for month in range(1, 13)]
    assert [f"{due.day:%m-%d}" for due in found] == FIFTH[year].split()
    assert not any(due.provisional for due in found)


def test_a_sunday_worked_brings_the_fifth_day_forward() -> None:
    assert nth_workday(2024, 2, 3) == Due(date(2024, 2, 4), False)
    assert nth_workday(2024, 2, 5) == Due(date(2024, 2, 6), False)


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday made up for the Spring Festival
        ("2026-09-30", 1, "2026-10-08"),  # over the whole of National Day
        ("2026-07-10", 1, "2026-07-13"),  # an ordinary weekend
        ("2026-10-03", 1, "2026-10-08"),  # accepted on a holiday
        ("2026-07-06", 5, "2026-07-13"),
        ("2025-12-31", 1, "2026-01-04"),  # the turn of the year
        ("2026-10-03", 0, "2026-10-03"),
    ],
)
def test_working_days_are_counted_after_the_day(day: str, n: int, due: str) -> None:
    assert add_workdays(date.fromisoformat(day), n) == Due(date.fromisoformat(due), False)


def test_a_deadline_that_crosses_into_an_unpublished_year_is_provisional() -> None:
    assert add_workdays(date(2026, 12, 30), 1) == Due(date(2026, 12, 31), False)
    assert add_workdays(date(2026, 12, 31), 1) == Due(date(2027, 1, 4), True)
    assert add_workdays(date(2027, 3, 1), 1) == Due(date(2027, 3, 2), True)


def test_a_year_without_notice_knows_the_statutory_days_and_says_so() -> None:
    off = [d for d in days(date(2027, 1, 1), date(2027, 12, 31)) if d.weekday() < 5 and not is_workday(d)]
    assert [f"{d:%m-%d}" for d in off] == ["01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01"]
    assert provisional(date(2027, 1, 1))
    assert not provisional(date(2026, 12, 31))


@pytest.mark.parametrize("year", range(2027, 2046))
def test_the_fifth_day_of_an_unpublished_year_is_early_and_provisional(year: int) -> None:
    for month in range(1, 13):
        weekdays = [d for d in days(date(year, month, 1), date(year, month, 28)) if d.weekday() < 5]
        counted = [d for d in weekdays if is_workday(d)][4]
        due = nth_workday(year, month, 5)
        assert due.provisional
        assert due.day <= counted
        assert weekdays[2 if month == 2 else 3] <= due.day


def test_2027_by_hand() -> None:
    assert nth_workday(2027, 3, 5) == Due(date(2027, 3, 4), True)
    assert nth_workday(2027, 2, 5) == Due(date(2027, 2, 3), True)
    assert nth_workday(2030, 2, 5) == Due(date(2030, 2, 6), True)  # the third weekday is a feast day
    assert nth_workday(2027, 1, 1) == Due(date(2027, 1, 2), True)  # New Year's Day is never worked
    assert nth_workday(2027, 3, 1) == Due(date(2027, 3, 1), True)  # nor does a month begin before it begins


def test_had_the_notices_not_been_published_no_fifth_day_would_have_come_too_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workdays, "LAST_PUBLISHED", 2004)
    monkeypatch.setattr(workdays, "_statutory", lambda year: {date(year, 1, 1)})
    for year in range(2005, 2027):
        for month in range(1, 13):
            month_days = days(date(year, month, 1), date(year, month, 28))
            true = [d for d in month_days if chinese_calendar.is_workday(d)][4]
            assert nth_workday(year, month, 5).day <= true


def test_feasts_fall_in_their_season() -> None:
    assert TABLE["feasts"]["2027"] == {"春节": "02-06", "清明": "04-05", "端午": "06-09", "中秋": "09-15"}
    assert TABLE["feasts"]["2033"]["中秋"] == "09-08"  # the leap month of 2033 comes after autumn
    for row in TABLE["feasts"].values():
        assert "01-21" <= row["春节"] <= "02-20"
        assert row["清明"] in ("04-04", "04-05")
        assert "05-25" <= row["端午"] <= "06-25"
        assert "09-07" <= row["中秋"] <= "10-08"


def test_the_moon_keeps_her_distance() -> None:
    """春节, 端午 and 中秋 of one year are four and three moons apart, one more with a leap month between."""
    for year, row in TABLE["feasts"].items():
        spring, dragon, autumn = (
            date.fromisoformat(f"{year}-{row[name]}") for name in ("春节", "端午", "中秋")
        )
        assert (dragon - spring).days in (*range(121, 125), *range(151, 154)), year
        assert (autumn - dragon).days in (*range(97, 101), *range(127, 130)), year


@pytest.mark.parametrize("year", [2003, 2046])
def test_no_guess_outside_the_table(year: int) -> None:
    with pytest.raises(NoCalendar, match=f"没有{year}年的工作日历"):
        is_workday(date(year, 6, 1))
    with pytest.raises(NoCalendar, match="请检查日期"):
        provisional(date(year, 6, 1))
    with pytest.raises(NoCalendar, match="2004年至2045年"):
        nth_workday(year, 6, 5)


def test_counting_never_runs_off_the_table() -> None:
    with pytest.raises(NoCalendar, match="2046年"):
        add_workdays(date(2045, 12, 29), 2)


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_month_has_no_thirtieth_working_day(year: int) -> None:
    with pytest.raises(NoCalendar, match=f"{year}年2月没有第30个工作日"):
        nth_workday(year, 2, 30)


def test_our_own_mistakes_are_assertions() -> None:
    with pytest.raises(AssertionError):
        is_workday(datetime(2026, 10, 1, 8, 0))  # noqa: DTZ001
    with pytest.raises(AssertionError):
        add_workdays(date(2026, 1, 1), -1)
    with pytest.raises(AssertionError):
        nth_workday(2026, 1, 0)


def test_no_library_is_needed_at_run_time() -> None:
    code = "import sys, ledger.workdays as w; w.nth_workday(2027, 2, 5); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "ledger.workdays" in loaded
    assert not {"chinese_calendar", "holidays", "beancount", "pydantic"} & set(loaded)
