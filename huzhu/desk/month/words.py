"""What papers and rules say to whoever has a command line, said to whoever has a page."""

from __future__ import annotations

import re

from huzhu.discreet import discreet

_SAID = tuple((re.compile(pattern), instead) for pattern, instead in (
    (r"（--password；", "（"), (r"用? ?--password", "填在“密码”一栏"),
    (r"用? ?--card “([^”=]*)=账户” 写明", "在上面选好"),
    (r"，?请核对 --account", "，请核对所选的账户"), (r"加 --account 现金", "把“钱在哪里”选成现金"),
    (r"用? ?--paper( 写明)?", "在“哪种账单”一栏写明"), (r"用? ?--columns“?", "在“表头对照”一栏写明“"),
    (r"真是同一笔钱的，请用 --not-ours 写明理由", "真是同一笔钱的，请按“不是本社的账”写明理由"),
    (r"，?请用 huzhu review (?:指明是哪一行|一行一行定|定|选|看有哪些)", "，请在“待核”里定"),
    (r"，?用 huzhu review (?:指明是哪一行|一行一行定|定|选|看有哪些)", "，在“待核”里定"),
    (r"用 huzhu review 对上", "在“待核”里对上"),
    (r"请看 huzhu report reconciliation --month [0-9-]+", "请看余额调节表"),
    (r"看 huzhu report waiting", "看“待核”"), (r"，?要看 huzhu check", "，要看检查结果"),
    (r"用 huzhu record relief-return 记", "在“记一笔”里记救助退回"),
    (r"（huzhu case），再用 huzhu record relief 发放", "，再在“记一笔”里发放"),
    (r"（huzhu import）|：?huzhu import 文件", ""), (r"[，；]?或?用 huzhu template (\S+) 取一份模板来填", ""),
    (r"请先 huzhu notice [0-9-]+", "请先登记张贴"), (r"请 huzhu notice [0-9-]+", "请在“公示”里登记张贴"),
    (r"（huzhu [^）]*）", ""), (r"请用 huzhu close", "请在“公示”里月结"),
    (r"；请先看 huzhu (?:check|trail verify)", "；请先看检查结果"),
    (r"用 huzhu record (?:goods-in|goods-out|relief-return)", "在“记一笔”里"),
))  # fmt: skip


def at_the_desk(text: str) -> str:
    """A sentence as a page shows it: no command in it, and no long number of somebody's."""
    for pattern, instead in _SAID:
        text = pattern.sub(instead, text)
    return discreet(text)
