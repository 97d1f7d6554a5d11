"""The administrator's pages: users, societies, keys, backups, health; and nothing of the money."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from huzhu.demo import uscc
from huzhu.desk import acts
from huzhu.desk.app import create
from huzhu.desk.users import EVERY_SOCIETY, Role, User, Users, first_sign_in
from huzhu.safekeeping import backup
from ledger import keys
from ledger.district import District
from ledger.events.facts import KeyRegistered
from ledger.journal import Request, record
from tests.desk_books import PASSWORD, desk_of, signed_in, token
from tests.desk_village import Clock, village

pytest_plugins = ["tests.desk_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hashes")

NEW = "another good password"


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    Clock().set(monkeypatch)
    return village(tmp_path)


@pytest.fixture
def desk(where: Path) -> Flask:
    return create(where)


@pytest.fixture
def admin(desk: Flask) -> FlaskClient:
    return signed_in(desk, "guanli")


def send(client: FlaskClient, path: str, page: str = "", **fields: Any) -> Any:
    return client.post(
        path, data={"csrf_token": token(client, page or "/password"), "step": "write", **fields}
    )


def someone(**more: Any) -> dict[str, Any]:
    fields = {
        "id": "fangfang",
        "name": "方芳",
        "role": "treasurer",
        "societies": ["shigang"],
        "password": NEW,
    }
    return fields | more


def person(desk: Flask, id_: str) -> User:
    found = desk_of(desk).users.get(id_)
    assert found
    return found


class TestUsers:
    def test_each_is_listed_with_role_and_societies_by_name(self, admin: FlaskClient) -> None:
        page = admin.get("/admin/users").text
        for word in ("wangwu", "李小红", "会计、出纳", "石岗村救急难互助社", "全区", "能登录"):
            assert word in page, word

    def test_whoever_is_added_can_sign_in_with_the_password_on_the_page(
        self, desk: Flask, admin: FlaskClient
    ) -> None:
        page = admin.get("/admin/users/add").text
        proposed = re.search(r'name="password" value="([0-9a-f-]{19})"', page)
        assert proposed
        answer = send(admin, "/admin/users/add", **someone(password=proposed[1]))
        assert answer.status_code == 303
        assert "交给本人" in admin.get(answer.headers["Location"]).text
        assert desk_of(desk).users.verify("fangfang", proposed[1]) == User(
            "fangfang", "方芳", Role.TREASURER, ("shigang",)
        )

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"id": "方芳"}, "只用小写字母"),
            ({"id": "wangwu"}, "已经有用户"),
            ({"name": ""}, "请写姓名"),
            ({"role": "king"}, "请选择角色"),
            ({"societies": []}, "哪些互助社"),
            ({"societies": ["nowhere"]}, "没有编号是“nowhere”"),
            ({"societies": [EVERY_SOCIETY]}, "不行"),
            ({"role": "admin"}, "不用写互助社"),
            ({"password": "short"}, "至少10位"),
        ],
    )
    def test_a_refusal_is_said_and_what_was_typed_stays(
        self, desk: Flask, admin: FlaskClient, wrong: dict[str, Any], said: str
    ) -> None:
        before = desk_of(desk).users.everyone()
        answer = send(admin, "/admin/users/add", **someone(**wrong))
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{wrong.get("name", "方芳")}"' in answer.text
        assert desk_of(desk).users.everyone() == before

    def test_another_role_ends_the_sessions_and_another_name_does_not(
        self, desk: Flask, admin: FlaskClient
    ) -> None:
        treasurer = signed_in(desk, "wangwu")
        path = "/admin/users/wangwu"
        send(admin, path, name="王大红", role="treasurer", societies=["shigang"])
        assert treasurer.get("/password").status_code == 200
        assert send(admin, path, name="王大红", role="auditor", societies=["*"]).status_code == 303
        assert treasurer.get("/password").status_code == 302
        assert person(desk, "wangwu").role is Role.AUDITOR
        assert person(desk, "wangwu").name == "王大红"

    def test_a_new_password_and_disabling_end_the_sessions(self, desk: Flask, admin: FlaskClient) -> None:
        for act in ("password", "disable"):
            client = signed_in(desk, "wangwu")
            assert send(admin, f"/admin/users/wangwu/{act}", password=PASSWORD).status_code == 303
            assert client.get("/password").status_code == 302
        assert desk_of(desk).users.verify("wangwu", PASSWORD) is None
        assert send(admin, "/admin/users/wangwu/enable").status_code == 303
        assert desk_of(desk).users.verify("wangwu", PASSWORD)

    def test_a_weak_new_password_is_refused(self, admin: FlaskClient) -> None:
        answer = send(admin, "/admin/users/wangwu/password", password="short")
        assert answer.status_code == 422
        assert "至少10位" in answer.text

    def test_the_last_administrator_stays_one(self, desk: Flask, admin: FlaskClient) -> None:
        answer = send(admin, "/admin/users/guanli/disable")
        assert answer.status_code == 409
        assert "最后一个能用的管理员" in answer.text
        answer = send(admin, "/admin/users/guanli", name="管理员", role="bureau")
        assert answer.status_code == 422
        assert person(desk, "guanli") == User("guanli", "管理员", Role.ADMIN)
        assert [a.user for a in acts.latest(desk_of(desk).users.store) if a.by == "guanli"] == []
        send(admin, "/admin/users/add", **someone(role="admin", societies=[]))
        assert send(admin, "/admin/users/guanli/disable").status_code == 303

    def test_nobody_of_that_name_is_no_page(self, admin: FlaskClient) -> None:
        assert admin.get("/admin/users/nobody").status_code == 404
        for act in ("", "/password", "/disable", "/enable"):
            assert send(admin, f"/admin/users/nobody{act}").status_code == 404

    def test_what_was_done_is_noted_without_passwords_and_the_districts_auditors_see_it(
        self, desk: Flask, admin: FlaskClient
    ) -> None:
        send(admin, "/admin/users/add", **someone())
        send(admin, "/admin/users/fangfang", name="方芳芳", role="officer", societies=["xuntang"])
        send(admin, "/admin/users/fangfang/password", password=NEW + "1")
        send(admin, "/admin/users/fangfang/disable")
        send(admin, "/admin/users/fangfang/enable")
        auditor = signed_in(desk, "shenji").get("/bureau/acts").text
        for page in (admin.get("/admin/acts").text, auditor):
            for word in ("添加：方芳", "姓名方芳改为方芳芳", "给了新密码", "停用", "重新启用", "guanli"):
                assert word in page, word
            assert "会计、出纳改为社长" in page
            assert NEW not in page
        desk_of(desk).users.add("shenji-b", "乙", Role.AUDITOR, PASSWORD, ("xuntang",))
        assert signed_in(desk, "shenji-b").get("/bureau/acts").status_code == 404


class TestLookedAtOnceMore:
    def test_what_comes_back_through_a_sign_in_does_nothing(self, desk: Flask, admin: FlaskClient) -> None:
        before = desk_of(desk).users.everyone()
        for path, fields in (
            ("/admin/users/add", someone()),
            ("/admin/users/wangwu", someone(id="wangwu")),
            ("/admin/users/wangwu/password", {"password": NEW}),
            ("/admin/users/wangwu/disable", {}),
            ("/admin/backups", {}),
        ):
            answer = send(admin, path, step="look", **fields)
            assert answer.status_code == 200 and "再按一次" in answer.text, path
        assert desk_of(desk).users.everyone() == before
        desk_of(desk).users.disable("wangwu")
        assert "再按一次" in send(admin, "/admin/users/wangwu/enable", step="look").text
        assert person(desk, "wangwu").disabled


class TestFirstDay:
    def test_the_first_sign_in_adds_an_administrator_and_nothing_else(self, tmp_path: Path) -> None:
        (tmp_path / "district.beancount").write_text('option "title" "区"\n', encoding="utf-8")
        words = first_sign_in(tmp_path).split()
        desk = create(tmp_path)
        client = desk.test_client()
        client.post("/login", data={"user": words[1], "password": words[3], "csrf_token": token(client)})
        for path in ("/", "/admin", "/admin/users", "/password"):
            assert client.get(path).headers["Location"] == "/admin/users/add", path
        page = client.get("/admin/users/add").text
        assert "先给管理员" in page
        assert "会计" not in re.sub(r"(?s)<header.*?</header>", "", page)
        csrf = token(client, "/admin/users/add")
        fields = {"csrf_token": csrf, "step": "write", "id": "guanli", "name": "管", "password": NEW}
        assert client.post("/admin/users/add", data=fields | {"role": "bureau"}).status_code == 422
        answer = client.post("/admin/users/add", data=fields | {"role": "admin"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
        assert 'name="password"' in client.get("/login").text
        assert [u.id for u in Users(tmp_path).everyone()] == ["guanli"]
        assert Users(tmp_path).verify("guanli", NEW)


class TestOwnPassword:
    @pytest.mark.parametrize("user", ["wangwu", "zhangsan", "shenji", "xiangzhen", "quji", "guanli"])
    def test_every_role_changes_its_own_and_is_signed_out_elsewhere(self, desk: Flask, user: str) -> None:
        here, elsewhere = signed_in(desk, user), signed_in(desk, user)
        answer = send(here, "/password", old=PASSWORD, new=NEW, again=NEW)
        assert answer.status_code == 303
        assert "密码已改" in here.get(answer.headers["Location"]).text
        assert elsewhere.get("/password").status_code == 302
        assert desk_of(desk).users.verify(user, NEW)
        assert acts.latest(desk_of(desk).users.store)[0][1:] == (user, user, "自己改了密码")

    @pytest.mark.parametrize(
        ("old", "new", "again", "said"),
        [
            ("wrong", NEW, NEW, "旧密码不对"),
            (PASSWORD, NEW, NEW + "x", "不一样"),
            (PASSWORD, "short", "short", "至少10位"),
        ],
    )
    def test_a_slip_is_said_and_changes_nothing(
        self, desk: Flask, old: str, new: str, again: str, said: str
    ) -> None:
        answer = send(signed_in(desk, "wangwu"), "/password", old=old, new=new, again=again)
        assert answer.status_code == 422
        assert said in answer.text
        assert desk_of(desk).users.verify("wangwu", PASSWORD)

    def test_whoever_finds_an_open_session_does_not_guess_the_old_one_quickly(self, desk: Flask) -> None:
        client = signed_in(desk, "wangwu")
        codes = [
            send(client, "/password", old=f"guess {n}", new=NEW, again=NEW).status_code for n in range(7)
        ]
        assert codes[:5] == [422] * 5
        assert 429 in codes[5:]


SOCIETY = {
    "society": "chengkan", "township": "呈坎镇", "village": "呈坎村", "kind": "村", "uscc": uscc(77),
    "registered": "2026-06-20", "bank": "农商行基本户", "president_id": "zhaoyi", "president": "赵一",
    "secretary_id": "qianer", "secretary": "钱二", "accountant_id": "sunsan", "accountant": "孙三",
    "cashier_id": "lisi4", "cashier": "李四", "float_ceiling": "3000", "seed_as": "income",
}  # fmt: skip


class TestSocieties:
    def test_a_new_one_is_founded_with_all_that_the_command_asks(
        self, desk: Flask, admin: FlaskClient, where: Path
    ) -> None:
        answer = send(admin, "/admin/societies/new", **SOCIETY)
        assert answer.status_code == 303, answer.text
        assert "已新建 徽州区呈坎镇呈坎村救急难互助社" in admin.get(answer.headers["Location"]).text
        facts = District(where).society("chengkan").facts.read_text(encoding="utf-8")
        for word in (SOCIETY["uscc"], "赵一", "孙三", "3000.00 CNY", 'recorded-by: "guanli"', "2026-06-20"):
            assert word in facts, word

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("society", "shigang", "不能重复使用"),
            ("society", "呈坎", "小写字母"),
            ("society", "district", "不能用"),
            ("uscc", "51341004MJD00001X0", ""),
            ("registered", "2026-13-01", ""),
            ("township", "", "请填写"),
            ("president_id", "赵一", ""),
            ("float_ceiling", "三千", ""),
            ("kind", "镇", ""),
        ],
    )
    def test_a_refusal_stands_beside_its_field_and_nothing_is_made(
        self, admin: FlaskClient, where: Path, field: str, value: str, said: str
    ) -> None:
        answer = send(admin, "/admin/societies/new", **SOCIETY | {field: value})
        assert answer.status_code == 422
        found = re.search(rf'id="f-{field}-fault">([^<]+)<', answer.text)
        if field != "kind":
            assert found
            assert said in found[1]
            assert answer.text.count('class="fault"') == 1
        assert sorted(s.id for s in District(where).societies) == ["shigang", "xuntang"]

    @pytest.mark.parametrize("bank", ["农:商", "../x", "农商行\n", "", "x" * 150])
    def test_a_strange_bank_makes_no_half_society(self, admin: FlaskClient, where: Path, bank: str) -> None:
        answer = send(admin, "/admin/societies/new", **SOCIETY | {"bank": bank})
        there = (where / "societies" / "chengkan").exists()
        assert (answer.status_code, there) in ((422, False), (303, True))

    def test_each_is_listed_with_what_its_registration_says(self, admin: FlaskClient) -> None:
        page = admin.get("/admin/societies").text
        for word in ("shigang", "徽州区岩寺镇石岗村救急难互助社", "岩寺镇", "徽州", "2026-01-08"):
            assert word in page, word


def registered(where: Path) -> None:
    """Register two keys in the bureau's books."""
    for number, who in enumerate(("shenji", "huifu")):
        _, key = keys.create("123456")
        fact = KeyRegistered(
            date="2026-07-01", recorded_by="quji", id=who, signing=key.public.signing, recipient=key.public.recipient
        )  # fmt: skip
        record(District(where), [Request(fact, f"key-{number}", "2026-07-01T09:00:00+08:00")])


