"""The reconciliation: what the statement says and what the books say differ by the rows that are told, to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import chart
from ledger.books import Books
from ledger.events.event import Event
from ledger.events.statements import RowSettled, RowWaiting, StatementRead
from ledger.reconciliation import ZERO, Compared, compared, total
from reports.bank.reconciliation import reconciliation
from reports.rows import Sheet
from tests import societies as made
from tests.books_of import books_of
from tests.terminal import english, huzhu

JULY = date(2026, 7, 31)
SHA = "ab" * 32


def statement(
    closing: str | Decimal | None,
    first: int = 1,
    until: int = 31,
    opening: str | Decimal | None = "0.00",
    **more: Any,
) -> StatementRead:
    """A statement of days of July was read."""
    given = {
        "date": date(2026, 7, until), "recorded_by": "wangwu", "account": made.BANK, "paper": "农商行", "rows": 3,
        "from_": date(2026, 7, first), "until": date(2026, 7, until), "opening": opening, "closing": closing, "sha256": SHA,
    }  # fmt: skip
    return StatementRead(**given | more)


def row(link: str, day: int, amount: str | Decimal, way: str = "收", **more: Any) -> RowWaiting:
    """A statement's row that waits."""
    given = {
        "date": date(2026, 7, day), "recorded_by": "wangwu", "link": link, "account": made.BANK, "way": way,
        "amount": amount, "payer": "王*", "words": "转账", "reason": "没有归类", "source": f"{SHA}:3",
    }  # fmt: skip
    return RowWaiting(**given | more)


def settled(link: str, voucher: str | None = None, reason: str = "不是本社的账") -> RowSettled:
    """A row is settled, in August."""
    return RowSettled(date=date(2026, 8, 5), recorded_by="wangwu", link=link, reason=reason, voucher=voucher)


def numbered(books: Books) -> Books:
    """The same books with vouchers 2026-07-001 and so on, in the order of the entries."""
    for number, entry in enumerate(books.transactions, 1):
        entry.meta["voucher"] = f"2026-07-{number:03d}"
    return books


def beside(books: Books, last: date = JULY, account: str = made.BANK) -> Compared:
    """The account's statement beside the books; there must be one."""
    found = compared(books, account, last)
    assert found
    return found


def told(sheet: Sheet) -> list[tuple[str, ...]]:
    """What stands in each row's cells, but for those that are empty."""
    return [tuple(str(c) for c in r.cells if c is not None) for r in sheet.rows]


def both_ways() -> Books:
    """A month with one row or entry of each of the four kinds, and what is the same on both sides."""
    return numbered(
        books_of(
            statement("1070.00"),
            made.donation("1000.00", 2, link="bank-1"),
            row("bank-2", 9, "100.00"),
            row("bank-3", 10, "30.00", "付"),
            made.donation("70.00", 30, donor="老李"),
            made.expense("20.00", 31, payee="镇打印店"),
        )
    )


def test_the_four_kinds_of_rows_stand_in_the_usual_form() -> None:
    sheet = reconciliation(both_ways(), JULY, "2026年7月", made.BANK)
    assert told(sheet) == [
        ("农商行基本户　对账单 2026-07-01到2026-07-31",),
        ("2026-07-31对账单余额", "1070.00"),
        ("加：账上已收，银行未到", "70.00"),
        ("　老李 捐款", "2026-07-30", "2026-07-002", "70.00"),
        ("减：账上已付，银行未到", "20.00"),
        ("　镇打印店 办公用品", "2026-07-31", "2026-07-003", "20.00"),
        ("调节后的银行余额", "1120.00"),
        ("2026-07-31账上余额", "1050.00"),
        ("加：银行已收，账上未记", "100.00"),
        ("　王* 转账（待核）", "2026-07-09", "bank-2", "100.00"),
        ("减：银行已付，账上未记", "30.00"),
        ("　王* 转账（待核）", "2026-07-10", "bank-3", "30.00"),
        ("调节后的账上余额", "1120.00"),
        ("差额", "0.00"),
    ]
    assert sheet.notes == (
        "农商行基本户差额0.00元，2026-07-31对上了。",
        "待核的行见待核清单，定下以后重新编制本表。",
    )
    assert sheet.signed == ("编制人", "复核人", "日期")


