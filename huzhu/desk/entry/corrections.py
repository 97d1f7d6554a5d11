"""The form that puts a wrong entry right: what stands in the books is never changed, its opposite is added."""

from __future__ import annotations

from typing import Any

from huzhu.desk.entry import waiting
from huzhu.desk.entry.form import Field, Kind, Wrong
from huzhu.desk.entry.questions import APPROVED_BY, DAY, PAID_BY
from huzhu.desk.entry.sitting import Sitting
from huzhu.reversing import opposite
from ledger.events.event import Event
from ledger.events.moves import Reverse


def _may_be(sitting: Sitting, said: dict[str, Any]) -> None:
    entry = waiting.of_voucher(sitting, said["reverses"])
    if entry is None:
        raise Wrong("reverses", "账上没有这个凭证号，请对照账簿改正，像 2026-07-003")
    if sitting.books.undone(entry):
        raise Wrong("reverses", "这一笔已经冲销过了，或者它本身就是冲销")
    if not waiting.reversible(sitting, entry):
        raise Wrong("reverses", "实物的账不能这样冲销；请用发放或接受实物另记一笔")


def _turned(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    return said | opposite(sitting.ledger, said["reverses"])


def _which(sitting: Sitting, event: Event) -> str:
    assert isinstance(event, Reverse)
    entry = waiting.of_voucher(sitting, event.reverses)
    return f"要冲销的是：{waiting.summary(entry)}。原来那一笔不改，另记一笔相反的。" if entry else ""


KINDS: tuple[Kind, ...] = (
    Kind(
        "reverse", "冲销", "有一笔记错了：原来那笔不改，另记一笔相反的，再重新记一笔对的。", Reverse,
        (
            DAY,
            Field("reverses", "要冲销的凭证号", offers=waiting.vouchers, help="像 2026-07-003，每一笔账的页面上都有"),
            Field("narration", "为什么冲销", help="像 金额写错了"), PAID_BY, APPROVED_BY,
        ), second=True, complete=_turned, check=_may_be, tell=_which, group="更正",
    ),
)  # fmt: skip