class TestKeysAndBackups:
    def test_the_owners_of_keys_are_named_in_their_books(self, admin: FlaskClient, where: Path) -> None:
        registered(where)
        page = admin.get("/admin/keys").text
        assert "shenji、huifu" in page
        assert page.count("还没有人登记") == 2
        assert "huzhu key rewrap" in page
        assert "age1" not in page

    def test_without_a_folder_the_command_is_explained(self, admin: FlaskClient, where: Path) -> None:
        registered(where)
        page = admin.get("/admin/backups").text
        assert "huzhu desk --backups" in page
        assert f"huzhu --books {where} backup -o" in page
        assert send(admin, "/admin/backups").status_code == 409

    def test_one_is_made_into_the_folder_and_listed_with_how_far_it_reaches(
        self, where: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "disk").mkdir()
        desk = create(where, backups=tmp_path / "disk")
        admin = signed_in(desk, "guanli")
        answer = send(admin, "/admin/backups")
        assert answer.status_code == 409
        assert "用密码封存" in answer.text
        registered(where)
        answer = send(admin, "/admin/backups")
        assert answer.status_code == 303, answer.text
        page = admin.get(answer.headers["Location"]).text
        (made,) = backup.recorded(District(where))
        assert (tmp_path / "disk" / made["file"]).is_file()
        assert made["who"] == "guanli"
        for word in ("已备份", made["file"], "shigang 第", "区级账 第", "同一个磁盘"):
            assert word in page, word

    def test_two_at_once_are_one(self, where: Path, tmp_path: Path) -> None:
        from huzhu.desk.admin import backups

        registered(where)
        desk = create(where, backups=tmp_path)
        with backups._AT_WORK:
            answer = send(signed_in(desk, "guanli"), "/admin/backups")
        assert answer.status_code == 409
        assert "正在备份" in answer.text


