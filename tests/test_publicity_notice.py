"""The notice as a report and as a leaf, and the record of its taking down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huzhu import posting
from huzhu.reading import read
from ledger import journal
from ledger.district import Society
from ledger.events import facts
from ledger.mistake import Mistake
from reports.drawing.draw import draw
from reports.forms import Form, Grid, Picture, Sheet, Words, paper_of
from reports.publicity import notice as notices
from reports.publicity.posting import PREVIEW, REPORT
from reports.publicity.taken_down import REPORT as DOWN
from reports.report import Asked, Audience
from tests import societies as made
from tests.asked_of import asked_of
from tests.books_of import books_of
from tests.test_notice_sheet import EMPTY, JULY, printed

AT = "2026-08-04T10:00:00+08:00"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000157a0a2d10000000049454e44ae426082"
)


def posted(folder: Path, down: date | None = None) -> Society:
    """July's notice was posted on 4 August; perhaps taken down."""
    society = made.shigang(folder)
    found, _ = posting.sheet(society, "2026-07", date(2026, 8, 4))
    journal.record(society, [posting.request(found, "lisi", "村务公开栏", AT)])
    if down:
        journal.record(
            society, [posting.request_down(read(society)[0], "2026-07", down, "lisi", "无异议", AT)]
        )
    return society


def asked(society: Society, today: date = date(2026, 9, 1), **more: Any) -> Asked:
    books, chain = read(society)
    return replace(asked_of(books, "2026-07", today), head=chain.head, audience=Audience.BOARD, **more)


def said(form: Form) -> str:
    """Every word on a form."""
    return draw(paper_of(form), "text").decode()


def test_a_notice_that_hangs_is_printed_as_it_hangs(tmp_path: Path) -> None:
    society = posted(tmp_path)
    (form,) = REPORT.leaves(asked(society))
    assert isinstance(form, Form) and form.mark == ""
    assert "2026年8月4日至8月11日" in said(form) and "本月无救助" in said(form)


def test_before_it_is_posted_it_is_a_preview_of_today(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    (form,) = REPORT.leaves(asked(society, date(2026, 8, 5)))
    assert isinstance(form, Form) and form.mark == PREVIEW and "2026年8月5日" in said(form)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"today": date(2026, 7, 31)}, "还没有过完"),
        ({"head": ""}, "没有账簿校验码"),
    ],
)
def test_what_cannot_be_posted_is_said(tmp_path: Path, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Mistake, match=sentence):
        REPORT.leaves(replace(asked(made.shigang(tmp_path)), **more))


def test_a_month_before_the_registration_has_no_notice(tmp_path: Path) -> None:
    books, chain = read(made.shigang(tmp_path))
    with pytest.raises(Mistake, match="还没有登记"):
        REPORT.leaves(replace(asked_of(books, "2026-05"), head=chain.head, audience=Audience.BOARD))


def test_books_that_are_not_what_hangs_are_not_passed_over() -> None:
    other = facts.NoticePosted(
        date=date(2026, 8, 4), recorded_by="lisi", month="2026-07", sheet="0" * 64, place="村口"
    )
    with pytest.raises(Mistake, match="和贴出去的不一样了"):
        REPORT.leaves(replace(asked_of(books_of(other), "2026-07"), audience=Audience.BOARD))


def test_only_the_board_sees_it(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="board"):
        REPORT.leaves(replace(asked(made.shigang(tmp_path)), audience=Audience.PUBLIC))


def test_the_leaf_says_what_the_sheet_on_the_board_says() -> None:
    page = printed(JULY)[0]
    told = "".join(said(notices.leaf(JULY)).split())
    for word in ("1,000.00", "800.50", "汪*", "欧阳*娜", "1,800.50", "34,656.78", "0559-3512345", "村务监督委员会", "JY-2026-02",
                 "人民币壹仟捌佰元零伍角", "2026年8月5日", "0123456789abcdef"):  # fmt: skip
        assert word in page and word in told, word
    assert draw(paper_of(notices.leaf(EMPTY)), "pdf").startswith(b"%PDF")


def test_the_paper_for_the_board_is_the_same_to_the_byte() -> None:
    found = [hashlib.sha256(notices.pdf(notice)).hexdigest() for notice in (JULY, EMPTY)]
    assert found == BYTES


BYTES = [
    "73ffb647f9f4ff3a6d3198a3de5a898bc364669596cdaf4069eeecf37653e14f",
    "db1983446856d2236203bf8662af1634843f326f9d3b852f1586deb2c671b605",
]
"""The board's papers as they were before the notice could also be a leaf among others."""


def fields(form: Form) -> dict[str, str]:
    grid = next(part for part in form.parts if isinstance(part, Grid))
    return {field.label: field.value for line in grid.lines for field in line}


def down(society: Society, **more: Any) -> Form:
    (form,) = DOWN.leaves(replace(asked(society), audience=Audience.AUDITOR, **more))
    assert isinstance(form, Form)
    return form


def test_a_notice_taken_down_tells_its_days_and_what_was_objected(tmp_path: Path) -> None:
    told = fields(down(posted(tmp_path, date(2026, 8, 12))))
    assert told["张贴日期"] == "2026年8月4日" and told["撤下日期"] == "2026年8月12日"
    assert told["应公示天数"] == "7天（2026年8月11日起可以撤下）"
    assert told["实际公示"] == "2026年8月4日至2026年8月11日，共8天"
    assert (told["张贴人"], told["撤下人"]) == ("李四", "李四")
    assert (told["异议结果"], told["异议处理"]) == ("无异议", "无")


def test_while_it_hangs_there_are_blanks_for_the_hand(tmp_path: Path) -> None:
    form = down(posted(tmp_path))
    assert form.mark == "还没有登记撤下"
    assert [fields(form)[word] for word in ("撤下日期", "撤下人", "异议结果", "实际公示")] == [""] * 4


def test_the_photos_that_are_kept_stand_on_it_and_else_there_is_room_for_one(tmp_path: Path) -> None:
    society = posted(tmp_path)
    kept = {"documents/notices/2026-07-撤下.jpg": b"jpg", "documents/notices/2026-07.png": PNG}
    photos = [p for p in down(society, paper=kept.get).parts if isinstance(p, Picture)]
    assert [(p.kind, p.caption) for p in photos] == [("jpg", "撤下照片"), ("png", "公示照片")]
    assert "贴照片处" in said(down(society))


def test_what_was_never_posted_has_no_record(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="huzhu notice 2026-07"):
        down(made.shigang(tmp_path))


def sheets(form: Form) -> Iterator[Sheet]:
    yield from (part for part in form.parts if isinstance(part, Sheet))


def test_a_month_without_relief_has_no_table_of_it() -> None:
    assert len(list(sheets(notices.leaf(EMPTY)))) == 2
    assert len(list(sheets(notices.leaf(JULY)))) == 3
    assert not any(isinstance(p, Words) and "大写" in p.said for p in notices.leaf(EMPTY).parts)
