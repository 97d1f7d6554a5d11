"""society_name: the society bears the name of its village, and its credit code is valid."""

from __future__ import annotations

from plugins.society_name import society_name
from tests.ledgers import books, judge, told

RULE = society_name

REGISTERED = """
{day} custom "互助社" "登记"
  name: "{name}"
  uscc: "{uscc}"
  township: "{township}"
  village: "{village}"
  kind: "{kind}"
  policy: "huizhou"
"""


def registered(name: str = "徽州区岩寺镇石岗村救急难互助社", day: str = "2026-06-20", **other: str) -> str:
    """The registration, with the words given."""
    usual = {"uscc": "51341004MJB000001D", "township": "岩寺镇", "village": "石岗村", "kind": "村"}
    return REGISTERED.format(name=name, day=day, **usual | other)


def judged(name: str = "徽州区岩寺镇石岗村救急难互助社", head: str = "", **other: str) -> list[str]:
    """What is told of a society registered so."""
    return told(RULE, head + registered(name, **other).lstrip("\n" if head else ""))


def test_the_name_that_the_pattern_gives_passes() -> None:
    assert judged() == []
    assert (
        judged("徽州区徽州街道石岗社区救急难互助社", township="徽州街道", village="石岗社区", kind="社区")
        == []
    )
    assert judged("市中区岩寺镇石岗村救急难互助社") == []


def test_one_character_more_or_less_is_refused_with_the_right_name() -> None:
    said = "error 名称“{}”不规范，应是“（区名）岩寺镇石岗村救急难互助社”；请改正登记的名称、乡镇或村"
    for name in (
        "徽州区岩寺镇石岗村救急难互助会",
        "徽州区岩寺镇石岗村“救急难”互助社",
        "徽州区岩寺镇石岗救急难互助社",
        "徽州区石岗村救急难互助社",
        "徽州区石岗村岩寺镇救急难互助社",
        "徽州区岩寺镇石岗村爱心救急难互助社",
        "徽州区新岩寺镇石岗村救急难互助社",
        "岩寺镇石岗村救急难互助社",
        "区岩寺镇石岗村救急难互助社",
        "徽州岩寺镇石岗村救急难互助社",
        "黄山市徽州区岩寺镇石岗村救急难互助社",
        "安徽省徽州区岩寺镇石岗村救急难互助社",
        "徽州区岩寺镇石岗村救急难互助社。",
    ):
        assert judged(name) == [said.format(name)], name


def test_the_kind_is_the_village_s_own() -> None:
    assert judged(kind="社区") == ["error 登记的种类是“社区”，村（社区）却是“石岗村”，应以“社区”结尾"]
    assert len(judged("徽州区岩寺镇石岗社区救急难互助社", village="石岗社区")) == 1


def test_the_credit_code_is_one_of_a_society_and_says_why_it_is_not() -> None:
    assert judged(uscc="51341004MJB000001E") == [
        "error 统一社会信用代码“51341004MJB000001E”校验位不对，请核对登记证书"
    ]
    assert "应是18位" in judged(uscc="5134")[0]
    assert (
        "应以51开头" in judged(uscc="91340100MJB000001K")[0]
        or "校验位" in judged(uscc="91340100MJB000001K")[0]
    )


def test_a_name_put_right_by_a_later_registration_is_right() -> None:
    wrong = registered("石岗村互助社")
    assert len(told(RULE, wrong)) == 1
    assert told(RULE, wrong + registered(day="2026-07-01")) == []
    assert len(told(RULE, registered() + registered("石岗村互助社", day="2026-07-01"))) == 1


def test_the_pattern_in_force_on_the_day_of_judgement_holds_over_the_turn_of_the_year() -> None:
    line = '2027-01-01 custom "policy" "society_name" "某某区某某乡镇某某村（社区）互助会"\n  clause: "改称互助会"\n'
    assert judged(head="as of 2026-12-31\n" + line) == []
    assert len(judged(head="as of 2027-01-01\n" + line)) == 1
    assert judged("徽州区岩寺镇石岗村互助会", head="as of 2027-01-01\n" + line) == []


def test_a_pattern_without_a_district_wants_none_and_a_district_without_a_pattern_wants_no_name() -> None:
    line = (
        'no policy\n2024-01-01 custom "policy" "society_name" "某某镇某某村救急难互助会"\n  clause: "名称"\n'
    )
    assert judged("岩寺镇石岗村救急难互助会", head=line) == []
    assert "应是“岩寺镇石岗村救急难互助会”" in judged("徽州区岩寺镇石岗村救急难互助会", head=line)[0]
    assert judged("随便叫什么", head="no policy\n", kind="社区") == []
    assert len(judged("随便叫什么", head="no policy\n", uscc="1")) == 1


@books
def test_money_before_registration_is_told_once_at_its_first_entry() -> None:
    """
    2026-07-02 * "王*" "捐赠"   ; !! 还没有登记就有了收支
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_without_money_nothing_is_asked_yet() -> None:
    """
    2026-07-03 custom "人员" "zhangsan" "任职"
      post: "社长"
      name: "张三"
    """


@books
def test_the_bureau_is_no_society() -> None:
    """
    bureau
    2026-07-01 * "石岗村救急难互助社" "补助"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    """


def test_a_county_may_keep_its_own_word() -> None:
    assert judged("休宁县岩寺镇石岗村救急难互助社") == []


def test_what_is_wrong_with_the_name_is_cited_from_the_policy() -> None:
    ((_, found),) = judge(RULE, registered("石岗村救急难互助社").strip())
    assert "某某" in found.clause


def test_a_pattern_that_names_only_the_village_wants_no_district() -> None:
    line = 'no policy\n2024-01-01 custom "policy" "society_name" "某某村（社区）救急难互助社"\n  clause: "名称"\n'
    assert judged("岩寺镇石岗村救急难互助社", line) == []
    assert len(judged("徽州区岩寺镇石岗村救急难互助社", line)) == 1


KINDS = {
    "limit": test_the_name_that_the_pattern_gives_passes,
    "over": test_one_character_more_or_less_is_refused_with_the_right_name,
    "neighbour": test_the_bureau_is_no_society,
    "change": test_the_pattern_in_force_on_the_day_of_judgement_holds_over_the_turn_of_the_year,
    "right": test_a_name_put_right_by_a_later_registration_is_right,
}
"""The five kinds of tests that every rule has."""
