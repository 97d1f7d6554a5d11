"""What goes wrong at a village desk: each mistake is one Chinese sentence and exit code 2, and no file is touched."""

from __future__ import annotations

import errno
import shlex
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from ledger.district import District, Society
from tests.busy import DECIDED, OPENED, PAID, busy
from tests.terminal import Said, bytes_of, english, huzhu, verbs
from tests.wechat_bill import OLD_CSV

OUT = "--approved-by zhangsan --paid-by zhaoliu"
GIFT = "record donation --date 2026-07-10 --amount 9 --donor 王"
NEW = (
    "--township 西溪南镇 --village 西溪南村 --uscc 51341004MJB000002G --registered 2026-06-20 --president zhangsan=张三 "
    "--secretary lisi=李四 --accountant wangwu=王五 --cashier zhaoliu=赵六"
)
CHINESE = "'张 三=张三'"
MISTAKES = {
    # what is typed → words of the sentence
    # amounts
    "record donation --amount 66.666 --donor 王": "金额“66.666”不是可以入账的金额",
    "record donation --amount 五十 --donor 王": "金额“五十”不是可以入账的金额",
    "record donation --amount 1e3 --donor 王": "金额“1e3”不是可以入账的金额",
    "record donation --amount NaN --donor 王": "金额“NaN”不是可以入账的金额",
    "record donation --amount 1,00 --donor 王": "金额“1,00”不是可以入账的金额",
    "record donation --amount 0 --donor 王": "金额要大于零",
    "record donation --amount -5 --donor 王": "金额要大于零",
    "record donation --amount '' --donor 王": "没有写金额",
    f"record move --date 2026-07-10 --amount 5 --fee 5 --to-account 银行 {OUT}": "手续费要小于划转的金额",
    f"case decide --date 2026-07-09 --case {OPENED} --by lisi --decision 同意": "审核同意要写明金额",
    f"case decide --date 2026-07-09 --case {OPENED} --by lisi --decision 不同意 --amount 5": "不写金额",
    f"case decide --case {OPENED} --by lisi --amount 9 --stages 1": "1 不在范围",
    f"case decide --case {OPENED} --by lisi --amount 9 --stages 两": "不是数字",
    # goods
    "record goods-in --goods DAMI --quantity 1.5 --price 3 --donor 王": "数量“1.5”不对，要是大于零的整数",
    "record goods-in --goods DAMI --quantity sNaN --price 3 --donor 王": "数量“sNaN”不对",
    "record goods-in --goods DAMI --quantity 0 --price 3 --donor 王": "要大于零",
    "record goods-in --goods DAMI --quantity 5 --price 免费 --donor 王": "“免费”不是可以入账的金额",
    "record goods-in --goods 大米 --quantity 5 --price 3 --donor 王": "实物代号“大米”写法不对",
    "record reverse --date 2026-07-10 --voucher 2026-07-003 --reason 错": "实物的账不能这样冲销",
    # days and months
    "record donation --date 2026-02-30 --amount 9 --donor 王": "“2026-02-30”不是日期，应像 2026-07-08",
    "record donation --date 2026年7月8日 --amount 9 --donor 王": "“2026年7月8日”不是日期",
    "record donation --date 1026-07-08 --amount 9 --donor 王": "应在1990年到2099年之间",
    "check --as-of 明天": "“明天”不是日期",
    "notice 2026/07 --date 2026-08-04": "月份“2026/07”不对，应像 2026-07",
    "notice 2026-7 --date 2026-08-04": "月份“2026-7”不对",
    "notice ２０２６-07 --date 2026-08-04": "不对，应像 2026-07",
    "notice 2026-07 --date 2026-07-31": "2026-07还没有过完，不能公示",
    "notice 2026-05 --date 2026-08-04": "还没有登记，不用公示",
    "notice 2026-07 --date 2026-08-04 --taken-down": "还没有登记张贴",
    "notice 0000-07 --date 2026-08-04 --taken-down": "月份“0000-07”不对",
    "close 2026-13": "月份“2026-13”不对",
    "close 七月": "月份“七月”不对",
    "close 2026-07 --date 2026-07-31": "2026-07还没有过完，不能月结",
    "close 2026-08 --date 2026-09-10": "没有2026-08的账，不用月结",
    "report fund-statement --month 2026-13": "不对，应像 --month 2026-07",
    "report fund-statement --month 7月": "不对，应像 --month 2026-07",
    "report fund-statement --year 今年": "不对，应像 --year 2026",
    "report fund-statement --year 0": "不对，应像 --year 2026",
    "report fund-statement --month 2026-07 --year 2026": "--month、--quarter 和 --year 只写一个",
    # words that cannot stand in books
    "record donation --date 2026-07-10 --amount 9 --donor '王\n五'": "捐赠人里有不能记进账里的字符",
    "record donation --date 2026-07-10 --amount 9 --donor '王\"五'": "捐赠人里有不能记进账里的字符",
    "record donation --date 2026-07-10 --amount 9 --donor '  '": "捐赠人不能是空的",
    f"{GIFT} --narration '谢\u202e谢'": "摘要里有不能记进账里的字符",
    f"{GIFT} --narration {'长' * 201}": "摘要太长了",
    f"{GIFT} --key '\"'": "不能记进账里的字符",
    f"{GIFT} --voucher 7": "凭证号“7”写法不对",
    # who
    f"{GIFT} --recorded-by '王 五'": "记账人“王 五”写法不对",
    "record draw --amount 9 --approved-by 张／三 --paid-by zhaoliu": "审批人“张／三”写法不对",
    "record count --amount 9 --by zhaoliu --witness zhaoliu": "盘点人和见证人不能是同一个人",
    "fact officer sun/qi --name 孙七 --post 监事": "“sun/qi”写法不对",
    "fact officer sunqi --name 孙七 --post 主任": "'主任' 不行，可写：'社长'",
    "fact float": "保管人没有写",
    # where the money is
    f"{GIFT} --account 花旗": "账户“花旗”没有，可写：现金、银行、微信、支付宝",
    f"{GIFT} --account 1": "账户“1”不止一个",
    f"{GIFT} --account 实物": "存货里放的是实物",
    f"{GIFT} --fund 99": "没有基金“99”，可写：01财政补助",
    f"{GIFT} --fund 财政": "没有基金“财政”",
    f"{GIFT} --fund 01": "捐赠不能记入01财政补助",
    f"{GIFT} --channel 网上": "'网上' 不行，可写：'会费'",
    f"record draw --date 2026-07-10 --amount 9 --account 微信 {OUT}": "不是银行账户",
    f"record relief --date 2026-07-08 --case {DECIDED} --amount 9 --method 转账 --account 现金 {OUT}": "转账发放要从银行",
    "record transfer --amount 9 --from-fund 02 --to-fund 02 --resolution JY-2026-01 --approved-by zhangsan":
        "转出和转入是同一个基金",
    f"record move --amount 9 --account 银行 --to-account 银行 {OUT}": "转出和转入是同一个账户",
    "record subsidy --date 2026-07-10 --amount 9 --budget-line 208": "预算科目“208”写法不对",
    "record subsidy --date 2026-07-10 --amount 9 --fund 03": "财政补助只能记入01财政补助",
    "fact fund 06新基金 --source 张 --restriction 限定性": "“06新基金”不是基金",
    "fact resolution 二号 --kind 其他": "编号“二号”写法不对",
    # cases and vouchers that do not exist
    f"record relief --case JZ-2026-0099 --amount 9 {OUT}": "没有受理过编号为“JZ-2026-0099”的救助",
    f"record goods-out --case JZ-2026-0099 --goods DAMI --quantity 1 --price 60 {OUT}": "没有受理过编号",
    "record relief-return --case 7 --amount 9": "没有受理过编号为“7”的救助",
    f"case first-aid --case JZ-2026-0099 --amount 9 --reason 急 {OUT}": "没有受理过编号",
    "case survey --case JZ-2026-0099 --by lisi": "没有受理过编号",
    "case decide --case JZ-2026-0099 --by lisi --amount 9": "没有受理过编号",
    "case refer --case JZ-2026-0099 --to 民政局": "没有受理过编号",
    "case reply --case JZ-2026-0099 --outcome 好": "没有受理过编号",
    "case close --case JZ-2026-0099": "没有受理过编号",
    "case withdraw --case ../../x": "没有受理过编号",
    "record reverse --voucher 2026-07-099 --reason 错": "没有凭证号为“2026-07-099”的账",
    # who asks for help
    "case open --name 汪小明 --category 特困人员 --matter 疾病 --relief 补充救助": "请写 --person 化名",
    "case open --name 汪小明 --id-number 110105194912310021 --category 特困人员 --matter 疾病 --relief 补充救助":
        "身份证号不对",
    "case open --label 汪小明 --person P-1a2b3c4d5e6f --category 特困人员 --matter 疾病 --relief 补充救助": "要写成打码的",
    "case open --name 汪小明 --person 汪小明 --category 特困人员 --matter 疾病 --relief 补充救助": "应是化名",
    "case open --person P-1a2b3c4d5e6f --category 特困人员 --matter 疾病 --relief 补充救助": "救助对象没有写",
    "case open --name '' --label '' --person P-1a2b3c4d5e6f --category 特困人员 --matter 疾病 --relief 补充救助":
        "救助对象没有写",
    f"case open --case {PAID} --label 汪* --person P-1a2b3c4d5e6f --category 特困人员 --matter 疾病 --relief 补充救助":
        "已经用过了",
    # the command itself
    "recrod": "没有命令 'recrod'",
    "record donatoin": "没有命令 'donatoin'。 是不是 'donation'？",
    "record donation --amount 9": "没有写 '--donor'",
    "record donation --doner 王": "没有选项 '--doner'。 是不是其中之一：",
    "record donation --donor": "选项 '--donor' 后面要写值",
    "record donation --donor 王 --dry-run=1": "选项 '--dry-run' 后面不写值",
    "record donation 500 --amount 9 --donor 王": "多写了：500",
    "import": "没有写参数 '文件…'",
    "report": "没有写参数 '名称'",
    "report blance": "没有名为“blance”的报表，是不是 ",
    "report fund-statement --format docx": "'docx' 不行，可写：'text'",
    "check --rule caps": "没有规则“caps”，可写：top_file、",
    "check --policy nowhere": "没有名为“nowhere”的政策。可选：dongtai、honghe、huizhou、shanxi、zhoucun",
    "demo --societies 1": "1 不在范围 2到400",
    "desk --port 0": "0 不在范围",
    # files
    "report fund-statement --month 2026-07 --draft --format csv -o /nowhere/表.csv":
        "写不了文件 /nowhere/表.csv：没有这个文件夹或文件",
    "report fund-statement --month 2026-07 --draft --format pdf -o /": "写不了文件 /：这是一个文件夹",
    "notice 2026-07 --date 2026-08-04 -o /nowhere/公示.txt": "公示要写成 PDF 文件",
    "import nowhere.csv": "打不开文件“nowhere.csv”",
    "import /": "打不开文件",
    f"import {shlex.quote(str(OLD_CSV))} --card 农业银行": "--card “农业银行”写法不对，应像 农业银行(1234)=银行",
    f"import {shlex.quote(str(OLD_CSV))} --card 农业银行=花旗": "账户“花旗”没有",
    # which books
    f"{GIFT} --books /nowhere": "没有这个文件夹：/nowhere",
    "check /nowhere": "没有这个文件夹：/nowhere",
    "check shigan": "没有这个文件夹",
    "trail verify --books /nowhere": "没有这个文件夹：/nowhere",
    "report fund-statement --books /": "/ 里没有账簿。请先进入账簿所在的文件夹",
    f"{GIFT} --society nobody": "没有编号为“nobody”的互助社。现有：qiankou、shigang",
    f"{GIFT} --society ../shigang": "没有编号为“../shigang”的互助社",
}  # fmt: skip
DISTRICT_MISTAKES = {
    GIFT: "请用 --society 写明是哪个互助社。现有：qiankou、shigang",
    "check 徽州": "没有这个文件夹",
    f"new society shigang {NEW}": "编号“shigang”已经有了，不能重复使用",
    f"new society district {NEW}": "编号“district”不能用",
    f"new society Shi_Gang {NEW}": "编号“Shi_Gang”不能用：请用小写字母、数字和横线",
    f"new society 西溪南 {NEW}": "编号“西溪南”不能用",
    f"new society ../x {NEW}": "编号“../x”不能用",
    f"new society x {NEW.replace('02G', '02H')}": "统一社会信用代码“51341004MJB000002H”校验位不对",
    f"new society x {NEW.replace('51341004MJB000002G', '52341004MJB000002X')}": "统一社会信用代码",
    f"new society x {NEW.replace('51341004MJB000002G', '5134')}": "应是18位",
    f"new society x {NEW.replace('2026-06-20', '2026-06-31')}": "“2026-06-31”不是日期",
    f"new society x {NEW.replace('2026-06-20', '1026-06-20')}": "应在1990年到2099年之间",
    f"new society x {NEW.replace('zhangsan=张三', CHINESE)}": "“张 三”写法不对",
    f"new society x {NEW} --bank '农商行*'": "开户行名称“农商行*”不能用",
    f"new society x {NEW} --float-ceiling 3000.001": "限额“3000.001”不是可以入账的金额",
    f"new society x {NEW} --recorded-by 'a b'": "记账人“a b”写法不对",
    f"new society x {NEW} --name '潜\"口'": "不能",
    "new society x --township 西溪南镇": "没有写 --village",
    "new district 黟县 --policy 黟县": "没有名为“黟县”的政策。可选：dongtai、honghe、huizhou、shanxi、zhoucun",
    "new district ../黟县": "区名“../黟县”不能用",
    "new district ''": "区名“”不能用",
    "new district ..": "区名“..”不能用",
    "new district '黟\"县'": "不能用",
    "new district societies": "societies 已经有了",
    "new district 黟县 --recorded-by 'a b'": "记账人“a b”写法不对",
    "bureau pay --amount 9 --budget-line 2080299 --document-no 12号 --society nobody": "没有编号为“nobody”的互助社",
    f"bureau pay --amount 9 --budget-line 1234567 --document-no 12号 --society shigang {OUT}": "没有预算科目1234567",
    "bureau pay --amount 9 --budget-line 2080299 --document-no 12号 --society shigang": "审批人没有写；付款人没有写",
}  # fmt: skip


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    made = busy(tmp_path)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def society(district: District) -> Society:
    return district.society("shigang")


