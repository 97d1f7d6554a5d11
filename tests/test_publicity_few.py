"""Numbers that anybody may read: few people are never told alone, and the bars say what the months had."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports.publicity.few import FEW, Helped, people, together
from reports.publicity.public_year import Month
from reports.publicity.trend import NARROW, WIDE, scale, trend
from tests.trials import trials


def group(what: str, *who: str) -> Helped:
    return Helped(what, frozenset(who), len(who), Decimal(100 * len(who)))


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, FEW), (2, FEW), (3, "3"), (40, "40")])
def test_one_and_two_people_are_few(count: int, said: str) -> None:
    assert people(count) == said


def test_a_small_group_joins_the_next_smallest() -> None:
    found = together([group("疾病", *"abcde"), group("意外", "e"), group("教育", *"fgh")])
    assert [(g.what, len(g.people), g.times, g.amount) for g in found] == [
        ("疾病", 5, 5, Decimal(500)), ("教育、意外", 4, 4, Decimal(400)),
    ]  # fmt: skip


def test_the_same_person_in_two_groups_is_one() -> None:
    (found,) = together([group("疾病", "a", "b"), group("意外", "a", "b")])
    assert len(found.people) == 2 and found.is_few and found.times == 4


@trials(100)
@given(some.lists(some.frozensets(some.sampled_from("abcdefghij"), max_size=5), max_size=7))
def test_no_group_is_few_unless_all_are_and_nothing_is_lost(drawn: list[frozenset[str]]) -> None:
    groups = [group(f"第{at}类", *who) for at, who in enumerate(drawn)]
    found = together(groups)
    assert not any(g.is_few for g in found) or len(found) == 1
    assert sum(g.amount for g in found) == sum(g.amount for g in groups)
    assert sum(g.times for g in found) == sum(g.times for g in groups)
    assert frozenset().union(*(g.people for g in found)) == frozenset().union(*drawn)


@pytest.mark.parametrize(
    ("most", "top"),
    [("0", 100), ("100", 100), ("100.01", 200), ("201", 500), ("501", 1000), ("49999.99", 50000)],
)
def test_the_scale_is_the_next_round_number(most: str, top: int) -> None:
    assert scale(Decimal(most)) == top


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_bar_says_its_yuan_and_stays_in_the_picture(width: int) -> None:
    months = [Month(n, Decimal(n * 100), Decimal("-5.00") if n == 2 else Decimal(n)) for n in range(1, 13)]
    drawn = trend(months, "说明<b>", width)
    assert not re.search(r"style=|<script|<b>|http", drawn)
    root = ET.fromstring(drawn)
    bars = [r for r in root.iter("rect") if r.find("title") is not None]
    told = [r.findtext("title") for r in bars]
    assert len(bars) == 24 and told[:4] == [
        "1月收入100.00元",
        "1月支出1.00元",
        "2月收入200.00元",
        "2月支出-5.00元",
    ]
    for bar in bars:
        x, wide, tall = (Decimal(bar.get(key) or "") for key in ("x", "width", "height"))
        assert x >= 0 and x + wide <= width and tall >= 0
    tallest = [Decimal(r.get("height") or "") for r in bars[::2]]
    assert tallest == sorted(tallest) and tallest[11] == 12 * tallest[0]
