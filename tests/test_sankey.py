"""The picture of money's way: to the fen what the books say, and labels that never lie on one another."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger import chart
from ledger.events.receipts import ReliefReturn
from reports.funds.money_flow import CAPITAL, FILLED_UP, HELD, Flow, Of, Route, flow_table, money_flow
from reports.funds.sankey import NARROW, WIDE, Strip, layout, sankey, spoken, wrapped
from reports.funds.subsidy_trace import subsidy_trace
from tests import societies as made
from tests.books_of import books_of
from tests.test_lineage import OTHERS, PLACES, _books
from tests.trials import trials

END = date(2026, 12, 31)
SVG = "{http://www.w3.org/2000/svg}"
MOVES = some.lists(
    some.tuples(
        some.integers(0, 5), some.sampled_from((*PLACES, *OTHERS)), some.sampled_from((*PLACES, *OTHERS)),
        some.integers(1, 5000),
    ).filter(lambda move: move[1] != move[2]),
    max_size=25,
)  # fmt: skip


def helped(of: Of = "subsidy", until: date = END) -> Flow:
    """10,000.00 arrive, 1,500.00 are drawn, 800.00 paid on a case, of which 300.00 come back."""
    back = ReliefReturn(
        date=date(2026, 7, 10), recorded_by="wangwu", amount=Decimal("300.00"), narration="退",
        account=chart.CASH, fund=chart.SUBSIDY_FUND, label="汪*", case=made.CASE, kind="应急救助",
    )  # fmt: skip
    events = [
        made.subsidy("10000.00", 1), made.donation("60.00", 1), made.draw("1500.00", 2, fund=chart.SUBSIDY_FUND),
        *made.case("800.00", 8), made.relief("800.00", 9, fund=chart.SUBSIDY_FUND), back,
    ]  # fmt: skip
    return money_flow(books_of(*events), until, of)


class TestTheWay:
    def test_is_told_from_the_document_to_the_relief_and_what_came_back_was_not_spent(self) -> None:
        source = "徽州区财政局 徽财社〔2026〕12号"
        assert set(helped().routes) == {
            Route(source, "财政补助", "农商行基本户", HELD, Decimal("8500.00")),
            Route(source, "财政补助", "现金", HELD, Decimal("1000.00")),
            Route(source, "财政补助", "现金", "应急救助", Decimal("500.00")),
        }

    def test_before_anything_was_paid_all_is_held(self) -> None:
        assert [r[2:] for r in helped(until=date(2026, 7, 1)).routes] == [
            ("农商行基本户", HELD, Decimal("10000.00"))
        ]

    def test_of_gifts_tells_the_channel_and_no_name(self) -> None:
        flow = helped("donor")
        assert {r.source for r in flow.routes} == {"主动捐赠"}
        assert flow.total == Decimal("60.00")

    def test_of_everything_tells_the_kinds(self) -> None:
        assert {r.source for r in helped("all").routes} == {"政府补助", "捐赠"}

    def test_a_transfer_names_the_fund_that_it_went_to(self) -> None:
        events = [
            made.subsidy("10000.00", 1),
            made.transfer("2000.00", 5, from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND),
        ]
        places = {r.place: r.amount for r in money_flow(books_of(*events), END).routes}
        assert places == {"农商行基本户": Decimal("8000.00"), "农商行基本户（社会捐赠）": Decimal("2000.00")}

    def test_of_many_documents_tells_years(self) -> None:
        nine = [made.subsidy("100.00", n, document_no=f"徽财社〔2026〕{n}号") for n in range(1, 10)]
        assert {r.source for r in money_flow(books_of(*nine), END).routes} == {"2026年财政补助"}
        assert len({r.source for r in money_flow(books_of(*nine[:8]), END).routes}) == 8

    @trials(80)
    @given(MOVES)
    def test_what_goes_into_a_station_comes_out_of_it_whatever_happened(
        self, moves: list[tuple[int, str, str, int]]
    ) -> None:
        flow = money_flow(_books(*moves), END, "all")
        into, out = {}, {}
        for source, target, amount in flow.links:
            assert amount > 0
            out[source] = out.get(source, Decimal(0)) + amount
            into[target] = into.get(target, Decimal(0)) + amount
        for node, amount in flow.nodes.items():
            assert into.get(node, amount) == out.get(node, amount) == amount
        for column in range(4):
            assert sum((a for n, a in flow.nodes.items() if n.column == column), Decimal(0)) == flow.total

    @trials(80)
    @given(MOVES)
    def test_what_came_is_what_was_used_and_what_is_held(
        self, moves: list[tuple[int, str, str, int]]
    ) -> None:
        plain = [m for m in moves if chart.UNRESTRICTED not in m[1:3]]
        flow = money_flow(_books(*plain), END, "all")
        came = sum(
            fen for _, source, target, fen in plain if source.startswith("Income") and target in PLACES
        )
        assert flow.total == Decimal(came) / 100

    def test_what_lies_in_net_assets_is_told_once(self) -> None:
        bank = PLACES[3]
        flow = money_flow(
            _books((0, chart.DONATIONS, bank, 500), (1, bank, chart.UNRESTRICTED, 300), (2, chart.UNRESTRICTED, bank, 100)),
            END, "all",
        )  # fmt: skip
        assert {r.end: r.amount for r in flow.routes} == {HELD: Decimal("3.00"), CAPITAL: Decimal("2.00")}

    def test_what_was_taken_before_it_came_is_filled_up(self) -> None:
        flow = money_flow(
            _books((0, PLACES[3], chart.OFFICE, 200), (1, chart.DONATIONS, PLACES[3], 500)), END, "all"
        )
        assert {r.end: r.amount for r in flow.routes} == {FILLED_UP: Decimal("2.00"), HELD: Decimal("3.00")}


class TestTheTable:
    @trials(40)
    @given(MOVES)
    def test_sums_to_the_picture(self, moves: list[tuple[int, str, str, int]]) -> None:
        flow = money_flow(_books(*moves), END, "all")
        sheet = flow_table(flow, "某社", "截至今天")
        assert (
            sum((r.cells[-1] for r in sheet.rows[:-1]), Decimal("0.00"))
            == sheet.rows[-1].cells[-1]
            == flow.total
        )  # type: ignore[misc]

    def test_sums_to_the_trace_that_tells_each_entry(self) -> None:
        books = books_of(made.subsidy("10000.00", 1), made.expense("33.33", 4, fund=chart.SUBSIDY_FUND))
        trace = subsidy_trace(books, END, "")
        assert trace.rows[-1].cells[-1] == money_flow(books, END).total == Decimal("10000.00")


def long_names(width: int) -> list[Strip]:
    """A flow with many stations, long names and very unequal amounts."""
    names = [f"徽州区财政局和民政局联合下达的第{n}笔困难群众救助补助资金" for n in range(6)]
    routes = [
        Route(n, "财政补助", f"第{at}个银行账户", f"用途{at}的名称也不短", Decimal(10) ** at)
        for at, n in enumerate(names)
    ]
    return list(layout(Flow("subsidy", tuple(routes)), width))


class TestThePicture:
    @pytest.mark.parametrize("width", [WIDE, NARROW])
    def test_no_label_lies_on_another_or_on_a_bar_or_leaves_the_picture(self, width: int) -> None:
        strips = long_names(width)
        boxes = [s.room for s in strips] + [s.bar for s in strips]
        for at, one in enumerate(boxes):
            assert one.x >= 0 and one.x + one.width <= width
            for other in boxes[:at]:
                beside = one.x + one.width <= other.x or other.x + other.width <= one.x
                below = one.y + one.height <= other.y or other.y + other.height <= one.y
                assert beside or below, (one, other)

    @pytest.mark.parametrize("width", [WIDE, NARROW])
    def test_every_line_of_a_label_fits_its_room(self, width: int) -> None:
        size = 14 if width == WIDE else 12
        for strip in long_names(width):
            for line in strip.lines:
                ems = sum(Decimal("0.6") if c.isascii() else Decimal(1) for c in line)
                assert ems * size <= strip.room.width

    def test_a_bar_is_as_tall_as_its_yuan(self) -> None:
        strips = long_names(WIDE)
        scales = {(s.bar.height / s.amount).quantize(Decimal("1E-12")) for s in strips}
        assert len(scales) == 1

    @trials(40)
    @given(MOVES)
    def test_what_its_bands_say_sums_to_what_came(self, moves: list[tuple[int, str, str, int]]) -> None:
        flow = money_flow(_books(*moves), END, "all")
        root = ET.fromstring(sankey(flow))
        said = [p.findtext(f"{SVG}title") or "" for p in root.iter(f"{SVG}path")]
        yuan = sum((Decimal(re.sub(r".*：|元|,", "", each)) for each in said), Decimal(0))
        assert yuan == flow.total * 3

    def test_has_nothing_that_the_policy_of_the_pages_forbids(self) -> None:
        drawn = sankey(helped())
        assert not re.search(r"style=|<style|<script|on\w+=|href", drawn)

    def test_is_told_to_who_does_not_see_it(self) -> None:
        root = ET.fromstring(sankey(helped()))
        assert root.get("role") == "img"
        assert (
            root.get("aria-label")
            == "财政补助的去向：一共收到10,000.00元，应急救助500.00元，还在账上9,500.00元。明细见表格"
        )
        assert spoken(Flow("donor", ())) == "捐款的去向：还没有收到"

    def test_with_nothing_in_it_is_a_picture_still(self) -> None:
        assert ET.fromstring(sankey(Flow("subsidy", ()))).tag == f"{SVG}svg"

    def test_what_a_name_holds_is_text(self) -> None:
        evil = "<script>\"&'"
        drawn = sankey(Flow("subsidy", (Route(evil, evil, evil, evil, Decimal("1.00")),)))
        assert "<script" not in drawn
        assert evil in "".join(ET.fromstring(drawn).itertext()).replace("\n", "")

    def test_a_line_is_broken_where_it_is_full(self) -> None:
        assert wrapped("甲乙丙丁", Decimal(2)) == ["甲乙", "丙丁"]
        assert wrapped("1,234.00", Decimal(3)) == ["1,234", ".00"]
        assert wrapped("甲", Decimal("0.5")) == ["甲"]
