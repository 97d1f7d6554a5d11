"""Who may sign in: roles and what they see, passwords and what they cost."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters

from huzhu.desk import acts, passwords, users
from huzhu.desk.passwords import Crowded, WeakPassword
from huzhu.desk.users import EVERY_SOCIETY, Role, User, UserMistake, Users, first_sign_in
from tests.desk_books import PASSWORD

pytest_plugins = ["tests.desk_fixtures"]
REAL_HASHER = passwords._HASHER


@pytest.fixture
def people(tmp_path: Path, quick_hashes: None) -> Users:
    found = Users(tmp_path)
    found.add("fang", "方会计", Role.TREASURER, PASSWORD, ("aa",))
    return found


@pytest.mark.parametrize(
    ("role", "societies", "sees_aa", "sees_bb", "sees_district"),
    [
        (Role.TREASURER, ("aa",), True, False, False),
        (Role.OFFICER, ("aa",), True, False, False),
        (Role.TOWNSHIP, ("aa", "bb"), True, True, False),
        (Role.AUDITOR, ("bb",), False, True, False),
        (Role.AUDITOR, (EVERY_SOCIETY,), True, True, True),
        (Role.BUREAU, (), True, True, True),
        (Role.ADMIN, (), False, False, False),
        # Not to be added, and harmless if they stand in the file all the same.
        (Role.ADMIN, ("aa", EVERY_SOCIETY), False, False, False),
        (Role.TREASURER, (EVERY_SOCIETY,), False, False, False),
    ],
)
def test_a_role_sees_what_it_may(
    role: Role, societies: tuple[str, ...], sees_aa: bool, sees_bb: bool, sees_district: bool
) -> None:
    user = User("x", "某", role, societies)
    assert (user.sees("aa"), user.sees("bb"), user.sees_district) == (sees_aa, sees_bb, sees_district)


def test_every_role_has_a_chinese_label() -> None:
    assert len({role.label for role in Role}) == len(Role)
    assert Role.ADMIN.label == "管理员"


@pytest.mark.parametrize(
    ("id_", "name", "role", "societies", "said"),
    [
        ("Fang", "方", Role.BUREAU, (), "用户名"),
        ("fang:1", "方", Role.BUREAU, (), "用户名"),
        ("方", "方", Role.BUREAU, (), "用户名"),
        ("wang", "  ", Role.BUREAU, (), "姓名"),
        ("wang", "王\n", Role.BUREAU, ("aa",), "不用写互助社"),
        ("wang", "王", Role.TREASURER, (), "哪些互助社"),
        ("wang", "王", Role.TREASURER, (EVERY_SOCIETY,), "编号"),
        ("wang", "王", Role.OFFICER, ("../aa",), "编号"),
        ("wang", "王", Role.ADMIN, ("aa",), "不用写互助社"),
        ("fang", "王", Role.BUREAU, (), "已经有用户"),
    ],
)
def test_a_user_who_cannot_be(
    people: Users, id_: str, name: str, role: Role, societies: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UserMistake, match=said):
        people.add(id_, name, role, PASSWORD, societies)
    assert [user.id for user in people.everyone()] == ["fang"]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("123456789", "至少10位"),
        ("", "至少10位"),
        ("1212121212", "太容易猜"),
        ("fang-2026-fang", "用户名"),
        ("好" * 201, "最多"),
    ],
)
def test_a_weak_password_is_refused(people: Users, password: str, said: str) -> None:
    with pytest.raises(WeakPassword, match=said):
        people.set_password("fang", password)
    assert people.verify("fang", PASSWORD)


def test_ten_characters_are_enough_and_width_does_not_matter(people: Users) -> None:
    people.set_password("fang", "ab12345678")
    assert people.verify("fang", "ａｂ１２３４５６７８")


def test_only_the_right_password_of_an_enabled_user_signs_in(people: Users) -> None:
    assert people.verify("fang", PASSWORD) == User("fang", "方会计", Role.TREASURER, ("aa",))
    assert people.verify("fang", PASSWORD + " ") is None
    assert people.verify("nobody", PASSWORD) is None
    people.disable("fang")
    assert people.verify("fang", PASSWORD) is None
    people.enable("fang")
    assert people.verify("fang", PASSWORD)


def test_changes_of_nobody_are_told(people: Users) -> None:
    for change in (people.disable, people.enable, lambda who: people.set_password(who, PASSWORD)):
        with pytest.raises(UserMistake, match="没有用户"):
            change("nobody")


def test_the_file_is_its_owners_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = Users(tmp_path).store.path
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    Users(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in file.read_bytes()


def test_the_key_is_made_once(tmp_path: Path) -> None:
    key = Users(tmp_path).store.secret_key()
    assert len(bytes.fromhex(key)) == 32
    assert Users(tmp_path).store.secret_key() == key


def test_an_unknown_user_costs_a_hash_like_a_known_one(
    people: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []

    class Counting(PasswordHasher):
        def verify(self, kept: str, password: str) -> bool:  # type: ignore[override]
            verified.append(str(extract_parameters(kept)))
            return super().verify(kept, password)

    passwords.warm_up()
    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    for id_, password in (
        ("fang", PASSWORD),
        ("fang", "wrong"),
        ("nobody", PASSWORD),
        ("nobody", "x" * 10_000),
    ):
        people.verify(id_, password)
    people.disable("fang")
    people.verify("fang", PASSWORD)
    assert len(verified) == 5
    assert len(set(verified)) == 1


def test_no_more_than_two_hashes_at_once(people: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    lock = threading.Lock()

    class Slow(PasswordHasher):
        def verify(self, kept: str, password: str) -> bool:  # type: ignore[override]
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1
            return True

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    threads = [threading.Thread(target=people.verify, args=("fang", PASSWORD)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_whoever_waits_too_long_for_a_hash_is_told(people: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_WAIT_SECONDS", 0.01)
    with passwords._slot(), passwords._slot(), pytest.raises(Crowded, match="过一会儿"):
        people.verify("fang", PASSWORD)
    assert people.verify("fang", PASSWORD)


@pytest.mark.usefixtures("quick_hashes")
class TestFirstSignIn:
    """A sign-in for whoever starts the desk before there are users."""

    def signs_in(self, district: Path, sentence: str) -> User | None:
        id_, password = sentence.split()[1], sentence.split()[3]
        return Users(district).verify(id_, password)

    def test_it_is_an_administrators_who_sees_no_books(self, tmp_path: Path) -> None:
        user = self.signs_in(tmp_path, first_sign_in(tmp_path))
        assert user
        assert user.role is Role.ADMIN
        assert user.first
        assert not user.sees_district

    def test_each_start_makes_the_one_before_void(self, tmp_path: Path) -> None:
        first = first_sign_in(tmp_path)
        second = first_sign_in(tmp_path)
        assert first != second
        assert self.signs_in(tmp_path, first) is None
        assert self.signs_in(tmp_path, second)

    def test_there_is_none_beside_real_users(self, tmp_path: Path) -> None:
        sentence = first_sign_in(tmp_path)
        Users(tmp_path).add("fang", "方", Role.BUREAU, PASSWORD)
        assert first_sign_in(tmp_path) == ""
        assert self.signs_in(tmp_path, sentence) is None
        assert [user.id for user in Users(tmp_path).everyone()] == ["fang"]

    def test_it_ends_after_a_day(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        sentence = first_sign_in(tmp_path)
        late = time.time() + 24 * 3600 + 1
        monkeypatch.setattr(users.time, "time", lambda: late)
        assert self.signs_in(tmp_path, sentence) is None


def test_what_a_real_hash_costs() -> None:
    cost = extract_parameters(REAL_HASHER.hash(PASSWORD))
    assert (cost.type.name, cost.memory_cost, cost.time_cost, cost.parallelism) == ("ID", 64 * 1024, 3, 4)


class TestTheLastAdministrator:
    """Somebody must be able to add users, at every moment."""

    @pytest.fixture
    def two(self, people: Users) -> Users:
        for id_ in ("guan-a", "guan-b"):
            people.add(id_, "管", Role.ADMIN, PASSWORD)
        return people

    def test_one_of_two_may_go_and_the_other_stays(self, two: Users) -> None:
        two.disable("guan-a")
        for change in (
            lambda: two.disable("guan-b"),
            lambda: two.change("guan-b", "管", Role.BUREAU, ()),
        ):
            with pytest.raises(UserMistake, match="最后一个能用的管理员"):
                change()
        two.enable("guan-a")
        two.change("guan-b", "管", Role.BUREAU, ())

    def test_two_who_disable_each_other_at_once_leave_one(self, two: Users) -> None:
        together, said = threading.Barrier(2), []

        def disable(id_: str) -> None:
            together.wait()
            try:
                two.disable(id_)
            except UserMistake as mistake:
                said.append(str(mistake))

        threads = [threading.Thread(target=disable, args=(id_,)) for id_ in ("guan-a", "guan-b")]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(said) == 1
        assert [u.disabled for u in two.everyone() if u.role is Role.ADMIN].count(False) == 1

    def test_where_there_is_none_others_may_be_disabled(self, people: Users) -> None:
        people.disable("fang")
        people.enable("fang")


def test_what_is_refused_is_not_noted(people: Users) -> None:
    with pytest.raises(UserMistake):
        people.add("fang", "又", Role.BUREAU, PASSWORD)
    with pytest.raises(UserMistake):
        people.disable("nobody")
    people.change("fang", "方会计", Role.TREASURER, ("aa",))
    assert [a.what for a in acts.latest(people.store)] == ["添加：方会计，会计、出纳（aa）"]
