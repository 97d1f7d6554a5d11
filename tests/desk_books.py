"""A small district built by hand, the people who may look at it, and how a test signs them in."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from huzhu.desk.app import Desk
from huzhu.desk.users import EVERY_SOCIETY, Role, Users

PASSWORD = "three plain words"
XSS = "<img src=x onerror=document.body.dataset.owned=1>"

PEOPLE: dict[str, tuple[Role, tuple[str, ...]]] = {
    "kuaiji-a": (Role.TREASURER, ("aa",)),
    "shezhang-b": (Role.OFFICER, ("bb",)),
    "shenji": (Role.AUDITOR, (EVERY_SOCIETY,)),
    "shenji-b": (Role.AUDITOR, ("bb",)),
    "xiangzhen": (Role.TOWNSHIP, ("aa", "cc")),
    "quji": (Role.BUREAU, ()),
    "guanli": (Role.ADMIN, ()),
}
SEES = {
    "kuaiji-a": {"aa"},
    "shezhang-b": {"bb"},
    "shenji": {"district", "aa", "bb", "cc"},
    "shenji-b": {"bb"},
    "xiangzhen": {"aa", "cc"},
    "quji": {"district", "aa", "bb", "cc"},
    "guanli": set(),
}
BOOKS = ("district", "aa", "bb", "cc")

ACCOUNTS = """
2026-06-20 open Assets:1001现金:03社会捐赠 CNY
2026-06-20 open Assets:1002银行存款:01农商行基本户:03社会捐赠 CNY
2026-06-20 open Income:4101捐赠收入 CNY
2026-06-20 open Expenses:5101业务活动成本:02应急救助 CNY
"""
JULY = """
2026-07-01 * "李*" "捐款" ^JZ-2026-0001
  voucher: "2026-07-001"
  document-no: "徽财社〔2026〕12号"
  Assets:1001现金:03社会捐赠   1000.00 CNY
  Income:4101捐赠收入

2026-07-08 * "汪*" "应急救助"
  voucher: "2026-07-002"
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1001现金:03社会捐赠

2026-07-09 custom "备用金" "设立"
  ceiling: 3000.00 CNY
"""


def society(district: Path, id_: str, title: str, july: str = JULY) -> Path:
    """Write a society's folder, and a receipt among its documents; returns the folder."""
    folder = district / "societies" / id_
    receipts = folder / "documents" / "Assets" / "1001现金" / "03社会捐赠"
    receipts.mkdir(parents=True)
    (receipts / "2026-07-01.收据.html").write_text(f"<script>{id_}</script>", encoding="utf-8")
    (folder / "journal").mkdir()
    (folder / "main.beancount").write_text(top(title), encoding="utf-8")
    (folder / "accounts.beancount").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "journal" / "2026-07.beancount").write_text(july, encoding="utf-8")
    return folder


def top(title: str) -> str:
    """A top file of that title, without our plugin: the desk must work on it as well."""
    return (
        f'option "title" "{title}"\noption "operating_currency" "CNY"\noption "documents" "documents"\n'
        'include "accounts.beancount"\ninclude "journal/2026-07.beancount"\n'
    )


def build_district(district: Path) -> Path:
    """Write a district of three societies, with its people; returns its folder."""
    district.mkdir()
    (district / "district.beancount").write_text(
        'option "title" "徽州区"\noption "operating_currency" "CNY"\n2026-01-01 open Assets:1002银行存款:01国库 CNY\n',
        encoding="utf-8",
    )
    evil = JULY.replace("李*", XSS.replace("=1>", "='1'>")).replace("捐款", XSS)
    for id_, title, july in (
        ("aa", "甲村互助社", evil),
        ("bb", "乙村互助社", JULY),
        ("cc", "丙村互助社", JULY),
    ):
        society(district, id_, title, july)
    users = Users(district)
    for id_, (role, societies) in PEOPLE.items():
        users.add(id_, f"{id_}的姓名", role, PASSWORD, societies)
    return district


def desk_of(app: Flask) -> Desk:
    """What the desk's pages share."""
    desk = app.extensions["huzhu"]
    assert isinstance(desk, Desk)
    return desk


def token(client: FlaskClient, page: str = "/login") -> str:
    """The CSRF token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def signed_in(app: Flask, user: str) -> FlaskClient:
    """A client in which that person has signed in, through the page."""
    client = app.test_client()
    answer = client.post("/login", data={"user": user, "password": PASSWORD, "csrf_token": token(client)})
    assert answer.status_code == 303, answer.text
    return client
