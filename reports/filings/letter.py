"""How many signs a text has, whether it keeps to what may be sent, and by when it must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from ledger.policy import Line


def signs(paragraphs: Sequence[str]) -> int:
    """The signs as Word counts 字符: each Han sign, figure, letter and mark one, blanks none."""
    return sum(not sign.isspace() for paragraph in paragraphs for sign in paragraph)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs that a person wrote; Mistake where there are none."""
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not found:
        raise Mistake("写好的文字是空的：请写上工作进展和存在问题，或去掉 --text 用起草的稿子")
    return found


def refuse_longer(paragraphs: Sequence[str], limit: int) -> None:
    """Mistake where a text has more signs than may be sent, and how many too many."""
    if (many := signs(paragraphs)) > limit:
        raise Mistake(f"文字有{many}字，上限是{limit}字，多了{many - limit}字；请删减后再出")


def handed_in_by(last: date, line: Line | None) -> str:
    """The day of the month after the period by which a paper is handed in; empty where no policy names one."""
    return long_day((last + timedelta(days=1)).replace(day=line.number)) if line else ""