def test_a_row_that_is_settled_as_in_the_books_is_on_neither_side() -> None:
    gift = made.donation("100.00", 8)
    books = numbered(
        books_of(statement("100.00"), gift, row("bank-2", 9, "100.00"), settled("bank-2", "2026-07-001"))
    )
    found = beside(books)
    assert (found.not_booked, found.not_shown, found.difference) == ((), (), ZERO)


def test_a_row_that_is_not_the_society_s_is_told_with_its_reason_and_one_given_back_is_not() -> None:
    books = books_of(
        statement("40.00"), row("bank-1", 3, "40.00"), settled("bank-1"),
        row("bank-2", 4, "9.00", "付"), row("bank-3", 5, "9.00", refund_of="bank-2"), settled("bank-2"), settled("bank-3"),
    )  # fmt: skip
    found = beside(books)
    assert [x.said for x in found.not_booked] == ["王* 转账（不记账：不是本社的账）"]
    assert found.difference == ZERO


def test_an_entry_that_names_a_voucher_of_another_sum_or_twice_explains_nothing() -> None:
    books = numbered(
        books_of(
            statement("300.00"), made.donation("100.00", 8), row("bank-1", 9, "100.00"), row("bank-2", 9, "100.00"),
            row("bank-3", 9, "100.00"), *(settled(f"bank-{n}", "2026-07-001") for n in (1, 2, 3)),
        )
    )  # fmt: skip
    assert [x.number for x in beside(books).not_booked] == ["bank-2", "bank-3"]
    off = [
        statement("99.00"),
        made.donation("100.00", 8),
        row("bank-1", 9, "99.00"),
        settled("bank-1", "2026-07-001"),
    ]
    other = numbered(books_of(*off))
    assert [x.amount for x in beside(other).not_booked] == [Decimal("99.00")]
    assert [x.amount for x in beside(other).not_shown] == [Decimal("100.00")]


def test_a_link_with_another_sum_is_shown_on_both_sides() -> None:
    books = books_of(
        statement("500.00"), row("bank-1", 9, "500.00"), made.donation("50.00", 9, link="bank-1")
    )
    found = beside(books)
    assert (total(found.not_booked), total(found.not_shown), found.difference) == (
        Decimal(500),
        Decimal(50),
        ZERO,
    )


def test_what_arrives_in_the_next_month_is_on_its_way_at_this_one_s_end() -> None:
    august = statement("100.00", opening="0.00", first=1, until=31).model_copy(
        update={"date": date(2026, 8, 31), "from_": date(2026, 8, 1), "until": date(2026, 8, 31)}
    )
    late = row("bank-1", 1, "100.00").model_copy(update={"date": date(2026, 8, 2)})
    events = [statement("0.00"), august, made.donation("100.00", 31), late, settled("bank-1", "2026-07-001")]
    books = numbered(books_of(*events))
    (waits,) = beside(books).not_shown
    assert waits.said == "老王 捐款（账单上在2026-08-02）" and beside(books).difference == ZERO
    after = beside(books, date(2026, 8, 31))
    assert (after.not_shown, after.not_booked, after.difference) == ((), (), ZERO)


def test_what_was_booked_and_reversed_without_any_statement_is_left_out() -> None:
    gift = made.donation("100.00", 8)
    back = made.moves.Reverse(
        date=date(2026, 7, 9), recorded_by="wangwu", amount="100.00", narration="记错了", reverses="2026-07-001",
        lines=tuple((account, -amount) for account, amount in gift.legs()),
    )  # fmt: skip
    books = numbered(books_of(statement("0.00"), gift, back))
    assert beside(books).not_shown == () and beside(books).difference == ZERO
    linked = numbered(books_of(statement("100.00"), made.donation("100.00", 8, link="bank-1"), back))
    assert [x.amount for x in beside(linked).not_shown] == [Decimal("-100.00")]
    assert beside(linked).difference == ZERO


