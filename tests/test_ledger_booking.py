"""Loading by the short way gives what Beancount's own way gives, whatever stands in the books."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from beancount import loader
from hypothesis import given
from hypothesis import strategies as some

from ledger import booking
from tests.trials import trials

OPEN = """
option "tolerance_multiplier" "0"
option "operating_currency" "CNY"
2026-01-01 commodity DAMI
2026-01-01 open Assets:1001现金:03社会捐赠
2026-01-01 open Assets:1002银行存款:01农商行基本户:03社会捐赠 CNY
2026-01-01 open Assets:1201存货:03社会捐赠 "FIFO"
2026-01-01 open Income:4101捐赠收入
2026-01-01 open Expenses:5101业务活动成本:03实物救助
"""
CASH, GOODS = "Assets:1001现金:03社会捐赠", "Assets:1201存货:03社会捐赠"
GIVEN, SPENT = "Income:4101捐赠收入", "Expenses:5101业务活动成本:03实物救助"
SHAPES = (
    f"  {CASH}  {{n}}.00 CNY\n  {GIVEN}  -{{n}}.00 CNY\n",
    f"  {CASH}  {{n}}.00 CNY\n  {GIVEN}\n",
    f"  {CASH}  {{n}}.00 CNY\n  {GIVEN}  -{{n}}.01 CNY\n",
    f"  {CASH}\n  {GIVEN}\n",
    f"  {GOODS}  {{n}} DAMI {{{{3.00 CNY}}}}\n  {GIVEN}\n",
    f"  {GOODS}  {{n}} DAMI {{{{4.00 CNY}}}}\n  {GIVEN}\n",
    f"  {SPENT}\n  {GOODS}  -{{n}} DAMI {{{{}}}}\n",
    f"  {SPENT}\n  {GOODS}  -{{n}} DAMI {{{{3.00 CNY}}}}\n",
    f"  {GOODS}  {{n}} DAMI\n  {GOODS}  -{{n}} DAMI\n",
    f"  {CASH}  {{n}}.00 USD @ 7.00 CNY\n  {GIVEN}\n",
    f"  {CASH}  {{n}}.00 CNY {{{{2.00 USD}}}}\n  {GIVEN}\n",
    f"  {CASH}  {{n}}.00\n  {GIVEN}  -{{n}}.00 CNY\n",
    f"  {GOODS}  -{{n}} DAMI {{{{}}}}\n  {CASH}  {{n}}.00 CNY\n  {GIVEN}\n",
)


def _both(text: str) -> tuple[Any, Any]:
    """The entries, errors and title of each way, comparable."""
    ours, theirs = booking.load([(text, False)]), loader._load([(text, False)], None, None, None)
    return _told(ours), _told(theirs)


def _told(loaded: tuple[Any, ...]) -> Any:
    entries, errors, options = loaded
    said = []
    for entry in entries:
        meta = {k: v for k, v in entry.meta.items() if not k.startswith("__")}
        said.append((type(entry).__name__, entry._replace(meta=meta)))
    return said, sorted((e.message, e.source["lineno"]) for e in errors), options["title"]


@trials(150)
@given(
    some.lists(
        some.tuples(some.integers(1, 9), some.sampled_from(SHAPES), some.integers(1, 5)),
        min_size=1,
        max_size=14,
    )
)
def test_books_of_any_shape_load_alike(entries: list[tuple[int, str, int]]) -> None:
    text = OPEN + "".join(
        f'{date(2026, 2, day)} * "甲" "乙"\n{shape.format(n=number)}' for day, shape, number in entries
    )
    ours, theirs = _both(text)
    assert ours == theirs


@pytest.mark.parametrize(
    "more",
    [
        "2026-02-01 balance Assets:1001现金:03社会捐赠 5.00 CNY\n",
        '2026-02-01 * "x"\n  Assets:X  1.00 CNY\n  Income:4101捐赠收入  -1.00 CNY\n',
        '2026-02-01 * "x"\n  写错了\n',
        'include "没有这个文件.beancount"\n',
        "2026-02-01 close Assets:1001现金:03社会捐赠\n",
        "",
    ],
)
def test_what_is_wrong_is_told_alike(more: str) -> None:
    first = f'2026-02-01 * "甲" "乙"\n{SHAPES[0].format(n=1)}2026-02-02 * "甲" "乙"\n{SHAPES[4].format(n=1)}'
    ours, theirs = _both(OPEN + first + more)
    assert ours == theirs
