"""Papers at the desk: photographs are filed by what they are, sealed, and too large ones get a sentence as answer."""

from __future__ import annotations

import hashlib
import http.client
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.test import EnvironBuilder

from ledger import journal
from ledger.confidential import access, archive_folder
from tests.desk_books import PASSWORD
from tests.desk_cases import JPG, NAME, PDF, PLACE, CaseDesk, Hand, case_desk, plain
from tests.desk_fixtures import quick_hashes
from tests.desk_village import served

__all__ = ["case_desk", "quick_hashes"]
MB = 1024 * 1024


@pytest.fixture
def sealed(case_desk: CaseDesk) -> tuple[CaseDesk, Hand, str]:
    """A desk with an archive that the treasurer has opened, and a case."""
    case_desk.begin_archive()
    treasurer = case_desk.enter("wangwu")
    assert treasurer.open_archive("wangwu").status_code == 303
    return case_desk, treasurer, treasurer.accept()


def test_photographs_are_sealed_and_the_books_name_what_lies_there(
    sealed: tuple[CaseDesk, Hand, str],
) -> None:
    desk, treasurer, number = sealed
    answer = treasurer.file(number, JPG, PDF, papers=("申请表", "有效身份证明"))
    assert answer.status_code == 303, plain(answer)
    filed = journal.seen(desk.society).books.facts.of("案卷材料", "归档")[-2:]
    assert {f.text("sha256") for f in filed} == archive_folder.hashes(desk.society)
    assert [f.text("papers") for f in filed] == ["申请表 有效身份证明"] * 2
    assert not [
        p for p in desk.society.folder.rglob("*") if p.is_file() and b"a photograph" in p.read_bytes()
    ]
    words = treasurer.words(f"/cases/{number}")
    assert "申请表、有效身份证明" in words
    assert "受理还缺：困难及经济状况证明" in words


def test_the_same_form_sent_twice_files_once(sealed: tuple[CaseDesk, Hand, str]) -> None:
    desk, treasurer, number = sealed
    for _ in range(2):
        assert treasurer.file(number, JPG, key="b" * 32).status_code == 303
    assert len([f for f in journal.seen(desk.society).books.facts.of("案卷材料") if f.key == number]) == 1
    assert len(archive_folder.hashes(desk.society)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00 a program", "第1个文件不是照片或扫描件"),
        (b"<html><script>alert(1)</script>", "第1个文件不是照片或扫描件"),
        (b"", "第1个文件是空的"),
        (JPG + bytes(20 * MB), "第1个文件有20MB，太大了，每个不要超过10MB"),
    ],
)
def test_what_is_no_scan_or_too_large_is_refused_whatever_its_name(
    sealed: tuple[CaseDesk, Hand, str], content: bytes, said: str
) -> None:
    desk, treasurer, number = sealed
    answer = treasurer.file(number, content)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert archive_folder.hashes(desk.society) == set()
    assert not [f for f in journal.seen(desk.society).books.facts.of("案卷材料") if f.key == number]


def test_one_bad_file_among_good_ones_files_none(sealed: tuple[CaseDesk, Hand, str]) -> None:
    desk, treasurer, number = sealed
    assert "第2个文件不是照片" in plain(treasurer.file(number, JPG, b"MZ"))
    assert archive_folder.hashes(desk.society) == set()


def test_files_and_ticks_are_both_wanted(sealed: tuple[CaseDesk, Hand, str]) -> None:
    _, treasurer, number = sealed
    assert "请拍照" in plain(treasurer.file(number))
    assert "请勾选照片里是什么材料" in plain(treasurer.file(number, JPG, papers=()))
    assert "请勾选照片里是什么材料" in plain(treasurer.file(number, JPG, papers=("别的",)))


def test_ten_megabytes_to_the_byte_are_taken_and_one_byte_more_is_not(
    sealed: tuple[CaseDesk, Hand, str],
) -> None:
    _, treasurer, number = sealed
    whole = JPG + bytes(10 * MB - len(JPG))
    assert treasurer.file(number, whole).status_code == 303
    assert treasurer.file(number, whole + b"\0").status_code == 422


def test_where_an_archive_is_shut_papers_wait_until_it_is_opened(sealed: tuple[CaseDesk, Hand, str]) -> None:
    _, _, number = sealed
    officer = sealed[0].enter("zhangsan")
    assert "先打开加密档案" in officer.words(f"/cases/{number}/papers")
    answer = officer.send(
        f"/cases/{number}/papers", from_="/cases/new", scan=(BytesIO(JPG), "a.jpg"), papers="申请表"
    )
    assert answer.status_code == 409
    assert archive_folder.hashes(sealed[0].society) == set()