def _words(line: str) -> list[str]:
    return shlex.split(line)


def _one_sentence(said: Said, words: str, typed: list[str]) -> None:
    """One sentence on stderr, after click's usage line where it is click's, and nothing else."""
    *usage, sentence = said.err.strip().split("\n✗ ") if "\n✗ " in said.err else ["", said.err.strip()]
    assert (said.code, said.out) == (2, ""), said
    assert words in sentence, said
    assert sentence.startswith("✗ ") or usage[0].startswith("用法： huzhu"), said
    assert "Traceback" not in said.err and "自己出错了" not in said.err, said
    assert english(said.all, typed) == [], said


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_in_a_society(district: District, society: Society, line: str) -> None:
    before = bytes_of(district.folder.parent)
    said = huzhu(*_words(line), books=society.folder if "--books" not in line else None)
    _one_sentence(said, MISTAKES[line], _words(line))
    assert bytes_of(district.folder.parent) == before


@pytest.mark.parametrize("line", DISTRICT_MISTAKES)
def test_a_mistake_in_a_district(district: District, line: str) -> None:
    before = bytes_of(district.folder.parent)
    said = huzhu(*_words(line), books=district.folder)
    _one_sentence(said, DISTRICT_MISTAKES[line], _words(line))
    assert bytes_of(district.folder.parent) == before
    assert sorted(p.name for p in (district.folder / "societies").iterdir()) == ["qiankou", "shigang"]


