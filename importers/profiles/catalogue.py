"""docs/papers.md, made from the profiles: which papers can be read, where each is downloaded, how it is known.

`python -m importers.profiles.catalogue > docs/papers.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from importers.profile import Profile
from importers.profiles.foreign import FOREIGN
from importers.profiles.table import PROFILES

_HEAD = """# 认得的账单

由 `python -m importers.profiles.catalogue > docs/papers.md` 从 `importers/profiles/` 生成，不要手改。

一种账单一份声明：标题、表头、金额的写法、余额、合计。表头按字找，不按行号；恰好一种认得才读，两种都像就问，一种都不像就说像什么。
“未核对”的版式照公开资料写成，还没有人拿真账单对过，导入时会提醒；拿到真账单、逐行对过以后，把声明里的 `proven` 改为真。

| 账单 | 从哪里下载 | 认它的字 | 必有的列 | 版式 |
|---|---|---|---|---|
"""
_FOOT = """
## 不收的

{refused}

## 加一种

一个文件，一份声明（`importers/profiles/bank.py` 的 `Bank`，三十到六十行），一张样本和它读成的字
（`tests/papers/`，`python -m tests.told 样本`），`importers/profiles/table.py` 里一个名字。

The shapes of amounts, footers, totals, signs printed the wrong way round and PDFs are fields of `Bank`; the
engine does the rest: finds the header, follows the balances, ties the totals, gives each row its link.
"""


def text() -> str:
    """The whole page."""
    refused = "\n".join(f"- {each.advice}" for each in FOREIGN)
    return _HEAD + "".join(map(_row, PROFILES)) + _FOOT.format(refused=refused)


def _row(profile: Profile) -> str:
    return f"| {' | '.join(word.replace('|', chr(92) + '|') for word in _cells(profile))} |\n"


def _cells(profile: Profile) -> Iterator[str]:
    yield profile.name
    yield profile.source
    yield "、".join(profile.titles) or "只凭表头"
    yield "、".join(profile.columns)
    yield ("PDF，" if profile.pdf else "") + ("已核对" if profile.proven else "未核对")


if __name__ == "__main__":
    sys.stdout.write(text())
