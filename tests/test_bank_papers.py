"""Bank papers as tables: each reads as the text beside it, no two kinds are taken for one another, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from importers.engine import read, read_bytes
from importers.movement import Balances, Movement, Review, Skip, Statement, Total
from importers.paper import UnreadablePaper
from importers.profiles.abc import ABC
from importers.profiles.boc import BOC
from importers.profiles.ccb import CCB
from importers.profiles.cmb import CMB
from importers.profiles.icbc import ICBC
from importers.profiles.psbc import PSBC
from importers.profiles.rural import RURAL
from importers.profiles.table import PROFILES
from tests import bank_papers as made
from tests.bank_csv import COLUMNS
from tests.bank_papers import COME, GONE, MADE, OLDEST_FIRST, OPENING, OWN, PAPERS
from tests.told import beside, papers, told

FOLDERS = ("abc", "icbc", "ccb", "psbc", "boc", "cmb", "rural")
TABLES = (*ABC, *ICBC, *CCB, *PSBC, *BOC, *CMB, *RURAL)
ALL = [paper for folder in FOLDERS for paper in papers(PAPERS / folder)]
FACE = [["中国农业银行账户明细"], [f"账号:{OWN}  户名:石桥村互助会  起止日期:20260101-20260331"]]
HEAD = list(COLUMNS)


def gift(**changed: str) -> list[str]:
    """One row of the paper `paper` makes: 200.00 of 王大伯, apart from the columns given."""
    usual = [
        "2026-01-05 09:12:03",
        "200.00",
        "",
        "10,200.00",
        "6228480000000000011",
        "王大伯",
        "农行",
        "转存",
        "捐款",
    ]
    short = {
        "at": "交易时间",
        "come": "收入金额",
        "gone": "支出金额",
        "left": "账户余额",
        "number": "对方账号",
    }
    cells = dict(zip(HEAD, usual, strict=True)) | {short[name]: word for name, word in changed.items()}
    return list(cells.values())


def paper(*rows: list[str], head: list[str] = HEAD) -> bytes:
    return made.text([*FACE, head, *rows])


def statement(*rows: list[str]) -> Statement:
    return read_bytes(paper(*rows), "x")


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(UnreadablePaper) as caught:
        read_bytes(data, "x", paper=name)
    return str(caught.value)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_paper_reads_as_the_text_beside_it(path: Path) -> None:
    assert told(read(path)) == beside(path).read_text("utf-8")


def test_every_kind_of_paper_has_one_that_is_kept() -> None:
    assert {read(path).profile for path in ALL} >= {profile.name for profile in TABLES}


@pytest.mark.parametrize("place", MADE)
def test_one_spring_is_the_same_whoever_prints_it(place: str) -> None:
    found = read_bytes(MADE[place](), place)
    assert found.balances == Balances(OPENING, OPENING + COME - GONE)
    signs = {"in": 1, "out": -1}
    moved = sorted((m.at.date(), m.amount * signs[m.way], m.balance or OPENING) for m in found.movements)
    assert moved == sorted((m.at.date(), m.change, m.left) for m in OLDEST_FIRST)
    who = {(m.at.date(), m.balance): f"{m.counterparty} {m.memo}" for m in found.movements}
    assert all(m.who in who[m.at.date(), m.left] for m in OLDEST_FIRST)


def test_no_two_papers_without_a_title_have_columns_that_fit_one_table() -> None:
    bare = [profile for profile in PROFILES if not profile.titled]
    twice = [
        (one.name, two.name)
        for one in bare
        for two in bare
        if one is not two and set(one.columns) <= {*two.columns, *two.optional}
    ]
    assert twice == []


def test_no_two_papers_with_like_titles_have_columns_that_fit_one_table() -> None:
    twice = [
        (one.name, two.name)
        for one in PROFILES
        for two in PROFILES
        if one is not two
        and set(one.columns) <= {*two.columns, *two.optional}
        and any(mine in theirs for mine in one.titles for theirs in two.titles)
    ]
    assert twice == []


# --- whose paper it is --------------------------------------------------------------------------------------


def test_two_banks_print_the_same_columns_and_are_told_by_what_stands_above() -> None:
    assert read_bytes(made.hqmx(), "x").account == "建设银行(1234)"
    assert read_bytes(made.hqmx("石桥县农村信用合作联社"), "x").account == "农商行(1234)"


def test_a_paper_that_names_no_bank_is_named_by_the_user() -> None:
    nameless = made.hqmx("账户明细")
    say = refused(nameless)
    assert (
        "和这几种账单一样：建设银行个人活期全部明细、农商行（农信社）个人交易明细" in say and "--paper" in say
    )
    assert read_bytes(nameless, "x", paper="建设银行个人活期全部明细").account == "建设银行(1234)"
    assert read_bytes(nameless, "x", paper="农商行（农信社）个人交易明细").account == "农商行(1234)"


def test_a_paper_of_a_known_bank_with_unknown_columns_is_told_by_the_nearest() -> None:
    lines = made.icbc_word().decode("gb18030").replace("借贷标志", "标志")
    assert "这像是工商银行对公明细（借贷标志），但表头缺少：借贷标志" in refused(lines.encode("gb18030"))


def test_two_accounts_in_one_file_are_asked_for_one_by_one() -> None:
    rows = [
        [
            "账号",
            "账户名称",
            "交易时间",
            "借方发生额（支取）",
            "贷方发生额（收入）",
            "余额",
            "对方户名",
            "对方账号",
            "摘要",
            "备注",
        ]
    ]
    rows += [
        [number, "互助会", "20260105 09:00:00", "", "1.00", "1.00", "", "", "", ""]
        for number in (OWN, OWN[:-1] + "5")
    ]
    assert "文件里有2个账户的明细（建设银行(1234)、建设银行(1235)）" in refused(made.text(rows))


def test_an_account_that_the_paper_does_not_name_is_remarked() -> None:
    assert "账单上没有写账号" in read_bytes(made.icbc_word(), "x").warnings[-1]


def test_a_layout_that_nobody_has_held_a_real_paper_against_says_so() -> None:
    assert "版式还没有用真账单核对过" in read_bytes(made.tianjin(), "x").warnings[0]
    assert read_bytes(made.icbc_card(newer=True), "x").warnings == ()


def test_a_filtered_paper_is_warned_of() -> None:
    page = made.boc_card().decode("gb18030")
    for word in ("收入", "支出"):
        said, *_ = read_bytes(page.replace("筛选：全部", f"筛选：{word}").encode("gb18030"), "x").warnings
        assert f"按收支筛选：{word}" in said and "重新申请" in said
    lines = made.cmb_card(quoted=True).decode("utf-8-sig").replace("过滤设置:  无", "过滤设置:  仅收入")
    assert "过滤（仅收入）" in read_bytes(lines.encode(), "x").warnings[0]


# --- what a paper says of itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "printed", "wrong"), [
    (made.icbc_card(newer=False), f"{COME:,}", "1,234.56"),
    (made.icbc_card(newer=True), f"{GONE:,}", "9,876.54"),
    (made.cmb_card(quoted=True), f"共 {GONE:,} 元", "共 1.00 元"),
    (made.text(made.boc_society()), f'"{COME:,}"', '"7,406.79"'),
])  # fmt: skip
def test_totals_that_do_not_tie_refuse_the_paper(data: bytes, printed: str, wrong: str) -> None:
    said = data.decode("utf-8-sig")
    assert said.count(printed) == 1
    assert "合计与逐行相加对不上" in refused(said.replace(printed, wrong).encode())


def test_a_count_that_does_not_tie_is_a_warning_with_both_figures() -> None:
    said = made.cmb_card(quoted=True).decode("utf-8-sig").replace("收入合计: 5 笔", "收入合计: 6 笔")
    assert read_bytes(said.encode(), "x").warnings == (
        "账单上写收入6笔 7406.78元，实际读到5笔；金额合计对得上。",
    )


@pytest.mark.parametrize(
    "word", ["合计", "总计：", "小计", "本页合计", "以上数据仅供参考", "注：支出 9.00", "# 完"]
)
def test_a_footer_never_becomes_a_movement(word: str) -> None:
    found = statement(gift(), [word, "200.00", "0.00"])
    assert found.rows == len(found.movements) == 1


def test_the_footer_of_the_web_bank_is_its_totals() -> None:
    assert statement(gift(), ["1 收 200.00", "", "0 支 0.00"]).declared.totals[0] == Total(
        "收入", 1, Decimal("200.00")
    )
    say = refused(paper(gift(), ["5 收 91,007,497.02", "", "1 支 2,000.00"]))
    assert "账单上写收入5笔 91007497.02元，逐行相加是1笔 200.00元" in say


def test_a_movement_above_the_header_is_never_lost_without_a_word() -> None:
    rows = [*FACE, gift(), HEAD, gift(left="10,400.00")]
    assert "第3行像是一笔明细，却在表头上面" in refused(made.text(rows))


def test_a_day_that_goes_back_is_remarked() -> None:
    rows = (
        gift(at="2026-01-09"),
        gift(at="2026-01-08", left="10,400.00"),
        gift(at="2026-01-10", left="10,600.00"),
    )
    assert "第5行的日期比它前一笔还早" in statement(*rows).warnings[-1]


def test_a_header_that_is_printed_on_every_page_is_no_row() -> None:
    assert statement(gift(), HEAD, gift(left="10,400.00")).rows == 2


def test_a_missing_row_refuses_the_paper_where_balances_are_printed() -> None:
    lines = made.icbc_word().decode("gb18030").splitlines()
    for gap in range(4, len(lines) - 1):
        kept = "\r\n".join([*lines[:gap], *lines[gap + 1 :]]).encode("gb18030")
        assert "余额接不上" in refused(kept)


# --- each row in exactly one place --------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "say"), [
    (gift(come="两百"), "收入金额“两百”读不出来"),
    (gift(gone="#N/A"), "支出金额“#N/A”读不出来"),
    (gift(gone="1.00"), "收入金额和支出金额都有数（200.00、1.00）"),
    (gift(at="一月五日"), "日期“一月五日”读不出来"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_put_to_a_person(row: list[str], say: str) -> None:
    [review] = statement(gift(at="2026-01-01", left="10,000.00"), row).reviews
    assert say in review.reason and review.movement is None


def test_a_row_whose_balance_is_lost_keeps_what_was_read_of_it() -> None:
    [review] = statement(gift(left="xx,yyyy.zz")).reviews
    assert "余额“xx,yyyy.zz”读不出来" in review.reason
    assert review.movement and (review.movement.amount, review.movement.counterparty) == (
        Decimal("200.00"),
        "王大伯",
    )


def test_a_row_with_words_beyond_the_header_is_put_to_a_person() -> None:
    [review] = statement([*gift(), "多出来的"]).reviews
    assert "“多出来的”" in review.reason and review.movement


def test_a_row_of_nothing_is_skipped_with_its_reason() -> None:
    found = statement(gift(), gift(come="0.00", gone="--"))
    assert found.skips == (Skip(5, "金额是0.00元，没有动钱，不记账。"),) and len(found.movements) == 1


def test_another_money_is_put_to_a_person_and_stands_outside_the_balances() -> None:
    found = read_bytes(made.boc_card(), "x")
    assert [review.reason for review in found.reviews] == ["这一行是美元，不是人民币，请另行处理。"]
    assert found.balances and found.rows == len(OLDEST_FIRST) + 1


def test_what_is_taken_back_is_printed_as_money_out_below_zero() -> None:
    for data in (made.ccb_society(), made.icbc_word(), made.ccb_ledger()):
        [back] = [m for m in read_bytes(data, "x").movements if m.refund]
        assert (back.way, back.amount, back.kind, back.counterparty) == (
            "in",
            Decimal("2000.00"),
            "冲正",
            "赵某",
        )


def test_a_sign_printed_the_wrong_way_round_is_turned_by_the_balances_on_both_sides() -> None:
    [back] = [m for m in read_bytes(made.boc_card(), "x").movements if m.kind == "冲正"]
    assert (back.way, back.amount, back.refund) == ("in", Decimal("2000.00"), True)


def test_payer_and_payee_change_places_with_the_direction() -> None:
    moved = {
        m.balance: (m.way, m.counterparty) for m in read_bytes(made.text(made.boc_society()), "x").movements
    }
    assert moved[Decimal("10200.00")] == ("in", "王大伯")
    assert moved[Decimal("8950.00")] in {("out", "石桥镇卫生院"), ("in", "赵某")}


def test_debit_is_money_in_where_the_bank_says_so() -> None:
    assert sum(m.change("网商银行(1234)") for m in read_bytes(made.mybank(), "x").movements) == COME - GONE


# --- what happens to files on the way -----------------------------------------------------------------------


@pytest.mark.parametrize("dress", [
    lambda word: f"\u200b{word}\u00a0",
    lambda word: f"\u3000{word}\t",
    lambda word: word.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)}) if "." in word else word,
    lambda word: word + "元" if "." in word else word,
    lambda word: f"¥{word}" if "." in word else word,
])  # fmt: skip
def test_blanks_and_full_width_figures_change_nothing(dress: Callable[[str], str]) -> None:
    plain = statement(gift())
    dressed = statement([dress(word) for word in gift()])
    assert dressed.movements == plain.movements


def test_a_csv_that_excel_saved_again_keeps_its_links_and_is_remarked() -> None:
    resaved = statement(gift(at="2026/1/5 9:12", left="10200", number="6.22848E+18"))
    assert [m.link for m in resaved.movements] == [m.link for m in statement(gift()).movements]
    assert any("文件被 Excel 另存过" in said for said in resaved.warnings)


def test_a_serial_number_that_became_a_number_refuses_the_paper() -> None:
    sample = PAPERS / "rural" / "农信社交易流水_HTML.xls"
    page = sample.read_bytes().decode("gb18030").replace("T00000003", "2.02603E+17")
    assert "交易流水号成了数字“2.02603E+17”" in refused(page.encode("gb18030"))


def test_columns_in_another_order_and_new_columns_change_nothing_but_the_extra_words() -> None:
    order = [3, 8, 0, 2, 1, 7, 5, 6, 4]
    head, row = [HEAD[at] for at in order], [gift()[at] for at in order]
    found = read_bytes(paper([*row, "手机"], head=[*head, "交易渠道"]), "x")
    [moved] = found.movements
    assert moved.extra["交易渠道"] == "手机"
    assert replace(moved, extra={}) == replace(statement(gift()).movements[0], extra={})


def test_the_coat_of_a_file_says_nothing() -> None:
    rows = [*FACE, HEAD, gift()]
    links = {
        tuple(m.link for m in read_bytes(data, "账单.csv").movements)
        for data in (
            made.text(rows), made.text(rows, "gb18030"), made.text(rows, "gb18030", "\t"), made.xlsx(rows),
            made.html(rows), made.xls(rows),
        )
    }  # fmt: skip
    assert len(links) == 1 and len(links.pop()) == 1


def test_rows_of_one_second_are_read_in_whatever_order_they_are_printed() -> None:
    first, second = gift(), gift(left="10,400.00")
    for rows in ((first, second), (second, first)):
        found = statement(*rows)
        assert found.balances == Balances(Decimal("10000.00"), Decimal("10400.00")) and not found.reviews


def test_every_row_of_every_paper_is_in_exactly_one_place() -> None:
    for path in ALL:
        found = read(path)
        assert [type(o) in (Movement, Skip, Review) for o in found.outcomes()] == [True] * found.rows
