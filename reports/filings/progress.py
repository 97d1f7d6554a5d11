"""《乡镇完善村（社区）“救急难”互助社运作机制进展情况表》: township to district, monthly from April.

Clause (徽州 四、三是): 自4月起每月1日前向区民政局报送《徽州区乡镇完善村（社区）“救急难”互助社运作机制进展情况表》。 A row a
township for the district, a row a village for one township; sums of the societies' own books (汇总).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.mistake import Mistake
from reports.filings.letter import handed_in_by
from reports.filings.progress_columns import ALL, HELPING, SET_UP, Line, cells, remarks
from reports.filings.standing import Standing, read, standing, told
from reports.report import MONTHLY, Asked, District, DistrictReport, Told
from reports.rows import Column, Row, Sheet

_UNIT = Column("township", "单位", "text")
SIGNED = ("填报人", "联系电话", "审核人", "单位（盖章）")
_COUNTED = "人次是发放的笔数，冲销的不计；实物按入账价，计入该案受理时的类型；累计自各社登记之日起。"
_DUE = "公示、备案按时：本月到期的（即上月救助的）在规定的工作日前做完的社数。"
_NO_ROSTER = "区里没有名册，村（社区）数按已经建账的互助社数计。"
_SUMMED = "汇总是各社账上数字的加总，不是合并报表。"


def tell(asked: Asked) -> Told:
    """One society's share, and what its policy says of the table itself."""
    policy, last = asked.books.policy, asked.period.last
    line = policy.on(last, "township_report_from_month")
    due = handed_in_by(last, policy.on(last, "township_report_day"))
    begins = date(line.day.year, line.number, 1).isoformat() if line else ""
    return {
        "standing": told(standing(asked)),
        "begins": begins,
        "cited": line.cited if line else "",
        "due": due,
    }


def make(district: District, shares: Sequence[Told]) -> tuple[Sheet, ...]:
    """The table: in two parts that can be read, or whole where it goes into an office's form."""
    lines = _of_one_township(district, shares) if district.said.get("township") else _of_all(district, shares)
    parts: tuple[tuple[str, tuple[Column, ...]], ...] = (("", ALL),)
    if "template" not in district.said:
        parts = (("（一）建设情况", SET_UP), ("（二）救助情况", HELPING))
    notes = tuple(_notes(district, shares))
    return tuple(
        Sheet(
            f"{place(district)}乡镇完善村（社区）“救急难”互助社运作机制进展情况表{part}", _heading(district),
            (_UNIT, *columns), tuple(_rows(lines, columns)), notes if columns is not HELPING else (_COUNTED,),
            SIGNED,
        )
        for part, columns in parts
    )  # fmt: skip


def place(district: District) -> str:
    """The district's own name: its books are titled by the bureau that keeps them."""
    return district.name.removesuffix("局").removesuffix("财政").removesuffix("民政")


def standings(district: District, shares: Sequence[Told]) -> list[Standing]:
    """The societies that told, of the township asked for where one is; Mistake where there is no such township."""
    found = [read(share["standing"]) for share in shares]
    township = district.said.get("township")
    there = dict.fromkeys([*(at for _, at in district.roster), *(s.township for s in found if s.township)])
    if township and township not in there:
        raise Mistake(f"没有“{township}”这个乡镇；可写：{'、'.join(there) or '（还没有）'}")
    return [s for s in found if township in (None, "", s.township)]


def _heading(district: District) -> str:
    of = district.said.get("township") or f"{place(district)}（汇总）"
    return f"填报单位：{of}　{district.period.words}　单位：个、人次、元"


def _of_all(district: District, shares: Sequence[Told]) -> list[Line]:
    """A line a township, those of the roster first."""
    societies = standings(district, shares)
    villages = [township for _, township in district.roster]
    townships = dict.fromkeys([*villages, *(s.township or "未写乡镇" for s in societies)])
    lines = []
    for township in townships:
        mine = [s for s in societies if (s.township or "未写乡镇") == township]
        lines.append(Line(township, villages.count(township) if villages else len(mine), tuple(mine)))
    return lines


def _of_one_township(district: District, shares: Sequence[Told]) -> list[Line]:
    """A line a village of the township: those of the roster, and societies that no roster names."""
    township = district.said["township"]
    mine = {s.village or s.name: s for s in standings(district, shares)}
    listed = [village for village, at in district.roster if at == township]
    lines = [Line(v, 1, (mine[v],) if v in mine else (), True) for v in listed]
    rest = [each for village, each in mine.items() if village not in listed]
    return lines + [Line(s.village or s.name, int(not district.roster), (s,), True) for s in rest]


def _rows(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Row]:
    for line in lines:
        yield Row(
            (
                line.name,
                *cells(line, columns),
            )
        )
    total = Line(
        "汇总", sum(line.villages for line in lines), tuple(s for line in lines for s in line.societies)
    )
    yield Row((total.name, *cells(total, columns, total=True)), "total")


def _notes(district: District, shares: Sequence[Told]) -> Iterator[str]:
    yield from remarks(district.period.last, shares)
    if due := next((share["due"] for share in shares if share["due"]), ""):
        yield f"本表{due}前报送。"
    yield _DUE
    yield _SUMMED
    if not district.roster:
        yield _NO_ROSTER
    for society, sentence in district.silent.items():
        yield f"{society}没有计入：{sentence}"


REPORT = DistrictReport(
    "progress", "乡镇运作机制进展情况表", tell, make, spans=MONTHLY,
    options={"township": "只要这个乡镇的社", "template": "区里给的 Excel 表样"},
)  # fmt: skip