def test_without_an_archive_papers_lie_in_documents_and_the_page_says_so(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept()
    assert "没有加密" in treasurer.words(f"/cases/{number}/papers")
    assert treasurer.file(number, JPG).status_code == 303
    fact = journal.seen(case_desk.society).books.facts.of("案卷材料", "归档")[-1]
    kept = case_desk.society.documents / fact.text("filed-as")
    assert kept.read_bytes() == JPG
    assert fact.text("sha256") == hashlib.sha256(JPG).hexdigest()
    assert kept.suffix == ".jpg"
    assert "不是照片或扫描件" in plain(treasurer.file(number, b"MZ a program"))


def test_a_paper_that_lies_open_is_shown_with_a_reason_and_the_look_written_down(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept()
    treasurer.file(number, JPG)
    books = journal.seen(case_desk.society).books
    page = f"/people/{books.cases[number].text('person')}"
    sha256 = books.facts.of("案卷材料", "归档")[-1].text("sha256")
    assert f"{page}/papers/" not in treasurer.see(page).text
    shown = treasurer.send(f"{page}/look", from_=page, reason="核对").text
    assert f"{page}/papers/{sha256}" in shown
    assert treasurer.send(f"{page}/papers/{sha256}", from_=page, reason="").status_code == 422
    assert not access.path(case_desk.society).exists()
    assert treasurer.send(f"{page}/papers/{sha256}", from_=page, reason="核对").data == JPG
    assert '"who": "wangwu", "key": ""' in access.path(case_desk.society).read_text()
    assert treasurer.send(f"{page}/papers/{'0' * 64}", from_=page, reason="核对").status_code == 404


def test_what_was_sent_is_never_written_into_a_temporary_file(
    sealed: tuple[CaseDesk, Hand, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a file of somebody's papers on the disk")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
        monkeypatch.setattr(f"werkzeug.formparser.{name}", refuse, raising=False)
    _, treasurer, number = sealed
    assert treasurer.file(number, JPG + bytes(3 * MB)).status_code == 303


def test_only_this_page_takes_more_than_a_form(sealed: tuple[CaseDesk, Hand, str]) -> None:
    desk, treasurer, number = sealed
    much = (BytesIO(JPG + bytes(MB)), "a.jpg")
    assert treasurer.send(f"/cases/{number}/survey", scan=much).status_code == 413
    watcher = desk.enter("quji")
    answer = watcher.send(
        f"/cases/{number}/papers", from_=f"/cases/{number}", scan=(BytesIO(JPG + bytes(MB)), "a.jpg")
    )
    assert answer.status_code == 413, "not for whom the page is not"


def test_a_browser_hears_the_sentence_although_it_sent_far_too_much(case_desk: CaseDesk) -> None:
    number = case_desk.enter("wangwu").accept()
    with served(case_desk.district) as address:
        browser = Browser(address)
        browser.sign_in("wangwu")
        page = f"{PLACE}/cases/{number}/papers"
        for megabytes, code, said in ((20, 422, "第1个文件有20MB，太大了"), (60, 413, "合起来不要超过40MB")):
            status, text = browser.upload(page, JPG + bytes(megabytes * MB))
            assert (status, said in text) == (code, True), text[:500]
        assert NAME not in text
        stranger = Browser(address)
        status, text = stranger.upload(page, JPG + bytes(20 * MB), token="")
        assert status in (400, 401, 413)
        assert "<html" in text


class Browser:
    """As a browser does: it sends all of a form before it listens."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._cookies: dict[str, str] = {}

    def upload(self, path: str, content: bytes, token: str | None = None) -> tuple[int, str]:
        """Send one file; status and page."""
        builder = EnvironBuilder(
            method="POST",
            data={
                "csrf_token": self.token(path) if token is None else token,
                "papers": "申请表",
                "scan": (BytesIO(content), "a.jpg", "image/jpeg"),
            },
        )
        sent = builder.get_environ()
        return self._ask("POST", path, sent["wsgi.input"].read(), sent["CONTENT_TYPE"])

    def sign_in(self, user: str) -> None:
        """Sign in through the page."""
        said = EnvironBuilder(
            method="POST", data={"user": user, "password": PASSWORD, "csrf_token": self.token("/login")}
        ).get_environ()
        assert self._ask("POST", "/login", said["wsgi.input"].read(), said["CONTENT_TYPE"])[0] == 303

    def token(self, path: str) -> str:
        """The CSRF token of a page."""
        return self._ask("GET", path)[1].partition('name="csrf_token" value="')[2].partition('"')[0]

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        line = http.client.HTTPConnection(self._host, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()), "Content-Type": kind}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        text = answer.read().decode()
        line.close()
        return answer.status, text


def test_the_command_and_the_desk_file_one_scan_as_the_same(
    sealed: tuple[CaseDesk, Hand, str], tmp_path: Path
) -> None:
    from huzhu import filing_papers
    from ledger.confidential.archive import Archive
    from tests.officers import ACCOUNTANT

    desk, treasurer, number = sealed
    treasurer.file(number, JPG)
    (tmp_path / "a.jpg").write_bytes(JPG)
    from huzhu import archives

    archive = Archive(desk.society, ACCOUNTANT, archives.trusted(desk.society))
    person = journal.seen(desk.society).books.cases[number].text("person")
    put = filing_papers.put(desk.society, number, person, filing_papers.read(tmp_path / "a.jpg"), archive)
    assert {put["sha256"]} == archive_folder.hashes(desk.society)
