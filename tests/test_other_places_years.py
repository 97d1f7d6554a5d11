"""Appraisal, federation, five years on end and the three heads of an audit: what a place asks for once a year."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ledger.findings import Finding
from ledger.mistake import Mistake
from reports.filings import appraisal, audit_heads, federation, five_years, services
from reports.forms import Form, Grid
from reports.period import month, year
from reports.report import Audience, District, Told
from reports.rows import Sheet
from tests.case_lines import BANK, decided, opened, paid, policy, step
from tests.test_other_places_cases import LATER, NAME, asked, rows, society, told

YEAR = year("2026")
UNION = "王村镇救急难互助会联合会"


def _gift(
    day: str, amount: str = "100.00", donor: str = "老王", channel: str = "主动捐赠", **more: str
) -> str:
    said = "".join(f"\n  {key}: {value}" for key, value in more.items())
    return (
        f'{day} * "{donor}" "捐款"\n  channel: "{channel}"{said}\n'
        f"  Assets:{BANK}   {amount} CNY\n  Income:4101捐赠收入\n"
    )


def _help(
    number: int,
    day: str = "2026-07-01",
    person: str = "P-1a2b3c4d5e6f",
    by: str = "lisi",
    matter: str = "疾病",
) -> str:
    return (
        f'{day} custom "帮办" "BB-2026-{number:04d}"\n  person: "{person}"\n  matter: "{matter}"\n'
        f'  to: "医疗救助"\n  by: "{by}"\n'
    )


def _measures(
    ledger: str, today: date = LATER, found: list[Finding] | None = None
) -> dict[str, tuple[str, str]]:
    """Figure and source of each measure, by its name."""
    of = asked(ledger, YEAR, today, found=lambda policy: found or [])
    (form,) = appraisal.REPORT.leaves(of)
    assert isinstance(form, Form)
    (table,) = (part for part in form.parts if isinstance(part, Sheet))
    assert all(row.cells[-1] is None for row in table.rows), "points are the federation's"
    return {str(row.cells[2]): (str(row.cells[3]), str(row.cells[4])) for row in table.rows}


def _fields(ledger: str) -> dict[str, str]:
    (form,) = appraisal.REPORT.leaves(asked(ledger, YEAR))
    assert isinstance(form, Form)
    return {f.label: f.value for p in form.parts if isinstance(p, Grid) for line in p.lines for f in line}


def test_the_appraisal_tells_what_the_books_know_of_the_year() -> None:
    ledger = society("dongtai", federation=UNION) + _gift("2026-01-05", "60000.00", "村合作社", "村集体")
    ledger += _gift("2026-02-05") + _gift("2025-12-31") + _help(1) + _help(2)
    ledger += opened() + decided() + paid("800.00") + paid("-300.00", "2026-07-20")
    told_ = _measures(ledger.replace("2026-01-01", "2025-01-01"))
    assert told_["集体积累资金"] == ("60,000.00元（应有50,000.00元）", "政策 二、四是")
    assert told_["基金结余"] == ("59,700.00元", "货币资金余额")
    assert told_["吸纳捐赠"][0] == "1笔，100.00元", (
        "the collective's is no donation, last year's is not this year's"
    )
    assert told_["发放救助"][0] == "1件，1人次，500.00元"
    assert told_["帮办手续"][0] == "2件，惠及1人"
    assert told_["月结"][0] == "有账的3个月，已月结0个月"
    assert told_["会员不取酬"] == ("没有发现付给会员的报酬", "政策 一、二是")
    assert told_["查账发现"][0] == "没有发现问题"


def test_what_the_document_does_not_ask_for_is_counted_and_called_unregulated() -> None:
    ledger = society("dongtai") + '2026-02-05 custom "备案" "2026-01"\n  to: "王村镇"\n  sheet: "x"\n'
    assert _measures(ledger)["按时备案"] == ("做了1个月", "政策未规定期限")
    assert _measures(ledger)["年检"] == ("", "考评人核填（账簿不记）")


def test_where_the_policy_names_a_day_what_was_done_by_it_is_told() -> None:
    def filed(*days: str) -> str:
        months = zip(("2026-01", "2026-02"), days, strict=False)
        lines = [f'{day} custom "备案" "{of}"\n  to: "镇"\n  sheet: "x"\n' for of, day in months]
        return society("huizhou") + "".join(lines)

    march = date(2026, 3, 31)
    assert _measures(filed(), march)["按时备案"][0] == "应做2个月，按时0个月，0%"
    in_time = _measures(filed("2026-02-06", "2026-03-09"), march)
    assert in_time["按时备案"] == ("应做2个月，按时1个月，50%", "政策 二（三）")
    both = _measures(filed("2026-02-06", "2026-03-06"), march)["按时备案"]
    assert both[0] == "应做2个月，按时2个月，100%"


def test_findings_of_the_year_are_counted_and_pay_is_told_apart() -> None:
    own = asked(society("dongtai") + _gift("2026-02-05") + _gift("2025-02-05"), YEAR).books.transactions
    found = [
        Finding({}, "", own[1], "member_pay", "error"),
        Finding({}, "", own[1], "hands", "warning"),
        Finding({}, "", own[0], "member_pay", "error"),
    ]
    told_ = _measures(society("dongtai"), found=found)
    assert told_["会员不取酬"][0] == "1处疑问，见查账结果" and told_["查账发现"][0] == "错误1处，提醒1处"


def test_a_year_before_the_registration_has_nothing_to_appraise_or_to_add_up() -> None:
    late = society("dongtai", "2027-01-01")
    with pytest.raises(Mistake, match="2026年时互助会还没有登记"):
        appraisal.REPORT.leaves(asked(late, YEAR))
    assert rows(_summed(_tell(late))) == rows(_summed()), "no row of noughts"
    assert len(rows(_summed(_tell(late.replace("2027-01-01", "2026-12-31"))))) == 4


def test_a_grade_that_was_given_is_printed_and_else_left_to_tick() -> None:
    grade = '2026-12-20 custom "考评" "2026"\n  grade: "优秀"\n  by: "联合会"\n  award: 2000.00 CNY\n'
    fields = _fields(society("dongtai", federation=UNION, mode="三老主导") + grade)
    assert (fields["考评等次"], fields["奖励资金"], fields["考评单位"]) == ("优秀", "2,000.00元", "联合会")
    assert (fields["所属联合会"], fields["运作模式"], fields["负责人"]) == (UNION, "三老主导", "张三")
    assert _fields(society("dongtai"))["考评等次"].startswith("□")


def _tell(ledger: str) -> Told:
    shared: Told = json.loads(json.dumps(federation.REPORT.tell(asked(ledger, YEAR))))
    return shared


def _summed(*told_: Told, **said: str) -> Sheet:
    district = District("东台市", YEAR, LATER, Audience.TOWNSHIP, {"x": "账簿读不出来"}, said)
    (sheet,) = federation.REPORT.leaves(district, told_)
    assert isinstance(sheet, Sheet)
    return sheet


def _member(village: str, collective: str, union: str = UNION, town: str = "王村镇") -> str:
    ledger = society("dongtai", village=village, township=town, **({"federation": union} if union else {}))
    return ledger + _gift("2026-01-05", collective, "合作社", "村集体")


def test_the_societies_stand_under_their_federation_and_add_up() -> None:
    ledger = _member("李家村", "60000.00") + _help(1) + opened() + decided() + paid("800.00", money=BANK)
    ledger += '2026-12-20 custom "考评" "2026"\n  grade: "合格"\n  by: "联合会"\n'
    sheet = _summed(
        _tell(ledger), _tell(_member("张家村", "20000.00")), _tell(_member("赵家村", "1.00", "", "南郊镇"))
    )
    assert rows(sheet) == [
        ["南郊镇　没有写明联合会", *[""] * 11],
        [NAME, "赵家村", "1.00", "49,999.00", "0.00", "1.00", "0.00", "1.00", "0", "0.00", "0", ""],
        ["小计（1个会）", "", "1.00", "49,999.00", "0.00", "1.00", "0.00", "1.00", "0", "0.00", "0", ""],
        [f"王村镇　{UNION}", *[""] * 11],
        [NAME, "李家村", "60,000.00", "0.00", "0.00", "60,000.00", "800.00", "59,200.00", "1", "800.00", "1", "合格"],
        [NAME, "张家村", "20,000.00", "30,000.00", "0.00", "20,000.00", "0.00", "20,000.00", "0", "0.00", "0", ""],
        ["小计（2个会）", "", "80,000.00", "30,000.00", "0.00", "80,000.00", "800.00", "79,200.00", "1", "800.00", "1", ""],
        ["汇总（3个会）", "", "80,001.00", "79,999.00", "0.00", "80,001.00", "800.00", "79,201.00", "1", "800.00", "1", ""],
    ]  # fmt: skip
    assert "x没有计入：账簿读不出来" in sheet.notes


def test_an_advance_is_no_income_that_was_lost() -> None:
    advance = '2026-02-01 * "汪*" "垫付" ^JZ-2026-0007\n  Assets:1122其他应收款   300.00 CNY\n'
    ledger = _member("李家村", "60000.00") + advance + f"  Assets:{BANK}\n"
    assert rows(_summed(_tell(ledger)))[1][4:8] == ["0.00", "60,000.00", "0.00", "60,000.00"]
    assert _measures(ledger)["先行调用"][0] == "垫付300.00元，收回0.00元"


def test_one_township_may_be_asked_for_and_a_society_not_yet_registered_is_named_as_such() -> None:
    mine, other = _tell(_member("李家村", "1.00")), _tell(_member("赵家村", "1.00", "", "南郊镇"))
    sheet = _summed(mine, other, _tell("policy dongtai\n"), township="南郊镇")
    assert [row[0] for row in rows(sheet)] == [
        "南郊镇　没有写明联合会",
        NAME,
        "小计（1个会）",
        "汇总（1个会）",
    ]
    with pytest.raises(Mistake, match="没有登记在“北郊镇”的互助会"):
        _summed(mine, other, township="北郊镇")
    assert sheet.subtitle.startswith("南郊镇") and "1个会还没有登记，没有计入。" in sheet.notes


def test_without_a_floor_in_the_policy_nothing_is_lacking() -> None:
    keys = [c.key for c in _summed(_tell(society("shanxi"))).columns]
    assert "lacking" not in keys and "base" in keys


def _given(first: int, last: int, donor: str = "老王", **more: str) -> str:
    return "".join(_gift(f"{year_}-05-01", donor=donor, **more) for year_ in range(first, last + 1))


def _named(ledger: str, audience: Audience = Audience.AUDITOR, period: str = "2030") -> list[list[str]]:
    return rows(told(five_years.REPORT, ledger, year(period), today=date(2035, 1, 1), audience=audience))


SHANXI = society("shanxi", "2030-01-01")


def test_five_years_on_end_are_enough_and_four_are_not() -> None:
    assert _named(SHANXI + _given(2026, 2030)) == [
        ["1", "老王", "捐赠", "5", "2026—2030", "5", "500.00", "0"]
    ]
    assert _named(SHANXI + _given(2027, 2030)) == []


def test_a_gap_breaks_the_years_and_who_stopped_is_not_on_the_list() -> None:
    assert _named(SHANXI + _given(2024, 2027) + _given(2029, 2030)) == []
    assert _named(SHANXI + _given(2024, 2029)) == []
    assert len(_named(SHANXI + _given(2024, 2029), period="2029")) == 1


def test_years_of_giving_and_of_serving_make_one_row() -> None:
    ledger = society("shanxi", "2028-06-01") + _given(2026, 2027, "李四") + _help(1, "2030-02-01")
    assert ["1", "李四", "捐赠、秘书长", "5", "2026—2030", "2", "200.00", "1"] in _named(ledger)


def test_who_left_on_new_years_day_did_not_serve_that_year() -> None:
    gone = '2030-01-01 custom "人员" "lisi" "离任"\n'
    names = [row[1] for row in _named(society("shanxi", "2026-03-01") + gone)]
    assert names == ["张三", "赵六"]
    later = gone.replace("2030-01-01", "2030-01-02")
    assert "李四" in [row[1] for row in _named(society("shanxi", "2026-03-01") + later)]


def test_gifts_of_nobody_named_and_reversed_gifts_make_no_year() -> None:
    assert _named(SHANXI + _given(2026, 2030, "爱心人士")) == []
    undone = _gift("2026-05-01", voucher='"2026-05-001"')
    undone += _gift("2026-05-02", "-100.00", reverses='"2026-05-001"')
    assert _named(SHANXI + undone + _given(2027, 2030)) == []


def test_outside_a_donor_is_named_only_who_agreed_each_time() -> None:
    shy = SHANXI + _given(2026, 2029, publish="TRUE") + _gift("2030-05-01")
    assert _named(shy, Audience.PUBLIC)[0][1:3] == ["爱心人士", "捐赠"]
    assert _named(SHANXI + _given(2026, 2030, publish="TRUE"), Audience.BOARD)[0][1] == "老王"
    assert _named(SHANXI + _given(2026, 2030, "合作社", channel="村集体"), Audience.BOARD)[0][1] == "合作社"
    assert _named(shy)[0][1] == "老王"


def test_outside_an_officer_is_named_and_a_member_or_a_shy_donor_in_office_is_not() -> None:
    served = society("shanxi", "2026-01-01")
    member = '2026-01-01 custom "人员" "sunqi" "任职"\n  post: "会员"\n  name: "孙七"\n'
    names = [row[1] for row in _named(served + member, Audience.BOARD)]
    assert names.count("爱心人士") == 1 and "孙七" not in names and "张三" in names
    shy = [row[1:3] for row in _named(served + _given(2026, 2030, "张三"), Audience.BOARD)]
    assert ["爱心人士", "捐赠、服务"] in shy and "张三" not in str(shy)


def test_the_years_are_the_policy_s_and_without_them_everybody_is_listed() -> None:
    fewer = SHANXI + policy("award_years", "3", "2030-01-01")
    assert len(_named(fewer + _given(2028, 2030))) == 1
    sheet = told(five_years.REPORT, society("dongtai", "2030-01-01"), year("2030"), today=date(2031, 1, 1))
    assert [row[3] for row in rows(sheet)] == ["1", "1", "1"] and "政策未规定" in sheet.notes[0]
    nobody = told(five_years.REPORT, SHANXI, year("2030"), today=date(2031, 1, 1))
    assert nobody.rows == () and nobody.notes[0] == "到2030年，没有连续参与5年以上的单位和个人。"


def test_help_is_counted_by_month_and_matter() -> None:
    ledger = society("dongtai") + _help(1, "2026-01-03") + _help(2, "2026-01-31", matter="教育")
    ledger += _help(3, "2026-02-01", "P-000000000002") + _help(4, "2025-12-31")
    log, counts = services.REPORT.leaves(asked(ledger, YEAR))
    assert isinstance(log, Sheet) and isinstance(counts, Sheet)
    assert rows(log)[-1][0] == "合计 3件 2人" and rows(log)[0][4] == "李四"
    assert [c.title for c in counts.columns] == ["月份", "疾病", "教育", "件数", "人数"]
    assert rows(counts) == [
        ["2026-01", "1", "1", "2", "1"],
        ["2026-02", "1", "0", "1", "1"],
        ["合计", "2", "1", "3", "2"],
    ]
    assert len(services.REPORT.leaves(asked(ledger, month("2026-01")))) == 1
    assert len(services.REPORT.leaves(asked(ledger, year("2024")))) == 1


def test_the_three_heads_of_an_audit_are_the_policy_s_and_the_books_are_judged_once() -> None:
    ledger = society("zhoucun") + opened() + step("转出", "2026-07-10", kind="转介", to='"区医保局"')
    entry = asked(ledger, YEAR).books.transactions or asked(ledger, YEAR).books.customs
    found = [
        Finding({}, "多付了", entry[-1], "relief_cap", "error"),
        Finding({}, "没有写", entry[-1], "hands", "warning"),
    ]
    calls: list[str] = []

    def judged(name: str) -> list[Finding]:
        calls.append(name)
        return found

    (sheet,) = audit_heads.REPORT.leaves(asked(ledger, YEAR, found=judged))
    assert isinstance(sheet, Sheet)
    heads = [row.cells[0] for row in sheet.rows if row.style == "heading"]
    assert heads == ["救助对象认定：没有发现", "资金发放：1处发现", "救助实施：没有发现", "其他：1处发现"]
    assert calls == [""]