def test_a_command_of_the_district_in_a_lone_society(society: Society, tmp_path: Path) -> None:
    lone = society.folder.rename(tmp_path / "lone")
    said = huzhu(*_words(f"new society x {NEW}"), books=lone)
    _one_sentence(said, "是一个互助社的账簿，这里要用区（县）的文件夹", [str(lone)])
    said = huzhu(*_words(f"{GIFT} --society qiankou"), books=lone)
    _one_sentence(said, "这里只有互助社“lone”的账簿，没有“qiankou”", [str(lone), "lone"])


@pytest.mark.parametrize("user", ["王 五", "a/b", "wang\nwu", "Ｗangwu", "x" * 65])
def test_an_odd_user_name_is_named_and_nothing_is_recorded(society: Society, user: str) -> None:
    before = bytes_of(society.folder)
    said = huzhu(*_words(GIFT), books=society.folder, user=user)
    _one_sentence(said, "记账人“", [user, "wang", "wu"])
    assert said.err.count("\n") == 1, "what was typed does not break the line"
    assert bytes_of(society.folder) == before


def _as(codec: str) -> Callable[[Path], object]:
    return lambda page: page.write_bytes(page.read_text("utf-8").encode(codec))


def _replaced(old: str, new: str) -> Callable[[Path], object]:
    def spoil(page: Path) -> None:
        text = page.read_text("utf-8")
        assert old in text
        page.write_text(text.replace(old, new, 1), "utf-8", newline="")

    return spoil


