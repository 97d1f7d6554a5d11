"""A rule's or a paper's sentence as a page says it: people by name, fields by their label, no codes, no command to type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from huzhu.discreet import discreet
from ledger import money
from ledger.chart import STANDARD_FUNDS
from ledger.events.event import LABELS

_COMMANDS = tuple((re.compile(pattern), instead) for pattern, instead in (
    (r"（--password；", "（"), (r"用? ?--password", "填在“密码”一栏"),
    (r"用? ?--card “([^”=]*)=账户” 写明", "在上面选好"),
    (r"，?请核对 --account", "，请核对所选的账户"), (r"加 --account 现金", "把“钱在哪里”选成现金"),
    (r"用? ?--paper( 写明)?", "在“哪种账单”一栏写明"), (r"用? ?--columns“?", "在“表头对照”一栏写明“"),
    (r"真是同一笔钱的，请用 --not-ours 写明理由", "真是同一笔钱的，请按“不是本社的账”写明理由"),
    (r"[，；]?请用 huzhu review (?:指明是哪一行|一行一行定|定|选|看有哪些)", "，请在“待核”里定"),
    (r"[，；]?用 huzhu review (?:指明是哪一行|一行一行定|定|选|看有哪些)", "，在“待核”里定"),
    (r"用 huzhu review 对上", "在“待核”里对上"),
    (r"请看 huzhu report reconciliation --month [0-9-]+", "请看余额调节表"),
    (r"看 huzhu report waiting", "看“待核”"), (r"，?要看 huzhu check", "，要看检查结果"),
    (r"用 huzhu record relief-return 记", "在“记一笔”里记救助退回"),
    (r"（huzhu case），再用 huzhu record relief 发放", "，再在“记一笔”里发放"),
    (r"（huzhu import）|：?huzhu import 文件", ""), (r"[，；]?或?用 huzhu template (\S+) 取一份模板来填", ""),
    (r"请先 huzhu notice [0-9-]+", "请先登记张贴"), (r"请 huzhu notice [0-9-]+", "请在“公示”里登记张贴"),
    (r"请用 huzhu notice [0-9-]+ 重新张贴", "请在“公示”里重新登记张贴"),
    (r"（huzhu [^）]*）", ""), (r"请用 huzhu close", "请在“公示”里月结"),
    (r"；请先看 huzhu (?:check|trail verify)", "；请先看检查结果"),
    (r"用 huzhu record (?:goods-in|goods-out|relief-return)", "在“记一笔”里"),
    (r"请用同一个 --key 再记一次，已记的不会重复", "请再按一次，已记的不会重复"),
    (r"请先受理，再写 --case", "请先受理，再选好是哪一件"),
    (r"（--(?:sign|by)）", ""), (r"，?例如 --reason 复核救助资格", "，例如“复核救助资格”"),
    (r"，再用? ?huzhu key rewrap 建立", "，再请管理员建立"), (r"请用 huzhu person add", "请在受理时登记"),
    (r"请再运行一次 huzhu close [0-9-]+", "请再月结一次"), (r"，补签：huzhu close .*$", ""),
    (r"请先?再运行一次 huzhu (?:reopen(?: [0-9-]+)?|archive forget)", "请管理员接着做完"),
    (r"(?:请核对，用|有变化请用|改了名的请用) huzhu person correct(?: 更正)?", "有变化请管理员更正"),
    (r"，或用 huzhu person find 查找", ""), (r"，?请检查 --books 后面的路径", "，请告诉管理员"),
    (r"huzhu record(?=。)", "“记一笔”"),
))  # fmt: skip
"""What whoever has a command line is told, and what whoever has a page is told instead."""
_COMMAND = re.compile(r"（(?:huzhu [^）]*|[a-z][a-z-]*:)）|(?<=请先) huzhu [a-z -]+[a-z]")
_KEY = re.compile(r"(?<![\w-])([a-z][a-z-]+):[  ]?(?=(.{0,8}))")
_ACCOUNT = re.compile(r"(?<![\w-])[1-5][0-9]{3}(?=[一-鿿])[^\s，。；、：“”]*")
_FUND = re.compile(rf"(?<![0-9A-Za-z])0[1-5](?={'|'.join(fund[2:] for fund in STANDARD_FUNDS)})")
_LEVEL = re.compile(r":[0-9]{2}(?=[一-鿿])")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LINK = re.compile(r"[a-z]+-[a-z0-9]{12,}")
_NOBODY: Mapping[str, str] = {}


def is_said(word: str) -> bool:
    """Whether a fact's own word means something to people: a statement row's link does not."""
    return not _LINK.fullmatch(word)


def yuan(amount: str | Decimal) -> str:
    """An amount as people read it, also where a form or a draft has it as words."""
    return money.show(Decimal(amount))


def at_the_desk(text: str) -> str:
    """A sentence as a page shows it: no command in it, and no long number of somebody's."""
    for pattern, instead in _COMMANDS:
        text = pattern.sub(instead, text)
    return discreet(text)


def plain(text: str, people: Mapping[str, str] = _NOBODY) -> str:
    """The sentence without what only the command line understands, and without codes; `people` are names by id."""
    text = _KEY.sub(_label, _COMMAND.sub("", at_the_desk(text)))
    text = _FUND.sub("", _ACCOUNT.sub(lambda found: _LEVEL.sub("－", found[0][4:]), text))
    return _ID.sub(lambda found: people.get(found[0], found[0]), text) if people else text


def _label(found: re.Match[str]) -> str:
    """A key by its field's label; nothing where the words that follow say it themselves."""
    label = LABELS.get(found[1].replace("-", "_"))
    if label is None:
        return found[0]
    return "" if found[2].startswith(label) else label
