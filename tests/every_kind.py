"""Books in which every kind of fact, every kind of money and every key of the books stands at least once.

`SOCIETY` and `BUREAU` are text without their accounts and policy; a key that is new in books.md §3 or §4
belongs here as well, so that every rule has something to chew on.
"""

from __future__ import annotations

NAME = "徽州区岩寺镇石岗村救急难互助社"
_H = "0123456789abcdef" * 4
SOCIETY = f"""
2026-03-01 open Assets:1002银行存款:01农商行基本户:11张氏助学专项 CNY
2026-03-01 open Assets:1001现金:11张氏助学专项 CNY
2026-03-01 open Liabilities:2209其他应付款:01低保代发 CNY
  allowance: "低保"
  code-2004: "2209"
2026-03-02 commodity DAMI
  goods-name: "大米"
2025-12-31 custom "互助社" "登记"
  name: "{NAME}"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
  seed-as: "income"
  mode: "三老主导"
  federation: "岩寺镇互助会联合会"
  policy-sha256: "{_H}"
  recorded-by: "lisi"
  seq: 1
  at: "2026-03-02T09:00:00+08:00"
  key: "a-1"
  prev: "{_H}"
2026-03-02 custom "人员" "zhangsan" "任职"
  post: "社长"
  name: "张三"
  person: "P-00000000000a"
2026-03-02 custom "人员" "lisi" "任职"
  post: "秘书长"
  name: "李四"
2026-03-02 custom "人员" "wangwu" "任职"
  post: "会计"
  name: "王五"
2026-03-02 custom "人员" "zhaoliu" "任职"
  post: "出纳"
  name: "赵六"
2026-03-02 custom "人员" "sunqi" "任职"
  post: "会员"
  name: "孙七"
2026-08-01 custom "人员" "sunqi" "离任"
2026-03-02 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
2026-05-06 custom "备用金" "调整"
  ceiling: 4000.00 CNY
2026-07-20 custom "备用金" "盘点"
  counted: 1790.00 CNY
  by: "zhaoliu"
  witness: "lisi"
2026-08-03 custom "备用金" "交接"
  custodian: "sunqi"
2026-03-03 custom "基金" "01财政补助" "设立"
  source: "区财政"
  restriction: "限定性"
  uses: "5101"
2026-03-03 custom "基金" "11张氏助学专项" "设立"
  source: "张氏"
  restriction: "限定性"
  uses: "5101 5301"
  donor: "张大"
  person: "P-00000000000c"
  until: 2026-12-31
2026-08-15 custom "基金" "11张氏助学专项" "终止"
2026-03-03 custom "决议" "JY-2026-01"
  kind: "提高救助标准"
  cap-supplementary: 800.00 CNY
  cap-emergency: 1500.00 CNY
  times: 2
  until: 2026-12-31
  document: "决议一"
  sha256: "{_H}"
2026-03-03 custom "决议" "JY-2026-02"
  kind: "职责兼任"
  duties: "记账 出纳"
2026-03-03 custom "决议" "JY-2026-03"
  kind: "四议两公开"
2026-03-03 custom "决议" "JY-2026-04"
  kind: "资金转移"
2026-03-04 custom "公开募捐资格" "取得"
  certificate: "皖募001"
  until: 2026-12-31
2026-08-01 custom "公开募捐资格" "终止"
2026-03-04 custom "回避" "lisi"
  person: "P-00000000000b"
  relation: "兄弟"
2026-03-04 custom "政府救助" "P-00000000000b"
  kind: "低保"
  until: 2026-12-31
2026-03-04 custom "政府救助" "P-00000000000c"
  kind: "医疗救助"
  agency: "总工会"
  matter: "疾病"
2026-03-10 * "徽州区财政局" "启动补助"
  voucher: "2026-03-001"
  event: "财政补助到账"
  recorded-by: "wangwu"
  budget-line: "2080299"
  document-no: "徽财社〔2026〕12号"
  Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
  Income:4401政府补助收入
2026-03-10 * "石岗村经济合作社" "村集体支持"
  voucher: "2026-03-002"
  recorded-by: "wangwu"
  channel: "村集体"
  resolution: "JY-2026-03"
  Assets:1002银行存款:01农商行基本户:02集体支持   10000.00 CNY
  Equity:3101非限定性净资产
2026-03-11 * "王大" "捐赠" ^wx-0001
  voucher: "2026-03-003"
  recorded-by: "wangwu"
  channel: "主动捐赠"
  publish: TRUE
  person: "P-00000000000b"
  memo: "扫码"
  source: "{_H}:1"
  Assets:1009其他货币资金:01微信:03社会捐赠   10000.00 CNY
    note: "附言"
  Income:4101捐赠收入
2026-03-11 custom "捐赠票据" "2026-03-003" "开具"
  number: "皖财001"
2026-03-12 * "张大" "助学"
  voucher: "2026-03-004"
  recorded-by: "wangwu"
  channel: "公开募捐-募捐箱"
  receipt: "皖财002"
  Assets:1002银行存款:01农商行基本户:11张氏助学专项   2000.00 CNY
  Income:4101捐赠收入
2026-03-12 * "孙七" "定向"
  voucher: "2026-03-005"
  recorded-by: "wangwu"
  channel: "定向募捐"
  receipt: "自愿放弃"
  Assets:1001现金:03社会捐赠   200.00 CNY
  Income:4101捐赠收入
2026-03-12 * "孙七" "会费"
  voucher: "2026-03-006"
  recorded-by: "zhaoliu"
  channel: "会费"
  Assets:1001现金:04会费   20.00 CNY
  Income:4201会费收入
2026-03-13 * "存现金"
  voucher: "2026-03-007"
  event: "缴回备用金"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   200.00 CNY
  Assets:1001现金:03社会捐赠
2026-03-13 * "微信提现"
  voucher: "2026-03-008"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   5000.00 CNY
  Expenses:5301管理费用:02手续费   5.00 CNY
  Assets:1009其他货币资金:01微信:03社会捐赠
2026-03-16 * "支取备用金"
  voucher: "2026-03-009"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  Assets:1001现金:03社会捐赠   2500.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
2026-03-16 * "基金间转移"
  voucher: "2026-03-010"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  resolution: "JY-2026-04"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   500.00 CNY
  Assets:1002银行存款:01农商行基本户:02集体支持
2026-03-20 * "岩寺粮站" "捐赠大米"
  voucher: "2026-03-011"
  event: "接受实物"
  recorded-by: "wangwu"
  channel: "主动捐赠"
  receipt: "自愿放弃"
  Assets:1201存货:03社会捐赠   10 DAMI {{60.00 CNY}}
  Income:4101捐赠收入
2026-03-20 * "岩寺粮站" "暴雨断路"
  voucher: "2026-03-012"
  event: "购买实物"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  urgent: TRUE
  reason: "暴雨断路"
  Assets:1201存货:03社会捐赠   5 DAMI {{60.00 CNY}}
  Assets:1002银行存款:01农商行基本户:03社会捐赠
2026-03-20 * "岩寺粮站" "采购大米"
  voucher: "2026-03-013"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  procurement: "CG-2026-01"
  Assets:1201存货:03社会捐赠   5 DAMI {{60.00 CNY}}
  Assets:1002银行存款:01农商行基本户:03社会捐赠
2026-03-23 * "汪大" "受托转交"
  voucher: "2026-03-014"
  recorded-by: "wangwu"
  Assets:1801受托代理资产   300.00 CNY
  Liabilities:2601受托代理负债
2026-03-24 * "汪大" "转交"
  voucher: "2026-03-015"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Liabilities:2601受托代理负债   300.00 CNY
  Assets:1801受托代理资产
2026-03-24 * "李四" "报销车费"
  voucher: "2026-03-016"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5301管理费用:01办公费   30.00 CNY
  Assets:1001现金:03社会捐赠
2026-03-25 * "文具店" "赊账"
  voucher: "2026-03-017"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5301管理费用:01办公费   50.00 CNY
  Liabilities:2209其他应付款
2026-03-26 * "文具店" "还赊账"
  voucher: "2026-03-018"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Liabilities:2209其他应付款   50.00 CNY
  Assets:1002银行存款:01农商行基本户:11张氏助学专项
2026-03-27 * "农商行" "利息"
  voucher: "2026-03-019"
  recorded-by: "wangwu"
  Assets:1002银行存款:01农商行基本户:01财政补助   1.00 CNY
  Income:4901其他收入
2026-04-01 custom "救助" "JZ-2026-0001" "受理"
  person: "P-00000000000b"
  household: "H-00000000000b"
  label: "汪*"
  hamlet: "上组"
  category: "最低生活保障对象"
  matter: "疾病"
  matter-no: "1"
  relief: "补充救助"
  found: "主动发现"
  first-asked: "lisi"
2026-04-01 custom "救助" "JZ-2026-0001" "入户调查"
  by: "wangwu"
  opinion: "属实"
2026-04-02 custom "救助" "JZ-2026-0001" "审核"
  decision: "同意"
  amount: 500.00 CNY
  by: "wangwu"
  approved-by: "zhangsan"
  hardship: "较重"
  level: "县级"
2026-04-02 * "汪*" "补充救助" ^JZ-2026-0001
  voucher: "2026-04-001"
  event: "发放救助"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  method: "现金"
  resolution: "JY-2026-01"
  Expenses:5101业务活动成本:01补充救助   500.00 CNY
  Assets:1001现金:03社会捐赠
2026-04-03 custom "案卷材料" "JZ-2026-0001" "归档"
  papers: "申请表 入户调查表 审批表 领款单"
  sha256: "{_H}"
  filed-as: "申请表.pdf"
2026-04-07 * "汪*" "退回" ^JZ-2026-0001
  voucher: "2026-04-002"
  event: "救助退回"
  recorded-by: "wangwu"
  Assets:1001现金:03社会捐赠   100.00 CNY
  Expenses:5101业务活动成本:01补充救助
2026-04-08 custom "救助" "JZ-2026-0001" "结案"
  note: "办完"
2026-04-10 custom "救助" "JZ-2026-0002" "受理"
  person: "P-00000000000c"
  household: "H-00000000000c"
  label: "程*"
  category: "突发严重困难户"
  matter: "疾病"
  relief: "应急救助"
  first-asked: "lisi"
2026-04-10 custom "救助" "JZ-2026-0002" "先行救助"
  reason: "急诊"
  seq: 2
2026-04-10 * "程*" "先行救助" ^JZ-2026-0002
  voucher: "2026-04-003"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  method: "现金"
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1001现金:03社会捐赠
2026-04-13 custom "救助" "JZ-2026-0002" "入户调查"
  by: "wangwu"
  opinion: "情况说明"
2026-04-13 custom "救助" "JZ-2026-0002" "审核"
  decision: "同意"
  amount: 900.00 CNY
  stages: 2
  by: "wangwu"
  approved-by: "zhangsan"
2026-04-14 * "程*" "应急救助" ^JZ-2026-0002
  voucher: "2026-04-004"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  method: "转账"
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1002银行存款:01农商行基本户:01财政补助
2026-04-14 * "程*" "大米" ^JZ-2026-0002
  voucher: "2026-04-005"
  event: "发放实物"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  method: "实物"
  Expenses:5101业务活动成本:03实物救助   120.00 CNY
  Assets:1201存货:03社会捐赠   -2 DAMI {{60.00 CNY}}
2026-04-15 * "程*" "垫付" ^JZ-2026-0002
  voucher: "2026-04-006"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  advanced-for: "临时救助"
  method: "转账"
  Assets:1122其他应收款   400.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
2026-05-06 * "程*" "收回" ^JZ-2026-0002
  seq: 30
  voucher: "2026-05-001"
  recorded-by: "wangwu"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   150.00 CNY
  Assets:1122其他应收款
2026-05-07 custom "救助" "JZ-2026-0003" "受理"
  person: "P-00000000000d"
  household: "H-00000000000c"
  label: "吴*"
  category: "脱贫不稳定户"
  matter: "灾害"
  relief: "应急救助"
  first-asked: "lisi"
2026-05-07 custom "救助" "JZ-2026-0003" "入户调查"
  by: "wangwu"
2026-05-08 custom "救助" "JZ-2026-0003" "审核"
  decision: "不同意"
  by: "wangwu"
2026-05-08 custom "救助" "JZ-2026-0003" "转介"
  recorded-by: "lisi"
  seq: 3
2026-05-08 custom "转介" "JZ-2026-0003" "转出"
  to: "镇民政办"
  letter: "函1"
  due: 2026-05-20
2026-05-12 custom "转介" "JZ-2026-0003" "回复"
  outcome: "已受理"
2026-05-12 custom "救助" "JZ-2026-0003" "撤回"
  note: "不办了"
2026-07-10 * "汪*" "补充救助" ^JZ-2026-0001
  voucher: "2026-07-001"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5101业务活动成本:01补充救助   200.00 CNY
  Assets:1001现金:03社会捐赠
2026-07-11 * "汪*" "冲销" ^JZ-2026-0001
  voucher: "2026-07-002"
  reverses: "2026-07-001"
  recorded-by: "wangwu"
  Expenses:5101业务活动成本:01补充救助   -200.00 CNY
  Assets:1001现金:03社会捐赠
2026-07-12 ! "待查" "FIXME"
  voucher: "2026-07-003"
  recorded-by: "wangwu"
  payee: "某"
  payer: "某"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
  Income:4901其他收入
2026-05-08 custom "公示" "2026-04" "张贴"
  sheet: "{_H}"
  place: "村务公开栏"
  prev: "{_H}"
2026-05-18 custom "公示" "2026-04" "撤下"
  objections: "无异议"
2026-05-08 custom "备案" "2026-04"
  to: "岩寺镇"
  sheet: "{_H}"
2026-05-11 custom "月结" "2026-04"
  digest: "{_H}"
  seq: 40
2026-05-12 custom "反结账" "2026-04"
  reason: "漏记"
  by: "lisi"
  approved-by: "zhangsan"
  signed: "zhangsan:{_H}{_H}"
  seq: 41
2026-06-08 custom "月结" "2026-05"
  digest: "{_H}"
  seq: 42
2026-05-13 custom "账外改动" "恢复"
  reason: "电脑上被人改过"
  by: "jianshi"
  sha256: "{_H}"
  filed-as: "outside-edits/2026-05-13-1/sha256.txt"
2026-05-13 custom "账外改动" "采纳"
  reason: "电脑上被人改过"
  by: "jianshi"
  sha256: "{_H}"
  filed-as: "outside-edits/2026-05-13-2/sha256.txt"
2026-05-14 custom "鸣谢" "2026-04" "张贴"
  names: "王大 王*"
  place: "公开栏"
2026-06-10 custom "投诉" "TS-2026-01" "受理"
  about: "发放慢"
2026-06-12 custom "投诉" "TS-2026-01" "办结"
  outcome: "已说明"
2026-06-15 custom "帮办" "BB-2026-0001"
  person: "P-00000000000d"
  matter: "失业"
  to: "镇人社所"
  by: "sunqi"
  outcome: "已受理"
2026-06-16 custom "考评" "2026"
  grade: "不合格"
  by: "岩寺镇联合会"
  award: 100.00 CNY
2026-06-17 custom "密钥" "zhangsan" "登记"
  signing: "{_H}"
  recipient: "age1{"q" * 58}"
2026-06-18 custom "密钥" "zhangsan" "停用"
2026-06-19 custom "档案" "P-00000000000d" "销毁"
  reason: "本人要求"
  by: "lisi"
  approved-by: "zhangsan"
2026-03-01 open Assets:1009其他货币资金:08微信在途:03社会捐赠 CNY
2026-08-10 custom "归户" "农业银行(1234)"
  account: "Assets:1002银行存款:01农商行基本户"
2026-08-10 custom "归类" "GL-2026-001" "设立"
  payer: "王大"
  words: "心意"
  amount: 20.00 CNY
  account: "Assets:1009其他货币资金:01微信"
  becomes: "捐赠"
  fund: "03社会捐赠"
  channel: "主动捐赠"
2026-08-11 custom "归类" "GL-2026-001" "停用"
2026-08-12 custom "待核" "wx-0002" "挂起"
  account: "Assets:1009其他货币资金:01微信"
  way: "付"
  amount: 30.00 CNY
  payer: "文*"
  words: "打印"
  kind: "扫二维码付款"
  reason: "付款要人看"
  to: "Assets:1009其他货币资金:08微信在途"
  fee: 0.10 CNY
  doubt: TRUE
  source: "{_H}:2"
2026-08-12 custom "待核" "wx-0003" "挂起"
  account: "Assets:1009其他货币资金:01微信"
  way: "收"
  amount: 30.00 CNY
  reason: "是一笔付款的退款"
  source: "{_H}:3"
  refund-of: "wx-0002"
2026-08-13 custom "待核" "wx-0003" "了结"
  reason: "一付一退"
  voucher: "2026-03-008"
2026-08-13 custom "对账单" "Assets:1002银行存款:01农商行基本户"
  paper: "农商行"
  from: 2026-08-01
  until: 2026-08-12
  rows: 3
  opening: 100.00 CNY
  closing: 200.00 CNY
  sha256: "{_H}"
2026-08-13 custom "对账" "Assets:1002银行存款:01农商行基本户"
  closing: 200.00 CNY
  sha256: "{_H}"
2026-08-13 custom "表头" "捐赠台账"
  columns: "日期=捐赠时间"
2026-08-18 * "微信提现" ^wx-0004
  voucher: "2026-08-001"
  recorded-by: "wangwu"
  Assets:1009其他货币资金:08微信在途:03社会捐赠   10.00 CNY
  Assets:1009其他货币资金:01微信:03社会捐赠
"""
"""A society's books of half a year."""


