"""What a verification found, in sentences: the command line and the desk say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from huzhu.auditing import verifying
from huzhu.auditing.verifying import Verified

SHOWN = 5
"""How many breaks of one ledger are told: the first says most."""
_MARKS = {"good": "✓ ", "bad": "✗ ", "more": "  ", "note": "  "}


class Sentence(NamedTuple):
    """One sentence; `kind` says whether it is good news."""

    kind: Literal["good", "bad", "more", "note"]
    text: str

    @property
    def mark(self) -> str:
        """What stands before it on a screen."""
        return _MARKS[self.kind]


def sentences(found: Verified, shown: int = SHOWN) -> Iterator[Sentence]:
    """All there is to say of one ledger's books."""
    id_ = found.ledger.id
    if found.chain is None:
        yield Sentence("bad", f"{id_}：{found.sentence}")
        return
    yield from (Sentence("bad", f"{id_}/{b.file} 第{b.line}行：{b.text}") for b in found.breaks[:shown])
    if (left := len(found.breaks) - shown) > 0:
        yield Sentence("more", f"…… 还有{left}处")
    if not found.breaks:
        sealed = f"，封存{len(found.sealed)}个月" if found.sealed else ""
        head = code_of(found.chain.head)
        yield Sentence(
            "good", f"{id_} 共{len(found.chain.events)}笔{sealed}，前后相连，没有改动。校验码 {head}"
        )
    if found.unsigned:
        last = "、".join(found.unsigned[-3:])
        yield Sentence("note", f"{id_} 有{len(found.unsigned)}个月的封存还没有两位干部的签名：{last}")


def about_code(found: list[Verified], code: str) -> list[Sentence]:
    """Where a photographed code stands in the chains; Mistake where it is no code."""
    told = []
    for ledger, event in verifying.places(found, code):
        if event is None:
            told.append(Sentence("good", f"校验码 {code} 是 {ledger.id} 记第1笔以前的"))
        else:
            where = f"{event.text[:10].decode()}，{event.file} 第{event.line}行"
            told.append(Sentence("good", f"校验码 {code} 是 {ledger.id} 记到第{event.seq}笔（{where}）时的"))
    if not told:
        told.append(
            Sentence("bad", f"哪一笔都没有校验码 {code}：贴出去以后账簿被改写过；也请再核对一遍有没有抄错")
        )
    return told


def code_of(head: str) -> str:
    """A hash as people compare it: its first 16 hex digits in groups of four, as printed on the notice."""
    return "-".join(head[i : i + 4] for i in range(0, 16, 4))
