"""Every report of the golden year as it is asked for: what stands on it as text, and how its pages look as pixels.

python -m tests.golden_papers          # writes tests/golden/ anew: then read the differences, each is a change of a paper
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pypdfium2

from huzhu import session
from huzhu.reading import read
from huzhu.reporting.asking import Wanted, of_books, paper_of
from huzhu.reporting.many import Order, district_paper
from ledger.books import Books
from reports import period
from reports.drawing.draw import draw
from reports.forms import Paper
from reports.period import Period
from reports.report import Audience, DistrictReport
from reports.table import TABLE, report
from tests.golden_year import golden, golden_district

FOLDER = Path(__file__).parent / "golden"
PIXELS = FOLDER / "pixels.json"
TODAY = date(2026, 7, 20)
SAID = {
    "referral-slip": {"case": "JZ-2025-0004"},
    "situation-note": {"case": "JZ-2026-0001"},
}
"""What else must be said, by the report's name."""
USUAL = {
    "case": "JZ-2025-0007",
    "donor": "张氏后人",
    "figure": "activities:12:year-total",
    "voucher": "2025-12-001",
}


class Asked(NamedTuple):
    """One paper of the golden year."""

    name: str
    period: Period
    audience: str
    said: Mapping[str, str]

    @property
    def id(self) -> str:
        """What its golden file is called."""
        return "-".join(filter(None, (self.name, self.period.code if self.period.first != date.min else "")))


def asked() -> Iterator[Asked]:
    """Every report, once or twice."""
    for name in TABLE:
        found = report(name)
        said = SAID.get(name) or {
            w.rstrip("!"): USUAL[w.rstrip("!")] for w in found.options if w.endswith("!")
        }
        for of in _periods(found.spans):
            yield Asked(name, of, str(found.audiences[0]), said)


def _periods(spans: Set[str]) -> Iterator[Period]:
    """A report that can be of a year is taken of a year, and of a quarter under the other regime."""
    if not spans:
        yield period.until(TODAY)
    elif "year" in spans:
        yield period.year("2025")
        if "quarter" in spans:
            yield period.quarter("2026Q2")
    elif "month" in spans:
        yield from map(period.month, ("2025-07", "2026-05"))
    else:
        yield period.quarter("2026Q2")


@cache
def books() -> tuple[Books, str]:
    """The golden society's books and the head of their trail."""
    found, chain = read(golden())
    return found, chain.head


def paper(of: Asked) -> Paper:
    """The paper, as a command would make it on a fixed day."""
    found = report(of.name)
    with mock.patch.object(session, "today", lambda: TODAY):
        if isinstance(found, DistrictReport):
            order = Order(of.name, of.period, Audience(of.audience), True, of.said)
            return district_paper(golden_district(), found, order, lambda done, total: None)
        wanted = Wanted(found, of.period, Audience(of.audience), False, of.said)
        known, head = books()
        return paper_of(of_books(golden(), known, head, wanted), wanted)


def as_text(of: Asked) -> str:
    """What stands on it."""
    return draw(paper(of), "text").decode()


def pixels(pdf: bytes) -> list[str]:
    """A hash of each page's grey pixels at 72 to the inch."""
    pages = pypdfium2.PdfDocument(pdf)
    found = []
    for page in pages:
        bitmap = page.render(scale=1, grayscale=True)
        found.append(hashlib.sha256(bytes(bitmap.buffer)).hexdigest()[:24])
    return found


def write() -> None:
    """Write all golden files anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    seen: dict[str, list[str]] = {}
    for of in asked():
        (FOLDER / f"{of.id}.txt").write_text(as_text(of), encoding="utf-8")
        seen[of.id] = pixels(draw(paper(of), "pdf"))
    PIXELS.write_text(json.dumps(seen, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
