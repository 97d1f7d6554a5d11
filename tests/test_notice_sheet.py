"""The monthly notice: what the village reads is what the books say, word for word and every month alike."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import money
from ledger.notices import lines as layout
from ledger.notices import notice as canonical
from ledger.notices.notice import Notice, NoticeLine
from reports.drawing.draw import draw
from reports.publicity import notice as notices

GOLDEN = Path(__file__).parent / "papers" / "notice-2026-07.txt"
EMPTY = Notice(
    society="徽州区岩寺镇石岗村救急难互助社",
    month="2026-07",
    lines=(),
    opening=Decimal("34656.78"),
    received=Decimal("5000.00"),
    spent=Decimal("1836.50"),
    closing=Decimal("37820.28"),
    posted=date(2026, 8, 5),
    until=date(2026, 8, 12),
    raised="",
    phones=(),
    head="0123456789abcdef" + "f" * 48,
    supervisor="",
)
CASH = NoticeLine(
    1, "汪*", "上村组", "", "应急救助", "疾病", "现金", Decimal("1000.00"), date(2026, 7, 10), ""
)
GOODS = NoticeLine(
    2, "欧阳*娜", "下村组", "", "实物救助", "教育", "实物", Decimal("800.50"), date(2026, 7, 20), ""
)
REFERRED = NoticeLine(3, "程*", "", "", "转介", "意外", "", None, date(2026, 7, 31), "")
JULY = replace(
    EMPTY,
    lines=(CASH, GOODS, REFERRED),
    phones=(("本社", "0559-3512345"), ("岩寺镇人民政府", ""), ("徽州区民政局", "0559-3512347")),
    supervisor="村务监督委员会",
    raised="JY-2026-02",
    basis="完善村（社区）“救急难”互助社运作机制实施方案",
)
INJECTION = '#strong[假] $x$ *粗* <b>"引" [red]红[/red] \\ //'


def many(count: int) -> Notice:
    lines = (CASH._replace(no=n, amount=Decimal(n).quantize(money.CENT)) for n in range(1, count + 1))
    return replace(EMPTY, lines=tuple(lines))


def printed(notice: Notice) -> list[str]:
    """The words of each page, without blanks."""
    pages = pypdfium2.PdfDocument(notices.pdf(notice))
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages]


def test_the_canonical_text_stays_as_it_is() -> None:
    assert canonical.text(JULY) == GOLDEN.read_text(encoding="utf-8")


def test_the_hash_is_of_the_text_and_moves_with_one_fen() -> None:
    assert canonical.sheet_hash(JULY) == hashlib.sha256(GOLDEN.read_bytes()).hexdigest()
    dearer = replace(JULY, lines=(CASH._replace(amount=Decimal("1000.01")), GOODS, REFERRED))
    assert canonical.sheet_hash(dearer) != canonical.sheet_hash(JULY)


def test_the_columns_of_the_text_stand_under_each_other() -> None:
    page = canonical.text(JULY).splitlines()
    table = [line for line in page if re.match(r"序号| +[123]  |合计  ", line)]
    figures = ["金额（元）", "1,000.00", "800.50", "—  7月31日", "1,800.50"]
    ends = [
        layout.width(line[: line.rindex(figure) + len(figure.split()[0])])
        for line, figure in zip(table, figures, strict=True)
    ]
    assert len(set(ends)) == 1


def test_the_board_says_what_the_text_says() -> None:
    (page,) = printed(JULY)
    for word in (
        "徽州区岩寺镇石岗村救急难互助社2026年7月救助情况公示",
        "公示期7天（2026年8月5日至8月12日）",
        "序号救助对象村民组救助类型救助原因救助方式金额（元）发放日期",
        "1汪*上村组应急救助疾病现金1,000.007月10日",
        "3程*—转介意外——7月31日",
        "合计（大写）：人民币壹仟捌佰元零伍角1,800.50",
        "34,656.785,000.001,836.5037,820.28",
        "依据：JY-2026-02",
        "本社0559-3512345岩寺镇人民政府徽州区民政局0559-3512347",
        "监督人：村务监督委员会",
        "救急难互助社（盖章）2026年8月5日",
        "账簿校验码：0123456789abcdef",
        "第1页，共1页",
    ):
        assert word in page, word


def test_a_month_without_relief_is_posted_too() -> None:
    (page,) = printed(EMPTY)
    for said in (page, canonical.text(EMPTY)):
        assert "本月无救助" in said
        assert "合计" not in said and "序号" not in said


def test_numbers_not_yet_known_leave_a_blank_for_the_hand() -> None:
    said = canonical.text(EMPTY)
    assert [line.split()[0] for line in said.splitlines() if "____" in line] == [
        "监督电话：本社",
        "监督电话：乡镇（街道）",
        "监督电话：区（县）民政局",
    ]
    assert "本社乡镇（街道）区（县）民政局" in printed(EMPTY)[0]


def test_columns_that_no_line_needs_are_left_out() -> None:
    assert "村民组" not in canonical.text(replace(EMPTY, lines=(CASH._replace(hamlet=""),)))
    told = replace(EMPTY, lines=(CASH._replace(category="特困人员", remark="先行救助"), GOODS))
    (page,) = printed(told)
    for said in (page, canonical.text(told)):
        assert all(word in said for word in ("人员类别", "特困人员", "备注", "先行救助"))


def test_sixty_lines_go_over_pages_that_each_repeat_the_head() -> None:
    pages = printed(many(60))
    assert len(pages) == 3
    assert all("序号救助对象" in page and f"第{at}页，共3页" in page for at, page in enumerate(pages, 1))
    assert ["（续）" in page for page in pages] == [False, True, True]
    assert "1,830.00" in pages[-1] and "壹仟捌佰叁拾元整" in pages[-1]


@pytest.mark.parametrize("notice", [EMPTY, JULY, many(60)], ids=["empty", "july", "sixty"])
def test_the_same_month_is_the_same_file(notice: Notice) -> None:
    assert notices.pdf(notice) == notices.pdf(notice)


def test_a_changed_head_changes_text_and_paper() -> None:
    other = replace(JULY, head="f" * 64)
    assert "账簿校验码：ffff ffff ffff ffff" in canonical.text(other)
    assert notices.pdf(other) != notices.pdf(JULY)


def test_what_looks_like_markup_is_only_words() -> None:
    evil = replace(
        EMPTY,
        society=INJECTION,
        lines=(CASH._replace(label=INJECTION),),
        raised=INJECTION,
        supervisor=INJECTION,
        phones=((INJECTION, INJECTION),),
        basis=INJECTION,
    )
    bare = re.sub(r"\s", "", INJECTION)
    assert printed(evil)[0].count(bare) == 8
    assert re.sub(r"\s", "", canonical.text(evil)).count(bare) == 8


def test_a_line_break_in_a_name_cannot_forge_a_line_of_the_notice() -> None:
    forged = replace(EMPTY, lines=(CASH._replace(label="汪*\n合计  9,999.00"),))
    assert not any(line.startswith("合计  9,999.00") for line in canonical.text(forged).splitlines())


@pytest.mark.parametrize(
    ("posted", "until", "said"),
    [
        (date(2026, 8, 5), date(2026, 8, 15), "公示期10天（2026年8月5日至8月15日）"),
        (date(2026, 12, 28), date(2027, 1, 4), "公示期7天（2026年12月28日至2027年1月4日）"),
    ],
)
def test_the_days_of_posting_are_the_policys(posted: date, until: date, said: str) -> None:
    assert said in re.sub(r"\n", "", canonical.text(replace(EMPTY, posted=posted, until=until)))


def test_a_day_of_another_year_says_its_year() -> None:
    late = replace(EMPTY, lines=(CASH._replace(day=date(2025, 12, 31)),))
    assert "2025年12月31日" in canonical.text(late)


@pytest.mark.parametrize(
    "wrong",
    [{"closing": Decimal("0.00")}, {"month": "2026-13"}, {"head": "0123"}, {"until": EMPTY.posted}],
)
def test_a_notice_that_cannot_be_is_our_mistake(wrong: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        replace(EMPTY, **wrong)  # type: ignore[arg-type]


def test_the_notice_as_a_sheet_for_the_other_papers() -> None:
    drawn = draw(notices.sheet(JULY), "csv").decode("utf-8-sig").splitlines()
    assert drawn[1] == "1,汪*,上村组,应急救助,疾病,现金,1000.00,7月10日"
    assert drawn[-1] == "合计,,,,,,1800.50,"
    assert "本月无救助" in draw(notices.sheet(EMPTY), "html").decode()


def test_the_text_needs_no_typst() -> None:
    code = "import sys, reports.publicity.notice, reports.drawing.draw; print({'typst', 'rich', 'xlsxwriter'} & set(sys.modules))"
    root = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "set()"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.decimals("0.01", "99999.99", places=2), min_size=1, max_size=10))
def test_every_amount_and_their_sum_are_on_the_board(amounts: list[Decimal]) -> None:
    lines = tuple(CASH._replace(no=at, amount=amount) for at, amount in enumerate(amounts, 1))
    notice = replace(EMPTY, lines=lines)
    figures = [money.show(amount) for amount in [*amounts, sum(amounts, Decimal())]]
    page = re.sub(r"\s", "", "".join(printed(notice)))
    assert re.findall(r"(?:现金|元整|角|分)([0-9,]+\.[0-9]{2})", page) == figures
    assert money.chinese(notice.total) in page and money.chinese(notice.total) in canonical.text(notice)
