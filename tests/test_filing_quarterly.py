"""The quarter's text: drafted from the figures, never longer than the policy lets it be; a person's own is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.mistake import Mistake
from reports import period
from reports.filings.help_given import Help
from reports.filings.letter import paragraphs_of, signs
from reports.filings.quarter_draft import draft, yuan
from reports.filings.quarterly import REPORT
from reports.filings.standing import Standing, told
from reports.forms import Form, Words
from reports.report import Audience, District, Told
from tests import societies as made
from tests.asked_of import asked_of
from tests.books_of import books_of
from tests.terminal import huzhu
from tests.trials import trials

TODAY = date(2026, 10, 1)
QUARTER = period.quarter("2026Q3")


def _district(**more: object) -> District:
    return District("徽州区财政局", QUARTER, TODAY, Audience.TOWNSHIP, **more)  # type: ignore[arg-type]


def _share(standing: Standing, limit: int = 500) -> Told:
    return {"standing": told(standing), "limit": limit, "cited": "方案 四、三是", "due": "2026年7月1日"}


def _letter(shares: Sequence[Told], **more: object) -> Form:
    (form,) = REPORT.leaves(_district(**more), shares)
    assert isinstance(form, Form)
    return form


def _said(form: Form, voice: str) -> list[str]:
    return [part.said for part in form.parts if isinstance(part, Words) and part.voice == voice and part.said]


GOOD = Standing(
    "石岗社",
    "岩寺镇",
    "石岗村",
    True,
    True,
    full=True,
    started=True,
    has_float=True,
    posted="按时",
    filed="按时",
)


def test_a_share_tells_the_quarter_and_how_long_the_text_may_be() -> None:
    asked = asked_of(books_of(*made.seed(), made.relief("800.00", 9)), "2026Q3", TODAY)
    share = REPORT.tell(asked)
    assert share["limit"] == 500 and "不超过500字" in share["cited"]
    assert share["due"] == "2026年10月1日"
    assert share["standing"]["now"]["emergency_yuan"] == "800.00"


def test_the_draft_says_what_was_done_what_is_wrong_and_what_comes_next() -> None:
    helped = GOOD._replace(
        subsidy=Decimal(10000), collective=Decimal(20000), now=Help(1, Decimal(500), 2, Decimal("1600.50"), 3, 1),
        donated=Decimal(700), balance=Decimal("31234.56"),
    )  # fmt: skip
    poor = GOOD._replace(village="上村", full=False, posted="迟")
    assert _said(_letter([_share(helped), _share(poor)]), "body") == [
        "一、工作进展。截至2026年9月底，2个村（社区）中已登记互助社2个，覆盖率100%。启动资金到位30,000元，1个社足额。"
        "本季度救助3人次、2,100.50元（补充救助1人次500元，应急救助2人次1,600.50元），转介3人次，其中先行救助1人次。"
        "本季度接受捐赠700元，季末资金结余31,234.56元。",
        "二、存在问题。一是1个社启动资金没有到齐（上村）；二是1个社公示或备案没有按时（上村）。",
        "三、下一步打算。落实启动资金，按月提醒公示和备案。",
    ]


def test_where_nothing_is_wrong_it_is_said_so_and_no_help_is_listed_that_was_not_given() -> None:
    first, second, third = _said(_letter([_share(GOOD)]), "body")
    assert "本季度救助0人次、0元。" in first and "补充救助" not in first and "转介" not in first
    assert second.endswith("没有发现突出问题。") and third.endswith("按月公示备案。")


def test_villages_of_the_roster_without_a_society_are_a_problem() -> None:
    roster = (("石岗村", "岩寺镇"), ("上村", "岩寺镇"), ("潜口村", "潜口镇"))
    assert "2个村（社区）还没有登记互助社" in _said(_letter([_share(GOOD)], roster=roster), "body")[1]
    mine = _letter([_share(GOOD)], roster=roster, said={"township": "岩寺镇"})
    assert "1个村（社区）还没有登记互助社" in _said(mine, "body")[1]


def test_a_township_speaks_of_its_own_societies_to_the_bureau() -> None:
    other = GOOD._replace(township="潜口镇", full=False)
    form = _letter([_share(GOOD), _share(other)], said={"township": "岩寺镇"})
    assert form.subtitle == "报送单位：岩寺镇"
    assert _said(form, "plain") == ["徽州区民政局："]
    assert _said(form, "right") == ["岩寺镇人民政府（盖章）", "2026年10月1日"]
    assert "1个村（社区）中已登记互助社1个" in _said(form, "body")[0]
    assert "没有到齐" not in _said(form, "body")[1]


def test_the_count_and_the_limit_stand_below() -> None:
    form = _letter([_share(GOOD)])
    assert _said(form, "small")[0].startswith(
        f"正文{signs(_said(form, 'body'))}字，上限500字（方案 四、三是）。"
    )


def test_each_sign_counts_one_and_blanks_none() -> None:
    assert signs(["共 3 人，", "１,000元。\n"]) == 11


def test_what_a_person_wrote_is_drawn_as_it_is() -> None:
    form = _letter([_share(GOOD)], said={"text": "  一是做了事。\r\n\n二是还有问题。 "})
    assert _said(form, "body") == ["一是做了事。", "二是还有问题。"]
    assert "起草" not in _said(form, "small")[0]


def test_a_text_of_just_the_limit_is_taken_and_one_sign_more_refused_with_by_how_much() -> None:
    assert _said(_letter([_share(GOOD)], said={"text": "好" * 499 + " 。"}), "body")
    with pytest.raises(Mistake, match="文字有501字，上限是500字，多了1字"):
        _letter([_share(GOOD)], said={"text": "好" * 500 + "。"})


def test_where_no_policy_has_a_limit_none_is_kept_to() -> None:
    form = _letter([_share(GOOD, 0)], said={"text": "好" * 600})
    assert _said(form, "small") == ["正文600字。2026年7月1日前报送。"]


def test_an_empty_text_is_a_sentence() -> None:
    with pytest.raises(Mistake, match="文字是空的"):
        paragraphs_of(" \n\n")


def test_a_society_whose_books_are_silent_is_named() -> None:
    assert (
        _said(_letter([_share(GOOD)], silent={"qiankou": "账簿断了"}), "small")[-1]
        == "qiankou没有计入：账簿断了"
    )


def test_fen_are_said_only_where_there_are_some() -> None:
    assert (yuan(Decimal("1000.00")), yuan(Decimal("0.50"))) == ("1,000", "0.50")


FEN = some.integers(0, 10**10).map(lambda fen: Decimal(fen).scaleb(-2))
HELPS = some.builds(
    Help,
    some.integers(0, 9999),
    FEN,
    some.integers(0, 9999),
    FEN,
    some.integers(0, 999),
    some.integers(0, 999),
)
STANDINGS = some.lists(
    some.fixed_dictionaries({
        "village": some.sampled_from(["", "石岗村", "上下前后左右大小新旧村民委员会所在的村"]),
        **dict.fromkeys(("registered", "named", "full", "started", "has_float"), some.booleans()),
        **dict.fromkeys(("subsidy", "donated", "balance"), FEN),
        "posted": some.sampled_from(["按时", "迟", "未做", ""]), "now": HELPS,
    }).map(lambda told: GOOD._replace(**told)),
    max_size=8,
)  # fmt: skip


@trials(60)
@given(STANDINGS, some.integers(260, 500))
def test_no_draft_is_longer_than_its_limit(societies: list[Standing], limit: int) -> None:
    said = draft(_district(), societies, limit)
    assert signs(said) <= limit
    assert said[0] == draft(_district(), societies, 0)[0], "the figures are never left out"


def test_problems_that_there_is_no_room_for_are_not_denied() -> None:
    bad = [
        GOOD._replace(village=f"第{n}村", full=False, started=False, named=False, posted="迟")
        for n in range(3)
    ]
    whole = draft(_district(), bad, 0)
    assert "四是" in whole[1]
    shorter = draft(_district(), bad, signs(whole) - 1)
    assert "三是" in shorter[1] and shorter[1].endswith("；另有1个方面的问题见进展情况表。")
    assert draft(_district(), bad, signs(whole[:1])) == whole[:1]


def test_a_text_file_is_read_for_the_whole_district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huzhu.session.today", lambda: TODAY)
    district = made.district(tmp_path)
    (tmp_path / "稿.txt").write_bytes("一是成效明显。".encode("gb18030"))
    said = huzhu(
        "report", "quarterly", "--quarter", "2026Q3", "--text", tmp_path / "稿.txt", books=district.folder
    )
    assert said.code == 0 and "一是成效明显。" in said.out and "正文7字" in said.out
    (tmp_path / "长.txt").write_text("好" * 520, encoding="utf-8")
    said = huzhu(
        "report", "quarterly", "--quarter", "2026Q3", "--text", tmp_path / "长.txt", books=district.folder
    )
    assert said.code and "多了20字" in said.all