def _case(number: int, label: str, amount: str, *, paid: str = "2026-06-25", also: str = "") -> str:
    """A case of 周's household, found in June and decided late, with its payment in cash."""
    return f"""
2026-06-18 custom "救助" "JZ-2026-{number:04d}" "受理"
  person: "P-00000000000e"
  household: "H-00000000000e"
  label: "{label}"
  category: "特困人员"
  matter: "灾害"
  relief: "应急救助"
2026-06-23 custom "救助" "JZ-2026-{number:04d}" "审核"
  decision: "同意"
  amount: {amount} CNY
  by: "wangwu"
  opinion: "过节补贴"
{paid} * "{label}" "应急救助" ^JZ-2026-{number:04d}
  voucher: "2026-06-{number:03d}"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  method: "现金"
{also}  Expenses:5101业务活动成本:02应急救助   {amount} CNY
  Assets:1001现金:02集体支持
"""


_GIFTS = "".join(
    f"""
2026-06-{1 + n // 12:02d} * "爱心" "每户捐款"
  voucher: "2026-06-1{n:02d}"
  recorded-by: "wangwu"
  channel: "村内互助"
  memo: "义卖"
  Assets:1009其他货币资金:01微信:03社会捐赠   20.00 CNY
  Income:4101捐赠收入
"""
    for n in range(24)
)
FAULTY = (
    (SOCIETY + _GIFTS + _case(4, "周*", "4000.00") + _case(5, "周*", "3900.00") + _case(6, "周*", "900.00"))
    + """
2026-06-23 custom "救助" "JZ-2026-0007" "受理"
  person: "P-00000000000f"
  household: "H-00000000000f"
  label: "郑*"
  category: "特困人员"
  matter: "灾害"
  relief: "补充救助"
2026-06-24 custom "救助" "JZ-2026-0007" "审核"
  decision: "同意"
  amount: 500.00 CNY
  by: "wangwu"
2026-06-23 * "徽州区财政局" "启动补助"
  voucher: "2026-06-007"
  recorded-by: "wangwu"
  Assets:1002银行存款:01农商行基本户:01财政补助   9000.00 CNY
  Income:4401政府补助收入
2026-06-24 * "张三" "误工补贴"
  voucher: "2026-06-008"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5301管理费用:09其他   100.005 CNY
  Assets:1001现金:02集体支持
2026-06-24 * "汪大" "受托转交 FIXME"
  voucher: "2026-06-009"
  recorded-by: "wangwu"
  Liabilities:2601受托代理负债   100.00 CNY
  Assets:1801受托代理资产
2026-06-24 * "花店" "鲜花，电话 13800138000"
  voucher: "2026-06-011"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5901其他费用   100.00 CNY
  Assets:1002银行存款:01农商行基本户:11张氏助学专项
2026-06-24 * "支取备用金"
  voucher: "2026-06-012"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  Assets:1001现金:01财政补助   9900.00 CNY
  Assets:1002银行存款:01农商行基本户:01财政补助
2026-06-24 * "某厂" "摊派"
  voucher: "2026-06-010"
  recorded-by: "wangwu"
  channel: "摊派"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""
)
"""The same with faults in them, so that every rule comes to what it says of one."""
BUREAU = f"""
2026-03-01 custom "名册" "石岗村" "列入"
  township: "岩寺镇"
  recorded-by: "ju"
2026-03-01 custom "名册" "潜口村" "列入"
  township: "潜口镇"
2026-04-01 custom "名册" "潜口村" "移出"
2026-03-09 * "石岗村救急难互助社" "启动补助"
  voucher: "2026-03-001"
  event: "拨付互助社补助"
  recorded-by: "a"
  approved-by: "b"
  paid-by: "c"
  society: "shigang"
  budget-line: "2080299"
  document-no: "徽财社〔2026〕12号"
  key: "b-1"
  prev: "{_H}"
  Expenses:2080299其他民政管理事务支出   10000.00 CNY
  Income:4001财政拨款收入
2026-03-10 * "李*" "临时救助"
  voucher: "2026-03-002"
  recorded-by: "a"
  approved-by: "b"
  paid-by: "c"
  Expenses:2082001临时救助支出   200.00 CNY
  Income:4001财政拨款收入
2026-03-11 * "李*" "退回"
  voucher: "2026-03-003"
  reverses: "2026-03-002"
  recorded-by: "a"
  Expenses:2082001临时救助支出   -200.00 CNY
  Income:4001财政拨款收入
2026-03-12 * "石岗村救急难互助社" "改列"
  voucher: "2026-03-004"
  recorded-by: "a"
  approved-by: "b"
  paid-by: "c"
  Expenses:2082001临时救助支出   10.00 CNY
  Expenses:2080299其他民政管理事务支出   -10.00 CNY
"""
"""The bureau's books of one month."""