class TestHealth:
    def test_the_machine_at_once_and_the_books_when_asked(self, admin: FlaskClient) -> None:
        page = admin.get("/admin/health").text
        assert "磁盘空间" in page
        assert "账簿文件" not in page
        page = admin.get("/admin/health?books=1").text
        for word in ("账簿文件", "3套账都读得出来", "没有备份过", "请运行 huzhu backup"):
            assert word in page, word

    def test_a_changed_byte_is_told(self, admin: FlaskClient, where: Path) -> None:
        journal = where / "societies" / "shigang" / "journal" / "2026-02.beancount"
        journal.write_bytes(journal.read_bytes().replace("捐".encode(), "损".encode(), 1))
        page = admin.get("/admin/health?books=1").text
        assert "✗ 有毛病" in page
        assert "shigang" in page


def test_no_page_of_the_administrators_shows_money(admin: FlaskClient) -> None:
    for path in (
        "/admin",
        "/admin/users",
        "/admin/societies",
        "/admin/keys",
        "/admin/backups",
        "/admin/acts",
    ):
        page = admin.get(path)
        assert page.status_code == 200
        assert not re.search(r"\d\.\d\d(?!\d)", page.text), path
    for path in ("/zhang/shigang/journal/", "/s/shigang/", "/bureau", "/review"):
        assert admin.get(path).status_code == 404, path
