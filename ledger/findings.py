"""Findings: what a rule has to say about the books, with the line, the mend and the clause."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "overdue", "warning"]
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "overdue": "逾期", "warning": "提醒"}


class Finding(NamedTuple):
    """One thing found; it is a Beancount error too, so bean-check and Fava show it."""

    source: dict[str, Any]
    """Beancount's metadata of the line: filename and lineno."""
    text: str
    """In Chinese: what is wrong, by how much, and what to write instead."""
    entry: Any
    rule: str = ""
    severity: Severity = "error"
    clause: str = ""

    @property
    def message(self) -> str:
        """The line that bean-check and Fava print."""
        because = f"（依据：{self.clause}）" if self.clause else ""
        return f"{SEVERITY_NAMES[self.severity]} [{self.rule}] {self.text}{because}"

    @property
    def day(self) -> date | None:
        """The day of the entry it speaks of."""
        return getattr(self.entry, "date", None)

    @property
    def file(self) -> str:
        """The file it points at, as Beancount names it."""
        return str(self.source.get("filename", ""))

    @property
    def line(self) -> int:
        """The line it points at, from 1; 0 where it speaks of the books as a whole."""
        return int(self.source.get("lineno", 0))


def finding(
    entry: Any, text: str, clause: str = "", severity: Severity = "error", *, at: Any = None
) -> Finding:
    """A finding about an entry, pointing at the posting `at` where one is given."""
    meta = getattr(at, "meta", None) or entry.meta
    return Finding(meta, text, entry, "", severity, clause)


WHOLE_BOOKS: dict[str, Any] = {"filename": "<账簿>", "lineno": 0}
"""The source of a finding that no single line can be blamed for."""
