"""The reconciliation (余额调节表): a statement's balance and the books', and row by row what lies between them.

Clause (会计法 17: 定期将会计账簿记录与实物、款项及有关资料相互核对). The form is the usual one: each side is
adjusted by what only the other has, and both must then be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ledger.books import Books
from ledger.chart import parse, word
from ledger.mistake import Mistake
from ledger.reconciliation import LINKS, Compared, Gap, Lone, compared, total
from ledger.statements import in_transit
from reports.report import PLACE, Asked, Report
from reports.rows import Cell, Column, Row, Sheet, Style

_COLUMNS = (
    Column("item", "项目、对方和摘要", "text"),
    Column("day", "日期", "day"),
    Column("number", "凭证号或流水号", "text"),
    Column("amount", "金额", "money"),
)
WAITS = "（待核）"
SIGNED = ("编制人", "复核人", "日期")


def reconciliation(books: Books, last: date, period: str, account: str = "") -> Sheet:
    """Every account's latest statement up to a day beside the books, or one account's."""
    rows: list[Row] = []
    notes: list[str] = []
    for name in [account] if account else _accounts(books):
        _refuse_half(books, name)
        found = compared(books, name, last)
        rows += _account(found) if found else []
        notes += _told(found, last) if found else [_missing(name)]
    for name, legs in in_transit(books, last).items():
        held = sum((leg.amount for leg in legs), Decimal("0.00"))
        notes.append(f"{word(parse(name).holder)}还有{len(legs)}笔没有对上，合计{held}元，待查。")
    if any(row.cells[0] and str(row.cells[0]).endswith(WAITS) for row in rows):
        notes.append("待核的行见待核清单，定下以后重新编制本表。")
    title = f"{books.facts.registration_name}　{period}　单位：元"
    return Sheet("余额调节表", title, _COLUMNS, tuple(rows), tuple(notes), SIGNED)


def _refuse_half(books: Books, name: str) -> None:
    """Mistake where a statement of the account tells the balance at one of its ends only."""
    for fact in books.facts.of("对账单"):
        if fact.key == name and (fact.yuan("opening") is None) != (fact.yuan("closing") is None):
            lacking = "期初" if fact.yuan("opening") is None else "期末"
            raise Mistake(
                f"{fact.day}登记的“{word(name)}”对账单没有{lacking}余额，编不了余额调节表；请补上再编"
            )


def _accounts(books: Books) -> list[str]:
    """The places of money that have statements: every bank account, and each wallet that was ever used."""
    read = {fact.key for fact in books.facts.of("对账单")}
    used = {leg.account.holder for leg in books.legs if leg.account.code == "1009"}
    opened = {a.holder for name in books.opens if (a := parse(name)).fund and a.code == "1002"}
    return sorted(
        name for name in read | used | opened if parse(name).code in LINKS and not parse(name).is_transit
    )


def _account(found: Compared) -> Iterator[Row]:
    """One account's part of the sheet."""
    name, paper = word(found.account), "银行" if parse(found.account).code == "1002" else "账单"
    yield _line(f"{name}　对账单 {_covered(found)}", "heading")
    if found.closing is not None:
        yield _line(f"{found.until}对账单余额", "subtotal", found.closing)
        yield from _both(("加：账上已收，银行未到", "减：账上已付，银行未到"), found.not_shown)
        yield _line("调节后的银行余额", "total", found.by_paper)
    yield _line(f"{found.until}账上余额", "subtotal", found.booked)
    yield from _both((f"加：{paper}已收，账上未记", f"减：{paper}已付，账上未记"), found.not_booked)
    yield _line("调节后的账上余额", "total", found.by_books)
    if found.closing is None:
        yield from _both(("减：账上收了，账单上没有", "加：账上付了，账单上没有"), found.not_shown)
        yield _line("按账单应有余额", "total", _expected(found))
        return
    yield _line("差额", "total", found.difference)
    yield from _difference(found)


def _covered(found: Compared) -> str:
    """The days that statements cover; those that follow one another are told as one."""
    spans: list[tuple[date, date]] = []
    for paper in found.papers:
        if spans and paper.first == spans[-1][1] + timedelta(days=1):
            spans[-1] = (spans[-1][0], paper.until)
        else:
            spans.append((paper.first, paper.until))
    return "、".join(f"{first}到{until}" for first, until in spans)


def _both(titles: tuple[str, str], lone: tuple[Lone, ...]) -> Iterator[Row]:
    """What one side has more: what came in, then what went out, each with its sum and its rows."""
    for title, way in zip(titles, (1, -1), strict=True):
        these = [each for each in lone if each.amount * way > 0]
        yield _line(title, "subtotal", abs(total(these)))
        yield from (Row((f"　{x.said}", x.day, x.number, abs(x.amount))) for x in these)


def _difference(found: Compared) -> Iterator[Row]:
    """What the difference is made of, where there is one."""
    for gap in found.gaps:
        yield Row((f"　{_days(gap)}：{_gap(gap)}", None, None, gap.unknown))
    if found.unexplained:
        said = "　还说不清的：请逐行核对金额记错的、同一笔记了两次的、收付记反的"
        yield Row((said, None, None, found.unexplained))


def _days(gap: Gap) -> str:
    if gap.first is None:
        return f"{gap.last}以前"
    return f"{gap.first}到{gap.last}" if gap.first <= gap.last else f"{gap.last}日终"


def _gap(gap: Gap) -> str:
    said = f"对账单上变动{gap.moved}元，账上知道{gap.known}元"
    if gap.first is None:
        return f"{said}；第一份对账单之前的账，请核对期初"
    return f"{said}；" + ("请导入这几天的对账单" if gap.first <= gap.last else "前后两份对账单接不上")


def _told(found: Compared, last: date) -> Iterator[str]:
    """In words how an account stands."""
    name = word(found.account)
    if found.closing is None:
        yield (
            f"{name}的账单上没有余额，只能一行一行对。{found.until}日终按账单算应有{_expected(found)}元，"
            f"请打开{name}看余额是不是这么多。"
        )
    elif found.unexplained:
        yield f"{name}差额{found.difference}元，其中{found.unexplained}元还说不清，要查。"
    elif found.gaps:
        yield f"{name}差额{found.difference}元，都在没有对账单的日子里：请补齐那几天的对账单后重新编制。"
    else:
        yield f"{name}差额0.00元，{found.until}对上了。"
    if found.until < last:
        yield f"{name}的对账单只到{found.until}，之后的账还没有对。"


def _expected(found: Compared) -> Decimal:
    """What a wallet should hold by its paper: what the books have more has not been there."""
    return found.by_books - total(found.not_shown)


def _missing(account: str) -> str:
    name = word(account)
    paper = (
        f"{name}的对账单（网银或柜台导出的 xls、csv、pdf）"
        if parse(account).code == "1002"
        else f"{name}账单"
    )
    return f"{name}没有取得对账单，未核对；请取得{paper}后重新编制。"


def _line(item: str, style: Style, amount: Decimal | None = None) -> Row:
    cells: tuple[Cell, ...] = (item, None, None, amount)
    return Row(cells, style)


def _made(asked: Asked) -> Sheet:
    last = asked.period.last
    return reconciliation(asked.books, last, f"截至{last}", asked.said.get("account", ""))


REPORT = Report("reconciliation", "余额调节表", _made, closed=False, options={"account": PLACE})
