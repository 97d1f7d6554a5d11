"""登记里写明属于哪个联合会；每个完整年度都要有联合会的考评，考评不合格的要整改。

The registration names the federation, and each full year since it has its appraisal, by the policy's month.

Clause (东台 二、一是): 镇区建立“救急难”互助会联合会，加强对互助会工作的管理指导。 (二、五是: 每年底，各镇互助会联合会对本镇
各“救急难”互助会工作情况进行考评，推优荐能。)

A full year is one that begins on or after the day of registration. The appraisal is due on the last day of the
month that the policy line of the year's end names, in that year; that day still counts. One made before its
year began is not that year's. Where a year was appraised more than once the last grade counts: it is how a
society mends 不合格, which until then is a warning.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.duties import told
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import BadPolicy, Line, Policy
from ledger.workdays import Due
from plugins.rule import rule

__plugins__ = ("appraised_yearly",)

_FAILED = "不合格"


@rule("appraisal_due_month", "federation_required")
def appraised_yearly(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield a registration without its federation, and each year whose appraisal is late, missing or 不合格."""
    registered = books.facts.registration
    appraisals: dict[str, list[Fact]] = {}
    for fact in books.facts.of("考评"):
        appraisals.setdefault(fact.key, []).append(fact)
    if registered is None:
        return
    asked = policy.on(books.day, "federation_required")
    if asked and asked.yes and not registered.fact.text("federation"):
        said = "登记里没有写明属于哪个联合会（federation:），请补写后重新登记"
        yield finding(registered.fact.entry, said, asked.cited, "overdue")
    first = registered.day.year + (registered.day > date(registered.day.year, 1, 1))
    for year in range(first, books.day.year + 1):
        line = policy.on(date(year, 12, 31), "appraisal_due_month")
        if line is None:
            continue
        given = [fact for fact in appraisals.get(str(year), ()) if fact.day >= date(year, 1, 1)]
        done = given[0] if given else None
        if late := told(f"{year}年的考评", _due(year, line), done.day if done else None, books.day):
            said = late[0] if done else f"{late[0]}；请联系联合会考评，再登记考评"
            yield finding((done or registered.fact).entry, said, line.cited, late[1])
        if given and given[-1].text("grade") == _FAILED:
            said = f"{year}年的考评是{_FAILED}；请整改后再请联合会考评"
            yield finding(given[-1].entry, said, line.cited, "warning")


def _due(year: int, line: Line) -> Due:
    """The last day of the year's month that the line names."""
    if not 1 <= line.number <= 12:
        raise BadPolicy(f"{line.where} 政策“{line.name}”的值应是月份，1到12")
    return Due(date(year, line.number, monthrange(year, line.number)[1]), False)
