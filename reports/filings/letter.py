"""How many signs a text has, and whether it keeps to what may be sent."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.mistake import Mistake


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