def test_what_is_reversed_only_later_was_still_on_its_way() -> None:
    gift = made.donation("100.00", 8)
    back = made.moves.Reverse(
        date=date(2026, 8, 3), recorded_by="wangwu", amount="100.00", narration="记错了", reverses="2026-07-001",
        lines=tuple((account, -amount) for account, amount in gift.legs()),
    )  # fmt: skip
    assert [x.number for x in beside(numbered(books_of(statement("0.00"), gift, back))).not_shown] == [
        "2026-07-001"
    ]


def test_a_row_that_is_settled_and_booked_is_one_row_all_the_same() -> None:
    events = [
        row("bank-1", 9, "100.00"),
        made.donation("100.00", 8),
        made.donation("100.00", 9, link="bank-1"),
    ]
    for voucher in ("2026-07-001", "2026-07-002"):
        books = numbered(books_of(statement("100.00"), *events, settled("bank-1", voucher)))
        found = beside(books)
        assert found.not_booked == () and [x.amount for x in found.not_shown] == [Decimal("100.00")]
        assert found.difference == ZERO


def test_a_paper_without_balances_does_not_take_the_place_of_one_with() -> None:
    bare = statement(None, 11, 31, opening=None)
    books = books_of(statement("50.00", 1, 10), bare, made.donation("50.00", 2, link="bank-1"))
    found = beside(books)
    assert (found.until, found.closing, found.difference) == (date(2026, 7, 10), Decimal("50.00"), ZERO)


def test_money_that_moves_from_fund_to_fund_in_one_place_is_no_row() -> None:
    moved = made.transfer("10.00", 5, from_fund=chart.DONATION_FUND, to_fund=chart.FEE_FUND)
    assert (
        beside(books_of(statement("50.00"), made.donation("50.00", 2, link="bank-1"), moved)).not_shown == ()
    )


def test_days_without_a_statement_are_named_with_what_is_missing_there() -> None:
    books = books_of(
        statement("100.00", 1, 10), statement("400.00", 21, 31, opening="350.00"),
        made.donation("100.00", 2, link="bank-1"), made.donation("90.00", 15), made.donation("50.00", 25, link="bank-2"),
    )  # fmt: skip
    found = beside(books)
    assert found.difference == Decimal("160.00") and found.unexplained == ZERO
    sheet = reconciliation(books, JULY, "", made.BANK)
    assert told(sheet)[-2:] == [
        ("差额", "160.00"),
        ("　2026-07-11到2026-07-20：对账单上变动250.00元，账上知道90.00元；请导入这几天的对账单", "160.00"),
    ]
    assert "都在没有对账单的日子里" in sheet.notes[0]


def test_what_was_there_before_the_first_statement_and_two_statements_that_do_not_meet_are_told() -> None:
    before = books_of(*made.seed(), statement("30010.00", opening="30010.00"))
    assert told(reconciliation(before, JULY, ""))[-1] == (
        "　2026-06-30以前：对账单上变动30010.00元，账上知道30000.00元；第一份对账单之前的账，请核对期初", "10.00",
    )  # fmt: skip
    apart = books_of(statement("0.00", 1, 10), statement("7.00", 11, 31, opening="7.00"))
    assert told(reconciliation(apart, JULY, ""))[-1][:1] == (
        "　2026-07-10日终：对账单上变动7.00元，账上知道0.00元；前后两份对账单接不上",
    )  # fmt: skip


def test_what_nobody_can_explain_is_said_to_be_so() -> None:
    books = books_of(statement("80.00"), made.donation("50.00", 2, link="bank-1"))
    sheet = reconciliation(books, JULY, "")
    assert told(sheet)[-1] == ("　还说不清的：请逐行核对金额记错的、同一笔记了两次的、收付记反的", "30.00")
    assert sheet.notes[0] == "农商行基本户差额30.00元，其中30.00元还说不清，要查。"


def test_overlapping_statements_are_one_and_the_longer_one_s_balance_holds() -> None:
    papers = [
        statement("30.00", 10, 31, opening="20.00"),
        statement("25.00", 1, 20),
        statement("22.00", 12, 15),
    ]
    books = books_of(*papers, made.donation("30.00", 2, link="bank-1"))
    found = beside(books)
    assert (len(found.papers), found.papers[0].first, found.closing) == (
        1,
        date(2026, 7, 1),
        Decimal("30.00"),
    )
    assert found.difference == ZERO


