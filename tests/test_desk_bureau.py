"""The bureau's own books: what was paid beside what was booked, and a subsidy that two people of the bureau pay."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from huzhu.demo import uscc
from huzhu.desk.app import create
from huzhu.desk.bureau import _subsidies_of
from huzhu.desk.drafts import APPROVED, WAITING
from huzhu.desk.users import Role
from huzhu.founding import found_society
from ledger import chart, journal
from ledger.district import RESERVED, District
from ledger.events.receipts import Subsidy
from ledger.journal import Request
from plugins.subsidy_reconciled import booked
from tests.desk_books import PASSWORD, desk_of, signed_in, token
from tests.desk_village import Clock, village

pytest_plugins = ["tests.desk_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hashes")

KEY = "a" * 32
OFFICERS = {"社长": "zhaoyi=赵一", "秘书长": "qianer=钱二", "会计": "sunsan=孙三", "出纳": "lisi4=李四"}
CHENGKAN = "徽州区呈坎镇呈坎村救急难互助社"
PAYMENT = {
    "date": "2026-07-10", "society": "chengkan", "amount": "10,000", "budget_line": "2080299",
    "document_no": "徽财社〔2026〕30号", "paid_by": "zhifu", "approved_by": "quzhang", "narration": "启动资金补助",
}  # fmt: skip


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    Clock().set(monkeypatch)
    folder = village(tmp_path)
    found_society(
        District(folder), "chengkan", officers=OFFICERS, at="2026-07-08T09:00:00+08:00",
        registered=date(2026, 7, 8), recorded_by="guanli", bank="农商行基本户", name=CHENGKAN,
        uscc=uscc(77), township="呈坎镇", village="呈坎村", kind="村", seed_as="income",
    )  # fmt: skip
    return folder


@pytest.fixture
def desk(where: Path) -> Flask:
    return create(where)


@pytest.fixture
def bureau(desk: Flask) -> FlaskClient:
    return signed_in(desk, "quji")


@pytest.fixture
def second(desk: Flask) -> FlaskClient:
    return signed_in(desk, "quzhang")


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    return client.post(path, data={"csrf_token": token(client, "/password"), "step": "write", **fields})


def pay(client: FlaskClient, step: str = "write", **more: Any) -> Any:
    return post(client, "/bureau/pay", **{**PAYMENT, "key": KEY, "step": step, **more})


def bytes_of(where: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in where.glob("bureau/*")}


def row(page: str, title: str) -> str:
    found = re.search(rf"(?s)<tr>\s*<th scope=\"row\">{title}</th>.*?</tr>", page)
    assert found, title
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", found[0])).strip()


class TestOverview:
    @pytest.mark.parametrize("user", ["quji", "shenji"])
    def test_each_society_is_held_against_the_bureau(self, desk: Flask, user: str) -> None:
        page = signed_in(desk, user).get("/bureau").text
        assert row(page, "徽州区岩寺镇石岗村救急难互助社").endswith("10,000.00 10,000.00 相符")
        assert "每一笔都对得上" in page
        assert ("拨付补助</a>" in page) == (user == "quji")

    @pytest.mark.parametrize("user", ["wangwu", "zhangsan", "xiangzhen", "guanli"])
    def test_others_have_no_such_page(self, desk: Flask, user: str) -> None:
        client = signed_in(desk, user)
        for path in ("/bureau", "/bureau/pay", "/bureau/drafts", "/bureau/written/1", "/bureau/acts"):
            assert client.get(path).status_code == 404, path

    def test_an_auditor_reads_and_writes_nothing(self, desk: Flask) -> None:
        client = signed_in(desk, "shenji")
        assert client.get("/bureau/written/2").status_code == 200
        assert client.get("/bureau/pay").status_code == 404
        assert pay(client).status_code == 404
        desk_of(desk).users.add("shenji-b", "乙", Role.AUDITOR, PASSWORD, ("xuntang",))
        assert signed_in(desk, "shenji-b").get("/bureau").status_code == 404

    def test_what_was_paid_and_not_booked_is_on_its_way_and_then_wrong(
        self, desk: Flask, bureau: FlaskClient, second: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft = pay(bureau).headers["Location"]
        assert post(second, f"{draft}/approve").status_code == 303
        assert row(bureau.get("/bureau").text, CHENGKAN).endswith("10,000.00 0.00 在途")
        clock = Clock()
        clock.day = clock.day.replace(month=10)
        clock.set(monkeypatch)
        page = signed_in(desk, "quji").get("/bureau").text
        assert "1个社对不上" in page
        assert "还没有入账，请催办核实" in row(page, CHENGKAN)

    def test_what_was_booked_and_never_paid_is_told_at_the_society(
        self, where: Path, bureau: FlaskClient
    ) -> None:
        more = Subsidy(
            date="2026-07-10", recorded_by="sunsan", amount="10000", payer="区财政局", narration="补助",
            account=chart.bank_account(1, "农商行基本户"), document_no="徽财社〔2026〕99号", budget_line="2080299",
        )  # fmt: skip
        journal.record(
            District(where).society("chengkan"), [Request(more, "more", "2026-07-10T09:00:00+08:00")]
        )
        page = bureau.get("/bureau").text
        assert "财政局账上没有这笔拨款" in row(page, CHENGKAN)
        assert "0.00 10,000.00" in row(page, CHENGKAN)

    def test_what_is_read_of_a_society_is_what_the_rule_reads_of_all_of_it(self, where: Path) -> None:
        for society in map(District(where).society, ("shigang", "xuntang")):
            few = _subsidies_of(society, Clock().day)
            assert few
            whole = journal.seen(society).books
            assert [(b.amount, b.document, b.entry.meta["lineno"]) for b in booked(few)] == [
                (b.amount, b.document, b.entry.meta["lineno"]) for b in booked(whole)
            ]
            assert 0 < len(few.transactions) < len(whole.transactions)

    def test_books_that_cannot_be_read_hide_no_other(self, where: Path, bureau: FlaskClient) -> None:
        society = District(where).society("xuntang")
        title = society.title
        journal_ = society.folder / "journal" / "2026-01.beancount"
        journal_.write_bytes(journal_.read_bytes() + b"\xff")
        page = bureau.get("/bureau")
        assert page.status_code == 200
        assert "读不出来" in row(page.text, title)
        assert "相符" in row(page.text, "徽州区岩寺镇石岗村救急难互助社")


class TestPaying:
    def test_no_line_of_an_allowance_is_offered(self, bureau: FlaskClient) -> None:
        page = bureau.get("/bureau/pay").text
        select = re.search(r'(?s)<select id="f-budget_line".*?</select>', page)
        assert select
        offered = set(re.findall(r'value="(\d{7})"', select[0]))
        assert offered == {"2080206", "2080299", "2089999"}
        assert "低保、特困、临时救助等困难群众救助补助的科目不能用" in page

    @pytest.mark.parametrize(
        ("line", "word"),
        [("2081902", "低保"), ("2082102", "特困"), ("2082001", "临时救助"), ("2082502", "困难群众")],
    )
    @pytest.mark.parametrize("step", ["look", "write"])
    def test_a_line_sent_all_the_same_is_refused_by_the_rule_with_its_clause(
        self, desk: Flask, bureau: FlaskClient, where: Path, line: str, word: str, step: str
    ) -> None:
        before = bytes_of(where)
        answer = pay(bureau, step, budget_line=line)
        assert answer.status_code == (422 if step == "write" else 200)
        assert "这样不能记" in answer.text
        assert word in answer.text
        assert "依据：" in answer.text
        assert "不得从低保、特困、临时救助" in answer.text
        assert desk_of(desk).drafts.of(RESERVED, WAITING) == []
        assert bytes_of(where) == before

    def test_a_line_that_is_none_is_refused_at_its_field(self, bureau: FlaskClient) -> None:
        answer = pay(bureau, budget_line="9999999")
        assert answer.status_code == 422
        assert 'id="f-budget_line-fault"' in answer.text

    def test_it_is_a_draft_until_another_of_the_bureau_approves(
        self, desk: Flask, bureau: FlaskClient, second: FlaskClient, where: Path
    ) -> None:
        before = bytes_of(where)
        answer = pay(bureau)
        assert answer.status_code == 303
        draft = answer.headers["Location"]
        assert pay(bureau).headers["Location"] == draft
        assert bytes_of(where) == before
        assert "自己记的要由区里另一个人审批" in bureau.get(draft).text
        assert "徽财社〔2026〕30号" in second.get("/bureau/drafts").text
        assert "壹万元整" in second.get(draft).text
        assert "还没有批准" in post(second, f"{draft}/approve", step="look").text
        refused = post(bureau, f"{draft}/approve")
        assert refused.status_code == 403
        assert bytes_of(where) == before
        written = post(second, f"{draft}/approve")
        assert written.status_code == 303
        page = second.get(written.headers["Location"]).text
        for word in ("10,000.00", "壹万元整", CHENGKAN, "区财政局", "区局长", "其他民政管理事务支出"):
            assert word in page, word
        text = (where / "bureau" / "2026-07.beancount").read_text(encoding="utf-8")
        for word in (
            'recorded-by: "quji"',
            'approved-by: "quzhang"',
            'paid-by: "zhifu"',
            'society: "chengkan"',
        ):
            assert word in text, word
        after = bytes_of(where)
        assert post(second, f"{draft}/approve").headers["Location"] == written.headers["Location"]
        assert bytes_of(where) == after
        assert desk_of(desk).drafts.of(RESERVED, APPROVED)[0].decided_by == "quzhang"

    def test_the_recorder_is_not_offered_as_approver_nor_is_anybody_outside(
        self, bureau: FlaskClient
    ) -> None:
        page = bureau.get("/bureau/pay").text
        select = re.search(r'(?s)<select id="f-approved_by".*?</select>', page)
        assert select
        assert re.findall(r'value="(\w+)"', select[0]) == ["quzhang"]
        assert pay(bureau, approved_by="quji").status_code == 422
        assert pay(bureau, approved_by="zhangsan").status_code == 422

    def test_who_pays_is_neither_who_approves(self, bureau: FlaskClient, second: FlaskClient) -> None:
        answer = pay(bureau, paid_by="quzhang")
        assert answer.status_code == 422
        assert "依据：" in answer.text

    def test_it_is_sent_back_with_a_reason_or_withdrawn(
        self, bureau: FlaskClient, second: FlaskClient, where: Path
    ) -> None:
        before = bytes_of(where)
        first, other = pay(bureau).headers["Location"], pay(bureau, key="b" * 32).headers["Location"]
        assert post(second, f"{first}/return", reason="").status_code == 422
        assert post(bureau, f"{first}/return", reason="不要了").status_code == 403
        assert "还没有退回" in post(second, f"{first}/return", reason="文号不对", step="look").text
        assert post(second, f"{first}/return", reason="文号不对").status_code == 303
        assert "文号不对" in bureau.get(first).text
        assert post(second, f"{first}/approve").status_code == 409
        assert post(second, f"{other}/withdraw").status_code == 403
        assert "还没有撤回" in post(bureau, f"{other}/withdraw", step="look").text
        assert post(bureau, f"{other}/withdraw").status_code == 303
        assert post(second, f"{other}/approve").status_code == 409
        assert bytes_of(where) == before

    def test_what_stands_in_the_books_is_approved_whatever_was_noted_of_it(
        self,
        desk: Flask,
        bureau: FlaskClient,
        second: FlaskClient,
        where: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        draft, drafts = pay(bureau).headers["Location"], desk_of(desk).drafts
        with monkeypatch.context() as broken:
            broken.setattr(drafts, "stands", lambda *_, **__: 1 / 0)
            assert post(second, f"{draft}/approve").status_code == 500
        booked_once = bytes_of(where)
        assert post(bureau, f"{draft}/withdraw").status_code == 409
        (kept,) = drafts.of(RESERVED, APPROVED)
        assert (kept.decided_by, drafts.of(RESERVED, WAITING)) == ("quzhang", [])
        assert post(second, f"{draft}/approve").status_code == 303
        assert bytes_of(where) == booked_once

    def test_the_same_key_for_another_payment_is_told(self, bureau: FlaskClient) -> None:
        pay(bureau)
        answer = pay(bureau, document_no="徽财社〔2026〕31号")
        assert answer.status_code == 409
        assert "刚才已经记过" in answer.text

    def test_drafts_of_a_society_are_not_reached_from_here(self, desk: Flask, second: FlaskClient) -> None:
        kept = desk_of(desk).drafts.add(
            "shigang", "draw", {}, recorded_by="wangwu", key="c" * 32, at="2026-07-10T10:00:00+08:00"
        )
        assert second.get(f"/bureau/drafts/{kept.id}").status_code == 404
        assert post(second, f"/bureau/drafts/{kept.id}/approve").status_code == 404
