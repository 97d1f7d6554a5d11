"""Stories of help: what happened and how fast, and nothing that leads to a person."""

from __future__ import annotations

from datetime import date

from huzhu.reading import read
from reports.forms import Form, Words
from reports.publicity.case_stories import REPORT
from tests.asked_of import asked_of
from tests.golden_year import golden


def story_of(of: str) -> list[str]:
    books, _ = read(golden())
    (form,) = REPORT.leaves(asked_of(books, of, date(2026, 7, 20)))
    assert isinstance(form, Form)
    return [part.said for part in form.parts if isinstance(part, Words)]


def test_a_year_is_told_case_by_case_and_what_was_not_paid_is_no_story() -> None:
    said = story_of("2025")
    assert [word for word in said if word.startswith("案例")] == [f"案例{n}" for n in "一二三四五六"]
    assert said[1] == (
        "2025年第一季度，有人提出申请：家里有人得了重病，看病花费大。"
        "本社入户调查、集体审核后给予应急救助，从受理到发放用了2个工作日。"
    )
    assert "发放了实物" in said[3] and "补充救助" in "".join(said)


def test_help_that_came_first_is_told_as_such() -> None:
    assert "情况紧急，本社先给了应急救助" in "".join(story_of("2026-03"))
    assert "本社走访时发现" in "".join(story_of("2026-03"))


def test_a_month_without_a_closed_case_says_so() -> None:
    assert story_of("2025-01")[0] == "2025年1月没有办结的救助。"


def test_nothing_in_a_story_leads_to_a_person() -> None:
    books, _ = read(golden())
    said = "".join(story_of("2025"))
    for case in books.cases.values():
        assert case.text("label") not in said and case.text("hamlet") not in said and case.number not in said
    assert "元" not in said and "月" not in said
