"""One line for every command that takes words, each of which would be recorded in `busy` books as it stands."""

# ruff: noqa: E501  (a table of what is typed reads best one line each)
from __future__ import annotations

from tests.busy import DECIDED, OPENED, PAID, SURVEYED

OUT = "--approved-by zhangsan --paid-by zhaoliu"
DAY = "--date 2026-07-10"
RECORDS = {
    "record subsidy": f"{DAY} --amount 9 --payer 区财政局 --document-no 徽财社〔2026〕13号 --budget-line 2080299 --narration 补助",
    "record collective": f"{DAY} --amount 9 --payer 村集体 --resolution JY-2026-90 --narration 支持",
    "record donation": f"{DAY} --amount 9 --donor 老王 --memo 附言 --receipt 自愿放弃 --narration 捐款 --account 银行 --fund 03"
        " --voucher 2026-07-005 --key k-1 --recorded-by wangwu --person P-5a2b3c4d5e6f",
    "record fee": f"{DAY} --amount 9 --payer 孙七 --narration 会费",
    "record interest": f"{DAY} --amount 9 --narration 利息",
    "record draw": f"{DAY} --amount 9 {OUT} --narration 支取",
    "record return": f"{DAY} --amount 9 {OUT} --narration 缴回",
    "record move": f"{DAY} --amount 9 --fee 0.10 --to-account 银行 {OUT} --narration 划转",
    "record expense": f"{DAY} --amount 9 --payee 文具店 --kind 办公费 {OUT} --narration 办公",
    "record relief": f"{DAY} --amount 800 --case {DECIDED} --method 现金 {OUT} --narration 应急救助",
    "record relief-return": f"{DAY} --amount 9 --case {PAID} --narration 退回",
    "record transfer": f"{DAY} --amount 9 --resolution JY-2026-01 --from-fund 02 --to-fund 03 {OUT} --narration 转移",
    "record goods-in": f"{DAY} --goods MIANFEN --goods-name 面粉 --quantity 2 --price 50 --donor 粮站 --receipt 自愿放弃 --narration 捐面粉",
    "record goods-buy": f"{DAY} --goods MIAN --goods-name 棉被 --quantity 2 --price 50 --payee 商店 --procurement CG-1 {OUT} --narration 买棉被",
    "record goods-out": f"{DAY} --goods DAMI --quantity 1 --price 60 --case {PAID} {OUT} --narration 发大米",
    "record count": f"{DAY} --amount 1500 --by zhaoliu --witness wangwu",
    "record reverse": f"{DAY} --voucher 2026-07-001 --reason 记错 {OUT}",
    "record advance": f"{DAY} --amount 9 --case {DECIDED} --advanced-for 临时救助 --method 现金 {OUT} --narration 垫付",
    "record recover": f"{DAY} --amount 9 --case {DECIDED} --payer 民政局 --narration 收回",
    "record agency-in": f"{DAY} --amount 9 --payee 汪* --narration 指定捐款",
    "record agency-out": f"{DAY} --amount 9 --payee 汪* {OUT} --narration 转交",
    "case open": f"{DAY} --label 李* --person P-5a2b3c4d5e6f --household P-5a2b3c4d5e6f --hamlet 一组 --matter-no 病二"
        " --category 特困人员 --matter 疾病 --relief 补充救助 --first-asked lisi",
    "case first-aid": f"{DAY} --case {OPENED} --amount 9 --method 现金 --reason 情况紧急 {OUT} --narration 先行救助",
    "case survey": f"{DAY} --case {OPENED} --by lisi --opinion 属实",
    "case decide": f"{DAY} --case {SURVEYED} --by lisi --approved-by zhangsan --amount 9",
    "case refer": f"{DAY} --case {SURVEYED} --to 民政局 --letter ZJ-1 --due 2026-07-20",
    "case reply": f"{DAY} --case {SURVEYED} --outcome 已办",
    "case close": f"{DAY} --case {PAID} --note 完成",
    "case withdraw": f"{DAY} --case {OPENED} --note 本人撤回",
    "fact resolution": f"JY-2026-05 {DAY} --kind 其他 --document 会议记录 --duties 审批",
    "fact officer": f"sunqi {DAY} --name 孙七 --post 监事 --person P-5a2b3c4d5e6f",
    "fact leave": f"lisi {DAY}",
    "fact fund": f"11张氏助学专项 {DAY} --source 张氏 --donor 张氏 --restriction 限定性 --uses 5101",
    "fact float": f"{DAY} --custodian zhaoliu",
    "fact qualification": f"{DAY} --certificate 皖民2026 --until 2027-07-01",
    "fact conflict": f"lisi {DAY} --person P-5a2b3c4d5e6f --relation 叔侄",
    "fact aid": f"P-5a2b3c4d5e6f {DAY} --kind 低保",
    "fact receipt": f"2026-07-001 {DAY} --number 皖财123",
    "fact thanks": f"2026-07 {DAY} --name 老王 --place 公开栏",
    "fact help": f"BB-2026-0001 {DAY} --by lisi --to 低保 --matter 疾病 --person P-5a2b3c4d5e6f --outcome 已申办",
    "fact fund-end": f"03 {DAY}",
    "fact qualification-end": f"{DAY}",
    "fact complaint": f"TS-2026-01 {DAY} --about 公示位置太高",
    "fact appraisal": f"2026 {DAY} --by 镇联合会 --grade 优秀 --award 100",
}  # fmt: skip
"""Command → the rest of its line."""
