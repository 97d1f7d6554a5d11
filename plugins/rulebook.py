"""docs/rules.md as it must be: every rule with what it says, its clause, its parameters in each district.

Made from the rules' own docstrings and the policies: `python -m plugins.rulebook > docs/rules.md`.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from beancount.core.amount import Amount

from ledger import money
from ledger.policy import BY_DISTRICT, PLACES, Line, named
from plugins.rule import Rule
from plugins.table import GROUPS, RULES

_OPENING = """# 规则

本页由 `python -m plugins.rulebook` 从规则和政策文件生成，不要手改；测试会比对。

每条规则是 `plugins/` 里同名的一个文件。规则里没有数字：数字都是政策行（`ledger/policies/`），一行一个，从那天起施行，
写明原文和出处。一个区的政策里没有的，规则就不说话；没有一条规则认得区名。表里标 * 的是“本项由区定”：原文没有写出，
由区里定下，区里可以另定。没有参数的规则依据的是法律或账簿格式，各地一样。

轻重：**错误**（违反规则，记账前就拦下，载入时报告）、**逾期**（该做的日子过了没有做）、**提醒**（像是有问题，请人核实）。
"""


def text() -> str:
    """The whole page."""
    parts = [_OPENING]
    for title, rules in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_chapter(rule) for rule in rules]
    parts.append(_lines_without_rule())
    return "\n".join(parts)


def docstring(rule: Rule) -> str:
    """What the rule's file says of itself."""
    return (sys.modules[rule.__module__].__doc__ or "").strip()


def _chapter(rule: Rule) -> str:
    paragraphs = docstring(rule).split("\n\n")
    said, english, *rest = paragraphs
    body = [f"### {rule.name}\n", f"{said}\n", f"{_joined(english)}\n"]
    for paragraph in rest:
        mark, _, clause = _joined(paragraph).partition(": ")
        body.append(f"> **{mark}**：{clause}\n" if mark.startswith("Clause") else f"{_joined(paragraph)}\n")
    body.append(_parameters(rule))
    return "\n".join(body)


def _joined(paragraph: str) -> str:
    """A paragraph of a docstring in one line: a break between two Chinese characters is no blank."""
    lines = [line.strip() for line in paragraph.splitlines()]
    joined = lines[0]
    for line in lines[1:]:
        chinese = ord(joined[-1]) > _CHINESE and ord(line[0]) > _CHINESE
        joined += line if chinese else f" {line}"
    return joined


_CHINESE = 0x2E80


def _parameters(rule: Rule) -> str:
    if not rule.lines:
        return "没有参数：各地一样。\n"
    head = ["| 参数 | 说什么 | " + " | ".join(PLACES.values()) + " |", "|---|---|" + "---|" * len(PLACES)]
    return "\n".join([*head, *map(_row, rule.lines)]) + "\n"


def _row(name: str) -> str:
    known = [line for place in PLACES for line in _all(place).get(name, ())]
    what = known[0].what if known else ""
    return f"| `{name}` | {what} | " + " | ".join(_cell(place, name) for place in PLACES) + " |"


def _cell(place: str, name: str) -> str:
    lines = _all(place).get(name, ())
    several = len(lines) > 1
    return "<br>".join(f"{_said(line)}{f'（{line.day}起）' if several else ''}" for line in lines) or "—"


def _said(line: Line) -> str:
    mark = "*" if line.clause == BY_DISTRICT else ""
    return "、".join(_value(v) for v in line.values) + (" \\" + mark if mark else "")


def _value(value: Any) -> str:
    if isinstance(value, Amount):
        assert value.number is not None, "an amount that was parsed has a number"
        return f"{money.show(value.number)}元"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).replace("|", "\\|")


@cache
def _all(place: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in named(place).lines:
        found.setdefault(line.name, []).append(line)
    return found


def _lines_without_rule() -> str:
    """The policy lines that no rule asks for: a report or a page does."""
    asked = {name for rule in RULES for name in rule.lines}
    rest = sorted({name for place in PLACES for name in _all(place)} - asked)
    body = ["## 只给报表用的政策行\n", "这些行不判对错，由报表、看板读取。\n"]
    head = ["| 参数 | 说什么 | " + " | ".join(PLACES.values()) + " |", "|---|---|" + "---|" * len(PLACES)]
    return "\n".join([*body, *head, *map(_row, rest)]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
