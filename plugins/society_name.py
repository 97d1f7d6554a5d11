"""互助社名称按统一样式：某某区某某乡镇某某村（社区）救急难互助社；统一社会信用代码有效，以51开头；没有登记不能收支。

The society bears the name that the policy's pattern gives its village, and its credit code is one of a 社会团体.

Clause (徽州 二（一）): 各村（社区）“救急难”互助社应当全部规范命名为某某区某某乡镇某某村（社区）救急难互助社。……应当全部向区民政部
门依法依规申请登记为社会团体。

The pattern is read from the district's policy line: what stands behind its last 村（社区） is how every name
ends, what stands between its first two 某某 is how the district's name ends (a county, 县, is of the same level).
Between district and ending there
are the township and the village as registered, in that order and nothing else. The last registration counts,
and the line of the day of judgement: 应当全部 leaves no old name standing. Where the policy names no pattern only
the code is checked. Whoever has money and no registration, or money before it, is told at the first entry. A village that is
registered as 社区 is called so, and one registered as 村 too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger import uscc
from ledger.books import Books
from ledger.facts import Registration
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from plugins.rule import rule

__plugins__ = ("society_name",)

UNREGISTERED = "《社会团体登记管理条例》第三条：成立社会团体，应当……依照本条例的规定进行登记"
CODE = "GB 32100《法人和其他组织统一社会信用代码编码规则》"
_ANY = "某某"
_COUNTIES = ("区", "县", "市", "旗")
"""What is of one level with a district: a county that takes over a district's policy keeps its own word."""
_ENDING = re.compile(r".*(?:）|村|社区)")
_ABOVE = re.compile(r".{2,}(?:省|市|州|县|区|盟|旗)(?=.{2})")
"""A larger place before the district's own name."""


@rule("society_name")
def society_name(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield what is wrong with the registered name, kind and code, or that there is no registration."""
    registered = books.facts.registration
    if books.is_bureau:
        return
    if registered is None:
        if books.transactions:
            said = "互助社还没有登记就有了收支；请先登记（互助社 登记：名称、统一社会信用代码、乡镇、村）"
            yield finding(books.transactions[0], said, UNREGISTERED)
        return
    first = min(fact.day for fact in books.facts.of("互助社", "登记"))
    if early := [t for t in books.transactions[:1] if t.date < first]:
        said = f"互助社{first}才登记，{early[0].date}就有了收支；请核实这一笔和登记的日期"
        yield finding(early[0], said, UNREGISTERED, "warning")
    entry = registered.fact.entry
    if fault := uscc.problem(registered.uscc):
        yield finding(entry, f"统一社会信用代码{fault}", CODE)
    line = policy.on(books.day, "society_name")
    for said in _faults(registered, line) if line else ():
        yield finding(entry, said, line.cited if line else "")


def _faults(registered: Registration, line: Line) -> Iterator[str]:
    pattern = "".join(line.words)
    ending = _ENDING.sub("", pattern)
    rest = f"{registered.township}{registered.village}{ending}"
    district = registered.name.removesuffix(rest)
    if not registered.name.endswith(rest) or not _is_district(district, pattern):
        place = f"（区名）{rest}" if _kind(pattern) else rest
        yield f"名称“{registered.name}”不规范，应是“{place}”；请改正登记的名称、乡镇或村"
    kind = registered.fact.text("kind")
    if not registered.village.endswith(kind):
        yield f"登记的种类是“{kind}”，村（社区）却是“{registered.village}”，应以“{kind}”结尾"


def _kind(pattern: str) -> str:
    """How the pattern's district ends (区); empty where it names none."""
    parts = pattern.split(_ANY)
    return parts[1] if len(parts) > len(("", "区", "乡镇")) else ""


def _is_district(name: str, pattern: str) -> bool:
    """Whether a name is that of a district as the pattern ends it, with no larger place before it."""
    kind = _kind(pattern)
    if not kind:
        return not name
    ends = _COUNTIES if kind in _COUNTIES else (kind,)
    return name.endswith(ends) and len(name) > len(kind) and not _ABOVE.match(name)
