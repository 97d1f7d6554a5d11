"""What each audience sees of a person, as the table of masks says."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.confidential import id_number, masks
from ledger.confidential.masks import AUDIT, FILING, NOTICE
from ledger.mistake import Mistake
from plugins.personal_data import _is_name

BORN_1938 = "341004193801010021"


@pytest.mark.parametrize(
    ("name", "noticed", "labelled"),
    [
        ("张三", "张*", "张*"), ("张小三", "张*三", "张*"), ("阿依古丽", "阿*丽", "阿*"), ("买买提·吐尔逊", "买*逊", "买*"),
        ("欧阳修", "欧阳*", "欧阳*"), ("欧阳小明", "欧阳*", "欧阳*"), ("欧阳", "欧*", "欧*"), (" 汪明 ", "汪*", "汪*"),
    ],
)  # fmt: skip
def test_a_name_is_masked_on_the_notice_and_whole_elsewhere(name: str, noticed: str, labelled: str) -> None:
    assert masks.name(name, NOTICE) == noticed
    assert masks.label(name) == labelled
    assert masks.name(name, FILING) == masks.name(name, AUDIT) == name.strip()
    assert not _is_name(noticed) and not _is_name(labelled)


def test_a_name_stands_whole_on_the_notice_only_by_consent_and_never_a_child_s() -> None:
    assert masks.name("张小三", NOTICE, agreed=True) == "张小三"
    assert masks.name("张小三", NOTICE, agreed=True, nameless=True) == "张某某"
    assert masks.name("欧阳小明", NOTICE, nameless=True) == "欧阳某某"
    assert masks.name("张小三", FILING, nameless=True) == "张小三"
    for act in (masks.label, lambda text: masks.name(text, NOTICE)):
        with pytest.raises(Mistake, match="姓名不能是空的"):
            act("  ")


def test_numbers_do_not_stand_on_the_notice() -> None:
    assert [masks.id_number(BORN_1938, a) for a in masks.AUDIENCES] == ["", "0021", BORN_1938]
    assert [masks.phone("13800138000", a) for a in masks.AUDIENCES] == ["", "13800138000", "13800138000"]
    assert [masks.card("6222021234", a) for a in masks.AUDIENCES] == ["", "1234", "6222021234"]
    assert (
        masks.short_id(BORN_1938) == "341004********0021"
        and masks.short_phone("13800131234") == "138****1234"
    )


def test_a_hamlet_stands_on_the_notice_where_five_households_live_in_it() -> None:
    where = {"hamlet": "上村组", "village": "石岗村"}
    assert masks.address("上村组12号", NOTICE, **where, households=5) == "上村组"
    assert masks.address("上村组12号", NOTICE, **where, households=4) == "石岗村"
    assert masks.address("上村组12号", NOTICE, village="石岗村", households=9) == "石岗村"
    assert (
        masks.address("上村组12号", FILING, **where)
        == masks.address("上村组12号", AUDIT, **where)
        == "上村组12号"
    )


def test_illness_and_category_stand_on_the_notice_as_the_law_allows() -> None:
    assert [masks.health("肺癌", a, matter="疾病") for a in masks.AUDIENCES] == ["疾病", "肺癌", "肺癌"]
    assert [masks.category("特困人员", a) for a in masks.AUDIENCES] == ["", "特困人员", "特困人员"]
    assert masks.category("特困人员", NOTICE, agreed=True) == "特困人员"


# ID numbers


@pytest.mark.parametrize(
    "number", [BORN_1938, "11010519491231002X", "999999193801010025", "341004198701010019"]
)
def test_an_id_number_is_judged_by_form_date_and_check_digit_only(number: str) -> None:
    assert id_number.problem(number) == id_number.problem_on(number, date(2026, 11, 22)) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("11010519491231002", "核对18位号码"), ("110105194912310020", "核对18位号码"), ("11010519491231002x", "核对18位号码"),
        ("１１０１０５19491231002X", "核对18位号码"), ("1101051949123100²X", "核对18位号码"), ("", "核对18位号码"),
        ("11010519491231002X\n", "核对18位号码"), ("110105194913310021", "出生日期不存在"), ("341004202701010018", "以后"),
        ("341004190501010026", "已超过120岁"),
    ],
)  # fmt: skip
def test_a_false_id_number_is_refused_in_words_that_do_not_repeat_it(number: str, said: str) -> None:
    fault = id_number.problem_on(number, date(2026, 11, 22))
    assert fault.startswith("身份证号不对") and said in fault
    assert not number or number not in fault


def test_age_ends_at_a_hundred_and_twenty_full_years() -> None:
    born = "341004190511220019"  # 22 November 1905
    assert id_number.born(born) == date(1905, 11, 22)
    assert id_number.age(born, date(2026, 11, 21)) == 120 and id_number.age(born, date(2026, 11, 22)) == 121
    assert id_number.problem_on(born, date(2026, 11, 21)) == ""
    assert "120岁" in id_number.problem_on(born, date(2026, 11, 22))


def test_a_child_born_today_has_a_number_and_one_born_tomorrow_has_none() -> None:
    born = "341004202611220011"
    assert (
        id_number.problem_on(born, date(2026, 11, 22)) == "" and id_number.age(born, date(2026, 11, 22)) == 0
    )
    assert "以后" in id_number.problem_on(born, date(2026, 11, 21))


def test_the_seventeenth_digit_tells_the_sex() -> None:
    assert [id_number.sex("341004198701010019"), id_number.sex(BORN_1938)] == ["男", "女"]
    assert id_number.normal(" 11010519491231002x ") == "11010519491231002X"
