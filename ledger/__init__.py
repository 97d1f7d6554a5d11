"""The ground that everything stands on: accounts, money, days, policy, facts, books and the one writer.

Glossary: one English name for each official term.

| 官方用语 | name |
|---|---|
| 互助社 | society |
| 区（县）财政局 / 民政局 | bureau |
| 补充救助 / 应急救助 / 实物救助 | supplementary / emergency / in-kind relief |
| 受理 → 入户调查 → 审核 → 发放 → 公示 | acceptance → survey → decision → payment → notice |
| 先行救助 | first aid |
| 转介 | referral |
| 备用金 | float |
| 基金 | fund |
| 财政补助 / 集体支持 / 社会捐赠 / 会费 | subsidy / collective money / donation / membership fee |
| 启动资金 | seed capital |
| 决议 | resolution |
| 四议两公开 | the village's four deliberations and two disclosures |
| 公开募捐 / 定向募捐 / 摊派 | public fundraising / targeted fundraising / forced levy |
| 预算科目 | budget line |
| 社长 / 秘书长 / 会计 / 出纳 | president / secretary / accountant / cashier |
| 公示 / 备案 / 月结 | notice / filing / month close |
| 凭证号 | voucher |
| 冲销 | reversal |
"""
