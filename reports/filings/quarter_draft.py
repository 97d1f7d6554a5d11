"""The draft of a quarter's text, from the figures of the societies: what was done, what is wrong, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ledger import money
from reports.filings.letter import signs
from reports.filings.standing import LATE, MISSING, Standing
from reports.report import District

_FEW = 3
_NEXT = {
    "registered": "督促没有登记的村（社区）抓紧筹备登记",
    "named": "指导名称不规范的社变更名称",
    "full": "落实启动资金",
    "started": "帮助没有开展救助的社排查困难群众、受理申请",
    "has_float": "指导设立备用金",
    "in_time": "按月提醒公示和备案",
}


def draft(district: District, societies: Sequence[Standing], limit: int) -> tuple[str, ...]:
    """Three paragraphs; the last problems go where the whole would be longer than the limit (0: none)."""
    said: tuple[str, ...] = ()
    for said in _shorter_and_shorter(district, societies):
        if not limit or signs(said) <= limit:
            break
    return said


def _shorter_and_shorter(district: District, societies: Sequence[Standing]) -> Iterator[tuple[str, ...]]:
    """All that is to be said, then with ever fewer problems, at last the figures alone."""
    done, problems = _done(district, societies), list(_problems(district, societies))
    for left_out in range(max(len(problems), 1)):
        shown = problems[: len(problems) - left_out]
        yield done, _wrong([said for _, said in shown], left_out), _next([key for key, _ in shown])
    yield (done,)


def villages(district: District, societies: Sequence[Standing]) -> int:
    """How many villages there should be societies in: the roster's, else as many as there are."""
    township = district.said.get("township")
    listed = [village for village, at in district.roster if township in (None, "", at)]
    return len(listed) or len(societies)


def _done(district: District, societies: Sequence[Standing]) -> str:
    of = district.period
    there = [s for s in societies if s.registered]
    every = villages(district, societies)
    covered = f"，覆盖率{min(len(there), every) * 100 // every}%" if every else ""
    seed = sum((s.subsidy + s.collective + s.given for s in there), Decimal(0))
    said = f"一、工作进展。截至{of.last.year}年{of.last.month}月底，{every}个村（社区）中已登记互助社{len(there)}个{covered}。"
    said += f"启动资金到位{yuan(seed)}元，{sum(s.full for s in there)}个社足额。"
    said += _helped(there)
    donated, left = (sum((getattr(s, key) for s in there), Decimal(0)) for key in ("donated", "balance"))
    return said + f"本季度接受捐赠{yuan(donated)}元，季末资金结余{yuan(left)}元。"


def _helped(there: Sequence[Standing]) -> str:
    """What help there was, without naming what there was none of."""
    now = [s.now for s in there]
    times, given = sum(h.times for h in now), sum((h.yuan for h in now), Decimal(0))
    parts = [
        f"{word}{sum(getattr(h, key) for h in now)}人次{yuan(sum((getattr(h, f'{key}_yuan') for h in now), Decimal(0)))}元"
        for key, word in (("supplementary", "补充救助"), ("emergency", "应急救助"))
        if any(getattr(h, key) for h in now)
    ]
    said = f"本季度救助{times}人次、{yuan(given)}元" + (f"（{'，'.join(parts)}）" if parts else "")
    referred, first = sum(h.referred for h in now), sum(h.first_aid for h in now)
    said += f"，转介{referred}人次" if referred else ""
    return said + (f"，其中先行救助{first}人次。" if first else "。")


def _problems(district: District, societies: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    """What is wrong, by what mends it."""
    there = [s for s in societies if s.registered]
    missing = villages(district, societies) - len(there)
    if missing > 0:
        yield "registered", f"{missing}个村（社区）还没有登记互助社"
    late = [s for s in there if {s.posted, s.filed} & {LATE, MISSING}]
    counted = (
        ("full", [s for s in there if not s.full], "启动资金没有到齐"),
        ("in_time", late, "公示或备案没有按时"),
        ("started", [s for s in there if not s.started], "还没有开展救助"),
        ("has_float", [s for s in there if not s.has_float], "没有设立备用金"),
        ("named", [s for s in there if not s.named], "名称不规范"),
    )
    for key, of, words in counted:
        if of:
            yield key, f"{len(of)}个社{words}{_where(of)}"


def _where(of: Sequence[Standing]) -> str:
    """Which villages, where they are few."""
    names = [s.village or s.name for s in of]
    return f"（{'、'.join(names)}）" if len(names) <= _FEW else ""


def _wrong(problems: Sequence[str], left_out: int) -> str:
    """The problems that there is room for, and how many more there are."""
    listed = "；".join(f"{'一二三四五六'[at]}是{said}" for at, said in enumerate(problems))
    more = f"；另有{left_out}个方面的问题见进展情况表" if left_out else ""
    return f"二、存在问题。{listed or '本季度各社运转正常，没有发现突出问题'}{more}。"


def _next(problems: Sequence[str]) -> str:
    steps = "，".join(_NEXT[key] for key in problems)
    return f"三、下一步打算。{steps or '继续做好主动发现、及时救助和按月公示备案'}。"


def yuan(amount: Decimal) -> str:
    """An amount as a text says it: without the fen where there are none."""
    return money.show(amount).removesuffix(".00")
