"""A mirror's history is the books', commit by commit; whatever does not fit is found, and no trouble reaches the books."""

from __future__ import annotations

import errno
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dulwich.index import commit_tree
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit
from dulwich.repo import Repo

from huzhu.safekeeping import ssh_signature
from huzhu.safekeeping.mirror import Unlike, mirrored, verified
from huzhu.safekeeping.ssh_signature import Signer
from ledger.district import Society
from ledger.mistake import Mistake
from tests import societies
from tests.backups import kept
from tests.faults import count, disk, killed
from tests.officers import AUDITOR
from tests.terminal import bytes_of, huzhu

AT = "2026-08-03T21:30:00+08:00"
OFFICER = Signer(bytes.fromhex(AUDITOR.public.signing), lambda m: bytes.fromhex(AUDITOR.sign(m)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the repositories go."""
    return tmp_path / "mirror"


def grown(society: Society, root: Path, times: int = 3) -> None:
    """A mirror that was kept up after each of some entries."""
    mirrored(society, root, AT)
    for day in range(1, times):
        societies.record(society, societies.donation("5.00", day))
        mirrored(society, root, AT)


def git(root: Path, *words: str) -> str:
    """What git itself says of a repository, nobody's own settings asked."""
    env = {"PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(root)}
    done = subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done
    return done.stdout + done.stderr


def test_each_commit_says_where_the_chain_stood_and_the_history_fits_the_books(
    tmp_path: Path, root: Path
) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    found = verified("shigang", root, society)
    assert (found.commits, found.seq, found.signed) == (3, 13, 0)
    assert f"head: {found.head}" in git(root / "shigang.git", "log", "-1", "main")


def test_git_itself_finds_no_fault_in_it(tmp_path: Path, root: Path) -> None:
    grown(societies.shigang(tmp_path), root)
    assert git(root / "shigang.git", "fsck", "--strict", "--full") == ""
    assert git(root / "shigang.git", "symbolic-ref", "HEAD").strip() == "refs/heads/main"


def test_where_nothing_is_new_nothing_is_added(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    assert mirrored(society, root, AT).new
    before = bytes_of(root)
    assert not mirrored(society, root, AT).new
    assert bytes_of(root) == before


def test_only_what_the_chain_and_the_seals_vouch_for_goes_in(tmp_path: Path, root: Path) -> None:
    district = kept(tmp_path)
    (district.society("shigang").archive / "people").mkdir()
    (district.society("shigang").archive / "people" / "key").write_bytes(b"sealed")
    assert huzhu("mirror", root, books=district.folder).code == 0
    names = git(root / "shigang.git", "ls-tree", "-r", "--name-only", "main").split()
    names += git(root / "district.git", "ls-tree", "-r", "--name-only", "main").split()
    assert {"main.beancount", "seals/2026-06.json", "seals/head.json", "district.beancount"} <= set(names)
    assert not [
        n for n in names if n.startswith(("archive", "documents", "desk", "access")) or n.endswith(".key")
    ]


def test_an_officer_s_key_signs_and_git_verifies_it(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    mirrored(society, root, AT, OFFICER)
    signers = tmp_path / "signers"
    signers.write_text(f"huzhu@localhost {OFFICER.openssh}\n")
    said = git(root / "shigang.git", "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", "main")
    assert "Good" in said
    assert verified("shigang", root, society).keys == {AUDITOR.public.signing}


def test_an_openssh_key_signs_too(tmp_path: Path) -> None:
    made = Ed25519PrivateKey.generate()
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    (tmp_path / "key").write_bytes(made.private_bytes(*private))
    signer = ssh_signature.signer(tmp_path / "key")
    public = made.public_key().public_bytes_raw().hex()
    assert ssh_signature.signed_by(signer.signature(b"message"), b"message") == public
    assert ssh_signature.signed_by(signer.signature(b"message"), b"messagE") is None
    (tmp_path / "other").write_bytes(ec.generate_private_key(ec.SECP256R1()).private_bytes(*private))
    (tmp_path / "cut").write_bytes(b"-----BEGIN OPENSSH PRIVATE KEY-----\nx\n")
    for name, words in (("other", "不是 Ed25519"), ("cut", "打不开"), ("none", "读不了")):
        with pytest.raises(Mistake, match=words):
            ssh_signature.signer(tmp_path / name)


@pytest.mark.parametrize("at", [0, 40, 100, 200, -60])
def test_a_signature_that_was_changed_proves_nothing(at: int) -> None:
    made = bytearray(OFFICER.signature(b"message"))
    made[at] = ord("B") if made[at] != ord("B") else ord("C")
    assert ssh_signature.signed_by(bytes(made), b"message") is None
    assert ssh_signature.signed_by(bytes(made[:-90]), b"message") is None
    assert ssh_signature.signed_by(b"", b"message") is None


# What does not fit


def test_books_that_were_edited_are_not_mirrored(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    before = bytes_of(root)
    path = society.journal("2026-06")
    path.write_bytes(path.read_bytes().replace(b"10000.00", b"10000.01"))
    with pytest.raises(Mistake, match="改动过"):
        mirrored(society, root, AT)
    assert bytes_of(root) == before


def test_an_old_copy_of_the_books_is_told_from_the_mirror(tmp_path: Path, root: Path) -> None:
    grown(societies.shigang(tmp_path / "new"), root)
    old = societies.shigang(tmp_path / "old")
    for act in (lambda: mirrored(old, root, AT), lambda: verified("shigang", root, old)):
        with pytest.raises(Unlike, match="换成了旧的"):
            act()


def test_books_with_another_history_are_told_from_the_mirror(tmp_path: Path, root: Path) -> None:
    grown(societies.shigang(tmp_path / "one"), root, times=2)
    other = societies.shigang(tmp_path / "other")
    societies.record(other, societies.donation("6.00", 1))
    with pytest.raises(Unlike, match="换过"):
        mirrored(other, root, AT)


def rewritten(root: Path, **changed: bytes) -> None:
    """Another newest commit: with a file, the message or the parents changed."""
    repo = Repo(str(root / "shigang.git"))
    last = repo[repo.refs[b"refs/heads/main"]]  # type: ignore[index]
    assert isinstance(last, Commit)
    if "file" in changed:
        entries = []
        for entry in iter_tree_contents(repo.object_store, last.tree):
            assert entry.path and entry.sha and entry.mode
            blob = repo[entry.sha]
            assert isinstance(blob, Blob)
            new = Blob.from_string(blob.data.replace(b"10000.00", changed["file"]))
            repo.object_store.add_object(new)
            entries.append((entry.path, new.id, entry.mode))
        last.tree = commit_tree(repo.object_store, entries)
    last.message = changed.get("message", last.message)
    if "parents" in changed:
        last.parents = []
    repo.object_store.add_object(last)
    repo.refs[b"refs/heads/main"] = last.id  # type: ignore[index]
    repo.close()


def test_a_commit_that_was_rewritten_is_found(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    rewritten(root, file=b"10000.01")
    with pytest.raises(Unlike, match="改动过"):
        verified("shigang", root, society)


@pytest.mark.parametrize(
    ("message", "words"),
    [(b"hello\n", "不是 huzhu 写的"), (b"x\n\nseq: 2\nhead: " + b"0" * 64 + b"\n", "位置不符")],
)
def test_a_message_that_tells_another_place_is_found(
    tmp_path: Path, root: Path, message: bytes, words: str
) -> None:
    grown(societies.shigang(tmp_path), root)
    rewritten(root, message=message)
    with pytest.raises(Unlike, match=words):
        verified("shigang", root)


def test_a_signed_commit_that_was_rewritten_is_found(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    societies.record(society, societies.donation("5.00", 9))
    mirrored(society, root, AT, OFFICER)
    rewritten(root, parents=b"none")
    with pytest.raises(Unlike, match="签名不对"):
        verified("shigang", root, society)


def test_a_history_that_goes_back_is_found(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    repo = Repo(str(root / "shigang.git"))
    last = repo[repo.refs[b"refs/heads/main"]]  # type: ignore[index]
    first = next(e.commit for e in repo.get_walker(include=[last.id], reverse=True))
    assert isinstance(last, Commit)
    first.parents = [last.id]
    repo.object_store.add_object(first)
    repo.refs[b"refs/heads/main"] = first.id  # type: ignore[index]
    repo.close()
    with pytest.raises(Unlike, match="换成了旧的"):
        verified("shigang", root)


def test_a_damaged_object_is_a_sentence(tmp_path: Path, root: Path) -> None:
    society = societies.shigang(tmp_path)
    grown(society, root)
    for path in (root / "shigang.git" / "objects").glob("??/*"):
        kept_, mode = path.read_bytes(), path.stat().st_mode
        path.chmod(0o644)
        path.write_bytes(kept_[: len(kept_) // 2])
        with pytest.raises(Mistake):
            verified("shigang", root, society)
        path.write_bytes(kept_)
        path.chmod(mode)


# Trouble


def test_the_command_tells_each_society_and_one_s_trouble_keeps_no_other_back(
    tmp_path: Path, root: Path
) -> None:
    district = kept(tmp_path)
    path = district.society("qiankou").facts
    path.write_bytes(path.read_bytes() + b"; edited\n")
    said = huzhu("mirror", root, books=district.folder)
    assert said.code == 2 and "qiankou" in said.err and "✓ shigang" in said.out and "✓ district" in said.out
    assert sorted(p.name for p in root.iterdir()) == ["district.git", "shigang.git"]
    checked = huzhu("mirror", root, "--verify", books=district.folder)
    assert "✓ shigang 副本1次，都和账相符" in checked.out and checked.code == 2


def test_it_does_not_go_into_the_books(tmp_path: Path) -> None:
    society = societies.shigang(tmp_path)
    for folder in (society.folder / "documents", society.folder.parent.parent / "mirror"):
        with pytest.raises(Mistake, match="不要放在账簿的文件夹里"):
            mirrored(society, folder, AT)


@pytest.fixture
def behind(tmp_path: Path, root: Path) -> Society:
    """A society with one entry more than its mirror has."""
    society = societies.qiankou(tmp_path)
    mirrored(society, root, AT)
    societies.record(society, societies.donation("5.00", 1))
    return society


def calls_of(society: Society, root: Path) -> int:
    """How many calls it takes to add to a mirror."""
    shutil.copytree(root, root.with_name("counted"))
    return count(lambda: mirrored(society, root.with_name("counted"), AT))


def test_a_disk_that_fails_at_any_call_changes_no_book_and_the_next_time_it_fits(
    tmp_path: Path, root: Path, behind: Society
) -> None:
    before, calls = bytes_of(behind.folder), calls_of(behind, root)
    for at in range(1, calls + 1):
        copy = tmp_path / f"{at}"
        shutil.copytree(root, copy)
        with disk(at, errno.ENOSPC), suppress(Mistake):
            mirrored(behind, copy, AT)
        mirrored(behind, copy, AT)
        assert verified("qiankou", copy, behind).commits == 2
    assert bytes_of(behind.folder) == before and calls > 10


def test_a_disk_that_fails_while_a_mirror_is_made_leaves_a_whole_one_or_none(tmp_path: Path) -> None:
    society = societies.qiankou(tmp_path)
    for at in range(1, 95, 9):
        with disk(at, errno.EIO), suppress(Mistake):
            mirrored(society, tmp_path / f"{at}", AT)
        mirrored(society, tmp_path / f"{at}", AT)
        assert verified("qiankou", tmp_path / f"{at}", society).commits == 1


def test_killed_at_any_call_the_mirror_still_reads_and_says_how_to_go_on(root: Path, behind: Society) -> None:
    for at in range(1, calls_of(behind, root) + 1):
        killed(lambda: mirrored(behind, root, AT), at)
        assert verified("qiankou", root, behind).commits in (1, 2)
        for left in root.rglob("*.lock"):
            with pytest.raises(Mistake, match="就删掉"):
                mirrored(behind, root, AT)
            left.unlink()
    mirrored(behind, root, AT)
    assert verified("qiankou", root, behind).commits == 2
