"""A society in the middle of a month: cash in the drawer, rice in the store, cases at every step.

`busy(tmp_path)` is a fresh copy of a district whose `shigang` had, in July 2026, a resolution to move money
between funds, 500.00 by WeChat, 2,000.00 drawn, ten bags of rice, and four cases: `DECIDED` may be paid
800.00, `PAID` was paid 500.00 in cash, `OPENED` is only accepted, `SURVEYED` waits for its decision. `qiankou` has no money yet.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from huzhu import keyring
from ledger.chart import WECHAT
from ledger.district import District
from tests import societies as made

DECIDED, PAID, OPENED, SURVEYED = "JZ-2026-0001", "JZ-2026-0002", "JZ-2026-0003", "JZ-2026-0004"
DRAWN, GIVEN_RICE, RELIEVED = "2026-07-002", "2026-07-003", "2026-07-004"
OTHER, THIRD, FOURTH = "P-2a2b3c4d5e6f", "P-3a2b3c4d5e6f", "P-4a2b3c4d5e6f"
"""The persons of the cases after the first."""

_kept = TemporaryDirectory(prefix="huzhu-busy-")  # gone when the session ends


def busy(folder: Path) -> District:
    """A fresh copy of the district."""
    copy = folder / "徽州区"
    shutil.copytree(_built(), copy)
    return District(copy)


@cache
def _built() -> Path:
    district = made.district(Path(_kept.name))
    keyring.create(district)
    events = [
        made.resolution("JY-2026-01", day=1),
        made.donation("500.00", 1, account=WECHAT),
        made.draw("2000.00", 2),
        made.rice(10, 3, goods_name="大米（袋）"),
        *made.case("800.00", 7, DECIDED),
        *made.case("500.00", 7, PAID, OTHER),
        made.relief("500.00", 8, case=PAID),
        made.case("1.00", 8, OPENED, THIRD)[0],
        *made.case("1.00", 8, SURVEYED, FOURTH)[:2],
    ]
    for event in events:
        made.record(district.society("shigang"), event)
    return district.folder
