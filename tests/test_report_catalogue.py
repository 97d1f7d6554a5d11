"""docs/reports.md says of every report what the report says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.catalogue import text
from reports.forms import Form, Paper
from reports.period import month, quarter, until, year
from reports.report import Audience, Report
from reports.rows import Column, Sheet
from reports.table import TABLE, report

PAGE = Path(__file__).parent.parent / "docs" / "reports.md"
KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def test_the_page_is_what_the_reports_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == text(), "python -m reports.catalogue > docs/reports.md"


@pytest.mark.parametrize("name", TABLE)
def test_a_report_has_a_name_a_sentence_and_somebody_to_read_it(name: str) -> None:
    found = report(name)
    assert KEBAB.fullmatch(name) and found.audiences and set(found.audiences) <= set(Audience)
    assert set(found.spans) <= {"month", "quarter", "year"}
    line = next(line for line in text().splitlines() if line.startswith(f"| `{name}`"))
    assert len(line.split(" | ")[-1]) > 20, "its file begins with a sentence that says what it is"
    if isinstance(found, Report) and not found.spans:
        assert not found.closed, "what is of no days cannot be closed"


def test_a_period_knows_its_months_and_the_beginning_of_its_year() -> None:
    assert list(quarter("2025Q4").months) == ["2025-10", "2025-11", "2025-12"]
    assert list(month("2026-02").months) == ["2026-02"] and month("2024-02").last.day == 29
    assert len(list(year("2026").months)) == 12 and quarter("2026Q3").year_begins == year("2026").first
    assert until(year("2026").last).holds(year("1999").first)


def test_a_paper_without_leaves_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        Paper("空", ())
    leaf = Form("题", (Sheet("", "", (Column("a", "甲", "text"),), ()),))
    assert Paper("题", (leaf,)).leaves == (leaf,)
