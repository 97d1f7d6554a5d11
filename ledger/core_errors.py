"""Beancount's own errors, said in Chinese."""

from __future__ import annotations

import re
from typing import Any

from ledger.findings import WHOLE_BOOKS, Finding

_SAID: tuple[tuple[str, str], ...] = (
    (r"Invalid reference to unknown account '(.*)'", "科目“{0}”没有开立"),
    (r"Invalid reference to inactive account '(.*)'", "科目“{0}”在这一天还没有开立或已经关闭"),
    (r"Transaction does not balance: (.*)", "借贷不平，差额{0}"),
    (r"Balance failed for '(.*?)'.*?expected (.*?) != accumulated (.*?) \(.*", "科目“{0}”应为{1}，账上是{2}"),
    (r"Duplicate open directive for (.*)", "科目{0}开立了两次"),
    (r"Invalid currency (.*?) for account '(.*?)'", "科目“{1}”不能记{0}"),
    (r"Invalid account name: (.*)", "科目名称不合规则：{0}"),
    (r'File glob "(.*)" does not match any files', "总账文件要包含的“{0}”不见了"),
    (r'File "(.*)" does not exist', "文件“{0}”不存在"),
    (r'Error importing "(\w+)".*', "规则程序“{0}”没有装好，规则没有运行；请重新安装 huzhu"),
    (r"Error applying plugin \"?(\w+)\"?.*", "规则程序“{0}”运行出错，规则没有运行完"),
    (r"Duplicate metadata field.*", "同一笔账里有重复的项目"),
    (r"(?:No position matches|Not enough lots to reduce|Ambiguous matches).*", "库存里没有这么多、或没有这个单价的实物"),
    (r"Invalid token:? (.*)", "有看不懂的字符{0}"),
    (r"syntax error.*", "这一行不合格式"),
)  # fmt: skip


_LONGEST = 120


def _short(said: str) -> str:
    """Words of a file as a sentence can hold them: a line of a million figures is one, too."""
    seen = "".join(c if c.isprintable() else "�" for c in said[:_LONGEST])
    return seen if len(said) <= _LONGEST else f"{seen}……"


def as_finding(error: Any) -> Finding:
    """A Beancount error as a finding of the rule `beancount`; a finding comes back as it is."""
    if isinstance(error, Finding):
        return error
    said = str(error.message)
    for pattern, chinese in _SAID:
        if hit := re.match(pattern, said, re.DOTALL):
            said = chinese.format(*map(_short, hit.groups()))
            break
    else:
        said = f"账簿格式有误（{_short(said)}）"
    return Finding(error.source or WHOLE_BOOKS, said, error.entry, "beancount")
