"""The empty forms: each on its page, with nothing on it but the society's name, before there is a single entry."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from ledger.mistake import Mistake
from reports.drawing.draw import draw
from reports.forms import Field, Form, Grid, Leaf, Listed, Opinion, Paper, Signing
from reports.period import until
from reports.report import Asked, Audience
from reports.table import report
from tests import societies as made
from tests.books_of import books_of

TODAY = date(2026, 6, 20)
TITLES = [
    "救助申请表", "入户调查表", "救助审批表", "救助金领款单", "救助金领款单", "困难群众转介单", "转介回执", "捐赠登记表",
    "备用金盘点表", "　　　　年　　月救助情况公示",
]  # fmt: skip


def _leaves(audience: str = "auditor") -> tuple[Leaf, ...]:
    asked = Asked(books_of(), until(TODAY), Audience(audience), TODAY)
    found: tuple[Leaf, ...] = report("blank-forms").leaves(asked)  # type: ignore[call-arg, arg-type]
    return found


def _fields(leaf: Leaf) -> list[Field]:
    assert isinstance(leaf, Form)
    return [field for part in leaf.parts if isinstance(part, Grid) for line in part.lines for field in line]


@pytest.mark.parametrize("audience", list(Audience))
def test_a_society_without_an_entry_has_every_form_for_everybody(audience: str) -> None:
    leaves = _leaves(audience)
    assert [leaf.title for leaf in leaves] == TITLES
    assert {leaf.subtitle for leaf in leaves} == {made.VILLAGES["shigang"][0]}


def test_nothing_is_filled_in() -> None:
    for leaf in _leaves():
        for field in _fields(leaf):
            assert "■" not in field.value, field
            assert not any(sign.isdigit() for sign in field.value), field
    names = [
        f
        for leaf in _leaves()
        for f in _fields(leaf)
        if f.label in ("姓名", "身份证号", "领款人", "被调查人")
    ]
    assert names and {field.value for field in names} == {""}


def test_there_is_room_for_two_investigators_two_witnesses_and_a_fingerprint() -> None:
    leaves = _leaves()
    survey, approval, slip = leaves[1], leaves[2], leaves[3]
    assert isinstance(survey, Form) and isinstance(approval, Form) and isinstance(slip, Form)
    assert {"调查人一", "调查人二"} <= {field.label for field in _fields(survey)}
    assert {"见证人一（签名）", "见证人二（签名）"} <= {field.label for field in _fields(slip)}
    assert [part.prints for part in slip.parts if isinstance(part, Signing)] == [("领款人", "代领人")]
    boxes = {part.label: part for part in approval.parts if isinstance(part, Opinion)}
    assert boxes["秘书长审核意见"].who == ("秘书长（签名）",) and boxes["秘书长审核意见"].day == ""
    assert list(boxes)[:3] == ["入户调查意见", "秘书长审核意见", "社长审批意见"]


def test_the_registers_have_lines_to_write_on() -> None:
    gifts, count, notice = _leaves()[7:]
    tables = [next(p for p in leaf.parts if isinstance(p, Listed)) for leaf in (gifts, count, notice)
              if isinstance(leaf, Form)]  # fmt: skip
    assert [len(table.rows) for table in tables] == [24, 9, 15]
    assert [row[0] for row in tables[1].rows] == [
        "100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角", "合计",
    ]  # fmt: skip


def test_the_notice_names_the_days_that_the_policy_asks_for() -> None:
    notice = _leaves()[9]
    assert isinstance(notice, Form)
    assert "公示期7天" in notice.parts[0].said  # type: ignore[union-attr]


def test_the_approval_names_the_limits_that_the_policy_sets() -> None:
    approval = _leaves()[2]
    assert isinstance(approval, Form)
    (clocks,) = [part for part in approval.parts if isinstance(part, Listed)]
    assert [row[:3] for row in clocks.rows] == [
        ("入户调查和审核", "1个工作日内", ""),
        ("发放", "1个工作日内", ""),
    ]


def test_on_paper_they_are_eight_sheets_the_slips_and_the_referral_two_on_one() -> None:
    document = pypdfium2.PdfDocument(draw(Paper("空白表格", _leaves()), "pdf"))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 8
    assert pages[3].count("救助金领款单") == 2
    assert "困难群众转介单" in pages[4] and "转介回执" in pages[4]
    assert all(made.VILLAGES["shigang"][0] in page for page in pages)
    assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}


def test_before_registration_there_is_no_name_to_print() -> None:
    asked = Asked(books_of(), until(TODAY), Audience.AUDITOR, TODAY)
    asked.books.facts.__dict__["registration"] = None
    with pytest.raises(Mistake, match="还没有登记"):
        report("blank-forms").leaves(asked)  # type: ignore[call-arg, arg-type]
