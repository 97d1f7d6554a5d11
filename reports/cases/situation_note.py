"""The note on help that came first (先行救助情况说明): why it could not wait, what was given, what followed.

Clause (徽州 二（四）): in an emergency help comes first, 再补充入户调查和情况说明。 (红河 二（二）1): 经办人员签字盖章。
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger import money
from ledger.books import Books
from ledger.cases import Case
from ledger.entries import text
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from reports.cases.clocks import FIRST_AID, clocks
from reports.cases.told import Told, capital, case_of, told
from reports.forms import Field, Form, Grid, Opinion, Part
from reports.officers import name_on
from reports.report import Asked, Report


def situation_note(books: Books, case: Case, words: Told) -> Form:
    """The note of a case; Mistake where nobody was helped first."""
    given = case.step("先行救助")
    if given is None:
        raise Mistake(f"{case.number}没有先行救助，不用情况说明")
    by = name_on(books.facts, given.text("recorded-by"), given.day)
    parts: tuple[Part, ...] = (
        Grid((
            (Field("姓名", words.name, 2), Field("身份证号", words.id_number, 3)),
            (Field("联系电话", words.phone, 2), Field("住址", words.address or words.hamlet, 3)),
            (Field("人员类别", words.category, 2), Field("困难事由", words.matter, 3)),
        )),
        Opinion("紧急情况", given.text("reason"), lines=6),
        Opinion("先行救助", "".join(_helped(books, case, given)), (f"经办人{by}（签名、盖章）",), long_day(given.day), 3),
        Opinion("补办手续", "".join(_followed(books, case)), ("秘书长（签名）",), "", 4),
        Opinion("本人确认", "上列救助已经收到，情况属实。", ("本人（签名、指印）", "见证人一", "见证人二"), "", 2),
        Opinion("社长意见", "", ("社长（签名、盖章）",), "", 4),
        *words.notes,
    )  # fmt: skip
    return Form("先行救助情况说明", parts, words.society, f"编号：{words.number}")


def _helped(books: Books, case: Case, given: Fact) -> Iterator[str]:
    """What was given, and when: the payments of that day."""
    yield f"{long_day(given.day)}先行救助"
    for paid in books.payments.get(case.number, ()):
        if paid.day == given.day:
            entry = paid.first.entry
            yield f"，{text(entry, 'method')}发放{paid.first.kind}{money.show(paid.amount)}元（{capital(paid.amount)}）"
            if number := text(entry, "voucher"):
                yield f"，凭证{number}"
    yield "。"


def _followed(books: Books, case: Case) -> Iterator[str]:
    """Survey and decision that followed, and by when they had to."""
    for word, name in (("入户调查", "补充入户调查"), ("审核", "补办审核")):
        done = case.step(word)
        yield f"{long_day(done.day)}{name}。" if done else f"还没有{name}。"
    for clock in clocks(books, books.policy, case):
        if clock.what == FIRST_AID:
            yield f"按规定应在先行救助后{clock.limit}（{long_day(clock.due.day)}前）补齐。"


def _made(asked: Asked) -> Form:
    case = case_of(asked)
    return situation_note(asked.books, case, told(asked, case))


REPORT = Report(
    "situation-note", "先行救助情况说明", _made, frozenset(), closed=False, options={"case!": "救助编号"}
)