def test_a_later_statement_and_what_is_after_the_last_one_do_not_count_yet() -> None:
    books = books_of(
        statement("0.00", 1, 10), statement("50.00", 11, 31), made.donation("50.00", 20, link="bank-1")
    )
    early = beside(books, date(2026, 7, 20))
    assert (early.until, early.closing, early.booked) == (date(2026, 7, 10), ZERO, ZERO)
    assert (
        "农商行基本户的对账单只到2026-07-10，之后的账还没有对。"
        in reconciliation(books, date(2026, 7, 20), "").notes
    )


def test_a_bank_account_without_a_statement_is_told_which_paper_to_import() -> None:
    sheet = reconciliation(books_of(made.donation("5.00", 2, account=chart.WECHAT)), JULY, "")
    assert sheet.rows == ()
    assert sheet.notes == (
        "农商行基本户没有取得对账单，未核对；请取得农商行基本户的对账单（网银或柜台导出的 xls、csv、pdf）后重新编制。",
        "微信没有取得对账单，未核对；请取得微信账单后重新编制。",
    )


def test_a_wallet_is_compared_by_its_rows_and_the_balance_to_look_for_is_said() -> None:
    paper = statement(None, opening=None, account=chart.WECHAT, paper="微信支付")
    books = books_of(
        paper, made.donation("100.00", 2, account=chart.WECHAT, link="wx-1"),
        made.donation("8.00", 3, account=chart.WECHAT), row("wx-2", 4, "60.00", account=chart.WECHAT),
    )  # fmt: skip
    sheet = reconciliation(books, JULY, "", chart.WECHAT)
    assert [(r[0], r[-1]) for r in told(sheet)][1:] == [
        ("2026-07-31账上余额", "108.00"), ("加：账单已收，账上未记", "60.00"), ("　王* 转账（待核）", "60.00"),
        ("减：账单已付，账上未记", "0.00"), ("调节后的账上余额", "168.00"), ("减：账上收了，账单上没有", "8.00"),
        ("　老王 捐款", "8.00"), ("加：账上付了，账单上没有", "0.00"), ("按账单应有余额", "160.00"),
    ]  # fmt: skip
    assert "2026-07-31日终按账单算应有160.00元，请打开微信看余额是不是这么多" in sheet.notes[0]


def test_another_account_s_rows_and_links_are_not_this_one_s() -> None:
    books = books_of(
        statement("0.00"), row("wx-2", 4, "60.00", account=chart.WECHAT), made.donation("9.00", 5, link="wx-7"),
    )  # fmt: skip
    found = beside(books)
    assert found.not_booked == () and total(found.not_shown) == Decimal("9.00")


class Step(NamedTuple):
    """One movement: what the bank knows of it, what the books know."""

    how: str
    day: int
    booked: int
    cents: int


HOWS = ("linked", "waits", "hung", "by hand", "settled", "not ours", "other sum")
STEPS = st.lists(
    st.builds(
        Step, st.sampled_from(HOWS), st.integers(1, 31), st.integers(1, 31),
        st.integers(-50_000, 50_000).filter(bool),
    ),
    max_size=12,
)  # fmt: skip


def _entry(step: Step, link: str | None, cents: int | None = None) -> Event:
    yuan = Decimal(abs(cents or step.cents)) / 100
    day = step.booked if step.how in ("by hand", "settled") else step.day
    if step.cents > 0:
        return made.donation(yuan, day, link=link)
    return made.draw(yuan, day, link=link)


def _events(number: int, step: Step) -> list[Event]:
    """What one movement leaves in the books."""
    link, yuan = f"bank-{number}", Decimal(abs(step.cents)) / 100
    hung = row(link, step.day, yuan, "收" if step.cents > 0 else "付")
    match step.how:
        case "linked":
            return [_entry(step, link)]
        case "waits":
            return [hung]
        case "hung":
            return [hung, _entry(step, link)]
        case "by hand":
            return [_entry(step, None)]
        case "not ours":
            return [hung, settled(link)]
        case "other sum":
            return [hung, _entry(step, link, step.cents * 3)]
        case _:
            return [hung, _entry(step, None)]