CATEGORY = "--category 特困人员 --matter 疾病 --relief 补充救助"


def _shortened(page: Path) -> None:
    page.write_bytes(page.read_bytes().rpartition(b"2026-07-08 ")[0])


SPOILT = {
    # what happened to which file → words of the sentence
    "saved as GBK": ("journal/2026-07.beancount", _as("gb18030"), "不是 UTF-8 编码（可能被另存为 GBK）"),
    "facts saved as GBK": ("society.beancount", _as("gb18030"), "不是 UTF-8 编码（可能被另存为 GBK）"),
    "saved with a BOM": ("society.beancount", _as("utf-8-sig"), "开头多了 BOM 标记"),
    "saved by Notepad": ("journal/2026-07.beancount", _replaced("\n", "\r\n"), "换行被改成了 Windows 格式（CRLF）"),
    "written by a newer huzhu": ("main.beancount", _replaced("格式 1。", "格式 9。"), "由更新版本的 huzhu 写成（格式9"),
    "an amount changed": ("journal/2026-07.beancount", _replaced("500.00 CNY", "501.00 CNY"), "被改动过"),
    "the last event cut off": ("journal/2026-07.beancount", _shortened, "账尾被截去"),
    "an entry typed by hand": (
        "journal/2026-06.beancount", lambda p: p.write_bytes(p.read_bytes() + b"2026-06-29 note Assets:X \"x\"\n"), "被改动过",
    ),
    "a month lost": ("journal/2026-06.beancount", Path.unlink, "2026-06"),
    "policy saved as GBK": ("policy.beancount", _as("gb18030"), "不是 UTF-8 编码（可能被另存为 GBK）"),
    "the policy changed": ("policy.beancount", _replaced("1000.00 CNY", "9000.00 CNY"), "政策文件"),
    "a rule switched off": ("main.beancount", _replaced('plugin "huzhu"\n', ""), "总账文件被改动过"),
    "a folder in its place": ("accounts.beancount", lambda p: (p.unlink(), p.mkdir()), "accounts.beancount"),
}  # fmt: skip


