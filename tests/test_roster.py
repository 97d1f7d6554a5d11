"""roster: every village of the roster has one society, and every society is on the roster."""

from __future__ import annotations

from plugins.roster import roster
from tests.districts import district

RULE = roster


@district
def test_a_roster_whose_every_village_has_its_society_is_in_order() -> None:
    """
    == bureau
    2026-01-01 custom "policy" "society_count" 2
      clause: "全区2个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    2026-01-02 custom "名册" "西溪南村" "列入"
      township: "岩寺镇"
    == shigang
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == xixinan
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇西溪南村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "西溪南村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_a_village_without_a_society_is_told_at_its_line() -> None:
    """
    == bureau
    2026-01-01 custom "policy" "society_count" 2
      clause: "全区2个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    2026-01-02 custom "名册" "西溪南村" "列入"   ; ?? 岩寺镇西溪南村还没有登记互助社
      township: "岩寺镇"
    == shigang
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == xixinan
    """


@district
def test_a_society_outside_the_roster_and_a_second_one_in_a_village_are_told() -> None:
    """
    == bureau
    2026-01-01 custom "policy" "society_count" 1
      clause: "全区1个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    == a-first
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == b-second
    2026-01-08 custom "互助社" "登记"   ; ?? 石岗村已经有互助社（a-first），一个村只成立一个
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == c-third
    2026-01-08 custom "互助社" "登记"   ; ?? 石冈村不在区里的名册上
      name: "徽州区岩寺镇石冈村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石冈村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_one_village_fewer_than_planned_is_told_once() -> None:
    """
    == bureau
    2026-01-01 custom "policy" "society_count" 3
      clause: "全区3个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    2026-01-02 custom "名册" "西溪南村" "列入"   ; ?? 名册上只有2个村（社区），应有3个
      township: "岩寺镇"
    == shigang
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == xixinan
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇西溪南村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "西溪南村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_what_was_taken_off_the_roster_is_asked_no_more_and_what_is_listed_later_not_yet() -> None:
    """
    == bureau
    as of 2026-01-31
    2026-01-01 custom "policy" "society_count" 1
      clause: "全区1个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    2026-01-02 custom "名册" "并掉的村" "列入"
      township: "岩寺镇"
    2026-01-10 custom "名册" "并掉的村" "移出"
    2026-02-01 custom "名册" "西溪南村" "列入"
      township: "岩寺镇"
    == shigang
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_until_the_milestone_is_over_no_village_is_late() -> None:
    """
    == bureau
    as of 2024-07-31
    2024-03-02 custom "policy" "society_count" 1
      clause: "全区1个村"
    2024-03-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    == shigang
    """


@district
def test_the_day_after_the_milestone_it_is_late() -> None:
    """
    == bureau
    as of 2024-08-01
    2024-03-02 custom "policy" "society_count" 1
      clause: "全区1个村"
    2024-03-02 custom "名册" "石岗村" "列入"   ; ?? 还没有登记互助社
      township: "岩寺镇"
    == shigang
    """


@district
def test_a_district_that_keeps_no_roster_is_not_asked() -> None:
    """
    == bureau
    == shigang
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_a_district_without_the_line_is_silent() -> None:
    """
    == bureau
    no policy
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    == xixinan
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇西溪南村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "西溪南村"
      kind: "村"
      policy: "huizhou"
    """


@district
def test_before_the_milestone_no_village_is_late_and_a_longer_roster_is_none_too_short() -> None:
    """
    == bureau
    as of 2024-07-30
    2024-03-02 custom "policy" "society_count" 1
      clause: "全区1个村"
    2024-03-02 custom "policy" "milestones" "2024-03-03 上线" "2024-07-31 全面登记"
      clause: "分步实施"
    2024-03-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    2024-03-02 custom "名册" "西溪南村" "列入"
      township: "岩寺镇"
    == shigang
    """


@district
def test_of_two_societies_in_a_village_the_second_is_told_whatever_they_are_called() -> None:
    """
    == bureau
    2026-01-01 custom "policy" "society_count" 1
      clause: "全区1个村"
    2026-01-02 custom "名册" "石岗村" "列入"
      township: "岩寺镇"
    == zz
    2026-01-08 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    == aa
    2026-01-08 custom "互助社" "登记"   ; ?? 石岗村已经有互助社（zz）
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    """


KINDS = {
    "limit": test_until_the_milestone_is_over_no_village_is_late,
    "over": test_the_day_after_the_milestone_it_is_late,
    "neighbour": test_a_society_outside_the_roster_and_a_second_one_in_a_village_are_told,
    "change": test_what_was_taken_off_the_roster_is_asked_no_more_and_what_is_listed_later_not_yet,
    "right": test_a_roster_whose_every_village_has_its_society_is_in_order,
}
"""The five kinds of tests that every rule has."""