def _statements(steps: Sequence[Step], cuts: list[tuple[int, int]]) -> list[StatementRead]:
    """Statements of these days, with the balances that the bank has."""
    bank = [(s.day, Decimal(s.cents) / 100) for s in steps if s.how != "by hand"]
    return [
        statement(
            sum((x for day, x in bank if day <= until), ZERO), first, until,
            opening=sum((x for day, x in bank if day < first), ZERO),
        )
        for first, until in cuts
    ]  # fmt: skip


def _books(steps: Sequence[Step], cuts: list[tuple[int, int]]) -> Books:
    entered = [e for n, s in enumerate(steps) for e in _events(n, s)]
    books = numbered(books_of(*_statements(steps, cuts), *entered))
    given: set[str] = set()
    for number, step in enumerate(steps):
        if step.how == "settled":
            voucher = next(
                (
                    str(t.meta["voucher"]) for t in books.transactions
                    if t.date.day == step.booked and not t.links and t.meta["voucher"] not in given
                    and any(p.account.startswith(made.BANK) and p.units.number * 100 == step.cents for p in t.postings)
                ),
                None,
            )  # fmt: skip
            assert voucher, "every settled row has its entry"
            given.add(voucher)
            entered.append(settled(f"bank-{number}", voucher))
    return numbered(books_of(*_statements(steps, cuts), *entered))


@given(
    STEPS, st.sampled_from([[(1, 31)], [(1, 15), (16, 31)], [(1, 20), (5, 31)], [(1, 9), (10, 10), (11, 31)]])
)
def test_where_all_days_have_a_statement_both_sides_are_the_same_to_the_fen(
    steps: list[Step], cuts: list[tuple[int, int]]
) -> None:
    found = beside(_books(steps, cuts))
    assert found.closing is not None and found.difference == ZERO
    assert found.by_paper == found.closing + total(found.not_shown)
    assert found.by_books == found.booked + total(found.not_booked)
    assert len({x.number for x in found.not_booked}) == len(found.not_booked)


@given(STEPS, st.sampled_from([[(8, 31)], [(1, 9), (20, 31)], [(3, 6), (9, 12), (12, 29)]]))
def test_where_days_are_missing_every_fen_of_the_difference_is_of_those_days(
    steps: list[Step], cuts: list[tuple[int, int]]
) -> None:
    found = beside(_books(steps, cuts))
    assert found.unexplained == ZERO
    assert found.difference == sum((gap.unknown for gap in found.gaps), ZERO)


@given(STEPS, st.integers(1, 31))
def test_at_the_end_of_any_day_a_statement_up_to_it_ties(steps: list[Step], until: int) -> None:
    found = beside(_books(steps, [(1, until)]), date(2026, 7, until) + timedelta(days=400))
    assert found.difference == ZERO


def test_the_command_makes_it_for_a_month_and_for_one_account(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    for event in (statement("30100.00", opening="30000.00"), row("bank-2", 9, "100.00")):
        made.record(society, event)
    said = huzhu("report", "reconciliation", "--month", "2026-07", books=society.folder)
    assert said.code == 0 and "截至2026-07-31" in said.out and "差额" in said.out, said.all
    assert "农商行基本户差额0.00元，2026-07-31对上了。" in said.out
    assert english(said.all, ["bank-2"]) == []
    before = huzhu(
        "report", "reconciliation", "--month", "2026-06", "--account", "银行", books=society.folder
    )
    assert before.code == 0 and "农商行基本户没有取得对账单，未核对" in before.out
    wrong = huzhu("report", "reconciliation", "--account", "工行", books=society.folder)
    assert wrong.code != 0 and "账户“工行”没有" in wrong.err
    file = tmp_path / "表.json"
    done = huzhu(
        "report", "reconciliation", "--year", "2026", "--format", "json", "-o", file, books=society.folder
    )
    assert done.code == 0 and "调节后的银行余额" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "csv", "html", "json", "xlsx", "pdf"])
def test_it_is_drawn_in_every_format(form: str) -> None:
    from reports.drawing.draw import draw

    assert draw(reconciliation(both_ways(), JULY, "2026年7月"), form)