TOUCHING = (
    "record subsidy --amount 9", f"case survey --by lisi --case {PAID}", "record reverse --voucher x --reason 错",
    "fact fund 12某专项 --source 张 --restriction 限定性", "notice 2026-07 --date 2026-08-04",
    f"case open --label 汪* --person P-1a2b3c4d5e6f {CATEGORY}", "close 2026-06", "report fund-statement",
)  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_spoilt_books_take_nothing_and_are_not_called_clean(society: Society, what: str) -> None:
    name, spoil, words = SPOILT[what]
    spoil(society.folder / name)
    before = bytes_of(society.folder)
    said = huzhu(*_words(GIFT), books=society.folder)
    _one_sentence(said, words, [])
    for line in TOUCHING:
        refused = huzhu(*_words(line), books=society.folder)
        assert refused.code == 2 and "自己出错了" not in refused.err, refused
    judged = huzhu("check", "--as-of", "2026-07-06", books=society.folder)
    assert judged.code in (1, 2) and words in judged.all, judged
    assert "自己出错了" not in judged.err and english(judged.all, [name]) == []
    assert huzhu("trail", "verify", books=society.folder).code in (0, 1, 2)
    assert bytes_of(society.folder) == before


def test_a_paper_that_is_none(society: Society, tmp_path: Path) -> None:
    papers = {
        "空.csv": (b"", "空"),
        "照片.csv": (b"\x89PNG\r\n\x1a\n" + bytes(99), ""),
        "通讯录.csv": ("姓名,电话\n张三,1\n".encode(), "认不出这是什么账单"),
        "半截.xlsx": (b"PK\x03\x04" + bytes(40), ""),
        "改过.csv": (OLD_CSV.read_bytes().replace(b"500.00", b"501.00", 1), "合计与逐行相加对不上"),
    }  # fmt: skip
    before = bytes_of(society.folder)
    for name, (content, words) in papers.items():
        (tmp_path / name).write_bytes(content)
        said = huzhu("import", tmp_path / name, books=society.folder)
        _one_sentence(said, words, [])
    assert bytes_of(society.folder) == before


