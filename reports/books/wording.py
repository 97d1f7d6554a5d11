"""The words of an account as an account book prints them: official code of the day's regime, 科目, 明细.

Nothing that leaves on paper shows the names that Beancount wants: 1002银行存款—农商行基本户—社会捐赠 stands for the
account of that fund at that bank. Until 2025 the codes are those of 财会〔2004〕7号, from 2026 those of 财会〔2024〕25号.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ledger.chart import CODE_2004, parse

LAST_YEAR_OF_2004 = 2025
"""The last year under the regime of 2004."""
_CODED = re.compile(r"([0-9]*)(.*)")


def code(account: str, day: date) -> str:
    """The official code of an account's first level (5301), as the regime of that day has it (5201 until 2025)."""
    now = parse(account).code
    return CODE_2004.get(now, now) if day.year <= LAST_YEAR_OF_2004 else now


def level_code(account: str, day: date) -> str:
    """The code with that of each level below it: 10020103; of the first level alone it is `code`."""
    return code(account, day) + "".join(number for number, _ in _parts(account)[1:])


def head(account: str) -> str:
    """The name of the first level: 银行存款."""
    return _parts(account)[0][1]


def detail(account: str) -> str:
    """The levels below the first: 农商行基本户—社会捐赠; empty where there is none."""
    return "—".join(name for _, name in _parts(account)[1:])


def whole(account: str, day: date) -> str:
    """All of it: 1002银行存款—农商行基本户—社会捐赠."""
    return code(account, day) + "—".join(filter(None, (head(account), detail(account))))


def levels(account: str) -> tuple[str, ...]:
    """The account and all that stand above it, the first level first, as the books spell them."""
    parts = account.split(":")
    return tuple(":".join(parts[: at + 1]) for at in range(1, len(parts)))


def leaf_word(account: str) -> str:
    """The name of the last level: 社会捐赠."""
    return _parts(account)[-1][1]


@cache
def _parts(account: str) -> tuple[tuple[str, str], ...]:
    """Each level below the root as number and name."""
    found = (_CODED.fullmatch(part) for part in account.split(":")[1:])
    return tuple((match[1], match[2]) for match in found if match)
