"""The columns of the progress table, and what stands in them for one society, one township or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from reports.filings.help_given import ZERO, Help
from reports.filings.standing import IN_TIME, Standing
from reports.report import Told
from reports.rows import Cell, Column

_SEED, _NOW, _EVER, _GIVEN = "启动资金到位", "当月救助", "累计救助", "接受捐赠"
SET_UP = (
    Column("villages", "村（社区）数", "count"),
    Column("registered", "已登记", "count"),
    Column("coverage", "覆盖率", "text"),
    Column("named", "名称规范", "count"),
    Column("subsidy", "区财政", "money", group=_SEED),
    Column("collective", "村集体", "money", group=_SEED),
    Column("given", "社会捐赠", "money", group=_SEED),
    Column("seed", "合计", "money", group=_SEED),
    Column("full", "足额社数", "count", group=_SEED),
    Column("started", "已启动救助", "count"),
    Column("float", "设立备用金", "count"),
    Column("posted", "按时公示", "count"),
    Column("filed", "按时备案", "count"),
    Column("troubles", "存在问题", "text"),
    Column("by", "填报人", "text"),
    Column("phone", "电话", "text"),
)
_HELP = (
    ("supplementary", "补充", "count", "人次"),
    ("supplementary_yuan", "补充", "money", "元"),
    ("emergency", "应急", "count", "人次"),
    ("emergency_yuan", "应急", "money", "元"),
    ("referred", "转介", "count", "人次"),
    ("first_aid", "先行", "count", "人次"),
)
HELPING = (
    *(Column(f"now_{key}", title, kind, note, _NOW) for key, title, kind, note in _HELP),  # type: ignore[arg-type]
    *(Column(f"ever_{key}", title, kind, note, _EVER) for key, title, kind, note in _HELP),  # type: ignore[arg-type]
    Column("donated", "当月", "money", "元", _GIVEN),
    Column("donated_ever", "累计", "money", "元", _GIVEN),
    Column("balance", "资金结余", "money", "元"),
)
_LAST = ("troubles", "by", "phone")
ALL = (
    *(c for c in SET_UP if c.key not in (*_LAST, "posted", "filed")), *HELPING,
    *(c for c in SET_UP if c.key in ("posted", "filed")), *(c for c in SET_UP if c.key in _LAST),
)  # fmt: skip
_MOST_SAID = 2


class Line(NamedTuple):
    """One line: a village or a township, how many villages it has, and those of its societies that told."""

    name: str
    villages: int
    societies: tuple[Standing, ...]
    is_village: bool = False


def cells(line: Line, columns: Sequence[Column], *, total: bool = False) -> tuple[Cell, ...]:
    """What stands in the columns; a village without a society is told as such, a total has no words."""
    found = {**_counts(line), **_money(line), **_help("now", line), **_help("ever", line)}
    if not total:
        found |= _words(line)
    return tuple(found.get(c.key) for c in columns)


def _counts(line: Line) -> dict[str, Cell]:
    asked: dict[str, Callable[[Standing], bool]] = {
        "registered": lambda s: s.registered,
        "named": lambda s: s.named,
        "full": lambda s: s.full,
        "started": lambda s: s.started,
        "float": lambda s: s.has_float,
        "posted": lambda s: s.posted == IN_TIME,
        "filed": lambda s: s.filed == IN_TIME,
    }
    found: dict[str, Cell] = {key: sum(map(is_so, line.societies)) for key, is_so in asked.items()}
    registered = sum(s.registered for s in line.societies)
    covered = f"{min(registered, line.villages) * 100 // line.villages}%" if line.villages else ""
    return found | {"villages": line.villages, "coverage": covered}


def _money(line: Line) -> dict[str, Cell]:
    keys = ("subsidy", "collective", "given", "donated", "donated_ever", "balance")
    found = {key: sum((getattr(s, key) for s in line.societies), ZERO) for key in keys}
    return {**found, "seed": found["subsidy"] + found["collective"] + found["given"]}


def _help(when: str, line: Line) -> dict[str, Cell]:
    """Each figure of the help, summed."""
    helps: list[Help] = [getattr(s, when) for s in line.societies]
    zero = Help()
    return {
        f"{when}_{key}": sum((getattr(h, key) for h in helps), getattr(zero, key)) for key in Help._fields
    }


def _words(line: Line) -> dict[str, Cell]:
    """What is wrong: of one society its troubles, of several how many have which."""
    if line.is_village and line.societies:
        only = line.societies[0]
        said = "；".join(only.troubles) if only.registered else "还没有登记"
        return {"troubles": said, "by": only.by}
    if line.is_village:
        return {"troubles": "还没有成立互助社"}
    missing = line.villages - sum(s.registered for s in line.societies)
    return {
        "troubles": "；".join(
            [*([f"{missing}个村（社区）还没有登记"] if missing > 0 else []), *_summed(line)]
        )
    }


def _summed(line: Line) -> list[str]:
    """The troubles that most societies have."""
    of: dict[str, int] = {}
    for each in line.societies:
        for trouble in each.troubles:
            of[_kind(trouble)] = of.get(_kind(trouble), 0) + 1
    most = sorted(of, key=lambda said: -of[said])[:_MOST_SAID]
    return [f"{of[said]}个社{said}" for said in most]


def _kind(trouble: str) -> str:
    """A trouble without its figure."""
    return "启动资金没有到齐" if trouble.startswith("启动资金差") else trouble


def remarks(last: date, shares: Sequence[Told]) -> list[str]:
    """That the table was not asked for yet in these days, where the policy says from when."""
    begins = min((share["begins"] for share in shares if share.get("begins")), default="")
    if not begins or last >= date.fromisoformat(begins):
        return []
    day = date.fromisoformat(begins)
    return [f"本表自{day.year}年{day.month}月起报送，此前各月供自查。"]