def test_a_sheet_that_cannot_be_written_is_posted_all_the_same_and_printed_the_next_time(
    society: Society,
) -> None:
    said = huzhu(
        "notice", "2026-07", "--date", "2026-08-04", "-o", "/dev/null/公示.pdf", books=society.folder
    )
    assert said.code == 2 and "公示已登记，但文件写不进 /dev/null/公示.pdf（同名的文件已经有了）" in said.err
    assert '"公示" "2026-07" "张贴"' in society.facts.read_text("utf-8")
    said = huzhu("notice", "2026-07", "--date", "2026-08-05", books=society.folder)
    assert said.code == 0 and (society.documents / "notices" / "2026-07.pdf").is_file()


def test_a_name_that_cannot_be_printed_is_not_posted(society: Society) -> None:
    typed = f"case open --date 2026-07-10 --label 😀* --person P-1a2b3c4d5e6f {CATEGORY}"
    assert huzhu(*_words(typed), books=society.folder).code == 0
    referred = "case refer --date 2026-07-10 --case JZ-2026-0005 --to 民政局"
    assert huzhu(*_words(referred), books=society.folder).code == 0
    before = bytes_of(society.folder)
    said = huzhu("notice", "2026-07", "--date", "2026-08-04", books=society.folder)
    assert said.code == 2 and "这个字，印不出来" in said.err and "自己出错了" not in said.err
    assert bytes_of(society.folder) == before


def test_a_full_disk_is_said_in_chinese_and_leaves_the_books(society: Society) -> None:
    before = bytes_of(society.folder)
    for code in (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EMFILE):
        with mock.patch("ledger.storage._write_all", side_effect=OSError(code, "No space left on device")):
            said = huzhu(*_words(GIFT), books=society.folder)
        _one_sentence(said, "没有记账：", [])
        assert bytes_of(society.folder) == before


def test_months_with_errors_are_not_closed(society: Society) -> None:
    errors = mock.Mock(errors=[mock.Mock(text="超过上限")])
    before = bytes_of(society.folder)
    with mock.patch("ledger.load.load", return_value=errors):
        said = huzhu("close", "2026-07", "--date", "2026-08-12", books=society.folder)
    _one_sentence(said, "2026-07还不能月结：超过上限，等1处错误；请先看 huzhu check", [])
    assert bytes_of(society.folder) == before


@pytest.mark.parametrize("verb", verbs(), ids=" ".join)
def test_a_help_page_has_no_english_word(verb: list[str]) -> None:
    said = huzhu(*verb, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"用法： {' '.join(['huzhu', *verb])} ")
    assert english(said.out) == []


def test_the_guard_against_english_sees_it() -> None:
    assert english("✗ Error: no such paper '账.csv', see --help") == ["Error", "no", "such", "paper", "see"]
    assert english("没有写 --donor；请看 huzhu record，JZ-2026-0007 在 journal/2026-07.beancount") == []
