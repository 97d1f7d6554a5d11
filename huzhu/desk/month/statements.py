"""Statements at the desk: a file is sent, its rows are looked at, and then they are in the books or wait."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import papers
from huzhu.desk import access
from huzhu.desk.access import READERS, TREASURER, Table
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.verdict import Said, said
from huzhu.desk.month.looking import GIFT_CHANNELS, Asked, Look, look, places, write
from huzhu.desk.month.parcels import Parcel, Parcels
from huzhu.desk.site import desk
from huzhu.desk.wording import at_the_desk
from huzhu.papers import Paper
from importers.profiles.table import PROFILES
from importers.registers import columns
from ledger import chart, journal
from ledger.books import Books
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.statements import papers as read_before

LARGEST_BYTES = 10 * 1024 * 1024
_FORM_BYTES = 64 * 1024
"""What a form is beside its file."""
MOST_PAPERS = 60
GONE = "这份账单读过以后等得太久，已经不在了，账簿没有变动；请再选一次文件"


def open_statements(pages: Table) -> None:
    """Add the pages of the statements."""
    desk = _Statements(Parcels())
    most = LARGEST_BYTES + _FORM_BYTES
    pages.add("/s/<society>/statements", "statements", desk.overview, READERS)
    pages.add(
        "/s/<society>/statements",
        "statement_send",
        desk.send,
        TREASURER,
        methods=("POST",),
        largest_bytes=most,
    )
    pages.add("/s/<society>/statements/<token>", "statement", desk.show, TREASURER)
    pages.add("/s/<society>/statements/<token>", "statement_act", desk.act, TREASURER, methods=("POST",))


class _Statements:
    """The pages, with the papers in hand."""

    def __init__(self, parcels: Parcels) -> None:
        self._parcels = parcels

    def overview(self, wrong: str = "") -> str:
        """What was read before, and where the next one is sent."""
        society = access.society()
        read = read_before(journal.seen(society).books)
        return render_template(
            "statements.html", papers=list(reversed(read))[:MOST_PAPERS], wrong=wrong, society=society, word=chart.word,
            kinds=[p.name for p in PROFILES], may=desk().pages.may(visitor(), "statement_send"),
            largest=LARGEST_BYTES // 1024 // 1024,
        )  # fmt: skip

    def send(self) -> Any:
        """Read the file that was sent, once; what was read is shown on a page of its own."""
        file = request.files.get("file")
        if file is None or not file.filename:
            return self.overview("请先选一份账单文件"), 422
        data = file.read(LARGEST_BYTES + 1)
        if len(data) > LARGEST_BYTES:
            return self.overview(f"文件超过{LARGEST_BYTES // 1024 // 1024}MB，请分段下载账单后再传"), 422
        name = PurePath(file.filename.replace("\\", "/")).name[:120]
        given = papers.Asked(
            *(request.form.get(each, "").strip() for each in ("password", "paper", "columns"))
        )
        society = access.society()
        try:
            paper = _read(data, name, given, journal.seen(society).books)
        except Mistake as mistake:
            return self.overview(at_the_desk(str(mistake)).rstrip("。")), 422
        kept = self._parcels.keep(visitor().id, society.id, name, paper)
        return redirect(url_for("statement", society=society.id, token=kept.token), 303)

    def show(self, token: str) -> Any:
        """What would become of the paper, or what came of it."""
        parcel = self._parcel(token)
        if parcel is None:
            return self.overview(GONE), 410
        if parcel.paper is None:
            return render_template("statements_done.html", parcel=parcel, society=access.society())
        return self._page(parcel, parcel.paper, Asked())

    def act(self, token: str) -> Any:
        """Look once more with what was chosen, or write."""
        parcel, society = self._parcel(token), access.society()
        if parcel is None:
            return self.overview(GONE), 410
        asked = _asked()
        with parcel.lock:
            if parcel.paper is None:
                return redirect(url_for("statement", society=society.id, token=token), 303)
            if request.form.get("step") != "write":
                return self._page(parcel, parcel.paper, asked)
            try:
                parcel.told, parcel.waits = write(society, parcel.paper, asked, visitor().id)
            except Refused as refused:
                return self._page(
                    parcel, parcel.paper, asked, "没有记账，账簿没有变动", said(refused.findings)
                ), 422
            except Mistake as mistake:
                return self._page(parcel, parcel.paper, asked, at_the_desk(str(mistake)).rstrip("。")), 422
            parcel.paper = None
        return redirect(url_for("statement", society=society.id, token=token), 303)

    def _parcel(self, token: str) -> Parcel | None:
        return self._parcels.find(token, visitor().id, access.society().id)

    def _page(
        self, parcel: Parcel, paper: Paper, asked: Asked, wrong: str = "", refused: list[Said] | None = None
    ) -> str:
        found: Look | None = None
        try:
            found = look(access.society(), paper, asked, visitor().id)
        except Refused as error:
            wrong, refused = wrong or "这份账单现在记不进去", refused or said(error.findings)
        except Mistake as mistake:
            wrong = wrong or at_the_desk(str(mistake)).rstrip("。")
        at = sitting()
        return render_template(
            "statements_look.html", parcel=parcel, look=found, asked=asked, wrong=wrong, refused=refused or [],
            places=places(at), accounts=[c for c in places(at) if c[0] != chart.CASH],
            funds=at.funds, channels=GIFT_CHANNELS, society=access.society(), say=at_the_desk,
        )  # fmt: skip


def _read(data: bytes, name: str, given: papers.Asked, books: Books) -> Paper:
    """Read a paper; a register's columns that nobody confirmed yet are taken as they seem, and shown to be confirmed."""
    try:
        return papers.read_bytes(data, name, given, books)
    except papers.NewHeaders as new:
        seems = given._replace(paper=new.kind, columns=columns.written(new.mapping))
        return papers.read_bytes(data, name, seems, books)


def _asked() -> Asked:
    """What was chosen; 400 where it is none of what was offered."""
    at = sitting()
    offered = {"", *(place for place, _ in places(at))}
    asked = Asked(
        tuple(request.form.getlist("account")), request.form.get("wallet", ""), request.form.get("channel", ""),
        request.form.get("fund", "") or chart.DONATION_FUND,
    )  # fmt: skip
    funds = {fund for fund, _ in at.funds}
    if (
        not {*asked.accounts, asked.wallet} <= offered
        or asked.channel not in ("", *GIFT_CHANNELS)
        or asked.fund not in funds
    ):
        abort(400)
    return asked
